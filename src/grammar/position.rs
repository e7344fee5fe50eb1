//! How a bracketed number stands to the text around it: like a call, perhaps like one, or like something else.

use super::marker::{Bracket, LineStart, Position};
use crate::lang::index::index;
use crate::model::Placement;
use crate::span::Span;
use crate::text;

/// How far back the opening of a round bracket or of a quotation is sought, in bytes.
const LOOKED_BACK: usize = 160;

/// How far back the opening of a quotation with angular marks is sought, in bytes.
const LONGEST_QUOTATION: usize = 2_000;

/// Abbreviations behind which a number is counted or measured, beside those of the lexicon.
const SHORT_FORMS: &[&str] = &[
    "abs", "approx", "bzw", "ca", "circa", "dergl", "dgl", "ebd", "env", "etc", "evtl", "excl", "exkl",
    "ggf", "incl", "inkl", "max", "min", "mind", "mio", "mrd", "resp", "sog", "ungef", "usw", "vb", "vgl",
    "vs", "yakl", "zzgl", "др", "е", "ок", "рис", "см", "т", "табл",
];

/// How a bracket stands.
pub(super) struct Stand {
    pub(super) position: Position,
    pub(super) placement: Placement,
    grouped: bool,
}

impl Stand {
    fn at(position: Position) -> Stand {
        Stand { position, placement: Placement::Elsewhere, grouped: false }
    }
}

/// How a bracket stands: first what is before it, then what is behind it, which can only rule it out.
pub(super) fn stand(text: &str, bracket: &Bracket, doubled: bool, last: Option<&Bracket>) -> Stand {
    let span = bracket.span;
    let before = text.get(..span.start()).unwrap_or_default();
    let after = text.get(span.end()..).unwrap_or_default();
    let mut stand = before_bracket(text, before, span, bracket.line, last);
    let glued_letter = after.chars().next().is_some_and(char::is_alphanumeric);
    let glued_stop = stand.placement == Placement::Glued || stand.grouped;
    // A doubled bracket in a sentence is no index: `RFC 3986 [[19]]`.
    if doubled && stand.position == Position::Medium && before.ends_with(text::is_blank) {
        stand.position = Position::Strong;
    }
    let sentence_follows = after.chars().next().is_some_and(char::is_uppercase);
    if (!doubled && opens_code(after)) || (glued_letter && !(glued_stop && sentence_follows)) {
        stand = Stand::at(Position::No);
    } else if matches!(stand.placement, Placement::Spaced(_)) && goes_on(after) {
        // "It fell. [2] argues so": the bracket belongs to the sentence behind it, as a noun or as an editor's number.
        stand = Stand::at(Position::Medium);
    } else if stand.position == Position::Strong && opens_pinpoint(after) {
        // `.[1]:12`: a page behind the call, or something else with a colon.
        stand = Stand { position: Position::Medium, ..stand };
    }
    stand
}

/// Whether the sentence goes on behind a bracket: a blank, and a word in lower case.
fn goes_on(after: &str) -> bool {
    let words = after.trim_start_matches(text::is_blank);
    words.len() < after.len() && words.starts_with(char::is_lowercase)
}

