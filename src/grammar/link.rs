//! Addresses: taken from the text as a reader would, looked at raw, then given to `url`.
//!
//! The parser of browsers accepts most slips that people make (`https://https://a.org` has the host `https`), so the raw
//! text is judged first. Nothing is re-encoded: a mended address differs from the typed one only where it is mended.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n};
use nom::character::complete::char;
use nom::combinator::{recognize, value};
use nom::{IResult, Parser};
use url::Url;

use super::address;
use crate::known::{chatbot, tracking};
use crate::model::{Link, LinkFault, LinkFaults};
use crate::span::Span;
use crate::text;

/// An address in an entry.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) span: Span,
    pub(crate) link: Link,
}

/// The sign between scheme and host, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slashes {
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
fn scheme(input: &str) -> IResult<&str, (&str, Slashes)> {
    let word = take_while_m_n(3, 8, |c: char| c.is_ascii_alphabetic());
    let slashes = alt((
        value(Slashes::Slip, alt((tag(";//"), tag(" ://"), tag(": //"), tag(" : //"), tag(":/ /")))),
        value(Slashes::Three, recognize((tag(":///"), take_while(|c| c == '/')))),
        value(Slashes::Right, tag("://")),
        value(Slashes::One, tag(":/")),
        value(Slashes::Back, recognize((char(':'), char('\\'), take_while(|c| c == '\\')))),
        value(Slashes::NoColon, tag("//")),
    ));
    (word, slashes).parse(input)
}

/// The scheme that a typed word means.
fn meant(word: &str) -> Option<(&'static str, bool)> {
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

/// All addresses of a text, in order.
pub(crate) fn links(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut from = 0;
    let bare = memchr::memmem::find(text.as_bytes(), b"www.").unwrap_or(text.len());
    while let Some(start) = next_start(text, from, bare) {
        match link_at(text, start) {
            Some(link) => {
                from = link.span.end().max(start + 1);
                found.push(link);
            }
            None => from = start + 4,
        }
        while !text.is_char_boundary(from.min(text.len())) {
            from += 1;
        }
    }
    found
}

/// Where the next address may begin: at a word before slashes, or at `www.`.
fn next_start(text: &str, from: usize, first_bare: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let tail = bytes.get(from..)?;
    let scheme = memchr::memchr2_iter(b'/', b'\\', tail).map(|at| from + at).find_map(|at| {
        let colon = at > 0 && bytes.get(at - 1) == Some(&b':');
        let doubled = bytes.get(at + 1) == Some(&b'/') && bytes.get(at) == Some(&b'/');
        if !colon && !doubled {
            return None;
        }
        let word_end = at - usize::from(colon);
        let word_end = slipped(bytes.get(from..at)?).map_or(word_end, |length| from + length);
        let letters =
            bytes.get(from..word_end)?.iter().rev().take(9).take_while(|b| b.is_ascii_alphabetic()).count();
        let start = word_end - letters;
        let glued = text.get(from..start).is_some_and(|before| before.ends_with(char::is_alphanumeric));
        let drive = letters == 1 && colon && bytes.get(at) == Some(&b'\\');
        (((2..=8).contains(&letters) || drive) && !glued).then_some(start)
    });
    let limit = scheme.unwrap_or(text.len());
    let bare = (first_bare < limit).then(|| {
        let within = bytes.get(from..limit)?;
        memchr::memmem::find_iter(within, b"www.").map(|at| from + at).find(|at| {
            !text.get(..*at).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric() || c == '.'))
        })
    });
    bare.flatten().or(scheme)
}

/// Where the scheme ends before slashes, if a semicolon or a blank slipped in between: "https;", "https :", "https: ".
fn slipped(before: &[u8]) -> Option<usize> {
    let word =
        [b";".as_slice(), b" :", b": ", b" : ", b":/ "].iter().find_map(|slip| before.strip_suffix(*slip))?;
    let is_scheme = |scheme: &[u8]| {
        let at = word.len().checked_sub(scheme.len());
        at.and_then(|at| word.get(at..)).is_some_and(|tail| tail.eq_ignore_ascii_case(scheme))
    };
    (is_scheme(b"http") || is_scheme(b"https")).then_some(word.len())
}

