//! What the classes, roles and ids of an element say of it.
//!
//! The words were read off what the writers of notes make: Word, LibreOffice, Google Docs, Pandoc, MediaWiki,
//! WordPress and its plugins for footnotes, Substack, Sphinx, Python-Markdown, goldmark, kramdown, Project
//! Gutenberg and Standard Ebooks (2026-11).

/// What is said of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Words(u16);

impl Words {
    pub(super) const NONE: Words = Words(0);
    /// A note, or a list of notes.
    pub(super) const NOTES: Words = Words(1);
    /// A call.
    pub(super) const CALL: Words = Words(1 << 1);
    /// The way from a note back to its call.
    pub(super) const BACK: Words = Words(1 << 2);
    /// Menus, share bars, author boxes.
    pub(super) const BOILERPLATE: Words = Words(1 << 3);
    /// Not shown, or no words of the draft: a page number of the print.
    pub(super) const HIDDEN: Words = Words(1 << 4);
    /// The words of an article and nothing else.
    pub(super) const CONTENT: Words = Words(1 << 5);
    /// The number of a note.
    pub(super) const LABEL: Words = Words(1 << 6);
    /// The body of an inline note.
    pub(super) const INLINE_NOTE: Words = Words(1 << 7);
    /// `role="main"`
    pub(super) const MAIN: Words = Words(1 << 8);
    /// Code and mathematics.
    pub(super) const CODE: Words = Words(1 << 9);
    /// Blanks and line ends stand as in the file.
    pub(super) const FORMATTED: Words = Words(1 << 10);

    /// Whether all of `other` is said.
    pub(super) fn say(self, other: Words) -> bool {
        self.0 & other.0 == other.0
    }

    pub(super) fn and(self, other: Words) -> Words {
        Words(self.0 | other.0)
    }

    pub(super) fn without(self, other: Words) -> Words {
        Words(self.0 & !other.0)
    }
}

/// Whole words of a class or a role, folded to lower case.
const WHOLE: &[(&str, Words)] = &[
    ("anchorjs-link", Words::HIDDEN),
    ("article-body", Words::CONTENT),
    ("article-content", Words::CONTENT),
    ("available-content", Words::CONTENT),
    ("back-to-text", Words::BACK),
    ("backlink", Words::BACK),
    ("bibliography", Words::NOTES),
    ("cite-accessibility-label", Words::HIDDEN),
    ("cite-backlink", Words::BACK),
    ("csl-bib-body", Words::NOTES),
    ("doc-backlink", Words::BACK),
    ("doc-bibliography", Words::NOTES),
    ("doc-endnote", Words::NOTES),
    ("doc-endnotes", Words::NOTES),
    ("doc-footnote", Words::NOTES),
    ("doc-noteref", Words::CALL),
    ("easy-footnote-to-top", Words::BACK),
    ("entry-content", Words::CONTENT),
    ("fn", Words::NOTES),
    ("fn-backref", Words::BACK),
    ("fnanchor", Words::CALL),
    ("fnref", Words::CALL),
    ("footnote_tooltip", Words::HIDDEN),
    ("footnoteback", Words::BACK),
    ("footnotereference", Words::CALL),
    ("footnotetext", Words::NOTES),
    ("footref", Words::CALL),
    ("headerlink", Words::HIDDEN),
    ("heading-anchor", Words::HIDDEN),
    ("link_return", Words::BACK),
    ("modern-footnotes-footnote__note", Words::INLINE_NOTE),
    ("msoendnotereference", Words::CALL),
    ("msoendnotetext", Words::NOTES),
    ("msofootnotereference", Words::CALL),
    ("msofootnotetext", Words::NOTES),
    ("mw-cite-backlink", Words::BACK),
    ("mw-editsection", Words::HIDDEN),
    ("mw-jump-link", Words::HIDDEN),
    ("mw-parser-output", Words::CONTENT),
    ("note", Words::NOTES),
    ("notelink", Words::CALL),
    ("notelist", Words::NOTES),
    ("noteref", Words::CALL),
    ("notes", Words::NOTES),
    ("pagebreak", Words::HIDDEN),
    ("pageno", Words::HIDDEN),
    ("pagenum", Words::HIDDEN),
    ("post-body", Words::CONTENT),
    ("post-content", Words::CONTENT),
    ("rearnote", Words::NOTES),
    ("rearnotes", Words::NOTES),
    ("ref-list", Words::NOTES),
    ("reference", Words::CALL),
    ("references", Words::NOTES),
    ("reflist", Words::NOTES),
    ("reversefootnote", Words::BACK),
    ("screen-reader-text", Words::HIDDEN),
    ("sdendnote", Words::NOTES),
    ("sdendnoteanc", Words::CALL),
    ("sdfootnote", Words::NOTES),
    ("sdfootnoteanc", Words::CALL),
    ("skip-link", Words::HIDDEN),
    ("sr-only", Words::HIDDEN),
    ("story-body", Words::CONTENT),
    ("td-post-content", Words::CONTENT),
    ("visually-hidden", Words::HIDDEN),
    ("visuallyhidden", Words::HIDDEN),
];

