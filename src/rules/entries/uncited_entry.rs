//! No marker calls a note.
//!
//! # Why
//! Its marker was lost in an edit, or the note outlived its sentence. On real drafts this is the fault that a checker finds
//! most often and that nobody sees.
//!
//! A note that the text or another note names by number ("see note 5") is called. Where no note has a marker, one report
//! says so.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Ferries waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] “Ferries Wait”, Harbour Daily, https://harbour.example/f, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1–3] Ferries waited.[5]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] “Ferries Wait”, Harbour Daily, https://harbour.example/f, (Accessed: 02.02.2024).
//!
//! [4] “Roads Wait”, Harbour Daily, https://harbour.example/r, (Accessed: 02.02.2024).
//!
//! [5] See note 4.
//! ```
//!
//! # Source
//! idnits and MediaWiki report unused references; real drafts: 12 of 44 have one.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{CiteKind, Label, NoteId};
use crate::text;

/// A note that nothing calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("no marker calls note {label}")]
pub struct UncitedEntry {
    /// Its number.
    pub label: Label,
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for UncitedEntry {
    type Options = ();
    const META: Meta = Meta::new("IB202", "uncited-entry", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        // Without any marker the whole list is uncalled: another rule says it once.
        if draft.markers.is_empty() {
            return;
        }
        let uncalled = draft.uncalled();
        let labels: Vec<Label> = uncalled.iter().map(|id| draft.label(*id)).collect();
        let message = format!("no marker calls notes {}", text::listed(&labels, MOST_NAMED));
        let help = "put their markers back, or delete the notes".to_owned();
        let group = out.open_group(uncalled.len(), message, Some(help));
        for id in uncalled {
            let Some(note) = draft.note(id) else { continue };
            let finding = out.report(note.span, UncitedEntry { label: note.label });
            finding.note(id).group(group).label(title(draft, id));
            if group.is_none() {
                finding.help("put its marker back, or delete the note");
            }
            let neighbours = [
                (id.index().checked_sub(1), "the note before it"),
                (Some(id.index() + 1), "the note behind it"),
            ];
            for (at, which) in neighbours {
                let Some(other) = at
                    .map(NoteId::new)
                    .filter(|other| draft.note(*other).is_some_and(|n| n.list == note.list))
                else {
                    continue;
                };
                if let Some(marker) = draft.markers_of(other).next() {
                    finding.related(format!("{which} is called here"), Some(other), marker.span);
                }
            }
        }
    }
}

/// What the note is about: its title, or its first words.
fn title(draft: &Draft<'_>, id: NoteId) -> String {
    let Some(note) = draft.note(id) else { return String::new() };
    let title = draft.cites_of(note).find_map(|cite| match &cite.kind {
        CiteKind::Full(citation) => citation.title.as_ref().map(|title| draft.words(title)),
        _ => None,
    });
    format!("{} is called nowhere", text::quote(title.unwrap_or_else(|| note.body.of(draft.text()))))
}
