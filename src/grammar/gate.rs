//! The gate: which bracketed numbers of the running text are markers.
//!
//! A wrong marker is worse than a missed one, so a bracket has to stand like a call, and its number has to be that of a
//! note; a number without a note is taken only where nothing but a call would stand so.

use std::collections::HashMap;

use super::list::Entry;
use super::marker::{Bracket, Position};
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
    zero_led: bool,
}

impl Numbers {
    fn new(entries: &[Entry]) -> Numbers {
        let row = |(at, entry): (usize, &Entry)| (entry.label.number, entry.span.start, NoteId::new(at));
        let mut rows: Vec<_> = entries.iter().enumerate().map(row).collect();
        rows.sort_unstable();
        let zero_led = entries.iter().any(|entry| entry.label.number > 0 && is_zero_led(entry.label));
        Numbers { rows, lists: entries.iter().map(|entry| entry.list).collect(), zero_led }
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

    fn list(&self, note: NoteId) -> Option<ListId> {
        self.lists.get(note.index()).copied()
    }
}

fn is_zero_led(label: Label) -> bool {
    label.width > 1 && label.number < 10_u32.saturating_pow(u32::from(label.width) - 1)
}

/// A year or a law report's year.
fn is_year_like(number: u32) -> bool {
    (1000..=2100).contains(&number)
}

/// Decides every bracket outside the notes.
pub(crate) fn calls(
    text: &str,
    brackets: &[Bracket],
    entries: &[Entry],
    ignored: &[Span],
    unread: bool,
) -> Calls {
    let outside = outside(brackets, entries, ignored);
    if entries.is_empty() {
        let markers = if unread { Vec::new() } else { without_list(&outside) };
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
        if bracket.position == Position::No {
            calls.perhaps_called.extend(
                bracket
                    .labels
                    .pieces()
                    .filter_map(|(first, _)| numbers.note(first.number, bracket.span.start)),
            );
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
    calls.perhaps_called.extend(shared_numbers(&calls.markers, &numbers));
    calls.perhaps_called.extend(between_pairs(text, &calls.markers, &numbers));
    let needed = |(at, bracket): &(usize, &Bracket)| {
        let number = bracket.labels.first().map_or(0, |label| label.number);
        let near = |index: Option<usize>| {
            index
                .and_then(|index| calls.markers.get(index))
                .and_then(|marker| marker.labels.first())
                .map(|l| l.number)
        };
        near(at.checked_sub(1)) == number.checked_sub(1) && near(Some(*at)) == Some(number + 1)
    };
    let filled: Vec<(usize, Marker)> =
        open.iter().filter(|row| needed(row)).map(|(at, bracket)| (*at, unanswered(bracket))).collect();
    for (at, marker) in filled.into_iter().rev() {
        calls.markers.insert(at, marker);
    }
    calls.perhaps_called.sort_unstable();
    calls
}

/// Whether a bracket stands on a line of a quoted mail.
fn is_quoted(text: &str, bracket: &Bracket) -> bool {
    let line = text.get(bracket.line_start as usize..bracket.span.start()).unwrap_or_default();
    line.trim_start_matches(text::is_blank).starts_with('>')
}

/// The brackets that stand in no note.
fn outside<'b>(brackets: &'b [Bracket], entries: &[Entry], ignored: &[Span]) -> Vec<&'b Bracket> {
    let mut notes: Vec<Span> =
        entries.iter().map(|entry| entry.span).chain(ignored.iter().copied()).collect();
    notes.sort_unstable();
    let mut notes = notes.into_iter().peekable();
    brackets
        .iter()
        .filter(|bracket| {
            while notes.next_if(|note| note.end <= bracket.span.start).is_some() {}
            notes.peek().is_none_or(|note| note.start > bracket.span.start)
        })
        .collect()
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
    /// Without a note and inside a sentence: only its neighbours can make it a marker.
    Open,
    Text,
}

fn decide(bracket: &Bracket, numbers: &Numbers) -> Verdict {
    let place = bracket.span.start;
    let strong = bracket.position == Position::Strong;
    match &bracket.labels {
        Labels::One(label) => match numbers.note(label.number, place) {
            Some(note) => Verdict::Marker(marker(bracket, Answers::One(note), numbers.list(note))),
            None if label.number > LARGEST_LOST || is_year_like(label.number) || label.number == 0 => {
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
                    && (first.number == last.number || (known(first) && known(last)))
                    && !is_year_like(first.number)
                    && first.number > 0
            });
            let some = labels.pieces().any(|(first, _)| known(first));
            let all = labels.pieces().all(|(first, _)| known(first));
            if !fits || !(all || (some && strong)) {
                return Verdict::Text;
            }
            let mut notes = Vec::new();
            for (first, last) in labels.pieces() {
                notes.extend((first.number..=last.number).filter_map(|number| numbers.note(number, place)));
            }
            let list = notes.first().and_then(|note| numbers.list(*note));
            Verdict::Marker(marker(bracket, Answers::Many(notes.into_boxed_slice()), list))
        }
    }
}

/// Without any note list: at least two strong calls that count up from 1, or nothing.
fn without_list(outside: &[&Bracket]) -> Vec<Marker> {
    let strong: Vec<&&Bracket> = outside
        .iter()
        .filter(|bracket| bracket.position == Position::Strong && matches!(bracket.labels, Labels::One(_)))
        .collect();
    let mut next = 1;
    for bracket in &strong {
        let number = bracket.labels.first().map_or(0, |label| label.number);
        if number > next || number == 0 {
            return Vec::new();
        }
        next = next.max(number + 1);
    }
    // Behind the calls the same numbers again: the notes stand in the text ("Notes: [1] … [2] …").
    let labels: Vec<Option<u32>> =
        strong.iter().map(|bracket| bracket.labels.first().map(|label| label.number)).collect();
    let (calls, list) = labels.split_at(labels.len() / 2);
    let in_text = calls == list;
    if next < 3 || in_text {
        Vec::new()
    } else {
        strong.into_iter().map(|bracket| unanswered(bracket)).collect()
    }
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
