//! Checks whether the notes of a draft hold.

mod error;
mod excerpt;
mod lang;
mod model;
mod settings;
mod span;
mod text;
