//! "Op. cit." names no author, and the note before gives no source.
//!
//! # Why
//! "The work cited" is a work of somebody: without a name only the note before can say whose. Directly behind a source it is
//! read as "ibid."; behind a comment nobody can read it.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] Deniz Aksoy, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] The figures of the ministry leave out what is shipped again.
//!
//! [3] Op. cit., p. 4.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] Deniz Aksoy, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Op. cit., p. 4.
//!
//! [3] Aksoy, op. cit., p. 6.
//! ```
//!
//! # Source
//! MHRA 10.2: op. cit. needs the name of the author. In Turkish "a.g.e." alone often stands for "ibid.".

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{BackKind, Label, NoteId};
use crate::text;

/// A work of nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} says {words} without an author, and note {before_label} gives no source")]
pub struct BareOpCit {
    #[serde(skip)]
    label: Label,
    #[serde(skip)]
    before_label: Label,
    /// Its words, in quotes.
    pub words: String,
    /// The note before it.
    pub before: NoteId,
}

impl Rule for BareOpCit {
    type Options = ();
    const META: Meta = Meta::new("IB312", "bare-op-cit", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (cite, reference, chain) in draft.chains() {
            let bare =
                reference.kind == BackKind::OpCit && reference.author.is_none() && reference.title.is_none();
            if !bare {
                continue;
            }
            let Some((antecedent, before)) = draft.stepped_over(cite, chain) else { continue };
            let Some(remark) = draft.note(before) else { continue };
            let fault = BareOpCit {
                label: draft.label(cite.note),
                before_label: remark.label,
                words: text::quote(cite.span.of(draft.text())),
                before,
            };
            let finding = out.report(cite.span, fault);
            finding
                .note(cite.note)
                .label("whose work?")
                .related("gives no source", Some(before), remark.span)
                .help("name the author");
            if let Some(source) = draft.note(antecedent) {
                finding.related("the last source before it", Some(antecedent), source.span);
            }
        }
    }
}
