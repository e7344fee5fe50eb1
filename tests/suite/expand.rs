//! Back-references written out: what stands in their place, what is left, and that a reader finds the same sources.
//!
//! `tests/expand/en.txt` is a draft, `en.full.txt` the same draft written out in that style. `BLESS=1 cargo test
//! --all-features --test suite expand` rewrites the latter from what the code does now; they may only be committed once
//! somebody has judged them right.

use ibidem::expand::{Expanded, Style, Why};
use ibidem::model::{CiteKind, Resolution};
use ibidem::{Checker, Format, Report, Span};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use crate::source;

const STYLES: [(Style, &str); 3] =
    [(Style::Full, "full"), (Style::Short, "short"), (Style::Number, "number")];

const KAYA: &str = "Ada Kaya, “Sea Roads”, Quay Review 4 (2019): 101–119";

fn expand(draft: &str, style: Style, least: Resolution) -> Expanded {
    Checker::default().expand(draft.as_bytes(), Format::Text, style, least).unwrap()
}

fn text(expanded: &Expanded) -> String {
    String::from_utf8(expanded.bytes.clone()).unwrap()
}

/// A draft with these notes, all of them called.
fn draft(notes: &[&str]) -> String {
    let calls: String =
        (1..=notes.len()).map(|number| format!("The quay is full of grain.[{number}] ")).collect();
    let list: String = notes.iter().zip(1..).map(|(note, number)| format!("\n[{number}] {note}\n")).collect();
    format!("{calls}\n{list}")
}

/// The notes of a draft that is written out.
fn notes(notes: &[&str], style: Style, least: Resolution) -> (Vec<String>, Vec<(u32, Why)>) {
    let expanded = expand(&draft(notes), style, least);
    let report = ibidem::check(&text(&expanded));
    let bodies = report.notes.iter().map(|note| report.text()[note.body.range()].to_owned());
    (bodies.collect(), expanded.left.iter().map(|left| (left.label.number, left.why)).collect())
}

/// The last of these notes, written out in full with nothing left.
fn last(given: &[&str]) -> String {
    let (mut bodies, left) = notes(given, Style::Full, Resolution::Certain);
    assert_eq!(left, [], "{bodies:#?}");
    bodies.pop().unwrap()
}

#[test]
fn each_language_is_written_out_in_each_style() {
    let drafts = source::files("tests/expand", ".txt");
    let drafts: Vec<&String> = drafts.iter().filter(|path| path.matches('.').count() == 1).collect();
    assert_eq!(drafts.len(), 5);
    for path in drafts {
        let draft = source::read(path);
        for (style, name) in STYLES {
            let expanded = expand(&draft, style, Resolution::Certain);
            let path = path.replace(".txt", &format!(".{name}.txt"));
            if std::env::var_os("BLESS").is_some() {
                std::fs::write(source::root().join(&path), &expanded.bytes).unwrap();
            }
            assert_eq!(text(&expanded), source::read(&path), "{path}");
            let left: Vec<_> = expanded.left.iter().map(|left| (left.label.number, left.why)).collect();
            let wanted = if path.contains("/en.") { vec![(12, Why::SeveralNotes)] } else { vec![] };
            assert_eq!(left, wanted, "{path}");
            assert_same(&draft, &expanded, style, Resolution::Certain);
        }
    }
}

#[test]
fn a_page_with_what_follows_it_goes_whole_and_no_stop_is_left_in_the_middle() {
    let source = "Karl Brehm, Hafen und Stadt, Hamburg: Kai 2018, S. 5 ff.";
    assert_eq!(last(&[source, "Ebd., S. 9."]), "Karl Brehm, Hafen und Stadt, Hamburg: Kai 2018, S. 9.");
    let remarked = last(&[source, "Vgl. ebd. (Hervorhebung im Original)."]);
    assert!(remarked.ends_with("S. 5 ff. (Hervorhebung im Original)."), "{remarked}");
}

