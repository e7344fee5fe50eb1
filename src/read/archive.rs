//! The zip archive that a word processor writes: its parts, unpacked one at a time.
//!
//! Nothing that an archive says of itself is believed: what comes out of it is counted while it comes. Only the parts
//! that are asked for are unpacked.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::encoding;
use crate::error::Error;

/// How an encrypted package and a Word file of before 2007 begin: both are OLE containers.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0";

/// The stream that holds an encrypted package, as its container names it.
const ENCRYPTED: &str = "EncryptedPackage";

/// Room for a part before its first bytes are seen.
const FIRST_ROOM: u64 = 64 << 10;

/// An open archive.
#[derive(Debug)]
pub(super) struct Archive<'f> {
    zip: ZipArchive<Cursor<&'f [u8]>>,
    /// The places of the parts by their names, without capitals and backslashes: names in a package tell no capitals, and
    /// some programs write backslashes.
    places: HashMap<Vec<u8>, usize>,
    /// It may still unpack to so many bytes, of `most`.
    left: u64,
    most: u64,
}

impl<'f> Archive<'f> {
    /// # Errors
    /// What is no archive, with a word for what it is instead if that can be told.
    pub(super) fn open(bytes: &'f [u8], most: u64) -> Result<Archive<'f>, Error> {
        if bytes.len() >= u32::MAX as usize {
            return Err(Error::TooLarge { bytes: bytes.len() });
        }
        if bytes.starts_with(OLE) {
            return Err(container(bytes));
        }
        if !bytes.starts_with(b"PK") {
            let why = if bytes.is_empty() { "it is empty" } else { "it does not begin like one" };
            return Err(broken("the archive", why));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| match error {
            ZipError::InvalidArchive(_) => {
                broken("the archive", "its table of contents is missing or cut off")
            }
            error => failure("the archive", &error),
        })?;
        let mut places = HashMap::new();
        for (place, name) in zip.file_names_raw().enumerate() {
            places.entry(plain(name)).or_insert(place);
        }
        Ok(Archive { zip, places, left: most, most })
    }

    /// The text of a part, if the archive has it.
    ///
    /// # Errors
    /// A part that is broken, protected or too large.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Some(place) = self.places.get(&plain(name.as_bytes())) else { return Ok(None) };
        let mut packed = self.zip.by_index(*place).map_err(|error| failure(name, &error))?;
        let room = packed.size().min(FIRST_ROOM).min(self.left);
        let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or_default());
        let read = packed.by_ref().take(self.left.saturating_add(1)).read_to_end(&mut bytes);
        let length = bytes.len() as u64;
        if length > self.left {
            return Err(Error::Bomb { mebibytes: self.most >> 20 });
        }
        read.map_err(|_| broken(name, "it cannot be unpacked; the file seems cut off or damaged"))?;
        self.left -= length;
        text(bytes).map(Some).ok_or_else(|| broken(name, "it is neither UTF-8 nor UTF-16"))
    }
}

/// The name of a part as it is looked for.
fn plain(name: &[u8]) -> Vec<u8> {
    let letters = name.strip_prefix(b"/").unwrap_or(name).iter();
    letters.map(|byte| if *byte == b'\\' { b'/' } else { byte.to_ascii_lowercase() }).collect()
}

/// Something that is wrong with an archive or a part of it.
pub(super) fn broken(what: &str, why: impl Into<String>) -> Error {
    Error::Broken { what: what.to_owned(), why: why.into() }
}

/// What an OLE container is: a package behind a password, or an old Word file.
fn container(bytes: &[u8]) -> Error {
    let name: Vec<u8> = ENCRYPTED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &name).is_some() {
        Error::Protected
    } else {
        Error::UnreadableFormat { what: "an old Word file" }
    }
}

/// Why an archive or a part did not open.
fn failure(what: &str, error: &ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Error::Protected
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            broken(what, "it is packed in a way that no word processor uses")
        }
        _ => broken(what, "it cannot be unpacked; the file seems cut off or damaged"),
    }
}

/// The text of a part: UTF-8, or UTF-16 behind its byte-order mark.
fn text(bytes: Vec<u8>) -> Option<String> {
    match encoding::wide(&bytes) {
        Some((_, text)) => text,
        None => String::from_utf8(bytes).ok(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write as _;

    use zip::write::SimpleFileOptions;

    use super::*;

    const MOST: u64 = 1 << 20;

    /// An archive of these parts.
    pub(in crate::read) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_part_is_found_however_its_name_is_written() {
        let bytes = packed(&[("word/document.xml", "one"), ("Word\\Notes.xml", "two")]);
        let mut archive = Archive::open(&bytes, MOST).unwrap();
        assert_eq!(archive.part("word/document.xml").unwrap().unwrap(), "one");
        assert_eq!(archive.part("word/notes.xml").unwrap().unwrap(), "two");
        assert_eq!(archive.part("word/endnotes.xml"), Ok(None));
    }

    #[test]
    fn all_parts_together_may_not_grow_beyond_the_limit() {
        let page = "x".repeat(700 << 10);
        let bytes = packed(&[("a.xml", &page), ("b.xml", &page)]);
        let mut archive = Archive::open(&bytes, MOST).unwrap();
        assert!(archive.part("a.xml").is_ok());
        assert_eq!(archive.part("b.xml"), Err(Error::Bomb { mebibytes: 1 }));
    }

    #[test]
    fn what_is_no_archive_is_named() {
        let open = |bytes: &[u8]| Archive::open(bytes, MOST).unwrap_err().to_string();
        assert_eq!(open(b""), "the archive is broken: it is empty");
        assert_eq!(open(b"Ports grew."), "the archive is broken: it does not begin like one");
        assert!(open(b"\xD0\xCF\x11\xE0 W\0o\0r\0d\0").starts_with("an old Word file"));
        assert_eq!(
            open(b"\xD0\xCF\x11\xE0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"),
            Error::Protected.to_string()
        );
        let whole = packed(&[("a.xml", "Ports grew.")]);
        let cut = whole.get(..whole.len() - 30).unwrap();
        assert_eq!(open(cut), "the archive is broken: its table of contents is missing or cut off");
    }

    #[test]
    fn a_part_in_utf_16_is_read() {
        let wide: Vec<u8> = "\u{FEFF}şen".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(wide).unwrap(), "şen");
        assert_eq!(text(b"\xFF\xFE\x00\xD8".to_vec()), None);
        assert_eq!(text(b"\xE9t\xE9".to_vec()), None);
    }
}
