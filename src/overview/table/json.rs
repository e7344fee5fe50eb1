//! The rows for machines: `ibidem-notes/1`, streamed. Names are those of the report where both have a thing.

use std::io;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::ser::PrettyFormatter;

use super::{TableStyle, TableWriter};
use crate::model::{NoteId, SourceId};
use crate::overview::row::{Accessed, PointsTo, Row};
use crate::overview::words::one_line;
use crate::report::{Place, Report};

pub(super) const TABLE: TableWriter = TableWriter { name: "json", rows: write };

fn write(report: &Report, rows: &[Row], _: TableStyle, out: &mut dyn io::Write) -> io::Result<()> {
    let formatter = PrettyFormatter::with_indent(b" ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, formatter);
    Notes { report, rows }.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

struct Notes<'a> {
    report: &'a Report,
    rows: &'a [Row],
}

impl Serialize for Notes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Notes { report, rows } = *self;
        let mut object = serializer.serialize_struct("Notes", 4)?;
        object.serialize_field("schema", "ibidem-notes/1")?;
        object.serialize_field("path", &report.path)?;
        object.serialize_field("notes", &Rows { report, rows })?;
        object.serialize_field("sources", &Sources(report))?;
        object.end()
    }
}

struct Rows<'a> {
    report: &'a Report,
    rows: &'a [Row],
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rows.iter().map(|row| RowView { report: self.report, row }))
    }
}

struct Sources<'a>(&'a Report);

impl Serialize for Sources<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.0.sources.len()).map(|at| self.0.source_view(SourceId::new(at))))
    }
}

struct RowView<'a> {
    report: &'a Report,
    row: &'a Row,
}

#[derive(Serialize)]
struct DayView<'a> {
    value: &'a Option<String>,
    raw: &'a str,
    from: NoteId,
    inherited: bool,
}

#[derive(Serialize)]
struct PlaceView {
    line: u32,
    column: u32,
}

impl Serialize for RowView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let RowView { report, row } = *self;
        let mut object = serializer.serialize_struct("Row", 14)?;
        object.serialize_field("note", &row.note)?;
        object.serialize_field("number", &row.label.count())?;
        object.serialize_field("label", &row.label)?;
        object.serialize_field("list", &(row.list.0 + 1))?;
        object.serialize_field("cite", &row.cite.map(|_| row.position + 1))?;
        let place = |place: Place| PlaceView { line: place.line, column: place.column };
        object.serialize_field("marker", &row.marker.map(place))?;
        object.serialize_field("more_markers", &row.more_markers)?;
        object.serialize_field("kind", row.kind.word())?;
        let cite = row.cite.and_then(|cite| report.cites.get(cite.index())).map(|cite| cite.span);
        let body = report.notes.get(row.note.index()).map(|note| note.body);
        object.serialize_field("text", &cite.or(body).map(|span| one_line(span.of(report.text()))))?;
        object.serialize_field("source", &row.means)?;
        let points_to = match &row.points_to {
            PointsTo::Notes { via, end, .. } => Some(via.first().unwrap_or(end)),
            _ => None,
        };
        object.serialize_field("points_to", &points_to)?;
        let accessed = row.accessed.as_ref().map(|Accessed { iso, raw, from, inherited }| DayView {
            value: iso,
            raw,
            from: *from,
            inherited: *inherited,
        });
        object.serialize_field("accessed", &accessed)?;
        object.serialize_field("resolution", &row.cite.and_then(|cite| report.resolution_view(cite)))?;
        object.serialize_field("rule", &row.rule)?;
        object.end()
    }
}
