//! One line a finding: `draft.txt:15:509: warning[space-before-marker] note 4: space before the marker (fixable)`.

use std::io;

use super::{Renderer, Style};
use crate::draft::Safety;
use crate::report::{Finding, Report, Run};

pub(super) const RENDERER: Renderer = Renderer { name: "concise", write };

fn write(run: &Run, _: Style, out: &mut dyn io::Write) -> io::Result<()> {
    for report in &run.documents {
        for finding in &report.findings {
            let fixable = finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
            writeln!(
                out,
                "{}:{}: {}[{}] {}{}",
                report.path,
                finding.place,
                finding.severity.word(),
                finding.rule().name,
                note_first(report, finding),
                if fixable { " (fixable)" } else { "" },
            )?;
        }
    }
    Ok(())
}

/// The message with its note at the front, where an eye that runs down a list looks for it.
fn note_first(report: &Report, finding: &Finding) -> String {
    let message = finding.message();
    let label = finding.note.and_then(|note| report.label(note));
    let behind = label.and_then(|label| message.strip_suffix(&format!(" of note {label}")).zip(Some(label)));
    behind.map_or(message.clone(), |(words, label)| format!("note {label}: {words}"))
}
