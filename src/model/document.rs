//! What a reader makes of a file: its readable text, and the way back to the bytes.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Label, Numbering};
use crate::span::Span;
use crate::text;

/// The format of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown in any of its flavours.
    Markdown,
    /// HTML and XHTML.
    Html,
    /// Word.
    Docx,
    /// OpenDocument text.
    Odt,
}

impl Format {
    /// Its name in reports and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Docx => "docx",
            Format::Odt => "odt",
        }
    }

    /// Whether its files are text, which edits change in place; the others are archives, and only read.
    pub fn is_text(self) -> bool {
        matches!(self, Format::Text | Format::Markdown | Format::Html)
    }

    /// What a draft of this format lacks that has nothing to check: `no note list such as “[1] …”`.
    pub fn no_notes(self) -> &'static str {
        match self {
            Format::Text => "no note list such as “[1] …”",
            Format::Markdown | Format::Html => "no footnotes and no typed list such as “[1] …”",
            Format::Docx | Format::Odt => "no footnotes, no endnotes and no typed list such as “[1] …”",
        }
    }

    /// Who gives the notes that the format states their numbers.
    pub(crate) fn numbering(self) -> Numbering {
        match self {
            Format::Text => Numbering::Typed,
            Format::Html => Numbering::Stated,
            Format::Markdown | Format::Docx | Format::Odt => Numbering::Counted,
        }
    }

    /// Plain words as they are written into a file of this format.
    pub(crate) fn escaped(self, words: String) -> String {
        if self == Format::Html && words.contains(['&', '<', '>']) {
            words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
        } else {
            words
        }
    }
}

/// A stretch where the readable text and the file hold the same bytes; an empty one tells where the text behind it begins
/// in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    /// First byte in the text.
    pub(crate) text: u32,
    /// First byte in the file, counted behind a byte-order mark.
    pub(crate) source: u32,
    /// Bytes.
    pub(crate) len: u32,
}

/// A paragraph of a part of a word processor's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Its first byte in the text.
    pub(crate) text: u32,
    /// The part it stands in: "body", "footnotes".
    pub(crate) part: &'static str,
    /// Which paragraph of that part it is, from 1.
    pub(crate) number: u32,
}

/// The way from the readable text back to the file.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    /// Sorted by `text`.
    Runs(Vec<Run>),
    /// Sorted by `text`.
    Paragraphs(Vec<Paragraph>),
}

impl Origin {
    /// The bytes of the file that a span of the text came from, if they are one piece there.
    pub(crate) fn exact(&self, span: Span) -> Option<Span> {
        let Origin::Runs(runs) = self else { return None };
        let index = runs.partition_point(|run| run.text <= span.start).checked_sub(1)?;
        let run = runs.get(index)?;
        let inside = span.end <= run.text.saturating_add(run.len);
        let moved = |offset: u32| (offset - run.text).saturating_add(run.source);
        inside.then(|| Span { start: moved(span.start), end: moved(span.end) })
    }

    /// The bytes of the file that an edit of a span would change, if it can be made exactly in a file of this encoding, with
    /// so many bytes before the text.
    pub(crate) fn editable(&self, span: Span, encoding: Encoding, byte_order_mark: u32) -> Option<Span> {
        let exact = self.exact(span).filter(|_| !encoding.rewritten)?;
        Some(exact.shifted(byte_order_mark as usize))
    }

    /// The bytes of the file that a span of the text stands for, markup inside and around it included.
    pub(crate) fn around(&self, span: Span) -> Span {
        if let Some(exact) = self.exact(span) {
            return exact;
        }
        let Origin::Runs(runs) = self else { return span };
        let first = runs.partition_point(|run| run.text <= span.start).checked_sub(1);
        let start = first
            .and_then(|index| runs.get(index))
            .map_or(0, |run| run.source.saturating_add((span.start - run.text).min(run.len)));
        // Behind text of its own the end is sought where the file goes on.
        let last = runs.partition_point(|run| run.text < span.end).checked_sub(1);
        let end = last.and_then(|index| runs.get(index)).map_or(start, |run| {
            let inside = span.end - run.text;
            let next = last.and_then(|index| runs.get(index + 1)).map(|next| next.source);
            let own = run.source.saturating_add(inside.min(run.len));
            if inside <= run.len { own } else { next.filter(|next| *next >= own).unwrap_or(own) }
        });
        Span { start, end: end.max(start) }
    }
}

/// A heading line that names a note list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heading {
    /// The line, without its end.
    pub(crate) span: Span,
}

/// A call that the format itself states: `[^1]`, a link to a note, a footnote reference of a word processor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StatedCall {
    /// What the reader of the draft sees of it.
    pub(crate) span: Span,
    /// As it is shown, which need not be the label of its note.
    pub(crate) label: Label,
    /// Its note, an index into [`Stated::notes`].
    pub(crate) note: Option<u32>,
}

