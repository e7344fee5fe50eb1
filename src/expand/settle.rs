//! Tries the edits: writes them, reads the draft again, and takes back what would mean something else.

use std::collections::{HashMap, HashSet};

use super::reference::Reference;
use super::work::{self, Form, Works};
use super::{Style, Wanted, Why};
use crate::edits::{self, Sources};
use crate::error::Error;
use crate::lang::LocatorKind;
use crate::lang::index::index;
use crate::model::{CiteId, CiteKind, End, Locator, NoteId, SourceId};
use crate::report::{Edit, Report};
use crate::span::Span;
use crate::text;

/// The draft is read again at most so often: once for each form of a reference, and for what hangs on them.
const MOST_ROUNDS: usize = 16;

/// So many bytes of two lists of pages are compared.
const COMPARED: usize = 256;

/// A draft with references written out, and what became of it.
pub(super) struct Settled {
    pub(super) bytes: Vec<u8>,
    pub(super) report: Report,
    pub(super) written: usize,
}

/// Writes what can be written; the cites whose edits were refused stand beside it.
pub(super) fn settle(
    bytes: &[u8],
    report: &Report,
    works: &Works<'_>,
    mut wanted: Vec<Wanted>,
    reparse: &impl Fn(&[u8]) -> Result<Report, Error>,
) -> Result<(Option<Settled>, Vec<CiteId>), Error> {
    let mut refused = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let edits = edits(report, works, &mut wanted, &mut refused)?;
        if edits.is_empty() {
            return Ok((None, refused));
        }
        let after_bytes = edits::apply(bytes, &edits)?;
        let after = reparse(&after_bytes)?.named(report.path.clone());
        match astray(report, &after, works.style, &wanted, &edits) {
            Some(cites) if cites.is_empty() => {
                let written = wanted.len();
                return Ok((Some(Settled { bytes: after_bytes, report: after, written }), refused));
            }
            Some(cites) => next_forms(report, &mut wanted, &cites),
            None => next_forms_of_all(&edits, &mut wanted),
        }
    }
    refused.extend(wanted.iter().map(|wanted| wanted.cite));
    Ok((None, refused))
}

/// The edits of the present forms, in order; references without a further form are refused.
fn edits(
    report: &Report,
    works: &Works<'_>,
    wanted: &mut Vec<Wanted>,
    refused: &mut Vec<CiteId>,
) -> Result<Vec<Edit>, Error> {
    let mut edits = Vec::with_capacity(wanted.len());
    wanted.sort_by_key(|wanted| wanted.reference.span);
    let mut from = 0;
    wanted.retain(|wanted| {
        let note = report.notes.get(wanted.note.index());
        let forms =
            note.map_or(Err(Why::UnclearSource), |note| works.forms(wanted.note, note, &wanted.reference));
        let form = forms.ok().and_then(|forms| forms.into_iter().nth(wanted.form));
        let edit =
            form.and_then(|form| edit(report, &wanted.reference, form)).filter(|edit| edit.start >= from);
        match edit {
            // The last form may be the one that stands there.
            Some(edit) => {
                from = edit.end;
                edits.push(edit);
                true
            }
            None => {
                refused.push(wanted.cite);
                false
            }
        }
    });
    Ok(edits)
}

/// The edit that writes a reference out, with one stop at its end where one belongs.
fn edit(report: &Report, reference: &Reference, form: Form) -> Option<Edit> {
    let text = report.text();
    let mut words = form.text;
    let mut span = reference.span;
    if let (Some(rest), Some(ending)) = (reference.rest, form.ending) {
        // Nothing else stands in the note: it ends as the note of the source does.
        let kept = rest.of(text).trim_end();
        span = Span::new(span.start(), rest.start() + kept.len());
        let closed = ends_with_stop(&words);
        words.push_str(if closed { "" } else { ending });
    } else {
        let behind = text.get(span.end()..).unwrap_or_default();
        let follows = behind.starts_with('.');
        // "Ibid.; see also": the stop was that of the term.
        let goes_on = behind
            .strip_prefix('.')
            .is_some_and(|rest| rest.starts_with([',', ';', ':', ')']) || rest.trim_start().starts_with('('));
        if follows && (goes_on || ends_with_stop(&words)) {
            span = Span::new(span.start(), span.end() + 1);
        } else if reference.stop && !follows && !ends_with_stop(&words) {
            words.push('.');
        }
    }
    let span = report.editable(span)?;
    Some(Edit { start: span.start, end: span.end, text: report.format.escaped(words) })
}

