//! Where the text of one note begins behind its bracket, and where it ends.

use crate::lang::index::index;
use crate::span::Span;
use crate::text;

// label-end = [ "." / ":" / ")" ] ( blank / line-end / letter / quote / "[" not a number )
/// Where the text of a note begins behind its bracket; `None` if the bracket opens no note ("[1], and", "[2].").
pub(super) fn body_start(text: &str, at: usize) -> Option<usize> {
    let after = text.get(at..)?;
    // A note that Word has turned into Markdown links back to its call: `[[1]](#_ftnref1) Kaya, …`.
    let linked = after.starts_with("(#").then(|| after.find(')')).flatten();
    let after = linked.and_then(|end| after.get(end + 1..)).unwrap_or(after);
    let rest = after.strip_prefix(['.', ':', ')']).unwrap_or(after);
    let separated = rest.len() < after.len();
    let next = rest.chars().next();
    let fits = match next {
        None => !separated,
        Some(c) if text::is_line_end(c) => !separated || after.starts_with(':'),
        Some(c) if text::is_blank(c) => true,
        Some('(') => rest.starts_with("(http"),
        Some('[' | '<' | '“' | '"' | '«' | '„' | '*' | '_' | '‘') => true,
        Some('-' | '–' | '—') => rest.chars().nth(1).is_some_and(text::is_blank),
        // A stop glued to a digit is a number ("[1].5"); a letter may follow the bracket directly.
        Some(c) => c.is_alphabetic() && !separated,
    };
    let body = rest.trim_start_matches(|c: char| text::is_blank(c));
    // "[1] - https://…": the dash divides the number from the entry.
    let dashed = body.strip_prefix(['-', '–', '—']).filter(|rest| rest.starts_with(text::is_blank));
    let body = dashed.map_or(body, |rest| rest.trim_start_matches(text::is_blank));
    let marker_follows = body.strip_prefix('[').is_some_and(|inner| {
        let tail = inner.trim_start_matches(|c: char| c.is_ascii_digit());
        tail.len() < inner.len() && tail.starts_with(']')
    });
    let operator_follows = body.starts_with('=') || body.starts_with("++");
    (fits && !marker_follows && !operator_follows).then_some(text.len() - body.len())
}

/// The lines of a note's text from `start` to its end, and where the search ended.
///
/// Wrapped lines belong to it; behind a blank line only an indented line does, or the whole text where the first line
/// holds nothing.
pub(super) fn extent(text: &str, start: usize, limit: usize, indent: usize) -> (Span, usize) {
    let mut lines = LineWalk { text, at: start, limit };
    let Some(first) = lines.next() else { return (Span::at(start), start) };
    let mut end = start + first.trimmed_len;
    let mut stop = first.end;
    let mut longest = first.trimmed_len;
    let mut last_line = Span::new(start, end);
    let mut blank_before = false;
    for line in lines {
        if line.trimmed_len == 0 {
            blank_before = true;
            continue;
        }
        let content = Span::new(line.start + line.indent, line.start + line.trimmed_len);
        let words = content.of(text);
        let empty_so_far = end == start;
        let deeper = line.indent > indent;
        let belongs = if is_note_like(words) || is_rule(words) {
            false
        } else if blank_before {
            // Behind a blank line: an indented paragraph, or the address that the number stands above.
            deeper && (!empty_so_far || line.indent >= indent + 2) || (empty_so_far && is_address(words))
        } else {
            empty_so_far || deeper || is_wrapped(last_line.of(text), words, longest)
        };
        if !belongs {
            break;
        }
        blank_before = false;
        longest = longest.max(line.trimmed_len);
        last_line = content;
        end = content.end();
        stop = line.end;
    }
    let body = text.get(start..end).unwrap_or_default();
    let lead = body.len() - body.trim_start().len();
    (Span::new((start + lead).min(end), end), stop)
}

/// A numbered bracket, a bullet of another list, a heading: no line of the note before it.
fn is_note_like(words: &str) -> bool {
    words.starts_with("# ") || words.starts_with("## ") || words.starts_with("### ")
}

/// A line of dashes or stars.
fn is_rule(words: &str) -> bool {
    words.len() >= 3 && words.chars().all(|c| matches!(c, '-' | '_' | '*' | '=' | ' '))
}

fn is_address(words: &str) -> bool {
    let bare = words.trim_start_matches(['<', '(', '[', '\\', ' ']);
    bare.starts_with("http://") || bare.starts_with("https://") || bare.starts_with("www.")
}

/// Whether `next` continues the line before it. A line that ends a sentence although the next word would have fitted is
/// not wrapped: what follows is a new paragraph typed without a blank line.
fn is_wrapped(before: &str, next: &str, longest: usize) -> bool {
    // "Ibid." and a line below it are two things, unless a page follows.
    let whole = text::folded(before);
    if index().back_term(&whole).is_some_and(|(length, _)| length == whole.len()) {
        return next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()) && !next.contains('@');
    }
    let continues = next
        .starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '(' | '-' | '–' | '\\'));
    if continues || is_address(next) {
        return true;
    }
    let ended = before.ends_with(['.', '!', '?', '…', '”', '"', '»']) || before.ends_with(".)");
    let first_word = next.split_whitespace().next().map_or(0, str::len);
    let room = longest.saturating_sub(before.len());
    let short = before.len() < 50 || room > first_word + 12;
    !(ended && short)
}

/// One line of the text, its end excluded.
struct Line {
    start: usize,
    /// Bytes up to the last character that is not blank.
    trimmed_len: usize,
    /// Bytes of blanks and quotation signs at its start.
    indent: usize,
    /// Where the next line begins.
    end: usize,
}

/// Walks the lines from a place up to a limit.
struct LineWalk<'t> {
    text: &'t str,
    at: usize,
    limit: usize,
}

impl Iterator for LineWalk<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if self.at >= self.limit {
            return None;
        }
        let rest = self.text.get(self.at..self.limit)?;
        let length = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line = rest.get(..length)?;
        let start = self.at;
        let pair = rest.get(length..).is_some_and(|end| end.starts_with("\r\n"));
        self.at += length + 1 + usize::from(pair);
        let content = line.trim_start_matches(|c: char| text::is_blank(c) || c == '>');
        let trimmed = content.trim_end();
        let indent = line.len() - content.len();
        let trimmed_len = if trimmed.is_empty() { 0 } else { indent + trimmed.len() };
        Some(Line { start, trimmed_len, indent, end: self.at.min(self.limit) })
    }
}
