//! The README shows what the program really prints.

use ibidem::render::{self, Style};
use ibidem::{Checker, Run, Settings};

const README: &str = include_str!("../../README.md");

/// The text of the first fence that opens with `info`.
fn fence(info: &str) -> &'static str {
    let open = format!("```{info}\n");
    let start = README.find(&open).unwrap() + open.len();
    let length = README[start..].find("```").unwrap();
    &README[start..start + length]
}

#[test]
fn the_output_shown_is_the_output_printed() {
    let today = chrono::NaiveDate::from_ymd_opt(2024, 8, 1);
    let checker = Checker::new(Settings::default().today(today.unwrap())).unwrap();
    let mut run = Run::new(today);
    run.documents.push(checker.check(fence("text")).named("grain.txt"));
    let mut printed = Vec::new();
    render::full(&run, Style::default(), &mut printed).unwrap();
    assert_eq!(String::from_utf8(printed).unwrap(), fence("console"));
}

#[test]
fn what_was_not_understood_is_counted_as_shown() {
    let summary = ibidem::check(fence("text")).summary();
    let said = format!(
        "{} of {} bytes of {} entries were not understood.",
        summary.unparsed_bytes, summary.note_bytes, summary.notes
    );
    assert!(README.replace('\n', " ").contains(&said), "{said}");
}

#[cfg(feature = "export")]
#[test]
fn the_records_shown_are_the_records_written() {
    use ibidem::export::{Scope, exporter};
    let mut written = Vec::new();
    exporter("biblatex").unwrap().write(&ibidem::check(fence("text")), Scope::Sources, &mut written).unwrap();
    let written = String::from_utf8(written).unwrap();
    assert!(written.starts_with(fence("bibtex")), "{written}");
}

#[test]
fn the_table_shown_is_the_table_written() {
    let mut written = Vec::new();
    let writer = ibidem::overview::table_writer("text").unwrap();
    writer.write(&ibidem::check(fence("text")), Default::default(), &mut written).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), fence("table"));
}

#[test]
fn the_rules_are_counted() {
    let count = format!("{} rules", ibidem::rules().len());
    for (page, text) in [("README", README), ("CHANGELOG", include_str!("../../CHANGELOG.md"))] {
        assert!(text.contains(&count), "{page}: {count}");
    }
}

#[test]
fn the_bundled_draft_shows_eight_faults_and_a_clean_chain() {
    let report = ibidem::check(include_str!("../../examples/drafts/corridor.txt"));
    let rules: std::collections::BTreeSet<_> =
        report.findings.iter().map(|finding| finding.rule().name).collect();
    assert_eq!((report.findings.len(), rules.len()), (8, 8));
    assert_eq!(report.chain(2).to_string(), "[3] → [2]");
}
