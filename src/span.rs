//! Places in a text: byte ranges, and what line and column a byte stands in.
//!
//! Nothing here knows what the text means.

use std::fmt;
use std::ops::Range;

/// A range of bytes, end excluded. Four gigabytes are the limit, so that a span is eight bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span of these byte offsets; an offset beyond four gigabytes is cut to the limit.
    pub fn new(start: usize, end: usize) -> Self {
        let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: cut(start), end: cut(end.max(start)) }
    }

    /// The empty span at one byte.
    pub fn at(offset: usize) -> Self {
        Span::new(offset, offset)
    }

    /// How many bytes it covers.
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// Whether it covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies inside, edges included.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same span, counted from a place `by` bytes earlier.
    #[must_use]
    pub fn shifted(self, by: usize) -> Span {
        Span::new(self.start() + by, self.end() + by)
    }

    /// The same span, counted from a place `by` bytes later.
    #[must_use]
    pub fn shifted_back(self, by: usize) -> Span {
        Span::new(self.start().saturating_sub(by), self.end().saturating_sub(by))
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// As a range of `usize`.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// First byte as `usize`.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last, as `usize`.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The text it covers; empty where it does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Where a byte stands, as an editor counts: all from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line; `\n`, `\r\n` and a lone `\r` end one.
    pub line: u32,
    /// Column in characters (Unicode scalar values); a tab is one.
    pub column: u32,
    /// Column in UTF-16 code units, as editors and SARIF count.
    pub utf16_column: u32,
}

/// How far apart the counted places of a text lie, in bytes. A column is then found by
/// reading at most this much, also in a line of twenty megabytes.
const STRIDE: usize = 256;

/// The lines of a text, built once; answers "which line and column is this byte".
#[derive(Debug, Clone)]
pub struct Lines {
    starts: Vec<u32>,
    /// Characters and UTF-16 units before every `STRIDE`th byte; none where the text is ASCII.
    counts: Vec<(u32, u32)>,
}

impl Lines {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let pair = bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
            if !pair {
                starts.push(Span::at(at + 1).start);
            }
        }
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let (mut characters, mut units) = (0u32, 0u32);
            for chunk in bytes.chunks(STRIDE) {
                counts.push((characters, units));
                let (more, wide) = count(chunk);
                characters += more;
                units += more + wide;
            }
        }
        Lines { starts, counts }
    }

    /// How many lines there are; an empty text has one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: every text has a first line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Where the byte at `offset` stands in `text`, the text these lines were made from.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start as usize <= offset).max(1);
        let start = self.starts.get(line - 1).map_or(0, |start| *start as usize);
        let (here, there) = (self.counted(text, offset), self.counted(text, start));
        Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: here.0.saturating_sub(there.0) + 1,
            utf16_column: here.1.saturating_sub(there.1) + 1,
        }
    }

    /// The bytes of a line, counted from 1, without its end.
    pub fn line(&self, text: &str, line: u32) -> Span {
        let index = (line as usize).saturating_sub(1);
        let start = self.starts.get(index).map_or(text.len(), |start| *start as usize);
        let next = self.starts.get(index + 1).map_or(text.len(), |start| *start as usize);
        let kept = text.get(start..next).unwrap_or_default().trim_end_matches(['\n', '\r']);
        Span::new(start, start + kept.len())
    }

    /// Characters and UTF-16 units before a byte.
    fn counted(&self, text: &str, offset: usize) -> (u32, u32) {
        let offset = offset.min(text.len());
        let Some(&(characters, units)) = self.counts.get(offset / STRIDE).or(self.counts.last()) else {
            let bytes = Span::at(offset).start;
            return (bytes, bytes);
        };
        let from = (offset / STRIDE).min(self.counts.len() - 1) * STRIDE;
        let (more, wide) = count(text.as_bytes().get(from..offset).unwrap_or_default());
        (characters + more, units + more + wide)
    }
}

/// Characters that begin in these bytes, and how many of them need two UTF-16 units.
fn count(bytes: &[u8]) -> (u32, u32) {
    let mut characters = 0;
    let mut wide = 0;
    for byte in bytes {
        characters += u32::from(*byte & 0xC0 != 0x80);
        wide += u32::from(*byte >= 0xF0);
    }
    (characters, wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let text = "a\nb\r\nc\rd";
        let lines = Lines::new(text);
        assert_eq!(lines.len(), 4);
        assert_eq!(lines.line(text, 2).of(text), "b");
        assert_eq!(lines.position(text, 7).line, 4);
    }

    #[test]
    fn columns_count_characters_and_utf16_units() {
        let text = "ş😀x";
        let lines = Lines::new(text);
        let place = lines.position(text, text.len() - 1);
        assert_eq!((place.column, place.utf16_column), (3, 4));
    }

    #[test]
    fn a_column_far_into_a_long_line_is_exact() {
        let text = "ş".repeat(5000);
        let lines = Lines::new(&text);
        assert_eq!(lines.position(&text, 8000).column, 4001);
    }
}
