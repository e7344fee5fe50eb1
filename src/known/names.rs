//! Outlets and names: newspapers, agencies and think tanks by name and by host, towns, given names, words of offices.
//!
//! Names are compared by their letters and digits, folded and without accents; each table is built once, at the first entry
//! that asks for it.

use std::borrow::Cow;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::{cities, given_names, organisation_words, outlets};
use crate::text::{self, WordMap};

/// What an outlet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OutletKind {
    Agency,
    Newspaper,
    Broadcaster,
    Magazine,
    Site,
    Journal,
    ThinkTank,
    Organisation,
    Platform,
}

/// A newspaper, an agency, a site: what it is called, and where it publishes.
#[derive(Debug)]
pub(crate) struct Outlet {
    pub(crate) host: &'static str,
    pub(crate) kind: OutletKind,
    /// The tag of the language it mostly writes in.
    pub(crate) language: &'static str,
    /// The usual name first.
    pub(crate) names: &'static [&'static str],
}

/// One line of the list of outlets; the country tells two of one name apart to whoever reads the list.
pub(super) const fn o(
    host: &'static str,
    kind: OutletKind,
    language: &'static str,
    _country: &'static str,
    names: &'static [&'static str],
) -> Outlet {
    Outlet { host, kind, language, names }
}

static BY_NAME: LazyLock<WordMap<&'static Outlet>> = LazyLock::new(|| {
    let mut table =
        WordMap::with_capacity_and_hasher(outlets::OUTLETS.len() * 3, BuildHasherDefault::default());
    for outlet in outlets::OUTLETS {
        table.extend(outlet.names.iter().map(|name| (kept(name), outlet)));
    }
    table
});

static CITIES: LazyLock<WordMap<()>> = LazyLock::new(|| keys(cities::CITIES));
static GIVEN_NAMES: LazyLock<WordMap<()>> = LazyLock::new(|| keys(given_names::GIVEN_NAMES));
static ORGANISATION_WORDS: LazyLock<WordMap<()>> =
    LazyLock::new(|| keys(organisation_words::ORGANISATION_WORDS));
static PUBLISHER_WORDS: LazyLock<WordMap<()>> = LazyLock::new(|| keys(organisation_words::PUBLISHER_WORDS));

fn keys(words: &'static [&str]) -> WordMap<()> {
    words.iter().map(|word| (kept(word), ())).collect()
}

fn kept(name: &'static str) -> Cow<'static, str> {
    if text::is_skeleton(name) { Cow::Borrowed(name) } else { Cow::Owned(key(name)) }
}

fn key(name: &str) -> String {
    text::skeleton(name)
}

/// The outlet of a name as writers type it.
pub(crate) fn outlet(name: &str) -> Option<&'static Outlet> {
    if name.len() > 80 {
        return None;
    }
    BY_NAME.get(key(name).as_str()).copied()
}

/// The outlet that publishes at a host, also at a host below its own.
pub(crate) fn outlet_by_host(host: &str) -> Option<&'static Outlet> {
    let mut host = host.strip_prefix("www.").unwrap_or(host);
    loop {
        let main = outlets::OTHER_HOSTS.binary_search_by_key(&host, |(other, _)| other);
        let main = main.ok().and_then(|at| outlets::OTHER_HOSTS.get(at)).map_or(host, |(_, main)| main);
        if let Ok(at) = outlets::OUTLETS.binary_search_by_key(&main, |outlet| outlet.host) {
            return outlets::OUTLETS.get(at);
        }
        host = host.split_once('.').map(|(_, rest)| rest).filter(|rest| rest.contains('.'))?;
    }
}

/// Whether a name is that of a town where works are brought out.
pub(crate) fn is_city(name: &str) -> bool {
    name.len() <= 40 && CITIES.contains_key(key(name).as_str())
}

/// Whether a word is a given name.
pub(crate) fn is_given_name(word: &str) -> bool {
    GIVEN_NAMES.contains_key(key(word).as_str())
}

/// Whether a word makes the name it stands in an office, not a person.
pub(crate) fn is_organisation_word(word: &str) -> bool {
    let key = key(word);
    let compound = || {
        organisation_words::ORGANISATION_ENDINGS
            .iter()
            .any(|ending| key.len() > ending.len() + 2 && key.ends_with(ending))
    };
    ORGANISATION_WORDS.contains_key(key.as_str()) || compound()
}

/// Whether a word makes the name it stands in a publisher.
pub(crate) fn is_publisher_word(word: &str) -> bool {
    let key = key(word);
    let compound = || {
        ["verlag", "press", "yayinlari"]
            .iter()
            .any(|ending| key.len() > ending.len() + 1 && key.ends_with(ending))
    };
    PUBLISHER_WORDS.contains_key(key.as_str()) || compound()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_is_known_by_name_and_by_host() {
        let apnews = outlet("Associated PRess News").expect("the name in any capitals");
        assert_eq!(apnews.host, "apnews.com");
        assert_eq!(outlet_by_host("www.apnews.com").map(|outlet| outlet.host), Some("apnews.com"));
        assert!(outlet_by_host("harbour.example").is_none());
        assert!(outlets::OUTLETS.len() >= 300);
        assert!(outlets::OUTLETS.iter().all(|outlet| outlet.language.len() == 2));
    }

    #[test]
    fn no_host_and_no_name_stands_twice() {
        let hosts = || outlets::OUTLETS.iter().map(|outlet| outlet.host);
        assert!(hosts().zip(hosts().skip(1)).all(|(one, next)| one < next));
        let names: usize = outlets::OUTLETS
            .iter()
            .map(|outlet| {
                let mut keys: Vec<String> = outlet.names.iter().map(|name| key(name)).collect();
                keys.sort();
                keys.dedup();
                keys.len()
            })
            .sum();
        assert_eq!(names, BY_NAME.len());
    }
}
