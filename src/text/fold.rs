//! Folding: one key for all spellings of a word.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use super::is_letter_or_digit;
use crate::span::Span;

/// A folded text and the way back to its source.
#[derive(Debug, Default, Clone)]
pub(crate) struct Folded {
    pub(crate) text: String,
    /// Where the way back jumps: from a byte of the folded text on, its bytes came from this byte of the source on.
    turns: Vec<(u32, u32)>,
    source_len: u32,
}

impl Folded {
    /// The bytes of the source that a range of the folded text came from.
    pub(crate) fn source(&self, start: usize, end: usize) -> Span {
        let at = |index: usize| if index < self.text.len() { self.origin(index) } else { self.source_len };
        Span { start: at(start), end: at(end).max(at(start)) }
    }

    fn origin(&self, index: usize) -> u32 {
        let index = Span::at(index).start;
        let turn = self.turns.partition_point(|(at, _)| *at <= index).checked_sub(1);
        let (at, origin) = turn.and_then(|turn| self.turns.get(turn)).copied().unwrap_or_default();
        origin + (index - at)
    }

    fn add(&mut self, text: &str) {
        let composed = ComposingNormalizerBorrowed::new_nfc();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let run = plain_run(self.last(), bytes.get(at..).unwrap_or_default());
            if let Some(run) = text.get(at..at + run).filter(|run| !run.is_empty()) {
                self.push_run(run, Span::at(at).start);
                at += run.len();
                continue;
            }
            let origin = Span::at(at).start;
            if byte.is_ascii() && bytes.get(at + 1).is_none_or(u8::is_ascii) {
                self.push_ascii(*byte, origin);
                at += 1;
                continue;
            }
            let behind = self.push_letters(text, at);
            if behind > at {
                at = behind;
                continue;
            }
            let Some(first) = char_at(text, at) else { break };
            // A letter and its combining marks fold as one, so that NFC and NFD text meet.
            let alone = at + first.len_utf8();
            let mut end = alone;
            while let Some(mark) = char_at(text, end).filter(|next| is_combining(*next)) {
                end += mark.len_utf8();
            }
            if end == alone && is_composed(first) {
                fold_char(first, |c| self.push(c, origin));
            } else {
                let cluster = text.get(at..end).unwrap_or_default();
                if composed.is_normalized(cluster) {
                    cluster.chars().for_each(|c| fold_char(c, |c| self.push(c, origin)));
                } else {
                    let letters = composed.normalize_iter(cluster.chars());
                    letters.for_each(|c| fold_char(c, |c| self.push(c, origin)));
                }
            }
            at = end;
        }
        if self.last() == Some(b' ') {
            self.pop();
        }
    }

    /// Adds letters that bear no mark; where they end.
    fn push_letters(&mut self, text: &str, mut at: usize) -> usize {
        let mut letters = text.get(at..).unwrap_or_default().chars().peekable();
        while let Some(c) = letters.next_if(|c| !c.is_ascii() && is_composed(*c)) {
            if letters.peek().is_some_and(|next| is_combining(*next)) {
                break;
            }
            let origin = Span::at(at).start;
            fold_char(c, |c| self.push(c, origin));
            at += c.len_utf8();
        }
        at
    }

    fn last(&self) -> Option<u8> {
        self.text.as_bytes().last().copied()
    }

    fn pop(&mut self) {
        self.text.pop();
        let kept = Span::at(self.text.len()).start;
        if self.turns.last().is_some_and(|(at, _)| *at >= kept) {
            self.turns.pop();
        }
    }

    fn push_ascii(&mut self, byte: u8, origin: u32) {
        match byte {
            b' ' | b'\t'..=b'\r' => self.push_blank(origin),
            b'`' => self.raw('\'', origin),
            b'.' => {
                if self.last() == Some(b' ') {
                    self.pop();
                }
                self.raw('.', origin);
            }
            _ => {
                if byte.is_ascii_alphabetic() && self.last() == Some(b'.') {
                    self.raw(' ', origin);
                }
                self.raw(char::from(byte.to_ascii_lowercase()), origin);
            }
        }
    }

    fn push(&mut self, c: char, origin: u32) {
        match u8::try_from(c).ok().filter(u8::is_ascii) {
            Some(byte) => self.push_ascii(byte, origin),
            None if c.is_whitespace() => self.push_blank(origin),
            None => {
                if self.last() == Some(b'.') && c.is_alphabetic() {
                    self.raw(' ', origin);
                }
                self.raw(c, origin);
            }
        }
    }

    fn push_blank(&mut self, origin: u32) {
        if self.last().is_some_and(|last| last != b' ') {
            self.raw(' ', origin);
        }
    }

    /// Adds what differs from its folding in nothing but large letters.
    fn push_run(&mut self, run: &str, origin: u32) {
        self.turn(origin);
        let from = self.text.len();
        self.text.push_str(run);
        if let Some(added) = self.text.get_mut(from..) {
            added.make_ascii_lowercase();
        }
    }

    fn raw(&mut self, c: char, origin: u32) {
        self.turn(origin);
        self.text.push(c);
    }

    /// Notes where the next byte comes from, unless it follows the one before.
    fn turn(&mut self, origin: u32) {
        let len = Span::at(self.text.len()).start;
        let (at, from) = self.turns.last().copied().unwrap_or_default();
        if from + (len - at) != origin {
            self.turns.push((len, origin));
        }
    }
}

