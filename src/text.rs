//! Letters and words: folding that is right for the Turkish i, character classes, hashes.
//!
//! Folding gives one key for spellings that mean the same word ("İBİD.", "Ibid." and "ibid."); the key keeps a map
//! back to the bytes it came from. Nothing here knows a term or a language.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use crate::span::Span;

/// A folded text and, for each of its bytes, the byte of the source it came from.
#[derive(Debug, Default, Clone)]
pub(crate) struct Folded {
    pub(crate) text: String,
    origins: Vec<u32>,
    source_len: u32,
}

impl Folded {
    /// The bytes of the source that a range of the folded text came from.
    pub(crate) fn source(&self, start: usize, end: usize) -> Span {
        let at = |index: usize| self.origins.get(index).copied().unwrap_or(self.source_len);
        Span { start: at(start), end: at(end).max(at(start)) }
    }

    fn push(&mut self, c: char, origin: u32) {
        if c.is_whitespace() {
            if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.raw(' ', origin);
            }
            return;
        }
        if c == '.' && self.text.ends_with(' ') {
            self.text.pop();
            self.origins.pop();
        } else if self.text.ends_with('.') && c.is_alphabetic() {
            self.raw(' ', origin);
        }
        self.raw(c, origin);
    }

    fn raw(&mut self, c: char, origin: u32) {
        self.text.push(c);
        self.origins.resize(self.text.len(), origin);
    }
}

/// Folds a text for comparison, keeping the way back to its bytes.
///
/// Composed letters, lower case, one i for `I İ ı i`, straight quotes and hyphens, one blank between words, no blank
/// before a dot and one behind it ("a.g.e." = "a. g. e."), nothing invisible.
pub(crate) fn fold(text: &str) -> Folded {
    let mut folded = Folded {
        text: String::with_capacity(text.len() + 8),
        origins: Vec::with_capacity(text.len() + 8),
        source_len: Span::at(text.len()).start,
    };
    let composed = ComposingNormalizerBorrowed::new_nfc();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let origin = Span::at(start).start;
        if first.is_ascii() && rest.peek().is_none_or(|(_, next)| next.is_ascii()) {
            fold_char(first, |c| folded.push(c, origin));
            continue;
        }
        // A letter and its combining marks fold as one, so that NFC and NFD text meet.
        let mut end = start + first.len_utf8();
        while let Some((at, mark)) = rest.next_if(|(_, next)| is_combining(*next)) {
            end = at + mark.len_utf8();
        }
        if end == start + first.len_utf8() && is_composed(first) {
            fold_char(first, |c| folded.push(c, origin));
            continue;
        }
        let cluster = text.get(start..end).unwrap_or_default();
        if composed.is_normalized(cluster) {
            cluster.chars().for_each(|c| fold_char(c, |c| folded.push(c, origin)));
        } else {
            composed.normalize_iter(cluster.chars()).for_each(|c| fold_char(c, |c| folded.push(c, origin)));
        }
    }
    if folded.text.ends_with(' ') {
        folded.text.pop();
        folded.origins.pop();
    }
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
    if text.is_ascii() { folded_ascii(text) } else { fold(text).text }
}

/// As [`fold`], without the way back and without any letter that needs more than a look.
fn folded_ascii(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 4);
    let mut blank = false;
    let mut stop = false;
    for byte in text.bytes() {
        let c = if byte == b'`' { '\'' } else { char::from(byte.to_ascii_lowercase()) };
        if c.is_whitespace() {
            blank = !folded.is_empty();
            continue;
        }
        let divided = blank && c != '.';
        if divided || (stop && c.is_ascii_alphabetic()) {
            folded.push(' ');
        }
        folded.push(c);
        (blank, stop) = (false, c == '.');
    }
    folded
}

/// The letters and digits of a text, folded and without accents, words divided by one blank: a key for titles and
/// names, deaf to punctuation and to lazy typing.
pub(crate) fn skeleton(text: &str) -> String {
    let folded = fold(text).text;
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
            _ if c.is_alphanumeric() => out.push(c),
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

/// Hashes by FNV-1a: for tables of our own words, which nobody can choose to collide.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(FNV_START)
    }
}

