//! Which number a note has, and which list it stands in.
//!
//! The number is the one that the note shows; else that of its place in a numbered list; else the one that
//! its call shows. Digits inside ids say nothing.

use std::collections::HashMap;

use super::head::{Head, Place};
use super::label::{Kind, Sign};
use super::page::{Attribute, Page};
use super::pairs::Pairs;
use super::tag::Tag;
use crate::model::Label;

/// A note with its number.
#[derive(Debug)]
pub(super) struct Note {
    /// Its pieces.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) target: u32,
    /// What hides a part of it but not all.
    pub(super) root: u32,
    /// Where its words begin.
    pub(super) body: Place,
    /// A bracket stands around all of it, which is taken off.
    pub(super) wrapped: bool,
    pub(super) label: Label,
    /// The signs of the label, as calls show them.
    pub(super) shown: String,
    pub(super) list: u32,
}

/// The labels of words, of which no two notes share one.
#[derive(Debug, Default)]
pub(super) struct WordLabels {
    next: u32,
}

impl WordLabels {
    pub(super) fn label(&mut self, word: &str) -> Label {
        self.next += 1;
        Label::word(self.next - 1, word)
    }
}

/// The notes in the order of the page.
pub(super) fn notes(page: &Page<'_>, pairs: &Pairs, words: &mut WordLabels) -> Vec<Note> {
    let mut called: Vec<Option<&Sign>> = vec![None; pairs.notes.len()];
    for call in &pairs.calls {
        if let Some(slot) = call.note.and_then(|note| called.get_mut(note as usize)) {
            slot.get_or_insert(&call.sign);
        }
    }
    let places = Numbered::new(page, pairs, &called);
    let mut counted = 0;
    let mut notes: Vec<(Note, Sign)> = Vec::with_capacity(pairs.notes.len());
    for (unit, called) in pairs.notes.iter().zip(&called) {
        let head = Head::read(page, unit);
        let place = unit.root.and_then(|root| places.number(page, root));
        let own = head.sign(*called, place.is_some());
        let (body, wrapped) = head.body(own.is_some());
        let placed =
            place.filter(|(_, trusted)| *trusted || called.is_none()).map(|(number, _)| counted_sign(number));
        let sign =
            own.cloned().or(placed).or_else(|| called.cloned()).unwrap_or_else(|| counted_sign(counted + 1));
        counted = sign.number().unwrap_or(counted);
        let note = Note {
            start: unit.start,
            end: unit.end,
            target: unit.target,
            root: unit.root.unwrap_or(unit.target),
            body,
            wrapped,
            label: Label::counted(0),
            shown: sign.shown.clone(),
            list: 0,
        };
        notes.push((note, sign));
    }
    number(&mut notes, words);
    notes.into_iter().map(|(note, _)| note).collect()
}

fn counted_sign(number: u32) -> Sign {
    let shown = number.to_string();
    let width = u8::try_from(shown.len()).unwrap_or(u8::MAX);
    Sign { shown, kind: Kind::Number { value: number, width, ascii: true }, bracketed: false }
}

/// A list that is being counted.
#[derive(Debug, Clone, Copy)]
struct Counting {
    list: u32,
    last: u32,
}

/// Gives labels and lists: numbers, Roman numbers and words stand in lists of their own, and a list begins
/// anew at 1.
fn number(notes: &mut [(Note, Sign)], words: &mut WordLabels) {
    let romans = are_roman(notes);
    let mut lists = 0;
    let mut fresh = || {
        lists += 1;
        lists - 1
    };
    let mut arabic: Option<Counting> = None;
    let mut roman: Option<Counting> = None;
    let mut worded: Option<u32> = None;
    for (note, sign) in notes {
        let value = match sign.kind {
            Kind::Number { value, .. } => Some((value, &mut arabic)),
            Kind::Roman(value) if romans => Some((value, &mut roman)),
            _ => None,
        };
        match value {
            Some((value, open)) => {
                let list = match *open {
                    Some(open) if !(value == 1 && open.last >= 1) => open.list,
                    _ => fresh(),
                };
                *open = Some(Counting { list, last: value });
                note.list = list;
                note.label = sign.numbered().unwrap_or_else(|| Label::counted(value).shown_as(&sign.shown));
            }
            None => {
                note.list = *worded.get_or_insert_with(&mut fresh);
                note.label = words.label(&sign.shown);
            }
        }
    }
}

/// Whether the labels that may be Roman numbers are: they count from i, and no letter stands between them.
fn are_roman(notes: &[(Note, Sign)]) -> bool {
    let mut last = 0;
    notes.iter().all(|(_, sign)| match sign.kind {
        Kind::Roman(value) => {
            let follows = value == last + 1 || value == 1;
            last = value;
            follows
        }
        Kind::Word => !sign.shown.chars().all(char::is_alphabetic),
        Kind::Number { .. } => true,
    })
}

/// The numbers that a browser gives to the items of numbered lists.
struct Numbered {
    of_item: HashMap<u32, u32>,
    /// Lists whose numbers are those of most calls; elsewhere they are not shown, or are letters.
    trusted: HashMap<u32, Votes>,
}

/// How many calls show the number of the place of their note.
#[derive(Debug, Clone, Copy, Default)]
struct Votes {
    same: u32,
    other: u32,
    /// A call shows a number that the list does not have.
    beyond: bool,
}

impl Numbered {
    fn new(page: &Page<'_>, pairs: &Pairs, called: &[Option<&Sign>]) -> Numbered {
        let mut numbered = Numbered { of_item: HashMap::new(), trusted: HashMap::new() };
        let mut next: HashMap<u32, u32> = HashMap::new();
        for root in pairs.notes.iter().filter_map(|note| note.root) {
            let list = page.element(root).parent;
            if page.element(root).tag == Tag::Item && page.element(list).tag == Tag::OrderedList {
                let start = page.value(page.element(list), Attribute::Start);
                next.insert(list, start.and_then(|start| start.trim().parse().ok()).unwrap_or(1));
            }
        }
        if next.is_empty() {
            return numbered;
        }
        for (index, element) in page.indexed().filter(|(_, element)| element.tag == Tag::Item) {
            if let Some(number) = next.get_mut(&element.parent) {
                let own = page.value(element, Attribute::Value).and_then(|value| value.trim().parse().ok());
                *number = own.unwrap_or(*number);
                numbered.of_item.insert(index, *number);
                *number = number.saturating_add(1);
            }
        }
        for (note, called) in pairs.notes.iter().zip(called) {
            let number = note.root.and_then(|root| numbered.of_item.get(&root));
            if let (Some(root), Some(number), Some(called)) = (note.root, number, called) {
                let list = page.element(root).parent;
                // Calls in another order than the list still show its numbers and no others.
                let behind_last = next.get(&list).copied().unwrap_or_default();
                let shown = called.number().filter(|shown| *shown < behind_last);
                let votes = numbered.trusted.entry(list).or_default();
                votes.same += u32::from(shown == Some(*number));
                votes.other += u32::from(shown != Some(*number));
                votes.beyond |= shown.is_none();
            }
        }
        numbered
    }

    /// The number of an item, and whether it can be trusted.
    fn number(&self, page: &Page<'_>, item: u32) -> Option<(u32, bool)> {
        let number = self.of_item.get(&item)?;
        let votes = self.trusted.get(&page.element(item).parent);
        Some((*number, votes.is_some_and(|votes| votes.same >= votes.other || !votes.beyond)))
    }
}
