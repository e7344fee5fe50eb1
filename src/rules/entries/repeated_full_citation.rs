//! A note gives a source in full that an earlier note has given in full.
//!
//! # Why
//! The reader takes one source for two, and the next edit may change only one of them.
//!
//! Chapters with lists of their own start afresh.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Ports grew again.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/l, (Accessed: 02.02.2024).
//!
//! [3] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Weekly Report”, Harbour Daily, https://harbour.example/week-1, (Accessed: 02.02.2024).
//!
//! [2] “Weekly Report”, Harbour Daily, https://harbour.example/week-2, (Accessed: 02.02.2024).
//! ```
//!
//! # Options
//! `suggest`: `note` (default) proposes "See note 1.", `ibid` the draft's own word for it where the two notes are neighbours.
//!
//! # Source
//! Chicago 14.29, OSCOLA 1.2.1, MHRA 10.2: a source is given in full once.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Citation, CiteId, CiteKind, Field, Label, Note, NoteId, Shape, Sure, Text};
use crate::text;

/// A source given in full again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} gives the source of note {first_label} again in full")]
pub struct RepeatedFullCitation {
    #[serde(skip)]
    label: Label,
    #[serde(skip)]
    first_label: Label,
    /// The note that gives it first.
    pub first: NoteId,
    /// The fields that agree.
    pub same: Vec<Part>,
}

/// A field that two citations share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // the names say it
pub enum Part {
    Author,
    Title,
    Container,
    Issued,
    Url,
    Accessed,
}

impl Part {
    fn word(self) -> &'static str {
        match self {
            Part::Author => "author",
            Part::Title => "title",
            Part::Container => "outlet",
            Part::Issued => "date",
            Part::Url => "address",
            Part::Accessed => "access date",
        }
    }
}

/// Of one source, so many full citations are looked at.
const MOST_TOLD: usize = 32;

/// What to write instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Suggest {
    /// "See note 1."
    #[default]
    Note,
    /// "Ibid.", where the notes are neighbours.
    Ibid,
}

/// What a house may set.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    suggest: Suggest,
}

impl Rule for RepeatedFullCitation {
    type Options = Options;
    const META: Meta = Meta::new("IB205", "repeated-full-citation", Severity::Warning).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, options: &Options, out: &mut Findings<'_, Self>) {
        // Two authors for one address are told as a conflict.
        let conflicting: HashSet<CiteId> = draft.conflicts.iter().map(|conflict| conflict.cite).collect();
        let leaning = draft.leaning();
        for source in &draft.sources {
            let full = source.cites.iter().filter_map(|id| {
                let cite = draft.cite(*id).filter(|_| !conflicting.contains(id))?;
                let note = draft.note(cite.note).filter(|note| note.shape == Shape::Full)?;
                let CiteKind::Full(citation) = &cite.kind else { return None };
                // A name and a short title is how a source is cited again.
                let full = citation.link.is_some()
                    || citation.doi.is_some()
                    || citation.issued.is_some()
                    || citation.container.is_some();
                (full && citation.title.is_some()).then_some((cite, note, citation.as_ref()))
            });
            // A list of its own starts afresh: the first of each list is no repetition.
            let mut first: Option<(NoteId, &Note, &Citation)> = None;
            // Where a source is given again and again, the first places tell it.
            for (cite, note, citation) in full.take(MOST_TOLD) {
                let Some((first_id, earlier, original)) =
                    first.filter(|(_, first, _)| first.list == note.list)
                else {
                    first = Some((cite.note, note, citation));
                    continue;
                };
                // A note pasted twice under one number is told as that.
                let words = |note: &Note| text::squeeze(note.body.of(draft.text()));
                if note.label.number == earlier.label.number && words(note) == words(earlier) {
                    continue;
                }
                // "Charter, Article 5" and "Charter, Article 42" are how a law is cited again.
                let guessed = [original, citation]
                    .iter()
                    .any(|one| one.title.as_ref().is_some_and(|title| title.sure == Sure::Guess));
                if guessed && cite.locator.is_some() {
                    continue;
                }
                let same = same_parts(draft, original, citation);
                // Two works behind one address: other outlets, other years.
                if differ(draft, original, citation) {
                    continue;
                }
                let instead = instead(draft, options, first_id, cite.note);
                let fault = RepeatedFullCitation {
                    label: note.label,
                    first_label: earlier.label,
                    first: first_id,
                    same,
                };
                let certain = citation.link.is_some() || citation.doi.is_some();
                let words = agreement(&fault.same);
                let finding = out.report(note.span, fault);
                finding
                    .note(cite.note)
                    .sure(if certain { Sure::Certain } else { Sure::Likely })
                    .label(words)
                    .related("first given here", Some(first_id), earlier.span)
                    .help(instead.help);
                for leaning in leaning.get(&cite.note).into_iter().flatten().take(3) {
                    let label = draft.label(leaning.note);
                    let words = text::quote(leaning.span.of(draft.text()));
                    let whole = draft.note(leaning.note).map_or(leaning.span, |note| note.span);
                    finding.related("keeps its source", Some(leaning.note), whole).remark(format!(
                        "note {label} {words} points to note {} and keeps its source",
                        note.label
                    ));
                }
                // A page of its own, or a sentence that says more, would be lost.
                if !instead.text.is_empty()
                    && cite.locator.is_none()
                    && !says_more(draft, (earlier, original), (note, citation))
                {
                    let message = format!("replace the text of note {} by “{}”", note.label, instead.text);
                    finding.fix(PendingFix::replace(Safety::Unsafe, message, note.body, instead.text));
                }
            }
        }
    }
}

