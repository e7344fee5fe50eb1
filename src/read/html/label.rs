//! The signs that stand for a note: `[1]`, "iii", "*", "note 2".

use crate::model::Label;

/// What a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number of so many digits; whether they are those of ASCII.
    Number { value: u32, width: u8, ascii: bool },
    /// Roman digits; a single one may as well be a letter.
    Roman(u32),
    /// Stars, daggers, letters, a word with a number.
    Word,
}

/// A label as it is shown, without its brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) shown: String,
    pub(super) kind: Kind,
    /// It stands between brackets of its own.
    pub(super) bracketed: bool,
}

/// No sign is longer, in bytes.
pub(super) const LONGEST: usize = 32;

/// No note has a number of more digits.
const MOST_DIGITS: usize = 5;

impl Sign {
    /// The words of a link as a label, if they are one.
    pub(super) fn of(words: &str) -> Option<Sign> {
        let words = words.trim();
        let (inner, bracketed) = match unwrapped(words, '[', ']').or_else(|| unwrapped(words, '(', ')')) {
            Some(inner) => (inner, true),
            None => (words, false),
        };
        let inner = inner.trim_end_matches(['.', ')', ':']).trim();
        let lowered: String;
        let inner = if inner.is_ascii() {
            inner
        } else {
            lowered = inner.chars().map(lowered_digit).collect();
            &lowered
        };
        let kind = if inner.len() <= LONGEST { kind(inner)? } else { return None };
        Some(Sign { shown: inner.to_owned(), kind, bracketed })
    }

    /// The number, if it is one.
    pub(super) fn number(&self) -> Option<u32> {
        match self.kind {
            Kind::Number { value, .. } => Some(value),
            _ => None,
        }
    }

    /// The label of a number, as it is typed.
    pub(super) fn numbered(&self) -> Option<Label> {
        match self.kind {
            Kind::Number { value, width, ascii: true } => Some(Label::typed(value, width)),
            Kind::Number { value, .. } => Some(Label::counted(value).shown_as(&self.shown)),
            _ => None,
        }
    }

    /// Whether it could be a year: "Smith (2020)" links to a work, and calls no note.
    pub(super) fn is_year(&self) -> bool {
        self.number().is_some_and(crate::text::is_year_like)
    }
}

fn unwrapped(words: &str, open: char, close: char) -> Option<&str> {
    words.strip_prefix(open)?.strip_suffix(close)
}

fn kind(inner: &str) -> Option<Kind> {
    let letters = inner.chars().count();
    if letters == 0 {
        return None;
    }
    if let Some(value) = number(inner).filter(|_| letters <= MOST_DIGITS) {
        let width = u8::try_from(letters).unwrap_or(u8::MAX);
        return Some(Kind::Number { value, width, ascii: inner.is_ascii() });
    }
    if let Some(value) = roman(inner) {
        return Some(Kind::Roman(value));
    }
    let symbols = letters <= 4 && inner.chars().all(|c| "*†‡§¶#‖∗⁎✱※".contains(c));
    let letter = inner.chars().all(char::is_alphabetic)
        && (letters == 1 || (letters == 2 && !inner.contains(char::is_uppercase)));
    let inserted = letters <= MOST_DIGITS
        && inner
            .strip_suffix(|c: char| c.is_ascii_lowercase())
            .is_some_and(|digits| number(digits).is_some());
    (symbols || letter || inserted || is_grouped(inner)).then_some(Kind::Word)
}

// grouped = word " " number    MediaWiki names the group before the number: "note 2", "nb 1"
fn is_grouped(inner: &str) -> bool {
    inner.rsplit_once([' ', '\u{A0}']).is_some_and(|(word, digits)| {
        number(digits).is_some()
            && digits.len() <= MOST_DIGITS
            && word.chars().count() <= 12
            && word.chars().all(|c| c.is_alphabetic() || c == '-')
    })
}

/// The value of digits of any script.
fn number(digits: &str) -> Option<u32> {
    let mut value = 0u32;
    for c in digits.chars() {
        value = value.checked_mul(10)?.checked_add(digit(c)?)?;
    }
    (!digits.is_empty()).then_some(value)
}

fn digit(c: char) -> Option<u32> {
    let from = |zero: char| (c as u32).checked_sub(zero as u32).filter(|value| *value < 10);
    ['0', '٠', '۰', '०', '０'].into_iter().find_map(from)
}

/// A raised digit as a digit: a call is shown between brackets instead.
fn lowered_digit(c: char) -> char {
    match c {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' | '⁴'..='⁹' => char::from_digit(c as u32 - '⁰' as u32, 10).unwrap_or(c),
        _ => c,
    }
}

/// The value of lower or upper Roman digits, if they are written as usual.
fn roman(word: &str) -> Option<u32> {
    const STEPS: [(u32, &str); 7] =
        [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let lower = word.to_ascii_lowercase();
    if word != lower && word != word.to_ascii_uppercase() || word.len() > 8 {
        return None;
    }
    let (mut rest, mut value, mut last) = (lower.as_str(), 0, u32::MAX);
    for (step, signs) in STEPS {
        let mut times = 0;
        while let Some(behind) = rest.strip_prefix(signs) {
            rest = behind;
            value += step;
            times += 1;
        }
        let once = !matches!(step, 1 | 10);
        if times > if once { 1 } else { 3 } {
            return None;
        }
        if times > 0 && last < step {
            return None;
        }
        last = if times > 0 { step } else { last };
    }
    (rest.is_empty() && value > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(words: &str) -> Option<Kind> {
        Sign::of(words).map(|sign| sign.kind)
    }

    #[test]
    fn a_label_is_a_number_a_sign_or_a_word_with_a_number() {
        assert_eq!(kind_of("[12]"), Some(Kind::Number { value: 12, width: 2, ascii: true }));
        assert_eq!(kind_of(" ۱۲ "), Some(Kind::Number { value: 12, width: 2, ascii: false }));
        assert_eq!(Sign::of("¹²").map(|sign| sign.shown), Some("12".to_owned()));
        assert_eq!(kind_of("xiv."), Some(Kind::Roman(14)));
        for words in ["*", "††", "a", "note 3", "12a"] {
            assert_eq!(kind_of(words), Some(Kind::Word), "{words}");
        }
        for words in ["", "here", "Port Traffic", "123456", "iiii", "Mr", "[]", "read more 2 of 3"] {
            assert_eq!(kind_of(words), None, "{words}");
        }
    }
}
