//! Closed lists of things in the world: outlets and towns, titles that are none, bylines without a name, signs of markup,
//! code pages, trackers and shorteners.
//!
//! Each list names its origin and its date: a list grows by a name that somebody saw, never by a pattern. Nothing here reads
//! a draft.

pub(crate) mod archive;
pub(crate) mod authors;
pub(crate) mod chatbot;
mod cities;
pub(crate) mod codepages;
pub(crate) mod database;
pub(crate) mod front_page;
mod given_names;
mod names;
mod organisation_words;
mod outlets;
pub(crate) mod placeholders;
pub(crate) mod private;
pub(crate) mod redirector;
pub(crate) mod secret;
pub(crate) mod shortener;
pub(crate) mod signs;
pub(crate) mod titles;
pub(crate) mod tracking;

use crate::text;

pub(crate) use names::{
    OutletKind, is_city, is_given_name, is_organisation_word, is_publisher_word, outlet, outlet_by_host,
};

/// Whether a sorted list holds a text, compared by its letters and digits.
fn holds(list: &[&str], words: &str) -> bool {
    // Most words begin like none of the list: that is seen without a key.
    let first = words.chars().find(|c| text::is_letter_or_digit(*c)).filter(char::is_ascii);
    if let Some(first) = first.map(|c| c.to_ascii_lowercase()) {
        let at = list.partition_point(|known| known.chars().next() < Some(first));
        if !list.get(at).is_some_and(|known| known.starts_with(first)) {
            return false;
        }
    }
    list.binary_search(&text::skeleton(words).as_str()).is_ok()
}

/// Whether a sorted list holds a name, letter case passed over.
fn holds_name(list: &[&str], name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    list.binary_search(&lower.as_str()).is_ok()
}

/// Whether a sorted list holds a host, with or without `www.`.
fn holds_host(list: &[&str], host: &str) -> bool {
    let lower = host.to_ascii_lowercase();
    let bare = lower.strip_prefix("www.").unwrap_or(&lower);
    list.binary_search(&bare).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_hold_what_a_lookup_asks_for() {
        for list in [authors::BYLINES, placeholders::PHRASES, titles::OF_NO_PAGE] {
            for words in list {
                assert!(text::skeleton(words) == *words && holds(list, words), "{words}");
            }
        }
    }
}
