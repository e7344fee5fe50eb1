//! What stands before a term: "Kaya", "Demir (2020)", "Kaya, “Liman”", "“Port Traffic Rises”" – or a label, which is nobody.

use crate::grammar::{name, title};
use crate::lang::index::index;
use crate::span::Span;
use crate::text;

/// A short title before a term has at most so many words.
const MOST_WORDS_OF_TITLE: usize = 12;

/// Words in brackets behind a name ("ed.", "Hrsg.", "haz.") have at most so many letters.
const LONGEST_OFFICE: usize = 12;

/// A name in a script without capitals has at most so many words, and each at most so many letters.
const MOST_WORDS_UNCASED: usize = 4;
const MOST_LETTERS_OF_WORD: usize = 14;
const MOST_LETTERS_UNSPACED: usize = 6;

/// The name before a short title is at most so long.
const MOST_BYTES_OF_NAME: usize = 80;

/// What stands before a term.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lead {
    pub(super) author: Option<Span>,
    pub(super) title: Option<Span>,
    pub(super) year: Option<i32>,
    /// No comma parts it from the term: it may be any word.
    pub(super) perhaps: bool,
}

/// What a text before a term turns out to be.
pub(super) enum Before {
    Lead(Lead),
    /// "Source:", "Also": the term stands as if alone.
    NoName,
}

// lead = name [ "(" office ")" ] [ year / "(" year ")" ] [ "," title ] [ "," year ] "," / quoted ","
/// Reads the text at `span`, which ends where a term begins.
pub(super) fn lead(text: &str, span: Span) -> Option<Before> {
    let whole = span.of(text);
    let mut raw = trim_end(whole);
    let gap = whole.get(raw.len()..).unwrap_or_default();
    if is_no_name(raw, gap.contains(',')) {
        return Some(Before::NoName);
    }
    let mut lead = Lead {
        author: None,
        title: None,
        year: None,
        perhaps: !gap.contains([',', '(', '،', '，', '、', '：', '・']),
    };
    for _ in 0..3 {
        let Some((shorter, year)) = without_extra(raw) else { break };
        lead.year = lead.year.or(year);
        raw = trim_end(shorter);
    }
    let span = Span::new(span.start(), span.start() + raw.len());
    if let [quote] = title::quoted(raw, &[]).as_slice()
        && quote.outer.start() == 0
        && raw.get(quote.outer.end()..).is_some_and(|rest| trim_end(rest).is_empty())
    {
        lead.title = Some(inner(raw, quote.outer, span.start()));
        lead.perhaps = false;
        return Some(Before::Lead(lead));
    }
    if is_names(raw) {
        lead.author = Some(span);
        return Some(Before::Lead(lead));
    }
    let comma = raw.find([',', '،', '，', '、', '：'])?;
    if !raw.get(..comma).is_some_and(is_names) {
        return None;
    }
    let behind = comma + raw.get(comma..)?.chars().next().map_or(1, char::len_utf8);
    let title = Span::new(behind, raw.len());
    let words = title.of(raw).split_whitespace().count();
    // "Harbour Archive, Box 12. See Kaya": a signal inside begins another reference.
    let another = raw.match_indices(". ").any(|(at, stop)| {
        let behind = raw.get(at + stop.len()..).unwrap_or_default();
        index().signal(&text::folded(behind)).is_some()
    });
    if another
        || super::holds_term(raw)
        || !(1..=MOST_WORDS_OF_TITLE).contains(&words)
        || title.of(raw).contains(';')
    {
        return None;
    }
    lead.author = Some(Span::new(span.start(), span.start() + comma));
    lead.title = Some(inner(raw, title, span.start())).filter(|title| !title.is_empty());
    Some(Before::Lead(lead))
}

