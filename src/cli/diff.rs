//! `ibidem diff`: which back-references mean another source than they did in an earlier version.

use std::fmt::Write as _;
use std::io::{self, Write};

use ibidem::Report;
use ibidem::drift::{Change, Changes, Row, Target};
use ibidem::model::Label;
use serde::Serialize;
use serde_json::Value;

use super::args::{Diff, DiffFormat};
use super::files::{self, Source};
use super::{Status, notice};

/// Compares, tells, and says how it ended.
pub(crate) fn run(arguments: &Diff) -> io::Result<Status> {
    let checker = arguments.intake.checker();
    let read = |path: &std::path::Path| {
        files::checked(&Source::at(path), |name, bytes| checker.check_file(name, bytes))
            .map(|(_, report)| report)
    };
    // Both are read before anything is told, so that both failures are.
    let (Ok(old), Ok(new)) = (read(&arguments.old), read(&arguments.new)) else { return Ok(Status::Failure) };
    let changes = new.changes_since(&old);
    if changes.unrelated {
        notice(&format!("hardly a note of {} is in {}: they are not compared", old.path, new.path));
    }
    let mut out = io::stdout().lock();
    match arguments.format {
        DiffFormat::Text => out.write_all(text(&old, &new, &changes).as_bytes())?,
        DiffFormat::Json => {
            let drift = changes.rows.iter().map(Line::from).collect();
            serde_json::to_writer_pretty(&mut out, &Drift { drift })?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(if changes.rows.is_empty() { Status::Clean } else { Status::Faults })
}

#[derive(Serialize)]
struct Drift {
    drift: Vec<Line>,
}

/// A row as machines read it.
#[derive(Serialize)]
struct Line {
    number: Value,
    code: &'static str,
    change: Change,
    was: Vec<Value>,
    now: Vec<Value>,
    count: usize,
}

impl From<&Row> for Line {
    fn from(row: &Row) -> Line {
        let code = if row.change == Change::Number { "number" } else { "drift" };
        let all = |labels: &[Label]| labels.iter().map(number).collect();
        let (was, now) = (all(&row.was), all(&row.now));
        Line { number: number(&row.label), code, change: row.change, was, now, count: row.count }
    }
}

/// A label as machines count notes: a word is no number.
fn number(label: &Label) -> Value {
    label.count().map_or_else(|| label.to_string().into(), Value::from)
}

fn text(old: &Report, new: &Report, changes: &Changes) -> String {
    let mut text = String::new();
    let changed: usize = changes.rows.iter().map(|row| row.count).sum();
    let total = format!("{changed} of {} back-references changed", changes.compared);
    for row in &changes.rows {
        let _ = write!(text, "{}", line(old, new, row));
        text.push_str(if changes.rows.len() == 1 { "; " } else { "\n" });
    }
    if !changes.unrelated {
        let _ = writeln!(text, "{total}");
    }
    text
}

/// "note 4 “Same place.”: source changed from “Ferries Return”, Caspian Wire (was note 3) to note 1"
fn line(old: &Report, new: &Report, row: &Row) -> String {
    let words = new.words_of(row.note);
    let mut line = format!("note {} {words}: ", row.label);
    if row.count > 1 {
        line = format!("note {} {words}, and {} that lean on it: ", row.label, row.count - 1);
    }
    let was = row.was_at.map_or_else(|| "its source".to_owned(), |target| named(old, target));
    let now = match (row.now_at, row.now.as_slice()) {
        (Some(Target { label, .. }), _) => format!("note {label}"),
        (None, []) => "nothing".to_owned(),
        (None, [one]) => format!("note {one}"),
        (None, [before @ .., last]) => {
            let before: Vec<String> = before.iter().map(ToString::to_string).collect();
            format!("one of notes {} and {last}", before.join(", "))
        }
    };
    let what = match row.change {
        Change::Page => format!("the page it inherits is another one (its source is still {was})"),
        Change::Lost => format!("it meant {was} and leads nowhere now"),
        Change::Unclear => format!("it meant {was} and now could mean {now}"),
        // "Note 1" is both what it was and what it is: the words tell which.
        Change::Number => match row.now_at {
            Some(target) => format!("source changed from {was} to {}", new.words_of(target.note)),
            None => format!("source changed from {was} to {now}"),
        },
        _ => format!("source changed from {was} to {now}"),
    };
    line + &what
}

fn named(report: &Report, target: Target) -> String {
    format!("{} (was note {})", report.words_of(target.note), target.label)
}
