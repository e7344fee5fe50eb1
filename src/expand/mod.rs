//! Writes the back-references of a draft out: "Same place." becomes the source that it means, with the page that it means.
//!
//! What a reference means was settled when the draft was read; here it is only written down, and read again: a reference
//! that would mean another source, another page or nothing at all stays as it is, and is told. Edits are spans of the
//! file, everything outside them stays byte for byte.
//!
//! `reference.rs` finds what of a cite is the reference itself, `work.rs` what there is to say of a source, `settle.rs`
//! tries the edits.

mod reference;
mod settle;
mod work;

use std::fmt;

use crate::error::Error;
use crate::model::{
    Antecedent, BackKind, BackReference, Chain, Cite, CiteId, CiteKind, End, Label, Note, NoteId, Resolution,
};
use crate::report::{Place, Report};
use crate::text;

use reference::Reference;
use work::Works;

/// A draft that is written out is read once more, at most so often.
const MOST_PASSES: usize = 4;

/// How a back-reference is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Style {
    /// As the first full citation of the source has it.
    #[default]
    Full,
    /// Name, short title, page.
    Short,
    /// Name, number of the note that gives the source in full, page.
    Number,
}

/// A draft whose back-references are written out.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Expanded {
    /// The bytes of the draft.
    pub bytes: Vec<u8>,
    /// How many back-references were written out.
    pub written: usize,
    /// The back-references that stayed as they were, in the order of the notes.
    pub left: Vec<Left>,
}

/// A back-reference that stayed as it was.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Left {
    /// The note it stands in.
    pub note: NoteId,
    /// The number of that note.
    pub label: Label,
    /// Its words, in one line.
    pub words: String,
    /// Where it stands in the bytes that were written.
    pub place: Place,
    /// Why.
    pub why: Why,
}

/// Why a back-reference stayed as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// It leads nowhere.
    Unresolved,
    /// It could mean several sources.
    Ambiguous,
    /// A reader would take it so, but it is not certain.
    OnlyLikely,
    /// It means all sources of a note.
    SeveralSources,
    /// It names several notes at once.
    SeveralNotes,
    /// It leans on a note that was not understood.
    UnreadNote,
    /// It leans on a note that gives no source.
    NoSource,
    /// It gives another work of the same author, or its source is given so.
    SameAuthor,
    /// It says more than which source and which page.
    SaysMore,
    /// The address of its source gives a password or a token away.
    Secret,
    /// The words of its source cannot be told from what stands around them.
    UnclearSource,
    /// Its source is given only further below.
    GivenLater,
    /// There is no such form of its source.
    NoForm,
    /// It does not stand in one piece in the file, or the file is only read.
    NotInOnePiece,
    /// In other words it would not be read as the same source and page again.
    NotReadAgain,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Why::Unresolved => "it leads to no source",
            Why::Ambiguous => "it could mean several sources",
            Why::OnlyLikely => "its source is only likely",
            Why::SeveralSources => "it means all sources of a note",
            Why::SeveralNotes => "it names several notes",
            Why::UnreadNote => "it leans on a note that was not understood",
            Why::NoSource => "it leans on a note that gives no source",
            Why::SameAuthor => "the author is given as “the same”",
            Why::SaysMore => "it says more than its source and a page",
            Why::Secret => "the address of its source gives a secret away",
            Why::UnclearSource => "it is not clear where the citation of its source ends",
            Why::GivenLater => "its source is given in full only later",
            Why::NoForm => "its source has neither an author nor a number to be named by",
            Why::NotInOnePiece => "it does not stand in one piece in a file that can be written",
            Why::NotReadAgain => "written out, it would not be read as the same source and page",
        })
    }
}

/// A back-reference to be written out.
#[derive(Debug, Clone)]
struct Wanted {
    note: NoteId,
    cite: CiteId,
    reference: Reference,
    /// Which of the forms of its source is tried.
    form: usize,
}

/// What is to be done about the back-references of a draft.
#[derive(Debug, Default)]
struct Plan {
    wanted: Vec<Wanted>,
    left: Vec<(CiteId, Why)>,
}

/// Writes out the back-references that are at least so sure. `reparse` reads a draft.
pub(crate) fn expand(
    bytes: &[u8],
    style: Style,
    least: Resolution,
    reparse: impl Fn(&[u8]) -> Result<Report, Error>,
) -> Result<Expanded, Error> {
    let least = least.max(Resolution::Likely);
    let mut bytes = bytes.to_vec();
    let mut report = reparse(&bytes)?;
    let mut written = 0;
    let mut left = Vec::new();
    // What was written out may let a reader see more: it is read again until nothing changes.
    for _ in 0..MOST_PASSES {
        let works = Works::new(&report, style);
        let plan = plan(&report, &works, least);
        left = plan.left;
        let (settled, refused) = settle::settle(&bytes, &report, &works, plan.wanted, &reparse)?;
        left.extend(refused.into_iter().map(|cite| (cite, Why::NotReadAgain)));
        let Some(settled) = settled else { break };
        written += settled.written;
        (bytes, report) = (settled.bytes, settled.report);
        // What is left is told of the draft as it is now.
        if left.is_empty() && style == Style::Full {
            break;
        }
    }
    left.sort_by_key(|(cite, _)| *cite);
    let left = left.into_iter().filter_map(|(cite, why)| told(&report, cite, why)).collect();
    Ok(Expanded { bytes, written, left })
}

