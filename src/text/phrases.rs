//! Tables of phrases, looked up where folded text begins or ends.
//!
//! Most words begin no phrase: a table keeps, by the hash of that word, how many words its longest phrase has, so that one look
//! tells that there is nothing to look for.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::hash::Hasher;

use super::{Fnv, WordMap, is_letter_or_digit};

/// The most words that a phrase has; longer ones are not looked up.
const MOST_WORDS: usize = 9;

/// Words share a place where their hashes do: then one look more is made. The largest table has some thousand first words.
const PLACES: usize = 8192;

/// Phrases with what they mean.
pub(crate) struct Phrases<T> {
    map: WordMap<T>,
    /// The words of the longest phrase, by its first word.
    by_first: Box<[u8]>,
    /// The same by its last word, where phrases are also looked for at the end.
    by_last: Box<[u8]>,
}

impl<T> Phrases<T> {
    /// A table for about so many phrases.
    pub(crate) fn with_room(phrases: usize) -> Phrases<T> {
        let map = WordMap::with_capacity_and_hasher(phrases, std::hash::BuildHasherDefault::default());
        Phrases { map, by_first: vec![0; PLACES].into_boxed_slice(), by_last: Box::default() }
    }

    /// The same for phrases that are also looked for at the end of a text.
    pub(crate) fn with_ends(phrases: usize) -> Phrases<T> {
        Phrases { by_last: vec![0; PLACES].into_boxed_slice(), ..Phrases::with_room(phrases) }
    }

    pub(crate) fn entry(&mut self, phrase: Cow<'static, str>) -> Entry<'_, Cow<'static, str>, T> {
        self.note(&phrase);
        self.map.entry(phrase)
    }

    fn note(&mut self, phrase: &str) {
        if let Some(first) = first_end(phrase).and_then(|end| phrase.get(..end)) {
            // Most phrases are one word.
            let words = if first.len() == phrase.len() { 1 } else { word_ends(phrase).count() };
            note(&mut self.by_first, first, words);
        }
        if !self.by_last.is_empty() {
            let mut starts = word_starts_backwards(phrase);
            if let Some(last) = starts.next().and_then(|start| phrase.get(start..)) {
                note(&mut self.by_last, last, 1 + starts.count());
            }
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Cow<'static, str>, &T)> {
        self.map.iter()
    }

    /// The longest phrase at the start of folded text, ending at a word's end; a stop behind it belongs to it.
    pub(crate) fn longest<'a, R>(
        &'a self,
        folded: &str,
        take: impl Fn(&'a T) -> Option<R>,
    ) -> Option<(usize, R)> {
        let mut found = None;
        for end in self.ends(folded) {
            let known = folded.get(..end).and_then(|prefix| self.map.get(prefix));
            found = known.and_then(&take).map(|value| (end, value)).or(found);
        }
        found.map(|(end, value)| (end + stop(folded, end), value))
    }

    /// As [`longest`](Phrases::longest), for words whose stop is part of them: "s." is a page, "s" is nothing.
    pub(crate) fn longest_with_stop(&self, folded: &str) -> Option<(usize, &T)> {
        let mut found = None;
        self.each_prefix(folded, |length, value| found = Some((length, value)));
        found
    }

    /// Calls back with each phrase at the start of folded text, without and with the stop behind it, shortest first.
    pub(crate) fn each_prefix<'a>(&'a self, folded: &str, mut found: impl FnMut(usize, &'a T)) {
        for end in self.ends(folded) {
            let stopped = end + stop(folded, end);
            for end in [Some(end), Some(stopped).filter(|stopped| *stopped > end)].into_iter().flatten() {
                if let Some(value) = folded.get(..end).and_then(|prefix| self.map.get(prefix)) {
                    found(end, value);
                }
            }
        }
    }

    /// The longest phrase at the end of folded text: where it begins.
    pub(crate) fn longest_at_end(&self, folded: &str) -> Option<(usize, &T)> {
        let mut starts = word_starts_backwards(folded);
        let first = starts.next()?;
        let words = words_of(&self.by_last, folded.get(first..)?);
        let mut found = None;
        for start in std::iter::once(first).chain(starts).take(words) {
            let known = folded.get(start..).and_then(|tail| self.map.get(tail));
            found = known.map(|value| (start, value)).or(found);
        }
        found
    }

    /// The ends of the first words of a text, as many as a phrase with that first word may have.
    fn ends(&self, folded: &str) -> impl Iterator<Item = usize> {
        let first = first_end(folded).and_then(|end| folded.get(..end));
        let words = first.map_or(0, |word| words_of(&self.by_first, word));
        word_ends(if words == 0 { "" } else { folded }).take(words)
    }
}

fn note(places: &mut [u8], word: &str, words: usize) {
    if let Some(most) = places.get_mut(place(word)) {
        *most = u8::try_from(words).unwrap_or(u8::MAX).max(*most);
    }
}

fn words_of(places: &[u8], word: &str) -> usize {
    places.get(place(word)).copied().map_or(0, usize::from)
}

fn place(word: &str) -> usize {
    let mut hash = Fnv::default();
    hash.write(word.as_bytes());
    let hash = hash.finish();
    usize::try_from((hash ^ (hash >> 32)) % PLACES as u64).unwrap_or(0)
}

fn stop(folded: &str, end: usize) -> usize {
    usize::from(folded.as_bytes().get(end) == Some(&b'.'))
}

/// The end of the first word of a text: the first of [`word_ends`], with a short way for plain letters.
fn first_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    match bytes.get(letters) {
        None | Some(b' ' | b',' | b'.') if letters > 0 => Some(letters),
        _ => word_ends(text).next(),
    }
}

/// The ends of the first words of a text.
fn word_ends(text: &str) -> impl Iterator<Item = usize> {
    let mut characters = text.char_indices();
    let mut next = characters.next();
    std::iter::from_fn(move || {
        while let Some((at, c)) = next {
            next = characters.next();
            let end = at + c.len_utf8();
            // Symbols such as ¶, § and № are words of their own.
            let symbol = matches!(c, '§' | '¶' | '№' | '°' | '}' | ')' | ']' | '〉' | ':');
            let last = || next.is_none_or(|(_, next)| !(next == '}' || is_letter_or_digit(next)));
            if symbol || is_letter_or_digit(c) && last() {
                return Some(end);
            }
        }
        None
    })
    .take(MOST_WORDS)
}

/// The starts of the last words of a text, the last first.
fn word_starts_backwards(text: &str) -> impl Iterator<Item = usize> {
    let mut characters = text.char_indices().rev();
    let mut next = characters.next();
    std::iter::from_fn(move || {
        while let Some((at, c)) = next {
            next = characters.next();
            if is_letter_or_digit(c) && next.is_none_or(|(_, before)| !is_letter_or_digit(before)) {
                return Some(at);
            }
        }
        None
    })
    .take(MOST_WORDS)
}
