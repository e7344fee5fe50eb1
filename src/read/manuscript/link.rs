//! Whether the words of a link are its address already.

use std::rc::Rc;

use crate::text;

/// An address is at most so long, in bytes: browsers and servers take no more.
const LONGEST: usize = 4_096;

/// An address of the web as it may stand between angle brackets; nothing else that a link may lead to is of use here.
pub(in crate::read) fn web_address(target: &str) -> Option<Rc<str>> {
    let target = target.trim();
    let is_web = ["http://", "https://"]
        .iter()
        .any(|scheme| target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    if !is_web || target.len() > LONGEST {
        return None;
    }
    let unsafe_sign = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>');
    if !target.contains(unsafe_sign) {
        return Some(target.into());
    }
    let mut safe = String::with_capacity(target.len());
    for c in target.chars() {
        match c {
            '<' => safe.push_str("%3C"),
            '>' => safe.push_str("%3E"),
            c if c.is_whitespace() => safe.push_str("%20"),
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    Some(safe.into())
}

/// Whether the words show the address: the same but for scheme, `www.`, a slash or dots at the end.
pub(super) fn shows(words: &str, target: &str) -> bool {
    let (words, target) = (core(words), core(target));
    match words.strip_suffix("...").or_else(|| words.strip_suffix('…')) {
        Some(start) if looks_like_address(start) => target.starts_with(start),
        _ => words == target || holds(&words, &target),
    }
}

/// Whether an address stands somewhere in the words, not as the beginning of another one.
fn holds(words: &str, target: &str) -> bool {
    let mut found = words.match_indices(target);
    target.contains('.')
        && found.any(|(at, _)| {
            let behind = words.get(at + target.len()..).unwrap_or_default();
            let next = behind.strip_prefix('/').unwrap_or(behind).chars().next();
            !next.is_some_and(|c| {
                c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '%' | '=' | '&' | '?' | '#')
            })
        })
}

/// Whether words have the shape of an address: `https://…`, `www.…`, `harbour.example/news`.
pub(super) fn looks_like_address(words: &str) -> bool {
    let words = words.trim();
    let host = words.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.split('.').count() > 1
        && host
            .split('.')
            .all(|name| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && host
            .rsplit('.')
            .next()
            .is_some_and(|name| name.len() > 1 && name.chars().all(char::is_alphabetic));
    !words.contains(char::is_whitespace)
        && (words.contains("://") || words.starts_with("www.") || (is_host && words.len() > host.len()))
}

/// What two spellings of an address have in common.
fn core(address: &str) -> String {
    let address = address.trim().trim_matches(['<', '>', '(', ')']);
    let address =
        text::percent_decoded(address).map_or_else(|| address.to_lowercase(), |it| it.to_lowercase());
    let address = address.trim_end_matches([',', ';', ':']);
    let dots = address.ends_with("...");
    let address = if dots { address } else { address.trim_end_matches('.') };
    let bare =
        address.split_once("://").filter(|(scheme, _)| scheme.len() < 6).map_or(address, |(_, rest)| rest);
    bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_the_address_show_it() {
        let target = "https://www.harbour.example/news/%C5%9Fehir/";
        for words in [
            target,
            "harbour.example/news/şehir",
            "http://harbour.example/news/%C5%9Fehir.",
            "harbour.example/news/…",
            "https://harbour.example/n...",
            "“Grain”, https://www.harbour.example/news/%C5%9Fehir/",
        ] {
            assert!(shows(words, target), "{words}");
        }
        for words in
            ["“Grain”", "harbour.example", "https://harbour.example/news", "…", "rails.example/news/…"]
        {
            assert!(!shows(words, target), "{words}");
        }
    }

    #[test]
    fn an_address_is_known_by_its_shape() {
        for words in ["https://a.example", "www.a.example", "a.example/x"] {
            assert!(looks_like_address(words), "{words}");
        }
        for words in ["“Grain”", "a.example", "and/or", "Rails v. Ports", "p. 4/5", "1.5/2"] {
            assert!(!looks_like_address(words), "{words}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_are_kept() {
        assert_eq!(
            web_address(" HTTPS://a.example/x y<z> ").as_deref(),
            Some("HTTPS://a.example/x%20y%3Cz%3E")
        );
        for target in ["mailto:a@b.example", "#_ftn1", "notes.docx", "", "https:"] {
            assert_eq!(web_address(target), None, "{target}");
        }
        assert_eq!(web_address(&format!("https://a.example/{}", "x".repeat(5_000))), None);
    }
}
