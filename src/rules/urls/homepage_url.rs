//! An article is cited by the front page of its site.
//!
//! # Why
//! The front page is another one tomorrow, and the article is not on it.
//!
//! Only an entry with a quoted title and an outlet is an article. Where the title is the name of the site, the site itself is
//! the source, and so it may be where the host is a name below a site (`data.harbour.example`).
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow Again”, Harbour Daily, https://www.daily.example/, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Harbour Daily”, Harbour Press, https://www.harbourdaily.example/, (Accessed: 02.02.2024).
//!
//! [2] World Grain Index, https://www.grain.example, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! Wikipedia’s guide to citing sources: link the page, not the site.

use serde::Serialize;

use crate::draft::{Address, Draft, Findings, Meta, Rule, Severity};
use crate::model::{Kind, Label, LinkFault, Sure};
use crate::text;

/// A site in place of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the address is the front page of {host}")]
pub struct HomepageUrl {
    #[serde(skip)]
    label: Label,
    /// The host of the address.
    pub host: String,
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for HomepageUrl {
    type Options = ();
    const META: Meta = Meta::new("IB513", "homepage-url", Severity::Info);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let other = [LinkFault::PrivateHost, LinkFault::Lookalike];
        let found: Vec<_> = draft
            .addresses()
            .filter(|address| {
                address.has(LinkFault::HostOnly)
                    && !other.iter().any(|fault| address.has(*fault))
                    && names_an_article(draft, address)
            })
            .collect();
        let labels: Vec<Label> = found.iter().map(|address| draft.label(address.note())).collect();
        let message = format!("notes {}: the addresses are front pages", text::listed(&labels, MOST_NAMED));
        let help = "write the address of the article";
        let group = out.open_group(found.len(), message, Some(help.to_owned()));
        for address in found {
            let host = address.host().to_lowercase();
            let container = address.citation.container.as_ref();
            out.report(address.span(), HomepageUrl { label: draft.label(address.note()), host })
                .note(address.note())
                .sure(container.map_or(Sure::Certain, |container| container.sure))
                .group(group)
                .label("no page")
                .help(help);
        }
    }
}

/// Whether an entry cites an article: a quoted title that is not the name of the site or the outlet.
fn names_an_article(draft: &Draft<'_>, address: &Address<'_>) -> bool {
    let citation = address.citation;
    let title = citation.title.as_ref().filter(|title| title.sure == Sure::Certain);
    let (Some(title), Some(container)) = (title, &citation.container) else { return false };
    let (title, container) = (draft.words(title), draft.words(container));
    matches!(citation.kind, Kind::News | Kind::Web | Kind::Article | Kind::Magazine)
        && !title.contains(container)
        && !container.contains(title)
        && !address.is_named(title)
        && !address.is_below_a_site()
}
