//! What can be asked of the program.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use ibidem::export;
use ibidem::overview::{self, TableStyle};
use ibidem::render::{self, Style};
use ibidem::{Checker, Format, Settings, Track};

/// Checks whether the notes of a draft hold.
#[derive(Debug, Parser)]
#[command(name = "ibidem", version, about, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// A verb with its flags.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read drafts and report findings
    #[command(visible_alias = "lint")]
    Check(Check),
    /// Apply safe fixes and report what is left
    Fix(Fix),
    /// Write every back-reference out, and tell which were left
    Expand(Expand),
    /// Write the sources of a draft for a reference manager or a spreadsheet
    Export(Export),
    /// Tell which back-references mean another source than in an earlier version
    Diff(Diff),
    /// Accept what the notes of drafts mean today: `check` tells when that changes
    Lock(LockDrafts),
    /// Show what each note of a draft says and which source it means
    Notes(Notes),
    /// Draw which note leans on which, and on which source
    Graph(Graph),
}

/// `ibidem check`
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) drafts: Drafts,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "full", value_parser = formats())]
    pub(crate) format: String,
}

/// `ibidem fix`
#[derive(Debug, Args)]
pub(crate) struct Fix {
    #[command(flatten)]
    pub(crate) drafts: Drafts,
    /// Print what would change and write nothing; exit 1 if that is anything
    #[arg(long)]
    pub(crate) diff: bool,
    /// Also apply fixes that could change what a draft means
    #[arg(long)]
    pub(crate) unsafe_fixes: bool,
}

/// `ibidem expand`
#[derive(Debug, Args)]
pub(crate) struct Expand {
    #[command(flatten)]
    pub(crate) intake: Intake,
    /// A draft, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) draft: PathBuf,
    /// How to write a back-reference out
    #[arg(long, value_enum, default_value = "full")]
    pub(crate) style: ExpandStyle,
    /// Also write out those whose source is only likely
    #[arg(long)]
    pub(crate) likely: bool,
    /// Write the draft in place [default: to standard output]
    #[arg(short, long)]
    pub(crate) write: bool,
}

/// How a back-reference is written out.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ExpandStyle {
    /// As the first full citation of the source has it
    Full,
    /// Name, short title, page
    Short,
    /// Name, number of the note that gives the source in full, page
    Number,
}

/// `ibidem export`
#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) intake: Intake,
    /// A draft, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) draft: PathBuf,
    /// How to write the sources
    #[arg(long, value_name = "FORMAT", value_parser = export_formats())]
    pub(crate) format: String,
    /// Write a record for each full citation, not for each source
    #[arg(long)]
    pub(crate) per_note: bool,
    /// Where to write them [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// `ibidem diff`
#[derive(Debug, Args)]
pub(crate) struct Diff {
    #[command(flatten)]
    pub(crate) intake: Intake,
    /// The earlier version, or - for standard input
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The later version, or - for standard input
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// How to tell it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: DiffFormat,
}

/// How the changes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum DiffFormat {
    /// A line for each run of references that changed
    Text,
    /// The same for machines
    Json,
}

/// `ibidem lock`
#[derive(Debug, Args)]
pub(crate) struct LockDrafts {
    #[command(flatten)]
    pub(crate) intake: Intake,
    /// Drafts, or folders to walk for drafts [default: .]
    #[arg(value_name = "PATHS")]
    pub(crate) paths: Vec<PathBuf>,
}

/// `ibidem notes`
#[derive(Debug, Args)]
pub(crate) struct Notes {
    #[command(flatten)]
    pub(crate) intake: Intake,
    /// A draft, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) draft: PathBuf,
    /// How to write the table
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = table_formats())]
    pub(crate) format: String,
    /// Columns of the table as text [default: COLUMNS, else those of the terminal, else 100]
    #[arg(long, value_name = "N")]
    pub(crate) width: Option<usize>,
    /// Tell below each back-reference its way, what it takes over and why it is not sure
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

impl Notes {
    /// How to write the table.
    pub(crate) fn style(&self) -> TableStyle {
        let columns = || std::env::var("COLUMNS").ok()?.parse::<usize>().ok();
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = self.width.or_else(columns).or_else(terminal).filter(|width| *width > 0);
        let style = TableStyle::default().verbose(self.verbose);
        width.map_or(style, |width| style.width(width))
    }
}

/// `ibidem graph`
#[derive(Debug, Args)]
pub(crate) struct Graph {
    #[command(flatten)]
    pub(crate) intake: Intake,
    /// A draft, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) draft: PathBuf,
    /// How to write the graph
    #[arg(long, value_name = "FORMAT", default_value = "mermaid", value_parser = graph_formats())]
    pub(crate) format: String,
}

