//! The words of a note outside its addresses and code, and the titles it quotes.

use super::Draft;
use crate::model::{CiteKind, Note, Sure};
use crate::span::Span;

impl Draft<'_> {
    /// The addresses and DOIs of a note, sorted.
    pub(super) fn addresses_of(&self, note: &Note) -> Vec<Span> {
        let mut found = Vec::new();
        for cite in self.cites_of(note) {
            let CiteKind::Full(citation) = &cite.kind else { continue };
            found.extend(citation.link.as_ref().map(|link| link.span));
            found.extend(citation.archive.as_ref().map(|link| link.span));
            found.extend(citation.doi.as_ref().map(|doi| doi.span));
        }
        found.sort_unstable();
        found
    }

    /// Whether a place of a note lies inside one of its addresses and DOIs; `None` where it lies in code.
    pub(super) fn in_address(&self, addresses: &[Span], place: Span) -> Option<bool> {
        let next = addresses.partition_point(|address| address.end < place.end);
        if addresses.get(next).is_some_and(|address| address.covers(place)) {
            return Some(true);
        }
        match self.document.mask_at(place.start()) {
            None => Some(false),
            Some(mask) => mask.of(self.text()).starts_with(['h', 'H', 'w', 'f']).then_some(true),
        }
    }

    /// The stretches of a note's text outside addresses, DOIs and code, in order.
    pub(crate) fn plain(&self, note: &Note) -> Vec<Span> {
        let masks = &self.document.masks;
        let first = masks.partition_point(|mask| mask.end() <= note.body.start());
        let behind = masks.get(first..).unwrap_or_default().iter().copied();
        let addresses = self.addresses_of(note);
        // Where an address was read, it ends where it was read to end.
        let read = |mask: &Span| addresses.binary_search_by_key(&mask.start, |address| address.start).is_ok();
        let masks = behind.take_while(|mask| mask.start < note.body.end).filter(|mask| !read(mask));
        let mut taken: Vec<Span> = masks.collect();
        taken.extend(addresses.iter().copied());
        taken.sort_unstable();
        let mut plain = Vec::new();
        let mut from = note.body.start();
        for span in taken {
            if span.start() > from {
                plain.push(Span::new(from, span.start().min(note.body.end())));
            }
            from = from.max(span.end());
        }
        if from < note.body.end() {
            plain.push(Span::new(from, note.body.end()));
        }
        plain
    }

    /// The characters of a note that are wanted, outside addresses, DOIs and code, with their places.
    pub(crate) fn plain_chars(&self, note: &Note, wanted: fn(char) -> bool) -> Vec<(usize, char)> {
        let text = self.text();
        let chars = |span: Span| span.of(text).char_indices().map(move |(at, c)| (span.start() + at, c));
        self.plain(note).into_iter().flat_map(chars).filter(|(_, c)| wanted(*c)).collect()
    }

    /// The character before a place.
    pub(crate) fn before(&self, place: usize) -> Option<char> {
        self.text().get(..place)?.chars().next_back()
    }

    /// The character at a place.
    pub(crate) fn at(&self, place: usize) -> Option<char> {
        self.text().get(place..)?.chars().next()
    }

    /// The titles of a note that stand in quotation marks, sorted.
    pub(super) fn quoted_titles(&self, note: &Note) -> Vec<Span> {
        let mut found = Vec::new();
        for cite in self.cites_of(note) {
            let CiteKind::Full(citation) = &cite.kind else { continue };
            let quoted = citation.title.as_ref().filter(|title| title.sure == Sure::Certain);
            found.extend(quoted.map(|title| title.span));
        }
        found.sort_unstable();
        found
    }
}
