//! Links in the bodies of notes: their words are kept, and their addresses follow them.

use pulldown_cmark::{CowStr, LinkType};

use super::Walk;
use crate::read::markdown::body::{self, Piece};
use crate::span::Span;

/// A link that is open.
#[derive(Debug)]
pub(super) struct OpenLink<'f> {
    pub(super) kind: LinkType,
    pub(super) target: CowStr<'f>,
    /// Its name among the link definitions, if it has one.
    pub(super) reference: CowStr<'f>,
    pub(super) piece: usize,
}

/// An element `<a href="…">` that is open.
#[derive(Debug)]
pub(super) struct Anchor {
    pub(super) target: Span,
    pub(super) piece: usize,
}

impl Walk<'_> {
    /// A link ends; `defined` is where its target is given, if that is elsewhere.
    pub(super) fn end_link(&mut self, span: Span, defined: Option<Span>) {
        self.mask_target(span, self.links.last().is_some_and(|link| link.kind == LinkType::Inline));
        self.reached_link(span, defined);
        self.reached(span.end());
    }

    /// The target of a link or an image that holds a bracket may not be read. The label of `[text][1]` may:
    /// the grammar tells it from a marker.
    pub(super) fn mask_target(&mut self, span: Span, inline: bool) {
        let target = Span::new(self.last_end.clamp(span.start(), span.end()), span.end());
        if inline && self.frames.is_empty() && target.len() > 2 && target.of(self.file).contains('[') {
            self.outline.masks.push(target);
        }
    }

    fn reached_link(&mut self, span: Span, defined: Option<Span>) {
        let Some(link) = self.links.pop().filter(|_| self.collects()) else { return };
        match link.kind {
            LinkType::Autolink => {
                self.pieces.truncate(link.piece);
                self.pieces.push(Piece::File(span));
            }
            LinkType::Email => self.pieces.push(Piece::LinkEnd(None)),
            _ => {
                let tail = Span::new(self.last_end.clamp(span.start(), span.end()), span.end());
                let written = defined.unwrap_or(tail);
                let place = find(self.file, written, &link.target);
                let back = defined.map(|_| span.end());
                self.close_link(link.piece, &link.target.clone(), place, back);
            }
        }
    }

    /// The words of a link are read: its address follows them, if they are not the address themselves.
    fn close_link(&mut self, piece: usize, target: &str, place: Option<Span>, back: Option<usize>) {
        let words = body::words(self.file, self.pieces.get(piece..).unwrap_or_default());
        if !target.contains(char::is_alphanumeric)
            || (target.starts_with('#') && !words.contains(char::is_alphanumeric))
        {
            // `[↩](#fnref1)`: the way back to the text.
            self.pieces.truncate(piece);
            return;
        }
        let web = body::is_web(target);
        let shown = (web && body::looks_like_address(&words)).then(|| target.into());
        self.pieces.push(Piece::LinkEnd(shown));
        if !web || body::shows(&words, target) {
            return;
        }
        let place = place.filter(|place| place.of(self.file) == target);
        let target = if place.is_some() { CowStr::Borrowed("") } else { target.to_owned().into() };
        self.pieces.push(Piece::Address { place, target, back });
    }

    /// A tag among words: a line end stays one, a link is a link, the rest is dropped.
    pub(super) fn tag(&mut self, span: Span) {
        if !self.collects() {
            return;
        }
        let tag = span.of(self.file);
        let starts = |name: &str| {
            let start = tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
            start && !tag.as_bytes().get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
        };
        if starts("<br") {
            self.pieces.push(Piece::Own(CowStr::Borrowed("\n")));
        } else if starts("<a") {
            let target = body::href(tag).map(|href| href.shifted(span.start()));
            self.anchor = target.map(|target| Anchor { target, piece: self.pieces.len() });
            if self.anchor.is_some() {
                self.pieces.push(Piece::LinkStart);
            }
        } else if starts("</a")
            && let Some(anchor) = self.anchor.take()
        {
            let target = anchor.target.of(self.file).replace("&amp;", "&");
            self.close_link(anchor.piece, &target, Some(anchor.target), None);
        }
    }
}

/// Where a link target stands in the place that gives it.
fn find(file: &str, within: Span, target: &str) -> Option<Span> {
    /// Before the target stands a name of a thousand characters at most.
    const ROOM: usize = 4_096;
    let place = within.of(file).as_bytes();
    let near = place.get(..target.len() + ROOM).unwrap_or(place);
    let at = memchr::memmem::find(near, target.as_bytes())?;
    Some(Span::new(within.start() + at, within.start() + at + target.len()))
}
