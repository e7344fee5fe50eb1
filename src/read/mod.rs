//! Readers: a file of some format in, a [`Document`] out.
//!
//! A reader finds once what no grammar may read (code, addresses, comments) and keeps the way back to the bytes of the
//! file. A new format is a file here and a line in `readers!`.

mod mask;

use crate::error::Error;
use crate::model::{Document, Format};

/// One row of the table of readers.
pub(crate) struct Reader {
    pub(crate) format: Format,
    /// Endings of files, without the dot. The first ones are found in folders, `named` ones only when named.
    pub(crate) walked: &'static [&'static str],
    pub(crate) named: &'static [&'static str],
    read: for<'s> fn(&'s str) -> Document<'s>,
}

/// Declares the files of the readers and the table over them.
macro_rules! readers {
    ($($module:ident,)*) => {
        $(mod $module;)*

        /// All readers.
        pub(crate) static READERS: &[Reader] = &[$($module::READER),*];
    };
}

readers! {
    text,
}

/// Endings of files that need a reader of their own, with a word for them: read as plain text they would give false alarms.
const UNREADABLE: &[(&str, &str)] = &[
    ("doc", "an old Word file"),
    ("docx", "a Word file"),
    ("htm", "an HTML page"),
    ("html", "an HTML page"),
    ("odt", "an OpenDocument file"),
    ("pdf", "a PDF file"),
    ("rtf", "a rich text file"),
    ("xhtml", "an HTML page"),
];

/// The format of a file by its name.
pub(crate) fn format_of(name: &str) -> Result<Format, Error> {
    let extension =
        name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    if let Some((_, what)) = UNREADABLE.iter().find(|(known, _)| *known == extension) {
        return Err(Error::UnreadableFormat { what });
    }
    let known = |reader: &&Reader| reader.walked.iter().chain(reader.named).any(|known| *known == extension);
    Ok(READERS.iter().find(known).map_or(Format::Text, |reader| reader.format))
}

/// Whether a walk through a folder reads a file of this name.
pub(crate) fn is_walked(name: &str) -> bool {
    let extension =
        name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    READERS.iter().any(|reader| reader.walked.contains(&extension.as_str()))
}

/// Reads a draft. `text` is the whole file, a byte-order mark included.
pub(crate) fn read(text: &str, format: Format) -> Document<'_> {
    let reader = READERS.iter().find(|reader| reader.format == format);
    (reader.unwrap_or(&text::READER).read)(text)
}

/// The bytes of a file as text; what is not UTF-8 is named with its place.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Error> {
    if bytes.len() >= u32::MAX as usize {
        return Err(Error::TooLarge { bytes: bytes.len() });
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(Error::UnreadableFormat { what: "a Word file or another archive" });
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(Error::UnreadableFormat { what: "an old Word file" });
    }
    if bytes.starts_with(b"%PDF-") {
        return Err(Error::UnreadableFormat { what: "a PDF file" });
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let before = bytes.get(..offset).unwrap_or_default();
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        let column = 1 + offset - memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        Error::NotUtf8 {
            byte: bytes.get(offset).copied().unwrap_or_default(),
            offset,
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
            guess: guess_encoding(bytes),
        }
    })
}

/// The encoding that bytes look like, under its usual name.
fn guess_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some("utf-16le"),
        [0xFE, 0xFF, ..] => return Some("utf-16be"),
        _ => {}
    }
    #[cfg(feature = "legacy-encoding")]
    {
        use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes.get(..bytes.len().min(1 << 20)).unwrap_or_default(), true);
        let guess: &'static encoding_rs::Encoding = detector.guess(None, Utf8Detection::Deny);
        Some(guess.name())
    }
    #[cfg(not(feature = "legacy-encoding"))]
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_byte_is_named_with_its_place() {
        let error = decode(b"ab\ncd\xFEe").unwrap_err();
        assert!(
            matches!(error, Error::NotUtf8 { byte: 0xFE, offset: 5, line: 2, column: 3, .. }),
            "{error:?}"
        );
    }

    #[test]
    fn a_word_file_is_named_as_one() {
        assert!(format_of("Draft.DOCX").unwrap_err().to_string().starts_with("a Word file"));
        assert!(decode(b"PK\x03\x04rest").is_err());
        assert_eq!(format_of("notes.md"), Ok(Format::Text));
    }
}
