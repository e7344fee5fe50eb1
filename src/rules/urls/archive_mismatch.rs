//! A copy in an archive does not fit its note.
//!
//! # Why
//! The address of a copy tells when it was taken. A copy that is older than the article cannot show it, and one that is younger
//! than the day of access was not read that day.
//!
//! Only full days of the Wayback Machine are compared, with a day of grace. Where the page itself stands beside its copy, the
//! copy may be younger than the access.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://web.archive.org/web/20240510081530/https://harbour.example/p, (Accessed: 03.05.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, 2 July 2012, https://web.archive.org/web/20120704081530/https://harbour.example/p, (Accessed: 03.05.2024).
//! ```
//!
//! # Source
//! The Wayback Machine’s addresses; Wikipedia’s citation module compares the date of an archive with them.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Label, Sure};

/// What does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CopyFault {
    /// The address of the page is missing behind the time.
    WithoutPage,
    /// The digits are no time.
    NoTime,
    /// It was taken before the publication.
    BeforePublication,
    /// It was taken after the day of access.
    AfterAccess,
}

/// A copy that does not fit its note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: {}", what(*.kind))]
pub struct ArchiveMismatch {
    #[serde(skip)]
    label: Label,
    /// What does not fit.
    pub kind: CopyFault,
    /// The day the copy was taken.
    pub taken: Option<NaiveDate>,
}

fn what(kind: CopyFault) -> &'static str {
    match kind {
        CopyFault::WithoutPage => "the archived copy does not name its page",
        CopyFault::NoTime => "the archived copy gives a time that does not exist",
        CopyFault::BeforePublication => "the archived copy is older than the publication",
        CopyFault::AfterAccess => "the archived copy is younger than the day of access",
    }
}

impl Rule for ArchiveMismatch {
    type Options = ();
    const META: Meta = Meta::new("IB519", "archive-mismatch", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (cite, citation, link, copy) in draft.copies() {
            let later = |day: NaiveDate, than: NaiveDate| {
                than.checked_add_days(Days::new(1)).is_some_and(|grace| day > grace)
            };
            let issued = citation.issued.as_ref().and_then(|field| field.value.day());
            let accessed = citation.accessed.as_ref().and_then(|field| field.value.day());
            let accessed = accessed.filter(|day| !draft.is_implausible(*day));
            let own = citation.archive.is_none();
            let (kind, span) = match copy.taken {
                _ if copy.without_page => (CopyFault::WithoutPage, link.span),
                _ if copy.impossible => (CopyFault::NoTime, copy.stamp),
                Some(taken) if issued.is_some_and(|issued| later(issued, taken)) => {
                    (CopyFault::BeforePublication, copy.stamp)
                }
                Some(taken) if own && accessed.is_some_and(|accessed| later(taken, accessed)) => {
                    (CopyFault::AfterAccess, copy.stamp)
                }
                _ => continue,
            };
            let fault = ArchiveMismatch { label: draft.label(cite.note), kind, taken: copy.taken };
            let finding = out.report(span, fault);
            finding.note(cite.note).sure(Sure::Likely);
            match copy.taken {
                Some(taken) => finding.label(format!("taken on {taken}")),
                None => finding.label("see its address"),
            };
        }
    }
}
