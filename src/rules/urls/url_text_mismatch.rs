//! A link shows one address and leads to another.
//!
//! # Why
//! The address was mended in the text, or pasted over it, and the link below stayed the old one. On paper it cites another
//! page than on the screen.
//!
//! Scheme, `www.`, a last slash, tracking, a part behind `#`, and words cut with dots make no difference; an address that leads
//! on elsewhere (a shortener, an archive, a redirect, a DOI) is not compared.
//!
//! # Fires
//! ```text format=markdown
//! Ports grew.[^1]
//!
//! [^1]: “Ports Grow”, Harbour Daily, [https://harbour.example/ports](https://harbour.example/rails).
//! ```
//!
//! # Silent
//! ```text format=markdown
//! Ports grew.[^1]
//!
//! [^1]: “Ports Grow”, Harbour Daily, [harbour.example/ports](https://www.harbour.example/ports/?utm_source=letter).
//! ```
//!
//! # Source
//! None of the guides speaks of it; editors of web pages compare both when a page is printed.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::Label;

/// A link that shows another address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: {}", message(.shown, .target))]
pub struct UrlTextMismatch {
    #[serde(skip)]
    label: Label,
    /// The host that is shown.
    pub shown: String,
    /// The host that the link leads to.
    pub target: String,
}

fn message(shown: &str, target: &str) -> String {
    if shown == target {
        format!("the link leads to another page of {target} than it shows")
    } else {
        format!("the link shows {shown} and leads to {target}")
    }
}

impl Rule for UrlTextMismatch {
    type Options = ();
    const META: Meta = Meta::new("IB514", "url-text-mismatch", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for link in draft.misleading_links() {
            let (shown, target) = link.hosts;
            out.report(link.span, UrlTextMismatch { label: draft.label(link.note), shown, target })
                .note(link.note)
                .label("shown here")
                .help("make both the same");
        }
    }
}