/// "Demir – Holt", "Demir/Holt" are two names.
fn is_names(raw: &str) -> bool {
    let mut names = raw.split(" – ").flat_map(|piece| piece.split(" - ")).flat_map(|piece| piece.split('/'));
    names.all(name::is_name) || is_name_without_capitals(raw)
}

/// Few words of a script that has no capitals: "ليلى حداد", "小林". A sentence before a term is longer.
fn is_name_without_capitals(raw: &str) -> bool {
    let words = || raw.split([' ', '・', '·', '\u{200C}']).filter(|word| !word.is_empty());
    let few = |word: &str| {
        let letters = word.chars().count();
        letters
            <= if word.starts_with(text::is_unspaced) { MOST_LETTERS_UNSPACED } else { MOST_LETTERS_OF_WORD }
    };
    (1..=MOST_WORDS_UNCASED).contains(&words().count())
        && words().all(|word| few(word) && word.chars().all(text::has_no_case))
}

/// Whether a text is a label or small words. "Can, a.g.e." has a comma, and may well be a name.
fn is_no_name(raw: &str, comma: bool) -> bool {
    if raw.len() > 32 {
        return false;
    }
    let folded = text::folded(raw);
    let bare = folded.trim_end_matches('.');
    // "In the same place", "aus ebd.": words of grammar are nobody.
    index().is_not_name(bare)
        || (!comma && !raw.contains(',') && bare.split(' ').all(|word| !index().stop_word(word).is_empty()))
}

fn trim_end(raw: &str) -> &str {
    let signs =
        [' ', ',', '(', '\u{00A0}', '\n', '\r', '-', '–', ':', '*', '_', '،', '，', '、', '：', '・', '（'];
    raw.trim_end_matches(signs)
}

/// Without a year or an office at the end: "Demir (2020)", "Demir, 2020", "Kaya (ed.)".
fn without_extra(raw: &str) -> Option<(&str, Option<i32>)> {
    if let Some(inside) = raw.strip_suffix(')') {
        let (before, inside) = inside.rsplit_once('(')?;
        let year = year(inside.trim());
        let office =
            inside.chars().count() <= LONGEST_OFFICE && !inside.contains(|c: char| c.is_ascii_digit());
        return (!before.trim().is_empty() && (year.is_some() || office)).then_some((before, year));
    }
    let (before, last) = raw.rsplit_once([' ', ',', '\u{00A0}'])?;
    let year = year(last)?;
    Some((before, Some(year)))
}

/// "2019", "1998a".
pub(super) fn year(raw: &str) -> Option<i32> {
    let digits = raw.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(raw);
    let year: i32 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    (1500..=2199).contains(&year).then_some(year)
}

/// A title without its quotation marks.
fn inner(raw: &str, span: Span, base: usize) -> Span {
    let signs = [
        ' ', ',', '“', '”', '"', '«', '»', '„', '‘', '’', '*', '_', '\n', '\r', '《', '》', '『', '』', '「',
        '」', '،', '，', '、',
    ];
    let piece = span.of(raw);
    let from = piece.len() - piece.trim_start_matches(signs).len();
    let to = piece.trim_end_matches(signs).len().max(from);
    Span::new(base + span.start() + from, base + span.start() + to)
}

// short = name "," quoted
/// A name and a quoted title, nothing between them but a comma: how a work is cited again (R11).
pub(super) fn short_form(text: &str, span: Span) -> Option<(Lead, usize)> {
    let raw = span.of(text);
    let quote = title::quoted(raw, &[]).into_iter().next()?;
    let before = raw.get(..quote.outer.start())?;
    let author = before.trim_end();
    let author = author.strip_suffix(',')?;
    if before.len() > MOST_BYTES_OF_NAME || !is_names(author) {
        return None;
    }
    let title = inner(raw, quote.outer, span.start());
    let author = Some(Span::new(span.start(), span.start() + author.len()));
    (!title.is_empty())
        .then(|| (Lead { author, title: Some(title), year: None, perhaps: false }, quote.outer.end()))
}
