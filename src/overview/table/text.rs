//! What a person reads at a terminal: columns as wide as their cells, the source cut first.

use std::io;

use super::{TableStyle, TableWriter, cells, details};
use crate::excerpt;
use crate::overview::row::Row;
use crate::overview::words::padded;
use crate::report::Report;

pub(super) const TABLE: TableWriter = TableWriter { name: "text", rows: write };

/// The source keeps so many cells however narrow the terminal is.
const NARROWEST: usize = 20;

/// Columns stand so far apart.
const GAP: &str = "  ";

/// The columns beside the source.
struct Line {
    list: String,
    note: String,
    marker: String,
    kind: &'static str,
    points_to: String,
    accessed: String,
}

fn write(report: &Report, rows: &[Row], style: TableStyle, out: &mut dyn io::Write) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let lines: Vec<Line> = rows.iter().map(|row| line(report, row)).collect();
    let [list, note, marker, kind, source, points_to, accessed] = cells::HEADINGS;
    let widest = |heading: &str, cell: fn(&Line) -> &str| {
        let cells = lines.iter().map(|line| excerpt::cells(cell(line)));
        cells.max().unwrap_or_default().max(excerpt::cells(heading))
    };
    let several = report.lists.len() > 1;
    let (lists, notes) = (widest(list, |line| &line.list), widest(note, |line| &line.note));
    let (markers, kinds) = (widest(marker, |line| &line.marker), widest(kind, |line| line.kind));
    // What points to no source has no day either, and may be told in both columns.
    let points = widest(points_to, |line| if line.accessed.is_empty() { "" } else { &line.points_to });
    let days = widest(accessed, |line| &line.accessed);
    let last = (points + GAP.len() + days).max(widest(points_to, |line| &line.points_to));
    let list_room = if several { lists + GAP.len() } else { 0 };
    let taken = 1 + list_room + notes + markers + kinds + last + 4 * GAP.len();
    let room = style.width.saturating_sub(taken).max(NARROWEST);
    let sources: Vec<String> = rows.iter().map(|row| cells::fitted(report, row, room)).collect();
    let room = sources.iter().map(|source| excerpt::cells(source)).max().unwrap_or_default();
    let room = room.max(excerpt::cells(source));

    let columns = Columns { several, lists, notes, markers, kinds, sources: room, points };
    // Digits stand under digits: what has no parenthesis leaves it its place.
    let inherits = rows.iter().any(|row| row.accessed.as_ref().is_some_and(|accessed| accessed.inherited));
    let indent = if inherits { " " } else { "" };
    let heading = Line {
        list: list.to_owned(),
        note: note.to_owned(),
        marker: marker.to_owned(),
        kind,
        points_to: points_to.to_owned(),
        accessed: format!("{indent}{accessed}"),
    };
    writeln!(out, "{}", columns.joined(&heading, source))?;
    for ((row, mut line), source) in rows.iter().zip(lines).zip(&sources) {
        if !line.accessed.starts_with('(') {
            line.accessed.insert_str(0, indent);
        }
        writeln!(out, "{}", columns.joined(&line, source))?;
        if style.verbose {
            details::write(report, row, out)?;
        }
    }
    Ok(())
}

/// The widths of the columns in cells.
struct Columns {
    /// Whether there is a column for the list.
    several: bool,
    lists: usize,
    notes: usize,
    markers: usize,
    kinds: usize,
    sources: usize,
    points: usize,
}

impl Columns {
    fn joined(&self, line: &Line, source: &str) -> String {
        let mut words = String::from(" ");
        if self.several {
            words += &format!("{:>width$}{GAP}", line.list, width = self.lists);
        }
        words += &format!("{:>width$}{GAP}", line.note, width = self.notes);
        for (cell, width) in [
            (line.marker.as_str(), self.markers),
            (line.kind, self.kinds),
            (source, self.sources),
            (line.points_to.as_str(), self.points),
        ] {
            words += &padded(cell, width);
            words += GAP;
        }
        words += &line.accessed;
        words.truncate(words.trim_end().len());
        words
    }
}

fn line(report: &Report, row: &Row) -> Line {
    // Further cites of a note stand below the first.
    let first = row.position == 0;
    Line {
        list: if first { (row.list.0 + 1).to_string() } else { String::new() },
        note: if first { row.label.to_string() } else { String::new() },
        marker: if first { cells::marker(row) } else { String::new() },
        kind: row.kind.word(),
        points_to: cells::points_to(report, row),
        accessed: cells::accessed(row),
    }
}
