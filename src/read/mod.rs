//! Readers: a file of some format in, a [`Document`] out.
//!
//! A reader finds once what no grammar may read (code, addresses, comments) and keeps the way back to the bytes of the
//! file. A new format is a file here and a line in `readers!`.

#[cfg(feature = "docx")]
mod archive;
mod builder;
mod encoding;
#[cfg(feature = "docx")]
mod manuscript;
mod mask;
#[cfg(feature = "docx")]
mod properties;
#[cfg(feature = "docx")]
mod xml;

use std::borrow::Cow;

use crate::error::Error;
use crate::model::{Document, Format};
use crate::settings::Intake;

/// One row of the table of readers.
pub(crate) struct Reader {
    pub(crate) format: Format,
    /// Endings of files, without the dot. The first ones are found in folders, `named` ones only when named.
    pub(crate) walked: &'static [&'static str],
    pub(crate) named: &'static [&'static str],
    read: Read,
}

/// How a reader takes a file.
enum Read {
    /// As text behind its byte-order mark.
    Text(for<'s> fn(&'s str) -> Document<'s>),
    /// As bytes, by what is wanted of them.
    #[cfg(feature = "docx")]
    Bytes(fn(&[u8], &Intake) -> Result<Document<'static>, Error>),
}

/// Declares the files of the readers and the table over them.
macro_rules! readers {
    ($($(#[$on:meta])? $module:ident,)*) => {
        $($(#[$on])? mod $module;)*

        /// All readers.
        pub(crate) static READERS: &[Reader] = &[$($(#[$on])? $module::READER),*];
    };
}

readers! {
    text,
    #[cfg(feature = "markdown")] markdown,
    #[cfg(feature = "html")] html,
    #[cfg(feature = "docx")] docx,
    #[cfg(feature = "docx")] odt,
}

/// Endings of files that need a reader of their own, with a word for them: read as plain text they would give false alarms.
const UNREADABLE: &[(&str, &str)] =
    &[("doc", "an old Word file"), ("pdf", "a PDF file"), ("rtf", "a rich text file")];

/// The format of a file, by its name and then by its first bytes.
pub(crate) fn detect(name: &str, bytes: &[u8]) -> Result<Format, Error> {
    let extension = extension(name);
    // What a program packed is no text, whatever it is called.
    if bytes.starts_with(b"PK\x03\x04") {
        let named = format_of_extension(&extension).filter(|format| !format.is_text());
        return Ok(named.unwrap_or_else(|| packed(bytes)));
    }
    if let Some((_, what)) = UNREADABLE.iter().find(|(known, _)| *known == extension) {
        return Err(Error::UnreadableFormat { what });
    }
    Ok(format_of_extension(&extension).unwrap_or_else(|| format_of_content(bytes)))
}

/// Endings of the formats whose readers may be switched off: such a file is refused, not misread.
const ENDINGS: &[(&str, Format)] = &[
    ("docx", Format::Docx),
    ("htm", Format::Html),
    ("html", Format::Html),
    ("markdown", Format::Markdown),
    ("md", Format::Markdown),
    ("mdown", Format::Markdown),
    ("odt", Format::Odt),
    ("xhtml", Format::Html),
];

fn format_of_extension(extension: &str) -> Option<Format> {
    let known = |reader: &&Reader| reader.walked.iter().chain(reader.named).any(|known| *known == extension);
    let read = READERS.iter().find(known).map(|reader| reader.format);
    read.or_else(|| ENDINGS.iter().find(|(known, _)| *known == extension).map(|(_, format)| *format))
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

/// OpenDocument names its type in the first entry of the archive; every other archive is taken for Word's.
fn packed(bytes: &[u8]) -> Format {
    let head = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or_default();
    let odt = memchr::memmem::find(head, b"mimetypeapplication/vnd.oasis.opendocument.text").is_some();
    if odt { Format::Odt } else { Format::Docx }
}

/// The format of a text is told by so many of its first bytes.
const LOOKED_AT: usize = 4096;

fn format_of_content(bytes: &[u8]) -> Format {
    let head = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or_default().to_ascii_lowercase();
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head).trim_ascii_start();
    let opens = |tag: &&[u8]| start.starts_with(tag);
    let html: [&[u8]; 4] = [b"<!doctype html", b"<html", b"<head", b"<body"];
    let xhtml = start.starts_with(b"<?xml") && memchr::memmem::find(start, b"<html").is_some();
    if html.iter().any(opens) || xhtml {
        return Format::Html;
    }
    let mut definitions = memchr::memmem::find_iter(bytes, b"\n[^");
    let defines = |at: usize| {
        let line = bytes.get(at + 1..).unwrap_or_default();
        let line = line.get(..memchr::memchr(b'\n', line).unwrap_or(line.len())).unwrap_or_default();
        memchr::memmem::find(line, b"]:").is_some_and(|end| end > 2)
    };
    if definitions.next().is_some_and(defines) { Format::Markdown } else { Format::Text }
}

/// Whether a walk through a folder reads a file of this name.
pub(crate) fn is_walked(name: &str) -> bool {
    let extension = extension(name);
    READERS.iter().any(|reader| reader.walked.contains(&extension.as_str()))
}

/// Reads the bytes of a draft.
///
/// # Errors
/// What stops the reader: bytes of another encoding, a broken archive, a format that is switched off.
pub(crate) fn read<'s>(bytes: &'s [u8], format: Format, intake: &Intake) -> Result<Document<'s>, Error> {
    let reader = READERS.iter().find(|reader| reader.format == format);
    let reader = reader.ok_or(Error::FormatOff { format: format.name() })?;
    let read = match reader.read {
        Read::Text(read) => read,
        #[cfg(feature = "docx")]
        Read::Bytes(read) => return read(bytes, intake),
    };
    if let Some(what) = other_program(bytes) {
        return Err(Error::UnreadableFormat { what });
    }
    let (text, encoding) = encoding::decode(bytes, intake, format == Format::Html)?;
    Ok(match text {
        Cow::Borrowed(text) => read(text),
        Cow::Owned(text) => Document { encoding, bytes: bytes.len(), ..read(&text).into_owned() },
    })
}

/// What wrote a file that is no text, by its first bytes.
fn other_program(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => Some("an archive"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Some("an old Word file"),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("a PDF file"),
        [b'{', b'\\', b'r', b't', b'f', ..] => Some("a rich text file"),
        _ => None,
    }
}

/// Reads plain text.
pub(crate) fn read_text(text: &str) -> Document<'_> {
    text::read(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_told_by_the_name_and_then_by_the_content() {
        assert_eq!(detect("notes.md", b""), Ok(Format::Markdown));
        assert_eq!(detect("Page.HTML", b""), Ok(Format::Html));
        assert_eq!(detect("draft", b"\n<!doctype html><p>Ports"), Ok(Format::Html));
        assert_eq!(detect("draft", b"Ports grew.[^1]\n\n[^1]: Ibid.\n"), Ok(Format::Markdown));
        assert_eq!(detect("draft.txt", b"Ports grew.[^1]\n\n[^1]: Ibid.\n"), Ok(Format::Text));
        assert_eq!(detect("-", b"Ports grew.[1]"), Ok(Format::Text));
        assert_eq!(detect("draft.txt", b"PK\x03\x04 word/document.xml"), Ok(Format::Docx));
    }

    #[test]
    fn what_another_program_wrote_is_named() {
        assert!(detect("letter.doc", b"x").unwrap_err().to_string().starts_with("an old Word file"));
        let error = read(b"%PDF-1.7", Format::Text, &Intake::default()).unwrap_err();
        assert!(error.to_string().starts_with("a PDF file"));
    }
}
