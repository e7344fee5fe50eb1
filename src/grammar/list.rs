//! Where the note lists of a draft stand, and where each of their notes begins and ends.
//!
//! A bracketed number at the start of a line may open a note. Neighbours form a run; a run is a list if its notes are
//! called, look like entries, or stand under a heading that says so. A note ends at a blank line that no continuation
//! follows: the biography behind the last note belongs to no note.

use std::collections::{HashMap, HashSet};

use super::extent::{Place, extent};
use super::look::{Look, look};
use super::marker::{Bracket, LineStart, Position};
use super::opener::{self, Opener, ends_with_blank_line};
use super::rival::{self, is_definition};
use super::scope::Scope;
use super::unread;
use crate::model::{Document, Label, ListId, Unread};
use crate::span::Span;
use crate::text;

/// A note before its text is read.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) label: Label,
    pub(crate) list: ListId,
    pub(crate) span: Span,
    pub(crate) body: Span,
    pub(super) look: Look,
}

impl Entry {
    /// A note that the format states: it need not look like one.
    pub(super) fn stated(label: Label, list: ListId, span: Span, body: Span) -> Entry {
        Entry { label, list, span, body, look: Look::Entry }
    }
}

/// The note lists of a document.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    /// In the order of the text.
    pub(crate) entries: Vec<Entry>,
    /// Lines that repeat a list as link definitions (`[1]: https://…`), or tables of contents: neither notes nor calls.
    pub(crate) ignored: Vec<Span>,
    /// Notes of a kind that is not read.
    pub(crate) unread: Option<Unread>,
}

/// A bracket at the start of a line that may open a note.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) label: Label,
    pub(super) bracket: Span,
    pub(super) body: Span,
    /// Where the search for its end stopped.
    pub(super) end: usize,
    pub(super) line: LineStart,
    /// Judged once the body is settled.
    pub(super) look: Look,
}

/// Neighbouring candidates with nothing but blank lines between them.
#[derive(Debug)]
struct RunOfNotes {
    first: usize,
    last: usize,
}

/// Finds the note lists.
pub(crate) fn lists(document: &Document<'_>, brackets: &[Bracket]) -> Lists {
    let text = document.running();
    let candidates = candidates(text, brackets);
    let runs = runs(text, &candidates);
    let called = called(brackets, &candidates);
    let mut lists = Lists::default();
    let mut accepted: Vec<&[Candidate]> = Vec::new();
    for run in &runs {
        let Some(members) = candidates.get(run.first..run.last) else { continue };
        let repeats = accepted.last().is_some_and(|before| is_definitions_of(text, members, before));
        if repeats || is_contents(members) {
            lists.ignored.extend(members.iter().map(|member| Span::new(member.bracket.start(), member.end)));
        } else if is_list(document, members, &called) {
            accepted.push(members);
        }
    }
    rival::drop_steps(&mut accepted, brackets);
    rival::drop_definitions(document, &mut accepted, &called, &mut lists.ignored);
    rival::drop_quoted(text, &mut accepted, brackets, &mut lists.ignored);
    lists.entries = rival::without_rivals(document, entries(&accepted), brackets, &mut lists.ignored);
    lists.unread = unread::unread(document, brackets, lists.entries.is_empty());
    lists
}

/// The notes of all runs, each with its list.
fn entries(accepted: &[&[Candidate]]) -> Vec<Entry> {
    let mut scope = Scope::default();
    let mut entries = Vec::new();
    for run in accepted {
        scope.open_run(run);
        for (at, candidate) in run.iter().enumerate() {
            let list = scope.list_of(candidate.label, run.get(at + 1).map(|next| next.label));
            entries.push(Entry {
                label: candidate.label,
                list,
                span: Span::new(candidate.bracket.start(), candidate.body.end().max(candidate.bracket.end())),
                body: candidate.body,
                look: candidate.look,
            });
        }
    }
    entries
}

/// The labels called anywhere outside the candidates, and where first.
fn called(brackets: &[Bracket], candidates: &[Candidate]) -> HashMap<u32, usize> {
    let mut lines = candidates.iter().peekable();
    let mut called: HashMap<u32, usize> = HashMap::new();
    for bracket in brackets {
        while lines.next_if(|candidate| candidate.end <= bracket.span.start()).is_some() {}
        let opens_note = lines.peek().is_some_and(|candidate| candidate.bracket == bracket.span);
        if !opens_note && bracket.position > Position::No {
            for (first, last) in bracket.labels.pieces() {
                called.entry(first.number).or_insert(bracket.span.start());
                called.entry(last.number).or_insert(bracket.span.start());
            }
        }
    }
    called
}

