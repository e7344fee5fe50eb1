//! Names of authors, as they stand before a title or before "a.g.e.".

use crate::known;
use crate::lang::index::index;
use crate::model::{Field, Name, NameOrder, Sure};
use crate::span::Span;
use crate::text;

/// A name has at most so many words; more are a sentence or a title.
const MOST_WORDS: usize = 7;

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "&", "al", "and", "bin", "da", "de", "del", "della", "den", "der", "des", "di", "dos", "du", "el", "et",
    "ibn", "la", "le", "of", "oğlu", "ten", "ter", "the", "und", "van", "ve", "vel", "von", "y", "zu", "zum",
    "zur", "и", "фон",
];

/// Signs between two authors, where no word for "and" stands.
const JOINTS: &[&str] = &["&", "-", "–"];

/// Whether a text is a name and nothing else: few words, capitals, no digits.
pub(crate) fn is_name(raw: &str) -> bool {
    let raw = without_et_al(raw.trim());
    let words: Vec<&str> =
        raw.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect();
    let capital =
        |word: &&&str| word.chars().next().is_some_and(char::is_uppercase) || hangs_on_particle(word);
    let capitals = words.iter().filter(capital).count();
    let fits = |word: &&&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            || PARTICLES.contains(&word.to_lowercase().as_str())
            || word.starts_with(['’', '\''])
            || hangs_on_particle(word)
    };
    (1..=MOST_WORDS).contains(&words.len())
        && capitals > 0
        && words.iter().filter(fits).count() == words.len()
        && !raw.contains(|c: char| {
            c.is_ascii_digit() || matches!(c, '(' | ')' | '[' | ']' | ':' | ';' | '?' | '!' | '/')
        })
        && raw.len() <= 120
}

/// "el-Hakim", "eş-Şerif", "d’Arc".
fn hangs_on_particle(word: &str) -> bool {
    let parts = word.split_once(['-', '‑', '’', '\'']);
    parts.is_some_and(|(particle, name)| {
        (1..=3).contains(&particle.chars().count())
            && particle.chars().all(char::is_lowercase)
            && name.starts_with(char::is_uppercase)
    })
}

/// Without "et al.", "vd.", "и др." at the end.
pub(crate) fn without_et_al(raw: &str) -> &str {
    let trimmed = raw.trim_end_matches([' ', ',']);
    for (at, _) in trimmed.char_indices().rev().filter(|(_, c)| c.is_whitespace()).take(3) {
        let tail = trimmed.get(at..).unwrap_or_default().trim();
        let folded = text::folded(tail);
        // "Poe, E. A.": in capitals these are initials, though "e.a." is "and others" in Dutch.
        let initials = !tail.contains(char::is_lowercase)
            && tail.matches('.').count() > 1
            && trimmed.contains(char::is_lowercase);
        if !initials && index().et_al(&folded) == Some(folded.len()) {
            return trimmed.get(..at).unwrap_or_default().trim_end_matches([' ', ',']);
        }
    }
    trimmed
}

/// The authors at `span` of `text`, in order. `family_first`: the style puts the family name first ("Rivera, Paula").
pub(crate) fn authors(text: &str, span: Span, family_first: bool) -> Vec<Field<Name>> {
    let raw = without_et_al(span.of(text));
    let base = span.start();
    // "Aksoy, Deniz" is one author in any style: no list of authors gives each only one word.
    let one_word_each = raw.split(',').all(|piece| piece.split_whitespace().count() == 1);
    let family_first = family_first || (one_word_each && raw.matches(',').count() == 1);
    let mut pieces: Vec<Span> = Vec::new();
    let mut from = 0;
    while let Some(rest) = raw.get(from..) {
        let joint = joint(rest);
        let length = joint.map_or(rest.len(), |(at, _)| at);
        pieces.extend(split_commas(rest.get(..length).unwrap_or_default(), base + from, family_first));
        let Some((at, skip)) = joint else { break };
        from += at + skip;
    }
    pieces
        .into_iter()
        .map(|piece| trimmed(text, piece))
        .filter(|piece| !piece.is_empty())
        .map(|piece| Field::new(name(text, piece, family_first), piece, Sure::Likely))
        .collect()
}

