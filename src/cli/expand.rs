//! `ibidem expand`: writes the back-references of a draft out, and tells which were left.

use std::io::{self, BufWriter, Write};

use ibidem::expand::{Expanded, Style, Why};
use ibidem::model::Resolution;

use super::args::{Expand, ExpandStyle};
use super::files::{self, Source};
use super::{Status, complain};

/// Writes out, and says how it ended.
pub(crate) fn run(arguments: &Expand) -> io::Result<Status> {
    let checker = arguments.intake.checker();
    let source = Source::at(&arguments.draft);
    let style = match arguments.style {
        ExpandStyle::Full => Style::Full,
        ExpandStyle::Short => Style::Short,
        ExpandStyle::Number => Style::Number,
    };
    let least = if arguments.likely { Resolution::Likely } else { Resolution::Certain };
    let name = source.name();
    if arguments.write && source == Source::Stdin {
        complain("standard input cannot be written in place", Some("leave out --write, or name a file"));
        return Ok(Status::Failure);
    }
    let Ok(before) = files::bytes(&source) else { return Ok(Status::Failure) };
    let expanded =
        checker.format_of(&name, &before).and_then(|format| checker.expand(&before, format, style, least));
    let expanded = match expanded {
        Ok(expanded) => expanded,
        Err(error) => {
            files::refused(&name, &error);
            return Ok(Status::Failure);
        }
    };
    match &source {
        Source::File(path) if arguments.write => {
            if expanded.bytes != before
                && let Err(error) = files::replace(path, &expanded.bytes)
            {
                complain(&format!("cannot write {name}: {}", files::cause(&error)), None);
                return Ok(Status::Failure);
            }
        }
        _ => io::stdout().lock().write_all(&expanded.bytes)?,
    }
    tell(&expanded)?;
    Ok(if expanded.left.is_empty() { Status::Clean } else { Status::Faults })
}

/// Says on standard error which references stayed as they were, and why.
fn tell(expanded: &Expanded) -> io::Result<()> {
    let mut err = BufWriter::new(anstream::stderr().lock());
    for left in &expanded.left {
        writeln!(err, "notice: note {} “{}” is left as it is: {}", left.label, left.words, left.why)?;
    }
    // One way out for all of them.
    if expanded.left.iter().any(|left| left.why == Why::OnlyLikely) {
        writeln!(err, "  help: --likely writes out what is likely too")?;
    }
    err.flush()
}
