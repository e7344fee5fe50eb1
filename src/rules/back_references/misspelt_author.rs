//! The author of a back-reference is a letter off the one who was cited.
//!
//! # Why
//! "Yurdakl, a.g.e." can only be Yurdakul of note 1; a reader who looks for the name does not find it.
//!
//! It is told of names of five letters and more, where one cited author comes so close, where the name as typed stands
//! nowhere else in the draft, and where the letter is no ending ("Petrov", "Petrova").
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] Selin Yurdakul, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Tom Holt, “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] Yurdakl, op. cit., p. 4.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew, as Yurdaqul says.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] Selin Yurdakul, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] YURDAKUL, op. cit., p. 4.
//!
//! [3] Yurdaqul, op. cit., p. 5.
//! ```
//!
//! # Source
//! Spelling checkers do not know names; the notes of a draft do.

use std::collections::HashSet;

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{End, Label, NoteId, Reason, Resolution, Sure};
use crate::span::Span;
use crate::text;

/// A name with a slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} names {typed}, but the author in note {source_label} is {cited}")]
pub struct MisspeltAuthor {
    #[serde(skip)]
    label: Label,
    #[serde(skip)]
    source_label: Label,
    /// The name as typed.
    pub typed: String,
    /// The name as cited.
    pub cited: String,
    /// The note that cites its work.
    pub first: NoteId,
}

impl Rule for MisspeltAuthor {
    type Options = ();
    const META: Meta = Meta::new("IB321", "misspelt-author", Severity::Warning).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut slips: Vec<(NoteId, NoteId, Span, Span)> = Vec::new();
        for (cite, reference, chain) in draft.chains() {
            let slip = chain.resolution >= Resolution::Likely && chain.reasons.has(Reason::MisspeltAuthor);
            let (Some(author), End::Source(source, first)) = (reference.author.filter(|_| slip), &chain.end)
            else {
                continue;
            };
            if let Some((typed, cited)) = draft.slip_of_name(author, *source) {
                slips.push((cite.note, *first, typed, cited));
            }
        }
        if slips.is_empty() {
            return;
        }
        let places: Vec<Span> = slips.iter().map(|(_, _, typed, _)| *typed).collect();
        let elsewhere: HashSet<String> = draft.stand_elsewhere(&places);
        for (note, source, typed, cited) in slips {
            if elsewhere.contains(&text::skeleton(typed.of(draft.text()))) {
                continue;
            }
            let (Some(first), name) = (draft.note(source), text::squeeze(cited.of(draft.text()))) else {
                continue;
            };
            let fault = MisspeltAuthor {
                label: draft.label(note),
                source_label: first.label,
                typed: text::squeeze(typed.of(draft.text())),
                cited: name.clone(),
                first: source,
            };
            out.report(typed, fault)
                .note(note)
                .sure(Sure::Likely)
                .label(format!("“{name}”?"))
                .related("cited here", Some(source), cited)
                .help(format!("write “{name}”, if this author is meant"))
                .fix(PendingFix::replace(
                    Safety::Unsafe,
                    format!("replace the name by “{name}”"),
                    typed,
                    name,
                ));
        }
    }
}
