//! What surrounds a bracket: whether it is escaped, opens a definition, or holds a note; and which `[^x]`
//! without a definition is a call all the same.

use super::label;
use crate::lang::index::index;
use crate::span::Span;
use crate::text;

/// A line is looked at no further back than this, in bytes.
const LONGEST_PREFIX: usize = 64;

/// Of what may be a note so many bytes are looked at: brackets stand inside brackets.
const LOOKED_AT: usize = 200;

/// A number without a definition has at most so many digits.
const MOST_DIGITS: usize = 3;

/// Where the line of a place begins; a place far inside its line begins it for our purpose.
pub(super) fn line_start(file: &str, at: usize) -> usize {
    let from = text::ceiling(file, at.saturating_sub(LONGEST_PREFIX)).min(at);
    let before = file.as_bytes().get(from..at).unwrap_or_default();
    memchr::memrchr2(b'\n', b'\r', before).map_or(from, |end| from + end + 1)
}

/// What stands between the line's start and a place, if the line is not longer than what may stand before a
/// definition.
pub(super) fn prefix(file: &str, at: usize) -> Option<&str> {
    let start = line_start(file, at);
    let begins = start == 0 || file.get(..start).is_some_and(|before| before.ends_with(text::is_line_end));
    file.get(start..at).filter(|_| begins)
}

/// Whether `[^x]` stands at the start of a line with a colon behind it.
pub(super) fn is_definition(file: &str, at: usize, label: Span) -> bool {
    file.as_bytes().get(label.end() + 1) == Some(&b':')
        && prefix(file, at).is_some_and(|prefix| {
            prefix.chars().all(|c| text::is_blank(c) || matches!(c, '>' | '-' | '*' | '+'))
        })
}

/// Whether an odd number of backslashes stands before a place.
pub(super) fn is_escaped(file: &str, at: usize) -> bool {
    let before = file.as_bytes().get(..at).unwrap_or_default();
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Whether a caret that counts stands at a place.
pub(super) fn is_caret(file: &str, at: usize) -> bool {
    file.as_bytes().get(at) == Some(&b'^') && !is_escaped(file, at)
}

// note = 2*word, one of three letters / address / back-reference
/// Whether what stands in `^[…]` is a note, and no formula like `x^[2]`.
pub(super) fn reads_as_note(inside: &str) -> bool {
    let inside = inside.get(..text::floor(inside, LOOKED_AT)).unwrap_or(inside);
    if inside.contains("://") || inside.contains("www.") {
        return true;
    }
    let mut words = inside.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    match (words.next(), words.next()) {
        (Some(first), Some(second)) => [first, second].into_iter().chain(words).any(is_word),
        (Some(only), None) => {
            let folded = text::folded(only.trim_matches(['*', '_']));
            let term = index().back_term(&folded);
            term.is_some_and(|(end, _)| {
                folded.get(end..).is_some_and(|rest| rest.trim_matches('.').is_empty())
            })
        }
        _ => false,
    }
}

fn is_word(word: &str) -> bool {
    // A script without case and blanks needs fewer letters for a word.
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3 || (letters > 0 && word.chars().any(text::is_unspaced))
}

/// Which of the `[^x]` without a definition are calls, in order.
///
/// A number is one where the draft has definitions, or where two numbers ascend from 1. A word is one where
/// labels are words, behind a word or a stop.
pub(super) fn stray(file: &str, loose: &[Span], definitions: usize, words: usize) -> Vec<Span> {
    let is_number = |call: &&Span| {
        let name = label::inside(**call).of(file);
        (1..=MOST_DIGITS).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_digit())
    };
    let numbers =
        || loose.iter().filter(is_number).filter_map(|call| label::number(label::inside(*call).of(file)));
    let numbered = definitions > 0 || ascends(numbers().map(|(number, _)| number));
    let kept = |call: &&Span| {
        if is_number(call) { numbered } else { words >= 2 && is_word_call(file, **call) }
    };
    loose.iter().filter(kept).copied().collect()
}

/// Whether numbers begin 1, 2.
fn ascends(mut numbers: impl Iterator<Item = u32>) -> bool {
    if numbers.next() != Some(1) {
        return false;
    }
    numbers.find(|number| *number != 1) == Some(2)
}

// word-call = ( letter / digit / stop ) "[^" letter 1*( letter / digit / "_" / "." / "-" ) "]"
fn is_word_call(file: &str, call: Span) -> bool {
    let name = label::inside(call).of(file);
    let signs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let letters = name.chars().filter(char::is_ascii_alphabetic).count();
    // `[^a-z]` is of a pattern.
    let range = name.len() == 3 && name.as_bytes().get(1) == Some(&b'-');
    let before = file.get(..call.start()).and_then(|before| before.chars().next_back());
    letters >= 2
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(signs)
        && !range
        && before.is_some_and(|c| c.is_alphanumeric() || text::ends_clause(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_has_words_an_address_or_a_term() {
        for note in ["See the port report.", "https://harbour.example/a", "Ibid.", "*Ibid.*", "Kaya 2020"] {
            assert!(reads_as_note(note), "{note}");
        }
        for formula in ["2", "n + 1", "abc", "a-z", "", "i, j"] {
            assert!(!reads_as_note(formula), "{formula}");
        }
    }

    #[test]
    fn numbers_without_definitions_need_to_ascend() {
        assert!(ascends([1, 1, 2].into_iter()));
        assert!(!ascends([1].into_iter()) && !ascends([2, 3].into_iter()) && !ascends([1, 5].into_iter()));
    }

    #[test]
    fn an_escaped_bracket_has_an_odd_number_of_backslashes() {
        assert!(is_escaped("\\[", 1) && !is_escaped("\\\\[", 2) && !is_escaped("[", 0));
    }
}
