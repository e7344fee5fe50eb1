//! From the bytes of a file to text: by its byte-order mark, as UTF-8, by what it declares, by what the caller says.
//!
//! Nothing is guessed unless the caller asks for it: a wrong guess turns every name in a note into another.

use std::borrow::Cow;

use crate::error::Error;
use crate::model::Encoding;
use crate::settings::Intake;

/// A declaration stands in so many bytes at the start of a file (HTML standard, 4.2.5.4).
#[cfg(feature = "legacy-encoding")]
const DECLARED_WITHIN: usize = 1024;

/// A guess is made from so many bytes.
#[cfg(feature = "legacy-encoding")]
const GUESSED_FROM: usize = 1 << 20;

/// The bytes of a file as text, and how they were read; `declares` says whether its format can name its own encoding.
///
/// # Errors
/// [`Error::NotUtf8`] with the place of the first byte that does not fit and a guess, [`Error::TooLarge`] from four gigabytes,
/// [`Error::UnknownEncoding`] and [`Error::WrongEncoding`] for what the caller named.
pub(super) fn decode<'s>(
    bytes: &'s [u8],
    intake: &Intake,
    declares: bool,
) -> Result<(Cow<'s, str>, Encoding), Error> {
    if bytes.len() >= u32::MAX as usize {
        return Err(Error::TooLarge { bytes: bytes.len() });
    }
    let wanted = intake.encoding.as_deref();
    if let Some(name) = wanted.filter(|name| !name.eq_ignore_ascii_case("auto")) {
        return named(bytes, name);
    }
    if let Some(decoded) = utf16(bytes) {
        return decoded;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((Cow::Borrowed(text), Encoding::UTF8)),
        Err(error) => {
            let declared = declared(bytes).filter(|_| declares);
            let guessed = || guess(bytes).filter(|_| wanted.is_some());
            match declared.or_else(guessed) {
                Some(name) => named(bytes, name),
                None => Err(not_utf8(bytes, error.valid_up_to())),
            }
        }
    }
}

fn not_utf8(bytes: &[u8], offset: usize) -> Error {
    let before = bytes.get(..offset).unwrap_or_default();
    let line = 1 + memchr::memchr_iter(b'\n', before).count();
    let column = 1 + offset - memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    Error::NotUtf8 {
        byte: bytes.get(offset).copied().unwrap_or_default(),
        offset,
        line: u32::try_from(line).unwrap_or(u32::MAX),
        column: u32::try_from(column).unwrap_or(u32::MAX),
        guess: guess(bytes),
    }
}

/// UTF-16 that its byte-order mark tells; a file of it ends with a whole unit.
fn utf16(bytes: &[u8]) -> Option<Result<(Cow<'_, str>, Encoding), Error>> {
    let (name, text) = wide(bytes)?;
    let text = text.filter(|_| bytes.len().is_multiple_of(2)).ok_or(Error::WrongEncoding { name });
    Some(text.map(|text| (Cow::Owned(text), Encoding { name, rewritten: true })))
}

/// What the whole units of UTF-16 behind a byte-order mark say, if they are text, and the name of their order.
pub(super) fn wide(bytes: &[u8]) -> Option<(&'static str, Option<String>)> {
    let (name, unit): (_, fn([u8; 2]) -> u16) = match bytes {
        [0xFF, 0xFE, ..] => ("utf-16le", u16::from_le_bytes),
        [0xFE, 0xFF, ..] => ("utf-16be", u16::from_be_bytes),
        _ => return None,
    };
    let (units, _) = bytes.get(2..).unwrap_or_default().as_chunks::<2>();
    Some((name, char::decode_utf16(units.iter().copied().map(unit)).collect::<Result<_, _>>().ok()))
}

#[cfg(feature = "legacy-encoding")]
fn named<'s>(bytes: &'s [u8], name: &str) -> Result<(Cow<'s, str>, Encoding), Error> {
    let Some(encoding) = encoding_rs::Encoding::for_label(name.as_bytes()) else {
        return Err(Error::UnknownEncoding { name: name.to_owned() });
    };
    let (text, failed) = encoding.decode_with_bom_removal(bytes);
    if failed {
        return Err(Error::WrongEncoding { name: encoding.name() });
    }
    let utf8 = encoding == encoding_rs::UTF_8;
    match text {
        Cow::Borrowed(text) if utf8 => Ok((Cow::Borrowed(text), Encoding::UTF8)),
        text => Ok((
            Cow::Owned(text.into_owned()),
            Encoding { name: if utf8 { "utf-8" } else { encoding.name() }, rewritten: !utf8 },
        )),
    }
}

