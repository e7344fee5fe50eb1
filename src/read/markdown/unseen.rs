//! Definitions that some programs do not see as such.
//!
//! Sources: `scanners.re` and `blocks.c` of cmark-gfm (a label holds no white space; a line indented by four
//! columns defines nothing); the reader of Pandoc (`noteMarker` and `noteBlock`: no white space in a label,
//! and only where a block begins); `footnotes.py` of Python-Markdown (at most three blanks before the
//! bracket); the help of Obsidian and of its footnote plugin (no white space in a name). Pandoc's manual
//! keeps notes out of lists and quotations, but its reader takes them there, so that nothing is said of
//! these.

use std::borrow::Cow;
use std::collections::HashSet;

use super::body::Piece;
use super::masks::Hidden;
use super::outline::{Definition, Outline};
use super::{calls, label};
use crate::span::Span;
use crate::text;

/// Indented so far, in columns, a line is code or goes on the paragraph above.
const CODE_INDENT: usize = 4;

/// A definition that no parser saw goes on for so many lines at most.
const MOST_LINES: usize = 50;

/// Who does not see a definition, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Blindness {
    pub(super) by: &'static [&'static str],
    pub(super) why: &'static str,
}

const BLANK_IN_LABEL: Blindness =
    Blindness { by: &["GFM", "Obsidian", "Pandoc"], why: "its label holds a blank" };
const GLUED: Blindness =
    Blindness { by: &["Pandoc"], why: "no blank line stands between it and the paragraph above" };
const CODE: Blindness =
    Blindness { by: &["GFM", "MkDocs", "Obsidian", "Pandoc"], why: "indented by four blanks it is code" };
const CONTINUED: Blindness = Blindness {
    by: &["GFM", "MkDocs", "Pandoc"],
    why: "indented by four blanks it goes on the paragraph above",
};
const RAW_HTML: Blindness = Blindness { by: &["GFM"], why: "it stands inside raw HTML" };
const OPEN_FENCE: Blindness = Blindness { by: &["GFM"], why: "it stands in code that is never closed" };

/// Who does not see a definition that our parser saw.
pub(super) fn of_seen(file: &str, definition: &Definition<'_>) -> Option<Blindness> {
    let name = label::label_at(file, definition.span.start())?.of(file);
    if name.contains(char::is_whitespace) {
        return Some(BLANK_IN_LABEL);
    }
    definition.glued.then_some(GLUED)
}

/// A definition that our parser did not see either.
#[derive(Debug)]
pub(super) struct Unseen<'f> {
    /// From its bracket to its end.
    pub(super) span: Span,
    pub(super) body: Vec<Piece<'f>>,
    /// Nothing is said where a program that uses indentation for its own ends may see it.
    pub(super) blindness: Option<Blindness>,
}

/// Definitions of the labels that are called and not defined otherwise, in the order of the file.
pub(super) fn find<'f>(
    file: &'f str,
    outline: &Outline<'f>,
    hidden: &Hidden,
    mut wanted: HashSet<Cow<'f, str>>,
) -> Vec<Unseen<'f>> {
    let mut found: Vec<Unseen<'_>> = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    let mut free = 0;
    let mut hidden = hidden.all.iter().peekable();
    let mut raw = outline.raw.iter().peekable();
    for at in memchr::memmem::find_iter(file.as_bytes(), "[^") {
        while hidden.next_if(|mask| mask.end() <= at).is_some() {}
        while raw.next_if(|raw| raw.span.end() <= at).is_some() {}
        let masked = hidden.peek().is_some_and(|mask| mask.start() <= at);
        let (Some(name), Some(prefix)) = (label::label_at(file, at), calls::prefix(file, at)) else {
            continue;
        };
        let blank = prefix.chars().all(text::is_blank);
        if at < free || masked || !blank || !calls::is_definition(file, at, name) {
            continue;
        }
        let raw = raw.peek().filter(|raw| raw.span.start() <= at);
        let blindness = match raw {
            Some(raw) if raw.html => RAW_HTML,
            Some(_) => OPEN_FENCE,
            None if columns(prefix) < CODE_INDENT => continue,
            None if is_below_blank(file, at) => CODE,
            None => CONTINUED,
        };
        let (span, body) = body(file, at, name.end() + "]:".len());
        let says = body.iter().any(|piece| matches!(piece, Piece::File(line) if has_word(line.of(file))));
        if says && wanted.remove(&label::key(name.of(file))) {
            free = span.end();
            found.push(Unseen { span, body, blindness: Some(blindness) });
        }
    }
    if !found.is_empty() && has_indented_blocks(file) {
        for unseen in &mut found {
            unseen.blindness = unseen.blindness.filter(|blindness| !matches!(*blindness, CODE | CONTINUED));
        }
    }
    found
}

/// The lines of a definition that no parser saw: to a blank line, a tag, or the next definition.
fn body<'f>(file: &'f str, at: usize, start: usize) -> (Span, Vec<Piece<'f>>) {
    let mut pieces = Vec::new();
    let mut end = start;
    let mut from = start;
    let rest = file.get(start..).unwrap_or_default();
    for (index, line) in text::whole_lines(rest).take(MOST_LINES).enumerate() {
        let words = line.trim();
        if index > 0 && (words.is_empty() || words.starts_with("[^") || words.starts_with('<')) {
            break;
        }
        if !words.is_empty() {
            let first = from + line.len() - line.trim_start().len();
            end = first + words.len();
            if !pieces.is_empty() {
                pieces.push(Piece::Own("\n".into()));
            }
            pieces.push(Piece::File(Span::new(first, end)));
        }
        from += line.len();
    }
    (Span::new(at, end), pieces)
}

fn has_word(line: &str) -> bool {
    line.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().nth(1).is_some())
}

fn columns(blanks: &str) -> usize {
    blanks.chars().map(|c| if c == '\t' { CODE_INDENT } else { 1 }).sum()
}

/// Whether the line above a place is blank, or there is none.
fn is_below_blank(file: &str, at: usize) -> bool {
    let above = file.get(..calls::line_start(file, at)).unwrap_or_default();
    let above = above.strip_suffix('\n').unwrap_or(above);
    let above = above.strip_suffix('\r').unwrap_or(above);
    let blanks = above.trim_end_matches(text::is_blank);
    blanks.is_empty() || blanks.ends_with(text::is_line_end)
}

/// Whether a file has blocks whose text is indented, as Python-Markdown's extensions have: `!!! note`, `===
/// "Tab"`.
fn has_indented_blocks(file: &str) -> bool {
    const OPENERS: &[&str] = &["!!! ", "=== ", "??? ", "???+ "];
    text::whole_lines(file).any(|line| OPENERS.iter().any(|opener| line.trim_start().starts_with(opener)))
}
