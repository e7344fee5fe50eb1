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
    let mut key = String::with_capacity(latin.len() + 1);
    for c in latin.chars() {
        // What two or more letters write is one sound: "shch", "ts", "ya", "ue".
        let sound = match (key.as_bytes(), c) {
            ([.., b's', b'c'], 'h') => {
                key.pop();
                None
            }
            ([.., b's' | b'z' | b'c'], 'h') => None,
            ([.., b'y' | b'j' | b'i'], 'a') => {
                key.truncate(key.trim_end_matches(['y', 'j', 'i']).len());
                Some(c)
            }
            ([.., b'k'], 'h') | ([.., b'y' | b'j'], 'u') | ([.., b'y'], 'e') => {
                key.pop();
                Some(c)
            }
            ([.., b'a' | b'o' | b'u'], 'e') => None,
            ([.., b't'], 's' | 'z') => {
                key.pop();
                Some('c')
            }
            _ => Some(c),
        };
        match sound {
            Some('w') => key.push('v'),
            Some('x') => key.push_str("ks"),
            Some(c) => key.push(c),
            None => {}
        }
    }
    let mut bare = String::with_capacity(key.len());
    for c in key.chars().map(|c| if matches!(c, 'y' | 'j') { 'i' } else { c }) {
        if !bare.ends_with(c) {
            bare.push(c);
        }
    }
    bare
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
        assert_eq!(keys("Мария").loose, keys("Mariya").loose);
        assert_eq!(keys("Юшкевич").loose, keys("Yushkevich").loose);
        assert_eq!(keys("Цой").loose, keys("Tsoy").loose);
        assert_eq!(keys("Хачатурян").loose, keys("Khachaturyan").loose);
    }
}
