//! A blank stands between the end of a sentence and its marker, in a draft that also has markers without one.
//!
//! # Why
//! The marker drifts to the next line on its own, and two forms in one text look careless.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed. [2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew. [1] Rails followed. [2] As [1] shows, they grew fast.
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//! ```
//!
//! # Options
//! `style`: `mixed` (default) speaks only where a draft has both forms, `never` reports every blank, `always` every missing one.
//!
//! # Source
//! Chicago 14.26, MHRA 10.3: the note number follows the punctuation. Real drafts: 41 % of calls are glued, 15 % spaced; no
//! form has a majority, so the draft's own mixture decides.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Marker, Placement, Strength};
use crate::span::Span;
use crate::text;

/// A blank too many, or one too few.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{} before the marker of note {label}", if *.spaces == 0 { "no space" } else { "space" })]
pub struct SpaceBeforeMarker {
    /// The numbers of the marker.
    pub label: String,
    /// Blanks before it.
    pub spaces: u16,
}

/// Which form a house wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// One form in each draft; where both occur, the blank goes.
    #[default]
    Mixed,
    /// No blank.
    Never,
    /// A blank.
    Always,
}

/// What a house may set.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    style: Style,
}

/// A report names so many notes.
const MOST_NAMED: usize = 5;

impl Rule for SpaceBeforeMarker {
    type Options = Options;
    const META: Meta = Meta::new("IB105", "space-before-marker", Severity::Warning).fix(FixKind::Safe);

    fn check(draft: &Draft<'_>, options: &Options, out: &mut Findings<'_, Self>) {
        let both = draft.survey.glued > 0 && draft.survey.spaced > 0;
        let wants_blank = options.style == Style::Always;
        if options.style == Style::Mixed && !both {
            return;
        }
        let faulty = |marker: &&Marker| match marker.placement {
            Placement::Spaced(_) => !wants_blank,
            Placement::Glued => wants_blank,
            Placement::Elsewhere => false,
        };
        // A bracket without a note may be no call: another rule speaks of it, and no fix touches it.
        let strong =
            |marker: &&Marker| marker.strength >= Strength::Strong && !marker.answers.notes().is_empty();
        let (found, others): (Vec<&Marker>, Vec<&Marker>) = draft
            .markers
            .iter()
            .filter(strong)
            .filter(|marker| marker.placement != Placement::Elsewhere)
            .partition(faulty);
        let group = out.open_group(
            found.len(),
            group_message(&found, wants_blank),
            Some(help(&found, &others, wants_blank)),
        );
        for marker in found {
            let fault = |spaces| SpaceBeforeMarker { label: marker.labels.to_string(), spaces };
            let start = marker.span.start();
            let finding = match marker.placement {
                Placement::Spaced(spaces) => {
                    let blank = blank_before(draft.text(), start);
                    let (words, deed) = match spaces {
                        1 => ("delete this space", "delete 1 space".to_owned()),
                        _ => ("delete these spaces", format!("delete {spaces} spaces")),
                    };
                    let fix = PendingFix::replace(Safety::Safe, deed, blank, "");
                    out.report(blank, fault(spaces)).label(words).fix(fix)
                }
                _ => {
                    let fix = PendingFix::replace(Safety::Safe, "insert 1 space", Span::at(start), " ");
                    out.report(marker.span, fault(0)).label("insert a space before it").fix(fix)
                }
            };
            finding.group(group);
            if let [note] = marker.answers.notes() {
                finding.note(*note);
            }
            if group.is_none() {
                finding.help(if wants_blank { "`ibidem fix` inserts it" } else { "`ibidem fix` deletes it" });
            }
        }
    }
}

/// The blanks that end at a place.
fn blank_before(text: &str, end: usize) -> Span {
    let before = text.get(..end).unwrap_or_default();
    let without = before.trim_end_matches(text::is_blank);
    // Emphasis or a tag may stand between the blank and the bracket.
    if without.len() == before.len() {
        let bare = before.trim_end_matches(|c: char| !text::is_blank(c));
        return Span::new(bare.trim_end_matches(text::is_blank).len(), bare.len());
    }
    Span::new(without.len(), end)
}

fn group_message(found: &[&Marker], wants_blank: bool) -> String {
    let blank = if wants_blank { "no space" } else { "space" };
    match labels(found).as_slice() {
        [one] => format!("{blank} before {} markers of note {one}", found.len()),
        many => format!("{blank} before the markers of notes {}", text::listed(many, MOST_NAMED)),
    }
}

/// The numbers of some markers, each once.
fn labels(markers: &[&Marker]) -> Vec<String> {
    let mut seen = HashSet::new();
    let labels = markers.iter().map(|marker| marker.labels.to_string());
    labels.filter(|label| seen.insert(label.clone())).collect()
}

fn help(found: &[&Marker], others: &[&Marker], wants_blank: bool) -> String {
    let deed = if wants_blank { "inserts" } else { "deletes" };
    let fix = format!("`ibidem fix` {deed} all {}", found.len());
    let form = if wants_blank { "a space" } else { "no space" };
    // Of a note that is called both ways the reader learns nothing.
    let named = labels(found);
    let mut other = labels(others);
    other.retain(|label| !named.contains(label));
    match other.as_slice() {
        [] => fix,
        [one] => format!("note {one} has {form}; {fix}"),
        many => format!("notes {} have {form}; {fix}", text::listed(many, MOST_NAMED)),
    }
}
