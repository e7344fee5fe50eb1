//! A note holds a character that nobody sees.
//!
//! # Why
//! An address with a zero-width space in it leads nowhere when it is copied, and a title with one is not found by a search.
//!
//! What a script needs is left alone: joiners of Persian, Hindi and emoji, direction marks in text that runs from right to
//! left, breaks of Thai and Khmer. A no-break space cuts an address in two, and is told as that.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/​ports, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “می‌روند”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Marie Roux, « Le rail suit », Le Port, https://port.example/r, (consulté le 02.02.2024).
//! ```
//!
//! # Source
//! Wikipedia's check `invisible_char`; idnits looks for the same in references.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Invisible, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Label, NoteId};
use crate::text;

/// A character without a shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}{} holds {name}", if *.in_address { ": the address" } else { "" })]
pub struct InvisibleCharacter {
    /// The number of the note.
    pub label: Label,
    /// The character by its number in Unicode: "U+200B".
    pub character: String,
    #[serde(skip)]
    name: &'static str,
    /// Whether it stands in an address or a DOI.
    pub in_address: bool,
    /// How many of them the note holds there.
    pub count: usize,
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for InvisibleCharacter {
    type Options = ();
    const META: Meta = Meta::new("IB221", "invisible-character", Severity::Warning).fix(FixKind::Safe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut found: Vec<(NoteId, Label, Vec<Invisible>)> = Vec::new();
        for (id, note) in draft.notes() {
            let (inside, outside): (Vec<_>, Vec<_>) =
                draft.invisible(note).into_iter().partition(|invisible| invisible.in_address);
            for invisible in [inside, outside].into_iter().filter(|invisible| !invisible.is_empty()) {
                found.push((id, note.label, invisible));
            }
        }
        let mut labels: Vec<Label> = found.iter().map(|(_, label, _)| *label).collect();
        labels.dedup();
        let message = format!("notes {} hold characters that nobody sees", text::listed(&labels, MOST_NAMED));
        let group = out.open_group(labels.len(), message, Some("delete them".to_owned()));
        for (id, label, invisible) in found {
            let Some(first) = invisible.first() else { continue };
            let fault = InvisibleCharacter {
                label,
                character: format!("U+{:04X}", u32::from(first.character)),
                name: first.name,
                in_address: first.in_address,
                count: invisible.len(),
            };
            let caret = fault.character.clone();
            let safety = if first.in_address { Safety::Safe } else { Safety::Unsafe };
            let message = format!("delete {}", if invisible.len() == 1 { "it" } else { "them" });
            let edits = invisible.iter().map(|invisible| (invisible.span, String::new())).collect();
            out.report(first.span, fault)
                .note(id)
                .group(group)
                .label(caret)
                .help(message.clone())
                .fix(PendingFix { safety, message, edits });
        }
    }
}
