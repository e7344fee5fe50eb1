//! The notes of a list do not stand in the order of their numbers.
//!
//! # Why
//! Who looks for note 2 behind note 1 does not find it there, and "Same place." below it means another source than it seems.
//!
//! A list in the order of its authors is in order; so is one where most numbers jump. One slip is told in any list, more only
//! where four fifths count up. A number that was only mistyped is told as a marker without a note.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3] Ferries too.[4]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [3] “Roads Wait”, Harbour Daily, https://harbour.example/r, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [4] “Ferries Wait”, Harbour Daily, https://harbour.example/f, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [2] Adler, Nora, “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [1] Brandt, Ole, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [3] Conrad, Ute, “Roads Wait”, Harbour Daily, https://harbour.example/r, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! rumdl MD067 and remark's definition-sort ask for the same in Markdown; the share of four fifths was measured on markers.

use std::collections::HashSet;

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity, longest_ascending};
use crate::model::{Label, Note, NoteId};
use crate::text;

/// A note that stands too early or too late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} stands {} note {neighbour}", if *.early { "before" } else { "behind" })]
pub struct EntryOrder {
    /// The note that is out of order.
    pub label: Label,
    /// The note that it should stand behind, or before.
    pub neighbour: Label,
    /// Whether it stands too early.
    pub early: bool,
}

impl Rule for EntryOrder {
    type Options = ();
    const META: Meta = Meta::new("IB204", "entry-order", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for list in draft.numbered_lists() {
            let mut numbers = HashSet::new();
            // A number that stands twice is another fault.
            let notes: Vec<(NoteId, &Note)> = list
                .notes()
                .filter_map(|id| Some((id, draft.note(id)?)))
                .filter(|(_, note)| numbers.insert(note.label.number))
                .collect();
            let typed: Vec<u32> = notes.iter().map(|(_, note)| note.label.number).collect();
            let kept = longest_ascending(&typed);
            let misplaced = kept.iter().filter(|kept| !**kept).count();
            let many = misplaced > 1 && misplaced * 5 > typed.len();
            if misplaced == 0 || typed.len() < 3 || many || is_by_author(draft, &notes) {
                continue;
            }
            // Of each note the next one behind it that is in order, the last note first.
            let mut next: Vec<Option<(NoteId, &Note)>> = Vec::with_capacity(notes.len());
            let mut behind = None;
            for (note, kept) in notes.iter().zip(&kept).rev() {
                next.push(behind);
                behind = if *kept { Some(*note) } else { behind };
            }
            let mut before: Option<(NoteId, &Note)> = None;
            for ((id, note), kept) in notes.iter().zip(&kept) {
                let behind = next.pop().flatten();
                if *kept {
                    before = Some((*id, *note));
                    continue;
                }
                // Between 2 and 4 it should have been 3, and nothing else is: the number was mistyped.
                let mistyped = before.zip(behind).is_some_and(|((_, before), (_, behind))| {
                    let own = before.label.number + 1;
                    own + 1 == behind.label.number && !numbers.contains(&own)
                });
                let early = behind.filter(|(_, next)| next.label.number < note.label.number);
                let Some((other, neighbour)) = early.or(before).filter(|_| !mistyped) else { continue };
                let fault =
                    EntryOrder { label: note.label, neighbour: neighbour.label, early: early.is_some() };
                out.report(note.span, fault)
                    .note(*id)
                    .label("out of order")
                    .related("in order", Some(other), neighbour.span)
                    .help("move the note to its place, and see what a “Same place.” behind it means then");
            }
        }
    }
}

/// Whether the notes stand in the order of their first words: a list by author.
fn is_by_author(draft: &Draft<'_>, notes: &[(NoteId, &Note)]) -> bool {
    let mut words: Vec<String> = Vec::with_capacity(notes.len());
    for (_, note) in notes {
        let body = note.body.of(draft.text());
        let first: String = body.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
        words.push(text::skeleton(&first));
    }
    words.is_sorted() && words.first() != words.last()
}
