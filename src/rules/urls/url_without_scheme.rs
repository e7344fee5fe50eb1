//! An address begins without `https://`, although most do not.
//!
//! # Why
//! Word processors and web pages make no link of it.
//!
//! MLA leaves the scheme out: an entry in that style is passed over, and so is a draft in which less than two thirds of the
//! addresses have one.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] “Roads Wait”, Harbour Daily, www.harbour.example/r, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, www.harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Rivera, Paula. “Rails Follow.” Harbour Daily, 21 Nov. 2021, www.harbour.example/l. Accessed 2 Dec. 2021.
//! ```
//!
//! # Source
//! MLA 9 (§ 5.95) lets writers drop the scheme; all other styles of the guide keep it.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::Label;
use crate::span::Span;
use crate::text;

/// An address without a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the address begins without https://")]
pub struct UrlWithoutScheme {
    #[serde(skip)]
    label: Label,
    /// The address as typed.
    pub address: String,
}

/// So few addresses show no habit.
const FEWEST_ADDRESSES: usize = 3;

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for UrlWithoutScheme {
    type Options = ();
    const META: Meta = Meta::new("IB502", "url-without-scheme", Severity::Info).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let (all, bare) = draft.schemes();
        if all < FEWEST_ADDRESSES || bare * 3 > all {
            return;
        }
        let found: Vec<_> = draft
            .addresses()
            .filter(|address| !address.has_scheme() && !draft.is_mla(address.cite))
            .collect();
        let labels: Vec<Label> = found.iter().map(|address| draft.label(address.note())).collect();
        let message =
            format!("notes {}: addresses begin without https://", text::listed(&labels, MOST_NAMED));
        let group = out.open_group(found.len(), message, Some("write https:// before them".to_owned()));
        for address in found {
            let fault =
                UrlWithoutScheme { label: draft.label(address.note()), address: address.typed().to_owned() };
            out.report(address.span(), fault)
                .note(address.note())
                .group(group)
                .label("no scheme")
                .help("write https:// before it")
                .fix(PendingFix::replace(
                    Safety::Unsafe,
                    "write https:// before it",
                    Span::at(address.span().start()),
                    "https://",
                ));
        }
    }
}
