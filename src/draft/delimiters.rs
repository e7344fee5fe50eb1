//! Quotation marks and brackets that stand alone, and entries that break off.
//!
//! What is beside the point is left alone: apostrophes, inches, "1)", half-open intervals, guillemets that Russian closes
//! once, marks that the text behind the note closes.

use super::Draft;
use crate::lang::index::{DateLabel, index};
use crate::model::{CiteKind, Note, Reading, Shape};
use crate::span::Span;
use crate::text;

/// A delimiter without its other half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unbalanced {
    /// The mark that stands alone.
    pub(crate) span: Span,
    pub(crate) mark: char,
    /// Whether it opens.
    pub(crate) opens: bool,
}

/// So far behind a note the other half is looked for, in bytes.
const REACH: usize = 400;

/// So much of the end of an entry is read for a label and half a date, in bytes.
const LONGEST_TAIL: usize = 64;

/// No enumeration is longer: "iii)".
const LONGEST_ENUMERATOR: usize = 3;

impl Draft<'_> {
    /// The delimiter of a note that stands alone. Where more than one does, the note was not understood.
    pub(crate) fn unbalanced(&self, note: &Note) -> Option<Unbalanced> {
        if matches!(note.shape, Shape::Prose | Shape::Empty) {
            return None;
        }
        let chars = self.plain_chars(note, is_delimiter);
        let mut alone = self.brackets_alone(&chars);
        alone.extend(self.quotes_alone(&chars));
        let [only] = alone.as_slice() else { return None };
        // An en dash in the wrong encoding holds a quotation mark, and `&quot;` is one.
        let unread = || !self.mojibake(note).is_empty() || !self.markup(note).is_empty();
        (!self.closed_behind(note, *only) && !unread()).then_some(*only)
    }

    /// Brackets without their other half.
    fn brackets_alone(&self, chars: &[(usize, char)]) -> Vec<Unbalanced> {
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut alone = Vec::new();
        for (at, c) in chars.iter().copied() {
            match c {
                '(' | '[' | '（' | '［' => open.push((at, c)),
                ')' | ']' | '）' | '］' => match open.last().copied() {
                    Some((start, mark)) if is_pair(mark, c) || self.is_interval(start, at) => {
                        open.pop();
                    }
                    // One of a kind closed by the other is a slip of the hand, told once.
                    Some((start, mark)) => {
                        open.pop();
                        alone.push(one(start, mark, true));
                    }
                    None if self.is_enumerator(at) => {}
                    None => alone.push(one(at, c, false)),
                },
                _ => {}
            }
        }
        alone.extend(open.into_iter().map(|(at, mark)| one(at, mark, true)));
        alone
    }

    /// `[0, 1)`: nothing but numbers between brackets of two kinds.
    fn is_interval(&self, start: usize, end: usize) -> bool {
        let inner = self.text().get(start + 1..end).unwrap_or_default();
        let numbers = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ';' | ' ' | '-' | '–' | '∞');
        inner.contains(',') && inner.chars().all(numbers)
    }

    /// "1)", "a)", "iii)": a bracket that only closes.
    fn is_enumerator(&self, at: usize) -> bool {
        let before = self.text().get(..at).unwrap_or_default();
        let word = before.chars().rev().take_while(|c| c.is_alphanumeric()).count();
        let lead = before.chars().rev().nth(word);
        (1..=LONGEST_ENUMERATOR).contains(&word)
            && lead.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ']' | ',' | ';' | ':'))
    }

    /// Double quotation marks without their other half: an odd one among those of one entry.
    fn quotes_alone(&self, chars: &[(usize, char)]) -> Option<Unbalanced> {
        let mut marks: Vec<(usize, char)> = Vec::new();
        let mut guillemets: Vec<(usize, char)> = Vec::new();
        let mut doubled = 0_usize;
        let mut skip = false;
        for (index, (at, c)) in chars.iter().copied().enumerate() {
            if std::mem::take(&mut skip) {
                continue;
            }
            let (before, after) = (self.before(at), self.at(at + c.len_utf8()));
            let is = |side: Option<char>, test: fn(char) -> bool| side.is_some_and(test);
            match c {
                '“' | '”' | '„' | '‟' | '"' | '＂' => {
                    // Hebrew writes abbreviations so.
                    let inside = is(before, char::is_alphanumeric) && is(after, char::is_alphanumeric);
                    marks.extend((!inside).then_some((at, c)));
                }
                // Two single marks are typed for a double one.
                '’' | '‘' | '\'' | '‚' | '`'
                    if chars
                        .get(index + 1)
                        .is_some_and(|(next, other)| *next == at + c.len_utf8() && *other == c) =>
                {
                    doubled += 1;
                    skip = true;
                }
                // "Home » News" is a trail, not a quotation.
                '«' | '»'
                    if !(is(before, char::is_whitespace) && is(after, char::is_whitespace) && c == '»') =>
                {
                    guillemets.push((at, c));
                }
                _ => {}
            }
        }
        // A title may open in one way and close in another; so may one in guillemets.
        // ‘The Ports’’ ends with an apostrophe: two single marks close what is open, and open nothing.
        if (marks.len() + guillemets.len()).is_multiple_of(2) || !doubled.is_multiple_of(2) {
            return None;
        }
        let [(at, mark)] = guillemets.as_slice() else {
            return (guillemets.is_empty()).then(|| self.quote_alone(&marks)).flatten();
        };
        // Danish and some German houses open with ».
        let opens = self.at(at + mark.len_utf8()).is_some_and(char::is_alphanumeric);
        Some(one(*at, *mark, opens || *mark == '«'))
    }

    /// The odd one of an odd number of double marks.
    fn quote_alone(&self, marks: &[(usize, char)]) -> Option<Unbalanced> {
        // 5″ is a length, and may be typed with a mark.
        let inch = |at: usize, mark: char| {
            matches!(mark, '"' | '”') && self.before(at).is_some_and(|c| c.is_ascii_digit())
        };
        if !marks.iter().filter(|(at, mark)| inch(*at, *mark)).count().is_multiple_of(2) {
            return None;
        }
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut stray = None;
        for (at, mark) in marks.iter().copied() {
            let begins = match mark {
                '„' | '‟' => true,
                '”' => {
                    open.is_empty() && marks.len() > 1 && !self.before(at).is_some_and(char::is_alphanumeric)
                }
                '“' => open.last().is_none_or(|(_, before)| *before != '„'),
                // A straight mark opens where a word begins.
                _ => open.is_empty() && self.at(at + mark.len_utf8()).is_some_and(char::is_alphanumeric),
            };
            match (begins, open.is_empty()) {
                (true, _) => open.push((at, mark)),
                (false, false) => drop(open.pop()),
                (false, true) => stray = Some(one(at, mark, false)),
            }
        }
        open.first().map(|(at, mark)| one(*at, *mark, true)).or(stray)
    }

    /// Whether the text behind a note, which may be its second paragraph, holds the other half.
    fn closed_behind(&self, note: &Note, alone: Unbalanced) -> bool {
        if !alone.opens {
            return false;
        }
        let next = self.notes.partition_point(|other| other.span.start < note.span.end);
        let limit = self.notes.get(next).map_or(self.text().len(), |other| other.span.start());
        let gap = self.text().get(note.span.end()..limit).unwrap_or_default();
        let near = text::floor(gap, REACH);
        let gap = gap.get(..near).unwrap_or_default();
        let closers: &[char] = match alone.mark {
            '(' | '（' => &[')', '）'],
            '[' | '［' => &[']', '］'],
            '«' => &['»'],
            '»' => &['«'],
            mark => text::closing_quote(mark).unwrap_or(&['”']),
        };
        let opened = if matches!(alone.mark, '"' | '“' | '”') { None } else { gap.find(alone.mark) };
        gap.find(closers).is_some_and(|close| opened.is_none_or(|open| close < open))
    }

    /// Whether an entry breaks off: in the label of its access date, in that date, behind an opened bracket, or in an address
    /// that ends with a sign that ends none. Where it breaks off, that is its only fault.
    pub(crate) fn is_cut_off(&self, note: &Note) -> bool {
        self.break_of(note).is_some()
    }

    /// Where an entry breaks off: what stands last.
    pub(crate) fn break_of(&self, note: &Note) -> Option<Span> {
        let body = note.body.of(self.text()).trim_end();
        let end = note.body.start() + body.len();
        if body.is_empty() || matches!(note.shape, Shape::Prose | Shape::Empty) {
            return None;
        }
        let last = note.cites().next_back().and_then(|id| self.cite(id));
        let citation = last.and_then(|cite| match &cite.kind {
            CiteKind::Full(citation) => Some(citation),
            _ => None,
        });
        if let Some(link) = citation.and_then(|citation| citation.link.as_ref())
            && link.span.end() == end
        {
            let web = (self.survey.web, self.survey.web_with_access);
            // Where the others go on behind the address, this one was cut.
            let others_go_on = web.0 >= 3 && web.1 * 3 >= web.0 * 2;
            return (others_go_on && body.ends_with(['-', '%', '&'])).then_some(link.span);
        }
        if body.ends_with(['(', '[']) {
            return Some(Span::new(end - 1, end));
        }
        // A label without a whole day was read as "no date", or as none that can be read.
        let dated = citation.and_then(|citation| citation.accessed.as_ref());
        let unread = [Reading::Undated, Reading::Unreadable];
        if dated.is_some_and(|date| !unread.contains(&date.value.reading)) {
            return None;
        }
        let from = text::ceiling(body, body.len().saturating_sub(LONGEST_TAIL));
        let tail = body.get(from..).unwrap_or_default();
        let words = tail.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '/' | '-' | ' '));
        // The stop of an abbreviated label ("E.T.") is not the stop of a day.
        let digits = tail.get(words.len()..).unwrap_or_default().trim_start_matches(['.', ' ']);
        let label = words.trim_end_matches([':', ' ']);
        let folded = text::folded(label);
        let (start, readings) = index().label_before(&folded)?;
        let is_access = readings.iter().any(|(_, kind)| *kind == DateLabel::Access);
        // "Open Access 12" is a journal: a label stands behind a bracket or before a colon.
        let opened = folded.get(..start).is_some_and(|before| before.trim_end().ends_with(['(', '[']));
        let labelled = words.trim_end().ends_with(':') || opened;
        let cut = end - (tail.len() - label.len());
        (is_access && labelled && is_half_a_date(digits))
            .then(|| Span::new(cut.min(end), end))
            .map(|span| if span.is_empty() { Span::new(end - last_char(label), end) } else { span })
    }
}

