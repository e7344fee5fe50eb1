//! An address is cut in two by a blank or a line break.
//!
//! # Why
//! Copied from a PDF or a narrow column, it opens another page or none.
//!
//! Only a cut beyond doubt is reported: the first piece stops inside its host or at a sign such as a hyphen or a slash, and
//! what follows is a path, or the one piece before the day of access. A day or a page behind an address is no piece of it.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/new-ferry- opens/4471.html, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/ports/ and elsewhere, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! RFC 3986, appendix C: addresses broken over lines, and how readers mend them.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Label, LinkFault, Sure};

/// An address in two pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the address is cut by a {}", if *.kind == LinkFault::Space { "space" } else { "line break" })]
pub struct BrokenUrl {
    #[serde(skip)]
    label: Label,
    /// What cuts it.
    pub kind: LinkFault,
}

impl Rule for BrokenUrl {
    type Options = ();
    const META: Meta = Meta::new("IB505", "broken-url", Severity::Warning).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (_, cite, citation) in draft.citations() {
            let Some(link) = &citation.link else { continue };
            let Some(kind) = link.value.faults.iter().find(|fault| fault.is_gap()) else { continue };
            let finding = out.report(link.span, BrokenUrl { label: draft.label(cite.note), kind });
            finding.note(cite.note).sure(Sure::Likely).label("one address?");
            // Without a mended form there is nothing to show: it would give a secret away.
            if let Some(joined) = link.value.mended.as_deref() {
                finding.help(format!("write {joined}")).fix(PendingFix::replace(
                    Safety::Unsafe,
                    "join the pieces",
                    link.span,
                    joined,
                ));
            }
        }
    }
}
