//! Which note of a new version is which of the old one: by text, by source, by the sentence that calls it, and by what
//! stands around it (R20).

use std::collections::HashMap;
use std::hash::Hash;

use super::state::{NoteState, State};

/// Two sentences that share so much are one, edited: in hundredths of the words that either has.
const ALIKE: usize = 50;

/// Or so much of the shorter one stands in the longer one.
const CONTAINED: usize = 80;

/// A shorter sentence is told from others by nothing.
const FEWEST_WORDS: usize = 3;

/// For each note of the new version its place in the old one.
#[derive(Debug)]
pub(super) struct Pairs {
    pub(super) old_of: Vec<Option<usize>>,
    pub(super) new_of: Vec<Option<usize>>,
    /// How many were known by what they say, not by where they stand.
    pub(super) known: usize,
}

impl Pairs {
    pub(super) fn of(old: &State, new: &State) -> Pairs {
        let mut pairs =
            Pairs { old_of: vec![None; new.notes.len()], new_of: vec![None; old.notes.len()], known: 0 };
        // "Same place." says the same wherever it stands: only notes that give a source are known by their text.
        pairs.unique(old, new, |note| (note.leans.is_empty()).then_some((note.text, 0)));
        pairs.unique(old, new, |note| {
            let key = note.sources.first().and_then(|source| source.keys.first()).copied();
            key.filter(|_| note.leans.is_empty()).map(|key| (key, 1))
        });
        pairs.unique(old, new, |note| {
            let known = !note.leans.is_empty() && note.claim.0.len() >= FEWEST_WORDS;
            known.then(|| (note.text, note.claim.0.clone()))
        });
        pairs.unique(old, new, |note| {
            let known = !note.leans.is_empty() && note.claim.0.len() >= FEWEST_WORDS;
            known.then(|| note.claim.0.clone())
        });
        pairs.known = pairs.old_of.iter().flatten().count();
        pairs.between(old, new);
        pairs
    }

    fn join(&mut self, old: usize, new: usize) {
        if let (Some(old_of), Some(new_of)) = (self.old_of.get_mut(new), self.new_of.get_mut(old)) {
            (*old_of, *new_of) = (Some(old), Some(new));
        }
    }

    /// Joins the notes that have a key which no other note of their version has.
    fn unique<K: Eq + Hash>(&mut self, old: &State, new: &State, key: impl Fn(&NoteState) -> Option<K>) {
        let table = |state: &State, taken: &[Option<usize>]| {
            let mut table: HashMap<K, Option<usize>> = HashMap::new();
            for (at, note) in state.notes.iter().enumerate() {
                if taken.get(at).is_some_and(Option::is_some) {
                    continue;
                }
                if let Some(key) = key(note) {
                    table.entry(key).and_modify(|only| *only = None).or_insert(Some(at));
                }
            }
            table
        };
        let mut before = table(old, &self.new_of);
        for (key, at) in table(new, &self.old_of) {
            if let (Some(Some(old)), Some(new)) = (before.remove(&key), at) {
                self.join(old, new);
            }
        }
    }

    /// Joins what stands between two joined neighbours: in order where both versions have as many, else from either end
    /// as long as the texts are the same.
    fn between(&mut self, old: &State, new: &State) {
        let mut start = 0;
        while start < new.notes.len() {
            if self.old_of.get(start).is_some_and(Option::is_some) {
                start += 1;
                continue;
            }
            let open = self.old_of.get(start..).unwrap_or_default();
            let end = start + open.iter().take_while(|old| old.is_none()).count();
            let left = start.checked_sub(1).and_then(|at| self.old_of.get(at).copied().flatten());
            let right = self.old_of.get(end).copied().flatten();
            let from = match (left, start) {
                (Some(left), _) => left + 1,
                (None, 0) => 0,
                (None, _) => end,
            };
            let to = right.unwrap_or(old.notes.len());
            let free = self.new_of.get(from..to).unwrap_or_default();
            if from < to && free.iter().all(Option::is_none) {
                self.run(old, new, (from, to), (start, end));
            }
            start = end.max(start + 1);
        }
    }

    fn run(&mut self, old: &State, new: &State, olds: (usize, usize), news: (usize, usize)) {
        let (from, to) = olds;
        let (start, end) = news;
        if to - from == end - start {
            for (old, new) in (from..to).zip(start..end) {
                self.join(old, new);
            }
            return;
        }
        let alike = |one: usize, other: usize| {
            let (Some(one), Some(other)) = (old.notes.get(one), new.notes.get(other)) else { return false };
            one.text == other.text
        };
        let most = (to - from).min(end - start);
        let front = (0..most).take_while(|at| alike(from + at, start + at)).count();
        let back = (1..=most - front).take_while(|at| alike(to - at, end - at)).count();
        (0..front).for_each(|at| self.join(from + at, start + at));
        (1..=back).for_each(|at| self.join(to - at, end - at));
    }
}

/// Whether two sentences are one, perhaps edited: by the words that both have. Too short a sentence is never another.
pub(super) fn is_same_claim(one: &[u16], other: &[u16]) -> bool {
    if one.len() < FEWEST_WORDS || other.len() < FEWEST_WORDS {
        return true;
    }
    let (mut i, mut j, mut shared) = (0, 0, 0usize);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        shared += usize::from(a == b);
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    // A sentence that goes on, or that was cut in two, is the same one.
    let shorter = one.len().min(other.len());
    shared * 100 >= ALIKE * (one.len() + other.len() - shared) || shared * 100 >= CONTAINED * shorter
}
