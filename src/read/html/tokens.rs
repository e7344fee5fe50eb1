//! From the tokens of a page to its pieces and elements, in one pass.
//!
//! The tokens are those of the standard, as html5gum reads them; what they make of the page is told in
//! `nesting`.

use std::convert::Infallible;

use html5gum::{Emitter, State, Tokenizer, naive_next_state};

use super::nesting::Nesting;
use super::page::{Attribute, Page};

/// Reads the pieces of a page.
pub(super) fn read(file: &str) -> Page<'_> {
    let mut nesting = Nesting::new(file);
    // The reader of a string has no errors, and the emitter has no tokens.
    let _ = Tokenizer::new_with_emitter(file, Tokens::new(&mut nesting)).finish();
    nesting.finish()
}

/// Takes the tokens as they come: of a tag its name and what its attributes say to the reader.
struct Tokens<'a, 's> {
    page: &'a mut Nesting<'s>,
    name: Vec<u8>,
    /// The end tag of this element alone ends a script or a title.
    last_start: Vec<u8>,
    is_end: bool,
    self_closing: bool,
    attribute_name: Vec<u8>,
    attribute: Option<Attribute>,
    value: Vec<u8>,
    value_start: usize,
}

impl<'a, 's> Tokens<'a, 's> {
    fn new(page: &'a mut Nesting<'s>) -> Tokens<'a, 's> {
        Tokens {
            page,
            name: Vec::new(),
            last_start: Vec::new(),
            is_end: false,
            self_closing: false,
            attribute_name: Vec::new(),
            attribute: None,
            value: Vec::new(),
            value_start: 0,
        }
    }

    fn begin_tag(&mut self, is_end: bool) {
        self.name.clear();
        self.is_end = is_end;
        self.self_closing = false;
        self.page.begin_tag();
    }

    /// Takes up the attribute that was read, if it says something.
    fn end_attribute(&mut self) {
        if let Some(attribute) = self.attribute.take()
            && !self.is_end
        {
            self.page.attribute(attribute, self.value_start, &self.value);
        }
    }
}

impl Emitter for Tokens<'_, '_> {
    type Token = Infallible;

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.page.position = self.page.position.saturating_add_signed(offset);
    }

    #[inline]
    fn emit_string(&mut self, words: &[u8]) {
        self.page.words(words);
    }

    #[inline]
    fn start_open_tag(&mut self) {
        self.page.tag_start = self.page.position.saturating_sub(1);
    }

    fn init_start_tag(&mut self) {
        self.begin_tag(false);
    }

    fn init_end_tag(&mut self) {
        self.begin_tag(true);
    }

    #[inline]
    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.extend_from_slice(name);
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn init_attribute(&mut self) {
        self.end_attribute();
        self.attribute_name.clear();
        self.value.clear();
        self.value_start = self.page.position;
    }

    #[inline]
    fn push_attribute_name(&mut self, name: &[u8]) {
        self.attribute_name.extend_from_slice(name);
        self.attribute = Attribute::of(&self.attribute_name);
    }

    fn init_attribute_value(&mut self) {
        self.value_start = self.page.position;
    }

    #[inline]
    fn push_attribute_value(&mut self, value: &[u8]) {
        if self.attribute.is_some() {
            self.value.extend_from_slice(value);
        }
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_attribute();
        if self.is_end {
            self.page.end_tag(&self.name);
            self.last_start.clear();
            return None;
        }
        let goes_on = self.page.start_tag(&self.name, self.self_closing);
        std::mem::swap(&mut self.last_start, &mut self.name);
        naive_next_state(&self.last_start).filter(|_| goes_on)
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && !self.last_start.is_empty() && self.last_start == self.name
    }

    fn set_last_start_tag(&mut self, last_start_tag: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend_from_slice(last_start_tag.unwrap_or_default());
    }

    // Comments, the kind of document and errors are no words.

    fn emit_eof(&mut self) {}

    fn emit_error(&mut self, _: html5gum::Error) {}

    fn init_comment(&mut self) {}

    fn push_comment(&mut self, _: &[u8]) {}

    fn emit_current_comment(&mut self) {}

    fn init_doctype(&mut self) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn set_force_quirks(&mut self) {}

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn emit_current_doctype(&mut self) {}
}
