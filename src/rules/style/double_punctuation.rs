//! A comma or a stop stands twice.
//!
//! # Why
//! A part of the entry was taken out, and its comma stayed.
//!
//! Ellipses, "Inc.,", "etc.)." and the punctuation of addresses are as they should be.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily,, https://harbour.example/p, (Accessed: 02.02.2024)..
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] Quay Inc., “Ports Grow...”, Harbour Daily, https://harbour.example/p,_x..y, (Accessed: 02.02.2024).
//!
//! [2] “Why Do Rails Follow?”. Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024, etc.).
//!
//! [3] Ole Brandt, “The Road to .NET, . . . and Back”, Harbour Daily, https://harbour.example/r, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Wikipedia's maintenance category for stray punctuation, and chktex.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Label, Note, NoteId};
use crate::span::Span;
use crate::text;

/// Punctuation typed twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: “{typed}” is one mark too many")]
pub struct DoublePunctuation {
    /// The number of the note.
    pub label: Label,
    /// The marks as typed.
    pub typed: String,
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for DoublePunctuation {
    type Options = ();
    const META: Meta = Meta::new("IB605", "double-punctuation", Severity::Info).fix(FixKind::Safe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut found: Vec<(NoteId, &Note, Span, Option<&'static str>)> = Vec::new();
        for (id, note) in draft.notes() {
            let doubled = draft.doubled_punctuation(note);
            found.extend(doubled.into_iter().map(|(span, mended)| (id, note, span, mended)));
        }
        let mut labels: Vec<Label> = found.iter().map(|(_, note, ..)| note.label).collect();
        labels.dedup();
        let word = if labels.len() > 1 { "notes" } else { "note" };
        let message = format!("{word} {}: punctuation stands twice", text::listed(&labels, MOST_NAMED));
        let group = out.open_group(found.len(), message, Some("delete what is too many".to_owned()));
        for (id, note, span, mended) in found {
            let typed = span.of(draft.text()).to_owned();
            let finding = out.report(span, DoublePunctuation { label: note.label, typed });
            finding.note(id).group(group).label("one too many").help("delete what is too many");
            if let Some(mark) = mended {
                finding.help(format!("write “{mark}”")).fix(PendingFix::replace(
                    Safety::Safe,
                    format!("write “{mark}”"),
                    span,
                    mark,
                ));
            }
        }
    }
}
