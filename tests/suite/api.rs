//! Uses the public surface as a caller would: typed faults, settings, errors of a call.

use ibidem::model::{CiteKind, DateOrder, End, Reading, Resolution, Shape};
use ibidem::{Checker, Error, Fault, Format, Level, OptionValue, Settings, Severity};

const DRAFT: &str = "\
Ports grew.[1] Rails followed. [2] Roads waited.[7]

[1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 03.05.2024).

[2] Same place.
";

#[test]
fn a_caller_matches_on_the_fault_and_reads_its_data() {
    let report = ibidem::check(DRAFT);
    let mut seen = Vec::new();
    for finding in &report.findings {
        match &finding.fault {
            Fault::DanglingMarker(fault) => seen.push(format!("dangling {}", fault.label.number)),
            Fault::SpaceBeforeMarker(fault) => seen.push(format!("{} space", fault.spaces)),
            other => seen.push(other.to_string()),
        }
    }
    assert_eq!(seen, ["1 space", "dangling 7"]);
    assert_eq!(report.worst(), Some(Severity::Error));
}

#[test]
fn a_finding_says_where_it_stands_in_the_file() {
    let report = ibidem::check(DRAFT);
    let place = report.findings[1].place;
    assert_eq!(&DRAFT[place.start as usize..place.end as usize], "[7]");
    assert_eq!((place.line, place.column, place.end_line, place.end_column), (1, 49, 1, 52));
}

#[test]
fn columns_count_characters_and_utf16_units() {
    let draft = "Порт 🚢 вырос.[9] Ещё раз.[1]\n\n[1] «Порты», Вестник, https://a.example/p\n";
    let report = ibidem::check(draft);
    let place = report.findings.iter().find(|finding| finding.rule().code == "IB101").unwrap().place;
    assert_eq!((place.column, place.utf16_column), (14, 15));
    assert_eq!(&draft[place.start as usize..place.end as usize], "[9]");
}

#[test]
fn a_byte_order_mark_moves_bytes_and_no_columns() {
    let plain = ibidem::check(DRAFT);
    let marked = Checker::default().check_bytes(format!("\u{FEFF}{DRAFT}").as_bytes(), Format::Text).unwrap();
    for (plain, marked) in plain.findings.iter().zip(&marked.findings) {
        assert_eq!(plain.place.start + 3, marked.place.start);
        assert_eq!((plain.place.line, plain.place.column), (marked.place.line, marked.place.column));
    }
    assert_eq!(plain.findings.len(), marked.findings.len());
}

#[test]
fn a_chain_is_typed() {
    let report = ibidem::check(DRAFT);
    let cite = report.notes[1].cites().next().unwrap();
    let chain = report.chain_of(cite).unwrap();
    assert!(matches!(chain.end, End::Source(_, note) if note.index() == 0));
    assert_eq!(chain.resolution, Resolution::Certain);
    assert_eq!(report.notes[1].shape, Shape::BackReference);
}

#[test]
fn fields_are_typed_and_know_their_place() {
    let report = ibidem::check(DRAFT);
    let CiteKind::Full(citation) = &report.cites[0].kind else { panic!("a full citation") };
    let title = citation.title.as_ref().unwrap();
    assert_eq!(title.words(report.text()), "Ports Grow");
    assert_eq!(&DRAFT[title.span.start as usize..title.span.end as usize], "Ports Grow");
    let accessed = citation.accessed.as_ref().unwrap();
    assert!(matches!(accessed.value.reading, Reading::Day(day) if day.to_string() == "2024-05-03"));
    assert_eq!(citation.link.as_ref().unwrap().value.host.as_deref(), Some("harbour.example"));
}

#[test]
fn without_a_day_the_rules_that_need_one_are_named_as_skipped() {
    let skipped: Vec<&str> = ibidem::check(DRAFT).skipped.iter().map(|skipped| skipped.rule).collect();
    assert_eq!(skipped, ["future-access-date"]);
    let settings = Settings::default().today("2024-05-01".parse().unwrap());
    let report = Checker::new(settings).unwrap().check(DRAFT);
    assert!(report.skipped.is_empty());
    assert!(report.findings.iter().any(|finding| finding.rule().name == "future-access-date"));
}

