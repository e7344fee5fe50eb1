//! `ibidem notes` and `ibidem graph`: show what the notes of a draft mean.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use ibidem::{Report, overview};

use super::args::{Graph, Intake, Notes};
use super::files::{self, Source};
use super::{Status, notice};

/// Shows the table of the notes.
pub(crate) fn notes(arguments: &Notes) -> io::Result<Status> {
    shown(&arguments.intake, &arguments.draft, |report, out| {
        match overview::table_writer(&arguments.format) {
            Some(writer) => writer.write(report, arguments.style(), out).map(drop),
            None => Ok(()),
        }
    })
}

/// Draws the graph of the notes.
pub(crate) fn graph(arguments: &Graph) -> io::Result<Status> {
    shown(&arguments.intake, &arguments.draft, |report, out| {
        match overview::graph_writer(&arguments.format) {
            Some(writer) => writer.write(report, out).map(drop),
            None => Ok(()),
        }
    })
}

/// Reads a draft, writes of it to standard output, and says how that ended.
fn shown(
    intake: &Intake,
    draft: &Path,
    write: impl FnOnce(&Report, &mut dyn Write) -> io::Result<()>,
) -> io::Result<Status> {
    let checker = intake.checker();
    let Ok((_, report)) = files::checked(&Source::at(draft), |name, bytes| checker.check_file(name, bytes))
    else {
        return Ok(Status::Failure);
    };
    if report.notes.is_empty() {
        notice(&format!("{} has {}: nothing to show", report.path, report.format.no_notes()));
    }
    let mut out = BufWriter::new(io::stdout().lock());
    write(&report, &mut out)?;
    out.flush()?;
    Ok(Status::Clean)
}
