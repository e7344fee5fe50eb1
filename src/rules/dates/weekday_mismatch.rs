//! A date names the wrong day of the week.
//!
//! # Why
//! Either the weekday or the number is mistyped, and the weekday is the one that people remember.
//!
//! Only full dates that can be read in one way are looked at. Before a day of publication the weekday is written out and stands
//! behind a sign: "The Sun" and "Mail on Sunday" are newspapers.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, Tuesday, 16 October 2023, https://harbour.example/p, (Accessed: 17.10.2023).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, Monday, 16 October 2023, https://harbour.example/p, (Accessed: 17.10.2023).
//!
//! [2] “Rails Follow”, Mail on Sunday, 16 October 2023, https://mail.example/r, (Accessed: 17.10.2023).
//! ```
//!
//! # Source
//! The Gregorian calendar.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::Label;
use crate::text;

/// A weekday that is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: {day} is a {weekday}")]
pub struct WeekdayMismatch {
    #[serde(skip)]
    label: Label,
    /// The date as typed, with its weekday.
    pub date: String,
    /// The day it means.
    pub day: NaiveDate,
    /// The weekday of that day.
    pub weekday: &'static str,
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A weekday in fewer letters is an abbreviation, or a name such as "Sun".
const SHORTEST_WEEKDAY: usize = 4;

impl Rule for WeekdayMismatch {
    type Options = ();
    const META: Meta = Meta::new("IB415", "weekday-mismatch", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (_, cite, citation) in draft.citations() {
            let dates = [(&citation.issued, false), (&citation.accessed, true)];
            for (field, labelled) in
                dates.into_iter().filter_map(|(field, known)| Some((field.as_ref()?, known)))
            {
                let (Some(day), Some(typed)) = (field.value.day(), field.value.weekday) else { continue };
                let date = text::squeeze(field.span.of(draft.text()));
                let letters = date.chars().take_while(|c| c.is_alphabetic()).count();
                let named = labelled || (letters >= SHORTEST_WEEKDAY && draft.stands_apart(field.span));
                let weekday = day.weekday();
                if !named || weekday.number_from_monday() == u32::from(typed) {
                    continue;
                }
                let weekday =
                    WEEKDAYS.get(weekday.num_days_from_monday() as usize).copied().unwrap_or_default();
                let fault = WeekdayMismatch { label: draft.label(cite.note), date, day, weekday };
                out.report(field.span, fault)
                    .note(cite.note)
                    .sure(field.sure)
                    .label(format!("a {weekday}"))
                    .help("correct the weekday or the day");
            }
        }
    }
}
