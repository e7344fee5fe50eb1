//! Checks whether the notes of a draft hold.

mod error;
mod excerpt;
mod grammar;
mod lang;
mod model;
mod read;
mod resolve;
mod settings;
mod span;
mod survey;
mod text;
