//! A note names again the work that the note before it gives.
//!
//! # Why
//! Where a draft has "ibid." at all, it has it for the note directly before.
//!
//! Off unless asked for: newer guides prefer the name. A source that is given in full again is told as a repeated citation.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] Deniz Aksoy, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Aksoy, op. cit., p. 4.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] Deniz Aksoy, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] Aksoy, op. cit., p. 4.
//! ```
//!
//! # Source
//! The Citation Style Language writes "ibid." by this rule; Chicago 18 discourages it.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{BackReference, Chain, Cite, CiteKind, End, Label, NoteId, Resolution, Role};
use crate::span::Span;
use crate::text;

/// A work that is named again at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} says {words}, but note {before_label} gives that very work")]
pub struct MissedBackReference {
    #[serde(skip)]
    label: Label,
    #[serde(skip)]
    before_label: Label,
    /// Its words, in quotes.
    pub words: String,
    /// The note before it.
    pub before: NoteId,
}

impl Rule for MissedBackReference {
    type Options = ();
    const META: Meta = Meta::new("IB318", "missed-back-reference", Severity::Info).fix(FixKind::Unsafe).off();

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (cite, reference, chain) in draft.chains() {
            let Some((author, before)) = named_again(draft, cite, reference, chain) else { continue };
            let Some(earlier) = draft.note(before) else { continue };
            let usual = draft.usual_ibid();
            let fault = MissedBackReference {
                label: draft.label(cite.note),
                before_label: earlier.label,
                words: text::quote(cite.span.of(draft.text())),
                before,
            };
            let finding = out.report(cite.span, fault);
            finding
                .note(cite.note)
                .label("the work of the note before")
                .related("gives it", Some(before), earlier.span)
                .help(format!("write “{usual}”"));
            // A short title stands in marks that would be left behind.
            if !reference.short {
                let span = author.join(draft.with_stop(reference.term));
                let opens = draft.note(cite.note).is_some_and(|note| note.body.start() == author.start());
                let words = if opens { usual.to_owned() } else { text::like("see", usual) };
                let deed = format!("replace the name and the term by “{words}”");
                finding.fix(PendingFix::replace(Safety::Unsafe, deed, span, words));
            }
        }
    }
}

/// The author that a note names, and the note directly before it that cites the same work and nothing else.
fn named_again(
    draft: &Draft<'_>,
    cite: &Cite,
    reference: &BackReference,
    chain: &Chain,
) -> Option<(Span, NoteId)> {
    let End::Source(source, _) = chain.end else { return None };
    let author = reference.author.filter(|_| chain.resolution == Resolution::Certain)?;
    let before = NoteId(cite.note.0.checked_sub(1)?);
    let (own, earlier) = (draft.note(cite.note)?, draft.note(before)?);
    let neighbours = own.list == earlier.list && earlier.label.number + 1 == own.label.number;
    let only = |note| {
        let mut cites = draft.cites_of(note);
        cites.next().filter(|cite| cites.next().is_none() && cite.role == Role::Main)
    };
    let (_, given) = (only(own)?, only(earlier)?);
    let understood = !matches!(given.kind, CiteKind::Unknown) && given.source == Some(source);
    (neighbours && understood).then_some((author, before))
}
