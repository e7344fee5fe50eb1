//! The report for machines, streamed as it is walked.

use std::io;

use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};

use super::{Renderer, Style};
use crate::report::Run;

pub(super) const RENDERER: Renderer = Renderer { name: "json", write };

fn write(run: &Run, _: Style, out: &mut dyn io::Write) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *out, PrettyFormatter::with_indent(b" "));
    run.serialize(&mut serializer)?;
    out.write_all(b"\n")
}
