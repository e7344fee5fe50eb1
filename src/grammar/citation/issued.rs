//! When a work came out: the date that the front, the law or the body gives, and a closer one behind a year.

use super::{Reader, anchors, pieces};
use crate::grammar::date;
use crate::lang::index::{DateLabel, index};
use crate::model::{Date, Field, Reading, Sure, Text};
use crate::span::Span;
use crate::text;

impl Reader<'_> {
    /// The day or year of publication, where the front or the law did not give it: the first full date that no label
    /// claims, else the year in brackets, else the last one.
    pub(super) fn date_of_issue(&mut self) {
        let title = self.citation.title.as_ref().map(|title| title.span);
        if self.citation.issued.is_some() {
            self.closer_date();
            return;
        }
        let free = |span: Span| title.is_none_or(|title| !title.covers(span));
        let claimed = |span: Span| {
            self.label_before(span)
                .is_some_and(|(label, _, kind)| kind == DateLabel::Other && is_update(label.of(self.raw)))
        };
        let full = |date: &Date, span: Span| match date.reading {
            Reading::Part(part) => part.month.is_some(),
            // "Doc. 14/32/2021" is a number, not a day.
            Reading::Impossible { .. } => !span.of(self.raw).contains(['/', '-', '‑']),
            _ => true,
        };
        let bracketed = |span: Span| {
            self.raw
                .get(..span.start())
                .is_some_and(|before| before.trim_end().ends_with(['(', ',', ':', '[']))
                && self.raw.get(span.end()..).is_some_and(|after| after.starts_with([')', ']']))
        };
        let year = |date: &Date| matches!(date.reading, Reading::Part(_) | Reading::Interval(..));
        let usable: Vec<(Date, Span)> = self
            .dates
            .iter()
            .copied()
            .filter(|(_, span)| free(*span) && !claimed(*span) && !self.is_number(*span))
            .take(32)
            .collect();
        // "Chem. Commun., 1999, 1815–1816": behind a year two numbers are pages.
        let pages = |span: Span| {
            let range = pieces::is_range(span.of(self.raw));
            // No work of those years is out yet.
            let far = span
                .of(self.raw)
                .get(..4)
                .is_some_and(|year| year > "2099" && year.bytes().all(|b| b.is_ascii_digit()));
            let behind_year = || {
                usable.iter().any(|(_, before)| {
                    before.end() + 2 == span.start() && pieces::is_year(before.of(self.raw))
                })
            };
            range && (far || behind_year())
        };
        let found = usable
            .iter()
            .filter(|(_, span)| !pages(*span))
            .find(|(date, span)| full(date, *span))
            .or_else(|| usable.iter().rfind(|(date, span)| year(date) && bracketed(*span)))
            .or_else(|| usable.iter().rfind(|(date, span)| year(date) && !pages(*span)));
        match found {
            Some((date, span)) => {
                self.covered.push(*span);
                self.citation.issued = Some(Field::new(*date, *span, Sure::Likely));
                self.closer_date();
            }
            None => self.undated(),
        }
    }

    /// "The Independent, 30 September" behind a year in front; "2018. … 7, 3 (July 2018)"; "2019 Mar;9(1)".
    fn closer_date(&mut self) {
        let year = match self.citation.issued.as_ref().map(|issued| issued.value.reading) {
            Some(Reading::Part(part)) if part.month.is_none() => part.year,
            _ => return,
        };
        let title = self.citation.title.as_ref().map(|title| title.span);
        let closer = self.dates.iter().copied().find(|(date, span)| {
            let month =
                matches!(date.reading, Reading::Part(part) if part.year == year && part.month.is_some());
            let day = date.day().is_some_and(|day| chrono::Datelike::year(&day) == year);
            (month || day) && title.is_none_or(|title| span.start() >= title.end())
        });
        if let Some((date, span)) = closer.or_else(|| self.day_of_year(year)) {
            self.cover(span);
            self.words.retain(|words| !words.span.overlaps(span));
            self.citation.issued = Some(Field::new(date, span, Sure::Likely));
        }
    }

    /// Whether a date is part of a number that a field has taken ("Rapor No. 2019", "33/2014").
    pub(super) fn is_number(&self, span: Span) -> bool {
        let taken = [&self.citation.number, &self.citation.volume, &self.citation.issue, &self.citation.isbn];
        let inside = |field: &Field<Text>| field.span.covers(span);
        taken.into_iter().flatten().any(inside) || self.pages.iter().any(|pages| pages.value.covers(span))
    }

    /// A day and a month among the words of the body, read with the year given before.
    fn day_of_year(&self, year: i32) -> Option<(Date, Span)> {
        self.words.iter().filter(|words| words.span.len() <= 24).find_map(|words| {
            let said = words.span.of(self.raw);
            let month = |word: &str| index().month(&text::folded(word)).is_some();
            if !said.contains(|c: char| c.is_ascii_digit()) && !said.split([' ', '-', '–', '/']).any(month)
            {
                return None;
            }
            let dated = format!("{said} {year}");
            let (date, span) = date::dates(&dated, &[]).first().copied()?;
            let whole = span.start() == 0 && span.end() == dated.len();
            let part = matches!(date.reading, Reading::Part(part) if part.month.is_some());
            (whole && (part || matches!(date.reading, Reading::Day(_)))).then_some((date, words.span))
        })
    }

    /// "n.d.", "t.y.", "o. J.": the entry says that there is no date.
    fn undated(&mut self) {
        let found = self.words.iter().position(|words| anchors::is_undated(words.span.of(self.raw)));
        let Some(at) = found else { return };
        let words = self.words.remove(at);
        self.cover(words.span);
        let date = Date { reading: Reading::Undated, order: None, weekday: None };
        self.citation.issued =
            Some(Field::new(date, anchors::with_stop(self.raw, words.span), Sure::Certain));
    }
}

/// "Updated", "Stand", "Accepted": another day than that of publication or of the judgment.
fn is_update(label: &str) -> bool {
    const OF_ISSUE: &[&str] = &[
        "adopt",
        "arrêt",
        "beschl",
        "décid",
        "erschien",
        "issued",
        "judg",
        "karar",
        "mis en ligne",
        "post",
        "publ",
        "signed",
        "urteil",
        "veröff",
        "yay",
        "дата публ",
        "опубл",
        "постановл",
        "решен",
    ];
    let folded = text::folded(label);
    !OF_ISSUE.iter().any(|start| folded.contains(&text::folded(start)))
}