/// The address that begins at `start`, if one does.
fn link_at(text: &str, start: usize) -> Option<Found> {
    let rest = text.get(start..)?;
    if is_local(rest) {
        return local(text, start);
    }
    let mut faults = LinkFaults::default();
    let (typed_scheme, host_at) = match scheme(rest) {
        Ok((tail, (word, slashes))) => {
            let (scheme, exact) = meant(word)?;
            if !exact && slashes != Slashes::Right || slashes == Slashes::Slip && tail.starts_with(' ') {
                return None;
            }
            if !exact {
                faults.add(LinkFault::MisspeltScheme);
            }
            match slashes {
                Slashes::Right => {}
                Slashes::Back => faults.add(LinkFault::Backslashes),
                Slashes::One | Slashes::NoColon | Slashes::Three | Slashes::Slip => {
                    faults.add(LinkFault::BrokenScheme);
                }
            }
            (Some(scheme), text.len() - tail.len())
        }
        Err(_) if rest.starts_with("www.") => (None, start),
        Err(_) => return None,
    };
    let mut scheme_meant = typed_scheme.unwrap_or("https");
    let mut body_at = host_at;
    let doubled = scheme(text.get(host_at..)?);
    if let (true, Ok((tail, (word, _)))) = (typed_scheme.is_some(), doubled)
        && let Some((inner, true)) = meant(word)
    {
        // What else looks wrong follows from it.
        faults = LinkFaults::default();
        faults.add(LinkFault::DoubledScheme);
        scheme_meant = inner;
        body_at = text.len() - tail.len();
    }
    let end = text::address_end(text, body_at);
    let glued = typed_scheme.and_then(|_| next_address(text.get(body_at..end)?));
    let end = match glued {
        Some((length, apart)) => {
            if !apart {
                faults.add(LinkFault::Glued);
            }
            body_at + length
        }
        None => end,
    };
    let mut pieces = vec![Span::new(body_at, end)];
    while let Some((more, fault)) = pieces.last().and_then(|last| continuation(text, last.end())) {
        faults.add(fault);
        pieces.push(more);
    }
    let span = Span::new(start, pieces.last().map_or(end, |piece| piece.end()));
    let body: String =
        pieces.iter().flat_map(|piece| piece.of(text).chars()).filter(|c| !c.is_whitespace()).collect();
    let dots_follow = text.get(end..)?.starts_with('…');
    if body.is_empty() && typed_scheme.is_none() {
        return None;
    }
    if (body.is_empty() && dots_follow)
        || body.contains("/…")
        || body.contains("/...")
        || body.starts_with('…')
    {
        faults.add(LinkFault::Cut);
    }
    let body = if faults.has(LinkFault::Backslashes) { body.replace('\\', "/") } else { body };
    Some(Found { span, link: examine(&body, scheme_meant, typed_scheme.is_some(), faults) })
}

/// `file://…`, or a drive: `C:\…`
fn is_local(rest: &str) -> bool {
    let drive =
        |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.get(1..3) == Some(":\\");
    rest.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("file://")) || drive(rest)
}

/// A file of the writer's own machine.
fn local(text: &str, start: usize) -> Option<Found> {
    let span = Span::new(start, text::address_end(text, start));
    let path = span.of(text);
    let mut faults = LinkFaults::default();
    faults.add(LinkFault::File);
    let key = text::fnv1a(&[path.as_bytes()]);
    (path.len() > 3)
        .then_some(Found { span, link: Link { mended: None, host: None, key, has_path: true, faults } })
}

/// Where another address begins inside one, and whether a comma or a semicolon divides them. Archives and redirects hold
/// an address behind a slash or an equals sign: that is one.
fn next_address(body: &str) -> Option<(usize, bool)> {
    memchr::memmem::find_iter(body.as_bytes(), b"http").find_map(|at| {
        let tail = body.get(at..)?;
        let begins = tail.starts_with("http://") || tail.starts_with("https://");
        let before = body.get(..at)?.chars().next_back()?;
        let apart = matches!(before, ',' | ';');
        (begins && (apart || before.is_alphanumeric())).then_some((at - usize::from(apart), apart))
    })
}

/// Asks `url` about an address whose raw faults are known.
fn examine(body: &str, scheme: &str, has_scheme: bool, mut faults: LinkFaults) -> Link {
    // A comma in the host is accepted by every parser and served by none.
    let host_end = body.find(['/', '?', '#']).unwrap_or(body.len());
    let (typed_host, path) = body.split_at(host_end);
    let comma = typed_host.contains(',');
    if comma {
        faults.add(LinkFault::CommaInHost);
    }
    let address = match comma {
        true => format!("{scheme}://{}{path}", typed_host.replace(',', ".")),
        false => format!("{scheme}://{body}"),
    };
    let parsed = Url::parse(&address).ok();
    let host = parsed.as_ref().and_then(Url::host_str).filter(|host| !host.is_empty());
    let plausible = host.is_some_and(|host| !host.starts_with('.') && !host.contains(".."));
    if !plausible && !faults.has(LinkFault::Cut) {
        faults.add(LinkFault::NoHost);
    }
    let (key, has_path) = match &parsed {
        Some(url) => (key(url), url.path().len() > 1 || url.query().is_some()),
        None => (text::fnv1a(&[body.as_bytes()]), false),
    };
    let mended = (!faults.is_empty() && plausible).then(|| address.clone().into_boxed_str());
    let host = host.map(Box::from).filter(|_| plausible);
    let mended = mended.filter(|_| has_scheme);
    // What a reader cannot open is told as that and nothing else.
    if let Some(url) = parsed.as_ref().filter(|_| !faults.iter().any(LinkFault::is_unreadable)) {
        address::judge(body, url, &mut faults);
    }
    Link { mended, host, key, has_path, faults }
}

