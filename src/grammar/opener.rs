//! Which brackets at the start of a line may open a note.
//!
//! A hard-wrapped sentence can begin a line with its marker, and an entry with a year or a paragraph number. Behind a blank
//! line a bracket opens a note; under a line of text it does where the numbers lead to it or it looks like an entry.

use std::collections::HashMap;

use super::extent::body_start;
use super::marker::{Bracket, LineStart};
use crate::lang::index::index;
use crate::model::{Label, Labels};
use crate::text;

/// A bracket that may open a note.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opener<'b> {
    pub(super) bracket: &'b Bracket,
    pub(super) label: Label,
    /// Where its text begins.
    pub(super) body: usize,
}

/// What the text behind a bracket looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// An address, a quoted title, a term of a back-reference.
    Entry,
    Plain,
    /// A sentence that goes on: "[1] is given to …".
    Prose,
    /// A line of a table of contents.
    Contents,
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
    let mut kept: Vec<Opener<'_>> = Vec::new();
    let last_of: HashMap<u32, usize> =
        found.iter().enumerate().map(|(at, opener)| (opener.label.number, at)).collect();
    // The last kept one, unless a blank line has ended its block.
    let mut block: Option<Opener<'_>> = None;
    for (at, opener) in found.iter().enumerate() {
        let start = opener.bracket.line_start as usize;
        let attached = !ends_with_blank_line(text.get(..start).unwrap_or_default()) && start > 0;
        if !attached {
            block = None;
        }
        let next = found.get(at + 1).map(|next| next.label.number);
        let last = kept.last().map(|last| last.label.number);
        if is_year_like(opener.label) && !is_near(last, opener.label) && !is_near(next, opener.label) {
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

/// Whether a bracket under a line of text opens a note: `before` is the note above it in its block, `next` the number
/// that opens the next line after it.
fn belongs(text: &str, opener: &Opener<'_>, before: Option<u32>, next: Option<u32>) -> bool {
    let number = opener.label.number;
    let look = look(first_line(text, opener.body));
    let leads_on = next == Some(number + 1);
    match before {
        // A sentence that goes on, where the same number still comes: the line was wrapped.
        Some(before) if number == before + 1 || number == before => {
            look != Look::Prose || next != Some(number)
        }
        _ if look == Look::Entry => true,
        _ if look == Look::Prose => false,
        Some(before) => number.abs_diff(before) <= WIDEST_STEP && next.is_none_or(|next| next > before),
        None => leads_on,
    }
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

/// A year at the start of a line belongs to the sentence, unless the numbers of a long list lead to it.
fn is_year_like(label: Label) -> bool {
    (1000..=2100).contains(&label.number)
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

/// How far into a note its look is judged, in bytes.
const LOOKED_AT: usize = 300;

/// What the text of a note looks like, by its first words.
pub(super) fn look(body: &str) -> Look {
    let mut end = body.len().min(LOOKED_AT);
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    let head = body.get(..end).unwrap_or_default();
    let first_line = head.lines().next().unwrap_or_default();
    if first_line.contains("....") || first_line.contains(". . . .") || first_line.contains("……") {
        return Look::Contents;
    }
    let address = head.contains("://") || head.contains("www.") || head.contains("doi");
    let quoted = head.chars().next().is_some_and(|c| text::closing_quote(c).is_some())
        || head.contains(", “")
        || head.contains(", \"")
        || head.contains(", «");
    if address || quoted {
        return Look::Entry;
    }
    let folded = text::folded(first_line);
    let unsignalled = index()
        .signal(&folded)
        .map_or(folded.as_str(), |(length, _)| folded.get(length..).unwrap_or_default().trim_start());
    if index()
        .back_term(&numbered(unsignalled))
        .is_some_and(|(_, terms)| terms.iter().any(|term| !term.term.whole))
    {
        return Look::Entry;
    }
    let shortened = unsignalled.len() < folded.len();
    if !shortened && head.chars().next().is_some_and(char::is_lowercase) {
        return Look::Prose;
    }
    Look::Plain
}

/// Folded text with each number replaced by `{n}`, as the patterns of note references have it.
fn numbered(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with("{n}") {
            out.push_str("{n}");
        }
    }
    out
}