/// `:12`, as the encyclopedias write a page behind a call.
fn opens_pinpoint(after: &str) -> bool {
    after.strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether what follows a bracket makes it an index, an assignment or the text of a link.
fn opens_code(after: &str) -> bool {
    let next = after.chars().next();
    let behind_blanks = after.trim_start_matches(text::is_blank);
    match next {
        // `[2](https://…)` is a link whose text is a number, and may be a call; `[2](x)` is not.
        Some('(') => !opens_link(after),
        Some('+') => after.starts_with("++"),
        Some('_') => after.chars().nth(1).is_some_and(char::is_alphanumeric),
        _ => behind_blanks.starts_with('=') && !behind_blanks.starts_with("=>"),
    }
}

/// Whether the address of a link follows a bracket.
pub(super) fn opens_link(after: &str) -> bool {
    ["(http", "(#", "(/", "(./", "(www."].iter().any(|link| after.starts_with(link))
}

fn before_bracket(text: &str, before: &str, span: Span, line: LineStart, last: Option<&Bracket>) -> Stand {
    let bare = without_markup(before);
    let marked_up = bare.len() < before.len();
    let trimmed = bare.trim_end_matches(text::is_blank);
    let blanks =
        u16::try_from(bare.get(trimmed.len()..).unwrap_or_default().chars().count()).unwrap_or(u16::MAX);
    if let Some(last) = last
        && let Some(between) = text.get(last.span.end()..span.start())
        && between.len() <= 16
        && continues_group(between)
    {
        return Stand { position: last.position, placement: Placement::Elsewhere, grouped: true };
    }
    let Some(c) = trimmed.chars().next_back() else { return Stand::at(Position::No) };
    if line != LineStart::Inside || text::is_line_end(c) {
        return after_line_break(trimmed);
    }
    if blanks > 0 {
        // Behind the end of emphasis the word counts: `model* [3]`; a star of its own is a bullet or a sign.
        let word = without_markup(trimmed);
        let sign = word.chars().next_back().filter(|c| !c.is_whitespace()).unwrap_or(c);
        return after_blanks(trimmed, sign, blanks);
    }
    let glued = Stand { position: Position::Strong, placement: Placement::Glued, grouped: false };
    match c {
        '(' | '—' | '–' | '%' | '€' | '$' | '£' | '°' | '™' | '®' | '`' => {
            Stand::at(Position::Medium)
        }
        ')' if calls_function(trimmed) => Stand::at(Position::No),
        // `“[50] people died”`: the mark opens a quotation, and the number is an editor's.
        _ if text::is_quotation_mark(c) && opens_quotation(trimmed) => Stand::at(Position::No),
        _ if text::ends_clause(c) => glued,
        // Behind emphasis a single letter is a word: `*a*[1]`.
        _ if c.is_alphanumeric() && (marked_up || is_word(trimmed)) => Stand::at(Position::Medium),
        _ => Stand::at(Position::No),
    }
}

/// `f(x)`, `line.split(",")`, `run()`: a round bracket glued to a name of code. `harbour(s)` and `Union(EU)` are prose.
fn calls_function(before: &str) -> bool {
    let window = last_bytes(before, LOOKED_BACK);
    let mut depth = 0u32;
    let open = window.char_indices().rev().find(|(_, c)| {
        match c {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let Some((open, _)) = open else { return false };
    let (name, inside) = (window.get(..open).unwrap_or_default(), window.get(open + 1..).unwrap_or_default());
    let inside = inside.strip_suffix(')').unwrap_or(inside);
    let word = last_word(name);
    if word.is_empty() {
        return false;
    }
    let dotted = name.strip_suffix(word).is_some_and(|rest| {
        rest.ends_with("::") || rest.strip_suffix('.').is_some_and(|rest| !last_word(rest).is_empty())
    });
    let letters = word.chars().count();
    dotted
        || letters == 1
        || !is_word(name)
        || inside.is_empty()
        || inside.contains(['"', '\'', '=', '_', '['])
}

/// The end of a text, at most so many bytes of it.
fn last_bytes(text: &str, most: usize) -> &str {
    let start = text::ceiling(text, text.len().saturating_sub(most));
    text.get(start..).unwrap_or_default()
}

/// `[1][2]`, `[1], [2]`, `[1]–[3]`, `[[1]],[[2]]`, with tags between.
fn continues_group(between: &str) -> bool {
    let without_tags = between.replace("</sup>", "").replace("<sup>", "");
    let core = without_tags.trim_matches(text::is_blank);
    matches!(core, "" | "," | ";" | "-" | "–" | "_" | "_," | "&" | "and" | "ve" | "und" | "et" | "и")
        && !between.contains(['\n', '\r'])
}

/// A sentence broken before its marker: judged by the end of the line before. A paragraph never begins with a marker.
fn after_line_break(before: &str) -> Stand {
    let line = before.trim_end_matches(|c: char| text::is_blank(c) || c == '>' || c == '.');
    let ended = line
        .strip_suffix('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .or(line.strip_suffix('\r'));
    let previous = ended.unwrap_or(line);
    if ended.is_none() || previous.ends_with(['\n', '\r']) || previous.is_empty() {
        return Stand::at(Position::No);
    }
    match previous.trim_end_matches(text::is_blank).chars().next_back() {
        Some(c) if text::ends_sentence(c) => Stand::at(Position::Strong),
        Some(c) if c.is_alphanumeric() || text::ends_clause(c) => Stand::at(Position::Medium),
        _ => Stand::at(Position::No),
    }
}

fn after_blanks(before: &str, c: char, blanks: u16) -> Stand {
    match c {
        _ if c.is_alphanumeric() && is_pinpoint_word(last_word(before)) => Stand::at(Position::No),
        '.' if matches!(stop(before), Stop::Locator) => Stand::at(Position::No),
        '.' | '…' if c == '…' || matches!(stop(before), Stop::ShortForm) => Stand::at(Position::Medium),
        '«' | '»' if opens_quotation(before) => Stand::at(Position::No),
        '’' | '\'' if is_apostrophe(before) => Stand::at(Position::Medium),
        _ if text::ends_sentence(c) && blanks <= 3 => {
            Stand { position: Position::Strong, placement: Placement::Spaced(blanks), grouped: false }
        }
        // In a table or a list of values.
        '=' | '∈' | '+' | '<' | '|' | '/' | '^' | '~' | '#' | '[' | ']' | '{' | '\\' | '•' => {
            Stand::at(Position::No)
        }
        '*' | '-' if blanks > 0 => Stand::at(Position::No),
        _ => Stand::at(Position::Medium),
    }
}

/// Whether the quotation mark at the end of a text stands where one opens.
fn opens_quotation(before: &str) -> bool {
    let inner = before.trim_end_matches(text::is_quotation_mark);
    let apart = inner.chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['));
    // « Ainsi » closes with a blank before the mark, where the same mark opens »so«.
    let closes = || {
        let earlier = last_bytes(inner, LONGEST_QUOTATION).chars().rev();
        before.ends_with('»') && earlier.into_iter().find(|c| matches!(c, '«' | '»')) == Some('«')
    };
    apart && !closes()
}

/// "The members’ [7] votes": no quotation that this mark could close opens on its line.
fn is_apostrophe(before: &str) -> bool {
    let mark = before.chars().next_back();
    let inner = mark.map_or(before, |mark| before.get(..before.len() - mark.len_utf8()).unwrap_or_default());
    let line = last_bytes(inner, LOOKED_BACK).rsplit(text::is_line_end).next().unwrap_or_default();
    let opener = |c: char| match mark {
        Some('’') => matches!(c, '‘' | '‚' | '’' | '›'),
        _ => c == '\'',
    };
    let opens = |(at, c): (usize, char)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        opener(c) && before.is_none_or(|c| !c.is_alphanumeric())
    };
    inner.ends_with(char::is_alphanumeric) && !line.char_indices().any(opens)
}

/// What a stop before a blank ends.
enum Stop {
    Sentence,
    /// "Sept. [5]", "U.S. [7]", "cf. [2]": perhaps no sentence.
    ShortForm,
    /// "para. [34]", "No. [45]": the number is that of a paragraph.
    Locator,
}

/// What the stop at the end of a text ends.
fn stop(before: &str) -> Stop {
    let Some(bare) = before.strip_suffix('.') else { return Stop::Sentence };
    let word = last_word(bare);
    let folded = text::folded(&format!("{word}."));
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let known = index().locator(&folded).is_some_and(|(length, _)| length == folded.len());
    if bare.ends_with('.') {
        // An elision: "... [12] months later".
        Stop::ShortForm
    } else if known && letters <= 5 {
        Stop::Locator
    } else if letters == 1
        || (letters <= 4 && word.starts_with(char::is_uppercase))
        || index().signal(&folded).is_some_and(|(length, _)| length == folded.len())
        || SHORT_FORMS.contains(&folded.trim_end_matches('.'))
    {
        Stop::ShortForm
    } else {
        Stop::Sentence
    }
}

/// "At [34]", "para [6]": the paragraph of a judgment.
pub(super) fn is_pinpoint_word(word: &str) -> bool {
    ["at", "para", "paras", "paragraph", "paragraphs", "Rn", "Rz"].contains(&word)
}

/// Without emphasis and tags that stand directly before the bracket: `*word*[1]`, `<sup>[1]`.
fn without_markup(before: &str) -> &str {
    let mut bare = before;
    loop {
        let shorter = bare.trim_end_matches('*');
        let shorter = match shorter.strip_suffix('_') {
            // `_Irish Airs_[2]` is emphasis, `my_list_[2]` is a name.
            Some(inner) if !last_word(inner).trim_start_matches('_').contains('_') => inner,
            _ => shorter,
        };
        let shorter = match shorter.strip_suffix('>') {
            Some(inner) => inner
                .char_indices()
                .rev()
                .take(24)
                .find(|(_, c)| *c == '<')
                .and_then(|(at, _)| inner.get(..at))
                .unwrap_or(shorter),
            None => shorter,
        };
        if shorter.len() == bare.len() {
            return bare;
        }
        bare = shorter;
    }
}

/// The letters, digits and underscores at the end of a text; at most 64 bytes are looked at.
pub(super) fn last_word(before: &str) -> &str {
    let taken: usize = before
        .chars()
        .rev()
        .take(64)
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .map(char::len_utf8)
        .sum();
    before.get(before.len() - taken..).unwrap_or_default()
}

/// Whether the text ends with a word of a sentence, not with a variable (`x`, `my_list`, `lastItem`, `x2`).
fn is_word(before: &str) -> bool {
    let word = last_word(before);
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let humped = word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    // "Fe[2]" is chemistry.
    let symbol = word.chars().count() == 2
        && word.starts_with(char::is_uppercase)
        && word.ends_with(char::is_lowercase);
    if word.contains('_') || humped || symbol {
        return false;
    }
    // A year or a count is a word of a sentence; `x2` is not.
    (letters == 0 && digits > 0) || letters >= if digits > 0 { 3 } else { 2 }
}
