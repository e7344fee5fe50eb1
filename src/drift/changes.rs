//! What is no longer as it was: references that mean another source, entries that were edited or taken out, claims that
//! moved to another note.

use std::collections::HashMap;

use serde::Serialize;

use super::key::Key;
use super::matching::{Pairs, is_same_claim};
use super::state::{Lean, Meaning, NoteState, SourceKeys, State};
use crate::model::Label;

/// A version of so few notes is never taken for that of another draft.
const FEWEST_NOTES: usize = 4;

/// Of another draft less than one note in so many is known again.
const KNOWN_AGAIN: usize = 4;

/// What changed between two versions of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Changes {
    /// Back-references that mean something else now, one row for each run of references that lean on each other.
    pub rows: Vec<Row>,
    /// Notes that are there in both versions and give another title, address or date.
    pub edited: Vec<Edited>,
    /// Notes of the old version whose source the new one no longer gives, by their numbers, each with the place of the note
    /// that now stands where it stood.
    pub removed: Vec<(Label, usize)>,
    /// Notes, by their place in the new version, that another sentence calls.
    pub moved: Vec<usize>,
    /// How many notes with a back-reference were compared.
    pub compared: usize,
    /// Hardly a note was known again: the versions are not of one draft, and nothing else is said.
    pub unrelated: bool,
    /// The version of the program that the old version was stored by, where it is another one.
    pub written_by: Option<String>,
}

impl Changes {
    /// Whether the entry of a note of the new version was edited.
    pub fn is_edited(&self, note: usize) -> bool {
        // They stand in the order of their notes.
        self.edited.binary_search_by_key(&note, |edited| edited.note).is_ok()
    }
}

/// What happened to a back-reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Change {
    /// It means another source.
    Source,
    /// It names the number of a note, which is now that of another source.
    Number,
    /// It means the same source and inherits another page.
    Page,
    /// It could mean several sources now.
    Unclear,
    /// It leads nowhere now.
    Lost,
}

/// What a back-reference means in one of the versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The note that gives it, by its place in its version.
    pub note: usize,
    /// Its label.
    pub label: Label,
}

/// A back-reference, with those that lean on it, that means something else now.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// Its note, by its place in the new version.
    pub note: usize,
    /// The label of that note.
    pub label: Label,
    /// What happened.
    pub change: Change,
    /// The labels of the notes it meant, in the old version.
    pub was: Vec<Label>,
    /// The labels of the notes it means or could mean, in the new one.
    pub now: Vec<Label>,
    /// What it meant.
    pub was_at: Option<Target>,
    /// What it means.
    pub now_at: Option<Target>,
    /// The note of the new version that still gives what it meant.
    pub still: Option<Target>,
    /// How many notes of the run changed with it, itself among them.
    pub count: usize,
}

/// A note whose entry was edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edited {
    /// Its place in the new version.
    pub note: usize,
    /// Its title differs.
    pub title: bool,
    /// Its address differs.
    pub address: bool,
    /// A date differs.
    pub dates: bool,
}

/// Where things stand in a version.
struct Places {
    by_key: HashMap<Key, usize>,
    by_text: HashMap<Key, usize>,
}

impl Places {
    fn of(state: &State) -> Places {
        let mut places = Places { by_key: HashMap::new(), by_text: HashMap::new() };
        for (at, note) in state.notes.iter().enumerate() {
            places.by_text.entry(note.text).or_insert(at);
            for key in note.sources.iter().flat_map(|source| &source.keys) {
                places.by_key.entry(*key).or_insert(at);
            }
        }
        places
    }

    fn source(&self, source: &SourceKeys) -> Option<usize> {
        source.keys.iter().filter_map(|key| self.by_key.get(key)).min().copied()
    }

    fn meaning(&self, meaning: &Meaning) -> Option<usize> {
        match meaning {
            Meaning::Source(source) => self.source(source),
            Meaning::Note(text) => self.by_text.get(text).copied(),
            Meaning::Several | Meaning::Nothing => None,
        }
    }
}

/// Compares two versions.
pub(crate) fn compare(old: &State, new: &State) -> Changes {
    let pairs = Pairs::of(old, new);
    if old.notes.len() >= FEWEST_NOTES && pairs.known * KNOWN_AGAIN < old.notes.len() {
        return Changes { unrelated: true, ..Changes::default() };
    }
    let comparison = Comparison { old, new, pairs, was: Places::of(old), is: Places::of(new) };
    let (rows, compared) = comparison.rows();
    Changes {
        rows,
        edited: comparison.edited(),
        removed: comparison.removed(),
        moved: comparison.moved(),
        compared,
        unrelated: false,
        written_by: old.written_by.clone(),
    }
}

struct Comparison<'s> {
    old: &'s State,
    new: &'s State,
    pairs: Pairs,
    was: Places,
    is: Places,
}

