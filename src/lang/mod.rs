//! The words by which notes are understood, one file per language, and the guess of a draft's language.
//!
//! A language is a constant: labels of access dates, terms of back-references and the small words around them, months,
//! signals, headings, locators. A new one is a file here and a line in `languages!`.
//! Matching is done in [`index`], over folded text; nothing here reads a note.

pub(crate) mod index;

use std::borrow::Cow;
use std::cmp::Reverse;

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
    /// What marks a name as that of an editor, before it or behind it.
    pub(crate) editors: &'static [&'static str],
    pub(crate) translators: &'static [&'static str],
    pub(crate) edition: &'static [&'static str],
    /// Whole phrases with `{url}` and `{date}` where these stand.
    pub(crate) retrieved_from: &'static [&'static str],
    /// Words before the container of an article or chapter.
    pub(crate) containers: &'static [&'static str],
    pub(crate) months: &'static [&'static [&'static str]],
    /// Months that are not Gregorian, in their order: known, never converted.
    pub(crate) other_months: &'static [&'static str],
    /// Monday first.
    pub(crate) weekdays: &'static [&'static [&'static str]],
    pub(crate) seasons: &'static [&'static [&'static str]],
    pub(crate) year_suffixes: &'static [&'static str],
    pub(crate) day_suffixes: &'static [&'static str],
    pub(crate) headings: &'static [&'static str],
    /// Letters that hardly any other language of the table has; "а-я" is a range.
    pub(crate) letters: &'static str,
    /// All letters beyond a to z: a word with another one is foreign.
    pub(crate) alphabet: &'static str,
    pub(crate) stop_words: &'static [&'static str],
    pub(crate) placeholders: &'static [Term],
    /// How a note says that its source is that of the note before.
    pub(crate) usual_ibid: &'static str,
    /// How a house writes "See note 3."; `{n}` is the number.
    pub(crate) see_note: &'static str,
    /// How a note is named in brackets behind an author: "Kaya (dn. 3)".
    pub(crate) short_note: &'static str,
    /// What is written behind a title to say that the work, or the article, was cited before: terms of these tables.
    pub(crate) cited_before: [&'static str; 2],
    pub(crate) back: BackTerms,
    pub(crate) locators: &'static [(LocatorKind, &'static [&'static str])],
    /// The number of a locator stands before its label: "14 бет", "14頁".
    pub(crate) number_first: bool,
    /// Words that follow a locator and belong to it: "12 ff.", "12 passim".
    pub(crate) extent_words: &'static [&'static str],
    /// "and" between two names or two numbers. This list and those below are sorted, and filled only where they are read.
    pub(crate) and: &'static [&'static str],
    /// Small words between a signal and a note: "see the previous note", "voir la note 1".
    pub(crate) articles: &'static [&'static str],
    /// Small words between the label of an access date and the date, or the address.
    pub(crate) label_joints: &'static [&'static str],
    /// Forms of the word "note" before a number, beyond the terms of [`BackTerms::note`].
    pub(crate) note_words: &'static [&'static str],
    /// Words by which a reference to a note says that it means our own list.
    pub(crate) pointing: &'static [&'static str],
    /// Labels and words of transition that stand before "ibid." and are nobody's name.
    pub(crate) not_names: &'static [&'static str],
    /// How the author's own remarks begin ("emphasis added"); they give no source.
    pub(crate) remarks: &'static [&'static str],
    /// Words behind which an entry gives its source a short form: "(hereinafter “Plan”)".
    pub(crate) defines: &'static [&'static str],
}

impl Language {
    /// Whether a signal is one letter: "S." for "siehe", "V." for "vedi".
    pub(crate) fn begins_with_letter(&self, letter: &str) -> bool {
        let is = |signal: &&str| signal.trim_end_matches('.').eq_ignore_ascii_case(letter);
        self.signals.iter().any(is)
    }
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
    /// It stands in none of the sources of the tables: what rests on it is only likely.
    pub(crate) unverified: bool,
    /// It means the very place in the source.
    pub(crate) place: bool,
    pub(crate) wants: Wants,
}

/// A term without conditions.
pub(crate) const fn t(text: &'static str) -> Term {
    Term {
        text,
        whole: false,
        exact: false,
        needs_author: false,
        with_author: false,
        unverified: false,
        place: false,
        wants: Wants::Anything,
    }
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
    const fn unverified(mut self) -> Term {
        self.unverified = true;
        self
    }
    const fn place(mut self) -> Term {
        self.place = true;
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
    az,
    uk,
    es,
    it,
    pt,
    nl,
    pl,
    ar,
    fa,
    kk,
    ro,
    el,
    zh,
    ja,
}

/// The place of a language in [`LANGUAGES`]; the first by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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

/// What speaks for each language.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    /// Words that are its own: small words, and words with a letter of its own.
    hits: usize,
    /// Words that it cannot spell.
    foreign: usize,
    /// The hits, each counted less the more languages share it, less the foreign words.
    weight: i32,
}

