//! Notes of a kind that is not read: numbered without brackets, in a table or in one line, or the footnotes of Markdown.

use super::marker::{Bracket, LineStart, Position};
use crate::lang::index::index;
use crate::model::{Document, Format, Labels, Unread, UnreadKind};
use crate::span::Span;
use crate::text;

/// What stands before the number of a note that is not read is at most so long, in bytes.
const LONGEST_PREFIX: usize = 16;

/// Notes of a kind that is not read, if the draft has some; a list without a sign of its own only where no other is.
pub(super) fn unread(document: &Document<'_>, brackets: &[Bracket], only: bool) -> Option<Unread> {
    let text = document.running();
    let numbered = document.headings.iter().map(|heading| heading.span).find(|heading| {
        let below = text.get(heading.end()..).unwrap_or_default().trim_start();
        let digits = below.trim_start_matches(|c: char| c.is_ascii_digit());
        digits.len() < below.len() && digits.starts_with(['.', ')'])
    });
    let of = |kind| move |span| Unread { kind, span };
    let numbered = numbered.map(of(UnreadKind::NumberedList));
    let typed = document.format == Format::Text;
    let footnote = || markdown_footnote(text).filter(|_| typed).map(of(UnreadKind::MarkdownFootnotes));
    let other = || other_list(text, brackets).filter(|_| only).map(of(UnreadKind::OtherList));
    numbered.or_else(footnote).or_else(other)
}

/// `[^1]: …`
fn markdown_footnote(text: &str) -> Option<Span> {
    let definition = |at: &usize| {
        let line_start = text.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
        let label = text.get(at + 2..).unwrap_or_default();
        let rest = label.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        line_start && rest.len() < label.len() && rest.starts_with("]:")
    };
    memchr::memmem::find_iter(text.as_bytes(), b"[^").find(definition).map(|at| Span::new(at, at + 2))
}

/// Lines behind the calls that count up from 1 in a form of their own, as far as the calls do; or a heading and its notes in
/// one line.
fn other_list(text: &str, brackets: &[Bracket]) -> Option<Span> {
    let calls = brackets.iter().filter(|bracket| {
        bracket.line == LineStart::Inside
            && bracket.position == Position::Strong
            && matches!(bracket.labels, Labels::One(_))
    });
    let (mut behind, mut highest) = (0, 0);
    // A bracket in the list itself may look like a call: the calls count up from the first.
    for bracket in calls {
        let number = bracket.labels.first().map_or(0, |label| label.number);
        if number == highest + 1 {
            (behind, highest) = (bracket.span.end(), number);
        }
    }
    let below = text.get(behind..).filter(|_| highest > 0)?;
    let mut at = behind;
    let mut first: Option<Span> = None;
    let mut next = 1;
    for line in below.split_inclusive(text::is_line_end) {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        if span.start() > behind && opens_list_in_line(line) {
            return Some(span);
        }
        if number_of(line) == Some(next) {
            first = first.or(Some(span));
            next += 1;
        }
    }
    first.filter(|_| next > highest)
}

// note = *blank [ "<p>" / "|" / "**" / "(" … ] [ "[" ] number [ "." ] [ "]" ] ( "." / ")" / "**" / "|" / blank ) …
/// The number that a line begins with, whatever stands around it.
fn number_of(line: &str) -> Option<u32> {
    let start = line.find(|c: char| c.is_ascii_digit()).filter(|start| *start <= LONGEST_PREFIX)?;
    let (prefix, rest) = (line.get(..start)?, line.get(start..)?);
    let marks =
        |c: char| text::is_blank(c) || matches!(c, '[' | '(' | '*' | '|' | '>' | '^' | '\\' | '_' | '-');
    let tagged = prefix.trim_start().starts_with('<') && prefix.contains('>');
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = rest.get(..rest.len() - behind.len())?.parse().ok()?;
    let closed = behind.starts_with(['.', ')', ']', '*', '|', ':', '<', '\t']) || behind.starts_with(" |");
    let words =
        behind.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '“' | '"' | '«' | '„'));
    ((tagged || prefix.chars().all(marks)) && closed && !words.is_empty() && words.len() < behind.len())
        .then_some(number)
}

/// "Notes: [1] Kaya, … [2] Ibid."
fn opens_list_in_line(line: &str) -> bool {
    line.split_once(':').is_some_and(|(heading, notes)| {
        let words = heading.trim_matches(|c: char| !c.is_alphabetic());
        notes.trim_start().starts_with(['[', '(', '1']) && index().is_heading(&text::folded(words))
    })
}
