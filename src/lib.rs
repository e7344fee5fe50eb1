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
//! # What it does not do
//! It reads plain text with notes such as `[1] …`; Markdown, HTML and Word, and lists without brackets, are not read yet.
//!
//! # Features
//! `json` adds a writer of the JSON report, `legacy-encoding` a guess of the encoding of a draft that is not UTF-8, `export` CSL-JSON,
//! BibLaTeX, RIS and CSV of the sources, `cli` the program `ibidem` with all of them. Features only add. The minimum Rust
//! version is 1.88.

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
pub use settings::{Level, OptionValue, Restart, Settings, Several};
pub use span::{Lines, Position, Span};

/// The examples of the README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// Checks a plain text by the default rules, without a clock: rules that need a day are listed as skipped.
pub fn check(text: &str) -> Report {
    Checker::default().check(text)
}

/// The format of a file by its name; a name that tells nothing is plain text.
///
/// # Errors
/// [`Error::UnreadableFormat`] for an ending whose files need a reader of their own.
pub fn format_of(name: &str) -> Result<Format, Error> {
    read::format_of(name)
}

/// Whether a walk through a folder should read a file of this name.
pub fn is_draft_name(name: &str) -> bool {
    read::is_walked(name)
}
