//! Reads a part that holds text (the body, the notes, a header) paragraph by paragraph.
//!
//! The events of the XML drive a stack of what is open. What is not shown on the page is left out here: deleted text, hidden
//! text, the instructions of fields, the second copy of a text box. Nothing is numbered here.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::rc::Rc;

use super::field::{self, Fields, Place};
use super::lists::Membership;
use super::package::Targets;
use super::symbol::symbol;
use crate::error::Error;
use crate::read::manuscript::{Kind, Mark, Prose};
use crate::read::xml::{Element, Piece, Xml};
use crate::settings::Track;

/// A mark that a writer chooses for a note has ten characters at most in Word.
const LONGEST_MARK: usize = 10;

/// What is found in a part.
#[derive(Debug)]
pub(super) enum Found {
    Paragraph(Block),
    /// A note begins; `None` if it is a separator, which is no note.
    Note(Option<(Kind, i64)>),
}

/// A paragraph with what Word says of it as a whole.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) prose: Prose,
    pub(super) style: Option<String>,
    pub(super) membership: Membership,
    pub(super) ends_section: bool,
    /// Its end is no end: the change that made or removed it is not read.
    runs_on: bool,
}

/// An open element.
#[derive(Debug)]
enum Inside {
    /// What is inside stands for itself.
    Anything,
    Paragraph,
    ParagraphProperties,
    /// Properties of the mark that ends a paragraph.
    MarkProperties,
    ListProperties,
    Run,
    RunProperties,
    /// Characters that are shown; blanks at the edges count only if `kept`.
    Words {
        kept: bool,
    },
    Instruction,
    Link {
        from: Place,
        target: Option<Rc<str>>,
    },
    Formula {
        from: Place,
    },
    TextBox,
    /// A cell of a table.
    Cell,
    Note,
    /// The same content for several programs; the first is taken.
    Alternatives {
        taken: bool,
    },
}

/// The text that paragraphs go into: the part itself, or a text box in it.
#[derive(Debug, Default)]
struct Level {
    current: Option<Block>,
    /// A paragraph that runs on into the next.
    carried: Option<Block>,
    /// Paragraphs of text boxes that are anchored in the current one.
    boxes: Vec<Block>,
    fields: Fields,
    is_hidden: bool,
    /// What is read belongs to the mark of the last call.
    is_mark: bool,
    formulas: usize,
}

/// The paragraphs of a part, in order.
#[derive(Debug)]
pub(super) struct Flow<'x> {
    xml: Xml<'x>,
    part: &'static str,
    /// The prefix of Word's own elements: that of the root.
    prefix: String,
    root: String,
    track: Track,
    targets: &'x Targets,
    open: Vec<Inside>,
    /// The texts around that of `level`, the innermost last.
    outer: Vec<Level>,
    level: Level,
    /// Characters of the element that is open.
    words: String,
    number: u32,
    /// Whether a line between text and notes is read, and how many paragraphs such lines have had: nobody counts them.
    in_separator: bool,
    uncounted: u32,
    found: VecDeque<Found>,
    keeps_blanks: bool,
}

