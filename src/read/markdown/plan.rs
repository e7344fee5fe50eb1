//! What is stated of a draft: which notes it has, in which order, and which calls lead to them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet, VecDeque};

use super::body::Piece;
use super::calls;
use super::label::{self, Words};
use super::masks::Hidden;
use super::outline::Outline;
use super::unseen::{self, Blindness};
use crate::model::Label;
use crate::span::Span;

/// A note, wherever it stands in the file.
#[derive(Debug)]
pub(super) struct Note<'f> {
    /// What is taken out of the running text.
    pub(super) span: Span,
    /// Which of [`Outline::inlines`] it is; a definition otherwise.
    pub(super) inline: Option<usize>,
    pub(super) label: Label,
    pub(super) body: Vec<Piece<'f>>,
    pub(super) blindness: Option<Blindness>,
    /// Whether anything calls it.
    pub(super) called: bool,
}

/// What happens at a place of the running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A call, with its note.
    Call(Option<usize>),
    /// A definition that is moved behind the text.
    Cut,
    /// A note that is moved there; a call stays.
    Inline(usize),
}

/// What is stated of a draft.
#[derive(Debug, Default)]
pub(super) struct Plan<'f> {
    /// In printed order.
    pub(super) notes: Vec<Note<'f>>,
    /// In the order of the file; one that begins inside a cut is void.
    pub(super) marks: Vec<(Span, Mark)>,
    /// Where each of [`Outline::inlines`] stands in the file and among the notes; one in a formula is no
    /// note.
    pub(super) inlines: Vec<(Span, Option<usize>)>,
    /// Calls without a definition, in the order of the file.
    pub(super) strays: Vec<Span>,
    /// The first note of each label.
    first: HashMap<Cow<'f, str>, usize>,
    words: Words<'f>,
}