#[test]
fn a_page_is_the_own_one_else_for_ibid_that_of_the_cite_before() {
    // The first citation, the references behind it, and the page of the last one.
    let table: [(&str, &[&str], &str); 12] = [
        (", p. 105", &["Ibid."], ", p. 105"),
        (", p. 105", &["Ibid., p. 109"], ", p. 109"),
        (", p. 105", &["Kaya, op. cit."], ""),
        (", p. 105", &["Kaya, op. cit., p. 107"], ", p. 107"),
        (", p. 105", &["See note 1"], ""),
        (", p. 105", &["Kaya, op. cit., p. 107", "Ibid."], ", p. 107"),
        (", p. 105", &["Kaya, op. cit.", "Ibid."], ""),
        (", p. 105", &["Ibid., ch. 2", "Ibid."], ", ch. 2"),
        (", p. 105", &["Ibid., 107"], ", p. 107"),
        ("", &["Ibid., p. 107"], ", p. 107"),
        ("", &["Ibid."], ""),
        (", p. 105", &["Same place.", "Same place."], ", p. 105"),
    ];
    for (page, references, wanted) in table {
        let first = format!("{KAYA}{page}.");
        let given: Vec<&str> = std::iter::once(first.as_str()).chain(references.iter().copied()).collect();
        let signal = if references.last() == Some(&"See note 1") { "See " } else { "" };
        assert_eq!(last(&given), format!("{signal}{KAYA}{wanted}."), "{given:?}");
    }
}

#[test]
fn a_page_goes_with_what_joins_it() {
    for (first, bare) in [
        (
            "Jane Okafor, Sea Roads (Leiden: Quay Press, 2017), 54.",
            "Jane Okafor, Sea Roads (Leiden: Quay Press, 2017).",
        ),
        ("Орлова Н. П. Порты Каспия. М.: Наука, 2019. С. 44.", "Орлова Н. П. Порты Каспия. М.: Наука, 2019."),
        (
            "Okafor, Jane, “Sea Roads”, Harbour Daily, p. 4, https://harbour.example/s, (Accessed: 03.05.2024).",
            "Okafor, Jane, “Sea Roads”, Harbour Daily, https://harbour.example/s, (Accessed: 03.05.2024).",
        ),
    ] {
        let author = if first.starts_with("Орлова") {
            "Орлова Н. П. Указ. соч."
        } else {
            "Okafor, op. cit."
        };
        assert_eq!(last(&[first, author]), bare);
    }
}

#[test]
fn a_page_stands_before_the_address_and_the_day_comes_along() {
    let news = "“Port Traffic Rises”, Harbour Daily, https://harbour.example/a, (Accessed: 03.05.2024).";
    assert_eq!(last(&[news, "Same place."]), news);
    assert_eq!(
        last(&[news, "Same place, p. 4."]),
        "“Port Traffic Rises”, Harbour Daily, p. 4, https://harbour.example/a, (Accessed: 03.05.2024)."
    );
}

#[test]
fn signals_and_what_stands_around_a_reference_are_kept() {
    let first = format!("See {KAYA}. The point is disputed among the harbour masters of the coast.");
    for (reference, wanted) in [
        ("See also ibid.", format!("See also {KAYA}.")),
        ("Cf. Kaya, op. cit., p. 107.", format!("Cf. {KAYA}, p. 107.")),
        ("See above, note 1.", format!("See {KAYA}.")),
        ("Ibid. The ministry disagrees.", format!("{KAYA}. The ministry disagrees.")),
        ("Ibid., p. 107 (emphasis added).", format!("{KAYA}, p. 107 (emphasis added).")),
        ("*Ibid.*", format!("{KAYA}.")),
        ("*Ibid.*, p. 107.", format!("{KAYA}, p. 107.")),
        ("Source: ibid.", format!("Source: {KAYA}.")),
    ] {
        assert_eq!(last(&[&first, reference]), wanted);
    }
}

#[test]
fn a_note_ends_with_one_stop_or_as_that_of_its_source() {
    let bare = "“Port Traffic Rises”, Harbour Daily, https://harbour.example/a";
    assert_eq!(last(&[bare, "Same place."]), bare, "no stop behind an address that had none");
    let quoted = "Ada Kaya, Quay Review 4 (2019), “Sea Roads.”";
    assert_eq!(last(&[quoted, "Ibid."]), quoted);
    assert_eq!(last(&[&format!("{KAYA}."), "Ibid., p. 107 ff."]), format!("{KAYA}, p. 107 ff."));
}

