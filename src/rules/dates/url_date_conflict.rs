//! A page was read before the day that its address gives.
//!
//! # Why
//! Newsrooms put the day of publication into the path. Nobody can have read the page before it; the access date is mistyped,
//! or the address belongs to another page.
//!
//! Only a full year, month and day count, with a day of grace, and no calendar of events. Where the entry itself gives a day of
//! publication that lies behind the access date, that is told instead.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/2023/10/20/ports-grow, (Accessed: 16.10.2023).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/2023/10/ports-grow, (Accessed: 16.09.2023).
//!
//! [2] “Rails Meet”, Harbour Daily, https://harbour.example/events/2023/10/20/rails, (Accessed: 16.10.2023).
//! ```
//!
//! # Source
//! The paths of newsrooms and of WordPress (`/%year%/%monthnum%/%day%/`).

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, Sure};
use crate::text;

/// A day of access before the day in the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the day of access, {date}, lies before the day in the address")]
pub struct UrlDateConflict {
    #[serde(skip)]
    label: Label,
    /// The day of access as typed.
    pub date: String,
    /// The day it was read.
    pub accessed: NaiveDate,
    /// The day in the address.
    pub address: NaiveDate,
}

impl Rule for UrlDateConflict {
    type Options = ();
    const META: Meta = Meta::new("IB417", "url-date-conflict", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for address in draft.addresses() {
            let Some(field) = &address.citation.accessed else { continue };
            let Some(accessed) = field.value.day().filter(|day| !draft.is_implausible(*day)) else {
                continue;
            };
            let Some((day, place)) = address.day() else { continue };
            let before =
                |later: NaiveDate| accessed.checked_add_days(Days::new(1)).is_some_and(|grace| grace < later);
            let issued = address.citation.issued.as_ref().and_then(|issued| issued.value.day());
            if !before(day) || issued.is_some_and(before) {
                continue;
            }
            let date = text::squeeze(field.span.of(draft.text()));
            let fault = UrlDateConflict { label: draft.label(address.note()), date, accessed, address: day };
            out.report(field.span, fault)
                .note(address.note())
                .sure(field.sure)
                .sure(Sure::Likely)
                .label(format!("before {day}"))
                .related("the day in the address", Some(address.note()), place)
                .help("correct the access date, or the address");
        }
    }
}