/// A key that is equal for addresses of one page.
fn key(url: &Url) -> u64 {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let query = url.query().unwrap_or_default();
    let mut pieces: Vec<&[u8]> = vec![host.as_bytes(), url.path().trim_end_matches('/').as_bytes()];
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if !tracking::is_tracking(name) && !chatbot::is_referrer(name, value) {
            pieces.extend([b"&".as_slice(), pair.as_bytes()]);
        }
    }
    // A fragment with a route in it selects another document.
    if let Some(route) = url.fragment().filter(|fragment| fragment.starts_with(['!', '/'])) {
        pieces.extend([b"#".as_slice(), route.as_bytes()]);
    }
    text::fnv1a(&pieces)
}

/// Endings of files that pages are served as.
const ENDINGS: &[&str] = &["asp", "aspx", "htm", "html", "jsp", "pdf", "php", "shtml"];

/// The rest of an address that a blank or a line break has cut, if the cut is beyond doubt: the address stops at a sign
/// that ends none, and what follows is a path.
fn continuation(text: &str, end: usize) -> Option<(Span, LinkFault)> {
    let before = text.get(..end)?;
    let rest = text.get(end..)?;
    // A stop and a question mark end a sentence too: only an ending of a file or a query goes on behind them.
    let stop = rest.strip_prefix(['.', '?']).map_or(0, |_| 1);
    if stop == 0 && !before.ends_with(['-', '/', '_', '=', '&', '%']) {
        return None;
    }
    let rest = rest.get(stop..)?;
    let gap = rest.len() - rest.trim_start_matches(char::is_whitespace).len();
    let blanks = rest.get(..gap)?;
    let fault = match blanks.chars().filter(|c| *c == '\n' || *c == '\r').count() {
        0 if blanks.chars().count() == 1 => LinkFault::Space,
        1 | 2 if !blanks.contains("\n\n") && !blanks.contains("\r\r") => LinkFault::LineBreak,
        _ => return None,
    };
    let start = end + stop + gap;
    let piece_end = text::address_end(text, start);
    let piece = text.get(start..piece_end)?;
    let goes_on = match text.get(end..start)?.chars().next() {
        Some('.') => ENDINGS.contains(&piece),
        Some('?') => piece.find('=').is_some_and(|at| (1..24).contains(&at)),
        _ => false,
    };
    if stop > 0 {
        return goes_on.then_some((Span::new(end, piece_end), fault));
    }
    let path_like = piece.contains('/')
        || (piece.contains('?') && piece.contains('='))
        || piece.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
        || (piece.matches('-').count() >= 2 && piece.contains(|c: char| c.is_ascii_digit()));
    let plain =
        piece.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_./%=&?+~#()".contains(c));
    (path_like && plain && !piece.contains("//") && !piece.starts_with("www."))
        .then_some((Span::new(start, piece_end), fault))
}

