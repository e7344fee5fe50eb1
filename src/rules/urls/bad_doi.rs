//! A DOI is not built as one, or stands behind an address of old.
//!
//! # Why
//! A DOI finds its work only if each sign of it is right. `dx.doi.org` and `doi:https://…` still work; the registry asks for
//! `https://doi.org/`.
//!
//! Brackets and angle brackets inside a DOI are right. What is merely old is an info.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] Mei Tanaka, “Silent Tariffs”, Freight Review 12, no. 4 (2020): 233–58, doi:10.12/abc.
//! ```
//! ```text
//! Ports grew.[1]
//!
//! [1] Mei Tanaka, “Silent Tariffs”, Freight Review 12, no. 4 (2020): 233–58, https://dx.doi.org/10.54321/rfe.2020.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] Mei Tanaka, “Silent Tariffs”, Freight Review 12, no. 4 (2020): 233–58, doi:10.1016/S0140-6736(03)13131-2.
//!
//! [2] Mei Tanaka, “Loud Tariffs”, Freight Review 13, no. 1 (2021): 3–8, https://doi.org/10.54321/rfe.2021.
//! ```
//!
//! # Source
//! The DOI handbook (§ 2.2) and Crossref’s guide to showing DOIs.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Scheme, Severity};
use crate::model::Label;
use crate::text;

/// What is wrong with a DOI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoiFault {
    /// It is none.
    Shape,
    /// It stands behind `dx.doi.org` or two prefixes.
    OldForm,
}

/// A DOI that is none, or an old one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error(
    "note {label}: {}", if *.kind == DoiFault::Shape { "no DOI is built like this" } else { "the DOI is in an old form" }
)]
pub struct BadDoi {
    #[serde(skip)]
    label: Label,
    /// What is wrong.
    pub kind: DoiFault,
    /// The DOI, or what stands before it.
    pub typed: String,
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for BadDoi {
    type Options = ();
    const META: Meta = Meta::new("IB515", "bad-doi", Severity::Warning).fix(FixKind::Safe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (cite, span, fault) in draft.identifiers(Scheme::Doi) {
            if fault.is_some() {
                let typed = span.of(draft.text()).to_owned();
                let fault = BadDoi { label: draft.label(cite.note), kind: DoiFault::Shape, typed };
                out.report(span, fault)
                    .note(cite.note)
                    .label("10., four digits or more, a slash, a name")
                    .help("copy the DOI from the first page of the work");
            }
        }
        let old: Vec<_> = draft.old_dois().collect();
        let labels: Vec<Label> = old.iter().map(|(cite, ..)| draft.label(cite.note)).collect();
        let message = format!("notes {}: the DOIs are in an old form", text::listed(&labels, MOST_NAMED));
        let help = "write https://doi.org/ and the DOI";
        let group = out.open_group(old.len(), message, Some(help.to_owned()));
        for (cite, span, mended) in old {
            let typed = span.of(draft.text()).to_owned();
            let fault = BadDoi { label: draft.label(cite.note), kind: DoiFault::OldForm, typed };
            out.report(span, fault)
                .note(cite.note)
                .at_most(Severity::Info)
                .group(group)
                .label("the old form")
                .help(help)
                .fix(PendingFix::replace(Safety::Safe, help, span, mended));
        }
    }
}
