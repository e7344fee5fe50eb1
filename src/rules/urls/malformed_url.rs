//! An address cannot be read.
//!
//! # Why
//! A colon was lost, a scheme typed twice, a piece cut out: no browser finds the page.
//!
//! The comma or the full stop behind an address belongs to the sentence, and brackets that balance belong to the address.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https//harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/ports_(2024), (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, www.harbour.example/l. Accessed 2 Feb. 2024.
//! ```
//!
//! # Source
//! The WHATWG URL standard accepts most of these slips in silence, so the raw text is judged first.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Label, LinkFault};

/// An address that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the address cannot be read")]
pub struct MalformedUrl {
    #[serde(skip)]
    label: Label,
    /// What is wrong with it.
    pub kind: LinkFault,
    /// The address as typed.
    pub address: String,
}

impl Rule for MalformedUrl {
    type Options = ();
    const META: Meta = Meta::new("IB501", "malformed-url", Severity::Error).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (_, cite, citation) in draft.citations() {
            let Some(link) = &citation.link else { continue };
            let Some(kind) = link.value.faults.iter().find(|fault| fault.is_unreadable()) else { continue };
            let typed = link.span.of(draft.text());
            let fault = MalformedUrl { label: draft.label(cite.note), kind, address: typed.to_owned() };
            let finding = out.report(link.span, fault);
            finding.note(cite.note).sure(link.sure).label(why(kind, typed));
            let mended = draft.address(link);
            let faults = link.value.faults;
            let lost = [LinkFault::NoHost, LinkFault::NoEnding, LinkFault::Cut, LinkFault::Glued];
            if mended != typed && !lost.into_iter().any(|fault| faults.has(fault)) {
                finding.help(format!("write {mended}")).fix(PendingFix::replace(
                    Safety::Unsafe,
                    format!("write {mended}"),
                    link.span,
                    mended,
                ));
            }
        }
    }
}

/// What is wrong, with the piece that is.
fn why(kind: LinkFault, typed: &str) -> String {
    let opening = typed.find(|c: char| !c.is_ascii_alphabetic()).map_or(typed.len(), |at| {
        let slashes = typed.get(at..).unwrap_or_default();
        at + slashes.len() - slashes.trim_start_matches([':', ';', ' ', '/', '\\']).len()
    });
    let opening = typed.get(..opening).unwrap_or_default();
    match kind {
        LinkFault::DoubledScheme => "it begins twice".to_owned(),
        LinkFault::BrokenScheme if opening.contains(' ') => format!("a blank inside “{opening}”"),
        LinkFault::BrokenScheme if opening.contains(';') => {
            format!("“{opening}” needs a colon, no semicolon")
        }
        LinkFault::BrokenScheme if !opening.contains(':') => format!("“{opening}” needs a colon"),
        LinkFault::BrokenScheme
            if opening.contains(|c: char| !(c.is_alphabetic() || matches!(c, ':' | '/'))) =>
        {
            format!("“{opening}” needs a colon and two slashes, nothing else")
        }
        LinkFault::BrokenScheme => format!("“{opening}” needs a colon and two slashes"),
        LinkFault::MisspeltScheme => format!("“{opening}” is no scheme"),
        LinkFault::Backslashes => "slashes are wanted, not backslashes".to_owned(),
        LinkFault::NoEnding => "the ending of the host is lost".to_owned(),
        LinkFault::MisspeltWww => "one w too many".to_owned(),
        LinkFault::NoHost if typed.contains("..") => "two dots in a row".to_owned(),
        LinkFault::CommaInHost => "a comma in the host".to_owned(),
        LinkFault::Glued => "another address follows without a blank".to_owned(),
        LinkFault::Cut => "cut with dots".to_owned(),
        _ => "no host".to_owned(),
    }
}
