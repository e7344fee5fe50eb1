//! A range of pages runs backwards.
//!
//! # Why
//! One of the two numbers is wrong, and the reader looks for the passage on the wrong page.
//!
//! A short second number is an abbreviation ("123–5", "1007–12"); Roman pages, article numbers such as "e12" and pages
//! counted by chapter ("5-3") are left alone.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] A. Novak, Rivers of Trade (Leiden: Quay Press, 2017), pp. 45–32.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] A. Novak, Rivers of Trade (Leiden: Quay Press, 2017), pp. 123–5.
//!
//! [2] A. Novak, Canals of Trade (Leiden: Quay Press, 2018), pp. xii–4.
//!
//! [3] Harbour Board, Crane Manual (Leiden: Quay Press, 2019), p. 5-3.
//! ```
//!
//! # Source
//! Wikipedia's citation module checks ranges in part; Chicago 9.61 abbreviates the second number.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::lang::LocatorKind;
use crate::model::{Cite, CiteKind, Label};
use crate::span::Span;

/// Pages that run backwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the pages {first} to {last} run backwards")]
pub struct ReversedPageRange {
    /// The number of the note.
    pub label: Label,
    /// The first page as typed.
    pub first: u32,
    /// The last page as typed.
    pub last: u32,
}

/// Pages below this with a plain hyphen may be chapter and page.
const MOST_CHAPTERS: u32 = 40;

impl Rule for ReversedPageRange {
    type Options = ();
    const META: Meta = Meta::new("IB606", "reversed-page-range", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for cite in &draft.cites {
            let pages = places(cite).into_iter().flatten();
            let reversed = pages.map(|span| (span, ranges(span.of(draft.text()))));
            let Some((span, (first, last))) =
                reversed.into_iter().find_map(|(span, found)| Some((span, found?)))
            else {
                continue;
            };
            out.report(span, ReversedPageRange { label: draft.label(cite.note), first, last })
                .note(cite.note)
                .label("backwards")
                .help(format!("look the pages up; if they changed places, write {last}–{first}"));
        }
    }
}

/// Where a cite gives pages.
fn places(cite: &Cite) -> [Option<Span>; 2] {
    let pages = match &cite.kind {
        CiteKind::Full(citation) => citation.pages.as_ref().map(|pages| pages.span),
        _ => None,
    };
    let locator =
        cite.locator.filter(|locator| locator.kind == LocatorKind::Page).map(|locator| locator.span);
    [pages, locator]
}

/// The first range of a text that runs backwards.
fn ranges(pages: &str) -> Option<(u32, u32)> {
    pages.split([',', ';', '&']).find_map(|piece| {
        let (dash, sign) =
            piece.char_indices().find(|(_, c)| matches!(c, '-' | '–' | '—' | '‑' | '‒' | '−'))?;
        let before = piece.get(..dash)?.trim_end();
        let after = piece.get(dash + sign.len_utf8()..)?.trim();
        let first = number_at_end(before)?;
        let last = after.trim_end_matches(['.', ')']);
        // Roman pages, "e12" and a second dash are no plain numbers.
        let plain = !last.is_empty() && last.len() < 9 && last.bytes().all(|byte| byte.is_ascii_digit());
        let whole = plain && last.len() >= first.len();
        let (from, to): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        let by_chapter = sign == '-' && from < MOST_CHAPTERS;
        (whole && to < from && !by_chapter).then_some((from, to))
    })
}

/// The number that a text ends with, standing alone: "pp. 45", not "e45" and not "3:45".
fn number_at_end(text: &str) -> Option<&str> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = text.get(digits.len()..)?;
    let alone = digits.is_empty() || digits.ends_with(['.', ' ', '\u{A0}']);
    let section = digits.trim_end_matches('.').ends_with(|c: char| c.is_ascii_digit());
    (alone && !section && !number.is_empty() && number.len() < 9).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_second_number_runs_backwards() {
        assert_eq!(ranges("pp. 45–32"), Some((45, 32)));
        assert_eq!(ranges("s. 10-12, 145-132"), Some((145, 132)));
        assert_eq!(ranges("S. 211 – 199"), Some((211, 199)));
        for right in
            ["123–5", "1007–12", "xii–4", "e12–e3", "5-3", "12-10", "45–54", "3:45–12", "3.45–12", "45"]
        {
            assert_eq!(ranges(right), None, "{right}");
        }
    }
}
