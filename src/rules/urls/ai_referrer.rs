//! An address was copied from a chatbot.
//!
//! # Why
//! The chatbot left its name in the address. It may also have made up what the page says: somebody has to open it and read.
//!
//! Only exact names count. Other parameters that track are deleted with it and not told again.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p?utm_source=chatgpt.com, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p?q=chatgpt.com, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Wikipedia’s edit filter for links that come from chatbots.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Label, LinkFault};

/// An address that names a chatbot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the address comes from a chatbot ({referrer})")]
pub struct AiReferrer {
    #[serde(skip)]
    label: Label,
    /// The chatbot as the address names it.
    pub referrer: String,
}

impl Rule for AiReferrer {
    type Options = ();
    const META: Meta = Meta::new("IB507", "ai-referrer", Severity::Warning).fix(FixKind::Safe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for address in draft.addresses().filter(|address| address.has(LinkFault::AiReferrer)) {
            let Some((span, referrer)) = address.chatbot() else { continue };
            let fault = AiReferrer { label: draft.label(address.note()), referrer: referrer.to_owned() };
            out.report(span, fault)
                .note(address.note())
                .label("left by a chatbot")
                .help("open the page and see that it says what the note cites; `ibidem fix` deletes the parameter")
                .fix(PendingFix {
                    safety: Safety::Safe,
                    message: "delete what the chatbot left".to_owned(),
                    edits: address.noise(),
                });
        }
    }
}
