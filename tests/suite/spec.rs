//! Runs the specification in `tests/spec/*.md`.
//!
//! A case is a `draft` fence and the fences behind it that say what should be read: `report`, `markers`, `notes`, `chains`,
//! `fields`, `certain` or `dates`, or how it is shown: `table` (with `width=N` and `verbose`), `markdown`, `mermaid`, `dot`. An `entry` fence is the text of one note, and `reads` what a librarian sees in it. `BLESS=1 cargo test --test suite spec` rewrites these from what the code says now; a block may only be
//! committed once somebody has judged it right.

use std::fmt::Write as _;
use std::path::Path;

use ibidem::Report;
use ibidem::overview::{TableStyle, graph_writer, table_writer};

use crate::fences::{Fence, fences};
use crate::source;
use crate::view::View;

#[test]
fn the_specification_holds() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut failures = String::new();
    let mut cases = 0;
    for path in source::files("tests/spec", ".md") {
        let page = source::read(&path);
        let mut rewritten: Vec<String> = page.lines().map(str::to_owned).collect();
        let fences = fences(&page);
        let mut draft: Option<(&Fence<'_>, Report)> = None;
        let mut edits: Vec<((usize, usize), String)> = Vec::new();
        for fence in &fences {
            if matches!(fence.kind, "draft" | "entry") {
                cases += 1;
                let report = fence.checker().check_bytes(text_of(fence).as_bytes(), fence.format()).unwrap();
                draft = Some((fence, report));
                continue;
            }
            let Some((_, report)) = &draft else {
                panic!("{path}: a fence under “{}” has no draft", fence.heading)
            };
            let says = view_of(fence, report);
            if says != fence.body {
                let line = fence.lines.0;
                let _ =
                    writeln!(failures, "\n{path}:{line} ## {}\n{}", fence.heading, diff(&fence.body, &says));
                edits.push((fence.lines, says));
            }
        }
        for ((from, to), body) in edits.into_iter().rev().filter(|_| bless) {
            rewritten.splice(from..to, body.lines().map(str::to_owned));
        }
        if bless {
            std::fs::write(source::root().join(Path::new(&path)), rewritten.join("\n") + "\n").unwrap();
        }
    }
    assert!(cases > 0, "tests/spec holds no case");
    assert!(bless || failures.is_empty(), "the draft is read otherwise (- wanted, + read):{failures}");
}

#[test]
fn every_case_says_what_it_expects() {
    for path in source::files("tests/spec", ".md") {
        let page = source::read(&path);
        let kinds: Vec<(&str, &str)> =
            fences(&page).iter().map(|fence| (fence.kind, fence.heading)).collect();
        for (at, (kind, heading)) in kinds.iter().enumerate() {
            let next = kinds.get(at + 1).map(|(kind, _)| *kind);
            let is_draft = |kind: &str| matches!(kind, "draft" | "entry");
            assert!(
                !is_draft(kind) || next.is_some_and(|kind| !is_draft(kind)),
                "{path}: “{heading}” expects nothing"
            );
        }
    }
}

fn view_of(fence: &Fence<'_>, report: &Report) -> String {
    let view = View::new(report);
    let note = || fence.value("note").map_or(1, |number| number.parse().unwrap());
    match fence.kind {
        "report" => view.report(),
        "markers" => view.markers(),
        "notes" => view.notes(),
        "chains" => view.chains(),
        "fields" => view.fields(note()),
        "reads" => view.reads(),
        "dates" => view.dates(),
        "certain" => view.certain(note()),
        "table" | "markdown" => {
            let width = fence.value("width").map_or(100, |width| width.parse().unwrap());
            let style = TableStyle::default().width(width).verbose(fence.has("verbose"));
            let writer = table_writer(if fence.kind == "table" { "text" } else { "markdown" }).unwrap();
            written(|out| writer.write(report, style, out))
        }
        "mermaid" | "dot" => written(|out| graph_writer(fence.kind).unwrap().write(report, out)),
        other => panic!("under “{}”: no such fence: {other}", fence.heading),
    }
}

fn written(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<usize>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The draft of a fence: what cannot be seen in Markdown is asked for in the info string.
fn text_of(fence: &Fence<'_>) -> String {
    let mut text = fence.value("file").map_or_else(|| fence.body.clone(), source::read);
    if fence.has("escaped") {
        text = text.replace("\\t", "\t").replace("\\r", "\r").replace("\\0", "\0");
        while let Some(start) = text.find("\\u{") {
            let end = start + text[start..].find('}').expect("an escape ends with }");
            let code = u32::from_str_radix(&text[start + 3..end], 16).unwrap();
            text.replace_range(start..=end, &char::from_u32(code).unwrap().to_string());
        }
    }
    if fence.kind == "entry" {
        text.insert_str(0, "Words of the text.[1]\n\n[1] ");
    }
    if let Some(notes) = fence.value("notes") {
        for number in 1..=notes.parse::<u32>().unwrap() {
            let _ = write!(text, "\n[{number}] “Title {}”, Harbour Daily, ", letters(number));
            let _ = writeln!(text, "https://harbour.example/{}, (Accessed: 01.02.2024).", letters(number));
        }
    }
    if fence.has("open-end") {
        text.truncate(text.trim_end().len());
    }
    if fence.has("crlf") {
        text = text.replace('\n', "\r\n");
    }
    if fence.has("bom") {
        text.insert(0, '\u{FEFF}');
    }
    text
}

/// Titles of the notes that `notes=N` adds: no two alike, and no digits that could be taken for something else.
fn letters(number: u32) -> String {
    let letter = |n: u32| char::from_u32('A' as u32 + n % 26).unwrap();
    format!("{}{}", letter(number / 26), letter(number))
}

/// Lines of both sides; those that differ are marked.
fn diff(wanted: &str, says: &str) -> String {
    let (wanted, says): (Vec<&str>, Vec<&str>) = (wanted.lines().collect(), says.lines().collect());
    let mut out = String::new();
    for line in &wanted {
        let _ = writeln!(out, "{} {line}", if says.contains(line) { ' ' } else { '-' });
    }
    for line in says.iter().filter(|line| !wanted.contains(line)) {
        let _ = writeln!(out, "+ {line}");
    }
    out
}
