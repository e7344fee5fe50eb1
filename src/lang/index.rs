//! Finds the words of all languages in folded text. Built once, at the first note of a process, in one to two
//! milliseconds.
//!
//! A term is looked up by the prefixes of the text that end at a word's end, longest first: "same place" is never taken
//! from "same placement". The final stop of a term is optional, its inner stops are not ("a.g.e" is a term, "age" only
//! where it is listed).

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use super::{Function, LanguageId, LocatorKind, Term};
use crate::text::{self, Fnv, Phrases, WordMap};

/// No stop word is longer, in bytes.
pub(crate) const LONGEST_STOP_WORD: usize = 16;

// A table is read in every draft, whatever its language. What is an ordinary word, a name or an initial elsewhere would
// be found there too, so it stays with its own language and out of the index. All folded, without a final stop where
// the table leaves it out.

/// "in data 2019".
const NO_LABEL: &[&str] = &["in data"];

/// "Ver Sacrum", "Bax, Arnold", "Verg. Aen. 1"; "vd." is "and others" in Turkish, "мыс." a cape.
const NO_SIGNAL: &[&str] =
    &["bax", "vd.", "ver", "verg.", "παρατιθεται", "мыс.", "қара", "例", "如", "引用", "载"];

/// "W Polityce", "En Marche", "Em Tempo", "У причала": names of papers; with a colon they are no names.
const NO_CONTAINER: &[&str] = &["em", "en", "w", "у"];

/// One "Note:" is a remark in English.
const NO_HEADING: &[&str] = &["note"];

/// "say 12", "file 3", "carta 4", "A vs. 3", "b. 1970", "in XX в.", "driven mad. [3]", "K. 331", "Riga 2015",
/// "Lange Str. 5"; "هـ" and "م" are eras, "سال" is a year, "و" is "and".
const NO_LOCATOR: &[&str] = &[
    "b.", "bur.", "carta", "carte", "fila", "file", "k.", "kol.", "linie", "mad.", "q.", "r.", "regel",
    "regels", "riga", "say", "str.", "vs.", "w.", "в.", "вин.", "ряд.", "سال", "م", "ه", "و",
];

/// "Boston, MA, May 4, 2023", "John C., May 4, 2023", "La Vie, 4 mai 2023"; "شنبه" also ends other weekdays.
const NO_WEEKDAY: &[&str] = &[
    "b", "c", "dom", "ma", "pt", "qua", "qui", "sex", "ter", "vie", "vin", "wo", "za", "ç", "ș", "παρ",
    "شنبه",
];

/// "Real Estate 2023", "lente 2.8", "lato 2".
const NO_SEASON: &[&str] = &["estate", "lato", "lente", "vara", "yay"];

/// "2023 il …", "2023 w …"; "r" is a year only with its stop.
const NO_YEAR_SUFFIX: &[&str] = &["il", "r", "w"];
const YEAR_SUFFIX_WITH_STOP: &[&str] = &["r."];

/// Months that begin no date, since before a number they are something else: "Data Set 2019", "Yan 2019", "sie 2023",
/// "Marca, 2023". Behind a day they are months ("12 set 2023"), and some are with their stop ("set. 2023").
const NO_FIRST_MONTH: &[&str] = &[
    "ago",
    "gen",
    "giu",
    "lip",
    "lis",
    "lug",
    "mag",
    "maja",
    "marca",
    "noi",
    "noy",
    "out",
    "sen",
    "set",
    "sie",
    "sty",
    "yan",
    "бер",
    "вер",
    "жел",
    "лип",
    "лис",
    "мам",
    "сер",
    "там",
    "қаз",
    "қазан",
    "қар",
    "اب",
    "مه",
    "می",
    "如月",
    "弥生",
    "葉月",
];

