//! Characters that a reader does not see or cannot read: invisible ones, text read in the wrong encoding, signs of markup,
//! punctuation typed twice.

use super::Draft;
use crate::known::codepages::{PAGES, Page};
use crate::known::signs;
use crate::model::Note;
use crate::span::Span;

/// A character without a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Invisible {
    pub(crate) span: Span,
    pub(crate) character: char,
    /// What it is called.
    pub(crate) name: &'static str,
    /// Whether it stands in an address or a DOI.
    pub(crate) in_address: bool,
}

/// A stretch of text and what should stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mended {
    pub(crate) span: Span,
    pub(crate) text: String,
}

/// Letters of the alphabet lost for others are believed from so many on; a French capital before a guillemet makes one.
const FEWEST_CYRILLIC: usize = 3;

/// No name of a character and no tag is longer, in bytes.
const LONGEST_SIGN: usize = 200;

impl Draft<'_> {
    /// The invisible characters of a note. What script or emoji need is left alone: joiners, direction marks beside letters
    /// that run from right to left, word breaks of Thai, Khmer, Lao and Burmese.
    pub(crate) fn invisible(&self, note: &Note) -> Vec<Invisible> {
        let raw = note.body.of(self.text());
        if raw.is_ascii() {
            return Vec::new();
        }
        let addresses = self.addresses_of(note);
        let mut from_right: Option<bool> = None;
        let mut found = Vec::new();
        for (at, character) in raw.char_indices() {
            let Some((name, use_of)) = invisible(character) else { continue };
            let span = Span::new(note.body.start() + at, note.body.start() + at + character.len_utf8());
            let Some(in_address) = self.in_address(&addresses, span) else { continue };
            let wanted = !in_address
                && match use_of {
                    Use::Direction => *from_right.get_or_insert_with(|| raw.contains(runs_from_right)),
                    Use::Break => [self.before(span.start()), self.at(span.end())]
                        .into_iter()
                        .flatten()
                        .any(breaks_invisibly),
                    Use::Joint => true,
                    Use::None => false,
                };
            if !wanted {
                found.push(Invisible { span, character, name, in_address });
            }
        }
        found
    }

    /// Stretches of a note that were read in the wrong encoding, with what they were: the bytes must make text again, fewer
    /// characters than before, and characters that entries are written in.
    pub(crate) fn mojibake(&self, note: &Note) -> Vec<Mended> {
        let mut found: Vec<Mended> = Vec::new();
        for plain in self.plain(note) {
            let raw = plain.of(self.text());
            let mut from = 0;
            while let Some(start) = raw.get(from..).and_then(|rest| rest.find(|c: char| !c.is_ascii())) {
                let start = from + start;
                let rest = raw.get(start..).unwrap_or_default();
                let length = rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len());
                from = start + length;
                let run = rest.get(..length).unwrap_or_default();
                if run.chars().nth(1).is_none() {
                    continue;
                }
                let sides = (raw.get(..start).and_then(last), raw.get(from..).and_then(first));
                if let Some(text) = PAGES.iter().find_map(|page| undone(*page, run, sides)) {
                    found.push(Mended { span: Span::new(start, from).shifted(plain.start()), text });
                }
            }
        }
        found
    }

    /// The word that holds a place, from blank to blank.
    pub(crate) fn word_around(&self, place: Span) -> Span {
        let before = self.text().get(..place.start()).unwrap_or_default();
        let behind = self.text().get(place.end()..).unwrap_or_default();
        let start = before.len()
            - before.chars().rev().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
        let length = behind.find(|c: char| c.is_ascii() && !c.is_alphanumeric()).unwrap_or(behind.len());
        let length =
            behind.get(..length).unwrap_or_default().trim_end_matches(['”', '“', '»', '’', '…']).len();
        Span::new(start, place.end() + length)
    }

    /// Whether the draft is written in markup itself, which is then no stray.
    pub(crate) fn is_markup(&self) -> bool {
        let text = self.text().as_bytes();
        let holds = |sign: &[u8]| memchr::memmem::find(text, sign).is_some();
        [
            b"](".as_slice(),
            b"```",
            b"\n# ",
            b"\n## ",
            b"\n### ",
            b"\n.. ",
            b"<ref",
            b"{{",
            b"\n[^",
            b"\n---",
            b"</p>",
            b"**",
        ]
        .iter()
        .any(|sign| holds(sign))
            || text.starts_with(b"# ")
    }

    /// Tags and named characters in a note, with what they stand for.
    pub(crate) fn markup(&self, note: &Note) -> Vec<Mended> {
        let raw = note.body.of(self.text());
        if memchr::memchr2(b'&', b'<', raw.as_bytes()).is_none() {
            return Vec::new();
        }
        let addresses = self.addresses_of(note);
        let mut found: Vec<Mended> = Vec::new();
        let mut from = 0;
        while let Some(at) = raw.get(from..).and_then(|rest| rest.find(['&', '<'])).map(|at| from + at) {
            from = at + 1;
            let rest = raw.get(at..).unwrap_or_default();
            let sign = if rest.starts_with('&') {
                reference(rest)
            } else {
                tag(rest).map(|end| (end, String::new()))
            };
            if let Some((length, text)) = sign {
                let span = Span::new(at, at + length).shifted(note.body.start());
                if self.in_address(&addresses, span).is_some() {
                    found.push(Mended { span, text });
                    from = at + length;
                }
            }
        }
        found
    }

    /// Punctuation of a note that is typed twice, with what should stand there, where that is beyond doubt.
    pub(crate) fn doubled_punctuation(&self, note: &Note) -> Vec<(Span, Option<&'static str>)> {
        let mut found = Vec::new();
        // Two dots in a title may be an ellipsis of its own.
        let titles = self.quoted_titles(note);
        let quoted = |span: Span| {
            let next = titles.partition_point(|title| title.end <= span.start);
            titles.get(next).is_some_and(|title| title.overlaps(span))
        };
        let end = note.body.start() + note.body.of(self.text()).trim_end().len();
        for plain in self.plain(note) {
            let raw = plain.of(self.text());
            let mut from = 0;
            while let Some(at) =
                raw.get(from..).and_then(|rest| rest.find([',', ';', '.'])).map(|at| from + at)
            {
                let rest = raw.get(at..).unwrap_or_default();
                let length = rest.len() - rest.trim_start_matches([',', ';', '.', ' ']).len();
                let run = rest.get(..length).unwrap_or_default().trim_end();
                from = at + length.max(1);
                let span = Span::new(at, at + run.len()).shifted(plain.start());
                let next = self.at(span.end());
                if let Some(mended) = doubled(run, next, span.end() >= end).filter(|_| !quoted(span)) {
                    found.push((span, mended));
                }
            }
        }
        found
    }
}

