//! A draft says "the same source" in several words.
//!
//! # Why
//! Who reads "Ibid." in one note and "Ibidem." in the next looks for a difference.
//!
//! Only terms that mean the same are compared: "idem" is an author, "op. cit." an earlier work, "same article" one kind of
//! source. "Same place." beside "Ibid., p. 4" tells the same page from another one, and "Ibid." beside "Там же" a source in
//! Latin script. At least three terms in one list, and two thirds of them alike, make it the habit of a draft.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3] Ships came.[4]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Ibid.
//!
//! [3] Ibid.
//!
//! [4] Same place.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3] Ships came.[4] Cranes rose.[5]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Ibid., p. 4.
//!
//! [3] Same place.
//!
//! [4] Ibid., p. 7.
//!
//! [5] Ibid., p. 9.
//! ```
//!
//! # Source
//! Each guide has one term for it; the draft's own majority decides which.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity, UsedTerm};
use crate::model::{Label, ListId};
use crate::text;

/// A term that most notes do not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} says “{term}”, most notes “{usual}”")]
pub struct MixedBackReferenceTerms {
    #[serde(skip)]
    label: Label,
    /// The term as typed.
    pub term: String,
    /// The term that most notes have.
    pub usual: String,
    /// How many notes have it.
    pub others: usize,
}

/// So few terms show no habit.
const FEWEST_TERMS: usize = 3;

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for MixedBackReferenceTerms {
    type Options = ();
    const META: Meta = Meta::new("IB313", "mixed-back-reference-terms", Severity::Info).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut by_list: BTreeMap<(ListId, bool), Vec<UsedTerm<'_>>> = BTreeMap::new();
        for term in draft.terms() {
            if let Some(note) = draft.note(term.cite.note) {
                by_list.entry((note.list, term.latin)).or_default().push(term);
            }
        }
        for terms in by_list.into_values() {
            // Another page beside the same place: two terms for two things.
            let told_apart = terms.iter().any(|term| term.place)
                && terms.iter().any(|term| !term.place && term.cite.locator.is_some());
            let compared: Vec<&UsedTerm<'_>> =
                terms.iter().filter(|term| !(told_apart && term.place)).collect();
            report(draft, &compared, out);
        }
    }
}

/// Reports the terms of a list that are not the one which most of them are.
fn report(draft: &Draft<'_>, terms: &[&UsedTerm<'_>], out: &mut Findings<'_, MixedBackReferenceTerms>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for term in terms {
        *counts.entry(term.key.as_str()).or_default() += 1;
    }
    let Some((usual, most)) =
        counts.iter().max_by_key(|(_, count)| **count).map(|(key, count)| (*key, *count))
    else {
        return;
    };
    if counts.len() < 2 || terms.len() < FEWEST_TERMS || most * 3 < terms.len() * 2 {
        return;
    }
    let as_typed = |paged: bool| {
        let mut usuals = terms.iter().filter(|term| term.key == usual);
        usuals.find(|term| term.cite.locator.is_some() == paged).map(|term| term.span.of(draft.text()))
    };
    let found: Vec<_> = terms.iter().filter(|term| term.key != usual).collect();
    let labels: Vec<Label> = found.iter().map(|term| draft.label(term.cite.note)).collect();
    let Some(shown) = as_typed(false).or_else(|| as_typed(true)) else { return };
    let message = format!(
        "notes {} say “the same source” in other words than most notes, which say “{}”",
        text::listed(&labels, MOST_NAMED),
        text::squeeze(shown)
    );
    let help = format!("write “{}” as in {most} of {} notes", text::squeeze(shown), terms.len());
    let group = out.open_group(found.len(), message, Some(help.clone()));
    for term in found {
        let typed = term.span.of(draft.text());
        let fault = MixedBackReferenceTerms {
            label: draft.label(term.cite.note),
            term: text::squeeze(typed),
            usual: text::squeeze(shown),
            others: most,
        };
        let finding = out.report(term.span, fault);
        finding.note(term.cite.note).group(group).label("another word for it").help(help.clone());
        // With a page, a term that is no abbreviation has no stop: only what the draft has itself is copied.
        if let Some(usual) = as_typed(term.cite.locator.is_some()) {
            let words = text::like(typed, &text::squeeze(usual));
            let deed = format!("replace the term by “{words}”");
            finding.fix(PendingFix::replace(Safety::Unsafe, deed, term.span, words));
        }
    }
}
