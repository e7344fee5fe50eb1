//! A draft has real footnotes and a typed list of notes.
//!
//! # Why
//! Two people wrote it, or two drafts were joined: the reader meets two notes 1, and "Same place." in one list never means the
//! other.
//!
//! A typed number without a typed list is text. A typed list under a heading of works ("References") beside footnotes is a
//! bibliography, and wanted.
//!
//! # Fires
//! ```text format=markdown
//! Ports grew.[^1] Rails followed.[1]
//!
//! [1] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [^1]: “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text format=markdown
//! Ports grew.[^1] Rails followed.[1]
//!
//! References
//!
//! [1] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [^1]: It was a mild winter.
//! ```
//!
//! # Source
//! Editors of journals ask for one system of notes in a manuscript (Chicago, 14.19–14.23).

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::Format;

/// Notes of two kinds in one draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("the draft has {stated} and a typed list of notes")]
pub struct MixedNoteSystems {
    /// What the format has ("footnotes").
    pub stated: &'static str,
}

impl Rule for MixedNoteSystems {
    type Options = ();
    const META: Meta = Meta::new("IB709", "mixed-note-systems", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let Some((typed, stated)) = draft.mixed_lists() else { return };
        let (Some(list), Some(other)) = (draft.note(typed), draft.note(stated)) else { return };
        let kind = if draft.document.format == Format::Html { "linked notes" } else { "footnotes" };
        out.report(list.span, MixedNoteSystems { stated: kind })
            .note(typed)
            .label("the typed list begins here")
            .related("the first of the others", Some(stated), other.span)
            .help("make them notes of one kind");
    }
}
