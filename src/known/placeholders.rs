//! Words that stand where an entry is still to be written.
//!
//! Origin: marks of programmers and of copy desks, and what writers of six languages type for "comes later"; November
//! 2026. "Forthcoming", "im Erscheinen" and "baskıda" say that a work is not out yet, and stay out.

/// Marks in capitals that are no word of a source.
pub(crate) const MARKS: &[&str] = &["FIXME", "TBD", "TKTK", "TODO"];

/// Marks that are also names of houses, or thirty: they count only where they are the whole entry.
pub(crate) const WHOLE_MARKS: &[&str] = &["TBA", "TBC", "TK", "XXX"];

/// What may follow a mark that opens an entry ("TODO LINK").
pub(crate) const WANTED: &[&str] = &["DOI", "KAYNAK", "LINK", "SOURCE", "URL"];

/// Whole phrases, folded to letters and digits, sorted.
pub(crate) const PHRASES: &[&str] = &[
    "a completer",
    "add link",
    "add link here",
    "add source",
    "add source here",
    "add url",
    "eklenecek",
    "insert link",
    "insert link here",
    "insert source",
    "insert source here",
    "insert url",
    "kaynak ekle",
    "kaynak eklenecek",
    "lien a ajouter",
    "link einfugen",
    "link eklenecek",
    "link erganzen",
    "link to be added",
    "link to come",
    "lorem ipsum",
    "lorem ipsum dolor sit amet",
    "quelle einfugen",
    "quelle erganzen",
    "quelle nachtragen",
    "reference to be added",
    "source a ajouter",
    "source to be added",
    "source to come",
    "to be added",
    "to be completed",
    "to be filled in",
    "to be supplied",
    "url to be added",
    "вставить источник",
    "вставить ссылку",
    "добавить источник",
    "добавить ссылку",
    "источник добавить",
    "ссылку добавить",
];

/// Whether a whole text is a phrase of the list.
pub(crate) fn is_phrase(words: &str) -> bool {
    super::holds(PHRASES, words)
}
