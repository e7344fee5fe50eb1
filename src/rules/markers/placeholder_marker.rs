//! A bracket still asks for its source.
//!
//! # Why
//! "[citation needed]" or "[TK]" was meant for the writer, and goes out to the reader.
//!
//! # Fires
//! ```text
//! Ports grew by a third [citation needed] last spring. The rest is known.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! “Ports [sic] grew […] by a third”, she said.[1] See [the source](https://harbour.example/p).
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! LaTeX prints `[?]` for a missing citation; Wikipedia's tag asks for one. The words of each language are in `src/lang`.

use serde::Serialize;

use crate::draft::{Draft, Findings, LeftoverKind, Meta, Rule, Severity};

/// A source that is still to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{placeholder} still asks for a source")]
pub struct PlaceholderMarker {
    /// The bracket as typed.
    pub placeholder: String,
}

impl Rule for PlaceholderMarker {
    type Options = ();
    const META: Meta = Meta::new("IB123", "placeholder-marker", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for leftover in draft.leftovers.iter().filter(|leftover| leftover.kind == LeftoverKind::Placeholder) {
            let placeholder = leftover.span.of(draft.text()).to_owned();
            out.report(leftover.span, PlaceholderMarker { placeholder })
                .label("unfinished")
                .help("add the note, or delete the bracket");
        }
    }
}
