//! Terms with a slip: "Same palce.", "Ibidn.", "Adi gecen eser, s. 4." – where the whole note is the term.

use std::sync::LazyLock;

use super::tail::Carries;
use super::{Context, Found, Reader};
use crate::lang::index::BackTerm;
use crate::lang::{Function, LanguageId, Term};
use crate::model::Role;
use crate::text;

/// A shorter word has too many neighbours.
const SHORTEST: usize = 5;

/// The shortest term, and the words that are a letter off and no slip: a bird and its journal, a name.
const IBID: (&str, &[&str]) = ("ibid", &["ibad", "ibis"]);

/// The longest term that is a whole note, in words.
const MOST_WORDS: usize = 3;

/// A term in the form that is compared.
struct Known {
    key: String,
    letters: usize,
    language: LanguageId,
    term: &'static Term,
}

/// The terms whose slips are told from other words, shortest first.
static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let mut known = Vec::new();
    for language in LanguageId::all() {
        for term in language.get().back.ibid.iter().filter(|term| !term.whole) {
            let key = text::skeleton(term.text);
            let letters = key.chars().filter(|c| c.is_alphabetic()).count();
            // An abbreviation of single letters is a slip away from any other.
            let abbreviated = key.split(' ').all(|word| word.chars().count() <= 1);
            if letters + 1 < SHORTEST || abbreviated || key.split(' ').count() > MOST_WORDS {
                continue;
            }
            known.push(Known { letters: key.chars().count(), key, language, term });
        }
    }
    known.sort_by_key(|known| known.letters);
    known
});

/// The term that a word is one slip away from.
fn near(key: &str) -> Option<&'static Known> {
    let letters = key.chars().count();
    let from = KNOWN.partition_point(|known| known.letters + 1 < letters);
    let near = KNOWN.get(from..)?.iter().take_while(|known| known.letters <= letters + 1);
    // A slip spares the first letters or the last ones.
    let ends = |word: &str| {
        let bytes = word.as_bytes();
        (bytes.first_chunk::<2>().copied(), bytes.last_chunk::<2>().copied())
    };
    let (first, last) = ends(key);
    let mut likely = near.filter(|known| {
        let (starts, stops) = ends(&known.key);
        starts == first || stops == last
    });
    likely.find(|known| text::distance_within(&known.key, key, 1).is_some())
}

impl Reader<'_> {
    /// Reads a whole note that is one slip away from a term.
    pub(super) fn misspelt(&self) -> Option<Found> {
        let text = self.folded.text.as_str();
        let end = text.find([',', '(', '.', ':']).unwrap_or(text.len());
        let head = text.get(..end)?;
        let plain = head.chars().all(|c| c.is_alphabetic() || c == ' ');
        let (ibid, others) = IBID;
        let short = head.len() < SHORTEST && !(head.len() == ibid.len() && head.starts_with("ib"));
        if short || head.len() > 64 || !plain || head.split(' ').count() > MOST_WORDS {
            return None;
        }
        let key = text::skeleton(head);
        if others.contains(&key.as_str()) {
            return None;
        }
        let Known { language, term, .. } = near(&key)?;
        // Nothing but a page may follow: a word that is no term opens any sentence.
        self.tail(end, Carries::Places, false)?;
        let reading = BackTerm { language: *language, function: Function::Ibid, term };
        let context = Context { role: Role::Main, signalled: false };
        let mut found = self.read(0, self.numbered.numbered(end), &reading, None, context)?;
        found.comment.is_none().then(|| {
            found.reference.meant = Some(term.text);
            found
        })
    }
}
