//! The terms by which a draft says "the same source": which language has them, and what they mean alone.

use std::collections::{BTreeMap, HashMap};

use super::Draft;
use crate::lang::index::{BackTerm, index};
use crate::lang::{self, Function, LanguageId, Wants};
use crate::model::{BackKind, BackReference, Chain, Cite, CiteId, CiteKind, End, SourceId};
use crate::span::Span;
use crate::text;

/// Terms without a stop that guides have, folded.
const STANDARD: &[&str] = &[
    "aao",
    "adi gecen eser",
    "adi gecen makale",
    "adi gecen tez",
    "age",
    "agm",
    "agt",
    "agy",
    "ayni eser",
    "ayni makale",
    "ayni yer",
    "ebenda",
    "idem",
    "там же",
];

/// Terms that stand beside others on purpose: "id." is an author, "ivi" is another page where "ibidem" is the same.
const OWN_FUNCTION: &[&str] = &["id.", "ivi"];

/// The titles of so many sources are asked for their language.
const MOST_SOURCES_READ: usize = 512;

/// A term that stands alone for the note before it.
#[derive(Debug)]
pub(crate) struct UsedTerm<'d> {
    pub(crate) cite: &'d Cite,
    /// The term with the stop that belongs to it.
    pub(crate) span: Span,
    /// Folded, without its stop.
    pub(crate) key: String,
    /// It means the very place in the source, not only the source.
    pub(crate) place: bool,
    /// Whether its letters are Latin.
    pub(crate) latin: bool,
}

/// A term that is not of the language of the text.
#[derive(Debug)]
pub(crate) struct ForeignTerm<'d> {
    pub(crate) id: CiteId,
    pub(crate) cite: &'d Cite,
    pub(crate) reference: &'d BackReference,
    pub(crate) language: LanguageId,
}