fn last_char(words: &str) -> usize {
    words.chars().next_back().map_or(0, char::len_utf8)
}

fn one(at: usize, mark: char, opens: bool) -> Unbalanced {
    Unbalanced { span: Span::new(at, at + mark.len_utf8()), mark, opens }
}

/// Whether a character is a bracket or a quotation mark, or may be one.
fn is_delimiter(c: char) -> bool {
    match c {
        '(' | ')' | '[' | ']' | '"' | '\'' | '`' => true,
        _ if c.is_ascii() => false,
        '（' | '）' | '［' | '］' | '＂' | '«' | '»' => true,
        _ => matches!(c, '‘'..='‟'),
    }
}

fn is_pair(open: char, close: char) -> bool {
    matches!((open, close), ('(' | '（', ')' | '）') | ('[' | '［', ']' | '］'))
}

/// Nothing, "16.1", "16.10.", "16.10.202", "2023-", "2023-10-": a day that was begun. A month or a year alone is a date.
fn is_half_a_date(digits: &str) -> bool {
    let digits = digits.trim();
    let mut groups: Vec<&str> = digits.split(['.', '/', '-']).collect();
    let open = groups.last().is_some_and(|last| last.is_empty()) && groups.len() > 1;
    if open {
        groups.pop();
    }
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    match lengths.as_slice() {
        [0] | [1 | 2] | [1 | 2, 1 | 2] | [1 | 2, 1 | 2, 1 | 3] => true,
        [4] | [4, 1 | 2] => open,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_date_is_not_a_date() {
        for half in ["", "16", "16.", "16.1", "16.10.", "16.10.202", "2023-", "2023-10-"] {
            assert!(is_half_a_date(half), "{half}");
        }
        for whole in ["16.10.2023", "16.10.23", "2023", "2023-10", "2023-10-16", "10.2023", "1.2.3.4"] {
            assert!(!is_half_a_date(whole), "{whole}");
        }
    }
}
