//! The second pass: references to later notes, and the rings among them.
//!
//! Each waiting cite has one edge, to the note it names; a path is followed until it meets a note whose end is known, or
//! itself. Every cite is settled once.

use std::collections::HashSet;

use super::chains::{Gives, Resolver, gives, nowhere, open};
use crate::model::{Antecedent, Chain, CiteId, CiteKind, NoteId, Reason, Resolution};

impl Resolver<'_> {
    /// Second pass: follows references forwards, and finds the rings among them.
    pub(super) fn forwards(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        for start in waiting {
            let settled = self
                .chains
                .get(start.index())
                .and_then(Option::as_ref)
                .is_some_and(|c| gives(c, NoteId(0)) != Gives::Waits);
            if settled {
                continue;
            }
            let mut path: Vec<CiteId> = Vec::new();
            let mut on_path: HashSet<CiteId> = HashSet::new();
            let mut at = start;
            // Follow to the first note whose end is known, or back onto the path.
            let ends = loop {
                if !on_path.insert(at) {
                    break None;
                }
                path.push(at);
                match self.next_note(at).map(|note| (note, self.known(note))) {
                    None => break Some(Gives::Unresolved),
                    Some((note, Gives::Waits)) => match self.waiting_cite(note) {
                        Some(next) => at = next,
                        None => break Some(Gives::Several(note)),
                    },
                    Some((_, gives)) => break Some(gives),
                }
            };
            let mut gives_next = ends;
            let ring = if ends.is_none() { path.iter().position(|cite| *cite == at) } else { None };
            for (index, cite) in path.iter().enumerate().rev() {
                let chain = match (ring, gives_next) {
                    (Some(from), _) if index >= from => nowhere(Reason::Circle),
                    (_, Some(gives)) => self.settled(*cite, gives),
                    (_, None) => nowhere(Reason::UnresolvedBefore),
                };
                let own = self.cites.get(cite.index()).map_or(NoteId(0), |cite| cite.note);
                gives_next = Some(gives(&chain, self.root(&chain, own)));
                self.settle(*cite, chain);
            }
        }
    }

    fn next_note(&self, cite: CiteId) -> Option<NoteId> {
        match self.chains.get(cite.index())?.as_ref()?.next? {
            Antecedent::Note(note) => Some(note),
            Antecedent::SameNote => None,
        }
    }

    fn known(&self, note: NoteId) -> Gives {
        self.gives_of(note)
    }

    /// The cite of a note that waits.
    fn waiting_cite(&self, note: NoteId) -> Option<CiteId> {
        let note = self.notes.get(note.index())?;
        note.cites().find(|cite| {
            self.chains
                .get(cite.index())
                .is_some_and(|chain| chain.as_ref().is_some_and(|c| gives(c, NoteId(0)) == Gives::Waits))
        })
    }

    fn settled(&self, cite: CiteId, gives: Gives) -> Chain {
        let waiting =
            self.chains.get(cite.index()).cloned().flatten().unwrap_or_else(|| open(Resolution::Certain));
        let Some(CiteKind::Back(reference)) = self.cites.get(cite.index()).map(|cite| &cite.kind) else {
            return waiting;
        };
        let target = self.next_note(cite).unwrap_or(NoteId(0));
        let onward = self.onward(gives, target, reference);
        let mut chain = Chain { locator: waiting.locator, next: waiting.next, ..onward };
        chain.resolution = chain.resolution.min(waiting.resolution);
        waiting.reasons.iter().for_each(|reason| chain.reasons.add(reason));
        chain
    }

    fn settle(&mut self, id: CiteId, mut chain: Chain) {
        let Some(cite) = self.cites.get(id.index()) else { return };
        if let Some(Some(before)) = self.chains.get(id.index()) {
            chain.next = before.next;
        }
        chain.passed = self.passed(&chain, None);
        let given = gives(&chain, self.root(&chain, cite.note));
        if let Some(slot) = self.gives.get_mut(cite.note.index()) {
            *slot = given;
        }
        if let Some(slot) = self.chains.get_mut(id.index()) {
            *slot = Some(chain);
        }
    }
}
