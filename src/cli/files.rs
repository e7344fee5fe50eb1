//! Which drafts to read, what their bytes are, and how a file is written.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use ibidem::{Error, Problem, Report};
use ignore::WalkBuilder;

use super::complain;

/// A draft to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Source {
    /// The draft at a path; `-` is standard input.
    pub(crate) fn at(path: &Path) -> Source {
        if path.as_os_str() == "-" { Source::Stdin } else { Source::File(path.to_owned()) }
    }

    /// Its name in reports, with slashes on every system.
    pub(crate) fn name(&self) -> String {
        match self {
            Source::Stdin => "-".to_owned(),
            Source::File(path) => {
                let name = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
                name.strip_prefix("./").map_or(name.clone(), str::to_owned)
            }
        }
    }

    /// Its bytes.
    pub(crate) fn read(&self) -> io::Result<Vec<u8>> {
        match self {
            Source::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes)?;
                Ok(bytes)
            }
            Source::File(path) => fs::read(path),
        }
    }
}

/// The paths to read: those given, or the present folder.
pub(crate) fn paths(given: &[PathBuf]) -> Vec<PathBuf> {
    if given.is_empty() { vec![PathBuf::from(".")] } else { given.to_owned() }
}

/// The drafts that the paths name, in order; folders are walked for drafts, ignore files obeyed. What cannot be found is
/// told and returned as a problem.
pub(crate) fn sources(paths: &[PathBuf]) -> (Vec<Source>, Vec<Problem>) {
    let mut sources = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        match Source::at(path) {
            Source::File(folder) if folder.is_dir() => walk(&folder, &mut sources, &mut problems),
            source => sources.push(source),
        }
    }
    (sources, problems)
}

fn walk(folder: &Path, sources: &mut Vec<Source>, problems: &mut Vec<Problem>) {
    let walker = WalkBuilder::new(folder)
        .add_custom_ignore_filename(".ibidemignore")
        .require_git(false)
        .sort_by_file_path(Path::cmp)
        .build();
    let mut seen = 0usize;
    let before = sources.len();
    for entry in walker {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                seen += 1;
                if ibidem::is_draft_name(&entry.file_name().to_string_lossy()) {
                    sources.push(Source::File(entry.into_path()));
                }
            }
            Ok(_) => {}
            Err(error) => {
                complain(&error.to_string(), None);
                problems.push(Problem::new(folder.to_string_lossy(), "unreadable", error.to_string()));
            }
        }
    }
    if sources.len() == before {
        let name = folder.display();
        let message =
            format!("no drafts under {name}: {seen} files, none ends in .txt .md .markdown .html .docx");
        complain(&message, None);
        problems.push(Problem::new(name.to_string(), "no-drafts", message));
    }
}

/// The bytes of a draft; what went wrong is told on standard error and returned.
pub(crate) fn bytes(source: &Source) -> Result<Vec<u8>, Problem> {
    source.read().map_err(|error| {
        let name = source.name();
        let message = format!("cannot read {name}: {}", cause(&error));
        complain(&message, None);
        Problem::new(&name, "unreadable", message)
    })
}

/// Reads a draft and checks it; what went wrong is told on standard error and returned.
pub(crate) fn checked(
    source: &Source,
    check: impl FnOnce(&str, &[u8]) -> Result<Report, Error>,
) -> Result<(Vec<u8>, Report), Problem> {
    let name = source.name();
    let bytes = bytes(source)?;
    match check(&name, &bytes) {
        Ok(report) => Ok((bytes, report)),
        Err(error) => Err(refused(&name, &error)),
    }
}

/// Tells why a draft could not be checked.
pub(crate) fn refused(name: &str, error: &Error) -> Problem {
    let (kind, message, help) = match error {
        Error::NotUtf8 { guess, .. } => {
            let help = guess.map(|guess| {
                let guess = guess.to_lowercase();
                format!("it looks like {guess}; convert it, or add --encoding {guess}")
            });
            ("not-utf-8", format!("{name} is {error}"), help)
        }
        Error::WrongEncoding { .. } => ("encoding", format!("{name} is {error}"), None),
        Error::UnknownEncoding { .. } => {
            let help =
                "names are those of the web: utf-8, utf-16le, windows-1254, iso-8859-9, koi8-r".to_owned();
            ("encoding", error.to_string(), Some(help))
        }
        Error::UnreadableFormat { what } => {
            let way_out = if what.contains("Word") { ".docx" } else { ".docx, .html or plain text" };
            ("format", format!("{name} is {what}"), Some(format!("save it as {way_out}")))
        }
        Error::Protected => {
            let help = "open it with its password and save it without one".to_owned();
            ("protected", format!("{name} is password-protected"), Some(help))
        }
        Error::Bomb { mebibytes } => {
            ("too-large", format!("{name} unpacks to more than {mebibytes} MiB; refused"), None)
        }
        _ => ("unreadable", format!("cannot read {name}: {error}"), None),
    };
    complain(&message, help.as_deref());
    Problem::new(name, kind, message)
}

/// Replaces a file by rename, in its own folder, with its permissions. A link is followed, so that it stays a link.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = fs::canonicalize(path)?;
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().set_permissions(fs::metadata(&target)?.permissions())?;
    file.as_file().sync_all()?;
    file.persist(&target)?;
    Ok(())
}

/// Writes a file that may be there already. What is no file (`/dev/null`, a pipe) is written to, never replaced.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(there) if there.is_file() => replace(path, bytes),
        _ => fs::write(path, bytes),
    }
}

/// What the system says, in the words that people know.
pub(crate) fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}
