//! The gate: which bracketed numbers of the running text are markers.
//!
//! A wrong marker is worse than a missed one, so a bracket has to stand like a call, and its number has to be that of a
//! note; a number without a note is taken only where nothing but a call would stand so.

use std::collections::{HashMap, HashSet};

use super::list::Entry;
use super::marker::{Bracket, Position};
use super::mention::mentions;
use super::position::opens_link;
use crate::model::{Answers, Label, Labels, ListId, Marker, NoteId, Strength};
use crate::span::Span;
use crate::text;

/// The largest number that a lost note may have; beyond it a bracket is text.
const LARGEST_LOST: u32 = 999;

/// A range calls at most so many notes; a wider one is no group of markers.
const WIDEST_RANGE: u32 = 100;

/// What the gate lets through.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    pub(crate) markers: Vec<Marker>,
    /// Notes whose number stands in a bracket that was not taken for a marker. They may be called.
    pub(crate) perhaps_called: Vec<NoteId>,
}

/// The notes by number and place.
struct Numbers {
    /// Number, place, note: sorted.
    rows: Vec<(u32, u32, NoteId)>,
    lists: Vec<ListId>,
    places: Vec<u32>,
    zero_led: bool,
}

impl Numbers {
    fn new(entries: &[Entry]) -> Numbers {
        let row = |(at, entry): (usize, &Entry)| (entry.label.number, entry.span.start, NoteId::new(at));
        let mut rows: Vec<_> = entries.iter().enumerate().map(row).collect();
        rows.sort_unstable();
        let zero_led = entries.iter().any(|entry| entry.label.number > 0 && is_zero_led(entry.label));
        let lists = entries.iter().map(|entry| entry.list).collect();
        let places = entries.iter().map(|entry| entry.span.start).collect();
        Numbers { rows, lists, places, zero_led }
    }

    /// The note of a number that a marker at `place` means: the nearest behind it, else the nearest before it.
    fn note(&self, number: u32, place: u32) -> Option<NoteId> {
        let behind = self.rows.partition_point(|row| (row.0, row.1) < (number, place));
        let at =
            |index: Option<usize>| index.and_then(|index| self.rows.get(index)).filter(|row| row.0 == number);
        let before = || self.before(number, behind);
        at(Some(behind)).or_else(before).map(|row| row.2)
    }

    /// Of the notes before a place, the first with this number in the nearest list.
    fn before(&self, number: u32, behind: usize) -> Option<&(u32, u32, NoteId)> {
        let mut index = behind.checked_sub(1)?;
        let nearest = self.rows.get(index).filter(|row| row.0 == number)?;
        let list = self.list(nearest.2);
        while let Some(row) = index.checked_sub(1).and_then(|index| self.rows.get(index)) {
            if row.0 != number || self.list(row.2) != list {
                break;
            }
            index -= 1;
        }
        self.rows.get(index)
    }

    /// Where a note begins.
    fn place(&self, note: NoteId) -> Option<u32> {
        self.places.get(note.index()).copied()
    }

    fn list(&self, note: NoteId) -> Option<ListId> {
        self.lists.get(note.index()).copied()
    }
}

fn is_zero_led(label: Label) -> bool {
    label.width > 1 && label.number < 10_u32.saturating_pow(u32::from(label.width) - 1)
}

/// Decides every bracket outside the notes.
pub(crate) fn calls(
    text: &str,
    brackets: &[Bracket],
    entries: &[Entry],
    ignored: &[Span],
    unread: bool,
) -> Calls {
    let (outside, inside) = divide(brackets, entries, ignored);
    if entries.is_empty() {
        let markers = if unread { Vec::new() } else { without_list(text, &outside) };
        return Calls { markers, perhaps_called: Vec::new() };
    }
    let numbers = Numbers::new(entries);
    let entries_are_quoted = entries.first().is_some_and(|entry| {
        let before = text.get(..entry.span.start()).unwrap_or_default();
        before.trim_end_matches(text::is_blank).ends_with('>')
    });
    let mut calls = Calls::default();
    // Medium ones without a note wait here: the numbers around them may need them.
    let mut open: Vec<(usize, &Bracket)> = Vec::new();
    for bracket in outside {
        let known = |label: Label| numbers.note(label.number, bracket.span.start);
        if bracket.position == Position::No {
            let labels = bracket.labels.pieces().flat_map(|(first, last)| [first, last]);
            calls.perhaps_called.extend(labels.filter_map(known));
            continue;
        }
        // A quotation brings its own notes, or none.
        let quoted = is_quoted(text, bracket) && !entries_are_quoted;
        match decide(bracket, &numbers) {
            Verdict::Marker(marker) if quoted && marker.answers.notes().is_empty() => {}
            Verdict::Open if quoted => {}
            Verdict::Marker(marker) => calls.markers.push(marker),
            Verdict::Open => open.push((calls.markers.len(), bracket)),
            Verdict::Text => {}
        }
    }
    lose_chapters_notes(&mut calls.markers, entries, &numbers);
    calls.perhaps_called.extend(shared_numbers(&calls.markers, &numbers));
    calls.perhaps_called.extend(between_pairs(text, &calls.markers, &numbers));
    calls.perhaps_called.extend(named(text, entries, &inside, &numbers));
    let (filled, texts) = settle_open(text, &open, &calls.markers, &numbers);
    calls.perhaps_called.extend(texts.into_iter().flat_map(|bracket| notes_of(bracket, &numbers)));
    // Inserted in one pass: a draft may have many of them.
    if !filled.is_empty() {
        calls.markers.extend(filled);
        calls.markers.sort_by_key(|marker| marker.span.start);
    }
    calls.perhaps_called.sort_unstable();
    calls
}

