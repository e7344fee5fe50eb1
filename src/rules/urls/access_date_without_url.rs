//! An entry gives the day it was read, but no address.
//!
//! # Why
//! The address was lost, or the label belongs to another entry: nothing can be opened.
//!
//! A DOI, an identifier, an archive, a database by its name and anything that looks like a host count as an address. Where at
//! least half of three or more such entries have none, it is the habit of the draft and told once, as an info.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Mei Tanaka, “Silent Tariffs”, Freight Review 12, no. 4 (2020): 233–58, JSTOR, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Wikipedia’s citation module: an access date needs an address.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Kind, Label};
use crate::text;

/// A day and no page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} gives an access date, but no address")]
pub struct AccessDateWithoutUrl {
    /// Its number.
    pub label: Label,
}

/// So few entries show no habit.
const FEWEST_ENTRIES: usize = 3;

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for AccessDateWithoutUrl {
    type Options = ();
    const META: Meta = Meta::new("IB521", "access-date-without-url", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let dated = draft.citations().filter(|(_, _, citation)| citation.accessed.is_some()).count();
        let mut found = draft.read_nowhere();
        found.retain(|(_, citation)| !matches!(citation.kind, Kind::Interview | Kind::PersonalCommunication));
        let habit = found.len() >= FEWEST_ENTRIES && found.len() * 2 >= dated;
        let labels: Vec<Label> = found.iter().map(|(cite, _)| draft.label(cite.note)).collect();
        let message =
            format!("notes {} give an access date, but no address", text::listed(&labels, MOST_NAMED));
        let group = out.open_group(found.len(), message, Some("add the addresses".to_owned()));
        for (cite, citation) in found {
            let span = citation.accessed.as_ref().map_or(cite.span, |field| field.span);
            let finding = out.report(span, AccessDateWithoutUrl { label: draft.label(cite.note) });
            finding.note(cite.note).group(group).label("read where?").help("add the address");
            if habit {
                finding.at_most(Severity::Info);
            }
        }
    }
}
