//! What a reader makes of a file: its readable text, and the way back to the bytes.

use std::borrow::Cow;

use serde::Serialize;

use crate::span::Span;

/// The format of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Format {
    /// Plain text.
    Text,
}

/// A stretch where the readable text and the file hold the same bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    /// First byte in the text.
    pub(crate) text: u32,
    /// First byte in the file.
    pub(crate) source: u32,
    /// Bytes.
    pub(crate) len: u32,
}

/// A heading line that names a note list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heading {
    /// The line, without its end.
    pub(crate) span: Span,
}

/// A draft as every reader hands it on.
#[derive(Debug)]
pub(crate) struct Document<'s> {
    pub(crate) format: Format,
    pub(crate) text: Cow<'s, str>,
    /// What no grammar may read: code, addresses, comments. Sorted, apart.
    pub(crate) masks: Vec<Span>,
    /// Lines that name a note list ("Notes", "Dipnotlar"), in order.
    pub(crate) headings: Vec<Heading>,
    /// Sorted by `text`.
    pub(crate) runs: Vec<Run>,
    /// Size of the file in bytes.
    pub(crate) bytes: usize,
}

impl Document<'_> {
    /// The bytes of the file that a span of the text came from, if they are one piece there.
    pub(crate) fn origin(&self, span: Span) -> Option<Span> {
        let index = self.runs.partition_point(|run| run.text <= span.start).checked_sub(1)?;
        let run = self.runs.get(index)?;
        let inside = span.end <= run.text.saturating_add(run.len);
        let moved = |offset: u32| (offset - run.text).saturating_add(run.source);
        inside.then(|| Span { start: moved(span.start), end: moved(span.end) })
    }

    /// The first mask that ends behind `offset`, by binary search.
    pub(crate) fn mask_at(&self, offset: usize) -> Option<Span> {
        let index = self.masks.partition_point(|mask| mask.end() <= offset);
        self.masks.get(index).copied().filter(|mask| mask.start() <= offset)
    }
}
