//! What a link leads to, taken as a note: which piece of the page that is.

use super::links::Links;
use super::page::{Element, Page, PieceKind, ROOT};
use super::tag::Tag;
use super::words::Words;

/// A piece of the page that may be a note.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// The element that links lead to.
    pub(super) target: u32,
    /// The block that is the note; none where notes are divided by line breaks inside one block.
    pub(super) root: Option<u32>,
    /// Its pieces.
    pub(super) start: u32,
    pub(super) end: u32,
    /// What the links inside it lead to.
    pub(super) backs: Vec<u32>,
}

/// So many bytes may stand on a line before a target: brackets, an arrow, the number.
const HEAD_ROOM: u32 = 8;

/// So many links of a note are looked at, and so many pieces of a line.
const MOST_LINKS: usize = 64;
const MOST_PIECES: u32 = 256;

impl Unit {
    /// The piece of the page that a target begins, if it begins one.
    pub(super) fn at(page: &Page<'_>, links: &Links<'_>, target: u32) -> Option<Unit> {
        let element = page.element(target);
        if target == ROOT || page.element(element.block).tag == Tag::Heading {
            return None;
        }
        let unit = if element.tag.is_block() {
            match element.tag {
                // Docutils made a table of each note.
                Tag::Table if element.words.say(Words::NOTES) => Unit::block(page, target, target),
                Tag::Main | Tag::Article | Tag::Rule | Tag::Table | Tag::Rows => return None,
                tag if tag.is_list() => return None,
                Tag::Cell => Unit::block(page, target, row_of(page, target)),
                _ => Unit::block(page, target, target),
            }
        } else {
            Unit::inline(page, target)?
        };
        Some(unit.with_backs(page, links))
    }

    fn block(page: &Page<'_>, target: u32, root: u32) -> Unit {
        let root = item_around(page, root);
        let element = page.element(root);
        let end = match element.tag {
            Tag::Term => definition_behind(page, root).map_or(element.close.piece, |dd| dd.close.piece),
            _ => element.close.piece,
        };
        Unit { target, root: Some(root), start: element.open.piece, end, backs: Vec::new() }
    }

    /// An anchor at the head of a block is the block's; one behind a line break has that line.
    fn inline(page: &Page<'_>, target: u32) -> Option<Unit> {
        let element = page.element(target);
        if element.open.ink - element.line.ink > HEAD_ROOM {
            return None;
        }
        let block = page.element(element.block);
        if element.line.ink == block.open.ink && element.block != ROOT {
            return match block.tag {
                Tag::Cell => Some(Unit::block(page, target, row_of(page, element.block))),
                Tag::Main | Tag::Article => None,
                _ => Some(Unit::block(page, target, element.block)),
            };
        }
        let from = element.line.piece;
        let end = end_of_line(page, element.open.piece, block);
        Some(Unit { target, root: None, start: from, end, backs: Vec::new() })
    }

    fn with_backs(mut self, page: &Page<'_>, links: &Links<'_>) -> Unit {
        let inside = links.between(page, self.start, self.end).iter();
        let own = self.target;
        self.backs = inside.take(MOST_LINKS).filter_map(|link| link.target).filter(|at| *at != own).collect();
        self
    }

    /// Whether a piece lies inside it.
    pub(super) fn holds(&self, piece: u32) -> bool {
        self.start <= piece && piece < self.end
    }
}

/// The row that a cell at its head stands for.
fn row_of(page: &Page<'_>, cell: u32) -> u32 {
    let parent = page.element(cell).parent;
    let (row, cell_ink) = (page.element(parent), page.element(cell).open.ink);
    if row.tag == Tag::Row && cell_ink - row.open.ink <= HEAD_ROOM { parent } else { cell }
}

/// The list item that a block is the head of.
fn item_around(page: &Page<'_>, block: u32) -> u32 {
    let element = page.element(block);
    let parent = page.element(element.parent);
    let is_item = matches!(parent.tag, Tag::Item | Tag::Definition);
    if is_item && parent.open.ink == element.open.ink { element.parent } else { block }
}

/// The definition right behind a term.
fn definition_behind<'p>(page: &'p Page<'_>, term: u32) -> Option<&'p Element> {
    let parent = page.element(term).parent;
    let mut behind = page.opened_in(page.element(term).close.piece, u32::MAX).take(1);
    behind
        .next()
        .map(|(_, element)| element)
        .filter(|next| next.tag == Tag::Definition && next.parent == parent)
}

/// Where the line that a piece stands in ends, inside its block.
pub(super) fn end_of_line(page: &Page<'_>, from: u32, block: &Element) -> u32 {
    let last = block.close.piece.min(from.saturating_add(MOST_PIECES));
    let ends = |kind: PieceKind, element: u32| match kind {
        PieceKind::Line => true,
        PieceKind::Open => page.element(element).tag.is_block(),
        _ => false,
    };
    page.pieces_in(from, last).find(|(_, piece)| ends(piece.kind, piece.element)).map_or(last, |(at, _)| at)
}
