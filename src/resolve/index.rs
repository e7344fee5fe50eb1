//! The works of a draft by their authors, outlets and titles, and the names in the words of its notes.
//!
//! A table is made when the first reference asks for it. Of a shelf of works only so many are looked at, whatever its
//! length: those before the reference, the newest first.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::authors::{FamilyKeys, family_keys, keys};
use super::pages::range;
use crate::model::{Cite, CiteKind, Field, Kind, Name, Note, NoteId, Shape, Source, SourceId, Sure};
use crate::span::Span;
use crate::text;

/// Of the works of one author, so many are compared.
pub(super) const MOST_WORKS_COMPARED: usize = 64;

/// A misspelt author is looked for among so many names at most.
const MOST_NAMES_COMPARED: usize = 20_000;

/// How far into a note its words are known by name, in bytes.
const WORDS_READ: usize = 1_000;

/// A shorter family name is not misspelt but another one.
const SHORTEST_MISSPELT: usize = 5;

/// One work with the keys of its authors.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) source: SourceId,
    pub(super) note: NoteId,
    pub(super) families: Vec<FamilyKeys>,
    /// The first letters of the given names of the first author.
    pub(super) initials: String,
    pub(super) title: String,
    pub(super) container: String,
    pub(super) year: Option<i32>,
    /// First and last page of an article or a chapter.
    pub(super) extent: Option<(u32, u32)>,
    pub(super) kind: Kind,
}

/// Indices of works, in the order of their first notes.
type Shelf = Vec<u32>;

