//! Facts about dates: how they are written, behind which words, and what else the entry says of days.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::Draft;
use crate::lang::LanguageId;
use crate::lang::index::index;
use crate::model::{Citation, Cite, Date, DateOrder, Field, Reading};
use crate::span::Span;
use crate::text;

/// How a day is written, apart from leading zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DateShape {
    /// The sign between its numbers; `None` where the month is a word.
    sign: Option<char>,
    first: First,
}

/// What a written day begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum First {
    Day,
    Month,
    Year,
}

impl DateShape {
    /// A day in this shape, where every reader takes it for that day: with dots, or the year first.
    pub(crate) fn write(self, day: NaiveDate, padded: bool) -> Option<String> {
        let (year, month, date) = (day.year(), day.month(), day.day());
        let (month, date) = match padded {
            true => (format!("{month:02}"), format!("{date:02}")),
            false => (month.to_string(), date.to_string()),
        };
        match (self.sign, self.first) {
            (Some('.'), First::Day) => Some(format!("{date}.{month}.{year}")),
            (Some(sign), First::Year) => Some(format!("{year}{sign}{month}{sign}{date}")),
            _ => None,
        }
    }
}

/// An access date that is a day, and how it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WrittenDay<'d> {
    pub(crate) cite: &'d Cite,
    pub(crate) field: &'d Field<Date>,
    pub(crate) day: NaiveDate,
    pub(crate) shape: DateShape,
    /// The tag of its label's language.
    pub(crate) tag: &'static str,
    /// Whether it is nothing but numbers and signs: no weekday, no time.
    pub(crate) plain: bool,
    /// Whether one digit stands alone in it.
    pub(crate) single_digit: bool,
}

/// A label before an access date, behind an address.
#[derive(Debug, Clone)]
pub(crate) struct WrittenLabel<'d> {
    pub(crate) cite: &'d Cite,
    pub(crate) span: Span,
    pub(crate) tag: &'static str,
    /// As it is compared.
    pub(crate) folded: String,
    /// What stands between the label and the date.
    pub(crate) joint: &'d str,
}

/// What most of some things have in common, where that is clear: two thirds of at least three.
pub(crate) fn majority<K: Ord + Clone>(keys: impl Iterator<Item = K>) -> Option<K> {
    let mut counts: BTreeMap<K, usize> = BTreeMap::new();
    let mut all = 0;
    for key in keys {
        *counts.entry(key).or_default() += 1;
        all += 1;
    }
    let (key, most) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (all >= 3 && most * 3 >= all * 2).then_some(key)
}

/// Words that differ from a label in more letters are another word.
const MOST_SLIPS: usize = 2;

/// The first page of the web that anybody cites is not older.
const FIRST_YEAR: i32 = 1995;

/// Nobody reads that far ahead.
const YEARS_OF_THE_WEB: i32 = 150;

/// Each word behind the first with a capital.
fn capitalised(rest: &str, tag: &str) -> String {
    let mut out = String::with_capacity(rest.len());
    let mut begins = false;
    for c in rest.chars() {
        match c {
            'i' if begins && tag == "tr" => out.push('İ'),
            _ if begins => out.extend(c.to_uppercase()),
            _ => out.push(c),
        }
        begins = c == ' ';
    }
    out
}

