//! The pieces of a date: days, months, years, and the calendar behind them.

use chrono::NaiveDate;
use nom::branch::alt;
use nom::bytes::complete::{take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{map_opt, opt, peek, recognize, verify};
use nom::sequence::terminated;
use nom::{IResult, Parser};

use crate::lang::index::index;
use crate::model::Reading;
use crate::text;

/// Years that a draft cites; older four-digit runs are another calendar or no year.
const YEARS: std::ops::RangeInclusive<i32> = 1500..=2199;

/// Years that the Islamic and the Persian calendar count today and in the last centuries.
const OTHER_YEARS: std::ops::Range<u32> = 1200..1500;

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '٠'..='٩' | '۰'..='۹')
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '‑')
}

pub(super) fn digit_value(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| match c {
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        '۰'..='۹' => Some(c as u32 - '۰' as u32),
        _ => None,
    })
}

// digits(m, n) = m*n digit, not followed by a digit
pub(super) fn digits<'i>(
    least: usize,
    most: usize,
) -> impl Parser<&'i str, Output = u32, Error = nom::error::Error<&'i str>> {
    map_opt(
        (
            take_while_m_n(least, most, is_digit),
            peek(opt(verify(take_while(is_digit), |more: &str| !more.is_empty()))),
        ),
        |(digits, more): (&str, Option<&str>)| match more {
            None => digits.chars().try_fold(0u32, |sum, c| Some(sum * 10 + digit_value(c)?)),
            Some(_) => None,
        },
    )
}

pub(super) fn blanks(input: &str) -> IResult<&str, &str> {
    take_while(char::is_whitespace).parse(input)
}

pub(super) fn blanks1(input: &str) -> IResult<&str, &str> {
    take_while1(char::is_whitespace).parse(input)
}

// full-year = plain-year [ suffix ]
pub(super) fn full_year(input: &str) -> IResult<&str, i32> {
    let (rest, year) = plain_year(input)?;
    let (rest, _) = opt(year_suffix).parse(rest)?;
    Ok((rest, year))
}

// suffix = "’te" / " г." / …
pub(super) fn year_suffix(input: &str) -> IResult<&str, &str> {
    let suffix =
        recognize((opt(char(' ')), opt(one_of("’'")), take_while1(char::is_alphabetic), opt(char('.'))));
    let hangs = |word: &str| {
        index().is_year_suffix(&text::folded(word)) || {
            let folded = text::folded(word);
            folded.starts_with('\'') && folded.chars().count() <= 5
        }
    };
    verify(suffix, hangs).parse(input)
}

pub(super) fn plain_year(input: &str) -> IResult<&str, i32> {
    map_opt(digits(4, 4), |year| i32::try_from(year).ok().filter(|year| YEARS.contains(year))).parse(input)
}

// day = 1*2digit [ suffix ]     suffix = "." / "th" / "er" / "-го"
pub(super) fn day(input: &str) -> IResult<&str, u32> {
    let suffix = alt((
        recognize((
            opt(one_of("-’'")),
            verify(take_while1(char::is_alphabetic), |word: &str| word.len() <= 8),
        )),
        recognize(char('.')),
    ));
    let hangs = |word: &str| word == "." || index().is_day_suffix(&text::folded(word));
    let (rest, day) = take_while_m_n(1, 2, is_digit).parse(input)?;
    let Some(day) = day.chars().try_fold(0u32, |sum, c| Some(sum * 10 + digit_value(c)?)) else {
        return fail(input);
    };
    let (rest, _) = opt(verify(suffix, hangs)).parse(rest)?;
    if rest.starts_with(is_digit) { fail(input) } else { Ok((rest, day)) }
}

// month = name of a month [ "." ]
pub(super) fn month(input: &str) -> IResult<&str, u32> {
    let word = recognize((take_while1(|c: char| c.is_alphabetic() || is_mark(c)), opt(char('.'))));
    map_opt(word, |word: &str| index().month(&text::folded(word))).parse(input)
}

// other-month = 1*2word, a month of a calendar that is not Gregorian: "مهر", "ربيع الأول"
pub(super) fn other_month(input: &str) -> IResult<&str, &str> {
    let word = || take_while1(char::is_alphabetic);
    let known = |words: &str| index().is_other_month(&text::folded(words));
    alt((verify(recognize((word(), blanks1, word())), known), verify(word(), known))).parse(input)
}

// other-year = 4digit [ suffix ]
pub(super) fn other_year(input: &str) -> IResult<&str, u32> {
    terminated(verify(digits(4, 4), |year| OTHER_YEARS.contains(year)), opt(year_suffix)).parse(input)
}

pub(super) fn season(input: &str) -> IResult<&str, ()> {
    let word = take_while1(|c: char| c.is_alphabetic() || is_mark(c));
    map_opt(word, |word: &str| index().is_season(&text::folded(word)).then_some(())).parse(input)
}

/// Accents typed as characters of their own.
fn is_mark(c: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&c)
}

pub(super) fn fail<T>(input: &str) -> IResult<&str, T> {
    Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify)))
}

/// A number of at most two digits.
pub(super) fn small(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

pub(super) fn real_day(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

pub(super) fn day_of(year: u32, month: u32, day: u32) -> Reading {
    if OTHER_YEARS.contains(&year) {
        return Reading::OtherCalendar;
    }
    let signed = i32::try_from(year).unwrap_or(i32::MAX);
    match real_day(year, month, day) {
        Some(date) => Reading::Day(date),
        None => Reading::Impossible {
            year: signed,
            month: small(month),
            day: small(day),
            swapped: real_day(year, day, month),
        },
    }
}

pub(super) fn named_day(year: i32, month: u32, day: u32) -> Reading {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => Reading::Day(date),
        None => Reading::Impossible { year, month: small(month), day: small(day), swapped: None },
    }
}

/// A day with a year of two digits; impossible where no century has it.
pub(super) fn short_year(year: u32, month: u32, day: u32) -> Reading {
    match [1900, 2000].into_iter().find_map(|century| real_day(century + year, month, day)) {
        Some(_) => Reading::TwoDigitYear { day: small(day), month: small(month), year: small(year) },
        None => day_of(2000 + year, month, day),
    }
}
