//! Hosts that only the writer's own network knows.
//!
//! From RFC 6761 (`localhost`), RFC 6762 appendix G (names used at home and at work) and ICANN's `internal`, 2024.

/// Last labels of private names.
const ENDINGS: &[&str] =
    &["corp", "home", "internal", "intranet", "lan", "local", "localdomain", "localhost", "private"];

/// Whether a host name is private: a single label, or a private last one.
pub(crate) fn is_private(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    match host.rsplit_once('.') {
        None => !host.is_empty(),
        Some((_, last)) => super::holds_name(ENDINGS, last),
    }
}