impl Draft<'_> {
    /// Whether no page can have been read on a day, whatever the day of the check. A day ahead of a known today is told as
    /// that.
    pub(crate) fn is_implausible(&self, day: NaiveDate) -> bool {
        day.year() < FIRST_YEAR || (self.today.is_none() && day.year() >= FIRST_YEAR + YEARS_OF_THE_WEB)
    }

    /// The access dates that are days, with the shape of each.
    pub(crate) fn written_days(&self) -> Vec<WrittenDay<'_>> {
        let days = self.citations().filter_map(|(_, cite, citation)| {
            let field = citation.accessed.as_ref()?;
            let (_, tag) = citation.access_label?;
            let day = field.value.day()?;
            let typed = field.span.of(self.text());
            let first = match field.value.order? {
                DateOrder::Dmy => First::Day,
                DateOrder::Mdy => First::Month,
                DateOrder::Ymd => First::Year,
            };
            // The weekday is no part of the shape, and one letter divides a day and its hour.
            let date = match field.value.weekday {
                Some(_) => typed.trim_start_matches(|c: char| !c.is_numeric() && c != ' ').trim_start(),
                None => typed,
            };
            let named = date.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1);
            let sign = if named { None } else { date.chars().find(|c| !c.is_numeric()) };
            let plain = typed.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '/'));
            let single_digit = typed.split(|c: char| !c.is_numeric()).any(|digits| digits.len() == 1);
            Some(WrittenDay { cite, field, day, shape: DateShape { sign, first }, tag, plain, single_digit })
        });
        days.collect()
    }

    /// Whether some access date of the draft is not one day beyond doubt.
    pub(crate) fn doubts_a_day(&self) -> bool {
        self.citations().filter_map(|(_, _, citation)| citation.accessed.as_ref()).any(|field| {
            matches!(field.value.reading, Reading::Ambiguous { .. } | Reading::TwoDigitYear { .. })
        })
    }

    /// The labels that stand behind an address and before a date, in the language of the text where that is known.
    pub(crate) fn written_labels(&self) -> Vec<WrittenLabel<'_>> {
        let labels = self.citations().filter_map(|(_, cite, citation)| {
            let (span, tag) = citation.access_label?;
            let (field, link) = (citation.accessed.as_ref()?, citation.link.as_ref()?);
            let joint = self.text().get(span.end()..field.span.start())?;
            let foreign = self.language().is_some_and(|language| !self.label_is_in(span, language));
            let folded = text::folded(span.of(self.text()));
            let known = link.span.end <= span.start && self.is_label(span) && !foreign;
            known.then_some(WrittenLabel { cite, span, tag, folded, joint })
        });
        labels.collect()
    }

    /// Whether words are a label of an access date as it is spelt.
    pub(crate) fn is_label(&self, span: Span) -> bool {
        let folded = text::folded(span.of(self.text()));
        index().label_before(&folded).is_some_and(|(start, _)| start == 0)
            || index().label_after(&folded).is_some()
    }

    /// The label of a language that mistyped words come closest to, its first letter as typed.
    pub(crate) fn label_meant(&self, span: Span, tag: &str) -> Option<String> {
        let typed = span.of(self.text());
        let (folded, bare) = (text::folded(typed), text::skeleton(typed));
        let known = LanguageId::from_tag(tag)?.get().access_labels.iter();
        let near = known.filter_map(|label| {
            let plain = text::skeleton(label) == bare;
            let steps = if plain {
                Some(0)
            } else {
                text::distance_within(&folded, &text::folded(label), MOST_SLIPS)
            };
            Some((steps?, *label))
        });
        let (_, label) = near.min()?;
        let mut letters = label.chars();
        let first = letters.next()?;
        let first = match typed.starts_with(char::is_uppercase) {
            true if first == 'i' && tag == "tr" => "İ".to_owned(),
            true => first.to_uppercase().collect(),
            false => first.to_string(),
        };
        // "Erisim Tarihi": each word as the writer began it.
        let rest = letters.as_str();
        let capitals = typed.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase));
        let rest = if capitals { capitalised(rest, tag) } else { rest.to_owned() };
        Some(first + &rest)
    }

    /// Whether the label of an access date is in another language than the text, which is told of the label.
    pub(crate) fn label_is_foreign(&self, label: Span) -> bool {
        self.language().is_some_and(|language| !self.label_is_in(label, language))
    }

    /// The word in a date that names a month, and its languages, where the language of the label is none of them.
    pub(crate) fn foreign_month(&self, citation: &Citation) -> Option<(Span, &'static str, &'static str)> {
        let (label, tag) = citation.access_label?;
        let field = citation.accessed.as_ref()?;
        let typed = field.span.of(self.text());
        let language = LanguageId::from_tag(tag)?;
        let mut at = 0;
        for word in typed.split(|c: char| !c.is_alphabetic() && !('\u{0300}'..='\u{036F}').contains(&c)) {
            let start = at;
            at += word.len();
            at += typed.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            let known = index().month_languages(&text::folded(word));
            let foreign = !known.contains(&language) && !known.iter().any(|l| self.label_is_in(label, *l));
            if let (true, Some(of)) = (foreign, known.first()) {
                let span = Span::new(start, start + word.len()).shifted(field.span.start());
                return Some((span, of.get().name, language.get().name));
            }
        }
        None
    }

    /// Whether a label stands before a bracket that is still to be filled: "(Erişim Tarihi: )".
    pub(crate) fn is_left_empty(&self, label: Span) -> bool {
        let rest = self.text().get(label.end()..).unwrap_or_default();
        let behind = rest.strip_prefix(':').unwrap_or_default();
        !behind.is_empty() && behind.trim_start_matches(text::is_blank).starts_with([')', ']'])
    }

    /// Whether a date as typed holds a number at all.
    pub(crate) fn has_digit(&self, date: Span) -> bool {
        date.of(self.text()).contains(|c: char| c.is_ascii_digit())
    }

    /// Whether nothing of a date follows it: it ends at a bracket, a full stop or the end of its note.
    pub(crate) fn date_ends(&self, cite: &Cite, date: Span) -> bool {
        let rest = self.text().get(date.end()..cite.span.end()).unwrap_or_default();
        let rest = rest.trim_start_matches(['*', '_']);
        let stopped = rest.strip_prefix('.').unwrap_or(rest);
        rest.starts_with([')', ']']) || stopped.trim().is_empty()
    }

    /// Whether a date stands behind a sign, and not at the end of a name such as "Mail on Sunday".
    pub(crate) fn stands_apart(&self, date: Span) -> bool {
        let before = self.text().get(..date.start()).unwrap_or_default().trim_end();
        before.is_empty() || before.ends_with([',', ';', ':', '(', '[', '.', '”', '"', '»'])
    }

    /// Whether the draft's own sure dates with slashes or hyphens say, two thirds of them, which number is the day.
    pub(crate) fn shows_an_order(&self) -> bool {
        let fields = self.citations().flat_map(|(_, _, citation)| [&citation.issued, &citation.accessed]);
        let (mut day_first, mut month_first) = (0usize, 0usize);
        for field in fields.flatten().filter(|field| field.value.day().is_some()) {
            let typed = field.span.of(self.text());
            if typed.contains(char::is_alphabetic) || typed.contains('.') {
                continue;
            }
            match field.value.order {
                Some(DateOrder::Dmy) => day_first += 1,
                Some(DateOrder::Mdy) => month_first += 1,
                _ => {}
            }
        }
        let (most, all) = (day_first.max(month_first), day_first + month_first);
        all > 0 && most * 3 >= all * 2
    }

    /// Whether every reader takes a date with slashes day first: the label or the text is in a language other than English.
    pub(crate) fn reads_day_first(&self, citation: &Citation) -> bool {
        let english = LanguageId::from_tag("en");
        let label = citation.access_label.and_then(|(_, tag)| LanguageId::from_tag(tag));
        (label.is_some() && label != english) || (self.language().is_some() && self.language() != english)
    }
}
