//! A percent sign in an address encodes nothing, or encodes twice.
//!
//! # Why
//! `%2520` is a blank that two programs encoded one after the other, and `%E2%80%9D` at the end is a quotation mark that was
//! copied along: the server looks for a page of that name.
//!
//! In a query an address may rightly be encoded twice; only its path is looked at for that.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/ports%2520grow, (Accessed: 02.02.2024).
//! ```
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/ports%zzgrow, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1]
//!
//! [1] “Liman”, Kıyı Postası, https://kiyi.example/k%C4%B1y%FE?next=https%253A%252F%252Fkiyi.example, (Erişim Tarihi: 02.02.2024).
//! ```
//!
//! # Source
//! RFC 3986, § 2.1 and § 2.4.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Label, LinkFault};

/// A percent sign too many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the address has a wrong percent sign ({typed})")]
pub struct BadPercentEncoding {
    #[serde(skip)]
    label: Label,
    /// The sign and what stands behind it.
    pub typed: String,
}

impl Rule for BadPercentEncoding {
    type Options = ();
    const META: Meta = Meta::new("IB520", "bad-percent-encoding", Severity::Info).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for address in draft.addresses().filter(|address| address.has(LinkFault::BadPercent)) {
            let bad = address.bad_percents();
            let Some((first, mended)) = bad.first().copied() else { continue };
            let typed = first.of(draft.text()).to_owned();
            let finding = out.report(first, BadPercentEncoding { label: draft.label(address.note()), typed });
            finding.note(address.note()).label(match mended {
                None => "it encodes nothing",
                Some("") => "a quotation mark was copied along",
                Some(_) => "encoded twice",
            });
            finding.help("open the page and copy its address anew");
            let edits: Option<Vec<_>> =
                bad.iter().map(|(span, mended)| mended.map(|mended| (*span, mended.to_owned()))).collect();
            if let Some(edits) = edits {
                let message = "mend the percent signs".to_owned();
                finding.fix(PendingFix { safety: Safety::Unsafe, message, edits });
            }
        }
    }
}
