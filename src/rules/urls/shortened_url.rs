//! An address is a short form that hides where it leads.
//!
//! # Why
//! The reader cannot see the source, and when the service closes the page is lost.
//!
//! The list is closed. Short hosts that lead to one site (`youtu.be`, `t.me`, `doi.org`) say enough.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://bit.ly/3xYzAbC, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1]
//!
//! [1] Canal Stories, “How Locks Work”, YouTube, https://youtu.be/xY9zW8vU7tS, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Wikipedia’s blacklist of shorteners.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, LinkFault};

/// A short address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: {host} hides where the address leads")]
pub struct ShortenedUrl {
    #[serde(skip)]
    label: Label,
    /// The host that shortens.
    pub host: String,
}

impl Rule for ShortenedUrl {
    type Options = ();
    const META: Meta = Meta::new("IB508", "shortened-url", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for address in draft.addresses().filter(|address| address.has(LinkFault::Shortener)) {
            let fault =
                ShortenedUrl { label: draft.label(address.note()), host: address.host().to_lowercase() };
            out.report(address.span(), fault)
                .note(address.note())
                .label("a short form")
                .help("open it and write the address of the page");
        }
    }
}
