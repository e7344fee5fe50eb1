//! An identifier of arXiv, PubMed or ORCID is not built as one.
//!
//! # Why
//! A digit was lost on the way, and nothing is found under it.
//!
//! Only behind its word: "arXiv:", "PMID", "ORCID".
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] Mei Tanaka, “Silent Tariffs”, arXiv:2313.00001, 2023.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] Mei Tanaka, “Silent Tariffs”, arXiv:2312.00001v2, 2023.
//!
//! [2] Mei Tanaka (ORCID: 0000-0002-1825-0097), “Loud Tariffs”, Freight Review 13, no. 1 (2021): 3–8, PMID: 31415926.
//! ```
//!
//! # Source
//! arXiv’s scheme of identifiers, PubMed’s help, ISO 7064 for the last digit of an ORCID.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Scheme, Severity};
use crate::model::{IdentifierFault, Label};

/// An identifier that is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: {typed} is no {scheme}")]
pub struct BadIdentifier {
    #[serde(skip)]
    label: Label,
    /// The identifier as typed.
    pub typed: String,
    /// What it claims to be: "arXiv number", "PMID", "ORCID".
    pub scheme: &'static str,
    /// What is wrong with it.
    pub kind: IdentifierFault,
}

impl Rule for BadIdentifier {
    type Options = ();
    const META: Meta = Meta::new("IB518", "bad-identifier", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let schemes = [
            (Scheme::Arxiv, "arXiv number", "year, month, a stop and five digits"),
            (Scheme::Pmid, "PMID", "at most 8 digits"),
            (Scheme::Orcid, "ORCID", "four times four digits, the last one computed"),
        ];
        for (scheme, name, built) in schemes {
            for (cite, span, fault) in draft.identifiers(scheme) {
                let Some(kind) = fault else { continue };
                let typed = span.of(draft.text()).to_owned();
                out.report(span, BadIdentifier { label: draft.label(cite.note), typed, scheme: name, kind })
                    .note(cite.note)
                    .label(built)
                    .help("copy it anew");
            }
        }
    }
}