impl<'f> Plan<'f> {
    pub(super) fn new(file: &'f str, mut outline: Outline<'f>, hidden: &Hidden) -> Plan<'f> {
        let mut plan = Plan::default();
        plan.define(file, &mut outline, hidden);
        plan.find_unseen(file, &outline, hidden);
        plan.find_strays(file, &outline, hidden);
        plan.take_inlines(file, &mut outline, hidden);
        plan.mark(file, &outline, hidden);
        plan.settle(file);
        plan
    }

    /// What a call is shown as.
    pub(super) fn label(&mut self, name: &'f str) -> Label {
        self.words.label(name)
    }

    /// The note that a call leads to.
    pub(super) fn note(&self, file: &str, call: Span) -> Option<usize> {
        self.first.get(&label::key(label::inside(call).of(file))).copied()
    }

    /// The call without a definition that begins at a place.
    pub(super) fn stray_at(&self, at: u32) -> Option<Span> {
        let index = self.strays.binary_search_by_key(&at, |stray| stray.start).ok()?;
        self.strays.get(index).copied()
    }

    fn define(&mut self, file: &'f str, outline: &mut Outline<'f>, hidden: &Hidden) {
        for definition in std::mem::take(&mut outline.definitions) {
            let Some(name) = label::label_at(file, definition.span.start()) else { continue };
            if is_inside(&hidden.comments, definition.span.start) {
                continue;
            }
            let (label, blindness) = (self.words.label(name.of(file)), unseen::of_seen(file, &definition));
            let (span, body) = (definition.span, definition.body);
            self.add(Note { span, inline: None, label, body, blindness, called: false }, name.of(file));
        }
    }

    fn add(&mut self, note: Note<'f>, name: &'f str) {
        self.first.entry(label::key(name)).or_insert(self.notes.len());
        self.notes.push(note);
    }

    /// Definitions of labels that are called and that no parser sees.
    fn find_unseen(&mut self, file: &'f str, outline: &Outline<'f>, hidden: &Hidden) {
        let called = outline.loose.iter().filter(|call| !is_inside(&hidden.all, call.start));
        let wanted: HashSet<Cow<'f, str>> = called
            .map(|call| label::key(label::inside(*call).of(file)))
            .filter(|key| !self.first.contains_key(key))
            .collect();
        let unseen = unseen::find(file, outline, hidden, wanted);
        if unseen.is_empty() {
            return;
        }
        for unseen in unseen {
            let Some(name) = label::label_at(file, unseen.span.start()) else { continue };
            let label = self.words.label(name.of(file));
            let (span, body, blindness) = (unseen.span, unseen.body, unseen.blindness);
            self.add(Note { span, inline: None, label, body, blindness, called: false }, name.of(file));
        }
        self.notes.sort_by_key(|note| note.span.start);
        self.first.clear();
        for (index, note) in self.notes.iter().enumerate() {
            if let Some(name) = label::label_at(file, note.span.start()) {
                self.first.entry(label::key(name.of(file))).or_insert(index);
            }
        }
    }

    fn find_strays(&mut self, file: &str, outline: &Outline<'f>, hidden: &Hidden) {
        let shown = |call: &&Span| !is_inside(&hidden.all, call.start);
        let (led, loose): (Vec<Span>, Vec<Span>) =
            outline.loose.iter().filter(shown).copied().partition(|call| self.note(file, *call).is_some());
        let words = self.notes.iter().filter(|note| note.label.is_word()).count();
        self.strays = calls::stray(file, &loose, self.notes.len(), words);
        self.strays.extend(led);
        self.strays.sort_unstable();
    }

    /// Notes inside the text get the numbers that are free.
    fn take_inlines(&mut self, file: &str, outline: &mut Outline<'f>, hidden: &Hidden) {
        self.inlines = outline.inlines.iter().map(|inline| (inline.span, None)).collect();
        let strays = self.strays.iter().filter_map(|call| label::number(label::inside(*call).of(file)));
        let typed = self.notes.iter().filter(|note| !note.label.is_word()).map(|note| note.label.number);
        let used: HashSet<u32> = typed.chain(strays.map(|(number, _)| number)).collect();
        let mut free = (1..).filter(|number| !used.contains(number));
        let mut inlines: Vec<_> = std::mem::take(&mut outline.inlines).into_iter().enumerate().collect();
        inlines.sort_by_key(|(_, inline)| inline.span.start);
        for (index, inline) in inlines {
            if is_inside(&hidden.all, inline.span.start) {
                continue;
            }
            let label = Label::counted(free.next().unwrap_or_default()).with_caret();
            if let Some((_, place)) = self.inlines.get_mut(index) {
                *place = Some(self.notes.len());
            }
            let (span, body) = (inline.span, inline.body);
            self.notes.push(Note { span, inline: Some(index), label, body, blindness: None, called: false });
        }
    }

    fn mark(&mut self, file: &str, outline: &Outline<'f>, hidden: &Hidden) {
        let notes = self.notes.iter().enumerate().map(|(at, note)| match note.inline {
            Some(_) => (note.span, Mark::Inline(at)),
            None => (cut(file, note.span), Mark::Cut),
        });
        let call = |call: &Span| (*call, Mark::Call(self.note(file, *call)));
        let shown = |call: &&Span| !is_inside(&hidden.comments, call.start);
        let references = outline.references.iter().filter(shown).map(call);
        let quiet = outline.quiet.iter().filter(|call| !is_inside(&hidden.all, call.start)).map(call);
        let led = references.chain(quiet).filter(|(_, mark)| *mark != Mark::Call(None));
        let mut marks: Vec<(Span, Mark)> = notes.chain(led).collect();
        marks.extend(self.strays.iter().map(call));
        marks.sort_by_key(|(span, _)| (span.start, u32::MAX - span.end));
        let mut free = 0;
        marks.retain(|(span, mark)| {
            let kept = span.start >= free;
            if kept && !matches!(mark, Mark::Call(_)) {
                free = span.end;
            }
            kept
        });
        self.marks = marks;
    }

    /// Tells which notes are called, and puts them in the order of their calls where notes stand inside the
    /// text.
    fn settle(&mut self, file: &str) {
        let marked: Vec<usize> = self.marks.iter().filter_map(|(_, mark)| mark.note()).collect();
        let strays = self.strays.iter().filter_map(|call| self.note(file, *call));
        let inside = self.notes.iter().flat_map(|note| self.targets(file, note));
        let called: Vec<usize> = marked.iter().copied().chain(strays).chain(inside).collect();
        for note in called {
            if let Some(note) = self.notes.get_mut(note) {
                note.called = true;
            }
        }
        if self.notes.iter().any(|note| note.inline.is_some()) {
            let order = self.order(file, marked);
            self.arrange(&order);
        }
    }

    /// The notes that are called in a note.
    fn targets<'p>(&'p self, file: &'p str, note: &'p Note<'f>) -> impl Iterator<Item = usize> + 'p {
        note.body.iter().filter_map(move |piece| match piece {
            Piece::Call(call) => self.note(file, *call),
            Piece::Inline(inline) => self.inlines.get(*inline).and_then(|(_, note)| *note),
            _ => None,
        })
    }

    /// The notes in the order of their first calls: those of the text, those of these notes, those that
    /// nothing calls.
    fn order(&self, file: &str, marked: Vec<usize>) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.notes.len());
        let mut seen = vec![false; self.notes.len()];
        let mut queue = VecDeque::from(marked);
        let mut rest = 0..self.notes.len();
        while let Some(next) = queue.pop_front().or_else(|| rest.next()) {
            let (Some(seen), Some(note)) = (seen.get_mut(next), self.notes.get(next)) else { continue };
            if !std::mem::replace(seen, true) {
                order.push(next);
                queue.extend(self.targets(file, note));
            }
        }
        order
    }

    fn arrange(&mut self, order: &[usize]) {
        let mut places = vec![0; order.len()];
        for (place, note) in order.iter().enumerate() {
            if let Some(slot) = places.get_mut(*note) {
                *slot = place;
            }
        }
        let moved = |note: &mut usize| *note = places.get(*note).copied().unwrap_or_default();
        self.first.values_mut().for_each(moved);
        self.inlines.iter_mut().filter_map(|(_, note)| note.as_mut()).for_each(moved);
        for (_, mark) in &mut self.marks {
            match mark {
                Mark::Call(Some(note)) | Mark::Inline(note) => moved(note),
                Mark::Call(None) | Mark::Cut => {}
            }
        }
        let mut notes: Vec<_> = std::mem::take(&mut self.notes).into_iter().zip(&places).collect();
        notes.sort_by_key(|(_, place)| **place);
        self.notes = notes.into_iter().map(|(note, _)| note).collect();
    }
}

impl Mark {
    /// The note that is called here.
    fn note(self) -> Option<usize> {
        match self {
            Mark::Call(note) => note,
            Mark::Inline(note) => Some(note),
            Mark::Cut => None,
        }
    }
}

/// Whether a place lies in one of some spans, which are sorted and apart.
pub(super) fn is_inside(spans: &[Span], at: u32) -> bool {
    let index = spans.partition_point(|span| span.end <= at);
    spans.get(index).is_some_and(|span| span.start <= at)
}

/// The lines of a definition; inside a quotation or a list, no more than itself.
fn cut(file: &str, span: Span) -> Span {
    let Some(prefix) = calls::prefix(file, span.start()) else { return span };
    if !prefix.chars().all(crate::text::is_blank) {
        return span;
    }
    let behind = file.get(span.end()..).unwrap_or_default();
    let line = crate::text::whole_lines(behind).next().filter(|line| line.trim().is_empty());
    Span::new(span.start() - prefix.len(), span.end() + line.map_or(0, str::len))
}
