//! "Okafor, supra note 2": name and number disagree.
//!
//! # Why
//! A note was inserted or deleted and the number was not changed; the name still leads to the work.
//!
//! It is told only where the name leads to one work and the note with that number cites others, all of them understood.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] Nneka Okafor, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Deniz Aksoy, “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] Okafor, supra note 2, p. 4.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3] Ships came.[4]
//!
//! [1] Nneka Okafor, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Harbour Board Archive, Box 12.
//!
//! [3] Okafor, supra note 1, p. 4.
//!
//! [4] Okafor, supra note 2, p. 4.
//! ```
//!
//! # Source
//! Word processors update such a number if it is a field; typed ones drift (OSCOLA 1.2.1, Bluebook 4.2).

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{
    BackReference, Chain, Cite, CiteKind, End, Label, ListId, NoteId, Reason, Resolution, Sure,
};
use crate::span::Span;
use crate::text;

/// A number that leads to another author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} names {author} and note {number}, but {author} is cited in note {right}")]
pub struct WrongNoteNumber {
    #[serde(skip)]
    label: Label,
    /// The author it names.
    pub author: String,
    /// The number it gives.
    pub number: u32,
    /// The number that the author's work has.
    pub right: u32,
}

/// A number that is off by more may be another slip.
const FARTHEST_SURE: u32 = 3;

/// In a longer note the name may stand anywhere, in bytes.
const LONGEST_READ: usize = 2_000;

/// A report names so many notes.
const MOST_NAMED: usize = 8;

/// A reference whose number is wrong.
struct Wrong<'a> {
    cite: &'a Cite,
    reference: &'a BackReference,
    author: Span,
    number: u32,
    right: NoteId,
}

impl Rule for WrongNoteNumber {
    type Options = ();
    const META: Meta = Meta::new("IB322", "wrong-note-number", Severity::Warning).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut numbers = None;
        let mut by_shift: BTreeMap<i64, Vec<Wrong<'_>>> = BTreeMap::new();
        for (cite, reference, chain) in draft.chains() {
            if !chain.reasons.has(Reason::WrongNumber) {
                continue;
            }
            let numbers = numbers.get_or_insert_with(|| numbered(draft));
            if let Some(wrong) = wrong(draft, numbers, cite, reference, chain) {
                let right = draft.label(wrong.right).number;
                by_shift.entry(i64::from(wrong.number) - i64::from(right)).or_default().push(wrong);
            }
        }
        // One note put in shifts all numbers behind it by one.
        for (shift, places) in by_shift {
            let labels: Vec<Label> = places.iter().map(|wrong| draft.label(wrong.cite.note)).collect();
            let message = format!(
                "notes {} give the number of a note that is {} too {}",
                text::listed(&labels, MOST_NAMED),
                shift.unsigned_abs(),
                if shift > 0 { "high" } else { "low" }
            );
            let group = out.open_group(
                places.len(),
                message,
                Some("give the number of the note that cites the author".to_owned()),
            );
            for wrong in places {
                report(draft, &wrong, out, group);
            }
        }
    }
}

fn report(
    draft: &Draft<'_>,
    wrong: &Wrong<'_>,
    out: &mut Findings<'_, WrongNoteNumber>,
    group: Option<usize>,
) {
    let Wrong { cite, reference, author, number, right } = *wrong;
    let Some(source) = draft.note(right) else { return };
    let fault = WrongNoteNumber {
        label: draft.label(cite.note),
        author: text::squeeze(author.of(draft.text())),
        number,
        right: source.label.number,
    };
    let near = number.abs_diff(source.label.number) <= FARTHEST_SURE;
    let finding = out.report(reference.number_span.unwrap_or(cite.span), fault);
    finding
        .note(cite.note)
        .group(group)
        .sure(if near { Sure::Certain } else { Sure::Likely })
        .label(format!("note {}?", source.label))
        .related("cited here", Some(right), source.span)
        .help(format!("write {}, if this work is meant", source.label));
    let place = reference.number_span.and_then(|span| {
        let at = span.of(draft.text()).find(&number.to_string())?;
        Some(Span::new(span.start() + at, span.start() + at + number.to_string().len()))
    });
    if let Some(place) = place {
        let message = format!("replace {number} by {}", source.label);
        finding.fix(PendingFix::replace(Safety::Unsafe, message, place, source.label.to_string()));
    }
}

/// The notes by list and number; `None` where two notes share one.
fn numbered(draft: &Draft<'_>) -> HashMap<(ListId, u32), Option<NoteId>> {
    let mut numbers = HashMap::new();
    for (id, note) in draft.notes() {
        numbers.entry((note.list, note.label.number)).and_modify(|known| *known = None).or_insert(Some(id));
    }
    numbers
}

/// A reference whose name is right and whose number leads elsewhere, beyond doubt.
fn wrong<'a>(
    draft: &Draft<'_>,
    numbers: &HashMap<(ListId, u32), Option<NoteId>>,
    cite: &'a Cite,
    reference: &'a BackReference,
    chain: &Chain,
) -> Option<Wrong<'a>> {
    let End::Source(_, right) = chain.end else { return None };
    let (author, number) = (reference.author?, reference.number?);
    let (own, source) = (draft.note(cite.note)?, draft.note(right)?);
    let sure = chain.resolution >= Resolution::Likely && !chain.reasons.has(Reason::NameInText);
    // "Okafor, op. cit., p. 4 (note 2)": a note of the cited page.
    let behind = draft.text().get(draft.with_stop(reference.term).end()..).unwrap_or_default();
    if reference.number_span.is_none() && !behind.trim_start().starts_with('(') {
        return None;
    }
    // Numbers of another list may be meant, and a number that two notes have.
    let found = numbers.get(&(own.list, number));
    if !sure || source.list != own.list || source.label.number == number || found == Some(&None) {
        return None;
    }
    let there = found.copied().flatten().and_then(|id| draft.note(id));
    if there.is_some_and(|there| there.body.len() > LONGEST_READ) {
        return None;
    }
    if let Some(there) = there {
        let name = text::skeleton(author.of(draft.text()));
        let family = name.rsplit(' ').next().unwrap_or_default();
        let words = text::skeleton(there.body.of(draft.text()));
        let understood = draft.cites_of(there).all(|cite| match cite.kind {
            CiteKind::Full(_) => cite.source.is_some(),
            CiteKind::Back(_) => cite.source.is_some(),
            CiteKind::Unknown => false,
        });
        if !understood || words.split(' ').any(|word| word == family) {
            return None;
        }
    }
    Some(Wrong { cite, reference, author, number, right })
}
