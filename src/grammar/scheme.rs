//! The scheme of an address as typed, with the slips that writers make between it and the host.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n};
use nom::character::complete::char;
use nom::combinator::{recognize, value};
use nom::{IResult, Parser};

use crate::model::LinkFault;
use crate::text;

/// The sign between scheme and host, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slashes {
    Right,
    /// `https:/a`
    One,
    /// `https//a`
    NoColon,
    /// `https:\\a`
    Back,
    /// `https:///a`
    Three,
    /// `https;//a`, `https ://a`, `https: //a`
    Slip,
}

// scheme = 2*8ALPHA slashes     slashes = "://" / ":/" / "//" / ":\\" / ":\" / ";//" / " ://" / ": //"
pub(super) fn scheme(input: &str) -> IResult<&str, (&str, Slashes)> {
    let word = take_while_m_n(3, 8, |c: char| c.is_ascii_alphabetic());
    let slashes = alt((
        value(Slashes::Slip, alt((tag(";//"), tag(" ://"), tag(": //"), tag(" : //"), tag(":/ /")))),
        value(Slashes::Three, recognize((tag(":///"), take_while(|c| c == '/')))),
        value(Slashes::Right, tag("://")),
        value(Slashes::One, tag(":/")),
        value(Slashes::Back, recognize((char(':'), char('\\'), take_while(|c| matches!(c, '\\' | '/'))))),
        value(Slashes::NoColon, recognize((tag("//"), take_while(|c| c == '/')))),
    ));
    (word, slashes).parse(input)
}

/// The scheme that a typed word means, and whether it is typed right.
pub(super) fn meant(word: &str) -> Option<(&'static str, bool)> {
    let lower = word.to_ascii_lowercase();
    match lower.as_str() {
        "http" => return Some(("http", true)),
        "https" => return Some(("https", true)),
        "ftp" => return Some(("ftp", true)),
        "ftps" | "sftp" | "file" | "data" | "blob" => return None,
        _ => {}
    }
    ["https", "http"]
        .into_iter()
        .find(|scheme| text::distance_within(&lower, scheme, 1).is_some())
        .map(|scheme| (scheme, false))
}

/// Signs that stand between scheme and host by a slip.
const SLIPS: &[char] = &[' ', ',', '.', '/', ':', ';', '\\'];

/// No slip is longer, in bytes.
const LONGEST_SLIP: usize = 6;

// slip = ( "http" / "https" ) odd host / "http s://" host / ( "http" / "https" ) "www." / "www." scheme
// odd  = 1*6( ":" / ";" / "." / "," / "/" / "\" / " " )
/// A broken opening that the host behind it puts beyond doubt (`https:a.org/x`, `https.//a.org`, `httpswww.a.org`): the
/// scheme meant, how many bytes stand before the host, and what is wrong.
pub(super) fn slip(input: &str) -> Option<(&'static str, usize, LinkFault)> {
    if let Some(rest) = input.strip_prefix("www.") {
        let (tail, (word, slashes)) = scheme(rest).ok()?;
        let (scheme, exact) = meant(word)?;
        let right = exact && slashes == Slashes::Right;
        return right.then_some((scheme, input.len() - tail.len(), LinkFault::DoubledScheme));
    }
    if let Some(rest) = input.strip_prefix("http s://") {
        return is_host(rest).then_some(("https", "http s://".len(), LinkFault::BrokenScheme));
    }
    let name = ["https", "http"].into_iter().find(|name| input.starts_with(name))?;
    let rest = input.get(name.len()..)?;
    let host = rest.trim_start_matches(SLIPS);
    let between = rest.get(..rest.len() - host.len())?;
    let told = match between {
        "" => host.starts_with("www."),
        _ => between.len() <= LONGEST_SLIP && between.contains(['/', ':', ';', '\\']),
    };
    (told && is_host(host)).then_some((name, name.len() + between.len(), LinkFault::BrokenScheme))
}

// host = label 1*( "." label ), the last of two letters or more
/// Whether a text begins with what can only be a host: "a.org/x", "www.a.org".
pub(super) fn is_host(input: &str) -> bool {
    let end = input.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.'))).unwrap_or(input.len());
    let typed = input.get(..end).unwrap_or_default().trim_end_matches('.');
    let ending = typed.rsplit('.').next().unwrap_or_default();
    typed.len() <= 253
        && typed.contains('.')
        && typed.split('.').all(|label| !label.is_empty())
        && ending.chars().count() >= 2
        && ending.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_needs_a_host_behind_it() {
        let before =
            |text: &str| slip(text).map(|(scheme, length, _)| (scheme, text.split_at(length).1.to_owned()));
        for typed in
            ["https:a.org/x", "https.//a.org/x", "https:;//a.org/x", "https::/a.org/x", "https/:/a.org/x"]
        {
            assert_eq!(before(typed), Some(("https", "a.org/x".to_owned())), "{typed}");
        }
        assert_eq!(before("http s://www.a.org"), Some(("https", "www.a.org".to_owned())));
        assert_eq!(before("httpswww.a.org/x"), Some(("https", "www.a.org/x".to_owned())));
        assert_eq!(before("www.https://a.org"), Some(("https", "a.org".to_owned())));
        for text in
            ["http/1.1 is old", "http: the rule", "https, a.org", "http. For", "www.a.org", "httpd.conf"]
        {
            assert_eq!(before(text), None, "{text}");
        }
    }
}