impl std::hash::Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| fnv_step(hash, *byte));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A table of words, by [`Fnv`].
pub(crate) type WordMap<T> = std::collections::HashMap<String, T, std::hash::BuildHasherDefault<Fnv>>;

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

fn fnv_step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// The 64-bit FNV-1a hash of some pieces in order; stable between versions and machines.
pub(crate) fn fnv1a(pieces: &[&[u8]]) -> u64 {
    pieces.iter().flat_map(|piece| piece.iter()).fold(FNV_START, |hash, byte| fnv_step(hash, *byte))
}

/// Things in a row, as a sentence lists them: "2, 3 and 4"; beyond `most`, "2, 3 and 7 more".
pub(crate) fn listed<T: std::fmt::Display>(things: &[T], most: usize) -> String {
    let shown = if things.len() > most + 1 { most } else { things.len() };
    let mut words: Vec<String> = things.iter().take(shown).map(ToString::to_string).collect();
    if shown < things.len() {
        words.push(format!("{} more", things.len() - shown));
    }
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

/// The words of a text in curly quotes, cut where they are many.
pub(crate) fn quote(text: &str) -> String {
    const MOST: usize = 48;
    let words = squeeze(text);
    match words.char_indices().nth(MOST) {
        Some((at, _)) => format!("“{}…”", words.get(..at).unwrap_or_default().trim_end()),
        None => format!("“{words}”"),
    }
}

/// Runs of white space become one blank; none is left at the edges.
pub(crate) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether a number in brackets is a year before it is anything else.
pub(crate) fn is_year_like(number: u32) -> bool {
    (1000..=2100).contains(&number)
}

/// A blank inside a line: also a tab, a no-break and a thin blank, never a line end.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(c, '\t' | '\u{200B}' | '\u{2060}' | '\u{FEFF}') || (c.is_whitespace() && !is_line_end(c))
}

/// Whether the character ends a line.
pub(crate) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// The lines of a text with their ends, whichever of the three kinds they are.
pub(crate) fn whole_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let at = memchr::memchr2(b'\n', b'\r', rest.as_bytes());
        let end = at
            .map_or(rest.len(), |at| at + 1 + usize::from(rest.as_bytes().get(at..at + 2) == Some(b"\r\n")));
        let (line, below) = rest.split_at_checked(end).filter(|(line, _)| !line.is_empty())?;
        rest = below;
        Some(line)
    })
}

/// A quotation mark that may open a title, and what closes it. German and French marks stand both ways.
pub(crate) fn closing_quote(open: char) -> Option<&'static [char]> {
    Some(match open {
        '“' => &['”', '“'],
        '„' => &['“', '”', '„'],
        '«' => &['»'],
        '»' => &['«'],
        '"' => &['"'],
        '‟' => &['”'],
        _ => return None,
    })
}

/// Punctuation behind which a marker stands as a call: a stop or the end of a quotation.
pub(crate) fn ends_clause(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '…' | '。' | '，') || is_closing_mark(c)
}

/// Punctuation behind which a marker may also stand after a blank.
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。') || is_closing_mark(c)
}

/// A mark that may close a quotation: in German also `«` (»so«) and `“` („so“).
fn is_closing_mark(c: char) -> bool {
    matches!(c, '”' | '"' | '»' | '«' | '’' | '\'' | '“')
}

/// A mark that opens or closes a quotation, or both.
pub(crate) fn is_quotation_mark(c: char) -> bool {
    is_closing_mark(c) || matches!(c, '„' | '‘' | '‚')
}

