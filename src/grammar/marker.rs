//! Bracketed numbers: their grammar, and how each stands to the text around it.
//!
//! What a bracket means is decided later: at the start of a line it may open a note ([`list`](super::list)), elsewhere it
//! may call one ([`gate`](super::gate)).

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{map_opt, opt};
use nom::multi::fold_many0;
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use super::locator;
use crate::lang::index::index;
use crate::model::{Document, Label, Labels, Placement};
use crate::span::Span;
use crate::text;

/// A label has at most so many digits; a longer run is no number of a note.
const MOST_DIGITS: usize = 6;

/// A pinpoint inside a bracket is at most so long, in bytes.
const LONGEST_PINPOINT: usize = 24;

/// What may stand between a line's start and the bracket of a note is at most so long, in bytes.
const LONGEST_PREFIX: usize = 64;

/// How a bracketed number stands to what is around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Position {
    /// Behind an operator, a single letter, another bracket; before `=`, `(`: code, a formula, a link.
    No,
    Medium,
    Strong,
}

/// What stands before a bracket on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineStart {
    /// Other text: the bracket opens no note.
    Inside,
    /// Nothing or blanks, so many.
    Plain(u8),
    /// `> `
    Quoted,
    /// `.. `, as in reStructuredText.
    Directive,
}

/// A bracketed number anywhere in the text.
#[derive(Debug, Clone)]
pub(crate) struct Bracket {
    pub(crate) span: Span,
    pub(crate) labels: Labels,
    /// Where its line begins.
    pub(crate) line_start: u32,
    pub(crate) line: LineStart,
    pub(crate) position: Position,
    pub(crate) placement: Placement,
}

// number = 1*6digit
fn number(input: &str) -> IResult<&str, Label> {
    map_opt(take_while_m_n(1, MOST_DIGITS, |c: char| c.is_ascii_digit()), |digits: &str| {
        Some(Label { number: digits.parse().ok()?, width: u8::try_from(digits.len()).ok()? })
    })
    .parse(input)
}

// piece = number [ *blank ( "-" / "–" ) *blank number ]
fn piece(input: &str) -> IResult<&str, (Label, Label)> {
    let dash = delimited(take_while(text::is_blank), one_of("-–—"), take_while(text::is_blank));
    let (rest, (first, last)) = (number, opt(preceded(dash, number))).parse(input)?;
    Ok((rest, (first, last.unwrap_or(first))))
}

// labels = piece *( *blank ( "," / ";" ) *blank piece )
fn labels(input: &str) -> IResult<&str, Labels> {
    let (rest, first) = piece(input)?;
    let one = if first.0 == first.1 { Labels::One(first.0) } else { Labels::Range(first.0, first.1) };
    let comma = || delimited(take_while(text::is_blank), one_of(",;"), take_while(text::is_blank));
    let (rest, more) = fold_many0(preceded(comma(), piece), Vec::new, |mut pieces, piece| {
        pieces.push(piece);
        pieces
    })
    .parse(rest)?;
    if more.is_empty() {
        return Ok((rest, one));
    }
    let pieces: Vec<_> = std::iter::once(first).chain(more).collect();
    Ok((rest, Labels::List(pieces.into_boxed_slice())))
}

// pinpoint = "," *blank label-of-a-locator value / ":" 1*blank number     in brackets: "[2, p. 5]", "[2: 5]"
fn pinpoint(input: &str) -> IResult<&str, ()> {
    let colon = preceded((char(':'), take_while1(text::is_blank)), piece);
    if let Ok((rest, _)) = preceded(opt(char(' ')), colon).parse(input) {
        return Ok((rest, ()));
    }
    let inside = take_while_m_n(3, LONGEST_PINPOINT, |c: char| !matches!(c, '[' | ']' | '\n' | '\r'));
    let (rest, words) = preceded(char(','), inside).parse(input)?;
    let folded = text::folded(words);
    match locator::locator(&folded, false) {
        Some((_, length)) if length >= folded.trim_end_matches('.').len() => Ok((rest, ())),
        _ => Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify))),
    }
}

