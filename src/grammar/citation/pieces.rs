//! Where the pieces of an entry end: stops that end a sentence, brackets that match, numbers that count volumes.

use super::cues;
use crate::text;

/// Short forms in the names of journals, proceedings and places, whose stop ends nothing.
const SHORT_FORMS: &[&str] = &[
    "abt",
    "acad",
    "adv",
    "am",
    "amer",
    "anal",
    "ann",
    "appl",
    "arch",
    "art",
    "assoc",
    "astron",
    "autom",
    "bibl",
    "biol",
    "bull",
    "cal",
    "chem",
    "civ",
    "clin",
    "co",
    "coll",
    "comm",
    "commun",
    "comp",
    "comput",
    "conf",
    "corp",
    "dept",
    "der",
    "dis",
    "disc",
    "diss",
    "doc",
    "dr",
    "econ",
    "ed",
    "eds",
    "eng",
    "environ",
    "eur",
    "exp",
    "geogr",
    "gesch",
    "gov",
    "hist",
    "hrsg",
    "hum",
    "inc",
    "ind",
    "inf",
    "inst",
    "int",
    "intl",
    "ist",
    "jb",
    "jg",
    "jr",
    "lab",
    "lett",
    "ling",
    "lit",
    "ltd",
    "mag",
    "mar",
    "mass",
    "math",
    "mech",
    "med",
    "mgmt",
    "mod",
    "nat",
    "natl",
    "neurosci",
    "nr",
    "oper",
    "opt",
    "org",
    "phil",
    "philos",
    "phys",
    "pol",
    "polit",
    "proc",
    "prof",
    "psych",
    "psychol",
    "publ",
    "quart",
    "rep",
    "res",
    "rev",
    "roy",
    "sci",
    "ser",
    "sess",
    "soc",
    "sociol",
    "st",
    "stat",
    "stud",
    "suppl",
    "surv",
    "symp",
    "syst",
    "tech",
    "technol",
    "theor",
    "trans",
    "transp",
    "univ",
    "vgl",
    "vol",
    "vols",
    "vs",
    "wiss",
    "zt",
    "вестн",
    "гос",
    "ист",
    "канд",
    "науч",
    "обл",
    "пер",
    "полит",
    "ред",
    "сб",
    "ст",
    "тр",
    "ун",
    "филос",
    "экон",
    "юрид",
];

/// Whether the stop at `at` ends a sentence or a field, and not a short form or an initial.
pub(super) fn ends_field(raw: &str, at: usize) -> bool {
    let after = raw.get(at + 1..).unwrap_or_default();
    if !(after.is_empty()
        || after.starts_with(char::is_whitespace)
        || after.starts_with(['“', '"', '«', '—', '–', '[', '(']))
    {
        // "Tolls as taxes.Journal of River Law": typed in haste.
        let small = raw.get(..at).is_some_and(|before| before.ends_with(char::is_lowercase));
        return small && after.starts_with(char::is_uppercase) && last_word(raw, at).chars().count() >= 4;
    }
    let word = last_word(raw, at);
    let letters = word.chars().count();
    if letters == 0 {
        return true;
    }
    if word.chars().all(|c| c.is_ascii_digit()) {
        // "2. Auflage", "12. Jg.": a number that counts.
        let next = after.trim_start();
        return letters == 4 || !next.starts_with(|c: char| c.is_alphabetic());
    }
    // "III. Ulusal Lojistik Kongresi": a Roman number at the start of a piece counts.
    let opens = raw.get(..at - word.len()).unwrap_or_default().trim_end();
    if roman(word) == Some(word.len())
        && word.starts_with(char::is_uppercase)
        && (opens.is_empty() || opens.ends_with([',', '“', '«', '"', '/', '(']))
        && after.trim_start().starts_with(char::is_uppercase)
    {
        return false;
    }
    if letters == 1 {
        return !word.starts_with(char::is_uppercase);
    }
    let lower = word.to_lowercase();
    SHORT_FORMS.binary_search(&lower.as_str()).is_err()
}

/// The letters and digits directly before `at`.
pub(super) fn last_word(raw: &str, at: usize) -> &str {
    let before = raw.get(..at).unwrap_or_default();
    let start = before.trim_end_matches(|c: char| c.is_alphanumeric()).len();
    before.get(start..).unwrap_or_default()
}

/// Where the bracket that opens at `open` closes; `None` where it never does.
pub(super) fn closing(raw: &str, open: usize, to: usize) -> Option<usize> {
    let mut depth = 0u32;
    for (at, byte) in raw.as_bytes().get(open..to)?.iter().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(open + at);
                }
            }
            _ => {}
        }
    }
    None
}

