//! An address leads over a search engine, a mail filter or a social network, or is a page of search results.
//!
//! # Why
//! A page of results is another one tomorrow, and a redirect stops working: the page itself is the source.
//!
//! The list is closed. Where the redirect holds the address of the page, the mend writes it.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://www.google.com/url?q=https%3A%2F%2Fharbour.example%2Fp&sa=D, (Accessed: 02.02.2024).
//! ```
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://www.google.com/search?q=ports+grow, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/search?q=ports&url=https://rails.example, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Links copied from result pages, feeds and mails, as drafts have them.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Label, LinkFault};

/// An address that is not the page’s own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error(
    "note {label}: {}", if *.kind == LinkFault::Search { "the address is a search" } else { "the address is a detour" }
)]
pub struct SearchOrRedirectUrl {
    #[serde(skip)]
    label: Label,
    /// Whether it searches or leads on.
    pub kind: LinkFault,
    /// The address of the page, where it is held inside.
    pub target: Option<String>,
}

impl Rule for SearchOrRedirectUrl {
    type Options = ();
    const META: Meta = Meta::new("IB509", "search-or-redirect-url", Severity::Warning).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for address in draft.addresses() {
            let known = [LinkFault::Redirector, LinkFault::Search];
            let Some(kind) = known.into_iter().find(|fault| address.has(*fault)) else { continue };
            let target = address.target();
            let label = draft.label(address.note());
            let finding =
                out.report(address.span(), SearchOrRedirectUrl { label, kind, target: target.clone() });
            finding.note(address.note());
            finding.label(format!("{} stands between", address.host()));
            match target {
                Some(target) => finding.help(format!("write {target}")).fix(PendingFix::replace(
                    Safety::Unsafe,
                    "write the address of the page",
                    address.span(),
                    target,
                )),
                None => finding.help("open it and write the address of the page"),
            };
        }
    }
}
