//! Follows back-references to the source they stand for.
//!
//! One pass from the first note to the last: every reference backwards lands on a note whose end is known, so a run of
//! "Same place." costs nothing extra. References forwards wait for a second pass, where rings are found.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::works::{Works, fits};
use crate::model::{
    Antecedent, BackKind, BackReference, Chain, Cite, CiteId, CiteKind, End, Kind, List, ListId, Marker,
    Note, NoteId, Reason, Reasons, Resolution, Role, Shape, Source, SourceId,
};
use crate::settings::{Reading, Restart};

/// A chain names at most so many candidates.
const MOST_CANDIDATES: usize = 8;

/// Kinds of terms by what they ask for ([`Wants`]).
const KINDS_OF_TERMS: usize = 6;

/// What a note gives to the reference behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    Source(SourceId, Resolution),
    /// All that the note gives, or one of it.
    Several(NoteId),
    /// Not understood; it may give a source.
    Unread(NoteId),
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
    pub(super) reading: Reading,
    pub(super) text: &'a str,
    /// For each list and number: the note, and whether another one has the number too.
    pub(super) numbers: HashMap<(ListId, u32), (NoteId, bool)>,
    /// For notes that the text calls in another order than the list has them: the note called before.
    pub(super) called_before: HashMap<NoteId, NoteId>,
    /// Numbers that the text calls and no list has.
    pub(super) lost: HashSet<u32>,
    lists: &'a [List],
    /// Of each kind of term the first two works that fit it.
    pub(super) fitting: [OnceCell<[Option<SourceId>; 2]>; KINDS_OF_TERMS],
    pub(super) gives: Vec<Gives>,
    pub(super) chains: Vec<Option<Chain>>,
    pub(super) waiting: Vec<CiteId>,
    /// The latest cite of each source.
    pub(super) latest: Vec<Option<CiteId>>,
    /// Cites whose author turned out to be none.
    unnamed: Vec<CiteId>,
}