fn first(text: &str) -> Option<char> {
    text.chars().next()
}

fn last(text: &str) -> Option<char> {
    text.chars().next_back()
}

/// What a run of marks should be; `None` where it is as it should be. Inside, the run alone does not always say.
// fault = ",," / ", ," / ";;" / ",;" / ".." / ",." / ", ." ; never three dots, never before a letter or a digit
fn doubled(run: &str, next: Option<char>, at_end: bool) -> Option<Option<&'static str>> {
    let marks: String = run.chars().filter(|c| *c != ' ').collect();
    let glued_to_word = next.is_some_and(char::is_alphanumeric);
    match marks.as_str() {
        ",," => Some(Some(",")),
        ";;" => Some(Some(";")),
        ",;" | ";," => Some(Some(";")),
        // "../x", ".. _target:", ". .": a path, a directive, the start of an ellipsis.
        ".." if run == ".." && (at_end || next.is_some_and(|c| matches!(c, ' ' | '\n' | '\r'))) => {
            Some(Some("."))
        }
        ",." | ";." if !glued_to_word => Some(at_end.then_some(".")),
        ".,." if !glued_to_word => Some(at_end.then_some(".")),
        _ => None,
    }
}

/// What an invisible character is for.
enum Use {
    /// It shows which way letters run.
    Direction,
    /// It lets a line break.
    Break,
    /// It keeps letters or words together.
    Joint,
    None,
}

fn invisible(c: char) -> Option<(&'static str, Use)> {
    Some(match c {
        '\u{AD}' => ("a soft hyphen", Use::None),
        '\u{200B}' => ("a zero-width space", Use::Break),
        '\u{200C}' => ("a zero-width non-joiner", Use::Joint),
        '\u{200D}' => ("a zero-width joiner", Use::Joint),
        '\u{2060}' => ("a word joiner", Use::Joint),
        '\u{FEFF}' => ("a byte order mark", Use::None),
        '\u{200E}' | '\u{200F}' | '\u{061C}' => ("a direction mark", Use::Direction),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => ("a direction control", Use::Direction),
        _ => return None,
    })
}

/// Letters of Hebrew, Arabic and their neighbours.
pub(super) fn runs_from_right(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        && c.is_alphabetic()
}