#[test]
fn cites_of_one_note_are_written_out_one_by_one() {
    let book = "Jane Okafor, Sea Roads (Leiden: Quay Press, 2017)";
    let (bodies, left) = notes(
        &[
            &format!("{KAYA}."),
            &format!("{book}."),
            "Kaya, op. cit., p. 107; ibid., p. 109; see also Okafor, op. cit.",
        ],
        Style::Full,
        Resolution::Certain,
    );
    assert_eq!(left, []);
    assert_eq!(bodies[2], format!("{KAYA}, p. 107; {KAYA}, p. 109; see also {book}."));
}

#[test]
fn a_citation_of_several_lines_becomes_one() {
    let wrapped = format!("{}.", KAYA.replace("Quay Review", "Quay\n    Review"));
    assert_eq!(last(&[&wrapped, "Ibid."]), format!("{KAYA}."));
}

#[test]
fn what_is_not_certain_is_left_and_told() {
    let one = format!("{KAYA}.");
    let other = "Ada Kaya, “Dry Quays”, Quay Review 5 (2020): 3–9.";
    let both = format!("{KAYA}; Jane Okafor, “Low Water”, Quay Review 6 (2021): 1–8.");
    for (given, why) in [
        (vec![one.as_str(), other, "Kaya, op. cit."], Why::Ambiguous),
        (vec![both.as_str(), "Ibid."], Why::Ambiguous),
        (vec![both.as_str(), "See note 1."], Why::SeveralSources),
        (vec![one.as_str(), "See note 9."], Why::Unresolved),
        (vec![one.as_str(), other, "See notes 1 and 2."], Why::SeveralNotes),
        (vec!["Letter of the harbour master.", "Ibid."], Why::UnreadNote),
        (vec![one.as_str(), "Idem, “Dry Quays”, Quay Review 5 (2020): 3–9."], Why::SameAuthor),
        (vec![one.as_str(), "Ibid., https://harbour.example/x, (Accessed: 04.05.2024)."], Why::SaysMore),
    ] {
        let (bodies, left) = notes(&given, Style::Full, Resolution::Likely);
        assert_eq!(bodies, given);
        assert_eq!(left, [(u32::try_from(given.len()).unwrap(), why)], "{given:?}");
    }
}

#[test]
fn an_author_given_as_the_same_is_not_carried_to_another_place() {
    let given =
        [format!("{KAYA}."), "Ders., Hafenwege, Leiden 2019, S. 3.".to_owned(), "Ebd., S. 5.".to_owned()];
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let (bodies, left) = notes(&given, Style::Full, Resolution::Certain);
    assert_eq!(
        (bodies, left),
        (
            given.iter().map(|note| (*note).to_owned()).collect(),
            vec![(2, Why::SameAuthor), (3, Why::SameAuthor)]
        )
    );
}

#[test]
fn a_likely_source_is_written_where_that_is_asked_for() {
    let given =
        [&format!("{KAYA}."), "The tables of the yard were never printed at all by the masters.", "Ibid."];
    let (_, left) = notes(&given, Style::Full, Resolution::Certain);
    assert_eq!(left, [(3, Why::OnlyLikely)]);
    let (bodies, left) = notes(&given, Style::Full, Resolution::Likely);
    assert_eq!((bodies[2].as_str(), left), (given[0], vec![]));
    let (bodies, _) = notes(&given, Style::Full, Resolution::None);
    assert_eq!(bodies[2], given[0], "nothing below likely is ever written, whatever is asked for");
}

#[test]
fn a_reference_to_prose_cites_nothing_and_is_not_told() {
    let prose = "The tables of the yard were never printed at all by the masters.";
    let (bodies, left) = notes(&[prose, "See note 1."], Style::Full, Resolution::Certain);
    assert_eq!((bodies[1].as_str(), left), ("See note 1.", vec![]));
}

#[test]
fn a_source_that_comes_later_is_written_in_full_only() {
    let later = format!("{KAYA}.");
    let given = ["See note 2 below.", later.as_str()];
    let (bodies, left) = notes(&given, Style::Full, Resolution::Certain);
    assert_eq!((bodies[0].clone(), left), (format!("See {later}"), vec![]));
    for style in [Style::Short, Style::Number] {
        let (bodies, left) = notes(&given, style, Resolution::Certain);
        assert_eq!(bodies, given);
        assert!(style == Style::Number && left.is_empty() || left == [(1, Why::GivenLater)], "{left:?}");
    }
}

