//! How far a note goes: its block, the blocks around it that hold nothing else, the paragraphs behind that go
//! on.

use std::collections::HashSet;

use super::links::Links;
use super::page::{Element, Page, PieceKind};
use super::pairs::Pairs;
use super::tag::Tag;
use super::units::Unit;
use super::words::Words;

/// So many blocks around a note are looked at.
const MOST_CLIMBS: usize = 4;

/// A note goes on for so many blocks and bytes of words behind its first one.
const MOST_BLOCKS: usize = 8;
const MOST_INK: u32 = 3_000;

/// Gives every note its whole extent; none overlaps the next.
pub(super) fn settle(page: &Page<'_>, links: &Links<'_>, pairs: &mut Pairs) {
    let calls: HashSet<u32> = pairs.calls.iter().map(|call| call.element).collect();
    let starts: Vec<u32> = pairs.notes.iter().map(|note| note.start).collect();
    for (at, note) in pairs.notes.iter_mut().enumerate() {
        let next = starts.get(at + 1).copied();
        climb(page, note, next);
    }
    let starts: Vec<(u32, Option<u32>)> = pairs.notes.iter().map(|note| (note.start, note.root)).collect();
    for (at, note) in pairs.notes.iter_mut().enumerate() {
        let next = starts.get(at + 1).copied();
        match note.root {
            Some(root) => go_on(page, links, note, root, next, &calls),
            None => note.end = end_of_lines(page, note, next.map(|(start, _)| start)),
        }
        if let Some((start, _)) = next {
            note.end = note.end.min(start).max(note.start);
        }
    }
}

/// From the block of a note outwards, as long as a block begins with it and holds no other note.
fn climb(page: &Page<'_>, note: &mut Unit, next: Option<u32>) {
    let Some(mut root) = note.root else { return };
    for _ in 0..MOST_CLIMBS {
        let element = page.element(root);
        let parent = page.element(element.parent);
        let may_be_note = matches!(parent.tag, Tag::Block | Tag::Aside | Tag::Item | Tag::Definition)
            && element.tag.is_block();
        let begins = parent.open.ink == element.open.ink;
        let alone = next.is_none_or(|next| next >= parent.close.piece);
        if !may_be_note || !begins || !alone || parent.words.say(Words::CONTENT) {
            break;
        }
        root = element.parent;
    }
    if note.root != Some(root) {
        let element = page.element(root);
        (note.root, note.start, note.end) = (Some(root), element.open.piece, element.close.piece);
    }
}

/// Takes in the paragraphs behind the block of a note that go on with it.
fn go_on(
    page: &Page<'_>,
    links: &Links<'_>,
    note: &mut Unit,
    root: u32,
    next: Option<(u32, Option<u32>)>,
    calls: &HashSet<u32>,
) {
    let element = page.element(root);
    if !matches!(element.tag, Tag::Paragraph | Tag::Block) {
        return;
    }
    let beside =
        next.filter(|(_, next)| next.is_some_and(|next| page.element(next).parent == element.parent));
    let end = match beside {
        Some((start, _)) => start,
        None if links.said_of(element.parent).say(Words::NOTES) => {
            let close = page.element(element.parent).close.piece;
            next.map_or(close, |(start, _)| start.min(close))
        }
        None => return,
    };
    let mut blocks = 0;
    let mut reached = note.end;
    for (index, inner) in page.opened_in(note.end, end) {
        let outermost = inner.parent == element.parent && inner.tag.is_block();
        if inner.tag == Tag::Heading
            || inner.tag == Tag::Rule
            || calls.contains(&index)
            || blocks > MOST_BLOCKS
        {
            // A call between two notes: what stands there is the text that goes on.
            if calls.contains(&index) || blocks > MOST_BLOCKS {
                return;
            }
            break;
        }
        if outermost {
            blocks += 1;
            let noted = inner.words.say(Words::NOTES) || !element.words.say(Words::NOTES);
            if !may_go_on(inner) || !noted || inner.close.ink.saturating_sub(element.close.ink) > MOST_INK {
                break;
            }
            reached = inner.close.piece;
        }
    }
    note.end = reached;
}

fn may_go_on(block: &Element) -> bool {
    matches!(block.tag, Tag::Paragraph | Tag::Block | Tag::List | Tag::OrderedList | Tag::Pre)
        && !block.words.say(Words::BOILERPLATE)
        && !block.words.say(Words::HIDDEN)
}

/// Where a note ends that is set apart by line breaks: at the next one, an empty line, or the end of the
/// block.
fn end_of_lines(page: &Page<'_>, note: &Unit, next: Option<u32>) -> u32 {
    let block = page.element(page.element(note.target).block);
    let last = next.map_or(block.close.piece, |next| next.min(block.close.piece));
    let mut line = None;
    let from = page.element(note.target).open.piece;
    for (at, piece) in page.pieces_in(from, last) {
        match piece.kind {
            PieceKind::Line => match line {
                Some(first) => return first,
                None => line = Some(at),
            },
            PieceKind::Open if page.element(piece.element).tag.is_block() => return at,
            PieceKind::Words(_) | PieceKind::Decoded(_) if !page.words(piece).trim().is_empty() => {
                line = None
            }
            _ => {}
        }
    }
    last
}
