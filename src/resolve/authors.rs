//! Names as keys: one key for the ways in which writers spell a family name.
//!
//! Folding meets case, accents and the Turkish i; a second key meets German ä/ae and the usual ways to write Cyrillic in
//! Latin letters. A match by the second key is only likely.

use crate::model::{Field, Name};
use crate::text;

/// A family name as the table of authors knows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct FamilyKeys {
    /// Folded, without accents.
    pub(crate) exact: String,
    /// Also across spellings of one sound.
    pub(crate) loose: String,
}

/// The words of a name across spellings, to tell one person from another.
#[derive(Debug)]
pub(crate) struct Spellings {
    family: Vec<String>,
    all: Vec<String>,
    /// "ap" for "Associated Press".
    initials: String,
}

impl Spellings {
    pub(crate) fn of(text: &str, author: &Field<Name>) -> Spellings {
        let words = |span: crate::span::Span| -> Vec<String> {
            text::skeleton(span.of(text)).split(' ').map(loose).filter(|word| !word.is_empty()).collect()
        };
        let all = words(author.span);
        let initials = all.iter().filter_map(|word| word.chars().next()).collect();
        Spellings { family: words(author.value.family), all, initials }
    }

    /// Whether both may be one: a word of the family name is shared, or one is the short form of the other.
    pub(crate) fn meets(&self, other: &Spellings) -> bool {
        let shares = |one: &Spellings, two: &Spellings| one.family.iter().any(|word| two.all.contains(word));
        let shortens = |one: &Spellings, two: &Spellings| {
            two.all.len() > 1 && one.all.len() == 1 && one.all.first() == Some(&two.initials)
        };
        shares(self, other) || shares(other, self) || shortens(self, other) || shortens(other, self)
    }
}

/// The keys of the family names of some authors.
pub(crate) fn family_keys(text: &str, authors: &[Field<Name>]) -> Vec<FamilyKeys> {
    authors.iter().map(|author| keys(author.value.family.of(text))).collect()
}

/// The keys of one family name.
pub(crate) fn keys(family: &str) -> FamilyKeys {
    let exact = text::skeleton(family);
    let loose = loose(without_article(family, &exact));
    FamilyKeys { exact, loose }
}

/// "el-Hakim" is also cited as "Hakim".
fn without_article<'k>(family: &str, exact: &'k str) -> &'k str {
    let hyphen = family.trim_start().char_indices().take(5).any(|(_, c)| matches!(c, '-' | '‑'));
    let short = exact.split_once(' ').filter(|(article, _)| hyphen && article.chars().count() <= 3);
    short.map_or(exact, |(_, name)| name)
}

/// One Latin skeleton for umlauts and their digraphs, and for Cyrillic and its transliterations.
fn loose(exact: &str) -> String {
    let mut latin = String::with_capacity(exact.len());
    for c in exact.chars() {
        latin.push_str(match c {
            'а' | 'я' => "a",
            'б' => "b",
            'в' => "v",
            'г' | 'ґ' => "g",
            'д' => "d",
            'е' | 'э' | 'є' => "e",
            'ж' | 'з' => "z",
            'и' | 'й' | 'ы' | 'і' | 'ї' => "i",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' | 'ш' | 'щ' => "s",
            'т' => "t",
            'у' | 'ю' => "u",
            'ф' => "f",
            'х' => "h",
            'ц' | 'ч' => "c",
            'ь' | 'ъ' => "",
            _ => {
                latin.push(c);
                continue;
            }
        });
    }
    for (written, key) in [
        ("shch", "s"),
        ("sch", "s"),
        ("sh", "s"),
        ("zh", "z"),
        ("kh", "h"),
        ("ch", "c"),
        ("ts", "c"),
        ("tz", "c"),
        ("ya", "a"),
        ("ja", "a"),
        ("ia", "a"),
        ("yu", "u"),
        ("ju", "u"),
        ("ae", "a"),
        ("oe", "o"),
        ("ue", "u"),
        ("ye", "e"),
        ("y", "i"),
        ("j", "i"),
        ("w", "v"),
        ("x", "ks"),
    ] {
        if holds_letters(latin.as_bytes(), written) && latin.contains(written) {
            latin = latin.replace(written, key);
        }
    }
    let mut key = String::with_capacity(latin.len());
    for c in latin.chars() {
        if !key.ends_with(c) {
            key.push(c);
        }
    }
    key
}

/// Whether a word holds the first and the last letter of another: a cheap look before a search.
fn holds_letters(word: &[u8], other: &str) -> bool {
    let holds = |letter: Option<&u8>| letter.is_some_and(|letter| word.contains(letter));
    holds(other.as_bytes().first()) && holds(other.as_bytes().last())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_family_in_many_spellings() {
        assert_eq!(keys("YALÇIN").exact, keys("Yalçin").exact);
        assert_ne!(keys("Kaya").exact, keys("Kayaoğlu").exact);
        assert_eq!(keys("Müller").loose, keys("Mueller").loose);
        assert_eq!(keys("Орлова").loose, keys("Orlova").loose);
        assert_eq!(keys("Щербаков").loose, keys("Shcherbakov").loose);
        assert_eq!(keys("Жуков").loose, keys("Zhukov").loose);
    }
}
