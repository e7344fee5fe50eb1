//! A day of access can be read in two ways.
//!
//! # Why
//! 03/04/2023 is the third of April in London and the fourth of March in New York.
//!
//! Dates with dots are day first, a day above 12 or two equal numbers leave no doubt, and two thirds of the sure dates of a
//! draft settle the others. Behind a label, or in a text, that is not English every reader takes the day first.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 03/04/2023).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 03/04/2023).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/r, (Accessed: 16/04/2023).
//!
//! [3] “Le port”, Le Quai, https://quai.example/r (consulté le 03/04/2023).
//! ```
//!
//! # Source
//! ISO 8601 exists for this; Wikipedia’s citation module refuses dates with slashes.

use chrono::NaiveDate;
use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, Reading};
use crate::text;

/// A date that is two days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: {date} can be read in two ways")]
pub struct AmbiguousDate {
    #[serde(skip)]
    label: Label,
    /// The date as typed.
    pub date: String,
    /// Read day first.
    pub day_first: NaiveDate,
    /// Read month first.
    pub month_first: NaiveDate,
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for AmbiguousDate {
    type Options = ();
    const META: Meta = Meta::new("IB405", "ambiguous-date", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        if draft.shows_an_order() {
            return;
        }
        let mut found = Vec::new();
        for (_, cite, citation) in draft.citations() {
            let Some(field) = &citation.accessed else { continue };
            let Reading::Ambiguous { day_first, month_first } = field.value.reading else { continue };
            if !draft.reads_day_first(citation) {
                found.push((cite, field, day_first, month_first));
            }
        }
        let labels: Vec<Label> = found.iter().map(|(cite, ..)| draft.label(cite.note)).collect();
        let message = format!(
            "notes {}: the days of access can be read in two ways",
            text::listed(&labels, MOST_NAMED)
        );
        let help = "name the month, or write the year first";
        let group = out.open_group(found.len(), message, Some(help.to_owned()));
        for (cite, field, day_first, month_first) in found {
            let date = text::squeeze(field.span.of(draft.text()));
            let fault = AmbiguousDate { label: draft.label(cite.note), date, day_first, month_first };
            out.report(field.span, fault)
                .note(cite.note)
                .sure(field.sure)
                .group(group)
                .label(format!("{day_first} or {month_first}"))
                .help(help);
        }
    }
}
