//! Checks whether the notes of a draft hold.
//!
//! Analysts type their sources by hand: a marker in the text, `…rose.[1]`, and below it the list, `[1] “Title”, Outlet,
//! https://…, (Accessed: 03.05.2024).` and `[2] Same place.` Every edit can break them in silence. `ibidem` reads the
//! draft as it is, resolves every "Same place." to the source it means, checks access dates, addresses and dangling
//! references, and returns a typed report.
//!
//! ```
//! let draft = "\
//! Exports rose.[1] Ports followed. [2]
//!
//! [1] “Port Traffic Rises”, Harbour Daily, https://harbour.example/a, (Accessed: 03.05.2024).
//!
//! [2] Same place.
//! ";
//! let report = ibidem::check(draft);                           // plain text, default rules, no clock
//!
//! assert_eq!(report.chain(1).to_string(), "[2] → [1]");        // the chain of the second note
//! assert_eq!(report.findings[0].rule().name, "space-before-marker");
//! assert_eq!(report.worst(), Some(ibidem::Severity::Warning));
//! ```
//!
//! A [`Checker`] holds [`Settings`]: the day that access dates are compared with, the language, the order of dates, how
//! loud a rule speaks and its options. It gives a [`Report`]: markers, notes, sources and [`Finding`]s, each a [`Fault`] with its data and a [`Place`] in
//! the file. [`render`] writes a report for people or machines, [`overview`] shows what the notes mean, [`Checker::fix`] mends
//! what can be mended, and [`Checker::expand`] writes the back-references out.
//!
//! A draft is never an error: what is wrong with the draft is a finding, what is wrong with the call is an [`Error`].
//! The library is a function of its input; it reads no file, no clock and no network.
//!
//! # What it understands
//! Entries of news, web pages, books, chapters, articles, theses, reports, judgments, laws and treaties are read into the
//! fields of a [`Citation`](model::Citation); what fits no field is kept as [`unparsed`](model::Note::unparsed) and counted
//! in the [`Summary`](report::Summary). Labels of access dates, months, locators, signals and headings are known in 20
//! languages, and so are the terms of back-references.
//!
//! # What it reads
//! [`check`] takes plain text with notes such as `[1] …`. [`Checker::check_file`] takes the bytes of a file and tells its
//! [`Format`] by its name and its content: plain text, Markdown (`[^1]: …`), HTML, Word and OpenDocument. What the format itself
//! states of its notes is taken, what is typed is read, and every [`Place`] is one in the file.
//!
//! ```
//! # #[cfg(feature = "markdown")] {
//! let page = b"Ports grew.[^kaya]\n\n[^kaya]: Same place.\n";
//! let report = ibidem::Checker::default().check_file("draft.md", page)?;
//! assert_eq!(report.findings[0].message(), "note kaya says \u{201C}Same place.\u{201D}, but no note stands before it");
//! # }
//! # Ok::<(), ibidem::Error>(())
//! ```
//!
//! # What it does not do
//! Notes numbered by hand without brackets ("1. Kaya, …") are not read; that such a list is there is told.
//!
//! # Features
//! `markdown` and `html` (both on by default) and `docx` (Word and OpenDocument) add readers, `json` adds a writer of the JSON report, `legacy-encoding` other encodings than UTF-8 and UTF-16, `export` CSL-JSON,
//! BibLaTeX, RIS and CSV of the sources, `cli` the program `ibidem` with all of them. Features only add. The minimum Rust
//! version is 1.88.

// What readers share is not used by each of them: a build without some of them has a rest.
#![cfg_attr(
    not(all(feature = "markdown", feature = "html", feature = "docx")),
    allow(dead_code, unused_imports, clippy::infallible_destructuring_match)
)]

mod check;
mod draft;
pub mod drift;
mod edits;
mod error;
mod excerpt;
pub mod expand;
#[cfg(feature = "export")]
pub mod export;
mod fix;
mod grammar;
mod known;
mod lang;
#[cfg(feature = "json")]
pub mod lock;
pub mod model;
pub mod overview;
mod read;
pub mod render;
pub mod report;
mod resolve;
pub mod rules;
mod settings;
mod span;
mod survey;
mod text;

pub use check::Checker;
pub use draft::{FixKind, Meta, Needs, Safety, Severity};
pub use error::Error;
pub use fix::Fixed;
pub use lang::LocatorKind;
pub use model::Format;
pub use report::{Edit, Finding, Fix, Place, Problem, Report, Run};
pub use rules::{Fault, RuleRow, rules};
pub use settings::{Level, OptionValue, Restart, Settings, Several, Track};
pub use span::{Lines, Position, Span};

/// The examples of the README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// Checks a plain text by the default rules, without a clock: rules that need a day are listed as skipped.
pub fn check(text: &str) -> Report {
    Checker::default().check(text)
}

/// Whether a walk through a folder should read a file of this name.
pub fn is_draft_name(name: &str) -> bool {
    read::is_walked(name)
}
