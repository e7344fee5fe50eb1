//! A date names a day that is not in the calendar.
//!
//! # Why
//! 31 February is a slip for another day, and the reader cannot know which.
//!
//! Only dates of an entry are looked at: a version, a section or an address may look alike. A date that can be read in two
//! ways is never impossible in both. Behind the label of an access date, digits that make no date are reported as well.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 31.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew, says § 31.2 of the act.[1]
//!
//! [1] “Ports Grow 31.02.2024”, Harbour Daily, https://harbour.example/31.02.2024, (Accessed: 29.02.2024).
//! ```
//!
//! # Source
//! The Gregorian calendar; Wikipedia's date check.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, Reading};
use crate::text;

/// A day that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: {}", said(.date, .named.is_some()))]
pub struct ImpossibleDate {
    #[serde(skip)]
    label: Label,
    /// The date as typed.
    pub date: String,
    /// The day it names; nothing where it names none.
    #[serde(flatten)]
    pub named: Option<Named>,
}

/// A day that a date names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The year it names.
    pub year: i32,
    /// The month it names; may lie beyond 12.
    pub month: u8,
    /// The day it names; may lie beyond 31.
    pub day: u8,
}

fn said(date: &str, named: bool) -> String {
    match named {
        true => format!("{date} is not a day"),
        false => format!("the access date {date} cannot be read"),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Rule for ImpossibleDate {
    type Options = ();
    const META: Meta = Meta::new("IB401", "impossible-date", Severity::Error);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (_, cite, citation) in draft.citations() {
            for field in [&citation.issued, &citation.accessed].into_iter().flatten() {
                let Some((named, swapped)) = fault(field.value.reading) else { continue };
                // A label with nothing behind it is an incomplete date; half a date at the end of an entry was cut off.
                let cut = || draft.note(cite.note).is_some_and(|note| draft.is_cut_off(note));
                if named.is_none() && (!draft.has_digit(field.span) || cut()) {
                    continue;
                }
                let date = text::squeeze(field.span.of(draft.text()));
                let fault = ImpossibleDate { label: draft.label(cite.note), date, named };
                let finding = out.report(field.span, fault);
                let why = named.map_or("a day is wanted".to_owned(), |named| why(named.year, named.month));
                finding.note(cite.note).sure(field.sure).label(why);
                if let Some(swapped) = swapped {
                    finding.help(format!("with day and month swapped it is {swapped}"));
                }
            }
        }
    }
}

/// The day that a reading names and that does not exist, if it is at fault; and the day it would be with day and month
/// swapped.
fn fault(reading: Reading) -> Option<(Option<Named>, Option<chrono::NaiveDate>)> {
    match reading {
        Reading::Impossible { year, month, day, swapped } => {
            Some((Some(Named { year, month, day }), swapped))
        }
        Reading::Interval(from, to) => {
            let lost = [from, to].into_iter().find(|end| end.first_day().is_none())?;
            Some((Some(Named { year: lost.year, month: lost.month?, day: lost.day? }), None))
        }
        Reading::Unreadable => Some((None, None)),
        _ => None,
    }
}

/// "February 2024 has 29 days", "there is no month 13".
fn why(year: i32, month: u8) -> String {
    let name = usize::from(month).checked_sub(1).and_then(|index| MONTHS.get(index));
    let Some(name) = name else { return format!("there is no month {month}") };
    let days = (28..=31)
        .rev()
        .find(|day| chrono::NaiveDate::from_ymd_opt(year, month.into(), *day).is_some())
        .unwrap_or(31);
    format!("{name} {year} has {days} days")
}
