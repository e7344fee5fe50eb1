//! Pointers to notes by their numbers: which ones are meant for us, and those that name several ("see notes 8 and 9").

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::combinator::{opt, verify};
use nom::sequence::{delimited, terminated};
use nom::{IResult, Parser};

use super::{Context, Found, Reader};
use crate::lang::index::{BackTerm, index};
use crate::lang::{Function, LanguageId, Term, t};
use crate::span::Span;
use crate::text;

/// One pointer names at most so many notes.
const MOST_NOTES: usize = 8;

static POINTER: Term = t("note {n}");

/// Whether the words of a term point into our own list, whatever stands before them.
pub(super) fn points(term: &str) -> bool {
    term.split_whitespace().any(|word| index().points(&text::folded(word.trim_end_matches(','))))
}

/// "N 45" behind a periodical counts its issues.
pub(super) fn counts_issues(term: &str, typed: &str) -> bool {
    matches!(term, "n. {n}" | "n {n}") && typed.starts_with('N')
}

// last = " " and "{n}" / "," [ " " ] and "{n}" / [ " " ] "-" [ " " ] "{n}"
fn last_number(input: &str) -> IResult<&str, &str> {
    let word = || verify(take_while1(char::is_alphabetic), |word: &str| index().is_and(word));
    let and = || terminated(alt((word(), tag("&"))), tag(" "));
    let number = || tag("{n}");
    alt((
        delimited(tag(" "), and(), number()),
        delimited((opt(tag(" ")), alt((tag(","), tag("-"))), opt(tag(" "))), and(), number()),
        delimited(opt(tag(" ")), tag("-"), (opt(tag(" ")), number())),
    ))
    .parse(input)
}

// comma number = "," [ " " ] "{n}"
fn comma_number(input: &str) -> IResult<&str, &str> {
    delimited(opt(tag(" ")), tag(","), (opt(tag(" ")), tag("{n}"))).parse(input)
}

/// A number behind a comma, where the list goes on to its last: "notes 7, 8 and 9". Alone it is a page.
fn listed_number(input: &str) -> IResult<&str, &str> {
    let (rest, comma) = comma_number(input)?;
    let mut behind = rest;
    while let Ok((further, _)) = comma_number(behind) {
        behind = further;
    }
    last_number(behind).map(|_| (rest, comma))
}

impl Reader<'_> {
    /// The further numbers of a pointer; `end` moves behind them.
    pub(super) fn more_numbers(&self, end: &mut usize) -> Vec<(u32, Span)> {
        let mut more = Vec::new();
        while more.len() < MOST_NOTES {
            let Some(rest) = self.numbered.text.get(*end..) else { break };
            let Ok((behind, _)) = last_number(rest).or_else(|_| listed_number(rest)) else { break };
            let next = self.numbered.text.len() - behind.len();
            let Some((at, number)) = self.numbered.number_in(*end, next) else { break };
            more.push((number, self.source(self.numbered.folded(at), self.numbered.folded(next))));
            *end = next;
        }
        more
    }

    // pointer = note-word [ "no." ] "{n}" / "[{n}]", behind a signal
    /// A pointer in words that the tables of terms do not have.
    pub(super) fn pointer_at(&self, at: usize, context: Context) -> Option<Found> {
        let rest = self.numbered.text.get(at..)?;
        if context.signalled && rest.starts_with("[{n}]") {
            return self.point(at, "[{n}]".len(), context);
        }
        let (_, behind) = rest.split_once(' ').filter(|(word, _)| self.words.is_note_word(word))?;
        let counted = ["no. ", "no.", "nr. ", "nr.", "n° ", "n°", "№ ", "№", "no "];
        let number = counted.iter().find_map(|sign| behind.strip_prefix(sign)).unwrap_or(behind);
        if !number.starts_with("{n}") {
            return None;
        }
        self.point(at, rest.len() - number.len() + "{n}".len(), context)
    }

    fn point(&self, at: usize, length: usize, context: Context) -> Option<Found> {
        let language = self.words.language.or_else(|| LanguageId::all().next())?;
        let reading = BackTerm { language, function: Function::Note, term: &POINTER };
        self.read(at, length, &reading, None, context)
    }
}
