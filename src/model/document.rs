//! What a reader makes of a file: its readable text, and the way back to the bytes.

use std::borrow::Cow;

use serde::Serialize;

use crate::span::Span;
use crate::text;

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

/// What headings of notes have in common in the languages of the table, folded; other headings name works.
const NOTE_STEMS: &[&str] = &["anmerk", "fussn", "not", "примеч", "сноск"];

impl Document<'_> {
    /// The heading of a note list, if it is the last line before `offset`.
    pub(crate) fn heading_above(&self, offset: usize) -> Option<Heading> {
        let above = self.text.get(..offset).unwrap_or_default();
        let end = above.trim_end_matches(|c: char| c.is_whitespace() || c == '>').len();
        let index = self.headings.partition_point(|heading| heading.span.start() < end);
        let heading = index.checked_sub(1).and_then(|index| self.headings.get(index));
        heading.copied().filter(|heading| heading.span.end() >= end)
    }

    /// Whether a heading speaks of notes ("Endnotes"), not of works ("References").
    pub(crate) fn names_notes(&self, heading: Heading) -> bool {
        let words = text::folded(heading.span.of(&self.text));
        NOTE_STEMS.iter().any(|stem| words.contains(stem))
    }

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
