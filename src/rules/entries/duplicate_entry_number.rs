//! Two notes of one list carry the same number.
//!
//! # Why
//! A marker [2] then calls two sources, and nobody knows which was meant. A list that restarts at 1 is a list of its own.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [2] “Roads Wait”, Harbour Daily, https://harbour.example/r, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! Rails followed in the second chapter.[1]
//!
//! [1] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! jgm/pandoc 375: a duplicate label hid a footnote from readers for a year and a half.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, ListId, NoteId, Sure};
use crate::text;

/// A number that two notes have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{} notes have the {} {label}{}", count(.notes), kind(.label), if *.same_text { ", with the same text" } else { "" })]
pub struct DuplicateEntryNumber {
    /// The number.
    pub label: Label,
    /// The note that had it first.
    pub first: NoteId,
    /// How many notes have it.
    pub notes: usize,
    /// Whether all say the same: then a reader still finds the source.
    pub same_text: bool,
}

fn count(notes: &usize) -> String {
    if *notes == 2 { "two".to_owned() } else { notes.to_string() }
}

fn kind(label: &Label) -> &'static str {
    if label.is_word() { "label" } else { "number" }
}

/// So many further places are shown.
const MOST_SHOWN: usize = 4;

impl Rule for DuplicateEntryNumber {
    type Options = ();
    const META: Meta = Meta::new("IB201", "duplicate-entry-number", Severity::Error);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut owners: BTreeMap<(ListId, u32), Vec<NoteId>> = BTreeMap::new();
        for (id, note) in draft.notes() {
            owners.entry((note.list, note.label.number)).or_default().push(id);
        }
        let misnumbered = draft.misnumbered();
        // One number is one cause, however many notes have it.
        for owners in owners.values() {
            let [first, second, others @ ..] = owners.as_slice() else { continue };
            let (Some(earlier), Some(note)) = (draft.note(*first), draft.note(*second)) else { continue };
            let words = |id: &NoteId| draft.note(*id).map(|note| text::squeeze(note.body.of(draft.text())));
            let same_text = owners.iter().all(|id| words(id) == words(first));
            let fault =
                DuplicateEntryNumber { label: note.label, first: *first, notes: owners.len(), same_text };
            let finding = out.report(note.span, fault);
            finding
                .note(*second)
                .sure(if same_text { Sure::Likely } else { Sure::Certain })
                .label(format!("the {} is taken", kind(&note.label)))
                .related("first given here", Some(*first), earlier.span);
            match misnumbered.iter().find(|(id, _)| id == second) {
                Some((_, number)) => finding
                    .help(format!("make it [{number}]: the text calls that number, and no note has it")),
                None if same_text => finding.help("delete one of them"),
                None => finding.help(format!("give this note a {} of its own", kind(&note.label))),
            };
            for other in others.iter().take(MOST_SHOWN) {
                if let Some(note) = draft.note(*other) {
                    finding.related("given here too", Some(*other), note.span);
                }
            }
        }
    }
}
