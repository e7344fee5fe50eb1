//! Puts the readable text of a word processor's file together: the paragraphs in order, a bracketed number for each call,
//! and the notes behind.
//!
//! What kind of file it was is not known here. A reader hands over paragraphs ([`Prose`]) and the bodies of the notes;
//! which numbers the page shows, in which order notes are printed and what is called without being there follows from
//! the calls.

mod counting;
mod link;
mod prose;

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;

use counting::Counter;
pub(super) use counting::{Kind, Numbers, Signs};
pub(super) use link::web_address;
use prose::{Link, Reference};
pub(super) use prose::{Mark, Prose};

use super::text::{addresses, headings, merge};
use crate::error::Error;
use crate::model::{
    Document, Encoding, Format, Label, Origin, Paragraph, Stated, StatedCall, StatedLink, StatedNote,
};
use crate::span::Span;

/// A paragraph of so many bytes and links is read for an address as a whole.
const LONGEST_SHORT: usize = 2_000;
const MOST_LINKS: usize = 16;

/// The bodies of notes, by kind and by their names in the file.
pub(super) type Bodies = HashMap<(Kind, i64), Vec<Prose>>;

/// The readable text while it is put together.
#[derive(Debug)]
pub(super) struct Manuscript {
    text: String,
    paragraphs: Vec<Paragraph>,
    calls: Vec<StatedCall>,
    links: Vec<StatedLink>,
    formulas: Vec<Span>,
    /// Each note that is called, once, in the order of first calls.
    called: Vec<CalledNote>,
    known: HashMap<(Kind, i64), usize>,
    counters: [Counter; 2],
    /// How many notes have a mark of their own.
    own_marks: u32,
    /// The text may grow so far, in bytes, and has links in notes so far beside it.
    most: u64,
    linked: u64,
}

/// A note that is called.
#[derive(Debug)]
struct CalledNote {
    kind: Kind,
    id: i64,
    label: Label,
    shown: Box<str>,
    /// The writer chose its mark.
    own: bool,
    /// Which list of its kind.
    list: u32,
}

/// What happens at a place of a paragraph while it is laid out. Links close before a call is set, and open behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    FormulaCloses,
    LinkCloses(usize),
    Call(usize),
    LinkOpens,
    FormulaOpens,
}

impl Manuscript {
    /// Nothing yet. The numbers of footnotes and endnotes are given section by section.
    pub(super) fn new(footnotes: Vec<Numbers>, endnotes: Vec<Numbers>, most: u64) -> Manuscript {
        Manuscript {
            text: String::new(),
            paragraphs: Vec::new(),
            calls: Vec::new(),
            links: Vec::new(),
            formulas: Vec::new(),
            called: Vec::new(),
            known: HashMap::new(),
            counters: [
                Counter::new(footnotes, Numbers::FOOTNOTES),
                Counter::new(endnotes, Numbers::ENDNOTES),
            ],
            own_marks: 0,
            most,
            linked: 0,
        }
    }

    /// Adds a paragraph of the running text; one that shows nothing is left out.
    pub(super) fn write(&mut self, prose: &Prose) -> Result<(), Error> {
        if prose.is_blank() && prose.lead.is_empty() {
            return Ok(());
        }
        self.new_block();
        self.stand(prose);
        let seen = prose.seen();
        self.text.push_str(if seen.is_empty() { prose.lead.trim_end() } else { &prose.lead });
        let is_entry = opens_entry(&prose.lead) || opens_entry(seen.of(&prose.text));
        self.lay_out(prose, seen, is_entry)
    }

    /// A section ends.
    pub(super) fn next_section(&mut self) {
        self.counters.iter_mut().for_each(Counter::next_section);
    }

