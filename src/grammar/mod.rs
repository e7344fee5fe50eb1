//! The grammar: from text to markers, lists, notes and their fields.
//!
//! nom lives here and nowhere else. It is asked only where a fast scan found a candidate, and what does not parse is a
//! value (`Unknown`, `unparsed`), never a failure.

mod access;
pub(crate) mod address;
pub(crate) mod back;
mod bracket;
pub(crate) mod citation;
mod comment;
pub(crate) mod date;
mod day;
mod extent;
pub(crate) mod gate;
pub(crate) mod identifier;
mod join;
pub(crate) mod leftover;
pub(crate) mod link;
pub(crate) mod list;
pub(crate) mod locator;
mod look;
pub(crate) mod marker;
mod mention;
pub(crate) mod name;
pub(crate) mod note;
mod opener;
mod position;
mod rival;
mod scheme;
mod scope;
mod segment;
pub(crate) mod signal;
pub(crate) mod stated;
pub(crate) mod title;
mod unread;
