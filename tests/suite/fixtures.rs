//! Invented drafts as real programs write them: what their notes mean and what is wrong with them stands in the file beside
//! each, `DRAFT.told`. `BLESS=1` writes these files anew.

use ibidem::overview::{TableStyle, table_writer};
use ibidem::{Checker, Report, Run, Settings, render};

use crate::{source, word};

/// The table of the notes and one line a finding.
pub(crate) fn told(report: Report) -> String {
    let mut out = Vec::new();
    table_writer("text").unwrap().write(&report, TableStyle::default().width(120), &mut out).unwrap();
    let mut run = Run::new(None);
    run.documents.push(report);
    let concise = render::renderer("concise").unwrap();
    (concise.write)(&run, render::Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A checker with the day of these tests.
pub(crate) fn checker() -> Checker {
    Checker::new(Settings::default().today("2024-06-30".parse().unwrap())).unwrap()
}

/// Holds what is told of each draft against the file beside it; `files` makes files of a draft, each with its name.
fn compare(folder: &str, ending: &str, files: impl Fn(&str, String) -> Vec<(String, Vec<u8>)>) {
    let mut wrong = Vec::new();
    let drafts = source::files(folder, ending);
    assert!(drafts.len() >= 5, "{folder} has {} drafts", drafts.len());
    for path in drafts {
        let name = path.rsplit('/').next().unwrap();
        let files = files(name, source::read(&path));
        let told: Vec<String> =
            files.iter().map(|(name, bytes)| told(checker().check_file(name, bytes).unwrap())).collect();
        let told = told.join("\n");
        let beside = format!("{path}.told");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(source::root().join(&beside), &told).unwrap();
        } else if source::read(&beside) != told {
            wrong.push(format!("{path} tells\n{told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn markdown_drafts_are_read_as_their_programs_read_them() {
    compare("tests/drafts/markdown", ".md", |name, draft| vec![(name.to_owned(), draft.into_bytes())]);
}

#[test]
fn pages_of_html_are_read_as_a_browser_shows_them() {
    compare("tests/drafts/html", ".html", |name, draft| vec![(name.to_owned(), draft.into_bytes())]);
}

#[test]
fn word_files_are_read_as_word_shows_them() {
    compare("tests/drafts/word", ".draft", |name, draft| {
        let name = name.trim_end_matches(".draft");
        let mut files = vec![(format!("{name}.docx"), word::docx(&draft))];
        // Only Word keeps its tracked changes in the text.
        if !draft.contains(['{', '}']) {
            files.push((format!("{name}.odt"), word::odt(&draft)));
        }
        files
    });
}
