//! A day of access gives its year with two digits.
//!
//! # Why
//! 16.10.23 may be a day of 2023, and in a hurry 2016. Four digits leave no doubt.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 16.10.23).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow 16.10.23”, Harbour Daily, https://harbour.example/16.10.23, (Accessed: 16.10.2023).
//! ```
//!
//! # Source
//! Wikipedia’s citation module takes no year of two digits.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Label, Reading};
use crate::span::Span;
use crate::text;

/// A year that is cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: {date} gives its year with two digits")]
pub struct TwoDigitYear {
    #[serde(skip)]
    label: Label,
    /// The date as typed.
    pub date: String,
    /// The year that it most likely means.
    pub year: Option<u16>,
}

/// The first year of the web, in its century.
const FIRST_OF_THE_WEB: u8 = 95;

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for TwoDigitYear {
    type Options = ();
    const META: Meta = Meta::new("IB412", "two-digit-year", Severity::Info).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut found = Vec::new();
        for (_, cite, citation) in draft.citations() {
            let Some(field) = &citation.accessed else { continue };
            let Reading::TwoDigitYear { year, .. } = field.value.reading else { continue };
            found.push((cite, field, year));
        }
        let labels: Vec<Label> = found.iter().map(|(cite, ..)| draft.label(cite.note)).collect();
        let message = format!("notes {}: years of access have two digits", text::listed(&labels, MOST_NAMED));
        let group = out.open_group(found.len(), message, Some("write the year in full".to_owned()));
        for (cite, field, year) in found {
            let typed = field.span.of(draft.text());
            // Nobody read a page in 1924.
            let full = (year < FIRST_OF_THE_WEB).then_some(2000 + u16::from(year));
            let fault =
                TwoDigitYear { label: draft.label(cite.note), date: text::squeeze(typed), year: full };
            let finding = out.report(field.span, fault);
            finding.note(cite.note).sure(field.sure).group(group).label("which century?");
            finding.help(full.map_or("write the year in full".to_owned(), |full| format!("write {full}")));
            if full.is_some() && typed.ends_with(&format!("{year:02}")) {
                let place = Span::at(field.span.end() - 2);
                finding.fix(PendingFix::replace(Safety::Unsafe, "write the year in full", place, "20"));
            }
        }
    }
}
