//! The numbers of the notes start again: the draft has a second list.
//!
//! # Why
//! It is no fault, but a reader of the report should know: markers, "Same place." and "see note 3" are read inside one list.
//!
//! # Fires
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
//! # Silent
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! Rails followed in the second chapter.[2]
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Notes at the ends of chapters; MediaWiki calls such lists groups.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, List, Numbering};
use crate::span::Span;

/// A list with numbers of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("list {list} begins: its numbers start again at {label}")]
pub struct NumberingRestarts {
    /// Which list of the draft it is, from 1.
    pub list: usize,
    /// Its first number.
    pub label: Label,
}

impl Rule for NumberingRestarts {
    type Options = ();
    const META: Meta = Meta::new("IB704", "numbering-restarts", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        // Footnotes beside endnotes are two lists on purpose.
        let typed = |list: &List| list.numbering == Numbering::Typed;
        let lists = draft.lists.iter().filter(|list| typed(list)).count();
        let message = format!("the numbers start again: the draft has {lists} note lists");
        let group = out.open_group(lists.saturating_sub(1), message, None);
        for (at, list) in draft.lists.iter().filter(|list| typed(list)).enumerate().skip(1) {
            let Some(first) = list.notes().next() else { continue };
            let Some(note) = draft.note(first) else { continue };
            let number = Span::new(note.span.start(), note.body.start());
            let number = Span::new(number.start(), number.start() + number.of(draft.text()).trim_end().len());
            out.report(number, NumberingRestarts { list: at + 1, label: note.label })
                .note(first)
                .group(group)
                .label("a list of its own");
        }
    }
}
