//! "Idem" and a title: another work of the author before (R16).

use std::collections::HashMap;
use std::rc::Rc;

use super::chains::{nowhere, open};
use crate::grammar::{back, name};
use crate::model::{
    BackKind, Chain, Cite, CiteId, CiteKind, End, Field, ListId, Name, Note, NoteId, Reason, Resolution, Role,
};
use crate::text;

/// Who wrote the source before, and the note that says so.
#[derive(Debug, Clone)]
struct Before {
    authors: Rc<[Field<Name>]>,
    note: NoteId,
    /// A note without a source was stepped over since.
    stepped: bool,
    /// Another author stands in that note too.
    several: bool,
}

/// Gives each work of "the same" its author; the chain to where that author is named, for each.
pub(super) fn authors(draft: &str, notes: &[Note], cites: &mut [Cite]) -> Vec<(CiteId, Chain)> {
    let any =
        cites.iter().any(|cite| matches!(&cite.kind, CiteKind::Full(citation) if citation.idem.is_some()));
    if !any {
        return Vec::new();
    }
    let mut chains = Vec::new();
    let mut before: Option<Before> = None;
    let mut by_family: HashMap<u64, Before> = HashMap::new();
    let mut by_words: HashMap<u64, Before> = HashMap::new();
    let mut by_number: HashMap<(ListId, u32), Before> = HashMap::new();
    let mut list: Option<ListId> = None;
    // The note of the cite before, and whether it was understood.
    let mut last: Option<(NoteId, bool)> = None;
    for (at, note) in notes.iter().enumerate() {
        if list.replace(note.list) != Some(note.list) {
            (before, last) = (None, None);
        }
        let id = NoteId::new(at);
        let mut cited = false;
        for cite_id in note.cites() {
            let Some(cite) = cites.get_mut(cite_id.index()).filter(|cite| cite.role != Role::Parenthetical)
            else {
                continue;
            };
            cited = true;
            before = match &mut cite.kind {
                CiteKind::Full(citation) => {
                    if citation.idem.is_some() {
                        chains.push((cite_id, chain(before.as_ref(), id, last)));
                        citation.authors =
                            before.as_ref().map(|before| before.authors.to_vec()).unwrap_or_default();
                    }
                    let authors: Rc<[Field<Name>]> = match &before {
                        Some(before) if citation.idem.is_some() => Rc::clone(&before.authors),
                        _ => citation.authors.as_slice().into(),
                    };
                    let several = before.as_ref().is_some_and(|before| {
                        before.note == id && !same_authors(draft, &before.authors, &authors)
                    });
                    (!authors.is_empty()).then_some(Before { authors, note: id, stepped: false, several })
                }
                CiteKind::Back(reference) => match (reference.kind, reference.author, reference.number) {
                    (BackKind::NoteRef, None, Some(number)) => by_number.get(&(note.list, number)).cloned(),
                    (_, Some(author), _) => {
                        let named = name::authors(draft, author, false);
                        let family = named.first().map(|name| key(name.value.family.of(draft)));
                        let known = family.and_then(|family| by_family.get(&family).cloned());
                        known.or(Some(Before {
                            authors: named.into(),
                            note: id,
                            stepped: false,
                            several: false,
                        }))
                    }
                    _ => before,
                },
                CiteKind::Unknown => {
                    let words = back::short(draft, cite.span).map(|short| short.words);
                    let whole = words.and_then(|words| by_words.get(&key(words.of(draft))));
                    let name = words.and_then(|words| words.of(draft).split([',', ' ']).next());
                    whole.or_else(|| by_family.get(&key(name?))).cloned()
                }
            };
            last = Some((id, !matches!(cite.kind, CiteKind::Unknown)));
            // A later note may name the work by its title, or by the short form that it was given.
            if let (CiteKind::Full(citation), Some(before)) = (&cite.kind, &before) {
                for field in [&citation.title, &citation.short_form].into_iter().flatten() {
                    by_words.entry(key(field.words(draft))).or_insert_with(|| before.clone());
                }
            }
            if let Some(before) = &before
                && let Some(first) = before.authors.first()
            {
                by_family.entry(key(first.value.family.of(draft))).or_insert_with(|| before.clone());
            }
        }
        if let Some(before) = &mut before {
            before.stepped |= !cited;
            by_number.entry((note.list, note.label.number)).or_insert_with(|| before.clone());
        }
    }
    chains
}

/// A name or a title as it is known again.
fn key(words: &str) -> u64 {
    text::fnv1a(&[text::skeleton(words).as_bytes()])
}

/// Whether the first authors are one.
fn same_authors(draft: &str, one: &[Field<Name>], other: &[Field<Name>]) -> bool {
    let family = |names: &[Field<Name>]| names.first().map(|name| key(name.value.family.of(draft)));
    family(one) == family(other)
}

fn chain(before: Option<&Before>, note: NoteId, last: Option<(NoteId, bool)>) -> Chain {
    let Some(before) = before else {
        let Some((last, read)) = last else { return nowhere(Reason::NoNoteBefore) };
        // Behind a source without an author it is whoever published that one.
        let mut chain = open(Resolution::Likely);
        chain.end = if read { End::Author(last) } else { End::UnreadNote(last) };
        if !read {
            chain.reasons.add(Reason::UnreadNote);
        }
        return chain;
    };
    let mut chain = open(if before.stepped { Resolution::Likely } else { Resolution::Certain });
    chain.end = End::Author(before.note);
    // Behind a note with two authors nobody can know; inside one note it is the one before.
    if before.several && before.note != note {
        chain.resolution = Resolution::Ambiguous;
        chain.reasons.add(Reason::SeveralSourcesBefore);
    }
    if before.stepped {
        chain.reasons.add(Reason::NoteWithoutSource);
    }
    chain
}