// bracket = "[[" labels "]]" / "[\[" labels "\]]" / "[" labels [ pinpoint ] "]"
fn bracket(input: &str) -> IResult<&str, (Labels, bool)> {
    alt((
        delimited(tag("[["), labels, tag("]]")).map(|labels| (labels, true)),
        delimited(tag("[\\["), labels, tag("\\]]")).map(|labels| (labels, true)),
        delimited(char('['), labels, (opt(pinpoint), char(']'))).map(|labels| (labels, false)),
    ))
    .parse(input)
}

/// All bracketed numbers of a document outside its masks, in order.
pub(crate) fn brackets(document: &Document<'_>) -> Vec<Bracket> {
    let text: &str = &document.text;
    let mut found: Vec<Bracket> = Vec::new();
    let mut line_start = 0;
    let mut masks = document.masks.iter().copied().peekable();
    for at in memchr::memchr3_iter(b'[', b'\n', b'\r', text.as_bytes()) {
        if text.as_bytes().get(at) != Some(&b'[') {
            line_start = at + 1;
            continue;
        }
        while masks.next_if(|mask| mask.end() <= at).is_some() {}
        let masked = masks.peek().is_some_and(|mask| mask.start() <= at);
        let inside_last = found.last().is_some_and(|last| at < last.span.end());
        if masked || inside_last {
            continue;
        }
        let Some(Ok((rest, (labels, doubled)))) = text.get(at..).map(bracket) else { continue };
        let span = Span::new(at, text.len() - rest.len());
        let line = line_prefix(text.get(line_start..at).unwrap_or_default());
        let context = context(text, span, doubled, line, found.last());
        found.push(Bracket {
            span,
            labels,
            line_start: Span::at(line_start).start,
            line,
            position: context.position,
            placement: context.placement,
        });
    }
    found
}

// prefix = *blank / 1*( *blank ">" ) *blank / *blank ".." 1*blank
fn line_prefix(before: &str) -> LineStart {
    if before.len() > LONGEST_PREFIX {
        return LineStart::Inside;
    }
    let blanks = || take_while::<_, &str, nom::error::Error<&str>>(text::is_blank);
    let blanks1 = || take_while1::<_, &str, nom::error::Error<&str>>(text::is_blank);
    // A bullet before the bracket: "- [1] Kaya, …".
    let unbulleted = before.trim_start_matches(text::is_blank);
    let unbulleted =
        unbulleted.strip_prefix(['-', '*', '•', '–']).filter(|rest| rest.starts_with(text::is_blank));
    if before.chars().all(text::is_blank) || unbulleted.is_some_and(|rest| rest.chars().all(text::is_blank)) {
        return LineStart::Plain(u8::try_from(before.chars().count()).unwrap_or(u8::MAX));
    }
    if before.contains('>') && before.chars().all(|c| text::is_blank(c) || c == '>') {
        return LineStart::Quoted;
    }
    match (blanks(), tag(".."), blanks1()).parse(before) {
        Ok(("", _)) => LineStart::Directive,
        _ => LineStart::Inside,
    }
}

struct Context {
    position: Position,
    placement: Placement,
    grouped: bool,
}

impl Context {
    fn at(position: Position) -> Context {
        Context { position, placement: Placement::Elsewhere, grouped: false }
    }
}

/// How a bracket stands: first what is behind it, which can only rule it out, then what is before it.
fn context(text: &str, span: Span, doubled: bool, line: LineStart, last: Option<&Bracket>) -> Context {
    let before = text.get(..span.start()).unwrap_or_default();
    let after = text.get(span.end()..).unwrap_or_default();
    let mut context = before_bracket(text, before, span, line, last);
    let glued_letter = after.chars().next().is_some_and(char::is_alphanumeric);
    let glued_stop = context.placement == Placement::Glued || context.grouped;
    // A doubled bracket in a sentence is no index: `RFC 3986 [[19]]`.
    if doubled && context.position == Position::Medium && before.ends_with(text::is_blank) {
        context.position = Position::Strong;
    }
    let sentence_follows = after.chars().next().is_some_and(char::is_uppercase);
    if (!doubled && opens_code(after)) || (glued_letter && !(glued_stop && sentence_follows)) {
        context.position = Position::No;
    }
    context
}