#[test]
fn a_level_is_obeyed_by_name_and_by_code() {
    let settings = Settings::default().level("dangling-marker", Level::Info).level("IB105", Level::Off);
    let report = Checker::new(settings).unwrap().check(DRAFT);
    let said: Vec<_> =
        report.findings.iter().map(|finding| (finding.rule().code, finding.severity)).collect();
    assert_eq!(said, [("IB101", Severity::Info)]);
}

#[test]
fn an_option_changes_what_a_rule_wants() {
    let style = |style: &str| Settings::default().option("space-before-marker", "style", style);
    let spaces = |settings| {
        let report = Checker::new(settings)
            .unwrap()
            .check("Ports grew. [1]\n\n[1] “Ports”, Daily, https://a.example/p\n");
        report.findings.iter().filter(|finding| finding.rule().code == "IB105").count()
    };
    assert_eq!(spaces(Settings::default()), 0);
    assert_eq!(spaces(style("never")), 1);
    assert_eq!(spaces(style("always")), 0);
}

#[test]
fn a_date_order_settles_what_can_be_read_in_two_ways() {
    let draft = "Ports grew.[1]\n\n[1] “Ports”, Daily, https://a.example/p, (Accessed: 03/04/2024).\n";
    let day = |settings: Settings| {
        let report = Checker::new(settings).unwrap().check(draft);
        let CiteKind::Full(citation) = &report.cites[0].kind else { panic!("a full citation") };
        citation.accessed.as_ref().unwrap().value.iso()
    };
    assert_eq!(day(Settings::default()), None);
    assert_eq!(day(Settings::default().date_order(DateOrder::Dmy)).as_deref(), Some("2024-04-03"));
    assert_eq!(day(Settings::default().date_order(DateOrder::Mdy)).as_deref(), Some("2024-03-04"));
}

#[test]
fn an_unknown_rule_is_refused_with_the_nearest_name() {
    let error = Checker::new(Settings::default().level("dangling-markr", Level::Off)).unwrap_err();
    assert_eq!(error.to_string(), "unknown rule `dangling-markr`; did you mean `dangling-marker`?");
    let error = Checker::new(Settings::default().level("zebra", Level::Off)).unwrap_err();
    assert_eq!(error, Error::UnknownRule { name: "zebra".to_owned(), nearest: None });
}

#[test]
fn a_bad_option_names_its_rule_and_what_is_wrong() {
    let bad = |rule: &str, option: &str, value: OptionValue| {
        let settings = match value {
            OptionValue::Text(text) => Settings::default().option(rule, option, text.as_str()),
            OptionValue::Number(number) => Settings::default().option(rule, option, number),
            OptionValue::Flag(flag) => Settings::default().option(rule, option, flag),
        };
        Checker::new(settings).unwrap_err()
    };
    let value = bad("IB105", "style", "sometimes".into());
    assert!(matches!(value, Error::BadOption { rule: "space-before-marker", .. }), "{value:?}");
    assert!(value.to_string().contains("sometimes"), "{value}");
    let name = bad("IB105", "styl", "never".into());
    assert!(name.to_string().contains("styl"), "{name}");
    let none = bad("IB101", "style", true.into());
    assert!(matches!(none, Error::BadOption { rule: "dangling-marker", .. }), "{none:?}");
    let number = bad("IB105", "style", 3.into());
    assert!(matches!(number, Error::BadOption { .. }), "{number:?}");
}

#[test]
fn an_unknown_language_is_refused_and_a_region_is_not_looked_at() {
    let error = Checker::new(Settings::default().language("xx")).unwrap_err();
    assert!(matches!(error, Error::UnknownLanguage { .. }), "{error:?}");
    assert!(error.to_string().contains("tr"), "{error}");
    let report = Checker::new(Settings::default().language("tr-TR")).unwrap().check(DRAFT);
    assert_eq!((report.language.tag, report.language.origin), ("tr", "settings"));
}

#[test]
fn bytes_that_are_not_utf8_are_refused_with_their_place() {
    let error =
        Checker::default().check_bytes(b"Ports grew.\nRails \xFEfollowed.\n", Format::Text).unwrap_err();
    assert!(matches!(error, Error::NotUtf8 { byte: 0xFE, offset: 18, line: 2, column: 7, .. }), "{error:?}");
}