/// Whether a note holds words or numbers that the earlier one does not.
fn says_more(draft: &Draft<'_>, first: (&Note, &Citation), again: (&Note, &Citation)) -> bool {
    let left = |note: &Note| -> HashSet<String> {
        note.unparsed.iter().map(|span| text::skeleton(span.of(draft.text()))).collect()
    };
    let own = ["edition", "genre", "issue", "number", "pages", "reporter", "series", "volume"];
    let mine = again.1.texts().into_iter().zip(first.1.texts());
    let fields = mine.filter(|((name, _), _)| own.contains(name)).any(|((_, mine), (_, theirs))| {
        let words = |field: &Field<Text>| text::skeleton(draft.words(field));
        mine.is_some_and(|mine| theirs.is_none_or(|theirs| words(theirs) != words(mine)))
    });
    fields || !left(again.0).is_subset(&left(first.0))
}

struct Instead {
    text: String,
    help: String,
}

/// What to write in place of the repetition, and why not the other thing.
fn instead(draft: &Draft<'_>, options: &Options, first: NoteId, note: NoteId) -> Instead {
    let label = draft.label(first);
    // A word is no number to send the reader to: the note itself can be called again.
    if label.is_word() {
        return Instead { help: format!("call {label:#} a second time"), text: String::new() };
    }
    let reference = draft.see_note().replace("{n}", &label.to_string());
    let adjacent = first.index() + 1 == note.index();
    let ibid = text::squeeze(draft.own_ibid().unwrap_or(draft.usual_ibid()));
    if adjacent && options.suggest == Suggest::Ibid {
        return Instead { help: format!("write “{ibid}”"), text: ibid };
    }
    let between = NoteId::new(note.index().saturating_sub(1));
    let help = match (adjacent, draft.own_ibid()) {
        (true, _) => format!("write “{reference}” or “{ibid}”"),
        (false, Some(_)) => {
            format!("write “{reference}” (not “{ibid}”: note {} lies between)", draft.label(between))
        }
        (false, None) => format!("write “{reference}”"),
    };
    Instead { text: reference, help }
}

fn same_parts(draft: &Draft<'_>, original: &Citation, citation: &Citation) -> Vec<Part> {
    let words = |field: &Option<crate::model::Field<crate::model::Text>>| {
        field.as_ref().map(|field| text::skeleton(draft.words(field)))
    };
    let names = |citation: &Citation| -> Vec<String> {
        citation.authors.iter().map(|author| text::skeleton(author.span.of(draft.text()))).collect()
    };
    let date = |field: &Option<crate::model::Field<crate::model::Date>>| {
        field.as_ref().and_then(|field| field.value.iso())
    };
    let page = |citation: &Citation| citation.link.as_ref().map(|link| link.value.key);
    let agrees = |mine: Option<String>, theirs: Option<String>| mine.is_some() && mine == theirs;
    let parts = [
        (Part::Author, !names(citation).is_empty() && names(citation) == names(original)),
        (Part::Title, agrees(words(&citation.title), words(&original.title))),
        (Part::Container, agrees(words(&citation.container), words(&original.container))),
        (Part::Issued, agrees(date(&citation.issued), date(&original.issued))),
        (Part::Url, page(citation).is_some() && page(citation) == page(original)),
        (Part::Accessed, agrees(date(&citation.accessed), date(&original.accessed))),
    ];
    parts.into_iter().filter_map(|(part, same)| same.then_some(part)).collect()
}

/// Whether two citations of one address give other outlets and other years: a page may show entries of several works.
fn differ(draft: &Draft<'_>, original: &Citation, citation: &Citation) -> bool {
    let outlet =
        |citation: &Citation| citation.container.as_ref().map(|field| text::skeleton(draft.words(field)));
    let year = |citation: &Citation| citation.issued.as_ref().and_then(|field| field.value.iso());
    let apart = |one: Option<String>, other: Option<String>| {
        one.zip(other).is_some_and(|(one, other)| !one.starts_with(&other) && !other.starts_with(&one))
    };
    apart(outlet(original), outlet(citation)) && apart(year(original), year(citation))
}

fn agreement(same: &[Part]) -> String {
    let words: Vec<&str> = same.iter().map(|part| part.word()).collect();
    if words.is_empty() {
        "the same source".to_owned()
    } else {
        format!("same {}", text::listed(&words, words.len()))
    }
}
