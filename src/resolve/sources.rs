//! Which full citations mean one work (R2): the same DOI, the same page, the same author and title, or the same title,
//! container and date. An empty part never agrees with an empty part.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::authors::{Spellings, family_keys};
use super::numbers::Numbers;
use crate::model::{
    Citation, Cite, CiteId, CiteKind, Conflict, ConflictOf, Field, Source, SourceId, Sure, Text,
};
use crate::text;

/// A title of so many characters may be misspelt by a letter or two; in a shorter one they make another title.
const SHORTEST_MISSPELT: usize = 20;

/// The parts by which two citations are compared; what need only be equal is kept as a hash.
struct Parts {
    doi: Option<u64>,
    page: Option<u64>,
    title: Option<String>,
    /// A title that is only guessed proves nothing, but two that differ are not taken for one.
    title_is_guessed: bool,
    families: Vec<String>,
    names: Vec<Spellings>,
    container: Option<u64>,
    issued: Option<u64>,
    day: Option<NaiveDate>,
    /// The part of the page that the address names.
    fragment: Option<u64>,
    numbers: Numbers,
    /// An account, whose address is that of all it says.
    is_account: bool,
}

impl Parts {
    fn of(text: &str, cite: &Cite, citation: &Citation) -> Parts {
        let words = |field: &Option<Field<Text>>, least: Sure| {
            let field = field.as_ref().filter(|field| field.sure >= least);
            field.map(|field| text::skeleton(field.words(text))).filter(|words| !words.is_empty())
        };
        let keys = family_keys(text, &citation.authors);
        let page = citation.link.as_ref().filter(|link| link.value.has_path).map(|link| link.value.key);
        // Names are held against each other only where two works share a page.
        let named = page.map(|_| citation.authors.as_slice()).unwrap_or_default();
        Parts {
            doi: citation.doi.as_ref().map(|doi| hash(&doi.words(text).to_lowercase())),
            page,
            title: words(&citation.title, Sure::Guess),
            title_is_guessed: citation.title.as_ref().is_some_and(|title| title.sure == Sure::Guess),
            families: keys.into_iter().map(|keys| keys.exact).collect(),
            names: named.iter().map(|author| Spellings::of(text, author)).collect(),
            container: words(&citation.container, Sure::Likely).map(|words| hash(&words)),
            issued: citation.issued.as_ref().and_then(|issued| issued.value.iso()).map(|iso| hash(&iso)),
            day: citation.issued.as_ref().and_then(|issued| issued.value.day()),
            fragment: citation
                .link
                .as_ref()
                .and_then(|link| link.address(text).split_once('#'))
                .map(|(_, part)| hash(part)),
            numbers: Numbers::of(text, cite, citation),
            is_account: citation.authors.iter().any(|author| author.span.of(text).starts_with('@')),
        }
    }

    /// The title, if it is more than guessed.
    fn told_title(&self) -> Option<&str> {
        self.title.as_deref().filter(|_| !self.title_is_guessed)
    }

    /// Whether the titles are those of two works; one may be a shortened form of the other.
    fn conflicts_in_title(&self, other: &Parts) -> bool {
        match (&self.title, &other.title) {
            (Some(mine), Some(theirs)) => {
                let shortened = mine.starts_with(theirs.as_str()) || theirs.starts_with(mine.as_str());
                // "Part 2" and "Part 3" are two works, not a slip.
                let digits = |title: &str| title.chars().filter(char::is_ascii_digit).collect::<String>();
                let long = mine.chars().count() >= SHORTEST_MISSPELT;
                // A guess may have taken in what stands around the title.
                let guessed = self.title_is_guessed || other.title_is_guessed;
                let slips = if guessed { 1 } else { 2 };
                let misspelt = long
                    && digits(mine) == digits(theirs)
                    && text::distance_within(mine, theirs, slips).is_some();
                let inside = guessed && (mine.contains(theirs.as_str()) || theirs.contains(mine.as_str()));
                let numbered = shortened && guessed && digits(mine) != digits(theirs);
                !(shortened && !numbered || misspelt || inside && !numbered)
            }
            _ => false,
        }
    }

    /// Whether different titles at one address are a fault of one of them: not where each names its own part of the page,
    /// its own pages or its own day.
    fn blames_title(&self, other: &Parts) -> bool {
        let told = self.told_title().is_some() && other.told_title().is_some();
        let days = self.day.is_some() && other.day.is_some() && self.day != other.day;
        let account = self.is_account && other.is_account;
        let pages = self.numbers.name_other_pages(&other.numbers);
        told && self.fragment == other.fragment && !(pages || days || account)
    }