#[test]
fn a_broken_archive_is_refused_whatever_it_is_called() {
    for (name, bytes) in [("draft.docx", &b"anything"[..]), ("draft.txt", b"PK\x03\x04rest")] {
        let error = Checker::default().check_file(name, bytes).unwrap_err();
        assert!(matches!(error, Error::Broken { .. }), "{name}: {error:?}");
    }
}

#[test]
fn a_format_is_told_by_name_by_content_or_by_the_caller() {
    let markdown = "Ports grew.[^1]\n\n[^1]: “Ports Grow”, Harbour Daily, 2 May 2024.\n";
    let of = |name: &str| Checker::default().check_file(name, markdown.as_bytes()).unwrap();
    assert_eq!((of("draft.md").format, of("draft.md").notes.len()), (Format::Markdown, 1));
    assert_eq!((of("draft").format, of("-").format), (Format::Markdown, Format::Markdown));
    assert_eq!((of("draft.txt").format, of("draft.txt").notes.len()), (Format::Text, 0));
    let told = Checker::new(Settings::default().read_as(Format::Markdown)).unwrap();
    assert_eq!(told.check_file("draft.txt", markdown.as_bytes()).unwrap().notes.len(), 1);
}

#[test]
fn a_file_in_another_encoding_is_read_where_it_says_so() {
    let draft = "Limanlar büyüdü.[1]\n\n[1] Aynı yer.\n";
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(draft.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let report = Checker::default().check_file("draft.txt", &utf16).unwrap();
    assert_eq!((report.text(), report.bytes), (draft, utf16.len()));
    // What had to be written anew to be read is not edited.
    assert!(report.findings.iter().all(|finding| finding.fix.is_none()));
    let old: Vec<u8> = draft
        .chars()
        .map(|c| {
            if c == 'ü' {
                0xFC
            } else if c == 'ı' {
                0xFD
            } else {
                c as u8
            }
        })
        .collect();
    let told = Checker::new(Settings::default().encoding("windows-1254")).unwrap();
    assert_eq!(told.check_file("draft.txt", &old).unwrap().text(), draft);
}

#[test]
fn a_file_keeps_its_name_in_the_report() {
    let report = Checker::default().check_file("drafts/ports.txt", DRAFT.as_bytes()).unwrap();
    assert_eq!((report.path.as_str(), report.bytes), ("drafts/ports.txt", DRAFT.len()));
}

#[test]
fn an_empty_draft_gives_an_empty_report() {
    for draft in ["", "\n", " \t\r\n", "\u{FEFF}"] {
        let report = ibidem::check(draft);
        assert_eq!((report.markers.len(), report.notes.len(), report.worst()), (0, 0, None), "{draft:?}");
    }
}

#[test]
fn ids_of_findings_stay_when_paragraphs_are_put_before_them() {
    let before = ibidem::check(DRAFT);
    let after = ibidem::check(&format!("A paragraph without notes.\n\n{DRAFT}"));
    let ids = |report: &ibidem::Report| {
        report.findings.iter().map(|finding| finding.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&before), ids(&after));
}

#[test]
fn a_checker_serves_many_drafts_and_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Checker>();
    shared::<ibidem::Report>();
    let checker = Checker::default();
    assert_eq!(checker.check(DRAFT).findings.len(), checker.check(DRAFT).findings.len());
}

#[test]
fn an_edit_drops_no_page_no_sentence_and_no_number() {
    let first = "“Fleets”, Harbour Institute, https://harbour.example/f.pdf";
    let edit = |again: &str| {
        let draft = format!(
            "Ports grew.[1] Rails followed.[2]\n\n[1] {first} (accessed 1 May 2024).\n\n[2] {again}\n"
        );
        let report = ibidem::check(&draft);
        let repeated = report.findings.iter().find(|found| found.rule().name == "repeated-full-citation");
        repeated.unwrap_or_else(|| panic!("{again} is a repetition")).fix.is_some()
    };
    assert!(edit(&format!("{first} (accessed 3 May 2024).")));
    assert!(!edit(&format!("{first}, p. 40 (accessed 1 May 2024).")));
    assert!(!edit(&format!("{first} (accessed 1 May 2024). The figure includes transit.")));
    assert!(!edit(
        "“Fleets”, Harbour Institute, art. 5, https://harbour.example/f.pdf (accessed 1 May 2024)."
    ));
}