/// A number as volumes, issues and pages have it: "12", "5-6", "101–119", "xlii", "e12", "S3"; its length.
pub(super) fn number(rest: &str) -> Option<usize> {
    let one = |rest: &str| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let letter = rest.get(digits..).is_some_and(|tail| {
                let mut chars = tail.chars();
                let next = chars.next();
                let section = tail.get(1..).is_some_and(|rest| rest.starts_with(" ("));
                next.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_uppercase() && section)
                    && !chars.next().is_some_and(char::is_alphanumeric)
            });
            return (digits <= 7).then_some(digits + usize::from(letter));
        }
        // "Nucl. Phys. B405 (1993)": the letter of a section.
        let section = rest.starts_with(|c: char| ('A'..='H').contains(&c)).then(|| {
            let digits = rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
            (digits >= 2 && rest.get(1 + digits..).is_some_and(|tail| tail.starts_with(" (")))
                .then_some(1 + digits)
        });
        if let Some(length) = section.flatten() {
            return Some(length);
        }
        let electronic = rest.starts_with(['e', 'S', 'L', 'A'])
            && rest.get(1..).is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_digit()));
        if electronic {
            return Some(1 + rest.bytes().skip(1).take_while(u8::is_ascii_digit).count());
        }
        roman(rest)
    };
    let first = one(rest)?;
    let tail = rest.get(first..)?;
    let bare = tail.trim_start_matches(' ');
    let gap = tail.len() - bare.len();
    let dash = bare.chars().next().filter(|c| matches!(c, '-' | '–' | '—' | '‑' | '−'));
    let second = dash.and_then(|dash| {
        let after = bare.get(dash.len_utf8()..)?.trim_start_matches(['-', ' ']);
        let lead = bare.len() - after.len();
        let length = one(after)?;
        let free = !after.get(length..)?.starts_with(char::is_alphanumeric);
        (gap <= 1 && free).then_some(gap + lead + length)
    });
    let end = first + second.unwrap_or(0);
    (!rest.get(end..)?.starts_with(char::is_alphanumeric)).then_some(end)
}

/// The length of a Roman number, all small or all large.
pub(super) fn roman(rest: &str) -> Option<usize> {
    let small = rest.bytes().take_while(|b| b"ivxlcdm".contains(b)).count();
    let large = rest.bytes().take_while(|b| b"IVXLCDM".contains(b)).count();
    let length = small.max(large);
    (length > 0 && length <= 8).then_some(length)
}

/// Whether a number is a range: it has a dash inside.
pub(super) fn is_range(number: &str) -> bool {
    number.contains(['-', '–', '—', '‑', '−'])
}

/// Whether four digits read like a year.
pub(super) fn is_year(number: &str) -> bool {
    number.len() == 4 && number.parse::<u32>().is_ok_and(|year| (1500..=2100).contains(&year))
}

/// "2e éd.", "3rd ed.", "4., überarb. Aufl.", "3-е изд.", "2. bs.": the length of the number and of the whole.
pub(super) fn edition(rest: &str) -> Option<(usize, usize)> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let tail = rest.get(digits..)?;
    let room = text::floor(tail, 40);
    let window = tail.get(..room)?;
    // "3rd", "2e", "2nde", "3-е", "2.ª", "4.,": what hangs on the number.
    let hung = window.trim_start_matches(['.', ',', '-', 'ª', 'º', '°']);
    let ordinal = ["rd", "nd", "st", "th", "e", "ème", "nde", "re", "ère", "е", "ге", "те", "ª", "a", "ᵉ"]
        .iter()
        .find_map(|ordinal| {
            hung.strip_prefix(ordinal).filter(|rest| !rest.starts_with(char::is_alphanumeric))
        })
        .unwrap_or(hung);
    let words = ordinal.trim_start_matches([' ', ',', '\u{A0}', '.']);
    let folded = text::fold(words);
    // "überarb. Aufl.", "rev. ed.", "unchanged" words may stand before the word itself.
    let mut at = 0;
    for _ in 0..3 {
        let rest = folded.text.get(at..)?;
        if let Some(length) = cues::edition_word(rest) {
            let end = folded.source(at, at + length).end();
            let stopped = words.get(end..).is_some_and(|rest| rest.starts_with('.'));
            let lead = window.len() - words.len();
            return Some((digits, digits + lead + end + usize::from(stopped)));
        }
        at += rest.find(' ')? + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_sorted() {
        assert!(SHORT_FORMS.is_sorted());
    }

    #[test]
    fn a_stop_ends_a_field_or_a_short_form() {
        let ends = |raw: &str| ends_field(raw, raw.rfind('.').unwrap());
        assert!(ends("What tariffs hide. Open"));
        assert!(!ends("Proc. Int"));
        assert!(!ends("Ada N. Novak"));
        assert!(!ends("2. Auflage"));
        assert!(ends("2019. С"));
    }

    #[test]
    fn numbers_of_volumes_and_pages() {
        let of = |text: &str| number(text).and_then(|length| text.get(..length)).map(str::to_owned);
        assert_eq!(of("233–58, x").as_deref(), Some("233–58"));
        assert_eq!(of("xlii (1922)").as_deref(), Some("xlii"));
        assert_eq!(of("5 - 6,").as_deref(), Some("5 - 6"));
        assert_eq!(of("12th of"), None);
        assert_eq!(edition("3rd ed. (x").map(|(_, all)| all), Some(7));
        assert_eq!(edition("4., überarb. Aufl., T").map(|(number, _)| number), Some(1));
        assert!(edition("3-е изд., п").is_some());
        assert_eq!(edition("12, no. 4"), None);
    }
}