/// "p. 5 ff.", "“Ports Grow.”": another stop would be one too many.
fn ends_with_stop(words: &str) -> bool {
    words.trim_end_matches(text::is_quotation_mark).ends_with(['.', '…'])
}

/// The cites that mean something else in the second report: another source, another page. `None` if it has other notes or
/// markers.
fn astray(
    before: &Report,
    after: &Report,
    style: Style,
    wanted: &[Wanted],
    edits: &[Edit],
) -> Option<Vec<CiteId>> {
    if !edits::have_the_same_notes(before, after) || before.markers.len() != after.markers.len() {
        return None;
    }
    let mut sources = Same { sources: Sources::matched(before, after), before, after, words: HashMap::new() };
    let mut written: Vec<(CiteId, &str)> =
        wanted.iter().zip(edits).map(|(wanted, edit)| (wanted.cite, edit.text.as_str())).collect();
    written.sort_unstable();
    let mut astray = Vec::new();
    for (one, other) in before.notes.iter().zip(&after.notes) {
        // A note with more cites or fewer was read otherwise as a whole.
        if one.cites().count() != other.cites().count() {
            astray.extend(one.cites());
            continue;
        }
        astray.extend(one.cites().zip(other.cites()).filter_map(|(one, other)| {
            let at = written.binary_search_by_key(&one, |(cite, _)| *cite).ok();
            let words = at.and_then(|at| written.get(at)).map(|(_, words)| *words);
            let whole = words.is_none_or(|words| is_read_whole(after, style, other, words));
            (!whole || !sources.mean_the_same(one, other, words.is_some())).then_some(one)
        }));
    }
    Some(astray)
}

/// Whether what was written is a citation now, or a reference from its first word to its last: of one that is read in part
/// only, the other part would be written anew each time.
fn is_read_whole(after: &Report, style: Style, cite: CiteId, words: &str) -> bool {
    let Some(read) = after.cites.get(cite.index()) else { return false };
    let (CiteKind::Back(back), Some(chain)) = (&read.kind, after.chain_of(cite)) else { return true };
    // It names its note, and is never written again.
    if style == Style::Number && back.number.is_some() {
        return true;
    }
    let (Some(note), Some(source)) = (after.notes.get(read.note.index()), read.source) else { return false };
    let reference = Reference::of(after, note, read, back, chain, source);
    reference.is_ok_and(|reference| {
        reference.span.of(after.text()).trim_end_matches('.') == words.trim_end_matches('.')
    })
}

/// Whether cites of two reports mean the same.
struct Same<'r> {
    sources: Sources,
    before: &'r Report,
    after: &'r Report,
    /// The words of sources that were not taken for one, those of the second report marked.
    words: HashMap<(bool, SourceId), Option<Vec<String>>>,
}

impl Same<'_> {
    fn mean_the_same(&mut self, one: CiteId, other: CiteId, edited: bool) -> bool {
        let (before, after) = (self.before, self.after);
        let source =
            |report: &Report, cite: CiteId| report.cites.get(cite.index()).and_then(|cite| cite.source);
        if !self.are_one(source(before, one), source(after, other)) || page(before, one) != page(after, other)
        {
            return false;
        }
        if !edited && taken_over(before, one) != taken_over(after, other) {
            return false;
        }
        match (before.chain_of(one), after.chain_of(other)) {
            (Some(was), Some(is)) => {
                is.resolution >= was.resolution && (edited || same_end(&was.end, &is.end))
            }
            (Some(_), None) => edited,
            (None, is) => is.is_none(),
        }
    }

    /// Two sources are one if the same cites mean them, or if they are cited in the same words: what is only guessed to be a
    /// title proves nothing to the reader of the draft, but it is copied here.
    fn are_one(&mut self, one: Option<SourceId>, other: Option<SourceId>) -> bool {
        if self.sources.are_one(one.map(SourceId::index), other.map(SourceId::index)) {
            return true;
        }
        let (Some(one), Some(other)) = (one, other) else { return false };
        let (before, after) = (self.before, self.after);
        let one = self.words.entry((false, one)).or_insert_with(|| work::words(before, one)).clone();
        let other = self.words.entry((true, other)).or_insert_with(|| work::words(after, other));
        one.is_some() && one == *other
    }
}

