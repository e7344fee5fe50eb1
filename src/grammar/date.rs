//! Dates as analysts type them, in the languages of the tables. A date is read or named impossible, never guessed.
//!
//! Only digits are tried, with the word before them: everything else of an entry is passed over at the speed of a scan.
//! Shapes: entry guide §3.1 of the design; calendar: `chrono`.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n};
use nom::character::complete::{anychar, char, one_of};
use nom::combinator::{opt, peek, recognize, value, verify};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use super::day::{
    blanks, blanks1, day, day_of, digits, fail, full_year, is_dash, is_digit, month, named_day, other_month,
    other_year, plain_year, real_day, season, short_year, small, year_suffix,
};
use crate::lang::index::index;
use crate::model::{Date, DateOrder, Partial, Reading};
use crate::span::Span;
use crate::text;

/// All dates of a text outside the masks (sorted), in order.
pub(crate) fn dates(text: &str, masks: &[Span]) -> Vec<(Date, Span)> {
    let mut found: Vec<(Date, Span)> = Vec::new();
    let mut masks = masks.iter().peekable();
    let mut at = 0;
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find(is_digit)) {
        let start = at + offset;
        while masks.next_if(|mask| mask.end() <= start).is_some() {}
        if let Some(mask) = masks.peek().filter(|mask| mask.start() <= start) {
            at = mask.end();
            continue;
        }
        let run_end = start
            + text.get(start..).unwrap_or_default().bytes().take_while(|b| b.is_ascii_alphanumeric()).count();
        let free_from = found.last().map_or(0, |(_, span)| span.end()).max(masks_before(text, start));
        match date_around(text, start, free_from) {
            Some((date, span)) => {
                at = span.end().max(start + 1);
                found.push((date, span));
            }
            None => {
                at = run_end.max(
                    start + text.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8),
                )
            }
        }
    }
    found
}

/// The words before a number are looked at no further back than this.
const LOOK_BACK: usize = 48;

fn masks_before(text: &str, start: usize) -> usize {
    text::ceiling(text, start.saturating_sub(LOOK_BACK))
}

/// The date that the number at `start` belongs to; it may begin with the words before it.
fn date_around(text: &str, start: usize, free_from: usize) -> Option<(Date, Span)> {
    let before = text.get(free_from..start)?;
    if before.chars().next_back().is_some_and(|c| {
        c.is_alphanumeric() && !matches!(c, '¹' | '²' | '³' | '⁴'..='⁹') || matches!(c, '/' | '§' | '№' | '#')
    }) {
        return None;
    }
    if before.ends_with(['.', ',']) && before.trim_end_matches(['.', ',']).ends_with(is_digit) {
        return None;
    }
    let (first, word) = last_word(before);
    let named = index().opens_date(&word) || index().is_season(&word);
    let mut begins = start;
    if named {
        begins = free_from + first;
        // "March–April 2022" begins a month earlier.
        let earlier = text.get(free_from..begins)?.trim_end();
        if let Some(earlier) = earlier.strip_suffix(|c| is_dash(c) || c == '/').map(str::trim_end)
            && let word = earlier.trim_end_matches('.').trim_end_matches(char::is_alphabetic)
            && let Some(name) =
                earlier.get(word.len()..).filter(|name| index().month(&text::folded(name)).is_some())
        {
            begins = free_from + earlier.len() - name.len();
        }
    }
    let rest = text.get(begins..)?;
    // "2001." at the end, "(2001)": a year alone, which is most of them, needs no other shape.
    let behind = rest.get(4..).filter(|_| !named);
    let alone = behind.is_some_and(|behind| matches!(behind, "" | ".") || behind.starts_with(')'));
    let (tail, (reading, order)) =
        if alone { year(rest).or_else(|_| date(rest)) } else { date(rest) }.ok()?;
    let tail = with_time(tail);
    if tail.starts_with(char::is_alphanumeric) {
        return None;
    }
    // "1610.2023" is no year.
    let numbered = tail.strip_prefix('.').is_some_and(|rest| rest.starts_with(is_digit));
    if numbered && matches!(reading, Reading::Part(_)) {
        return None;
    }
    if matches!(reading, Reading::Impossible { .. }) && !named && !in_date_slot(before) {
        return None;
    }
    let mut end = text.len() - tail.len();
    // "The ferry, 2023/45": a number behind the slash is no part of a date.
    if matches!(reading, Reading::Part(Partial { month: None, .. }))
        && tail.starts_with('/')
        && tail.chars().nth(1).is_some_and(is_digit)
    {
        return None;
    }
    end = end.min(text.len());
    let (weekday_at, weekday) = last_word(text.get(free_from..begins)?);
    let weekday = index().weekday(&weekday).map(small);
    let full = matches!(reading, Reading::Day(_) | Reading::Impossible { .. } | Reading::Ambiguous { .. });
    if weekday.is_some() && full {
        begins = free_from + weekday_at;
    }
    let weekday = weekday.filter(|_| full);
    Some((Date { reading, order, weekday }, Span::new(begins, end)))
}

