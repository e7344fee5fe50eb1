//! A row: what one cite is, where its note is called, and what it means in the end.

use crate::draft::Rule;
use crate::model::{
    Antecedent, BackKind, BackReference, Chain, Citation, Cite, CiteId, CiteKind, End, Field, Kind, Label,
    ListId, Name, Note, NoteId, Reason, Resolution, Shape, SourceId, Text,
};
use crate::report::{Place, Report};
use crate::rules::back_references::{
    ambiguous_back_reference::AmbiguousBackReference, circular_back_reference::CircularBackReference,
    ibid_after_missing_entry::IbidAfterMissingEntry, missing_note_target::MissingNoteTarget,
    orphan_back_reference::OrphanBackReference, unresolved_op_cit::UnresolvedOpCit,
};

use super::words::one_line;

/// A row names so many notes of a way; the rest is counted.
const MOST_NAMED: usize = 2;

/// A cite, or a note without one.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Row {
    /// The note.
    pub note: NoteId,
    /// Its cite; `None` for a note that cites nothing.
    pub cite: Option<CiteId>,
    /// Which cite of the note it is, from 0.
    pub position: usize,
    /// The number of the note.
    pub label: Label,
    /// The list it stands in.
    pub list: ListId,
    /// Where the note is first called.
    pub marker: Option<Place>,
    /// How often it is called besides.
    pub more_markers: usize,
    /// What it is.
    pub kind: RowKind,
    /// What it says.
    pub source: RowSource,
    /// The source it means, where that is likely or certain.
    pub means: Option<SourceId>,
    /// The notes that it leans on.
    pub points_to: PointsTo,
    /// When the source was read.
    pub accessed: Option<Accessed>,
    /// How sure the way to its source is; `None` for what is no back-reference.
    pub resolution: Option<Resolution>,
    /// The rule that tells why it does not resolve.
    pub rule: Option<&'static str>,
}

/// What a cite is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowKind {
    /// It gives its source itself.
    Full(Kind),
    /// It leans on another.
    Back(BackKind),
    /// It is no citation that was understood.
    Other(Shape),
}

impl RowKind {
    /// "news", "ibid", "prose".
    pub fn word(self) -> &'static str {
        match self {
            RowKind::Full(kind) => kind.word(),
            RowKind::Back(kind) => kind.word(),
            RowKind::Other(Shape::Prose | Shape::Commentary) => "prose",
            RowKind::Other(Shape::Empty) => "empty",
            RowKind::Other(Shape::Several) => "several",
            RowKind::Other(_) => "unknown",
        }
    }
}

/// What a cite says, each piece on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowSource {
    /// A source that no cite before it gives.
    Work {
        /// The family names of its first authors.
        authors: Option<String>,
        /// Its title.
        title: Option<String>,
        /// What it stands in, or who brought it out.
        container: Option<String>,
    },
    /// A source that an earlier note gives in full already.
    Again(NoteId),
    /// Words as typed: a back-reference, prose, what was not understood.
    Words(String),
}

/// The notes that a cite leans on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PointsTo {
    /// It leans on none.
    Nothing,
    /// On one, and on others through it.
    Notes {
        /// The notes passed, nearest first.
        via: Vec<NoteId>,
        /// How many more are passed.
        more: usize,
        /// Whether the note passed last gives the source of `end` again.
        repeats: bool,
        /// The note where the way ends.
        end: NoteId,
    },
    /// On one of these.
    OneOf(Vec<NoteId>),
    /// The way leads nowhere.
    Nowhere,
}

/// When a source was read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accessed {
    /// In ISO 8601; `None` where it is not one date.
    pub iso: Option<String>,
    /// As typed.
    pub raw: String,
    /// The note that states it.
    pub from: NoteId,
    /// Whether that is another note.
    pub inherited: bool,
}

/// The rows of a report, note by note.
pub fn rows(report: &Report) -> Vec<Row> {
    let mut rules: Vec<Option<&'static str>> = vec![None; report.cites.len()];
    let mut rows = Vec::with_capacity(report.cites.len());
    for (at, note) in report.notes.iter().enumerate() {
        let id = NoteId::new(at);
        let mut markers = report.markers_of(id).filter_map(|marker| report.markers.get(marker.index()));
        let marker = markers.next().map(|marker| report.place(marker.span));
        let start = Row {
            note: id,
            cite: None,
            position: 0,
            label: note.label,
            list: note.list,
            marker,
            more_markers: markers.count(),
            kind: RowKind::Other(note.shape),
            source: RowSource::Words(String::new()),
            means: None,
            points_to: PointsTo::Nothing,
            accessed: None,
            resolution: None,
            rule: None,
        };
        let before = rows.len();
        for (position, cite_id) in note.cites().enumerate() {
            let Some(cite) = report.cites.get(cite_id.index()) else { continue };
            let row = Row { cite: Some(cite_id), position, ..start.clone() };
            let row = row.filled(report, note, cite_id, cite, &rules);
            if let Some(slot) = rules.get_mut(cite_id.index()) {
                *slot = row.rule;
            }
            rows.push(row);
        }
        if rows.len() == before {
            rows.push(Row { source: RowSource::Words(one_line(note.body.of(report.text()))), ..start });
        }
    }
    rows
}

