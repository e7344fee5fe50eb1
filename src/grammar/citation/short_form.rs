//! The short form that an entry gives its source: "(hereinafter “Plan”)", "(далее – Порты)", "(im Folgenden: Gleis)", "[Plan]".

use super::Reader;
use crate::lang::index::index;
use crate::model::{Field, Sure, Text};
use crate::span::Span;
use crate::text;

/// So many brackets of an entry are looked into.
const MOST_BRACKETS: usize = 8;

/// What a bracket may hold, in bytes.
const LONGEST: usize = 120;

/// A short form has at most so many words.
const MOST_WORDS: usize = 6;

/// Signs around a short form.
const AROUND: &[char] = &[
    ' ', ':', '–', '—', '-', ',', '.', '“', '”', '„', '"', '«', '»', '‘', '’', '\'', '『', '』', '「', '」',
    '《', '》', '\u{A0}',
];

impl Reader<'_> {
    // short-form = "(" defining-words [ ":" / "–" ] [ quote ] words [ quote ] *any ")" / "(" quote words quote ")" / "[" words "]"
    /// Looks for it; what defines one by words is read by nothing else.
    pub(super) fn short_form(&mut self) {
        let bytes = self.raw.as_bytes();
        for open in memchr::memchr2_iter(b'(', b'[', bytes).take(MOST_BRACKETS) {
            let close = if bytes.get(open) == Some(&b'(') { ')' } else { ']' };
            let rest = self.raw.get(open + 1..).unwrap_or_default();
            let Some(length) = rest.find(close).filter(|length| *length <= LONGEST) else { continue };
            let inner = Span::new(open + 1, open + 1 + length);
            let folded = text::fold(inner.of(self.raw));
            let words = index().defines(&folded.text);
            let told = match words {
                Some(words) => {
                    let from = folded.source(words, folded.text.len()).start();
                    self.quoted_in(Span::new(inner.start() + from, inner.end()))
                }
                None => self.bare_in(inner, close),
            };
            let Some(span) = told else { continue };
            let sure = if words.is_some() { Sure::Certain } else { Sure::Guess };
            if self.citation.short_form.as_ref().is_none_or(|known| known.sure < sure) {
                self.citation.short_form = Some(Field::new(Text::default(), span, sure));
            }
            if words.is_some() {
                self.anchor(Span::new(open, inner.end() + 1));
            }
        }
    }

    /// The words in quotes, or all of them.
    fn quoted_in(&self, place: Span) -> Option<Span> {
        let quote = crate::grammar::title::quoted(place.of(self.raw), &[]).into_iter().next();
        self.short_words(quote.map_or(place, |quote| quote.inner.shifted(place.start())))
    }

    /// "(“Plan”)", "[Plan]": nothing says that it is a short form but that somebody uses it.
    fn bare_in(&self, inner: Span, close: char) -> Option<Span> {
        let raw = inner.of(self.raw);
        let quoted = raw.starts_with(['“', '„', '«', '"', '‘']);
        if close == ')' && !quoted || raw.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        self.short_words(inner)
    }

    fn short_words(&self, place: Span) -> Option<Span> {
        let raw = place.of(self.raw);
        let kept = raw.trim_end_matches(AROUND);
        let lead = kept.len() - kept.trim_start_matches(AROUND).len();
        let span = Span::new(place.start() + lead, place.start() + kept.len());
        let words = span.of(self.raw).split_whitespace().count();
        ((1..=MOST_WORDS).contains(&words) && span.of(self.raw).contains(char::is_alphabetic)).then_some(span)
    }
}
