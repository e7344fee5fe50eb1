//! What is exported is read back by other hands: the `biblatex` crate, hayagriva, a JSON schema, a small RIS reader.
//!
//! `BLESS=1 cargo test --all-features --test suite export` rewrites the files of `tests/export` from what the code says now;
//! they may only be committed once somebody has judged them right.

use std::collections::{BTreeMap, BTreeSet};

use biblatex::{Bibliography, ChunksExt, RawBibliography};
use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::Style;
use hayagriva::citationberg::json::Item;
use hayagriva::{BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest};
use ibidem::export::{Scope, exporter, exporters};
use ibidem::model::{
    Citation, Cite, CiteId, CiteKind, Date, Field, Kind, Link, Name, NameOrder, NoteId, Partial, Reading,
    Role, Source, SourceId, Sure, Text,
};
use ibidem::{Report, Span};
use serde_json::{Value, json};

use crate::source;

/// A draft of many kinds in five languages.
const SOURCES: &str = "tests/drafts/sources.txt";

/// The formats, and how their files end.
const ENDINGS: &[(&str, &str)] = &[("biblatex", "bib"), ("csl-json", "json"), ("csv", "csv"), ("ris", "ris")];

/// All kinds, with their types in CSL-JSON, BibLaTeX and RIS and the BibLaTeX field of the container.
const KINDS: &[(Kind, &str, &str, &str, &str)] = &[
    (Kind::News, "article-newspaper", "article", "NEWS", "journaltitle"),
    (Kind::Web, "webpage", "online", "ELEC", "organization"),
    (Kind::Article, "article-journal", "article", "JOUR", "journaltitle"),
    (Kind::Magazine, "article-magazine", "article", "MGZN", "journaltitle"),
    (Kind::Book, "book", "book", "BOOK", "maintitle"),
    (Kind::Chapter, "chapter", "incollection", "CHAP", "booktitle"),
    (Kind::Report, "report", "report", "RPRT", "organization"),
    (Kind::Thesis, "thesis", "thesis", "THES", "organization"),
    (Kind::Conference, "paper-conference", "inproceedings", "CPAPER", "booktitle"),
    (Kind::Case, "legal_case", "jurisdiction", "CASE", "organization"),
    (Kind::Legislation, "legislation", "legislation", "STAT", "organization"),
    (Kind::Treaty, "treaty", "legal", "GEN", "organization"),
    (Kind::Post, "post", "online", "BLOG", "organization"),
    (Kind::Video, "motion_picture", "video", "VIDEO", "organization"),
    (Kind::Interview, "interview", "misc", "PCOMM", "organization"),
    (Kind::Dataset, "dataset", "dataset", "DATA", "organization"),
    (Kind::Speech, "speech", "unpublished", "GEN", "organization"),
    (Kind::PersonalCommunication, "personal_communication", "letter", "PCOMM", "organization"),
    (Kind::Unknown, "document", "misc", "GEN", "organization"),
];

fn exported(report: &Report, format: &str, scope: Scope) -> String {
    let mut out = Vec::new();
    exporter(format).unwrap().write(report, scope, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn draft() -> Report {
    ibidem::check(&source::read(SOURCES))
}

/// A record of RIS: its tags with their values, in order.
type Reference = Vec<(String, String)>;

fn read_ris(text: &str) -> Vec<Reference> {
    let mut references = Vec::new();
    let mut open: Option<Reference> = None;
    let mut lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines.pop(), Some(""), "the last line is ended");
    for line in lines {
        assert!(!line.contains(['\r', '\n']), "{line:?}");
        match (line.split_once("  - "), &mut open) {
            (Some(("TY", value)), None) => open = Some(vec![("TY".to_owned(), value.to_owned())]),
            (Some(("ER", "")), Some(_)) => references.extend(open.take()),
            (Some((tag, value)), Some(tags)) if tag.len() == 2 => {
                tags.push((tag.to_owned(), value.to_owned()));
            }
            (None, None) if line.is_empty() => {}
            _ => panic!("not RIS: {line:?}"),
        }
    }
    assert!(open.is_none());
    references
}

fn tag<'a>(reference: &'a Reference, tag: &str) -> Vec<&'a str> {
    reference.iter().filter(|(name, _)| name == tag).map(|(_, value)| value.as_str()).collect()
}