/// Whether what follows a bracket makes it an index, an assignment or the text of a link.
fn opens_code(after: &str) -> bool {
    let next = after.chars().next();
    let behind_blanks = after.trim_start_matches(text::is_blank);
    match next {
        // `[2](https://…)` is a link whose text is a number, and may be a call; `[2](x)` is not.
        Some('(') => !["(http", "(#", "(/", "(./", "(www."].iter().any(|link| after.starts_with(link)),
        Some(':') => after.chars().nth(1).is_some_and(|c| c.is_ascii_digit()),
        Some('+') => after.starts_with("++"),
        Some('_') => after.chars().nth(1).is_some_and(char::is_alphanumeric),
        _ => behind_blanks.starts_with('=') && !behind_blanks.starts_with("=>"),
    }
}

fn before_bracket(text: &str, before: &str, span: Span, line: LineStart, last: Option<&Bracket>) -> Context {
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
        return Context { position: last.position, placement: Placement::Elsewhere, grouped: true };
    }
    let Some(c) = trimmed.chars().next_back() else { return Context::at(Position::No) };
    if line != LineStart::Inside || text::is_line_end(c) {
        return after_line_break(trimmed);
    }
    if blanks > 0 {
        // Behind the end of emphasis the word counts: `model* [3]`; a star of its own is a bullet or a sign.
        let word = without_markup(trimmed);
        let sign = word.chars().next_back().filter(|c| !c.is_whitespace()).unwrap_or(c);
        return after_blanks(trimmed, sign, blanks);
    }
    let glued = Context { position: Position::Strong, placement: Placement::Glued, grouped: false };
    match c {
        '(' | '—' | '–' | '%' | '€' | '$' | '£' | '°' | '™' | '®' | '`' => {
            Context::at(Position::Medium)
        }
        ')' if trimmed.ends_with("()") => Context::at(Position::No),
        // `“[50] people died”`: the mark opens a quotation, and the number is an editor's.
        '“' | '"' | '\'' | '’' if opens_quotation(trimmed) => Context::at(Position::No),
        _ if text::ends_clause(c) => glued,
        // Behind emphasis a single letter is a word: `*a*[1]`.
        _ if c.is_alphanumeric() && (marked_up || is_word(trimmed)) => Context::at(Position::Medium),
        _ => Context::at(Position::No),
    }
}

/// `[1][2]`, `[1], [2]`, `[1]–[3]`, `[[1]],[[2]]`, with tags between.
fn continues_group(between: &str) -> bool {
    let without_tags = between.replace("</sup>", "").replace("<sup>", "");
    let core = without_tags.trim_matches(text::is_blank);
    matches!(core, "" | "," | ";" | "-" | "–" | "_" | "_," | "&" | "and" | "ve" | "und" | "et" | "и")
        && !between.contains(['\n', '\r'])
}

