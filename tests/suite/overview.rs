//! The table and the graph of the notes: what machines read of them, how long they take, and what they never print. How
//! they look stands in `tests/spec/overview.md`.

use std::time::{Duration, Instant};

use ibidem::Report;
use ibidem::model::{BackKind, Kind, Resolution};
use ibidem::overview::{
    PointsTo, RowKind, RowSource, TableStyle, graph_writer, graph_writers, rows, table_writer, table_writers,
};
use serde_json::json;
use unicode_width::UnicodeWidthStr;

const DRAFT: &str = "\
Ports grew.[1] Rails followed.[2] Roads waited.[3] Mills turned.[4] Ferries came.[5]

[1] Leyla Karaca, “Early Barges”, Caspian Wire, https://caspian.example/b, (Accessed: 03.05.2024).
[2] Same place.
[3] “Roads Wait”, Harbour Daily, https://harbour.example/r, (Accessed: 31.06.2024).
[4] Karaca, op. cit., p. 4.
[5] See note 9.
";

fn table(report: &Report, format: &str, style: TableStyle) -> String {
    let mut out = Vec::new();
    table_writer(format).unwrap().write(report, style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn graph(report: &Report, format: &str) -> String {
    let mut out = Vec::new();
    graph_writer(format).unwrap().write(report, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A note with a source, and so many behind it that say the same words.
fn run(notes: usize, words: &str) -> Report {
    let calls: String = (1..=notes + 1).map(|number| format!("Word.[{number}] ")).collect();
    let entries: String = (2..=notes + 1).map(|number| format!("[{number}] {words}\n")).collect();
    let first = "[1] “Early Barges”, Caspian Wire, https://caspian.example/b, (Accessed: 03.05.2024).\n";
    ibidem::check(&format!("{calls}\n\n{first}{entries}"))
}

#[test]
fn a_row_is_typed() {
    let report = ibidem::check(DRAFT);
    let rows = rows(&report);
    let kinds: Vec<RowKind> = rows.iter().map(|row| row.kind).collect();
    assert_eq!(
        kinds,
        [
            RowKind::Full(Kind::News),
            RowKind::Back(BackKind::Ibid),
            RowKind::Full(Kind::News),
            RowKind::Back(BackKind::OpCit),
            RowKind::Back(BackKind::NoteRef),
        ]
    );
    let RowSource::Work { authors, title, container } = &rows[0].source else { panic!("{:?}", rows[0]) };
    assert_eq!(authors.as_deref(), Some("Karaca"));
    assert_eq!((title.as_deref(), container.as_deref()), (Some("Early Barges"), Some("Caspian Wire")));
    assert_eq!(rows[3].source, RowSource::Words("Karaca, op. cit., p. 4.".to_owned()));
    assert!(matches!(&rows[3].points_to, PointsTo::Notes { end, .. } if end.index() == 0));
    assert_eq!(rows[3].resolution, Some(Resolution::Certain));
    assert_eq!((rows[4].rule, rows[4].means), (Some("missing-note-target"), None));
    assert_eq!(rows[4].points_to, PointsTo::Nowhere);
    assert_eq!(rows[0].marker.map(|place| (place.line, place.column)), Some((1, 12)));
}

#[test]
fn a_day_is_the_own_one_or_that_of_the_first_citation_and_never_settled() {
    let report = ibidem::check(DRAFT);
    let days: Vec<Option<(Option<String>, String, bool)>> = rows(&report)
        .into_iter()
        .map(|row| row.accessed.map(|accessed| (accessed.iso, accessed.raw, accessed.inherited)))
        .collect();
    let first = |inherited| Some((Some("2024-05-03".to_owned()), "03.05.2024".to_owned(), inherited));
    let impossible = Some((None, "31.06.2024".to_owned(), false));
    assert_eq!(days, [first(false), first(true), impossible, first(true), None]);
}

#[test]
fn each_kind_has_the_name_that_the_report_gives_it() {
    let report = ibidem::check(include_str!("../drafts/sources.txt"));
    let mut seen = std::collections::BTreeSet::new();
    for row in rows(&report) {
        let name = match row.kind {
            RowKind::Full(kind) => json!(kind),
            RowKind::Back(kind) => json!(kind),
            other => panic!("{other:?}"),
        };
        assert_eq!(json!(row.kind.word()), name);
        seen.insert(row.kind.word());
    }
    assert!(seen.len() > 10, "{seen:?}");
    for sure in [Resolution::None, Resolution::Ambiguous, Resolution::Likely, Resolution::Certain] {
        assert_eq!(json!(sure.word()), json!(sure));
    }
    for kind in [BackKind::Ibid, BackKind::OpCit, BackKind::LocCit, BackKind::Idem, BackKind::NoteRef] {
        assert_eq!(json!(kind.word()), json!(kind));
    }
}

#[test]
fn of_a_run_of_forty_references_sixteen_steps_are_told_and_the_rest_is_counted() {
    let report = run(40, "Same place.");
    let told = table(&report, "text", TableStyle::default().verbose(true));
    let last = &told[told.find("\n   41  ").unwrap()..];
    let steps: Vec<&str> = last.lines().map(str::trim).filter(|line| line.starts_with('→')).collect();
    assert_eq!((steps.len(), steps[0], steps[15]), (17, "→ [40] ibid, certain", "→ [25] ibid, certain"));
    assert_eq!(steps[16], "→ … and 24 more");
    assert!(last.contains("first cited in [1]"), "{last}");
    assert!(told.contains(" 40 → … → 1  (2024-05-03)\n"), "{told}");
    // Below the limit each step is told and none counted.
    let short = &told[told.find("\n   17  ").unwrap()..told.find("\n   18  ").unwrap()];
    assert_eq!((short.matches('→').count(), short.contains("more")), (16 + 2, false), "{short}");
}

#[test]
fn no_line_is_wider_than_it_may_be() {
    for (path, widths) in [("sources.txt", 92..140), ("porty-ru.txt", 80..130), ("tahil-tr.txt", 80..130)] {
        let report = ibidem::check(&crate::source::read(&format!("tests/drafts/{path}")));
        for width in widths {
            let shown = table(&report, "text", TableStyle::default().width(width));
            let widest = shown.lines().map(UnicodeWidthStr::width).max().unwrap();
            assert!(widest <= width, "{widest} of {width}:\n{shown}");
        }
    }
}

#[test]
fn columns_begin_at_one_place_whatever_the_letters() {
    let report = ibidem::check(
        "Порты.[1] Дороги.[2] Мосты.[3] Суда.[4]\n\n\
         [1] «内河航运迎来丰收季节，沿岸港口吞吐量大幅增长», 港口日报, https://gangkou.example/a, (дата обращения: 21.01.2024).\n\
         [2] “E\u{301}te\u{301} sur le fleuve”, La Steppe, https://lasteppe.example/e, (дата обращения: 22.01.2024).\n\
         [3] Там же.\n\
         [4] “港 — Порт und 👩‍🚀 Häfen ⚓️ am Fluss ohne Ende und ohne Rast”, Вестник, https://port.example/x, (дата обращения: 23.01.2024).\n",
    );
    for width in 60..110 {
        let shown = table(&report, "text", TableStyle::default().width(width));
        let before_day = |line: &str| line.find("2024-01-").map(|at| line[..at].width());
        let places: Vec<Option<usize>> = shown.lines().skip(1).map(before_day).collect();
        assert_eq!(places.len(), 4);
        assert!(places.iter().all(|place| place.is_some() && *place == places[0]), "{places:?}\n{shown}");
    }
}

#[cfg(feature = "json")]
#[test]
fn machines_read_the_rows_in_the_words_of_the_report() {
    let report = ibidem::check(DRAFT).named("ports.txt");
    let notes: serde_json::Value =
        serde_json::from_str(&table(&report, "json", TableStyle::default())).unwrap();
    assert_eq!((&notes["schema"], &notes["path"]), (&json!("ibidem-notes/1"), &json!("ports.txt")));
    let rows = notes["notes"].as_array().unwrap();
    assert_eq!(rows.len(), 5);
    assert_eq!(
        rows[3],
        json!({
            "note": "n4", "number": 4, "label": "4", "list": 1, "cite": 1,
            "marker": {"line": 1, "column": 65}, "more_markers": 0,
            "kind": "opcit", "text": "Karaca, op. cit., p. 4.", "source": "s1", "points_to": "n1",
            "accessed": {"value": "2024-05-03", "raw": "03.05.2024", "from": "n1", "inherited": true},
            "resolution": {
                "confidence": "certain", "targets": ["n1"], "via": [], "locator": {"raw": "p. 4", "from": "n4"},
                "reasons": [], "candidates": [],
            },
            "rule": null,
        })
    );
    let whole = serde_json::to_value(&report).unwrap();
    assert_eq!(notes["sources"], whole["sources"]);
    for (row, note) in rows.iter().zip(whole["notes"].as_array().unwrap()) {
        assert_eq!(row["resolution"], note["cites"][0]["resolution"]);
        assert_eq!(
            (&row["note"], &row["number"], &row["label"]),
            (&note["id"], &note["number"], &note["label"])
        );
    }
    assert_eq!((&rows[4]["rule"], &rows[4]["source"]), (&json!("missing-note-target"), &json!(null)));
}

#[cfg(feature = "export")]
#[test]
fn a_spreadsheet_reads_the_rows_back_and_runs_none_of_them() {
    let draft = DRAFT.replace("See note 9.", "@harbour, a \"word\"");
    let text = table(&ibidem::check(&draft), "csv", TableStyle::default());
    assert_eq!(text.matches("\r\n").count(), 6);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: usize, heading: &str| {
        rows[row].get(headings.iter().position(|other| other == heading).unwrap()).unwrap().to_owned()
    };
    assert_eq!(cell(0, "source"), "Karaca, “Early Barges”, Caspian Wire");
    assert_eq!(
        (cell(1, "points_to"), cell(1, "accessed"), cell(1, "accessed_from")),
        ("1".into(), "2024-05-03".into(), "1".into())
    );
    assert_eq!((cell(2, "accessed"), cell(2, "accessed_as_typed")), (String::new(), "31.06.2024".into()));
    assert_eq!(cell(4, "source"), "'@harbour, a \"word\"");
}

#[test]
fn what_a_program_names_is_safe_and_unique() {
    let report = ibidem::check(
        "A.[1] B.[2]\n\nNotes\n\n[1] “A\"]; x”, B, https://a.example/p\n[2] Same \"place\".\n\n# Two\n\nC.[1] D.[2]\n\nNotes\n\n[1] “C”, D, https://c.example/p\n[2] Same place.\n",
    );
    assert_eq!(report.lists.len(), 2);
    let dot = graph(&report, "dot");
    let ids: Vec<&str> = dot
        .lines()
        .filter(|line| line.contains("[label=\""))
        .map(|line| line.split(' ').nth(2).unwrap())
        .collect();
    let distinct: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!((ids.len(), distinct.len()), (6, 6), "{dot}");
    for line in graph(&report, "mermaid").lines().skip(1) {
        let quotes = line.matches('"').count();
        assert!(quotes % 2 == 0 && quotes <= 4, "{line}");
    }
}

#[test]
fn a_long_run_of_references_takes_no_time() {
    let report = run(30_000, "Same place.");
    assert_eq!(report.notes.len(), 30_001);
    let start = Instant::now();
    for writer in table_writers() {
        let written =
            writer.write(&report, TableStyle::default().verbose(true), &mut std::io::sink()).unwrap();
        assert_eq!(written, 30_001);
    }
    for writer in graph_writers() {
        assert_eq!(writer.write(&report, &mut std::io::sink()).unwrap(), 30_002);
    }
    // Without optimisation; what is quadratic takes minutes.
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn references_that_take_over_a_long_entry_do_not_repeat_it_whole() {
    let calls: String = (1..=2_000).map(|number| format!("Word.[{number}] ")).collect();
    let title = "Long ".repeat(40_000);
    let entries: String = (2..=2_000).map(|number| format!("[{number}] Same place.\n")).collect();
    let report = ibidem::check(&format!(
        "{calls}\n\n[1] “{title}”, Wire, https://a.example/b, (Accessed: 03.05.2024).\n{entries}"
    ));
    for writer in table_writers() {
        let mut out = Vec::new();
        writer.write(&report, TableStyle::default().verbose(true), &mut out).unwrap();
        assert!(out.len() < 8_000_000, "{} writes {}", writer.name, out.len());
    }
}
