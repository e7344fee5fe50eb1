//! The day a source was read: a date behind "Erişim Tarihi:", before "abgerufen", around the address or directly behind
//! it, or a label without a day.

use super::citation::Reader;
use super::day;
use crate::lang::index::{DateLabel, index};
use crate::model::{Date, Field, Reading, Sure};
use crate::span::Span;
use crate::text;

/// A label stands directly before its date; it is looked for in so many bytes.
const LABEL_ROOM: usize = 64;

/// What stands in place of a day is no longer, in bytes.
const SLOT_ROOM: usize = 32;

/// An unknown label has no more words.
const MOST_WORDS: usize = 4;

/// A label with its language and what it says.
type Label = (Span, &'static str, DateLabel);

type Accessed = (Option<Field<Date>>, Option<(Span, &'static str)>);

impl Reader<'_> {
    // access = [ "(" ] label [ ":" ] date [ ")" ] / date label / label address date / address date / label
    pub(super) fn accessed(&mut self) -> Accessed {
        for at in 0..self.dates.len() {
            let Some((date, span)) = self.dates.get(at).copied() else { break };
            let full = is_full(&date);
            let label = self.label_before_date(span, full).or_else(|| self.label_after(span));
            let Some(label) = label.or_else(|| self.label_around(span)) else { continue };
            self.covered.push(label.0);
            if label.2 == DateLabel::Other {
                continue;
            }
            return self.take(at, Sure::Certain, Some(label));
        }
        if let Some((at, label)) = self.misspelt() {
            self.covered.push(label.0);
            return self.take(at, Sure::Likely, Some(label));
        }
        if let Some(unread) = self.unread() {
            return (Some(unread), None);
        }
        if let Some(at) = self.bare() {
            return self.take(at, Sure::Likely, None);
        }
        self.drop_numbers();
        (None, None)
    }

    /// The date at `at`, as the day of access.
    fn take(&mut self, at: usize, sure: Sure, label: Option<Label>) -> Accessed {
        let Some((date, span)) = self.dates.get(at).copied() else { return (None, None) };
        self.covered.push(span);
        self.dates.remove(at);
        self.drop_numbers();
        (Some(Field::new(date, span, sure)), label.map(|(label, tag, _)| (label, tag)))
    }

    /// Years behind an address that stand inside words ("12 de marzo de 2024") are no date of issue.
    fn drop_numbers(&mut self) {
        let raw = self.raw;
        let Some(first) = self.links.first().map(|link| link.end()) else { return };
        self.dates.retain(|(date, span)| {
            let before = raw.get(..span.start()).unwrap_or_default();
            let inside = span.start() >= first && before.trim_end().ends_with(char::is_alphabetic);
            !(inside && matches!(date.reading, Reading::Part(_)))
        });
    }

    /// The end of the last address before a place; 0 where there is none.
    fn behind_link(&self, at: usize) -> usize {
        let behind = self.links.partition_point(|link| link.end() <= at);
        behind.checked_sub(1).and_then(|last| self.links.get(last)).map_or(0, |link| link.end())
    }

    pub(super) fn label_before(&self, date: Span) -> Option<Label> {
        self.label_before_date(date, false)
    }

    /// The label before a date. Behind an address, before a full date, it needs no boundary before it.
    fn label_before_date(&self, date: Span, full: bool) -> Option<Label> {
        let floor = self.behind_link(date.start());
        let before = self.raw.get(floor..date.start())?;
        let bare = before.trim_end_matches([
            ' ', ':', '：', '=', '\u{00A0}', '\n', '\r', '(', '（', '-', '–', '\t', '*', '_',
        ]);
        if let Some(label) = self.label_ending(floor, floor + bare.len(), full && floor > 0) {
            return Some(label);
        }
        // "(Accessed; 3 May 2024)": behind an address a slip of punctuation parts nothing.
        let slips = bare.trim_end_matches([' ', ':', ';', ',']);
        (floor > 0 && slips.len() < bare.len())
            .then(|| self.label_ending(floor, floor + slips.len(), true))
            .flatten()
    }

    /// The label that ends at `end`, perhaps with a small word behind it: "Zugriff: am", "accessed the".
    fn label_ending(&self, floor: usize, end: usize, free: bool) -> Option<Label> {
        let from = text::ceiling(self.raw, floor.max(end.saturating_sub(LABEL_ROOM)));
        let bare = self.raw.get(from..end)?;
        let whole = text::fold(bare);
        let known = index().label_before(&whole.text).map(|found| (whole, found));
        let (folded, (start, labels)) = known.or_else(|| {
            let folded = text::fold(without_joint(bare)?);
            let found = index().label_before(&folded.text)?;
            Some((folded, found))
        })?;
        let (language, kind) = labels.first()?;
        let span = folded.source(start, folded.text.len()).shifted(from);
        // "Open Access 2023" is no label: one small word needs a boundary before it.
        let single = !folded.text.get(start..)?.contains(' ');
        let head = self.raw.get(floor..span.start())?.trim_end();
        let bounded = head.is_empty()
            || head.ends_with([
                ',', '，', '、', '.', '。', '(', '（', '[', ';', ':', '：', '–', '—', ')', '）', '>', '”',
                '"', '»', '’',
            ]);
        let capital =
            span.of(self.raw).starts_with(char::is_uppercase) && !head.ends_with(char::is_alphabetic);
        (!single || bounded || capital || free).then(|| (span, language.tag(), *kind))
    }

    // label-around = label [ "via" / "from" … ] address [ "on" … ] date
    /// The label before the address that a date stands directly behind: "accessed via https://… on 3 May 2022".
    fn label_around(&self, date: Span) -> Option<Label> {
        let behind = self.links.partition_point(|link| link.end() <= date.start());
        let link = behind.checked_sub(1).and_then(|last| self.links.get(last))?;
        let between = self.raw.get(link.end()..date.start())?;
        let between = between.trim_matches([' ', ',', '>', '\u{00A0}', '\n', '\r']);
        if !between.is_empty() && !index().is_label_joint(between) {
            return None;
        }
        let floor = self.behind_link(link.start());
        let before = self.raw.get(floor..link.start())?;
        let bare = before.trim_end_matches([' ', ':', '<', '\u{00A0}', '\n', '\r']);
        let (span, tag, kind) = self.label_ending(floor, floor + bare.len(), false)?;
        (kind == DateLabel::Access).then_some((span, tag, kind))
    }

    fn label_after(&self, date: Span) -> Option<Label> {
        let after = self.raw.get(date.end()..)?;
        // "30.01.2023’te erişilmiştir": Turkish hangs a suffix on the day.
        let hung = after.strip_prefix(['’', '\'']).map(|tail| tail.trim_start_matches(char::is_alphabetic));
        let trimmed = hung.filter(|tail| after.len() - tail.len() <= 8).unwrap_or(after).trim_start();
        let room = text::floor(trimmed, LABEL_ROOM);
        let folded = text::fold(trimmed.get(..room)?);
        let (length, languages) = index().label_after(&folded.text)?;
        let language = languages.first()?;
        let rest = folded.text.get(length..)?.trim_start();
        // "3 May 2022. Accessed 9 May 2022": the label belongs to the date behind it.
        let closes = rest.is_empty() || rest.starts_with([')', ']', '.', ',', ';']);
        let span = folded.source(0, length).shifted(date.end() + after.len() - trimmed.len());
        closes.then(|| (span, language.tag(), DateLabel::Access))
    }

    /// A full date behind an address whose words are a label but for a letter or two: "Erisim Tarihi", "Accesed".
    fn misspelt(&self) -> Option<(usize, Label)> {
        self.dates.iter().enumerate().find_map(|(at, (date, span))| {
            let floor = self.behind_link(span.start());
            if floor == 0 || !is_full(date) {
                return None;
            }
            let before = self.raw.get(floor..span.start())?;
            let bare = before.trim_end_matches(|c: char| !c.is_alphabetic());
            let start = bare.rfind([',', '(', '[', ';', '>', '.']).map_or(0, |at| at + 1);
            let words = bare.get(start..)?.trim_start();
            if words.len() > LABEL_ROOM {
                return None;
            }
            let near = |words: &str| index().near_label(&text::folded(words));
            let language = near(words).or_else(|| without_joint(words).and_then(near))?;
            let label = Span::new(floor + bare.len() - words.len(), floor + bare.len());
            Some((at, (label, language.tag(), DateLabel::Access)))
        })
    }

    /// A full date behind the address that ends the entry: alone ("https://… [06.05.2022]."), or behind a few words of any
    /// language that stand with it in brackets, or where another date was given before the address.
    fn bare(&self) -> Option<usize> {
        self.dates.iter().position(|(date, span)| {
            let floor = self.behind_link(span.start());
            let before = self.raw.get(floor..span.start()).unwrap_or_default();
            let after = self.raw.get(span.end()..).unwrap_or("x");
            if floor == 0 || !is_full(date) || after.contains(char::is_alphanumeric) {
                return false;
            }
            let words = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
            let other = self.label_before(*span).is_some_and(|(.., kind)| kind == DateLabel::Other);
            let enclosed = before.trim_start().starts_with(['(', '[']);
            let second = self.dates.first().is_some_and(|(_, earlier)| earlier.end() <= floor);
            words == 0 || words <= MOST_WORDS && !other && (enclosed || second && !before.contains('.'))
        })
    }

    /// "(Accessed: n.d.)", "(Erişim Tarihi: )", "(Accessed: 16.102023)": the label is there, a day is not.
    fn unread(&mut self) -> Option<Field<Date>> {
        let last = self.links.last()?.end();
        let rest = self.raw.get(last..)?;
        let opening = [' ', ',', '.', '(', '[', ';', '>', '\n', '\r', '\u{00A0}'];
        let lead = rest.len() - rest.trim_start_matches(opening).len();
        let folded = text::fold(rest.get(lead..text::floor(rest, lead + LABEL_ROOM))?);
        let (length, _) = index().label_at(&folded.text)?;
        let label = folded.source(0, length).shifted(last + lead);
        let behind = self.raw.get(label.end()..)?;
        let slot = behind.get(..behind.find([')', ']']).unwrap_or(behind.len()))?;
        let words = slot.trim_matches([' ', ':', ';', '\n', '\r', '\u{00A0}']);
        let undated = index().undated(&text::folded(words)).is_some();
        let reading = if undated { Reading::Undated } else { Reading::Unreadable };
        // What holds nothing but digits, signs and a month was meant for a day; without a colon "(Access)" may say more.
        let colon = slot.trim_start().starts_with([':', ';']) || folded.text.get(..length)?.contains(' ');
        let empty = !words.contains(char::is_alphanumeric);
        let closed = behind.len() > slot.len() || empty;
        let told = undated || closed && if empty { colon } else { is_garbled(words) };
        let words_at = label.end() + slot.find(words).unwrap_or(0);
        let place = match words.contains(char::is_alphanumeric) && told {
            true => Span::new(words_at, words_at + words.len()),
            false => label,
        };
        self.covered.push(label);
        if told {
            self.covered.push(place);
            let end = label.end() + slot.len();
            self.dates.retain(|(_, span)| span.start() < label.start() || span.start() >= end);
        }
        let date = Date { reading, order: None, weekday: None };
        Some(Field::new(date, place, if told { Sure::Likely } else { Sure::Guess }))
    }
}

/// Whether a date names a day, be it one that does not exist or that can be read in two ways.
fn is_full(date: &Date) -> bool {
    match date.reading {
        Reading::Part(part) => part.day.is_some(),
        Reading::Interval(..) | Reading::Undated | Reading::Unreadable => false,
        _ => true,
    }
}

/// Without the small word at the end.
fn without_joint(words: &str) -> Option<&str> {
    let (rest, last) = words.rsplit_once([' ', '\u{00A0}'])?;
    let rest = rest.trim_end_matches([' ', ':', '\u{00A0}']);
    index().is_label_joint(last).then_some(rest)
}

/// Whether words hold nothing but digits, signs, letters that stand for digits, and the name of a month; and enough of
/// them for a date with its year.
fn is_garbled(words: &str) -> bool {
    let digit = |c: char| day::is_digit(c) || matches!(c, 'X' | 'x' | 'Х' | 'х');
    let blank = |word: &str| word.chars().all(|c| digit(c) || matches!(c, 'Y' | 'G' | 'A'));
    let mut pieces = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.len() <= SLOT_ROOM
        && words.chars().filter(|c| digit(*c)).count() > 4
        && pieces.all(|word| {
            word.contains(day::is_digit) || blank(word) || index().month(&text::folded(word)).is_some()
        })
}
