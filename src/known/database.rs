//! Databases, stations and archives that an entry may name in place of an address.
//!
//! From the examples of Chicago, MLA, ISNAD and GOST for sources read in a database, and the collections that analysts of the
//! region cite, as of 2024. Words are skeletons: lower case, no accents, one blank.

/// A word of the entry that begins so names where the source was read.
const NAMES: &[&str] = &[
    "academia edu",
    "access world news",
    "archiv",
    "archiwum",
    "arsiv",
    "arxiv",
    "bloomberg terminal",
    "ceeol",
    "crossref",
    "dergipark",
    "ebsco",
    "eikon",
    "elibrary",
    "europresse",
    "facebook",
    "factiva",
    "gale",
    "google",
    "hathitrust",
    "heinonline",
    "instagram",
    "integrum",
    "jstor",
    "kanopy",
    "kazanci",
    "legalbank",
    "lexisnexis",
    "lexpera",
    "linkedin",
    "microfilm",
    "netflix",
    "nexis",
    "pmid",
    "podcast",
    "project muse",
    "proquest",
    "pubmed",
    "refinitiv",
    "researchgate",
    "sciencedirect",
    "scopus",
    "spotify",
    "springerlink",
    "ssrn",
    "telegram",
    "tez merkezi",
    "tiktok",
    "twitter",
    "ulakbim",
    "web of science",
    "westlaw",
    "wikipedia",
    "wiley online",
    "youtube",
    "архив",
    "гарант",
    "кодекс",
    "консультант",
    "рги",
    "телеграм",
    "фонд",
];

/// Whether the skeleton of an entry names a database.
pub(crate) fn names_one(skeleton: &str) -> bool {
    NAMES.iter().any(|name| {
        memchr::memmem::find_iter(skeleton.as_bytes(), name.as_bytes())
            .any(|at| skeleton.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(' ')))
    })
}
