//! A Markdown footnote that some programs do not see.
//!
//! # Why
//! Flavours differ in where a definition may stand. Where one does not see it, the reader gets the bare `[^1]` in the text, and
//! the note as a piece of code or of the paragraph above.
//!
//! The option `flavour` names the one that the draft is written for: `gfm`, `pandoc`, `obsidian` or `mkdocs`. Without it, a
//! definition is told that any of them does not see. Only definitions that the text calls are looked at.
//!
//! # Fires
//! ```text format=markdown
//! Ports grew.[^1]
//!
//!     [^1]: “Ports Grow”, Harbour Daily, https://harbour.example/p.
//! ```
//!
//! # Silent
//! ```text format=markdown
//! Ports grew.[^1]
//!
//! [^1]: “Ports Grow”, Harbour Daily, https://harbour.example/p.
//! ```
//!
//! # Source
//! pulldown-cmark 619 and 758, zensical 738: definitions that vanish without a word.

use serde::{Deserialize, Serialize};

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{BrokenKind, Label};
use crate::text;

/// A definition that is none for some programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("the note {label:#} is none for {}: {why}", text::listed(.by, 4))]
pub struct UnrenderedDefinition {
    /// Its label.
    pub label: Label,
    /// The programs that do not see it.
    pub by: Vec<&'static str>,
    /// Why not.
    pub why: &'static str,
}

/// A flavour of Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Flavour {
    /// GitHub.
    Gfm,
    /// Pandoc.
    Pandoc,
    /// Obsidian.
    Obsidian,
    /// MkDocs, which is Python-Markdown.
    Mkdocs,
}

impl Flavour {
    fn name(self) -> &'static str {
        match self {
            Flavour::Gfm => "GFM",
            Flavour::Pandoc => "Pandoc",
            Flavour::Obsidian => "Obsidian",
            Flavour::Mkdocs => "MkDocs",
        }
    }
}

/// What may be set.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// The flavour that the draft is written for.
    pub flavour: Option<Flavour>,
}

impl Rule for UnrenderedDefinition {
    type Options = Options;
    const META: Meta = Meta::new("IB706", "unrendered-definition", Severity::Warning);

    fn check(draft: &Draft<'_>, options: &Options, out: &mut Findings<'_, Self>) {
        for broken in draft.broken() {
            let BrokenKind::Unrendered { label, by, why } = broken.kind else { continue };
            let told = options.flavour.is_none_or(|flavour| by.contains(&flavour.name()));
            if told {
                let note = draft.note_at(broken.span).map(|(id, _)| id);
                let fault = UnrenderedDefinition { label, by: by.to_vec(), why };
                let finding = out.report(broken.span, fault);
                finding
                    .label("not seen as a note")
                    .help("begin a line of its own with it, a blank line before it");
                if let Some(note) = note {
                    finding.note(note);
                }
            }
        }
    }
}
