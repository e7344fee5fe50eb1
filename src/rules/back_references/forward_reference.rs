//! A note points to a later note for its source.
//!
//! # Why
//! The reader has not come to that note yet. Mostly a number was not changed when the notes were, or the full citation moved
//! down. "See note 9 below" says that it is meant.
//!
//! A pointer to a later comment is no fault, and a source that is called for several times before it is given is told once.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] See note 2.
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] Aksoy, op. cit., p. 12.
//!
//! [2] Deniz Aksoy, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3] Ships came.[4]
//!
//! [1] See note 2 below.
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] See note 4.
//!
//! [4] The figures of the ministry leave out what is shipped again.
//! ```
//!
//! # Source
//! Legal styles mark such a pointer with "infra" (Bluebook 3.5); others know none.

use std::collections::HashSet;

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{
    Antecedent, BackKind, BackReference, Chain, Cite, Direction, End, Label, NoteId, Reason, Resolution,
};
use crate::text;

/// A source that comes later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} {}", words(.author, .target_label))]
pub struct ForwardReference {
    #[serde(skip)]
    label: Label,
    #[serde(skip)]
    target_label: Label,
    /// The later note.
    pub target: NoteId,
    /// The author it names, where no number leads there.
    pub author: Option<String>,
}

fn words(author: &Option<String>, target: &Label) -> String {
    match author {
        Some(author) => format!("refers to a work of {author} before note {target} cites it"),
        None => format!("points to note {target}, which comes later"),
    }
}

impl Rule for ForwardReference {
    type Options = ();
    const META: Meta = Meta::new("IB303", "forward-reference", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut told: HashSet<NoteId> = HashSet::new();
        let mut last = None;
        for (cite, reference, chain) in draft.chains() {
            let Some(target) = later(draft, cite, reference, chain).filter(|target| told.insert(*target))
            else {
                continue;
            };
            // "See notes 8 and 9" is one pointer.
            if last.replace(cite.note) == Some(cite.note) {
                continue;
            }
            let Some(later) = draft.note(target) else { continue };
            let named = reference.number.is_none();
            let author = reference.author.filter(|_| named);
            let fault = ForwardReference {
                label: draft.label(cite.note),
                target_label: later.label,
                target,
                author: author.map(|author| text::squeeze(author.of(draft.text()))),
            };
            let span = author.or(reference.number_span).unwrap_or(cite.span);
            out.report(span, fault)
                .note(cite.note)
                .label("comes later")
                .related(if named { "first cited here" } else { "the later note" }, Some(target), later.span)
                .help("give the source in full where it is cited first, or say “below”");
        }
    }
}

/// The later note that a reference sends its reader to for a source, where no word says that this is meant.
fn later(draft: &Draft<'_>, cite: &Cite, reference: &BackReference, chain: &Chain) -> Option<NoteId> {
    let doubtful = chain.resolution < Resolution::Likely
        || chain.reasons.has(Reason::WrongNumber)
        || chain.reasons.has(Reason::NameInText);
    if doubtful || reference.direction == Direction::Forward {
        return None;
    }
    let target = match (reference.kind, chain.next, &chain.end) {
        (BackKind::NoteRef, Some(Antecedent::Note(target)), End::Source(..) | End::Several)
            if reference.number.is_some() =>
        {
            target
        }
        (BackKind::OpCit | BackKind::LocCit, _, End::Source(_, first))
            if reference.author.is_some() && !reference.short =>
        {
            *first
        }
        _ => return None,
    };
    // In a list that is printed out of order, "later" has two readings.
    let (own, other) = (draft.note(cite.note)?, draft.note(target)?);
    let behind = other.list != own.list || other.label.number > own.label.number;
    // A note that only other notes call is read where they call it.
    let called = draft.markers_of(target).next().is_some();
    (target > cite.note && behind && called).then_some(target)
}
