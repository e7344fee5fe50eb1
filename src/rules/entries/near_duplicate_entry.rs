//! Two notes give what looks like one source, but for a letter.
//!
//! # Why
//! One of them was mistyped, and the source counts twice.
//!
//! All but one letter has to agree: the title of two notes whose addresses differ by a letter or by capitals, or author and
//! year where the titles do. A letter for another makes another title ("Iran", "Iraq"), a number another page.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Ports grew again.[2]
//!
//! [1] “The Ports of the Coast Grow Again”, Harbour Daily, https://harbour.example/ports-grow, (Accessed: 02.02.2024).
//!
//! [2] “The Ports of the Coast Grow Again”, Harbour Daily, https://harbour.example/ports-grown, (Accessed: 09.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Ports grew again.[2]
//!
//! [1] “The Weekly Report of the Ports”, Harbour Daily, https://harbour.example/week-1, (Accessed: 02.02.2024).
//!
//! [2] “The Weekly Report of the Ports”, Harbour Daily, https://harbour.example/week-2, (Accessed: 09.02.2024).
//! ```
//!
//! # Source
//! bibtex-tidy looks for duplicates by key, title and author; titles under twenty letters differ by a letter too easily.

use std::collections::HashMap;

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Citation, Cite, CiteKind, Label, NoteId, Sure};
use crate::text;

/// A source that is another but for a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} gives almost the source of note {first_label}: the {differs} differs by {}", if *.capitals { "capitals" } else { "a letter" })]
pub struct NearDuplicateEntry {
    #[serde(skip)]
    label: Label,
    #[serde(skip)]
    first_label: Label,
    /// The note that gives the other.
    pub first: NoteId,
    /// Where the letter is: "title" or "address".
    pub differs: &'static str,
    /// Whether only small letters and capitals differ.
    pub capitals: bool,
}

/// A title of so many characters is its work; a shorter one differs from others by a letter.
const SHORTEST_TITLE: usize = 20;

/// A piece of an address of so many characters can be mistyped; "a" and "b" are two pages.
const SHORTEST_PIECE: usize = 6;

/// Of those that look alike, so many are compared.
const MOST_COMPARED: usize = 8;

/// So many letters at each end of a title sort it.
const ENDS: usize = 8;

/// What is compared of a source.
struct Entry<'d> {
    cite: &'d Cite,
    citation: &'d Citation,
    title: String,
    address: String,
}

impl Rule for NearDuplicateEntry {
    type Options = ();
    const META: Meta = Meta::new("IB207", "near-duplicate-entry", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut entries: Vec<Entry<'_>> = Vec::new();
        let mut alike: HashMap<u64, Vec<usize>> = HashMap::new();
        for source in &draft.sources {
            let Some(entry) = draft.cite(source.first).and_then(|cite| entry(draft, cite)) else { continue };
            let keys = keys(&entry);
            let mut met: Vec<usize> =
                keys.iter().filter_map(|key| alike.get(key)).flatten().copied().collect();
            met.sort_unstable();
            met.dedup();
            let twin = met
                .into_iter()
                .filter_map(|at| entries.get(at))
                .find_map(|first| Some((first, differs(draft, first, &entry)?)));
            if let Some((first, (differs, capitals))) = twin {
                let label = draft.label(entry.cite.note);
                let first_label = draft.label(first.cite.note);
                let note = first.cite.note;
                let place = |entry: &Entry<'_>| match (differs, &entry.citation.link, &entry.citation.title) {
                    ("address", Some(link), _) => link.span,
                    (_, _, Some(title)) => title.span,
                    _ => entry.cite.span,
                };
                let (here, there) = (place(&entry), place(first));
                out.report(here, NearDuplicateEntry { label, first_label, first: note, differs, capitals })
                    .note(entry.cite.note)
                    .sure(Sure::Likely)
                    .label("the same source?")
                    .related("almost the same", Some(note), there)
                    .help("if it is one source, give it once and point back to it");
            }
            for key in keys {
                let known = alike.entry(key).or_default();
                if known.len() < MOST_COMPARED {
                    known.push(entries.len());
                }
            }
            entries.push(entry);
        }
    }
}

fn entry<'d>(draft: &'d Draft<'_>, cite: &'d Cite) -> Option<Entry<'d>> {
    let CiteKind::Full(citation) = &cite.kind else { return None };
    let told = citation.title.as_ref().filter(|title| title.sure >= Sure::Likely);
    let title = told.map(|title| text::skeleton(draft.words(title))).unwrap_or_default();
    let link = citation.link.as_ref().filter(|link| link.value.has_path && link.value.faults.is_empty());
    let address = link.map(|link| bare(draft.address(link)).to_owned()).unwrap_or_default();
    Some(Entry { cite, citation, title, address })
}

