//! The front matter of a file: where it ends, and the day that it gives the draft.

use chrono::NaiveDate;

use super::super::mask::{self, lines};
use crate::text;

/// Keys of a later version of a draft; the later day counts.
const KEYS_OF_CHANGE: &[&str] = &["lastmod", "modified", "updated"];

/// What stands before the draft.
#[derive(Debug, Default)]
pub(super) struct Matter {
    /// Its bytes, the line end behind it included; 0 without one.
    pub(super) end: usize,
    pub(super) dated: Option<NaiveDate>,
}

/// Reads the front matter in YAML or TOML.
pub(super) fn read(file: &str) -> Matter {
    let span = mask::front_matter(file).map(|span| span.end()).or_else(|| toml_end(file));
    let Some(end) = span else { return Matter::default() };
    let dated = dated(file.get(..end).unwrap_or_default());
    let behind = file.get(end..).unwrap_or_default();
    let line_end = text::whole_lines(behind).next().filter(|line| line.trim().is_empty());
    Matter { end: end + line_end.map_or(0, str::len), dated }
}

// toml = "+++" line-end *( key "=" … / "[" … / blank / "#" … / blanks … line-end ) "+++"
fn toml_end(file: &str) -> Option<usize> {
    let mut lines = lines(file);
    let (_, first) = lines.next()?;
    if first.trim_end() != "+++" {
        return None;
    }
    for (span, line) in lines {
        if line.trim_end() == "+++" {
            return Some(span.end());
        }
        let blank = line.trim().is_empty();
        if !(blank || line.contains('=') || line.starts_with(['[', ']', '#', ' ', '\t', '"', '\''])) {
            return None;
        }
    }
    None
}

/// The latest day among the keys for days; keys below another key or behind a table do not count.
fn dated(matter: &str) -> Option<NaiveDate> {
    let mut day = None;
    for (_, line) in lines(matter) {
        if line.starts_with('[') {
            break;
        }
        let Some((key, value)) = line.split_once([':', '=']) else { continue };
        let key = key.trim_end();
        if key == "date" || KEYS_OF_CHANGE.contains(&key) {
            day = day.max(iso_day(value));
        }
    }
    day
}

// day = 4digit "-" 2digit "-" 2digit [ ( "T" / "t" / " " ) … ], bare or in quotes
fn iso_day(value: &str) -> Option<NaiveDate> {
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    let digits = |from: usize, to: usize| {
        let digits = value.get(from..to)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<u32>().ok())?
    };
    let dashes = value.as_bytes().get(4) == Some(&b'-') && value.as_bytes().get(7) == Some(&b'-');
    let (year, month, day) = (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?);
    let ends = matches!(value.as_bytes().get(10), None | Some(b'T' | b't' | b' ' | b'\t' | b'"' | b'\''));
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|_| dashes && ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(file: &str) -> Option<String> {
        read(file).dated.map(|day| day.to_string())
    }

    #[test]
    fn a_plain_day_or_a_moment_dates_the_draft() {
        assert_eq!(day("---\ntitle: Ports\ndate: 2024-05-03\n---\n").as_deref(), Some("2024-05-03"));
        assert_eq!(day("---\r\ndate: \"2024-05-03T08:00:00Z\"\r\n---\r\n").as_deref(), Some("2024-05-03"));
        assert_eq!(
            day("+++\ndate = 2024-05-03\n[params]\nupdated = 2025-01-01\n+++\n").as_deref(),
            Some("2024-05-03")
        );
        assert_eq!(day("---\ndate: 2024-05-03\nlastmod: 2024-06-01\n---\n").as_deref(), Some("2024-06-01"));
    }

    #[test]
    fn other_words_date_nothing() {
        assert_eq!(day("---\ndate: 3 May 2024\n---\n"), None);
        assert_eq!(day("---\ndate: 2024-02-31\n---\n"), None);
        assert_eq!(day("---\nlog:\n  date: 2024-05-03\n---\n"), None);
        assert_eq!(day("Date: 2024-05-03\n"), None);
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(read("---\nPorts grew.\n---\n").end, 0);
        assert_eq!(read("+++\nPorts grew.\n+++\n").end, 0);
        assert_eq!(read("---\na: b\n---\nText").end, "---\na: b\n---\n".len());
        assert_eq!(read("+++\na = 1\n+++\r\nText").end, "+++\na = 1\n+++\r\n".len());
    }
}
