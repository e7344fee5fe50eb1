//! Reads web pages, pasted fragments and the exports of word processors.
//!
//! A page is read once into a flat list of pieces ([`tokens`]). Calls and notes are found as pairs of links
//! ([`pairs`]), never by digits inside ids; the notes get their extent, number and list ([`extent`],
//! [`lists`]). What is left is the running text, without menus and share bars ([`boilerplate`]); the notes
//! are set behind it ([`render`]). Typed notes (`[1]` in paragraphs) are text like any other.

mod address;
mod back;
mod boilerplate;
mod extent;
mod flow;
mod head;
mod label;
mod links;
mod lists;
mod nesting;
mod page;
mod pairs;
mod render;
mod tag;
#[cfg(test)]
mod tests;
mod tokens;
mod units;
mod words;

use std::borrow::Cow;

use chrono::NaiveDate;

use self::lists::WordLabels;
use self::page::{Attribute, Page};
use self::pairs::Pairs;
use self::render::Setter;
use self::tag::Tag;
use super::{Read, Reader, text};
use crate::model::{Broken, BrokenKind, Document, Encoding, Format};
use crate::span::Span;

pub(super) const READER: Reader =
    Reader { format: Format::Html, walked: &["html", "htm", "xhtml"], named: &[], read: Read::Text(read) };

fn read(file: &str) -> Document<'_> {
    let source = file.strip_prefix('\u{FEFF}').unwrap_or(file);
    let page = tokens::read(source);
    let links = links::Links::new(&page);
    let mut pairs = pairs::find(&page, &links);
    extent::settle(&page, &links, &mut pairs);
    let mut labels = WordLabels::default();
    let notes = lists::notes(&page, &pairs, &mut labels);
    let ways = back::find(&page, &links, &pairs, &notes);
    let calls: Vec<u32> = pairs.calls.iter().map(|call| call.element).collect();
    let dropped = boilerplate::dropped(&page, &links, &calls);
    let silent = ways.links.iter().chain(&pairs.elsewhere).copied().collect();
    let mut setter = Setter::new(&page, &links, &pairs, &notes, silent, &mut labels);
    setter.set(&dropped);
    let mut broken = broken_backlinks(&setter, ways.broken);
    broken.extend(duplicates(&setter, &pairs));
    broken.sort_by_key(|broken| broken.span);
    let Setter { flow, mut stated, .. } = setter;
    stated.broken = broken;
    stated.dated = dated(&page);
    let (text, origin) = flow.builder.finish();
    let masks = text::merge(flow.masks, text::addresses(&text));
    let headings = text::headings(&text, &[]);
    let as_file = matches!(text, Cow::Borrowed(_));
    Document {
        format: Format::Html,
        text,
        masks,
        headings,
        stated,
        origin,
        file: (!as_file).then_some(Cow::Borrowed(source)),
        byte_order_mark: Span::at(file.len() - source.len()).start,
        encoding: Encoding::UTF8,
        bytes: file.len(),
    }
}

fn broken_backlinks(setter: &Setter<'_, '_>, lost: Vec<(usize, String)>) -> Vec<Broken> {
    let lost = lost.into_iter().filter_map(|(note, target)| {
        let (span, _) = setter.label_span(note)?;
        Some(Broken { span, kind: BrokenKind::Backlink { target: target.into() } })
    });
    lost.collect()
}

/// Two notes of one id: every link to it leads to the first.
fn duplicates(setter: &Setter<'_, '_>, pairs: &Pairs) -> Vec<Broken> {
    let found = pairs.repeated.iter().filter_map(|repeated| {
        let (first, _) = setter.label_span(repeated.first)?;
        let (span, _) = setter.label_span(repeated.second)?;
        let id = repeated.id.as_str().into();
        Some(Broken { span, kind: BrokenKind::DuplicateId { id, first } })
    });
    found.collect()
}

/// The day that the page gives itself: of its last change, else of its publication.
fn dated(page: &Page<'_>) -> Option<NaiveDate> {
    let mut days = [None; 3];
    for element in page.elements.iter().filter(|element| element.tag == Tag::Meta) {
        let property = page.value(element, Attribute::Property).or(page.value(element, Attribute::Name));
        let slot = match property {
            Some("article:modified_time") => 0,
            Some("article:published_time") => 1,
            Some("date") => 2,
            _ => continue,
        };
        let content = page.value(element, Attribute::Content).unwrap_or_default().trim();
        let day = content.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
        if let Some(day_slot) = days.get_mut(slot) {
            *day_slot = day_slot.or(day);
        }
    }
    days.into_iter().flatten().next()
}
