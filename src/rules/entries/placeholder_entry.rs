//! A note still waits for its source.
//!
//! # Why
//! "TODO" was for the writer. In print it is a claim without a source.
//!
//! A mark counts in capitals and as a whole entry, a whole part of one, or its first word; a title may hold it. Three X are
//! thirty.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] TODO link
//! ```
//!
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, link to be added.
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “TODO: The Harbour List”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] A. Novak, “Rails Follow”, Review of Freight, XXX, 2 (2014), 14.
//!
//! [3] TODO SOBRE EL PUERTO, Diario, https://diario.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! idnits reports "TBD" in references; the other marks are those of programmers and copy desks.

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::known::placeholders;
use crate::model::{CiteKind, Label, Note, Shape};
use crate::span::Span;
use crate::text;

/// A note that is still to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label} still says {}", text::quote(.placeholder))]
pub struct PlaceholderEntry {
    /// Its number.
    pub label: Label,
    /// The words that wait.
    pub placeholder: String,
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for PlaceholderEntry {
    type Options = ();
    const META: Meta = Meta::new("IB218", "placeholder-entry", Severity::Warning);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        // A bracket that asks for a source is told where it stands.
        let mut told: Vec<Span> = draft.leftovers.iter().map(|leftover| leftover.span).collect();
        told.sort_unstable();
        let is_told = |note: &Note| {
            let next = told.partition_point(|span| span.end <= note.span.start);
            told.get(next).is_some_and(|span| span.overlaps(note.span))
        };
        let found: Vec<_> = draft
            .notes()
            .filter(|(_, note)| note.shape != Shape::Prose && !is_told(note))
            .filter_map(|(id, note)| Some((id, note, placeholder(draft, note)?)))
            .collect();
        let labels: Vec<Label> = found.iter().map(|(_, note, _)| note.label).collect();
        let message = format!("notes {} still wait for their sources", text::listed(&labels, MOST_NAMED));
        let help = "put the source in its place";
        let group = out.open_group(found.len(), message, Some(help.to_owned()));
        for (id, note, span) in found {
            let placeholder = text::squeeze(span.of(draft.text()));
            let fault = PlaceholderEntry { label: note.label, placeholder };
            out.report(span, fault).note(id).group(group).label("still to come").help(help);
        }
    }
}

/// The words of a note that hold the place of others.
fn placeholder(draft: &Draft<'_>, note: &Note) -> Option<Span> {
    let quoted: Vec<Span> = draft
        .cites_of(note)
        .filter_map(|cite| match &cite.kind {
            CiteKind::Full(citation) => citation.title.as_ref().map(|title| title.span),
            _ => None,
        })
        .collect();
    // A title that is nothing but a placeholder is one; words within a title are its own.
    let whole_title = quoted.iter().copied().find(|title| placeholders::is_phrase(title.of(draft.text())));
    let opening = opening(draft.text(), note.body);
    whole_title.or(opening).or_else(|| {
        draft.plain(note).into_iter().flat_map(|plain| pieces(draft.text(), plain)).find(|piece| {
            let words = piece.of(draft.text());
            let mark = placeholders::MARKS.binary_search(&words).is_ok() || is_row_of_crosses(words);
            let inside = quoted.iter().any(|title| title.overlaps(*piece) && !piece.covers(*title));
            !inside && (mark || placeholders::is_phrase(words))
        })
    })
}

/// A mark that opens an entry: "TODO link", "TBD: the ministry's page".
fn opening(text: &str, body: Span) -> Option<Span> {
    let raw = body.of(text).trim_end();
    let word = raw.split(|c: char| !c.is_alphanumeric()).next()?;
    let rest = raw.get(word.len()..)?;
    let span = Span::new(body.start(), body.start() + word.len());
    let whole = rest.trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
    if whole && placeholders::WHOLE_MARKS.binary_search(&word).is_ok() {
        return Some(span);
    }
    placeholders::MARKS.binary_search(&word).ok()?;
    if rest.starts_with(':') {
        return Some(span);
    }
    // "TODO ES POLÍTICA" is Spanish; an abbreviation in a sentence has more words behind it.
    let next = rest.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let wanted = placeholders::WANTED.binary_search(&next).is_ok();
    let short = rest.split_whitespace().count() <= 6;
    let lower = next.starts_with(char::is_lowercase);
    (whole || wanted || (short && lower)).then_some(span)
}

/// "XXXX": no roman numeral has four.
fn is_row_of_crosses(words: &str) -> bool {
    words.len() >= 4 && words.bytes().all(|byte| byte == b'X')
}

/// The parts of a text between commas, brackets, semicolons and stops, without blanks.
fn pieces(text: &str, span: Span) -> Vec<Span> {
    let raw = span.of(text);
    let mut found = Vec::new();
    let mut from = 0;
    for piece in raw.split([',', ';', '(', ')', '[', ']', '“', '”', '"', '.', ':']) {
        let lead = piece.len() - piece.trim_start().len();
        let words = piece.trim();
        if !words.is_empty() {
            found.push(Span::new(from + lead, from + lead + words.len()).shifted(span.start()));
        }
        from += piece.len();
        from += raw.get(from..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}
