//! "The note before" is one note in the list and another in the text.
//!
//! # Why
//! The text calls the notes in another order than the list has them. Who reads the list takes "Ibid." for one source, who
//! comes from the text for another.
//!
//! It is told only where the two readings give two sources, and only of notes that the text otherwise calls in order.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Roads waited.[3] Rails followed.[2] Ships came.[4]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] Ibid.
//!
//! [4] “Ships Come”, Harbour Daily, https://harbour.example/s, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Roads waited.[3] Rails followed.[2] Ships came.[4]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Ibid.
//!
//! [3] Ibid.
//!
//! [4] “Ships Come”, Harbour Daily, https://harbour.example/s, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Word processors number notes as the text calls them and cannot make such a list; typed numbers can.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, NoteId, Reason, Resolution};
use crate::text;

/// A back-reference with two readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error(
    "note {label} says {words}: by the list it means the source of note {list_label}, by the text that of note {text_label}"
)]
pub struct IbidOrderConflict {
    #[serde(skip)]
    label: Label,
    #[serde(skip)]
    list_label: Label,
    #[serde(skip)]
    text_label: Label,
    /// Its words, in quotes.
    pub words: String,
    /// The note that gives the source which the list has before it.
    pub by_list: NoteId,
    /// The note that gives the source which the text calls before it.
    pub by_text: NoteId,
}

impl Rule for IbidOrderConflict {
    type Options = ();
    const META: Meta = Meta::new("IB308", "ibid-order-conflict", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut in_order = None;
        for (cite, _, chain) in draft.chains() {
            let others = [Reason::FirstOfList, Reason::KindMismatch, Reason::SeveralSourcesBefore];
            let alone = !others.into_iter().any(|reason| chain.reasons.has(reason));
            if chain.resolution != Resolution::Ambiguous || !chain.reasons.has(Reason::ListOrder) || !alone {
                continue;
            }
            let [by_list, by_text] = *chain.candidates else { continue };
            let readings = [cite.note, by_list, by_text].map(|id| draft.note(id));
            let [Some(own), Some(listed), Some(called)] = readings else { continue };
            let mostly_in_order = in_order.get_or_insert_with(|| draft.lists_called_in_order());
            let one_list = listed.list == own.list && called.list == own.list && listed.label != called.label;
            if !one_list || !mostly_in_order.contains(&own.list) || !draft.is_called_alone(cite.note) {
                continue;
            }
            let fault = IbidOrderConflict {
                label: own.label,
                list_label: listed.label,
                text_label: called.label,
                words: text::quote(cite.span.of(draft.text())),
                by_list,
                by_text,
            };
            let finding = out.report(cite.span, fault);
            finding
                .note(cite.note)
                .label("which of them?")
                .related("by the order of the list", Some(by_list), listed.span)
                .related("by the order of the text", Some(by_text), called.span)
                .help("put the notes in the order of the text, or name the source");
        }
    }
}
