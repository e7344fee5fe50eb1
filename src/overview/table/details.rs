//! What stands below a back-reference where more is asked for: its words, each step of its way, what it takes over and
//! from where, or why it leads nowhere.

use std::io;

use crate::model::{
    Antecedent, BackKind, Chain, CiteId, CiteKind, End, Note, NoteId, Reason, Resolution, Source,
};
use crate::overview::row::{Row, RowKind, RowSource};
use crate::overview::words::{cut, number, one_line};
use crate::report::Report;
use crate::span::Span;
use crate::text;

/// So many steps of a way are told, the rest is counted: a run of references would cost a square.
const MOST_STEPS: usize = 16;

/// A text is told up to so many cells: a thousand references could take over one entry of a megabyte.
const LONGEST_TEXT: usize = 600;

/// A source that could be meant is told up to so many cells.
const LONGEST_CANDIDATE: usize = 200;

/// Under the source, where the eye is.
const INDENT: &str = "       ";

/// Writes what is to be said of a row; of what is no back-reference, nothing.
pub(super) fn write(report: &Report, row: &Row, out: &mut dyn io::Write) -> io::Result<()> {
    let (Some(id), RowKind::Back(_), RowSource::Words(words)) = (row.cite, row.kind, &row.source) else {
        return Ok(());
    };
    let Some(chain) = report.chain_of(id) else { return Ok(()) };
    let named = |note: NoteId| bracketed(report, note, row.note);
    let mut say = |words: String| writeln!(out, "{INDENT}{words}");
    say(format!("“{}”", cut(words, LONGEST_TEXT)))?;

    let way = Way::of(report, id, row.note);
    for step in &way.steps {
        let here = if step.inside { ", in this note" } else { "" };
        say(format!("→ {} {}, {}{here}", named(step.to), step.kind.word(), step.resolution.word()))?;
    }
    if way.more > 0 {
        say(format!("→ … and {} more", way.more))?;
    }
    let so = if chain.resolves() { chain.resolution.word() } else { "leads nowhere" };
    // Which note was not understood is told below.
    for reason in chain.reasons.iter().filter(|reason| *reason != Reason::UnreadNote) {
        say(format!("{so}: {}", because(reason)))?;
    }
    if let Some((locator, from)) = chain.locator {
        let page = told(report, locator.span, LONGEST_TEXT);
        if from == row.note {
            say(format!("its own: {page}"))?;
        } else {
            say(format!("inherited from {}: {page}", named(from)))?;
        }
    }
    match chain.end {
        End::NotACitation(note) => say(format!("{} gives no source", named(note)))?,
        End::UnreadNote(note) if note == row.note => say("a short form that no note explains".to_owned())?,
        End::UnreadNote(note) => say(format!("{} was not understood", named(note)))?,
        End::Source(_, first) if chain.resolution >= Resolution::Likely => {
            if way.more == 0 && way.steps.last().is_some_and(|step| step.to != first) {
                say(format!("= {} gives the same source", named(first)))?;
            }
            if let Some(source) = row.means.and_then(|source| report.sources.get(source.index())) {
                let entry = entry(report, source, LONGEST_TEXT);
                say(format!("inherited from {}: {entry}", named(first)))?;
            }
            say(format!("first cited in {}", named(first)))?;
        }
        _ => {}
    }
    candidates(report, row, chain, out)
}

/// The notes that a reference could mean, with what they cite.
fn candidates(report: &Report, row: &Row, chain: &Chain, out: &mut dyn io::Write) -> io::Result<()> {
    let word = match chain.resolution {
        Resolution::Ambiguous => "could be",
        Resolution::None => "the last source before",
        _ => return Ok(()),
    };
    // What one note gives is told piece by piece: there lies the doubt. What an earlier note gives is told there.
    let cites =
        chain.candidates.iter().filter_map(|note| report.notes.get(note.index())).flat_map(Note::cites);
    let first = |cite: CiteId| {
        let source = report.cites.get(cite.index())?.source?;
        report.sources.get(source.index()).filter(|source| source.first == cite)
    };
    for source in cites.take(MOST_STEPS).filter_map(first) {
        let words = entry(report, source, LONGEST_CANDIDATE);
        writeln!(out, "{INDENT}{word} {}: {words}", bracketed(report, source.first_note, row.note))?;
    }
    Ok(())
}

