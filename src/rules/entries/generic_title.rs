//! The title is that of an error page or of a whole site, not of the source.
//!
//! # Why
//! A program that fetches titles was shown a shield, a login or nothing at all. The source may have been another page.
//!
//! The whole title has to be one of a closed list, and an address has to stand beside it: a novel may be called "Home".
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Just a moment...”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Home Is Where the Harbour Is”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Ada Novak, “Home”, in Stories of the Coast (Leiden: Quay Press, 2017), 12.
//! ```
//!
//! # Source
//! Wikipedia's check `generic_title`; the list is in `known/titles.rs`.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::known::titles;
use crate::model::{Kind, Label, Sure};
use crate::text;

/// A title that is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: {} is no title of a source", text::quote(.title))]
pub struct GenericTitle {
    /// The number of the note.
    pub label: Label,
    /// The title as typed.
    pub title: String,
}

impl Rule for GenericTitle {
    type Options = ();
    const META: Meta = Meta::new("IB219", "generic-title", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (_, cite, citation) in draft.citations() {
            let Some(title) = citation.title.as_ref().filter(|title| title.sure == Sure::Certain) else {
                continue;
            };
            let web = citation.link.is_some() && citation.doi.is_none();
            let page =
                matches!(citation.kind, Kind::News | Kind::Web | Kind::Magazine | Kind::Post | Kind::Unknown);
            // A piece with an author has the title that its author gave it.
            if !web || !page || !citation.authors.is_empty() || !titles::is_of_no_page(draft.words(title)) {
                continue;
            }
            let fault = GenericTitle { label: draft.label(cite.note), title: draft.words(title).to_owned() };
            out.report(title.span, fault)
                .note(cite.note)
                .label("what a server says")
                .help("open the address and give the title of the page");
        }
    }
}
