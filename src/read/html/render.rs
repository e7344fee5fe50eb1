//! Sets the readable text: the running text, then the notes, each call and each note at its place.

use std::collections::{HashMap, HashSet};

use super::address;
use super::flow::Flow;
use super::links::Links;
use super::lists::{Note, WordLabels};
use super::page::{Attribute, Page, Piece, PieceKind};
use super::pairs::{Call, Pairs};
use super::tag::Tag;
use super::words::Words;
use crate::model::{Label, Stated, StatedCall, StatedLink, StatedNote};
use crate::span::Span;

/// What is to be set, and what was stated so far.
pub(super) struct Setter<'p, 's> {
    page: &'p Page<'s>,
    links: &'p Links<'p>,
    notes: &'p [Note],
    calls: HashMap<u32, &'p Call>,
    /// The place of each note in printed order.
    printed: Vec<u32>,
    /// Links that are no words of the draft: ways back, and calls of notes in other files.
    silent: HashSet<u32>,
    words: &'p mut WordLabels,
    pub(super) flow: Flow<'s>,
    pub(super) stated: Stated,
    /// A link in a note whose words are being set, and where they begin.
    link: Option<(u32, Option<usize>)>,
    /// Most of the page is preformatted: that is the draft, and no code.
    formatted_draft: bool,
}

impl<'p, 's> Setter<'p, 's> {
    pub(super) fn new(
        page: &'p Page<'s>,
        links: &'p Links<'p>,
        pairs: &'p Pairs,
        notes: &'p [Note],
        silent: HashSet<u32>,
        words: &'p mut WordLabels,
    ) -> Setter<'p, 's> {
        let formatted: u32 =
            page.elements.iter().filter(|element| element.tag == Tag::Pre).map(|pre| pre.ink()).sum();
        Setter {
            page,
            links,
            notes,
            calls: pairs.calls.iter().map(|call| (call.element, call)).collect(),
            printed: vec![0; notes.len()],
            silent,
            words,
            flow: Flow::new(page.file),
            stated: Stated::default(),
            link: None,
            formatted_draft: formatted > page.element(super::page::ROOT).ink() / 2,
        }
    }

    /// Sets everything.
    pub(super) fn set(&mut self, dropped: &[bool]) {
        let mut order: Vec<usize> = (0..self.notes.len()).collect();
        order.sort_by_key(|at| self.notes.get(*at).map(|note| note.list));
        for (printed, at) in (0u32..).zip(&order) {
            if let Some(slot) = self.printed.get_mut(*at) {
                *slot = printed;
            }
        }
        let mut from = 0;
        for note in self.notes {
            self.pieces(from, note.start, &|element| {
                dropped.get(element as usize).copied().unwrap_or_default()
            });
            from = note.end.max(from);
        }
        let end = u32::try_from(self.page.pieces.len()).unwrap_or(u32::MAX);
        self.pieces(from, end, &|element| dropped.get(element as usize).copied().unwrap_or_default());
        self.flow.trim_end(0);
        for at in order {
            if let Some(note) = self.notes.get(at) {
                self.note(note);
            }
        }
    }

    fn note(&mut self, note: &Note) {
        let (page, links) = (self.page, self.links);
        let source = match page.pieces.get(note.start as usize).map(|piece| (piece.kind, piece.element)) {
            Some((PieceKind::Words(span), _)) => span.start(),
            Some((PieceKind::Open, element)) => page.element(element).source as usize,
            _ => page.element(note.target).source as usize,
        };
        let start = self.flow.begin_note(source, &format!("{:#}", note.label));
        let body = self.flow.len();
        let hidden_itself = links.said_of(note.root).say(Words::HIDDEN);
        let unseen = |element: u32| {
            let said = links.said_of(element);
            (said.say(Words::HIDDEN) && !hidden_itself) || said.say(Words::BACK)
        };
        self.link = self.open_link_at(note);
        if let Some(piece) = page.pieces.get(note.body.piece as usize).copied() {
            let first = if unseen(piece.element) { 0 } else { self.rest(piece, note.body.byte) };
            let from = self.pieces_behind(note, first);
            self.pieces(from, note.end, &unseen);
        }
        self.link = None;
        self.flow.trim_end(start);
        if note.wrapped {
            self.unwrap(body);
        }
        let end = self.flow.len();
        let body = Span::new(body.min(end), end);
        let (label, list) = (note.label, note.list);
        self.stated.notes.push(StatedNote { span: Span::new(start, end), body, label, list });
    }

