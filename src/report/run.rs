//! The reports of many drafts, and what could not be checked.

use serde::Serialize;

use super::Report;
use crate::draft::Severity;

/// A draft that could not be checked, or not be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Problem {
    /// Its name.
    pub path: String,
    /// What kind of trouble: "unreadable", "not-utf-8", "format", "no-drafts", "unwritable".
    pub kind: &'static str,
    /// What is wrong.
    pub message: String,
}

impl Problem {
    /// A problem with a file.
    pub fn new(path: impl Into<String>, kind: &'static str, message: impl Into<String>) -> Problem {
        Problem { path: path.into(), kind, message: message.into() }
    }
}

/// What was found in many drafts.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Run {
    /// The day that access dates were compared with.
    pub today: Option<chrono::NaiveDate>,
    /// One report per draft, in the order they were given.
    pub documents: Vec<Report>,
    /// Drafts that could not be checked.
    pub problems: Vec<Problem>,
}

impl Run {
    /// A run without drafts yet.
    pub fn new(today: Option<chrono::NaiveDate>) -> Run {
        Run { today, ..Run::default() }
    }

    /// The weightiest severity in all reports.
    pub fn worst(&self) -> Option<Severity> {
        self.documents.iter().filter_map(Report::worst).max()
    }
}
