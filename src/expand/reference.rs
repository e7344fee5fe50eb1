//! What of a cite is the reference itself: from the name before the term to the page behind it. The signal before it and
//! the words around it stay.

use super::Why;
use crate::grammar::signal;
use crate::lang::Function;
use crate::lang::index::index;
use crate::model::{BackKind, BackReference, Chain, Cite, Direction, Locator, Note, SourceId};
use crate::report::Report;
use crate::span::Span;
use crate::text;

/// Words of direction before a number: "see above, note 3".
const MOST_WORDS_OF_DIRECTION: usize = 3;

/// A longer list of pages, in bytes, is not copied.
const LONGEST_LOCATOR: usize = 256;

/// A back-reference as it is typed.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    /// What goes when it is written out.
    pub(super) span: Span,
    /// A stop that went with it: that of "*Ibid.*".
    pub(super) stop: bool,
    pub(super) source: SourceId,
    /// The page that it means, its own or inherited.
    pub(super) locator: Option<Locator>,
    /// A stop stands before that page ("Там же. С. 12"), not a comma.
    pub(super) locator_behind_stop: bool,
    /// A signal or other words stand before it in its cite.
    pub(super) signalled: bool,
    /// The rest of its note, where that is nothing but a stop.
    pub(super) rest: Option<Span>,
    /// Its term, by which the language of a short draft is known.
    pub(super) term: Span,
}

impl Reference {
    /// The reference in a cite, unless the cite says more than that.
    pub(super) fn of(
        report: &Report,
        note: &Note,
        cite: &Cite,
        back: &BackReference,
        chain: &Chain,
        source: SourceId,
    ) -> Result<Reference, Why> {
        let text = report.text();
        let named = [back.author, back.title, Some(back.term)];
        let located = cite.locator.map(|locator| locator.span);
        let inside = |span: &Span| cite.span.covers(*span);
        let first = named.into_iter().flatten().filter(inside).min_by_key(|span| span.start);
        let last = named.into_iter().flatten().chain(located).filter(inside).max_by_key(|span| span.end);
        let (Some(first), Some(last)) = (first, last) else { return Err(Why::SaysMore) };
        let core = Span { start: first.start, end: last.end };
        if let Some(locator) = located.filter(|locator| locator.start >= back.term.end)
            && !only_points(text, Span { start: back.term.end, end: locator.start }, back)
        {
            return Err(Why::SaysMore);
        }
        let start = start_of(text, cite, core.start(), first == back.term, back);
        let (end, stop) = end_of(text, cite, Span::new(start, core.end()), back, located.is_none());
        let span = Span::new(start, end);
        let behind = text.get(end..cite.span.end()).unwrap_or_default();
        if behind.contains(|c: char| c.is_numeric()) || behind.contains("//") {
            return Err(Why::SaysMore);
        }
        let rest = Span::new(end, note.body.end());
        let closed = rest.of(text).chars().all(|c| c == '.' || c.is_whitespace());
        let locator = chain.locator.map(|(locator, _)| locator);
        if locator.is_some_and(|locator| locator.span.len() > LONGEST_LOCATOR) {
            return Err(Why::SaysMore);
        }
        Ok(Reference {
            span,
            stop,
            source,
            locator,
            locator_behind_stop: locator.is_some_and(|locator| is_behind_stop(text, locator.span)),
            signalled: text.get(cite.span.start()..start).is_some_and(|lead| !lead.trim().is_empty()),
            rest: closed.then_some(rest),
            term: back.term,
        })
    }
}

/// "Там же. С. 12": the page opens like a sentence.
fn is_behind_stop(text: &str, locator: Span) -> bool {
    let before = text.get(..locator.start()).unwrap_or_default().trim_end();
    before.ends_with('.') && locator.of(text).starts_with(char::is_uppercase)
}

