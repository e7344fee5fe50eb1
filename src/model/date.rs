//! Dates as writers type them. A date that can be read in two ways is not a date, and nothing here picks one.

use std::fmt;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

/// The order of day, month and year in a typed date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// 16.10.2023
    Dmy,
    /// 10/16/2023
    Mdy,
    /// 2023-10-16
    Ymd,
}

/// A year, with a month or a day where they are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partial {
    /// Gregorian year.
    pub year: i32,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
}

impl Partial {
    /// Its first day; `None` where the calendar has none.
    pub fn first_day(&self) -> Option<NaiveDate> {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        NaiveDate::from_ymd_opt(self.year, month.into(), day.into())
    }
}

impl fmt::Display for Partial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// What a typed date means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reading {
    /// One day.
    Day(NaiveDate),
    /// A month, a season or a year.
    Part(Partial),
    /// From one to the other.
    Interval(Partial, Partial),
    /// 04/05/2024: two real days, and nothing says which.
    Ambiguous {
        /// Read day first.
        day_first: NaiveDate,
        /// Read month first.
        month_first: NaiveDate,
    },
    /// No such day in the calendar.
    Impossible {
        /// As typed.
        year: i32,
        /// As typed; may lie beyond 12.
        month: u8,
        /// As typed; may lie beyond 31.
        day: u8,
        /// The day it would be with day and month swapped.
        swapped: Option<NaiveDate>,
    },
    /// 5.3.24
    TwoDigitYear {
        /// 1 to 31.
        day: u8,
        /// 1 to 12.
        month: u8,
        /// 0 to 99.
        year: u8,
    },
    /// A day of another calendar (1402, 1445): read, never converted.
    OtherCalendar,
    /// "n.d.", "t.y.", "o. J.": the entry says that there is none.
    Undated,
    /// A label of access, and no date that could be read behind it: "16.102023", "XX.XX.2024", nothing.
    Unreadable,
}

/// A date of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// What it means.
    pub reading: Reading,
    /// The order it was typed in, where it has one.
    pub order: Option<DateOrder>,
    /// The weekday typed before it, 1 = Monday.
    pub weekday: Option<u8>,
}

impl Date {
    /// The day, if it is one beyond doubt.
    pub fn day(&self) -> Option<NaiveDate> {
        match self.reading {
            Reading::Day(day) => Some(day),
            _ => None,
        }
    }

    /// The days it could mean, where it can be read in two ways.
    pub fn alternatives(&self) -> Vec<NaiveDate> {
        match self.reading {
            Reading::Ambiguous { day_first, month_first } => vec![day_first, month_first],
            Reading::TwoDigitYear { day, month, year } => [1900, 2000]
                .into_iter()
                .filter_map(|century| {
                    NaiveDate::from_ymd_opt(century + i32::from(year), month.into(), day.into())
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The date in ISO 8601 (EDTF for intervals); `None` where it is not one date.
    pub fn iso(&self) -> Option<String> {
        match self.reading {
            Reading::Day(day) => Some(day.to_string()),
            Reading::Part(part) => Some(part.to_string()),
            Reading::Interval(from, to) => {
                let real = from.first_day().is_some() && to.first_day().is_some();
                real.then(|| format!("{from}/{to}"))
            }
            _ => None,
        }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.iso().serialize(serializer)
    }
}