/// A note that the format itself states.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StatedNote {
    /// With its number.
    pub(crate) span: Span,
    /// Without it.
    pub(crate) body: Span,
    pub(crate) label: Label,
    /// Which list of its format it stands in, from 0: footnotes and endnotes, or chapters.
    pub(crate) list: u32,
}

/// Words that are shown, and the address behind them.
#[derive(Debug, Clone)]
pub(crate) struct StatedLink {
    pub(crate) span: Span,
    pub(crate) target: Box<str>,
}

/// What a format shows to be broken, where no reading of the text would see it.
#[derive(Debug, Clone)]
pub(crate) struct Broken {
    pub(crate) span: Span,
    pub(crate) kind: BrokenKind,
}

/// What is broken.
#[derive(Debug, Clone)]
pub(crate) enum BrokenKind {
    /// Two notes have one id: every link to it leads to the first.
    DuplicateId { id: Box<str>, first: Span },
    /// The link from a note back to the text leads nowhere.
    Backlink { target: Box<str> },
    /// A definition that some programs do not see as one.
    Unrendered { label: Label, by: &'static [&'static str], why: &'static str },
}

/// What the format itself states: nothing of it is guessed.
#[derive(Debug, Default)]
pub(crate) struct Stated {
    /// In the order of the text.
    pub(crate) calls: Vec<StatedCall>,
    /// In printed order, list by list, which is also their order in the text; they stand behind all running text.
    pub(crate) notes: Vec<StatedNote>,
    /// In the order of the text.
    pub(crate) links: Vec<StatedLink>,
    /// In the order of the text.
    pub(crate) broken: Vec<Broken>,
    /// The day that the draft gives itself.
    pub(crate) dated: Option<NaiveDate>,
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
    pub(crate) stated: Stated,
    pub(crate) origin: Origin,
    /// The file behind its byte-order mark, where lines and columns are counted in it and not in the text.
    pub(crate) file: Option<Cow<'s, str>>,
    /// Bytes of the byte-order mark; the map begins behind it.
    pub(crate) byte_order_mark: u32,
    /// Its encoding, and whether the bytes of the file are those of the text that was read.
    pub(crate) encoding: Encoding,
    /// Size of the file in bytes.
    pub(crate) bytes: usize,
}

/// The encoding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Encoding {
    /// Its usual name.
    pub(crate) name: &'static str,
    /// The file had to be written anew to be read: places are those of the text, and nothing can be edited.
    pub(crate) rewritten: bool,
}

impl Encoding {
    pub(crate) const UTF8: Encoding = Encoding { name: "utf-8", rewritten: false };
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

    /// The same document with a text of its own.
    pub(crate) fn into_owned(self) -> Document<'static> {
        let Document {
            format,
            text,
            masks,
            headings,
            stated,
            origin,
            file,
            byte_order_mark,
            encoding,
            bytes,
        } = self;
        Document {
            format,
            text: Cow::Owned(text.into_owned()),
            masks,
            headings,
            stated,
            origin,
            file: file.map(|file| Cow::Owned(file.into_owned())),
            byte_order_mark,
            encoding,
            bytes,
        }
    }

    /// The running text: what stands before the notes that the format states.
    pub(crate) fn running(&self) -> &str {
        let end = self.stated.notes.first().map_or(self.text.len(), |note| note.span.start());
        self.text.get(..end).unwrap_or(&self.text)
    }

    /// The bytes of the file that an edit of a span of the text would change, if it can be made exactly.
    pub(crate) fn editable(&self, span: Span) -> Option<Span> {
        self.origin.editable(span, self.encoding, self.byte_order_mark)
    }

    /// The first mask that ends behind `offset`, by binary search.
    pub(crate) fn mask_at(&self, offset: usize) -> Option<Span> {
        let index = self.masks.partition_point(|mask| mask.end() <= offset);
        self.masks.get(index).copied().filter(|mask| mask.start() <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a<b>cd</b>&amp;e` read as `acd&e`.
    fn runs() -> Origin {
        Origin::Runs(vec![
            Run { text: 0, source: 0, len: 1 },
            Run { text: 1, source: 4, len: 2 },
            Run { text: 4, source: 15, len: 1 },
        ])
    }

    #[test]
    fn an_edit_needs_one_piece_of_the_file() {
        assert_eq!(runs().exact(Span::new(1, 3)), Some(Span::new(4, 6)));
        assert_eq!(runs().exact(Span::new(0, 2)), None);
        assert_eq!(runs().exact(Span::new(3, 4)), None);
    }

    #[test]
    fn a_place_covers_the_markup_inside_it() {
        assert_eq!(runs().around(Span::new(0, 2)), Span::new(0, 5));
        assert_eq!(runs().around(Span::new(3, 4)), Span::new(6, 15));
        assert_eq!(runs().around(Span::new(2, 5)), Span::new(5, 16));
    }
}
