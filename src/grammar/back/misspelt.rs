//! Terms with a slip: "Same palce.", "Ibidn.", "Adi gecen eser, s. 4." – where the whole note is the term.

use std::sync::LazyLock;

use super::tail::Carries;
use super::{Context, Found, Reader};
use crate::lang::index::BackTerm;
use crate::lang::{Function, LanguageId, Term};
use crate::model::Role;
use crate::text::{self, WordMap};

/// A shorter word has too many neighbours.
const SHORTEST: usize = 5;

/// The longest term that is a whole note, in words.
const MOST_WORDS: usize = 3;

/// A term in the form that is compared.
type Known = (String, LanguageId, &'static Term);

/// Each term under all its forms with one letter less: two words one slip apart share such a form.
static NEIGHBOURS: LazyLock<WordMap<Vec<Known>>> = LazyLock::new(|| {
    let mut table: WordMap<Vec<Known>> = WordMap::default();
    for language in LanguageId::all() {
        for term in language.get().back.ibid.iter().filter(|term| !term.whole) {
            let key = text::skeleton(term.text);
            let letters = key.chars().filter(|c| c.is_alphabetic()).count();
            // An abbreviation of single letters is a slip away from any other.
            let abbreviated = key.split(' ').all(|word| word.chars().count() <= 1);
            if letters + 1 < SHORTEST || abbreviated || key.split(' ').count() > MOST_WORDS {
                continue;
            }
            let known = || (key.clone(), language, term);
            each_shorter(&key, |form| {
                table.entry(form.to_owned()).or_default().push(known());
                None::<()>
            });
        }
    }
    table
});

/// Looks at a word and its forms with one letter less until one tells something.
fn each_shorter<T>(word: &str, mut look: impl FnMut(&str) -> Option<T>) -> Option<T> {
    let mut form = String::with_capacity(word.len());
    look(word).or_else(|| {
        word.char_indices().find_map(|(at, c)| {
            let (before, behind) = word.split_at(at);
            form.clear();
            form.push_str(before);
            form.push_str(behind.strip_prefix(c).unwrap_or_default());
            look(&form)
        })
    })
}

impl Reader<'_> {
    /// Reads a whole note that is one slip away from a term.
    pub(super) fn misspelt(&self) -> Option<Found> {
        let text = self.folded.text.as_str();
        let end = text.find([',', '(', '.', ':']).unwrap_or(text.len());
        let head = text.get(..end)?;
        let plain = head.chars().all(|c| c.is_alphabetic() || c == ' ');
        if head.len() < SHORTEST || head.len() > 64 || !plain || head.split(' ').count() > MOST_WORDS {
            return None;
        }
        let key = text::skeleton(head);
        let (_, language, term) = each_shorter(&key, |form| {
            let near = NEIGHBOURS.get(form)?;
            near.iter().find(|(known, ..)| text::distance_within(known, &key, 1).is_some())
        })?;
        // Nothing but a page may follow: a word that is no term opens any sentence.
        self.tail(end, Carries::Places, false)?;
        let reading = BackTerm { language: *language, function: Function::Ibid, term };
        let context = Context { role: Role::Main, signalled: false };
        let mut found = self.read(0, self.numbered.numbered(end), &reading, None, context)?;
        found.comment.is_none().then(|| {
            found.reference.misspelt = true;
            found
        })
    }
}
