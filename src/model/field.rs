//! A field of an entry: its value, where it stands, and how sure the reading is.

use serde::Serialize;

use crate::span::Span;

/// How sure a reading is. An error needs [`Certain`](Sure::Certain), a warning [`Likely`](Sure::Likely); a guess never reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sure {
    /// What was left over.
    Guess,
    /// By its position in a known style.
    Likely,
    /// By a label or by syntax.
    Certain,
}

/// A value read from an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<T> {
    /// What was read.
    pub value: T,
    /// Where it stands in the text.
    pub span: Span,
    /// How sure the reading is.
    pub sure: Sure,
}

impl<T> Field<T> {
    pub(crate) fn new(value: T, span: Span, sure: Sure) -> Self {
        Field { value, span, sure }
    }
}

/// The words of a field. They are taken from the draft, and kept apart only where they differ from it (a title broken
/// over two lines).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(pub(crate) Option<Box<str>>);

impl Text {
    /// The words at `span` of `text`, line breaks and runs of blanks read as one blank.
    pub(crate) fn at(text: &str, span: Span) -> Text {
        let raw = span.of(text);
        // A raised figure is that figure: "²2016" is a second edition.
        if let Some(figure) = raised(raw) {
            return Text(Some(figure.to_string().into_boxed_str()));
        }
        let broken = raw.contains(['\n', '\r', '\t']) || raw.contains("  ");
        Text(broken.then(|| crate::text::squeeze(raw).into_boxed_str()))
    }
}

/// The number that raised figures give, if a text is nothing else.
fn raised(raw: &str) -> Option<u32> {
    let figure =
        |c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|other| other == c).and_then(|at| u32::try_from(at).ok());
    if raw.is_empty() || raw.len() > 12 {
        return None;
    }
    raw.chars().try_fold(0u32, |sum, c| Some(sum * 10 + figure(c)?))
}

impl Field<Text> {
    /// The words; `text` is the draft's.
    pub fn words<'a>(&'a self, text: &'a str) -> &'a str {
        self.value.0.as_deref().unwrap_or_else(|| self.span.of(text))
    }
}