// doi = "10." 4*9DIGIT "/" 1*( not blank )
/// The first DOI of a text: its place, without prefix and without the punctuation of the sentence.
pub(crate) fn doi(text: &str) -> Option<Span> {
    memchr::memmem::find_iter(text.as_bytes(), b"10.").take(8).find_map(|at| {
        let glued = text.get(..at)?.ends_with(|c: char| c.is_alphanumeric() || c == '.');
        let digits = text.get(at + 3..)?;
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        let slash = digits.get(count..)?.starts_with('/');
        let end = text::address_end(text, at);
        (!glued && (4..=9).contains(&count) && slash && end > at + 4 + count).then(|| Span::new(at, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> (String, Vec<LinkFault>, Option<String>) {
        let found = links(text);
        let first = found.first().unwrap_or_else(|| panic!("no address in {text}"));
        let host = first.link.host.as_deref().map(str::to_owned);
        let mended = first.link.mended.as_deref().map(str::to_owned);
        (mended.unwrap_or_else(|| first.span.of(text).to_owned()), first.link.faults.iter().collect(), host)
    }

    #[test]
    fn the_comma_behind_an_address_is_a_separator() {
        let (address, faults, host) = one("AP, https://apnews.com/a-1, (Accessed");
        assert_eq!(
            (address.as_str(), faults.len(), host.as_deref()),
            ("https://apnews.com/a-1", 0, Some("apnews.com"))
        );
        assert_eq!(one("https://a.org/mongolia(2024).").0, "https://a.org/mongolia(2024)");
        assert_eq!(one("www.x.example/r. Accessed").0, "www.x.example/r");
        assert_eq!(one("<https://a.org/x>").0, "https://a.org/x");
    }

    #[test]
    fn raw_faults_are_seen_before_the_parser_hides_them() {
        let fault = |text: &str| one(text).1;
        assert_eq!(fault("https://https://a.org/x"), [LinkFault::DoubledScheme]);
        assert_eq!(fault("http://https//a.org/x"), [LinkFault::DoubledScheme]);
        assert_eq!(fault("https//a.org/x"), [LinkFault::BrokenScheme]);
        assert_eq!(fault("https:/a.org/x"), [LinkFault::BrokenScheme]);
        assert_eq!(fault("hhttps://a.org/x"), [LinkFault::MisspeltScheme]);
        assert_eq!(fault("htpp://a.org/x"), [LinkFault::MisspeltScheme]);
        assert_eq!(fault("https:\\\\a.org\\x"), [LinkFault::Backslashes]);
        assert_eq!(fault("https://…, (Accessed"), [LinkFault::Cut]);
        assert_eq!(fault("https://a.org/…/x"), [LinkFault::Cut]);
        assert_eq!(fault("https:///x"), [LinkFault::BrokenScheme]);
        assert_eq!(fault("https://a..org/x"), [LinkFault::NoHost]);
        assert_eq!(fault("https;//a.org/x"), [LinkFault::BrokenScheme]);
        assert_eq!(one("AP, https ://a.org/x, (").0, "https://a.org/x");
        assert_eq!(one("https: //a.org/x").0, "https://a.org/x");
        assert_eq!(fault("https://www,a.org/x"), [LinkFault::CommaInHost]);
        assert_eq!(one("https://harbour,example/p").0, "https://harbour.example/p");
        assert_eq!(fault("https://a.org/xhttps://b.org/y"), [LinkFault::Glued]);
        assert_eq!(links("https://a.org/x,https://b.org/y").len(), 2);
        assert_eq!(fault("https://a.org/x,https://b.org/y"), []);
        assert_eq!(fault("https://web.archive.org/web/2012/http://b.org/y"), []);
        assert_eq!(one("https//a.org/x").0, "https://a.org/x");
        assert_eq!(one("https:\\\\a.org\\x").0, "https://a.org/x");
    }

    #[test]
    fn a_cut_address_is_joined_only_beyond_doubt() {
        assert_eq!(
            one("https://a.org/new-ferry-\nopens-4471.html, (").0,
            "https://a.org/new-ferry-opens-4471.html"
        );
        assert_eq!(one("https://a.org/long- path/x").1, [LinkFault::Space]);
        assert_eq!(one("https://a.org/long/ and more").1, []);
        assert_eq!(one("https://a.org/x. html, (").0, "https://a.org/x.html");
        assert_eq!(one("https://a.org/x? id=4&p=2").0, "https://a.org/x?id=4&p=2");
        assert_eq!(one("https://a.org/who-won? The").1, []);
        assert_eq!(one("https://a.org/x. The").1, []);
        assert_eq!(one("https://a.org/x\nAccessed 3 May").1, []);
    }

    #[test]
    fn one_page_has_one_key() {
        let key = |text: &str| links(text)[0].link.key;
        assert_eq!(key("http://www.a.org/x/"), key("https://a.org/x?utm_source=y#top"));
        assert_ne!(key("https://a.org/x?id=1"), key("https://a.org/x?id=2"));
    }

    #[test]
    fn a_doi_is_found_with_or_without_prefix() {
        let of = |text: &str| doi(text).map(|span| span.of(text).to_owned());
        assert_eq!(of("https://doi.org/10.54321/rfe.2020.0317."), Some("10.54321/rfe.2020.0317".to_owned()));
        assert_eq!(of("doi:10.1016/S0140-6736(03)13131-2"), Some("10.1016/S0140-6736(03)13131-2".to_owned()));
        assert_eq!(of("version 10.15/3"), None);
    }
}
