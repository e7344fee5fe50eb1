//! Several numbered blocks that claim to be the note list, and only some are: steps, quoted lists, link definitions,
//! headings with numbers, blocks behind the notes.

use std::collections::{HashMap, HashSet};

use super::list::{Candidate, Entry};
use super::look::Look;
use super::marker::{Bracket, LineStart, Position};
use crate::model::{Document, ListId};
use crate::span::Span;
use crate::text;

/// A range calls at most so many notes.
const WIDEST_RANGE: u32 = 100;

// definition = "[" number "]:" *blank address [ 1*blank quoted-title ]
/// `[1]: https://… "Title"`, as Markdown defines a link.
pub(super) fn is_definition(text: &str, candidate: &Candidate) -> bool {
    let body = candidate.body.of(text);
    let title = body.find(char::is_whitespace).and_then(|at| body.get(at..)).unwrap_or_default().trim();
    let is_title = [('"', '"'), ('\'', '\''), ('(', ')')]
        .iter()
        .any(|(open, close)| title.len() > 1 && title.starts_with(*open) && title.ends_with(*close));
    // The title is one: `"Map"`, not `"Ports Grow", Harbour Daily, "…"`.
    let one = title.matches(['"', '(']).count() <= 2;
    has_colon(text, candidate) && (title.is_empty() || (is_title && one))
}

fn has_colon(text: &str, candidate: &Candidate) -> bool {
    text.get(candidate.bracket.end()..).is_some_and(|after| after.starts_with(':'))
}

