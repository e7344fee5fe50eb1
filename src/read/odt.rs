//! Reads OpenDocument text.
//!
//! All text stands in one part, notes at their calls. The program has counted the notes and left their numbers in the file.
//! Tracked changes are read as accepted, whichever state is asked for: what was deleted stands apart and is left out.

use std::rc::Rc;

use super::archive::{Archive, broken};
use super::manuscript::{Bodies, File, Kind, Manuscript, Mark, Prose, web_address};
use super::xml::{Element, Piece, Xml};
use super::{Read, Reader, properties};
use crate::error::Error;
use crate::model::{Document, Format};
use crate::settings::Intake;

pub(super) const READER: Reader =
    Reader { format: Format::Odt, walked: &["odt"], named: &["ott"], read: Read::Bytes(read) };

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";
const META: &str = "meta.xml";

/// More blanks in a row are not written, whatever the file asks for.
const MOST_BLANKS: usize = 64;

fn read(bytes: &[u8], intake: &Intake) -> Result<Document<'static>, Error> {
    let mut archive = Archive::open(bytes, intake.most_unpacked)?;
    if archive.part(MANIFEST)?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Error::Protected);
    }
    let dated = match archive.part(META)? {
        Some(text) => properties::day(META, &text)?,
        None => None,
    };
    let content = archive.part(CONTENT)?.ok_or_else(|| broken(CONTENT, "it is missing from the archive"))?;
    let mut flow = Flow {
        manuscript: Manuscript::new(Vec::new(), Vec::new(), intake.most_unpacked),
        bodies: Bodies::new(),
        open: Vec::new(),
        level: Level::new("body"),
        outer: Vec::new(),
        note: None,
        notes: 0,
        paragraphs: [0; 3],
    };
    let mut xml = Xml::new(CONTENT, &content);
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Open(element) => match flow.open(&element) {
                Some(inside) => flow.open.push(inside),
                None => xml.skip()?,
            },
            Piece::Close => flow.close()?,
            Piece::Text(text) => flow.read_text(&text),
        }
    }
    flow.manuscript.finish(&flow.bodies, &File { format: Format::Odt, bytes: bytes.len(), dated })
}

/// An open element.
#[derive(Debug)]
enum Inside {
    /// What is inside stands for itself.
    Anything,
    /// A paragraph; one `within` another belongs to a shape or a frame in it.
    Paragraph {
        within: bool,
    },
    Link {
        start: usize,
        target: Option<Rc<str>>,
    },
    Note,
    Citation,
    NoteBody,
    /// Only the paragraphs inside it are shown.
    Drawing,
}

/// The text that paragraphs go into: that of the document, of a note, of a frame.
#[derive(Debug)]
struct Level {
    part: &'static str,
    current: Option<Prose>,
    /// Paragraphs that are read; those of the document are written at once.
    done: Vec<Prose>,
    /// Paragraphs of frames that are anchored in the current one.
    frames: Vec<Prose>,
}

impl Level {
    fn new(part: &'static str) -> Level {
        Level { part, current: None, done: Vec::new(), frames: Vec::new() }
    }
}

/// A note whose call is being read.
#[derive(Debug)]
struct Note {
    kind: Kind,
    id: i64,
    citation: String,
    own_mark: Option<String>,
}

#[derive(Debug)]
struct Flow {
    manuscript: Manuscript,
    bodies: Bodies,
    open: Vec<Inside>,
    level: Level,
    /// The texts around that of `level`, the innermost last.
    outer: Vec<Level>,
    note: Option<Note>,
    notes: i64,
    /// How many paragraphs the body, the footnotes and the endnotes have so far.
    paragraphs: [u32; 3],
}

