//! Some entries end with a stop, some do not.
//!
//! # Why
//! A list closes all its entries alike; the odd one looks cut off.
//!
//! At least three entries, and two thirds of them alike, make it the habit of a draft. Entries that end with an address, a
//! quotation, a question or an abbreviation are not counted, nor are back-references and comments.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] “Roads Wait”, Harbour Daily, https://harbour.example/r, (Accessed: 02.02.2024)
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3] Ships came.[4]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] “Roads Wait”, Harbour Daily, https://harbour.example/r, (Accessed: 02.02.2024).
//!
//! [4] “Ships Come”, Harbour Daily, https://harbour.example/s
//! ```
//!
//! # Source
//! OSCOLA 1.1.3 and MHRA 10 close a note with a stop, many houses do not: the draft's own majority decides.

use serde::Serialize;

use crate::draft::{Draft, Ending, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::Label;
use crate::span::Span;
use crate::text;

/// An entry that ends otherwise than most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} ends {} a stop, most notes end {} one", with(.stop), with(&!.stop))]
pub struct TerminalPunctuation {
    /// Its number.
    pub label: Label,
    /// Whether this one has a stop.
    pub stop: bool,
    /// How many entries end the other way.
    pub others: usize,
}

fn with(stop: &bool) -> &'static str {
    if *stop { "with" } else { "without" }
}

/// So few entries show no habit.
const FEWEST_ENTRIES: usize = 3;

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for TerminalPunctuation {
    type Options = ();
    const META: Meta = Meta::new("IB604", "terminal-punctuation", Severity::Info).fix(FixKind::Safe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let endings: Vec<_> =
            draft.notes().filter_map(|(id, note)| Some((id, note, draft.ending(note)?))).collect();
        let stops = endings.iter().filter(|(.., ending)| *ending != Ending::Open).count();
        let open = endings.len() - stops;
        let most = stops.max(open);
        if stops == 0 || open == 0 || endings.len() < FEWEST_ENTRIES || most * 3 < endings.len() * 2 {
            return;
        }
        let stop = stops < open;
        let count = endings.len();
        let found: Vec<_> =
            endings.into_iter().filter(|(.., ending)| (*ending != Ending::Open) == stop).collect();
        let labels: Vec<Label> = found.iter().map(|(_, note, _)| note.label).collect();
        let message = format!(
            "notes {} end {} a stop, most notes end {} one",
            text::listed(&labels, MOST_NAMED),
            with(&stop),
            with(&!stop)
        );
        let deed = if stop { "delete the stop" } else { "add a stop" };
        let help = format!("{deed}: {most} of {count} entries end {} one", with(&!stop));
        let group = out.open_group(found.len(), message, Some(help.clone()));
        for (id, note, ending) in found {
            let end = note.body.start() + note.body.of(draft.text()).trim_end().len();
            let (edit, text) = match ending {
                Ending::Stop(place) => (place, ""),
                Ending::Open => (Span::at(end), "."),
            };
            let last = draft.before(end).map_or(0, char::len_utf8);
            let place = if stop { edit } else { Span::new(end - last, end) };
            out.report(place, TerminalPunctuation { label: note.label, stop, others: most })
                .note(id)
                .group(group)
                .label(if stop { "a stop here" } else { "no stop here" })
                .help(help.clone())
                .fix(PendingFix::replace(Safety::Safe, deed, edit, text));
        }
    }
}
