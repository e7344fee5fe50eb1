//! The words by which notes are understood, one file per language, and the guess of a draft's language.
//!
//! A language is a constant: labels of access dates, terms of back-references, months, signals, headings, locators.
//! Matching is done in [`index`], over folded text; nothing here reads a note.

pub(crate) mod index;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::text;

/// One language: its words as they are written in notes, most frequent first.
#[derive(Debug)]
pub(crate) struct Language {
    pub(crate) tag: &'static str,
    pub(crate) name: &'static str,
    /// Labels to write before an access date, the best first.
    pub(crate) access_suggestions: &'static [&'static str],
    pub(crate) access_labels: &'static [&'static str],
    pub(crate) access_labels_after: &'static [&'static str],
    /// Labels before a date that is no access date; the longer label wins.
    pub(crate) not_access: &'static [&'static str],
    pub(crate) signals: &'static [&'static str],
    pub(crate) second_hand: &'static [&'static str],
    pub(crate) undated: &'static [&'static str],
    pub(crate) et_al: &'static [&'static str],
    /// Words before the container of an article or chapter.
    pub(crate) containers: &'static [&'static str],
    pub(crate) months: &'static [&'static [&'static str]],
    /// Monday first.
    pub(crate) weekdays: &'static [&'static [&'static str]],
    pub(crate) seasons: &'static [&'static [&'static str]],
    pub(crate) year_suffixes: &'static [&'static str],
    pub(crate) day_suffixes: &'static [&'static str],
    pub(crate) headings: &'static [&'static str],
    /// Letters that hardly any other language of the table has.
    pub(crate) letters: &'static str,
    pub(crate) stop_words: &'static [&'static str],
    pub(crate) placeholders: &'static [Term],
    /// How a house writes "See note 3."; `{n}` is the number.
    pub(crate) see_note: &'static str,
    pub(crate) back: BackTerms,
    pub(crate) locators: &'static [(LocatorKind, &'static [&'static str])],
}

/// The terms of back-references by what they do. "Same place" stands with `ibid`: it means the same source, and an own
/// page wins over the inherited one.
#[derive(Debug)]
pub(crate) struct BackTerms {
    pub(crate) ibid: &'static [Term],
    pub(crate) loc_cit: &'static [Term],
    pub(crate) op_cit: &'static [Term],
    pub(crate) idem: &'static [Term],
    /// Patterns with `{n}` for the number of a note.
    pub(crate) note: &'static [Term],
    pub(crate) above: &'static [Term],
    pub(crate) below: &'static [Term],
}

/// A term and how far it may be believed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Term {
    pub(crate) text: &'static str,
    /// Also an ordinary word or a name: counts only where the whole note is this term.
    pub(crate) whole: bool,
    /// Letter case must match.
    pub(crate) exact: bool,
    /// Only with a name before it.
    pub(crate) needs_author: bool,
    /// With a name before it, it means an earlier work of that author.
    pub(crate) with_author: bool,
    pub(crate) wants: Wants,
}

/// A term without conditions.
pub(crate) const fn t(text: &'static str) -> Term {
    Term { text, whole: false, exact: false, needs_author: false, with_author: false, wants: Wants::Anything }
}

impl Term {
    const fn whole(mut self) -> Term {
        self.whole = true;
        self
    }
    const fn exact(mut self) -> Term {
        self.exact = true;
        self
    }
    const fn needs_author(mut self) -> Term {
        self.needs_author = true;
        self
    }
    const fn with_author(mut self) -> Term {
        self.with_author = true;
        self
    }
    const fn wants(mut self, wants: Wants) -> Term {
        self.wants = wants;
        self
    }
}

/// The kind of source a term asks for: "a.g.m." wants an article, "a.g.t." a thesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wants {
    Anything,
    /// A book before anything else, but any work will do.
    Work,
    Article,
    Thesis,
    Report,
    Paper,
}

/// What a term of a back-reference does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Ibid,
    LocCit,
    OpCit,
    Idem,
    Note,
    Above,
    Below,
}

/// What a locator counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
#[allow(missing_docs)] // the names say it
pub enum LocatorKind {
    Page,
    Paragraph,
    Chapter,
    Section,
    Volume,
    Issue,
    Note,
    Footnote,
    Column,
    Line,
    Article,
    Verse,
    Folio,
}

