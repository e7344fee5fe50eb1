//! Markers: the bracketed numbers in the running text.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{ListId, NoteId};
use crate::span::Span;

/// The number of a note as the writer typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label {
    /// Its value.
    pub number: u32,
    /// How many digits were typed: `[01]` has two.
    pub width: u8,
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0width$}", self.number, width = usize::from(self.width))
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What stands between the brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Labels {
    /// `[4]`
    One(Label),
    /// `[2–5]`
    Range(Label, Label),
    /// `[1, 3, 5–7]`: the first and last label of each piece.
    List(Box<[(Label, Label)]>),
}

impl Labels {
    /// The pieces in order; a single label is a piece from itself to itself.
    pub fn pieces(&self) -> impl Iterator<Item = (Label, Label)> + '_ {
        let (one, many) = match self {
            Labels::One(label) => (Some((*label, *label)), [].as_slice()),
            Labels::Range(first, last) => (Some((*first, *last)), [].as_slice()),
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
