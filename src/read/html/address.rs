//! Addresses behind words: which of them a note shows already, and where a link really leads.

use std::borrow::Cow;

use crate::text;

/// The address that a link leads to, if it is one of the web.
pub(super) fn of_web(href: &str) -> Option<Cow<'_, str>> {
    let href = href.trim();
    let scheme = href.get(..8).or(href.get(..7))?.to_ascii_lowercase();
    if !(scheme.starts_with("https://") || scheme.starts_with("http://")) {
        return None;
    }
    Some(match behind_redirect(href) {
        Some(address) => Cow::Owned(address),
        None => Cow::Borrowed(href),
    })
}

/// Google Docs wraps every link of an export: `https://www.google.com/url?q=https://a.example/&sa=D…`.
fn behind_redirect(href: &str) -> Option<String> {
    let query = href.split_once("://www.google.com/url?")?.1;
    let address = query.split('&').find_map(|pair| pair.strip_prefix("q="))?;
    let address = text::percent_decoded(address).unwrap_or_else(|| address.to_owned());
    address.starts_with("http").then_some(address)
}

/// Whether words read like an address: `a.example/x`, `www.a.example`, `https://…`.
pub(super) fn looks_like_one(words: &str) -> bool {
    let words = words.trim();
    let bare = without_scheme(words);
    if bare.contains(char::is_whitespace) || !bare.is_ascii() && bare.len() == words.len() {
        return false;
    }
    if bare.len() < words.len() {
        return !bare.is_empty();
    }
    let host = bare.split(['/', '?', '#']).next().unwrap_or_default();
    let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_host = ending.len() >= 2
        && ending.bytes().all(|byte| byte.is_ascii_alphabetic())
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    is_host
        && (host.len() < bare.len() || host.matches('.').count() >= 1 && host == host.to_ascii_lowercase())
}

fn without_scheme(address: &str) -> &str {
    let is = |prefix: &str| {
        address
            .get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
            .then_some(prefix.len())
    };
    let scheme = is("https://").or_else(|| is("http://")).unwrap_or_default();
    let bare = address.get(scheme..).unwrap_or_default();
    let www = bare.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    bare.get(if www { 4 } else { 0 }..).unwrap_or_default()
}

/// Whether the words shown are the address already, but for the scheme, `www.`, a slash, what tracks, or an
/// ellipsis.
pub(super) fn is_shown(words: &str, address: &str) -> bool {
    let words = words.trim();
    let words = words.strip_prefix('<').and_then(|words| words.strip_suffix('>')).unwrap_or(words);
    let (shown, full) = (plain(words), plain(address));
    let cut = shown.strip_suffix('…').or_else(|| shown.strip_suffix("..."));
    if let Some(cut) = cut {
        return !cut.is_empty() && full.starts_with(cut);
    }
    if let Some((start, end)) = shown.split_once('…').or_else(|| shown.split_once("...")) {
        return !start.is_empty() && full.starts_with(start) && full.ends_with(end);
    }
    // "doi:10.1000/x", with the address of the same number behind it.
    let path = full.split_once('/').map_or("", |(_, path)| path);
    if shown.contains(|c: char| c.is_ascii_digit()) && path == shown {
        return true;
    }
    let behind = full.strip_prefix(shown.as_str());
    behind.is_some_and(|behind| {
        behind.is_empty() || behind.starts_with("?utm_") || behind.starts_with("/?utm_")
    }) && !shown.is_empty()
}

fn plain(address: &str) -> String {
    let decoded = text::percent_decoded(address).unwrap_or_else(|| address.to_owned());
    without_scheme(&decoded).trim_end_matches(['/', '.']).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_the_address_are_known() {
        for (words, address) in [
            ("https://a.example/x", "https://a.example/x"),
            ("www.a.example/x", "https://a.example/x/"),
            ("a.example/long…", "https://a.example/long/way"),
            ("a.example/ş", "https://a.example/%C5%9F"),
            ("a.example/x", "https://a.example/x?utm_source=mail"),
            ("10.1000/182", "https://doi.example/10.1000%2F182"),
        ] {
            assert!(is_shown(words, address), "{words}");
        }
        assert!(!is_shown("https://a.example/x", "https://a.example/xy"));
        assert!(!is_shown("Harbour Daily", "https://a.example/x"));
    }

    #[test]
    fn an_address_is_told_from_a_name() {
        assert!(
            looks_like_one("https://a.example/x")
                && looks_like_one("a.example/x")
                && looks_like_one("a.example")
        );
        assert!(!looks_like_one("Port Traffic") && !looks_like_one("end.Then") && !looks_like_one("12.5"));
    }

    #[test]
    fn only_addresses_of_the_web_are_kept() {
        assert_eq!(of_web("mailto:a@b.example"), None);
        assert_eq!(of_web("/x"), None);
        assert_eq!(
            of_web("https://www.google.com/url?q=https://a.example/x%3Fy&sa=D").as_deref(),
            Some("https://a.example/x?y")
        );
    }
}
