//! `ibidem check`: reads drafts and reports what is wrong with them.

use std::io::{self, BufWriter, Write};

use anstream::AutoStream;
use ibidem::render::{self, Style};
use ibidem::{Checker, Run, Severity};

use super::args::{Check, Drafts};
use super::lock::Locks;
use super::{Status, files, notice};

/// Checks, reports, and says how it ended.
pub(crate) fn run(check: &Check) -> io::Result<Status> {
    let today = check.drafts.today();
    let checker = checker(&check.drafts);
    let (sources, problems) = files::sources(&files::paths(&check.drafts.paths));
    let mut run = Run::new(today);
    run.problems = problems;
    let mut locks = Locks::default();
    for source in &sources {
        let accepted = locks.accepted(source);
        let check = |name: &str, bytes: &[u8]| match &accepted {
            Some(state) => checker.check_file_against(name, bytes, state),
            None => checker.check_file(name, bytes),
        };
        match files::checked(source, check) {
            Ok((_, report)) => run.documents.push(report),
            Err(problem) => run.problems.push(problem),
        }
    }
    run.problems.append(&mut locks.problems);
    report(&run, &check.format, check.drafts.style())?;
    Ok(status(&run))
}

/// A checker for the flags.
pub(crate) fn checker(drafts: &Drafts) -> Checker {
    let mut settings = drafts.intake.settings();
    if let Some(today) = drafts.today() {
        settings = settings.today(today);
    }
    // These settings name no rule and no language, so nothing in them can be unknown.
    Checker::new(settings).unwrap_or_default()
}

/// Writes a run to standard output, in colour on a terminal.
pub(crate) fn report(run: &Run, format: &str, style: Style) -> io::Result<()> {
    let stdout = io::stdout().lock();
    let color = AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    let mut style = style.color(color);
    if let Some(columns) = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok()) {
        style = style.width(columns.saturating_sub(LONGEST_GUTTER).min(style.width));
    }
    let mut out = BufWriter::new(stdout);
    if let Some(renderer) = render::renderer(format) {
        (renderer.write)(run, style, &mut out)?;
    }
    out.flush()?;
    for report in run.documents.iter().filter(|report| run.documents.len() > 1 && report.notes.is_empty()) {
        if report.markers.is_empty() {
            notice(&format!("{} has {}: nothing to check", report.path, report.format.no_notes()));
        }
    }
    Ok(())
}

/// Line number, bar and blanks before an excerpt.
const LONGEST_GUTTER: usize = 10;

/// How a run ended: a failure outweighs faults.
pub(crate) fn status(run: &Run) -> Status {
    if !run.problems.is_empty() {
        Status::Failure
    } else if run.worst() == Some(Severity::Error) {
        Status::Faults
    } else {
        Status::Clean
    }
}
