//! A web entry gives no title, although most of its siblings do.
//!
//! # Why
//! When the page moves, only its title finds it again.
//!
//! At least three web entries, and two thirds of them with a quoted title, make it the habit of a draft. Only an outlet or a
//! name may stand before the address: other words may be a title without marks, as laws and judgments have.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] Harbour Daily, https://harbour.example/r, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] Roads Wait, https://harbour.example/r, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Wikipedia's check for citations without a title; the majority decides, since houses cite laws and interviews without one.

use std::collections::HashSet;

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Citation, Kind, Label, NoteId, Shape, Sure};
use crate::span::Span;
use crate::text;

/// An entry without a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} gives no title")]
pub struct MissingTitle {
    /// Its number.
    pub label: Label,
    /// What it gives in place of one.
    pub outlet: String,
    /// How many web entries of the draft quote a title.
    pub with_title: usize,
    /// How many web entries the draft has.
    pub web_entries: usize,
}

/// So few web entries show no habit.
const FEWEST_ENTRIES: usize = 3;

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for MissingTitle {
    type Options = ();
    const META: Meta = Meta::new("IB210", "missing-title", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let (web, with) = (draft.survey.web, draft.survey.web_with_quoted_title);
        if web < FEWEST_ENTRIES || with * 3 < web * 2 {
            return;
        }
        let outlets = draft.outlet_names();
        let found: Vec<(NoteId, Span)> = draft
            .citations()
            .filter(|(_, cite, _)| draft.note(cite.note).is_some_and(|note| note.shape == Shape::Full))
            .filter_map(|(_, cite, citation)| Some((cite.note, untitled(draft, citation, &outlets)?)))
            .collect();
        let labels: Vec<Label> = found.iter().map(|(note, _)| draft.label(*note)).collect();
        let help = format!("add the title: {with} of {web} web entries give it");
        let message = format!("notes {} give no title", text::listed(&labels, MOST_NAMED));
        let group = out.open_group(found.len(), message, Some(help.clone()));
        for (note, span) in found {
            let outlet = text::squeeze(span.of(draft.text()));
            let fault = MissingTitle { label: draft.label(note), outlet, with_title: with, web_entries: web };
            out.report(span, fault).note(note).group(group).label("an outlet, no title").help(help.clone());
        }
    }
}

/// The outlet that stands where a title would, if nothing else does.
fn untitled(draft: &Draft<'_>, citation: &Citation, outlets: &HashSet<String>) -> Option<Span> {
    let web = citation.link.is_some() && citation.doi.is_none() && citation.authors.is_empty();
    if !web || !matches!(citation.kind, Kind::News | Kind::Web | Kind::Unknown) {
        return None;
    }
    let only = match (&citation.title, &citation.container) {
        (None, Some(container)) => container,
        // What stands alone before an address is read as a title for want of a better guess.
        (Some(title), None) if title.sure == Sure::Guess => title,
        _ => return None,
    };
    let key = text::skeleton(draft.words(only));
    let joined: String = key.split(' ').collect();
    let host = citation.link.as_ref().and_then(|link| link.value.host.as_deref()).unwrap_or_default();
    let names_host = !joined.is_empty() && host.split('.').any(|piece| piece.replace('-', "") == joined);
    (names_host || outlets.contains(&key)).then_some(only.span)
}
