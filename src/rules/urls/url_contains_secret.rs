//! An address gives away a password, a token or a session.
//!
//! # Why
//! Whoever reads the note can enter with it. A token that was published has to be taken back, not only deleted.
//!
//! Tokens and sessions are known by the name of their parameter and by a value that looks drawn by lot. The value is printed
//! nowhere: not here, not in an excerpt, not in the JSON.
//!
//! # Fires
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p?id=4&access_token=ya29A0ARrdaM9q8z7, (Accessed: 02.02.2024).
//! ```
//! ```text
//! Ports grew.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://ada:quay17@harbour.example/p, (Accessed: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p?sid=4471&token=ports-of-the-north-2024, (Accessed: 02.02.2024).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/@ada/r?id=1A2B3C4D5E6F7890, (Accessed: 02.02.2024).
//! ```
//!
//! # Source
//! RFC 3986, § 7.5; the rules of gitleaks for names of tokens.

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::model::{Label, SecretKind};

/// An address with a secret in it; the secret itself is kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: the address gives away {}", what(*.kind))]
pub struct UrlContainsSecret {
    #[serde(skip)]
    label: Label,
    /// What it gives away.
    pub kind: SecretKind,
}

fn what(kind: SecretKind) -> &'static str {
    match kind {
        SecretKind::Credentials => "a password",
        SecretKind::Token => "a token",
        SecretKind::Session => "a session",
    }
}

impl Rule for UrlContainsSecret {
    type Options = ();
    const META: Meta = Meta::new("IB511", "url-contains-secret", Severity::Error).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        for (note, kind, value, whole) in draft.secrets() {
            let help = match kind {
                SecretKind::Session => "delete it, and see that the page still opens",
                _ => "delete it, and have it changed: it may have been read",
            };
            out.report(value, UrlContainsSecret { label: draft.label(note), kind })
                .note(note)
                .label("hidden here")
                .help(help)
                .fix(PendingFix::replace(Safety::Unsafe, format!("delete {}", what(kind)), whole, ""));
        }
    }
}
