//! What may stand between the brackets of a call: numbers, ranges, signals before them and pages behind them.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{map_opt, opt, value};
use nom::multi::{fold_many0, many0_count, many1_count};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use super::locator;
use crate::lang::index::index;
use crate::model::{Label, Labels};
use crate::text;

/// A label has at most so many digits; a longer run is no number of a note.
const MOST_DIGITS: usize = 6;

/// Words between two numbers, or before the first, are looked at no further than this, in bytes.
const LONGEST_WORDS: usize = 64;

/// A bracket as it is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Inside {
    pub(super) labels: Labels,
    /// `[[2]]`
    pub(super) doubled: bool,
    /// Numbers among words that are not understood: they may call notes, and may not.
    pub(super) loose: bool,
}

type Piece = (Label, Label);

fn blanks(input: &str) -> IResult<&str, &str> {
    take_while(text::is_blank).parse(input)
}

fn blanks1(input: &str) -> IResult<&str, &str> {
    take_while1(text::is_blank).parse(input)
}

// number = 1*6digit
fn number(input: &str) -> IResult<&str, Label> {
    map_opt(take_while_m_n(1, MOST_DIGITS, |c: char| c.is_ascii_digit()), |digits: &str| {
        Some(Label::typed(digits.parse().ok()?, u8::try_from(digits.len()).ok()?))
    })
    .parse(input)
}

// piece = number [ *blank ( "-" / "–" ) *blank number ]
fn piece(input: &str) -> IResult<&str, Piece> {
    let dash = delimited(blanks, one_of("-–—"), blanks);
    let (rest, (first, last)) = (number, opt(preceded(dash, number))).parse(input)?;
    Ok((rest, (first, last.unwrap_or(first))))
}

// joint = *blank ( "," / ";" ) *blank / 1*blank ( "and" / "ve" / "и" … ) 1*blank
fn joint(input: &str) -> IResult<&str, ()> {
    let word = map_opt(take_while1(|c: char| c.is_alphabetic() || c == '&'), |word: &str| {
        (word == "&" || index().is_and(word)).then_some(())
    });
    alt((value((), delimited(blanks, one_of(",;"), blanks)), delimited(blanks1, word, blanks1))).parse(input)
}

// pieces = piece *( joint piece )
fn pieces(input: &str) -> IResult<&str, Vec<Piece>> {
    let (rest, first) = piece(input)?;
    fold_many0(
        preceded(joint, piece),
        move || vec![first],
        |mut pieces, piece| {
            pieces.push(piece);
            pieces
        },
    )
    .parse(rest)
}

/// The numbers at the start of a text that are written as one: "2", "2 and 3", "2–5".
pub(super) fn numbers(input: &str) -> IResult<&str, Vec<Piece>> {
    pieces(input)
}

/// The words up to a character that ends them, on one line; nothing where it does not come soon.
fn words(input: &str, ends: impl Fn(char) -> bool) -> &str {
    let mut near = input.char_indices().take_while(|(at, c)| *at <= LONGEST_WORDS && !text::is_line_end(*c));
    near.find(|(_, c)| ends(*c)).and_then(|(at, _)| input.get(..at)).unwrap_or_default()
}

/// What is behind some words that were read, if they fit.
fn behind<'t>(input: &'t str, words: &str, fits: bool) -> IResult<&'t str, ()> {
    match input.get(words.len()..).filter(|_| fits) {
        Some(rest) => Ok((rest, ())),
        None => Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify))),
    }
}

// locator = label-of-a-locator value / "p" number / "at" 1*blank number / "passim"
fn located(input: &str) -> IResult<&str, ()> {
    let one = words(input, |c| matches!(c, ',' | ';' | ']'));
    let folded = text::folded(one);
    let whole = folded.trim_end_matches('.');
    let known =
        |folded: &str, bare| locator::locator(folded, bare).is_some_and(|(_, length)| length >= whole.len());
    let abbreviated = || {
        let digits = whole.trim_start_matches(char::is_alphabetic);
        let label = whole.get(..whole.len() - digits.len()).unwrap_or_default();
        !label.is_empty() && known(&format!("{label}. {digits}"), false)
    };
    let worded = whole.starts_with(char::is_alphabetic) || whole.starts_with(['§', '¶', '№']);
    let fits = worded && (whole == "passim" || known(&folded, true) || abbreviated());
    behind(input, one, fits)
}

// pinpoint = 1*( ( "," / "." ) *blank locator *( "," *blank piece ) ) / [ blank ] ":" 1*blank piece
fn pinpoint(input: &str) -> IResult<&str, ()> {
    let colon = preceded((opt(char(' ')), char(':'), blanks1), value((), piece));
    let more = many0_count((delimited(blanks, char(','), blanks), piece));
    let worded = value((), many1_count((one_of(",."), blanks, located, more)));
    alt((colon, worded)).parse(input)
}

// cite = pieces [ pinpoint ]
fn cite(input: &str) -> IResult<&str, Vec<Piece>> {
    let (rest, (pieces, _)) = (pieces, opt(pinpoint)).parse(input)?;
    Ok((rest, pieces))
}

