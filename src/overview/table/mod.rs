//! Writers of the rows, one file each: what a person reads at a terminal, and what goes into a program, a spreadsheet or a
//! page.
//!
//! A new format is a file here and a line in `tables!`.

mod cells;
mod details;

use std::io;

use super::row::{Row, rows};
use crate::report::Report;

/// How to write a table; only `text` looks at it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct TableStyle {
    /// Cells of a line at most, as far as the other columns leave room for the source.
    pub width: usize,
    /// Whether the way of each back-reference is told below it.
    pub verbose: bool,
}

impl Default for TableStyle {
    fn default() -> Self {
        TableStyle { width: 100, verbose: false }
    }
}

impl TableStyle {
    /// With lines of at most so many cells.
    #[must_use]
    pub fn width(mut self, cells: usize) -> Self {
        self.width = cells;
        self
    }

    /// With the way of each back-reference, or without.
    #[must_use]
    pub fn verbose(mut self, verbose: bool) -> Self {
        self.verbose = verbose;
        self
    }
}

/// A row of the table of formats.
#[derive(Debug)]
pub struct TableWriter {
    /// The name that `--format` takes.
    pub name: &'static str,
    rows: fn(&Report, &[Row], TableStyle, &mut dyn io::Write) -> io::Result<()>,
}

impl TableWriter {
    /// Writes the notes of a report, and says how many rows that were. Without notes the output is what the format calls
    /// empty: an empty list, a line of headings, nothing.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, report: &Report, style: TableStyle, out: &mut dyn io::Write) -> io::Result<usize> {
        let rows = rows(report);
        (self.rows)(report, &rows, style, out)?;
        Ok(rows.len())
    }
}

/// Declares the files of the formats and the table over them.
macro_rules! tables {
    ($($(#[$attribute:meta])* $module:ident,)*) => {
        $($(#[$attribute])* mod $module;)*

        static TABLES: &[TableWriter] = &[$($(#[$attribute])* $module::TABLE),*];
    };
}

tables! {
    text,
    #[cfg(feature = "json")]
    json,
    #[cfg(feature = "export")]
    csv,
    markdown,
}

/// All formats of the table that this build has.
pub fn table_writers() -> &'static [TableWriter] {
    TABLES
}

/// The format of a name.
pub fn table_writer(name: &str) -> Option<&'static TableWriter> {
    TABLES.iter().find(|table| table.name == name)
}
