//! Titles stand in curly and in straight quotation marks.
//!
//! # Why
//! A list looks pasted together from several hands, which it usually is.
//!
//! The entries decide, not the text around them: at least three quoted titles, and two thirds of them in marks of one kind.
//! Guillemets stay out: a list may quote Russian titles in the Russian way.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] "Rails Follow", Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] “Roads Wait”, Harbour Daily, https://harbour.example/r, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! The author of "Harbours" lives in Aktau. Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] «Рельсы ждут», Порт, https://port.example/l, (Accessed: 02.02.2024).
//!
//! [3] „Straßen warten“, Hafenblatt, https://hafen.example/r, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Vale and bibtex-tidy settle quotation marks by decree; the majority decides here.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::Label;
use crate::text;

/// A title in marks of the other kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} quotes its title with {} marks, most notes with {} ones", kind(.straight), kind(&!.straight))]
pub struct MixedQuotes {
    /// The number of the note.
    pub label: Label,
    /// Whether this note has straight marks.
    pub straight: bool,
    /// How many titles stand in marks of the other kind.
    pub others: usize,
}

fn kind(straight: &bool) -> &'static str {
    if *straight { "straight" } else { "curly" }
}

/// So few titles show no habit.
const FEWEST_TITLES: usize = 3;

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for MixedQuotes {
    type Options = ();
    const META: Meta = Meta::new("IB601", "mixed-quotes", Severity::Info).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let quoted: Vec<_> = draft
            .citations()
            .filter_map(|(_, cite, citation)| Some((cite.note, draft.title_marks(citation)?)))
            .collect();
        let straight = quoted.iter().filter(|(_, marks)| marks.straight).count();
        let curly = quoted.len() - straight;
        let most = straight.max(curly);
        if straight == 0 || curly == 0 || quoted.len() < FEWEST_TITLES || most * 3 < quoted.len() * 2 {
            return;
        }
        let minority = straight < curly;
        let common = quoted.iter().find(|(_, marks)| marks.straight != minority).map(|(_, marks)| *marks);
        let pair = common.map(|marks| (marks.open.of(draft.text()), marks.close.of(draft.text())));
        let Some((open, close)) = pair else { return };
        let found: Vec<_> = quoted.into_iter().filter(|(_, marks)| marks.straight == minority).collect();
        let mut labels: Vec<Label> = found.iter().map(|(note, _)| draft.label(*note)).collect();
        labels.dedup();
        let message = format!(
            "notes {} quote their titles with {} marks, most notes with {} ones",
            text::listed(&labels, MOST_NAMED),
            kind(&minority),
            kind(&!minority)
        );
        let help = format!("write {open}…{close} as in {most} of {} titles", straight + curly);
        let group = out.open_group(found.len(), message, Some(help.clone()));
        for (note, marks) in found {
            let fault = MixedQuotes { label: draft.label(note), straight: minority, others: most };
            let edits = vec![(marks.open, open.to_owned()), (marks.close, close.to_owned())];
            out.report(marks.open.join(marks.close), fault)
                .note(note)
                .group(group)
                .label(format!("{} here", kind(&minority)))
                .help(help.clone())
                .fix(PendingFix {
                    safety: Safety::Unsafe, message: format!("write {open}…{close}"), edits
                });
        }
    }
}