/// The works of a draft.
pub(super) struct Index<'a> {
    text: &'a str,
    notes: &'a [Note],
    cites: &'a [Cite],
    works: Vec<Work>,
    exact: HashMap<String, Shelf>,
    loose: HashMap<String, Shelf>,
    containers: HashMap<String, Shelf>,
    /// Works by the short form that they were given.
    defined: HashMap<String, Vec<(u32, Sure)>>,
    titles: OnceCell<HashMap<u64, Shelf>>,
    misspelt: OnceCell<HashMap<u64, Vec<String>>>,
    names: OnceCell<HashMap<u64, Vec<NoteId>>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(text: &'a str, notes: &'a [Note], cites: &'a [Cite], sources: &[Source]) -> Self {
        let mut index = Index {
            text,
            notes,
            cites,
            works: Vec::with_capacity(sources.len()),
            exact: HashMap::new(),
            loose: HashMap::new(),
            containers: HashMap::new(),
            defined: HashMap::new(),
            titles: OnceCell::new(),
            misspelt: OnceCell::new(),
            names: OnceCell::new(),
        };
        for (at, source) in sources.iter().enumerate() {
            let Some(cite) = cites.get(source.first.index()) else { continue };
            let CiteKind::Full(citation) = &cite.kind else { continue };
            // The pages of an article are its extent, also where they were read as the page meant.
            let whole = !matches!(citation.kind, Kind::Book | Kind::Report | Kind::Thesis);
            let pages = citation.pages.as_ref().map(|pages| pages.words(text));
            let pages = pages.or(cite.locator.filter(|_| whole).map(|locator| locator.span.of(text)));
            let words = |field: &Option<crate::model::Field<crate::model::Text>>| {
                field.as_ref().map(|field| text::skeleton(field.words(text))).unwrap_or_default()
            };
            index.add(Work {
                source: SourceId::new(at),
                note: source.first_note,
                families: family_keys(text, &citation.authors),
                initials: initials(text, &citation.authors),
                title: words(&citation.title),
                container: words(&citation.container),
                year: citation.issued.as_ref().and_then(|issued| year(&issued.value.iso()?)),
                extent: pages.and_then(range),
                kind: citation.kind,
            });
            let short_form = words(&citation.short_form);
            if !short_form.is_empty() {
                let at = u32::try_from(index.works.len() - 1).unwrap_or(u32::MAX);
                let sure = citation.short_form.as_ref().map_or(Sure::Guess, |form| form.sure);
                index.defined.entry(short_form).or_default().push((at, sure));
            }
        }
        index
    }

    fn add(&mut self, work: Work) {
        let at = u32::try_from(self.works.len()).unwrap_or(u32::MAX);
        let put = |table: &mut HashMap<String, Shelf>, key: &str| {
            if key.is_empty() {
                return;
            }
            match table.get_mut(key) {
                Some(shelf) if shelf.last() == Some(&at) => {}
                Some(shelf) => shelf.push(at),
                None => {
                    table.insert(key.to_owned(), vec![at]);
                }
            }
        };
        for family in &work.families {
            put(&mut self.exact, &family.exact);
            put(&mut self.loose, &family.loose);
        }
        put(&mut self.containers, &work.container);
        self.works.push(work);
    }

    /// The work of a source.
    pub(super) fn work(&self, source: SourceId) -> Option<&Work> {
        let at = self.works.partition_point(|work| work.source < source);
        self.works.get(at).filter(|work| work.source == source)
    }

    pub(super) fn by_family(&self, family: &str) -> Option<&Shelf> {
        self.exact.get(family)
    }

    pub(super) fn by_sound(&self, family: &str) -> Option<&Shelf> {
        self.loose.get(family).filter(|_| !family.is_empty())
    }

    pub(super) fn by_container(&self, container: &str) -> Option<&Shelf> {
        self.containers.get(container).filter(|_| !container.is_empty())
    }

    /// The latest work before a note that was given a short form, and whether it surely is the only one.
    pub(super) fn defined(&self, short_form: &str, note: NoteId) -> Option<(&Work, bool)> {
        let given = self.defined.get(short_form)?;
        let mut before =
            given.iter().rev().filter_map(|(at, sure)| Some((self.works.get(*at as usize)?, *sure)));
        let (latest, sure) = before.find(|(work, _)| work.note < note)?;
        let alone = before.all(|(work, _)| work.source == latest.source);
        Some((latest, alone && sure > Sure::Guess))
    }

    /// The works near a note: the newest before it, or else the first behind it.
    pub(super) fn near<'s>(&'s self, shelf: &[u32], note: NoteId) -> Vec<&'s Work> {
        let work = |at: &u32| self.works.get(*at as usize);
        let before = shelf.partition_point(|at| work(at).is_some_and(|work| work.note < note));
        let range = match before {
            0 => 0..shelf.len().min(MOST_WORKS_COMPARED),
            _ => before.saturating_sub(MOST_WORKS_COMPARED)..before,
        };
        shelf.get(range).unwrap_or_default().iter().filter_map(work).collect()
    }

    /// The works in whose titles all these words stand in order, near a note. `of`: among the works of that family.
    pub(super) fn by_title(&self, words: &str, of: Option<&str>, note: NoteId) -> Vec<&Work> {
        let titles = self.titles.get_or_init(|| self.words_of_titles());
        let shelves = words.split(' ').filter(|word| !word.is_empty());
        let mut rarest: Option<&Shelf> = None;
        for word in shelves {
            let Some(shelf) = titles.get(&key_of_word(of.unwrap_or_default(), word)) else {
                return Vec::new();
            };
            if rarest.is_none_or(|known| shelf.len() < known.len()) {
                rarest = Some(shelf);
            }
        }
        let mut found = rarest.map(|shelf| self.near(shelf, note)).unwrap_or_default();
        found.retain(|work| in_order(words, &work.title));
        found
    }

    /// The works by each word of their titles: of all, and of each author who has too many to be looked through.
    fn words_of_titles(&self) -> HashMap<u64, Shelf> {
        let mut table: HashMap<u64, Shelf> = HashMap::new();
        for (at, work) in self.works.iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let busy = work.families.iter().map(|family| family.exact.as_str()).filter(|family| {
                self.exact.get(*family).is_some_and(|shelf| shelf.len() > MOST_WORKS_COMPARED)
            });
            for of in std::iter::once("").chain(busy) {
                for word in work.title.split(' ').filter(|word| !word.is_empty()) {
                    let shelf = table.entry(key_of_word(of, word)).or_default();
                    if shelf.last() != Some(&at) {
                        shelf.push(at);
                    }
                }
            }
        }
        table
    }

    /// "Yurdakl" for "Yurdakul": one letter off the only name that comes close.
    pub(super) fn one_letter_off(&self, family: &str) -> Option<&Shelf> {
        if family.chars().count() < SHORTEST_MISSPELT || self.exact.len() > MOST_NAMES_COMPARED {
            return None;
        }
        let near = self.misspelt.get_or_init(|| self.shorter_names());
        let mut found: Vec<&str> = Vec::new();
        for form in shorter(family) {
            for name in near.get(&form).into_iter().flatten() {
                let close = text::distance_within(name, family, 1).is_some();
                if close && !found.contains(&name.as_str()) {
                    found.push(name);
                }
            }
        }
        match found.as_slice() {
            [only] => self.exact.get(*only),
            _ => None,
        }
    }

    /// Each name under its forms with one letter less: two names one slip apart share such a form.
    fn shorter_names(&self) -> HashMap<u64, Vec<String>> {
        let mut table: HashMap<u64, Vec<String>> = HashMap::new();
        for name in self.exact.keys() {
            for form in shorter(name) {
                table.entry(form).or_default().push(name.clone());
            }
        }
        table
    }

    /// A note whose words hold the name, the nearest before this one or else the first: it can be followed, whatever was
    /// made of it.
    pub(super) fn in_words(&self, family: &str, note: NoteId) -> Option<NoteId> {
        let names = self.names.get_or_init(|| self.names_in_text());
        let last = family.rsplit(' ').next().unwrap_or_default();
        let found = names.get(&as_typed(last)).or_else(|| names.get(&by_sound(last)))?;
        let before = found.partition_point(|other| *other < note);
        before.checked_sub(1).and_then(|at| found.get(at)).or(found.last()).copied()
    }

    /// The capitalised words of all notes that are no back-references, as typed and by their sound.
    fn names_in_text(&self) -> HashMap<u64, Vec<NoteId>> {
        let mut words: HashMap<u64, Vec<NoteId>> = HashMap::new();
        for (at, note) in self.notes.iter().enumerate() {
            let short = |cite: &Cite| matches!(&cite.kind, CiteKind::Back(reference) if reference.short);
            let leaning: Vec<Span> = note
                .cites()
                .filter_map(|id| self.cites.get(id.index()))
                .filter(|cite| matches!(cite.kind, CiteKind::Back(_)) && !short(cite))
                .map(|cite| cite.span)
                .collect();
            if note.shape == Shape::BackReference && note.cites().count() == leaning.len() {
                continue;
            }
            let raw = note.body.of(self.text);
            let end = text::floor(raw, WORDS_READ);
            let pieces =
                Span::new(0, end).of(raw).split(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\'')));
            let named = |c: char| c.is_uppercase() || text::has_no_case(c);
            for word in pieces.filter(|word| word.starts_with(named)) {
                // The name in a reference is what is looked for, not where it is found.
                let at_byte =
                    note.body.start() + (word.as_ptr() as usize).saturating_sub(raw.as_ptr() as usize);
                if leaning.iter().any(|span| span.range().contains(&at_byte)) {
                    continue;
                }
                let exact = text::skeleton(word);
                let mut add = |key: u64| {
                    let notes = words.entry(key).or_default();
                    if notes.last() != Some(&NoteId::new(at)) {
                        notes.push(NoteId::new(at));
                    }
                };
                add(as_typed(&exact));
                add(by_sound(&exact));
                // Where no blank parts words, the family name is how one begins: 小林 of 小林海子.
                if exact.starts_with(text::is_unspaced) {
                    let ends = exact.char_indices().map(|(end, _)| end).skip(2).take(2);
                    ends.filter_map(|end| exact.get(..end)).for_each(|family| add(as_typed(family)));
                }
            }
        }
        words
    }
}

