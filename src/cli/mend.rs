//! `ibidem fix`: mends drafts, and reports what is left.
//!
//! A draft is replaced by rename, so that nobody ever sees half of it; it keeps its permissions, and everything outside
//! an edit stays byte for byte.

use std::io::{self, Write};

use ibidem::{Problem, Run, Safety};
use similar::TextDiff;

use super::args::Fix;
use super::check::{checker, report, status};
use super::files::{self, Source};
use super::{Status, complain};

/// Mends, reports, and says how it ended.
pub(crate) fn run(fix: &Fix) -> io::Result<Status> {
    let checker = checker(&fix.drafts);
    let safety = if fix.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    let (sources, problems) = files::sources(&files::paths(&fix.drafts.paths));
    let mut run = Run::new(fix.drafts.today());
    run.problems = problems;
    let mut changes = false;
    for source in &sources {
        let name = source.name();
        let (before, checked) = match files::checked(source, |name, bytes| checker.check_file(name, bytes)) {
            Ok(checked) => checked,
            Err(problem) => {
                run.problems.push(problem);
                continue;
            }
        };
        // Mending reads the draft afresh: two reports need not lie side by side.
        let format = checked.format;
        let shown = if fix.diff { checked.text().to_owned() } else { String::new() };
        drop(checked);
        let fixed = match checker.fix(&before, format, safety) {
            Ok(fixed) => fixed,
            Err(error) => {
                run.problems.push(files::refused(&name, &error));
                continue;
            }
        };
        let changed = fixed.bytes != before;
        changes |= changed;
        match source {
            _ if fix.diff && changed => show(&name, &shown, fixed.report.text())?,
            _ if fix.diff => {}
            Source::Stdin => io::stdout().write_all(&fixed.bytes)?,
            Source::File(path) if changed => {
                if let Err(error) = files::replace(path, &fixed.bytes) {
                    let message = format!("cannot write {name}: {error}");
                    complain(&message, None);
                    run.problems.push(Problem::new(&name, "unwritable", message));
                    // On the disk the draft is as it was, and so is what is to be told of it.
                    run.documents
                        .extend(checker.check_bytes(&before, format).map(|report| report.named(name)));
                    continue;
                }
            }
            Source::File(_) => {}
        }
        run.documents.push(fixed.report.named(name));
    }
    if fix.diff {
        let failed = !run.problems.is_empty();
        return Ok(if failed {
            Status::Failure
        } else if changes {
            Status::Faults
        } else {
            Status::Clean
        });
    }
    if sources.contains(&Source::Stdin) {
        // Standard output holds the draft: the report goes beside it.
        let mut text = Vec::new();
        ibidem::render::full(&run, fix.drafts.style(), &mut text)?;
        io::stderr().write_all(&text)?;
    } else {
        report(&run, "full", fix.drafts.style())?;
    }
    Ok(status(&run))
}

/// Prints what would change as a unified diff; a blank that comes or goes is shown as `·`, or nobody would see it. The
/// texts are those of the reports, in which no secret can be read.
fn show(name: &str, before: &str, after: &str) -> io::Result<()> {
    let diff = TextDiff::from_lines(before, after);
    let mut out = io::stdout().lock();
    writeln!(out, "--- a/{name}\n+++ b/{name}")?;
    for hunk in diff.unified_diff().context_radius(1).iter_hunks() {
        writeln!(out, "{}", hunk.header())?;
        for change in hunk.ops().iter().flat_map(|op| diff.iter_inline_changes(op)) {
            let pieces = change.iter_strings_lossy();
            let line: String = pieces
                .map(
                    |(changed, piece)| {
                        if changed { piece.replace([' ', '\u{A0}'], "·") } else { piece.into() }
                    },
                )
                .collect();
            let line = line.trim_end_matches(['\n', '\r']);
            writeln!(out, "{}{line}", change.tag())?;
        }
    }
    Ok(())
}
