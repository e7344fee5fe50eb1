//! From tags and words to the pieces and elements of a page.
//!
//! The nesting is a browser's where it matters here: paragraphs, items and cells end by themselves, a link
//! ends at the next one, and what is never closed ends with what is around it.

use super::page::{Attribute, Element, Page, Piece, PieceKind, ROOT, Standing, Value};
use super::tag::Tag;
use super::words::{self, Words};
use crate::span::Span;

/// Whether a page has no paragraphs, breaks or divisions, so that its own line ends are meant.
fn is_bare(file: &str) -> bool {
    memchr::memchr_iter(b'<', file.as_bytes()).all(|at| {
        let tag = file.as_bytes().get(at + 1..).unwrap_or_default();
        let name = tag.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let name = tag.get(..name.min(5)).unwrap_or_default();
        !["p", "br", "div", "html", "body", "table", "pre"]
            .iter()
            .any(|block| name.eq_ignore_ascii_case(block.as_bytes()))
    })
}

/// An element that has not ended.
#[derive(Debug, Clone, Copy)]
struct Open {
    tag: Tag,
    /// It ended already, inside others that did not.
    ended: bool,
    remembered: bool,
    /// The innermost remembered element from here outwards.
    element: u32,
}

/// So many classes are remembered; a power of two.
const CLASSES: usize = 256;

/// A page while it is read: what is open, and what was read.
pub(super) struct Nesting<'s> {
    page: Page<'s>,
    is_xml: bool,
    /// A fragment whose paragraphs are divided by empty lines alone, as editors of articles store it.
    is_bare: bool,
    /// The byte behind what was read.
    pub(super) position: usize,
    /// Where the tag that is read began.
    pub(super) tag_start: usize,
    /// The first attribute of that tag.
    first_value: usize,
    stack: Vec<Open>,
    /// Where each kind of element stands in the stack, those that ended left out.
    standing: [Vec<u32>; Tag::COUNT],
    lists: Vec<u32>,
    /// Tables and their cells.
    scopes: Vec<u32>,
    dropping: u32,
    /// Classes seen lately: pages repeat them by the thousand.
    classes: Vec<(Span, Words)>,
    /// Bytes of a character whose others are to come.
    partial: Vec<u8>,
    ink: u32,
    line: Standing,
}

impl<'s> Nesting<'s> {
    /// Nothing yet, of this file.
    pub(super) fn new(file: &'s str) -> Nesting<'s> {
        let root = Element {
            tag: Tag::Root,
            words: Words::NONE,
            parent: ROOT,
            block: ROOT,
            source: 0,
            open: Standing::default(),
            close: Standing::default(),
            line: Standing::default(),
            attributes: Span::default(),
        };
        Nesting {
            page: Page {
                file,
                decoded: String::new(),
                pieces: Vec::with_capacity(file.len() / 32),
                elements: vec![root],
                attributes: Vec::new(),
            },
            is_xml: file.trim_start().starts_with("<?xml"),
            is_bare: is_bare(file),
            position: 0,
            tag_start: 0,
            first_value: 0,
            stack: Vec::new(),
            standing: [const { Vec::new() }; Tag::COUNT],
            lists: Vec::new(),
            scopes: Vec::new(),
            dropping: 0,
            classes: vec![(Span::default(), Words::NONE); CLASSES],
            partial: Vec::new(),
            ink: 0,
            line: Standing::default(),
        }
    }

    /// The page; what is open ends with it.
    pub(super) fn finish(mut self) -> Page<'s> {
        self.pop_to(0);
        let end = self.here();
        if let Some(root) = self.page.elements.first_mut() {
            root.close = end;
        }
        self.page
    }

    fn here(&self) -> Standing {
        Standing { piece: Span::at(self.page.pieces.len()).start, ink: self.ink }
    }

    fn element(&self) -> u32 {
        self.stack.last().map_or(ROOT, |open| open.element)
    }

    fn push(&mut self, kind: PieceKind, element: u32) {
        self.page.pieces.push(Piece { kind, element });
    }

