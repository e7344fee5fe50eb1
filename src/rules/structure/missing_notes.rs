//! The text has markers, but no note list follows.
//!
//! # Why
//! The list was left behind in another file, or cut off. One report says it for all markers.
//!
//! Two calls that count up from 1 are wanted; a single bracketed number is text.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//! ```
//!
//! # Silent
//! ```text
//! Ports grew (see figure [1]). The bill [2023] passed.
//! ```
//!
//! # Source
//! MediaWiki's error for references without a list to stand in.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};

/// Markers without any note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("the text has {markers} markers, but no note list")]
pub struct MissingNotes {
    /// How many markers there are.
    pub markers: usize,
}

impl Rule for MissingNotes {
    type Options = ();
    const META: Meta = Meta::new("IB701", "missing-notes", Severity::Error);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let Some(first) = draft.markers.first().filter(|_| draft.notes.is_empty()) else { return };
        out.report(first.span, MissingNotes { markers: draft.markers.len() })
            .label("the first of them")
            .help("add the list below the text: “[1] …”, one note a line");
    }
}