#[test]
fn a_label_is_replaced_only_where_it_stands_before_a_colon() {
    let edits = |entry: &str, language: &str| {
        let draft = format!("Ports grew.[1]\n\n[1] “Ports”, Daily, https://harbour.example/p, {entry}.\n");
        let report = Checker::new(Settings::default().language(language)).unwrap().check(&draft);
        let found =
            report.findings.iter().find(|found| found.rule().name == "access-label-language").unwrap();
        let edit = found.fix.as_ref().map(|fix| &fix.edits[0]);
        edit.map(|edit| format!("{}→{}", &draft[edit.start as usize..edit.end as usize], edit.text))
    };
    assert_eq!(edits("(Erişim Tarihi: 12.03.2024)", "en").as_deref(), Some("Erişim Tarihi→Accessed"));
    assert_eq!(edits("(Accessed: 12.03.2024)", "de").as_deref(), Some("Accessed:→abgerufen am"));
    assert_eq!(edits("(12 Mart 2024 tarihinde erişildi)", "en"), None);
    assert_eq!(edits("(Accessed 12.03.2024)", "de"), None);
}

const TWO_SOURCES: &str = "Ports grew.[1] Rails followed.[2]\n\n[1] “Ports Grow on the Coast”, Harbour Daily, https://harbour.example/p; “Roads Wait in Vain”, Steppe Post, https://steppe.example/r.\n[2] Ibid.\n";

#[test]
fn a_house_says_what_ibid_means_after_several_sources() {
    let of = |several| {
        let report =
            ibidem::Checker::new(ibidem::Settings::default().several(several)).unwrap().check(TWO_SOURCES);
        let cite = report.notes[1].cites().next().unwrap();
        let chain = report.chain_of(cite).unwrap().clone();
        let told = report.findings.iter().any(|finding| finding.rule().name == "ambiguous-back-reference");
        (chain.resolution, chain.end, chain.candidates.len(), told)
    };
    use ibidem::model::{End, NoteId, Resolution, SourceId};
    assert_eq!(of(ibidem::Several::Ambiguous), (Resolution::Ambiguous, End::Several, 1, true));
    assert_eq!(of(ibidem::Several::All), (Resolution::Certain, End::Several, 1, false));
    let last = End::Source(SourceId(1), NoteId(0));
    assert_eq!(of(ibidem::Several::Last), (Resolution::Certain, last, 0, false));
}

#[test]
fn a_house_says_whether_numbers_begin_anew_on_each_page() {
    let draft = "Ports grew.[1]\n\n[1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 01.02.2024).\n\n# Next\n\nRails followed.[1]\n\n[1] Ibid.\n";
    let of = |restart| {
        let report = ibidem::Checker::new(ibidem::Settings::default().restart(restart)).unwrap().check(draft);
        report.chain_of(report.notes[1].cites().next().unwrap()).unwrap().resolution
    };
    assert_eq!(of(ibidem::Restart::Chapter), ibidem::model::Resolution::Ambiguous);
    assert_eq!(of(ibidem::Restart::Page), ibidem::model::Resolution::Certain);
}

#[test]
fn terms_of_the_house_are_looked_for_first() {
    let draft = "A.[1] B.[2] C.[3] D.[4]\n\n[1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 01.02.2024).\n[2] Kaynak aynen, s. 4.\n[3] Bkz. ayakn. 1.\n[4] Kaynak aynendir.\n";
    let chains = |settings: ibidem::Settings| {
        let report = ibidem::Checker::new(settings).unwrap().check(draft);
        (1..4).map(|note| report.chain(note).to_string()).collect::<Vec<_>>()
    };
    assert_eq!(chains(ibidem::Settings::default()), ["[2]", "[3]", "[4]"]);
    let house = ibidem::Settings::default().same_source("Kaynak aynen.").note_word("ayakn.");
    assert_eq!(chains(house), ["[2] → [1]", "[3] → [1]", "[4]"]);
}
