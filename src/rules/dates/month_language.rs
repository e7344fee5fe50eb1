//! The month of an access date is in another language than its label.
//!
//! # Why
//! "Accessed: 16 Ekim 2023" was half translated.
//!
//! Titles and days of publication keep the language of their source. Where the label itself is in the wrong language, that is
//! told instead.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 16 Ekim 2023).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Limanlar”, Kıyı Postası, 12 Ekim 2023, https://kiyi.example/p, (Accessed: 16 October 2023).
//!
//! [2] „Kai“, Hafenblatt, https://hafenblatt.example/k (abgerufen am 16. August 2023).
//! ```
//!
//! # Source
//! Wikipedia’s citation module takes months in the language of its page only.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::Label;

/// A month in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: “{month}” is {month_language}, the label before it {label_language}")]
pub struct MonthLanguage {
    #[serde(skip)]
    label: Label,
    /// The month as typed.
    pub month: String,
    /// The name of its language.
    pub month_language: &'static str,
    /// The name of the label's language.
    pub label_language: &'static str,
}

impl Rule for MonthLanguage {
    type Options = ();
    const META: Meta = Meta::new("IB413", "month-language", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (_, cite, citation) in draft.citations() {
            let Some((label, _)) = citation.access_label.filter(|(label, _)| !draft.label_is_foreign(*label))
            else {
                continue;
            };
            let Some((span, month_language, label_language)) = draft.foreign_month(citation) else {
                continue;
            };
            let month = span.of(draft.text()).to_owned();
            let fault =
                MonthLanguage { label: draft.label(cite.note), month, month_language, label_language };
            out.report(span, fault).note(cite.note).label(format!("the month in {label_language}?")).related(
                "the label",
                Some(cite.note),
                label,
            );
        }
    }
}
