//! An ISSN has a wrong digit, or too many or too few.
//!
//! # Why
//! No catalogue finds the journal.
//!
//! Only a number behind the word ISSN is looked at: 1990-1995 are years.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] Mei Tanaka, “Silent Tariffs”, Freight Review 12, no. 4 (2020): 233–58, ISSN 1234-5678.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] Mei Tanaka, “Silent Tariffs”, Freight Review 12, no. 4 (2020): 233–58, ISSN 0317-8471.
//!
//! [2] Mei Tanaka, “Loud Tariffs, 1990-1995”, Freight Review 13, no. 1 (2021): 3–8.
//! ```
//!
//! # Source
//! ISO 3297.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Scheme, Severity};
use crate::model::{IdentifierFault, Label};

/// An ISSN that is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: {typed} is no ISSN")]
pub struct BadIssn {
    #[serde(skip)]
    label: Label,
    /// The number as typed.
    pub typed: String,
    /// What is wrong with it.
    pub kind: IdentifierFault,
}

impl Rule for BadIssn {
    type Options = ();
    const META: Meta = Meta::new("IB517", "bad-issn", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (cite, span, fault) in draft.identifiers(Scheme::Issn) {
            let Some(kind) = fault else { continue };
            let typed = span.of(draft.text()).to_owned();
            let why = match kind {
                IdentifierFault::Length => "an ISSN has 8 digits",
                _ => "the last digit does not fit",
            };
            out.report(span, BadIssn { label: draft.label(cite.note), typed, kind })
                .note(cite.note)
                .label(why)
                .help("compare it with the journal");
        }
    }
}