/// Whether a date may stand behind these words: behind punctuation, a label or a small word. "Version 10.15.2023",
/// "para. 30.2.2021" and "§ 31.2.2021" count something else.
fn in_date_slot(before: &str) -> bool {
    let trimmed = before.trim_end();
    let word = trimmed.rsplit(char::is_whitespace).next().unwrap_or_default();
    if word.contains('/') || word.is_empty() {
        return true;
    }
    let bare = word.trim_start_matches(['(', '[', '“', '"']);
    let folded = text::folded(bare);
    match word.chars().next_back() {
        Some('.') => index().locator(&folded).is_none_or(|(length, _)| length < folded.len()),
        Some(c) if c.is_alphanumeric() => {
            index().label_before(&text::folded(trimmed)).is_some() || !index().stop_word(&folded).is_empty()
        }
        Some(c) => !matches!(c, '§' | '№' | '#' | '°'),
        None => true,
    }
}

/// The last word of a text, folded, and where it begins; commas and blanks behind it are passed over.
fn last_word(before: &str) -> (usize, String) {
    let trimmed = before.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let letters = trimmed.trim_end_matches('.').trim_end_matches(|c: char| c.is_alphabetic());
    let gap = before.len() - trimmed.len();
    let word = trimmed.get(letters.len()..).unwrap_or_default();
    if gap == 0 || gap > 8 || word.is_empty() {
        return (before.len(), String::new());
    }
    (letters.len(), text::folded(word))
}

type Read = (Reading, Option<DateOrder>);

// date = ymd / numeric / days-of-month / day-month-year / month-day-year / year-month-day / months / month-year / years
//      / year / day-of-other-calendar
fn date(input: &str) -> IResult<&str, Read> {
    alt((
        ymd,
        numeric,
        days_of_month,
        day_month_year,
        month_day_year,
        year_month_day,
        months,
        month_year,
        years,
        year,
        day_of_other_calendar,
    ))
    .parse(input)
}

// ymd = 4digit sep 1*2digit sep 1*2digit     sep = "-" / "/" / "."
fn ymd(input: &str) -> IResult<&str, Read> {
    let (rest, (year, sep, month)) = (digits(4, 4), one_of("-/.‑"), digits(1, 2)).parse(input)?;
    let (rest, day) = preceded(char(sep), digits(1, 2)).parse(rest)?;
    Ok((rest, (day_of(year, month, day), Some(DateOrder::Ymd))))
}

