//! Locators: "s. 12", "pp. 40–45", "§ 3", and bare numbers where only a locator can stand.

use nom::branch::alt;
use nom::bytes::complete::{take_while, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{fail, opt, recognize, verify};
use nom::multi::many0_count;
use nom::sequence::{pair, preceded};
use nom::{IResult, Parser};

use crate::lang::LocatorKind;
use crate::lang::index::index;

/// No label of a page is longer, in bytes.
const LONGEST_LABEL: usize = 32;

// number = 1*digit *( letter ) / roman / 1*digit ":" 1*digit
fn number(input: &str) -> IResult<&str, &str> {
    let digits = || take_while1(|c: char| c.is_ascii_digit());
    // "dn." begins like a number.
    let letters = take_while1(|c: char| c.is_ascii_alphabetic());
    let roman = verify(letters, |word: &str| word.len() <= 8 && word.chars().all(|c| "ivxlcdm".contains(c)));
    let suffix = verify(take_while(|c: char| c.is_ascii_lowercase()), |word: &str| word.len() <= 1);
    alt((recognize((digits(), char(':'), digits())), recognize(pair(digits(), suffix)), recognize(roman)))
        .parse(input)
}

// value = number *( *blank ( "-" / "," / "&" ) *blank number / " " "and" " " number ) [ extent ]
fn value(input: &str) -> IResult<&str, &str> {
    let blank = || take_while(|c: char| c == ' ');
    let word = verify(take_while1(char::is_alphabetic), |word: &str| index().is_and(word));
    let and = (char(' '), word, char(' '));
    let next = alt(((blank(), one_of("-,&"), blank(), number).map(|_| ()), (and, number).map(|_| ())));
    recognize((number, many0_count(next), opt(extent))).parse(input)
}

// extent = [ " " ] ( "ff." / "vd." / "et seq." / "passim" … )
fn extent(input: &str) -> IResult<&str, &str> {
    let (rest, _) = opt(char(' ')).parse(input)?;
    match index().extent_word(rest).and_then(|length| rest.split_at_checked(length)) {
        Some((word, behind)) => Ok((behind, word)),
        None => fail().parse(rest),
    }
}

// counted = [ "第" ] value [ " " ] label
/// A locator whose number stands before its label: "14 бет", "第14页", "14頁".
fn counted(folded: &str) -> Option<(LocatorKind, usize)> {
    let inner = folded.strip_prefix('第').unwrap_or(folded);
    if !inner.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (tail, _) = value(inner).ok()?;
    let label = tail.strip_prefix(' ').unwrap_or(tail);
    let (length, kind) = index().locator_behind(label)?;
    let rest = label.get(length..)?;
    ends_word(rest).then(|| (kind, folded.len() - rest.len()))
}

/// A locator at the start of folded text: what it counts, and its length. A bare number is a page where `bare` allows it.
pub(crate) fn locator(folded: &str, bare: bool) -> Option<(LocatorKind, usize)> {
    if let Some((length, kind)) = index().locator(folded) {
        let rest = folded.get(length..)?;
        let (tail, _) = preceded(take_while(|c: char| c == ' '), value).parse(rest).ok()?;
        return ends_word(tail).then(|| (kind, folded.len() - tail.len()));
    }
    // "ebd. S 272", "p 4": where nothing but a locator can stand, the stop may be missing.
    // "s: 4" has a colon for it.
    if bare
        && let Some((label, rest)) = folded.split_once([' ', ':'])
        && let rest = rest.trim_start_matches(' ')
        && label.len() <= LONGEST_LABEL
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && let Some((length, kind)) = index().locator(&format!("{label}.")).or_else(|| index().locator(label))
        && length >= label.len()
    {
        let (tail, _) = value(rest).ok()?;
        return ends_word(tail).then(|| (kind, folded.len() - tail.len()));
    }
    // "Id. at 27", "ibid. at p. 4", "ibid., passim", "ibid [34]".
    if bare && let Some(rest) = folded.strip_prefix("at ") {
        let (kind, length) = locator(rest, true).filter(|_| !rest.starts_with("at "))?;
        return Some((kind, "at ".len() + length));
    }
    if bare && folded.starts_with("passim") {
        return ends_word(folded.get("passim".len()..)?).then_some((LocatorKind::Page, "passim".len()));
    }
    if bare && let Some(rest) = folded.strip_prefix('[') {
        let (tail, _) = value(rest).ok()?;
        return tail.starts_with(']').then(|| (LocatorKind::Paragraph, folded.len() - tail.len() + 1));
    }
    if bare && let Some(found) = counted(folded) {
        return Some(found);
    }
    if !bare || !folded.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (tail, _) = value(folded).ok()?;
    ends_word(tail).then(|| (LocatorKind::Page, folded.len() - tail.len()))
}

fn ends_word(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::folded;

    #[test]
    fn locators_of_many_languages() {
        let of = |text: &str| locator(&folded(text), true);
        assert_eq!(of("s. 12"), Some((LocatorKind::Page, 5)));
        assert_eq!(of("ss. 12-15."), Some((LocatorKind::Page, 9)));
        assert_eq!(of("С. 7"), Some((LocatorKind::Page, "с. 7".len())));
        assert_eq!(of("para. 6"), Some((LocatorKind::Paragraph, 7)));
        assert_eq!(of("S. 17 ff."), Some((LocatorKind::Page, 9)));
        assert_eq!(of("45–48"), Some((LocatorKind::Page, 5)));
        assert_eq!(of("chap. iv"), Some((LocatorKind::Chapter, 8)));
        assert_eq!(of("с. 7 и сл."), Some((LocatorKind::Page, "с. 7 и сл.".len())));
        assert_eq!(of("p. 7 passim"), Some((LocatorKind::Page, 11)));
        assert_eq!(of("σ. 12"), Some((LocatorKind::Page, "σ. 12".len())));
        assert_eq!(of("ص ۱۲"), Some((LocatorKind::Page, "ص 12".len())));
        assert_eq!(of("14 бет"), Some((LocatorKind::Page, "14 бет".len())));
        assert_eq!(of("14–18 б."), Some((LocatorKind::Page, "14-18 б.".len())));
        assert_eq!(of("第14页"), Some((LocatorKind::Page, "第14页".len())));
        assert_eq!(of("14頁"), Some((LocatorKind::Page, "14頁".len())));
        assert_eq!(of("12th of May"), None);
        assert_eq!(of("see also"), None);
    }
}
