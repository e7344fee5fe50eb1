//! A back-reference means another source than the one that was accepted.
//!
//! # Why
//! An entry was put before "Same place.", a paragraph moved, or the numbers changed: the words are the old ones, and the
//! reader is sent elsewhere. Nothing in the draft alone shows it; `ibidem.lock` remembers what the notes meant.
//!
//! References that lean on each other are one report, at the first of them. Where a reference could mean several sources now, or
//! leads nowhere, this is a warning: other rules tell the fault itself.
//!
//! # Fires
//! ```text accepted
//! Ports grew on the coast.[1] The ferry was late again that year.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Same place.
//! ```
//!
//! ```text
//! Ports grew on the coast.[1] Wagons stood still for a week.[2] The ferry was late again that year.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Wagons Stand Still”, Steppe Post, https://steppe.example/w, (Accessed: 02.02.2024).
//!
//! [3] Same place.
//! ```
//!
//! # Silent
//! ```text accepted
//! Ports grew on the coast.[1] The ferry was late again that year.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Same place.
//! ```
//!
//! ```text
//! Wagons stood still for a week.[1] Ports grew on the coast.[2] The ferry was late again that year.[3]
//!
//! [1] “Wagons Stand Still”, Steppe Post, https://steppe.example/w, (Accessed: 02.02.2024).
//!
//! [2] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [3] Same place.
//! ```
//!
//! # Source
//! R20 of the design: ours; no style guide knows it, since none compares two versions.

use serde::Serialize;

use crate::draft::{Change, Draft, Findings, Meta, Needs, Rule, Severity};
use crate::model::{Label, NoteId};
use crate::text;

/// A reference that means something else now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} says {words} and {}, {}", means(self), meant(self))]
pub struct IbidDrift {
    #[serde(skip)]
    label: Label,
    /// Its words, in quotes.
    pub words: String,
    /// What happened.
    pub change: Change,
    /// The numbers of the notes it means now, or could mean.
    pub now: Vec<Label>,
    /// The number of the note that gives what was accepted.
    pub still: Option<Label>,
    /// How many references changed with it, itself among them.
    pub references: usize,
}

fn means(fault: &IbidDrift) -> String {
    match (fault.change, fault.now.as_slice()) {
        (Change::Lost, _) => "leads nowhere now".to_owned(),
        (Change::Unclear, [] | [_]) => "could now mean several sources".to_owned(),
        (_, []) => "means another source now".to_owned(),
        (Change::Page, _) => "inherits another page now".to_owned(),
        (_, [one]) => format!("now means note {one}"),
        (_, several) => format!("could now mean notes {}", text::listed(several, 4)),
    }
}

fn meant(fault: &IbidDrift) -> String {
    match fault.still {
        Some(_) if fault.change == Change::Page => "though its source is the same".to_owned(),
        Some(note) => format!("but was accepted for the source of note {note}"),
        None => "but was accepted for a source that no note gives any more".to_owned(),
    }
}

impl Rule for IbidDrift {
    type Options = ();
    const META: Meta = Meta::new("IB801", "ibid-drift", Severity::Error).needs(Needs::Lock);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let Some(changes) = &draft.changes else { return };
        for row in &changes.rows {
            // Where the entry itself was edited, that is told of the entry.
            if row.now_at.is_some_and(|target| changes.is_edited(target.note)) {
                continue;
            }
            let id = NoteId::new(row.note);
            let Some(note) = draft.note(id) else { continue };
            let fault = IbidDrift {
                label: note.label,
                words: text::quote(note.body.of(draft.text())),
                change: row.change,
                now: row.now.clone(),
                still: row.still.map(|target| target.label),
                references: row.count,
            };
            let certain = matches!(row.change, Change::Source | Change::Number);
            let finding = out.report(note.span, fault);
            finding.note(id).label("another source than before");
            if !certain {
                finding.at_most(Severity::Warning);
            }
            let now = row
                .now_at
                .and_then(|target| Some((NoteId::new(target.note), draft.note(NoteId::new(target.note))?)));
            if let Some((now, note)) = now {
                finding.related("what it means now", Some(now), note.span);
            }
            let still = row.still.map(|target| NoteId::new(target.note));
            if let Some((still, note)) = still.and_then(|still| Some((still, draft.note(still)?))) {
                finding.related("what it was accepted for", Some(still), note.span);
            }
            if row.count > 1 {
                finding.remark(format!("{} more lean on it and changed with it", row.count - 1));
            }
            finding.help(match row.still.filter(|_| certain) {
                Some(target) => {
                    let reference = draft.see_note().replace("{n}", &target.label.to_string());
                    format!("write “{reference}”, or accept what it means now with `ibidem lock`")
                }
                None => "write the source out, or accept what it means now with `ibidem lock`".to_owned(),
            });
        }
    }
}
