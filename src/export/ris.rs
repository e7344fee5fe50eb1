//! RIS, as reference managers exchange it: a tag a line, line ends as on DOS.
//!
//! A date is `year/month/day/more`; an interval begins there and says its end as "more". Source: the RIS specification of
//! Research Information Systems, as Zotero and EndNote read it.

use std::io;

use super::Exporter;
use super::record::{Person, Record, When};
use crate::model::{Kind, Partial};

pub(super) const EXPORTER: Exporter = Exporter { name: "ris", records: write };

fn write(records: &[Record<'_>], out: &mut dyn io::Write) -> io::Result<()> {
    for record in records {
        for (tag, value) in lines(record) {
            write!(out, "{tag}  - {value}\r\n")?;
        }
        out.write_all(b"ER  - \r\n\r\n")?;
    }
    Ok(())
}

/// The type of a reference.
fn reference_type(kind: Kind) -> &'static str {
    match kind {
        Kind::News => "NEWS",
        Kind::Web => "ELEC",
        Kind::Article => "JOUR",
        Kind::Magazine => "MGZN",
        Kind::Book => "BOOK",
        Kind::Chapter => "CHAP",
        Kind::Report => "RPRT",
        Kind::Thesis => "THES",
        Kind::Conference => "CPAPER",
        Kind::Case => "CASE",
        Kind::Legislation => "STAT",
        Kind::Post => "BLOG",
        Kind::Video => "VIDEO",
        Kind::Dataset => "DATA",
        Kind::Interview | Kind::PersonalCommunication => "PCOMM",
        Kind::Treaty | Kind::Speech | Kind::Unknown => "GEN",
    }
}

/// The lines of a record in order. An event has no tag.
fn lines(record: &Record<'_>) -> Vec<(&'static str, String)> {
    let mut lines = vec![("TY", reference_type(record.kind).to_owned()), ("ID", record.key.clone())];
    let inside_a_book = matches!(record.kind, Kind::Chapter | Kind::Conference);
    let editor = if inside_a_book { "A2" } else { "ED" };
    for (tag, people) in [("AU", &record.authors), (editor, &record.editors), ("A4", &record.translators)] {
        lines.extend(people.iter().map(Person::inverted).map(|name| (tag, name)));
    }
    let in_a_periodical = matches!(record.kind, Kind::Article | Kind::Magazine | Kind::News);
    let periodical = record.container.as_deref().filter(|_| in_a_periodical);
    let book = record.container.as_deref().filter(|_| inside_a_book);
    // A judgment stands in a series of reports; a container is then the database it was found in.
    let (secondary, database) =
        match (&record.reporter, record.container.as_deref().filter(|_| book.is_none())) {
            (Some(reporter), container) => (Some(reporter.as_ref()), container),
            (None, container) => (container, None),
        };
    let (first, last) = record.extent().map_or((None, None), |(first, last)| (Some(first), last));
    let (court, also_court) = match record.publisher {
        None => (record.court.as_deref(), None),
        Some(_) => (None, record.court.as_deref()),
    };
    let issued = record.issued.as_ref();
    let values = [
        ("TI", record.title.as_deref().map(str::to_owned)),
        ("BT", book.map(str::to_owned)),
        ("T2", secondary.map(str::to_owned)),
        ("JO", periodical.map(str::to_owned)),
        ("DB", database.map(str::to_owned)),
        ("T3", record.series.as_deref().map(str::to_owned)),
        ("ET", record.edition.as_deref().map(str::to_owned)),
        ("PB", record.publisher.as_deref().or(court).map(str::to_owned)),
        ("CY", record.place.as_deref().map(str::to_owned)),
        ("PY", issued.and_then(When::year).map(|year| format!("{year:04}"))),
        ("DA", issued.and_then(date)),
        ("VL", record.volume.as_deref().map(str::to_owned)),
        ("IS", record.issue.as_deref().map(str::to_owned)),
        ("SP", first.map(str::to_owned)),
        ("EP", last.map(str::to_owned)),
        ("M3", record.genre.as_deref().map(str::to_owned)),
        ("M1", record.number.as_deref().map(str::to_owned)),
        ("UR", record.address.as_deref().map(str::to_owned)),
        ("L2", record.archive.as_deref().map(str::to_owned)),
        ("Y2", record.accessed.as_ref().and_then(date)),
        ("DO", record.doi.as_deref().map(str::to_owned)),
        ("SN", record.isbn.as_deref().map(str::to_owned)),
        ("SN", record.issn.as_deref().map(str::to_owned)),
        ("N1", also_court.map(str::to_owned)),
    ];
    lines.extend(values.into_iter().filter_map(|(tag, value)| Some((tag, value?))));
    lines
}

/// `2024/07/02/`, `2024/07//`, `2022///2022–2023`.
fn date(when: &When) -> Option<String> {
    let When::Sure(from, to) = when else { return None };
    let two_digits = |part: Option<u8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
    let Partial { year, month, day } = *from;
    let more = to.map(|to| format!("{from}–{to}")).unwrap_or_default();
    Some(format!("{year:04}/{}/{}/{more}", two_digits(month), two_digits(day)))
}
