//! Finds the work that "Kaya, a.g.e., s. 12" means: by the author, then by what else the reference says (R10).

use std::cell::OnceCell;
use std::collections::HashMap;

use super::authors::{FamilyKeys, family_keys, keys};
use crate::grammar::name;
use crate::lang::Wants;
use crate::model::{
    BackReference, Cite, CiteKind, Field, Kind, Name, Note, NoteId, Reason, Resolution, Shape, Source,
    SourceId,
};
use crate::span::Span;
use crate::text;

/// A misspelt author is looked for among so many names at most.
const MOST_NAMES_COMPARED: usize = 2_000;

/// Of the works of one author, so many are compared.
const MOST_WORKS_COMPARED: usize = 64;

/// How far into a note its words are known by name, in bytes.
const WORDS_READ: usize = 240;

/// What a name led to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Match {
    One(SourceId, Resolution, Option<Reason>),
    /// Newest first.
    Several(Vec<SourceId>),
    /// The name stands in the words of a note that was not understood.
    InText(NoteId),
    None,
}

/// One work with the keys of its authors.
#[derive(Debug)]
struct Work {
    source: SourceId,
    note: NoteId,
    families: Vec<FamilyKeys>,
    /// The first letters of the given names of the first author.
    initials: String,
    title: String,
    container: String,
    kind: Kind,
}

/// The works of a draft by their authors.
pub(super) struct Works<'a> {
    text: &'a str,
    notes: &'a [Note],
    works: Vec<Work>,
    exact: HashMap<String, Vec<usize>>,
    loose: HashMap<String, Vec<usize>>,
    containers: HashMap<String, Vec<usize>>,
    words: OnceCell<HashMap<String, Vec<NoteId>>>,
}

impl<'a> Works<'a> {
    pub(super) fn new(text: &'a str, notes: &'a [Note], cites: &[Cite], sources: &[Source]) -> Self {
        let mut works = Works {
            text,
            notes,
            works: Vec::new(),
            exact: HashMap::new(),
            loose: HashMap::new(),
            containers: HashMap::new(),
            words: OnceCell::new(),
        };
        for (at, source) in sources.iter().enumerate() {
            let Some(CiteKind::Full(citation)) = cites.get(source.first.index()).map(|cite| &cite.kind)
            else {
                continue;
            };
            let words = |field: &Option<crate::model::Field<crate::model::Text>>| {
                field.as_ref().map(|field| text::skeleton(field.words(text))).unwrap_or_default()
            };
            let work = Work {
                source: SourceId::new(at),
                note: source.first_note,
                families: family_keys(text, &citation.authors),
                initials: initials(text, &citation.authors),
                title: words(&citation.title),
                container: words(&citation.container),
                kind: citation.kind,
            };
            let index = works.works.len();
            for family in &work.families {
                works.exact.entry(family.exact.clone()).or_default().push(index);
                works.loose.entry(family.loose.clone()).or_default().push(index);
            }
            if !work.container.is_empty() {
                works.containers.entry(work.container.clone()).or_default().push(index);
            }
            works.works.push(work);
        }
        works
    }

    /// The work that a reference by name means, standing in `note`.
    pub(super) fn find(&self, reference: &BackReference, note: NoteId) -> Match {
        let Some(author) = reference.author else { return Match::None };
        let families = family_keys(self.text, &name::authors(self.text, author, false));
        let Some(first) = families.first().cloned() else { return Match::None };
        let whole = keys(author.of(self.text));
        let by_exact =
            self.candidates(&self.exact, &first.exact).or(self.candidates(&self.exact, &whole.exact));
        if let Some(found) = by_exact {
            return self.choose(found, &families, reference, note, None);
        }
        if let Some(found) =
            self.candidates(&self.loose, &first.loose).or_else(|| self.one_letter_off(&first.exact))
        {
            return self.choose(found, &families, reference, note, Some(Resolution::Likely));
        }
        if let Some(found) = self.candidates(&self.containers, &whole.exact) {
            return self.choose(found, &[], reference, note, Some(Resolution::Likely));
        }
        self.in_text(&first.exact, note)
    }

    fn candidates<'s>(&'s self, table: &'s HashMap<String, Vec<usize>>, key: &str) -> Option<Vec<&'s Work>> {
        let found = table.get(key).filter(|_| !key.is_empty())?;
        Some(found.iter().filter_map(|index| self.works.get(*index)).collect())
    }

    /// "Yurdakl" for "Yurdakul": one letter off the only name that comes close.
    fn one_letter_off(&self, family: &str) -> Option<Vec<&Work>> {
        if family.chars().count() < 5 || self.exact.len() > MOST_NAMES_COMPARED {
            return None;
        }
        let mut near = self.exact.keys().filter(|known| text::distance_within(known, family, 1).is_some());
        let only = near.next()?;
        near.next().is_none().then(|| self.candidates(&self.exact, only)).flatten()
    }