/// The open brackets that are markers all the same, and those that are text.
///
/// A single number is a marker where its neighbours count through it, or where it counts on in the form of the draft's
/// other calls ("word [3]."). A group in that form is one if it alone calls a note.
fn settle_open<'b>(
    text: &str,
    open: &[(usize, &'b Bracket)],
    markers: &[Marker],
    numbers: &Numbers,
) -> (Vec<Marker>, Vec<&'b Bracket>) {
    let first = |marker: &Marker| marker.labels.first().map(|label| label.number);
    let near = |index: Option<usize>| index.and_then(|index| markers.get(index)).and_then(first);
    let in_form = markers.iter().filter(|marker| ends_sentence(text, marker.span)).count();
    let is_form = in_form >= 2 && in_form * 2 > markers.len();
    let called: HashSet<NoteId> = markers.iter().flat_map(|marker| marker.answers.notes()).copied().collect();
    let mut filled: Vec<Marker> = Vec::new();
    let mut texts = Vec::new();
    let mut last: Option<(usize, u32)> = None;
    for (at, bracket) in open {
        let place = bracket.span.start;
        let Labels::One(label) = &bracket.labels else {
            let known = || bracket.labels.pieces().filter_map(|(first, _)| numbers.note(first.number, place));
            if ends_sentence(text, bracket.span) && known().any(|note| !called.contains(&note)) {
                filled.push(group(bracket, numbers));
            } else {
                texts.push(*bracket);
            }
            continue;
        };
        let before =
            near(at.checked_sub(1)).max(last.filter(|(index, _)| index == at).map(|(_, number)| number));
        let counts_on = before.is_some() && before == label.number.checked_sub(1);
        let counted_through = counts_on && near(Some(*at)) == Some(label.number + 1);
        if counted_through || (counts_on && is_form && ends_sentence(text, bracket.span)) {
            filled.push(unanswered(bracket));
            last = Some((*at, label.number));
        }
    }
    (filled, texts)
}

/// `word [3].`: a blank before the bracket, and the stop of the sentence behind it.
fn ends_sentence(text: &str, span: Span) -> bool {
    let before = text.get(..span.start()).unwrap_or_default();
    let word = before.trim_end_matches(text::is_blank);
    let spaced = word.len() < before.len() && word.ends_with(|c: char| c.is_alphanumeric() || c == ')');
    spaced && text.get(span.end()..).is_some_and(|after| after.starts_with('.'))
}

/// A chapter's list that lacks a number of its chapter: the marker means no note of a later chapter, which has its own
/// markers. The marker before it tells the chapter.
fn lose_chapters_notes(markers: &mut [Marker], entries: &[Entry], numbers: &Numbers) {
    let mut extents: HashMap<ListId, Span> = HashMap::new();
    for entry in entries {
        extents
            .entry(entry.list)
            .and_modify(|extent| *extent = extent.join(entry.span))
            .or_insert(entry.span);
    }
    if extents.len() < 2 {
        return;
    }
    let owned: HashSet<(ListId, u32)> =
        entries.iter().map(|entry| (entry.list, entry.label.number)).collect();
    let mut last_call: HashMap<NoteId, u32> = HashMap::new();
    for marker in markers.iter() {
        last_call.extend(marker.answers.notes().iter().map(|note| (*note, marker.span.start)));
    }
    let mut before: Option<(ListId, u32)> = None;
    for marker in markers {
        let (Labels::One(label), Answers::One(note), Some(list)) =
            (&marker.labels, &marker.answers, marker.list)
        else {
            before = None;
            continue;
        };
        let number = label.number;
        let chapter = before.filter(|(chapter, last)| {
            let extent = extents.get(chapter).copied().unwrap_or_default();
            *chapter != list
                && last + 1 == number
                && !owned.contains(&(*chapter, number))
                && extent.start > marker.span.start
                && numbers.place(*note).is_some_and(|place| place > extent.end)
                && last_call.get(note).is_some_and(|place| *place > extent.end)
        });
        if let Some((chapter, _)) = chapter {
            (marker.answers, marker.list) = (Answers::None, None);
            before = Some((chapter, number));
        } else {
            before = Some((list, number));
        }
    }
}

/// Notes that the text names in words, and notes that another note names in brackets ("as quoted in [3]").
fn named(text: &str, entries: &[Entry], inside: &[&Bracket], numbers: &Numbers) -> Vec<NoteId> {
    let mut found = Vec::new();
    let mut notes = entries.iter().map(|entry| entry.span).peekable();
    for (place, (first, last)) in mentions(text) {
        let place = Span::at(place).start;
        while notes.next_if(|note| note.end <= place).is_some() {}
        let in_note = notes.peek().is_some_and(|note| note.start <= place);
        if !in_note && last.number.saturating_sub(first.number) <= WIDEST_RANGE {
            found.extend((first.number..=last.number).filter_map(|number| numbers.note(number, place)));
        }
    }
    let word_before = |bracket: &&&Bracket| {
        let before = text.get(..bracket.span.start()).unwrap_or_default();
        let word = before.trim_end_matches(text::is_blank);
        word.len() < before.len() && word.ends_with(char::is_lowercase)
    };
    for bracket in inside.iter().filter(|bracket| bracket.position == Position::Medium).filter(word_before) {
        let first = bracket.labels.pieces().map(|(first, _)| first.number);
        found.extend(first.filter_map(|number| numbers.note(number, bracket.span.start)));
    }
    found
}

/// Whether a bracket stands on a line of a quoted mail.
fn is_quoted(text: &str, bracket: &Bracket) -> bool {
    let line = text.get(bracket.line_start as usize..bracket.span.start()).unwrap_or_default();
    line.trim_start_matches(text::is_blank).starts_with('>')
}

/// The brackets that stand in no note, and those that stand in one.
fn divide<'b>(
    brackets: &'b [Bracket],
    entries: &[Entry],
    ignored: &[Span],
) -> (Vec<&'b Bracket>, Vec<&'b Bracket>) {
    let mut notes: Vec<Span> =
        entries.iter().map(|entry| entry.span).chain(ignored.iter().copied()).collect();
    notes.sort_unstable();
    let mut notes = notes.into_iter().peekable();
    brackets.iter().partition(|bracket| {
        while notes.next_if(|note| note.end <= bracket.span.start).is_some() {}
        notes.peek().is_none_or(|note| note.start > bracket.span.start)
    })
}

