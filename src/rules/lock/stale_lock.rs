//! What was accepted under the name of this draft belongs to another draft or another version of the program.
//!
//! # Why
//! Hardly a note is known again: the file was replaced, or renamed over another. Nothing is compared then, and nothing protects
//! the notes until the draft is accepted anew.
//!
//! # Fires
//! ```text accepted
//! Ports grew on the coast.[1] Wagons stood still for a week.[2] Pilots went on strike.[3] Insurers raised the price.[4]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Wagons Stand Still”, Steppe Post, https://steppe.example/w, (Accessed: 02.02.2024).
//!
//! [3] “Pilots Strike”, Morning Post, https://post.example/s, (Accessed: 02.02.2024).
//!
//! [4] “Prices of Cover”, Broker Notes, https://broker.example/c, (Accessed: 02.02.2024).
//! ```
//!
//! ```text
//! Cranes rust.[1] Tides wait.[2] Gulls shout.[3] Ropes break.[4]
//!
//! [1] Selma Brandt, Night Work on the Docks, East Holm: Quay Press, 2008.
//!
//! [2] Jan Krüger, Getreide und Gleis, Hamburg: Kai, 2015.
//!
//! [3] Elena Rivas, Puertos del norte, Madrid: Faro, 2015.
//!
//! [4] Carla Moretti, Porti del nord, Trieste: Molo, 2015.
//! ```
//!
//! # Silent
//! ```text accepted
//! Ports grew on the coast.[1] Wagons stood still for a week.[2] Pilots went on strike.[3] Insurers raised the price.[4]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Wagons Stand Still”, Steppe Post, https://steppe.example/w, (Accessed: 02.02.2024).
//!
//! [3] “Pilots Strike”, Morning Post, https://post.example/s, (Accessed: 02.02.2024).
//!
//! [4] “Prices of Cover”, Broker Notes, https://broker.example/c, (Accessed: 02.02.2024).
//! ```
//!
//! ```text
//! Ports grew on the coast.[1] Wagons stood still for a week.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Wagons Stand Still”, Steppe Post, https://steppe.example/w, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! The lock files of package managers, which say so when they are out of date.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Needs, Rule, Severity};

/// A lock that says nothing of this draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}", match .written_by {
    Some(version) => format!("what was accepted of this draft was written by ibidem {version}"),
    None => "what was accepted under this name is another draft: hardly a note is the same".to_owned(),
})]
pub struct StaleLock {
    /// The version that wrote it, where that is the cause.
    pub written_by: Option<String>,
}

impl Rule for StaleLock {
    type Options = ();
    const META: Meta = Meta::new("IB806", "stale-lock", Severity::Info).needs(Needs::Lock);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let Some(changes) = &draft.changes else { return };
        let Some(first) = draft.notes.first() else { return };
        if changes.unrelated || changes.written_by.is_some() {
            let written_by = changes.written_by.clone().filter(|_| !changes.unrelated);
            out.report(first.span, StaleLock { written_by })
                .label("nothing is compared from here on")
                .help("read the draft, then accept it with `ibidem lock`");
        }
    }
}
