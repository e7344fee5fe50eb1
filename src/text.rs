//! Letters and words: folding that is right for the Turkish i, character classes, hashes.
//!
//! Folding gives one key for spellings that mean the same word ("İBİD.", "Ibid." and "ibid."); the key keeps a map
//! back to the bytes it came from. Nothing here knows a term or a language.

mod fold;
mod letters;
mod phrases;

pub(crate) use fold::{Folded, fold, folded, folded_word, is_skeleton, skeleton};
pub(crate) use letters::{has_no_case, is_letter_or_digit, is_unspaced};
pub(crate) use phrases::Phrases;

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

/// A table of words, by [`Fnv`]. Words that are keys as they stand in their list are not copied.
pub(crate) type WordMap<T> =
    std::collections::HashMap<std::borrow::Cow<'static, str>, T, std::hash::BuildHasherDefault<Fnv>>;

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

/// Words as they would be typed where `typed` stands: with a capital or without.
pub(crate) fn like(typed: &str, words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if typed.starts_with(char::is_uppercase) => first.to_uppercase().chain(letters).collect(),
        Some(first) if typed.starts_with(char::is_lowercase) => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}

/// The words of a text in curly quotes, cut where they are many. What would steer a terminal is not let through.
pub(crate) fn quote(text: &str) -> String {
    const MOST: usize = 48;
    let shown = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    let words: String = squeeze(text).chars().map(shown).collect();
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

/// A cell that no spreadsheet takes for a formula: it would run `=HYPERLINK(…)`, so that such a cell gets an apostrophe.
/// Source: OWASP's page on CSV injection.
#[cfg(feature = "export")]
pub(crate) fn table_cell(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell }
}

/// Whether a number in brackets is a year before it is anything else.
pub(crate) fn is_year_like(number: u32) -> bool {
    (1000..=2100).contains(&number)
}

/// Where a few words stand in a text. For the short texts of entries this is quicker than a search that prepares itself.
pub(crate) fn find(text: &str, words: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    // A blank is everywhere: the letter behind it is looked for.
    let skipped = words.bytes().take_while(|byte| *byte == b' ').count();
    let first = *words.as_bytes().get(skipped)?;
    let found = memchr::memchr_iter(first, bytes.get(skipped..)?);
    let mut starts =
        found.filter(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(words.as_bytes())));
    starts.next()
}

/// Whether a few words stand in a text.
pub(crate) fn holds(text: &str, words: &str) -> bool {
    find(text, words).is_some()
}

/// The last character boundary at or before a place, in bytes; the end of the text for places behind it.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first character boundary at or behind a place, in bytes; the end of the text for places behind it.
pub(crate) fn ceiling(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
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
        '《' => &['》'],
        '『' => &['』'],
        '「' => &['」'],
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

/// `%C3%A9` as `é`; a percent sign that encodes nothing stays. `None` where none stands in it, or the result is no text.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    text.contains('%').then_some(())?;
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let hex = |digit: &u8| (*digit as char).to_digit(16);
        let escaped = match (first, behind) {
            (b'%', [high, low, ..]) => {
                hex(high).zip(hex(low)).and_then(|(high, low)| u8::try_from(high * 16 + low).ok())
            }
            _ => None,
        };
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    String::from_utf8(bytes).ok()
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
    if left == right {
        return Some(0);
    }
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::with_capacity(right.len() + 1);
    let mut row: Vec<usize> = (0..=right.len()).collect();
    let mut next: Vec<usize> = Vec::with_capacity(right.len() + 1);
    for (i, a) in left.iter().enumerate() {
        next.clear();
        next.push(i + 1);
        for (j, b) in right.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&row, j) + usize::from(a != b)).min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let swapped = i > 0 && j > 0 && left.get(i - 1) == Some(b) && right.get(j - 1) == Some(a);
            if swapped {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            next.push(cost);
        }
        // The oldest of the three rows is written anew.
        std::mem::swap(&mut before, &mut row);
        std::mem::swap(&mut row, &mut next);
    }
    row.last().copied().filter(|cost| *cost <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand_first() {
        for (text, words) in [
            ("a vom b vom c", " vom "),
            ("vom", " vom "),
            ("n. 3", "n. "),
            ("№ 3 от 4", " от "),
            ("", "ab"),
            ("  ab", "ab"),
        ] {
            assert_eq!(find(text, words), text.find(words), "{words} in {text}");
            assert_eq!(holds(text, words), text.contains(words), "{words} in {text}");
        }
    }

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
