//! The lock file: what the notes of drafts meant when somebody last read them, without a word of the drafts.
//!
//! One JSON object a line, so that a version control merges it note by note: a head with the version, then for each draft a
//! line with its name and a line for each of its notes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::drift::{NoteState, State};

/// The version of the file that is written and read.
const SCHEMA: &str = "ibidem-lock/1";

/// What was accepted of some drafts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// What each draft means, by its name: its path from the folder of the lock file, with slashes.
    pub drafts: BTreeMap<String, State>,
    /// The version of the program that wrote it, where it is another one than this.
    pub written_by: Option<String>,
}

/// Why a lock file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
#[non_exhaustive]
pub struct LockError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: LockProblem,
}

/// What may be wrong with a line of a lock file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LockProblem {
    /// The file is no lock, or is empty.
    #[error("this is no lock file: it must begin with {{\"schema\":\"{SCHEMA}\"}}")]
    NoHead,
    /// Another version of the file.
    #[error("this lock file is {found}, and {SCHEMA} is read")]
    OtherVersion {
        /// What it says it is.
        found: String,
    },
    /// Two branches met here.
    #[error("a conflict of two branches was not settled")]
    Conflict,
    /// A note before the first draft.
    #[error("a note without a draft")]
    NoteWithoutDraft,
    /// A draft that is named a second time.
    #[error("{name} is named twice")]
    Twice {
        /// Its name.
        name: String,
    },
    /// No line of a lock file.
    #[error("{0}")]
    Malformed(String),
}

#[derive(Serialize, Deserialize)]
struct Head {
    schema: String,
    #[serde(default)]
    tool: String,
}

#[derive(Serialize, Deserialize)]
struct Name {
    draft: String,
}

impl Lock {
    /// Reads a lock file.
    ///
    /// # Errors
    /// [`LockError`] with the first line that cannot be read.
    pub fn read(text: &str) -> Result<Lock, LockError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
        let mut lines = lines.by_ref().filter(|(_, line)| !line.is_empty());
        let fault = |line: usize, problem: LockProblem| LockError { line, problem };
        let Some((first, head)) = lines.next() else { return Err(fault(1, LockProblem::NoHead)) };
        if is_conflict(head) {
            return Err(fault(first, LockProblem::Conflict));
        }
        let head: Head = serde_json::from_str(head).map_err(|_| fault(first, LockProblem::NoHead))?;
        if head.schema != SCHEMA {
            return Err(fault(first, LockProblem::OtherVersion { found: head.schema }));
        }
        let written_by = Some(head.tool).filter(|tool| tool != env!("CARGO_PKG_VERSION"));
        let mut lock = Lock { drafts: BTreeMap::new(), written_by };
        let mut open: Option<String> = None;
        for (at, line) in lines {
            if is_conflict(line) {
                return Err(fault(at, LockProblem::Conflict));
            }
            let malformed =
                |error: serde_json::Error| fault(at, LockProblem::Malformed(without_line(&error)));
            if line.starts_with("{\"draft\"") {
                let Name { draft } = serde_json::from_str(line).map_err(malformed)?;
                if lock.drafts.insert(draft.clone(), State::default()).is_some() {
                    return Err(fault(at, LockProblem::Twice { name: draft }));
                }
                open = Some(draft);
                continue;
            }
            let note: NoteState = serde_json::from_str(line).map_err(malformed)?;
            let state = open.as_ref().and_then(|draft| lock.drafts.get_mut(draft));
            state.ok_or_else(|| fault(at, LockProblem::NoteWithoutDraft))?.notes.push(note);
        }
        for state in lock.drafts.values_mut() {
            state.written_by.clone_from(&lock.written_by);
        }
        Ok(lock)
    }

    /// The text of the file, the drafts in the order of their names.
    ///
    /// # Errors
    /// As [`serde_json`] has them; none is known.
    pub fn write(&self) -> Result<String, serde_json::Error> {
        let head = Head { schema: SCHEMA.to_owned(), tool: env!("CARGO_PKG_VERSION").to_owned() };
        let mut text = serde_json::to_string(&head)?;
        text.push('\n');
        for (draft, state) in &self.drafts {
            text.push_str(&serde_json::to_string(&Name { draft: draft.clone() })?);
            text.push('\n');
            for note in &state.notes {
                text.push_str(&serde_json::to_string(note)?);
                text.push('\n');
            }
        }
        Ok(text)
    }
}

/// What version controls write between two branches.
fn is_conflict(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark))
}

/// The message of the parser, whose own line is always the first.
fn without_line(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "Ports grew.[1] Rails followed.[2]\n\n[1] “Ports Grow”, Daily, https://daily.example/p, (Accessed: 01.02.2024).\n\n[2] Same place.\n";

    fn lock() -> Lock {
        let mut lock = Lock::default();
        lock.drafts.insert("a.txt".to_owned(), crate::check(DRAFT).state());
        lock
    }

    #[test]
    fn what_is_written_is_read_again_and_holds_no_word() {
        let text = lock().write().unwrap();
        let read = Lock::read(&text).unwrap();
        assert_eq!(Lock::read(&read.write().unwrap()), Ok(read.clone()));
        assert_eq!(read.drafts["a.txt"].notes.len(), 2);
        for word in ["Ports", "ports", "Daily", "daily.example", "Same place"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }

    #[test]
    fn a_broken_lock_says_which_line() {
        let text = lock().write().unwrap();
        let problem = |text: &str| Lock::read(text).map_err(|error| (error.line, error.to_string()));
        let merged = text.replacen("{\"note\":2", "<<<<<<< ours\n{\"note\":2", 1);
        assert_eq!(
            problem(&merged),
            Err((4, "line 4: a conflict of two branches was not settled".to_owned()))
        );
        let newer = text.replacen("ibidem-lock/1", "ibidem-lock/9", 1);
        let message = "line 1: this lock file is ibidem-lock/9, and ibidem-lock/1 is read".to_owned();
        assert_eq!(problem(&newer), Err((1, message)));
        let cut = text.replacen("\"note\":2,", "\"note\":", 1);
        assert_eq!(problem(&cut).map_err(|(line, _)| line), Err(4));
        assert_eq!(problem("").map_err(|(line, _)| line), Err(1));
        assert_eq!(problem("not a lock").map_err(|(line, _)| line), Err(1));
    }
}