    /// Words between tags, as html5gum gives them: decoded, and in stretches of any length.
    pub(super) fn words(&mut self, words: &[u8]) {
        if self.dropping > 0 {
            return;
        }
        let start = self.position.saturating_sub(words.len());
        let element = self.element();
        let raw = self.page.file.as_bytes().get(start..self.position);
        // A carriage return is given as a line feed; where blanks are counted it is one blank as well.
        let exact = raw == Some(words) || (words == b"\n" && raw == Some(b"\r"));
        let span = Span::new(start, start + words.len());
        if words.iter().any(|byte| !byte.is_ascii_whitespace()) {
            self.ink = self.ink.saturating_add(span.end - span.start);
        }
        if !exact {
            self.decoded(words, element);
        } else if self.is_bare
            && self.page.element(element).block == ROOT
            && !span.of(self.page.file).is_empty()
        {
            self.lines(span, element);
        } else if !self.lengthen(span, element) {
            self.push(PieceKind::Words(span), element);
        }
    }

    /// Words of a fragment in which a line end is one.
    fn lines(&mut self, span: Span, element: u32) {
        let mut start = span.start();
        for line in span.of(self.page.file).split_inclusive(['\n', '\r']) {
            let end = start + line.trim_end_matches(['\n', '\r']).len();
            self.push(PieceKind::Words(Span::new(start, end)), element);
            start += line.len();
            if end < start {
                self.push(PieceKind::Line, element);
                self.line = self.here();
            }
        }
    }

    /// Adds to the piece before, where the file goes on right behind it; the line feed of a pair is passed
    /// over.
    fn lengthen(&mut self, span: Span, element: u32) -> bool {
        let file = self.page.file.as_bytes();
        let Some(Piece { kind: PieceKind::Words(last), element: owner }) = self.page.pieces.last_mut() else {
            return false;
        };
        let pair = last.end + 1 == span.start && file.get(last.end()..span.start()) == Some(b"\n");
        let follows = *owner == element && (last.end == span.start || pair);
        if follows {
            last.end = span.end;
        }
        follows
    }

    fn decoded(&mut self, words: &[u8], element: u32) {
        // The first byte of a character may come apart from its others.
        self.partial.extend_from_slice(words);
        let Ok(words) = std::str::from_utf8(&self.partial) else {
            if self.partial.len() > 3 {
                self.partial.clear();
            }
            return;
        };
        let start = self.page.decoded.len();
        self.page.decoded.push_str(words);
        let span = Span::new(start, self.page.decoded.len());
        self.page.pieces.push(Piece { kind: PieceKind::Decoded(span), element });
        self.ink = self.ink.saturating_sub(if words == "\u{A0}" { 2 } else { 0 });
        self.partial.clear();
    }

    /// A tag begins.
    pub(super) fn begin_tag(&mut self) {
        self.first_value = self.page.attributes.len();
    }

    /// An attribute of the tag, with the byte that its value begins at.
    pub(super) fn attribute(&mut self, attribute: Attribute, start: usize, value: &[u8]) {
        if self.dropping > 0 {
            return;
        }
        let span = Span::new(start, start + value.len());
        if self.page.file.as_bytes().get(span.range()) == Some(value) {
            self.page.attributes.push(Value { attribute, span, decoded: false });
        } else if let Ok(value) = std::str::from_utf8(value) {
            let start = self.page.decoded.len();
            self.page.decoded.push_str(value);
            let span = Span::new(start, self.page.decoded.len());
            self.page.attributes.push(Value { attribute, span, decoded: true });
        }
    }

    /// A start tag. Whether the element goes on: XHTML closes any by `/>`, also one that HTML would read on
    /// in.
    pub(super) fn start_tag(&mut self, name: &[u8], self_closing: bool) -> bool {
        let tag = Tag::of(name);
        self.close_before(tag);
        match tag {
            Tag::Frame | Tag::Void => self.page.attributes.truncate(self.first_value),
            Tag::Line => self.break_line(),
            Tag::Rule | Tag::Meta if self.dropping > 0 => self.page.attributes.truncate(self.first_value),
            Tag::Rule | Tag::Meta => {
                self.remember(tag);
                self.close_element(Span::at(self.page.elements.len() - 1).start);
            }
            _ => {
                self.open(tag);
                if self_closing && (self.is_xml || tag != Tag::Dropped) {
                    self.pop_to(self.stack.len().saturating_sub(1));
                }
            }
        }
        !(self_closing && self.is_xml)
    }

