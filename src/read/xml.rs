//! Reads the XML of a part event by event: no tree, bounded depth, no entities but those of XML itself.
//!
//! Names are compared without their prefix: strict files have namespaces of their own, and programs choose prefixes
//! freely.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape_with};
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::archive::broken;
use crate::error::Error;

/// Elements may stand so deep inside each other; a table in a table in a text box needs some thirty.
const DEEPEST: usize = 2_000;

/// What comes next in a part.
#[derive(Debug)]
pub(super) enum Piece<'x> {
    /// An element begins.
    Open(Element<'x>),
    /// The element that began last and is still open ends.
    Close,
    /// Characters.
    Text(Cow<'x, str>),
}

/// An element as it begins.
#[derive(Debug)]
pub(super) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// Its name without the prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Its prefix; empty if it has none.
    pub(super) fn prefix(&self) -> &str {
        self.0.name().prefix().map_or("", |prefix| prefix.into_inner())
    }

    /// The value of an attribute, by its name without the prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        // The check for doubles would compare each attribute with all before it.
        let mut attributes = self.0.attributes();
        let mut read = attributes.with_checks(false).map_while(Result::ok);
        let found = read.find(|attribute| attribute.key.local_name().into_inner() == name)?;
        Some(match found.value {
            Cow::Borrowed(raw) => unescaped(raw),
            Cow::Owned(raw) => Cow::Owned(unescaped(&raw).into_owned()),
        })
    }
}

/// An attribute as it is meant; entities of a definition that is not read are dropped.
fn unescaped(raw: &str) -> Cow<'_, str> {
    unescape_with(raw, |entity| Some(resolve_xml_entity(entity).unwrap_or_default()))
        .unwrap_or(Cow::Borrowed(raw))
}

/// The events of a part.
#[derive(Debug)]
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    part: &'x str,
    depth: usize,
    /// The element that began last was written as one that is empty: its end is not in the file.
    ends: bool,
}

impl<'x> Xml<'x> {
    /// Reads `text`, the part of this name.
    pub(super) fn new(part: &'x str, text: &'x str) -> Xml<'x> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        Xml { reader, part, depth: 0, ends: false }
    }

    /// What comes next; `None` at the end.
    ///
    /// # Errors
    /// XML that is not well-formed, has a document type, or is nested beyond reason.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'x>>, Error> {
        if std::mem::take(&mut self.ends) {
            return Ok(Some(Piece::Close));
        }
        loop {
            let event = self.reader.read_event().map_err(|_| self.malformed())?;
            return Ok(Some(match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(Error::TooDeep { what: self.part.to_owned(), depth: DEEPEST });
                    }
                    Piece::Open(Element(tag))
                }
                Event::Empty(tag) => {
                    self.ends = true;
                    Piece::Open(Element(tag))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Piece::Close
                }
                Event::Text(text) => Piece::Text(text.into_inner()),
                Event::CData(text) => Piece::Text(text.into_inner()),
                Event::GeneralRef(entity) => match character(&entity) {
                    Some(text) => Piece::Text(text),
                    None => continue,
                },
                Event::DocType(_) => {
                    return Err(broken(self.part, "it has a document type, which no word processor writes"));
                }
                Event::Eof if self.depth > 0 => return Err(broken(self.part, "it breaks off")),
                Event::Eof => return Ok(None),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
            }));
        }
    }

    /// The next element that begins, wherever it stands.
    pub(super) fn next_element(&mut self) -> Result<Option<Element<'x>>, Error> {
        while let Some(piece) = self.next()? {
            if let Piece::Open(element) = piece {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    /// Leaves out what is inside the element that began last, with its end.
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        let mut open = 1usize;
        while open > 0 {
            match self.next()? {
                Some(Piece::Open(_)) => open += 1,
                Some(Piece::Close) => open -= 1,
                Some(Piece::Text(_)) => {}
                None => break,
            }
        }
        Ok(())
    }

    fn malformed(&self) -> Error {
        broken(self.part, format!("it is no well-formed XML at byte {}", self.reader.error_position()))
    }
}

/// What an entity stands for, if XML itself knows it.
fn character(entity: &BytesRef<'_>) -> Option<Cow<'static, str>> {
    match entity.resolve_char_ref() {
        Ok(Some(c)) => Some(Cow::Owned(c.to_string())),
        Ok(None) => resolve_xml_entity(entity).map(Cow::Borrowed),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, Error> {
        let mut xml = Xml::new("word/document.xml", text);
        let mut read = String::new();
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Open(element) => read += &format!("<{}{}>", element.prefix(), element.name()),
                Piece::Close => read += "</>",
                Piece::Text(text) => read += &text,
            }
        }
        Ok(read)
    }

    #[test]
    fn elements_and_characters_come_in_order() {
        assert_eq!(
            read("<w:p a='1'>a<w:r/>&amp;&#x41;&unknown;<b>&#xD800;</b></w:p>"),
            Ok("<wp>a<wr></>&A<b></></>".into())
        );
    }

    #[test]
    fn an_attribute_is_found_without_its_prefix() {
        let mut xml = Xml::new("a.xml", "<a r:id='x &amp; y&other;' w:val=\"2\"/>");
        let element = xml.next_element().unwrap().unwrap();
        assert_eq!(element.attribute("id").unwrap(), "x & y");
        assert_eq!(element.attribute("val").unwrap(), "2");
        assert_eq!(element.attribute("other"), None);
    }

    #[test]
    fn what_is_inside_an_element_can_be_left_out() {
        let mut xml = Xml::new("a.xml", "<a><b><b/>c</b>d<e/>f</a>");
        xml.next_element().unwrap();
        xml.next_element().unwrap();
        xml.skip().unwrap();
        assert!(matches!(xml.next(), Ok(Some(Piece::Text(text))) if text == "d"));
        xml.next_element().unwrap();
        xml.skip().unwrap();
        assert!(matches!(xml.next(), Ok(Some(Piece::Text(text))) if text == "f"));
    }

    #[test]
    fn what_no_word_processor_writes_is_refused() {
        let said = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(said("<a><b></a>"), "word/document.xml is broken: it is no well-formed XML at byte 6");
        assert_eq!(said("<a><b>"), "word/document.xml is broken: it breaks off");
        assert!(said("<!DOCTYPE a [<!ENTITY x \"xx\">]><a>&x;</a>").contains("document type"));
        assert_eq!(
            said(&"<a>".repeat(1_000_000)),
            "word/document.xml is nested more than 2000 elements deep; refused"
        );
    }

    #[test]
    fn a_hundred_thousand_attributes_are_read_once() {
        let many: String = (0..100_000).map(|number| format!(" a{number}='1'")).collect();
        let text = format!("<a{many} id='7'/>");
        let mut xml = Xml::new("a.xml", &text);
        assert_eq!(xml.next_element().unwrap().unwrap().attribute("id").unwrap(), "7");
    }
}