#[test]
fn a_number_points_into_its_own_list_only() {
    let draft = format!(
        "It grew.[1] It fell.[2]\n\n[1] {KAYA}.\n[2] Ibid.\n\nIt grew again.[1] It fell again.[2]\n\n[1] Jane Okafor, “Low Water”, Quay Review 6 (2021): 1–8.\n[2] Kaya, op. cit., p. 107.\n"
    );
    let expanded = expand(&draft, Style::Number, Resolution::Certain);
    assert_eq!(text(&expanded), draft.replacen("Ibid.", "Kaya (n 1).", 1));
    assert_eq!(expanded.left.iter().map(|left| left.why).collect::<Vec<_>>(), [Why::GivenLater]);
}

#[test]
fn a_secret_is_never_written_and_never_lost() {
    let secret = "“Ports Grow”, Harbour Daily, https://harbour.example/p?access_token=ya29A0ARrdaM9q8z7, (Accessed: 03.05.2024).";
    let draft = draft(&[secret, "Same place.", &format!("{KAYA}."), "Ibid., p. 107."]);
    let expanded = expand(&draft, Style::Full, Resolution::Certain);
    assert_eq!(text(&expanded), draft.replace("Ibid.", KAYA));
    assert_eq!(expanded.left[0].why, Why::Secret);
    assert!(!format!("{:?}", expanded.left).contains("ya29"));
}

#[test]
fn what_is_left_says_where_it_stands_in_the_written_draft() {
    let draft = draft(&[&format!("{KAYA}."), "Ibid.", "See note 9."]);
    let expanded = expand(&format!("\u{FEFF}{draft}"), Style::Full, Resolution::Certain);
    let [left] = expanded.left.as_slice() else { panic!("one is left") };
    let place = left.place.start as usize..left.place.end as usize;
    assert_eq!((&expanded.bytes[place], left.words.as_str()), (b"See note 9.".as_slice(), "See note 9."));
}

#[test]
fn byte_order_mark_and_line_ends_stay() {
    let draft = format!("\u{FEFF}{}", draft(&[&format!("{KAYA}, p. 105."), "Ibid."])).replace('\n', "\r\n");
    let expanded = expand(&draft, Style::Full, Resolution::Certain);
    assert_eq!(text(&expanded), draft.replace("Ibid.", &format!("{KAYA}, p. 105.")));
}

#[test]
fn a_title_that_would_be_read_in_part_only_is_written_so_that_it_is_read_whole() {
    // Unquoted, what stands before its comma would be taken for the name, and each run would write it once more.
    let given = [
        "Vier Fähren warten am Kai, eine liegt seit Mai im Dock.[10] Solang, in: Küstenbote, 4. Mai 2022, https://kuestenbote.example/r (abgerufen am 06.05.2022).",
        "Ebd.",
    ];
    let once = expand(&draft(&given), Style::Short, Resolution::Likely);
    assert!(
        text(&once).ends_with("\n[2] “Vier Fähren warten am Kai, eine liegt seit Mai im Dock”, a. a. O.\n"),
        "{}",
        text(&once)
    );
    assert_same(&draft(&given), &once, Style::Short, Resolution::Likely);
}

#[test]
fn a_long_run_of_references_is_written_out() {
    let mut draft = format!("It grew.[1]\n\n[1] {KAYA}.\n");
    (2..=3_000).for_each(|number| draft.push_str(&format!("[{number}] Same place.\n")));
    let expanded = expand(&draft, Style::Full, Resolution::Certain);
    assert_eq!((expanded.written, expanded.left.len()), (2_999, 0));
    assert_eq!(text(&expanded), draft.replace("Same place", KAYA));
}

