//! Which words of a page are the draft: not its menus, share bars and author boxes.
//!
//! Nothing that holds a call is dropped, nor half of a page: a class may be called anything.

use super::links::Links;
use super::page::{Element, Page, PieceKind, ROOT};
use super::tag::Tag;
use super::words::Words;

/// For each element, whether the words that stand directly in it are left out of the running text.
pub(super) fn dropped(page: &Page<'_>, links: &Links<'_>, calls: &[u32]) -> Vec<bool> {
    let holds_call = outwards(page, calls.iter().copied());
    let holds_entry = outwards(page, typed_entries(page));
    let main = main_part(page, calls);
    let mut around_main = vec![false; page.elements.len()];
    if let Some(main) = main {
        let mut at = main;
        while at != ROOT {
            at = page.element(at).parent;
            set(&mut around_main, at);
        }
    }
    let total = page.element(ROOT).ink();
    let mut inside: Vec<bool> = Vec::with_capacity(page.elements.len());
    let mut dropped: Vec<bool> = Vec::with_capacity(page.elements.len());
    for (index, element) in page.indexed() {
        let outer = index != ROOT && is_set(&inside, element.parent);
        let kept = element.words.say(Words::NOTES) || is_set(&holds_call, index) || element.ink() > total / 2;
        let entry = is_set(&holds_entry, index);
        let outside =
            Some(index) != main && is_set(&around_main, element.parent) && !is_set(&around_main, index);
        let by_place = !entry && (outside && index != ROOT || is_frame(page, element));
        let by_words = element.words.say(Words::HIDDEN)
            || (element.words.say(Words::BOILERPLATE) && may_be_boilerplate(element));
        let hidden = if element.words.say(Words::NOTES) {
            links.said_of(index).say(Words::HIDDEN)
        } else {
            outer || (!kept && (by_place || by_words))
        };
        inside.push(hidden);
        dropped.push(hidden || (main.is_some() && is_set(&around_main, index)));
    }
    dropped
}

fn set(marks: &mut [bool], index: u32) {
    if let Some(mark) = marks.get_mut(index as usize) {
        *mark = true;
    }
}

fn is_set(marks: &[bool], index: u32) -> bool {
    marks.get(index as usize).copied().unwrap_or_default()
}

/// Marks elements and all that stand around them.
fn outwards(page: &Page<'_>, elements: impl Iterator<Item = u32>) -> Vec<bool> {
    let mut marks = vec![false; page.elements.len()];
    for element in elements {
        let mut at = element;
        while !is_set(&marks, at) {
            set(&mut marks, at);
            at = page.element(at).parent;
        }
    }
    marks
}

/// Elements whose words begin like a typed entry: `[1] …`.
fn typed_entries<'p>(page: &'p Page<'_>) -> impl Iterator<Item = u32> + 'p {
    let words = page.pieces.iter().filter(|piece| matches!(piece.kind, PieceKind::Words(_)));
    words.filter(|piece| begins_entry(page.words(**piece).trim_start())).map(|piece| piece.element)
}

/// Whether a line begins with a number in brackets.
pub(super) fn begins_entry(line: &str) -> bool {
    let Some(inner) = line.strip_prefix('[') else { return false };
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=5).contains(&(inner.len() - rest.len())) && rest.starts_with(']')
}

/// The menu, the margin, the head and the foot of a page; an article has a head and a foot of its own.
fn is_frame(page: &Page<'_>, element: &Element) -> bool {
    let of_page = || {
        let mut outer = element.parent;
        for _ in 0..4 {
            match page.element(outer).tag {
                Tag::Root => return true,
                Tag::Block if !page.element(outer).words.say(Words::CONTENT) => {
                    outer = page.element(outer).parent
                }
                _ => return false,
            }
        }
        false
    };
    match element.tag {
        Tag::Nav | Tag::Aside => true,
        Tag::Header | Tag::Footer => of_page(),
        _ => false,
    }
}

fn may_be_boilerplate(element: &Element) -> bool {
    let whole = matches!(element.tag, Tag::Root | Tag::Main | Tag::Article | Tag::Heading | Tag::Paragraph);
    !whole && !element.words.say(Words::MAIN) && !element.words.say(Words::CONTENT)
}

/// The one element that holds the article, if there is one and it holds the calls.
fn main_part(page: &Page<'_>, calls: &[u32]) -> Option<u32> {
    /// A shorter main part is none, in bytes of words.
    const LEAST: u32 = 200;
    let only = |wanted: &dyn Fn(&Element) -> bool| {
        let mut found = page.indexed().filter(|(_, element)| wanted(element));
        let (first, outer) = found.next()?;
        // One inside the other is one.
        found.all(|(_, other)| outer.holds(other.open.piece)).then_some(first)
    };
    let main = only(&|element| element.tag == Tag::Main || element.words.say(Words::MAIN));
    let article = || only(&|element| element.tag == Tag::Article);
    let content = || only(&|element| element.words.say(Words::CONTENT));
    let chosen = main.or_else(article).or_else(content)?;
    let element = page.element(chosen);
    let total = page.element(ROOT).ink();
    let held = calls.iter().filter(|call| element.holds(page.element(**call).open.piece)).count();
    let worth = element.ink() >= LEAST && element.ink() >= total / 10;
    (worth && held * 2 >= calls.len()).then_some(chosen)
}