    fn break_line(&mut self) {
        self.page.attributes.truncate(self.first_value);
        if self.dropping == 0 {
            let element = self.element();
            self.push(PieceKind::Line, element);
            self.line = self.here();
        }
    }

    fn last(&self, tag: Tag) -> Option<u32> {
        self.standing.get(tag as usize).and_then(|places| places.last()).copied()
    }

    /// Ends what cannot go on inside or beside the element that begins.
    fn close_before(&mut self, tag: Tag) {
        let scope = self.scopes.last().copied();
        let list = self.lists.last().copied();
        let table = self.last(Tag::Table);
        let newest = |one: Option<u32>, other: Option<u32>| one.max(other);
        let (begun, within) = match tag {
            Tag::A => {
                if let Some(place) = self.last(Tag::A).filter(|place| Some(*place) > scope) {
                    self.end_at(place);
                }
                return;
            }
            Tag::Item => (self.last(Tag::Item), newest(list, scope)),
            Tag::Term | Tag::Definition => {
                (newest(self.last(Tag::Term), self.last(Tag::Definition)), newest(list, scope))
            }
            Tag::Cell => (self.last(Tag::Cell), newest(self.last(Tag::Row), table)),
            Tag::Row => (self.last(Tag::Row), table),
            Tag::Rows => (newest(self.last(Tag::Rows), self.last(Tag::Row)), table),
            Tag::Heading => {
                let open = self.stack.last().is_some_and(|open| open.tag == Tag::Heading);
                (self.last(Tag::Heading).filter(|_| open).or(self.last(Tag::Paragraph)), scope)
            }
            _ if tag.is_block() => (self.last(Tag::Paragraph), scope),
            _ => return,
        };
        if let Some(place) = begun.filter(|place| Some(*place) > within) {
            self.pop_to(place as usize);
        }
        // A paragraph ends at an item as well.
        if let Some(place) = self.last(Tag::Paragraph).filter(|place| tag.is_block() && Some(*place) > scope)
        {
            self.pop_to(place as usize);
        }
    }

    fn open(&mut self, tag: Tag) {
        let place = Span::at(self.stack.len()).start;
        let named = self.page.attributes.len() > self.first_value;
        let remembered =
            self.dropping == 0 && tag != Tag::Dropped && tag != Tag::Button && (named || tag.is_kept());
        if remembered {
            self.remember(tag);
        } else {
            self.page.attributes.truncate(self.first_value);
        }
        let newest = Span::at(self.page.elements.len() - 1).start;
        let element = if remembered { newest } else { self.element() };
        self.stack.push(Open { tag, ended: false, remembered, element });
        if let Some(places) = self.standing.get_mut(tag as usize) {
            places.push(place);
        }
        if tag.is_list() {
            self.lists.push(place);
        }
        if matches!(tag, Tag::Table | Tag::Cell) {
            self.scopes.push(place);
        }
        self.dropping += u32::from(matches!(tag, Tag::Dropped | Tag::Button));
    }

    fn remember(&mut self, tag: Tag) {
        let parent = self.element();
        let index = Span::at(self.page.elements.len()).start;
        let block = if tag.is_block() { index } else { self.page.element(parent).block };
        if tag.is_block() {
            self.line = self.here();
        }
        let attributes = Span::new(self.first_value, self.page.attributes.len());
        let (open, line) = (self.here(), self.line);
        let source = Span::at(self.tag_start).start;
        let mut element =
            Element { tag, words: Words::NONE, parent, block, source, open, close: open, line, attributes };
        element.words = self.words_of(&element);
        self.page.elements.push(element);
        self.push(PieceKind::Open, index);
    }

