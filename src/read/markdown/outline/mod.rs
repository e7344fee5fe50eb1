//! One pass over a file with pulldown-cmark: definitions, calls, notes inside the text, and code.
//!
//! What the parser does not know is read from its pieces of text: calls without a definition, and `^[…]`.
//! They reach us as `[`, `^2`, `]`, each with its place; brackets of links, code and escapes never look like
//! that.

mod links;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use self::links::{Anchor, OpenLink};
use super::body::{self, Piece};
use super::{calls, label};
use crate::span::Span;

/// A token before emphasis is looked at no further back than this, in bytes.
const LONGEST_ADDRESS_START: usize = 300;

/// `[^x]: …` as renderers see it.
#[derive(Debug)]
pub(super) struct Definition<'f> {
    /// From its bracket to the end of its last block.
    pub(super) span: Span,
    pub(super) body: Vec<Piece<'f>>,
    /// It stands directly below a line of a paragraph.
    pub(super) glued: bool,
}

/// `^[…]`: a note that stands where it is called.
#[derive(Debug)]
pub(super) struct Inline<'f> {
    /// From its caret to its closing bracket.
    pub(super) span: Span,
    pub(super) body: Vec<Piece<'f>>,
}

/// What a file holds, each list in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Outline<'f> {
    pub(super) definitions: Vec<Definition<'f>>,
    /// In the order of their closing brackets.
    pub(super) inlines: Vec<Inline<'f>>,
    /// Calls `[^x]` outside definitions that have a definition.
    pub(super) references: Vec<Span>,
    /// `[^x]` in text, without a definition.
    pub(super) loose: Vec<Span>,
    /// `[^x]` where a renderer sees code or raw HTML, and a reader of the draft perhaps a call.
    pub(super) quiet: Vec<Span>,
    /// Code, styles and scripts.
    pub(super) masks: Vec<Span>,
    /// Raw HTML, and fences that are never closed.
    pub(super) raw: Vec<Raw>,
}

/// A block whose text no renderer reads as Markdown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw {
    pub(super) span: Span,
    pub(super) html: bool,
}

/// Reads a file from `start` on, behind its front matter.
pub(super) fn read(file: &str, start: usize) -> Outline<'_> {
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut walk = Walk { file, base: start, ..Walk::default() };
    let mut events = Parser::new_ext(file.get(start..).unwrap_or_default(), options).into_offset_iter();
    while let Some((event, range)) = events.next() {
        if let Event::End(TagEnd::Link) = event {
            let name = walk.links.last().map(|link| &link.reference).filter(|name| !name.is_empty());
            let defined = name.and_then(|name| events.reference_definitions().get(name));
            let defined = defined.map(|definition| walk.span(definition.span.clone()));
            walk.end_link(walk.span(range), defined);
        } else {
            walk.step(event, range);
        }
    }
    let mut outline = walk.outline;
    outline.definitions.sort_by_key(|definition| definition.span.start);
    outline
}

/// A definition that is open.
#[derive(Debug)]
struct Frame {
    start: usize,
    end: usize,
    piece: usize,
    glued: bool,
}

/// A square bracket that is open in text.
#[derive(Debug)]
struct Bracket {
    at: u32,
    piece: u32,
    /// A caret stands before it.
    note: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    Fenced,
    Indented,
}

/// The state of the pass.
#[derive(Debug, Default)]
struct Walk<'f> {
    file: &'f str,
    base: usize,
    outline: Outline<'f>,
    frames: Vec<Frame>,
    brackets: Vec<Bracket>,
    /// How many of the brackets may open a note.
    open_notes: usize,
    pieces: Vec<Piece<'f>>,
    links: Vec<OpenLink<'f>>,
    anchor: Option<Anchor>,
    /// Whether the marks of the emphases that are open belong to an address.
    emphases: Vec<bool>,
    code: Option<Code>,
    /// The raw HTML is a comment, a style or a script.
    hidden_html: bool,
    /// Blockquotes, lists and definitions that are open.
    depth: usize,
    /// Where the last paragraph outside of these ended.
    paragraph_end: usize,
    /// Where the last piece of text or element ended.
    last_end: usize,
}