    /// The notes behind the running text: the footnotes, then the endnotes, as they are called first.
    pub(super) fn finish(mut self, bodies: &Bodies, file: &File) -> Result<Document<'static>, Error> {
        let running = Span::new(0, self.text.len());
        self.number_nested(bodies);
        let mut printed: Vec<usize> = (0..self.called.len()).collect();
        printed.sort_by_key(|index| self.called.get(*index).map(|note| (note.kind, note.list)));
        let mut places = vec![None; self.called.len()];
        let mut notes = Vec::new();
        for index in printed {
            let body = self.called.get(index).and_then(|note| bodies.get(&(note.kind, note.id)));
            let Some(body) = body else { continue };
            if let Some(place) = places.get_mut(index) {
                *place = u32::try_from(notes.len()).ok();
            }
            notes.extend(self.write_note(index, body)?);
        }
        number_lists(&mut notes);
        for call in &mut self.calls {
            call.note = call.note.and_then(|index| places.get(index as usize).copied().flatten());
        }
        self.links.sort_by_key(|link| link.span);
        let headings = headings(running.of(&self.text), &[]);
        Ok(Document {
            format: file.format,
            masks: merge(self.formulas, addresses(running.of(&self.text))),
            headings,
            stated: Stated {
                calls: self.calls,
                notes,
                links: self.links,
                broken: Vec::new(),
                dated: file.dated,
            },
            origin: Origin::Paragraphs(self.paragraphs),
            file: None,
            byte_order_mark: 0,
            encoding: Encoding::UTF8,
            bytes: file.bytes,
            text: Cow::Owned(self.text),
        })
    }

    /// Numbers what is called in notes only, behind all that is called in the running text.
    fn number_nested(&mut self, bodies: &Bodies) {
        let mut next = 0;
        while let Some(note) = self.called.get(next) {
            let body = bodies.get(&(note.kind, note.id)).map(Vec::as_slice).unwrap_or_default();
            for call in body.iter().flat_map(|prose| &prose.calls) {
                self.note_of(call);
            }
            next += 1;
        }
    }

    /// Writes a note: its number in brackets, and its paragraphs, apart as those of the text are.
    fn write_note(&mut self, index: usize, body: &[Prose]) -> Result<Option<StatedNote>, Error> {
        let lists_before = self.lists_of_footnotes();
        let Some(note) = self.called.get(index) else { return Ok(None) };
        let (label, kind, list) = (note.label, note.kind, note.list);
        let own_mark = note.own.then(|| note.shown.clone());
        let number = format!("[{}] ", note.shown);
        self.new_block();
        let start = self.text.len();
        let mut paragraphs = body.iter().filter(|prose| !prose.is_blank());
        if let Some(first) = paragraphs.next() {
            self.stand(first);
            self.text.push_str(&number);
            self.lay_out(first, first.body(own_mark.as_deref()), true)?;
        } else {
            if let Some(first) = body.first() {
                self.stand(first);
            }
            self.text.push_str(number.trim_end());
        }
        for prose in paragraphs {
            self.text.push_str("\n\n");
            self.stand(prose);
            self.text.push_str(&prose.lead);
            self.lay_out(prose, prose.seen(), true)?;
        }
        let end = self.text.len();
        let list = if kind == Kind::Endnote { lists_before.saturating_add(list) } else { list };
        let body = Span::new((start + number.len()).min(end), end);
        Ok(Some(StatedNote { span: Span::new(start, end), body, label, list }))
    }

    fn lists_of_footnotes(&self) -> u32 {
        let [footnotes, _] = &self.counters;
        footnotes.lists()
    }

    /// Two paragraphs are apart by a blank line.
    fn new_block(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
    }

    /// What is added from here on stands in this paragraph of the file.
    fn stand(&mut self, prose: &Prose) {
        let text = Span::at(self.text.len()).start;
        self.paragraphs.push(Paragraph { text, part: prose.part, number: prose.number });
    }

    /// Adds words of a paragraph with its calls; in entries also the addresses of links that do not show them.
    fn lay_out(&mut self, prose: &Prose, words: Span, is_entry: bool) -> Result<(), Error> {
        let links = if is_entry { prose.links.as_slice() } else { &[] };
        let mut at = words.start();
        let mut formula = 0;
        let mut open_links = Vec::new();
        let mut written = None;
        for (place, event) in events(prose, links, words, !is_entry) {
            self.text.push_str(Span::new(at, place).of(&prose.text));
            at = place;
            match event {
                Event::Call(index) => {
                    let Some(call) = prose.calls.get(index) else { continue };
                    let behind = Span::new(at, words.end()).of(&prose.text);
                    let bracketed = self.text.ends_with('[') && behind.starts_with(']');
                    self.set_call(call, bracketed);
                }
                Event::LinkOpens => open_links.push(self.text.len()),
                Event::LinkCloses(index) => {
                    if let (Some(link), Some(start)) = (links.get(index), open_links.pop()) {
                        self.close_link(start, link, prose, &mut written);
                        self.keep_size()?;
                    }
                }
                Event::FormulaOpens => formula = self.text.len(),
                Event::FormulaCloses => self.formulas.push(Span::new(formula, self.text.len())),
            }
        }
        self.text.push_str(Span::new(at, words.end()).of(&prose.text));
        self.keep_size()
    }

    /// One address may be that of any number of links: a small file can hold a large text.
    fn keep_size(&self) -> Result<(), Error> {
        if self.text.len() as u64 + self.linked > self.most {
            return Err(Error::Bomb { mebibytes: self.most >> 20 });
        }
        Ok(())
    }

    /// Sets the number of a call, in brackets; those that the writer typed around it are its own.
    fn set_call(&mut self, call: &Reference, bracketed: bool) {
        let index = self.note_of(call);
        let Some(note) = self.called.get(index) else { return };
        let start = self.text.len() - usize::from(bracketed);
        if !bracketed {
            self.text.push('[');
        }
        self.text.push_str(&note.shown);
        let end = self.text.len() + 1;
        if !bracketed {
            self.text.push(']');
        }
        let span = Span::new(start, end);
        self.calls.push(StatedCall { span, label: note.label, note: u32::try_from(index).ok() });
    }

    /// The note of a call, an index into `called`. The first call numbers it.
    fn note_of(&mut self, call: &Reference) -> usize {
        if let Some(index) = self.known.get(&(call.kind, call.id)) {
            return *index;
        }
        let [footnotes, endnotes] = &mut self.counters;
        let counter = if call.kind == Kind::Footnote { footnotes } else { endnotes };
        let (label, shown) = match &call.mark {
            Mark::Counted => counter.count(),
            Mark::Printed(shown) => (counter.print(shown), shown.to_string()),
            Mark::Own(mark) => {
                let mark = mark.trim().trim_matches(['[', ']', '(', ')']);
                let mark = if mark.is_empty() { "*" } else { mark };
                counter.stand();
                self.own_marks = self.own_marks.saturating_add(1);
                (Label::word(self.own_marks - 1, mark), mark.to_owned())
            }
        };
        let list = counter.list();
        let own = matches!(call.mark, Mark::Own(_));
        let index = self.called.len();
        self.called.push(CalledNote { kind: call.kind, id: call.id, label, shown: shown.into(), own, list });
        self.known.insert((call.kind, call.id), index);
        index
    }

    /// A link closes: its address is written behind the words, unless they or others of a short paragraph show it, or it
    /// was `written` for the link before.
    fn close_link<'p>(&mut self, start: usize, link: &'p Link, prose: &Prose, written: &mut Option<&'p str>) {
        let words = link.words.of(&prose.text);
        if link::looks_like_address(words) {
            let span = Span::new(start, self.text.len());
            self.links.push(StatedLink { span, target: (*link.target).into() });
            self.linked += link.target.len() as u64;
        }
        let is_short = prose.text.len() <= LONGEST_SHORT && prose.links.len() <= MOST_LINKS;
        let around = if is_short { prose.text.as_str() } else { words };
        if !link::shows(words, &link.target)
            && !link::shows(around, &link.target)
            && *written != Some(&*link.target)
        {
            *written = Some(&link.target);
            self.text.push_str(" <");
            self.text.push_str(&link.target);
            self.text.push('>');
        }
    }
}

