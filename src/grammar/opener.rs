//! Which brackets at the start of a line may open a note.
//!
//! A hard-wrapped sentence can begin a line with its marker, and an entry with a year or a paragraph number. Behind a blank
//! line a bracket opens a note; under a line of text it does where the numbers lead to it or it looks like an entry.

use std::collections::{HashMap, HashSet};

use super::extent::body_start;
use super::look::{Look, look};
use super::marker::{Bracket, LineStart, Position};
use super::position::{is_pinpoint_word, last_word};
use crate::model::{Label, Labels, Placement};
use crate::text;

/// A bracket that may open a note.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opener<'b> {
    pub(super) bracket: &'b Bracket,
    pub(super) label: Label,
    /// Where its text begins.
    pub(super) body: usize,
}

/// Numbers of neighbours differ by so much at most where notes were taken out.
const WIDEST_STEP: u32 = 5;

/// The brackets that may open a note, in order.
pub(super) fn openers<'b>(text: &str, brackets: &'b [Bracket]) -> Vec<Opener<'b>> {
    let found: Vec<Opener<'_>> = brackets
        .iter()
        .filter_map(|bracket| match (&bracket.labels, bracket.line) {
            (_, LineStart::Inside) => None,
            (Labels::One(label), _) => {
                Some(Opener { bracket, label: *label, body: body_start(text, bracket.span.end())? })
            }
            _ => None,
        })
        .collect();
    let found = with_inner(text, brackets, found);
    let mut kept: Vec<Opener<'_>> = Vec::new();
    let last_of: HashMap<u32, usize> =
        found.iter().enumerate().map(|(at, opener)| (opener.label.number, at)).collect();
    // The last kept one, unless a blank line has ended its block.
    let mut block: Option<Opener<'_>> = None;
    for (at, opener) in found.iter().enumerate() {
        if opener.bracket.line == LineStart::Inside {
            // The note before it on its line is one, or it is none either.
            if kept.last().is_some_and(|last| last.bracket.line_start == opener.bracket.line_start) {
                kept.push(*opener);
                block = Some(*opener);
            }
            continue;
        }
        let start = opener.bracket.line_start as usize;
        let attached = !ends_with_blank_line(text.get(..start).unwrap_or_default()) && start > 0;
        if !attached {
            block = None;
        }
        let next = found.get(at + 1).map(|next| next.label.number);
        let last = kept.last().map(|last| last.label.number);
        // A year at the start of a line belongs to the sentence, unless the numbers of a long list lead to it.
        if text::is_year_like(opener.label.number)
            && !is_near(last, opener.label)
            && !is_near(next, opener.label)
        {
            continue;
        }
        // Pasted from a page, a marker may stand on a line of its own; its note comes later.
        let again = last_of.get(&opener.label.number).is_some_and(|last| *last > at);
        if attached && again && is_alone(text, opener) {
            continue;
        }
        // A paragraph may begin with a marker ("[1] argues that …"); no note follows it, the list begins anew.
        let falls = next.is_some_and(|next| next <= opener.label.number);
        if falls && look(first_line(text, opener.body)) == Look::Prose {
            continue;
        }
        if attached && !belongs(text, opener, block.map(|before| before.label.number), next) {
            continue;
        }
        kept.push(*opener);
        block = Some(*opener);
    }
    kept
}

/// With the notes that stand behind another note on its line: "[1] Kaya, Ports, 3. [2] Ibid.", where no line begins with
/// the second number.
fn with_inner<'b>(text: &str, brackets: &'b [Bracket], found: Vec<Opener<'b>>) -> Vec<Opener<'b>> {
    let numbers: HashSet<u32> = found.iter().map(|opener| opener.label.number).collect();
    let mut all = Vec::with_capacity(found.len());
    let mut outer = found.into_iter().peekable();
    let mut last: Option<Opener<'_>> = None;
    for bracket in brackets {
        if let Some(opener) = outer.next_if(|opener| opener.bracket.span == bracket.span) {
            all.push(opener);
            last = Some(opener);
            continue;
        }
        let (Some(before), Labels::One(label)) = (last, &bracket.labels) else { continue };
        let follows = bracket.position == Position::Strong
            && matches!(bracket.placement, Placement::Spaced(_))
            && before.bracket.line_start == bracket.line_start
            && label.number == before.label.number + 1
            && !numbers.contains(&label.number);
        if let Some(body) = body_start(text, bracket.span.end()).filter(|_| follows) {
            let opener = Opener { bracket, label: *label, body };
            all.push(opener);
            last = Some(opener);
        }
    }
    all
}

/// Whether a bracket under a line of text opens a note: `before` is the note above it in its block, `next` the number
/// that opens the next line after it.
fn belongs(text: &str, opener: &Opener<'_>, before: Option<u32>, next: Option<u32>) -> bool {
    let number = opener.label.number;
    // A list that counts on is not looked at any closer.
    let look = || look(first_line(text, opener.body));
    let leads_on = next == Some(number + 1);
    // "… UKHL 5, at⏎[2] (Lord Hope).": a page of the entry above, whose line was wrapped.
    let above = text.get(..opener.bracket.line_start as usize).unwrap_or_default();
    if is_pinpoint_word(last_word(above.trim_end().trim_end_matches('.'))) {
        return false;
    }
    match before {
        // A sentence that goes on, where the same number still comes: the line was wrapped.
        Some(before) if number == before + 1 || number == before => {
            next != Some(number) || look() != Look::Prose
        }
        _ => match (look(), before) {
            (Look::Entry, _) => true,
            (Look::Prose, _) => false,
            (_, Some(before)) => {
                number.abs_diff(before) <= WIDEST_STEP && next.is_none_or(|next| next > before)
            }
            (_, None) => leads_on || is_called_above(text, opener),
        },
    }
}

/// Whether the line above a bracket calls its number: "Ports grew.[1]⏎[1] Kaya, …".
fn is_called_above(text: &str, opener: &Opener<'_>) -> bool {
    let above = text.get(..opener.bracket.line_start as usize).unwrap_or_default();
    let above = strip_line_end(above).unwrap_or_default();
    let start = memchr::memrchr2(b'\n', b'\r', above.as_bytes()).map_or(0, |at| at + 1);
    let bracket = opener.bracket.span.of(text);
    above.get(start..).is_some_and(|line| line.contains(bracket) && !line.trim_start().starts_with('['))
}

/// The line that begins at a place.
fn first_line(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

/// Whether nothing follows a bracket on its line.
fn is_alone(text: &str, opener: &Opener<'_>) -> bool {
    text.get(opener.body..).and_then(|rest| rest.chars().next()).is_none_or(text::is_line_end)
}

fn is_near(other: Option<u32>, label: Label) -> bool {
    other.is_some_and(|other| (1..=3).contains(&label.number.abs_diff(other)))
}

/// Whether the text ends with a line that holds nothing.
pub(super) fn ends_with_blank_line(before: &str) -> bool {
    let one = strip_line_end(before);
    match one {
        Some(rest) => {
            let rest = rest.trim_end_matches(|c: char| text::is_blank(c) || c == '>');
            rest.is_empty() || strip_line_end(rest).is_some()
        }
        None => false,
    }
}

fn strip_line_end(text: &str) -> Option<&str> {
    match text.strip_suffix('\n') {
        Some(rest) => Some(rest.strip_suffix('\r').unwrap_or(rest)),
        None => text.strip_suffix('\r'),
    }
}
