//! Follows back-references to the source they stand for.
//!
//! One pass from the first note to the last: every reference backwards lands on a note whose end is known, so a run of
//! "Same place." costs nothing extra. References forwards wait for a second pass, where rings are found.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::works::{Match, Works, fits};
use crate::model::{
    Antecedent, BackKind, BackReference, Chain, Cite, CiteId, CiteKind, Direction, End, Kind, List, ListId,
    Locator, Marker, Note, NoteId, Reason, Reasons, Resolution, Role, Shape, Source, SourceId,
};

/// A chain names at most so many candidates.
const MOST_CANDIDATES: usize = 8;

/// So many missing numbers between two notes are looked at.
const WIDEST_GAP: u32 = 64;

/// What a note gives to the reference behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    Source(SourceId, Resolution),
    Several,
    /// Not understood; it may give a source.
    Unread,
    /// Prose or a pointer to prose: a reference steps over it.
    NoSource,
    Empty,
    Unresolved,
    /// It points forwards; known after the second pass.
    Waits,
}

pub(super) struct Resolver<'a> {
    pub(super) notes: &'a [Note],
    pub(super) cites: &'a [Cite],
    pub(super) sources: &'a [Source],
    /// Made when the first reference names an author.
    works: OnceCell<Works<'a>>,
    text: &'a str,
    /// For each list and number: the note, and whether another one has the number too.
    pub(super) numbers: HashMap<(ListId, u32), (NoteId, bool)>,
    /// For notes that the text calls in another order than the list has them: the note called before.
    pub(super) called_before: HashMap<NoteId, NoteId>,
    /// Numbers that the text calls and no list has.
    pub(super) lost: HashSet<u32>,
    pub(super) gives: Vec<Gives>,
    pub(super) chains: Vec<Option<Chain>>,
    pub(super) waiting: Vec<CiteId>,
}

/// The chain of each cite that is a back-reference.
pub(super) fn chains(
    text: &str,
    notes: &[Note],
    lists: &[List],
    markers: &[Marker],
    cites: &[Cite],
    sources: &[Source],
) -> Vec<Option<Chain>> {
    let mut numbers: HashMap<(ListId, u32), (NoteId, bool)> = HashMap::with_capacity(notes.len());
    for (at, note) in notes.iter().enumerate() {
        numbers
            .entry((note.list, note.label.number))
            .and_modify(|(_, again)| *again = true)
            .or_insert((NoteId::new(at), false));
    }
    let lost = markers.iter().filter(|marker| marker.answers.notes().is_empty());
    let mut resolver = Resolver {
        notes,
        cites,
        sources,
        works: OnceCell::new(),
        text,
        numbers,
        called_before: called_before(markers),
        lost: lost.filter_map(|marker| marker.labels.first()).map(|label| label.number).collect(),
        gives: vec![Gives::Unread; notes.len()],
        chains: vec![None; cites.len()],
        waiting: Vec::new(),
    };
    for (index, list) in lists.iter().enumerate() {
        resolver.list(index, list);
    }
    resolver.forwards();
    resolver.chains
}

/// For each note that the text first calls out of the order of the list: the note first called before it.
fn called_before(markers: &[Marker]) -> HashMap<NoteId, NoteId> {
    let mut seen = HashSet::new();
    let mut before: Option<NoteId> = None;
    let mut called = HashMap::new();
    for note in markers.iter().flat_map(|marker| marker.answers.notes()).filter(|note| seen.insert(**note)) {
        if let Some(before) = before.filter(|before| before.0 + 1 != note.0) {
            called.insert(*note, before);
        }
        before = Some(*note);
    }
    called
}

/// A chain without an end yet.
pub(super) fn open(resolution: Resolution) -> Chain {
    Chain {
        end: End::Nothing,
        next: None,
        passed: 0,
        resolution,
        reasons: Reasons::default(),
        locator: None,
        candidates: Box::default(),
    }
}

