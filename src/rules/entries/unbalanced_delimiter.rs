//! A quotation mark or a bracket is opened and not closed, or closed and not opened.
//!
//! # Why
//! Where does the title end? A reader guesses, and a program that reads the list guesses wrong.
//!
//! Apostrophes, "1)", inches and half-open intervals are no delimiters. A mark that the paragraph behind the note closes is
//! closed. Where an entry breaks off, that is told instead.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//!
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024.
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3] Ships came.[4]
//!
//! [1] “The Harbour Master’s 12" Gauge”, Harbour Daily, https://harbour.example/ports_(2024), (Accessed: 02.02.2024).
//!
//! [2] Jan Krüger: „Getreide auf ‚Umwegen‘“, Hafenblatt, https://hafen.example/g (abgerufen am 02.02.2024).
//!
//! [3] Орлова Н. П. Порты ООО «Компания «Берег» // Вестник. 2020. № 2. С. 14.
//!
//! [4] 1) “Ships Come”, Harbour Daily, https://harbour.example/s, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! CheckWiki 10 and 43 and biber's brace errors: the same slip in markup.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{CiteKind, Label, Note};
use crate::span::Span;

/// A delimiter that stands alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the {} {mark} is never {}", kind(.mark), if *.opens { "closed" } else { "opened" })]
pub struct UnbalancedDelimiter {
    /// The number of the note.
    pub label: Label,
    /// The mark.
    pub mark: char,
    /// Whether it opens.
    pub opens: bool,
}

fn kind(mark: &char) -> &'static str {
    if matches!(mark, '(' | ')' | '[' | ']' | '（' | '）' | '［' | '］') {
        "bracket"
    } else {
        "quotation mark"
    }
}

impl Rule for UnbalancedDelimiter {
    type Options = ();
    const META: Meta = Meta::new("IB215", "unbalanced-delimiter", Severity::Warning).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (id, note) in draft.notes() {
            let Some(alone) = draft.unbalanced(note).filter(|_| !draft.is_cut_off(note)) else { continue };
            let fault = UnbalancedDelimiter { label: note.label, mark: alone.mark, opens: alone.opens };
            let other = if alone.opens { "where does it close?" } else { "where does it open?" };
            let finding = out.report(alone.span, fault);
            finding.note(id).label(other);
            match bracket_of_date(draft, note, alone.span, alone.mark) {
                Some((place, mark)) => {
                    let word = if mark == ")" { "behind" } else { "before" };
                    let deed = format!("write {mark} {word} the access date");
                    finding.help(deed.clone()).fix(PendingFix::replace(Safety::Unsafe, deed, place, mark));
                }
                None if alone.opens => drop(finding.help("close it, or take it out")),
                None => drop(finding.help("open it, or take it out")),
            }
        }
    }
}

/// Where the lost bracket around an access date belongs.
fn bracket_of_date(draft: &Draft<'_>, note: &Note, alone: Span, mark: char) -> Option<(Span, &'static str)> {
    draft.cites_of(note).find_map(|cite| {
        let CiteKind::Full(citation) = &cite.kind else { return None };
        let date = citation.accessed.as_ref()?.span;
        let (label, _) = citation.access_label?;
        let around = label.join(date);
        let near = |from: u32, to: u32| to.checked_sub(from).is_some_and(|gap| gap <= 2);
        match mark {
            '(' if near(alone.end, around.start) => Some((Span::at(around.end()), ")")),
            ')' if near(around.end, alone.start) => Some((Span::at(around.start()), "(")),
            _ => None,
        }
    })
}
