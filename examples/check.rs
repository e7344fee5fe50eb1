//! Checks drafts and prints what was found: `cargo run --example check -- draft.txt`, or `-` for standard input.

use std::io::{Read, stdin, stdout};
use std::process::ExitCode;

use ibidem::{Checker, Problem, Run, render};

fn read(path: &str) -> std::io::Result<Vec<u8>> {
    if path != "-" {
        return std::fs::read(path);
    }
    let mut bytes = Vec::new();
    stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn main() -> ExitCode {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        paths.push("-".to_owned());
    }
    let checker = Checker::default();
    let mut run = Run::new(None);
    for path in paths {
        let report = read(&path)
            .map_err(|error| error.to_string())
            .and_then(|bytes| checker.check_file(&path, &bytes).map_err(|error| error.to_string()));
        match report {
            Ok(report) => run.documents.push(report),
            Err(message) => run.problems.push(Problem::new(path, "unreadable", message)),
        }
    }
    for problem in &run.problems {
        eprintln!("error: cannot read {}: {}", problem.path, problem.message);
    }
    let written = render::full(&run, render::Style::default(), &mut stdout().lock());
    if written.is_ok() && run.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}
