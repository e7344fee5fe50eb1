//! From cites to sources: which works are one, and what every back-reference means.
//!
//! Every chain has an end and a reason; nothing is dropped. Nothing here reads text for terms: that was done in
//! `grammar/back`. Source: the design's rules R1–R17 after Chicago, MHRA, OSCOLA, GOST R 7.0.5 and ISNAD.

mod authors;
mod chains;
mod forwards;
mod gaps;
mod idem;
mod index;
mod inherited;
mod named;
mod numbers;
mod pages;
mod short;
mod sources;
mod works;

use crate::model::{
    BackKind, Chain, Cite, CiteId, CiteKind, Conflict, End, List, Marker, Note, Resolution, Source,
};
use crate::settings::Reading;

/// What the resolver found.
#[derive(Debug, Default)]
pub(crate) struct Resolved {
    pub(crate) sources: Vec<Source>,
    /// One for each cite that is a back-reference.
    pub(crate) chains: Vec<Option<Chain>>,
    pub(crate) conflicts: Vec<Conflict>,
}

/// Resolves all cites of a draft, and writes the source of each into it.
pub(crate) fn resolve(
    text: &str,
    notes: &mut [Note],
    lists: &[List],
    markers: &[Marker],
    cites: &mut [Cite],
    reading: Reading,
) -> Resolved {
    let same_authors = idem::authors(text, notes, cites);
    let (mut sources, conflicts) = sources::merge(text, cites);
    short::short_forms(text, notes, cites, &sources);
    let (mut chains, unnamed) = chains::chains(text, notes, lists, markers, cites, &sources, reading);
    for id in unnamed {
        if let Some(CiteKind::Back(reference)) = cites.get_mut(id.index()).map(|cite| &mut cite.kind) {
            (reference.author, reference.title, reference.kind) = (None, None, BackKind::Ibid);
        }
    }
    for (at, (cite, chain)) in cites.iter_mut().zip(&chains).enumerate() {
        let Some(Chain { end: End::Source(source, _), resolution, .. }) = chain else { continue };
        if *resolution < Resolution::Likely {
            continue;
        }
        cite.source = Some(*source);
        if let Some(source) = sources.get_mut(source.index()) {
            source.cites.push(CiteId::new(at));
        }
    }
    for (id, chain) in same_authors {
        if let Some(slot) = chains.get_mut(id.index()) {
            *slot = Some(chain);
        }
    }
    for source in &mut sources {
        source.cites.sort_unstable();
    }
    Resolved { sources, chains, conflicts }
}