// numeric = 1*2digit sep 1*2digit sep ( 4digit / 2digit )     sep = "." *blank / "/" / "-"
fn numeric(input: &str) -> IResult<&str, Read> {
    let separator = |sep: char| (char(sep), take_while(move |c: char| sep == '.' && text::is_blank(c)));
    let (rest, first) = digits(1, 2).parse(input)?;
    let (_, sep) = peek(one_of("./-‑")).parse(rest)?;
    let (rest, second) = preceded(separator(sep), digits(1, 2)).parse(rest)?;
    let full = terminated(digits(4, 4), opt(year_suffix)).map(|year| (year, true));
    let year = alt((full, digits(2, 2).map(|year| (year, false))));
    let (rest, (year, full)) = preceded(separator(sep), year).parse(rest)?;
    let read = if !full {
        // "10.15.20" is a version as likely as a date: only a month counts.
        let real = (1..=31).contains(&first) && (1..=12).contains(&second) && sep != '-';
        let order = Some(DateOrder::Dmy);
        return if real { Ok((rest, (short_year(year, second, first), order))) } else { fail(input) };
    } else if sep == '.' || first > 12 {
        (day_of(year, second, first), Some(DateOrder::Dmy))
    } else if second > 12 {
        (day_of(year, first, second), Some(DateOrder::Mdy))
    } else if first == second {
        (day_of(year, first, first), None)
    } else {
        match (real_day(year, second, first), real_day(year, first, second)) {
            (Some(day_first), Some(month_first)) => (Reading::Ambiguous { day_first, month_first }, None),
            _ => (day_of(year, second, first), Some(DateOrder::Dmy)),
        }
    };
    Ok((rest, read))
}

// days-of-month = day dash day blank month blank year / day blank month dash day blank month blank year
//               / month blank day dash day [ "," ] blank year
fn days_of_month(input: &str) -> IResult<&str, Read> {
    let dash = || delimited(blanks, verify(anychar, |c| is_dash(*c)), blanks);
    let short = (day, dash(), day, joint, month, joint, full_year)
        .map(|(from, _, to, _, month, _, year)| ((year, month, from), (year, month, to)));
    let long = (day, joint, month, dash(), day, joint, month, joint, full_year)
        .map(|(from, _, first, _, to, _, last, _, year)| ((year, first, from), (year, last, to)));
    let month_first = (month, blanks1, day, dash(), day, opt(char(',')), blanks1, full_year)
        .map(|(month, _, from, _, to, _, _, year)| ((year, month, from), (year, month, to)));
    let (rest, (from, to)) = alt((short, long, month_first)).parse(input)?;
    let at = |(year, month, day)| Partial { year, month: Some(small(month)), day: Some(small(day)) };
    Ok((rest, (Reading::Interval(at(from), at(to)), Some(DateOrder::Dmy))))
}

// months = month ( dash / "/" ) month [ "," ] blank year
fn months(input: &str) -> IResult<&str, Read> {
    let between = delimited(blanks, verify(anychar, |c| is_dash(*c) || *c == '/'), blanks);
    let (rest, (from, _, to, _, _, year)) =
        (month, between, month, opt(char(',')), blanks1, full_year).parse(input)?;
    let at = |month| Partial { year, month: Some(small(month)), day: None };
    if from >= to {
        return fail(input);
    }
    Ok((rest, (Reading::Interval(at(from), at(to)), None)))
}

// joint = *blank / blank ( "of" / "de" ) blank
fn joint(input: &str) -> IResult<&str, &str> {
    alt((recognize((blanks1, alt((tag("of"), tag("de"))), blanks1)), blanks)).parse(input)
}

// day-month-year = day joint month [ "," ] joint year / day sep month sep year     sep = "-" / "." / "/"
fn day_month_year(input: &str) -> IResult<&str, Read> {
    let plain = (day, joint, month, opt(char(',')), joint, full_year)
        .map(|(day, _, month, _, _, year)| (day, month, year));
    let signs = || verify(anychar, |c: &char| is_dash(*c) || matches!(c, '.' | '/'));
    let signed = (day, signs(), month, signs(), full_year).map(|(day, _, month, _, year)| (day, month, year));
    let (rest, (day, month, year)) = alt((plain, signed)).parse(input)?;
    Ok((rest, (named_day(year, month, day), Some(DateOrder::Dmy))))
}

// month-day-year = month blank day [ "," ] blank year
fn month_day_year(input: &str) -> IResult<&str, Read> {
    let (rest, (month, _, day, _, _, year)) =
        (month, blanks1, day, opt(char(',')), blanks1, full_year).parse(input)?;
    Ok((rest, (named_day(year, month, day), Some(DateOrder::Mdy))))
}

