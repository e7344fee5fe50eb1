//! The clean body of a note, as pieces of the file and words of our own.

use pulldown_cmark::CowStr;

use crate::span::Span;
use crate::text;

/// A piece of a body, in the order of reading.
#[derive(Debug)]
pub(super) enum Piece<'f> {
    /// As it stands in the file.
    File(Span),
    /// What the file does not hold so: a decoded entity, the bracket of an address.
    Own(CowStr<'f>),
    /// A new paragraph, item or row.
    Break,
    /// A call `[^x]`, with its place in the file.
    Call(Span),
    /// The note that stands inside this one: which of [`Outline::inlines`](super::outline::Outline::inlines).
    Inline(usize),
    /// The shown words of a link begin.
    LinkStart,
    /// They end; where they look like an address, the target is kept.
    LinkEnd(Option<Box<str>>),
    /// The address behind the words of a link: where it stands, or what it is; and where the file goes on, if
    /// it stands elsewhere.
    Address { place: Option<Span>, target: CowStr<'f>, back: Option<usize> },
}

/// The words of pieces, to be looked at.
pub(super) fn words(file: &str, pieces: &[Piece<'_>]) -> String {
    let mut words = String::new();
    for piece in pieces {
        match piece {
            Piece::File(span) => words.push_str(span.of(file)),
            Piece::Own(own) => words.push_str(own),
            Piece::Break => words.push('\n'),
            _ => {}
        }
    }
    words
}

/// Puts an address behind the quotation mark that closes around its link: `“[Title](…)”` is `“Title” <…>`, as
/// a title is typed.
pub(super) fn behind_quotes<'f>(file: &str, pieces: Vec<Piece<'f>>) -> Vec<Piece<'f>> {
    if !pieces.iter().any(|piece| matches!(piece, Piece::Address { .. })) {
        return pieces;
    }
    let mut placed: Vec<Piece<'f>> = Vec::with_capacity(pieces.len() + 1);
    let mut quoted = false;
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        if let Piece::LinkStart = piece {
            quoted =
                matches!(placed.last(), Some(Piece::File(before)) if before.of(file).ends_with(opens_quote));
        }
        let behind = match (&piece, pieces.peek()) {
            (Piece::Address { .. }, Some(Piece::File(next))) if quoted => {
                closing(next.of(file)).map(|at| (*next, at))
            }
            _ => None,
        };
        let Some((next, at)) = behind else {
            placed.push(piece);
            continue;
        };
        pieces.next();
        let end = next.start() + at;
        placed.push(Piece::File(Span::new(next.start(), end)));
        placed.push(piece);
        placed.push(Piece::File(Span::new(end, next.end())));
    }
    placed
}

fn opens_quote(c: char) -> bool {
    text::closing_quote(c).is_some()
}

// closing = [ "," / "." / "!" / "?" ] quotation-mark
fn closing(words: &str) -> Option<usize> {
    let rest = words.strip_prefix([',', '.', '!', '?']).unwrap_or(words);
    let rest = rest.strip_prefix(text::is_quotation_mark)?;
    Some(words.len() - rest.len())
}

/// Whether an address can be looked up in a browser. One with a misspelled scheme was meant to be.
pub(super) fn is_web(address: &str) -> bool {
    address.split_once("://").is_some_and(|(scheme, _)| {
        (3..=6).contains(&scheme.len())
            && scheme.bytes().all(|byte| matches!(byte.to_ascii_lowercase(), b'h' | b't' | b'p' | b's'))
    })
}

/// Whether the shown words of a link are its target: the same but for scheme, `www.`, slash, and dots where
/// it was cut.
pub(super) fn shows(words: &str, target: &str) -> bool {
    let words = bare(words.trim());
    let target = bare(target);
    match words.strip_suffix('…').or_else(|| words.strip_suffix("...")) {
        Some(start) => start.contains('/') && starts_alike(target, start),
        None => {
            let words = words.strip_suffix('/').unwrap_or(words);
            target.strip_suffix('/').unwrap_or(target).eq_ignore_ascii_case(words)
        }
    }
}

fn starts_alike(target: &str, start: &str) -> bool {
    target.get(..start.len()).is_some_and(|target| target.eq_ignore_ascii_case(start))
}

fn bare(address: &str) -> &str {
    let path = address.split_once("://").map_or(address, |(_, path)| path);
    path.strip_prefix("www.").unwrap_or(path)
}

/// Whether shown words look like an address, so that a reader takes them for the target.
pub(super) fn looks_like_address(words: &str) -> bool {
    let words = words.trim();
    if words.is_empty() || words.contains(char::is_whitespace) {
        return false;
    }
    if words.contains("://") || words.starts_with("www.") {
        return true;
    }
    let Some((host, _)) = words.split_once('/') else { return false };
    let top = host.rsplit_once('.').map(|(_, top)| top).unwrap_or_default();
    let host_like = host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    host_like && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The value of `href` in a tag `<a …>`, as a place in the tag.
pub(super) fn href(tag: &str) -> Option<Span> {
    let at = tag.to_ascii_lowercase().find("href")?;
    let rest = tag.get(at + "href".len()..)?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let value = quote.map_or(value, |quote| value.strip_prefix(quote).unwrap_or(value));
    let start = tag.len() - value.len();
    let length = match quote {
        Some(quote) => value.find(quote)?,
        None => value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len()),
    };
    Some(Span::new(start, start + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_the_address_show_it() {
        assert!(shows("www.harbour.example/a/", "https://harbour.example/a"));
        assert!(shows("harbour.example/reports…", "https://harbour.example/reports/2024"));
        assert!(!shows("Port Traffic Rises", "https://harbour.example/a"));
        assert!(!shows("https://harbour.example/b", "https://harbour.example/a"));
    }

    #[test]
    fn words_may_look_like_an_address() {
        assert!(looks_like_address("https://harbour.example") && looks_like_address("harbour.example/a"));
        assert!(!looks_like_address("and/or") && !looks_like_address("see https://a.example"));
    }

    #[test]
    fn the_target_of_a_tag_is_found() {
        let of = |tag: &str| href(tag).map(|span| span.of(tag).to_owned());
        assert_eq!(of("<a class=x HREF='https://a.example/'>").as_deref(), Some("https://a.example/"));
        assert_eq!(of("<a href=https://a.example>").as_deref(), Some("https://a.example"));
        assert_eq!(of("<a name=\"x\">"), None);
    }
}
