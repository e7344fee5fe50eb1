//! Calls and notes that the format of a draft states itself: taken as they are, in the same shape as those that were read.

use std::collections::HashMap;

use super::list::Entry;
use super::marker::{self, Bracket};
use super::mention::mentions;
use super::position;
use crate::model::{Answers, Document, Labels, ListId, Marker, NoteId, Strength};
use crate::span::Span;

/// The notes that the format states, as entries; their lists are counted on from `first_list`.
pub(crate) fn entries<'d>(document: &'d Document<'_>, first_list: u32) -> impl Iterator<Item = Entry> + 'd {
    document.stated.notes.iter().map(move |note| {
        Entry::stated(note.label, ListId(first_list.saturating_add(note.list)), note.span, note.body)
    })
}

/// The calls that the format states, as markers; `notes` are all entries, the stated ones from `first_note` on.
pub(crate) fn markers(document: &Document<'_>, notes: &[Entry], first_note: usize) -> Vec<Marker> {
    let mut before: Option<Bracket> = None;
    let mut found = Vec::with_capacity(document.stated.calls.len());
    for call in &document.stated.calls {
        let note = call.note.map(|note| first_note + note as usize).filter(|note| *note < notes.len());
        let mut bracket = marker::bracket_at(&document.text, call.span, Labels::One(call.label));
        let stand = position::stand(&document.text, &bracket, false, before.as_ref());
        (bracket.position, bracket.placement) = (stand.position, stand.placement);
        found.push(Marker {
            span: call.span,
            labels: Labels::One(call.label),
            strength: Strength::Stated,
            placement: stand.placement,
            list: note.and_then(|note| notes.get(note)).map(|note| note.list),
            answers: note.map_or(Answers::None, |note| Answers::One(NoteId::new(note))),
        });
        before = Some(bracket);
    }
    found
}

/// Stated notes that the running text names in words ("see footnote 3"): they are called, without a call.
pub(crate) fn named(document: &Document<'_>, notes: &[Entry], first_note: usize) -> Vec<NoteId> {
    let mut by_number: HashMap<u32, Vec<NoteId>> = HashMap::new();
    for (at, note) in notes.iter().enumerate().skip(first_note) {
        by_number.entry(note.label.number).or_default().push(NoteId::new(at));
    }
    let named = mentions(document.running()).into_iter().flat_map(|(_, (first, last))| [first, last]);
    named.filter_map(|label| by_number.remove(&label.number)).flatten().collect()
}

/// Markers of both kinds in the order of the text.
pub(crate) fn merged(mut typed: Vec<Marker>, stated: Vec<Marker>) -> Vec<Marker> {
    if typed.is_empty() {
        return stated;
    }
    if !stated.is_empty() {
        typed.extend(stated);
        typed.sort_by_key(|marker| marker.span.start);
    }
    typed
}

/// The stretches of the running text that calls take up; a typed bracket is sought outside them.
pub(super) fn call_spans<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Span> + 'd {
    document.stated.calls.iter().map(|call| call.span)
}