// year-month-day = year [ "," / "." ] blank ( month blank day / day blank month )
fn year_month_day(input: &str) -> IResult<&str, Read> {
    let (rest, (year, _, _)) = (plain_year, opt(one_of(",.")), blanks1).parse(input)?;
    let month_first = (month, blanks1, day).map(|(month, _, day)| (month, day));
    let day_first = (day, blanks1, month).map(|(day, _, month)| (month, day));
    let (rest, (month, day)) = alt((month_first, day_first)).parse(rest)?;
    Ok((rest, (named_day(year, month, day), Some(DateOrder::Ymd))))
}

// month-year = ( month / season ) [ "," ] blank year / year "," blank ( month / season ) / year blank month ";"
fn month_year(input: &str) -> IResult<&str, Read> {
    let part = || alt((month.map(Some), value(None, season)));
    let (rest, (month, year)) = alt((
        (part(), opt(char(',')), blanks1, full_year).map(|(month, _, _, year)| (month, year)),
        (plain_year, char(','), blanks1, part()).map(|(year, _, _, month)| (month, year)),
        // "2013 Jun;62(6)"
        terminated((plain_year, blanks1, month), peek(char(';'))).map(|(year, _, month)| (Some(month), year)),
    ))
    .parse(input)?;
    Ok((rest, (Reading::Part(Partial { year, month: month.map(small), day: None }), None)))
}

// years = year dash ( 4digit / 2digit )
fn years(input: &str) -> IResult<&str, Read> {
    let end = alt((digits(4, 4), digits(2, 2)));
    let (rest, (from, _, to)) =
        (plain_year, verify(anychar, |c| is_dash(*c) || *c == '/'), end).parse(input)?;
    let to = i32::try_from(to).unwrap_or(0);
    let last = if to < 100 { from / 100 * 100 + to } else { to };
    let at = |year| Partial { year, month: None, day: None };
    // "2023-10" may be a month, "2023/45" a case: only years that follow each other soon are an interval.
    if last > from && last - from <= 10 {
        return Ok((rest, (Reading::Interval(at(from), at(last)), None)));
    }
    fail(input)
}

fn year(input: &str) -> IResult<&str, Read> {
    let letter = verify(take_while_m_n(0, 1, |c: char| c.is_ascii_lowercase()), |_: &str| true);
    let (rest, (year, _)) = (full_year, letter).parse(input)?;
    Ok((rest, (Reading::Part(Partial { year, month: None, day: None }), None)))
}

// day-of-other-calendar = day joint other-month [ "," ] joint other-year
fn day_of_other_calendar(input: &str) -> IResult<&str, Read> {
    let (rest, _) = (day, joint, other_month, opt(char(',')), joint, other_year).parse(input)?;
    Ok((rest, (Reading::OtherCalendar, Some(DateOrder::Dmy))))
}

