//! The test suite: one binary, so that the crate is linked once.
//!
//! What the checker should say stands in `tests/spec/*.md` and in the pages of the rules; the modules here run those pages
//! and guard what no draft can show: the import directions, the tables, the promises of the public surface.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod api;
mod article;
#[cfg(feature = "cli")]
mod cli;
mod coverage;
mod drift;
mod expand;
#[cfg(feature = "export")]
mod export;
mod fences;
#[cfg(feature = "cli")]
mod fixtures;
#[cfg(feature = "cli")]
mod formats;
mod layers;
mod links;
mod overview;
mod pages;
mod readme;
mod robust;
mod secrets;
mod source;
mod spec;
mod tables;
mod view;
#[cfg(feature = "docx")]
mod word;