/// What the cites of each note mean: the words of their source, and the page.
fn meant(report: &Report) -> Vec<Vec<(String, String)>> {
    let text = |span: Span| report.text()[span.range()].split_whitespace().collect::<Vec<_>>().join(" ");
    let words = |id: ibidem::model::CiteId| {
        let cite = &report.cites[id.index()];
        let first = cite.source.map(|source| &report.cites[report.sources[source.index()].first.index()]);
        let words = match first.map(|cite| &cite.kind) {
            Some(CiteKind::Full(citation)) => {
                let title = citation.title.as_ref().map(|title| text(title.span));
                let link = citation.link.as_ref().map(|link| text(link.span));
                format!(
                    "{title:?} {link:?} {:?}",
                    citation.authors.iter().map(|name| text(name.value.family)).collect::<Vec<_>>()
                )
            }
            _ => report.chain_of(id).map_or(String::new(), |chain| format!("{:?}", chain.end)),
        };
        let page = report.chain_of(id).map_or(cite.locator, |chain| chain.locator.map(|(page, _)| page));
        let page = page.map(|page| text(page.span).chars().filter(char::is_ascii_digit).collect());
        (words, page.unwrap_or_default())
    };
    report.notes.iter().map(|note| note.cites().map(words).collect()).collect()
}

fn assert_same(draft: &str, once: &Expanded, style: Style, least: Resolution) {
    let written = text(once);
    assert_eq!(meant(&ibidem::check(draft)), meant(&ibidem::check(&written)), "{written}");
    let twice = expand(&written, style, least);
    assert_eq!((text(&twice), twice.written), (written, 0));
    let left = |expanded: &Expanded| -> Vec<_> {
        expanded.left.iter().map(|left| (left.note, left.words.clone(), left.why)).collect()
    };
    assert_eq!(left(once), left(&twice));
}

/// Entries of all kinds, of which some are sources and more lean on others.
const ENTRIES: &[&str] = &[
    "Jane Okafor, Sea Roads (Leiden: Quay Press, 2017), 54.",
    "See Jane Okafor, “Low Water”, Quay Review 6 (2021): 1–8, p. 3. The point is disputed among the masters.",
    "Elif Kaya, Liman Ekonomisi (İstanbul: Deniz Yayınları, 2019), s. 5.",
    "Ali Kaya and Can Demir, “Grain by Rail: A Study”, Rail Review 12 (2019): 101–119, 105.",
    "“Port Traffic Rises”, Harbour Daily, https://harbour.example/a, (Accessed: 03.05.2024).",
    "Орлова Н. П. Порты Каспия. М.: Наука, 2019. С. 44.",
    "Ute Zabel, Hafenwege (Kiel: Kai Verlag, 2018), S. 17; Jost Wirth, „Korn auf Schienen“, in: Bahnblätter 7 (2020), S. 101–119.",
    "Ders., Kanäle, Kiel 2020, S. 3.",
    "Letter of the harbour master.",
    "The tables of the yard were never printed at all by the masters.",
    "Same place.",
    "Ibid.",
    "ibid",
    "*Ibid.*, p. 9.",
    "(Ibid., p. 11)",
    "Ibid., p. 4 (emphasis added).",
    "Ibid.; see also Kaya, op. cit., p. 7.",
    "See also ibid., pp. 12–14. The ministry disagrees.",
    "A.g.e., s. 12.",
    "Bkz. Kaya, a.g.e., s. 40; Okafor, op. cit.",
    "Там же. С. 46.",
    "Ebd., S. 19 f.",
    "Okafor, op. cit., p. 9",
    "Okafor, “Sea Roads”, p. 60.",
    "Okafor (n 1) 7.",
    "See above, note 2, p. 4.",
    "See notes 1 and 3.",
    "Bkz. dipnot 4.",
    "Previous note, p. 119.",
    "As Okafor has said of the yard, the figures are wrong (ibid., p. 12).",
    "Loc. cit.",
    "",
];

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let rng_seed = if cases.is_some() { RngSeed::Random } else { RngSeed::Fixed(1) };
    ProptestConfig {
        cases: cases.unwrap_or(64),
        failure_persistence: None,
        rng_seed,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_the_notes_are_they_mean_the_same_and_are_written_once(
        given in vec(select(ENTRIES), 1..16),
        (style, _) in select(&STYLES[..]),
        least in select(&[Resolution::Likely, Resolution::Certain][..]),
    ) {
        let draft = draft(&given);
        let expanded = expand(&draft, style, least);
        assert_same(&draft, &expanded, style, least);
        // What stands outside the notes is not touched.
        let body = draft.split("\n\n[").next().unwrap();
        prop_assert!(text(&expanded).starts_with(body));
    }
}