    /// Sets the rest of a piece from a byte on; how many pieces that were.
    fn rest(&mut self, piece: Piece, byte: u32) -> u32 {
        let said = self.links.said_of(piece.element);
        let (formatted, masked) = self.style(said);
        match piece.kind {
            PieceKind::Words(span) => {
                let rest = Span::new(span.start() + byte as usize, span.end());
                self.open_words();
                self.flow.copy(rest, formatted, masked);
                1
            }
            PieceKind::Decoded(span) if byte > 0 => {
                let rest = span.of(&self.page.decoded).get(byte as usize..).unwrap_or_default();
                if !rest.is_empty() {
                    self.flow.add(rest, formatted, masked);
                }
                1
            }
            _ => 0,
        }
    }

    fn pieces_behind(&self, note: &Note, set: u32) -> u32 {
        note.body.piece.saturating_add(set)
    }

    /// The link that the first words of a note stand in, where its head ended inside one.
    fn open_link_at(&self, note: &Note) -> Option<(u32, Option<usize>)> {
        let piece = self.page.pieces.get(note.body.piece as usize)?;
        let mut at = piece.element;
        for _ in 0..4 {
            let element = self.page.element(at);
            if element.tag == Tag::A
                && element.open.piece < note.body.piece
                && element.open.piece >= note.start
            {
                return self.web_address(at).is_some().then_some((at, None));
            }
            at = element.parent;
        }
        None
    }

    /// Takes off the bracket that closes a note.
    fn unwrap(&mut self, body: usize) {
        let text = self.flow.builder.text();
        if text.len() > body && text.ends_with(']') {
            self.flow.cut(text.len() - 1);
            self.flow.trim_end(body);
        }
    }

    /// Whether words are set as they stand, and whether they are masked.
    fn style(&self, said: Words) -> (bool, bool) {
        let formatted = said.say(Words::FORMATTED);
        (formatted, said.say(Words::CODE) || (formatted && !self.formatted_draft))
    }

    /// Sets the pieces from one to another, those of unseen elements left out.
    fn pieces(&mut self, from: u32, to: u32, unseen: &dyn Fn(u32) -> bool) {
        let mut at = from;
        // A bracket that belonged to a call is set already.
        let mut skip = 0;
        while at < to {
            let Some(piece) = self.page.pieces.get(at as usize).copied() else { return };
            let element = self.page.element(piece.element);
            at += 1;
            match piece.kind {
                PieceKind::Line => {
                    if !unseen(piece.element) {
                        self.flow.break_line();
                    }
                }
                PieceKind::Words(_) | PieceKind::Decoded(_) if unseen(piece.element) => {}
                PieceKind::Words(span) => {
                    let said = self.links.said_of(piece.element);
                    let (formatted, masked) = self.style(said);
                    let span = Span::new(span.start() + std::mem::take(&mut skip), span.end());
                    if !self.page.file.get(span.range()).unwrap_or_default().trim().is_empty() {
                        self.open_words();
                    }
                    self.flow.copy(span, formatted, masked);
                }
                PieceKind::Decoded(span) => {
                    let (formatted, masked) = self.style(self.links.said_of(piece.element));
                    if std::mem::take(&mut skip) == 0 {
                        self.open_words();
                        self.flow.add(span.of(&self.page.decoded), formatted, masked);
                    }
                }
                PieceKind::Open => {
                    if self.silent.contains(&piece.element) {
                        at = at.max(element.close.piece.min(to));
                        continue;
                    }
                    if let Some(call) = self.calls.get(&piece.element).copied() {
                        if !unseen(piece.element) {
                            let end = element.close.piece.min(to);
                            skip = self.call(call, at, end, to);
                        }
                        at = at.max(element.close.piece.min(to));
                        continue;
                    }
                    if element.tag.is_block() {
                        self.flow.break_block();
                    } else if element.tag == Tag::Quotation && !unseen(piece.element) {
                        self.open_words();
                        self.flow.add("“", false, false);
                    } else if element.tag == Tag::A && self.link.is_none() && self.flow.in_entry() {
                        self.link = self.web_address(piece.element).map(|_| (piece.element, None));
                    }
                }
                PieceKind::Close => {
                    if element.tag.is_block() {
                        self.flow.break_block();
                    } else if element.tag == Tag::Quotation && !unseen(piece.element) {
                        self.flow.add("”", false, false);
                    } else if self.link.is_some_and(|(link, _)| link == piece.element) {
                        self.close_link();
                    }
                }
            }
        }
    }

