//! A term of a back-reference has a slip in it.
//!
//! # Why
//! "Ibit." is seen by every reader, and a program that follows the notes takes it for a source of its own.
//!
//! Only a whole note of three words at most is compared, and only one letter may be amiss. A term typed without its accents
//! ("Ayni yer") is not told.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Ibit.
//!
//! [3] Same palce.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Ibid.
//!
//! [3] Same prices.
//! ```
//!
//! # Source
//! Spelling checkers know "ibid." in one language at best.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Label, Resolution};
use crate::text;

/// A term that is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: “{words}” is misspelled")]
pub struct MisspelledBackReference {
    #[serde(skip)]
    label: Label,
    /// The term as typed.
    pub words: String,
    /// The term meant.
    pub meant: String,
}

impl Rule for MisspelledBackReference {
    type Options = ();
    const META: Meta =
        Meta::new("IB316", "misspelled-back-reference", Severity::Warning).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (cite, reference, chain) in draft.chains() {
            // Where nothing stands before it, it may be another word.
            let Some(term) = reference.meant.filter(|_| chain.resolution != Resolution::None) else {
                continue;
            };
            let typed = reference.term.of(draft.text());
            // Only accents and capitals are amiss.
            if text::skeleton(typed) == text::skeleton(term) {
                continue;
            }
            let meant = text::like(typed, term.trim_end_matches('.'));
            let fault = MisspelledBackReference {
                label: draft.label(cite.note),
                words: text::squeeze(typed),
                meant: meant.clone(),
            };
            out.report(reference.term, fault)
                .note(cite.note)
                .label(format!("“{meant}”?"))
                .help(format!("write “{meant}”"))
                .fix(PendingFix::replace(
                    Safety::Unsafe,
                    format!("replace the term by “{meant}”"),
                    reference.term,
                    meant,
                ));
        }
    }
}
