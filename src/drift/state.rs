//! What a version of a draft means, note by note, as hashes.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::key::{Key, Words};
use crate::model::{
    Antecedent, BackKind, BackReference, Chain, Citation, Cite, CiteKind, End, Field, Label, Note, NoteId,
    Resolution, Source, SourceId, Text,
};
use crate::span::Span;
use crate::text;

/// The words of a claim are looked for in so many bytes before its marker.
const LONGEST_CLAIM: usize = 400;

/// So many words of a claim are kept.
const MOST_WORDS: usize = 48;

/// What the notes of one version mean, in the order of its lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Its notes.
    pub notes: Vec<NoteState>,
    /// The version of the program that stored it, where it is another one than this.
    #[serde(skip)]
    pub written_by: Option<String>,
}

/// What one note means.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteState {
    /// Its number.
    #[serde(rename = "note", serialize_with = "Label::serialize_counted")]
    pub label: Label,
    /// Its text, folded.
    pub text: Key,
    /// The sources it gives in full, each by all that identifies it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceKeys>,
    /// What its back-references mean, one for each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leans: Vec<Lean>,
    /// The words of the sentence that calls it, sorted.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub claim: Words,
    /// The note that its first back-reference leans on directly; of this version alone.
    #[serde(skip)]
    pub(crate) next: Option<usize>,
}

/// What identifies a source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceKeys {
    /// Its DOI, address, or author and title: two that share one are one source.
    pub keys: Vec<Key>,
    /// Its author and year: the same note with another title may still be this source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loose: Option<Key>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Key>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Key>,
    /// Its dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<Key>,
}

impl SourceKeys {
    /// Whether one may be the other with a slip mended: its author and year, its title or its address is the same.
    pub(crate) fn is_mended(&self, other: &SourceKeys) -> bool {
        let same = |one: Option<Key>, other: Option<Key>| one.is_some() && one == other;
        same(self.loose, other.loose) || same(self.title, other.title) || same(self.address, other.address)
    }

    /// Whether both are surely one source.
    pub(crate) fn is(&self, other: &SourceKeys) -> bool {
        self.keys.iter().any(|key| other.keys.contains(key))
    }
}

/// What a back-reference means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lean {
    /// Where it leads.
    pub target: Meaning,
    /// The page it means, where it inherits one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<Key>,
    /// It names the number of a note.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_number: bool,
    /// The note that gives what it means, by its place in this version.
    #[serde(skip)]
    pub(crate) at: Option<usize>,
    /// The note that states the page it inherits.
    #[serde(skip)]
    pub(crate) from: Option<usize>,
    /// It leans on what stands before it, and names nothing.
    #[serde(skip)]
    pub(crate) plain: bool,
    /// The notes it could mean, where it could mean several.
    #[serde(skip)]
    pub(crate) candidates: Vec<usize>,
}

/// Where a back-reference leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Meaning {
    /// To a source.
    Source(SourceKeys),
    /// To a note that gives no source that could be read, by its text.
    Note(Key),
    /// To one of several.
    Several,
    /// Nowhere.
    Nothing,
}

/// The facts of a draft that its meaning is made of.
pub(crate) struct View<'a> {
    pub(crate) text: &'a str,
    pub(crate) notes: &'a [Note],
    pub(crate) cites: &'a [Cite],
    pub(crate) sources: &'a [Source],
    pub(crate) chains: &'a [Option<Chain>],
    /// The first marker of each note.
    pub(crate) calls: HashMap<NoteId, Span>,
}

/// What is hashed once: the sources, and the texts of the notes.
struct Known {
    sources: Vec<SourceKeys>,
    texts: Vec<Key>,
}

impl Known {
    fn text(&self, note: NoteId) -> Key {
        self.texts.get(note.index()).copied().unwrap_or_default()
    }
}

