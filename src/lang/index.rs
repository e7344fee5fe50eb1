//! Finds the words of all languages in folded text. Built once, at the first note of a process, in well under a millisecond.
//!
//! A term is looked up by the prefixes of the text that end at a word's end, longest first: "same place" is never taken
//! from "same placement". The final stop of a term is optional, its inner stops are not ("a.g.e" is a term, "age" only
//! where it is listed).

use std::sync::LazyLock;

use super::{Function, LanguageId, LocatorKind, Term};
use crate::text::{self, WordMap};

/// No stop word is longer, in bytes.
pub(crate) const LONGEST_STOP_WORD: usize = 16;

/// The most words that a term has; longer prefixes are not looked up.
const MOST_WORDS: usize = 9;

/// What a date label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateLabel {
    Access,
    /// "Updated", "Stand": a date, but not the day of access.
    Other,
}

/// A term of a back-reference in one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BackTerm {
    pub(crate) language: LanguageId,
    pub(crate) function: Function,
    pub(crate) term: &'static Term,
}

/// A small word before a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    /// "See", "bkz.", "vgl.".
    Plain,
    /// "Quoted in", "akt.", "zit. nach".
    SecondHand,
}

/// All words of all languages, folded.
pub(crate) struct Index {
    back: WordMap<Vec<BackTerm>>,
    labels: WordMap<Vec<(LanguageId, DateLabel)>>,
    labels_after: WordMap<LanguageId>,
    months: WordMap<u32>,
    weekdays: WordMap<u32>,
    seasons: WordMap<u32>,
    signals: WordMap<Signal>,
    undated: WordMap<()>,
    headings: WordMap<()>,
    locators: WordMap<LocatorKind>,
    stop_words: WordMap<Vec<LanguageId>>,
    containers: WordMap<()>,
    et_al: WordMap<()>,
    year_suffixes: WordMap<()>,
    day_suffixes: WordMap<()>,
    placeholders: WordMap<Vec<&'static Term>>,
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::build);

/// The index over all languages.
pub(crate) fn index() -> &'static Index {
    &INDEX
}

/// A key without its final stop.
fn key(word: &str) -> String {
    let mut key = text::folded(word);
    key.truncate(key.trim_end_matches('.').len());
    key
}

impl Index {
    fn build() -> Index {
        let mut index = Index {
            back: WordMap::default(),
            labels: WordMap::default(),
            labels_after: WordMap::default(),
            months: WordMap::default(),
            weekdays: WordMap::default(),
            seasons: WordMap::default(),
            signals: WordMap::default(),
            undated: WordMap::default(),
            headings: WordMap::default(),
            locators: WordMap::default(),
            stop_words: WordMap::default(),
            containers: WordMap::default(),
            et_al: WordMap::default(),
            year_suffixes: WordMap::default(),
            day_suffixes: WordMap::default(),
            placeholders: WordMap::default(),
        };
        for id in LanguageId::all() {
            index.add(id);
        }
        index
    }

    fn add(&mut self, id: LanguageId) {
        let language = id.get();
        let back = &language.back;
        let functions = [
            (Function::Ibid, back.ibid),
            (Function::LocCit, back.loc_cit),
            (Function::OpCit, back.op_cit),
            (Function::Idem, back.idem),
            (Function::Note, back.note),
            (Function::Above, back.above),
            (Function::Below, back.below),
        ];
        for (function, terms) in functions {
            for term in terms {
                self.back.entry(key(term.text)).or_default().push(BackTerm { language: id, function, term });
            }
        }
        for (labels, label) in
            [(language.access_labels, DateLabel::Access), (language.not_access, DateLabel::Other)]
        {
            for word in labels {
                self.labels.entry(key(word)).or_default().push((id, label));
            }
        }
        for label in language.access_labels_after {
            self.labels_after.entry(key(label)).or_insert(id);
        }
        let counted = [
            (&mut self.months, language.months),
            (&mut self.weekdays, language.weekdays),
            (&mut self.seasons, language.seasons),
        ];
        for (map, table) in counted {
            for (number, names) in (1u32..).zip(table) {
                for name in *names {
                    map.entry(key(name)).or_insert(number);
                }
            }
        }
        for signal in language.signals {
            self.signals.entry(text::folded(signal)).or_insert(Signal::Plain);
        }
        for signal in language.second_hand {
            self.signals.insert(text::folded(signal), Signal::SecondHand);
        }
        let sets = [
            (&mut self.undated, language.undated),
            (&mut self.headings, language.headings),
            (&mut self.containers, language.containers),
            (&mut self.et_al, language.et_al),
            (&mut self.year_suffixes, language.year_suffixes),
            (&mut self.day_suffixes, language.day_suffixes),
        ];
        for (set, words) in sets {
            set.extend(words.iter().map(|word| (key(word), ())));
        }
        for (kind, forms) in language.locators {
            for form in *forms {
                self.locators.entry(text::folded(form)).or_insert(*kind);
            }
        }
        for word in language.stop_words {
            self.stop_words.entry(text::folded(word)).or_default().push(id);
        }
        for term in language.placeholders {
            self.placeholders.entry(text::folded(term.text)).or_default().push(term);
        }
    }

