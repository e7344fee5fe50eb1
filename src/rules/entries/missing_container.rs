//! A web entry gives no outlet, although most of its siblings do.
//!
//! # Why
//! Who published it tells a reader what it is worth, and finds it again when the page moves.
//!
//! At least three web entries with a quoted title, and two thirds of them with an outlet, make it the habit of a draft. An
//! entry that names an author or a publisher says who speaks.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] “Roads Wait”, https://harbour.example/r, (Accessed: 02.02.2024).
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
//! [3] Ministry of Ports, “Roads Wait”, https://ports.example/r, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Wikipedia's check for citations without a periodical; the majority decides.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Citation, Label, Note, NoteId, Shape, Sure};
use crate::span::Span;
use crate::text;

/// An entry without an outlet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} gives no outlet")]
pub struct MissingContainer {
    /// Its number.
    pub label: Label,
    /// How many web entries with a title give one.
    pub with_outlet: usize,
    /// How many web entries have a title.
    pub web_entries: usize,
}

/// So few web entries show no habit.
const FEWEST_ENTRIES: usize = 3;

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for MissingContainer {
    type Options = ();
    const META: Meta = Meta::new("IB211", "missing-container", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let (web, with) = (draft.survey.web_with_quoted_title, draft.survey.web_with_outlet);
        if web < FEWEST_ENTRIES || with * 3 < web * 2 {
            return;
        }
        let found: Vec<(NoteId, Span)> = draft
            .citations()
            .filter(|(_, cite, citation)| !names_its_host(cite.span.of(draft.text()), citation))
            .filter_map(|(_, cite, citation)| Some((cite.note, homeless(draft.note(cite.note)?, citation)?)))
            .collect();
        let labels: Vec<Label> = found.iter().map(|(note, _)| draft.label(*note)).collect();
        let help = format!("add the outlet: {with} of {web} web entries give it");
        let message = format!("notes {} give no outlet", text::listed(&labels, MOST_NAMED));
        let group = out.open_group(found.len(), message, Some(help.clone()));
        for (note, span) in found {
            let fault = MissingContainer { label: draft.label(note), with_outlet: with, web_entries: web };
            out.report(span, fault).note(note).group(group).label("published where?").help(help.clone());
        }
    }
}

/// `“Ports” <https://www.port.example/a>. www.port.example.`: the host stands in the place of the outlet.
fn names_its_host(cite: &str, citation: &Citation) -> bool {
    let host = citation.link.as_ref().and_then(|link| link.value.host.as_deref()).unwrap_or_default();
    let bare = host.strip_prefix("www.").unwrap_or(host);
    !bare.is_empty() && cite.match_indices(bare).nth(1).is_some()
}

/// The title of a web entry that says neither who wrote it nor who published it.
fn homeless(note: &Note, citation: &Citation) -> Option<Span> {
    let title = citation.title.as_ref().filter(|title| title.sure == Sure::Certain)?;
    let named = !citation.authors.is_empty()
        || citation.container.is_some()
        || citation.publisher.is_some()
        || citation.series.is_some()
        || citation.reporter.is_some()
        || citation.court.is_some();
    // Words that no field covers may be the outlet, and a DOI names its journal.
    let read = note.shape == Shape::Full && note.unparsed.is_empty();
    (citation.link.is_some() && citation.doi.is_none() && !named && read).then_some(title.span)
}
