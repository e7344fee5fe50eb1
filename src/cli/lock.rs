//! `ibidem lock`: remembers what the notes of drafts mean, and finds what was remembered.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use ibidem::Problem;
use ibidem::drift::State;
use ibidem::lock::Lock;

use super::args::LockDrafts;
use super::files::{self, Source};
use super::{Status, complain, notice};

/// The name of the file.
const NAME: &str = "ibidem.lock";

/// Reads the drafts and writes what they mean into the lock of the present folder, beside what it holds of others.
pub(crate) fn run(arguments: &LockDrafts) -> io::Result<Status> {
    let path = Path::new(NAME);
    let mut lock = match fs::read_to_string(path) {
        Ok(text) => match Lock::read(&text) {
            Ok(lock) => lock,
            Err(error) => {
                let help = format!("settle it, or delete {NAME} and accept all drafts anew");
                complain(&format!("{NAME}:{error}").replacen(":line ", ":", 1), Some(&help));
                return Ok(Status::Failure);
            }
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Lock::default(),
        Err(error) => {
            complain(&format!("cannot read {NAME}: {}", files::cause(&error)), None);
            return Ok(Status::Failure);
        }
    };
    let checker = arguments.intake.checker();
    let (sources, problems) = files::sources(&files::paths(&arguments.paths));
    let mut failed = !problems.is_empty();
    let mut accepted = 0;
    let here = std::env::current_dir()?;
    for source in &sources {
        let Source::File(file) = source else {
            complain("a draft from standard input has no name to be accepted under", None);
            failed = true;
            continue;
        };
        let Some(name) = name_from(&here, file) else {
            complain(&format!("{} does not lie below the folder of {NAME}", file.display()), None);
            failed = true;
            continue;
        };
        match files::checked(source, |name, bytes| checker.check_file(name, bytes)) {
            Ok((_, report)) => {
                accepted += 1;
                lock.drafts.insert(name, report.state());
            }
            Err(_) => failed = true,
        }
    }
    // A draft that is gone protects nothing.
    lock.drafts.retain(|name, _| Path::new(name).exists());
    let text = lock.write()?;
    if let Err(error) = files::write(path, text.as_bytes()) {
        complain(&format!("cannot write {NAME}: {}", files::cause(&error)), None);
        return Ok(Status::Failure);
    }
    let drafts = if accepted == 1 { "draft" } else { "drafts" };
    notice(&format!("{NAME}: {accepted} {drafts} accepted, {} in all", lock.drafts.len()));
    Ok(if failed { Status::Failure } else { Status::Clean })
}

/// The locks that lie beside drafts or above them, each read once.
#[derive(Debug, Default)]
pub(crate) struct Locks {
    by_folder: HashMap<PathBuf, Option<Rc<(PathBuf, Lock)>>>,
    /// Locks that could not be read.
    pub(crate) problems: Vec<Problem>,
}

impl Locks {
    /// What was accepted of a draft, by the nearest lock at or above its folder; the search ends at the root of a repository.
    pub(crate) fn accepted(&mut self, source: &Source) -> Option<State> {
        let Source::File(file) = source else { return None };
        let file = std::path::absolute(file).ok()?;
        let folder = file.parent()?.to_owned();
        if !self.by_folder.contains_key(&folder) {
            let found = self.find(&folder);
            self.by_folder.insert(folder.clone(), found);
        }
        let (root, lock) = &**self.by_folder.get(&folder)?.as_ref()?;
        lock.drafts.get(&name_from(root, &file)?).cloned()
    }

    fn find(&mut self, folder: &Path) -> Option<Rc<(PathBuf, Lock)>> {
        let root =
            folder.ancestors().find(|above| above.join(NAME).is_file() || above.join(".git").exists())?;
        let path = root.join(NAME);
        // The drafts of a folder beside this one may have met the same file.
        let known = self.by_folder.values().flatten().find(|known| known.0 == root);
        if let Some(known) = known {
            return Some(Rc::clone(known));
        }
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => {
                self.fail(&path, &files::cause(&error), "cannot read ", ": ");
                return None;
            }
        };
        match Lock::read(&text) {
            Ok(lock) => Some(Rc::new((root.to_owned(), lock))),
            Err(error) => {
                let (line, problem) = (error.line, error.problem.to_string());
                self.fail(&path, &problem, "", &format!(":{line}: "));
                None
            }
        }
    }

    /// Tells of a lock once; the check goes on without it.
    fn fail(&mut self, path: &Path, problem: &str, before: &str, between: &str) {
        let name = path.display().to_string();
        if self.problems.iter().any(|known| known.path == name) {
            return;
        }
        let message = format!("{before}{name}{between}{problem}");
        complain(
            &message,
            Some("the drafts are checked without it; settle it, or write it anew with `ibidem lock`"),
        );
        self.problems.push(Problem::new(name, "lock", message));
    }
}

/// The name of a draft in a lock: its path from the folder of the lock, with slashes.
fn name_from(folder: &Path, file: &Path) -> Option<String> {
    let file = std::path::absolute(file).ok()?;
    let below = file.strip_prefix(folder).ok()?;
    Some(below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
}
