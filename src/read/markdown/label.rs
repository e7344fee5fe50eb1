//! Labels of notes: where they stand, which are the same, and what they are shown as.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::model::Label;
use crate::span::Span;
use crate::text;

/// No label is longer, in bytes; renderers stop at a thousand characters.
const LONGEST_LABEL: usize = 1_000;

/// A number with more digits is a word.
const MOST_DIGITS: usize = 6;

/// The label of the `[^` at a place, without its brackets.
pub(super) fn label_at(file: &str, at: usize) -> Option<Span> {
    let start = at + "[^".len();
    let rest = file.as_bytes().get(start..)?;
    let rest = rest.get(..LONGEST_LABEL).unwrap_or(rest);
    let length = rest.iter().position(|byte| matches!(byte, b'[' | b']' | b'\n' | b'\r'))?;
    let inside = Span::new(start, start + length);
    (rest.get(length) == Some(&b']') && !inside.of(file).trim().is_empty()).then_some(inside)
}

/// The label between the brackets of a call.
pub(super) fn inside(call: Span) -> Span {
    Span { start: call.start + 2, end: call.end.saturating_sub(1).max(call.start + 2) }
}

/// One key for all spellings of a label: renderers compare without case, white space collapsed.
pub(super) fn key(label: &str) -> Cow<'_, str> {
    let label = label.trim();
    let plain = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase();
    if label.bytes().all(plain) {
        return Cow::Borrowed(label);
    }
    Cow::Owned(text::squeeze(label).to_lowercase())
}

/// The number that a label is, and its digits.
pub(super) fn number(label: &str) -> Option<(u32, u8)> {
    let digits = label.trim();
    let fits = (1..=MOST_DIGITS).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    Some((digits.parse().ok().filter(|_| fits)?, u8::try_from(digits.len()).ok()?))
}

/// Counts the words among the labels of a draft.
#[derive(Debug, Default)]
pub(super) struct Words<'f> {
    ordinals: HashMap<Cow<'f, str>, u32>,
}

impl<'f> Words<'f> {
    /// What a label is shown as.
    pub(super) fn label(&mut self, name: &'f str) -> Label {
        if let Some((number, width)) = number(name) {
            return Label::typed(number, width).with_caret();
        }
        let next = Span::at(self.ordinals.len()).start;
        let ordinal = *self.ordinals.entry(key(name)).or_insert(next);
        Label::word(ordinal, &text::squeeze(name)).with_caret()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_ends_at_its_bracket_on_its_line() {
        let label = |text: &str| label_at(text, 0).map(|span| span.of(text).to_owned());
        assert_eq!(label("[^kaya 2020] x").as_deref(), Some("kaya 2020"));
        assert_eq!(label("[^a[^b]"), None);
        assert_eq!(label("[^a\nb]"), None);
        assert_eq!(label("[^ ]"), None);
        assert_eq!(label(&format!("[^{}]", "x".repeat(1_000))), None);
    }

    #[test]
    fn case_and_white_space_do_not_tell_labels_apart() {
        assert_eq!(key("Kaya  2020"), key("kaya 2020"));
        assert_eq!(number("07"), Some((7, 2)));
        assert_eq!(number("1234567"), None);
        let mut words = Words::default();
        assert_eq!(words.label("Kaya").number, words.label("kaya").number);
        assert_ne!(words.label("kaya").number, words.label("roe").number);
    }
}