/// The first sign or word, with its blanks, that parts two authors: where it begins, and its length.
fn joint(raw: &str) -> Option<(usize, usize)> {
    raw.match_indices(' ').find_map(|(at, _)| {
        let (word, _) = raw.get(at + 1..)?.split_once(' ')?;
        (JOINTS.contains(&word) || index().is_and(word)).then_some((at, word.len() + 2))
    })
}

/// "A, B" are two authors where given names come first; "Novak, Ada" is one where the family name does.
fn split_commas(raw: &str, base: usize, family_first: bool) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    let mut at = 0;
    for part in raw.split([',', '/']) {
        let span = Span::new(base + at, base + at + part.len());
        at += part.len() + 1;
        let joins = family_first && (pieces.len() == 1 || is_initials(part));
        match pieces.last_mut() {
            Some(last) if joins && !last.shifted_back(base).of(raw).contains(',') => *last = last.join(span),
            _ => pieces.push(span),
        }
    }
    pieces
}

/// Whether a word is one of the small ones inside names.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
        && !matches!(word, "&" | "al" | "and" | "et" | "of" | "the" | "und" | "ve" | "и" | "y")
}

/// Whether given names are initials and nothing else: "N. P.", "JA".
pub(super) fn is_initials_only(given: &str) -> bool {
    let letters = given.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    letters.into_iter().all(|word| {
        word.chars().count() <= 3 && word.chars().all(char::is_uppercase) || word.chars().count() <= 2
    })
}

/// Whether a word is a given name that many people have.
pub(super) fn is_given_name(word: &str) -> bool {
    known::is_given_name(word)
}

/// Whether a name is that of an office, a firm, a body: one of its words says so, or it is all capitals.
pub(super) fn is_organisation(name: &str) -> bool {
    let words = || {
        name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\'' | '-' | '.')))
            .filter(|word| !word.is_empty())
    };
    let acronym = words().count() == 1
        && name.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && name.chars().all(|c| !c.is_alphabetic() || c.is_uppercase());
    acronym
        || words().any(|word| known::is_organisation_word(word.trim_matches('.')))
        || known::outlet(name).is_some()
}

/// Whether a name is that of a town in an imprint.
pub(super) fn is_place(name: &str) -> bool {
    known::is_city(name)
        || name
            .rsplit_once([' ', '/'])
            .is_some_and(|(town, rest)| rest.len() <= 3 && rest != "UP" && known::is_city(town))
}

/// Whether a name is that of a publisher: one of its words says so.
pub(super) fn is_publisher(name: &str) -> bool {
    name.len() <= 120
        && name
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\'' | '-')))
            .filter(|word| !word.is_empty())
            .any(known::is_publisher_word)
}

/// "N. P.", "S.", "J.-P.".
fn is_initials(raw: &str) -> bool {
    let letters = raw.chars().filter(|c| c.is_alphabetic()).count();
    let stops = raw.chars().filter(|c| *c == '.').count();
    let single = letters == 1 && raw.chars().all(char::is_uppercase);
    single || (letters > 0 && letters <= 4 && stops > 0 && stops >= letters.div_ceil(2))
}

fn trimmed(text: &str, span: Span) -> Span {
    let raw = span.of(text);
    let lead = raw.len() - raw.trim_start_matches([' ', ',', '\u{00A0}', '\n', '\r', '\t']).len();
    let kept = raw.trim_end_matches([' ', ',', ':', '\u{00A0}', '\n', '\r', '\t']);
    Span::new(span.start() + lead, span.start() + kept.len().max(lead))
}

