//! Words that lead to a source: "See", "Bkz.", "Vgl.", "quoted in".

use crate::lang::index::{Signal, index};
use crate::text;

/// So many signals stand before one source: "See, e.g., also".
pub(super) const MOST_SIGNALS: usize = 3;

/// Where the text behind a signal begins, if one stands at the start or behind a few small words: "Bkz.", "Ayrıntı için bkz.",
/// "Подробнее см.:".
pub(super) fn signal_near_start(raw: &str) -> Option<usize> {
    let folded = text::fold(head(raw));
    let mut at = 0;
    for word in 0..4 {
        let rest = folded.text.get(at..)?;
        let small = || rest.chars().next().is_some_and(|c| !c.is_alphabetic());
        if let Some((length, _)) = index().signal(rest)
            && rest.get(length..).is_some_and(|tail| tail.starts_with([' ', ':', ',', '.']))
            // Behind other words a signal is a short form with its stop, no word of the sentence.
            // "Proc. 21st VLDB Conf., Zurich": a conference.
            && (word == 0 || rest.get(..length) != Some("conf."))
            && (word == 0 || rest.get(..length).is_some_and(|signal| signal == "see" || signal.ends_with('.') && signal.chars().count() > 2))
            && rest.get(..length).is_some_and(|signal| signal.chars().count() > 2)
            && !small()
        {
            let end = folded.source(0, at + length).end();
            return Some(end);
        }
        at += rest.find(' ')? + 1;
    }
    None
}

/// Where the text behind all signals at the start begins: "See also Kaya".
pub(crate) fn behind_signals(raw: &str) -> usize {
    let mut at = 0;
    for _ in 0..MOST_SIGNALS {
        let rest = raw.get(at..).unwrap_or_default();
        let Some(length) = signal_near_start(rest) else { break };
        let behind = rest.get(length..).unwrap_or_default();
        at += length + behind.len() - behind.trim_start_matches([' ', ':', ',', '.', '\n', '\r']).len();
    }
    at
}

pub(super) fn starts_with_signal(raw: &str) -> bool {
    index().signal(&text::folded(head(raw))).is_some()
}

pub(super) fn second_hand(raw: &str) -> bool {
    matches!(index().signal(&text::folded(head(raw))), Some((_, Signal::SecondHand)))
}

/// The first words of a text, enough for any signal.
pub(super) fn head(raw: &str) -> &str {
    let end = text::floor(raw, 64);
    raw.get(..end).unwrap_or_default()
}
