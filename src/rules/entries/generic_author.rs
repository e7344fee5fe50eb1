//! The author is the account or the desk that put the page up.
//!
//! # Why
//! "Admin" names nobody: an entry without an author says the same and looks for none.
//!
//! The whole name has to be one of a closed list.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] Admin, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] Ada Admin, “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Editorial Board, “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Wikipedia's check `generic_name`; the list is in `known/authors.rs`.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::known::authors;
use crate::model::Label;
use crate::text;

/// An author that is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: {} names nobody", text::quote(.author))]
pub struct GenericAuthor {
    /// The number of the note.
    pub label: Label,
    /// The name as typed.
    pub author: String,
}

impl Rule for GenericAuthor {
    type Options = ();
    const META: Meta = Meta::new("IB220", "generic-author", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (_, cite, citation) in draft.citations() {
            let generic =
                citation.authors.iter().find(|author| authors::is_byline(author.span.of(draft.text())));
            let Some(author) = generic else { continue };
            let typed = text::squeeze(author.span.of(draft.text()));
            out.report(author.span, GenericAuthor { label: draft.label(cite.note), author: typed })
                .note(cite.note)
                .sure(author.sure)
                .label("a desk, no author")
                .help("leave it out, or look for the author");
        }
    }
}
