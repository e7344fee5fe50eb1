//! A source was read before it was published.
//!
//! # Why
//! One of the two days is mistyped, and the reader cannot know which.
//!
//! Only full days are compared, with a day of grace for time zones. Speeches, meetings and laws are announced ahead and are
//! passed over.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, 10 May 2024, https://harbour.example/p, (Accessed: 03.05.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, 10 May 2024, https://harbour.example/p, (Accessed: 09.05.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, May 2024, https://harbour.example/r, (Accessed: 03.05.2024).
//! ```
//!
//! # Source
//! Wikipedia’s citation module bounds access dates by the calendar and by today, not by the publication; this closes the gap.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Kind, Label};
use crate::text;

/// A day of access before the day of publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the day of access, {date}, lies before the day of publication")]
pub struct AccessBeforePublication {
    #[serde(skip)]
    label: Label,
    /// The day of access as typed.
    pub date: String,
    /// The day it was read.
    pub accessed: NaiveDate,
    /// The day it was published.
    pub issued: NaiveDate,
}

impl Rule for AccessBeforePublication {
    type Options = ();
    const META: Meta = Meta::new("IB403", "access-before-publication", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (_, cite, citation) in draft.citations() {
            let (Some(read), Some(published)) = (&citation.accessed, &citation.issued) else { continue };
            let (Some(accessed), Some(issued)) = (read.value.day(), published.value.day()) else { continue };
            let announced = matches!(
                citation.kind,
                Kind::Speech | Kind::Conference | Kind::Legislation | Kind::Treaty | Kind::Case
            );
            // The year itself is wrong, and another rule tells it.
            let implausible = draft.is_implausible(accessed);
            let early = accessed.checked_add_days(Days::new(1)).is_some_and(|grace| grace < issued);
            if announced || implausible || !early || citation.link.is_none() {
                continue;
            }
            let date = text::squeeze(read.span.of(draft.text()));
            let day = text::squeeze(published.span.of(draft.text()));
            let fault = AccessBeforePublication { label: draft.label(cite.note), date, accessed, issued };
            out.report(read.span, fault)
                .note(cite.note)
                .sure(read.sure)
                .sure(published.sure)
                .label(format!("published {day}"))
                .related("the day of publication", Some(cite.note), published.span)
                .help("one of the two days is mistyped");
        }
    }
}
