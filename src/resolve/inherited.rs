//! What a reference takes over from those before it: the page, and the notes that its way passes (R12, R17).

use super::chains::Resolver;
use crate::model::{Antecedent, BackKind, Chain, Cite, CiteId, End, Locator, NoteId};

impl Resolver<'_> {
    /// "Kaya, loc. cit." means the place where the work was cited last (R12).
    pub(super) fn lean_on_latest(&self, chain: &mut Chain) {
        let End::Source(source, _) = chain.end else { return };
        let latest = self.latest.get(source.index()).copied().flatten();
        let latest = latest.and_then(|cite| Some((cite, self.cites.get(cite.index())?.note)));
        // A way leads through the last cite of a note.
        let last = |note: NoteId| self.notes.get(note.index()).and_then(|note| note.cites().next_back());
        if let Some((_, note)) = latest.filter(|(cite, note)| last(*note) == Some(*cite)) {
            chain.next = Some(Antecedent::Note(note));
        }
    }

    /// The own page, else for "ibid." that of the cite before (R17).
    pub(super) fn locator(
        &self,
        id: NoteId,
        cite: &Cite,
        kind: BackKind,
        chain: &Chain,
        earlier: Option<CiteId>,
    ) -> Option<(Locator, NoteId)> {
        if let Some(own) = cite.locator {
            return Some((own, id));
        }
        if !matches!(kind, BackKind::Ibid | BackKind::LocCit)
            || !chain.resolves()
            || chain.end == End::Several
        {
            return None;
        }
        let from = match (earlier, chain.next) {
            (Some(cite), _) => cite,
            (None, Some(Antecedent::Note(note))) => self.notes.get(note.index())?.cites().next_back()?,
            _ => return None,
        };
        let stated = self.cites.get(from.index())?;
        match self.chains.get(from.index()) {
            Some(Some(before)) => before.locator,
            _ => stated.locator.map(|locator| (locator, stated.note)),
        }
    }

    /// How many notes a chain passes: those of the reference it leans on, and that note itself unless the way ends there.
    pub(super) fn passed(&self, chain: &Chain, earlier: Option<CiteId>) -> u32 {
        let (End::Source(_, target) | End::UnreadNote(target)) = chain.end else { return 0 };
        let of = |cite: Option<CiteId>| match cite.and_then(|cite| self.chains.get(cite.index())) {
            Some(Some(before)) => before.passed,
            _ => 0,
        };
        match chain.next {
            None => 0,
            Some(Antecedent::SameNote) => of(earlier),
            Some(Antecedent::Note(note)) if note == target => 0,
            Some(Antecedent::Note(note)) => {
                of(self.notes.get(note.index()).and_then(|note| note.cites().next_back())).saturating_add(1)
            }
        }
    }
}
