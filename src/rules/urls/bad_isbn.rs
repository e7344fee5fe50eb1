//! An ISBN has a wrong digit, or too many or too few.
//!
//! # Why
//! No catalogue finds the book.
//!
//! Only a number behind the word ISBN is looked at. Some old books carry a misprinted one: then it is right as it is.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] Novak, Ada. Rivers of Trade. Leiden: Quay Press, 2017. ISBN 978-0-306-40615-8.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] Novak, Ada. Rivers of Trade. Leiden: Quay Press, 2017. ISBN 978-0-306-40615-7.
//!
//! [2] Novak, Ada. Rails of Trade. Leiden: Quay Press, 2019. No. 978-0-306-40615-8.
//! ```
//!
//! # Source
//! ISO 2108; biber and Wikipedia’s citation module compute the same digit.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Scheme, Severity};
use crate::model::{IdentifierFault, Label};

/// An ISBN that is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: {typed} is no ISBN")]
pub struct BadIsbn {
    #[serde(skip)]
    label: Label,
    /// The number as typed.
    pub typed: String,
    /// What is wrong with it.
    pub kind: IdentifierFault,
}

impl Rule for BadIsbn {
    type Options = ();
    const META: Meta = Meta::new("IB516", "bad-isbn", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (cite, span, fault) in draft.identifiers(Scheme::Isbn) {
            let Some(kind) = fault else { continue };
            let typed = span.of(draft.text()).to_owned();
            let digits = typed.chars().filter(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x')).count();
            let why = match kind {
                IdentifierFault::Length => format!("{digits} digits; an ISBN has 10 or 13"),
                _ => "the last digit does not fit".to_owned(),
            };
            out.report(span, BadIsbn { label: draft.label(cite.note), typed, kind })
                .note(cite.note)
                .label(why)
                .help("compare it with the book");
        }
    }
}