/// A sentence broken before its marker: judged by the end of the line before. A paragraph never begins with a marker.
fn after_line_break(before: &str) -> Context {
    let line = before.trim_end_matches(|c: char| text::is_blank(c) || c == '>' || c == '.');
    let ended = line
        .strip_suffix('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .or(line.strip_suffix('\r'));
    let previous = ended.unwrap_or(line);
    if ended.is_none() || previous.ends_with(['\n', '\r']) || previous.is_empty() {
        return Context::at(Position::No);
    }
    match previous.trim_end_matches(text::is_blank).chars().next_back() {
        Some(c) if text::ends_sentence(c) => Context::at(Position::Strong),
        Some(c) if c.is_alphanumeric() || text::ends_clause(c) => Context::at(Position::Medium),
        _ => Context::at(Position::No),
    }
}

fn after_blanks(before: &str, c: char, blanks: u16) -> Context {
    match c {
        _ if c.is_alphanumeric() && is_pinpoint_word(last_word(before)) => Context::at(Position::No),
        '.' if matches!(stop(before), Stop::Locator) => Context::at(Position::No),
        '.' | '…' if c == '…' || matches!(stop(before), Stop::ShortForm) => Context::at(Position::Medium),
        _ if text::ends_sentence(c) && blanks <= 3 => {
            Context { position: Position::Strong, placement: Placement::Spaced(blanks), grouped: false }
        }
        // In a table or a list of values.
        '=' | '∈' | '+' | '<' | '|' | '/' | '^' | '~' | '#' | '[' | ']' | '{' | '\\' | '•' => {
            Context::at(Position::No)
        }
        '*' | '-' if blanks > 0 => Context::at(Position::No),
        _ => Context::at(Position::Medium),
    }
}

/// Whether the quotation mark at the end of a text stands where one opens.
fn opens_quotation(before: &str) -> bool {
    let inner = before.trim_end_matches(['“', '"', '\'', '’']);
    inner.chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['))
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
    {
        Stop::ShortForm
    } else {
        Stop::Sentence
    }
}

/// "At [34]", "para [6]": the paragraph of a judgment.
fn is_pinpoint_word(word: &str) -> bool {
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
fn last_word(before: &str) -> &str {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Format;
    use crate::read;

    fn positions(text: &str) -> Vec<(String, Position)> {
        let document = read::read(text, Format::Text);
        brackets(&document).into_iter().map(|found| (found.labels.to_string(), found.position)).collect()
    }

    fn one(text: &str) -> Option<Position> {
        positions(text).first().map(|(_, position)| *position)
    }

    #[test]
    fn the_grammar_takes_numbers_lists_and_ranges() {
        let labels =
            |text| bracket(text).map(|(rest, (labels, _))| (labels.to_string(), rest.to_owned())).ok();
        assert_eq!(labels("[4] x"), Some(("4".into(), " x".into())));
        assert_eq!(labels("[1, 3; 5-7]"), Some(("1, 3, 5–7".into(), "".into())));
        assert_eq!(labels("[2–5]"), Some(("2–5".into(), "".into())));
        assert_eq!(labels("[[5]]."), Some(("5".into(), ".".into())));
        for text in ["[]", "[ ]", "[x]", "[1.2]", "[1:2]", "[0, 1)", "[1234567]", "[3H]", "[...]", "[!NOTE]"]
        {
            assert_eq!(labels(text), None, "{text}");
        }
    }

    #[test]
    fn a_call_is_strong_behind_a_stop_and_medium_in_a_sentence() {
        assert_eq!(one("along the coast.[1]"), Some(Position::Strong));
        assert_eq!(one("a good year. [2]"), Some(Position::Strong));
        assert_eq!(one("said so”.[2]"), Some(Position::Strong));
        assert_eq!(one("*so*.[2]"), Some(Position::Strong));
        assert_eq!(one("end\u{00A0}of.\u{00A0}[2]"), Some(Position::Strong));
        assert_eq!(one("fond of[1]--Chopin"), Some(Position::Medium));
        assert_eq!(one("as in [2], they"), Some(Position::Medium));
        assert_eq!(one("(see [3])"), Some(Position::Medium));
        assert_eq!(one("([5], p. 107)"), Some(Position::Medium));
        assert_eq!(one("Banjo, [20]"), Some(Position::Medium));
        assert_eq!(one("in 2023[4] the"), Some(Position::Medium));
        assert_eq!(positions("end.[1][2], [3]").last().unwrap().1, Position::Strong);
    }

    #[test]
    fn code_links_and_formulas_are_none() {
        for text in [
            "x[1] is",
            "my_list[2] is",
            "lastItem[2] is",
            "f()[1]",
            "a = [1]",
            "take arr[2] = 5",
            "end.[1](x)",
            "[text][1]",
            "t ∈ [1]",
            "Fe[2]O",
            "n.[12]:34",
            "paths/[1]",
            "end. [2]kg",
        ] {
            assert_eq!(positions(text).last().map(|(_, p)| *p), Some(Position::No), "{text}");
        }
    }

    #[test]
    fn a_line_may_begin_with_the_marker_of_the_sentence_before() {
        assert_eq!(one("the end of it.\n[2] Then came"), Some(Position::Strong));
        assert_eq!(one("the end\r\n[2] of it"), Some(Position::Medium));
        assert_eq!(one("the end.\n\n[2] Then came"), Some(Position::No));
    }
}
