//! A table for a spreadsheet: RFC 4180, a row a record, the same columns always. A date that is none has a
//! column of its own, as typed.

use std::io;

use super::Exporter;
use super::record::{Person, Record, When};
use crate::text;

pub(super) const EXPORTER: Exporter = Exporter { name: "csv", records: write };

/// A column: its heading, and the cell of a record.
type Column = (&'static str, fn(&Record<'_>) -> String);

static COLUMNS: &[Column] = &[
    ("key", |record| record.key.clone()),
    ("kind", |record| record.kind.word().to_owned()),
    ("author", |record| names(&record.authors)),
    ("editor", |record| names(&record.editors)),
    ("translator", |record| names(&record.translators)),
    ("title", |record| words(record.title.as_deref())),
    ("container", |record| words(record.container.as_deref())),
    ("series", |record| words(record.series.as_deref())),
    ("edition", |record| words(record.edition.as_deref())),
    ("publisher", |record| words(record.publisher.as_deref())),
    ("place", |record| words(record.place.as_deref())),
    ("volume", |record| words(record.volume.as_deref())),
    ("issue", |record| words(record.issue.as_deref())),
    ("pages", |record| words(record.pages.as_deref())),
    ("genre", |record| words(record.genre.as_deref())),
    ("number", |record| words(record.number.as_deref())),
    ("court", |record| words(record.court.as_deref())),
    ("reporter", |record| words(record.reporter.as_deref())),
    ("issued", |record| iso(&record.issued)),
    ("issued_as_typed", |record| typed(&record.issued)),
    ("accessed", |record| iso(&record.accessed)),
    ("accessed_as_typed", |record| typed(&record.accessed)),
    ("event", |record| iso(&record.event)),
    ("event_as_typed", |record| typed(&record.event)),
    ("url", |record| words(record.address.as_deref())),
    ("archive", |record| words(record.archive.as_deref())),
    ("doi", |record| words(record.doi.as_deref())),
    ("isbn", |record| words(record.isbn.as_deref())),
    ("issn", |record| words(record.issn.as_deref())),
    ("notes", notes),
];

fn write(records: &[Record<'_>], out: &mut dyn io::Write) -> io::Result<()> {
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    table.write_record(COLUMNS.iter().map(|(heading, _)| heading))?;
    for record in records {
        table.write_record(COLUMNS.iter().map(|(_, cell)| text::table_cell(cell(record))))?;
    }
    table.flush()
}

fn words(field: Option<&str>) -> String {
    field.unwrap_or_default().to_owned()
}

fn names(people: &[Person]) -> String {
    people.iter().map(Person::inverted).collect::<Vec<_>>().join("; ")
}

fn iso(when: &Option<When>) -> String {
    when.as_ref().and_then(When::iso).unwrap_or_default()
}

fn typed(when: &Option<When>) -> String {
    match when {
        Some(When::Typed(raw)) => raw.clone(),
        Some(When::Sure(..)) | None => String::new(),
    }
}

fn notes(record: &Record<'_>) -> String {
    record.notes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
