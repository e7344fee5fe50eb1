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