impl Row {
    fn filled(
        mut self,
        report: &Report,
        note: &Note,
        id: CiteId,
        cite: &Cite,
        rules: &[Option<&'static str>],
    ) -> Row {
        self.means = cite.source;
        match &cite.kind {
            CiteKind::Full(citation) => {
                self.kind = RowKind::Full(citation.kind);
                let first = cite.source.and_then(|source| report.sources.get(source.index()));
                self.source = match first.filter(|source| source.first != id) {
                    Some(source) => RowSource::Again(source.first_note),
                    None => work(report, cite, citation),
                };
                self.accessed = accessed(report, citation, cite.note, false);
            }
            CiteKind::Back(reference) => {
                self.kind = RowKind::Back(reference.kind);
                self.source = RowSource::Words(one_line(cite.span.of(report.text())));
                let Some(chain) = report.chain_of(id) else { return self };
                self.resolution = Some(chain.resolution);
                self.points_to = points_to(report, id, cite.note, chain);
                self.rule = rule(report, reference, chain, rules);
                self.accessed = cite.source.and_then(|source| inherited(report, source, cite.note));
            }
            CiteKind::Unknown => {
                // Prose around a citation is told by its shape; a piece that was not read is unknown.
                let one = note.cites().nth(1).is_none();
                self.kind = RowKind::Other(if one { note.shape } else { Shape::Unknown });
                self.source = RowSource::Words(one_line(cite.span.of(report.text())));
            }
        }
        self
    }
}

/// The fields that tell a work to a reader; its address, or its words, where it has none of them.
fn work(report: &Report, cite: &Cite, citation: &Citation) -> RowSource {
    let draft = report.text();
    let words = |field: &Option<Field<Text>>| {
        field.as_ref().map(|field| one_line(field.words(draft))).filter(|words| !words.is_empty())
    };
    let title = words(&citation.title);
    let container = words(&citation.container)
        .or_else(|| words(&citation.reporter))
        .or_else(|| words(&citation.publisher))
        .or_else(|| words(&citation.court));
    let authors = authors(draft, &citation.authors);
    if title.is_some() || container.is_some() && authors.is_some() {
        let host = || citation.link.as_ref()?.value.host.as_deref().map(one_line);
        return RowSource::Work { authors, title, container: container.or_else(host) };
    }
    RowSource::Words(one_line(cite.span.of(draft)))
}

/// "Karaca", "Karaca and Holt", "Karaca and others".
fn authors(draft: &str, names: &[Field<Name>]) -> Option<String> {
    let family = |name: &Field<Name>| one_line(name.value.family.of(draft));
    match names {
        [] => None,
        [one] => Some(family(one)),
        [one, other] => Some(format!("{} and {}", family(one), family(other))),
        [one, ..] => Some(format!("{} and others", family(one))),
    }
}

fn accessed(report: &Report, citation: &Citation, from: NoteId, inherited: bool) -> Option<Accessed> {
    let field = citation.accessed.as_ref()?;
    let (iso, raw) = (field.value.iso(), one_line(field.span.of(report.text())));
    (iso.is_some() || !raw.is_empty()).then_some(Accessed { iso, raw, from, inherited })
}

/// The day that the first full citation of a source states.
fn inherited(report: &Report, source: SourceId, own: NoteId) -> Option<Accessed> {
    let source = report.sources.get(source.index())?;
    let CiteKind::Full(citation) = &report.cites.get(source.first.index())?.kind else { return None };
    accessed(report, citation, source.first_note, source.first_note != own)
}

fn points_to(report: &Report, cite: CiteId, own: NoteId, chain: &Chain) -> PointsTo {
    let straight = |end| PointsTo::Notes { via: Vec::new(), more: 0, repeats: false, end };
    match chain.resolution {
        Resolution::None => PointsTo::Nowhere,
        Resolution::Ambiguous if !chain.candidates.is_empty() => PointsTo::OneOf(chain.candidates.to_vec()),
        Resolution::Ambiguous => match (&chain.end, chain.next) {
            (End::Source(_, note) | End::UnreadNote(note) | End::NotACitation(note), _) => {
                PointsTo::OneOf(vec![*note])
            }
            (_, Some(Antecedent::Note(note))) => PointsTo::OneOf(vec![note]),
            _ => PointsTo::Nowhere,
        },
        Resolution::Likely | Resolution::Certain => match (&chain.end, chain.next) {
            // A short form that nothing explains leans on no note.
            (End::UnreadNote(note), None) if *note == own => PointsTo::Nothing,
            (End::Source(_, end) | End::UnreadNote(end), _) => {
                let (via, more) = report.via(cite, MOST_NAMED);
                let repeats = report.ends_in_a_repetition(&via, more);
                PointsTo::Notes { via, more, repeats, end: *end }
            }
            (End::NotACitation(note), _) => straight(*note),
            (_, Some(Antecedent::Note(note))) => straight(note),
            _ => PointsTo::Nothing,
        },
    }
}

/// The rule whose page explains why a reference does not lead to one source. Of a run of references each has the rule of
/// the first: they have one cause.
fn rule(
    report: &Report,
    reference: &BackReference,
    chain: &Chain,
    before: &[Option<&'static str>],
) -> Option<&'static str> {
    let has = |reason| chain.reasons.has(reason);
    match chain.resolution {
        Resolution::None if has(Reason::Circle) => Some(CircularBackReference::META.name),
        Resolution::None if has(Reason::NoSuchNote) => Some(MissingNoteTarget::META.name),
        Resolution::None if has(Reason::NoSuchAuthor) => Some(UnresolvedOpCit::META.name),
        Resolution::None if has(Reason::LostNote) => {
            reference.number.is_none().then_some(IbidAfterMissingEntry::META.name)
        }
        Resolution::None if has(Reason::NoNoteBefore) => Some(OrphanBackReference::META.name),
        Resolution::None => {
            let Some(Antecedent::Note(note)) = chain.next else { return None };
            let leans_on = report.notes.get(note.index())?.cites().next_back()?;
            before.get(leans_on.index()).copied().flatten()
        }
        Resolution::Ambiguous if has(Reason::SeveralSourcesBefore) => Some(AmbiguousBackReference::META.name),
        _ => None,
    }
}
