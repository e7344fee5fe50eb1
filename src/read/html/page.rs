//! A page as a flat list of pieces, and the elements around them.
//!
//! There is no tree to walk: an element knows its first and last piece and the element around it, so that a
//! million elements inside each other are a million lines of a table.

use super::tag::Tag;
use super::words::Words;
use crate::span::Span;

/// A piece of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) kind: PieceKind,
    /// The innermost remembered element around it; the element itself where it opens or closes.
    pub(super) element: u32,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum PieceKind {
    /// Words as they stand in the file.
    Words(Span),
    /// Words that the file writes otherwise (`&amp;`), in [`Page::decoded`].
    Decoded(Span),
    Open,
    Close,
    Line,
}

/// Offsets before an element, by which two of them can be compared without reading what lies between.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Standing {
    /// The piece that it is.
    pub(super) piece: u32,
    /// How many bytes of words stand before it on the page.
    pub(super) ink: u32,
}

/// A remembered element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    pub(super) tag: Tag,
    pub(super) words: Words,
    /// The remembered element around it.
    pub(super) parent: u32,
    /// The block around it; itself if it is one.
    pub(super) block: u32,
    /// Its first byte in the file.
    pub(super) source: u32,
    pub(super) open: Standing,
    pub(super) close: Standing,
    /// Where the line began that it stands in.
    pub(super) line: Standing,
    /// Its attributes in [`Page::attributes`].
    pub(super) attributes: Span,
}

impl Element {
    /// Bytes of words inside it.
    pub(super) fn ink(&self) -> u32 {
        self.close.ink.saturating_sub(self.open.ink)
    }

    /// Whether a piece lies inside it.
    pub(super) fn holds(&self, piece: u32) -> bool {
        self.open.piece <= piece && piece < self.close.piece
    }
}

/// The attributes that say something to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attribute {
    Id,
    Name,
    Href,
    Class,
    Role,
    Rel,
    Rev,
    /// `epub:type`
    Type,
    Style,
    Hidden,
    Start,
    Value,
    /// `data-mfn`, the number of an inline note of one plugin.
    NoteNumber,
    Property,
    Content,
}

impl Attribute {
    pub(super) fn of(name: &[u8]) -> Option<Attribute> {
        Some(match name {
            b"id" => Attribute::Id,
            b"name" => Attribute::Name,
            b"href" => Attribute::Href,
            b"class" => Attribute::Class,
            b"role" => Attribute::Role,
            b"rel" => Attribute::Rel,
            b"rev" => Attribute::Rev,
            b"epub:type" => Attribute::Type,
            b"style" => Attribute::Style,
            b"hidden" => Attribute::Hidden,
            b"start" => Attribute::Start,
            b"value" => Attribute::Value,
            b"data-mfn" => Attribute::NoteNumber,
            b"property" => Attribute::Property,
            b"content" => Attribute::Content,
            _ => return None,
        })
    }
}

/// The value of an attribute.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    pub(super) attribute: Attribute,
    pub(super) span: Span,
    /// Whether `span` lies in [`Page::decoded`], not in the file.
    pub(super) decoded: bool,
}

/// A page.
#[derive(Debug)]
pub(super) struct Page<'s> {
    pub(super) file: &'s str,
    /// Words and values that the file writes otherwise.
    pub(super) decoded: String,
    pub(super) pieces: Vec<Piece>,
    /// In the order in which they open; the first is the page itself.
    pub(super) elements: Vec<Element>,
    pub(super) attributes: Vec<Value>,
}

/// The page itself among the elements.
pub(super) const ROOT: u32 = 0;

impl Page<'_> {
    /// The element of an index; the page itself for one that there is not.
    pub(super) fn element(&self, index: u32) -> &Element {
        const NONE: Element = Element {
            tag: Tag::Root,
            words: Words::NONE,
            parent: ROOT,
            block: ROOT,
            source: 0,
            open: Standing { piece: 0, ink: 0 },
            close: Standing { piece: 0, ink: 0 },
            line: Standing { piece: 0, ink: 0 },
            attributes: Span { start: 0, end: 0 },
        };
        self.elements.get(index as usize).or(self.elements.first()).unwrap_or(&NONE)
    }

    /// The elements with their indices.
    pub(super) fn indexed(&self) -> impl Iterator<Item = (u32, &Element)> {
        (0u32..).zip(self.elements.iter())
    }

    /// The words of a piece; none where an element opens or closes.
    pub(super) fn words(&self, piece: Piece) -> &str {
        match piece.kind {
            PieceKind::Words(span) => span.of(self.file),
            PieceKind::Decoded(span) => span.of(&self.decoded),
            PieceKind::Line => "\n",
            PieceKind::Open | PieceKind::Close => "",
        }
    }

    /// The pieces from one to another, with their indices.
    pub(super) fn pieces_in(&self, from: u32, to: u32) -> impl Iterator<Item = (u32, Piece)> {
        let pieces = self.pieces.get(from as usize..(to as usize).min(self.pieces.len()));
        (from..).zip(pieces.unwrap_or_default().iter().copied())
    }

    /// The value of an attribute of an element.
    pub(super) fn value(&self, element: &Element, attribute: Attribute) -> Option<&str> {
        self.stored(element, attribute).map(|value| self.text_of(value))
    }

    /// The same, with its place.
    pub(super) fn stored(&self, element: &Element, attribute: Attribute) -> Option<Value> {
        let values = self.attributes.get(element.attributes.range()).unwrap_or_default();
        values.iter().copied().find(|value| value.attribute == attribute)
    }

    /// The words of a value.
    pub(super) fn text_of(&self, value: Value) -> &str {
        value.span.of(if value.decoded { &self.decoded } else { self.file })
    }

    /// The first element that opens at or behind a piece.
    pub(super) fn first_behind(&self, piece: u32) -> u32 {
        let index = self.elements.partition_point(|element| element.open.piece < piece);
        u32::try_from(index).unwrap_or(u32::MAX)
    }

    /// The elements that open between two pieces.
    pub(super) fn opened_in(&self, from: u32, to: u32) -> impl Iterator<Item = (u32, &Element)> {
        let first = self.first_behind(from);
        let rest = self.elements.get(first as usize..).unwrap_or_default();
        (first..).zip(rest.iter()).take_while(move |(_, element)| element.open.piece < to)
    }

    /// Whether an element is, or stands inside, one of a kind; the walk outwards is short.
    pub(super) fn within(&self, element: u32, steps: usize, wanted: impl Fn(&Element) -> bool) -> bool {
        let mut at = element;
        for _ in 0..=steps {
            let here = self.element(at);
            if wanted(here) {
                return true;
            }
            if at == ROOT {
                return false;
            }
            at = here.parent;
        }
        false
    }
}