    fn web_address(&self, link: u32) -> Option<std::borrow::Cow<'p, str>> {
        address::of_web(self.page.value(self.page.element(link), Attribute::Href)?)
    }

    /// Notes where the words of a link begin.
    fn open_words(&mut self) {
        if let Some((_, start @ None)) = &mut self.link {
            self.flow.close_gap();
            *start = Some(self.flow.len());
        }
    }

    /// Sets the address behind the words of a link, unless they are the address.
    fn close_link(&mut self) {
        let Some((link, Some(start))) = self.link.take() else { return };
        let Some(address) = self.web_address(link) else { return };
        let end = self.flow.len();
        let words = self.flow.builder.text().get(start..end).unwrap_or_default();
        if words.trim().is_empty() {
            return;
        }
        let (shown, is_address) = (address::is_shown(words, &address), address::looks_like_one(words));
        if is_address {
            let span = Span::new(start, start + words.trim_end().len());
            self.stated.links.push(StatedLink { span, target: address.as_ref().into() });
        }
        if shown {
            return;
        }
        self.flow.builder.add(" <");
        let stored = self.page.stored(self.page.element(link), Attribute::Href);
        match stored.filter(|value| !value.decoded && self.page.text_of(*value) == address) {
            Some(value) => self.flow.builder.copy(value.span),
            None => self.flow.builder.add(&address),
        }
        self.flow.builder.add(">");
    }

    /// Sets a call as `[1]`, with the brackets that stand around the link if there are some. Bytes of the
    /// piece behind that are set already.
    fn call(&mut self, call: &Call, from: u32, end: u32, to: u32) -> usize {
        let page = self.page;
        let note = call.note.and_then(|note| self.notes.get(note as usize));
        let label = match note {
            Some(note) if note.shown == call.sign.shown => note.label,
            _ => call.sign.numbered().unwrap_or_else(|| self.words.label(&call.sign.shown)),
        };
        let mut words = page.pieces_in(from, end).map(|(_, piece)| piece).filter(|piece| is_words(*piece));
        let first = words.next();
        let last = words.last().or(first);
        if let Some(PieceKind::Words(span)) = first.map(|piece| piece.kind)
            && span.of(page.file).starts_with(|c: char| c.is_ascii_whitespace())
        {
            self.flow.blank(Span::at(span.start()));
        }
        self.flow.close_gap();
        let behind = self.bracket_behind(end, to);
        let around = !call.sign.bracketed && self.flow.builder.text().ends_with('[') && behind.is_some();
        let start = self.flow.len() - usize::from(around);
        if !around {
            self.flow.builder.add("[");
        }
        match self.place_of(call, from, end) {
            Some(span) => self.flow.builder.copy(span),
            None => self.flow.builder.add(&call.sign.shown),
        }
        match behind.filter(|_| around) {
            Some(Some(span)) => self.flow.builder.copy(span),
            _ => self.flow.builder.add("]"),
        }
        let span = Span::new(start, self.flow.len());
        let note = call.note.and_then(|note| self.printed.get(note as usize)).copied();
        self.stated.calls.push(StatedCall { span, label, note });
        if let Some(PieceKind::Words(span)) = last.map(|piece| piece.kind)
            && span.of(page.file).ends_with(|c: char| c.is_ascii_whitespace())
        {
            self.flow.blank(Span::at(span.end()));
        }
        usize::from(around)
    }

    /// The closing bracket that the next words begin with, and its place in the file.
    fn bracket_behind(&self, end: u32, to: u32) -> Option<Option<Span>> {
        let next =
            self.page.pieces_in(end, to.min(end.saturating_add(8))).find(|(_, piece)| is_words(*piece));
        let (_, piece) = next.filter(|(_, piece)| self.page.words(*piece).starts_with(']'))?;
        Some(match piece.kind {
            PieceKind::Words(span) => Some(Span::new(span.start(), span.start() + 1)),
            _ => None,
        })
    }

    /// Where the file holds the signs of a call in one piece.
    fn place_of(&self, call: &Call, from: u32, end: u32) -> Option<Span> {
        self.page.pieces_in(from, end).find_map(|(_, piece)| {
            let PieceKind::Words(span) = piece.kind else { return None };
            let at = span.of(self.page.file).find(call.sign.shown.as_str())?;
            Some(Span::new(span.start() + at, span.start() + at + call.sign.shown.len()))
        })
    }

    /// The label of a note, where it stands in the text.
    pub(super) fn label_span(&self, note: usize) -> Option<(Span, Label)> {
        let printed = self.printed.get(note).copied()?;
        self.stated.notes.get(printed as usize).map(|note| (note.span, note.label))
    }
}

fn is_words(piece: Piece) -> bool {
    matches!(piece.kind, PieceKind::Words(_) | PieceKind::Decoded(_))
}
