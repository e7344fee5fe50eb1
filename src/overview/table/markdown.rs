//! A pipe table, as GitHub and most readers of Markdown know it. Words of the draft stay words: no pipe ends a cell, no
//! star makes it bold, no bracket a link.

use std::io;

use super::{TableStyle, TableWriter, cells};
use crate::overview::row::Row;
use crate::report::Report;

pub(super) const TABLE: TableWriter = TableWriter { name: "markdown", rows: write };

fn write(report: &Report, rows: &[Row], _: TableStyle, out: &mut dyn io::Write) -> io::Result<()> {
    let skip = usize::from(report.lists.len() < 2);
    let mut put = |cells: [String; 7]| {
        let cells: Vec<String> = cells.into_iter().skip(skip).collect();
        writeln!(out, "| {} |", cells.join(" | "))
    };
    put(cells::HEADINGS.map(str::to_owned))?;
    put(["---:", "---:", "---", "---", "---", "---", "---"].map(str::to_owned))?;
    for row in rows {
        put([
            (row.list.0 + 1).to_string(),
            row.label.to_string(),
            cells::marker(row),
            row.kind.word().to_owned(),
            escaped(&cells::source(report, row)),
            escaped(&cells::points_to(report, row)),
            escaped(&cells::accessed(row)),
        ])?;
    }
    Ok(())
}

fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(
            c,
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '#' | '&' | '$' | '!' | '{' | '}'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
