//! What stands behind a term: pages, brackets, a date, the end – or more words than a term may carry.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n, take_while1};
use nom::character::complete::char;
use nom::combinator::{opt, recognize, verify};
use nom::sequence::{delimited, terminated};
use nom::{IResult, Parser};

use super::{Reader, direction_of};
use crate::grammar::{date, locator};
use crate::lang::LocatorKind;
use crate::lang::index::index;
use crate::model::{Direction, Locator, Reading};
use crate::text;

/// So many pages, brackets and dates may follow one term.
const MOST_PIECES: usize = 8;

/// An aside behind a page ("as translated by Holt") has at most so many words.
const MOST_WORDS_OF_ASIDE: usize = 12;

/// What may stand behind a term.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tail {
    pub(super) locator: Option<Locator>,
    /// Where a comment begins.
    pub(super) comment: Option<usize>,
    pub(super) direction: Direction,
    /// The number of a note in brackets: "op. cit. (note 1)".
    pub(super) number: Option<u32>,
}

/// How much a term may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carries {
    /// Nothing but places: it is also an ordinary word.
    Places,
    /// A comment behind the stop.
    Comment,
    /// Also an aside behind a comma: no sentence has such a word by chance.
    Aside,
}

// group = "(" 1*any ")"
fn group(input: &str) -> IResult<&str, &str> {
    let inside = verify(take_while1(|c: char| c != '(' && c != ')'), |inside: &str| inside.len() <= 80);
    delimited(char('('), inside, char(')')).parse(input)
}

// counted = 1*10letter [ "." ] [ " " ] 1*4digit, as "table 4", "annex 2", "ф. 15"
fn counted(input: &str) -> IResult<&str, &str> {
    let word = || verify(take_while1(char::is_alphabetic), |word: &str| word.chars().count() <= 10);
    let digits = || take_while_m_n(1, 4, |c: char| c.is_ascii_digit());
    let separator = alt((tag(". "), tag("."), tag(" ")));
    recognize(terminated((word(), separator, digits()), opt(char('.')))).parse(input)
}

impl Reader<'_> {
    // tail = *( [ "," ] ( locator / group / date ) ) [ "." [ 1*blank comment ] / "," aside ]
    /// What is left behind a term; `None` if it is more than a term may carry.
    pub(super) fn tail(&self, from: usize, carries: Carries, named: bool) -> Option<Tail> {
        let mut tail = Tail { locator: None, comment: None, direction: Direction::Any, number: None };
        let mut at = self.skip(from, &[')', ' ']);
        if let Some((length, terms)) = index().back_term(self.rest(at))
            && let Some(direction) = terms.iter().find_map(direction_of)
        {
            tail.direction = direction;
            at += length;
        }
        // What was taken for a place may open a comment ("Ibid. Article 5 says …"): the last ones are given back.
        let mut taken = vec![(at, tail)];
        for _ in 0..MOST_PIECES {
            let Some(end) = self.piece(at, &mut tail) else { break };
            at = end;
            taken.push((at, tail));
        }
        taken.into_iter().rev().find_map(|(at, tail)| self.closed(at, tail, carries, named))
    }

    /// One place behind a term: where it ends.
    fn piece(&self, at: usize, tail: &mut Tail) -> Option<usize> {
        let mut next = self.skip(at, &[' ', ',', ';', ':', '.', '*', '_']);
        // "S. 25 und S. 30".
        if tail.locator.is_some()
            && let Some((word, _)) = self.rest(next).split_once(' ').filter(|(word, _)| index().is_and(word))
        {
            next += word.len() + 1;
        }
        let rest = self.rest(next);
        if let Ok((behind, inside)) = group(rest) {
            let end = next + rest.len() - behind.len();
            let within = inside.trim();
            if let Some(number) = self.note_number(next + 1, end - 1) {
                tail.number = tail.number.or(Some(number));
            } else if let Some((kind, length)) = locator::locator(within, false)
                && length == within.trim_end_matches('.').len()
            {
                let lead = inside.len() - inside.trim_start().len();
                self.place(tail, kind, next + 1 + lead, next + 1 + lead + length);
            }
            return Some(end);
        }
        if let Some(length) = self.date(next) {
            return Some(next + length);
        }
        if let Some((kind, length)) = locator::locator(rest, true) {
            self.place(tail, kind, next, next + length);
            return Some(next + length);
        }
        let (behind, words) = counted(rest).ok()?;
        let word = words.split([' ', '.']).next().unwrap_or_default();
        if behind.starts_with(char::is_alphanumeric) || index().month(word).is_some() {
            return None;
        }
        let length = words.trim_end_matches('.').len();
        self.place(tail, LocatorKind::Section, next, next + length);
        Some(next + length)
    }

    fn place(&self, tail: &mut Tail, kind: LocatorKind, start: usize, end: usize) {
        let span = self.source(start, end);
        tail.locator = Some(match tail.locator {
            Some(before) => Locator { kind: before.kind, span: before.span.join(span) },
            None => Locator { kind, span },
        });
    }

    /// "3 May 2024", "May 2024" behind a term is the day it was read or printed, not three pages.
    fn date(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let window = rest.char_indices().nth(24).map_or(rest, |(end, _)| rest.get(..end).unwrap_or(rest));
        let (found, span) = *date::dates(window, &[]).first()?;
        let named = span.of(window).contains(char::is_alphabetic);
        let full = named || matches!(found.reading, Reading::Day(_) | Reading::Ambiguous { .. });
        (full && span.start() == 0 && !self.rest(at + span.end()).starts_with(char::is_alphanumeric))
            .then(|| span.end())
    }

    /// The number that words in brackets give a note: "(note 1)".
    fn note_number(&self, start: usize, end: usize) -> Option<u32> {
        let (from, to) = (self.numbered.numbered(start), self.numbered.numbered(end));
        let (length, terms) = index().back_term(self.numbered.text.get(from..to)?)?;
        let whole =
            from + length == to && terms.iter().any(|term| term.function == crate::lang::Function::Note);
        self.numbered.number_in(from, to).filter(|_| whole).map(|(_, number)| number)
    }

    /// Whether the text may end here.
    fn closed(&self, at: usize, mut tail: Tail, carries: Carries, named: bool) -> Option<Tail> {
        let end = self.skip(at, &['.', ' ', ',', ')', '"', '\'', '*', '_']);
        if self.rest(end).is_empty() {
            return Some(tail);
        }
        if carries == Carries::Places {
            return None;
        }
        let between = self.folded.text.get(at..end)?;
        let before = self.folded.text.get(..end)?.trim_end();
        let comment = self.source(end, end + 1).start();
        let sentence = self.text.get(comment..)?.chars().next()?;
        // A comment follows a full stop and begins like a sentence.
        let stop = before.ends_with('.');
        let begins = sentence.is_uppercase() || text::closing_quote(sentence).is_some();
        let rest = self.rest(end);
        let aside = carries == Carries::Aside
            && (named || tail.locator.is_some())
            && between.trim_start().starts_with(',')
            && sentence.is_lowercase()
            && !rest.contains(|c: char| c.is_ascii_digit() || matches!(c, '"' | ';'))
            && rest.split(' ').count() <= MOST_WORDS_OF_ASIDE;
        if (stop && begins) || aside {
            tail.comment = Some(comment);
            return Some(tail);
        }
        None
    }
}
