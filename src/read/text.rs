//! Reads plain text: nothing is copied, and what no grammar may read is masked.
//!
//! Masked are addresses, code (fenced, between backticks, a literal block behind `::`) and what [`mask`] knows. Markdown
//! and reStructuredText that are read as plain text keep their code out of the way like this.

use std::borrow::Cow;
use std::collections::HashMap;

use super::mask::lines;
use super::{Read, Reader, mask};
use crate::lang::index::index;
use crate::model::{Document, Encoding, Format, Heading, Origin, Run, Stated};
use crate::span::Span;
use crate::text;

pub(super) const READER: Reader = Reader {
    format: Format::Text,
    walked: &["txt"],
    named: &["text", "rst", "mediawiki", "adoc"],
    read: Read::Text(read),
};

/// No heading of a note list is longer, in bytes.
const LONGEST_HEADING: usize = 96;

/// No heading of a note list has more blanks between its words; a number and marks may stand around them.
const MOST_BLANKS: usize = 9;

pub(super) fn read(file: &str) -> Document<'_> {
    let text = file.strip_prefix('\u{FEFF}').unwrap_or(file);
    let mark = file.len() - text.len();
    let (code, headings) = blocks(text);
    let masks = merge(code, addresses(text));
    let whole = Span::new(0, text.len());
    Document {
        format: Format::Text,
        text: Cow::Borrowed(text),
        masks,
        headings,
        stated: Stated::default(),
        origin: Origin::Runs(vec![Run { text: 0, source: 0, len: whole.end }]),
        file: None,
        byte_order_mark: Span::at(mark).start,
        encoding: Encoding::UTF8,
        bytes: file.len(),
    }
}

/// Code and comments, and the headings of note lists, in one pass over the lines.
fn blocks(text: &str) -> (Vec<Span>, Vec<Heading>) {
    let mut masks = Vec::new();
    let mut headings = Vec::new();
    let mut fence: Option<(usize, &str)> = None;
    // Literal blocks, and the indentation of the line that announced the one that is open.
    // Counted in lines, so that line ends of any kind change nothing.
    let mut blocks: Vec<(Span, usize)> = Vec::new();
    let mut lines_seen = 0;
    let mut literal: Option<usize> = None;
    for (span, line) in lines(text) {
        let trimmed = line.trim();
        lines_seen += usize::from(!trimmed.is_empty());
        if let Some((start, mark)) = fence {
            if trimmed.starts_with(mark)
                && trimmed.trim_start_matches(mark.get(..1).unwrap_or("`")).is_empty()
            {
                masks.push(Span::new(start, span.end()));
                fence = None;
            }
            continue;
        }
        if let Some(indentation) = literal {
            if trimmed.is_empty() {
                continue;
            }
            if indent(line) > indentation {
                if let Some((block, held)) = blocks.last_mut() {
                    *block = if block.is_empty() { span } else { block.join(span) };
                    *held += 1;
                }
                continue;
            }
            literal = None;
        }
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark)) {
            let rest = trimmed.trim_start_matches(mark.get(..1).unwrap_or("`"));
            if !rest.contains('`') {
                let length = trimmed.len() - rest.len();
                fence = Some((span.start(), trimmed.get(..length).unwrap_or(mark)));
                continue;
            }
        }
        if trimmed.ends_with("::") && !trimmed.starts_with("..") {
            literal = Some(indent(line));
            blocks.push((Span::at(span.end()), 0));
        }
        if line.contains('`') {
            code_spans(span, line, &mut masks);
        }
        if is_heading(trimmed) {
            headings.push(Heading { span });
        }
    }
    // A fence that is never closed is a slip, and a block that holds most of the draft is the draft.
    masks.extend(blocks.into_iter().filter(|(_, held)| held * 2 < lines_seen).map(|(block, _)| block));
    (merge(masks, mask::masks(text)), headings)
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| text::is_blank(*c)).count()
}

/// The headings of note lists outside code and comments.
pub(super) fn headings(text: &str, masks: &[Span]) -> Vec<Heading> {
    let mut masks = masks.iter().peekable();
    let mut found = Vec::new();
    for (span, line) in lines(text) {
        while masks.next_if(|mask| mask.end <= span.start).is_some() {}
        let masked = masks.peek().is_some_and(|mask| mask.start <= span.start);
        if !masked && is_heading(line.trim()) {
            found.push(Heading { span });
        }
    }
    found
}