    /// The longest term of a back-reference at the start of folded text: its length and its readings.
    pub(crate) fn back_term(&self, folded: &str) -> Option<(usize, &[BackTerm])> {
        longest(folded, |prefix| self.back.get(prefix).map(Vec::as_slice))
    }

    /// The longest date label at the end of folded text: where it begins, and its readings.
    pub(crate) fn label_before(&self, folded: &str) -> Option<(usize, &[(LanguageId, DateLabel)])> {
        let folded = folded.trim_end_matches('.');
        let mut found = None;
        for start in word_starts_backwards(folded) {
            if let Some(labels) = folded.get(start..).and_then(|tail| self.labels.get(tail)) {
                found = Some((start, labels.as_slice()));
            }
        }
        found
    }

    /// The longest access label at the start of folded text, and its language.
    pub(crate) fn label_at(&self, folded: &str) -> Option<(usize, LanguageId)> {
        longest(folded, |prefix| {
            let (language, _) =
                self.labels.get(prefix)?.iter().find(|(_, label)| *label == DateLabel::Access)?;
            Some(*language)
        })
    }

    /// The longest label that stands behind an access date, at the start of folded text.
    pub(crate) fn label_after(&self, folded: &str) -> Option<(usize, LanguageId)> {
        longest(folded, |prefix| self.labels_after.get(prefix).copied())
    }

    /// The month (1 to 12) that a folded word names.
    pub(crate) fn month(&self, word: &str) -> Option<u32> {
        self.months.get(word.trim_end_matches('.')).copied()
    }

    /// The weekday (1 = Monday) that a folded word names.
    pub(crate) fn weekday(&self, word: &str) -> Option<u32> {
        self.weekdays.get(word.trim_end_matches('.')).copied()
    }

    /// Whether a folded word names a season.
    pub(crate) fn is_season(&self, word: &str) -> bool {
        self.seasons.contains_key(word)
    }

    /// The longest signal at the start of folded text.
    pub(crate) fn signal(&self, folded: &str) -> Option<(usize, Signal)> {
        longest_with_stop(folded, |prefix| self.signals.get(prefix).copied())
    }

    /// The longest word for "no date" at the start of folded text.
    pub(crate) fn undated(&self, folded: &str) -> Option<usize> {
        longest(folded, |prefix| self.undated.get(prefix).copied()).map(|(length, ())| length)
    }

    /// Whether a folded line is the heading of a note list.
    pub(crate) fn is_heading(&self, folded: &str) -> bool {
        self.headings.contains_key(folded)
    }

    /// The longest locator label at the start of folded text.
    pub(crate) fn locator(&self, folded: &str) -> Option<(usize, LocatorKind)> {
        longest_with_stop(folded, |prefix| self.locators.get(prefix).copied())
    }

    /// The languages that count a folded word among their small words.
    pub(crate) fn stop_word(&self, word: &str) -> &[LanguageId] {
        self.stop_words.get(word).map(Vec::as_slice).unwrap_or_default()
    }

    /// The longest word before a container ("in", "içinde") at the start of folded text.
    pub(crate) fn container(&self, folded: &str) -> Option<usize> {
        longest(folded, |prefix| self.containers.get(prefix).copied()).map(|(length, ())| length)
    }

    /// The longest word for "and others" at the start of folded text.
    pub(crate) fn et_al(&self, folded: &str) -> Option<usize> {
        longest(folded, |prefix| self.et_al.get(prefix).copied()).map(|(length, ())| length)
    }

    /// Whether a folded word may hang on a year ("2023 г.", "2023’te").
    pub(crate) fn is_year_suffix(&self, word: &str) -> bool {
        self.year_suffixes.contains_key(word.trim_end_matches('.'))
    }

