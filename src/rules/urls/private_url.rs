//! An address works on the writer’s machine or network only.
//!
//! # Why
//! No reader can open `file:///C:/…` or a host of the office.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, file:///C:/Users/ada/ports.pdf, (Accessed: 02.02.2024).
//! ```
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, http://192.168.1.20/ports, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, http://192.0.2.7/ports, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow at localhost”, Harbour Daily, https://harbour.example/localhost, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! RFC 1918, RFC 6761 and RFC 6762; lychee passes over the same hosts.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, LinkFault};

/// An address for one machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error(
    "note {label}: {}",
    if *.kind == LinkFault::File { "a file of your own machine" } else { "the address works on your own network only" }
)]
pub struct PrivateUrl {
    #[serde(skip)]
    label: Label,
    /// A file, or a private host.
    pub kind: LinkFault,
}

impl Rule for PrivateUrl {
    type Options = ();
    const META: Meta = Meta::new("IB510", "private-url", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for address in draft.addresses() {
            let known = [LinkFault::File, LinkFault::PrivateHost];
            let Some(kind) = known.into_iter().find(|fault| address.has(*fault)) else { continue };
            out.report(address.span(), PrivateUrl { label: draft.label(address.note()), kind })
                .note(address.note())
                .label("no reader can open it")
                .help("write the public address of the page");
        }
    }
}
