//! Text of a note was read in the wrong encoding.
//!
//! # Why
//! "EriÅŸim" was "Erişim" before a program took its bytes for Western letters. Nobody can read it, and no search finds it.
//!
//! The bytes have to make text again, shorter than it is now and in letters that entries are written in.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (EriÅŸim Tarihi: 02.02.2024).
//! ```
//!
//! ```text
//! Ports grew.[1]
//!
//! [1] â€œPorts Growâ€, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] Marie Roux, «LE CAFÉ», Le Port, https://port.example/c, (consulté le 02.02.2024).
//!
//! [2] Åse Ärlig, “På Å”, Hamnbladet, https://hamn.example/a, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! The way back of the Python library ftfy: only what decodes as UTF-8 was it.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::Label;
use crate::span::Span;
use crate::text;

/// Words in the wrong encoding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: {} was read in the wrong encoding", text::quote(.typed))]
pub struct Mojibake {
    /// The number of the note.
    pub label: Label,
    /// The first such word as it stands.
    pub typed: String,
    /// What it was.
    pub meant: String,
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for Mojibake {
    type Options = ();
    const META: Meta = Meta::new("IB222", "mojibake", Severity::Warning).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let found: Vec<_> = draft
            .notes()
            .map(|(id, note)| (id, note.label, draft.mojibake(note)))
            .filter(|(.., mended)| !mended.is_empty())
            .collect();
        let labels: Vec<Label> = found.iter().map(|(_, label, _)| *label).collect();
        let message = format!(
            "notes {} hold text that was read in the wrong encoding",
            text::listed(&labels, MOST_NAMED)
        );
        let group = out.open_group(found.len(), message, Some("open the original as UTF-8".to_owned()));
        for (id, label, mended) in found {
            let edits: Vec<(Span, String)> =
                mended.into_iter().map(|mended| (mended.span, mended.text)).collect();
            let Some((first, _)) = edits.first() else { continue };
            let word = draft.word_around(*first);
            let (mut meant, mut from) = (String::new(), word.start());
            for (span, text) in edits.iter().filter(|(span, _)| word.covers(*span)) {
                meant.push_str(Span::new(from, span.start()).of(draft.text()));
                meant.push_str(text);
                from = span.end();
            }
            meant.push_str(Span::new(from, word.end()).of(draft.text()));
            let caret = format!("probably {meant}");
            let typed = word.of(draft.text()).to_owned();
            out.report(word, Mojibake { label, typed, meant })
                .note(id)
                .group(group)
                .label(caret)
                .help("open the original as UTF-8, or write what it was")
                .fix(PendingFix { safety: Safety::Unsafe, message: "write what it was".to_owned(), edits });
        }
    }
}
