//! Reads Word files.
//!
//! A file is a package of parts: the body, the notes, and what they refer to. The body is read first; its calls tell which
//! notes are printed and in which order. Text is what the page shows, see [`flow`]; headers, footers and comments are no
//! part of it unless they call notes.

mod field;
mod flow;
mod lists;
mod numbers;
mod package;
mod symbol;

use chrono::NaiveDate;

use self::flow::{Block, Flow, Found};
use self::lists::Lists;
use self::package::{Related, Targets};
use super::archive::{Archive, broken};
use super::manuscript::{Bodies, File, Manuscript, Numbers};
use super::text::is_heading;
use super::xml::Xml;
use super::{Read, Reader, properties};
use crate::error::Error;
use crate::model::{Document, Format};
use crate::settings::{Intake, Track};

pub(super) const READER: Reader =
    Reader { format: Format::Docx, walked: &["docx"], named: &["docm", "dotx"], read: Read::Bytes(read) };

/// Parts beside the body that are read only if they call notes, with their names in places.
const ASIDE: [(&str, &str); 3] = [("header", "headers"), ("footer", "footers"), ("comments", "comments")];

fn read(bytes: &[u8], intake: &Intake) -> Result<Document<'static>, Error> {
    let mut archive = Archive::open(bytes, intake.most_unpacked)?;
    let (main, properties) = Related::main(&mut archive)?;
    let dated = match properties {
        Some(name) => day(&mut archive, &name)?,
        None => None,
    };
    let mut manuscript = read_body(&mut archive, &main, intake)?;
    for (kind, part) in ASIDE {
        for name in main.all(kind) {
            read_aside(&mut archive, name, part, intake.track, &mut manuscript)?;
        }
    }
    let mut bodies = Bodies::new();
    for part in ["footnotes", "endnotes"] {
        read_notes(&mut archive, &main, part, intake.track, &mut bodies)?;
    }
    manuscript.finish(&bodies, &File { format: Format::Docx, bytes: bytes.len(), dated })
}

fn day(archive: &mut Archive<'_>, name: &str) -> Result<Option<NaiveDate>, Error> {
    archive.part(name)?.map_or(Ok(None), |text| properties::day(name, &text))
}

/// The running text, paragraph by paragraph.
fn read_body(archive: &mut Archive<'_>, main: &Related, intake: &Intake) -> Result<Manuscript, Error> {
    let whole = match main.read(archive, "settings")? {
        Some((name, text)) => numbers::of_document(&name, &text)?,
        None => [Numbers::FOOTNOTES, Numbers::ENDNOTES],
    };
    let mut lists = read_lists(archive, main)?;
    let text = package::main_text(archive, main)?;
    let [footnotes, endnotes] = numbers::of_sections(main.name(), &text, whole)?;
    let targets = package::targets(archive, main.name())?;
    let mut manuscript = Manuscript::new(footnotes, endnotes, intake.most_unpacked);
    let mut flow = Flow::new(Xml::new(main.name(), &text), "body", intake.track, &targets)?;
    if flow.root() != "document" {
        return Err(broken(main.name(), "it is no Word document"));
    }
    let mut below_heading = false;
    while let Some(found) = flow.next()? {
        let Found::Paragraph(mut block) = found else { continue };
        let numbered = number(&mut block, &mut lists, below_heading);
        manuscript.write(&block.prose)?;
        below_heading =
            is_heading(block.prose.text.trim()) || (below_heading && (numbered || block.prose.is_blank()));
        if block.ends_section {
            manuscript.next_section();
        }
    }
    Ok(manuscript)
}

fn read_lists(archive: &mut Archive<'_>, main: &Related) -> Result<Lists, Error> {
    let mut lists = Lists::default();
    if let Some((name, text)) = main.read(archive, "numbering")? {
        lists.read_lists(&name, &text)?;
    }
    if !lists.is_empty()
        && let Some((name, text)) = main.read(archive, "styles")?
    {
        lists.read_styles(&name, &text)?;
    }
    Ok(lists)
}

/// Writes the number of its list before a paragraph, and tells whether it has one. Only a number in brackets is a note
/// anywhere; another is one below a heading that says so.
fn number(block: &mut Block, lists: &mut Lists, below_heading: bool) -> bool {
    let Some(number) = lists.count(block.membership, block.style.as_deref()) else { return false };
    if number.bracketed || (below_heading && !block.prose.is_blank()) {
        block.prose.lead = format!("{} ", number.shown);
    }
    true
}

/// A part beside the body: its paragraphs that call notes.
fn read_aside(
    archive: &mut Archive<'_>,
    name: &str,
    part: &'static str,
    track: Track,
    manuscript: &mut Manuscript,
) -> Result<(), Error> {
    let Some(text) = archive.part(name)? else { return Ok(()) };
    let calls = |words: &str| memchr::memmem::find(text.as_bytes(), words.as_bytes()).is_some();
    if !calls("footnoteReference") && !calls("endnoteReference") {
        return Ok(());
    }
    let targets = Targets::new();
    let mut flow = Flow::new(Xml::new(name, &text), part, track, &targets)?;
    while let Some(found) = flow.next()? {
        if let Found::Paragraph(block) = found
            && block.prose.has_calls()
        {
            manuscript.write(&block.prose)?;
        }
    }
    Ok(())
}

/// The bodies of footnotes or endnotes. Of two with one id the first counts.
fn read_notes(
    archive: &mut Archive<'_>,
    main: &Related,
    part: &'static str,
    track: Track,
    bodies: &mut Bodies,
) -> Result<(), Error> {
    let Some((name, text)) = main.read(archive, part)? else { return Ok(()) };
    let targets = package::targets(archive, &name)?;
    let mut flow = Flow::new(Xml::new(&name, &text), part, track, &targets)?;
    let mut note = None;
    while let Some(found) = flow.next()? {
        match found {
            Found::Note(begun) => {
                note = begun.filter(|name| !bodies.contains_key(name));
                bodies.extend(note.map(|name| (name, Vec::new())));
            }
            Found::Paragraph(block) => {
                if let Some(body) = note.and_then(|name| bodies.get_mut(&name)) {
                    // Most notes have one paragraph, and a vector begins with room for four.
                    if body.is_empty() {
                        body.reserve_exact(1);
                    }
                    body.push(block.prose);
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