impl Flow {
    /// What an element that begins is; `None` if nothing inside it is shown.
    fn open(&mut self, element: &Element<'_>) -> Option<Inside> {
        match element.name() {
            "p" | "h" => return Some(self.begin_paragraph()),
            "s" => {
                let count = element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.put(&" ".repeat(count.min(MOST_BLANKS)));
            }
            "tab" => self.put("\t"),
            "line-break" => self.put("\n"),
            "a" => {
                let target = element.attribute("href").and_then(|target| web_address(&target));
                let start = self.level.current.as_ref().map_or(0, Prose::len);
                return Some(Inside::Link { start, target });
            }
            "note" => {
                let is_endnote = element.attribute("note-class").is_some_and(|class| class == "endnote");
                let kind = if is_endnote { Kind::Endnote } else { Kind::Footnote };
                self.notes += 1;
                self.note = Some(Note { kind, id: self.notes, citation: String::new(), own_mark: None });
                return Some(Inside::Note);
            }
            "note-citation" => {
                if let Some(note) = &mut self.note {
                    note.own_mark = element.attribute("label").map(|mark| mark.into_owned());
                }
                return Some(Inside::Citation);
            }
            "note-body" => {
                self.begin_note_body();
                return Some(Inside::NoteBody);
            }
            "annotation" | "forms" | "number" | "ruby-text" | "scripts" | "tracked-changes" => return None,
            // Patterns of a table of contents, and what a picture is called.
            name if name.ends_with("-source") => return None,
            "desc" | "title" if element.prefix() == "svg" => return None,
            _ if element.prefix() == "draw" => return Some(Inside::Drawing),
            _ => {}
        }
        Some(Inside::Anything)
    }

    fn close(&mut self) -> Result<(), Error> {
        match self.open.pop() {
            Some(Inside::Paragraph { within }) => self.end_paragraph(within)?,
            Some(Inside::Link { start, target: Some(target) }) => {
                if let Some(prose) = self.level.current.as_mut().filter(|prose| start <= prose.len()) {
                    prose.link(start, target);
                }
            }
            Some(Inside::NoteBody) => {
                let body = self.leave();
                if let Some(note) = &self.note {
                    self.bodies.insert((note.kind, note.id), body);
                }
            }
            Some(Inside::Note) => self.call(),
            _ => {}
        }
        Ok(())
    }

    /// Adds characters: white space of any kind and length is one blank, and none at the start of a paragraph.
    fn read_text(&mut self, text: &str) {
        match (self.open.last(), &mut self.note) {
            (Some(Inside::Citation), Some(note)) => return note.citation.push_str(text),
            (Some(Inside::Drawing | Inside::Note), _) => return,
            _ => {}
        }
        let Some(prose) = &mut self.level.current else { return };
        let is_white = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
        for (index, words) in text.split(is_white).enumerate() {
            let apart = prose.ends_with_call() || !(prose.text.is_empty() || prose.text.ends_with(' '));
            if index > 0 && apart {
                prose.text.push(' ');
            }
            prose.text.push_str(words);
        }
    }

    /// Adds a sign that has an element of its own.
    fn put(&mut self, sign: &str) {
        let Some(prose) = &mut self.level.current else { return };
        // Lines of a note follow each other without a blank one.
        if sign != "\n" || self.level.part == "body" || !prose.text.ends_with('\n') {
            prose.text.push_str(sign);
        }
    }

    fn begin_paragraph(&mut self) -> Inside {
        let within = self.level.current.is_some();
        if within {
            self.enter(self.level.part);
        }
        let [body, footnotes, endnotes] = &mut self.paragraphs;
        let number = match self.level.part {
            "footnotes" => footnotes,
            "endnotes" => endnotes,
            _ => body,
        };
        *number = number.saturating_add(1);
        self.level.current = Some(Prose::new(self.level.part, *number));
        Inside::Paragraph { within }
    }

    fn end_paragraph(&mut self, within: bool) -> Result<(), Error> {
        let prose = self.level.current.take();
        let frames = std::mem::take(&mut self.level.frames);
        for prose in prose.into_iter().chain(frames) {
            if self.outer.is_empty() {
                self.manuscript.write(&prose)?;
            } else {
                self.level.done.push(prose);
            }
        }
        if within {
            let framed = self.leave();
            self.level.frames.extend(framed);
        }
        Ok(())
    }

    fn begin_note_body(&mut self) {
        let is_endnote = self.note.as_ref().is_some_and(|note| note.kind == Kind::Endnote);
        self.enter(if is_endnote { "endnotes" } else { "footnotes" });
    }