impl<'f> Walk<'f> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(range.start + self.base, range.end + self.base)
    }

    /// Whether pieces are kept: inside a definition, or behind a bracket that may open a note.
    fn collects(&self) -> bool {
        !self.frames.is_empty() || self.open_notes > 0
    }

    fn push(&mut self, piece: Piece<'f>) {
        if self.collects() {
            self.pieces.push(piece);
        }
    }

    fn step(&mut self, event: Event<'f>, range: Range<usize>) {
        let span = self.span(range);
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(words) => self.text(words, span),
            Event::Code(words) => self.code_span(words, span),
            Event::InlineMath(_) | Event::DisplayMath(_) => self.push(Piece::File(span)),
            Event::Html(_) => self.html(span),
            Event::InlineHtml(_) => self.tag(span),
            Event::FootnoteReference(_) => {
                if self.frames.is_empty() {
                    self.outline.references.push(span);
                }
                self.push(Piece::Call(span));
            }
            Event::SoftBreak | Event::HardBreak => {
                let plain = matches!(span.of(self.file), "\n" | "\r\n" | "\r");
                self.push(if plain { Piece::File(span) } else { Piece::Own(CowStr::Borrowed("\n")) });
            }
            Event::Rule => self.new_block(),
            Event::TaskListMarker(_) => {}
        }
        self.reached(span.end());
    }

    /// The last frame holds what was read so far.
    fn reached(&mut self, end: usize) {
        self.last_end = end;
        if let Some(frame) = self.frames.last_mut() {
            frame.end = frame.end.max(end);
        }
    }

    /// A new block begins, or one ends: no bracket reaches over it.
    fn new_block(&mut self) {
        self.brackets.clear();
        self.open_notes = 0;
        self.anchor = None;
        self.emphases.clear();
        if self.frames.is_empty() {
            self.pieces.clear();
        } else {
            self.pieces.push(Piece::Break);
        }
    }

    fn start(&mut self, tag: Tag<'f>, span: Span) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.start_emphasis(span),
            Tag::Superscript | Tag::Subscript | Tag::Image { .. } => {}
            Tag::Link { link_type, dest_url, id, .. } => {
                let piece = self.pieces.len();
                self.links.push(OpenLink { kind: link_type, target: dest_url, reference: id, piece });
                self.push(Piece::LinkStart);
            }
            Tag::FootnoteDefinition(_) => {
                self.new_block();
                self.start_definition(span);
            }
            Tag::CodeBlock(kind) => {
                self.new_block();
                self.start_code(&kind, span);
            }
            Tag::HtmlBlock => {
                self.new_block();
                self.start_html(span);
            }
            Tag::BlockQuote(_) | Tag::List(_) => {
                self.depth += 1;
                self.new_block();
            }
            _ => self.new_block(),
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.end_emphasis(span),
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::Link => {}
            TagEnd::Image => self.mask_target(span, true),
            TagEnd::FootnoteDefinition => self.end_definition(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.new_block();
            }
            TagEnd::Paragraph => {
                if self.depth == 0 {
                    self.paragraph_end = span.end();
                }
                self.new_block();
            }
            TagEnd::CodeBlock => {
                self.code = None;
                self.new_block();
            }
            _ => self.new_block(),
        }
    }

    fn start_definition(&mut self, span: Span) {
        let (start, line) = (span.start(), calls::line_start(self.file, span.start()));
        let glued = self.depth == 0 && line > 0 && line == self.paragraph_end;
        self.depth += 1;
        let head = label::label_at(self.file, start).map_or(start, |label| label.end() + "]:".len());
        self.frames.push(Frame { start, end: head, piece: self.pieces.len(), glued });
    }

    fn end_definition(&mut self) {
        self.new_block();
        self.depth = self.depth.saturating_sub(1);
        let Some(frame) = self.frames.pop() else { return };
        let body = self.pieces.split_off(frame.piece.min(self.pieces.len()));
        let body = body::behind_quotes(self.file, body);
        let whole = self.file.get(frame.start..frame.end).unwrap_or_default();
        let span = Span::new(frame.start, frame.start + whole.trim_end().len());
        self.outline.definitions.push(Definition { span, body, glued: frame.glued });
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>, span: Span) {
        self.code = Some(Code::Indented);
        if let CodeBlockKind::Fenced(_) = kind {
            self.code = Some(Code::Fenced);
            if is_closed(span.of(self.file)) {
                self.outline.masks.push(span);
            } else {
                self.outline.raw.push(Raw { span, html: false });
            }
        }
    }

    fn start_html(&mut self, span: Span) {
        const HIDDEN: &[&str] = &["<!", "<?", "<pre", "<script", "<style", "<textarea"];
        let raw = span.of(self.file);
        let opens = |tag: &str| raw.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        self.hidden_html = HIDDEN.iter().any(|tag| opens(tag));
        if !self.hidden_html {
            self.outline.raw.push(Raw { span, html: true });
        } else if let Some(close) =
            ["</script", "</style"].iter().find(|close| opens(&close.replace('/', "")))
            && raw.contains(close)
        {
            self.outline.masks.push(span);
        }
    }

    /// Emphasis that begins inside an address is none: its marks are signs of the address.
    fn start_emphasis(&mut self, span: Span) {
        if !self.collects() {
            return;
        }
        let from = crate::text::ceiling(self.file, span.start().saturating_sub(LONGEST_ADDRESS_START));
        let before = self.file.get(from..span.start()).unwrap_or_default();
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let inside = word.contains("://");
        self.emphases.push(inside);
        if inside {
            let mark = Span::new(span.start(), span.start() + mark_length(span.of(self.file)));
            self.push(Piece::File(mark));
        }
    }

    fn end_emphasis(&mut self, span: Span) {
        if self.collects() && self.emphases.pop() == Some(true) {
            let mark = Span::new(span.end() - mark_length(span.of(self.file)), span.end());
            self.push(Piece::File(mark));
        }
    }

    fn text(&mut self, words: CowStr<'f>, span: Span) {
        match self.code {
            Some(Code::Indented) if self.frames.is_empty() => return self.quiet_calls(span),
            Some(_) => {}
            None => match span.of(self.file) {
                "[" | "![" if !calls::is_escaped(self.file, span.start()) => self.open_bracket(span),
                "]" if !calls::is_escaped(self.file, span.start()) && self.close_bracket(span) => return,
                _ => {}
            },
        }
        if self.collects() {
            let same = span.of(self.file) == &*words;
            self.pieces.push(if same { Piece::File(span) } else { Piece::Own(words) });
        }
    }

    fn open_bracket(&mut self, span: Span) {
        let at = span.end() - 1;
        if self.file.as_bytes().get(at + 1) == Some(&b'^')
            && let Some(label) = label::label_at(self.file, at)
            && !calls::is_definition(self.file, at, label)
        {
            self.outline.loose.push(Span::new(at, label.end() + 1));
        }
        let caret = span.len() == 1 && at.checked_sub(1).is_some_and(|at| calls::is_caret(self.file, at));
        if caret || self.open_notes > 0 {
            self.open_notes += usize::from(caret);
            let piece = Span::at(self.pieces.len()).start;
            self.brackets.push(Bracket { at: Span::at(at).start, piece, note: caret });
        }
    }

    /// Whether the bracket ends a note.
    fn close_bracket(&mut self, span: Span) -> bool {
        let Some(open) = self.brackets.pop().filter(|bracket| bracket.note) else { return false };
        let inside = Span { start: open.at + 1, end: span.start };
        if !calls::reads_as_note(inside.of(self.file)) {
            self.open_notes -= 1;
            return false;
        }
        let body = self.pieces.split_off((open.piece as usize + 1).min(self.pieces.len()));
        let body = body::behind_quotes(self.file, body);
        self.pieces.truncate(open.piece as usize);
        if let Some(Piece::File(before)) = self.pieces.last_mut()
            && before.end == open.at
        {
            before.end -= 1;
        }
        self.open_notes -= 1;
        self.push(Piece::Inline(self.outline.inlines.len()));
        self.outline.inlines.push(Inline { span: Span { start: open.at - 1, end: span.end }, body });
        true
    }

    fn code_span(&mut self, words: CowStr<'f>, span: Span) {
        if self.frames.is_empty() {
            self.outline.masks.push(span);
        }
        if !self.collects() {
            return;
        }
        let raw = span.of(self.file);
        let inside = raw.trim_matches('`');
        let start = span.start() + raw.find(inside).unwrap_or_default();
        let blanks = usize::from(inside.len() == words.len() + 2);
        let plain = Span::new(start + blanks, start + blanks + words.len());
        let same = plain.of(self.file) == &*words;
        self.pieces.push(if same { Piece::File(plain) } else { Piece::Own(words) });
    }

    /// Raw HTML keeps its words.
    fn html(&mut self, span: Span) {
        if self.hidden_html {
            return;
        }
        if !self.collects() {
            return self.quiet_calls(span);
        }
        let raw = span.of(self.file);
        let mut at = 0;
        while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
            let words = rest.find('<').unwrap_or(rest.len());
            self.pieces.push(Piece::File(Span::new(span.start() + at, span.start() + at + words)));
            let tag =
                rest.get(words..).and_then(|tag| tag.find('>')).map_or(rest.len() - words, |end| end + 1);
            at += words + tag;
        }
    }

    /// Calls in text that a renderer does not read.
    fn quiet_calls(&mut self, span: Span) {
        for at in memchr::memmem::find_iter(span.of(self.file).as_bytes(), "[^") {
            let at = span.start() + at;
            if let Some(label) = label::label_at(self.file, at)
                && !calls::is_definition(self.file, at, label)
            {
                self.outline.quiet.push(Span::new(at, label.end() + 1));
            }
        }
    }
}

/// How long the mark of an emphasis is.
fn mark_length(emphasis: &str) -> usize {
    let double = emphasis.len() >= 4 && ["**", "__", "~~"].iter().any(|mark| emphasis.starts_with(mark));
    if double { 2 } else { 1 }
}

/// Whether a fenced block ends with a fence.
fn is_closed(block: &str) -> bool {
    let block = block.trim_end();
    let (Some(mark), Some((_, last))) = (block.trim_start().get(..3), block.rsplit_once(['\n', '\r'])) else {
        return false;
    };
    let last = last.trim_start_matches([' ', '\t', '>']);
    last.starts_with(mark) && last.trim_end_matches(mark.get(..1).unwrap_or(mark)).is_empty()
}