/// What a part of a class or an id says: of `site-nav`, `entry_related`, `footnote-ref`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Boilerplate,
    Notes,
    /// Beside a note word: the call.
    Reference,
    /// Beside both: notes again, as in `footnote-reference-container`.
    List,
    /// Beside a note word: the way back.
    Back,
    Label,
    /// In front: nothing is said of the element itself, as in `has-sidebar`.
    Negation,
}

const PARTS: &[(&str, Part)] = &[
    ("addtoany", Part::Boilerplate),
    ("anc", Part::Reference),
    ("anchor", Part::Reference),
    ("authorbio", Part::Boilerplate),
    ("authorbox", Part::Boilerplate),
    ("back", Part::Back),
    ("backlink", Part::Back),
    ("backref", Part::Back),
    ("breadcrumb", Part::Boilerplate),
    ("breadcrumbs", Part::Boilerplate),
    ("catlinks", Part::Boilerplate),
    ("comments", Part::Boilerplate),
    ("container", Part::List),
    ("cookie", Part::Boilerplate),
    ("cookies", Part::Boilerplate),
    ("endnote", Part::Notes),
    ("endnotes", Part::Notes),
    ("footnote", Part::Notes),
    ("footnotelist", Part::Notes),
    ("footnotes", Part::Notes),
    ("footnotestable", Part::Notes),
    ("has", Part::Negation),
    ("is", Part::Negation),
    ("label", Part::Label),
    ("list", Part::List),
    ("menu", Part::Boilerplate),
    ("nav", Part::Boilerplate),
    ("navbar", Part::Boilerplate),
    ("navbox", Part::Boilerplate),
    ("navigation", Part::Boilerplate),
    ("newsletter", Part::Boilerplate),
    ("no", Part::Negation),
    ("notelabel", Part::Label),
    ("number", Part::Reference),
    ("pagination", Part::Boilerplate),
    ("portlet", Part::Boilerplate),
    ("ref", Part::Reference),
    ("reference", Part::Reference),
    ("referrer", Part::Reference),
    ("related", Part::Boilerplate),
    ("relatedposts", Part::Boilerplate),
    ("return", Part::Back),
    ("reverse", Part::Back),
    ("row", Part::List),
    ("sdendnote", Part::Notes),
    ("sdfootnote", Part::Notes),
    ("share", Part::Boilerplate),
    ("sharedaddy", Part::Boilerplate),
    ("sharing", Part::Boilerplate),
    ("sidebar", Part::Boilerplate),
    ("social", Part::Boilerplate),
    ("subscribe", Part::Boilerplate),
    ("table", Part::List),
    ("text", Part::List),
    ("toc", Part::Boilerplate),
    ("with", Part::Negation),
    ("without", Part::Negation),
    ("wrap", Part::List),
    ("wrapper", Part::List),
];

/// Two parts side by side: `author-box`, `post__author-bio`, `language-switcher`.
const BOILERPLATE_PAIRS: &[(&str, &str)] = &[
    ("also", "available"),
    ("author", "bio"),
    ("author", "box"),
    ("author", "card"),
    ("author", "info"),
    ("available", "languages"),
    ("comment", "list"),
    ("lang", "switcher"),
    ("language", "switcher"),
    ("languages", "bar"),
    ("recommended", "posts"),
    ("similar", "posts"),
    ("wpml", "ls"),
];

/// Longer words say nothing.
const LONGEST: usize = 64;

/// What a class, a role or an EPUB type says.
pub(super) fn of_class(class: &str) -> Words {
    class.split_ascii_whitespace().fold(Words::NONE, |all, word| all.and(of_word(word)))
}

