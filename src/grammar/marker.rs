//! Bracketed numbers: where they are, and what stands before them on their line.
//!
//! What a bracket means is decided later: at the start of a line it may open a note ([`list`](super::list)), elsewhere it
//! may call one ([`gate`](super::gate)).

use nom::Parser;
use nom::bytes::complete::{tag, take_while, take_while1};

use super::bracket::bracket;
use super::{position, stated};
use crate::model::{Document, Labels, Placement};
use crate::span::Span;
use crate::text;

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

/// All bracketed numbers of a document outside its masks, in order.
pub(crate) fn brackets(document: &Document<'_>) -> Vec<Bracket> {
    let text = document.running();
    let mut found: Vec<Bracket> = Vec::new();
    // The last one whose numbers are all understood: a group may go on behind it.
    let mut last: Option<usize> = None;
    let mut line_start = 0;
    let mut masks = document.masks.iter().copied().peekable();
    let mut calls = stated::call_spans(document).peekable();
    for at in memchr::memchr3_iter(b'[', b'\n', b'\r', text.as_bytes()) {
        if text.as_bytes().get(at) != Some(&b'[') {
            line_start = at + 1;
            continue;
        }
        while masks.next_if(|mask| mask.end() <= at).is_some() {}
        let masked = masks.peek().is_some_and(|mask| mask.start() <= at);
        let inside_last = found.last().is_some_and(|last| at < last.span.end());
        while calls.next_if(|call| call.end() <= at).is_some() {}
        let stated = calls.peek().is_some_and(|call| call.start() <= at);
        if masked || stated || inside_last {
            continue;
        }
        let Some(Ok((rest, inside))) = text.get(at..).map(bracket) else { continue };
        let span = Span::new(at, text.len() - rest.len());
        let line = line_prefix(text.get(line_start..at).unwrap_or_default());
        let mut bracket = Bracket {
            span,
            labels: inside.labels,
            line_start: Span::at(line_start).start,
            line,
            position: Position::No,
            placement: Placement::Elsewhere,
        };
        if !inside.loose {
            let before = last.and_then(|last: usize| found.get(last));
            let stand = position::stand(text, &bracket, inside.doubled, before);
            (bracket.position, bracket.placement) = (stand.position, stand.placement);
            last = Some(found.len());
        }
        found.push(bracket);
    }
    found
}

/// A bracket at a place that is known to be one, before it is judged how it stands.
pub(super) fn bracket_at(text: &str, span: Span, labels: Labels) -> Bracket {
    // A line is long where it begins further back than any prefix of a note reaches.
    let from = text::floor(text, span.start().saturating_sub(LONGEST_PREFIX + 1));
    let before = text.get(from..span.start()).unwrap_or_default();
    let line_start = before.rfind(text::is_line_end).map(|at| from + at + 1).or((from == 0).then_some(0));
    let line = line_start
        .map_or(LineStart::Inside, |start| line_prefix(text.get(start..span.start()).unwrap_or_default()));
    Bracket {
        span,
        labels,
        line_start: Span::at(line_start.unwrap_or(from)).start,
        line,
        position: Position::No,
        placement: Placement::Elsewhere,
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    fn positions(text: &str) -> Vec<(String, Position)> {
        let document = read::read_text(text);
        brackets(&document).into_iter().map(|found| (found.labels.to_string(), found.position)).collect()
    }

    fn one(text: &str) -> Option<Position> {
        positions(text).first().map(|(_, position)| *position)
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
            "x[12]:34",
            "f(x)[4]",
            "line.split(\",\")[4]",
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