fn name(text: &str, span: Span, family_first: bool) -> Name {
    let raw = span.of(text);
    let at = |start: usize, end: usize| trimmed(text, Span::new(span.start() + start, span.start() + end));
    if let Some(comma) = raw.find(',') {
        let given = at(comma + 1, raw.len());
        return Name { family: at(0, comma), given: Some(given), order: NameOrder::FamilyFirst };
    }
    let words: Vec<(usize, &str)> = raw.split_whitespace().map(|word| (offset(raw, word), word)).collect();
    let (Some((_, first)), Some((last_at, last))) = (words.first(), words.last()) else {
        return Name { family: span, given: None, order: NameOrder::Literal };
    };
    let organisation = words.iter().any(|(_, word)| ["of", "for", "the"].contains(word));
    let without_comma = family_first && !words.iter().any(|(_, word)| is_initials(word));
    if words.len() == 1 || words.len() > 4 || organisation || without_comma {
        return Name { family: span, given: None, order: NameOrder::Literal };
    }
    if is_initials(last) || (family_first && first.len() > 1 && is_initials(last)) {
        // "Орлова Н. П.": the family name, then initials.
        let initials = words.iter().position(|(_, word)| is_initials(word)).unwrap_or(1).max(1);
        let start = words.get(initials).map_or(*last_at, |(at, _)| *at);
        return Name {
            family: at(0, start),
            given: Some(at(start, raw.len())),
            order: NameOrder::FamilyFirst,
        };
    }
    // Particles belong to the family name: "Ludwig van der Berg".
    let mut family = *last_at;
    for (word_at, word) in words.iter().rev().skip(1) {
        if *word_at > 0 && PARTICLES.contains(word) && !matches!(*word, "of" | "the" | "and" | "ve" | "&") {
            family = *word_at;
        } else {
            break;
        }
    }
    Name { family: at(family, raw.len()), given: Some(at(0, family)), order: NameOrder::GivenFirst }
}

fn offset(outer: &str, inner: &str) -> usize {
    (inner.as_ptr() as usize).saturating_sub(outer.as_ptr() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn families(raw: &str, family_first: bool) -> Vec<&str> {
        authors(raw, Span::new(0, raw.len()), family_first)
            .iter()
            .map(|field| field.value.family.of(raw))
            .collect()
    }

    #[test]
    fn initials_in_capitals_are_not_and_others() {
        assert_eq!(without_et_al("Poe, E. A."), "Poe, E. A.");
        assert_eq!(without_et_al("Lewis, C.S."), "Lewis, C.S.");
        assert_eq!(without_et_al("Jansen e.a."), "Jansen");
        assert_eq!(without_et_al("Παπάς κ.ά."), "Παπάς");
        assert_eq!(without_et_al("Kaya vd."), "Kaya");
    }

    #[test]
    fn family_names_in_every_order() {
        assert_eq!(families("Deniz Aksoy", false), ["Aksoy"]);
        assert_eq!(families("Rivera, Paula", true), ["Rivera"]);
        assert_eq!(families("Yalçın, S., & Moreau, P. T.", true), ["Yalçın", "Moreau"]);
        assert_eq!(families("Орлова Н. П., Ли С. В.", false), ["Орлова", "Ли"]);
        assert_eq!(families("Mei Tanaka and Ludwig van der Berg", false), ["Tanaka", "van der Berg"]);
        assert_eq!(families("Demir ve Holt", false), ["Demir", "Holt"]);
        assert_eq!(families("Kaya vd.", false), ["Kaya"]);
    }

    #[test]
    fn names_are_told_from_sentences() {
        for name in [
            "Kaya",
            "Mehmet Kaya",
            "N. Orlova",
            "Ludwig van Berg",
            "Demir ve Holt",
            "Kaya vd.",
            "Орлова Н. П.",
        ] {
            assert!(is_name(name), "{name}");
        }
        for other in ["see the report", "The ports of the north are full", "Kaya 2019", "Act (2020)", ""] {
            assert!(!is_name(other), "{other}");
        }
    }
}