/// Thai, Lao, Burmese and Khmer write no blanks between words.
fn breaks_invisibly(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// What a run of characters was before it was read in this page, if that is beyond doubt.
fn undone(page: Page, run: &str, (before, after): (Option<char>, Option<char>)) -> Option<String> {
    let text = page.undone(run)?;
    let shorter = text.chars().count() < run.chars().count();
    if !shorter || !text.chars().all(|c| is_written(page, c)) {
        return None;
    }
    // One letter out of two is beyond doubt only inside a word in small letters, where no capital stands.
    let three_bytes = text.chars().any(|c| c.len_utf8() > 2);
    // "5 Å thick" is a length before a no-break space.
    let begins = after.is_some_and(char::is_lowercase) && !run.contains(char::is_whitespace);
    let inside = before.is_some_and(char::is_lowercase) || begins;
    let sure = match page {
        Page::Cyrillic => text.chars().count() >= FEWEST_CYRILLIC,
        Page::Western | Page::Turkish => three_bytes || inside || text.chars().count() > 1,
    };
    sure.then_some(text)
}

/// Whether entries are written with this character; a page that happens to fit gives others.
fn is_written(page: Page, c: char) -> bool {
    let sign = matches!(
        c,
        '\u{2010}'..='\u{2026}' | '\u{2030}' | '\u{2032}' | '\u{2039}' | '\u{203A}' | '€' | '™' | '№'
    );
    let latin = matches!(c, '\u{A0}'..='\u{17F}' | '\u{218}'..='\u{21B}' | 'ə' | 'Ə');
    let cyrillic = matches!(c, '\u{400}'..='\u{4FF}');
    match page {
        Page::Cyrillic => cyrillic || sign || matches!(c, '«' | '»' | '\u{A0}'),
        Page::Western | Page::Turkish => sign || latin || cyrillic,
    }
}

/// `&amp;`, also escaped twice: its length, and the character. An ampersand of an address has no semicolon.
fn reference(text: &str) -> Option<(usize, String)> {
    let mut name = text.strip_prefix('&')?;
    let mut length = 1;
    while let Some(inner) = name.strip_prefix("amp;").filter(|inner| {
        let end = inner.find(';').unwrap_or(0);
        inner.get(..end).is_some_and(|inner| signs::character(inner).is_some())
    }) {
        name = inner;
        length += "amp;".len();
    }
    let end = name.get(..name.len().min(10)).unwrap_or(name).find(';')?;
    let character = signs::character(name.get(..end)?)?;
    Some((length + end + 1, character))
}

// tag = "<" [ "/" ] name [ blank *any ] [ "/" ] ">"
/// The length of a tag at the start of a text.
fn tag(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let end = inner.find(['>', '<', '\n'])?;
    let closed = inner.get(end..)?.starts_with('>') && end <= LONGEST_SIGN;
    let inner = inner.get(..end)?;
    let name = inner.strip_prefix('/').unwrap_or(inner).trim_end_matches(['/', ' ']);
    let word = name.split(' ').next()?;
    let attributes = name.get(word.len()..)?;
    let plausible = attributes.is_empty() || attributes.contains('=');
    (closed && plausible && signs::is_tag(word)).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_typed_twice() {
        let at = |run: &str| doubled(run, Some(' '), false);
        assert_eq!(at(",,"), Some(Some(",")));
        assert_eq!(at(", ,"), Some(Some(",")));
        assert_eq!(at(".."), Some(Some(".")));
        assert_eq!(at(", ."), Some(None));
        assert_eq!(doubled(", .", None, true), Some(Some(".")));
        for right in [".", ".,", "...", ". . .", ".;", "....", ";"] {
            assert_eq!(at(right), None, "{right}");
        }
        assert_eq!(doubled(", .", Some('N'), false), None);
        assert_eq!(doubled("..", Some('/'), false), None);
    }

    #[test]
    fn tags_and_named_characters() {
        assert_eq!(tag("<i>x"), Some(3));
        assert_eq!(tag("</em>"), Some(5));
        assert_eq!(tag("<a href=\"x\">"), Some(12));
        assert_eq!(tag("<br />"), Some(6));
        assert_eq!(tag("<https://a.example>"), None);
        assert_eq!(tag("< b"), None);
        assert_eq!(tag("<u and v>"), None);
        assert_eq!(reference("&amp;amp;"), Some((9, "&".to_owned())));
        assert_eq!(reference("&amp;quot;x"), Some((10, "\"".to_owned())));
        assert_eq!(reference("&#8217;s"), Some((7, "’".to_owned())));
        assert_eq!(reference("&page=2;"), None);
        assert_eq!(reference("& Sons; x"), None);
    }

    #[test]
    fn a_capital_before_a_guillemet_is_no_wrong_encoding() {
        assert_eq!(undone(Page::Western, "É»", (Some('F'), None)), None);
        assert_eq!(undone(Page::Western, "ÅŸ", (Some('i'), Some('i'))).as_deref(), Some("ş"));
        assert_eq!(undone(Page::Western, "â€œ", (None, Some('T'))).as_deref(), Some("“"));
        assert_eq!(undone(Page::Western, "Å\u{A0}", (Some(' '), Some('t'))), None);
        assert_eq!(undone(Page::Cyrillic, "С»", (None, None)), None);
    }
}
