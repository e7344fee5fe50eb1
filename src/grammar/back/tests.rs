//! What is a back-reference, and what only begins like one.

use super::*;

fn read(raw: &str) -> Option<Found> {
    back_reference(raw, Span::new(0, raw.len()), Words::of_tables())
}

fn kind(raw: &str) -> Option<BackKind> {
    read(raw).map(|found| found.reference.kind)
}

#[test]
fn same_place_and_its_family_in_five_languages() {
    for raw in [
        "Same place.",
        "same place",
        "Ibid.",
        "ibid., p. 4",
        "Ibidem",
        "Id.",
        "Aynı yer.",
        "AYNI YER",
        "A.g.e., s. 45.",
        "a. g. e.",
        "Там же. С. 7.",
        "Там же",
        "Ebd., S. 12.",
        "ebenda",
        "A.a.O., S. 3",
        "Même endroit.",
        "Bkz. aynı eser, s. 3.",
        "Ibid., 45.",
        "ebd. S 272",
    ] {
        assert_eq!(kind(raw), Some(BackKind::Ibid), "{raw}");
    }
}

#[test]
fn prose_that_begins_like_a_term_is_prose() {
    for raw in [
        "Brown, O.C., p. 12.",
        "Smith, J.W., p. 12.",
        "Same place names occur in both.",
        "The same place is named.",
        "Там же находится порт.",
        "Aynı yerde 2019'da bir liman vardı.",
        "Idem pour les ports.",
        "Age of ports.",
        "note 9 at 44",
        "Note 2 to Annex V",
        "Dieselbe Frage stellt sich.",
        "See above.",
        "p. 107, note 3",
        "Note verbale of 3 May.",
        "Ibid as used in law means more.",
    ] {
        assert!(kind(raw).is_none(), "{raw}: {:?}", read(raw));
    }
}

#[test]
fn a_name_before_the_term_makes_it_an_earlier_work() {
    for (raw, author) in [
        ("Kaya, a.g.e., s. 12", "Kaya"),
        ("Mehmet Kaya, a.g.m., s. 3.", "Mehmet Kaya"),
        ("Novak, op. cit., p. 40", "Novak"),
        ("Орлова, указ. соч., с. 3", "Орлова"),
        ("Huizinga a.a.O. Seite 23", "Huizinga"),
        ("Roux, op. cit., p. 4.", "Roux"),
        ("Demir ve Holt, a.g.e., s. 2", "Demir ve Holt"),
        ("See Jones, ibid., p. 4", "Jones"),
    ] {
        let found = read(raw).unwrap_or_else(|| panic!("{raw}"));
        assert_eq!(
            (found.reference.kind, found.reference.author.unwrap().of(raw)),
            (BackKind::OpCit, author),
            "{raw}"
        );
    }
}

#[test]
fn a_note_number_is_read_in_every_word_order() {
    for (raw, number, words) in [
        ("See note 9.", 9, "note 9"),
        ("Dipnot 3", 3, "Dipnot 3"),
        ("Bkz. dipnot 3.", 3, "dipnot 3"),
        ("3 numaralı dipnot", 3, "3 numaralı dipnot"),
        ("См. сноску 12.", 12, "сноску 12"),
        ("Siehe Anm. 4, S. 3", 4, "Anm. 4"),
        ("Voir note 7", 7, "note 7"),
        ("supra note 2", 2, "supra note 2"),
        ("Infra note 5.", 5, "note 5"),
    ] {
        let found = read(raw).unwrap_or_else(|| panic!("{raw}"));
        let reference = found.reference;
        assert_eq!((reference.kind, reference.number), (BackKind::NoteRef, Some(number)), "{raw}");
        assert_eq!(reference.number_span.unwrap().of(raw), words);
    }
    assert_eq!(read("Infra note 5.").unwrap().reference.direction, Direction::Forward);
    assert!(read("Önceki dipnot.").unwrap().reference.relative);
    assert_eq!(read("Okafor, supra note 2").unwrap().reference.number, Some(2));
}

#[test]
fn locators_and_comments_are_kept_apart() {
    let raw = "Ibid., pp. 40–45.";
    assert_eq!(read(raw).unwrap().locator.unwrap().span.of(raw), "pp. 40–45");
    let raw = "Ibid. The ministry denies it.";
    assert_eq!(read(raw).unwrap().comment, Some(6));
    let raw = "Kaya, a.g.e., s. 12 (vurgu bizim).";
    assert_eq!(read(raw).unwrap().locator.unwrap().span.of(raw), "s. 12");
}