/// The weight of a word that no other language shares.
const OWN: i32 = 6;

/// The language of running text, by its small words and its letters; `true` where it is beyond doubt.
///
/// `None` for a text too short or too mixed to say.
pub(crate) fn guess<'t>(pieces: impl IntoIterator<Item = &'t str>) -> Option<(LanguageId, bool)> {
    let mut evidence = vec![Evidence::default(); LANGUAGES.len()];
    let words = pieces.into_iter().flat_map(|piece| piece.split(|c: char| !c.is_alphabetic()));
    for word in words.filter(|word| !word.is_empty()).take(WORDS_READ) {
        weigh(word, &mut evidence);
    }
    let mut ranked: Vec<(usize, Evidence)> = evidence.into_iter().enumerate().collect();
    ranked.sort_by_key(|(_, evidence)| Reverse(evidence.weight));
    let [(best, most), (_, second), ..] = ranked.as_slice() else { return None };
    let language = LanguageId(u8::try_from(*best).ok()?);
    // The language of no table, spelt much like a neighbour: Belarusian is not Ukrainian.
    if 3 * most.foreign > most.hits {
        return None;
    }
    let second = second.weight.max(0);
    if most.hits >= 8 && most.weight >= 2 * second {
        Some((language, true))
    } else if most.hits >= 3 && 2 * most.weight >= 3 * second {
        Some((language, false))
    } else {
        None
    }
}