/// Where an address that begins at `start` ends: at a blank, a quotation mark, an angle or an unopened bracket. The
/// punctuation of the sentence around it, and a marker glued to it, are not part of it.
pub(crate) fn address_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let mut end = rest.len();
    let (mut round, mut square, mut angle) = (0u32, 0u32, false);
    for (at, c) in rest.char_indices() {
        let stop = match c {
            '(' => {
                round += 1;
                false
            }
            '[' => {
                square += 1;
                false
            }
            ')' if round == 0 => true,
            ']' if square == 0 => true,
            ')' => {
                round -= 1;
                false
            }
            ']' => {
                square -= 1;
                false
            }
            '<' if !angle && holds_angles(rest, at) => {
                angle = true;
                false
            }
            '>' if angle => {
                angle = false;
                false
            }
            '<' | '>' | '"' | '“' | '”' | '„' | '«' | '»' | '`' | '{' | '}' | '|' => true,
            _ => c.is_whitespace() || c.is_control(),
        };
        if stop {
            end = at;
            break;
        }
    }
    let mut kept = rest.get(..end).unwrap_or_default();
    // In a query, brackets are data: `?a[1]`. Elsewhere a bracketed number at the end is a marker glued to the address.
    let has_query = kept.contains('?');
    loop {
        let mut shorter = kept
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '…', '*', '_', '，', '。', '(', '[']);
        if !has_query {
            shorter = without_glued_marker(shorter);
        }
        if shorter.len() == kept.len() {
            return start + kept.len();
        }
        kept = shorter;
    }
}

/// Whether the angle bracket at `at` is part of a DOI: `10.1002/(SICI)1097-4571(1998)49:8<693::AID-ASI4>3.0.CO;2-O`.
fn holds_angles(address: &str, at: usize) -> bool {
    const ROOM: usize = 64;
    let doi = address
        .get(..at)
        .and_then(|before| before.find("10."))
        .filter(|start| *start < at.min(ROOM))
        .and_then(|start| address.get(start + 3..at));
    let doi = doi.is_some_and(|doi| {
        let registrant = doi.len() - doi.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        registrant >= 4 && doi.get(registrant..).is_some_and(|rest| rest.starts_with('/'))
    });
    let inside = address.get(at..).unwrap_or_default().chars().take(ROOM).take_while(|c| !c.is_whitespace());
    let behind = inside.skip_while(|c| *c != '>').nth(1);
    doi && behind.is_some_and(char::is_alphanumeric)
}

/// Without a marker at the end: `https://a.org/x[3]` is an address and a marker.
fn without_glued_marker(address: &str) -> &str {
    let Some(inner) = address.strip_suffix(']') else { return address };
    let digits = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    digits.strip_suffix('[').filter(|_| digits.len() < inner.len()).unwrap_or(address)
}