/// The family names that a citation took over from the one before it ("Ders., Kanäle").
fn taken_over(report: &Report, cite: CiteId) -> Vec<&str> {
    let Some(cite) = report.cites.get(cite.index()) else { return Vec::new() };
    let CiteKind::Full(citation) = &cite.kind else { return Vec::new() };
    let outside = citation.authors.iter().filter(|author| !cite.span.covers(author.span));
    outside.map(|author| author.value.family.of(report.text())).collect()
}

fn same_end(was: &End, is: &End) -> bool {
    match (was, is) {
        (End::UnreadNote(was), End::UnreadNote(is)) | (End::NotACitation(was), End::NotACitation(is)) => {
            was == is
        }
        _ => std::mem::discriminant(was) == std::mem::discriminant(is),
    }
}

/// The page that a cite means, without its label.
fn page(report: &Report, id: CiteId) -> Option<(LocatorKind, String)> {
    let cite = report.cites.get(id.index())?;
    let locator: Option<Locator> = match (&cite.kind, report.chain_of(id)) {
        (CiteKind::Back(_), Some(chain)) => chain.locator.map(|(locator, _)| locator),
        _ => cite.locator,
    };
    let locator = locator?;
    let raw = locator.span.of(report.text());
    let folded = text::folded(raw.get(..text::floor(raw, COMPARED)).unwrap_or_default());
    let label = match index().locator(&folded) {
        Some((length, _)) => length,
        None => folded.find(|c: char| c.is_ascii_digit()).unwrap_or(0),
    };
    let value = folded.get(label..).unwrap_or_default();
    Some((locator.kind, value.trim_matches([' ', '.', '[', ']']).to_owned()))
}

/// Passes on to the next form of what went astray; where nothing was written there, of what stands beside it, of the nearest
/// before it, of what has its source, of all.
fn next_forms(report: &Report, wanted: &mut [Wanted], astray: &[CiteId]) {
    let cites = || astray.iter().filter_map(|cite| report.cites.get(cite.index()));
    let notes: HashSet<NoteId> = cites().map(|cite| cite.note).collect();
    let sources: HashSet<SourceId> = cites().filter_map(|cite| cite.source).collect();
    let mut written: Vec<CiteId> = wanted.iter().map(|wanted| wanted.cite).collect();
    written.sort_unstable();
    let nearest = |cite: &CiteId| written.get(written.partition_point(|other| other < cite).checked_sub(1)?);
    let before: HashSet<CiteId> = astray.iter().filter_map(nearest).copied().collect();
    let reasons: [&dyn Fn(&Wanted) -> bool; 5] = [
        &|wanted| astray.binary_search(&wanted.cite).is_ok(),
        &|wanted| notes.contains(&wanted.note),
        &|wanted| before.contains(&wanted.cite),
        &|wanted| sources.contains(&wanted.reference.source),
        &|_| true,
    ];
    for reason in reasons {
        let mut passed = false;
        for wanted in wanted.iter_mut().filter(|wanted| reason(wanted)) {
            wanted.form += 1;
            passed = true;
        }
        if passed {
            return;
        }
    }
}

/// The draft has other notes or markers than before: what writes brackets passes on to its next form, else all do.
fn next_forms_of_all(edits: &[Edit], wanted: &mut [Wanted]) {
    let brackets = |edit: &Edit| edit.text.contains('[');
    let some = edits.iter().any(brackets);
    for (wanted, edit) in wanted.iter_mut().zip(edits) {
        wanted.form += usize::from(!some || brackets(edit));
    }
}