/// Counts one word for the languages that it speaks for, and against those that cannot spell it.
fn weigh(word: &str, evidence: &mut [Evidence]) {
    let mut letters = index::Letters::default();
    // Names keep their foreign letters in any text.
    if !word.is_ascii() && !word.starts_with(char::is_uppercase) {
        letters = index::index().letters(word);
        for language in LanguageId::all().filter(|language| !letters.can_spell(*language)) {
            if let Some(evidence) = evidence.get_mut(usize::from(language.0)) {
                evidence.foreign += 1;
                evidence.weight -= OWN;
            }
        }
    }
    let mut small: &[LanguageId] = &[];
    if word.len() <= index::LONGEST_STOP_WORD {
        // Most words are lower case already.
        let plain = word.bytes().all(|byte| byte.is_ascii_lowercase());
        let folded = if plain { Cow::Borrowed(word) } else { Cow::Owned(text::folded(word)) };
        small = index::index().stop_word(&folded);
    }
    if small.is_empty() && letters.are_nobodys() {
        return;
    }
    let speaks = |id: &LanguageId| letters.can_spell(*id) && (letters.are_own(*id) || small.contains(id));
    let sharers = LanguageId::all().filter(speaks).count();
    let share = OWN / i32::try_from(sharers).unwrap_or(OWN).clamp(1, OWN);
    for language in LanguageId::all().filter(speaks) {
        if let Some(evidence) = evidence.get_mut(usize::from(language.0)) {
            evidence.hits += 1;
            evidence.weight += share;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> Option<&'static str> {
        guess([text]).map(|(language, _)| language.tag())
    }

    #[test]
    fn a_language_is_guessed_from_its_small_words() {
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

    /// Three sentences about the same harbour in each language.
    const HARBOURS: &[(&str, &str)] = &[
        (
            "en",
            "The harbour was closed for a week. Nobody knew when the ships would leave, and the crews were not \
                paid. In the end the owners had to give in.",
        ),
        (
            "tr",
            "Liman bir hafta kapalı kaldı. Gemilerin ne zaman kalkacağını kimse bilmiyordu ve tayfalara para \
                ödenmedi. Sonunda armatörler boyun eğmek zorunda kaldı.",
        ),
        (
            "az",
            "Liman bir həftə bağlı qaldı. Gəmilərin nə vaxt yola düşəcəyini heç kim bilmirdi və heyətə pul \
                ödənilmədi. Sonda gəmi sahibləri razılaşmalı oldular.",
        ),
        (
            "ru",
            "Порт был закрыт целую неделю. Никто не знал, когда уйдут суда, и командам не платили. В конце \
                концов владельцам пришлось уступить.",
        ),
        (
            "uk",
            "Порт був закритий цілий тиждень. Ніхто не знав, коли підуть судна, і командам не платили. \
                Зрештою власникам довелося поступитися.",
        ),
        (
            "kk",
            "Порт бір апта бойы жабық болды. Кемелердің қашан кететінін ешкім білмеді және экипажға ақы \
                төленбеді. Ақырында кеме иелері көнуге мәжбүр болды.",
        ),
        (
            "de",
            "Der Hafen war eine Woche lang geschlossen. Niemand wusste, wann die Schiffe auslaufen würden, und \
                die Mannschaften bekamen keinen Lohn. Am Ende mussten die Reeder nachgeben.",
        ),
        (
            "nl",
            "De haven was een week lang gesloten. Niemand wist wanneer de schepen zouden vertrekken, en de \
                bemanningen kregen geen loon. Uiteindelijk moesten de reders toegeven.",
        ),
        (
            "fr",
            "Le port est resté fermé une semaine. Personne ne savait quand les navires partiraient, et les \
                équipages n’étaient pas payés. Les armateurs ont dû céder.",
        ),
        (
            "es",
            "El puerto estuvo cerrado una semana. Nadie sabía cuándo iban a salir los barcos y las \
                tripulaciones no cobraban. Al final los armadores tuvieron que ceder.",
        ),
        (
            "pt",
            "O porto esteve fechado uma semana. Ninguém sabia quando os navios iam partir e as tripulações não \
                recebiam. No fim, os armadores tiveram de ceder.",
        ),
        (
            "it",
            "Il porto rimase chiuso per una settimana. Nessuno sapeva quando le navi sarebbero partite e gli \
                equipaggi non erano pagati. Alla fine gli armatori dovettero cedere.",
        ),
        (
            "ro",
            "Portul a fost închis o săptămână. Nimeni nu știa când vor pleca navele, iar echipajele nu erau \
                plătite. În cele din urmă armatorii au cedat.",
        ),
        (
            "pl",
            "Port był zamknięty przez tydzień. Nikt nie wiedział, kiedy statki wypłyną, a załogom nie płacono. \
                W końcu armatorzy musieli ustąpić.",
        ),
        (
            "el",
            "Το λιμάνι έμεινε κλειστό μία εβδομάδα. Κανείς δεν ήξερε πότε θα έφευγαν τα πλοία και τα πληρώματα \
                δεν πληρώνονταν. Στο τέλος οι πλοιοκτήτες υποχώρησαν.",
        ),
        (
            "ar",
            "ظل الميناء مغلقا أسبوعا كاملا. لم يكن أحد يعرف متى تغادر السفن ولم تدفع أجور البحارة. وفي \
                النهاية اضطر أصحاب السفن إلى التنازل.",
        ),
        (
            "fa",
            "بندر یک هفته بسته بود. هیچ‌کس نمی‌دانست که کشتی‌ها کی راه می‌افتند و به خدمه پولی پرداخت نشد. \
                سرانجام صاحبان کشتی‌ها کوتاه آمدند.",
        ),
        ("zh", "港口关闭了一个星期。没有人知道船只什么时候离开，船员也没有领到工资。最后船主不得不让步。"),
        (
            "ja",
            "港は一週間閉鎖された。船がいつ出るのか誰も知らず、乗組員には賃金が支払われなかった。結局、船主は譲歩するしかなかった。",
        ),
    ];

    #[test]
    fn three_sentences_tell_each_language() {
        for (language, text) in HARBOURS {
            assert_eq!(tag(text), Some(*language), "{text}");
        }
        let known = LANGUAGES.iter().map(|language| language.tag).filter(|tag| *tag != "la");
        assert!(known.clone().all(|tag| HARBOURS.iter().any(|(language, _)| *language == tag)));
    }

    #[test]
    fn neighbours_are_told_apart_in_one_sentence() {
        let sentences = [
            ("tr", "Bu kitapta olan her şey daha önce yazıldı, ama kimse onu okumadı."),
            ("az", "Bu kitabda olan hər şey daha əvvəl yazılıb, lakin heç kim onu oxumayıb."),
            ("ru", "Эта книга была написана раньше, но её никто не читал."),
            ("uk", "Ця книга була написана раніше, але її ніхто не читав."),
            ("kk", "Бұл кітап бұрын жазылған, бірақ оны ешкім оқыған жоқ."),
            ("es", "Este libro se escribió antes, pero nadie lo leyó con la atención que merece."),
            ("pt", "Este livro foi escrito antes, mas ninguém o leu com a atenção que merece."),
            (
                "it",
                "Questo libro è stato scritto prima, ma nessuno lo lesse con la cura che merita di avere.",
            ),
            (
                "de",
                "Dieses Buch ist früher geschrieben worden, aber niemand hat es mit der Sorgfalt gelesen.",
            ),
            ("nl", "Dit boek is eerder geschreven, maar niemand heeft het met de nodige zorg gelezen."),
            ("pl", "Ta książka została napisana wcześniej, ale nikt jej nie przeczytał."),
            ("ro", "Cartea a fost scrisă mai devreme, dar nimeni nu a citit-o cu atenție."),
            ("ar", "كتب هذا الكتاب في وقت سابق لكن لا أحد قرأه."),
            ("fa", "این کتاب پیش از این نوشته شده بود اما کسی آن را نخواند."),
        ];
        for (language, text) in sentences {
            assert_eq!(tag(text), Some(language), "{text}");
        }
        // Neither Belarusian nor Czech is in the table: better no guess than that of a neighbour.
        assert_eq!(tag("Гэтая кніга была напісаная раней, але яе ніхто не чытаў."), None);
        assert_eq!(tag("Tato kniha byla napsána dříve, ale nikdo ji nečetl."), None);
    }

    #[test]
    fn foreign_names_do_not_change_the_language() {
        let text = "The letters of Şükrü, Çağla and Ağaoğlu to Łukasz are in the archive of Kırıkkale.";
        assert_eq!(tag(text), Some("en"));
    }

    #[test]
    fn every_language_has_what_rules_ask_for() {
        for language in LANGUAGES.iter().filter(|language| language.tag != "la") {
            assert_eq!(language.months.len(), 12, "{}", language.tag);
            assert_eq!(language.weekdays.len(), 7, "{}", language.tag);
            assert_eq!(language.seasons.len(), 4, "{}", language.tag);
            assert!(!language.access_suggestions.is_empty(), "{}", language.tag);
            assert!(language.stop_words.len() >= 20, "{}", language.tag);
            assert!(language.see_note.contains("{n}"), "{}", language.tag);
        }
    }

    /// The 20 languages of the lexicon, none lost and none twice.
    #[test]
    fn the_table_is_whole() {
        let mut tags: Vec<&str> = LANGUAGES.iter().map(|language| language.tag).collect();
        tags.sort_unstable();
        let all = "ar az de el en es fa fr it ja kk la nl pl pt ro ru tr uk zh";
        assert_eq!(tags.join(" "), all);
    }

    #[test]
    fn the_readme_names_every_language() {
        let readme = include_str!("../../README.md");
        let unnamed: Vec<&str> =
            LANGUAGES.iter().map(|language| language.name).filter(|name| !readme.contains(name)).collect();
        assert!(unnamed.is_empty(), "{unnamed:?}");
        assert!(readme.contains(&format!("in {} languages", LANGUAGES.len())));
    }

    #[test]
    fn lists_name_a_word_once_and_trimmed() {
        for language in LANGUAGES {
            let lists = [
                language.access_suggestions,
                language.access_labels,
                language.access_labels_after,
                language.not_access,
                language.signals,
                language.second_hand,
                language.undated,
                language.et_al,
                language.editors,
                language.translators,
                language.edition,
                language.retrieved_from,
                language.containers,
                language.year_suffixes,
                language.day_suffixes,
                language.headings,
                language.stop_words,
                language.extent_words,
            ];
            let sorted = [
                language.and,
                language.articles,
                language.label_joints,
                language.note_words,
                language.pointing,
                language.not_names,
                language.remarks,
            ];
            for list in sorted {
                assert!(list.is_sorted(), "{}: {list:?}", language.tag);
            }
            for list in lists.into_iter().chain(sorted) {
                let mut seen = std::collections::HashSet::new();
                for word in list {
                    assert!(!word.is_empty() && word.trim() == *word, "{}: “{word}”", language.tag);
                    assert!(seen.insert(word), "{}: “{word}” stands twice", language.tag);
                }
            }
            assert!(language.stop_words.iter().all(|word| word.len() <= index::LONGEST_STOP_WORD));
            assert!(!language.editors.is_empty() && !language.edition.is_empty(), "{}", language.tag);
        }
    }

    #[test]
    fn terms_keep_what_the_sources_say_of_them() {
        for language in LANGUAGES {
            let back = &language.back;
            let lists = [back.ibid, back.loc_cit, back.op_cit, back.idem, back.note, back.above, back.below];
            let mut seen = std::collections::HashSet::new();
            for term in lists.into_iter().flatten() {
                assert!(seen.insert(term.text), "{}: “{}” stands twice", language.tag, term.text);
                assert!(!(term.needs_author && term.with_author), "{}: “{}”", language.tag, term.text);
            }
            assert!(back.note.iter().all(|term| term.text.matches("{n}").count() == 1), "{}", language.tag);
            assert!(!back.ibid.is_empty(), "{}", language.tag);
        }
        let calendars = || LANGUAGES.iter().filter(|language| !language.other_months.is_empty());
        assert_eq!(calendars().map(|language| language.tag).collect::<Vec<_>>(), ["ar", "fa"]);
        assert!(calendars().all(|language| language.other_months.len() == 12));
    }

    #[test]
    fn what_is_written_for_a_reference_is_a_term_of_the_tables() {
        for language in LANGUAGES {
            for words in language.cited_before.into_iter().chain([language.short_note]) {
                let folded = text::folded(words);
                let length = index::index().back_term(&folded).map(|(length, _)| length);
                assert_eq!(length, Some(folded.len()), "{}: {words}", language.tag);
            }
        }
    }
}