/// The number of single-letter changes (also swaps of neighbours) that turn one word into the other, if at most `limit`.
pub(crate) fn distance_within(left: &str, right: &str, limit: usize) -> Option<usize> {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&row, j) + usize::from(a != b)).min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let swapped = i > 0 && j > 0 && left.get(i - 1) == Some(b) && right.get(j - 1) == Some(a);
            if swapped {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            next.push(cost);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|cost| *cost <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_for_all_spellings_of_a_term() {
        assert_eq!(folded("AYNI YER."), folded("aynı  yer ."));
        assert_eq!(folded("İbid."), "ibid.");
        assert_eq!(folded("a.g.e."), folded("a. g. e."));
        assert_eq!(folded("Там\u{00A0}же"), "там же");
        assert_eq!(folded("Erişim"), folded("Eris\u{0327}im"));
        assert_eq!(folded("“No\u{00AD}te”"), "\"note\"");
    }

    /// The pairs are what the reference folding of the word lists gives.
    #[test]
    fn folding_is_that_of_the_word_lists_in_every_script() {
        let pairs = [
            ("ISBN I İ ı i", "isbn i i i i"),
            ("ISBN I I\u{0307} ı i", "isbn i i i i"),
            ("s\u{0327} ş ţ", "ș ș ț"),
            ("Straße ﬁnden", "strasse finden"),
            ("a–b—c ‘d’ `e´", "a-b-c 'd' 'e'"),
            ("«a» „b“", "\"a\" \"b\""),
            ("Её же", "ее же"),
            ("ЕЕ\u{0308} Стра\u{0301}ница", "ее страница"),
            ("Ό.Π.", "ο. π."),
            ("ὅ.π.", "ο. π."),
            ("ο\u{0314}\u{0301}.π.", "ο. π."),
            ("Μαΐου", "μαιου"),
            ("ΜΑΪΟΥ", "μαιου"),
            ("Μαι\u{0308}\u{0301}ου", "μαιου"),
            ("ΥΠΟΣΗΜΕΙΩΣΕΙΣ", "υποσημειωσεισ"),
            ("β\u{0384} έκδ.", "β εκδ."),
            ("المرجـع نفسُه", "المرجع نفسه"),
            ("أعلاه", "اعلاه"),
            ("ا\u{0654}علاه", "اعلاه"),
            ("الإحالات", "الاحالات"),
            ("ترجمة", "ترجمه"),
            ("پيشين", "پیشین"),
            ("كتاب", "کتاب"),
            ("ژوي\u{0654}یه", "ژوئیه"),
            ("پی\u{200C}نوشت ۱۲", "پینوشت 12"),
            ("\u{200F}الهامش ٣\u{200F}", "الهامش 3"),
            ("第１２页", "第12页"),
            ("（注［３］）", "(注[3])"),
            ("同上、同頁。", "同上,同頁."),
            ("か\u{3099}", "が"),
        ];
        for (text, key) in pairs {
            assert_eq!(folded(text), key, "{text}");
            assert_eq!(folded(key), key, "{key} folds to itself");
        }
    }

    #[test]
    fn the_way_back_holds_from_right_to_left_and_over_marks() {
        let source = |text: &str, word: &str| {
            let key = fold(text);
            let at = key.text.find(word).unwrap();
            key.source(at, at + word.len()).of(text).to_owned()
        };
        assert_eq!(source("\u{200F}همان، ص ۱۲.", "12"), "۱۲");
        assert_eq!(source("المرجـع نفسُه، ص ٣", "المرجع نفسه"), "المرجـع نفسُه");
        assert_eq!(source("نک. پی\u{200C}نوشت ۱۲", "پینوشت"), "پی\u{200C}نوشت");
        assert_eq!(source("βλ. ο\u{0314}\u{0301}.π., σ. 4", "ο. π."), "ο\u{0314}\u{0301}.π.");
        assert_eq!(source("见（注［３］），第１２页", "注[3]"), "注［３］");
        assert_eq!(source("Там  же\u{00AD}, с. 7", "там же"), "Там  же\u{00AD}");
        assert_eq!(source("die Straße, S. 4", "strasse"), "Straße");
    }

    #[test]
    fn the_short_way_for_ascii_folds_alike() {
        for text in ["A.g.e., s. 4", " Ibid .  P. 3", "a . b", "x..y", "See  n.3 `q'", "..", " . "] {
            assert_eq!(folded(text), fold(text).text, "{text}");
        }
    }

    #[test]
    fn a_folded_range_leads_back_to_its_bytes() {
        let text = "  İBİD., s. 4";
        let key = fold(text);
        let at = key.text.find("ibid").unwrap();
        assert_eq!(key.source(at, at + 5).of(text), "İBİD.");
    }

    #[test]
    fn the_kelvin_sign_is_a_k_and_shifts_nothing() {
        let text = "a.g.\u{212A}. x";
        let key = fold(text);
        assert_eq!(key.text, "a. g. k. x");
        assert_eq!(key.source(key.text.len() - 1, key.text.len()).of(text), "x");
    }

    #[test]
    fn an_address_ends_where_a_reader_ends_it() {
        let of = |text: &str| text.get(..address_end(text, 0)).unwrap().to_owned();
        assert_eq!(of("https://a.org/x, (Accessed"), "https://a.org/x");
        assert_eq!(of("https://a.org/x_(film)."), "https://a.org/x_(film)");
        assert_eq!(of("https://a.org/x)."), "https://a.org/x");
        assert_eq!(of("https://a.org/x[3] and"), "https://a.org/x");
        assert_eq!(of("https://a.org/x](https://b.org)"), "https://a.org/x");
        assert_eq!(of("https://a.org/x,12.html”"), "https://a.org/x,12.html");
    }

    #[test]
    fn swaps_and_slips_are_one_step() {
        assert_eq!(distance_within("htpp", "http", 1), Some(1));
        assert_eq!(distance_within("httsp", "https", 1), Some(1));
        assert_eq!(distance_within("ftp", "https", 1), None);
    }
}
