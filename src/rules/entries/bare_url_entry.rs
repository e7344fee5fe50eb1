//! A note is only an address.
//!
//! # Why
//! When the page moves, nobody knows what it was. A title and an outlet let a reader find it again.
//!
//! Where bare addresses are the habit of a draft, they are told once, as an info.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] https://doi.org/10.54321/rfe.2020.0317
//! ```
//!
//! # Source
//! Wikipedia's check for bare addresses without a title.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{CiteKind, Label, Note, NoteId, Shape};
use crate::text;

/// A note without a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} is only an address")]
pub struct BareUrlEntry {
    /// Its number.
    pub label: Label,
    /// The host of the address.
    pub host: Option<String>,
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for BareUrlEntry {
    type Options = ();
    const META: Meta = Meta::new("IB209", "bare-url-entry", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let found: Vec<(NoteId, &Note, Option<String>)> = draft
            .notes()
            .filter(|(_, note)| note.shape == Shape::Bare)
            .filter_map(|(id, note)| {
                let host = draft.cites_of(note).find_map(|cite| match &cite.kind {
                    // A DOI names its work.
                    CiteKind::Full(citation) if citation.doi.is_none() => {
                        citation.link.as_ref().map(|link| link.value.host.as_deref().map(str::to_owned))
                    }
                    _ => None,
                });
                Some((id, note, host?))
            })
            .collect();
        let habit = draft.survey.web_with_title * 2 < draft.survey.web;
        let labels: Vec<Label> = found.iter().map(|(_, note, _)| note.label).collect();
        let message = format!("notes {} are only addresses", text::listed(&labels, MOST_NAMED));
        let group = out.open_group(found.len(), message, Some("add the title and the outlet".to_owned()));
        for (id, note, host) in found {
            let finding = out.report(note.body, BareUrlEntry { label: note.label, host });
            finding.note(id).group(group).label("no title").help("add the title and the outlet");
            if habit {
                finding.at_most(Severity::Info);
            }
        }
    }
}
