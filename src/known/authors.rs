//! Bylines that name nobody: the account or the desk that put a page up.
//!
//! Origin: our own list over news sites in six languages, after the check `generic_name` of Wikipedia's citation module;
//! November 2026. "Anonymous" and "Editorial Board" are names that a source gives itself, and stay out.

/// Folded to letters and digits, sorted.
pub(crate) const BYLINES: &[&str] = &[
    "admin",
    "administrator",
    "author",
    "contributor",
    "editor",
    "editorial staff",
    "editorial team",
    "guest author",
    "guest contributor",
    "haber merkezi",
    "haber servisi",
    "la redaction",
    "news desk",
    "newsroom",
    "online redaktion",
    "redaction",
    "redaktion",
    "site admin",
    "site editoru",
    "staff",
    "staff reporter",
    "staff writer",
    "unknown author",
    "web admin",
    "web desk",
    "webmaster",
    "yonetici",
    "админ",
    "администратор",
    "редактор",
    "редакция",
    "редакция саита",
];

/// Whether a whole byline is one of them.
pub(crate) fn is_byline(words: &str) -> bool {
    super::holds(BYLINES, words)
}