fn candidates(text: &str, brackets: &[Bracket]) -> Vec<Candidate> {
    let openers = opener::openers(text, brackets);
    let start = |opener: &Opener<'_>| match opener.bracket.line {
        LineStart::Inside => opener.bracket.span.start(),
        _ => opener.bracket.line_start as usize,
    };
    let limits: Vec<usize> = openers.iter().skip(1).map(start).chain([text.len()]).collect();
    let first = openers.first().map_or(0, start);
    let indentation_tells = !is_body_indented(text.get(..first).unwrap_or_default(), brackets);
    let walk = |opener: &Opener<'_>, limit: usize, next: u32, indentation_tells: bool| {
        let bracket = opener.bracket;
        let prefix = text.get(start(opener)..bracket.span.start()).unwrap_or_default();
        let place = Place {
            start: opener.body,
            limit: limit.max(opener.body),
            indent: match bracket.line {
                LineStart::Plain(_) | LineStart::Quoted => prefix.len() - prefix.matches('>').count(),
                LineStart::Directive | LineStart::Inside => 0,
            },
            quoted: prefix.matches('>').count(),
            indentation_tells,
        };
        let (body, end, paragraphs) =
            extent(text, place, |from| calls_in_paragraph(text, brackets, from, next));
        let (label, line, look) = (opener.label, bracket.line, Look::Plain);
        (Candidate { label, bracket: bracket.span, body, end, line, look }, paragraphs)
    };
    let rows = || openers.iter().zip(limits.iter().copied());
    let next = |at: usize, opener: &Opener<'_>| {
        openers.get(at + 1).map_or(opener.label.number + 1, |next| next.label.number)
    };
    let walked: Vec<(Candidate, bool)> = rows()
        .enumerate()
        .map(|(at, (opener, limit))| walk(opener, limit, next(at, opener), indentation_tells))
        .collect();
    // An indented paragraph behind the last note belongs to it only where a note inside the list has one too: it may be
    // an author's box.
    let leads_on = |candidate: &Candidate, limit: usize| {
        limit < text.len() && text.get(candidate.end..limit).is_some_and(|between| between.trim().is_empty())
    };
    let habit =
        walked.iter().zip(&limits).any(|((candidate, has), limit)| *has && leads_on(candidate, *limit));
    let mut candidates = Vec::with_capacity(walked.len());
    for ((candidate, has_paragraphs), (opener, limit)) in walked.into_iter().zip(rows()) {
        let doubtful = has_paragraphs && !habit && !leads_on(&candidate, limit);
        candidates.push(if doubtful { walk(opener, limit, 0, false).0 } else { candidate });
    }
    fill_bare_numbers(text, &mut candidates, limits.into_iter());
    candidates.iter_mut().for_each(|candidate| candidate.look = look(candidate.body.of(text)));
    candidates
}

/// Whether the text above the notes indents the paragraphs that hold calls: there, indentation proves nothing.
fn is_body_indented(above: &str, brackets: &[Bracket]) -> bool {
    let mut calls = brackets
        .iter()
        .filter(|bracket| bracket.line == LineStart::Inside && bracket.position > Position::No)
        .map(|bracket| bracket.span.start())
        .peekable();
    let (mut end, mut before_blank, mut indented) = (0, true, false);
    for line in text::whole_lines(above) {
        end += line.len();
        let blank = line.trim().is_empty();
        if !blank {
            let starts = line.starts_with(|c: char| text::is_blank(c) && c != '\u{C}');
            indented = starts || (indented && !before_blank);
        }
        before_blank = blank;
        while calls.next_if(|call| *call < end).is_some() {
            if indented {
                return true;
            }
        }
    }
    false
}

/// Whether a paragraph calls a note: then it is running text.
fn calls_in_paragraph(text: &str, brackets: &[Bracket], from: usize, number: u32) -> bool {
    let rest = text.get(from..).unwrap_or_default();
    let lines = text::whole_lines(rest).take_while(|line| !line.trim().is_empty());
    let length: usize = lines.map(str::len).sum();
    let first = brackets.partition_point(|bracket| bracket.span.start() < from);
    brackets
        .get(first..)
        .unwrap_or_default()
        .iter()
        .take_while(|bracket| bracket.span.start() < from + length)
        .filter(|bracket| bracket.line == LineStart::Inside && bracket.position > Position::No)
        .any(|bracket| bracket.labels.pieces().any(|(first, _)| first.number == number))
}

