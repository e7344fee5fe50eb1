//! Writers over the sources of a report, one file each: what a reference manager or a spreadsheet reads.
//!
//! A record says what its note says and no more. A date that can be read in two ways is never settled here: it goes out
//! as typed where the format has a place for that, else it is left out. A new format is a file here and a line in
//! `exporters!`.
//!
//! ```
//! let report = ibidem::check("\
//! Ports grew.[1]
//!
//! [1] Leyla Karaca, “Early Barges”, Caspian Wire, https://caspian.example/b, (Accessed: 03.05.2024).
//! ");
//! let exporter = ibidem::export::exporter("biblatex").expect("a format of this build");
//! let mut out = Vec::new();
//! let records = exporter.write(&report, ibidem::export::Scope::Sources, &mut out)?;
//! assert_eq!(records, 1);
//! assert!(out.starts_with(b"@article{karacaearly,"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod key;
mod record;

use std::io;

use record::{Record, records};

use crate::report::Report;

/// What gets a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// Each distinct source, in order of first use, as its first full citation gives it.
    #[default]
    Sources,
    /// Each full citation, note by note: a source that two notes give in full comes twice.
    Notes,
}

/// A row of the table of formats.
#[derive(Debug)]
pub struct Exporter {
    /// The name that `--format` takes.
    pub name: &'static str,
    records: fn(&[Record<'_>], &mut dyn io::Write) -> io::Result<()>,
}

impl Exporter {
    /// Writes the sources of a report, and says how many records that were. Without sources the output is what the
    /// format calls empty: `[]`, a line of headings, nothing.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, report: &Report, scope: Scope, out: &mut dyn io::Write) -> io::Result<usize> {
        let records = records(report, scope);
        (self.records)(&records, out)?;
        Ok(records.len())
    }
}

/// Declares the files of the formats and the table over them.
macro_rules! exporters {
    ($($module:ident,)*) => {
        $(mod $module;)*

        static EXPORTERS: &[Exporter] = &[$($module::EXPORTER),*];
    };
}

exporters! {
    csl_json,
    biblatex,
    ris,
    csv,
}

/// All formats that this build has.
pub fn exporters() -> &'static [Exporter] {
    EXPORTERS
}

/// The format of a name.
pub fn exporter(name: &str) -> Option<&'static Exporter> {
    EXPORTERS.iter().find(|exporter| exporter.name == name)
}
