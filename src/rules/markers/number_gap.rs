//! A number is missing from the text and from the list alike.
//!
//! # Why
//! A note was deleted and the rest was not renumbered. Nothing is lost, but a reader looks for note 3.
//!
//! Where only one side has the number, the marker or the entry is reported instead.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Ferries waited.[4]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [4] “Ferries Wait”, Harbour Daily, https://harbour.example/f, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[5] Rails followed.[6]
//!
//! [5] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [6] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Real drafts: gaps on both sides are notes that an author took out. An excerpt may begin at any number.

use std::collections::HashSet;

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::span::Span;

/// Numbers that nothing has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}", message(self))]
pub struct NumberGap {
    /// The first missing number.
    pub first: u32,
    /// The last missing number.
    pub last: u32,
}

fn message(fault: &NumberGap) -> String {
    match fault.last - fault.first {
        0 => format!("number {} is missing: no marker and no note has it", fault.first),
        _ => format!("numbers {} to {} are missing: no marker and no note has them", fault.first, fault.last),
    }
}

impl Rule for NumberGap {
    type Options = ();
    const META: Meta = Meta::new("IB103", "number-gap", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let called: HashSet<u32> = draft.unanswered().iter().map(|(_, label)| label.number).collect();
        for list in draft.numbered_lists() {
            let mut notes: Vec<_> = list.notes().filter_map(|id| Some((draft.note(id)?, id))).collect();
            notes.sort_by_key(|(note, _)| note.label.number);
            for ((before, _), (note, id)) in notes.iter().zip(notes.iter().skip(1)) {
                let (first, last) =
                    (before.label.number.saturating_add(1), note.label.number.saturating_sub(1));
                // Between two lists a number may be missing on purpose.
                if first > last
                    || !draft.stand_together(before, note)
                    || called.iter().any(|number| (first..=last).contains(number))
                {
                    continue;
                }
                let number = Span::new(note.span.start(), note.body.start().max(note.span.start() + 1));
                let number =
                    Span::new(number.start(), number.start() + number.of(draft.text()).trim_end().len());
                out.report(number, NumberGap { first, last })
                    .note(*id)
                    .label(format!("follows note {}", before.label))
                    .related("the note before it", None, Span::new(before.span.start(), before.span.start()));
            }
        }
    }
}