impl<'x> Flow<'x> {
    /// Begins to read; `part` is its name in places ("body").
    pub(super) fn new(
        mut xml: Xml<'x>,
        part: &'static str,
        track: Track,
        targets: &'x Targets,
    ) -> Result<Flow<'x>, Error> {
        let root = xml.next_element()?;
        let root = root.as_ref();
        Ok(Flow {
            prefix: root.map(|root| root.prefix().to_owned()).unwrap_or_default(),
            root: root.map(|root| root.name().to_owned()).unwrap_or_default(),
            keeps_blanks: root.is_some_and(keeps_blanks),
            xml,
            part,
            track,
            targets,
            open: Vec::new(),
            outer: Vec::new(),
            level: Level::default(),
            words: String::new(),
            number: 0,
            in_separator: false,
            uncounted: 0,
            found: VecDeque::new(),
        })
    }

    /// The name of the root, without its prefix.
    pub(super) fn root(&self) -> &str {
        &self.root
    }

    /// What comes next; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Found>, Error> {
        while self.found.is_empty() {
            match self.xml.next()? {
                Some(Piece::Open(element)) => match self.open(&element) {
                    Some(inside) => self.open.push(inside),
                    None => self.xml.skip()?,
                },
                Some(Piece::Close) => self.close(),
                Some(Piece::Text(text)) => self.read_text(&text),
                None => {
                    self.end_text();
                    break;
                }
            }
        }
        Ok(self.found.pop_front())
    }

    /// What an element that begins is; `None` if nothing inside it is shown.
    fn open(&mut self, element: &Element<'_>) -> Option<Inside> {
        if element.prefix() != self.prefix {
            return self.open_foreign(element);
        }
        let value = || element.attribute("val");
        let name = element.name();
        match self.open.last() {
            Some(Inside::RunProperties) => {
                if name == "vanish" {
                    self.level.is_hidden = is_on(value());
                }
                None
            }
            Some(Inside::ParagraphProperties) => {
                let block = self.level.current.as_mut()?;
                match name {
                    "numPr" => return Some(Inside::ListProperties),
                    "rPr" => return Some(Inside::MarkProperties),
                    "pStyle" => block.style = value().map(Cow::into_owned),
                    "sectPr" => block.ends_section = true,
                    _ => {}
                }
                None
            }
            Some(Inside::ListProperties) => {
                let block = self.level.current.as_mut()?;
                match name {
                    "numId" => block.membership.list = value()?.trim().parse().ok(),
                    "ilvl" => block.membership.level = value()?.trim().parse().ok(),
                    _ => {}
                }
                None
            }
            Some(Inside::MarkProperties) => {
                if self.drops(name) {
                    self.level.current.as_mut()?.runs_on = true;
                }
                None
            }
            Some(Inside::Paragraph) if name == "pPr" => Some(Inside::ParagraphProperties),
            Some(Inside::Run) if name == "rPr" => Some(Inside::RunProperties),
            _ => self.open_content(element),
        }
    }

    /// An element of Word that is no property.
    fn open_content(&mut self, element: &Element<'_>) -> Option<Inside> {
        let name = element.name();
        match name {
            "p" => self.begin_paragraph(),
            "t" => return Some(Inside::Words { kept: self.keeps_blanks || keeps_blanks(element) }),
            "delText" if self.track == Track::Original => return Some(Inside::Words { kept: true }),
            "instrText" | "delInstrText" => return Some(Inside::Instruction),
            "tab" | "ptab" => self.put("\t"),
            "br" | "cr" => self.put("\n"),
            "noBreakHyphen" => self.put("\u{2011}"),
            "sym" => {
                let value = |attribute| element.attribute(attribute).unwrap_or_default();
                if let Some(sign) = symbol(&value("font"), &value("char")) {
                    self.put(sign.encode_utf8(&mut [0; 4]));
                }
            }
            "footnoteReference" => self.call(Kind::Footnote, element),
            "endnoteReference" => self.call(Kind::Endnote, element),
            "footnoteRef" | "endnoteRef" => self.repeat_number(),
            "fldChar" => self.field(&element.attribute("fldCharType").unwrap_or_default()),
            "fldSimple" => {
                let target = field::hyperlink(&element.attribute("instr").unwrap_or_default());
                return Some(Inside::Link { from: self.place(), target });
            }
            "hyperlink" => {
                return Some(Inside::Link { from: self.place(), target: self.target(element) });
            }
            "txbxContent" => {
                self.outer.push(std::mem::take(&mut self.level));
                return Some(Inside::TextBox);
            }
            "footnote" | "endnote" => {
                self.begin_note(element);
                return Some(Inside::Note);
            }
            name if self.drops(name) => return None,
            "delText" | "pPr" | "rPr" | "rt" | "sdtEndPr" | "sdtPr" | "sectPr" | "tblGrid" | "tblPr"
            | "tblPrEx" | "tcPr" | "trPr" => return None,
            _ => {}
        }
        Some(match name {
            "p" => Inside::Paragraph,
            "r" => Inside::Run,
            "tc" => Inside::Cell,
            _ => Inside::Anything,
        })
    }

    /// An element of another namespace: content for several programs, a formula, a drawing.
    fn open_foreign(&mut self, element: &Element<'_>) -> Option<Inside> {
        match element.name() {
            "AlternateContent" => Some(Inside::Alternatives { taken: false }),
            "Choice" | "Fallback" => match self.open.last_mut() {
                Some(Inside::Alternatives { taken }) => {
                    (!std::mem::replace(taken, true)).then_some(Inside::Anything)
                }
                _ => Some(Inside::Anything),
            },
            "oMath" => {
                self.level.formulas += 1;
                Some(Inside::Formula { from: self.place() })
            }
            "t" if self.level.formulas > 0 => Some(Inside::Words { kept: true }),
            _ => Some(Inside::Anything),
        }
    }

    /// Whether a tracked change of this name is one that is not read.
    fn drops(&self, name: &str) -> bool {
        match self.track {
            Track::Final => matches!(name, "del" | "moveFrom"),
            Track::Original => matches!(name, "ins" | "moveTo"),
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Inside::Paragraph) => self.end_paragraph(),
            Some(Inside::Run) => self.end_run(),
            Some(Inside::Words { kept }) => self.end_words(kept),
            Some(Inside::Link { from, target: Some(target) }) => self.link(from, target),
            Some(Inside::Formula { from }) => {
                self.level.formulas = self.level.formulas.saturating_sub(1);
                if let Some(block) = self.level.current.as_mut().filter(|_| from.paragraph == self.number) {
                    block.prose.formula(from.at);
                }
            }
            Some(Inside::TextBox) => self.end_text_box(),
            Some(Inside::Cell) => self.end_carried(),
            Some(Inside::Note) => self.end_text(),
            _ => {}
        }
    }

    fn read_text(&mut self, text: &str) {
        match self.open.last() {
            Some(Inside::Words { .. }) => self.words.push_str(text),
            Some(Inside::Instruction) => self.level.fields.instruct(text),
            _ => {}
        }
    }

    /// Adds what the page shows here.
    fn put(&mut self, words: &str) {
        let level = &mut self.level;
        let Some(block) = level.current.as_mut().filter(|_| !level.is_hidden && !level.fields.hides()) else {
            return;
        };
        if let Some(mark) = block.prose.own_mark().filter(|_| level.is_mark) {
            mark.push_str(words);
        } else if words != "\n" || !self.part.ends_with("notes") || !block.prose.text.ends_with('\n') {
            // Lines of a note follow each other without a blank one.
            block.prose.text.push_str(words);
        }
    }

    fn end_words(&mut self, kept: bool) {
        let words = std::mem::take(&mut self.words);
        let shown = if kept { words.as_str() } else { words.trim_matches([' ', '\t', '\r', '\n']) };
        if shown.contains(['\t', '\r', '\n']) {
            self.put(&shown.replace(['\t', '\r', '\n'], " "));
        } else {
            self.put(shown);
        }
        self.words = words;
        self.words.clear();
    }

    /// The place that was reached.
    fn place(&self) -> Place {
        let at = self.level.current.as_ref().map_or(0, |block| block.prose.len());
        Place { paragraph: self.number, at }
    }

    /// Lays an address behind the words since a place, if they are of one paragraph.
    fn link(&mut self, from: Place, target: Rc<str>) {
        let here = self.number;
        if let Some(block) = self.level.current.as_mut().filter(|_| from.paragraph == here) {
            block.prose.link(from.at, target);
        }
    }

    /// Where an element leads to on the web.
    fn target(&self, element: &Element<'_>) -> Option<Rc<str>> {
        let target = self.targets.get(&*element.attribute("id")?)?;
        match element.attribute("anchor") {
            Some(part) => field::address(target, Some(&part)),
            None => Some(Rc::clone(target)),
        }
    }

    fn field(&mut self, kind: &str) {
        let place = self.place();
        match kind {
            "begin" => self.level.fields.begin(),
            "separate" => self.level.fields.separate(place),
            "end" => {
                if let Some((from, target)) = self.level.fields.end() {
                    self.link(from, target);
                }
            }
            _ => {}
        }
    }

    fn call(&mut self, kind: Kind, element: &Element<'_>) {
        let own = element.attribute("customMarkFollows").is_some_and(|value| is_on(Some(value)));
        let level = &mut self.level;
        if level.is_hidden || level.fields.hides() {
            return;
        }
        if let Some(block) = &mut level.current {
            level.is_mark = own;
            block.prose.call(kind, id(element), if own { Mark::Own(String::new()) } else { Mark::Counted });
        }
    }

    /// The note repeats its number here.
    fn repeat_number(&mut self) {
        if let Some(block) = &mut self.level.current {
            let at = block.prose.len();
            block.prose.repeats_number.get_or_insert(at);
        }
    }

    fn end_run(&mut self) {
        let level = &mut self.level;
        level.is_hidden = false;
        if !std::mem::take(&mut level.is_mark) {
            return;
        }
        let Some(block) = &mut level.current else { return };
        let Some(mark) = block.prose.own_mark() else { return };
        // The mark may share its run with the words behind it.
        let length =
            mark.chars().take(LONGEST_MARK).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum();
        let words = mark.split_off(length);
        block.prose.text.push_str(&words);
    }

    fn begin_paragraph(&mut self) {
        self.end_paragraph();
        self.number = self.number.saturating_add(1);
        self.uncounted += u32::from(self.in_separator);
        let prose = Prose::new(self.part, self.number.saturating_sub(self.uncounted));
        let block = Block { prose, ..Block::default() };
        self.level.current = Some(match self.level.carried.take() {
            Some(carried) if !carried.prose.is_blank() => {
                Block { prose: carried.prose, ends_section: carried.ends_section, ..block }
            }
            Some(carried) => Block { ends_section: carried.ends_section, ..block },
            None => block,
        });
    }

    fn end_paragraph(&mut self) {
        let place = self.place();
        let Some(block) = self.level.current.take() else { return };
        self.level.fields.end_paragraph(place);
        if block.runs_on {
            self.level.carried = Some(block);
        } else {
            self.pass_on(block);
        }
    }

    /// Hands on a paragraph, and the text boxes that are anchored in it.
    fn pass_on(&mut self, mut block: Block) {
        let mut boxes = std::mem::take(&mut self.level.boxes);
        if let Some(last) = boxes.last_mut() {
            last.ends_section |= std::mem::take(&mut block.ends_section);
        }
        let blocks = std::iter::once(block).chain(boxes);
        match self.outer.last_mut() {
            Some(outer) => outer.boxes.extend(blocks),
            None => self.found.extend(blocks.map(Found::Paragraph)),
        }
    }

    /// A text ends, whatever was open in it.
    fn end_text(&mut self) {
        self.end_paragraph();
        self.end_carried();
        if !self.level.boxes.is_empty() {
            self.pass_on(Block::default());
        }
        self.level = Level::default();
    }

    /// Nothing is left that a paragraph could run on into.
    fn end_carried(&mut self) {
        if let Some(carried) = self.level.carried.take() {
            self.pass_on(carried);
        }
    }

    fn end_text_box(&mut self) {
        self.end_text();
        self.level = self.outer.pop().unwrap_or_default();
    }

    /// A note begins. What is none is known by its type only: any id may be that of a separator.
    fn begin_note(&mut self, element: &Element<'_>) {
        let is_note = element.attribute("type").is_none_or(|kind| kind == "normal");
        let kind = if element.name() == "footnote" { Kind::Footnote } else { Kind::Endnote };
        self.in_separator = !is_note;
        self.found.push_back(Found::Note(is_note.then(|| (kind, id(element)))));
    }
}

/// The name of a note. One that is no number is that of no note.
fn id(element: &Element<'_>) -> i64 {
    element.attribute("id").and_then(|id| id.trim().parse().ok()).unwrap_or(i64::MIN)
}

/// Whether a switch is on: it is if it has no value.
fn is_on(value: Option<Cow<'_, str>>) -> bool {
    value.is_none_or(|value| !matches!(&*value, "0" | "false" | "off"))
}

fn keeps_blanks(element: &Element<'_>) -> bool {
    element.attribute("space").is_some_and(|value| value == "preserve")
}