/// Declares the files of the languages and the table over them.
macro_rules! languages {
    ($($module:ident,)*) => {
        $(mod $module;)*

        /// All languages; the order is the precedence of a term that several know.
        pub(crate) static LANGUAGES: &[&Language] = &[$(&$module::LANGUAGE),*];
    };
}

languages! {
    en,
    la,
    tr,
    ru,
    de,
    fr,
}

/// The place of a language in [`LANGUAGES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LanguageId(u8);

impl LanguageId {
    /// The language of a tag; a region ("en-GB") is not looked at.
    pub(crate) fn from_tag(tag: &str) -> Option<LanguageId> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let index = LANGUAGES.iter().position(|language| language.tag.eq_ignore_ascii_case(primary))?;
        u8::try_from(index).ok().map(LanguageId)
    }

    pub(crate) fn get(self) -> &'static Language {
        LANGUAGES.get(usize::from(self.0)).copied().unwrap_or(&en::LANGUAGE)
    }

    pub(crate) fn tag(self) -> &'static str {
        self.get().tag
    }

    pub(crate) fn all() -> impl Iterator<Item = LanguageId> {
        (0u8..).map(LanguageId).take(LANGUAGES.len())
    }
}

/// How many words of the text the guess reads; a page and a half settles a language.
const WORDS_READ: usize = 600;

/// The language of running text, by its stop words; `true` where it is beyond doubt.
///
/// `None` for a text too short or too mixed to say.
pub(crate) fn guess<'t>(pieces: impl IntoIterator<Item = &'t str>) -> Option<(LanguageId, bool)> {
    let mut hits = vec![0usize; LANGUAGES.len()];
    let words = pieces.into_iter().flat_map(|piece| piece.split(|c: char| !c.is_alphabetic()));
    for word in words.filter(|word| !word.is_empty()).take(WORDS_READ) {
        if let Some(own) =
            LANGUAGES.iter().position(|language| word.contains(|c| language.letters.contains(c)))
            && let Some(count) = hits.get_mut(own)
        {
            *count += 1;
            continue;
        }
        if word.len() > index::LONGEST_STOP_WORD {
            continue;
        }
        // Most words are lower case already.
        let plain = word.bytes().all(|byte| byte.is_ascii_lowercase());
        let folded = if plain { Cow::Borrowed(word) } else { Cow::Owned(text::folded(word)) };
        for language in index::index().stop_word(&folded) {
            if let Some(count) = hits.get_mut(usize::from(language.0)) {
                *count += 1;
            }
        }
    }
    let (best, most) = hits.iter().copied().enumerate().max_by_key(|(_, count)| *count)?;
    let second =
        hits.iter().enumerate().filter(|(at, _)| *at != best).map(|(_, count)| *count).max().unwrap_or(0);
    let language = LanguageId(u8::try_from(best).ok()?);
    if most >= 8 && most >= 2 * second {
        Some((language, true))
    } else if most >= 3 && 2 * most >= 3 * second {
        Some((language, false))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_guessed_from_its_small_words() {
        let tag = |text: &str| guess([text]).map(|(language, _)| language.tag());
        assert_eq!(tag("Limanlar bu yıl yeniden doldu ve tahıl için bir yol daha açıldı."), Some("tr"));
        assert_eq!(tag("The ports of the north are full again and the grain is on its way."), Some("en"));
        assert_eq!(tag("Порты на севере снова полны, и это не случайно, как и в прошлом году."), Some("ru"));
        assert_eq!(
            tag("Die Häfen sind wieder voll, und das Getreide ist auf dem Weg zu den Märkten."),
            Some("de")
        );
        assert_eq!(tag("Les ports sont pleins et le blé est en route pour les marchés du nord."), Some("fr"));
        assert_eq!(tag("12 34"), None);
    }

    #[test]
    fn every_language_has_what_rules_ask_for() {
        for language in LANGUAGES.iter().filter(|language| language.tag != "la") {
            assert_eq!(language.months.len(), 12, "{}", language.tag);
            assert_eq!(language.weekdays.len(), 7, "{}", language.tag);
            assert!(!language.access_suggestions.is_empty(), "{}", language.tag);
            assert!(language.see_note.contains("{n}"), "{}", language.tag);
        }
    }
}
