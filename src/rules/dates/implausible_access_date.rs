//! A source of the web was read before there was a web, or in another age.
//!
//! # Why
//! A digit of the year is wrong: 1023 for 2023.
//!
//! Days before 1995 are reported, and without a day to compare with those of 2145 and later; a day that is still to come is
//! told by another rule. Years of other calendars (1402, 1445) stay as they are.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 16.10.1023).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 16.10.1996).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/r, (Erişim Tarihi: 16.07.1402).
//! ```
//!
//! # Source
//! Wikipedia’s citation module takes no day of access before 2001, the year it was founded; the web is some years older.

use chrono::NaiveDate;
use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::Label;
use crate::text;

/// A day on which nobody read a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: nobody read a page on {date}")]
pub struct ImplausibleAccessDate {
    #[serde(skip)]
    label: Label,
    /// The date as typed.
    pub date: String,
    /// The day it means.
    pub accessed: NaiveDate,
}

impl Rule for ImplausibleAccessDate {
    type Options = ();
    const META: Meta = Meta::new("IB404", "implausible-access-date", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (_, cite, citation) in draft.citations() {
            let Some(field) = citation.accessed.as_ref().filter(|_| citation.link.is_some()) else {
                continue;
            };
            let Some(accessed) = field.value.day().filter(|day| draft.is_implausible(*day)) else { continue };
            let date = text::squeeze(field.span.of(draft.text()));
            out.report(field.span, ImplausibleAccessDate { label: draft.label(cite.note), date, accessed })
                .note(cite.note)
                .sure(field.sure)
                .label("which year?");
        }
    }
}