fn read_csv(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| {
        headings.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect::<BTreeMap<_, _>>()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// A report whose sources a test makes, field by field, so that it holds also what no grammar reads yet. The words of a
/// field must stand somewhere in its text.
struct Made {
    report: Report,
    link: Field<Link>,
    archive: Field<Link>,
}

impl Made {
    /// `words` are lines of values that fields can take.
    fn new(words: &str) -> Made {
        const NOTES: &str = "Ports grew.[1] Rails too.[2]\n\n[1] “A”, B, https://harbour.example/a_b?x=1&y=%20#c~d.\n\n[2] “C”, D, https://web.archive.org/web/20120704081530/http://harbour.example/a.\n";
        let mut report = ibidem::check(&format!("{words}\n\n{NOTES}"));
        let link = |cite: &Cite| match &cite.kind {
            CiteKind::Full(citation) => citation.link.clone(),
            _ => None,
        };
        let links: Vec<Field<Link>> = report.cites.iter().filter_map(link).collect();
        let [link, archive] = links.try_into().unwrap();
        (report.cites, report.sources) = (Vec::new(), Vec::new());
        Made { report, link, archive }
    }

    fn span(&self, words: &str) -> Span {
        let start = self.report.text().find(words).unwrap_or_else(|| panic!("no “{words}” in the text"));
        Span::new(start, start + words.len())
    }

    fn text(&self, words: &str) -> Option<Field<Text>> {
        Some(Field { value: Text::default(), span: self.span(words), sure: Sure::Certain })
    }

    fn date(&self, reading: Reading, raw: &str) -> Option<Field<Date>> {
        let value = Date { reading, order: None, weekday: None };
        Some(Field { value, span: self.span(raw), sure: Sure::Certain })
    }

    fn name(&self, family: &str, given: Option<&str>) -> Field<Name> {
        let order = if given.is_some() { NameOrder::GivenFirst } else { NameOrder::Literal };
        let value = Name { family: self.span(family), given: given.map(|given| self.span(given)), order };
        Field { value, span: self.span(family), sure: Sure::Certain }
    }

    fn add(&mut self, citation: Citation) {
        let (cite, source) = (CiteId::new(self.report.cites.len()), SourceId::new(self.report.sources.len()));
        self.report.cites.push(Cite {
            note: NoteId(0),
            span: Span::new(0, 1),
            role: Role::Main,
            kind: CiteKind::Full(Box::new(citation)),
            locator: None,
            source: Some(source),
        });
        self.report.sources.push(Source { first: cite, first_note: NoteId(0), cites: vec![cite] });
    }
}

/// Words that each mean something else to TeX, to a list of names, or to a spreadsheet.
const TITLE: &str = r"A {brace}, a \ back-slash, 100 % & #1_two ~ $5^2 -- “end”";
const PUBLISHER: &str = "Quay and Sons";
const CONTAINER: &str = "Canals & Locks";

fn day(year: i32, month: u32, day: u32) -> Reading {
    Reading::Day(chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

fn month(year: i32, month: u8) -> Partial {
    Partial { year, month: Some(month), day: None }
}

/// Every kind with every field.
fn every_field() -> Made {
    let words = [
        TITLE,
        PUBLISHER,
        CONTAINER,
        "Berg of van der Berg",
        "Ludwig",
        "Castillo y León",
        "Juan",
        "Oil and Grain, Ltd",
        "Орлова",
        "Н. П.",
        "Sea Studies",
        "3rd",
        "Leiden",
        "XII",
        "5-6",
        "233–58",
        "Doktora Tezi",
        "A/75/1",
        "EWHC",
        "Law Reports",
        "10.54321/rfe_2020.(1)",
        "978-1-4028-9462-6",
        "1234-5679",
        "May and June 2022",
    ];
    let mut made = Made::new(&words.join("\n"));
    for (kind, ..) in KINDS {
        let mut citation = Citation::default();
        citation.kind = *kind;
        citation.authors = vec![
            made.name("van der Berg", Some("Ludwig")),
            made.name("Castillo y León", Some("Juan")),
            made.name("Oil and Grain, Ltd", None),
        ];
        citation.editors = vec![made.name("Орлова", Some("Н. П."))];
        citation.translators = vec![made.name("Berg", Some("Juan"))];
        citation.title = made.text(TITLE);
        citation.container = made.text(CONTAINER);
        citation.series = made.text("Sea Studies");
        citation.edition = made.text("3rd");
        citation.publisher = made.text(PUBLISHER);
        citation.place = made.text("Leiden");
        citation.volume = made.text("XII");
        citation.issue = made.text("5-6");
        citation.pages = made.text("233–58");
        citation.genre = made.text("Doktora Tezi");
        citation.number = made.text("A/75/1");
        citation.court = made.text("EWHC");
        citation.reporter = made.text("Law Reports");
        citation.issued = made.date(Reading::Interval(month(2022, 5), month(2022, 6)), "May and June 2022");
        citation.accessed = made.date(day(2024, 7, 2), "2022");
        citation.event = made.date(Reading::Part(Partial { year: 1982, month: None, day: None }), "2022");
        citation.link = Some(made.link.clone());
        citation.archive = Some(made.archive.clone());
        citation.doi = made.text("10.54321/rfe_2020.(1)");
        citation.isbn = made.text("978-1-4028-9462-6");
        citation.issn = made.text("1234-5679");
        made.add(citation);
    }
    made
}

const ADDRESS: &str = "https://harbour.example/a_b?x=1&y=%20#c~d";
const COPY: &str = "https://web.archive.org/web/20120704081530/http://harbour.example/a";

#[test]
fn the_draft_of_many_sources_is_exported_as_blessed() {
    let report = draft();
    let mut names: Vec<&str> = exporters().iter().map(|exporter| exporter.name).collect();
    names.sort_unstable();
    assert_eq!(names, ENDINGS.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    assert!(report.sources.len() >= 25, "{} sources", report.sources.len());
    for (name, ending) in ENDINGS {
        let path = format!("tests/export/sources.{ending}");
        let says = exported(&report, name, Scope::Sources);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(source::root().join(&path), &says).unwrap();
        }
        assert!(source::read(&path) == says, "{path} differs; BLESS=1 rewrites it\n{says}");
    }
}

#[test]
fn the_biblatex_crate_reads_every_field_of_every_kind() {
    let made = every_field();
    let text = exported(&made.report, "biblatex", Scope::Sources);
    let entries = Bibliography::parse(&text).unwrap().into_vec();
    let raw = RawBibliography::parse(&text).unwrap();
    assert_eq!(entries.len(), KINDS.len());
    for (entry, (kind, _, entry_type, _, container)) in entries.iter().zip(KINDS) {
        let get = |name: &str| entry.get(name).map(|chunks| chunks.format_verbatim()).unwrap_or_default();
        // The crate knows no type for a judgment or a film; as it stands in the file it knows them.
        let raw = raw.entries.iter().find(|raw| raw.v.key.v == entry.key).unwrap();
        assert_eq!(raw.v.kind.v, *entry_type, "{kind:?}");
        let subtype = match kind {
            Kind::News => "newspaper",
            Kind::Magazine => "magazine",
            _ => "",
        };
        let journal = matches!(kind, Kind::News | Kind::Magazine | Kind::Article);
        let institute = matches!(kind, Kind::Report | Kind::Thesis);
        // A name that is taken sends what comes later to the addendum.
        let mut addendum = Vec::new();
        addendum.extend(journal.then_some("Law Reports"));
        addendum.extend(institute.then_some("EWHC"));
        addendum.extend(journal.then_some("A/75/1"));
        addendum.push(COPY);
        let fields = [
            ("title", TITLE),
            ("entrysubtype", subtype),
            (container, CONTAINER),
            ("journaltitle", if journal { CONTAINER } else { "Law Reports" }),
            ("series", "Sea Studies"),
            ("edition", "3rd"),
            (if institute { "institution" } else { "publisher" }, PUBLISHER),
            ("institution", if institute { PUBLISHER } else { "EWHC" }),
            ("location", "Leiden"),
            ("volume", "XII"),
            (if journal { "number" } else { "issue" }, "5-6"),
            ("number", if journal { "5-6" } else { "A/75/1" }),
            ("pages", "233–58"),
            ("type", "Doktora Tezi"),
            ("date", "2022-05/2022-06"),
            ("eventdate", "1982"),
            ("urldate", "2024-07-02"),
            ("url", ADDRESS),
            ("doi", "10.54321/rfe_2020.(1)"),
            ("isbn", "978-1-4028-9462-6"),
            ("issn", "1234-5679"),
            ("addendum", &addendum.join("; ")),
        ];
        for (name, value) in fields {
            assert_eq!(get(name), value, "{name} of {kind:?} in\n{text}");
        }
        let people = entry.author().unwrap();
        let parts: Vec<_> = people
            .iter()
            .map(|person| (person.prefix.as_str(), person.name.as_str(), person.given_name.as_str()))
            .collect();
        let wanted =
            [("van der", "Berg", "Ludwig"), ("", "Castillo y León", "Juan"), ("", "Oil and Grain, Ltd", "")];
        assert_eq!(parts, wanted);
        assert_eq!(entry.translator().unwrap()[0].name, "Berg");
        assert_eq!(entry.editors().unwrap()[0].0[0].name, "Орлова");
        // A publisher with an "and" in it is one publisher.
        let field = if institute { "institution" } else { "publisher" };
        assert!(text.contains(&format!("{field} = {{{{Quay and Sons}}}}")), "{text}");
        assert!(entry.date().is_ok());
    }
    assert_eq!(text.matches("pages = {233--58}").count(), KINDS.len());
}

#[test]
fn every_draft_is_exported_in_good_form() {
    for path in source::files("tests/drafts", ".txt") {
        let report = ibidem::check(&source::read(&path));
        let full = report.cites.iter().filter(|cite| matches!(cite.kind, CiteKind::Full(_))).count();
        for (scope, records) in [(Scope::Sources, report.sources.len()), (Scope::Notes, full)] {
            let bibliography = Bibliography::parse(&exported(&report, "biblatex", scope)).unwrap();
            let items: Vec<Value> = serde_json::from_str(&exported(&report, "csl-json", scope)).unwrap();
            let keys: BTreeSet<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
            let references = read_ris(&exported(&report, "ris", scope)).len();
            let rows = read_csv(&exported(&report, "csv", scope)).len();
            assert!(records > 0);
            assert_eq!(
                (bibliography.len(), keys.len(), references, rows),
                (records, records, records, records)
            );
        }
    }
}

#[test]
fn csl_json_is_what_its_schema_asks_for() {
    let schema: Value = serde_json::from_str(&source::read("tests/export/csl-json.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for report in [draft(), every_field().report, ibidem::check("")] {
        let items: Value = serde_json::from_str(&exported(&report, "csl-json", Scope::Sources)).unwrap();
        let faults: Vec<String> = validator
            .iter_errors(&items)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
    for wrong in
        [json!([{"id": "a", "type": "tweet"}]), json!([{"id": "a", "type": "book", "issued": "04/05/2024"}])]
    {
        assert!(!validator.is_valid(&wrong), "the schema takes anything");
    }
}

#[test]
fn csl_json_holds_every_field_of_every_kind() {
    let items: Value =
        serde_json::from_str(&exported(&every_field().report, "csl-json", Scope::Sources)).unwrap();
    for (item, (kind, item_type, ..)) in items.as_array().unwrap().iter().zip(KINDS) {
        let wanted = json!({
            "id": item["id"],
            "type": item_type,
            "author": [
                {"family": "Berg", "given": "Ludwig", "non-dropping-particle": "van der"},
                {"family": "Castillo y León", "given": "Juan"},
                {"literal": "Oil and Grain, Ltd"},
            ],
            "editor": [{"family": "Орлова", "given": "Н. П."}],
            "translator": [{"family": "Berg", "given": "Juan"}],
            "title": TITLE,
            "container-title": "Law Reports",
            "source": CONTAINER,
            "collection-title": "Sea Studies",
            "edition": "3rd",
            "publisher": PUBLISHER,
            "publisher-place": "Leiden",
            "volume": "XII",
            "issue": "5-6",
            "page": "233-58",
            "genre": "Doktora Tezi",
            "number": "A/75/1",
            "authority": "EWHC",
            "URL": ADDRESS,
            "archive": "web.archive.org",
            "archive_location": COPY,
            "DOI": "10.54321/rfe_2020.(1)",
            "ISBN": "978-1-4028-9462-6",
            "ISSN": "1234-5679",
            "issued": {"date-parts": [[2022, 5], [2022, 6]]},
            "accessed": {"date-parts": [[2024, 7, 2]]},
            "event-date": {"date-parts": [[1982]]},
        });
        assert_eq!(*item, wanted, "{kind:?}");
    }
}

#[test]
fn hayagriva_sets_a_bibliography_from_csl_json() {
    let values: Vec<Value> = serde_json::from_str(&exported(&draft(), "csl-json", Scope::Sources)).unwrap();
    // citationberg 0.7 takes no date that is only `literal`, which the schema of CSL-JSON allows.
    let (typed, dated): (Vec<Value>, Vec<Value>) =
        values.into_iter().partition(|item| !item["issued"]["literal"].is_null());
    assert_eq!(typed.len(), 1);
    let items: Vec<Item> = dated.into_iter().map(|item| serde_json::from_value(item).unwrap()).collect();
    let Style::Independent(style) = ArchivedStyle::by_name("apa").unwrap().get() else {
        panic!("apa is a style of its own")
    };
    let locales = locales();
    let mut driver = BibliographyDriver::new();
    for item in &items {
        let cited = vec![CitationItem::with_entry(item)];
        driver.citation(CitationRequest::from_items(cited, &style, &locales));
    }
    let rendered = driver.finish(BibliographyRequest::new(&style, None, &locales));
    let lines: Vec<String> = rendered
        .bibliography
        .unwrap()
        .items
        .iter()
        .map(|item| {
            let mut line = String::new();
            item.content.write_buf(&mut line, BufWriteFormat::Plain).unwrap();
            line
        })
        .collect();
    assert_eq!(lines.len(), items.len());
    for line in [
        "Krüger, J. (2022, May 4). Getreide auf Umwegen. Küstenbote. https://kuestenbote.example/umwege",
        "Aksoy, D. (n.d.). Grain Convoy Sails. Black Sea Monitor. Retrieved March 4, 2024, from https://monitor.example/convoy?id=7&lang=en",
    ] {
        assert!(lines.iter().any(|set| set == line), "{line}\nis not among {lines:#?}");
    }
}

#[test]
fn ris_is_read_back_with_every_field_of_every_kind() {
    let references = read_ris(&exported(&every_field().report, "ris", Scope::Sources));
    assert_eq!(references.len(), KINDS.len());
    for (reference, (kind, _, _, reference_type, _)) in references.iter().zip(KINDS) {
        let book = matches!(kind, Kind::Chapter | Kind::Conference);
        let periodical = matches!(kind, Kind::News | Kind::Magazine | Kind::Article);
        let only = |wanted: &'static str, when: bool| if when { vec![wanted] } else { vec![] };
        let wanted = [
            ("TY", vec![*reference_type]),
            ("AU", vec!["van der Berg, Ludwig", "Castillo y León, Juan", "Oil and Grain, Ltd"]),
            (if book { "A2" } else { "ED" }, vec!["Орлова, Н. П."]),
            ("A4", vec!["Berg, Juan"]),
            ("TI", vec![TITLE]),
            ("BT", only(CONTAINER, book)),
            ("JO", only(CONTAINER, periodical)),
            ("DB", only(CONTAINER, !book)),
            ("T2", vec!["Law Reports"]),
            ("T3", vec!["Sea Studies"]),
            ("ET", vec!["3rd"]),
            ("PB", vec![PUBLISHER]),
            ("CY", vec!["Leiden"]),
            ("PY", vec!["2022"]),
            ("DA", vec!["2022/05//2022-05–2022-06"]),
            ("VL", vec!["XII"]),
            ("IS", vec!["5-6"]),
            ("SP", vec!["233"]),
            ("EP", vec!["58"]),
            ("M3", vec!["Doktora Tezi"]),
            ("M1", vec!["A/75/1"]),
            ("UR", vec![ADDRESS]),
            ("L2", vec![COPY]),
            ("Y2", vec!["2024/07/02/"]),
            ("DO", vec!["10.54321/rfe_2020.(1)"]),
            ("SN", vec!["978-1-4028-9462-6", "1234-5679"]),
            ("N1", vec!["EWHC"]),
        ];
        for (name, values) in wanted {
            assert_eq!(tag(reference, name), values, "{name} of {kind:?}");
        }
    }
}

#[test]
fn csv_is_read_back_with_every_field_of_every_kind() {
    let rows = read_csv(&exported(&every_field().report, "csv", Scope::Sources));
    assert_eq!(rows.len(), KINDS.len());
    for (row, (kind, ..)) in rows.iter().zip(KINDS) {
        assert_eq!(json!(row["kind"]), json!(kind));
        for (heading, value) in [
            ("author", "van der Berg, Ludwig; Castillo y León, Juan; Oil and Grain, Ltd"),
            ("editor", "Орлова, Н. П."),
            ("title", TITLE),
            ("container", CONTAINER),
            ("pages", "233–58"),
            ("court", "EWHC"),
            ("issued", "2022-05/2022-06"),
            ("event", "1982"),
            ("accessed", "2024-07-02"),
            ("url", ADDRESS),
            ("archive", COPY),
            ("notes", "1"),
        ] {
            assert_eq!(row[heading], value, "{heading} of {kind:?}");
        }
        let empty: Vec<_> = row.iter().filter(|(_, cell)| cell.is_empty()).map(|(name, _)| name).collect();
        assert_eq!(empty, ["accessed_as_typed", "event_as_typed", "issued_as_typed"]);
    }
}

#[test]
fn a_cell_is_never_a_formula() {
    let dangerous = ["=HYPERLINK(1)", "+1", "-2", "@SUM(A1)"];
    let mut made = Made::new(&dangerous.join("\n"));
    for title in dangerous {
        let mut citation = Citation::default();
        citation.title = made.text(title);
        made.add(citation);
    }
    let rows = read_csv(&exported(&made.report, "csv", Scope::Sources));
    let titles: Vec<&str> = rows.iter().map(|row| row["title"].as_str()).collect();
    assert_eq!(titles, ["'=HYPERLINK(1)", "'+1", "'-2", "'@SUM(A1)"]);
}

#[test]
fn a_date_that_could_be_two_is_never_settled() {
    let mut made = Made::new("04/05/2024\n5.3.24\n31.06.2024\nn.d.");
    let ambiguous = |first: (u32, u32), second: (u32, u32)| Reading::Ambiguous {
        day_first: chrono::NaiveDate::from_ymd_opt(2024, first.0, first.1).unwrap(),
        month_first: chrono::NaiveDate::from_ymd_opt(2024, second.0, second.1).unwrap(),
    };
    for (reading, raw) in [
        (ambiguous((5, 4), (4, 5)), "04/05/2024"),
        (Reading::TwoDigitYear { day: 5, month: 3, year: 24 }, "5.3.24"),
        (Reading::Impossible { year: 2024, month: 6, day: 31, swapped: None }, "31.06.2024"),
        (Reading::Undated, "n.d."),
    ] {
        let mut citation = Citation::default();
        citation.issued = made.date(reading, raw);
        made.add(citation);
    }
    let items: Value = serde_json::from_str(&exported(&made.report, "csl-json", Scope::Sources)).unwrap();
    let literals: Vec<&Value> =
        items.as_array().unwrap().iter().map(|item| &item["issued"]["literal"]).collect();
    assert_eq!(literals, [&json!("04/05/2024"), &json!("5.3.24"), &json!("31.06.2024"), &Value::Null]);
    assert!(items[3]["issued"].is_null(), "undated is left out");
    let rows = read_csv(&exported(&made.report, "csv", Scope::Sources));
    assert_eq!((rows[0]["issued"].as_str(), rows[0]["issued_as_typed"].as_str()), ("", "04/05/2024"));
    assert!(!exported(&made.report, "biblatex", Scope::Sources).contains("date"));
    assert!(!exported(&made.report, "ris", Scope::Sources).contains("DA  -"));
}

#[test]
fn a_source_comes_once_or_note_by_note() {
    let report = ibidem::check(
        "Ports grew.[1] Rails too.[2] And again.[3]\n\n[1] Leyla Karaca, “Early Barges”, Caspian Wire, https://caspian.example/b, (Accessed: 03.05.2024).\n\n[2] Same place.\n\n[3] Leyla Karaca, “Early Barges”, Caspian Wire, https://caspian.example/b, (Accessed: 03.05.2024).\n",
    );
    let keys = |scope| -> Vec<(String, String)> {
        let rows = read_csv(&exported(&report, "csv", scope));
        rows.iter().map(|row| (row["key"].clone(), row["notes"].clone())).collect()
    };
    let pair = |key: &str, notes: &str| (key.to_owned(), notes.to_owned());
    assert_eq!(keys(Scope::Sources), [pair("karacaearly", "1, 2, 3")]);
    assert_eq!(keys(Scope::Notes), [pair("karacaearly", "1"), pair("karacaearly-b", "3")]);
}

#[test]
fn a_password_in_an_address_stays_at_home() {
    let report = ibidem::check(
        "Ports grew.[1]\n\n[1] “Early Barges”, Caspian Wire, https://leyla:s3cret@caspian.example/b@c, (Accessed: 03.05.2024).\n",
    );
    for exporter in exporters() {
        let text = exported(&report, exporter.name, Scope::Sources);
        assert!(!text.contains("s3cret"), "{text}");
        assert!(text.contains("https://caspian.example/b@c"), "{text}");
    }
}

#[test]
fn nothing_to_export_is_written_in_the_right_form() {
    let report = ibidem::check("No notes here.");
    for (name, empty) in [("csl-json", "[]\n"), ("biblatex", ""), ("ris", "")] {
        assert_eq!(exported(&report, name, Scope::Sources), empty);
    }
    let table = exported(&report, "csv", Scope::Sources);
    assert!(table.starts_with("key,kind,author,") && table.matches("\r\n").count() == 1, "{table}");
}