#[cfg(not(feature = "legacy-encoding"))]
fn named<'s>(_: &'s [u8], name: &str) -> Result<(Cow<'s, str>, Encoding), Error> {
    Err(Error::UnknownEncoding { name: name.to_owned() })
}

// declaration = "charset" *blank "=" *blank [ quote ] name / "encoding=" quote name quote
/// The encoding that a page of HTML or XML says it is written in.
#[cfg(feature = "legacy-encoding")]
fn declared(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.get(..bytes.len().min(DECLARED_WITHIN))?.to_ascii_lowercase();
    let names = ["charset", "encoding"].into_iter().filter_map(|word| {
        let at = memchr::memmem::find(&head, word.as_bytes())?;
        let rest = head.get(at + word.len()..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        let length =
            rest.iter().take_while(|byte| !matches!(byte, b'"' | b'\'' | b'>' | b';' | b' ' | b'?')).count();
        encoding_rs::Encoding::for_label(rest.get(..length)?)
    });
    // What declares UTF-8 and is none has a wrong byte: that is told.
    names.map(|encoding| encoding.name()).find(|name| *name != "UTF-8")
}

#[cfg(not(feature = "legacy-encoding"))]
fn declared(_: &[u8]) -> Option<&'static str> {
    None
}

/// The encoding that bytes look like, under its usual name.
#[cfg(feature = "legacy-encoding")]
fn guess(bytes: &[u8]) -> Option<&'static str> {
    use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..bytes.len().min(GUESSED_FROM)).unwrap_or_default(), true);
    Some(detector.guess(None, Utf8Detection::Deny).name())
}

#[cfg(not(feature = "legacy-encoding"))]
fn guess(_: &[u8]) -> Option<&'static str> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], encoding: Option<&str>) -> Result<String, Error> {
        let intake = Intake { encoding: encoding.map(str::to_owned), ..Intake::default() };
        decode(bytes, &intake, true).map(|(text, _)| text.into_owned())
    }

    #[test]
    fn a_wrong_byte_is_named_with_its_place() {
        let error = read(b"ab\ncd\xFEe", None).unwrap_err();
        assert!(
            matches!(error, Error::NotUtf8 { byte: 0xFE, offset: 5, line: 2, column: 3, .. }),
            "{error:?}"
        );
    }

    #[test]
    fn a_byte_order_mark_tells_utf16() {
        assert_eq!(read(b"\xFF\xFEa\0\x5F\x01", None), Ok("aş".to_owned()));
        assert_eq!(read(b"\xFE\xFF\0a\x01\x5F", None), Ok("aş".to_owned()));
        assert_eq!(read(b"\xFF\xFEa", None), Err(Error::WrongEncoding { name: "utf-16le" }));
    }

    #[cfg(feature = "legacy-encoding")]
    #[test]
    fn a_page_says_what_it_is_written_in() {
        assert_eq!(
            read(b"<meta charset=\"windows-1254\">\xFE", None),
            Ok("<meta charset=\"windows-1254\">ş".into())
        );
        assert!(read(b"<meta charset=utf-8>\xFE", None).is_err());
        assert!(read(b"<?xml encoding='latin1'?>\xE9", None).unwrap().ends_with('é'));
    }

    #[cfg(feature = "legacy-encoding")]
    #[test]
    fn the_caller_says_what_a_file_is_written_in() {
        assert_eq!(read(b"\xFE", Some("windows-1254")), Ok("ş".to_owned()));
        assert_eq!(read(b"ab", Some("klingon")), Err(Error::UnknownEncoding { name: "klingon".into() }));
        assert!(read("Dağlar şimdi çok güzel".as_bytes(), Some("auto")).is_ok());
        assert!(read(b"Da\xF0lar \xFEimdi \xE7ok g\xFCzel", Some("auto")).is_ok());
    }
}
