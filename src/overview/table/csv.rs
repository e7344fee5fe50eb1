//! A table for a spreadsheet: RFC 4180, a row a cite, the same columns always.

use std::io;

use super::{TableStyle, TableWriter, cells};
use crate::model::Resolution;
use crate::overview::row::Row;
use crate::report::Report;
use crate::text;

pub(super) const TABLE: TableWriter = TableWriter { name: "csv", rows: write };

/// A column: its heading, and the cell of a row.
type Column = (&'static str, fn(&Report, &Row) -> String);

static COLUMNS: &[Column] = &[
    ("list", |_, row| (row.list.0 + 1).to_string()),
    ("note", |_, row| row.label.to_string()),
    ("cite", |_, row| row.cite.map(|_| (row.position + 1).to_string()).unwrap_or_default()),
    ("marker", |_, row| row.marker.map(|place| place.to_string()).unwrap_or_default()),
    ("more_markers", |_, row| row.more_markers.to_string()),
    ("kind", |_, row| row.kind.word().to_owned()),
    ("source", cells::source),
    ("points_to", cells::points_to),
    ("accessed", |_, row| row.accessed.as_ref().and_then(|day| day.iso.clone()).unwrap_or_default()),
    ("accessed_as_typed", |_, row| {
        row.accessed.as_ref().filter(|day| day.iso.is_none()).map(|day| day.raw.clone()).unwrap_or_default()
    }),
    ("accessed_from", |report, row| {
        let from = row.accessed.as_ref().and_then(|accessed| report.label(accessed.from));
        from.map(|label| label.to_string()).unwrap_or_default()
    }),
    ("resolution", |_, row| row.resolution.map(Resolution::word).unwrap_or_default().to_owned()),
    ("rule", |_, row| row.rule.unwrap_or_default().to_owned()),
];

fn write(report: &Report, rows: &[Row], _: TableStyle, out: &mut dyn io::Write) -> io::Result<()> {
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    table.write_record(COLUMNS.iter().map(|(heading, _)| heading))?;
    for row in rows {
        table.write_record(COLUMNS.iter().map(|(_, cell)| text::table_cell(cell(report, row))))?;
    }
    table.flush()
}
