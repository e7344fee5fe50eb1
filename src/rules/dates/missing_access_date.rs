//! A web entry gives no access date, although most of its siblings do.
//!
//! # Why
//! Pages change. Where a house gives the day a page was read, an entry without it cannot be checked.
//!
//! At least three web entries, and two thirds of them with a date, make it the habit of a draft. Only pages that may change
//! want one: books, articles, judgments and laws need none, nor does what a DOI names or an archive keeps.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] “Roads Wait”, Harbour Daily, https://harbour.example/r.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l.
//!
//! [3] “Roads Wait”, Harbour Daily, https://harbour.example/r.
//! ```
//!
//! # Options
//! `when`: `majority` (default), `always` or `never`.
//!
//! # Source
//! ISNAD 2 and MLA 9 ask for the day of access, Chicago 14.12 and APA 7 do not: the draft's own majority decides.

use serde::{Deserialize, Serialize};

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Field, Label, Link};

/// An entry without the day it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} gives no access date")]
pub struct MissingAccessDate {
    /// Its number.
    pub label: Label,
    /// How many web entries of the draft give one.
    pub with_date: usize,
    /// How many web entries the draft has.
    pub web_entries: usize,
}

/// When an access date is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// Where most web entries of the draft give one.
    #[default]
    Majority,
    /// For each web entry.
    Always,
    /// Not at all.
    Never,
}

/// What a house may set.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    when: When,
}

/// So few web entries show no habit.
const FEWEST_ENTRIES: usize = 3;

impl Rule for MissingAccessDate {
    type Options = Options;
    const META: Meta = Meta::new("IB407", "missing-access-date", Severity::Warning);

    fn check(draft: &Draft<'_>, options: &Options, out: &mut Findings<'_, Self>) {
        let (web, with) = (draft.survey.web, draft.survey.web_with_access);
        let wanted = match options.when {
            When::Majority => web >= FEWEST_ENTRIES && with * 3 >= web * 2,
            When::Always => true,
            When::Never => false,
        };
        if !wanted {
            return;
        }
        for (id, cite, citation) in draft.citations() {
            let Some(link) = &citation.link else { continue };
            if !draft.lacks_access_date(id, cite, citation) {
                continue;
            };
            // An entry that breaks off lost it with its end, and a label in the wrong encoding is not known as one.
            if draft
                .note(cite.note)
                .is_some_and(|note| draft.is_cut_off(note) || !draft.mojibake(note).is_empty())
            {
                continue;
            }
            let link: &Field<Link> = link;
            let fault =
                MissingAccessDate { label: draft.label(cite.note), with_date: with, web_entries: web };
            out.report(link.span, fault)
                .note(cite.note)
                .label("read when?")
                .help(format!("{with} of {web} web entries give the day"));
        }
    }
}
