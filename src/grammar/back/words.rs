//! The words by which a draft leans on its notes: the tables of all languages, its own language first, and before them the
//! terms of its house.

use crate::lang::index::{BackTerm, index};
use crate::lang::{Function, LanguageId, Term, t};
use crate::text;

/// Terms that a house adds to the tables, folded.
#[derive(Debug, Clone, Default)]
pub(crate) struct House {
    /// They mean the source of the note before.
    same_source: Vec<String>,
    /// They stand before the number of a note.
    note_words: Vec<String>,
}

static SAME_SOURCE: Term = t("same source");

impl House {
    /// The terms as they are written: "Same place.", "dn."
    pub(crate) fn new(same_source: &[String], note_words: &[String]) -> House {
        let bare = |term: &String| text::folded(term.trim()).trim_end_matches('.').to_owned();
        let mut same_source: Vec<String> =
            same_source.iter().map(bare).filter(|term| !term.is_empty()).collect();
        // The longest term that fits wins.
        same_source.sort_by_key(|term| std::cmp::Reverse(term.len()));
        let note_words = note_words.iter().map(|word| text::folded(word.trim())).collect();
        House { same_source, note_words }
    }
}

/// The words that are looked for in a draft.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'h> {
    pub(crate) language: Option<LanguageId>,
    pub(crate) house: &'h House,
}

impl Words<'static> {
    /// The tables alone.
    pub(crate) fn of_tables() -> Words<'static> {
        static NONE: House = House { same_source: Vec::new(), note_words: Vec::new() };
        Words { language: None, house: &NONE }
    }
}

impl Words<'_> {
    /// The longest term at the start of folded text, and what it may mean: the likeliest first.
    pub(super) fn terms(&self, folded: &str) -> Option<(usize, Vec<BackTerm>)> {
        if let Some(length) = self.house_term(folded) {
            let language = self.language.or_else(|| LanguageId::all().next())?;
            return Some((length, vec![BackTerm { language, function: Function::Ibid, term: &SAME_SOURCE }]));
        }
        let (length, readings) = index().back_term(folded)?;
        let mut readings = readings.to_vec();
        // What some source has goes before what none has.
        readings.sort_by_key(|reading| (Some(reading.language) != self.language, reading.term.unverified));
        Some((length, readings))
    }

    /// "См. прим. 3": the signal is a word of its own, and what stands behind it is a term that some source has.
    pub(super) fn is_verified_behind_signal(&self, folded: &str) -> bool {
        let behind = index().signal(folded).and_then(|(length, _)| folded.get(length..));
        let term = behind.and_then(|behind| index().back_term(behind.trim_start_matches([' ', ':', ','])));
        term.is_some_and(|(_, readings)| readings.iter().any(|reading| !reading.term.unverified))
    }

    /// Whether a term begins folded text.
    pub(super) fn begins_term(&self, folded: &str) -> bool {
        self.house_term(folded).is_some() || index().back_term(folded).is_some()
    }

    /// Whether a folded word stands before the number of a note.
    pub(super) fn is_note_word(&self, word: &str) -> bool {
        index().is_note_word(word) || self.house.note_words.iter().any(|known| known == word)
    }

    fn house_term(&self, folded: &str) -> Option<usize> {
        let ends = |term: &&String| {
            let rest = folded.strip_prefix(term.as_str());
            rest.is_some_and(|rest| !rest.starts_with(text::is_letter_or_digit))
        };
        let term = self.house.same_source.iter().find(ends)?;
        Some(term.len() + usize::from(folded.as_bytes().get(term.len()) == Some(&b'.')))
    }
}