/// Steps numbered in the text ("[1] signature, [2] ratification") are no list where the real one follows: the same
/// numbers with the looks of entries, and no call between the two.
pub(super) fn drop_steps(accepted: &mut Vec<&[Candidate]>, brackets: &[Bracket]) {
    let entries = |run: &[Candidate]| run.iter().filter(|candidate| candidate.look == Look::Entry).count();
    let calls_between = |from: usize, to: usize| {
        let start = brackets.partition_point(|bracket| bracket.span.start() < from);
        brackets
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(|bracket| bracket.span.start() < to)
            .any(|bracket| bracket.position > Position::No && bracket.line == LineStart::Inside)
    };
    let mut at = 0;
    while let (Some(steps), Some(list)) = (accepted.get(at).copied(), accepted.get(at + 1).copied()) {
        let (Some(last), Some(first)) = (steps.last(), list.first()) else { break };
        let numbers: HashSet<u32> = list.iter().map(|candidate| candidate.label.number).collect();
        let repeated = steps.iter().all(|candidate| numbers.contains(&candidate.label.number));
        let drop = repeated
            && entries(steps) == 0
            && entries(list) * 2 >= list.len()
            && !calls_between(last.end, first.bracket.start());
        if drop {
            accepted.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Link definitions are a note list only where there is no other, or where they count on in a list of their form.
pub(super) fn drop_definitions(
    document: &Document<'_>,
    accepted: &mut Vec<&[Candidate]>,
    called: &HashMap<u32, usize>,
    ignored: &mut Vec<Span>,
) {
    let text = document.running();
    let all = |run: &[Candidate]| run.iter().all(|candidate| is_definition(text, candidate));
    let is_other = |run: &&[Candidate]| !all(run) && is_real(document, run);
    if !accepted.iter().any(is_other) {
        return;
    }
    let mut last: Option<&Candidate> = None;
    accepted.retain(|run| {
        let before = last;
        last = run.last();
        let Some(first) = run.first().filter(|_| all(run)) else { return true };
        let counts_on = before.is_some_and(|before| {
            let between = text.get(before.end..first.bracket.start()).unwrap_or("x");
            before.label.number + 1 == first.label.number
                && between.trim().is_empty()
                && (has_colon(text, before) || called.contains_key(&first.label.number))
        });
        if !counts_on {
            ignored.extend(run.iter().map(|member| Span::new(member.bracket.start(), member.end)));
        }
        counts_on
    });
}

/// Whether a run has the looks or the heading of a note list.
fn is_real(document: &Document<'_>, run: &[Candidate]) -> bool {
    let entries = run.iter().filter(|candidate| candidate.look == Look::Entry).count();
    let heading = run.first().and_then(|first| document.heading_above(first.bracket.start()));
    entries * 2 >= run.len() || heading.is_some()
}

/// A list inside a quotation that holds its own calls is none of the draft's, which has one of its own: the whole
/// quotation is left alone.
pub(super) fn drop_quoted(
    text: &str,
    accepted: &mut Vec<&[Candidate]>,
    brackets: &[Bracket],
    ignored: &mut Vec<Span>,
) {
    let is_quoted =
        |run: &[Candidate]| run.first().is_some_and(|candidate| candidate.line == LineStart::Quoted);
    if accepted.iter().all(|run| is_quoted(run)) {
        return;
    }
    // The quotation that was walked last, from the end of its last list on, and whether it is left alone.
    let mut block = Span::default();
    let mut alone = false;
    accepted.retain(|run| {
        let Some((first, last)) = run.first().zip(run.last()).filter(|_| is_quoted(run)) else { return true };
        if first.bracket.start() >= block.end() {
            block = quotation(text, block.end(), first.bracket.start(), last.end);
            alone = false;
        }
        if !alone && calls_own(brackets, block.start(), run) {
            alone = true;
            ignored.push(block);
        }
        block.start = Span::at(last.end).start.min(block.end);
        !alone
    });
}

/// Whether the brackets between a place and a list call its numbers.
fn calls_own(brackets: &[Bracket], from: usize, run: &[Candidate]) -> bool {
    let numbers: HashSet<u32> = run.iter().map(|candidate| candidate.label.number).collect();
    let until = run.first().map_or(from, |first| first.bracket.start());
    let start = brackets.partition_point(|bracket| bracket.span.start() < from);
    let between = brackets.get(start..).unwrap_or_default().iter();
    between
        .take_while(|bracket| bracket.span.start() < until)
        .filter(|bracket| bracket.position > Position::No)
        .any(|bracket| bracket.labels.first().is_some_and(|label| numbers.contains(&label.number)))
}

/// The lines of a quotation around a place, none of them before `from`.
fn quotation(text: &str, from: usize, start: usize, end: usize) -> Span {
    let is_quoted = |line: &&str| line.trim_start_matches(text::is_blank).starts_with('>');
    let above = text.get(from..start).unwrap_or_default();
    let unquoted = text::whole_lines(above)
        .scan(from, |at, line| {
            *at += line.len();
            Some((*at, line))
        })
        .filter(|(_, line)| !is_quoted(line))
        .last();
    let below = text::whole_lines(text.get(end..).unwrap_or_default()).take_while(is_quoted);
    Span::new(unquoted.map_or(from, |(at, _)| at), end + below.map(str::len).sum::<usize>())
}

/// A list as its rivals see it.
#[derive(Debug, Default)]
struct Rival {
    numbers: HashSet<u32>,
    notes: usize,
    /// Notes that look like entries.
    entries: usize,
    under_heading: bool,
    /// It ends a chapter of its own: text stands above it, and a heading that speaks of notes.
    ends_chapter: bool,
    /// Calls that lead to it by their place.
    calls: usize,
}

/// The notes without those of blocks that a real list repeats, and of blocks that no marker calls while another list answers
/// all markers. Where a number is called as often as lists have it, each list has its call.
pub(super) fn without_rivals(
    document: &Document<'_>,
    mut entries: Vec<Entry>,
    brackets: &[Bracket],
    ignored: &mut Vec<Span>,
) -> Vec<Entry> {
    // Calls that lead to a block without entries lead elsewhere once it is gone: it goes first.
    let plain: fn(&Rival, bool) -> bool = |rival, real| real && rival.entries == 0;
    let idle: fn(&Rival, bool) -> bool = |rival, _| rival.calls == 0 && !rival.ends_chapter;
    for is_weak in [plain, idle] {
        let dropped = weak_lists(document, &entries, brackets, ignored, is_weak);
        if dropped.is_empty() {
            continue;
        }
        let (gone, kept): (Vec<Entry>, Vec<Entry>) =
            entries.into_iter().partition(|entry| dropped.contains(&entry.list));
        ignored.extend(gone.iter().map(|entry| entry.span));
        entries = kept;
        renumber(&mut entries);
    }
    entries
}

/// The lists that are weak, and most of whose numbers are called less often than lists have them.
fn weak_lists(
    document: &Document<'_>,
    entries: &[Entry],
    brackets: &[Bracket],
    ignored: &[Span],
    is_weak: fn(&Rival, bool) -> bool,
) -> HashSet<ListId> {
    let mut rivals = rivals(document, entries);
    if rivals.len() < 2 {
        return HashSet::new();
    }
    let mut rows: Vec<(u32, u32, ListId)> =
        entries.iter().map(|entry| (entry.label.number, entry.span.start, entry.list)).collect();
    rows.sort_unstable();
    let mut owners: HashMap<u32, usize> = HashMap::new();
    for number in rivals.iter().flat_map(|rival| &rival.numbers) {
        *owners.entry(*number).or_default() += 1;
    }
    let mut calls: HashMap<u32, usize> = HashMap::new();
    for (number, place) in called_numbers(entries, brackets, ignored) {
        let behind = rows.partition_point(|row| (row.0, row.1) < (number, place));
        let row = [Some(behind), behind.checked_sub(1)].into_iter().flatten().filter_map(|at| rows.get(at));
        let Some((.., list)) = row.into_iter().find(|row| row.0 == number) else { continue };
        *calls.entry(number).or_default() += 1;
        if let Some(rival) = rivals.get_mut(list.0 as usize) {
            rival.calls += 1;
        }
    }
    let answers_all = |rival: &Rival| calls.keys().all(|number| rival.numbers.contains(number));
    let is_real = |rival: &Rival| rival.entries * 2 >= rival.notes || rival.under_heading;
    let real = rivals.iter().any(|rival| answers_all(rival) && is_real(rival) && rival.entries > 0);
    let count = |table: &HashMap<u32, usize>, number: u32| table.get(&number).copied().unwrap_or(0);
    let is_short = |rival: &Rival| {
        let short = rival.numbers.iter().filter(|number| count(&calls, **number) < count(&owners, **number));
        short.count() * 2 > rival.numbers.len()
    };
    (0u32..)
        .zip(&rivals)
        .filter(|(_, rival)| !calls.is_empty() && is_weak(rival, real) && is_short(rival))
        .map(|(list, _)| ListId(list))
        .collect()
}

/// What is known of each list, its calls not yet counted.
fn rivals(document: &Document<'_>, entries: &[Entry]) -> Vec<Rival> {
    let text = document.running();
    let mut rivals: Vec<Rival> = Vec::new();
    rivals.resize_with(entries.last().map_or(0, |entry| entry.list.0 as usize + 1), Rival::default);
    let mut before: usize = 0;
    for entry in entries {
        let Some(rival) = rivals.get_mut(entry.list.0 as usize) else { continue };
        if rival.notes == 0
            && let Some(heading) = document.heading_above(entry.span.start())
        {
            let chapter = text.get(before..heading.span.start()).unwrap_or_default().trim();
            rival.under_heading = true;
            rival.ends_chapter = !chapter.is_empty() && document.names_notes(heading);
        }
        rival.notes += 1;
        rival.entries += usize::from(entry.look == Look::Entry);
        rival.numbers.insert(entry.label.number);
        before = entry.span.end();
    }
    rivals
}

/// The numbers that brackets outside the notes call, and where.
fn called_numbers(entries: &[Entry], brackets: &[Bracket], ignored: &[Span]) -> Vec<(u32, u32)> {
    let mut closed: Vec<Span> =
        entries.iter().map(|entry| entry.span).chain(ignored.iter().copied()).collect();
    closed.sort_unstable();
    let mut closed = closed.into_iter().peekable();
    let mut found = Vec::new();
    for bracket in brackets.iter().filter(|bracket| bracket.position > Position::No) {
        while closed.next_if(|span| span.end <= bracket.span.start).is_some() {}
        if closed.peek().is_some_and(|span| span.start <= bracket.span.start) {
            continue;
        }
        for (first, last) in bracket.labels.pieces() {
            let last = last.number.min(first.number.saturating_add(WIDEST_RANGE));
            found.extend((first.number..=last).map(|number| (number, bracket.span.start)));
        }
    }
    found
}

/// Lists are counted from 0 without a gap.
fn renumber(entries: &mut [Entry]) {
    let mut last: Option<ListId> = None;
    let mut next = ListId(0);
    for entry in entries {
        if last.is_some_and(|last| last != entry.list) {
            next = ListId(next.0 + 1);
        }
        last = Some(entry.list);
        entry.list = next;
    }
}
