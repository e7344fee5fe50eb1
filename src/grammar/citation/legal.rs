//! Laws, judgments and treaties: entries that have a court, a number and a day, and often no title.
//!
//! The court or the word for a law comes first, or two parties with a "v" between them. Sources: OSCOLA 4th edition, GOST R
//! 7.0.5, the citing habits of Turkish, German and French courts.

use super::Reader;
use crate::model::{Date, Field, Sure, Text};
use crate::span::Span;

impl<'t> Reader<'t> {
    /// Reads a law, a judgment or a treaty; whether it is one.
    pub(super) fn legal(&mut self, start: usize) -> bool {
        let quoted = self.quotes.first().is_some_and(|quote| quote.outer.start() <= start + 2);
        if quoted {
            return false;
        }
        self.court_first(start)
            || self.parties(start)
            || self.turkish_law(start)
            || self.german_law(start)
            || self.named_law(start)
            || self.ukrainian_law(start)
            || self.act(start)
            || self.treaty(start)
            || self.resolution(start)
    }

    pub(super) fn rest(&self, at: usize) -> &'t str {
        self.raw.get(at..self.limit).unwrap_or_default()
    }

    pub(super) fn skip_blanks(&self, at: usize) -> usize {
        let rest = self.rest(at);
        at + rest.len() - rest.trim_start().len()
    }

    pub(super) fn number_at(&mut self, span: Span) {
        if self.citation.number.is_none() {
            self.citation.number = Some(Field::new(Text::default(), span, Sure::Certain));
        }
        self.cover(span);
        self.anchors.push(span);
        self.anchors.sort_unstable();
    }

    /// The date behind a word is the day of adoption, and no day of publication.
    pub(super) fn adopted(&mut self, from: usize, to: usize) -> Option<(Date, Span)> {
        let at = self
            .dates
            .iter()
            .position(|(date, span)| span.start() >= from && span.end() <= to && date.day().is_some())?;
        let (date, span) = self.dates.remove(at);
        self.cover(span);
        self.anchors.push(span);
        self.anchors.sort_unstable();
        self.citation.event = Some(Field::new(date, span, Sure::Likely));
        Some((date, span))
    }
}
