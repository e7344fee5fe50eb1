//! Notes that the running text names in words: "see note 2", "bkz. dipnot 3", "3 numaralı dipnot", "notes 2 and 3".
//!
//! Such a note is called, even where no marker calls it.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::bracket::numbers;
use super::position::last_word;
use crate::lang::{LANGUAGES, LocatorKind};
use crate::model::Label;
use crate::text;

/// The words of all languages that say "note" beside a number.
struct Words {
    /// "note", "сноску", "anm"
    before: HashSet<String>,
    /// "numaralı dipnot"
    behind: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(Words::gather);

/// What stands behind a number is looked at no further than this, in bytes.
const LOOKED_AT: usize = 32;

impl Words {
    fn gather() -> Words {
        let mut words = Words { before: HashSet::new(), behind: Vec::new() };
        for language in LANGUAGES {
            for term in language.back.note {
                let folded = text::folded(term.text);
                let Some((before, behind)) = folded.split_once("{n}") else { continue };
                let word = last_word(before.trim_end_matches([' ', '.', '(']));
                let behind = behind.trim_start_matches(['.', ' ']);
                if !word.is_empty() {
                    words.before.insert(word.to_owned());
                } else if before.is_empty() && !behind.is_empty() {
                    words.behind.push(behind.to_owned());
                }
            }
            let of_notes = |kind| matches!(kind, LocatorKind::Note | LocatorKind::Footnote);
            for (_, forms) in language.locators.iter().filter(|(kind, _)| of_notes(*kind)) {
                let form = |form: &&str| last_word(text::folded(form).trim_end_matches('.')).to_owned();
                words.before.extend(forms.iter().map(form));
            }
        }
        words
    }
}

/// The notes that a text names in words: where, and the first and last number of each piece.
pub(super) fn mentions(text: &str) -> Vec<(usize, (Label, Label))> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if at < from || !byte.is_ascii_digit() {
            continue;
        }
        let run = text.get(at..).unwrap_or_default();
        from = at + run.bytes().take_while(u8::is_ascii_digit).count();
        if named_before(text.get(..at).unwrap_or_default())
            || named_behind(text.get(from..).unwrap_or_default())
        {
            let pieces = numbers(run).map(|(_, pieces)| pieces).unwrap_or_default();
            found.extend(pieces.into_iter().map(|piece| (at, piece)));
        }
    }
    found
}

/// "note ", "Anm. ", "dn."
fn named_before(before: &str) -> bool {
    let bare = before.trim_end_matches(char::is_whitespace);
    let word = bare.strip_suffix('.').unwrap_or(bare);
    let word = last_word(word);
    let apart = bare.len() < before.len() || bare.ends_with('.');
    apart && word.starts_with(char::is_alphabetic) && WORDS.before.contains(&text::folded(word))
}

/// " numaralı dipnot", ". dipnot"
fn named_behind(behind: &str) -> bool {
    let words = behind.strip_prefix('.').unwrap_or(behind).trim_start_matches(text::is_blank);
    if words.len() == behind.len() || !words.starts_with(char::is_alphabetic) {
        return false;
    }
    let end = text::floor(words, LOOKED_AT);
    let folded = text::folded(words.get(..end).unwrap_or_default());
    WORDS.behind.iter().any(|term| folded.starts_with(term))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_named_in_words() {
        let of = |text: &str| mentions(text).iter().map(|(_, piece)| piece.0.number).collect::<Vec<_>>();
        assert_eq!(of("Rails followed (see note 2)."), [2]);
        assert_eq!(of("See notes 2 and 3."), [2, 3]);
        assert_eq!(of("Raylar için bkz. dipnot 2."), [2]);
        assert_eq!(of("3 numaralı dipnot ve 4. dipnot"), [3, 4]);
        assert_eq!(of("см. сноску 3"), [3]);
        assert_eq!(of("Siehe Anm. 3. Voir note 4."), [3, 4]);
        assert!(of("In 2019 the port had 3 berths, and a note of 7 pages.").is_empty());
    }
}