/// Of these, the ones that begin a date with their stop.
const FIRST_MONTH_WITH_STOP: &[&str] =
    &["ago.", "giu.", "lug.", "noi.", "out.", "set.", "sie.", "sty.", "бер.", "вер.", "сер."];

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
    back: Phrases<Vec<BackTerm>>,
    labels: Phrases<Vec<(LanguageId, DateLabel)>>,
    labels_after: Phrases<Vec<LanguageId>>,
    months: WordMap<u32>,
    other_months: WordMap<()>,
    /// The languages that know a name of a month.
    month_languages: WordMap<Vec<LanguageId>>,
    weekdays: WordMap<u32>,
    seasons: WordMap<u32>,
    signals: Phrases<Signal>,
    undated: Phrases<()>,
    headings: WordMap<()>,
    locators: Phrases<LocatorKind>,
    /// Labels that stand behind their number.
    locators_behind: Phrases<LocatorKind>,
    stop_words: WordMap<Vec<LanguageId>>,
    containers: Phrases<()>,
    et_al: Phrases<()>,
    year_suffixes: WordMap<()>,
    day_suffixes: WordMap<()>,
    placeholders: WordMap<Vec<&'static Term>>,
    ands: WordMap<()>,
    articles: WordMap<()>,
    label_joints: WordMap<()>,
    note_words: WordMap<()>,
    pointing: WordMap<()>,
    not_names: WordMap<()>,
    remarks: Phrases<()>,
    defines: Phrases<()>,
    extent_words: Phrases<()>,
    letters: HashMap<char, Letters, BuildHasherDefault<Fnv>>,
    /// Ranges too wide to list: the characters of Chinese and Japanese.
    wide_letters: Vec<(RangeInclusive<char>, Letters)>,
}

/// Which languages spell with a letter, or with all letters of a word: one bit each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Letters {
    alphabets: u32,
    own: u32,
}

impl Default for Letters {
    fn default() -> Self {
        Letters { alphabets: u32::MAX, own: 0 }
    }
}

impl Letters {
    const UNKNOWN: Letters = Letters { alphabets: 0, own: 0 };

    /// Whether a word can be of the language.
    pub(crate) fn can_spell(self, language: LanguageId) -> bool {
        self.alphabets & bit(language) != 0
    }

    /// Whether a letter is one that hardly any other language has.
    pub(crate) fn are_own(self, language: LanguageId) -> bool {
        self.own & bit(language) != 0
    }

    /// Whether no language claims a letter.
    pub(crate) fn are_nobodys(self) -> bool {
        self.own == 0
    }
}

fn bit(language: LanguageId) -> u32 {
    1u32.checked_shl(u32::from(language.0)).unwrap_or(0)
}

/// A date label as a mistyped one is compared with it.
struct NearLabel {
    /// Without accents and blanks.
    bare: String,
    /// The language, where it is a label of access.
    access: Option<LanguageId>,
}

/// The labels by their first letter without accents, for those that are mistyped.
static NEAR_LABELS: LazyLock<BTreeMap<char, Vec<NearLabel>>> = LazyLock::new(|| {
    let mut near_labels: BTreeMap<char, Vec<NearLabel>> = BTreeMap::new();
    for (label, readings) in index().labels.iter() {
        let bare = without_gaps(&text::skeleton(label));
        let Some(initial) = bare.chars().next() else { continue };
        let access = readings.iter().find(|(_, kind)| *kind == DateLabel::Access);
        let access = access.map(|(language, _)| *language);
        near_labels.entry(initial).or_default().push(NearLabel { bare, access });
    }
    near_labels
});

static INDEX: LazyLock<Index> = LazyLock::new(Index::build);

/// The index over all languages.
pub(crate) fn index() -> &'static Index {
    &INDEX
}

const NOTHING: &[&str] = &[];

/// Wider ranges of letters are kept as ranges.
const WIDE: u32 = 128;

fn is_in(words: &[&str], word: &str) -> bool {
    words.contains(&word)
}

/// Words run together, as a hurried writer types them.
fn without_gaps(words: &str) -> String {
    words.replace(' ', "")
}

/// A table for about so many words.
fn with_room<T>(words: usize) -> WordMap<T> {
    WordMap::with_capacity_and_hasher(words, BuildHasherDefault::default())
}

