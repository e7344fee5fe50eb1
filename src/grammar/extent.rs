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
        let number = inner.get(..inner.len() - tail.len()).and_then(|digits| digits.parse::<u32>().ok());
        // "[2] [2010] 1 AC 12": the year of a law report begins the note.
        number.is_some_and(|number| !text::is_year_like(number)) && tail.starts_with(']')
    });
    let operator_follows = body.starts_with('=') || body.starts_with("++");
    (fits && !marker_follows && !operator_follows).then_some(text.len() - body.len())
}

/// What is known of a note before its lines are walked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Where its text begins.
    pub(super) start: usize,
    /// Where the next note begins.
    pub(super) limit: usize,
    /// Columns before its bracket.
    pub(super) indent: usize,
    /// Signs of quotation before its bracket.
    pub(super) quoted: usize,
    /// Whether a deeper indentation tells what belongs to it: not where the text itself is indented.
    pub(super) indentation_tells: bool,
}

/// The lines of a note's text to its end, where the search ended, and whether a paragraph behind a blank line is of it.
///
/// Wrapped lines belong to it; behind a blank line only an indented line does, or the whole text where the first line
/// holds nothing. A paragraph for which `is_body` holds, by the byte where it begins, is running text.
pub(super) fn extent(text: &str, place: Place, is_body: impl Fn(usize) -> bool) -> (Span, usize, bool) {
    let Place { start, limit, indent, quoted, indentation_tells } = place;
    let mut lines = LineWalk { text, at: start, limit };
    let Some(first) = lines.next() else { return (Span::at(start), start, false) };
    let mut end = start + first.trimmed_len;
    let mut stop = first.end;
    let mut longest = first.trimmed_len;
    let mut last_line = Span::new(start, end);
    let mut blank_before = false;
    let mut paragraphs = false;
    while let Some(line) = lines.next() {
        if line.trimmed_len == 0 {
            blank_before = true;
            continue;
        }
        let content = Span::new(line.start + line.lead, line.start + line.trimmed_len);
        let words = content.of(text);
        let empty_so_far = end == start;
        let deeper = line.indent > indent && indentation_tells;
        // A quotation begins or ends here; without a sign a quotation may go on.
        let other_voice = line.quoted > quoted || (line.quoted < quoted && blank_before);
        let belongs =
            if is_heading(words) || is_rule(words) || other_voice || (line.breaks_page && blank_before) {
                false
            } else if blank_before {
                // Behind a blank line: an indented paragraph, or the address that the number stands above.
                let paragraph =
                    deeper && (!empty_so_far || line.indent >= indent + 2) && !is_body(line.start);
                paragraphs |= paragraph && !empty_so_far;
                paragraph || (empty_so_far && is_address(words))
            } else {
                let below =
                    || lines.peek().filter(|below| below.trimmed_len > 0).map(|below| below.words(text));
                empty_so_far || deeper || is_wrapped(last_line.of(text), words, below, longest)
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
    (Span::new((start + lead).min(end), end), stop, paragraphs)
}

/// A heading as Markdown writes it.
fn is_heading(words: &str) -> bool {
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
/// not wrapped: what follows is a new paragraph typed without a blank line. So it is if `next` itself leaves room for the
/// first word `below` it: a name above a biography.
fn is_wrapped<'t>(before: &str, next: &str, below: impl FnOnce() -> Option<&'t str>, longest: usize) -> bool {
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
    let has_room = |line: &str, below: &str| {
        let first_word = below.split_whitespace().next().map_or(0, str::len);
        longest.saturating_sub(line.len()) > first_word + 12
    };
    if !ended {
        return true;
    }
    before.len() >= 50
        && !has_room(before, next)
        && !ends_with_date(before)
        && (next.ends_with([',', ';', ':', '-', '–'])
            || !below().is_some_and(|below| below.starts_with(char::is_uppercase) && has_room(next, below)))
}

/// "(Accessed: 01.02.2024).": the day of access closes an entry.
fn ends_with_date(line: &str) -> bool {
    let Some(inside) = line.trim_end_matches('.').strip_suffix(')') else { return false };
    let Some((_, inside)) = inside.rsplit_once('(') else { return false };
    inside.ends_with(|c: char| c.is_ascii_digit())
        && inside.contains(char::is_alphabetic)
        && inside.chars().filter(char::is_ascii_digit).count() >= 6
}

/// One line of the text, its end excluded.
struct Line {
    start: usize,
    /// Bytes up to the last character that is not blank.
    trimmed_len: usize,
    /// Bytes of blanks and quotation signs at its start.
    lead: usize,
    /// Blanks at its start.
    indent: usize,
    /// Quotation signs at its start.
    quoted: usize,
    /// A form feed stands before it.
    breaks_page: bool,
    /// Where the next line begins.
    end: usize,
}

impl Line {
    fn words<'t>(&self, text: &'t str) -> &'t str {
        Span::new(self.start + self.lead, self.start + self.trimmed_len).of(text)
    }
}

/// Walks the lines from a place up to a limit.
#[derive(Clone)]
struct LineWalk<'t> {
    text: &'t str,
    at: usize,
    limit: usize,
}

impl LineWalk<'_> {
    /// The line that comes next.
    fn peek(&self) -> Option<Line> {
        self.clone().next()
    }
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
        let lead = line.len() - content.len();
        let prefix = line.get(..lead).unwrap_or_default();
        Some(Line {
            start,
            trimmed_len: if trimmed.is_empty() { 0 } else { lead + trimmed.len() },
            lead,
            indent: prefix.chars().filter(|c| !matches!(c, '>' | '\u{C}')).map(char::len_utf8).sum(),
            quoted: prefix.matches('>').count(),
            breaks_page: prefix.contains('\u{C}'),
            end: self.at.min(self.limit),
        })
    }
}
