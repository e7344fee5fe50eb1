//! Archives of web pages.
//!
//! From Wikipedia's list of archives that its citation templates know, as of 2024.

const HOSTS: &[&str] = &[
    "archive-it.org",
    "archive.fo",
    "archive.is",
    "archive.li",
    "archive.md",
    "archive.ph",
    "archive.today",
    "archive.vn",
    "ghostarchive.org",
    "perma.cc",
    "wayback.archive-it.org",
    "web.archive.org",
    "webarchive.nationalarchives.gov.uk",
    "webcitation.org",
];

/// Whether a host keeps copies of pages.
pub(crate) fn is_archive(host: &str) -> bool {
    super::holds_host(HOSTS, host)
}

/// Whether a host is the Wayback Machine, whose paths hold the time of a copy and the address it was taken from.
pub(crate) fn is_wayback(host: &str) -> bool {
    host.eq_ignore_ascii_case("web.archive.org")
}
