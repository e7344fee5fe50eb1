//! How an entry is dressed: how it ends, and how it quotes its title.

use super::Draft;
use super::characters::runs_from_right;
use crate::model::{Citation, Field, Note, Shape, Text};
use crate::span::Span;

/// How an entry ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With a stop that closes it; the place of the stop.
    Stop(Span),
    /// With a word, a number or a bracket.
    Open,
}

/// How a title is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) open: Span,
    pub(crate) close: Span,
    /// `"…"`, against “…” and „…“.
    pub(crate) straight: bool,
}

/// A word before a stop that is no longer than this may be an abbreviation ("Inc.", "vd.").
const LONGEST_ABBREVIATION: usize = 5;

impl Draft<'_> {
    /// How a source ends, where a house would close it with a stop or leave it open. `None` where something else decides: an
    /// address, a question mark, a quotation, an abbreviation.
    pub(crate) fn ending(&self, note: &Note) -> Option<Ending> {
        if !matches!(note.shape, Shape::Full | Shape::Several) || self.is_cut_off(note) {
            return None;
        }
        let body = note.body.of(self.text()).trim_end();
        let end = note.body.start() + body.len();
        let last = body.chars().next_back()?;
        let stop = last == '.';
        let core = if stop { body.strip_suffix('.')? } else { body };
        let edge = core.chars().next_back()?;
        let place = Span::new(end - last.len_utf8(), end);
        let at_address = self.addresses_of(note).iter().any(|span| span.end() + 1 >= end)
            || self.document.mask_at(note.body.start() + core.len().saturating_sub(1)).is_some();
        if at_address || self.unbalanced(note).is_some() {
            return None;
        }
        match edge {
            // "(Accessed: 02.02.2024.)" has its stop inside.
            ')' if core.strip_suffix(')').is_some_and(|inner| inner.ends_with(['.', '?', '!', '…'])) => {
                None
            }
            ')' | '0'..='9' => Some(if stop { Ending::Stop(place) } else { Ending::Open }),
            _ if edge.is_alphabetic() => {
                let word = core.chars().rev().take_while(|c| c.is_alphanumeric()).count();
                let long = word >= LONGEST_ABBREVIATION;
                long.then_some(if stop { Ending::Stop(place) } else { Ending::Open })
            }
            _ => None,
        }
    }

    /// The double marks around a quoted title, where both are of one kind. Guillemets are left out: a list may quote Russian
    /// titles in the Russian way.
    pub(crate) fn title_marks(&self, citation: &Citation) -> Option<Marks> {
        let title: &Field<Text> = citation.title.as_ref()?;
        // Hebrew quotes with straight marks, whatever the list does.
        if self.words(title).contains(runs_from_right) {
            return None;
        }
        let (before, after) = (self.before(title.span.start())?, self.text().get(title.span.end()..)?);
        let open = Span::new(title.span.start() - before.len_utf8(), title.span.start());
        // “Title,” keeps its comma inside.
        let inside = after.chars().next().filter(|c| matches!(c, ',' | '.' | ';')).map_or(0, char::len_utf8);
        let mark = after.get(inside..)?.chars().next()?;
        let start = title.span.end() + inside;
        let close = Span::new(start, start + mark.len_utf8());
        let straight = match (before, mark) {
            ('"', '"') => true,
            ('“', '”') | ('„', '“' | '”') | ('”', '”') => false,
            _ => return None,
        };
        Some(Marks { open, close, straight })
    }
}