impl Draft<'_> {
    /// The terms for "the same source as before" that any source may have: neither "idem", which is an author, nor "same
    /// article", nor what is misspelt or foreign.
    pub(crate) fn terms(&self) -> Vec<UsedTerm<'_>> {
        let foreign: Vec<CiteId> = self.foreign_terms().into_iter().map(|term| term.id).collect();
        let mut terms = Vec::new();
        for (id, cite, reference, _) in self.leaning_cites() {
            let alone = reference.kind == BackKind::Ibid
                && reference.author.is_none()
                && reference.title.is_none()
                && reference.meant.is_none();
            if !alone || foreign.binary_search(&id).is_ok() {
                continue;
            }
            let words = reference.term.of(self.text());
            let readings = readings(words);
            let any = |reading: &&BackTerm| matches!(reading.term.wants, Wants::Anything | Wants::Work);
            let author = readings.iter().any(|reading| reading.function == Function::Idem);
            let own = readings.iter().any(|reading| OWN_FUNCTION.contains(&reading.term.text));
            let Some(reading) = readings.iter().find(any).filter(|_| !author && !own) else { continue };
            let key = text::skeleton(words);
            terms.push(UsedTerm {
                cite,
                span: self.with_stop(reference.term),
                key: key.strip_prefix("the ").map_or(key.clone(), str::to_owned),
                place: reading.term.place,
                latin: words.chars().find(|c| c.is_alphabetic()).is_some_and(|c| c < '\u{250}'),
            });
        }
        terms
    }

    /// The terms that are not of the language of the text, where that is beyond doubt. Latin is at home everywhere; so is the
    /// language of most entries, or of the source that is meant.
    pub(crate) fn foreign_terms(&self) -> Vec<ForeignTerm<'_>> {
        let Some(own) = self.language() else { return Vec::new() };
        let mut entries = None;
        let mut sources: HashMap<SourceId, Option<LanguageId>> = HashMap::new();
        let mut places: HashMap<&'static str, usize> = HashMap::new();
        let mut found = Vec::new();
        for (id, cite, reference, chain) in self.leaning_cites() {
            if reference.short || reference.meant.is_some() || reference.kind == BackKind::NoteRef {
                continue;
            }
            let readings = readings(reference.term.of(self.text()));
            let Some(first) = readings.first() else { continue };
            let at_home = |reading: &BackTerm| reading.language == own || reading.language.tag() == "la";
            if readings.iter().any(at_home) {
                continue;
            }
            if let End::Source(source, _) = chain.end {
                // Beyond that, nothing is told.
                if sources.len() >= MOST_SOURCES_READ {
                    break;
                }
                let language = *sources.entry(source).or_insert_with(|| self.source_language(source));
                if language == Some(first.language) {
                    continue;
                }
            }
            let entries = *entries.get_or_insert_with(|| self.entry_language());
            if entries == Some(first.language) {
                continue;
            }
            if first.term.place {
                *places.entry(first.language.tag()).or_default() += 1;
            }
            found.push((ForeignTerm { id, cite, reference, language: first.language }, first.term.place));
        }
        // "Same place." once or twice is how a house says "ibid.".
        let house = |language: LanguageId| places.get(language.tag()).is_some_and(|count| *count <= 2);
        found.retain(|(term, place)| !place || !house(term.language));
        found.into_iter().map(|(term, _)| term).collect()
    }

    /// Terms that readers of a language understand, but that its guides do not have: "Same place." for "Ibid.".
    pub(crate) fn nonstandard_terms(&self) -> Vec<(&Cite, Span, LanguageId)> {
        let foreign: Vec<CiteId> = self.foreign_terms().into_iter().map(|term| term.id).collect();
        let mut found = Vec::new();
        for (id, cite, reference, _) in self.leaning_cites() {
            let leans = reference.kind == BackKind::Ibid && reference.meant.is_none();
            if !leans || foreign.binary_search(&id).is_ok() {
                continue;
            }
            let words = reference.term.of(self.text());
            let readings = readings(words);
            let Some(first) = readings.first() else { continue };
            let abbreviated = readings.iter().any(|reading| reading.term.text.contains('.'));
            let latin = readings.iter().any(|reading| reading.language.tag() == "la");
            if abbreviated || latin || STANDARD.contains(&text::skeleton(words).as_str()) {
                continue;
            }
            let own = self.tongue.language();
            let own = own.filter(|own| readings.iter().any(|reading| reading.language == *own));
            found.push((cite, reference.term, own.unwrap_or(first.language)));
        }
        found
    }

    /// All back-references with their ids, in order.
    fn leaning_cites(&self) -> impl Iterator<Item = (CiteId, &Cite, &BackReference, &Chain)> {
        self.cites.iter().zip(&self.chains).enumerate().filter_map(|(at, (cite, chain))| {
            match (&cite.kind, chain) {
                (CiteKind::Back(reference), Some(chain)) => Some((CiteId::new(at), cite, reference, chain)),
                _ => None,
            }
        })
    }

    /// The term with the stop directly behind it.
    pub(crate) fn with_stop(&self, term: Span) -> Span {
        let stop = self.text().get(term.end()..).is_some_and(|rest| rest.starts_with('.'));
        Span::new(term.start(), term.end() + usize::from(stop))
    }

    /// The language of a source, by its title.
    fn source_language(&self, source: SourceId) -> Option<LanguageId> {
        let first = self.sources.get(source.index()).and_then(|source| self.cite(source.first))?;
        let CiteKind::Full(citation) = &first.kind else { return None };
        let fields = [citation.title.as_ref(), citation.container.as_ref()];
        lang::guess(fields.into_iter().flatten().map(|field| self.words(field))).map(|(language, _)| language)
    }

    /// The language of most entries: of their labels, or of their titles.
    fn entry_language(&self) -> Option<LanguageId> {
        let mut labels: BTreeMap<&'static str, usize> = BTreeMap::new();
        for (_, tag) in self.citations().filter_map(|(_, _, citation)| citation.access_label) {
            *labels.entry(tag).or_default() += 1;
        }
        let all: usize = labels.values().sum();
        let own = self.language().map(LanguageId::tag);
        let most = labels.into_iter().find(|(tag, count)| Some(*tag) != own && count * 2 >= all);
        most.and_then(|(tag, _)| LanguageId::from_tag(tag)).or_else(|| {
            let titles = self.citations().filter_map(|(_, _, citation)| citation.title.as_ref());
            lang::guess(titles.map(|title| self.words(title))).map(|(language, _)| language)
        })
    }
}

/// What a term may be, in each language that has it.
pub(super) fn readings(words: &str) -> &'static [BackTerm] {
    let folded = text::folded(words);
    let found = index().back_term(&folded).filter(|(length, _)| *length == folded.len());
    found.map_or(&[], |(_, readings)| readings)
}
