//! One term of a back-reference stands with its stop and without, or with a capital and without.
//!
//! # Why
//! "Ibid., p. 4" in one note and "ibid, p. 5" in the next look unread.
//!
//! Off unless asked for. The same term in the same place is compared: what opens a note with what opens a note, what stands
//! before a page with what stands before a page. At least three of a kind, and two thirds of them alike, are a habit.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3] Ships came.[4]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Ibid., p. 4.
//!
//! [3] Ibid, p. 5.
//!
//! [4] Ibid., p. 6.
//! ```
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3] Ships came.[4]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] ibid
//!
//! [3] Ibid
//!
//! [4] ibid
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3] Ships came.[4]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Ibid., p. 4.
//!
//! [3] See ibid., p. 5.
//!
//! [4] Ibid., p. 6.
//! ```
//!
//! # Source
//! OSCOLA 1.2.3 writes ibid without a stop, Chicago with one: the draft's own majority decides.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity, UsedTerm};
use crate::model::Label;
use crate::span::Span;
use crate::text;

/// A term in another dress than most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} writes “{typed}”, most notes “{usual}”")]
pub struct BackReferencePunctuation {
    #[serde(skip)]
    label: Label,
    /// The term as typed, with its stop.
    pub typed: String,
    /// As most notes have it.
    pub usual: String,
}

/// So few terms show no habit.
const FEWEST_TERMS: usize = 3;

/// A report names so many notes.
const MOST_NAMED: usize = 8;

/// Which terms are compared: the same one, in the same place.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    key: String,
    opens: bool,
    closes: bool,
}

impl Rule for BackReferencePunctuation {
    type Options = ();
    const META: Meta =
        Meta::new("IB317", "back-reference-punctuation", Severity::Info).fix(FixKind::Safe).off();

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut by_place: BTreeMap<Place, Vec<UsedTerm<'_>>> = BTreeMap::new();
        for term in draft.terms() {
            let Some(note) = draft.note(term.cite.note) else { continue };
            let behind = Span::new(term.span.end(), note.body.end().max(term.span.end())).of(draft.text());
            // Behind the stop goes a sentence: whose stop it is, nobody can say.
            let sentence = term.span.of(draft.text()).ends_with('.')
                && behind.trim_start().starts_with(char::is_uppercase);
            if sentence {
                continue;
            }
            let place = Place {
                key: term.key.clone(),
                opens: note.body.start() == term.span.start(),
                closes: behind.trim().is_empty(),
            };
            by_place.entry(place).or_default().push(term);
        }
        for terms in by_place.into_values() {
            report(draft, &terms, out);
        }
    }
}

/// Reports the terms of one place that are not written as most of them are.
fn report(draft: &Draft<'_>, terms: &[UsedTerm<'_>], out: &mut Findings<'_, BackReferencePunctuation>) {
    let typed = |term: &UsedTerm<'_>| text::squeeze(term.span.of(draft.text()));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for term in terms {
        *counts.entry(typed(term)).or_default() += 1;
    }
    let Some((usual, most)) =
        counts.iter().max_by_key(|(_, count)| **count).map(|(form, count)| (form.clone(), *count))
    else {
        return;
    };
    if counts.len() < 2 || terms.len() < FEWEST_TERMS || most * 3 < terms.len() * 2 {
        return;
    }
    let found: Vec<_> = terms.iter().filter(|term| typed(term) != usual).collect();
    let labels: Vec<Label> = found.iter().map(|term| draft.label(term.cite.note)).collect();
    let message =
        format!("notes {} do not write “{usual}” as most notes do", text::listed(&labels, MOST_NAMED));
    let help = format!("write “{usual}” as in {most} of {} notes", terms.len());
    let group = out.open_group(found.len(), message, Some(help.clone()));
    for term in found {
        let fault = BackReferencePunctuation {
            label: draft.label(term.cite.note),
            typed: typed(term),
            usual: usual.clone(),
        };
        let deed = format!("write “{usual}”");
        out.report(term.span, fault)
            .note(term.cite.note)
            .group(group)
            .label(format!("“{usual}” elsewhere"))
            .help(help.clone())
            .fix(PendingFix::replace(Safety::Safe, deed, term.span, usual.clone()));
    }
}