/// How many bytes stay as they are but for large letters, behind a last folded byte: plain letters, single blanks, stops
/// where they may stand. The letter before one that is not plain may bear its mark, and is left out.
fn plain_run(last: Option<u8>, bytes: &[u8]) -> usize {
    let mut before = last.unwrap_or(b' ');
    let mut run = 0usize;
    for byte in bytes {
        let fits = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => before != b'.',
            b' ' | b'.' => before != b' ',
            b'\0'..=b'\x1F' | b'`' => false,
            0x80.. => return run.saturating_sub(1),
            _ => true,
        };
        if !fits {
            // A blank before a stop or another blank is not settled yet.
            return if before == b' ' { run.saturating_sub(1) } else { run };
        }
        before = *byte;
        run += 1;
    }
    if before == b' ' { run.saturating_sub(1) } else { run }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Folds a text for comparison, keeping the way back to its bytes.
///
/// Composed letters, lower case, one i for `I İ ı i`, straight quotes and hyphens, one blank between words, no blank
/// before a dot and one behind it ("a.g.e." = "a. g. e."), nothing invisible.
pub(crate) fn fold(text: &str) -> Folded {
    let mut folded = Folded {
        text: String::with_capacity(text.len() + 8),
        turns: Vec::new(),
        source_len: Span::at(text.len()).start,
    };
    folded.add(text);
    folded
}

