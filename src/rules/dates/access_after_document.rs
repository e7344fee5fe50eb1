//! A source was read after the day that the draft gives itself.
//!
//! # Why
//! A draft of March cannot cite what was read in May: the access date is mistyped, or the draft's own date was never renewed.
//!
//! The day is that of the front matter, of the page, or of the last change that a word processor stored. One day of grace
//! covers time zones. Pages and posts are often mended without a new date: of them it is only told as an info.
//!
//! # Fires
//! ```text format=markdown
//! ---
//! title: Ports
//! date: 2024-03-12
//! ---
//!
//! Ports grew.[^1]
//!
//! [^1]: “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.05.2024).
//! ```
//!
//! # Silent
//! ```text format=markdown
//! ---
//! title: Ports
//! date: 2024-03-12
//! lastmod: 2024-05-04
//! ---
//!
//! Ports grew.[^1]
//!
//! [^1]: “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.05.2024).
//! ```
//!
//! # Source
//! ISO 690, 8.5.4: the date of citation is a day on which the work was consulted by its author.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, Sure};
use crate::text;

/// A day of access behind the day of the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the day of access, {date}, lies behind the day of the draft")]
pub struct AccessAfterDocument {
    #[serde(skip)]
    label: Label,
    /// The day of access as typed.
    pub date: String,
    /// The day it was read.
    pub accessed: NaiveDate,
    /// The day of the draft.
    pub draft: NaiveDate,
}

impl Rule for AccessAfterDocument {
    type Options = ();
    const META: Meta = Meta::new("IB416", "access-after-document", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let Some(dated) = draft.dated() else { return };
        let latest = dated.checked_add_days(Days::new(1)).unwrap_or(dated);
        // A day that is still to come is told as that.
        let ahead = |day: NaiveDate| draft.today.is_some_and(|today| day > today);
        let late = draft.citations().filter_map(|(_, cite, citation)| {
            let field = citation.accessed.as_ref()?;
            let accessed = field.value.day().filter(|day| *day > latest && !ahead(*day))?;
            Some((cite, field, accessed))
        });
        let late: Vec<_> = late.collect();
        let message = format!("{} days of access lie behind the day of the draft", late.len());
        let help = "correct the access date, or renew the date of the draft";
        let group = out.open_group(late.len(), message, Some(help.to_owned()));
        for (cite, field, accessed) in late {
            let date = text::squeeze(field.span.of(draft.text()));
            let label = draft.label(cite.note);
            let finding = out.report(field.span, AccessAfterDocument { label, date, accessed, draft: dated });
            if draft.document.format.is_text() {
                finding.at_most(Severity::Info);
            }
            finding
                .note(cite.note)
                .sure(field.sure)
                .sure(Sure::Likely)
                .group(group)
                .label(format!("the draft is of {dated}"))
                .help(help);
        }
    }
}