// cites = cite *( *blank ";" *blank cite )
fn cites(input: &str) -> IResult<&str, Vec<Piece>> {
    let (rest, first) = cite(input)?;
    fold_many0(
        preceded(delimited(blanks, char(';'), blanks), cite),
        move || first.clone(),
        |mut all, more| {
            all.extend(more);
            all
        },
    )
    .parse(rest)
}

// signal = "see" / "cf." / "bkz." / "см." … 1*blank
fn signal(input: &str) -> IResult<&str, ()> {
    let words = words(input, |c| c.is_ascii_digit());
    let folded = text::folded(words);
    let known = words.ends_with(text::is_blank)
        && index().signal(&folded).is_some_and(|(length, _)| length == folded.len());
    behind(input, words, known)
}

// loose = "[" [ signal ] number ( ( "," / ":" / ";" ) / "." blank / blank joint ) … "]"    numbers among unknown words
fn loose(input: &str) -> IResult<&str, Vec<Piece>> {
    let (inside, _) = (char('['), blanks, opt(signal)).parse(input)?;
    let (after, first) = piece(inside)?;
    let glued = after.starts_with([',', ':', ';']);
    let spaced = after.strip_prefix('.').unwrap_or(after).starts_with(text::is_blank)
        && (after.starts_with('.') || joint(after).is_ok());
    let words = words(after, |c| matches!(c, ']' | '['));
    let (rest, ()) = behind(after, words, glued || spaced)?;
    let (rest, _) = char(']').parse(rest)?;
    let more = words.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| number(digits).ok());
    let more = more.map(|(_, label)| (label, label));
    Ok((rest, std::iter::once(first).chain(more).collect()))
}

// bracket = "[[" pieces "]]" / "[\[" pieces "\]]" / "[" *blank [ signal ] cites *blank "]" / loose
pub(super) fn bracket(input: &str) -> IResult<&str, Inside> {
    // Most brackets of a text hold words: a signal is sought only where a letter stands.
    let worded = input.chars().nth(1).is_some_and(char::is_alphabetic);
    let all = |pieces: Vec<Piece>, doubled, loose| Inside { labels: labels(pieces, loose), doubled, loose };
    if worded {
        let signalled = delimited((char('['), signal), cites, (blanks, char(']')));
        return alt((
            signalled.map(|pieces| all(pieces, false, false)),
            loose.map(|pieces| all(pieces, false, true)),
        ))
        .parse(input);
    }
    alt((
        delimited(tag("[["), pieces, tag("]]")).map(|pieces| all(pieces, true, false)),
        delimited(tag("[\\["), pieces, tag("\\]]")).map(|pieces| all(pieces, true, false)),
        delimited((char('['), blanks), cites, (blanks, char(']'))).map(|pieces| all(pieces, false, false)),
        loose.map(|pieces| all(pieces, false, true)),
    ))
    .parse(input)
}

/// The pieces of a bracket; loose numbers are a list even where there is one, so that they open no note.
fn labels(pieces: Vec<Piece>, loose: bool) -> Labels {
    match pieces.as_slice() {
        [(first, last)] if !loose && first == last => Labels::One(*first),
        [(first, last)] if !loose => Labels::Range(Box::new((*first, *last))),
        _ => Labels::List(pieces.into_boxed_slice()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, bool)> {
        bracket(text)
            .ok()
            .filter(|(rest, _)| rest.is_empty())
            .map(|(_, inside)| (inside.labels.to_string(), inside.loose))
    }

    #[test]
    fn numbers_lists_and_ranges() {
        for (text, labels) in [
            ("[4]", "4"),
            ("[ 4 ]", "4"),
            ("[1, 3; 5-7]", "1, 3, 5–7"),
            ("[2–5]", "2–5"),
            ("[[5]]", "5"),
            ("[1 and 2]", "1, 2"),
            ("[1 ve 2]", "1, 2"),
            ("[see 1]", "1"),
            ("[см. 1, 2]", "1, 2"),
        ] {
            assert_eq!(read(text), Some((labels.into(), false)), "{text}");
        }
        for text in [
            "[]",
            "[ ]",
            "[x]",
            "[1.2]",
            "[0, 1)",
            "[1234567]",
            "[3H]",
            "[...]",
            "[!NOTE]",
            "[7 ministers]",
            "[Map 2]",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_page_may_stand_behind_the_number() {
        for (text, labels) in [
            ("[1. С. 14]", "1"),
            ("[2, с. 5; 3, с. 9]", "2, 3"),
            ("[4, т. 2, с. 15]", "4"),
            ("[1, p. 5; 2, p. 7]", "1, 2"),
            ("[3, pp. 4–6, 9]", "3"),
            ("[3, passim]", "3"),
            ("[2, p5]", "2"),
            ("[3, at 12]", "3"),
            ("[1, §4]", "1"),
            ("[2: 5]", "2"),
        ] {
            assert_eq!(read(text), Some((labels.into(), false)), "{text}");
        }
    }

    #[test]
    fn numbers_among_unknown_words_are_loose() {
        assert_eq!(read("[2, Table 3]"), Some(("2, 3".into(), true)));
        assert_eq!(read("[1:5]"), Some(("1, 5".into(), true)));
    }
}
