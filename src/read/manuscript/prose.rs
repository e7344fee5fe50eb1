//! A paragraph as it is read: its words, and what stands at which of them.

use std::rc::Rc;

use super::counting::Kind;
use crate::span::Span;

/// A paragraph of a word processor's file.
#[derive(Debug, Default)]
pub(in crate::read) struct Prose {
    /// The part it stands in.
    pub(in crate::read) part: &'static str,
    /// Which paragraph of that part it is, from 1.
    pub(in crate::read) number: u32,
    /// The number that an automatic list gives it, with the blank behind: "[1] ".
    pub(in crate::read) lead: String,
    pub(in crate::read) text: String,
    /// Where the note repeats its number, which is no part of what it says.
    pub(in crate::read) repeats_number: Option<usize>,
    pub(super) calls: Vec<Reference>,
    pub(super) links: Vec<Link>,
    pub(super) formulas: Vec<Span>,
}

/// A call of a note; what stands for it in the text is not in the words of the paragraph.
#[derive(Debug, Clone)]
pub(in crate::read) struct Reference {
    /// The byte of the paragraph that it stands before.
    pub(super) at: usize,
    pub(super) kind: Kind,
    /// The name of its note in the file.
    pub(super) id: i64,
    pub(super) mark: Mark,
}

/// What the page shows for a call.
#[derive(Debug, Clone)]
pub(in crate::read) enum Mark {
    /// The next number; the file leaves it to the program to count.
    Counted,
    /// This number, which the program counted.
    Printed(Box<str>),
    /// A mark that the writer chose; it is not counted.
    Own(String),
}

/// Words with an address behind them.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) words: Span,
    pub(super) target: Rc<str>,
}

impl Prose {
    pub(in crate::read) fn new(part: &'static str, number: u32) -> Prose {
        Prose { part, number, ..Prose::default() }
    }

    /// How many bytes there are: where the next word begins.
    pub(in crate::read) fn len(&self) -> usize {
        self.text.len()
    }

    /// Adds a call of a note.
    pub(in crate::read) fn call(&mut self, kind: Kind, id: i64, mark: Mark) {
        self.calls.push(Reference { at: self.text.len(), kind, id, mark });
    }

    /// Whether a call is the last of it so far.
    pub(in crate::read) fn ends_with_call(&self) -> bool {
        self.calls.last().is_some_and(|call| call.at == self.text.len())
    }

    /// The mark of the last call, if the writer chose it.
    pub(in crate::read) fn own_mark(&mut self) -> Option<&mut String> {
        match self.calls.last_mut() {
            Some(Reference { mark: Mark::Own(mark), .. }) => Some(mark),
            _ => None,
        }
    }

    /// Lays an address behind the words from `start` on. A link that goes on behind another is the same link: programs
    /// write one for each change of letters.
    pub(in crate::read) fn link(&mut self, start: usize, target: Rc<str>) {
        let words = Span::new(start, self.text.len());
        match self.links.last_mut() {
            _ if words.is_empty() => {}
            Some(link) if link.words.end == words.start && link.target == target => {
                link.words.end = words.end
            }
            // Of links in and over each other the first one counts; Word has none.
            Some(link) if words.start < link.words.end => {}
            _ => self.links.push(Link { words, target }),
        }
    }

    /// Marks the words from `start` on as mathematics.
    pub(in crate::read) fn formula(&mut self, start: usize) {
        if start < self.text.len() {
            self.formulas.push(Span::new(start, self.text.len()));
        }
    }

    /// Whether notes are called in it.
    pub(in crate::read) fn has_calls(&self) -> bool {
        !self.calls.is_empty()
    }

    /// Whether nothing of it is seen on the page.
    pub(in crate::read) fn is_blank(&self) -> bool {
        self.calls.is_empty() && self.text.trim().is_empty()
    }

    /// Its words without the white space around them. A call is never outside.
    pub(super) fn seen(&self) -> Span {
        let end = self.text.trim_end().len().max(self.calls.last().map_or(0, |call| call.at));
        let start = (self.text.len() - self.text.trim_start().len()).min(end);
        Span::new(self.calls.first().map_or(start, |call| call.at.min(start)), end)
    }

    /// Its words without the number in front, as a note has them: "¹ Ada Holt", "[1]. Ada Holt", "* Ada Holt".
    pub(super) fn body(&self, own_mark: Option<&str>) -> Span {
        let seen = self.seen();
        let words = seen.of(&self.text);
        let rest = match (self.repeats_number, own_mark) {
            (Some(at), _) => {
                let before = self.text.get(..at).unwrap_or_default().trim();
                let rest = self.text.get(at.max(seen.start())..seen.end()).unwrap_or_default();
                if !matches!(before, "" | "[" | "(") {
                    return seen;
                }
                rest.trim_start_matches([']', ')', '.', ':'])
            }
            (None, Some(mark)) if !mark.is_empty() => {
                match words.trim_start_matches(['[', '(']).strip_prefix(mark) {
                    Some(rest) => rest.trim_start_matches([']', ')', '.']),
                    None => words,
                }
            }
            (None, _) => words,
        };
        Span::new(seen.end() - rest.trim_start().len(), seen.end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> Prose {
        Prose { text: text.to_owned(), ..Prose::default() }
    }

    #[test]
    fn the_number_of_a_note_is_no_part_of_what_it_says() {
        for (text, at) in
            [(" Ada Holt.", 0), ("[] Ada Holt.", 1), ("() Ada Holt. ", 1), ("\t.\tAda Holt.", 1)]
        {
            let note = Prose { repeats_number: Some(at), ..prose(text) };
            assert_eq!(note.body(None).of(text), "Ada Holt.", "{text}");
        }
        assert_eq!(prose("[*] Ada Holt.").body(Some("*")).of("[*] Ada Holt."), "Ada Holt.");
        assert_eq!(prose("*) Ada Holt.").body(Some("*")).of("*) Ada Holt."), "Ada Holt.");
        assert_eq!(prose("Ada Holt.").body(Some("*")).of("Ada Holt."), "Ada Holt.");
        let late = Prose { repeats_number: Some(4), ..prose("See  above.") };
        assert_eq!(late.body(None).of(&late.text), "See  above.");
    }

    #[test]
    fn a_call_is_never_trimmed_away() {
        let mut words = prose(" end. ");
        words.call(Kind::Footnote, 1, Mark::Counted);
        words.text += " ";
        assert_eq!(words.seen().of(&words.text), "end. ");
    }

    #[test]
    fn a_link_in_pieces_is_one_link() {
        let mut words = prose("harbour.");
        words.link(0, "https://harbour.example".into());
        words.text += "example";
        words.link(8, "https://harbour.example".into());
        assert_eq!(words.links.len(), 1);
        assert_eq!(words.links[0].words.of(&words.text), "harbour.example");
    }
}
