//! Markers: the bracketed numbers in the running text.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use super::{ListId, NoteId};
use crate::span::Span;
use crate::text;

/// The label of a note as the writer sees it: a number, or a word where the format allows one (`[^kaya]`).
///
/// A word has a number too, beyond all that can be typed: notes of one list differ in their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Label {
    /// Its value.
    pub number: u32,
    /// How many digits were typed: `[01]` has two.
    pub width: u8,
    caret: bool,
    shown: Shown,
}

/// The number of the first word among the labels of a draft: typed ones have six digits at most.
const FIRST_WORD: u32 = 1_000_000;

impl Label {
    /// A number of so many digits.
    pub fn typed(number: u32, width: u8) -> Label {
        Label { number, width, caret: false, shown: Shown::default() }
    }

    /// A number as it is counted.
    pub(crate) fn counted(number: u32) -> Label {
        Label::typed(number, 1)
    }

    /// The word that comes `ordinal`th among the words of a draft, from 0.
    pub(crate) fn word(ordinal: u32, word: &str) -> Label {
        Label { shown: Shown::of(word), ..Label::typed(FIRST_WORD.saturating_add(ordinal), 1) }
    }

    /// The same label, shown in other signs: "iii" or "*" for the third.
    #[must_use]
    pub(crate) fn shown_as(self, signs: &str) -> Label {
        Label { shown: Shown::of(signs), ..self }
    }

    /// The same label, as Markdown writes it: `[^3]`.
    #[must_use]
    pub(crate) fn with_caret(self) -> Label {
        Label { caret: true, ..self }
    }

    /// Its number, if it is no word.
    pub fn count(&self) -> Option<u32> {
        (!self.is_word()).then_some(self.number)
    }

    /// Whether it is a word: no order and no gap can be seen in it.
    pub fn is_word(&self) -> bool {
        self.number >= FIRST_WORD
    }
}

/// "4", or with `{:#}` as it stands in the text: `[4]`, `[^4]`.
impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (open, close) = match (f.alternate(), self.caret) {
            (false, _) => ("", ""),
            (true, false) => ("[", "]"),
            (true, true) => ("[^", "]"),
        };
        match self.shown.as_str() {
            "" => write!(f, "{open}{:0width$}{close}", self.number, width = usize::from(self.width)),
            shown => write!(f, "{open}{shown}{close}"),
        }
    }
}

/// So many bytes of a word are kept: a label is copied as freely as a number.
const LONGEST_SHOWN: usize = 22;

/// The signs of a label that is more than its number; a longer word ends in dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
struct Shown {
    length: u8,
    bytes: [u8; LONGEST_SHOWN],
}

impl Shown {
    fn of(word: &str) -> Shown {
        const DOTS: &str = "…";
        let fits = word.len() <= LONGEST_SHOWN;
        let end = if fits { word.len() } else { text::floor(word, LONGEST_SHOWN - DOTS.len()) };
        let kept = word.get(..end).unwrap_or_default().bytes();
        let mut shown = Shown::default();
        for (to, byte) in shown.bytes.iter_mut().zip(kept.chain(if fits { "" } else { DOTS }.bytes())) {
            *to = byte;
            shown.length += 1;
        }
        shown
    }

    fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Label {
    /// Writes it where machines count notes: a number as a number, a word as a text. This is what is read back.
    pub(crate) fn serialize_counted<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.count() {
            Some(number) => serializer.serialize_u32(number),
            None => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Label, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Stored {
            Number(u32),
            Word(String),
        }
        Ok(match Stored::deserialize(deserializer)? {
            Stored::Number(number) => Label::counted(number),
            Stored::Word(word) => Label::word(0, &word),
        })
    }
}

/// What stands between the brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Labels {
    /// `[4]`
    One(Label),
    /// `[2–5]`
    Range(Box<(Label, Label)>),
    /// `[1, 3, 5–7]`: the first and last label of each piece.
    List(Box<[(Label, Label)]>),
}

impl Labels {
    /// The pieces in order; a single label is a piece from itself to itself.
    pub fn pieces(&self) -> impl Iterator<Item = (Label, Label)> + '_ {
        let (one, many) = match self {
            Labels::One(label) => (Some((*label, *label)), [].as_slice()),
            Labels::Range(ends) => (Some(**ends), [].as_slice()),
            Labels::List(pieces) => (None, &**pieces),
        };
        one.into_iter().chain(many.iter().copied())
    }

    /// The first label.
    pub fn first(&self) -> Option<Label> {
        self.pieces().next().map(|(first, _)| first)
    }
}

impl fmt::Display for Labels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (first, last)) in self.pieces().enumerate() {
            let separator = if index > 0 { ", " } else { "" };
            if first == last {
                write!(f, "{separator}{first}")?;
            } else {
                write!(f, "{separator}{first}–{last}")?;
            }
        }
        Ok(())
    }
}

/// How sure it is that a bracket is a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Inside a sentence, behind a word.
    Medium,
    /// Behind a stop or the end of a quotation.
    Strong,
    /// The format of the draft says so.
    Stated,
}

/// How a marker stands to what is before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// `end.[1]`
    Glued,
    /// `end. [1]`: so many blanks, on the same line.
    Spaced(u16),
    /// Anywhere else: behind a word, in parentheses, behind another marker, at the start of a line.
    Elsewhere,
}

/// The notes that a marker calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answers {
    /// No list has its number.
    None,
    /// One note.
    One(NoteId),
    /// The notes of a list or a range.
    Many(Box<[NoteId]>),
}

impl Answers {
    /// The notes in order.
    pub fn notes(&self) -> &[NoteId] {
        match self {
            Answers::None => &[],
            Answers::One(note) => std::slice::from_ref(note),
            Answers::Many(notes) => notes,
        }
    }
}

/// A marker in the running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// The brackets and what is between them.
    pub span: Span,
    /// The numbers it calls.
    pub labels: Labels,
    /// How sure it is that this is a marker.
    pub strength: Strength,
    /// How it stands to what is before it.
    pub placement: Placement,
    /// The list that answers it, if one does.
    pub list: Option<ListId>,
    /// The notes it calls.
    pub answers: Answers,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_shown_as_it_is_typed() {
        assert_eq!(format!("{0} {0:#}", Label::typed(4, 2)), "04 [04]");
        assert_eq!(format!("{0} {0:#}", Label::word(0, "kaya-2020").with_caret()), "kaya-2020 [^kaya-2020]");
        assert_eq!(Label::counted(3).shown_as("iii").to_string(), "iii");
        assert!(Label::word(0, "a").is_word() && !Label::counted(3).shown_as("iii").is_word());
    }

    #[test]
    fn a_long_word_is_cut_between_letters() {
        assert_eq!(Label::word(0, &"ş".repeat(20)).to_string(), format!("{}…", "ş".repeat(9)));
        assert_ne!(Label::word(0, &"x".repeat(30)), Label::word(1, &"x".repeat(30)));
    }
}
