//! Who edited and translated a work: behind "ed.", in brackets behind a name, before a role.

use super::cues::{self, Role};
use super::pieces::ends_field;
use super::{Reader, names};
use crate::model::NameOrder;
use crate::span::Span;

impl Reader<'_> {
    /// The last words of the body are names with a role behind them.
    pub(super) fn names_before(&mut self, at: usize, role: Role) {
        let Some(last) = self.words.iter().rposition(|words| words.span.end() <= at && words.bracket == 0)
        else {
            return;
        };
        // "Iqbal, R., Ferris, D. B. (Eds.)": as many pieces as are names.
        let from = (0..=last).find(|from| {
            let start = self.words.get(*from).map_or(at, |words| words.span.start());
            names::names(self.raw, start, at, true).is_some()
        });
        let Some(from) = from else { return };
        let start = self.words.get(from).map_or(at, |words| words.span.start());
        let Some(found) = names::names(self.raw, start, at, true) else { return };
        let held = self.words.drain(from..=last).any(|words| words.holds);
        self.people(&found, role);
        self.contained |= held;
    }

    pub(super) fn people(&mut self, found: &names::Names, role: Role) {
        let list = self.names_fields(&found.list);
        match role {
            Role::Editor if self.citation.editors.is_empty() => self.citation.editors = list,
            Role::Translator if self.citation.translators.is_empty() => self.citation.translators = list,
            _ => {}
        }
    }

    /// "In: Zabel, Ute; Wirth, Jost (Hrsg.): Flusspolitik", "In R. Iqbal & D. B. Ferris (Eds.), Seamarks".
    pub(super) fn editors_first(&mut self, at: usize, to: usize) -> Option<usize> {
        let rest = self.raw.get(at..to)?;
        let roles = ["(", "[", ", editor", ", ed"];
        let open = roles.iter().filter_map(|role| rest.find(role)).min().filter(|length| *length < 200)?;
        let opening = at + open + rest.get(open..)?.len()
            - rest.get(open..)?.trim_start_matches(['(', '[', ',', ' ']).len();
        let window = self.window(opening);
        let (role, length) = cues::cues(&window.text).role?;
        let end = window.source(0, length).shifted(opening).end();
        let found = names::names(self.raw, at, at + open, true)?;
        // ", ed. Ingrid Solberg": the name comes behind the word, and a title stands before it.
        let bracketed = rest.get(open..)?.starts_with(['(', '[']);
        let inverted = found.list.iter().all(|name| name.value.order == NameOrder::FamilyFirst);
        let spelt = rest.get(open..)?.trim_start_matches([',', ' ']).starts_with("editor");
        if !bracketed && !inverted && !spelt {
            return None;
        }
        let tail = self.raw.get(end..)?;
        let closed = tail.len() - tail.trim_start_matches([')', ']', '.', ':', ',', ' ']).len();
        self.people(&found, role);
        self.cover(Span::new(at, end + closed));
        Some(end + closed)
    }

    /// "Ed. Can Su", "çev. Nermin Usta", "under the direction of …": names behind a role; else it is none.
    pub(super) fn role(&mut self, role: Role, at: usize, end: usize, to: usize) -> Option<usize> {
        // "J. Petersen, Ed. New York": the name stands before the word.
        if self.raw.get(at..).is_some_and(|rest| rest.starts_with("Ed.") || rest.starts_with("Eds."))
            && self.raw.get(..at).is_some_and(|before| before.ends_with(", "))
        {
            let before = self.citation.editors.len();
            self.names_before(at, role);
            if self.citation.editors.len() > before {
                self.cover(Span::new(at, end));
                return Some(
                    end + usize::from(self.raw.get(end..).is_some_and(|rest| rest.starts_with('.'))),
                );
            }
        }
        let from = self.behind_marks(end);
        // "пер. с нем. Е. Я. Седых", "trad. de l'anglais par X": the language is no name.
        let from = self.behind_language(from);
        let found = names::names(self.raw, from, to, false)
            .filter(|found| found.list.iter().all(|name| name.value.given.is_some()))
            .or_else(|| self.name_up_to_mark(from, to))?;
        self.people(&found, role);
        self.cover(Span::new(at, found.end));
        Some(found.end)
    }

    pub(super) fn behind_language(&self, from: usize) -> usize {
        let rest = self.raw.get(from..self.limit).unwrap_or_default();
        for start in ["с ", "з ", "из ", "de l’", "de l'", "du ", "dal ", "aus dem ", "l’", "l'"] {
            if let Some(tail) = rest.strip_prefix(start) {
                let word = tail
                    .chars()
                    .take_while(|c| c.is_alphabetic() || *c == '.')
                    .map(char::len_utf8)
                    .sum::<usize>();
                let behind = tail.get(word..).unwrap_or_default();
                let trimmed = behind.trim_start();
                let trimmed = trimmed
                    .strip_prefix("par ")
                    .or(trimmed.strip_prefix("di "))
                    .or(trimmed.strip_prefix("von "))
                    .unwrap_or(trimmed);
                return from + rest.len() - trimmed.len();
            }
        }
        from
    }

    /// A name up to the next mark, where the list of names does not tell where it ends.
    fn name_up_to_mark(&self, from: usize, to: usize) -> Option<names::Names> {
        let rest = self.raw.get(from..to)?;
        let length = rest.char_indices().find(|(at, c)| {
            matches!(c, ',' | '(' | ')' | ';' | ':' | '[')
                || *c == '.' && ends_field(self.raw, from + at)
                || *c == '—'
        });
        let length = length.map_or(rest.len(), |(at, _)| at);
        names::names(self.raw, from, from + length, true)
    }
}