fn told(report: &Report, cite: CiteId, why: Why) -> Option<Left> {
    let cite = report.cites.get(cite.index())?;
    Some(Left {
        note: cite.note,
        label: report.label(cite.note)?,
        words: text::squeeze(cite.span.of(report.text())),
        place: report.place(cite.span),
        why,
    })
}

/// Which references can be written out, and why the others cannot.
fn plan(report: &Report, works: &Works<'_>, least: Resolution) -> Plan {
    let mut plan = Plan::default();
    for (at, note) in report.notes.iter().enumerate() {
        for id in note.cites() {
            let Some(cite) = report.cites.get(id.index()) else { continue };
            let (CiteKind::Back(back), Some(chain)) = (&cite.kind, report.chain_of(id)) else {
                if leaves_author_out(report, cite) {
                    plan.left.push((id, Why::SameAuthor));
                }
                continue;
            };
            if is_pointer(back, chain) {
                continue;
            }
            match wanted(report, works, (NoteId::new(at), note), (id, cite, back), chain, least) {
                Ok(Some(wanted)) if report.editable(wanted.reference.span).is_none() => {
                    plan.left.push((id, Why::NotInOnePiece));
                }
                Ok(Some(wanted)) => plan.wanted.push(wanted),
                Ok(None) => {}
                Err(why) => plan.left.push((id, why)),
            }
        }
    }
    plan
}

/// "See note 4.", where note 4 gives no source: it cites nothing.
fn is_pointer(back: &BackReference, chain: &Chain) -> bool {
    back.kind == BackKind::NoteRef && back.author.is_none() && matches!(chain.end, End::NotACitation(_))
}

/// "Idem, Harbour Roads, 2019": whose work it is stands in another note.
fn leaves_author_out(report: &Report, cite: &Cite) -> bool {
    !matches!(cite.kind, CiteKind::Back(_)) && work::names_same_author(cite.span.of(report.text()))
}

/// The edit of one reference; nothing where it is written so already.
fn wanted(
    report: &Report,
    works: &Works<'_>,
    (note_id, note): (NoteId, &Note),
    (id, cite, back): (CiteId, &Cite, &BackReference),
    chain: &Chain,
    least: Resolution,
) -> Result<Option<Wanted>, Why> {
    let source = match (&chain.end, chain.resolution) {
        (_, Resolution::None) => return Err(Why::Unresolved),
        (End::UnreadNote(_), _) => return Err(Why::UnreadNote),
        (End::NotACitation(_), _) => return Err(Why::NoSource),
        (End::Several, Resolution::Certain) => return Err(Why::SeveralSources),
        (End::Several, _) | (_, Resolution::Ambiguous) => return Err(Why::Ambiguous),
        (End::Nothing, _) => return Err(Why::Unresolved),
        (End::Author(_), _) => return Err(Why::SameAuthor),
        (End::Source(..), sure) if sure < least => return Err(Why::OnlyLikely),
        (End::Source(source, _), _) => *source,
    };
    if back.kind == BackKind::Idem {
        return Err(Why::SameAuthor);
    }
    // "See notes 8 and 9": the second stands inside the first.
    let beside = |other: usize| {
        let other = report.cites.get(other).filter(|other| other.note == cite.note);
        other.is_some_and(|other| other.span.overlaps(cite.span))
    };
    if id.index().checked_sub(1).is_some_and(beside) {
        return Ok(None);
    }
    if beside(id.index() + 1) {
        return Err(Why::SeveralNotes);
    }
    let reference = Reference::of(report, note, cite, back, chain, source)?;
    // "See note 3" and "Kaya (n 3)" name the note already.
    if works.style == Style::Number && names_first_note(works, note, back, chain, source) {
        return Ok(None);
    }
    let forms = works.forms(note_id, note, &reference)?;
    // The stop of a term may be that of the note.
    let own = reference.span.of(report.text()).trim_end_matches('.');
    if forms.iter().any(|form| form.text.trim_end_matches('.') == own) {
        return Ok(None);
    }
    Ok(Some(Wanted { note: note_id, cite: id, reference, form: 0 }))
}

/// Whether a reference by number names the note that its style would name.
fn names_first_note(
    works: &Works<'_>,
    note: &Note,
    back: &BackReference,
    chain: &Chain,
    source: crate::model::SourceId,
) -> bool {
    let named = match chain.next {
        Some(Antecedent::Note(named)) => named,
        _ => return false,
    };
    back.kind == BackKind::NoteRef
        && back.number.is_some()
        && works.first_in_list(source, note.list) == Some(named)
}