/// Numbers on lines of their own, each with one paragraph below a blank line: the paragraphs are the notes. One such number
/// is an empty note; two show a habit.
fn fill_bare_numbers(text: &str, candidates: &mut [Candidate], limits: impl Iterator<Item = usize>) {
    let paragraph = |candidate: &Candidate, limit: usize| {
        let below = text.get(candidate.body.end()..limit)?;
        let start = candidate.body.end() + below.len() - below.trim_start().len();
        let rest = text.get(start..limit)?.trim_end();
        let one = !rest.is_empty() && !rest.contains("\n\n") && !rest.contains("\r\n\r\n");
        one.then(|| Span::new(start, start + rest.len()))
    };
    let found: Vec<Option<Span>> = candidates
        .iter()
        .zip(limits)
        .map(|(candidate, limit)| candidate.body.is_empty().then(|| paragraph(candidate, limit)).flatten())
        .collect();
    let filled = found.iter().flatten().count();
    if filled < 2 || filled * 2 < candidates.len() {
        return;
    }
    for (candidate, body) in candidates.iter_mut().zip(found) {
        if let Some(body) = body {
            candidate.body = body;
            candidate.end = body.end();
        }
    }
}

fn runs(text: &str, candidates: &[Candidate]) -> Vec<RunOfNotes> {
    let mut runs: Vec<RunOfNotes> = Vec::new();
    let mut before: Option<&Candidate> = None;
    for (at, candidate) in candidates.iter().enumerate() {
        let joins = before.is_some_and(|before| {
            let between = text.get(before.end..candidate.bracket.start()).unwrap_or_default();
            let empty =
                between.chars().all(|c| c.is_whitespace() || matches!(c, '>' | '.' | '-' | '*' | '_' | '='));
            empty
                && (before.line == LineStart::Quoted) == (candidate.line == LineStart::Quoted)
                && is_definition(text, before) == is_definition(text, candidate)
                && !begins_anew(candidates, runs.last(), at)
        });
        match runs.last_mut() {
            Some(run) if joins => run.last = at + 1,
            _ => runs.push(RunOfNotes { first: at, last: at + 1 }),
        }
        before = Some(candidate);
    }
    runs
}

/// Whether the numbers fall back to the first of the run: a list begins, whatever stood above it.
fn begins_anew(candidates: &[Candidate], run: Option<&RunOfNotes>, at: usize) -> bool {
    let number = |index: usize| candidates.get(index).map(|candidate| candidate.label.number);
    let first = run.and_then(|run| number(run.first));
    let before = at.checked_sub(1).and_then(number);
    let length = run.map_or(0, |run| run.last - run.first);
    // `[1] [2] [1] [4]`: the old numbers go on, and one was mistyped.
    let goes_on = before.is_some_and(|before| number(at + 1) == Some(before + 2));
    length >= 2 && number(at) == first && before > first && number(at + 1) > first && !goes_on
}

/// Whether a run is a list of notes.
fn is_list(document: &Document<'_>, run: &[Candidate], called: &HashMap<u32, usize>) -> bool {
    let text = document.running();
    let Some(first) = run.first() else { return false };
    let count = run.len();
    let calls = run.iter().filter(|candidate| called.contains_key(&candidate.label.number)).count();
    let before = text.get(..first.bracket.start()).unwrap_or_default();
    let before = before.trim_end_matches(|c: char| text::is_blank(c) || matches!(c, '>' | '.'));
    let attached = !before.is_empty() && !ends_with_blank_line(before);
    let under_heading = document.heading_above(before.len()).is_some();
    let seen = |wanted: Look| run.iter().filter(|candidate| candidate.look == wanted).count();
    let (entries, prose) = (seen(Look::Entry), seen(Look::Prose));
    if first.line == LineStart::Quoted && calls * 2 < count {
        return false;
    }
    if under_heading {
        return calls + entries > 0 || count >= 2;
    }
    // A paragraph of prose goes on behind the number; only calls make such a run a list.
    if prose * 2 > count && entries == 0 {
        let start = first.bracket.start();
        let before =
            |candidate: &&Candidate| called.get(&candidate.label.number).is_some_and(|at| *at < start);
        return count >= 2 && run.iter().filter(before).count() * 4 >= count * 3;
    }
    if count == 1 {
        return match first.look {
            Look::Entry => calls == 1 || (!attached && first.label.number == 1),
            // Under a line of text its call stands in that line.
            Look::Plain => called.get(&first.label.number).is_some_and(|at| {
                let line = before.trim_end_matches(text::is_line_end);
                let line = line.rfind(text::is_line_end).unwrap_or(0);
                *at < first.bracket.start() && (!attached || *at >= line)
            }),
            _ => false,
        };
    }
    if attached && first.look == Look::Prose {
        return false;
    }
    calls * 2 >= count || entries * 2 >= count
}

