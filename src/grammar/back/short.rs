//! What may be a short form without a term and without quotes: "Yurdakul, Steppe Diplomacy, 41", "Plan, p. 3". Only the works
//! of the draft tell whether it is one (R4, R11).

use super::numbered::Numbered;
use super::tail::Carries;
use super::{MOST_SIGNALS, Reader, Words};
use crate::lang::index::{Signal, index};
use crate::model::{Locator, Role};
use crate::span::Span;
use crate::text;

/// A short form is at most so long, in bytes.
const LONGEST: usize = 160;

/// So many places where its page may begin are tried.
const MOST_TRIED: usize = 24;

/// Words, and the page behind them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Short {
    /// The words, without signals before them and punctuation around them.
    pub(crate) words: Span,
    /// The page.
    pub(crate) locator: Option<Locator>,
    /// What it is to its note.
    pub(crate) role: Role,
}

// short = *signal words [ ( "," / "." ) locator ] [ "." ]
/// Reads the text at `span` as words and a page.
pub(crate) fn short(draft: &str, span: Span) -> Option<Short> {
    let raw = span.of(draft).trim_end_matches([';', ' ']);
    if raw.len() > LONGEST || raw.contains(['\n', ';', '(']) {
        return None;
    }
    let folded = text::fold(raw);
    let numbered = Numbered::new(&folded);
    let reader = Reader {
        text: draft,
        base: span.start(),
        folded: &folded,
        numbered: &numbered,
        words: Words::of_tables(),
    };
    let mut role = Role::Main;
    let mut start = 0;
    for _ in 0..MOST_SIGNALS {
        let rest = reader.rest(start);
        let Some((length, signal)) = index().signal(rest) else { break };
        let goes_on = rest.get(length..).is_some_and(|behind| behind.starts_with([' ', ',', ':']));
        if !goes_on || reader.is_initial(numbered.numbered(start), length) {
            break;
        }
        if signal == Signal::SecondHand {
            role = Role::SecondHand;
        }
        start = reader.skip(start + length, &[' ', ',', ':']);
    }
    let breaks = folded.text.match_indices([',', '.', ' ']).map(|(at, _)| at).filter(|at| *at > start);
    let paged = breaks.take(MOST_TRIED).find_map(|at| {
        let tail = reader.tail(at, Carries::Places, true)?;
        Some((at, tail.locator?))
    });
    let end = paged.map_or(folded.text.len(), |(at, _)| at);
    let place = reader.source(start, end);
    let kept = place.of(draft).trim_end_matches([' ', ',', '.', ':']);
    let words = Span::new(place.start(), place.start() + kept.len());
    let letters = words.of(draft).chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 2).then_some(Short { words, locator: paged.map(|(_, locator)| locator), role })
}