impl Comparison<'_> {
    /// Notes that are in both versions: the place in the new one, and both states.
    fn matched(&self) -> impl Iterator<Item = (usize, &NoteState, &NoteState)> {
        let both = self.new.notes.iter().zip(&self.pairs.old_of).enumerate();
        both.filter_map(|(at, (new, old))| Some((at, self.old.notes.get((*old)?)?, new)))
    }

    fn rows(&self) -> (Vec<Row>, usize) {
        let mut rows: Vec<Row> = Vec::new();
        // For each note of the new version the row that tells of it.
        let mut told: HashMap<usize, usize> = HashMap::new();
        let mut compared = 0;
        for (at, old, new) in
            self.matched().filter(|(_, old, new)| !old.leans.is_empty() && !new.leans.is_empty())
        {
            compared += 1;
            if old.leans.len() != new.leans.len() {
                continue;
            }
            let changed = old.leans.iter().zip(&new.leans).find_map(|(was, is)| {
                // Whoever writes another name or number means another source.
                let rewritten = old.text != new.text && !is.plain;
                self.change(was, is).filter(|_| !rewritten).map(|change| (change, was, is))
            });
            let Some((change, was, is)) = changed else { continue };
            let row = self.row(at, new, change, was, is);
            let head = new.next.and_then(|next| told.get(&next)).copied();
            match head.and_then(|head| rows.get_mut(head).map(|row| (head, row))) {
                Some((index, head))
                    if head.change == row.change
                        && head.was == row.was
                        && (head.now == row.now || row.now.is_empty()) =>
                {
                    head.count += 1;
                    told.insert(at, index);
                }
                _ => {
                    told.insert(at, rows.len());
                    rows.push(row);
                }
            }
        }
        (rows, compared)
    }

    /// Whether a reference means something else now, and worse than before.
    fn change(&self, was: &Lean, is: &Lean) -> Option<Change> {
        let other = if is.by_number { Change::Number } else { Change::Source };
        match (&was.target, &is.target) {
            (Meaning::Nothing | Meaning::Several, _) => None,
            (_, Meaning::Nothing) => Some(Change::Lost),
            (_, Meaning::Several) => Some(Change::Unclear),
            _ if !self.is_same(was, is) => Some(other),
            _ if is.plain && was.page != is.page && was.page.is_some() && is.page.is_some() => {
                // Whoever changes the page in the note before means this one too.
                let from = is.from.and_then(|from| self.pairs.old_of.get(from).copied().flatten());
                (was.from.is_some() && was.from != from).then_some(Change::Page)
            }
            _ => None,
        }
    }

    fn is_same(&self, was: &Lean, is: &Lean) -> bool {
        let same_note = || {
            let new = is.at.or_else(|| self.is.meaning(&is.target))?;
            let old = self.was_at(was)?;
            Some(self.pairs.old_of.get(new).copied().flatten() == Some(old))
        };
        match (&was.target, &is.target) {
            (Meaning::Source(one), Meaning::Source(other)) => {
                one.is(other) || one.is_mended(other) && same_note() == Some(true)
            }
            (Meaning::Note(one), Meaning::Note(other)) if one == other => true,
            _ => same_note() == Some(true),
        }
    }

    fn was_at(&self, lean: &Lean) -> Option<usize> {
        lean.at.or_else(|| self.was.meaning(&lean.target))
    }

    fn row(&self, at: usize, note: &NoteState, change: Change, was: &Lean, is: &Lean) -> Row {
        let target =
            |state: &State, at: usize| state.notes.get(at).map(|note| Target { note: at, label: note.label });
        let was_at = self.was_at(was).and_then(|at| target(self.old, at));
        let now_at = is.at.and_then(|at| target(self.new, at));
        let could = is.candidates.iter().filter_map(|at| target(self.new, *at));
        let now = if now_at.is_some() { now_at.into_iter().collect() } else { could.collect::<Vec<_>>() };
        Row {
            note: at,
            label: note.label,
            change,
            was: was_at.iter().map(|target| target.label).collect(),
            now: now.iter().map(|target| target.label).collect(),
            still: self.is.meaning(&was.target).and_then(|at| target(self.new, at)),
            was_at,
            now_at,
            count: 1,
        }
    }

    fn edited(&self) -> Vec<Edited> {
        let mut edited = Vec::new();
        for (at, old, new) in self.matched().filter(|(_, old, new)| old.text != new.text) {
            let (Some(was), Some(is)) = (old.sources.first(), new.sources.first()) else { continue };
            if old.sources.len() != new.sources.len() {
                continue;
            }
            let differs = |was: Option<Key>, is: Option<Key>| was.is_some() && was != is;
            let found = Edited {
                note: at,
                title: differs(was.title, is.title),
                address: differs(was.address, is.address),
                dates: differs(was.dates, is.dates),
            };
            if found.title || found.address || found.dates {
                edited.push(found);
            }
        }
        edited
    }

    fn removed(&self) -> Vec<(Label, usize)> {
        let mut removed = Vec::new();
        let mut last = 0;
        for (note, new) in self.old.notes.iter().zip(&self.pairs.new_of) {
            last = new.unwrap_or(last);
            let gives = note.sources.first().filter(|_| new.is_none());
            if gives.is_some_and(|source| self.is.source(source).is_none()) && !self.new.notes.is_empty() {
                removed.push((note.label, last));
            }
        }
        removed
    }

    fn moved(&self) -> Vec<usize> {
        let moved = self.matched().filter(|(_, old, new)| !is_same_claim(&old.claim.0, &new.claim.0));
        moved.map(|(at, ..)| at).collect()
    }
}