/// Whether a letter that no mark follows is surely its own composed form; most are, and need no look at the tables.
fn is_composed(c: char) -> bool {
    matches!(c, '\u{0000}'..='\u{02FF}' | '\u{0400}'..='\u{0482}' | '\u{048A}'..='\u{0590}' | '\u{05D0}'..='\u{064A}'
        | '\u{0660}'..='\u{066F}' | '\u{0671}'..='\u{06D3}' | '\u{1E00}'..='\u{1EFF}' | '\u{2010}'..='\u{205F}'
        | '\u{3000}'..='\u{3096}' | '\u{30A0}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
}

/// The folded text alone.
pub(crate) fn folded(text: &str) -> String {
    if is_folded(text.as_bytes()) {
        return text.to_owned();
    }
    fold(text).text
}

/// A word of a list, folded; kept as it stands where it is folded already.
pub(crate) fn folded_word(word: &'static str) -> Cow<'static, str> {
    if is_folded(word.as_bytes()) { Cow::Borrowed(word) } else { Cow::Owned(fold(word).text) }
}

/// Whether a text of plain letters surely folds to itself.
fn is_folded(text: &[u8]) -> bool {
    let mut before = b' ';
    for byte in text {
        let fits = match byte {
            b'a'..=b'z' => before != b'.',
            b' ' | b'.' => before != b' ',
            b'\0'..=b'\x1F' | b'A'..=b'Z' | b'`' | 0x7F.. => false,
            _ => true,
        };
        if !fits {
            return false;
        }
        before = *byte;
    }
    before != b' '
}

/// Whether a text of plain letters surely is its own skeleton.
pub(crate) fn is_skeleton(text: &str) -> bool {
    let mut before = b' ';
    let fits = text.bytes().all(|byte| {
        let fits = byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b' ' && before != b' ';
        before = byte;
        fits
    });
    fits && before != b' '
}

/// The letters and digits of a text, folded and without accents, words divided by one blank: a key for titles and
/// names, deaf to punctuation and to lazy typing.
pub(crate) fn skeleton(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match bare(c) {
            Bare::Letter(c) => out.push(c),
            Bare::Gap if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
            Bare::Gap | Bare::Nothing => {}
            Bare::Unknown => return skeleton_by_tables(text),
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// What is left of a character in a skeleton.
#[derive(Debug, PartialEq, Eq)]
enum Bare {
    Letter(char),
    Gap,
    Nothing,
    /// The tables know, or what stands before it.
    Unknown,
}

/// The short way for the letters that most entries are written with.
fn bare(c: char) -> Bare {
    Bare::Letter(match c {
        'a'..='z' | '0'..='9' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        '\'' | '`' | '’' | '‘' | '´' | '\u{00AD}' | '\u{200B}' => return Bare::Nothing,
        '\0'..='\u{7F}' | '\u{A0}' | '“' | '”' | '„' | '«' | '»' | '‐'..='—' | '…' => {
            return Bare::Gap;
        }
        'à'..='å' | 'À'..='Å' | 'ă' | 'ą' => 'a',
        'ç' | 'Ç' | 'ć' | 'č' | 'Ć' | 'Č' => 'c',
        'è'..='ë' | 'È'..='Ë' | 'ę' | 'ə' | 'Ə' => 'e',
        'ğ' | 'Ğ' => 'g',
        'ı' | 'İ' | 'ì'..='ï' | 'Ì'..='Ï' => 'i',
        'ł' | 'Ł' => 'l',
        'ñ' | 'Ñ' | 'ń' => 'n',
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' => 'o',
        'ş' | 'Ş' | 'ș' | 'Ș' | 'ś' | 'Ś' | 'š' | 'Š' => 's',
        'ţ' | 'ț' | 'Ț' => 't',
        'ù'..='ü' | 'Ù'..='Ü' => 'u',
        'ź' | 'ż' | 'ž' | 'Ż' | 'Ž' => 'z',
        'й' | 'Й' => 'и',
        'ё' | 'Ё' => 'е',
        'і' | 'І' | 'ї' | 'Ї' => 'і',
        'а'..='я' | 'є' | 'ґ' => c,
        'А'..='Я' => char::from_u32(u32::from(c) + 0x20).unwrap_or(c),
        _ => return Bare::Unknown,
    })
}

fn skeleton_by_tables(text: &str) -> String {
    let folded = folded(text);
    let mut out = String::with_capacity(folded.len());
    let decomposed = DecomposingNormalizerBorrowed::new_nfd();
    for c in decomposed.normalize_iter(folded.chars()) {
        match c {
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' => out.push('d'),
            'ə' => out.push('e'),
            'æ' => out.push_str("ae"),
            '\'' => {}
            _ if is_letter_or_digit(c) => out.push(c),
            _ if is_combining(c) => {}
            _ if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0487}' | '\u{064B}'..='\u{0655}' | '\u{0670}' | '\u{3099}' | '\u{309A}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20F0}')
}

/// Folds one composed character; calls back with nothing, one or more characters.
fn fold_char(c: char, mut push: impl FnMut(char)) {
    if c.is_ascii() {
        push(if c == '`' { '\'' } else { c.to_ascii_lowercase() });
        return;
    }
    match c {
        'а'..='я' | 'à'..='ÿ' => push(c),
        'А'..='Я' => push(char::from_u32(u32::from(c) + 0x20).unwrap_or(c)),
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{0640}' | '\u{061C}' => {}
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{064B}'..='\u{0652}' | '\u{0670}' => {}
        'İ' | 'ı' => push('i'),
        '’' | '‘' | 'ʼ' | '´' | '′' | 'ʻ' => push('\''),
        '“' | '”' | '„' | '«' | '»' => push('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '～' | '〜' => push('-'),
        'ş' | 'Ş' => push('ș'),
        'ţ' | 'Ţ' => push('ț'),
        'ё' | 'Ё' | 'ѐ' | 'Ѐ' => push('е'),
        'ѝ' | 'Ѝ' => push('и'),
        'ß' | 'ẞ' => ['s', 's'].into_iter().for_each(push),
        'ς' => push('σ'),
        'ſ' => push('s'),
        'ŉ' => ['\'', 'n'].into_iter().for_each(push),
        '\u{00B5}' => push('μ'),
        'ﬀ'..='ﬆ' => ligature(c).chars().for_each(push),
        'أ' | 'إ' | 'آ' | 'ٱ' => push('ا'),
        'ى' | 'ي' => push('ی'),
        'ك' => push('ک'),
        'ۀ' | 'ة' => push('ه'),
        'Ѓ' | 'ѓ' => push('г'),
        'Ќ' | 'ќ' => push('к'),
        '\u{0300}' | '\u{0301}' | '\u{0307}' => {}
        '，' | '、' | '،' => push(','),
        '；' | '؛' => push(';'),
        '：' => push(':'),
        '。' => push('.'),
        '（' => push('('),
        '）' => push(')'),
        '［' | '〔' => push('['),
        '］' | '〕' => push(']'),
        '０'..='９' | '٠'..='٩' | '۰'..='۹' => push(ascii_digit(c).unwrap_or(c)),
        '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}' => fold_greek(c, push),
        _ => c.to_lowercase().for_each(push),
    }
}

/// Greek loses its accents: they move between the forms of a word, and capitals have none.
fn fold_greek(c: char, mut push: impl FnMut(char)) {
    let plain = match c {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' => 'ι',
        'ό' => 'ο',
        'ύ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'α'..='ω' => c,
        _ => return fold_greek_by_tables(c, push),
    };
    push(plain);
}

fn fold_greek_by_tables(c: char, mut push: impl FnMut(char)) {
    let decomposed = DecomposingNormalizerBorrowed::new_nfd();
    let letters = decomposed.normalize_iter(std::iter::once(c)).flat_map(char::to_lowercase);
    let bare = letters.filter(|c| !is_greek_accent(*c)).map(|c| match c {
        'ς' => 'σ',
        'ϐ' => 'β',
        'ϑ' => 'θ',
        'ϕ' => 'φ',
        'ϖ' => 'π',
        'ϰ' => 'κ',
        'ϱ' => 'ρ',
        'ϵ' => 'ε',
        '\u{0345}' => 'ι',
        _ => c,
    });
    ComposingNormalizerBorrowed::new_nfc().normalize_iter(bare).for_each(&mut push);
}

fn is_greek_accent(c: char) -> bool {
    matches!(c, '\u{0300}' | '\u{0301}' | '\u{0308}' | '\u{0313}' | '\u{0314}' | '\u{0342}' | '\u{0384}')
}

fn ligature(c: char) -> &'static str {
    match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        _ => "st",
    }
}

fn ascii_digit(c: char) -> Option<char> {
    let zero = match c {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => '０',
    };
    char::from_digit((c as u32).checked_sub(zero as u32)?, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_to_a_skeleton_is_that_of_the_tables() {
        for c in (0..=0x2FFF).filter_map(char::from_u32) {
            for text in [format!("{c}"), format!("a{c}b"), format!("a {c}. b"), format!("{c}{c}")] {
                assert_eq!(skeleton(&text), skeleton_by_tables(&text), "U+{:04X}", u32::from(c));
            }
        }
    }

    #[test]
    fn the_short_way_to_a_greek_letter_is_that_of_the_tables() {
        for c in '\u{370}'..='\u{3FF}' {
            let (mut short, mut long) = (String::new(), String::new());
            fold_greek(c, |c| short.push(c));
            fold_greek_by_tables(c, |c| long.push(c));
            assert_eq!(short, long, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn what_passes_for_folded_folds_to_itself() {
        for text in
            ["", "a", "a. g", "a.g", "a .", "a  b", " a", "a ", "a.", "p. 12", "x..", "3.5", "rock 'n", "a`b"]
        {
            assert!(!is_folded(text.as_bytes()) || fold(text).text == text, "{text}");
            assert!(!is_skeleton(text) || skeleton(text) == text, "{text}");
        }
        assert!(is_folded(b"last accessed on.") && is_skeleton("last accessed on"));
    }

    #[test]
    fn the_folded_text_is_one_with_and_without_the_way_back() {
        for text in ["A. g.e.,  s. 4 ", "ŞEKER  İ.Y .", " Там\u{A0}же .С", "e\u{301}. É"] {
            assert_eq!(folded(text), fold(text).text, "{text}");
        }
    }
}