/// Whether words between term and page only point: "above", the number of the note in brackets.
fn only_points(text: &str, gap: Span, back: &BackReference) -> bool {
    let raw = gap.of(text);
    let (before, behind) = match (raw.split_once('('), back.number_span) {
        (Some((before, group)), None) if back.number.is_some() => {
            (before, group.split_once(')').map_or("", |(_, behind)| behind))
        }
        _ => (raw, ""),
    };
    [before, behind].into_iter().all(|words| {
        let words = words.trim_matches(|c: char| !c.is_alphanumeric());
        words.is_empty() || is_direction(words)
    })
}

fn is_direction(words: &str) -> bool {
    let folded = text::folded(words);
    index().back_term(&folded).is_some_and(|(length, terms)| {
        let points = |function| matches!(function, Function::Above | Function::Below);
        folded.len() <= length + 1 && terms.iter().any(|term| points(term.function))
    })
}

/// Where the reference begins: at the quotation marks or the emphasis around its first words, at a word of direction or an
/// article before the note that it names.
fn start_of(text: &str, cite: &Cite, core: usize, opens_with_term: bool, back: &BackReference) -> usize {
    let lead = text.get(cite.span.start()..core).unwrap_or_default();
    let marks = |c: char| matches!(c, '*' | '_') || (!opens_with_term && text::is_quotation_mark(c));
    // « Le grain » has blanks inside its marks.
    let inside = lead.trim_end();
    let spaced = !opens_with_term && inside.ends_with(text::is_quotation_mark);
    let mut kept = if spaced { inside } else { lead }.trim_end_matches(marks);
    if back.kind != BackKind::NoteRef && back.direction == Direction::Any {
        return cite.span.start() + kept.len();
    }
    for _ in 0..MOST_WORDS_OF_DIRECTION {
        let words = kept.trim_end_matches([' ', ',', '\u{A0}']);
        let word = words.rsplit([' ', '\u{A0}']).next().unwrap_or_default();
        let folded = text::folded(word);
        let goes = is_direction(word) || index().is_article(&folded);
        // "См. выше" is a signal that ends in a word of direction; "see" alone stays.
        if word.is_empty() || !goes || signal::behind_signals(&format!("{word} x")) > 0 {
            break;
        }
        kept = words.get(..words.len() - word.len()).unwrap_or_default();
    }
    cite.span.start() + kept.len()
}

/// Where the reference ends: behind the bracket that its name opened, the emphasis around it, a word of direction; and
/// whether a stop went with it.
fn end_of(text: &str, cite: &Cite, core: Span, back: &BackReference, unlocated: bool) -> (usize, bool) {
    let mut end = core.end();
    let rest = |end: usize| text.get(end..cite.span.end()).unwrap_or_default();
    if unlocated {
        if back.number.is_some()
            && back.number_span.is_none()
            && let Some(group) = rest(end).trim_start_matches(['.', ' ', ',']).strip_prefix('(')
            && let Some((_, behind)) = group.split_once(')')
        {
            end = cite.span.end() - behind.len();
        }
        let behind = rest(end).trim_start_matches([' ', ',']);
        let word = behind.split([' ', ',', '.', ')']).next().unwrap_or_default();
        if back.direction != Direction::Any && is_direction(word) {
            end = cite.span.end() - behind.len() + word.len();
        }
    }
    let inside = Span::new(core.start(), end).of(text);
    let opened = inside.matches('(').count() > inside.matches(')').count();
    if opened && let Some(behind) = rest(end).trim_start_matches(['.', ' ']).strip_prefix(')') {
        end = cite.span.end() - behind.len();
    }
    let marks = ['*', '_'];
    if Span::new(core.start(), end).of(text).starts_with(marks) {
        let bare = rest(end).trim_start_matches('.');
        let behind = bare.trim_start_matches(marks);
        if behind.len() < bare.len() {
            let stop = rest(end).len() > bare.len();
            return (cite.span.end() - behind.len(), stop);
        }
    }
    (end, false)
}
