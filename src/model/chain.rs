//! The way from a cite to its source.

use serde::Serialize;

use super::flags::flags;
use super::{Locator, NoteId, SourceId};

/// How sure a chain is; the order is from least to most, and a chain is never surer than its weakest link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Resolution {
    /// It leads nowhere.
    None,
    /// It leads to more than one source.
    Ambiguous,
    /// A reader would take it so.
    Likely,
    /// A careful writer would have written it so.
    Certain,
}

impl Resolution {
    /// Its name in reports.
    pub fn word(self) -> &'static str {
        match self {
            Resolution::None => "none",
            Resolution::Ambiguous => "ambiguous",
            Resolution::Likely => "likely",
            Resolution::Certain => "certain",
        }
    }
}

flags! {
    /// A set of reasons.
    Reasons of
    /// Why a chain is less than certain, or leads nowhere.
    Reason {
        /// No note stands before it.
        NoNoteBefore,
        /// The note before it has several sources.
        SeveralSourcesBefore,
        /// A note without a source was stepped over.
        NoteWithoutSource,
        /// The note before it was not understood.
        UnreadNote,
        /// The note before it is empty, or called but missing.
        LostNote,
        /// The reference before it does not resolve.
        UnresolvedBefore,
        /// It is the first of a list that comes after another list.
        FirstOfList,
        /// The kind of source does not fit the term.
        KindMismatch,
        /// No earlier work of that author.
        NoSuchAuthor,
        /// The author has several works.
        SeveralWorks,
        /// The name was found in the words of a note, not among its authors.
        NameInText,
        /// It points to a later note.
        Forward,
        /// No note has that number.
        NoSuchNote,
        /// It leads back to itself.
        Circle,
        /// The list is not in the order of its numbers.
        ListOrder,
        /// Name and number disagree.
        WrongNumber,
        /// No source of the tables of terms has its term.
        UnverifiedTerm,
        /// Its page lies outside the pages of the source.
        PageOutside,
        /// Its author is a letter off the only one who may be meant.
        MisspeltAuthor,
    }
}

/// The note that a back-reference leans on directly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Antecedent {
    /// Another note.
    Note(NoteId),
    /// An earlier cite of its own note.
    SameNote,
}

/// Where a chain ends.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// At a source, first cited in full in that note.
    Source(SourceId, NoteId),
    /// At one of several sources.
    Several,
    /// At the author of the source that note gives; the work is another one.
    Author(NoteId),
    /// At a note that was not understood.
    UnreadNote(NoteId),
    /// At a note that gives no source: a cross-reference.
    NotACitation(NoteId),
    /// Nowhere.
    Nothing,
}

/// The way from a back-reference to its source.
#[derive(Debug, Clone)]
pub struct Chain {
    /// Where it ends.
    pub end: End,
    /// The note it leans on directly; the way goes on from there.
    pub next: Option<Antecedent>,
    /// How many notes it passes before the one that gives the source.
    pub passed: u32,
    /// How sure it is.
    pub resolution: Resolution,
    /// Why it is not surer.
    pub reasons: Reasons,
    /// The page it means, its own or inherited, and the note that states it.
    pub locator: Option<(Locator, NoteId)>,
    /// The notes it could mean, where it could mean several; at most eight.
    pub candidates: Box<[NoteId]>,
}

impl Chain {
    /// Whether it leads to a source or to the note it names.
    pub fn resolves(&self) -> bool {
        self.resolution != Resolution::None
    }
}