/// How the bytes of a draft are taken.
#[derive(Debug, Args)]
pub(crate) struct Intake {
    /// The format of the drafts [default: by extension, then by content]
    #[arg(long = "as", value_name = "FORMAT", value_enum)]
    pub(crate) read_as: Option<FormatName>,
    /// The encoding of text drafts, such as windows-1254; auto trusts a guess [default: as declared, else UTF-8]
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Which state of a draft with tracked changes is read
    #[arg(long, value_name = "STATE", value_enum, default_value = "final")]
    pub(crate) track: TrackName,
}

/// A format that drafts are read in.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[allow(missing_docs)] // the names say it
pub(crate) enum FormatName {
    Text,
    Markdown,
    Html,
    Docx,
    Odt,
}

/// A state of a draft with tracked changes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TrackName {
    /// All changes accepted
    Final,
    /// No change accepted
    Original,
}

impl Intake {
    /// The settings that read drafts so.
    pub(crate) fn settings(&self) -> Settings {
        let mut settings = Settings::default().track(match self.track {
            TrackName::Final => Track::Final,
            TrackName::Original => Track::Original,
        });
        if let Some(format) = self.read_as {
            settings = settings.read_as(match format {
                FormatName::Text => Format::Text,
                FormatName::Markdown => Format::Markdown,
                FormatName::Html => Format::Html,
                FormatName::Docx => Format::Docx,
                FormatName::Odt => Format::Odt,
            });
        }
        match &self.encoding {
            Some(name) => settings.encoding(name),
            None => settings,
        }
    }

    /// A checker that reads drafts so.
    pub(crate) fn checker(&self) -> Checker {
        // These settings name no rule and no language, so nothing in them can be unknown.
        Checker::new(self.settings()).unwrap_or_default()
    }
}

/// What to read, and how.
#[derive(Debug, Args)]
pub(crate) struct Drafts {
    #[command(flatten)]
    pub(crate) intake: Intake,
    /// Drafts, folders to walk for drafts, or - for standard input [default: .]
    #[arg(value_name = "PATHS")]
    pub(crate) paths: Vec<PathBuf>,
    /// The day that access dates are compared with, YYYY-MM-DD [default: the system's day in UTC]
    #[arg(long, value_name = "DATE", env = "IBIDEM_TODAY")]
    pub(crate) today: Option<NaiveDate>,
    /// Show infos in full; twice: also what was not understood
    #[arg(short, long, action = ArgAction::Count)]
    pub(crate) verbose: u8,
}

impl Drafts {
    /// How to write the report.
    pub(crate) fn style(&self) -> Style {
        Style::default().verbose(self.verbose > 0).coverage(self.verbose > 1)
    }

    /// The day to compare with: the one given, that of a reproducible build, or the system's.
    pub(crate) fn today(&self) -> Option<NaiveDate> {
        let from_seconds =
            |seconds: i64| chrono::DateTime::from_timestamp(seconds, 0).map(|time| time.date_naive());
        let build = || {
            std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| from_seconds(seconds.parse().ok()?))
        };
        let system = || {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
            from_seconds(i64::try_from(since.as_secs()).ok()?)
        };
        self.today.or_else(build).or_else(system)
    }
}

/// The names of the writers that this build has.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(render::renderers().iter().map(|renderer| renderer.name))
}

/// The names of the formats of sources that this build has.
fn export_formats() -> PossibleValuesParser {
    PossibleValuesParser::new(export::exporters().iter().map(|exporter| exporter.name))
}

/// The names of the formats of the table of notes that this build has.
fn table_formats() -> PossibleValuesParser {
    PossibleValuesParser::new(overview::table_writers().iter().map(|writer| writer.name))
}

/// The names of the formats of the graph that this build has.
fn graph_formats() -> PossibleValuesParser {
    PossibleValuesParser::new(overview::graph_writers().iter().map(|writer| writer.name))
}

/// Reads the arguments. `ibidem draft.txt` is `ibidem check draft.txt` where the file exists.
pub(crate) fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Command, ExitCode> {
    let mut arguments: Vec<OsString> = arguments.collect();
    let names_a_draft = arguments.get(1).is_some_and(|first| {
        let verb = Cli::command().find_subcommand(first).is_some();
        !verb && (first == "-" || Path::new(first).exists())
    });
    if names_a_draft {
        arguments.insert(1, "check".into());
    }
    Cli::try_parse_from(arguments).map(|cli| cli.command).map_err(|error| {
        let failed = error.use_stderr();
        // Help and version are answers, not failures.
        let _ = error.print();
        ExitCode::from(if failed { super::Status::Failure as u8 } else { 0 })
    })
}
