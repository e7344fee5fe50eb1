//! Terms with a slip: "Same palce.", "Ibidn.", "Adi gecen eser, s. 4." – where the whole note is the term.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::tail::Carries;
use super::{Context, Found, Reader};
use crate::lang::index::BackTerm;
use crate::lang::{Function, LanguageId, Term};
use crate::model::Role;
use crate::text;

/// A shorter word has too many neighbours.
const SHORTEST: usize = 5;

/// The longest term that is a whole note, in words.
const MOST_WORDS: usize = 3;

/// A term in the form that is compared.
type Known = (String, LanguageId, &'static Term);

/// Each term under all its forms with one letter less: two words one slip apart share such a form.
static NEIGHBOURS: LazyLock<HashMap<String, Vec<Known>>> = LazyLock::new(|| {
    let mut table: HashMap<String, Vec<Known>> = HashMap::new();
    for language in LanguageId::all() {
        for term in language.get().back.ibid.iter().filter(|term| !term.whole) {
            let key = text::skeleton(term.text);
            let letters = key.chars().filter(|c| c.is_alphabetic()).count();
            // An abbreviation of single letters is a slip away from any other.
            let abbreviated = key.split(' ').all(|word| word.chars().count() <= 1);
            if letters + 1 < SHORTEST || abbreviated || key.split(' ').count() > MOST_WORDS {
                continue;
            }
            for form in shorter(&key) {
                table.entry(form).or_default().push((key.clone(), language, term));
            }
        }
    }
    table
});

/// A word and its forms with one letter less.
fn shorter(word: &str) -> Vec<String> {
    let without = word.char_indices().map(|(at, c)| {
        let (before, behind) = word.split_at(at);
        format!("{before}{}", behind.strip_prefix(c).unwrap_or_default())
    });
    std::iter::once(word.to_owned()).chain(without).collect()
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
        let (_, language, term) = shorter(&key).iter().find_map(|form| {
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
