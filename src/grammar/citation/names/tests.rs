//! Lists of names in all orders.

use super::*;

fn read(raw: &str, whole: bool) -> (Vec<String>, &str) {
    let Some(found) = names(raw, 0, raw.len(), whole) else { return (Vec::new(), raw) };
    let said = |name: &Field<Name>| match name.value.given {
        Some(given) => format!("{}, {}", name.value.family.of(raw), given.of(raw)),
        None => name.value.family.of(raw).to_owned(),
    };
    (found.list.iter().map(said).collect(), raw.get(found.end..).unwrap_or_default())
}

#[test]
fn lists_in_every_order() {
    assert_eq!(read("Yalçın, S., & Moreau, P. T. (2022). What", false).0, ["Yalçın, S.", "Moreau, P. T."]);
    assert_eq!(
        read("Чернавина Т. К. Газовые коридоры", false),
        (vec!["Чернавина, Т. К.".into()], " Газовые коридоры")
    );
    assert_eq!(read("Засухина М. П., Ермолов И. А. Водные", false).0.len(), 2);
    assert_eq!(
        read("Okafor N, Lindqvist A, Lee SK. Hand injuries", false),
        (vec!["Okafor, N".into(), "Lindqvist, A".into(), "Lee, SK".into()], ". Hand injuries")
    );
    assert_eq!(
        read("J. K. Ferreira, S. Rao, and N. Okoye, ", true).0,
        ["Ferreira, J. K.", "Rao, S.", "Okoye, N."]
    );
    assert_eq!(read("Keane, Fiona, and Tomas Brandl. 2005.", false).0, ["Keane, Fiona", "Brandl, Tomas"]);
    assert_eq!(
        read("Ahmet YILMAZ, Zeynep ACAR, İlker DOĞAN, ", true).0,
        ["YILMAZ, Ahmet", "ACAR, Zeynep", "DOĞAN, İlker"]
    );
    assert_eq!(read("TOK Fatma/ERGİN Selim, ", true).0, ["TOK, Fatma", "ERGİN, Selim"]);
    assert_eq!(
        read("Moreau, J.-P., van der Meer, T. (2015)", false).0,
        ["Moreau, J.-P.", "van der Meer, T."]
    );
    assert_eq!(read("Serkan Bulgur vd., ", true).0, ["Bulgur, Serkan"]);
    assert_eq!(
        read("Ada Novak, Rivers of Trade, 3rd ed.", false),
        (vec!["Novak, Ada".into()], ", Rivers of Trade, 3rd ed.")
    );
    assert_eq!(read("Staudt, Petra; Kilinc, Emre; Vogt, Lars: Netze", false).0.len(), 3);
}