/// What a reader knows of the file as a whole.
#[derive(Debug)]
pub(super) struct File {
    pub(super) format: Format,
    pub(super) bytes: usize,
    pub(super) dated: Option<NaiveDate>,
}

/// Numbers the lists of notes from 0: one whose notes are all missing is none.
fn number_lists(notes: &mut [StatedNote]) {
    let (mut list, mut last) = (0, notes.first().map(|note| note.list));
    for note in notes {
        list += u32::from(last != Some(note.list));
        last = Some(note.list);
        note.list = list;
    }
}

/// What happens where in a paragraph, in order.
fn events(prose: &Prose, links: &[Link], words: Span, masks: bool) -> Vec<(usize, Event)> {
    let inside = |at: usize| at.clamp(words.start(), words.end());
    let calls = prose.calls.iter().enumerate().map(|(index, call)| (inside(call.at), Event::Call(index)));
    let links = links.iter().enumerate().flat_map(|(index, link)| {
        let (start, end) = (inside(link.words.start()), inside(link.words.end()));
        let both = [(start, Event::LinkOpens), (end, Event::LinkCloses(index))];
        both.into_iter().filter(move |_| start < end)
    });
    let formulas = prose.formulas.iter().filter(|_| masks).flat_map(|formula| {
        let (start, end) = (inside(formula.start()), inside(formula.end()));
        [(start, Event::FormulaOpens), (end, Event::FormulaCloses)].into_iter().filter(move |_| start < end)
    });
    let mut events: Vec<_> = calls.chain(links).chain(formulas).collect();
    events.sort();
    events
}

/// Whether words begin as a typed entry does: "[4] ".
fn opens_entry(words: &str) -> bool {
    let number = words.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    number.is_some_and(|(number, _)| {
        (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A document as a test reads it: the text, then calls as `label→note` and notes as `list label: body`, notes from 0.
    pub(in crate::read) fn told(document: &Document<'_>) -> (String, Vec<String>, Vec<String>) {
        let calls = document.stated.calls.iter().map(|call| {
            let note = call.note.map_or("?".to_owned(), |note| note.to_string());
            assert_eq!(call.span.of(&document.text).trim_matches(['[', ']']), call.label.to_string());
            format!("{}→{note}", call.label)
        });
        let notes = document.stated.notes.iter().map(|note| {
            let whole = format!("[{}] {}", note.label, note.body.of(&document.text));
            assert_eq!(note.span.of(&document.text), whole.trim_end());
            format!("{} {}: {}", note.list, note.label, note.body.of(&document.text))
        });
        (document.text.clone().into_owned(), calls.collect(), notes.collect())
    }

    #[test]
    fn a_typed_entry_is_known_by_its_number() {
        assert!(opens_entry(" [12] Ada Holt"));
        assert!(!opens_entry("[12 Ada Holt") && !opens_entry("[a] Ada Holt") && !opens_entry("[20245] Holt"));
    }
}