/// Lists that stand together behind several chapters: a number called as often as lists have it may call each of them.
fn shared_numbers(markers: &[Marker], numbers: &Numbers) -> Vec<NoteId> {
    let mut called: HashMap<u32, usize> = HashMap::new();
    for label in markers.iter().filter_map(|marker| marker.labels.first()) {
        *called.entry(label.number).or_default() += 1;
    }
    let rows = numbers.rows.chunk_by(|one, other| one.0 == other.0).filter(|rows| rows.len() > 1);
    rows.filter(|rows| {
        rows.first().and_then(|row| called.get(&row.0)).is_some_and(|calls| *calls >= rows.len())
    })
    .flat_map(|rows| rows.iter().map(|row| row.2))
    .collect()
}

/// "[1]–[3]": the notes between the two are called as well.
fn between_pairs(text: &str, markers: &[Marker], numbers: &Numbers) -> Vec<NoteId> {
    let pairs = markers.iter().zip(markers.iter().skip(1)).filter(|(first, second)| {
        let between = text.get(first.span.end()..second.span.start()).unwrap_or_default();
        matches!(between.trim_matches(text::is_blank), "-" | "–" | "—")
    });
    let ends = pairs.filter_map(|(first, second)| {
        Some((first.labels.first()?, second.labels.first()?, first.span.start))
    });
    ends.filter(|(first, second, _)| (2..=WIDEST_RANGE).contains(&second.number.saturating_sub(first.number)))
        .flat_map(|(first, second, place)| {
            (first.number + 1..second.number).filter_map(move |number| numbers.note(number, place))
        })
        .collect()
}

