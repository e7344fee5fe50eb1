//! Identifiers of works: ISBN, ISSN, DOI, arXiv, PMID, ORCID. Only behind their word: a number alone is a number.
//!
//! Each has a shape and most have a check digit, so that one wrong digit is seen.

use super::citation::Reader;
use crate::model::{Field, IdentifierFault, Sure, Text};
use crate::span::Span;

/// What kind of identifier a word announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Isbn,
    Issn,
    Doi,
    Arxiv,
    Pmid,
    Orcid,
}

impl Scheme {
    /// The word in lower case.
    fn word(self) -> &'static str {
        match self {
            Scheme::Isbn => "isbn",
            Scheme::Issn => "issn",
            Scheme::Doi => "doi",
            Scheme::Arxiv => "arxiv",
            Scheme::Pmid => "pmid",
            Scheme::Orcid => "orcid",
        }
    }
}

/// An identifier behind its word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) span: Span,
    pub(crate) fault: Option<IdentifierFault>,
}

/// The identifiers of a kind in a text, in order.
pub(crate) fn identifiers(text: &str, scheme: Scheme) -> Vec<Found> {
    let word = scheme.word();
    let Some(initial) = word.bytes().next() else { return Vec::new() };
    let mut found: Vec<Found> = Vec::new();
    for at in memchr::memchr2_iter(initial, initial.to_ascii_uppercase(), text.as_bytes()) {
        let end = at + word.len();
        let is_word = text.get(at..end).is_some_and(|typed| typed.eq_ignore_ascii_case(word));
        let glued =
            text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric() && c != 'e'));
        if !is_word || glued || found.last().is_some_and(|last| last.span.end() > at) {
            continue;
        }
        let rest = text.get(end..).unwrap_or_default();
        let read = match scheme {
            Scheme::Isbn => isbn(rest),
            Scheme::Issn => issn(rest),
            Scheme::Doi => doi(rest),
            Scheme::Arxiv => arxiv(rest),
            Scheme::Pmid => pmid(rest),
            Scheme::Orcid => orcid(rest),
        };
        found.extend(read.map(|(span, fault)| Found { span: span.shifted(end), fault }));
    }
    found
}

type Read = Option<(Span, Option<IdentifierFault>)>;

/// Where the value begins behind the word: "ISBN: ", "ISBN-13 ", "ISBN (e-kitap): " is passed over up to the first digit.
fn value_at(rest: &str, variants: &[&str]) -> usize {
    let lower = rest.get(..8).unwrap_or(rest).to_ascii_lowercase();
    let variant =
        variants.iter().find(|variant| lower.starts_with(**variant)).map_or(0, |variant| variant.len());
    let behind = rest.get(variant..).unwrap_or_default();
    rest.len() - behind.trim_start_matches([' ', ':', '\u{A0}', '\n', '\r', '=', '.']).len()
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–')
}

// isbn = 10 or 13 digits, the last of 10 may be X, in groups divided by one hyphen or one blank
fn isbn(rest: &str) -> Read {
    let start = value_at(rest, &["-10", "-13", " 10:", " 13:", "-10:", "-13:"]);
    let value = rest.get(start..)?;
    let mut digits: Vec<u8> = Vec::new();
    let mut end = 0;
    let mut divided = true;
    let mut blanks = false;
    for (at, c) in value.char_indices() {
        if let Some(digit) = isbn_digit(c, digits.len()) {
            digits.push(digit);
            end = at + 1;
            divided = false;
        } else if (is_joint(c) || matches!(c, ' ' | '\u{A0}')) && !divided {
            // A complete number ends at a blank: what follows is another number.
            if !is_joint(c) && complete(&digits) {
                break;
            }
            blanks |= !is_joint(c);
            divided = true;
        } else {
            // "ISBN 978-…-7ab" is no number at all.
            if !divided && c.is_alphanumeric() {
                return None;
            }
            break;
        }
    }
    if digits.len() < 9 || (blanks && !complete(&digits)) && digits.len() > 13 {
        return None;
    }
    let span = Span::new(start, start + end);
    let fault = match digits.len() {
        10 | 13 if isbn_holds(&digits) => None,
        10 if !digits.starts_with(&[9, 7]) => Some(IdentifierFault::CheckDigit),
        13 => Some(IdentifierFault::CheckDigit),
        _ => Some(IdentifierFault::Length),
    };
    Some((span, fault))
}

fn isbn_digit(c: char, place: usize) -> Option<u8> {
    match c {
        'X' | 'x' if place == 9 => Some(10),
        _ => c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()),
    }
}

fn complete(digits: &[u8]) -> bool {
    let long = digits.starts_with(&[9, 7, 8]) || digits.starts_with(&[9, 7, 9]);
    digits.len() == if long { 13 } else { 10 }
}

fn isbn_holds(digits: &[u8]) -> bool {
    let sum = |weight: fn(u32) -> u32| {
        (0u32..).zip(digits).map(|(place, digit)| weight(place) * u32::from(*digit)).sum::<u32>()
    };
    match digits.len() {
        10 => sum(|place| 10 - place) % 11 == 0,
        _ => {
            digits.iter().all(|digit| *digit < 10)
                && sum(|place| if place % 2 == 0 { 1 } else { 3 }) % 10 == 0
        }
    }
}

