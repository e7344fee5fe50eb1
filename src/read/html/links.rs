//! Links inside the page, and what they lead to.

use std::collections::HashMap;

use super::page::{Attribute, Page, PieceKind, ROOT};
use super::tag::Tag;
use super::words::Words;
use crate::text;

/// A link to a place of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link<'p> {
    pub(super) element: u32,
    /// The id behind the `#`.
    pub(super) fragment: &'p str,
    /// The element of that id, if this page has it.
    pub(super) target: Option<u32>,
    /// It names a file, which may be another one.
    pub(super) names_file: bool,
}

/// The ids and the inner links of a page.
pub(super) struct Links<'p> {
    /// The first element of each id.
    ids: HashMap<&'p str, u32>,
    /// Elements whose id is taken already.
    pub(super) repeated: Vec<(&'p str, u32)>,
    /// In the order of the page.
    pub(super) all: Vec<Link<'p>>,
    /// What each element inherits from those around it.
    pub(super) around: Vec<Words>,
}

/// The plugin "footnotes" of WordPress links by a script: its ids alone tell which note a call has.
const PLUGIN_CALL: &str = "footnote_plugin_tooltip_";
const PLUGIN_NOTE: &str = "footnote_plugin_reference_";

impl<'p> Links<'p> {
    pub(super) fn new(page: &'p Page<'_>) -> Links<'p> {
        let mut links =
            Links { ids: HashMap::new(), repeated: Vec::new(), all: Vec::new(), around: inherited(page) };
        let mut targets: Vec<(u32, &'p str, bool)> = Vec::new();
        for (index, element) in page.indexed() {
            for value in page.attributes.get(element.attributes.range()).unwrap_or_default() {
                let text = page.text_of(*value);
                match value.attribute {
                    Attribute::Id => {
                        links.name(text, index);
                        if text.starts_with(PLUGIN_CALL) && element.tag == Tag::Sup {
                            targets.push((index, text, false));
                        }
                    }
                    Attribute::Name if element.tag == Tag::A => links.name(text, index),
                    Attribute::Href if element.tag == Tag::A => {
                        if let Some((file, fragment)) = text.trim().split_once('#')
                            && !fragment.is_empty()
                        {
                            targets.push((index, fragment, !file.is_empty()));
                        }
                    }
                    _ => {}
                }
            }
        }
        for (element, fragment, names_file) in targets {
            let target = links.target(fragment).filter(|target| *target != element);
            links.all.push(Link { element, fragment, target, names_file });
        }
        links
    }

    fn name(&mut self, id: &'p str, element: u32) {
        let id = id.trim();
        if id.is_empty() {
            return;
        }
        match self.ids.get(id) {
            // One element may have an id and a name, which are one.
            Some(first) if *first == element => {}
            Some(_) => self.repeated.push((id, element)),
            None => {
                self.ids.insert(id, element);
            }
        }
    }

    /// The first element of an id.
    pub(super) fn element_of(&self, id: &str) -> Option<u32> {
        self.ids.get(id).copied()
    }

    /// The element that a fragment leads to; one with `%` in it may stand for letters.
    fn target(&self, fragment: &str) -> Option<u32> {
        if let Some(number) = fragment.strip_prefix(PLUGIN_CALL) {
            return self.ids.get(format!("{PLUGIN_NOTE}{number}").as_str()).copied();
        }
        let found = self.ids.get(fragment).copied();
        found.or_else(|| {
            let letters = text::percent_decoded(fragment)?;
            self.ids.get(letters.as_str()).copied()
        })
    }

    /// What the elements around an element and itself say.
    pub(super) fn said_of(&self, element: u32) -> Words {
        self.around.get(element as usize).copied().unwrap_or_default()
    }

    /// The links between two pieces.
    pub(super) fn between<'l>(&'l self, page: &'l Page<'_>, from: u32, to: u32) -> &'l [Link<'p>] {
        let first = self.all.partition_point(|link| page.element(link.element).open.piece < from);
        let last = self.all.partition_point(|link| page.element(link.element).open.piece < to);
        self.all.get(first..last).unwrap_or_default()
    }
}

/// What is said of the elements, handed inwards.
fn inherited(page: &Page<'_>) -> Vec<Words> {
    let mut around: Vec<Words> = Vec::with_capacity(page.elements.len());
    for (index, element) in page.indexed() {
        let outer = if index == ROOT {
            Words::NONE
        } else {
            around.get(element.parent as usize).copied().unwrap_or_default()
        };
        let passed = outer.without(Words::CALL).without(Words::LABEL).without(Words::CONTENT);
        // What holds the whole page is no list of notes, whatever it is called.
        let own = match element.tag {
            Tag::Main | Tag::Article | Tag::Root => element.words.without(Words::NOTES),
            _ if element.words.say(Words::CONTENT) => element.words.without(Words::NOTES),
            _ => element.words,
        };
        let by_tag = match element.tag {
            Tag::Code | Tag::Math => Words::CODE,
            Tag::Pre => Words::FORMATTED,
            _ => Words::NONE,
        };
        around.push(passed.and(own).and(by_tag));
    }
    around
}

/// An id with its numbers taken out: `Footnote_12_12` is `footnote_0_0`, as all of its kind.
pub(super) fn pattern(id: &str) -> String {
    let mut pattern = String::with_capacity(id.len());
    for c in id.chars() {
        if c.is_ascii_digit() {
            if !pattern.ends_with('0') {
                pattern.push('0');
            }
        } else {
            pattern.extend(c.to_lowercase());
        }
    }
    pattern
}

/// The words of an element, if they are few; each run of white space as one blank, the edges kept.
pub(super) fn short_words(page: &Page<'_>, element: u32, most: usize) -> Option<String> {
    let all_hidden = is_hidden(page, element);
    let element = page.element(element);
    if element.ink() as usize > most || element.close.piece - element.open.piece > 64 {
        return None;
    }
    let mut words = String::new();
    for (_, piece) in page.pieces_in(element.open.piece, element.close.piece) {
        let is_words = !matches!(piece.kind, PieceKind::Open | PieceKind::Close);
        if !is_words || (!all_hidden && is_hidden(page, piece.element)) {
            continue;
        }
        for c in page.words(piece).chars() {
            match c.is_whitespace() {
                true if words.ends_with(' ') => {}
                true => words.push(' '),
                false => words.push(c),
            }
        }
    }
    Some(words)
}

/// Whether an element inside a link or at the head of a note is not shown.
pub(super) fn is_hidden(page: &Page<'_>, element: u32) -> bool {
    page.within(element, 4, |element| element.words.say(Words::HIDDEN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_kind_have_one_pattern() {
        assert_eq!(pattern("_ftn12"), "_ftn0");
        assert_eq!(pattern("Footnote_3_12"), "footnote_0_0");
        assert_eq!(pattern("f+253+1+10"), "f+0+0+0");
    }

    #[test]
    fn escaped_letters_are_letters() {
        assert_eq!(text::percent_decoded("note-%C5%9F").as_deref(), Some("note-ş"));
        assert_eq!(text::percent_decoded("100%").as_deref(), Some("100%"));
        assert_eq!(text::percent_decoded("note"), None);
    }
}
