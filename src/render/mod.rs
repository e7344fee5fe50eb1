//! Writers over a report, one file each: what a person reads at a terminal, and what a machine reads.
//!
//! A new output format is a file here and a line in `renderers!`.

use std::io;

use crate::report::Run;

/// How to write.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Style {
    /// Whether to write the colours of a terminal.
    pub color: bool,
    /// Cells of an excerpt at most.
    pub width: usize,
    /// Whether infos are shown in full.
    pub verbose: bool,
    /// Whether the words of the notes that were not understood are shown, and counted.
    pub coverage: bool,
}

impl Default for Style {
    fn default() -> Self {
        Style { color: false, width: crate::report::EXCERPT_WIDTH, verbose: false, coverage: false }
    }
}

impl Style {
    /// With the colours of a terminal, or without.
    #[must_use]
    pub fn color(mut self, color: bool) -> Self {
        self.color = color;
        self
    }

    /// With excerpts of at most so many cells.
    #[must_use]
    pub fn width(mut self, cells: usize) -> Self {
        self.width = cells.max(16);
        self
    }

    /// With infos in full, or folded to a line each.
    #[must_use]
    pub fn verbose(mut self, verbose: bool) -> Self {
        self.verbose = verbose;
        self
    }

    /// With what was not understood, or without.
    #[must_use]
    pub fn coverage(mut self, coverage: bool) -> Self {
        self.coverage = coverage;
        self
    }
}

/// A row of the table of writers.
#[derive(Debug)]
pub struct Renderer {
    /// The name that `--format` takes.
    pub name: &'static str,
    /// Writes a run.
    pub write: fn(&Run, Style, &mut dyn io::Write) -> io::Result<()>,
}

/// Declares the files of the writers and the table over them.
macro_rules! renderers {
    ($($(#[$attribute:meta])* $module:ident,)*) => {
        $($(#[$attribute])* mod $module;)*

        static RENDERERS: &[Renderer] = &[$($(#[$attribute])* $module::RENDERER),*];
    };
}

renderers! {
    full,
    concise,
    #[cfg(feature = "json")]
    json,
}

/// All writers that this build has.
pub fn renderers() -> &'static [Renderer] {
    RENDERERS
}

/// The writer of a name.
pub fn renderer(name: &str) -> Option<&'static Renderer> {
    RENDERERS.iter().find(|renderer| renderer.name == name)
}

/// What a person reads at a terminal: findings with excerpts, grouped, and a summary.
///
/// # Errors
/// Those of the writer.
pub fn full(run: &Run, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    (full::RENDERER.write)(run, style, out)
}

/// One line a finding, no summary.
///
/// # Errors
/// Those of the writer.
pub fn concise(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    (concise::RENDERER.write)(run, Style::default(), out)
}

/// The report for machines, `ibidem-report/1`.
///
/// # Errors
/// Those of the writer.
#[cfg(feature = "json")]
pub fn json(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    (json::RENDERER.write)(run, Style::default(), out)
}