/// What an id says: parts of it only, since `note` and `references` are ids of much.
pub(super) fn of_id(id: &str) -> Words {
    let mut buffer = [0; LONGEST];
    let word = lower(id, &mut buffer);
    if matches!(word, "notes" | "references") { Words::NOTES } else { parts(word) }
}

fn of_word(word: &str) -> Words {
    let mut buffer = [0; LONGEST];
    let word = lower(word, &mut buffer);
    let whole = WHOLE.binary_search_by_key(&word, |(known, _)| *known).ok();
    match whole.and_then(|index| WHOLE.get(index)) {
        Some((_, words)) => *words,
        None if word.len() < 3 => Words::NONE,
        None => parts(word),
    }
}

/// What the parts of a class or an id say; digits are none of them.
fn parts(word: &str) -> Words {
    let mut said = Words::NONE;
    let (mut notes, mut refers, mut lists, mut returns) = (false, false, false, false);
    let mut before = "";
    for part in word.split(|c: char| !c.is_ascii_alphabetic()).filter(|part| !part.is_empty()) {
        let known = PARTS.binary_search_by_key(&part, |(known, _)| *known).ok();
        match known.and_then(|index| PARTS.get(index)).map(|(_, part)| *part) {
            Some(Part::Negation) if before.is_empty() => return Words::NONE,
            Some(Part::Notes) => notes = true,
            Some(Part::Reference) => refers = true,
            Some(Part::List) => lists = true,
            Some(Part::Back) => returns = true,
            Some(Part::Boilerplate) => said = said.and(Words::BOILERPLATE),
            Some(Part::Label) => said = said.and(Words::LABEL),
            Some(Part::Negation) | None => {}
        }
        if !before.is_empty() && BOILERPLATE_PAIRS.binary_search(&(before, part)).is_ok() {
            said = said.and(Words::BOILERPLATE);
        }
        before = part;
    }
    let noted = match (returns, refers && !lists) {
        (true, _) => Words::BACK,
        (_, true) => Words::CALL,
        _ => Words::NOTES,
    };
    if notes { said.without(Words::BOILERPLATE).and(noted) } else { said }
}

/// What a style says: Word marks its notes there.
pub(super) fn of_style(style: &str) -> Words {
    let has = |words: &str| memchr::memmem::find(style.as_bytes(), words.as_bytes()).is_some();
    if has("mso-element:footnote") || has("mso-element:endnote") {
        return Words::NOTES;
    }
    let hidden = has("none")
        && style.split(';').any(|rule| {
            rule.split_once(':').is_some_and(|(name, value)| {
                name.trim().eq_ignore_ascii_case("display") && value.trim_start().starts_with("none")
            })
        });
    if hidden { Words::HIDDEN } else { Words::NONE }
}

/// A word in lower case, if it is not too long.
fn lower<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> &'b str {
    let Some(room) = buffer.get_mut(..word.len()) else { return "" };
    room.copy_from_slice(word.as_bytes());
    room.make_ascii_lowercase();
    std::str::from_utf8(room).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted() {
        assert!(WHOLE.is_sorted_by_key(|(word, _)| *word));
        assert!(PARTS.is_sorted_by_key(|(part, _)| *part));
        assert!(BOILERPLATE_PAIRS.is_sorted());
    }

    #[test]
    fn a_class_names_notes_calls_and_menus() {
        for class in
            ["footnotes footnotes-end-of-document", "wp-block-footnotes", "MsoFootnoteText", "references"]
        {
            assert!(of_class(class).say(Words::NOTES), "{class}");
        }
        for class in ["footnote-ref", "footnote-anchor", "sdfootnoteanc", "reference"] {
            assert!(of_class(class).say(Words::CALL), "{class}");
        }
        for class in ["author-box", "entry share-buttons", "site-nav", "wpml-ls-statics", "related_posts"] {
            assert!(of_class(class).say(Words::BOILERPLATE), "{class}");
        }
        for class in ["has-sidebar", "sharecropping", "marginalia", "has-footnotes"] {
            assert_eq!(of_class(class), Words::NONE, "{class}");
        }
        assert!(of_id("footnote132").say(Words::NOTES) && !of_id("footnote-ref-3").say(Words::NOTES));
    }

    #[test]
    fn a_style_hides_or_names_a_note_of_word() {
        assert_eq!(of_style("color:red; display : none"), Words::HIDDEN);
        assert_eq!(of_style("mso-element:footnote"), Words::NOTES);
        assert_eq!(of_style("display:block; list-style:none"), Words::NONE);
    }
}
