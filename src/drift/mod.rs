//! Whether the notes of a draft still mean what they meant: two versions, or a draft and what was accepted of it (R20).
//!
//! A note is known again by what it says, by its source and by its neighbours, never by its number. What a version means
//! is kept as hashes, so that it can be stored without a word of the draft.

mod changes;
mod key;
mod matching;
mod state;

pub use changes::{Change, Changes, Edited, Row, Target};
pub use key::{Key, Words};
pub use state::{Lean, Meaning, NoteState, SourceKeys, State};

pub(crate) use changes::compare;
pub(crate) use state::View;

use crate::report::Report;

/// What changed between two versions of a draft.
///
/// ```
/// let old = ibidem::check("A.[1] B.[2]\n\n[1] “Ports”, Daily, https://d.example/p.\n\n[2] Same place.\n");
/// let new = ibidem::check(
///     "A.[1] C.[2] B.[3]\n\n[1] “Ports”, Daily, https://d.example/p.\n\n[2] “Rails”, Post, https://p.example/r.\n\n[3] Same place.\n",
/// );
/// let changes = ibidem::drift::between(&old, &new);
/// assert_eq!(changes.rows[0].number, 3);
/// assert_eq!((changes.rows[0].was.as_slice(), changes.rows[0].now.as_slice()), (&[1][..], &[2][..]));
/// ```
pub fn between(old: &Report, new: &Report) -> Changes {
    compare(&old.state(), &new.state())
}
