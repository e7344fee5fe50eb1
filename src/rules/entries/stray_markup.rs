//! A note in plain text holds a tag or the name of a character.
//!
//! # Why
//! `&amp;` and `<i>` were meant for a browser. In print they stand as they are typed.
//!
//! A draft that is written in markup itself is left alone, and so is the ampersand of an address that no semicolon closes.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports &amp; Rails”, <i>Harbour Daily</i>, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] Brook & Sons, “Ports < Rails”, Harbour Daily, https://harbour.example/p?a=1&page=2; (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, <https://harbour.example/l>, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Wikipedia's check for markup in titles; the names are those of HTML.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Format, Label};
use crate::text;

/// Signs of markup in plain text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: “{sign}” is markup")]
pub struct StrayMarkup {
    /// The number of the note.
    pub label: Label,
    /// The first sign.
    pub sign: String,
    /// How many signs the note holds.
    pub count: usize,
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for StrayMarkup {
    type Options = ();
    const META: Meta = Meta::new("IB223", "stray-markup", Severity::Info).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let found: Vec<_> = draft
            .notes()
            .map(|(id, note)| (id, note.label, draft.markup(note)))
            .filter(|(.., signs)| !signs.is_empty())
            .collect();
        if found.is_empty() || draft.document.format != Format::Text || draft.is_markup() {
            return;
        }
        let labels: Vec<Label> = found.iter().map(|(_, label, _)| *label).collect();
        let message = format!("notes {} hold markup", text::listed(&labels, MOST_NAMED));
        let help = "write the character that is meant, and take tags out";
        let group = out.open_group(found.len(), message, Some(help.to_owned()));
        for (id, label, signs) in found {
            let Some(first) = signs.first() else { continue };
            let sign = first.span.of(draft.text()).to_owned();
            let caret = match first.text.trim() {
                "" => "a tag".to_owned(),
                character => format!("“{character}”"),
            };
            let (place, count) = (first.span, signs.len());
            let edits = signs.into_iter().map(|sign| (sign.span, sign.text)).collect();
            out.report(place, StrayMarkup { label, sign, count })
                .note(id)
                .group(group)
                .label(caret)
                .help(help)
                .fix(PendingFix { safety: Safety::Unsafe, message: "take the markup out".to_owned(), edits });
        }
    }
}