    /// Whether a folded word may hang on a day ("16th", "1er").
    pub(crate) fn is_day_suffix(&self, word: &str) -> bool {
        self.day_suffixes.contains_key(word.trim_end_matches('.'))
    }

    /// Whether a text is the placeholder of a source, letter case obeyed where the term asks for it.
    pub(crate) fn is_placeholder(&self, raw: &str) -> bool {
        let terms = self.placeholders.get(&text::folded(raw));
        terms.is_some_and(|terms| terms.iter().any(|term| !term.exact || term.text == raw))
    }
}

/// The longest prefix, ending at a word's end, that the table knows; a stop behind it belongs to it.
fn longest<T>(folded: &str, get: impl Fn(&str) -> Option<T>) -> Option<(usize, T)> {
    let mut found = None;
    for end in word_ends(folded) {
        if let Some(value) = folded.get(..end).and_then(&get) {
            found = Some((end, value));
        }
    }
    found.map(|(end, value)| (end + usize::from(folded.as_bytes().get(end) == Some(&b'.')), value))
}

/// As [`longest`], for words whose stop is part of them: "s." is a page, "s" is nothing.
fn longest_with_stop<T>(folded: &str, get: impl Fn(&str) -> Option<T>) -> Option<(usize, T)> {
    let mut found = None;
    for end in word_ends(folded) {
        let stopped = end + usize::from(folded.as_bytes().get(end) == Some(&b'.'));
        for end in [end, stopped] {
            if let Some(value) = folded.get(..end).and_then(&get) {
                found = Some((end, value));
            }
        }
    }
    found
}

/// Calls back with each start of folded text that ends at a word's end, without and with the stop behind it, shortest first.
pub(crate) fn each_prefix(folded: &str, mut found: impl FnMut(&str)) {
    for end in word_ends(folded) {
        let stopped = end + usize::from(folded.as_bytes().get(end) == Some(&b'.'));
        found(folded.get(..end).unwrap_or_default());
        if stopped > end {
            found(folded.get(..stopped).unwrap_or_default());
        }
    }
}

/// The ends of the first words of a text.
fn word_ends(text: &str) -> impl Iterator<Item = usize> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while let Some((at, c)) = characters.next() {
            let end = at + c.len_utf8();
            let last = characters.peek().is_none_or(|(_, next)| !(next.is_alphanumeric() || *next == '}'));
            // Symbols such as ¶, § and № are words of their own.
            let symbol = matches!(c, '§' | '¶' | '№' | '°' | '}' | ')' | ']' | ':');
            if (c.is_alphanumeric() && last) || symbol {
                return Some(end);
            }
        }
        None
    })
    .take(MOST_WORDS)
}

/// The starts of the last words of a text, the last first.
fn word_starts_backwards(text: &str) -> impl Iterator<Item = usize> {
    let mut characters = text.char_indices().rev().peekable();
    std::iter::from_fn(move || {
        while let Some((at, c)) = characters.next() {
            if c.is_alphanumeric() && characters.peek().is_none_or(|(_, before)| !before.is_alphanumeric()) {
                return Some(at);
            }
        }
        None
    })
    .take(MOST_WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_term_wins_and_words_stay_whole() {
        let term = |text: &str| index().back_term(&text::folded(text)).map(|(end, _)| end);
        assert_eq!(term("Same place."), Some("same place.".len()));
        assert_eq!(term("Same placement"), Some("same".len()));
        assert_eq!(term("A.g.e, s. 4"), Some("a. g. e".len()));
        assert_eq!(term("AYNI YER"), Some("ayni yer".len()));
    }

    #[test]
    fn the_longer_label_before_a_date_decides() {
        let label = |text: &str| index().label_before(&text::folded(text)).map(|(_, labels)| labels[0].1);
        assert_eq!(label("(Erişim Tarihi"), Some(DateLabel::Access));
        assert_eq!(label("Last modified"), Some(DateLabel::Other));
        assert_eq!(label("Zuletzt abgerufen am"), Some(DateLabel::Access));
        assert_eq!(label("in the"), None);
    }

    #[test]
    fn loading_takes_all_languages() {
        assert_eq!(index().month("ekim"), Some(10));
        assert_eq!(index().month("октября"), Some(10));
        assert_eq!(index().month("juil."), Some(7));
        assert_eq!(index().month("maerz"), Some(3));
    }
}