// issn = 4digit "-" 3digit ( digit / "X" )
fn issn(rest: &str) -> Read {
    let start = value_at(rest, &["-l"]);
    let value = rest.get(start..)?;
    let end = value
        .find(|c: char| !c.is_ascii_digit() && !is_joint(c) && !matches!(c, 'X' | 'x'))
        .unwrap_or(value.len());
    let typed = value.get(..end)?.trim_end_matches(is_joint);
    let digits: Vec<u32> = typed
        .chars()
        .filter(|c| !is_joint(*c))
        .enumerate()
        .filter_map(|(place, c)| if place == 7 && matches!(c, 'X' | 'x') { Some(10) } else { c.to_digit(10) })
        .collect();
    if value.get(end..)?.starts_with(char::is_alphanumeric) || !(6..=10).contains(&digits.len()) {
        return None;
    }
    let sum: u32 = (0u32..).zip(&digits).map(|(place, digit)| 8u32.saturating_sub(place) * digit).sum();
    let fault = match digits.len() {
        8 if sum.is_multiple_of(11) => None,
        8 => Some(IdentifierFault::CheckDigit),
        _ => Some(IdentifierFault::Length),
    };
    Some((Span::new(start, start + typed.len()), fault))
}

// doi = "10." 4*9DIGIT "/" 1*( not blank )
fn doi(rest: &str) -> Read {
    // "doi.org/10.…", "doi: https://doi.org/10.…", "doi:10.…"
    let start = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/"]
        .iter()
        .find_map(|resolver| {
            let at = value_at(rest, &[]);
            rest.get(at..)?.starts_with(resolver).then_some(at + resolver.len())
        })
        .or_else(|| rest.strip_prefix(".org/").map(|_| 5))
        .unwrap_or_else(|| value_at(rest, &[]));
    let value = rest.get(start..)?;
    let tail = value.strip_prefix("10.")?;
    let registrant = tail.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    let slash = tail.get(registrant..).unwrap_or_default();
    let end = crate::text::address_end(rest, start);
    // In an address the slash may be encoded.
    let separator = ["/", "%2F", "%2f"].into_iter().find(|sign| slash.starts_with(sign));
    let suffix = separator.is_some_and(|sign| end > start + 3 + registrant + sign.len());
    let good = (4..=9).contains(&digits) && suffix;
    // "doi 10.5 of the list": without a slash it is a number.
    let is_one = good || separator.is_some() || digits >= 4;
    is_one.then(|| (Span::new(start, end.max(start + 3)), (!good).then_some(IdentifierFault::Shape)))
}

// arxiv = ":" ( YYMM "." 4*5DIGIT / archive "/" YYMM 3DIGIT ) [ "v" 1*DIGIT ]
fn arxiv(rest: &str) -> Read {
    let start =
        rest.strip_prefix(':').map(|behind| 1 + behind.len() - behind.trim_start_matches(' ').len())?;
    let value = rest.get(start..)?;
    let head = value.bytes().take_while(u8::is_ascii_digit).count();
    let tail = value.get(head..)?.strip_prefix('.')?;
    let count = tail.bytes().take_while(u8::is_ascii_digit).count();
    let month = value.get(2..4).and_then(|month| month.parse::<u32>().ok());
    let year = value.get(..2).and_then(|year| year.parse::<u32>().ok()).unwrap_or(0);
    let length = if year >= 15 { 5 } else { 4 };
    let good = head == 4 && month.is_some_and(|month| (1..=12).contains(&month)) && count == length;
    let span = Span::new(start, start + head + 1 + count);
    (head > 0 && count > 0).then_some((span, (!good).then_some(IdentifierFault::Shape)))
}

// pmid = 1*8DIGIT
fn pmid(rest: &str) -> Read {
    let start = value_at(rest, &[]);
    let digits = rest.get(start..)?.bytes().take_while(u8::is_ascii_digit).count();
    let fault = (digits > 8).then_some(IdentifierFault::Length);
    (digits > 0).then(|| (Span::new(start, start + digits), fault))
}

// orcid = 4digit "-" 4digit "-" 4digit "-" 3digit ( digit / "X" ), behind "ORCID:", "orcid.org/", "ORCID iD: https://orcid.org/"
fn orcid(rest: &str) -> Read {
    let room = rest.char_indices().nth(32).map_or(rest.len(), |(at, _)| at);
    let start = rest.get(..room)?.find(|c: char| c.is_ascii_digit())?;
    if rest.get(..start)?.contains([',', ';', '\n']) {
        return None;
    }
    let value = rest.get(start..)?;
    let end = value.find(|c: char| !c.is_ascii_digit() && !is_joint(c) && c != 'X').unwrap_or(value.len());
    let typed = value.get(..end)?.trim_end_matches(is_joint);
    let digits: Vec<u32> = typed
        .chars()
        .filter(|c| !is_joint(*c))
        .enumerate()
        .filter_map(|(place, c)| if place == 15 && c == 'X' { Some(10) } else { c.to_digit(10) })
        .collect();
    if !(13..=18).contains(&digits.len()) || typed.chars().filter(|c| is_joint(*c)).count() < 3 {
        return None;
    }
    let fault = match digits.split_last() {
        _ if digits.len() != 16 => Some(IdentifierFault::Length),
        Some((check, first)) => {
            let total = first.iter().fold(0, |total, digit| (total + digit) * 2 % 11);
            ((12 - total) % 11 != *check).then_some(IdentifierFault::CheckDigit)
        }
        None => None,
    };
    Some((Span::new(start, start + typed.len()), fault))
}

