//! A back-reference inside a sentence: "…; see Kaya, op. cit., p. 4.", "… (ibid., p. 9)".
//!
//! It begins where a reference may begin – at a signal, behind a semicolon, a colon or a bracket, at a sentence – and
//! reads on as any other. A term that cannot be followed still says that the note leans on another.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::{Found, OPENING, Words, back_reference, is_strong};
use crate::lang::LANGUAGES;
use crate::lang::index::index;
use crate::model::BackKind;
use crate::span::Span;
use crate::text::{self, Fnv, Folded};

/// A reference begins at most so far before its term, in folded bytes.
const LOOK_BACK: usize = 160;

/// So many terms of one piece are looked at.
const MOST_TERMS: usize = 16;

/// The last word of a sentence has at least so many letters.
const SHORTEST_LAST_WORD: usize = 3;

/// The first words of all terms: most words of a sentence are none.
static FIRST_WORDS: LazyLock<HashSet<String, BuildHasherDefault<Fnv>>> = LazyLock::new(|| {
    let terms = LANGUAGES.iter().flat_map(|language| {
        let back = &language.back;
        [back.ibid, back.loc_cit, back.op_cit, back.note].into_iter().flatten()
    });
    terms.map(|term| first_word(&text::folded(term.text)).to_owned()).collect()
});

/// The back-references inside a piece of prose, each with the place where it begins.
pub(crate) fn inside(text: &str, span: Span, words: Words<'_>) -> Vec<(Span, Found)> {
    let folded = text::fold(span.of(text));
    let mut found: Vec<(Span, Found)> = Vec::new();
    let mut from = 0;
    for (at, _) in terms(&folded).into_iter().take(MOST_TERMS) {
        if at < from {
            continue;
        }
        for start in starts(&folded.text, from, at) {
            let place = folded.source(start, folded.text.len()).shifted(span.start());
            let place = Span::new(place.start(), span.end());
            let place =
                closing(text, place, folded.text.get(..start).is_some_and(|text| text.ends_with('(')));
            let Some(read) = back_reference(text, place, words) else { continue };
            // "As Kaya (op. cit.) says": who is meant stands somewhere before.
            let nobody = read.reference.kind == BackKind::OpCit
                && read.reference.author.is_none()
                && read.reference.title.is_none();
            // A number in a sentence is a note of ours only where words point there.
            let plain = read.reference.kind == BackKind::NoteRef
                && read.reference.author.is_none()
                && index().signal(folded.text.get(start..).unwrap_or_default()).is_none();
            // "Lindqvist/Brehm, a.a.O.": the word before the comma is somebody who was not read.
            let before = folded.text.get(..start).unwrap_or_default().trim_end();
            let unread = read.reference.author.is_none()
                && read.reference.number.is_none()
                && !read.reference.relative
                && before.ends_with(',');
            if plain || nobody || unread {
                continue;
            }
            from = folded.text.len() - folded.text.get(at..).map_or(0, str::len) + 1;
            found.push((place, read));
            break;
        }
    }
    found
}

/// Whether a piece holds a term that no sentence has by chance.
pub(crate) fn holds_term(raw: &str) -> bool {
    terms(&text::fold(raw)).into_iter().any(|(_, strong)| strong)
}

/// Where terms stand in folded text, and whether each is beyond doubt.
fn terms(folded: &Folded) -> Vec<(usize, bool)> {
    let text = folded.text.as_str();
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = c.is_alphabetic() && !(before.is_alphanumeric() || matches!(before, '-' | '\''));
        before = c;
        if !begins || found.len() > MOST_TERMS {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        if !FIRST_WORDS.contains(first_word(rest)) {
            continue;
        }
        // A number stands as `{n}` in the terms; what comes before it is enough here.
        let strong = index().back_term(rest).is_some_and(|(_, readings)| readings.iter().any(is_strong));
        let weak = strong
            || rest.get(..32.min(rest.len())).is_none_or(|near| near.contains(|c: char| c.is_ascii_digit()));
        if weak {
            found.push((at, strong));
        }
    }
    found
}

/// Places where a reference with its term at `term` may begin, the first one first.
fn starts(folded: &str, from: usize, term: usize) -> Vec<usize> {
    let floor = text::ceiling(folded, from.max(term.saturating_sub(LOOK_BACK)));
    let mut starts = Vec::new();
    let mut before = if floor == 0 { '.' } else { 'x' };
    // "Kaya v. State": the stop of a short word ends no sentence, and a single letter is no signal.
    let mut letters = SHORTEST_LAST_WORD;
    for (offset, c) in folded.get(floor..=term).unwrap_or_default().char_indices() {
        let at = floor + offset;
        if c.is_alphanumeric() || OPENING.contains(&c) {
            let sentence = before == '.' && letters >= SHORTEST_LAST_WORD;
            let boundary = sentence || matches!(before, ';' | ':' | '(');
            let signal = matches!(before, ' ' | '.')
                && index().signal(folded.get(at..).unwrap_or_default()).is_some_and(|(length, _)| length > 2);
            if boundary || signal {
                starts.push(at);
            }
            letters = if before == 'x' { letters + 1 } else { 1 };
            before = if c.is_alphanumeric() { 'x' } else { c };
        } else if c != ' ' || !matches!(before, '.' | ';' | ':' | '(') {
            before = c;
        }
    }
    starts
}

/// The place up to the bracket that closes it, or to the next semicolon.
fn closing(text: &str, place: Span, opened: bool) -> Span {
    let raw = place.of(text);
    let mut depth = 0u32;
    for (at, c) in raw.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 && opened => return Span::new(place.start(), place.start() + at),
            ')' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => return Span::new(place.start(), place.start() + at),
            _ => {}
        }
    }
    place
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}