/// Whether a line names a note list: "Notes", "## Kaynakça", "**Примечания:**", "7. References".
pub(super) fn is_heading(line: &str) -> bool {
    if line.is_empty() || line.len() > LONGEST_HEADING || line.ends_with(['.', ',', ';']) {
        return false;
    }
    if memchr::memchr_iter(b' ', line.as_bytes()).nth(MOST_BLANKS).is_some() {
        return false;
    }
    let words =
        line.trim_start_matches(|c: char| !c.is_alphabetic()).trim_end_matches(|c: char| !c.is_alphabetic());
    !words.is_empty() && index().is_heading(&text::folded(words))
}

/// Code between backticks on one line: a run of them closes at the next run of the same length.
fn code_spans(span: Span, line: &str, masks: &mut Vec<Span>) {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for at in memchr::memchr_iter(b'`', line.as_bytes()) {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == at => *length += 1,
            _ => runs.push((at, 1)),
        }
    }
    let mut next_of_length = HashMap::new();
    let mut closers = vec![None; runs.len()];
    for ((at, (_, length)), closer) in runs.iter().enumerate().zip(closers.iter_mut()).rev() {
        *closer = next_of_length.insert(*length, at);
    }
    let mut at = 0;
    while let (Some((start, _)), Some(closer)) = (runs.get(at), closers.get(at)) {
        let Some((end, length)) = closer.and_then(|closer: usize| runs.get(closer)) else {
            at += 1;
            continue;
        };
        masks.push(Span::new(span.start() + start, span.start() + end + length));
        at = closer.unwrap_or(at) + 1;
    }
}

/// Web addresses with a scheme or `www.`.
pub(super) fn addresses(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let schemes = memchr::memmem::find_iter(text.as_bytes(), "://").map(|at| {
        let before = text.get(..at).unwrap_or_default();
        at - before.bytes().rev().take(12).take_while(u8::is_ascii_alphabetic).count()
    });
    for start in schemes {
        if found.last().is_none_or(|last| last.end() <= start) {
            found.push(Span::new(start, text::address_end(text, start)));
        }
    }
    let mut bare = Vec::new();
    for start in memchr::memmem::find_iter(text.as_bytes(), "www.") {
        let glued = text
            .get(..start)
            .and_then(|before| before.chars().next_back())
            .is_some_and(char::is_alphanumeric);
        if !glued && bare.last().is_none_or(|last: &Span| last.end() <= start) {
            bare.push(Span::new(start, text::address_end(text, start)));
        }
    }
    merge(found, bare)
}

/// Two sorted lists of spans as one, overlaps joined.
pub(super) fn merge(left: Vec<Span>, right: Vec<Span>) -> Vec<Span> {
    let mut all = left;
    all.extend(right);
    all.retain(|span| !span.is_empty());
    all.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(all.len());
    for span in all {
        match merged.last_mut() {
            Some(last) if span.start < last.end => *last = last.join(span),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> Vec<&str> {
        read(text).masks.into_iter().map(|mask| mask.of(text)).collect()
    }

    #[test]
    fn addresses_code_and_comments_are_masked() {
        assert_eq!(masked("see https://a.org/x[2]y, or www.b.org."), ["https://a.org/x[2]y", "www.b.org"]);
        assert_eq!(masked("take `x[2]` and ``y[3]``"), ["`x[2]`", "``y[3]``"]);
        assert_eq!(masked("a\n```rust\nx[1]\n```\nb"), ["```rust\nx[1]\n```"]);
        assert_eq!(masked("a <!-- [1] --> b"), ["<!-- [1] -->"]);
        assert_eq!(masked("Thus::\n\n    x[1]\n\nand"), ["    x[1]"]);
    }

    #[test]
    fn an_open_fence_or_comment_hides_nothing() {
        assert!(masked("a\n```\nx[1]\n").is_empty());
        assert!(masked("a <!-- [1]").is_empty());
    }

    #[test]
    fn a_byte_order_mark_shifts_the_file_only() {
        let document = read("\u{FEFF}ab");
        assert_eq!(document.editable(Span::new(1, 2)), Some(Span::new(4, 5)));
    }

    #[test]
    fn headings_name_note_lists_in_every_language() {
        let text = "## Notes:\nKaynakça\nПримечания\nSome notes on ports.\n";
        assert_eq!(read(text).headings.len(), 3);
    }
}
