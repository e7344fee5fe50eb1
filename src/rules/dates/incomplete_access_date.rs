//! A day of access is no day: a month, a year, or nothing behind its label.
//!
//! # Why
//! Pages change within a month. Only a day lets a reader find the version that was cited.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: October 2023).
//! ```
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Erişim Tarihi: ).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, October 2023, https://harbour.example/p, (Accessed: 16 October 2023).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/open-access, Open Access 2023.
//! ```
//!
//! # Source
//! Wikipedia’s citation module: an access date needs its day.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, Reading, Sure};
use crate::text;

/// Less than a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the access date gives no day")]
pub struct IncompleteAccessDate {
    #[serde(skip)]
    label: Label,
    /// The date as typed; empty where only the label stands there.
    pub date: String,
}

impl Rule for IncompleteAccessDate {
    type Options = ();
    const META: Meta = Meta::new("IB408", "incomplete-access-date", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (_, cite, citation) in draft.citations() {
            let (Some(field), Some(link)) = (&citation.accessed, &citation.link) else { continue };
            let label = draft.label(cite.note);
            let behind = field.span.start >= link.span.end;
            let date = match field.value.reading {
                Reading::Part(_) | Reading::Interval(..)
                    if behind && field.sure == Sure::Certain && draft.date_ends(cite, field.span) =>
                {
                    text::squeeze(field.span.of(draft.text()))
                }
                Reading::Undated if behind && draft.is_left_empty(field.span) => String::new(),
                Reading::Unreadable
                    if behind && field.sure >= Sure::Likely && !draft.has_digit(field.span) =>
                {
                    String::new()
                }
                _ => continue,
            };
            // An entry that breaks off is told as that.
            if draft.note(cite.note).is_some_and(|note| draft.is_cut_off(note)) {
                continue;
            }
            out.report(field.span, IncompleteAccessDate { label, date })
                .note(cite.note)
                .label("on which day?");
        }
    }
}
