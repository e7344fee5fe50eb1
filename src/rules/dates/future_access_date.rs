//! A source was read on a day that is still to come.
//!
//! # Why
//! The day or the year is mistyped; nobody can have read the page then.
//!
//! One day of grace covers time zones. Without a day to compare with, the rule is listed as skipped.
//!
//! # Fires
//! ```text today=2024-06-30
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.08.2024).
//! ```
//!
//! # Silent
//! ```text today=2024-06-30
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 01.07.2024).
//! ```
//!
//! # Source
//! Wikipedia's citation module, which allows up to two days.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Needs, Rule, Severity};
use crate::model::{Date, Label, Reading};
use crate::text;

/// A day of access that lies ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the day of access, {date}, is still to come")]
pub struct FutureAccessDate {
    #[serde(skip)]
    label: Label,
    /// The date as typed.
    pub date: String,
    /// The day it means.
    pub accessed: NaiveDate,
    /// The day it was compared with.
    pub today: NaiveDate,
}

impl Rule for FutureAccessDate {
    type Options = ();
    const META: Meta = Meta::new("IB402", "future-access-date", Severity::Warning).needs(Needs::Today);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let Some(today) = draft.today else { return };
        // Far east of the writer it is tomorrow already.
        let latest = today.checked_add_days(Days::new(1)).unwrap_or(today);
        for (_, cite, citation) in draft.citations() {
            let Some(field) = &citation.accessed else { continue };
            let Some(accessed) = first_day(&field.value).filter(|day| *day > latest) else { continue };
            let date = text::squeeze(field.span.of(draft.text()));
            out.report(field.span, FutureAccessDate { label: draft.label(cite.note), date, accessed, today })
                .note(cite.note)
                .sure(field.sure)
                .label(format!("today is {today}"));
        }
    }
}

/// The earliest day that a date of access can mean. Nobody read a page of the web in 1927.
fn first_day(date: &Date) -> Option<NaiveDate> {
    match date.reading {
        Reading::Day(day) => Some(day),
        Reading::Part(part) => part.first_day(),
        Reading::TwoDigitYear { day, month, year } => {
            NaiveDate::from_ymd_opt(2000 + i32::from(year), month.into(), day.into())
        }
        Reading::Ambiguous { day_first, month_first } => Some(day_first.min(month_first)),
        _ => None,
    }
}