fn as_typed(word: &str) -> u64 {
    text::fnv1a(&[word.as_bytes()])
}

/// A key by sound, told from the words as typed.
fn by_sound(word: &str) -> u64 {
    text::fnv1a(&[b"~", keys(word).loose.as_bytes()])
}

fn key_of_word(of: &str, word: &str) -> u64 {
    text::fnv1a(&[of.as_bytes(), b"/", word.as_bytes()])
}

/// A word and its forms with one letter less, hashed.
fn shorter(word: &str) -> Vec<u64> {
    let without = word.char_indices().map(|(at, c)| {
        let (before, behind) = word.split_at(at);
        text::fnv1a(&[before.as_bytes(), behind.strip_prefix(c).unwrap_or_default().as_bytes()])
    });
    std::iter::once(text::fnv1a(&[word.as_bytes()])).chain(without).collect()
}

/// The first letters of the given names of the first author, folded.
pub(super) fn initials(text: &str, authors: &[Field<Name>]) -> String {
    let given = authors.first().and_then(|author| author.value.given);
    let words = given.map(|given| text::skeleton(given.of(text))).unwrap_or_default();
    words.split(' ').filter_map(|word| word.chars().next()).collect()
}

/// Whether all words of a short title stand in the title, in order.
pub(super) fn in_order(short: &str, title: &str) -> bool {
    let mut words = title.split(' ');
    !short.is_empty() && short.split(' ').all(|wanted| words.any(|word| word == wanted))
}

fn year(iso: &str) -> Option<i32> {
    iso.get(..4)?.parse().ok()
}