/// An address without scheme, `www.` and the slash at its end.
fn bare(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

/// What entries that look alike share, hashed: an address but for capitals, a title, one end of a title.
fn keys(entry: &Entry<'_>) -> Vec<u64> {
    let key = |what: &str, words: &str| text::fnv1a(&[what.as_bytes(), words.as_bytes()]);
    let mut keys = Vec::with_capacity(4);
    if !entry.address.is_empty() {
        keys.push(key("address ", &entry.address.to_lowercase()));
    }
    let title = entry.title.as_str();
    if title.chars().count() >= SHORTEST_TITLE {
        let start = title.char_indices().nth(ENDS).map_or(title.len(), |(at, _)| at);
        let end = title.char_indices().rev().nth(ENDS - 1).map_or(0, |(at, _)| at);
        keys.push(key("title ", title));
        keys.push(key("start ", title.get(..start).unwrap_or_default()));
        keys.push(key("end ", title.get(end..).unwrap_or_default()));
    }
    keys
}

/// Where two sources differ by a letter while the rest agrees.
fn differs(draft: &Draft<'_>, first: &Entry<'_>, second: &Entry<'_>) -> Option<(&'static str, bool)> {
    let dates = |entry: &Entry<'_>| entry.citation.issued.as_ref().and_then(|issued| issued.value.iso());
    let (earlier, later) = (dates(first), dates(second));
    if earlier.is_some() && later.is_some() && earlier != later {
        return None;
    }
    let titled =
        first.title.chars().count() >= SHORTEST_TITLE && second.title.chars().count() >= SHORTEST_TITLE;
    let same_title = titled && first.title == second.title;
    if !first.address.is_empty() && !second.address.is_empty() {
        let capitals = first.address != second.address && first.address.eq_ignore_ascii_case(&second.address);
        let agree = same_title || (capitals && !first.title.is_empty() && first.title == second.title);
        let slip = agree && (capitals || is_mistyped_page(&first.address, &second.address));
        return slip.then_some(("address", capitals));
    }
    let names = |entry: &Entry<'_>| -> Vec<String> {
        entry.citation.authors.iter().map(|author| text::skeleton(author.span.of(draft.text()))).collect()
    };
    let outlet =
        |entry: &Entry<'_>| entry.citation.container.as_ref().map(|field| text::skeleton(draft.words(field)));
    let authors = !names(first).is_empty() && names(first) == names(second);
    let dated = earlier.is_some() && earlier == later;
    let housed = outlet(first).is_some() && outlet(first) == outlet(second);
    let numbered = first.cite.locator.map(|locator| locator.span.of(draft.text()).to_owned());
    let elsewhere = second.cite.locator.map(|locator| locator.span.of(draft.text()).to_owned());
    let agree = authors && dated && (housed || outlet(first).is_none() && outlet(second).is_none());
    let same_volume =
        volume(draft, first) == volume(draft, second) && (numbered.is_none() || elsewhere.is_some());
    (titled && agree && same_volume && is_slip(&first.title, &second.title)).then_some(("title", false))
}

fn volume(draft: &Draft<'_>, entry: &Entry<'_>) -> [Option<String>; 3] {
    let citation = entry.citation;
    [&citation.volume, &citation.issue, &citation.number]
        .map(|field| field.as_ref().map(|field| draft.words(field).to_owned()))
}

/// Whether one letter of one long piece differs between two addresses of one host.
fn is_mistyped_page(first: &str, second: &str) -> bool {
    let pieces = |address: &str| -> Vec<String> { address.split('/').map(str::to_owned).collect() };
    let (first, second) = (pieces(first), pieces(second));
    if first.len() != second.len() || first.first() != second.first() {
        return false;
    }
    let mut apart = first.iter().zip(&second).filter(|(one, other)| one != other);
    matches!((apart.next(), apart.next()), (Some((one, other)), None)
        if one.len().min(other.len()) >= SHORTEST_PIECE && is_slip(one, other))
}

/// Whether a letter too many, one too few, or two that changed places make one text of the other. A letter for another makes
/// another word: "Iran" and "Iraq".
fn is_slip(first: &str, second: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (first.chars().collect(), second.chars().collect());
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let room = one.len().min(other.len()) - start;
    let end = one.iter().rev().zip(other.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    let apart = |letters: &[char]| letters.get(start..letters.len() - end).unwrap_or_default().to_vec();
    let slip = match (apart(&one).as_slice(), apart(&other).as_slice()) {
        ([letter], []) | ([], [letter]) => !letter.is_ascii_digit(),
        ([a, b], [c, d]) => a == d && b == c && !a.is_ascii_digit() && !b.is_ascii_digit(),
        _ => false,
    };
    slip && !ends_in_numeral(first, second)
}

/// "Part I" and "Part II" are two works.
fn ends_in_numeral(first: &str, second: &str) -> bool {
    let numeral = |word: &&str| {
        !word.is_empty() && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c' | 'm'))
    };
    let words = first.split([' ', '-', '_']).zip(second.split([' ', '-', '_']));
    words.filter(|(one, other)| one != other).any(|(one, other)| {
        numeral(&one) && numeral(&other) || one.chars().count().max(other.chars().count()) < 4
    })
}
