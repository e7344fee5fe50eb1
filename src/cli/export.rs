//! `ibidem export`: writes the sources of a draft for a reference manager or a spreadsheet.

use std::io::{self, Write};

use ibidem::export::{self, Scope};

use super::args::Export;
use super::files::{self, Source};
use super::{Status, complain, notice};

/// Reads, writes, and says how it ended.
pub(crate) fn run(arguments: &Export) -> io::Result<Status> {
    let checker = arguments.intake.checker();
    let source = Source::at(&arguments.draft);
    let Ok((_, report)) = files::checked(&source, |name, bytes| checker.check_file(name, bytes)) else {
        return Ok(Status::Failure);
    };
    let scope = if arguments.per_note { Scope::Notes } else { Scope::Sources };
    let mut bytes = Vec::new();
    let records = match export::exporter(&arguments.format) {
        Some(exporter) => exporter.write(&report, scope, &mut bytes)?,
        None => 0,
    };
    if records == 0 {
        notice(&format!("{} gives no source in full: nothing to export", report.path));
    }
    match &arguments.output {
        None => io::stdout().lock().write_all(&bytes)?,
        Some(path) => {
            if let Err(error) = files::write(path, &bytes) {
                complain(&format!("cannot write {}: {}", path.display(), files::cause(&error)), None);
                return Ok(Status::Failure);
            }
        }
    }
    Ok(Status::Clean)
}