enum Verdict {
    Marker(Marker),
    /// Without a note, or without all its notes, and inside a sentence: only what is around it can make it a marker.
    Open,
    Text,
}

fn decide(bracket: &Bracket, numbers: &Numbers) -> Verdict {
    let place = bracket.span.start;
    let strong = bracket.position == Position::Strong;
    match &bracket.labels {
        Labels::One(label) => match numbers.note(label.number, place) {
            Some(note) => Verdict::Marker(marker(bracket, Answers::One(note), numbers.list(note))),
            None if label.number > LARGEST_LOST || text::is_year_like(label.number) || label.number == 0 => {
                Verdict::Text
            }
            None if is_zero_led(*label) && !numbers.zero_led => Verdict::Text,
            None if strong => Verdict::Marker(unanswered(bracket)),
            None => Verdict::Open,
        },
        labels => {
            // A vote, a score, an interval or a list of values has a piece that is no note.
            let known = |label: Label| numbers.note(label.number, place).is_some();
            let fits = labels.pieces().all(|(first, last)| {
                first.number <= last.number
                    && last.number - first.number <= WIDEST_RANGE
                    && !text::is_year_like(first.number)
                    && first.number > 0
                    && last.number <= LARGEST_LOST
            });
            let some = labels.pieces().any(|(first, _)| known(first));
            let all = labels.pieces().all(|(first, last)| known(first) && known(last));
            match fits {
                true if all || (some && strong) => Verdict::Marker(group(bracket, numbers)),
                true if some => Verdict::Open,
                _ => Verdict::Text,
            }
        }
    }
}

/// The notes of a list or a range, as far as they are there.
fn notes_of(bracket: &Bracket, numbers: &Numbers) -> Vec<NoteId> {
    let place = bracket.span.start;
    let labels = bracket.labels.pieces().flat_map(|(first, last)| first.number..=last.number);
    labels.filter_map(|number| numbers.note(number, place)).collect()
}

/// A marker that calls the notes of a list or a range, as far as they are there.
fn group(bracket: &Bracket, numbers: &Numbers) -> Marker {
    let notes = notes_of(bracket, numbers);
    let list = notes.first().and_then(|note| numbers.list(*note));
    marker(bracket, Answers::Many(notes.into_boxed_slice()), list)
}

/// Without any note list: at least two strong calls that count up from 1, or three in one form ("word [1]."), or nothing.
fn without_list(text: &str, outside: &[&Bracket]) -> Vec<Marker> {
    // The number is the text of a link: `[1](https://…)`.
    let linked = |bracket: &Bracket| text.get(bracket.span.end()..).is_some_and(opens_link);
    let single = |bracket: &&&Bracket| matches!(bracket.labels, Labels::One(_)) && !linked(bracket);
    let of = |position: Position| {
        outside
            .iter()
            .copied()
            .filter(move |bracket| bracket.position == position)
            .filter(move |b| single(&b))
    };
    let strong: Vec<&Bracket> = of(Position::Strong).collect();
    let calls = if strong.is_empty() {
        of(Position::Medium).filter(|bracket| ends_sentence(text, bracket.span)).collect()
    } else {
        strong
    };
    let fewest = if calls.iter().all(|bracket| bracket.position == Position::Strong) { 2 } else { 3 };
    let mut next = 1;
    for bracket in &calls {
        let number = bracket.labels.first().map_or(0, |label| label.number);
        if number > next || number == 0 {
            return Vec::new();
        }
        next = next.max(number + 1);
    }
    // Behind the calls the same numbers again: the notes stand in the text ("Notes: [1] … [2] …").
    let labels: Vec<Option<u32>> =
        calls.iter().map(|bracket| bracket.labels.first().map(|label| label.number)).collect();
    let (above, list) = labels.split_at(labels.len() / 2);
    let in_text = above == list;
    if next <= fewest || in_text { Vec::new() } else { calls.into_iter().map(unanswered).collect() }
}

fn unanswered(bracket: &Bracket) -> Marker {
    marker(bracket, Answers::None, None)
}

fn marker(bracket: &Bracket, answers: Answers, list: Option<ListId>) -> Marker {
    Marker {
        span: bracket.span,
        labels: bracket.labels.clone(),
        strength: if bracket.position == Position::Strong { Strength::Strong } else { Strength::Medium },
        placement: bracket.placement,
        list,
        answers,
    }
}
