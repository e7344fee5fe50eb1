//! Numbers without a label: volume, issue, year and pages that stand in one run, and single pages.

use super::pieces;
use super::{Pages, Reader};
use crate::lang::LocatorKind;
use crate::lang::index::index;
use crate::model::{Field, Sure, Text};
use crate::span::Span;

impl Reader<'_> {
    /// A number in the body: an edition, a volume with what follows it, pages.
    pub(super) fn counted(&mut self, at: usize, to: usize, bracket: u32) -> Option<usize> {
        let rest = self.raw.get(at..to)?;
        if let Some(edition) = raised(rest) {
            // "München ²2016": a raised figure before the year counts the edition.
            self.citation.edition = self.field(Span::new(at, at + edition), Sure::Likely);
            return Some(at + edition);
        }
        let starts_word = self.raw.get(..at).is_none_or(|before| !before.ends_with(char::is_alphanumeric));
        if !starts_word {
            return None;
        }
        if let Some((number, length)) = pieces::edition(rest) {
            if self.citation.edition.is_none() {
                self.citation.edition = self.number_field(Span::new(at, at + number));
            }
            self.cover(Span::new(at, at + length));
            return Some(at + length);
        }
        if let Some((volume, end)) = self.volume_before_label(at) {
            self.citation.volume = self.number_field(volume);
            self.serial = true;
            self.cover(Span::new(at, end));
            return Some(end);
        }
        let length = pieces::number(rest)?;
        let number = rest.get(..length)?;
        let digits = number.starts_with(|c: char| c.is_ascii_digit());
        let tail = rest.get(length..)?;
        // "412 с.", "250 p.": how long a book is says nothing of where to look.
        let counted = ["с.", "p.", "pp.", "S.", "s.", "стор."].iter().any(|unit| {
            tail.strip_prefix(' ').and_then(|tail| tail.strip_prefix(unit)).is_some_and(|rest| {
                rest.trim().is_empty()
                    || rest.starts_with([' ', ','])
                        && rest.trim_start_matches([' ', ',', '-', '–', '—']).starts_with("ISBN")
            })
        });
        if counted {
            self.cover(Span::new(at, at + length + 1));
            let unit = tail
                .trim_start()
                .chars()
                .take_while(|c| c.is_alphabetic())
                .map(char::len_utf8)
                .sum::<usize>();
            return Some(at + length + 1 + unit);
        }
        // "(2014) 31 Journal of Carriage Law 310": lawyers put the volume before the journal.
        let before_journal = self.quoted_title
            && self.words.is_empty()
            && self.citation.volume.is_none()
            && digits
            && tail.strip_prefix(' ').is_some_and(|tail| tail.starts_with(char::is_uppercase))
            && self.raw.get(..at)?.trim_end().ends_with([')', ']']);
        // "(2006) 29(2) Melbourne University Law Review 423".
        let issue = tail.strip_prefix('(').and_then(|inner| inner.find(')')).filter(|length| *length <= 3);
        if let Some(issue) = issue.filter(|_| self.quoted_title && self.words.is_empty() && digits)
            && tail
                .get(issue + 2..)
                .and_then(|tail| tail.strip_prefix(' '))
                .is_some_and(|tail| tail.starts_with(char::is_uppercase))
        {
            self.serial = true;
            self.citation.volume = self.volume(Span::new(at, at + length));
            self.citation.issue = self.volume(Span::new(at + length + 1, at + length + 1 + issue));
            return Some(at + length + issue + 2);
        }
        if before_journal || self.citation.volume.is_none() && self.volume_before_journal(at) {
            self.serial = true;
            self.citation.volume = self.volume(Span::new(at, at + length));
            return Some(at + length);
        }
        if self.citation.volume.is_none() && bracket == 0 && self.opens_serial(at, length, to) {
            return Some(self.serial(at, length, to));
        }
        if !digits {
            return None;
        }
        let after_colon = self.raw.get(..at)?.trim_end().ends_with(':');
        // "9 (2022) 1, S. 5–27": the issue behind the year.
        let before = self.raw.get(..at)?.trim_end();
        if self.serial
            && self.citation.issue.is_none()
            && before.ends_with(')')
            && !pieces::is_range(number)
            && bracket == 0
            && !after_colon
            && self.raw.get(..at)?.ends_with(' ')
            && tail.trim_start().strip_prefix([',', ':']).is_some_and(|tail| {
                let tail = tail.trim_start();
                let labelled =
                    || index().locator(&crate::text::folded(&super::cues::first_words(tail))).is_some();
                tail.starts_with(|c: char| c.is_ascii_digit()) || labelled()
            })
        {
            self.citation.issue = self.number_field(Span::new(at, at + length));
            return Some(at + length);
        }
        let end = self.extended(at + length, to);
        if tail.starts_with(':')
            && tail.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            // A minute of a video.
            let minute = 1 + tail.get(1..)?.bytes().take_while(u8::is_ascii_digit).count();
            let span = Span::new(at, at + length + minute);
            self.pages.push(Pages {
                value: span,
                whole: span,
                kind: LocatorKind::Line,
                labelled: false,
                pointed: true,
            });
            self.cover(span);
            return Some(span.end());
        }
        let follows = tail.trim_start();
        let ends = follows.is_empty()
            || follows.starts_with([',', '.', ';', ')', ']', '(', '<'])
            || self.anchor_at(at + tail.len().min(1) + length).is_some()
            || end > at + length;
        if !ends {
            return None;
        }
        let span = Span::new(at, at + length);
        let pages = Pages {
            value: span,
            whole: Span::new(at, end),
            kind: LocatorKind::Page,
            labelled: false,
            pointed: self.is_pointed(at),
        };
        self.pages.push(pages);
        self.cover(pages.whole);
        Some(end)
    }

    // volume-before-journal = number 1*8Word number ( "(" year ")" / "," / end )
    /// "84 Yale L.J. 1162 (1975)": American lawyers put the volume first.
    pub(super) fn volume_before_journal(&self, at: usize) -> bool {
        let rest = self.raw.get(at..self.limit.min(at + 96)).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=4).contains(&digits) || pieces::is_year(rest.get(..digits).unwrap_or_default()) {
            return false;
        }
        let Some(name) = rest.get(digits..).and_then(|tail| tail.strip_prefix(' ')) else { return false };
        let Some(page) = name.char_indices().find(|(at, c)| {
            c.is_ascii_digit() && name.get(..*at).is_some_and(|before| before.ends_with(' '))
        }) else {
            return false;
        };
        let words = name.get(..page.0).unwrap_or_default();
        let abbreviated = words.contains('.')
            && words.starts_with(char::is_uppercase)
            && !words.contains([',', ':', '(', ';']);
        let tail = name.get(page.0..).unwrap_or_default();
        let tail = tail.trim_start_matches(|c: char| c.is_ascii_digit());
        abbreviated
            && words.split_whitespace().count() <= 8
            && (tail.is_empty() || tail.starts_with([',', '.']) || tail.starts_with(" ("))
    }

    /// Whether a number counts a volume: its own punctuation follows, an issue, a year, pages.
    fn opens_serial(&self, at: usize, length: usize, to: usize) -> bool {
        let number = self.raw.get(at..at + length).unwrap_or_default();
        let tail = self.raw.get(at + length..to).unwrap_or_default();
        let trimmed = tail.trim_start();
        let container = !self.words.is_empty() || self.citation.title.is_none();
        if !container || pieces::is_year(number) && !tail.starts_with('(') {
            return false;
        }
        let next = |text: &str| {
            let text = text.trim_start();
            let electronic = text.strip_prefix('e').filter(|rest| rest.len() >= 4).unwrap_or(text);
            // "A&A, 529, A113"
            let lettered = text.strip_prefix(|c: char| c.is_ascii_uppercase()).filter(|rest| rest.len() >= 3);
            let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
            digit(electronic) || lettered.is_some_and(digit)
        };
        if let Some(inner) = trimmed.strip_prefix('(') {
            let inner = inner.split(')').next().unwrap_or_default();
            let close = at + length + tail.len() - trimmed.len() + 1 + inner.len() + 1;
            let dated = self.dates.iter().any(|(_, span)| span.start() > at && span.end() <= close);
            let behind = self.raw.get(close..to).unwrap_or_default();
            let short = inner.len() <= 10 && inner.contains(|c: char| c.is_ascii_digit())
                || is_season(inner) && behind.starts_with([':', ',']);
            // "41 (2022), H. 2", but "(2012)" behind the pages of an LNCS entry is the year.
            return dated
                && (behind
                    .trim_start_matches([' ', ',', ':', ';'])
                    .starts_with(|c: char| c.is_ascii_digit() || c.is_alphabetic())
                    || behind.trim_matches([' ', '.', ')']).is_empty() && self.citation.title.is_some())
                || short;
        }
        if self.dotted_issue(at + length).is_some() {
            return true;
        }
        if let Some(behind) = trimmed.strip_prefix('/') {
            return next(behind);
        }
        let pages = tail.strip_prefix(' ').and_then(|tail| tail.get(..pieces::number(tail)?));
        if pages.is_some_and(pieces::is_range) && !pieces::is_range(number) {
            return true;
        }
        if let Some(behind) = trimmed.strip_prefix(':') {
            // "12:45" behind a comma is a minute of a video.
            let range = pieces::number(behind.trim_start())
                .and_then(|length| behind.trim_start().get(..length))
                .is_some_and(pieces::is_range);
            return next(behind) && (range || !self.pages_only(at) && self.citation.accessed.is_none());
        }
        if let Some(behind) = trimmed.strip_prefix([',', ';']) {
            let behind_at =
                at + length + tail.len() - behind.len() + behind.len() - behind.trim_start().len();
            if next(behind) {
                return !self.date_at(behind_at).is_some_and(|(_, span)| {
                    span.start() == behind_at && !pieces::is_year(span.of(self.raw))
                });
            }
            let window = self.window(behind_at);
            return index().locator(&window.text).is_some_and(|(length, kind)| {
                let number =
                    window.text.get(length..).unwrap_or_default().trim_start_matches([' ', '.', ':']);
                number.starts_with(|c: char| c.is_ascii_digit())
                    && (kind == LocatorKind::Issue
                        || matches!(kind, LocatorKind::Page) && !self.pages_only(at))
            });
        }
        false
    }

    /// "Tercüman, 14, s. 3"? A number behind a comma and before a page may be a volume or a day: only behind words without
    /// a comma it is a volume.
    fn pages_only(&self, at: usize) -> bool {
        // "BMC Bioinformatics 2008, 9:559".
        if at >= 6 && self.volume_behind_year(at - 6) {
            return false;
        }
        self.raw.get(..at).is_some_and(|before| before.trim_end().ends_with(','))
    }

    /// Reads volume, issue, year and pages that stand in one run: "12, no. 4 (2020): 233–58", "27(3), 301–329", "14/2 (Aralık
    /// 2022), 71-96", "7, 3 (July 2018), 1–24", "34(2):118-25".
    fn serial(&mut self, at: usize, length: usize, to: usize) -> usize {
        self.serial = true;
        self.citation.volume = self.volume(Span::new(at, at + length));
        let mut at = at + length;
        if let Some(length) = self.dotted_issue(at) {
            self.citation.issue = self.volume(Span::new(at + 1, at + 1 + length));
            at += 1 + length;
        }
        let glued_slash =
            self.raw.get(at..to).and_then(|rest| rest.strip_prefix('/')).and_then(pieces::number);
        if let Some(length) = glued_slash {
            self.citation.issue = self.volume(Span::new(at + 1, at + 1 + length));
            at += 1 + length;
        }
        for _ in 0..6 {
            let rest = self.raw.get(at..to).unwrap_or_default();
            let trimmed = rest.trim_start();
            let from = at + rest.len() - trimmed.len();
            if let Some(inner) = trimmed.strip_prefix('(') {
                let Some(close) = pieces::closing(self.raw, from, to) else { return at };
                let said = inner.get(..close - from - 1).unwrap_or_default();
                let whole = pieces::number(said).is_some_and(|length| length == said.len());
                // "37(Suppl 1):S12".
                let supplement = said.len() <= 14
                    && said.starts_with(char::is_uppercase)
                    && trimmed.len() == rest.len()
                    && !self.dates.iter().any(|(_, span)| span.start() > from && span.end() <= close);
                if (whole || supplement || is_season(said))
                    && self.citation.issue.is_none()
                    && !(pieces::is_year(said) && self.citation.issued.is_none())
                {
                    self.citation.issue = self.volume(Span::new(from + 1, close));
                    self.cover(Span::new(from, close + 1));
                } else if self.date_at(from + 1).is_some_and(|(_, span)| span.start() < close) {
                    self.cover(Span::new(from, close + 1));
                    if let Some((_, span)) = self.date_at(from + 1) {
                        let more = Span::new(span.end(), close);
                        // "(2012) H. 3" inside one bracket is read like the body.
                        if more.of(self.raw).contains(char::is_alphanumeric) {
                            self.body(span.end(), close, 0);
                        }
                    }
                } else {
                    return at;
                }
                at = close + 1;
                continue;
            }
            let bare = trimmed.len() < rest.len()
                && trimmed.get(..pieces::number(trimmed).unwrap_or(0)).is_some_and(pieces::is_range);
            let mark = trimmed.chars().next().filter(|c| matches!(c, ',' | ':' | ';' | '.'));
            let Some(mark) = mark.or(bare.then_some(' ')) else {
                return at;
            };
            // Where no mark stands, the blank before the number is one.
            let (from, trimmed) = if bare {
                (from - 1, rest.get(rest.len() - trimmed.len() - 1..).unwrap_or_default())
            } else {
                (from, trimmed)
            };
            let behind = trimmed.get(1..).unwrap_or_default();
            let number = behind.trim_start();
            let number_at = from + 1 + behind.len() - number.len();
            if self.date_at(number_at).is_some_and(|(_, span)| span.start() == number_at) && mark != ':' {
                return at;
            }
            let Some(length) = pieces::number(number) else { return at };
            let value = number.get(..length).unwrap_or_default();
            let tail = number.get(length..).unwrap_or_default().trim_start();
            // "XII, 2, 2004, pp. 101-129".
            let year_next = tail.strip_prefix(',').map(str::trim_start).is_some_and(|next| {
                next.get(..4).is_some_and(pieces::is_year)
                    && next.get(4..).is_some_and(|rest| rest.starts_with(','))
            });
            if year_next && !pieces::is_range(value) && mark == ',' && self.citation.issue.is_none() {
                self.citation.issue = self.volume(Span::new(number_at, number_at + length));
                at = number_at + length;
                continue;
            }
            let issue = !pieces::is_range(value)
                && mark == ','
                && self.citation.issue.is_none()
                && tail.starts_with('(')
                && tail.find(')').is_some_and(|close| {
                    tail.get(close + 1..).is_some_and(|rest| {
                        rest.trim_start_matches([',', ' ', ':']).starts_with(|c: char| c.is_ascii_digit())
                    })
                });
            let span = Span::new(number_at, number_at + length);
            // "Linguistic Inquiry 12:2, 221–249": pages follow the issue.
            let paged = mark == ':'
                && tail
                    .strip_prefix(", ")
                    .and_then(|next| next.get(..pieces::number(next)?))
                    .is_some_and(pieces::is_range);
            let numbered = mark == ',' && tail.starts_with(", Article ");
            if issue
                || numbered && self.citation.issue.is_none()
                || paged && !pieces::is_range(value) && self.citation.issue.is_none()
                || mark == ':'
                    && !pieces::is_range(value)
                    && tail.starts_with('(')
                    && self.citation.issue.is_none()
            {
                self.citation.issue = self.volume(span);
            } else if value.starts_with(|c: char| c.is_ascii_digit()) || value.starts_with(['e', 'S']) {
                let end = self.extended(span.end(), to);
                self.pages.push(Pages {
                    value: span,
                    whole: Span::new(span.start(), end),
                    kind: LocatorKind::Page,
                    labelled: false,
                    pointed: false,
                });
                self.cover(Span::new(span.start(), end));
                at = end;
                continue;
            } else {
                return at;
            }
            at = span.end();
        }
        at
    }

    /// The issue in "71.3 (2003)", its digits behind the stop.
    pub(super) fn dotted_issue(&self, at: usize) -> Option<usize> {
        let tail = self.raw.get(at..self.limit)?.strip_prefix('.')?;
        let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
        let year = tail.get(digits..)?.trim_start().strip_prefix('(')?;
        ((1..=3).contains(&digits) && year.get(..4).is_some_and(pieces::is_year)).then_some(digits)
    }

    fn volume(&mut self, span: Span) -> Option<Field<Text>> {
        self.cover(span);
        Some(Field::new(Text::default(), span, Sure::Likely))
    }

    /// "Angew. Chem. Int. Ed. 2008, 47, 3344": a year, and behind its comma a volume.
    pub(super) fn volume_behind_year(&self, at: usize) -> bool {
        let rest = self.raw.get(at..self.limit).unwrap_or_default();
        rest.get(..4).is_some_and(pieces::is_year)
            && rest.get(4..).and_then(|tail| tail.strip_prefix(", ")).is_some_and(|tail| {
                let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
                (1..=4).contains(&digits)
                    && tail.get(digits..).is_some_and(|tail| tail.starts_with([',', ':', '(', ' ']))
            })
    }
}

/// "Spring", "Winter": a season in the place of an issue.
pub(super) fn is_season(inner: &str) -> bool {
    let folded = crate::text::folded(inner);
    index().is_season(&folded) || index().month(&folded).is_some()
}

/// The length of raised figures at the start of a text.
fn raised(rest: &str) -> Option<usize> {
    let length: usize = rest
        .chars()
        .take_while(|c| matches!(c, '¹' | '²' | '³' | '⁴' | '⁵' | '⁶' | '⁷' | '⁸' | '⁹'))
        .map(char::len_utf8)
        .sum();
    (length > 0 && rest.get(length..)?.starts_with(|c: char| c.is_ascii_digit())).then_some(length)
}
