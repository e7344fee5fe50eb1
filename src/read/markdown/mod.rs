//! Reads Markdown: the running text stays as it is typed, and the notes that renderers see are stated.
//!
//! One pass of pulldown-cmark ([`outline`]) finds definitions `[^x]: …` with their clean bodies ([`body`]),
//! calls `[^x]`, notes inside the text `^[…]`, and code. [`assemble`] puts the readable text together: the
//! running text first, all notes behind it. Typed notes `[1]` are left to the grammar, which knows raw
//! Markdown.
//!
//! Which program sees which definition is told in [`unseen`].

mod assemble;
mod body;
mod calls;
mod label;
mod masks;
mod matter;
mod outline;
mod plan;
mod unseen;

use super::{Read, Reader, text};
use crate::model::{Document, Encoding, Format};
use crate::span::Span;

pub(super) const READER: Reader = Reader {
    format: Format::Markdown,
    walked: &["md", "markdown", "mdown"],
    named: &[],
    read: Read::Text(read),
};

fn read(whole: &str) -> Document<'_> {
    let file = whole.strip_prefix('\u{FEFF}').unwrap_or(whole);
    let matter = matter::read(file);
    let outline = outline::read(file, matter.end);
    let hidden = masks::masks(file, &matter, &outline);
    let mut draft = assemble::assemble(file, outline, hidden);
    draft.stated.dated = matter.dated;
    let headings = text::headings(&draft.text, &draft.masks);
    let moved = matches!(draft.text, std::borrow::Cow::Owned(_));
    Document {
        format: Format::Markdown,
        masks: text::merge(draft.masks, text::addresses(&draft.text)),
        text: draft.text,
        headings,
        stated: draft.stated,
        origin: draft.origin,
        file: moved.then_some(std::borrow::Cow::Borrowed(file)),
        byte_order_mark: Span::at(whole.len() - file.len()).start,
        encoding: Encoding::UTF8,
        bytes: whole.len(),
    }
}

#[cfg(test)]
mod tests;
