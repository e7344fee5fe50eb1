//! Addresses: taken from the text as a reader would, looked at raw, then given to `url`.
//!
//! The parser of browsers accepts most slips that people make (`https://https://a.org` has the host `https`), so the raw
//! text is judged first. Nothing is re-encoded: a mended address differs from the typed one only where it is mended.

use url::Url;

use super::scheme::{Slashes, meant, scheme, slip};
use super::{address, join};
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

/// Where addresses stand.
pub(crate) fn spans(found: &[Found]) -> Vec<Span> {
    found.iter().map(|found| found.span).collect()
}

/// All addresses of a text, in order.
pub(crate) fn links(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut from = 0;
    let mut starts = Starts { text, slashes: None, bare: None, odd: None };
    while let Some(start) = starts.next(from) {
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

/// Where addresses may begin, by what shows it. Each is looked for only behind the last one found, so that a text is
/// scanned once, not once for each address.
struct Starts<'t> {
    text: &'t str,
    /// At a word before slashes.
    slashes: Option<usize>,
    /// At `www.`.
    bare: Option<usize>,
    /// At a scheme with a slip behind it.
    odd: Option<usize>,
}

impl Starts<'_> {
    fn next(&mut self, from: usize) -> Option<usize> {
        let text = self.text;
        let known = |at: Option<usize>| at.filter(|at| *at >= from);
        let slashes = known(self.slashes).unwrap_or_else(|| before_slashes(text, from).unwrap_or(text.len()));
        let bare = known(self.bare).unwrap_or_else(|| word(text, from, "www.").unwrap_or(text.len()));
        let odd = known(self.odd).unwrap_or_else(|| slipped_scheme(text, from).unwrap_or(text.len()));
        (self.slashes, self.bare, self.odd) = (Some(slashes), Some(bare), Some(odd));
        Some(slashes.min(bare).min(odd)).filter(|at| *at < text.len())
    }
}

/// The next word before slashes.
fn before_slashes(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let tail = bytes.get(from..)?;
    memchr::memchr2_iter(b'/', b'\\', tail).map(|at| from + at).find_map(|at| {
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
    })
}

/// The next place where a word begins with `name`.
fn word(text: &str, from: usize, name: &str) -> Option<usize> {
    let tail = text.as_bytes().get(from..)?;
    memchr::memmem::find_iter(tail, name).map(|at| from + at).find(|at| {
        !text.get(from..*at).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric() || c == '.'))
    })
}

/// The next scheme with a slip between it and its host.
fn slipped_scheme(text: &str, from: usize) -> Option<usize> {
    let mut from = from;
    while let Some(at) = word(text, from, "http") {
        let rest = text.get(at..)?;
        if scheme(rest).is_err() && slip(rest).is_some() {
            return Some(at);
        }
        from = at + 4;
    }
    None
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
    let odd = slip(rest).filter(|_| scheme(rest).is_err());
    let (typed_scheme, host_at) = match (scheme(rest), odd) {
        (Ok((tail, (word, slashes))), _) => {
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
        (Err(_), Some((scheme, length, fault))) => {
            faults.add(fault);
            (Some(scheme), start + length)
        }
        (Err(_), None) if rest.starts_with("www.") => (None, start),
        (Err(_), None) => return None,
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
    let end = end(text, body_at);
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
    let end = before_access(text, body_at, end);
    let mut pieces = vec![Span::new(body_at, end)];
    while let Some((more, fault)) =
        pieces.last().and_then(|last| join::continuation(text, body_at, last.end()))
    {
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
    // Before other signs than letters a backslash is Markdown's: `a\_b`.
    let steps = |body: &str| {
        body.match_indices('\\')
            .any(|(at, _)| body.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric)))
    };
    if steps(&body) {
        faults.add(LinkFault::Backslashes);
    }
    let body = if faults.has(LinkFault::Backslashes) { body.replace('\\', "/") } else { body };
    let mut link = examine(&body, scheme_meant, typed_scheme.is_some(), faults);
    if let Some(tail) = join::lost_tail(text, span.end()) {
        // Of two addresses that lost their ends nobody knows whether they are one.
        link.key = text::fnv1a(&[&link.key.to_le_bytes(), tail.as_bytes()]);
    }
    Some(Found { span, link })
}

/// No address is longer, in bytes: what is, is no address, and must not be scanned again for each that begins in it.
const LONGEST: usize = 4096;

/// Where an address ends whose body begins at `start`.
fn end(text: &str, start: usize) -> usize {
    let limit = text::floor(text, start + LONGEST);
    text::address_end(text.get(..limit).unwrap_or(text), start)
}

/// Where it ends before a day of access that ran into it.
fn before_access(text: &str, start: usize, end: usize) -> usize {
    let cut = join::cue(text, start, end).and_then(|cut| text.get(..cut));
    cut.map_or(end, |before| text::address_end(before, start))
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
    let mut right = typed_host.to_owned();
    if right.contains(',') {
        faults.add(LinkFault::CommaInHost);
        right = right.replace(',', ".");
    }
    let letters = right.len() - right.trim_start_matches('w').len();
    if letters > 3 && right.get(letters..).is_some_and(|rest| rest.starts_with('.')) {
        faults.add(LinkFault::MisspeltWww);
        right.replace_range(..letters, "www");
    }
    let address = format!("{scheme}://{right}{path}");
    let parsed = Url::parse(&address).ok();
    let host = parsed.as_ref().and_then(Url::host_str).filter(|host| !host.is_empty());
    let plausible = host.is_some_and(|host| !host.starts_with('.') && !host.contains(".."));
    if !plausible && !faults.has(LinkFault::Cut) {
        faults.add(LinkFault::NoHost);
    } else if faults.is_empty() && has_scheme && host.is_some_and(|host| has_no_ending(host, typed_host)) {
        faults.add(LinkFault::NoEnding);
    }
    let (key, has_path) = match &parsed {
        Some(url) => (key(url), !is_home(url.path()) || url.query().is_some()),
        None => (text::fnv1a(&[body.as_bytes()]), false),
    };
    // What was typed without a scheme stays without.
    let right =
        if has_scheme { address.as_str() } else { address.split_once("://").map_or("", |(_, rest)| rest) };
    let mended = (!faults.is_empty() && plausible).then(|| Box::from(right));
    let host = host.map(Box::from).filter(|_| plausible);
    // What a reader cannot open is told as that and nothing else.
    if let Some(url) = parsed.as_ref().filter(|_| !faults.iter().any(LinkFault::is_unreadable)) {
        address::judge(body, url, &mut faults);
    }
    Link { mended, host, key, has_path, faults }
}

/// "www.reuters": the ending of the host is lost. One word alone may be a machine of the office.
fn has_no_ending(host: &str, typed: &str) -> bool {
    host.strip_prefix("www.").is_some_and(|labels| {
        !labels.contains('.') && !typed.contains(':') && labels.contains(char::is_alphabetic)
    })
}

/// Whether a path leads to what stands at the root of a site: "/en/", "/index.html".
fn is_home(path: &str) -> bool {
    let mut pieces = path.split('/').filter(|piece| !piece.is_empty());
    pieces.all(|piece| {
        let lower = piece.to_ascii_lowercase();
        let name = lower.split('.').next().unwrap_or_default();
        HOMES.contains(&name) || (lower.len() == 2 && lower.bytes().all(|b| b.is_ascii_alphabetic()))
    })
}

/// Names of the page at the root of a site; two letters are its language.
const HOMES: &[&str] = &["default", "home", "homepage", "index"];

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
