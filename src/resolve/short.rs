//! Short forms without a term: what was not understood alone is held against the works of the draft (R4, R11).

use super::works::Works;
use crate::grammar::back::{self, Short};
use crate::model::{BackKind, BackReference, Cite, CiteId, CiteKind, Note, NoteId, Shape, Source};
use crate::span::Span;
use crate::text;

/// A title alone is known again by so many words.
const FEWEST_WORDS: usize = 2;

/// A short form of these words, by what of it names the author and what the work.
struct Told {
    author: Option<Span>,
    title: Span,
}

/// Reads what turns out to be a short form into a back-reference.
pub(super) fn short_forms(text: &str, notes: &mut [Note], cites: &mut [Cite], sources: &[Source]) {
    let candidates: Vec<(CiteId, Short)> = cites
        .iter()
        .enumerate()
        .filter(|(_, cite)| matches!(cite.kind, CiteKind::Unknown))
        .filter_map(|(at, cite)| Some((CiteId::new(at), back::short(text, cite.span)?)))
        .collect();
    if candidates.is_empty() || sources.is_empty() {
        return;
    }
    let works = Works::new(text, notes, cites, sources);
    let note_of = |id: CiteId| cites.get(id.index()).map_or(NoteId(0), |cite| cite.note);
    let told: Vec<(CiteId, Short, Told)> = candidates
        .into_iter()
        .filter_map(|(id, short)| {
            let told = told(text, &works, &short, note_of(id))?;
            Some((id, short, told))
        })
        .collect();
    for (id, short, told) in told {
        let Some(cite) = cites.get_mut(id.index()) else { continue };
        let span = cite.span;
        cite.kind = CiteKind::Back(reference(&told));
        cite.locator = short.locator;
        cite.role = short.role;
        if let Some(note) = notes.get_mut(cite.note.index()) {
            note.unparsed = note.unparsed.iter().copied().filter(|piece| !span.covers(*piece)).collect();
            if note.shape == Shape::Unknown {
                note.shape = Shape::BackReference;
            }
        }
    }
}

fn told(text: &str, works: &Works<'_>, short: &Short, note: NoteId) -> Option<Told> {
    let words = short.words;
    let key = text::skeleton(words.of(text));
    if works.defined(&key, note).is_some() {
        return Some(Told { author: None, title: words });
    }
    // A name and a title: at a comma, or behind the initials of a name.
    let raw = words.of(text);
    let breaks = raw.match_indices([',', ' ']).map(|(at, mark)| (at, at + mark.len()));
    for (end, begin) in breaks.take(6) {
        let author = Span::new(words.start(), words.start() + end);
        let rest = raw.get(begin..).unwrap_or_default();
        let lead = rest.len() - rest.trim_start_matches([' ', ',']).len();
        let title = Span::new(words.start() + begin + lead, words.end());
        if !title.is_empty() && works.has(author, title, note) {
            return Some(Told { author: Some(author), title });
        }
    }
    // A title alone is one only with a page behind it.
    let alone = short.locator.is_some() && key.split(' ').count() >= FEWEST_WORDS;
    (alone && works.begins_one_title(&key, note)).then_some(Told { author: None, title: words })
}

fn reference(told: &Told) -> BackReference {
    BackReference {
        author: told.author,
        title: Some(told.title),
        short: true,
        ..BackReference::new(BackKind::Short, told.title)
    }
}