impl View<'_> {
    /// What the notes mean.
    pub(crate) fn state(&self) -> State {
        // A run of references may lean on one long note: each text and each source is hashed once.
        let known = Known {
            sources: self.sources.iter().map(|source| self.source(source)).collect(),
            texts: self.notes.iter().map(|note| hash(&text::skeleton(note.body.of(self.text)))).collect(),
        };
        let notes = self.notes.iter().enumerate().map(|(at, note)| self.note(NoteId::new(at), note, &known));
        State { notes: notes.collect(), written_by: None }
    }

    fn note(&self, id: NoteId, note: &Note, known: &Known) -> NoteState {
        let mut state = NoteState {
            label: note.label,
            text: known.text(id),
            claim: self.calls.get(&id).map(|call| claim(self.text, *call)).unwrap_or_default(),
            ..NoteState::default()
        };
        for cite_id in note.cites() {
            let Some(cite) = self.cites.get(cite_id.index()) else { continue };
            match &cite.kind {
                CiteKind::Full(citation) => {
                    let source = cite.source.and_then(|id| self.sources.get(id.index()));
                    let shared = cite.source.and_then(|id| known.sources.get(id.index()));
                    let mut own = match shared {
                        Some(shared) if source.is_some_and(|source| source.first == cite_id) => {
                            shared.clone()
                        }
                        _ => self.keys(cite, citation),
                    };
                    // Where the citation is one of several of its source, that source's keys count too.
                    own.keys.extend(shared.into_iter().flat_map(|shared| shared.keys.iter().copied()));
                    own.keys.sort_unstable();
                    own.keys.dedup();
                    state.sources.push(own);
                }
                CiteKind::Back(reference) => {
                    let Some(Some(chain)) = self.chains.get(cite_id.index()) else { continue };
                    if state.leans.is_empty() {
                        state.next = match chain.next {
                            Some(Antecedent::Note(next)) => Some(next.index()),
                            _ => None,
                        };
                    }
                    state.leans.push(self.lean(cite, reference, chain, known));
                }
                CiteKind::Unknown => {}
            }
        }
        state
    }

    fn lean(&self, cite: &Cite, reference: &BackReference, chain: &Chain, known: &Known) -> Lean {
        let by_number = reference.kind == BackKind::NoteRef && !reference.relative;
        let ambiguous = chain.resolution == Resolution::Ambiguous;
        let (target, at) = match chain.end {
            _ if ambiguous => (Meaning::Several, None),
            End::Source(source, first) => {
                let keys = known.sources.get(SourceId::index(source)).cloned();
                (keys.map_or(Meaning::Nothing, Meaning::Source), Some(first.index()))
            }
            End::UnreadNote(note) | End::Author(note) | End::NotACitation(note) => {
                (Meaning::Note(known.text(note)), Some(note.index()))
            }
            End::Several => (Meaning::Several, None),
            End::Nothing => (Meaning::Nothing, None),
        };
        let inherited = chain.locator.filter(|(_, from)| cite.locator.is_none() && *from != cite.note);
        Lean {
            target,
            page: inherited.map(|(page, _)| hash(&text::skeleton(page.span.of(self.text)))),
            by_number,
            plain: !by_number && reference.author.is_none() && reference.title.is_none(),
            from: inherited.map(|(_, from)| from.index()),
            at,
            candidates: chain.candidates.iter().map(|note| note.index()).collect(),
        }
    }

    fn source(&self, source: &Source) -> SourceKeys {
        let first = self.cites.get(source.first.index());
        match first.map(|cite| (cite, &cite.kind)) {
            Some((cite, CiteKind::Full(citation))) => self.keys(cite, citation),
            _ => SourceKeys::default(),
        }
    }

    fn keys(&self, cite: &Cite, citation: &Citation) -> SourceKeys {
        let words = |field: &Option<Field<Text>>| {
            let words = field.as_ref().map(|field| text::skeleton(field.words(self.text)));
            words.filter(|words| !words.is_empty())
        };
        let title = words(&citation.title);
        let author = citation.authors.first().map(|author| text::skeleton(author.value.family.of(self.text)));
        let issued = citation.issued.as_ref().and_then(|issued| issued.value.iso());
        let accessed = citation.accessed.as_ref().and_then(|accessed| accessed.value.iso());
        let page = citation.link.as_ref().filter(|link| link.value.has_path).map(|link| link.value.key);
        let doi = citation.doi.as_ref().map(|doi| doi.words(self.text).to_lowercase());
        let mut keys: Vec<Key> = Vec::new();
        keys.extend(doi.as_deref().map(|doi| tagged("doi", doi)));
        keys.extend(page.map(Key));
        if let Some(title) = &title {
            match (&author, words(&citation.container)) {
                (Some(author), _) => keys.push(tagged(author, title)),
                (None, Some(container)) if keys.is_empty() => keys.push(tagged(&container, title)),
                (None, _) if keys.is_empty() => keys.push(tagged("title", title)),
                _ => {}
            }
        }
        if keys.is_empty() {
            keys.push(tagged("text", &text::skeleton(cite.span.of(self.text))));
        }
        let year = issued.as_deref().and_then(|iso| iso.get(..4)).unwrap_or_default();
        let dates = [issued.as_deref(), accessed.as_deref()];
        SourceKeys {
            keys,
            loose: author.map(|author| tagged(&author, year)),
            title: title.as_deref().map(hash),
            address: citation.link.as_ref().map(|link| Key(link.value.key)),
            dates: dates
                .iter()
                .any(Option::is_some)
                .then(|| hash(&dates.map(Option::unwrap_or_default).join("/"))),
        }
    }
}

fn hash(words: &str) -> Key {
    Key(text::fnv1a(&[words.as_bytes()]))
}

fn tagged(tag: &str, words: &str) -> Key {
    Key(text::fnv1a(&[tag.as_bytes(), &[0x1F], words.as_bytes()]))
}

/// The words of the sentence before a marker, hashed and sorted.
fn claim(draft: &str, call: Span) -> Words {
    let before = draft.get(..call.start()).unwrap_or_default();
    let from = text::ceiling(before, before.len().saturating_sub(LONGEST_CLAIM));
    let window = before.get(from..).unwrap_or_default();
    let line = window.rsplit(['\n', '\r']).next().unwrap_or_default();
    // The stop of the sentence itself stands directly before its marker.
    let body = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    let ends = ['.', '!', '?', '。', '！', '？', ']'];
    let start = body.char_indices().rev().find_map(|(at, c)| {
        let behind = at + c.len_utf8();
        let next = body.get(behind..)?.chars().next()?;
        (ends.contains(&c) && (next.is_whitespace() || text::is_unspaced(next))).then_some(behind)
    });
    let sentence = body.get(start.unwrap_or(0)..).unwrap_or_default();
    let skeleton = text::skeleton(sentence);
    let mut words: Vec<u16> = skeleton
        .split(' ')
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(|word| u16::try_from(hash(word).0 & 0xFFFF).unwrap_or_default())
        .collect();
    words.sort_unstable();
    Words(words)
}
