//! The command line: arguments in, reports out, an exit status that scripts can trust.
//!
//! 0: nothing at error level. 1: errors found, something to mend under `--diff`, or a back-reference that `expand` left.
//! 2: the call failed, or a draft could not be read (the others are still reported).

mod args;
mod check;
mod diff;
mod expand;
mod export;
mod files;
mod lock;
mod mend;
mod overview;

use std::io;
use std::process::ExitCode;

use args::Command;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// Nothing to complain of.
    Clean = 0,
    /// The drafts have faults.
    Faults = 1,
    /// Something could not be done.
    Failure = 2,
}

/// Runs the program.
pub(crate) fn run() -> ExitCode {
    let command = match args::parse(std::env::args_os()) {
        Ok(command) => command,
        Err(stop) => return stop,
    };
    let ended = match command {
        Command::Check(check) => check::run(&check),
        Command::Fix(fix) => mend::run(&fix),
        Command::Expand(expand) => expand::run(&expand),
        Command::Export(export) => export::run(&export),
        Command::Diff(diff) => diff::run(&diff),
        Command::Lock(lock) => lock::run(&lock),
        Command::Notes(notes) => overview::notes(&notes),
        Command::Graph(graph) => overview::graph(&graph),
    };
    match ended {
        Ok(status) => ExitCode::from(status as u8),
        // The reader has gone (`ibidem check . | head`): nothing is left to say.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("cannot write the report: {error}"), None);
            ExitCode::from(Status::Failure as u8)
        }
    }
}

/// Says on standard error what could not be done, and the way out.
pub(crate) fn complain(message: &str, help: Option<&str>) {
    use std::io::Write;
    let mut err = anstream::stderr().lock();
    let red = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Red.into()));
    // If even this cannot be written, there is nobody to tell.
    let _ = writeln!(err, "{red}error{red:#}: {message}");
    if let Some(help) = help {
        let _ = writeln!(err, "  help: {help}");
    }
}

/// Says on standard error what is worth knowing.
pub(crate) fn notice(message: &str) {
    use std::io::Write;
    let _ = writeln!(anstream::stderr().lock(), "notice: {message}");
}