    /// Narrows works of one name down; each filter counts only if it leaves something.
    fn choose(
        &self,
        mut found: Vec<&Work>,
        families: &[FamilyKeys],
        reference: &BackReference,
        note: NoteId,
        cap: Option<Resolution>,
    ) -> Match {
        found.dedup_by_key(|work| work.source);
        // Of a shelf of works the newest before this note are looked at.
        let before = found.partition_point(|work| work.note < note);
        if before > MOST_WORKS_COMPARED {
            found.drain(..before - MOST_WORKS_COMPARED);
        }
        found.truncate(2 * MOST_WORKS_COMPARED);
        let mut reason = None;
        let earlier: Vec<&Work> = found.iter().copied().filter(|work| work.note < note).collect();
        if earlier.is_empty() {
            reason = Some(Reason::Forward);
        } else {
            found = earlier;
        }
        let authors =
            reference.author.map(|author| name::authors(self.text, author, false)).unwrap_or_default();
        let given = initials(self.text, &authors);
        let mut narrowed_by_guess = false;
        let mut narrow = |found: &mut Vec<&Work>, guess: bool, keep: &dyn Fn(&Work) -> bool| {
            let kept: Vec<&Work> = found.iter().copied().filter(|work| keep(work)).collect();
            if !kept.is_empty() && kept.len() < found.len() {
                *found = kept;
                narrowed_by_guess |= guess;
            }
        };
        if let Some(title) = reference.title {
            let title = text::skeleton(title.of(self.text));
            narrow(&mut found, false, &|work: &Work| in_order(&title, &work.title));
        }
        if !given.is_empty() {
            narrow(&mut found, false, &|work: &Work| {
                work.initials.starts_with(given.as_str()) || given.starts_with(work.initials.as_str())
            });
        }
        if families.len() > 1 {
            narrow(&mut found, false, &|work: &Work| {
                families.iter().all(|family| work.families.iter().any(|known| known.exact == family.exact))
            });
        }
        narrow(&mut found, true, &|work: &Work| fits(reference.wants, work.kind));
        if families.len() == 1 {
            narrow(&mut found, true, &|work: &Work| work.families.len() == 1);
        }
        match found.as_slice() {
            [] => Match::None,
            [work] => {
                let sure = if narrowed_by_guess || reason.is_some() {
                    Resolution::Likely
                } else {
                    Resolution::Certain
                };
                Match::One(work.source, cap.map_or(sure, |cap| sure.min(cap)), reason)
            }
            many => {
                let mut sources: Vec<&&Work> = many.iter().collect();
                sources.sort_by_key(|work| std::cmp::Reverse(work.note));
                Match::Several(sources.into_iter().map(|work| work.source).collect())
            }
        }
    }

    /// A note before this one whose words hold the name: the reference can be followed, whatever we made of the note.
    fn in_text(&self, family: &str, note: NoteId) -> Match {
        let words = self.words.get_or_init(|| self.names_in_text());
        let last = family.rsplit(' ').next().unwrap_or_default();
        let Some(found) = words.get(last) else { return Match::None };
        let before = found.partition_point(|other| *other < note);
        match before.checked_sub(1).and_then(|at| found.get(at)).or(found.last()) {
            Some(other) => Match::InText(*other),
            None => Match::None,
        }
    }

    /// The capitalised words of all notes that are no back-references.
    fn names_in_text(&self) -> HashMap<String, Vec<NoteId>> {
        let mut words: HashMap<String, Vec<NoteId>> = HashMap::new();
        for (at, note) in self.notes.iter().enumerate() {
            if note.shape == Shape::BackReference {
                continue;
            }
            let raw = note.body.of(self.text);
            let mut end = raw.len().min(WORDS_READ);
            while !raw.is_char_boundary(end) {
                end -= 1;
            }
            for word in Span::new(0, end)
                .of(raw)
                .split(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\'' | '-')))
            {
                if !word.starts_with(char::is_uppercase) {
                    continue;
                }
                let notes = words.entry(text::skeleton(word)).or_default();
                if notes.last() != Some(&NoteId::new(at)) {
                    notes.push(NoteId::new(at));
                }
            }
        }
        words
    }
}

/// The first letters of the given names of the first author, folded.
fn initials(text: &str, authors: &[Field<Name>]) -> String {
    let given = authors.first().and_then(|author| author.value.given);
    let words = given.map(|given| text::skeleton(given.of(text))).unwrap_or_default();
    words.split(' ').filter_map(|word| word.chars().next()).collect()
}

/// Whether all words of a short title stand in the title, in order.
fn in_order(short: &str, title: &str) -> bool {
    let mut words = title.split(' ');
    !short.is_empty() && short.split(' ').all(|wanted| words.any(|word| word == wanted))
}

/// Whether a work may be what a term asks for. An unknown kind fits everything.
pub(super) fn fits(wants: Wants, kind: Kind) -> bool {
    match wants {
        Wants::Anything | Wants::Work => true,
        Wants::Article | Wants::Paper => !matches!(kind, Kind::Book | Kind::Thesis | Kind::Report),
        Wants::Thesis => matches!(kind, Kind::Thesis | Kind::Unknown),
        Wants::Report => matches!(kind, Kind::Report | Kind::Web | Kind::Unknown),
    }
}
