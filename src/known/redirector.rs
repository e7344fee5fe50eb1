//! Addresses that lead to another one, and pages of search results.
//!
//! Seen in drafts: links copied from a search page, a mail or a feed. As of 2024.

/// Host and path of a redirect, and the parameter that holds the address behind it.
const WRAPPED: &[(&str, &str)] = &[
    ("away.vk.com/away.php", "to"),
    ("duckduckgo.com/l/", "uddg"),
    ("l.facebook.com/l.php", "u"),
    ("l.instagram.com/", "u"),
    ("lm.facebook.com/l.php", "u"),
    ("out.reddit.com/", "url"),
    ("slack-redir.net/link", "url"),
    ("vk.com/away.php", "to"),
];

/// Host and path of a page of search results, and the parameter that holds what was searched for.
const SEARCHES: &[(&str, &str)] = &[
    ("bing.com/search", "q"),
    ("duckduckgo.com/", "q"),
    ("search.yahoo.com/search", "p"),
    ("yandex.com.tr/search/", "text"),
    ("yandex.com/search/", "text"),
    ("yandex.ru/search/", "text"),
];

/// The parameter of a row.
fn parameter(rows: &'static [(&str, &str)], host: &str, path: &str) -> Option<&'static str> {
    let place = format!("{host}{path}");
    rows.binary_search_by_key(&place.as_str(), |(place, _)| place)
        .ok()
        .and_then(|at| rows.get(at))
        .map(|(_, name)| *name)
}

/// The parameters behind one of which a redirect holds its address.
pub(crate) fn wrapped(host: &str, path: &str) -> Option<Vec<&'static str>> {
    if is_google(host) && path == "/url" {
        return Some(vec!["q", "url"]);
    }
    if host.ends_with(".safelinks.protection.outlook.com") {
        return Some(vec!["url"]);
    }
    parameter(WRAPPED, host, path).map(|name| vec![name])
}

/// Where the page behind a copy for telephones is named in the path: `google.com/amp/s/…`, `cdn.ampproject.org/c/s/…`.
pub(crate) fn amp_path<'p>(host: &str, path: &'p str) -> Option<&'p str> {
    if is_google(host) {
        return path.strip_prefix("/amp/s/").or_else(|| path.strip_prefix("/amp/"));
    }
    if host == "cdn.ampproject.org" || host.ends_with(".cdn.ampproject.org") {
        let rest = path.strip_prefix("/c/").or_else(|| path.strip_prefix("/v/"))?;
        return Some(rest.strip_prefix("s/").unwrap_or(rest));
    }
    None
}

/// The parameter of a page of search results that holds what was searched for.
pub(crate) fn search(host: &str, path: &str) -> Option<&'static str> {
    if is_google(host) && path == "/search" {
        return Some("q");
    }
    parameter(SEARCHES, host, path)
}

/// `google.com`, `google.de`, `google.com.tr`, `google.co.uk`.
fn is_google(host: &str) -> bool {
    let country = |ending: &str| ending.len() == 2 && ending.bytes().all(|byte| byte.is_ascii_lowercase());
    host.strip_prefix("google.").is_some_and(|ending| {
        ending == "com"
            || country(ending)
            || ending.strip_prefix("com.").or_else(|| ending.strip_prefix("co.")).is_some_and(country)
    })
}
