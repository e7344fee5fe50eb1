//! How much of the notes was not understood, as it is told at a terminal and to machines.

use ibidem::render::{self, Style};
use ibidem::{Report, Run};

use crate::source;

const DRAFT: &str = "\
Ports grew.[1] Rails followed.[2] Roads waited.[3] The mayor denies it.[4]

[1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 03.05.2024).

[2] Letter of the harbour master.

[3] “Roads Wait”, Harbour Daily, https://harbour.example/r, (Accessed: 03.05.2024), qqq 7 zzz.

[4] Same place.
";

fn printed(reports: Vec<Report>, style: Style) -> String {
    let mut run = Run::new(None);
    run.documents = reports;
    let mut printed = Vec::new();
    render::full(&run, style, &mut printed).unwrap();
    String::from_utf8(printed).unwrap()
}

#[test]
fn the_terminal_shows_it_where_it_is_asked_for() {
    let report = || ibidem::check(DRAFT).named("draft.txt");
    let summary = "4 markers, 4 notes, 2 addresses; every note resolves: 4 → 3.\n";
    assert_eq!(printed(vec![report()], Style::default()), summary);
    assert_eq!(
        printed(vec![report()], Style::default().coverage(true)),
        format!(
            "\
draft.txt:5:5: note 2: 29 bytes not understood: “Letter of the harbour master.”
draft.txt:7:85: note 3: 9 bytes not understood: “qqq 7 zzz”

{summary}38 of 217 bytes of 4 entries were not understood.
"
        )
    );
}

#[test]
fn many_drafts_have_one_sum() {
    let report = |name: &str| ibidem::check(DRAFT).named(name);
    let shown = printed(vec![report("a.txt"), report("b.txt")], Style::default().coverage(true));
    assert!(shown.contains("\nb.txt:5:5: note 2: "), "{shown}");
    assert!(shown.ends_with("\n76 of 434 bytes of 8 entries were not understood.\n"), "{shown}");
}

#[test]
fn a_draft_without_notes_has_nothing_to_understand() {
    let shown = printed(vec![ibidem::check("No notes here.")], Style::default().coverage(true));
    assert_eq!(shown, "no markers, and no note list such as “[1] …”: nothing to check\n");
}

#[test]
fn the_words_are_a_window_on_one_line() {
    let words = "Harbour Archive Box ".repeat(20);
    let draft = format!("Ports grew.[1]\n\n[1] {words}\n    And One More.\n");
    let shown = printed(vec![ibidem::check(&draft)], Style::default().coverage(true).width(40));
    let line = shown.lines().find(|line| line.contains("not understood: ")).unwrap();
    let (_, words) = line.split_once('“').unwrap();
    assert_eq!(words, "Harbour Archive Box … And One More.”");
}

#[test]
fn machines_read_it_per_note_and_as_a_sum() {
    let json = serde_json::to_value(ibidem::check(DRAFT)).unwrap();
    let bytes: Vec<_> = json["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| note["unparsed_bytes"].as_u64().unwrap())
        .collect();
    assert_eq!(bytes, [0, 29, 9, 0]);
    assert_eq!(
        (&json["summary"]["unparsed_bytes"], &json["summary"]["note_bytes"]),
        (&38.into(), &217.into())
    );
}

#[test]
fn no_byte_is_counted_twice() {
    for path in source::files("tests/drafts", ".txt") {
        let report = ibidem::check(&source::read(&path));
        for note in &report.notes {
            let mut end = note.body.start;
            for span in &note.unparsed {
                assert!(span.start >= end && span.end <= note.body.end, "{path}: note {}", note.label);
                end = span.end;
            }
        }
        let summary = report.summary();
        assert!(summary.unparsed_bytes <= summary.note_bytes && summary.note_bytes < report.bytes, "{path}");
    }
}
