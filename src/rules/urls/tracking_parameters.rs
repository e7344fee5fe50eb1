//! An address carries parameters that only track its reader.
//!
//! # Why
//! They tell who shared the link and change nothing on the page; readers who follow it are counted under another's name.
//!
//! The list is closed. Other parameters, their order and the fragment stay, and an address in an archive is left alone: it is
//! found by all of its letters.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p?id=4&utm_source=mail#top, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p?id=4&v=2&ref=front, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://web.archive.org/web/20240101000000/https://harbour.example/r?utm_source=mail,
//! (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! The parameters that Firefox strips, and those of newsrooms.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Label, LinkFault};
use crate::text;

/// An address that tracks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the address tracks its reader ({})", .parameters.join(", "))]
pub struct TrackingParameters {
    #[serde(skip)]
    label: Label,
    /// The names of the parameters, each once.
    pub parameters: Vec<String>,
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for TrackingParameters {
    type Options = ();
    const META: Meta = Meta::new("IB506", "tracking-parameters", Severity::Info).fix(FixKind::Safe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        // What a chatbot or a redirect added goes with the whole of it, and is told there.
        let told = [LinkFault::AiReferrer, LinkFault::Redirector, LinkFault::Search];
        let found: Vec<_> = draft
            .addresses()
            .filter(|address| {
                address.has(LinkFault::Tracking) && !told.iter().any(|fault| address.has(*fault))
            })
            .collect();
        let labels: Vec<Label> = found.iter().map(|address| draft.label(address.note())).collect();
        let message = format!("notes {}: addresses track their reader", text::listed(&labels, MOST_NAMED));
        let group =
            out.open_group(found.len(), message, Some("`ibidem fix` deletes the parameters".to_owned()));
        for address in found {
            let fault =
                TrackingParameters { label: draft.label(address.note()), parameters: address.tracking() };
            out.report(address.span(), fault)
                .note(address.note())
                .group(group)
                .label("it has parameters that name no page")
                .help("`ibidem fix` deletes the parameters")
                .fix(PendingFix {
                    safety: Safety::Safe,
                    message: "delete the parameters that track".to_owned(),
                    edits: address.noise(),
                });
        }
    }
}