/// Whether a run is a table of contents: its numbers call nothing.
fn is_contents(run: &[Candidate]) -> bool {
    run.iter().filter(|candidate| candidate.look == Look::Contents).count() * 2 > run.len()
}

/// Whether a run only repeats the list before it as link definitions.
fn is_definitions_of(text: &str, run: &[Candidate], before: &[Candidate]) -> bool {
    let known: HashSet<u32> = before.iter().map(|candidate| candidate.label.number).collect();
    run.iter().all(|candidate| is_definition(text, candidate) && known.contains(&candidate.label.number))
        && !before.iter().all(|candidate| is_definition(text, candidate))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::marker;
    use crate::read;

    fn notes(text: &str) -> Vec<(u32, u32, String)> {
        let document = read::read_text(text);
        let brackets = marker::brackets(&document);
        let found = lists(&document, &brackets);
        found
            .entries
            .into_iter()
            .map(|entry| (entry.list.0, entry.label.number, text::squeeze(entry.body.of(text))))
            .collect()
    }

    fn bodies(text: &str) -> Vec<String> {
        notes(text).into_iter().map(|(_, _, body)| body).collect()
    }

    #[test]
    fn a_list_ends_before_the_biography() {
        let text = "End.[1] So.[2]\n\n[1] “A”, B, https://a.org/x.\n\n[2] Same place.\n\nAda Novak\nAda Novak is a fellow.\n";
        assert_eq!(bodies(text), ["“A”, B, https://a.org/x.", "Same place."]);
        let glued =
            "End.[1] So.[2]\n\n[1] “A”, B, https://a.org/x.\n[2] Same place.\nAda Novak is a fellow.\n";
        assert_eq!(bodies(glued), ["“A”, B, https://a.org/x.", "Same place."]);
    }

    #[test]
    fn wrapped_lines_belong_to_their_note() {
        let text = "End.[1] So.[2]\n\n[1] Ada Novak, “A Long Title That Goes\nOn Over Two Lines”, Harbour Daily,\nhttps://a.org/x.\n[2] Ibid.";
        assert_eq!(
            bodies(text)[0],
            "Ada Novak, “A Long Title That Goes On Over Two Lines”, Harbour Daily, https://a.org/x."
        );
        assert_eq!(bodies(text)[1], "Ibid.");
    }

    #[test]
    fn the_text_of_a_note_may_begin_below_its_number() {
        assert_eq!(bodies("End.[1]\n\n[1]\nhttps://a.org/x\n"), ["https://a.org/x"]);
        assert_eq!(bodies("End.[1] So.[2]\n\n[1]\n\n[2] https://a.org/x\n"), ["", "https://a.org/x"]);
    }

    #[test]
    fn chapters_count_on_or_restart() {
        let restart = "A.[1]\n\n[1] https://a.org/x\n\nChapter two. B.[1]\n\n[1] https://b.org/y\n";
        assert_eq!(notes(restart).iter().map(|n| (n.0, n.1)).collect::<Vec<_>>(), [(0, 1), (1, 1)]);
        let on = "A.[1]\n\n[1] https://a.org/x\n\nChapter two. B.[2]\n\n[2] https://b.org/y\n";
        assert_eq!(notes(on).iter().map(|n| (n.0, n.1)).collect::<Vec<_>>(), [(0, 1), (0, 2)]);
    }

    #[test]
    fn prose_and_contents_are_no_lists() {
        assert!(notes("[1] is given to ports.\n\nSome text.\n\n[2] is given to rails.\n").is_empty());
        assert!(notes("[1] Introduction .... 3\n[2] Ports .... 9\n").is_empty());
        assert!(notes("The end of the line\n[2023] was a good year.\n").is_empty());
        assert!(notes("[12] INFO started\n[13] INFO stopped\n").is_empty());
    }

    #[test]
    fn a_heading_a_bullet_of_dots_and_quotes_are_seen() {
        assert_eq!(bodies("Text.\n\nNotes\n[1] Moore.\n[2] Moore, twice.\n"), ["Moore.", "Moore, twice."]);
        assert_eq!(bodies("End [1]_.\n\n.. [1] https://a.org/x\n"), ["https://a.org/x"]);
        assert_eq!(bodies("End.[1] B.[2]\n\n> [1] https://a.org/x\n> [2] https://b.org/y\n").len(), 2);
    }

    #[test]
    fn a_definition_of_the_same_number_is_the_same_note() {
        let text = "A [[1]] b [[2]].\n\n[1]. [Port](https://a.org/x)\n\n[2]. Rail\n\n[1]: https://a.org/x\n[2]: https://b.org/y\n";
        assert_eq!(notes(text).len(), 2);
    }
}