// time = ( "T" / [ "," ] 1*blank ) 2digit ":" 2digit [ ":" 2digit ] [ "Z" ]
/// What follows a time of day, if one follows the date.
fn with_time(input: &str) -> &str {
    let pair = || take_while_m_n::<_, &str, nom::error::Error<&str>>(1, 2, |c: char| c.is_ascii_digit());
    let gap = alt((recognize(char('T')), recognize((opt(char(',')), blanks1))));
    let time = (gap, pair(), char(':'), pair(), opt((char(':'), pair())), opt(char('Z')));
    match recognize(time).parse(input) {
        Ok((rest, _)) if !rest.starts_with(|c: char| c.is_alphanumeric()) => rest,
        _ => input,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> String {
        let found = dates(text, &[]);
        match found.first() {
            None => "none".to_owned(),
            Some((date, _)) => date.iso().unwrap_or_else(|| match date.reading {
                Reading::Ambiguous { day_first, month_first } => format!("{day_first} or {month_first}"),
                Reading::Impossible { year, month, day, swapped } => {
                    format!("no {year}-{month}-{day}{}", if swapped.is_some() { " (swapped)" } else { "" })
                }
                Reading::TwoDigitYear { day, month, year } => format!("{day}.{month}.’{year:02}"),
                Reading::OtherCalendar => "other calendar".to_owned(),
                _ => "?".to_owned(),
            }),
        }
    }

    #[test]
    fn numeric_dates() {
        assert_eq!(iso("16.10.2023"), "2023-10-16");
        assert_eq!(iso("6.10.2023"), "2023-10-06");
        assert_eq!(iso("16. 10. 2023"), "2023-10-16");
        assert_eq!(iso("2023-10-16"), "2023-10-16");
        assert_eq!(iso("2023/10/16"), "2023-10-16");
        assert_eq!(iso("2023.10.16"), "2023-10-16");
        assert_eq!(iso("16/10/2023"), "2023-10-16");
        assert_eq!(iso("16-10-2023"), "2023-10-16");
        assert_eq!(iso("10/16/2023"), "2023-10-16");
        assert_eq!(iso("05/05/2024"), "2024-05-05");
        assert_eq!(iso("04/05/2024"), "2024-05-04 or 2024-04-05");
        assert_eq!(iso("5.3.24"), "5.3.’24");
        assert_eq!(iso("١٦/١٠/٢٠٢٣"), "2023-10-16");
        assert_eq!(iso("23.02.1445"), "other calendar");
        assert_eq!(iso("۲۴ مهر ۱۴۰۲"), "other calendar");
        assert_eq!(iso("1 ربيع الأول 1445"), "other calendar");
        assert_eq!(iso("24 مهر 240"), "none");
    }

    #[test]
    fn impossible_days_are_named() {
        assert_eq!(iso("31.11.2023"), "no 2023-11-31");
        assert_eq!(iso("29.02.2023"), "no 2023-2-29");
        assert_eq!(iso("29.02.2024"), "2024-02-29");
        assert_eq!(iso("10.16.2023"), "no 2023-16-10 (swapped)");
        assert_eq!(iso("2023-13-01"), "no 2023-13-1 (swapped)");
        assert_eq!(iso("31 Kasım 2023"), "no 2023-11-31");
        assert_eq!(iso("00.10.2023"), "no 2023-10-0");
    }

    #[test]
    fn named_months_in_five_languages() {
        for text in [
            "16 Ekim 2023",
            "16 October 2023",
            "16 октября 2023 г.",
            "16. Oktober 2023",
            "16 octobre 2023",
            "16 EKİM 2023’te",
            "October 16, 2023",
            "Oct. 16 2023",
            "Mon, Oct 16, 2023",
            "2023, October 16",
            "2023. 16 октября",
            "16th October 2023",
            "16 Ekim\u{00A0}2023",
        ] {
            assert_eq!(iso(text), "2023-10-16", "{text}");
        }
        assert_eq!(iso("1er mars 2024"), "2024-03-01");
        assert_eq!(iso("3 aout 2024"), "2024-08-03");
        assert_eq!(iso("5 Jänner 2024"), "2024-01-05");
        assert_eq!(iso("2 subat 2024"), "2024-02-02");
        assert_eq!(iso("21 Nov. 2021"), "2021-11-21");
    }

    #[test]
    fn parts_and_intervals() {
        assert_eq!(iso("Ekim 2023"), "2023-10");
        assert_eq!(iso("Haziran 2021"), "2021-06");
        assert_eq!(iso("Spring 2022"), "2022");
        assert_eq!(iso("in 2023a"), "2023");
        assert_eq!(iso("[2019]"), "2019");
        assert_eq!(iso("2022–23"), "2022/2023");
        assert_eq!(iso("3–5 May 2023"), "2023-05-03/2023-05-05");
        assert_eq!(iso("30 April–2 May 2023"), "2023-04-30/2023-05-02");
        assert_eq!(iso("16.10.2023 14:30"), "2023-10-16");
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in
            ["§ 31.2", "10.15.20230", "2023/45", "192.168.20.10", "v10.15.3", "12345678", "no. 4", "233–58"]
        {
            assert_eq!(iso(text), "none", "{text}");
        }
    }

    #[test]
    fn a_weekday_belongs_to_its_date() {
        let (date, span) = dates("Tuesday, 16 October 2023", &[])[0];
        assert_eq!((date.weekday, span), (Some(2), Span::new(0, 24)));
    }
}