/// A chain that leads nowhere.
pub(super) fn nowhere(reason: Reason) -> Chain {
    let mut chain = open(Resolution::None);
    chain.reasons.add(reason);
    chain
}

impl<'a> Resolver<'a> {
    fn works(&self) -> &Works<'a> {
        self.works.get_or_init(|| Works::new(self.text, self.notes, self.cites, self.sources))
    }

    fn list(&mut self, index: usize, list: &List) {
        let mut order: Vec<NoteId> = list.notes().collect();
        let number = |id: &NoteId| self.notes.get(id.index()).map_or(0, |note| note.label.number);
        // Printed out of order, "previous" goes by the numbers (R5).
        let shuffled = !order.is_sorted_by_key(number);
        if shuffled {
            order.sort_by_key(number);
        }
        let mut previous: Option<NoteId> = None;
        // The last note that is not mere prose.
        let mut last_link: Option<NoteId> = None;
        for id in order {
            let Some(note) = self.notes.get(id.index()) else { continue };
            let gives = self.note(id, note, Before { list: index, previous, last_link, shuffled });
            if let Some(slot) = self.gives.get_mut(id.index()) {
                *slot = gives;
            }
            if gives != Gives::NoSource {
                last_link = Some(id);
            }
            previous = Some(id);
        }
    }

    /// Resolves the cites of a note, and says what it gives to the next.
    fn note(&mut self, id: NoteId, note: &Note, before: Before) -> Gives {
        let mut given: Option<Gives> = None;
        let mut earlier: Option<CiteId> = None;
        for cite_id in note.cites() {
            let Some(cite) = self.cites.get(cite_id.index()) else { continue };
            let gives = match &cite.kind {
                CiteKind::Full(_) => {
                    cite.source.map_or(Gives::Unread, |source| Gives::Source(source, Resolution::Certain))
                }
                CiteKind::Unknown => Gives::Unread,
                CiteKind::Back(reference) => {
                    let chain = self.reference(id, note, cite, reference, earlier.zip(given), before);
                    let gives = gives(&chain);
                    if gives == Gives::Waits {
                        self.waiting.push(cite_id);
                    }
                    if let Some(slot) = self.chains.get_mut(cite_id.index()) {
                        *slot = Some(chain);
                    }
                    gives
                }
            };
            if cite.role == Role::Parenthetical {
                continue;
            }
            given = Some(match (given, gives) {
                (None, gives) => gives,
                (Some(Gives::Source(one, sure)), Gives::Source(other, other_sure)) if one == other => {
                    Gives::Source(one, sure.min(other_sure))
                }
                (Some(Gives::NoSource), gives) => gives,
                (Some(first), Gives::NoSource) => first,
                _ => Gives::Several,
            });
            earlier = Some(cite_id);
        }
        match (given, note.shape) {
            (Some(gives), _) => gives,
            (None, Shape::Empty) => Gives::Empty,
            (None, _) => Gives::NoSource,
        }
    }

    fn reference(
        &self,
        id: NoteId,
        note: &Note,
        cite: &Cite,
        reference: &BackReference,
        earlier: Option<(CiteId, Gives)>,
        before: Before,
    ) -> Chain {
        let mut chain = match reference.kind {
            BackKind::NoteRef => self.by_number(id, note, reference, before),
            BackKind::OpCit | BackKind::LocCit if reference.author.is_some() => self.by_author(id, reference),
            _ => self.ibid(id, note, reference, earlier, before),
        };
        if before.shuffled && chain.resolution == Resolution::Certain && reference.kind == BackKind::Ibid {
            chain.resolution = Resolution::Likely;
            chain.reasons.add(Reason::ListOrder);
        }
        chain.locator = self.locator(id, cite, reference, &chain, earlier.map(|(cite, _)| cite));
        chain.passed = self.passed(&chain, earlier.map(|(cite, _)| cite));
        chain
    }

    /// "Same place.", "Ibid.": the link before, in the note or in the list (R7, R8).
    fn ibid(
        &self,
        id: NoteId,
        note: &Note,
        reference: &BackReference,
        earlier: Option<(CiteId, Gives)>,
        before: Before,
    ) -> Chain {
        if let Some((_, gives)) = earlier {
            let mut chain = self.onward(gives, id, reference);
            chain.next = Some(Antecedent::SameNote);
            return chain;
        }
        let Some(previous) = before.last_link else {
            return self.first_of_list(note, before, reference);
        };
        if let Some(reason) = self.gap(before.previous, note) {
            let mut chain = nowhere(reason);
            chain.candidates = self.candidates_at(previous);
            return chain;
        }
        let gives = self.gives.get(previous.index()).copied().unwrap_or(Gives::Unread);
        let mut chain = self.onward(gives, previous, reference);
        chain.next = Some(Antecedent::Note(previous));
        if before.previous != before.last_link {
            chain.resolution = chain.resolution.min(Resolution::Likely);
            chain.reasons.add(Reason::NoteWithoutSource);
        }
        if self.has_gap(before.previous, note) || reference.kind == BackKind::OpCit {
            chain.resolution = chain.resolution.min(Resolution::Likely);
        }
        self.by_call_order(id, previous, &mut chain);
        chain
    }

    /// Where the text calls another note before this one, "previous" has two readings; they count if they lead to two
    /// sources (R5).
    fn by_call_order(&self, id: NoteId, previous: NoteId, chain: &mut Chain) {
        let Some(called) = self.called_before.get(&id).filter(|called| **called != previous) else { return };
        let others = self.sources_of(*called);
        let (End::Source(source, first), [other]) = (&chain.end, others.as_slice()) else { return };
        if source != other {
            chain.candidates = [*first].into_iter().chain(self.first_notes(&[*other])).collect();
            chain.resolution = chain.resolution.min(Resolution::Ambiguous);
            chain.reasons.add(Reason::ListOrder);
        }
    }

    fn first_of_list(&self, note: &Note, before: Before, reference: &BackReference) -> Chain {
        // The text calls the number before it: that note is lost.
        if note.label.number.checked_sub(1).is_some_and(|number| self.lost.contains(&number)) {
            return nowhere(Reason::LostNote);
        }
        if before.previous.is_some() {
            // Only prose stands before it.
            let mut chain = nowhere(Reason::NoNoteBefore);
            chain.reasons.add(Reason::NoteWithoutSource);
            return chain;
        }
        if before.list == 0 {
            return nowhere(Reason::NoNoteBefore);
        }
        // Numbers may restart with each page: the note before is then that of the list before (R6).
        let last = self.notes.iter().rposition(|note| note.list.index() + 1 == before.list);
        let Some(last) = last.map(NoteId::new) else { return nowhere(Reason::NoNoteBefore) };
        let gives = self.gives.get(last.index()).copied().unwrap_or(Gives::Unread);
        let mut chain = self.onward(gives, last, reference);
        chain.candidates = self.candidates_at(last);
        chain.resolution = chain.resolution.min(Resolution::Ambiguous);
        chain.next = Some(Antecedent::Note(last));
        chain.reasons.add(Reason::FirstOfList);
        chain
    }

    /// The chain of a reference whose antecedent gives this.
    pub(super) fn onward(&self, gives: Gives, at: NoteId, reference: &BackReference) -> Chain {
        match gives {
            Gives::Source(source, sure) => {
                let mut chain = open(sure);
                chain.end = self.end(source);
                if !fits(reference.wants, self.kind(source)) {
                    self.misfit(source, at, reference, &mut chain);
                }
                chain
            }
            Gives::Several => self.several_at(at, reference),
            Gives::Unread => {
                let mut chain = open(Resolution::Likely);
                chain.end = End::UnreadNote(at);
                chain.reasons.add(Reason::UnreadNote);
                chain
            }
            Gives::NoSource => {
                let mut chain = open(Resolution::Certain);
                chain.end = End::NotACitation(at);
                chain
            }
            Gives::Empty => nowhere(Reason::LostNote),
            Gives::Unresolved => nowhere(Reason::UnresolvedBefore),
            Gives::Waits => {
                let mut chain = open(Resolution::Certain);
                chain.reasons.add(Reason::Forward);
                chain
            }
        }
    }

    /// The term wants another kind of work: if just one earlier work is of that kind, it may be meant (R8).
    fn misfit(&self, source: SourceId, at: NoteId, reference: &BackReference, chain: &mut Chain) {
        chain.reasons.add(Reason::KindMismatch);
        chain.resolution = chain.resolution.min(Resolution::Likely);
        let earlier = self.sources.iter().take_while(|other| other.first_note <= at).enumerate();
        let mut fitting = earlier.map(|(index, _)| SourceId::new(index)).filter(|other| {
            let kind = self.kind(*other);
            kind != Kind::Unknown && fits(reference.wants, kind)
        });
        if let (Some(only), None) = (fitting.next(), fitting.next()) {
            chain.resolution = chain.resolution.min(Resolution::Ambiguous);
            chain.candidates = self.first_notes(&[source, only]);
        }
    }

    /// A note with several sources: the one of the kind that the term asks for, else any of them.
    fn several_at(&self, at: NoteId, reference: &BackReference) -> Chain {
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
        chain
    }

    /// "See note 3", "önceki dipnot" (R13, R15).
    fn by_number(&self, id: NoteId, note: &Note, reference: &BackReference, before: Before) -> Chain {
        let target = if reference.relative {
            match before.previous {
                Some(previous) => (previous, false),
                None => return nowhere(Reason::NoNoteBefore),
            }
        } else {
            let Some(number) = reference.number else { return nowhere(Reason::NoSuchNote) };
            match self.numbers.get(&(note.list, number)) {
                Some(found) => *found,
                None => return self.by_author_without_note(id, reference),
            }
        };
        let (target, twice) = target;
        if target == id {
            let mut chain = nowhere(Reason::Circle);
            chain.next = Some(Antecedent::Note(id));
            return chain;
        }
        let forward = target > id;
        let gives = if forward {
            Gives::Waits
        } else {
            self.gives.get(target.index()).copied().unwrap_or(Gives::Unread)
        };
        if let Some(chain) = self.other_author(id, target, reference) {
            return chain;
        }
        let mut chain = self.onward(gives, target, reference);
        // "See note 3" points to the note as a whole, however many sources it has.
        if chain.end == End::Several && reference.author.is_none() {
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

    fn by_author_without_note(&self, id: NoteId, reference: &BackReference) -> Chain {
        if reference.author.is_none() {
            return nowhere(Reason::NoSuchNote);
        }
        let mut chain = self.by_author(id, reference);
        chain.resolution = chain.resolution.min(Resolution::Likely);
        chain.reasons.add(Reason::WrongNumber);
        chain
    }

    /// Name and number disagree: the name wins where it leads to one work (R14).
    fn other_author(&self, id: NoteId, target: NoteId, reference: &BackReference) -> Option<Chain> {
        reference.author?;
        let Match::One(source, sure, _) = self.works().find(reference, id) else { return None };
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
    fn by_author(&self, id: NoteId, reference: &BackReference) -> Chain {
        match self.works().find(reference, id) {
            Match::One(source, sure, reason) => {
                let mut chain = open(sure);
                chain.end = self.end(source);
                chain.next =
                    self.sources.get(source.index()).map(|source| Antecedent::Note(source.first_note));
                if let Some(reason) = reason {
                    chain.reasons.add(reason);
                }
                chain
            }
            Match::Several(sources) => {
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
            Match::None => nowhere(Reason::NoSuchAuthor),
        }
    }

    /// The own page, else for "ibid." that of the cite before (R17).
    fn locator(
        &self,
        id: NoteId,
        cite: &Cite,
        reference: &BackReference,
        chain: &Chain,
        earlier: Option<CiteId>,
    ) -> Option<(Locator, NoteId)> {
        if let Some(own) = cite.locator {
            return Some((own, id));
        }
        if !matches!(reference.kind, BackKind::Ibid | BackKind::LocCit) || !chain.resolves() {
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
        let End::Source(_, target) = chain.end else { return 0 };
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

    /// Whether a number between two neighbours is called in the text but stands in no list.
    fn gap(&self, previous: Option<NoteId>, note: &Note) -> Option<Reason> {
        let missing = self.missing_between(previous, note);
        missing.into_iter().flatten().any(|number| self.lost.contains(&number)).then_some(Reason::LostNote)
    }

    fn has_gap(&self, previous: Option<NoteId>, note: &Note) -> bool {
        self.missing_between(previous, note).is_some_and(|mut missing| missing.next().is_some())
    }

    fn missing_between(&self, previous: Option<NoteId>, note: &Note) -> Option<std::ops::Range<u32>> {
        let previous = self.notes.get(previous?.index())?;
        let from = previous.label.number.saturating_add(1);
        let to = note.label.number;
        Some(from..to.min(from.saturating_add(WIDEST_GAP)).max(from))
    }

    fn end(&self, source: SourceId) -> End {
        let first = self.sources.get(source.index()).map_or(NoteId(0), |source| source.first_note);
        End::Source(source, first)
    }

    fn kind(&self, source: SourceId) -> Kind {
        let first = self.sources.get(source.index()).and_then(|source| self.cites.get(source.first.index()));
        match first.map(|cite| &cite.kind) {
            Some(CiteKind::Full(citation)) => citation.kind,
            _ => Kind::Unknown,
        }
    }

    /// The distinct sources of a note, its back-references followed.
    fn sources_of(&self, note: NoteId) -> Vec<SourceId> {
        let mut sources = Vec::new();
        for cite in self.notes.get(note.index()).into_iter().flat_map(Note::cites) {
            let stated = self.cites.get(cite.index()).and_then(|cite| cite.source);
            let followed = || match self.chains.get(cite.index()) {
                Some(Some(Chain { end: End::Source(source, _), .. })) => Some(*source),
                _ => None,
            };
            if let Some(source) = stated.or_else(followed).filter(|source| !sources.contains(source)) {
                sources.push(source);
            }
            if sources.len() > MOST_CANDIDATES {
                break;
            }
        }
        sources
    }

    fn first_notes(&self, sources: &[SourceId]) -> Box<[NoteId]> {
        let mut notes: Vec<NoteId> = sources
            .iter()
            .filter_map(|source| self.sources.get(source.index()))
            .map(|source| source.first_note)
            .take(MOST_CANDIDATES)
            .collect();
        notes.dedup();
        notes.into_boxed_slice()
    }

    fn candidates_at(&self, note: NoteId) -> Box<[NoteId]> {
        self.first_notes(&self.sources_of(note))
    }
}

/// What stands before a note in its list.
#[derive(Debug, Clone, Copy)]
struct Before {
    list: usize,
    previous: Option<NoteId>,
    last_link: Option<NoteId>,
    shuffled: bool,
}

/// What a resolved reference gives to the next one.
pub(super) fn gives(chain: &Chain) -> Gives {
    match &chain.end {
        End::Source(source, _) => Gives::Source(*source, chain.resolution),
        End::Several => Gives::Several,
        End::UnreadNote(_) => Gives::Unread,
        End::NotACitation(_) => Gives::NoSource,
        End::Nothing if chain.resolution == Resolution::None => Gives::Unresolved,
        End::Nothing => Gives::Waits,
    }
}
