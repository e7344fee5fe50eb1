//! Keys of records: family name, year of publication, first word of the title, as ASCII: `orlova2021porty`.
//!
//! The day of access is no part of it, so that a page that is read again keeps its key; and the first of several equal
//! keys has no letter behind it, so that a source keeps its key when a later note brings another one.

use std::collections::HashMap;

use super::record::{Person, Record, When};
use crate::lang::index::index;
use crate::text;

/// A part of a key has at most so many letters.
const LONGEST_PART: usize = 24;

/// Of a source that says nothing by which it could be called.
const NAMELESS: &str = "source";

/// The keys that are taken.
#[derive(Default)]
pub(super) struct Keys(HashMap<String, usize>);

impl Keys {
    /// A key for a record that none before it has.
    pub(super) fn key(&mut self, record: &Record<'_>) -> String {
        self.distinct(base(record))
    }

    /// The key itself; of those that come later `-b`, `-c` and so on. No key has a hyphen of its own.
    fn distinct(&mut self, base: String) -> String {
        let taken = self.0.entry(base.clone()).or_insert(0);
        *taken += 1;
        if *taken == 1 { base } else { format!("{base}-{}", letters(*taken)) }
    }
}

/// The key of a record, which others may have too.
fn base(record: &Record<'_>) -> String {
    let family = record.authors.iter().chain(&record.editors).find_map(|person| match person {
        Person::Whole(name) => first_word(name),
        Person::Parts { family, .. } => Some(ascii(family)).filter(|name| !name.is_empty()),
    });
    let publisher = [&record.container, &record.reporter, &record.court, &record.publisher]
        .into_iter()
        .find_map(|field| first_word(field.as_deref()?));
    let host = || {
        let host = record.host?;
        first_word(host.strip_prefix("www.").unwrap_or(host).split('.').next()?)
    };
    let year = |when: &Option<When>| when.as_ref().and_then(When::year);
    let year = year(&record.issued).or_else(|| year(&record.event));
    let year = year.map(|year| year.to_string()).unwrap_or_default();
    let title = record.title.as_deref().and_then(first_word).unwrap_or_default();
    match family.or(publisher).or_else(host) {
        Some(lead) => format!("{lead}{year}{title}"),
        None if !title.is_empty() => format!("{title}{year}"),
        None => format!("{NAMELESS}{year}"),
    }
}

/// The first word that is more than an article or a letter; where there is none, the first word.
fn first_word(words: &str) -> Option<String> {
    // An accent that is typed behind its letter parts no word.
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36F}');
    let words = || words.split(|c| !inside(c)).filter(|word| !word.is_empty());
    let small =
        |word: &&str| word.chars().nth(1).is_none() || !index().stop_word(&text::folded(word)).is_empty();
    let word = words().find(|word| !small(word)).or_else(|| words().next())?;
    Some(ascii(word)).filter(|word| !word.is_empty())
}

/// Lower-case ASCII letters and digits, those of other scripts written as they sound.
fn ascii(words: &str) -> String {
    let latin = deunicode::deunicode(words);
    latin
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(LONGEST_PART)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// 2 is "b", 26 is "z", 27 is "aa".
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a'.saturating_add(u8::try_from(number % 26).unwrap_or(0))));
        number /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_script_become_ascii() {
        let words = ["Орлова", "Yalçın", "Ağrı", "Größe", "L’été au port", "The Ports", "北京", "S\u{327}en"];
        let keys: Vec<_> = words.iter().filter_map(|word| first_word(word)).collect();
        assert_eq!(keys, ["orlova", "yalcin", "agri", "grosse", "ete", "ports", "beijing", "sen"]);
        assert_eq!(first_word("…"), None);
    }

    #[test]
    fn equal_keys_get_letters_from_the_second_on() {
        let mut keys = Keys::default();
        let given: Vec<_> = (0..28).map(|_| keys.distinct("kaya2019".to_owned())).collect();
        assert_eq!(given[..3], ["kaya2019", "kaya2019-b", "kaya2019-c"]);
        assert_eq!(given[25..], ["kaya2019-z", "kaya2019-aa", "kaya2019-ab"]);
    }
}
