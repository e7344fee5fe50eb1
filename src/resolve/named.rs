//! References by name, by title and by the number of a note (R8, R10, R13–R15).

use super::chains::{Before, Gives, Resolver, nowhere, open};
use super::works::{Match, fits};
use crate::lang::Wants;
use crate::model::{
    Antecedent, BackReference, Chain, Cite, Direction, End, Kind, Note, NoteId, Reason, Resolution, SourceId,
};
use crate::settings::Several;

impl Resolver<'_> {
    /// "See note 3", "önceki dipnot" (R13, R15).
    pub(super) fn by_number(
        &self,
        id: NoteId,
        note: &Note,
        cite: &Cite,
        reference: &BackReference,
        before: Before,
    ) -> Chain {
        let target = if reference.relative {
            match before.previous {
                Some(previous) => (previous, false),
                None => return nowhere(Reason::NoNoteBefore),
            }
        } else {
            let Some(number) = reference.number else { return nowhere(Reason::NoSuchNote) };
            match self.numbers.get(&(note.list, number)) {
                Some(found) => *found,
                None => return self.by_author_without_note(id, cite, reference),
            }
        };
        let (target, twice) = target;
        if target == id {
            let mut chain = nowhere(Reason::Circle);
            chain.next = Some(Antecedent::Note(id));
            return chain;
        }
        let forward = target > id;
        let gives = if forward { Gives::Waits } else { self.gives_of(target) };
        let mut chain = match self.named_in(target, reference) {
            Some(source) if !forward => {
                let mut chain = open(Resolution::Certain);
                chain.end = self.end(source);
                chain
            }
            Some(_) => self.onward(gives, target, reference),
            None => match self.other_author(id, target, cite, reference) {
                Some(chain) => return chain,
                None => self.onward(gives, target, reference),
            },
        };
        // "See note 3" points to the note as a whole, however many sources it has.
        if chain.end == End::Several && reference.author.is_none() && gives == Gives::Several(target) {
            chain.resolution = Resolution::Certain;
        }
        chain.next = Some(Antecedent::Note(target));
        if forward && reference.direction != Direction::Forward {
            chain.resolution = chain.resolution.min(Resolution::Likely);
        }
        if twice {
            chain.resolution = chain.resolution.min(Resolution::Ambiguous);
        }
        chain
    }

    /// The one source of a note that is by the author named (R13).
    fn named_in(&self, target: NoteId, reference: &BackReference) -> Option<SourceId> {
        reference.author?;
        let works = self.works();
        let mut named = self.sources_of(target).into_iter().filter(|source| works.is_by(*source, reference));
        let only = named.next()?;
        named.next().is_none().then_some(only)
    }

    fn by_author_without_note(&self, id: NoteId, cite: &Cite, reference: &BackReference) -> Chain {
        if reference.author.is_none() {
            return nowhere(Reason::NoSuchNote);
        }
        let mut chain = self.by_author(id, cite, reference);
        chain.resolution = chain.resolution.min(Resolution::Likely);
        chain.reasons.add(Reason::WrongNumber);
        chain
    }

    /// Name and number disagree: the name wins where it leads to one work (R14).
    fn other_author(
        &self,
        id: NoteId,
        target: NoteId,
        cite: &Cite,
        reference: &BackReference,
    ) -> Option<Chain> {
        reference.author?;
        let Match::One(source, sure, _) = self.works().find(reference, cite.locator, id) else { return None };
        if self.sources_of(target).contains(&source) {
            return None;
        }
        let mut chain = open(sure.min(Resolution::Likely));
        chain.end = self.end(source);
        chain.next = self.sources.get(source.index()).map(|source| Antecedent::Note(source.first_note));
        chain.reasons.add(Reason::WrongNumber);
        Some(chain)
    }

    /// "Kaya, a.g.e., s. 12" (R10).
    pub(super) fn by_author(&self, id: NoteId, cite: &Cite, reference: &BackReference) -> Chain {
        match self.works().find(reference, cite.locator, id) {
            Match::One(source, sure, reasons) => {
                let mut chain = open(sure);
                chain.reasons = reasons;
                chain.end = self.end(source);
                chain.next =
                    self.sources.get(source.index()).map(|source| Antecedent::Note(source.first_note));
                // "Kaya, op. cit. (note 1)" of a work that another note cites (R14).
                let there = reference.number.and_then(|number| self.numbered(id, number));
                if there.is_some_and(|there| !self.sources_of(there).contains(&source)) {
                    chain.resolution = chain.resolution.min(Resolution::Likely);
                    chain.reasons.add(Reason::WrongNumber);
                }
                chain
            }
            Match::Several(sources) => {
                // The number of the note tells which: "Kaya, op. cit. (note 1)".
                if let Some(one) = self.numbered_among(&sources, id, reference) {
                    return one;
                }
                let mut chain = open(Resolution::Ambiguous);
                chain.end = End::Several;
                chain.reasons.add(Reason::SeveralWorks);
                chain.candidates = self.first_notes(&sources);
                chain
            }
            Match::InText(note) => {
                let mut chain = open(Resolution::Likely);
                chain.end = match self.gives.get(note.index()) {
                    Some(Gives::Source(source, _)) => self.end(*source),
                    _ => End::UnreadNote(note),
                };
                chain.next = Some(Antecedent::Note(note));
                chain.reasons.add(Reason::NameInText);
                if note > id {
                    chain.reasons.add(Reason::Forward);
                }
                chain
            }
            // A short form that nothing explains is a work nobody has read yet.
            Match::None if reference.short => self.onward(Gives::Unread(id), id, reference),
            Match::None => nowhere(Reason::NoSuchAuthor),
        }
    }

    /// The note of that number in the list of another note.
    fn numbered(&self, id: NoteId, number: u32) -> Option<NoteId> {
        let list = self.notes.get(id.index())?.list;
        self.numbers.get(&(list, number)).map(|(note, _)| *note)
    }

    fn numbered_among(&self, sources: &[SourceId], id: NoteId, reference: &BackReference) -> Option<Chain> {
        let note = self.numbered(id, reference.number?)?;
        let there = self.sources_of(note);
        let mut among = sources.iter().filter(|source| there.contains(source));
        let (only, None) = (among.next()?, among.next()) else { return None };
        let mut chain = open(Resolution::Certain);
        chain.end = self.end(*only);
        chain.next = Some(Antecedent::Note(note));
        Some(chain)
    }

    /// The term wants another kind of work: if just one earlier work is of that kind, it may be meant (R8).
    pub(super) fn misfit(&self, source: SourceId, at: NoteId, reference: &BackReference, chain: &mut Chain) {
        chain.reasons.add(Reason::KindMismatch);
        chain.resolution = chain.resolution.min(Resolution::Likely);
        let earlier =
            |source: SourceId| self.sources.get(source.index()).is_some_and(|source| source.first_note <= at);
        let mut fitting =
            self.first_fitting(reference.wants).into_iter().flatten().filter(|one| earlier(*one));
        if let (Some(only), None) = (fitting.next(), fitting.next()) {
            chain.resolution = chain.resolution.min(Resolution::Ambiguous);
            chain.candidates = self.first_notes(&[source, only]);
        }
    }

    /// The first two works that a term may ask for: whether there is one or more is all that counts.
    fn first_fitting(&self, wants: Wants) -> [Option<SourceId>; 2] {
        let make = || {
            let all = (0..self.sources.len()).map(SourceId::new);
            let mut fitting = all.filter(|source| {
                let kind = self.kind(*source);
                kind != Kind::Unknown && fits(wants, kind)
            });
            [fitting.next(), fitting.next()]
        };
        self.fitting.get(wants as usize).map_or_else(make, |cell| *cell.get_or_init(make))
    }

    /// A note with several sources: the one of the kind that the term asks for, else any of them.
    pub(super) fn several_at(&self, at: NoteId, reference: &BackReference) -> Chain {
        let sources = self.sources_of(at);
        let fitting: Vec<SourceId> =
            sources.iter().copied().filter(|source| fits(reference.wants, self.kind(*source))).collect();
        let mut chain = open(Resolution::Ambiguous);
        chain.reasons.add(Reason::SeveralSourcesBefore);
        match (fitting.as_slice(), sources.len()) {
            ([one], 2..) => {
                chain.end = self.end(*one);
                chain.resolution = Resolution::Likely;
            }
            _ => {
                chain.end = End::Several;
                chain.candidates = self.first_notes(&sources);
            }
        }
        // A house that has decided what is meant leaves no doubt.
        match (self.reading.several, sources.last()) {
            (Several::Ambiguous, _) | (_, None) => {}
            (Several::All, _) => {
                let mut all = open(Resolution::Certain);
                (all.end, all.candidates) = (End::Several, chain.candidates);
                chain = all;
            }
            (Several::Last, Some(last)) => {
                chain = open(Resolution::Certain);
                chain.end = self.end(*last);
            }
        }
        chain
    }
}