    /// A series under one title: pages, dates or numbers that differ stay apart.
    fn is_another_issue(&self, other: &Parts) -> bool {
        let pages = self.page.is_some() && other.page.is_some();
        let dates = self.issued.is_some() && other.issued.is_some() && self.issued != other.issued;
        pages || dates || self.numbers.differ(&other.numbers)
    }

    /// A page that is written anew each day.
    fn is_another_day(&self, other: &Parts) -> bool {
        self.day.is_some() && other.day.is_some() && self.day != other.day
    }

    fn conflicts_in_author(&self, other: &Parts) -> bool {
        let shared = self.names.iter().any(|name| other.names.iter().any(|theirs| name.meets(theirs)));
        !self.names.is_empty() && !other.names.is_empty() && !shared
    }
}

/// The works met so far, by each way to know them again.
#[derive(Default)]
struct Known {
    by_doi: HashMap<u64, usize>,
    /// The first source of a page, and the latest that another title opened.
    by_page: HashMap<u64, (usize, usize)>,
    by_author_and_title: HashMap<(u64, u64), usize>,
    by_title_container_date: HashMap<(u64, u64, u64), usize>,
}

/// Gives every full citation its source; returns the sources in order of first use.
pub(super) fn merge(text: &str, cites: &mut [Cite]) -> (Vec<Source>, Vec<Conflict>) {
    let mut sources: Vec<Source> = Vec::new();
    let mut parts_of_first: Vec<Parts> = Vec::new();
    let mut conflicts = Vec::new();
    let mut known = Known::default();
    for (at, cite) in cites.iter_mut().enumerate() {
        let CiteKind::Full(citation) = &cite.kind else { continue };
        let id = CiteId::new(at);
        let parts = Parts::of(text, cite, citation);
        let (found, conflict) = known.find(&parts, &parts_of_first);
        if let Some((index, what)) = conflict
            && let Some(earlier) = sources.get(index)
        {
            conflicts.push(Conflict { cite: id, earlier: earlier.first, what });
        }
        let index = found.unwrap_or(sources.len());
        known.learn(&parts, index);
        cite.source = Some(SourceId::new(index));
        match sources.get_mut(index) {
            Some(source) => source.cites.push(id),
            None => {
                sources.push(Source { first: id, first_note: cite.note, cites: vec![id] });
                parts_of_first.push(parts);
            }
        }
    }
    (sources, conflicts)
}

impl Known {
    /// The source that these parts mean, or the one they would mean but for a conflict.
    fn find(&self, parts: &Parts, firsts: &[Parts]) -> (Option<usize>, Option<(usize, ConflictOf)>) {
        if let Some(index) = parts.doi.and_then(|doi| self.by_doi.get(&doi)) {
            return (Some(*index), None);
        }
        let mut conflict = None;
        if let Some((first, latest)) = parts.page.and_then(|page| self.by_page.get(&page)) {
            for index in [first, latest] {
                let Some(theirs) = firsts.get(*index) else { continue };
                if parts.conflicts_in_title(theirs) {
                    if parts.blames_title(theirs) {
                        conflict.get_or_insert((*first, ConflictOf::Title));
                    }
                    continue;
                }
                if parts.is_another_day(theirs) {
                    continue;
                }
                let authors = parts.conflicts_in_author(theirs).then_some((*index, ConflictOf::Author));
                return (Some(*index), authors);
            }
            return (None, conflict);
        }
        let title = parts.told_title().map(hash);
        let by_author = title
            .zip(parts.families.first())
            .and_then(|(title, family)| self.by_author_and_title.get(&(hash(family), title)));
        let by_container = || self.by_title_container_date.get(&(title?, parts.container?, parts.issued?));
        let found = by_author.or_else(by_container).copied();
        let apart =
            found.and_then(|index| firsts.get(index)).is_some_and(|theirs| parts.is_another_issue(theirs));
        (found.filter(|_| !apart), None)
    }

    fn learn(&mut self, parts: &Parts, index: usize) {
        if let Some(doi) = parts.doi {
            self.by_doi.entry(doi).or_insert(index);
        }
        if let Some(page) = parts.page {
            self.by_page.entry(page).and_modify(|(_, latest)| *latest = index).or_insert((index, index));
        }
        let Some(title) = parts.told_title().map(hash) else { return };
        if let Some(family) = parts.families.first() {
            self.by_author_and_title.entry((hash(family), title)).or_insert(index);
        }
        if let (Some(container), Some(issued)) = (parts.container, parts.issued) {
            self.by_title_container_date.entry((title, container, issued)).or_insert(index);
        }
    }
}

fn hash(words: &str) -> u64 {
    text::fnv1a(&[words.as_bytes()])
}
