//! What an address gives away is told and never shown: no output of the library or the program holds the value.

use ibidem::render::{self, Style};
use ibidem::{Checker, Format, Level, Report, Run, Safety, Settings};

/// Secrets of all kinds, in notes and in running text, in addresses that are sound, cut, glued and wrapped.
const VALUES: &[&str] = &[
    "hunter2x",
    "ya29A0ARrdaM9q8z7",
    "1A2B3C4D5E6F7890",
    "abC1dEf2gHi3jKl4",
    "Zz9Yy8Xx7Ww6Vv5U",
    "p4SsW0rdqUay17xK",
];

fn draft() -> String {
    let [password, token, session, inner, cut, prose] = VALUES else { panic!("six values") };
    format!(
        "Ports grew [1], see https://a.example/x?token={prose} for all. [2] Rails followed.[3] Roads too.[4] So.[5]\n\n\
         [1] “Ports Grow”, Harbour Daily, https://ada:{password}@harbour.example/p, (Accessed: 31.02.2024).\n\
         [2] https://harbour.example/p?utm_source=x&access_token={token}&id=4, (Accessed: 02.02.2024).\n\
         [3] “Roads Wait”, Harbour Daily, https//harbour.example/p;jsessionid={session}, (Accessed: 02.02.24).\n\
         [4] “Mills Wait”, Harbour Daily, https://www.google.com/url?q=https%3A%2F%2Fb.example%2F%3Ftoken%3D{inner}%26x%3D1.\n\
         [5] “Ferries”, Harbour Daily, https://harbour.example/long- path/x?token={cut}&utm_medium=y, (Accessed: 02.02.2024).\n"
    )
}

fn report() -> Report {
    // Rules that are quiet speak too.
    let settings = ibidem::rules()
        .iter()
        .fold(Settings::default(), |settings, row| settings.level(row.meta.name, Level::Warning))
        .today("2024-06-30".parse().unwrap());
    Checker::new(settings).unwrap().check_bytes(draft().as_bytes(), Format::Text).unwrap()
}

fn holds_none(what: &str, output: &str) {
    for value in VALUES {
        assert!(!output.contains(value), "{what} shows {value}:\n{output}");
    }
}

#[test]
fn every_secret_of_a_note_is_told() {
    let found = report();
    let told = found.findings.iter().filter(|finding| finding.rule().name == "url-contains-secret").count();
    assert_eq!(told, 5, "{:#?}", found.findings);
}

#[test]
fn no_finding_fix_or_field_shows_a_secret() {
    let report = report();
    holds_none("the report", &format!("{report:#?}"));
    holds_none("the JSON", &serde_json::to_string(&report).unwrap());
    holds_none("the text", report.text());
}

#[test]
fn no_renderer_shows_a_secret() {
    for renderer in render::renderers() {
        let mut run = Run::new(None);
        run.documents.push(report().named("draft.txt"));
        let mut printed = Vec::new();
        (renderer.write)(&run, Style::default().verbose(true).coverage(true), &mut printed).unwrap();
        holds_none(renderer.name, &String::from_utf8(printed).unwrap());
    }
}

#[test]
fn no_table_and_no_graph_of_the_notes_shows_a_secret() {
    use ibidem::overview::{TableStyle, graph_writers, table_writers};
    // The last note takes over what the note before gives.
    let draft = draft().replace("Roads too.[4]", "Roads too.[4] Then ferries.[6]") + "[6] Ibid.\n";
    let report = Checker::default().check(&draft);
    assert_eq!(report.notes.len(), 6);
    for writer in table_writers() {
        let mut printed = Vec::new();
        writer.write(&report, TableStyle::default().verbose(true), &mut printed).unwrap();
        holds_none(writer.name, &String::from_utf8(printed).unwrap());
    }
    for writer in graph_writers() {
        let mut printed = Vec::new();
        writer.write(&report, &mut printed).unwrap();
        holds_none(writer.name, &String::from_utf8(printed).unwrap());
    }
}

#[test]
fn a_mend_keeps_what_it_does_not_delete() {
    let checker = Checker::default();
    let fixed = checker.fix(draft().as_bytes(), Format::Text, Safety::Safe).unwrap();
    let text = String::from_utf8(fixed.bytes).unwrap();
    for value in VALUES {
        assert!(text.contains(value), "{value} was overwritten:\n{text}");
    }
    let fixed = checker.fix(draft().as_bytes(), Format::Text, Safety::Unsafe).unwrap();
    let text = String::from_utf8(fixed.bytes).unwrap();
    assert!(!text.contains('*'), "asterisks were written:\n{text}");
    assert!(text.contains("https://harbour.example/p?id=4, "), "{text}");
    assert!(text.contains("Daily, https://harbour.example/p, "), "{text}");
}

#[cfg(feature = "cli")]
#[test]
fn the_difference_that_a_mend_makes_shows_no_secret() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_ibidem"))
        .args(["fix", "--diff", "--unsafe-fixes", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), draft().as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    let printed = String::from_utf8(done.stdout).unwrap();
    assert!(printed.contains("@@"), "{printed}");
    holds_none("the difference", &printed);
}
