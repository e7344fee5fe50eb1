//! A back-reference says in plain words what a guide has a term for.
//!
//! # Why
//! "Same place." is understood, but readers of English expect "Ibid."; such a term is mostly taken word for word from another
//! language.
//!
//! Off unless asked for: a house may say so.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Same place.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3] Ships came.[4]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Ibid., p. 4.
//!
//! [3] Aynı yer.
//!
//! [4] Там же.
//! ```
//!
//! # Source
//! Chicago 14.34, MHRA 10.2, OSCOLA 1.2.3: ibid. is the only term for it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Label, NoteId};
use crate::span::Span;
use crate::text;

/// A term that no guide has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} says “{term}”, readers expect “{usual}”")]
pub struct NonstandardBackReference {
    #[serde(skip)]
    label: Label,
    /// The term as typed.
    pub term: String,
    /// What guides have for it.
    pub usual: String,
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for NonstandardBackReference {
    type Options = ();
    const META: Meta =
        Meta::new("IB314", "nonstandard-back-reference", Severity::Info).fix(FixKind::Unsafe).off();

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut by_usual: BTreeMap<&'static str, Vec<(NoteId, Span)>> = BTreeMap::new();
        for (cite, term, language) in draft.nonstandard_terms() {
            by_usual.entry(language.get().usual_ibid).or_default().push((cite.note, term));
        }
        for (usual, places) in by_usual {
            let labels: Vec<Label> = places.iter().map(|(note, _)| draft.label(*note)).collect();
            let message = format!(
                "notes {} say in plain words what readers expect as “{usual}”",
                text::listed(&labels, MOST_NAMED)
            );
            let help = format!("write “{usual}”");
            let group = out.open_group(places.len(), message, Some(help.clone()));
            for (note, term) in places {
                let span = draft.with_stop(term);
                let typed = text::squeeze(term.of(draft.text()));
                let words = text::like(&typed, usual);
                let fault = NonstandardBackReference {
                    label: draft.label(note),
                    term: typed,
                    usual: usual.to_owned(),
                };
                let deed = format!("replace the term by “{words}”");
                let finding = out.report(term, fault);
                finding.note(note).group(group).label(format!("“{usual}”")).help(help.clone());
                // "See the same source": what stands before it would be left behind.
                if draft.note(note).is_some_and(|note| note.body.start() == span.start()) {
                    finding.fix(PendingFix::replace(Safety::Unsafe, deed, span, words));
                }
            }
        }
    }
}