/// "[3]", and in another list "[3 (list 1)]".
fn bracketed(report: &Report, note: NoteId, from: NoteId) -> String {
    format!("[{}]", number(report, note, from))
}

/// The words of the first full citation of a source.
fn entry(report: &Report, source: &Source, width: usize) -> String {
    let cite = report.cites.get(source.first.index());
    cite.map(|cite| told(report, cite.span, width)).unwrap_or_default()
}

/// The words of a span in at most `width` cells; no more is read than is told.
fn told(report: &Report, span: Span, width: usize) -> String {
    let words = span.of(report.text());
    let end = text::floor(words, width.saturating_mul(4));
    let line = one_line(words.get(..end).unwrap_or_default());
    let line = cut(&line, width);
    if end < words.len() && !line.ends_with('…') { format!("{line} …") } else { line }
}

/// A step from one reference to the note it leans on.
struct Step {
    to: NoteId,
    kind: BackKind,
    resolution: Resolution,
    /// To an earlier cite of the note itself.
    inside: bool,
}

/// The first steps of a way, and how many notes it passes behind them.
struct Way {
    steps: Vec<Step>,
    more: usize,
}

impl Way {
    fn of(report: &Report, start: CiteId, own: NoteId) -> Way {
        let passed = report.chain_of(start).map_or(0, |chain| chain.passed as usize);
        let mut steps: Vec<Step> = Vec::new();
        let (mut cite, mut note) = (start, own);
        while let Some(chain) = report.chain_of(cite) {
            let Some(CiteKind::Back(reference)) = report.cites.get(cite.index()).map(|cite| &cite.kind)
            else {
                break;
            };
            let inside = chain.next == Some(Antecedent::SameNote);
            let to = match chain.next {
                None => break,
                Some(Antecedent::SameNote) => note,
                Some(Antecedent::Note(to)) => to,
            };
            if steps.len() == MOST_STEPS {
                let told = steps.iter().filter(|step| !step.inside).count();
                return Way { more: (passed + 1).saturating_sub(told), steps };
            }
            // A ring is told once round.
            let round = !inside && (to == own || steps.iter().any(|step| !step.inside && step.to == to));
            steps.push(Step { to, kind: reference.kind, resolution: chain.resolution, inside });
            let next = if inside {
                cite.0.checked_sub(1).map(CiteId)
            } else {
                report.notes.get(to.index()).and_then(|note| note.cites().next_back())
            };
            match next.filter(|_| !round) {
                Some(next) => (cite, note) = (next, to),
                None => break,
            }
        }
        Way { steps, more: 0 }
    }
}

/// A reason as the end of a sentence.
fn because(reason: Reason) -> &'static str {
    match reason {
        Reason::NoNoteBefore => "no note with a source stands before it",
        Reason::SeveralSourcesBefore => "the note it leans on gives several sources",
        Reason::NoteWithoutSource => "a note without a source was stepped over",
        Reason::UnreadNote => "the note it leans on was not understood",
        Reason::LostNote => "the note it leans on is empty or missing",
        Reason::UnresolvedBefore => "the reference it leans on leads nowhere",
        Reason::FirstOfList => "it is the first of its list, and another list stands before",
        Reason::KindMismatch => "its term asks for another kind of source",
        Reason::NoSuchAuthor => "no earlier note cites a work of that author",
        Reason::SeveralWorks => "several works of that author are cited",
        Reason::NameInText => "the name stands in the words of a note, not among its authors",
        Reason::Forward => "it points to a later note",
        Reason::NoSuchNote => "no note has that number",
        Reason::Circle => "it leads back to itself",
        Reason::ListOrder => "the notes do not stand in the order of their numbers or of their markers",
        Reason::WrongNumber => "its name and its number disagree",
        Reason::PageOutside => "its page lies outside the pages of that source",
        Reason::MisspeltAuthor => "its author is a letter off the only one who may be meant",
        Reason::UnverifiedTerm => "its term stands in no source of the tables",
    }
}
