//! A term of a back-reference is of another language than the text.
//!
//! # Why
//! Readers of English do not know "a.g.e.". Mostly notes of another draft were taken over.
//!
//! Latin terms are at home everywhere. Nothing is said where the language of the text is not certain, where most entries or
//! the source itself are in the language of the term, and where "Same place." stands once or twice: a house may say so.
//!
//! # Fires
//! ```text
//! The ports of the north are full again and the grain is on its way.[1] The rails were not.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] A.g.e., s. 4.
//! ```
//!
//! # Silent
//! ```text
//! The ports of the north are full again and the grain is on its way.[1] The rails were not.[2] The quay waits.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Ibid., p. 4.
//!
//! [3] Same place.
//! ```
//!
//! # Source
//! Chicago 14.34 and GOST R 7.0.5 keep Latin for sources in Latin script; other terms follow the language of the text.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, ForeignTerm, Meta, PendingFix, Rule, Safety, Severity};
use crate::lang::LanguageId;
use crate::model::{BackKind, Label};
use crate::text;

/// A term of another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("“{term}” is {}, the text is {}", name(.term_language), name(.text_language))]
pub struct ForeignBackReference {
    /// The term as typed.
    pub term: String,
    /// The tag of its language.
    pub term_language: &'static str,
    /// The tag of the text's language.
    pub text_language: &'static str,
}

fn name(tag: &str) -> &'static str {
    LanguageId::from_tag(tag).map_or("another language", |language| language.get().name)
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for ForeignBackReference {
    type Options = ();
    const META: Meta = Meta::new("IB315", "foreign-back-reference", Severity::Info).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let Some(language) = draft.language() else { return };
        let mut by_term: BTreeMap<(String, &'static str, bool), Vec<ForeignTerm<'_>>> = BTreeMap::new();
        for term in draft.foreign_terms() {
            let words = text::squeeze(draft.with_stop(term.reference.term).of(draft.text()));
            let ibid = term.reference.kind == BackKind::Ibid;
            by_term.entry((words, term.language.tag(), ibid)).or_default().push(term);
        }
        for ((term, tag, ibid), places) in by_term {
            let usual = if ibid {
                language.get().usual_ibid
            } else {
                language.get().back.op_cit.first().map_or("op. cit.", |term| term.text)
            };
            let fault = ForeignBackReference { term, term_language: tag, text_language: language.tag() };
            let labels: Vec<Label> = places.iter().map(|place| draft.label(place.cite.note)).collect();
            let message = format!("notes {}: {fault}", text::listed(&labels, MOST_NAMED));
            let help = format!("write “{usual}”");
            let group = out.open_group(places.len(), message, Some(help.clone()));
            for ForeignTerm { cite, reference, .. } in places {
                let span = draft.with_stop(reference.term);
                let finding = out.report(span, fault.clone());
                finding
                    .note(cite.note)
                    .group(group)
                    .label(format!("“{usual}” in {}", language.get().name))
                    .help(help.clone());
                // "Kaya, aynı yer": a name before the term asks for another one.
                if ibid || reference.kind == BackKind::OpCit {
                    let words =
                        if ibid { usual.to_owned() } else { text::like(span.of(draft.text()), usual) };
                    let deed = format!("replace the term by “{words}”");
                    finding.fix(PendingFix::replace(Safety::Unsafe, deed, span, words));
                }
            }
        }
    }
}
