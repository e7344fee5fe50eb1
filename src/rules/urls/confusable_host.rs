//! A host mixes letters of two scripts that look alike.
//!
//! # Why
//! With a Cyrillic “а” `аpnews.com` is another site, owned by whoever bought it, and no eye sees the difference.
//!
//! A host that is written in one script is fine, whichever it is, and so are two labels in two scripts.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://www.hаrbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1]
//!
//! [1] «Порт», Вестник, https://вестник.example/p, (дата обращения: 02.02.2024).
//! ```
//!
//! # Source
//! Unicode Technical Standard 39; browsers show such hosts in their encoded form.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, LinkFault};

/// A host in two scripts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the host mixes scripts: “{letter}” is {script}")]
pub struct ConfusableHost {
    #[serde(skip)]
    label: Label,
    /// The letter that belongs to another script than the rest.
    pub letter: char,
    /// The name of that script.
    pub script: &'static str,
    /// The host as a browser asks for it.
    pub host: Option<String>,
}

impl Rule for ConfusableHost {
    type Options = ();
    const META: Meta = Meta::new("IB512", "confusable-host", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for address in draft.addresses().filter(|address| address.has(LinkFault::Lookalike)) {
            let Some((span, letter, script)) = address.mixed_label() else { continue };
            let host = address.link.value.host.as_deref().map(str::to_owned);
            let label = draft.label(address.note());
            let finding = out.report(span, ConfusableHost { label, letter, script, host: host.clone() });
            finding.note(address.note()).label("two scripts");
            if let Some(host) = host {
                finding.remark(format!("a browser asks for {host}"));
            }
            finding.help("type the host anew");
        }
    }
}
