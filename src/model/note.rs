//! Notes, their cites and their sources.

use serde::Serialize;

use super::{Citation, CiteId, Label, ListId, NoteId, SourceId};
use crate::lang::{LocatorKind, Wants};
use crate::span::Span;

/// What a note is as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Shape {
    /// One source.
    Full,
    /// Two sources or more.
    Several,
    /// It leans on another note.
    BackReference,
    /// Prose with a source in it.
    Commentary,
    /// Prose without a source.
    Prose,
    /// An address or an identifier and nothing else.
    Bare,
    /// Nothing behind the number.
    Empty,
    /// Not understood; it may hold a source.
    Unknown,
}

/// An item of a note list.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its number.
    pub label: Label,
    /// The list it stands in.
    pub list: ListId,
    /// From the bracket to the end of its text.
    pub span: Span,
    /// Its text without the number.
    pub body: Span,
    /// What it is as a whole.
    pub shape: Shape,
    /// Index of its first cite, and of the first that is not its own.
    pub(crate) cites: (u32, u32),
    /// What no field, label or punctuation covers.
    pub unparsed: Box<[Span]>,
}

impl Note {
    /// The ids of its cites, in order.
    pub fn cites(&self) -> impl DoubleEndedIterator<Item = CiteId> + use<> {
        (self.cites.0..self.cites.1).map(CiteId)
    }

    /// How many bytes of it were not understood.
    pub fn unparsed_bytes(&self) -> usize {
        self.unparsed.iter().map(|span| span.len()).sum()
    }
}

/// A list of notes with its own numbering.
#[derive(Debug, Clone)]
pub struct List {
    /// Index of its first note, and of the first that is not its own.
    pub(crate) notes: (u32, u32),
    /// Where its first note begins.
    pub start: u32,
    /// Where its last note ends.
    pub end: u32,
    /// Who gave its notes their numbers.
    pub(crate) numbering: Numbering,
}

/// Who gives the notes of a list their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// The writer, by hand.
    Typed,
    /// The format states the notes, and their numbers are part of it.
    Stated,
    /// The program that shows the draft: order and gaps are not the writer's.
    Counted,
}

impl List {
    /// The ids of its notes, in printed order.
    pub fn notes(&self) -> impl DoubleEndedIterator<Item = NoteId> + use<> {
        (self.notes.0..self.notes.1).map(NoteId)
    }
}

/// A kind of notes that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum UnreadKind {
    /// "1. Kaya, …" under a heading such as "Notes".
    NumberedList,
    /// `[^1]: …`
    MarkdownFootnotes,
    /// "(1) Kaya, …" behind the calls: in round brackets, bold, in a table or in one line with its heading.
    OtherList,
}

/// Notes of a kind that is not read, at the place that shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    /// Their kind.
    pub kind: UnreadKind,
    /// The heading, or the first of them.
    pub span: Span,
}

/// What a cite is to its note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Role {
    /// The source meant.
    Main,
    /// Named in parentheses on the side.
    Parenthetical,
    /// The source in hand, which quotes another ("quoted in").
    SecondHand,
}

/// One citation inside a note.
#[derive(Debug, Clone)]
pub struct Cite {
    /// The note it stands in.
    pub note: NoteId,
    /// Its text.
    pub span: Span,
    /// What it is to its note.
    pub role: Role,
    /// What was read.
    pub kind: CiteKind,
    /// The page or paragraph it points at.
    pub locator: Option<Locator>,
    /// The source it means in the end.
    pub source: Option<SourceId>,
}

/// What was read of a cite.
#[derive(Debug, Clone)]
pub enum CiteKind {
    /// It gives its source itself.
    Full(Box<Citation>),
    /// It leans on another cite.
    Back(BackReference),
    /// Not understood.
    Unknown,
}

/// A page, paragraph or the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locator {
    /// What it counts.
    pub kind: LocatorKind,
    /// Label and value as typed ("s. 12").
    pub span: Span,
}

/// What a back-reference leans on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum BackKind {
    /// The note before ("Same place.", "Ibid.").
    Ibid,
    /// An earlier work of a named author ("Kaya, a.g.e.").
    OpCit,
    /// The same place in the work cited before.
    LocCit,
    /// The same author, another work.
    Idem,
    /// A note by its number ("see note 3").
    NoteRef,
    /// An earlier work by a name and a short title, or by the short form that it was given, without a term.
    Short,
}

impl BackKind {
    /// Its name in reports.
    pub fn word(self) -> &'static str {
        match self {
            BackKind::Ibid => "ibid",
            BackKind::OpCit => "opcit",
            BackKind::LocCit => "loccit",
            BackKind::Idem => "idem",
            BackKind::NoteRef => "noteref",
            BackKind::Short => "short",
        }
    }
}

/// Where a reference by number points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// No word says it.
    Any,
    /// "above", "supra".
    Back,
    /// "below", "infra".
    Forward,
}

/// A cite that leans on another.
#[derive(Debug, Clone)]
pub struct BackReference {
    /// What it leans on.
    pub kind: BackKind,
    /// The term, without its final stop.
    pub term: Span,
    /// The author named before the term.
    pub author: Option<Span>,
    /// The short title named before the term.
    pub title: Option<Span>,
    /// The year named before the term.
    pub year: Option<i32>,
    /// The number of the note it points to.
    pub number: Option<u32>,
    /// The words that point to that note ("note 9"), for a finding.
    pub number_span: Option<Span>,
    /// Where it says that note stands.
    pub direction: Direction,
    /// "Previous note": that many notes back.
    pub relative: bool,
    /// The author may be no author at all: "Source: ibid."
    pub(crate) perhaps: bool,
    /// The term meant, where the one typed is a slip away from it.
    pub(crate) meant: Option<&'static str>,
    /// No source of the tables has the term.
    pub(crate) unverified: bool,
    /// A name and a title without a term: it may also be the first that is said of a work.
    pub(crate) short: bool,
    pub(crate) wants: Wants,
}

impl BackReference {
    /// A reference of that kind in these words, of which nothing else is known.
    pub(crate) fn new(kind: BackKind, term: Span) -> BackReference {
        BackReference {
            kind,
            term,
            author: None,
            title: None,
            year: None,
            number: None,
            number_span: None,
            direction: Direction::Any,
            relative: false,
            perhaps: false,
            meant: None,
            unverified: false,
            short: false,
            wants: Wants::Anything,
        }
    }
}

/// Two full citations that share an address but disagree on what stands there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Conflict {
    pub(crate) cite: CiteId,
    pub(crate) earlier: CiteId,
    pub(crate) what: ConflictOf,
}

/// What two citations of one address disagree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConflictOf {
    Title,
    Author,
}

/// A distinct work, however many notes cite it.
#[derive(Debug, Clone)]
pub struct Source {
    /// The first full citation of it.
    pub first: CiteId,
    /// The note of that citation.
    pub first_note: NoteId,
    /// All cites that mean it, in order.
    pub cites: Vec<CiteId>,
}