    /// What the attributes of an element say.
    fn words_of(&mut self, element: &Element) -> Words {
        let mut said = Words::NONE;
        for value in self.page.attributes.get(element.attributes.range()).unwrap_or_default() {
            let text = self.page.text_of(*value);
            said = said.and(match value.attribute {
                Attribute::Class if !value.decoded => {
                    seen_class(&mut self.classes, self.page.file, value.span)
                }
                Attribute::Class | Attribute::Type => words::of_class(text),
                Attribute::Role if text.eq_ignore_ascii_case("main") => Words::MAIN,
                Attribute::Role if text.eq_ignore_ascii_case("navigation") => Words::BOILERPLATE,
                Attribute::Role => words::of_class(text),
                Attribute::Rel if text.eq_ignore_ascii_case("footnote") => Words::CALL,
                Attribute::Rev if text.eq_ignore_ascii_case("footnote") => Words::BACK,
                Attribute::Id if element.tag.is_block() => words::of_id(text),
                Attribute::Style => words::of_style(text),
                Attribute::Hidden => Words::HIDDEN,
                _ => Words::NONE,
            });
        }
        // Only a block holds notes: the same word on a span is the call, or the frame around it.
        match (element.tag.is_block(), said.say(Words::NOTES)) {
            (false, true) => said.without(Words::NOTES).and(Words::CALL),
            (true, _) => said.without(Words::CALL),
            _ => said,
        }
    }

    /// An end tag; one of an element that is not open says nothing.
    pub(super) fn end_tag(&mut self, name: &[u8]) {
        let tag = Tag::of(name);
        match tag {
            Tag::Frame | Tag::Void | Tag::Meta | Tag::Rule => return,
            Tag::Line => return self.break_line(),
            _ => {}
        }
        let Some(place) = self.last(tag) else { return };
        if !tag.is_block() {
            self.end_at(place);
            return;
        }
        let barrier = if tag.is_table_part() { self.last(Tag::Table) } else { self.scopes.last().copied() };
        if Some(place) >= barrier || tag == Tag::Table {
            self.pop_to(place as usize);
        }
    }

    /// Ends an inline element where it is; others that began inside it go on.
    fn end_at(&mut self, place: u32) {
        if place as usize + 1 == self.stack.len() {
            self.pop_to(place as usize);
            return;
        }
        let Some(open) = self.stack.get_mut(place as usize) else { return };
        open.ended = true;
        let open = *open;
        self.forget(open);
        if open.remembered {
            self.close_element(open.element);
        }
    }

    fn forget(&mut self, open: Open) {
        if let Some(places) = self.standing.get_mut(open.tag as usize) {
            places.pop();
        }
        self.dropping -= u32::from(matches!(open.tag, Tag::Dropped | Tag::Button)).min(self.dropping);
    }

    /// Ends everything from a place of the stack on.
    fn pop_to(&mut self, place: usize) {
        while self.stack.len() > place {
            let Some(open) = self.stack.pop() else { return };
            if open.tag.is_list() {
                self.lists.pop();
            }
            if matches!(open.tag, Tag::Table | Tag::Cell) {
                self.scopes.pop();
            }
            if !open.ended {
                self.forget(open);
                if open.remembered {
                    self.close_element(open.element);
                }
            }
        }
        // What ended before what is now gone is gone with it.
        while self.stack.last().is_some_and(|open| open.ended) {
            self.stack.pop();
        }
    }

    fn close_element(&mut self, index: u32) {
        let here = self.here();
        let Some(element) = self.page.elements.get_mut(index as usize) else { return };
        element.close = here;
        let is_block = element.tag.is_block();
        self.push(PieceKind::Close, index);
        if is_block {
            self.line = self.here();
        }
    }
}

/// What a class says, from the table of those seen lately if it stands there.
fn seen_class(classes: &mut [(Span, Words)], file: &str, class: Span) -> Words {
    let text = class.of(file);
    let hash =
        text.bytes().rev().take(16).fold(text.len(), |hash, byte| hash.wrapping_mul(31) ^ usize::from(byte));
    let Some(seen) = classes.get_mut(hash & (CLASSES - 1)) else { return words::of_class(text) };
    if seen.0.of(file) != text {
        *seen = (class, words::of_class(text));
    }
    seen.1
}
