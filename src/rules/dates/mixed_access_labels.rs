//! The label of an access date differs from the label that most notes have.
//!
//! # Why
//! "Accessed" here and "Access Date" there shows that entries were copied from several hands.
//!
//! Two thirds of at least three labels of one language make the label of a draft. Letter case is not compared, nor a letter
//! or two ("consulté le", "consultée le"); labels behind a date or before an address are left alone.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 16.10.2023).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/r, (Access Date: 17.10.2023).
//!
//! [3] “Roads Wait”, Harbour Daily, https://harbour.example/w, (Accessed: 18.10.2023).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3] Mills waited.[4]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 16.10.2023).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/r, (Access Date: 17.10.2023).
//!
//! [3] “Roads Wait”, Harbour Daily, https://harbour.example/w, accessed 18.10.2023.
//!
//! [4] “Mills Wait”, Harbour Daily, https://harbour.example/m, (Access Date: 18.10.2023).
//! ```
//!
//! # Source
//! PerfectIt’s check of consistency, for the words before a date.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::draft::{
    Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity, WrittenLabel, majority,
};
use crate::model::Label;
use crate::text;

/// A label unlike the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: “{words}” stands where most notes have “{usual}”")]
pub struct MixedAccessLabels {
    #[serde(skip)]
    label: Label,
    /// The label as typed.
    pub words: String,
    /// The label of most notes.
    pub usual: String,
}

/// Labels that differ in so many letters are one label in two forms.
const MOST_LETTERS: usize = 2;

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for MixedAccessLabels {
    type Options = ();
    const META: Meta = Meta::new("IB410", "mixed-access-labels", Severity::Info).fix(FixKind::Safe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut by_language: BTreeMap<&str, Vec<WrittenLabel<'_>>> = BTreeMap::new();
        for label in draft.written_labels() {
            by_language.entry(label.tag).or_default().push(label);
        }
        for labels in by_language.values() {
            let Some(folded) = majority(labels.iter().map(|label| label.folded.clone())) else { continue };
            let Some(usual) = labels.iter().find(|label| label.folded == folded) else { continue };
            let (words, joint) = (text::squeeze(usual.span.of(draft.text())), usual.joint);
            let others: Vec<_> = labels
                .iter()
                .filter(|label| text::distance_within(&label.folded, &folded, MOST_LETTERS).is_none())
                .collect();
            let named: Vec<Label> = others.iter().map(|label| draft.label(label.cite.note)).collect();
            let message = format!("notes {}: most notes have “{words}”", text::listed(&named, MOST_NAMED));
            let group = out.open_group(others.len(), message, Some(format!("write “{words}”")));
            for label in others {
                let fault = MixedAccessLabels {
                    label: draft.label(label.cite.note),
                    words: text::squeeze(label.span.of(draft.text())),
                    usual: words.clone(),
                };
                let finding = out.report(label.span, fault);
                finding.note(label.cite.note).group(group).label(format!("“{words}” elsewhere"));
                finding.help(format!("write “{words}”"));
                // "abgerufen am 3.5." and "Zugriff: 3.5." are built otherwise.
                if label.joint == joint {
                    let deed = format!("replace the label by “{words}”");
                    finding.fix(PendingFix::replace(Safety::Safe, deed, label.span, words.clone()));
                }
            }
        }
    }
}