    /// A text within the text begins.
    fn enter(&mut self, part: &'static str) {
        self.outer.push(std::mem::replace(&mut self.level, Level::new(part)));
    }

    /// The text within the text ends: its paragraphs.
    fn leave(&mut self) -> Vec<Prose> {
        let around = self.outer.pop().unwrap_or_else(|| Level::new("body"));
        std::mem::replace(&mut self.level, around).done
    }

    /// Sets the call of the note that was read.
    fn call(&mut self) {
        let (Some(note), Some(prose)) = (self.note.take(), &mut self.level.current) else { return };
        let mark = match note.own_mark {
            Some(mark) => Mark::Own(mark),
            None if note.citation.trim().is_empty() => Mark::Counted,
            None => Mark::Printed(note.citation.trim().into()),
        };
        prose.call(note.kind, note.id, mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::archive::tests::packed;
    use crate::read::manuscript::tests::told;

    fn read_content(content: &str) -> Document<'static> {
        let content = format!(
            "<office:document-content><office:text>{content}</office:text></office:document-content>"
        );
        let meta = "<office:meta><dc:date>2024-05-03T10:00:00</dc:date></office:meta>";
        read(&packed(&[(CONTENT, &content), (META, meta)]), &Intake::default()).unwrap()
    }

    fn note(class: &str, citation: &str, body: &str) -> String {
        format!(
            r#"<text:note text:note-class="{class}">{citation}<text:note-body><text:p>{body}</text:p></text:note-body></text:note>"#
        )
    }

    fn number(number: &str) -> String {
        format!("<text:note-citation>{number}</text:note-citation>")
    }

    #[test]
    fn notes_stand_behind_the_text_with_their_printed_numbers() {
        let own = r#"<text:note-citation text:label="*">*</text:note-citation>"#;
        let link = r#"<text:a xlink:href="https://a.example/x">“Grain”</text:a>, Quay"#;
        let document = read_content(&format!(
            "<text:p>Ports  grew.{}\n Rails{} fell. {} Ships</text:p><text:h>End{}</text:h>",
            note("footnote", &number("1"), link),
            note("endnote", &number("i"), "Behind."),
            note("footnote", &number("2"), "Two.<text:line-break/>Lines."),
            note("footnote", own, "Own."),
        ));
        let (text, calls, notes) = told(&document);
        assert!(
            text.starts_with("Ports grew.[1] Rails[i] fell. [2] Ships\n\nEnd[*]\n\n[1] “Grain”"),
            "{text}"
        );
        assert_eq!(calls, ["1→0", "i→3", "2→1", "*→2"]);
        assert_eq!(
            notes,
            ["0 1: “Grain” <https://a.example/x>, Quay", "0 2: Two.\nLines.", "0 *: Own.", "1 i: Behind."]
        );
        assert_eq!(document.stated.dated.unwrap().to_string(), "2024-05-03");
    }

    #[test]
    fn numbers_that_begin_anew_begin_a_list() {
        let one = note("footnote", &number("1"), "One.");
        let document = read_content(&format!("<text:p>a{one}</text:p><text:p>b{one}</text:p>"));
        assert_eq!(told(&document).2, ["0 1: One.", "1 1: One."]);
    }

    #[test]
    fn frames_and_tables_are_text_and_remarks_are_not() {
        let document = read_content(
            "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
            <text:p>a<draw:frame> <svg:title>x</svg:title><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>b<text:s text:c='2'/>c<office:annotation><text:p>Sure?</text:p></office:annotation><text:tab/>d</text:p>
            <table:table><table:table-cell><text:p>cell</text:p></table:table-cell></table:table>",
        );
        assert_eq!(document.text, "ab  c\td\n\nbox\n\ncell");
    }

    #[test]
    fn bad_files_are_named() {
        let said = |parts: &[(&str, &str)]| read(&packed(parts), &Intake::default()).err().unwrap();
        assert_eq!(
            said(&[("a.xml", "")]).to_string(),
            "content.xml is broken: it is missing from the archive"
        );
        let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
        assert_eq!(said(&[(CONTENT, "secret"), (MANIFEST, manifest)]), Error::Protected);
    }
}
