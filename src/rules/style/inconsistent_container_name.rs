//! One outlet is spelt in two ways.
//!
//! # Why
//! "AP" and "Associated Press News" at one address look like two outlets, and a list sorted by outlet tears them apart.
//!
//! One spelling has to be the other's initials, its beginning, or the same but for a letter; other names at one address are
//! sections or the many outlets of a portal. At least three entries, and two thirds of them in one spelling, show which.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily News, https://harbour.example/news/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily News, https://harbour.example/news/l, (Accessed: 02.02.2024).
//!
//! [3] “Roads Wait”, HDN, https://harbour.example/news/r, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour, https://harbour.example/news/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour, https://harbour.example/news/l, (Accessed: 02.02.2024).
//!
//! [3] “Yollar Bekliyor”, Harbour Türkçe, https://harbour.example/turkce/r, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! PerfectIt looks for a name in two spellings; the host says here that it is one outlet.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Kind, Label, NoteId, Sure};
use crate::span::Span;
use crate::text;

/// An outlet under another name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} calls {} what most notes call {}", text::quote(.typed), text::quote(.usual))]
pub struct InconsistentContainerName {
    /// The number of the note.
    pub label: Label,
    /// The outlet as typed here.
    pub typed: String,
    /// As most notes of this host have it.
    pub usual: String,
    /// The host.
    pub host: String,
}

/// So few entries of a host show no habit.
const FEWEST_ENTRIES: usize = 3;

/// A name of so many letters may be mistyped; a shorter one is another.
const SHORTEST_MISTYPED: usize = 6;

/// No name of an outlet is longer.
const LONGEST_NAME: usize = 80;

/// One entry of a host.
struct Entry {
    note: NoteId,
    span: Span,
    key: String,
    /// The first piece of its path, which names a section.
    section: String,
}

impl Rule for InconsistentContainerName {
    type Options = ();
    const META: Meta = Meta::new("IB603", "inconsistent-container-name", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut by_host: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
        for (_, cite, citation) in draft.citations() {
            let (Some(link), Some(container)) = (&citation.link, &citation.container) else { continue };
            // A library of journals has many outlets at one address.
            let issue = citation.doi.is_some() || citation.volume.is_some() || citation.issue.is_some();
            if issue || !matches!(citation.kind, Kind::News | Kind::Web | Kind::Magazine | Kind::Unknown) {
                continue;
            }
            let Some(host) = link.value.host.as_deref().filter(|_| container.sure >= Sure::Likely) else {
                continue;
            };
            let address = draft.address(link);
            let path = address.split_once("://").map_or(address, |(_, rest)| rest);
            let mut pieces = path.split('/').skip(1);
            let section = pieces.next().filter(|_| pieces.next().is_some()).unwrap_or_default().to_owned();
            let key = text::skeleton(draft.words(container));
            let host = host.strip_prefix("www.").unwrap_or(host);
            by_host.entry(host).or_default().push(Entry {
                note: cite.note,
                span: container.span,
                key,
                section,
            });
        }
        for (host, entries) in by_host {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            entries.iter().for_each(|entry| *counts.entry(entry.key.as_str()).or_default() += 1);
            let Some((usual, most)) = counts.into_iter().max_by_key(|(_, count)| *count) else { continue };
            if entries.len() < FEWEST_ENTRIES || most * 3 < entries.len() * 2 || most == entries.len() {
                continue;
            }
            let Some(first) = entries.iter().find(|entry| entry.key == usual) else { continue };
            let spelling = text::squeeze(first.span.of(draft.text()));
            let odd = entries.iter().filter(|entry| entry.key != usual && is_spelling(draft, entry, first));
            for entry in odd {
                let fault = InconsistentContainerName {
                    label: draft.label(entry.note),
                    typed: text::squeeze(entry.span.of(draft.text())),
                    usual: spelling.clone(),
                    host: host.to_owned(),
                };
                out.report(entry.span, fault)
                    .note(entry.note)
                    .sure(Sure::Likely)
                    .label("another name for one outlet")
                    .related(format!("so in {most} of {} notes", entries.len()), Some(first.note), first.span)
                    .help(format!("write {}", text::quote(&spelling)));
            }
        }
    }
}

/// Whether two names are spellings of one.
fn is_spelling(draft: &Draft<'_>, entry: &Entry, usual: &Entry) -> bool {
    let (one, other) = (entry.key.as_str(), usual.key.as_str());
    let initials = |short: &Entry, long: &str| {
        let typed = short.span.of(draft.text());
        let words = long.split(' ').count();
        let capitals =
            !typed.contains(char::is_lowercase) && (2..=words).contains(&short.key.chars().count());
        capitals
            && long
                .split(' ')
                .filter_map(|word| word.chars().next())
                .collect::<String>()
                .starts_with(&short.key)
    };
    // "BBC" and "BBC Türkçe" share a host, and have sections of their own.
    let begins = |short: &str, long: &str| {
        let short = short.strip_prefix("the ").unwrap_or(short);
        let long = long.strip_prefix("the ").unwrap_or(long);
        let longer = long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
        short == long || (longer && entry.section == usual.section && !usual.section.is_empty())
    };
    let name = |name: &str| (SHORTEST_MISTYPED..=LONGEST_NAME).contains(&name.chars().count());
    let long = name(one) && name(other);
    let digits = |name: &str| name.chars().any(|c| c.is_ascii_digit());
    let mistyped = long && !digits(one) && !digits(other) && text::distance_within(one, other, 1).is_some();
    initials(entry, other) || initials(usual, one) || mistyped || begins(one, other) || begins(other, one)
}