/// The chain of each cite that is a back-reference, and the cites whose author turned out to be none.
pub(super) fn chains(
    text: &str,
    notes: &[Note],
    lists: &[List],
    markers: &[Marker],
    cites: &[Cite],
    sources: &[Source],
    reading: Reading,
) -> (Vec<Option<Chain>>, Vec<CiteId>) {
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
        reading,
        text,
        numbers,
        called_before: called_before(markers),
        lost: lost.filter_map(|marker| marker.labels.first()).map(|label| label.number).collect(),
        lists,
        fitting: Default::default(),
        gives: vec![Gives::Unread(NoteId(0)); notes.len()],
        chains: vec![None; cites.len()],
        waiting: Vec::new(),
        latest: vec![None; sources.len()],
        unnamed: Vec::new(),
    };
    for (index, list) in lists.iter().enumerate() {
        resolver.list(index, list);
    }
    resolver.forwards();
    (resolver.chains, resolver.unnamed)
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
    pub(super) fn works(&self) -> &Works<'a> {
        self.works.get_or_init(|| Works::new(self.text, self.notes, self.cites, self.sources))
    }

    fn list(&mut self, index: usize, list: &List) {
        let mut order: Vec<NoteId> = list.notes().collect();
        let number = |id: &NoteId| self.notes.get(id.index()).map_or(0, |note| note.label.number);
        // Printed out of order, "previous" goes by the numbers (R5). Words have none.
        let words =
            || order.iter().any(|id| self.notes.get(id.index()).is_some_and(|note| note.label.is_word()));
        let shuffled = !order.is_sorted_by_key(number) && !words();
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
                    cite.source.map_or(Gives::Unread(id), |source| Gives::Source(source, Resolution::Certain))
                }
                CiteKind::Unknown => Gives::Unread(id),
                CiteKind::Back(reference) => {
                    let (chain, named) =
                        self.reference(id, note, cite, reference, earlier.zip(given), before);
                    if !named {
                        self.unnamed.push(cite_id);
                    }
                    let gives = gives(&chain, self.root(&chain, id));
                    if gives == Gives::Waits {
                        self.waiting.push(cite_id);
                    }
                    if let Some(slot) = self.chains.get_mut(cite_id.index()) {
                        *slot = Some(chain);
                    }
                    gives
                }
            };
            // "Ibid. See also note 3." means one source, and points to another note.
            let pointer = matches!(&cite.kind, CiteKind::Back(reference)
                if reference.kind == BackKind::NoteRef && reference.author.is_none());
            let aside = pointer && matches!(given, Some(Gives::Source(..) | Gives::Unread(_)));
            if let Gives::Source(source, _) = gives
                && let Some(latest) = self.latest.get_mut(source.index())
            {
                *latest = Some(cite_id);
            }
            if cite.role == Role::Parenthetical || aside {
                continue;
            }
            given = Some(match (given, gives) {
                (None, gives) => gives,
                (Some(Gives::Source(one, sure)), Gives::Source(other, other_sure)) if one == other => {
                    Gives::Source(one, sure.min(other_sure))
                }
                (Some(Gives::NoSource), gives) => gives,
                (Some(first), Gives::NoSource) => first,
                _ => Gives::Several(id),
            });
            earlier = Some(cite_id);
        }
        match (given, note.shape) {
            (Some(gives), _) => gives,
            (None, Shape::Empty) => Gives::Empty,
            (None, _) => Gives::NoSource,
        }
    }

    /// The chain of a reference, and whether the name before it, if any, is that of an author.
    fn reference(
        &self,
        id: NoteId,
        note: &Note,
        cite: &Cite,
        reference: &BackReference,
        earlier: Option<(CiteId, Gives)>,
        before: Before,
    ) -> (Chain, bool) {
        let asks = reference.author.is_some() || reference.title.is_some();
        let mut named = true;
        let mut kind = reference.kind;
        let mut chain = match reference.kind {
            BackKind::NoteRef => self.by_number(id, note, cite, reference, before),
            BackKind::OpCit | BackKind::LocCit | BackKind::Short if asks => {
                self.by_author(id, cite, reference)
            }
            _ => self.ibid(id, note, reference, earlier, before),
        };
        // "Figures: ibid.": whoever is nobody's author was no name.
        if reference.perhaps && asks && kind != BackKind::NoteRef && chain.reasons.has(Reason::NoSuchAuthor) {
            (named, kind) = (false, BackKind::Ibid);
            chain = self.ibid(id, note, &BackReference { kind, ..reference.clone() }, earlier, before);
            chain.resolution = chain.resolution.min(Resolution::Likely);
        }
        if reference.meant.is_some() {
            chain.resolution = chain.resolution.min(Resolution::Likely);
        }
        if reference.unverified && chain.resolution == Resolution::Certain {
            chain.resolution = Resolution::Likely;
            chain.reasons.add(Reason::UnverifiedTerm);
        }
        if before.shuffled && chain.resolution == Resolution::Certain && kind == BackKind::Ibid {
            chain.resolution = Resolution::Likely;
            chain.reasons.add(Reason::ListOrder);
        }
        self.check_page(cite.locator, &mut chain);
        if kind == BackKind::LocCit && asks {
            self.lean_on_latest(&mut chain);
        }
        chain.locator = self.locator(id, cite, kind, &chain, earlier.map(|(cite, _)| cite));
        chain.passed = self.passed(&chain, earlier.map(|(cite, _)| cite));
        (chain, named)
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
        let gives = self.gives_of(previous);
        let mut chain = self.onward(gives, previous, reference);
        chain.next = Some(Antecedent::Note(previous));
        if before.previous != before.last_link {
            chain.resolution = chain.resolution.min(Resolution::Likely);
            chain.reasons.add(Reason::NoteWithoutSource);
        }
        if self.has_gap(before.previous, note) || reference.kind == BackKind::OpCit {
            chain.resolution = chain.resolution.min(Resolution::Likely);
        }
        self.by_call_order(id, previous, reference, &mut chain);
        chain
    }

    /// Where the text calls another note before this one, "previous" has two readings; they count if they lead to two
    /// sources (R5).
    fn by_call_order(&self, id: NoteId, previous: NoteId, reference: &BackReference, chain: &mut Chain) {
        let Some(called) = self.called_before.get(&id).filter(|called| **called != previous) else { return };
        let others = self.sources_of(*called);
        let (End::Source(source, first), [other]) = (&chain.end, others.as_slice()) else { return };
        // Another reading is one only where it is sure, and of the kind that the term asks for. A note further down is not
        // read yet.
        let unsure = *called < id
            && !matches!(self.gives_of(*called), Gives::Source(_, sure) if sure >= Resolution::Likely);
        if source != other && !unsure && fits(reference.wants, self.kind(*other)) {
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
        let last = before.list.checked_sub(1).and_then(|list| self.lists.get(list)?.notes().next_back());
        let Some(last) = last else { return nowhere(Reason::NoNoteBefore) };
        let gives = self.gives_of(last);
        let mut chain = self.onward(gives, last, reference);
        chain.next = Some(Antecedent::Note(last));
        if self.reading.restart == Restart::Chapter {
            chain.candidates = self.candidates_at(last);
            chain.resolution = chain.resolution.min(Resolution::Ambiguous);
            chain.reasons.add(Reason::FirstOfList);
        }
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
            Gives::Several(root) => self.several_at(root, reference),
            Gives::Unread(root) => {
                let mut chain = open(Resolution::Likely);
                chain.end = End::UnreadNote(root);
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

    /// What a note gives.
    pub(super) fn gives_of(&self, note: NoteId) -> Gives {
        self.gives.get(note.index()).copied().unwrap_or(Gives::Unread(note))
    }

    /// The note whose several sources a reference in `id` could mean: its own, where it names them itself.
    pub(super) fn root(&self, chain: &Chain, id: NoteId) -> NoteId {
        match chain.next {
            Some(Antecedent::Note(note)) => match self.gives_of(note) {
                Gives::Several(root) => root,
                _ => id,
            },
            _ => id,
        }
    }

    pub(super) fn end(&self, source: SourceId) -> End {
        let first = self.sources.get(source.index()).map_or(NoteId(0), |source| source.first_note);
        End::Source(source, first)
    }

    pub(super) fn kind(&self, source: SourceId) -> Kind {
        let first = self.sources.get(source.index()).and_then(|source| self.cites.get(source.first.index()));
        match first.map(|cite| &cite.kind) {
            Some(CiteKind::Full(citation)) => citation.kind,
            _ => Kind::Unknown,
        }
    }

    /// The distinct sources of a note, its back-references followed.
    pub(super) fn sources_of(&self, note: NoteId) -> Vec<SourceId> {
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

    pub(super) fn first_notes(&self, sources: &[SourceId]) -> Box<[NoteId]> {
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
pub(super) struct Before {
    list: usize,
    pub(super) previous: Option<NoteId>,
    last_link: Option<NoteId>,
    shuffled: bool,
}

/// What a resolved reference gives to the next one. `root`: the note whose sources it could mean.
pub(super) fn gives(chain: &Chain, root: NoteId) -> Gives {
    match &chain.end {
        End::Source(source, _) => Gives::Source(*source, chain.resolution),
        End::Several => Gives::Several(root),
        End::UnreadNote(note) => Gives::Unread(*note),
        End::Author(_) | End::NotACitation(_) => Gives::NoSource,
        End::Nothing if chain.resolution == Resolution::None => Gives::Unresolved,
        End::Nothing => Gives::Waits,
    }
}
