//! The words and signs that a list of names is made of.

use crate::grammar::name;
use crate::span::Span;

/// A list of names is looked at in so many words and signs.
const MOST_TOKENS: usize = 160;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// "N", "Yu": the stop is a token of its own.
    Initial,
    /// "NATO", "YILMAZ", "JA".
    Capitals,
    Capital,
    Particle,
    And,
    Comma,
    Semicolon,
    Slash,
    Dash,
    Stop,
    Open,
    Close,
    Other,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) class: Class,
    /// Without a blank before it.
    pub(super) glued: bool,
}

/// Behind "Dr.", "Prof. Dr.": what people are called is no part of their names.
pub(super) fn behind_titles(raw: &str, from: usize, to: usize) -> usize {
    let mut at = from;
    loop {
        let rest = raw.get(at..to).unwrap_or_default();
        let Some(length) = rest.find(' ') else { return at };
        let word = rest.get(..length).unwrap_or_default();
        if TITLES.binary_search(&word).is_err() {
            return at;
        }
        at += length + 1;
    }
}

/// Titles as they stand before a name.
const TITLES: &[&str] = &[
    "By",
    "Doç.",
    "Dr.",
    "Dr.-Ing.",
    "Ing.",
    "Par",
    "Pr",
    "Pr.",
    "Prof.",
    "Professor",
    "Von",
    "Öğr.",
    "Üyesi",
    "акад.",
    "д-р",
    "проф.",
];

pub(super) fn tokens(raw: &str, from: usize, to: usize) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = from;
    while at < to && tokens.len() < MOST_TOKENS {
        let Some(c) = raw.get(at..to).and_then(|rest| rest.chars().next()) else { break };
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let glued = at > from && !raw.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace));
        let (end, class) = match c {
            ',' => (at + 1, Class::Comma),
            ';' => (at + 1, Class::Semicolon),
            '(' => (at + 1, Class::Open),
            ')' => (at + 1, Class::Close),
            '/' => (at + 1, Class::Slash),
            '&' => (at + 1, Class::And),
            '.' => (at + 1, Class::Stop),
            // "J.-P.": the hyphen holds two initials together.
            '-' if glued && tokens.last().is_some_and(|last| last.class == Class::Stop) => {
                at += 1;
                continue;
            }
            '-' | '–' | '—' => (at + c.len_utf8(), Class::Dash),
            _ if c.is_alphabetic() => {
                let end = word_end(raw, at, to);
                (end, class_of(raw, Span::new(at, end)))
            }
            _ => (at + c.len_utf8(), Class::Other),
        };
        tokens.push(Token { span: Span::new(at, end), class, glued });
        if class == Class::Other {
            break;
        }
        at = end;
    }
    tokens
}

// word = letter *( letter / mark / ( "'" / "’" / "-" ) letter )
fn word_end(raw: &str, start: usize, to: usize) -> usize {
    let word = raw.get(start..to).unwrap_or_default();
    let mut characters = word.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let joins = matches!(c, '’' | '\'' | 'ʼ' | '-' | '‑')
            && characters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !(c.is_alphabetic() || joins || ('\u{0300}'..='\u{036F}').contains(&c)) {
            return start + at;
        }
    }
    to
}

fn class_of(raw: &str, span: Span) -> Class {
    let word = span.of(raw);
    let letters = word.chars().count();
    let stopped = raw.get(span.end()..).is_some_and(|rest| rest.starts_with('.'));
    let first_is_large = word.starts_with(char::is_uppercase);
    if is_and(word) {
        Class::And
    } else if letters == 1 && first_is_large
        || letters == 2 && first_is_large && stopped && word.ends_with(char::is_lowercase) && !is_title(word)
    {
        Class::Initial
    } else if first_is_large && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()) {
        Class::Capitals
    } else if first_is_large {
        Class::Capital
    } else if name::is_particle(word) {
        Class::Particle
    } else if letters > 2 && word.contains(char::is_uppercase) {
        // "al-Assad", "d’Alembert".
        Class::Capital
    } else {
        Class::Other
    }
}

fn is_and(word: &str) -> bool {
    ["and", "AND", "ve", "und", "et", "и", "та", "і", "y", "e", "i", "en", "og", "oraz", "və"].contains(&word)
}

/// Short words with a stop that are no initials.
fn is_title(word: &str) -> bool {
    ["Ed", "Hg", "Dr", "St", "Jr", "Sr", "Mr", "Ms"].contains(&word)
}
