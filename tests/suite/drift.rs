//! Two versions of a draft, and a draft against what was accepted of it.

use ibidem::drift::Change;
use ibidem::model::Label;

/// Three sources, and four notes that lean on others.
const OLD: &str = "\
Ports grew on the coast.[1] Rails followed the northern line.[2] The ferry was late again that year.[3] Nobody asked \
the crew why.[4] The pilots went on strike.[5] Insurers raised the price.[6] The crew was paid in kind.[7]

[1] Deniz Aksoy, “Ports Grow on the Coast”, Harbour Daily, https://harbour.example/p, (Accessed: 01.02.2024).
[2] Jan Krüger, “Rails to the North”, Steppe Post, https://steppe.example/r, (Accessed: 01.02.2024).
[3] Same place.
[4] Ibid., p. 4.
[5] See note 1.
[6] “Prices of Cover”, Broker Notes, https://broker.example/c, (Accessed: 01.02.2024).
[7] Aksoy, op. cit.
";

const WAGONS: &str =
    "[3] “Wagons Stand Still”, Quay Gazette, https://quay.example/w, (Accessed: 01.02.2024).\n";

/// The draft with a source put in as note 3, its marker behind the first sentence of that number; notes behind it renumbered.
fn with_wagons() -> String {
    let mut draft = OLD.to_owned();
    for number in (3..=7).rev() {
        draft = draft.replace(&format!("[{number}]"), &format!("[{}]", number + 1));
    }
    draft = draft.replacen("line.[2]", "line.[2] Wagons stood still for a week.[3]", 1);
    draft.replacen("[4] Same", &format!("{WAGONS}[4] Same"), 1)
}

/// The number of the note, what happened, which notes were meant and are meant, and how many changed with it.
type Row = (u32, Change, Vec<u32>, Vec<u32>, usize);

fn rows(old: &str, new: &str) -> Vec<Row> {
    let changes = ibidem::check(new).changes_since(&ibidem::check(old));
    let rows = changes.rows.into_iter();
    let numbers = |labels: Vec<Label>| labels.into_iter().map(|label| label.number).collect();
    rows.map(|row| (row.label.number, row.change, numbers(row.was), numbers(row.now), row.count)).collect()
}

#[test]
fn an_entry_put_before_a_run_turns_the_run_and_is_told_once() {
    assert_eq!(rows(OLD, &with_wagons()), [(4, Change::Source, vec![2], vec![3], 2)]);
}

#[test]
fn the_same_draft_and_a_reformatted_one_mean_the_same() {
    assert_eq!(rows(OLD, OLD), []);
    let reformatted =
        OLD.replace("\n[", "\n\n[").replace(['“', '”'], "\"").replace("Ibid., p. 4.", "ibid. p. 4");
    assert_eq!(rows(OLD, &reformatted), []);
}

#[test]
fn a_paragraph_that_moves_with_its_notes_changes_nothing() {
    // The pair of notes 2 and 3 goes to the front, all numbers follow.
    let moved = "\
Rails followed the northern line.[1] The ferry was late again that year.[2] Ports grew on the coast.[3]

[1] Jan Krüger, “Rails to the North”, Steppe Post, https://steppe.example/r, (Accessed: 01.02.2024).
[2] Same place.
[3] Deniz Aksoy, “Ports Grow on the Coast”, Harbour Daily, https://harbour.example/p, (Accessed: 01.02.2024).
";
    let before = "\
Ports grew on the coast.[1] Rails followed the northern line.[2] The ferry was late again that year.[3]

[1] Deniz Aksoy, “Ports Grow on the Coast”, Harbour Daily, https://harbour.example/p, (Accessed: 01.02.2024).
[2] Jan Krüger, “Rails to the North”, Steppe Post, https://steppe.example/r, (Accessed: 01.02.2024).
[3] Same place.
";
    assert_eq!(rows(before, moved), []);
}

#[test]
fn a_number_that_was_not_updated_is_told_as_one() {
    // A new first note: everything is renumbered but “See note 1.”
    let mut new = OLD.to_owned();
    for number in (1..=7).rev() {
        new = new.replace(&format!("[{number}]"), &format!("[{}]", number + 1));
    }
    new = new.replacen("Ports grew", "Wagons stood still for a week.[1] Ports grew", 1);
    new = new.replacen("[2] Deniz", &format!("{}[2] Deniz", WAGONS.replace("[3]", "[1]")), 1);
    assert_eq!(rows(OLD, &new), [(6, Change::Number, vec![1], vec![1], 1)]);
    assert_eq!(rows(OLD, &new.replace("See note 1.", "See note 2.")), []);
}