/// A key without its final stop.
fn key(word: &'static str) -> Cow<'static, str> {
    match text::folded_word(word.trim_end_matches('.')) {
        Cow::Owned(mut key) => {
            key.truncate(key.trim_end_matches('.').len());
            Cow::Owned(key)
        }
        key => key,
    }
}

impl Index {
    fn build() -> Index {
        let mut index = Index {
            back: Phrases::with_room(1024),
            labels: Phrases::with_ends(800),
            labels_after: Phrases::with_room(64),
            months: with_room(1024),
            other_months: WordMap::default(),
            month_languages: with_room(1024),
            weekdays: with_room(512),
            seasons: WordMap::default(),
            signals: Phrases::with_room(256),
            undated: Phrases::with_room(96),
            headings: WordMap::default(),
            locators: Phrases::with_room(800),
            locators_behind: Phrases::with_room(96),
            stop_words: with_room(1024),
            containers: Phrases::with_room(64),
            et_al: Phrases::with_room(96),
            year_suffixes: WordMap::default(),
            day_suffixes: WordMap::default(),
            placeholders: WordMap::default(),
            ands: WordMap::default(),
            articles: WordMap::default(),
            label_joints: WordMap::default(),
            note_words: WordMap::default(),
            pointing: WordMap::default(),
            not_names: WordMap::default(),
            remarks: Phrases::with_room(32),
            defines: Phrases::with_room(64),
            extent_words: Phrases::with_room(96),
            letters: HashMap::default(),
            wide_letters: Vec::new(),
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
            for word in labels.iter().map(|word| key(word)).filter(|word| !is_in(NO_LABEL, word)) {
                self.labels.entry(word).or_default().push((id, label));
            }
        }
        for label in language.access_labels_after {
            let key = key(label);
            self.labels_after.entry(key.clone()).or_default().push(id);
            self.add_label(key, id);
        }
        // "Zuletzt abgerufen: 3.5.2024": with a colon the small word is not wanted.
        for label in language.access_labels {
            let key = key(label);
            if let Some((label, small)) = key.rsplit_once(' ')
                && small.len() <= 2
                && label.contains(' ')
            {
                self.add_label(Cow::Owned(label.to_owned()), id);
            }
        }
        for name in language.months.iter().copied().flatten() {
            self.month_languages.entry(key(name)).or_default().push(id);
        }
        let counted = [
            (&mut self.months, language.months, NOTHING),
            (&mut self.weekdays, language.weekdays, NO_WEEKDAY),
            (&mut self.seasons, language.seasons, NO_SEASON),
        ];
        for (map, table, without) in counted {
            for (number, names) in (1u32..).zip(table) {
                for name in names.iter().map(|name| key(name)).filter(|name| !is_in(without, name)) {
                    map.entry(name).or_insert(number);
                }
            }
        }
        for signal in language.signals.iter().map(|signal| text::folded_word(signal)) {
            if !is_in(NO_SIGNAL, &signal) {
                self.signals.entry(signal).or_insert(Signal::Plain);
            }
        }
        for signal in language.second_hand.iter().map(|signal| text::folded_word(signal)) {
            if !is_in(NO_SIGNAL, &signal) {
                *self.signals.entry(signal).or_insert(Signal::SecondHand) = Signal::SecondHand;
            }
        }
        let phrases = [
            (&mut self.undated, language.undated, NOTHING),
            (&mut self.containers, language.containers, NO_CONTAINER),
            (&mut self.et_al, language.et_al, NOTHING),
        ];
        for (set, words, without) in phrases {
            for word in words.iter().map(|word| key(word)).filter(|word| !is_in(without, word)) {
                set.entry(word).or_insert(());
            }
        }
        let sets = [
            (&mut self.headings, language.headings, NO_HEADING),
            (&mut self.year_suffixes, language.year_suffixes, NO_YEAR_SUFFIX),
            (&mut self.day_suffixes, language.day_suffixes, NOTHING),
            (&mut self.not_names, language.not_names, NOTHING),
            (&mut self.other_months, language.other_months, NOTHING),
        ];
        for (set, words, without) in sets {
            let words = words.iter().map(|word| key(word));
            set.extend(words.filter(|word| !is_in(without, word)).map(|word| (word, ())));
        }
        let stopped = [
            (&mut self.ands, language.and),
            (&mut self.articles, language.articles),
            (&mut self.label_joints, language.label_joints),
            (&mut self.note_words, language.note_words),
            (&mut self.pointing, language.pointing),
        ];
        for (set, words) in stopped {
            set.extend(words.iter().map(|word| (text::folded_word(word), ())));
        }
        let stopped_phrases = [
            (&mut self.extent_words, language.extent_words),
            (&mut self.remarks, language.remarks),
            (&mut self.defines, language.defines),
        ];
        for (set, words) in stopped_phrases {
            for word in words {
                set.entry(text::folded_word(word)).or_insert(());
            }
        }
        for (kind, forms) in language.locators {
            // "第{n}页" stands around its number: no label before one.
            for form in forms.iter().filter(|form| !form.contains('{')).map(|form| text::folded_word(form)) {
                if language.number_first {
                    self.locators_behind.entry(form.clone()).or_insert(*kind);
                }
                if !is_in(NO_LOCATOR, &form) {
                    self.locators.entry(form).or_insert(*kind);
                }
            }
        }
        self.add_letters(id, language.alphabet, false);
        self.add_letters(id, language.letters, true);
        for word in language.stop_words {
            self.stop_words.entry(text::folded_word(word)).or_default().push(id);
        }
        for term in language.placeholders {
            self.placeholders.entry(text::folded_word(term.text)).or_default().push(term);
        }
    }

    /// A label of access, where it is not one already.
    fn add_label(&mut self, label: Cow<'static, str>, id: LanguageId) {
        let readings = self.labels.entry(label).or_default();
        if readings.is_empty() {
            readings.push((id, DateLabel::Access));
        }
    }

    /// Notes the letters of a language; "а-я" is a range.
    fn add_letters(&mut self, id: LanguageId, letters: &str, own: bool) {
        let add = |slot: &mut Letters| {
            slot.alphabets |= bit(id);
            slot.own |= if own { bit(id) } else { 0 };
        };
        let mut rest = letters.chars().peekable();
        while let Some(first) = rest.next() {
            let last = rest.next_if_eq(&'-').and_then(|_| rest.next()).unwrap_or(first);
            if u32::from(last).saturating_sub(u32::from(first)) < WIDE {
                (first..=last).for_each(|c| add(self.letters.entry(c).or_insert(Letters::UNKNOWN)));
                continue;
            }
            let range = first..=last;
            if let Some((_, slot)) = self.wide_letters.iter_mut().find(|(known, _)| *known == range) {
                add(slot);
            } else {
                let mut slot = Letters::UNKNOWN;
                add(&mut slot);
                self.wide_letters.push((range, slot));
            }
        }
    }

    /// Which languages can spell a word, and whose letters it has. The letters a to z are everybody's.
    pub(crate) fn letters(&self, word: &str) -> Letters {
        let known = word.chars().filter(|c| !c.is_ascii()).map(|c| {
            let c = c.to_lowercase().next().unwrap_or(c);
            self.letters.get(&c).copied().or_else(|| {
                let (_, letters) = self.wide_letters.iter().find(|(range, _)| range.contains(&c))?;
                Some(*letters)
            })
        });
        known.map(Option::unwrap_or_default).fold(Letters::default(), |word, letter| Letters {
            alphabets: word.alphabets & letter.alphabets,
            own: word.own | letter.own,
        })
    }

    /// The longest term of a back-reference at the start of folded text: its length and its readings.
    pub(crate) fn back_term(&self, folded: &str) -> Option<(usize, &[BackTerm])> {
        self.back.longest(folded, |terms| Some(terms.as_slice()))
    }

    /// The longest date label at the end of folded text: where it begins, and its readings.
    pub(crate) fn label_before(&self, folded: &str) -> Option<(usize, &[(LanguageId, DateLabel)])> {
        let (start, labels) = self.labels.longest_at_end(folded.trim_end_matches('.'))?;
        Some((start, labels.as_slice()))
    }

    /// The longest access label at the start of folded text, and its language.
    pub(crate) fn label_at(&self, folded: &str) -> Option<(usize, LanguageId)> {
        self.labels.longest(folded, |labels| {
            let (language, _) = labels.iter().find(|(_, label)| *label == DateLabel::Access)?;
            Some(*language)
        })
    }

    /// The language of the access label that words come so close to that they mean it: a letter or two amiss, a blank left out,
    /// or all accents. A label of another date that is as near wins. The first letter is hardly ever mistyped, and keeps the
    /// search short.
    pub(crate) fn near_label(&self, folded: &str) -> Option<LanguageId> {
        let bare = without_gaps(&text::skeleton(folded));
        let limit = match bare.chars().count() {
            0..=5 => return None,
            6..=9 => 1,
            _ => 2,
        };
        let near = NEAR_LABELS.get(&bare.chars().next()?)?.iter().filter_map(|label| {
            let distance = text::distance_within(&bare, &label.bare, limit)?;
            Some((distance, label.access.is_some(), label.bare.as_str(), label.access))
        });
        let (.., language) = near.min_by_key(|(distance, access, label, _)| (*distance, *access, *label))?;
        language
    }

    /// The longest label that stands behind an access date, at the start of folded text, and its languages.
    pub(crate) fn label_after(&self, folded: &str) -> Option<(usize, &[LanguageId])> {
        self.labels_after.longest(folded, |languages| Some(languages.as_slice()))
    }

    /// The month (1 to 12) that a folded word names.
    pub(crate) fn month(&self, word: &str) -> Option<u32> {
        self.months.get(word.trim_end_matches('.')).copied()
    }

    /// Whether a folded word is a month that may begin a date ("May 2023"), not one only behind a day.
    pub(crate) fn opens_date(&self, word: &str) -> bool {
        let bare = word.trim_end_matches('.');
        self.months.contains_key(bare) && (!is_in(NO_FIRST_MONTH, bare) || is_in(FIRST_MONTH_WITH_STOP, word))
    }

    /// Whether folded words name a month of a calendar that is not Gregorian.
    pub(crate) fn is_other_month(&self, words: &str) -> bool {
        self.other_months.contains_key(words)
    }

    /// The languages in which a folded word names a month.
    pub(crate) fn month_languages(&self, word: &str) -> &[LanguageId] {
        self.month_languages.get(word.trim_end_matches('.')).map(Vec::as_slice).unwrap_or_default()
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
        self.signals.longest_with_stop(folded).map(|(length, signal)| (length, *signal))
    }

    /// The longest word for "no date" at the start of folded text.
    pub(crate) fn undated(&self, folded: &str) -> Option<usize> {
        self.undated.longest(folded, |()| Some(())).map(|(length, ())| length)
    }

    /// Whether a folded line is the heading of a note list.
    pub(crate) fn is_heading(&self, folded: &str) -> bool {
        self.headings.contains_key(folded)
    }

    /// The longest locator label at the start of folded text.
    pub(crate) fn locator(&self, folded: &str) -> Option<(usize, LocatorKind)> {
        self.locators.longest_with_stop(folded).map(|(length, kind)| (length, *kind))
    }

    /// The longest label of a locator that stands behind its number, at the start of folded text.
    pub(crate) fn locator_behind(&self, folded: &str) -> Option<(usize, LocatorKind)> {
        self.locators_behind.longest_with_stop(folded).map(|(length, kind)| (length, *kind))
    }

    /// The languages that count a folded word among their small words.
    pub(crate) fn stop_word(&self, word: &str) -> &[LanguageId] {
        self.stop_words.get(word).map(Vec::as_slice).unwrap_or_default()
    }

    /// The longest word before a container ("in", "içinde") at the start of folded text.
    pub(crate) fn container(&self, folded: &str) -> Option<usize> {
        self.containers.longest(folded, |()| Some(())).map(|(length, ())| length)
    }

    /// The longest word for "and others" at the start of folded text.
    pub(crate) fn et_al(&self, folded: &str) -> Option<usize> {
        self.et_al.longest(folded, |()| Some(())).map(|(length, ())| length)
    }

    /// The longest word that extends a locator ("ff.", "passim"), at the start of folded text.
    pub(crate) fn extent_word(&self, folded: &str) -> Option<usize> {
        self.extent_words.longest_with_stop(folded).map(|(length, ())| length)
    }

    /// Whether a folded word is "and".
    pub(crate) fn is_and(&self, word: &str) -> bool {
        self.ands.contains_key(word)
    }

    /// Whether a folded word is one that stands between a signal and a note.
    pub(crate) fn is_article(&self, word: &str) -> bool {
        self.articles.contains_key(word)
    }

    /// Whether a folded word stands between the label of an access date and the date.
    pub(crate) fn is_label_joint(&self, word: &str) -> bool {
        self.label_joints.contains_key(word)
    }

    /// Whether a folded word, with its stop, is "note" or "notes" before a number.
    pub(crate) fn is_note_word(&self, word: &str) -> bool {
        self.note_words.contains_key(word)
    }

    /// Whether a folded word, with its stop, says that a note of our own list is meant.
    pub(crate) fn points(&self, word: &str) -> bool {
        self.pointing.contains_key(word)
    }

    /// Whether folded words are a label or words of transition, nobody's name.
    pub(crate) fn is_not_name(&self, words: &str) -> bool {
        self.not_names.contains_key(words.trim_end_matches('.'))
    }

    /// Whether a remark of the author begins folded text.
    pub(crate) fn opens_remark(&self, folded: &str) -> bool {
        self.remarks.longest(folded, |()| Some(())).is_some()
    }

    /// The longest words at the start of folded text behind which a source is given a short form.
    pub(crate) fn defines(&self, folded: &str) -> Option<usize> {
        self.defines.longest(folded, |()| Some(())).map(|(length, ())| length)
    }

    /// Whether a folded word may hang on a year ("2023 г.", "2023’te").
    pub(crate) fn is_year_suffix(&self, word: &str) -> bool {
        self.year_suffixes.contains_key(word.trim_end_matches('.')) || is_in(YEAR_SUFFIX_WITH_STOP, word)
    }

    /// Whether a folded word may hang on a day ("16th", "1er").
    pub(crate) fn is_day_suffix(&self, word: &str) -> bool {
        self.day_suffixes.contains_key(word.trim_end_matches('.'))
    }

    /// Whether a text is the placeholder of a source, letter case obeyed where the term asks for it.
    pub(crate) fn is_placeholder(&self, raw: &str) -> bool {
        let terms = self.placeholders.get(text::folded(raw).as_str());
        terms.is_some_and(|terms| terms.iter().any(|term| !term.exact || term.text == raw))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

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
        for (name, number) in
            [("października", 10), ("жовтня", 10), ("set.", 9), ("марtа", 0), ("اکتبر", 10), ("十月", 10)]
        {
            assert_eq!(index().month(&text::folded(name)), (number > 0).then_some(number), "{name}");
        }
        assert_eq!(index().month(&text::folded("Οκτωβρίου")), Some(10));
        assert_eq!(index().month(&text::folded("ΟΚΤΩΒΡΙΟΥ")), Some(10));
    }

    #[test]
    fn every_word_is_found_or_kept_out_on_purpose() {
        for id in LanguageId::all() {
            let language = id.get();
            let has = |word: &str, without: &[&str], found: bool| {
                assert!(found != is_in(without, word), "{}: “{word}”", language.tag);
            };
            for word in language.access_labels.iter().chain(language.not_access).map(|word| key(word)) {
                has(&word, NO_LABEL, index().label_before(&word).is_some_and(|(start, _)| start == 0));
            }
            for word in language.access_labels_after.iter().map(|word| key(word)) {
                let (length, languages) = index().label_after(&word).unwrap();
                assert!(length == word.len() && languages.contains(&id), "{word}");
            }
            for word in language.signals.iter().chain(language.second_hand).map(|word| text::folded(word)) {
                has(&word, NO_SIGNAL, index().signal(&word).is_some_and(|(length, _)| length == word.len()));
            }
            for word in language.et_al.iter().map(|word| key(word)) {
                has(&word, NOTHING, index().et_al(&word) == Some(word.len()));
            }
            for word in language.undated.iter().map(|word| key(word)) {
                has(&word, NOTHING, index().undated(&word).is_some());
            }
            for word in language.headings.iter().map(|word| text::folded(word)) {
                has(&word, NO_HEADING, index().is_heading(&word));
            }
            for word in language.locators.iter().flat_map(|(_, forms)| *forms).map(|word| text::folded(word))
            {
                if !word.contains('{') {
                    let found = index().locator(&word).is_some_and(|(length, _)| length == word.len());
                    has(&word, NO_LOCATOR, found);
                }
            }
            for (number, name) in
                (1u32..).zip(language.months).flat_map(|(n, names)| names.iter().map(move |name| (n, name)))
            {
                assert_eq!(index().month(&key(name)), Some(number), "{}: {name}", language.tag);
            }
            for term in language.placeholders {
                assert!(index().is_placeholder(term.text), "{}: {}", language.tag, term.text);
            }
        }
    }

    #[test]
    fn every_language_gives_terms() {
        let read = |text: &str| index().back_term(&text::folded(text)).is_some();
        for term in ["Ebd.", "Там же", "Aynı yer", "Tamże", "Там само", "همان", "Ivi", "同上", "المرجع نفسه"]
        {
            assert!(read(term), "{term}");
        }
        for id in LanguageId::all() {
            for term in id.get().back.ibid {
                assert!(read(term.text), "{}: {}", id.tag(), term.text);
            }
        }
    }

    #[test]
    fn what_is_kept_out_is_in_a_table_that_nobody_read_before() {
        type Words = fn(&Language) -> Vec<&'static str>;
        let kinds: [(&[&str], Words); 9] = [
            (NO_LABEL, |language| [language.access_labels, language.not_access].concat()),
            (NO_SIGNAL, |language| [language.signals, language.second_hand].concat()),
            (NO_CONTAINER, |language| language.containers.to_vec()),
            (NO_HEADING, |language| language.headings.to_vec()),
            (NO_LOCATOR, |language| {
                language.locators.iter().flat_map(|(_, forms)| *forms).copied().collect()
            }),
            (NO_WEEKDAY, |language| language.weekdays.concat()),
            (NO_SEASON, |language| language.seasons.concat()),
            (NO_YEAR_SUFFIX, |language| language.year_suffixes.to_vec()),
            (NO_FIRST_MONTH, |language| language.months.concat()),
        ];
        for (kept_out, words) in kinds {
            let has = |id: LanguageId, word: &str| {
                words(id.get()).iter().any(|known| text::folded(known) == word || key(known) == word)
            };
            for word in kept_out {
                assert!(LanguageId::all().any(|id| has(id, word)), "no table has “{word}”");
            }
        }
        let with_stop = FIRST_MONTH_WITH_STOP.iter().chain(YEAR_SUFFIX_WITH_STOP);
        for word in with_stop.map(|word| word.trim_end_matches('.')) {
            assert!(is_in(NO_FIRST_MONTH, word) || is_in(NO_YEAR_SUFFIX, word), "{word}");
        }
    }

    #[test]
    fn short_words_of_one_language_are_not_found_in_another() {
        let signal = |text: &str| index().signal(&text::folded(text));
        assert_eq!(signal("Ver Sacrum, no. 3"), None);
        assert_eq!(signal("Bax, Arnold"), None);
        assert!(signal("Bax: qeyd 3").is_some() && signal("Ver também nota 3").is_some());
        assert_eq!(index().container("en marche"), None);
        assert!(!index().is_heading("note"));
        assert_eq!(index().locator("say 12"), None);
        assert_eq!(index().weekday("ma"), None);
        assert!(!index().is_season("estate"));
        assert!(
            index().is_year_suffix("r.") && !index().is_year_suffix("r") && !index().is_year_suffix("il")
        );
    }

    #[test]
    fn a_month_that_is_also_a_word_opens_no_date() {
        assert!(index().opens_date("may") && index().opens_date("maggio") && index().opens_date("set."));
        assert!(!index().opens_date("set") && !index().opens_date("sie") && !index().opens_date("yan."));
        assert_eq!(index().month("sie"), Some(8));
    }

    #[test]
    fn months_of_other_calendars_are_known_as_such() {
        for month in ["رمضان", "ربيع الأول", "فروردین"] {
            assert!(index().is_other_month(&text::folded(month)), "{month}");
        }
        assert!(!index().is_other_month("may"));
        assert_eq!(index().month(&text::folded("فروردین")), None);
    }

    #[test]
    fn the_words_behind_a_locator_stay_whole() {
        assert_eq!(index().extent_word("ff. and"), Some(3));
        assert_eq!(index().extent_word("et seqq."), Some(8));
        assert_eq!(index().extent_word("passim"), Some(6));
        assert_eq!(index().extent_word("ffs"), None);
    }

    #[test]
    fn letters_tell_who_can_spell_a_word() {
        let id = |tag: &str| LanguageId::from_tag(tag).unwrap();
        let letters = index().letters("həftə");
        assert!(letters.can_spell(id("az")) && letters.are_own(id("az")) && !letters.can_spell(id("tr")));
        let letters = index().letters("港口");
        assert!(letters.can_spell(id("zh")) && letters.can_spell(id("ja")) && !letters.can_spell(id("en")));
        assert!(!index().letters("港は").can_spell(id("zh")));
        assert!(index().letters("plain").can_spell(id("ru")));
    }
}