impl Reader<'_> {
    /// The first ISBN or ISSN, its word included in what is covered.
    pub(super) fn number(&mut self, scheme: Scheme) -> Option<Field<Text>> {
        let found = identifiers(self.raw, scheme).into_iter().next()?;
        let before = self.raw.get(..found.span.start())?.to_ascii_lowercase();
        let word = before.rfind(scheme.word()).unwrap_or(found.span.start());
        self.covered.push(Span::new(word, found.span.end()));
        Some(Field::new(Text::default(), found.span, Sure::Certain))
    }
}

/// Where ISBNs and ISSNs stand: their groups look like years.
pub(super) fn masks(text: &str) -> impl Iterator<Item = Span> {
    [Scheme::Isbn, Scheme::Issn]
        .into_iter()
        .flat_map(|scheme| identifiers(text, scheme))
        .map(|found| found.span)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, scheme: Scheme) -> Vec<(&str, Option<IdentifierFault>)> {
        identifiers(text, scheme).into_iter().map(|found| (found.span.of(text), found.fault)).collect()
    }

    #[test]
    fn isbns() {
        let good = |text| of(text, Scheme::Isbn);
        for text in [
            "ISBN 978-0-306-40615-7",
            "ISBN: 9780306406157 2017",
            "ISBN-13: 978 0 306 40615 7, 2017",
            "ISBN 0-306-40615-2.",
            "isbn 0-8044-2957-X",
        ] {
            assert!(matches!(good(text).as_slice(), [(_, None)]), "{text}: {:?}", good(text));
        }
        assert_eq!(
            good("ISBN 978-0-306-40615-8"),
            [("978-0-306-40615-8", Some(IdentifierFault::CheckDigit))]
        );
        assert_eq!(good("ISBN 978-0-306-4061-7."), [("978-0-306-4061-7", Some(IdentifierFault::Length))]);
        assert_eq!(good("ISBN numbers of 2017"), []);
        assert_eq!(good("ISBN 3"), []);
    }

    #[test]
    fn issns() {
        assert_eq!(of("ISSN 0317-8471", Scheme::Issn), [("0317-8471", None)]);
        assert_eq!(of("e-ISSN: 2434-561X", Scheme::Issn), [("2434-561X", None)]);
        assert_eq!(of("ISSN 1234-5678", Scheme::Issn), [("1234-5678", Some(IdentifierFault::CheckDigit))]);
        assert_eq!(of("ISSN 2017", Scheme::Issn), []);
    }

    #[test]
    fn dois() {
        let shape = Some(IdentifierFault::Shape);
        assert_eq!(of("doi:10.12/abc", Scheme::Doi), [("10.12/abc", shape)]);
        assert_eq!(of("DOI: 10.1016.", Scheme::Doi), [("10.1016", shape)]);
        assert_eq!(of("https://doi.org/10.54321/rfe.", Scheme::Doi), [("10.54321/rfe", None)]);
        assert_eq!(of("doi:10.1016/S0140-6736(03)13131-2", Scheme::Doi).len(), 1);
        assert_eq!(of("https://doi.org/10.1093%2Fhr%2F102.1", Scheme::Doi), [("10.1093%2Fhr%2F102.1", None)]);
        assert_eq!(of("the doi 10.5 of", Scheme::Doi), []);
    }

    #[test]
    fn others() {
        let shape = Some(IdentifierFault::Shape);
        assert_eq!(of("arXiv:2313.00001", Scheme::Arxiv), [("2313.00001", shape)]);
        assert_eq!(of("arXiv:1706.03762v5 [cs.CL]", Scheme::Arxiv), [("1706.03762", None)]);
        assert_eq!(of("arXiv:0706.0001", Scheme::Arxiv), [("0706.0001", None)]);
        assert_eq!(of("arXiv preprint, 2021", Scheme::Arxiv), []);
        assert_eq!(of("ORCID: 0000-0002-1825-0097", Scheme::Orcid), [("0000-0002-1825-0097", None)]);
        assert_eq!(
            of("https://orcid.org/0000-0002-1825-0098", Scheme::Orcid),
            [("0000-0002-1825-0098", Some(IdentifierFault::CheckDigit))]
        );
        assert_eq!(of("PMID: 123456789", Scheme::Pmid), [("123456789", Some(IdentifierFault::Length))]);
    }
}