#[test]
fn a_reference_that_somebody_wrote_anew_is_no_drift() {
    assert_eq!(rows(OLD, &OLD.replace("See note 1.", "See note 2.")), []);
    assert_eq!(rows(OLD, &OLD.replace("Aksoy, op. cit.", "Krüger, op. cit.")), []);
}

#[test]
fn a_title_that_was_mended_is_the_same_source() {
    assert_eq!(rows(OLD, &OLD.replace("Rails to the North", "Rails to the Far North")), []);
    assert_eq!(rows(OLD, &OLD.replace("steppe.example/r", "steppe.example/rails")), []);
    assert_eq!(rows(OLD, &OLD.replace("Krüger", "Krügers")), []);
    let unsigned = OLD.replace("Jan Krüger, ", "");
    assert_eq!(rows(&unsigned, &unsigned.replace("steppe.example/r", "steppe.example/rails")), []);
}

#[test]
fn what_becomes_unclear_or_leads_nowhere_is_told() {
    let two = OLD.replace(
        "https://steppe.example/r,",
        "https://steppe.example/r; “Other Rails”, Quay Gazette, https://quay.example/o,",
    );
    assert_eq!(rows(OLD, &two).first().map(|row| row.1), Some(Change::Unclear));
    let cut = OLD.replacen("[1] Deniz Aksoy, “Ports Grow on the Coast”, Harbour Daily, https://harbour.example/p, (Accessed: 01.02.2024).\n", "", 1);
    assert!(rows(OLD, &cut).iter().any(|row| row.1 == Change::Lost), "{:?}", rows(OLD, &cut));
}

#[test]
fn another_page_that_is_inherited_from_another_note_is_told() {
    let old = OLD.replace("See note 1.", "Ibid.");
    let new = with_wagons().replace("See note 1.", "Ibid.").replacen(
        "[4] Same place.",
        "[4] Krüger, op. cit., p. 9.",
        1,
    );
    let pages: Vec<_> = rows(&old, &new).into_iter().map(|row| (row.0, row.1)).collect();
    assert_eq!(pages, [], "the page comes from the same note");
    let new = old.replacen("[5] Ibid.", "[5] Krüger, op. cit., p. 9.\n[6] Ibid.", 1).replacen(
        "[6] “Prices",
        "[7] “Prices",
        1,
    );
    let new = new.replacen("[7] Aksoy", "[8] Aksoy", 1).replacen("price.[6]", "price.[7]", 1);
    let new = new.replacen("kind.[7]", "kind.[8]", 1).replacen("strike.[5]", "strike.[6]", 1);
    let new = new.replacen("why.[4]", "why.[4] Trains ran half empty.[5]", 1);
    assert_eq!(rows(&old, &new), [(6, Change::Page, vec![2], vec![2], 1)]);
}

#[test]
fn two_drafts_that_share_nothing_are_not_compared() {
    let other = "A.[1] B.[2] C.[3] D.[4]\n\n[1] Selma Brandt, Night Work, Holm: Quay, 2008.\n[2] Ibid.\n[3] Elena Rivas, Puertos, Madrid: Faro, 2015.\n[4] Ibid.\n";
    let changes = ibidem::check(other).changes_since(&ibidem::check(OLD));
    assert!(changes.unrelated && changes.rows.is_empty());
}

#[test]
fn a_long_run_is_compared_in_one_pass() {
    let draft = |first: &str| {
        let calls: String = (1..=4000).map(|n| format!("The wagon {n} stood at quay {n}.[{n}] ")).collect();
        let run: String = (2..=4000).map(|n| format!("[{n}] Same place.\n")).collect();
        format!(
            "{calls}\n\n[1] “{first}”, Daily, https://daily.example/{first}, (Accessed: 01.02.2024).\n{run}"
        )
    };
    let rows = rows(&draft("alpha"), &draft("omega"));
    assert_eq!(rows, [(2, Change::Source, vec![1], vec![1], 3999)]);
}
