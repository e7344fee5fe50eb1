//! The way of a note to its source, printed: `[4] → [3] = [1]`.

use super::Report;
use crate::model::{End, NoteId};

/// The way of one note to its source, for printing.
#[derive(Debug, Clone, Copy)]
pub struct ChainView<'a> {
    pub(super) report: &'a Report,
    pub(super) note: NoteId,
}

/// A printed chain names at most so many notes.
const MOST_PRINTED: usize = 16;

impl std::fmt::Display for ChainView<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let label =
            |note: NoteId| self.report.label(note).map_or_else(|| "?".to_owned(), |label| label.to_string());
        write!(f, "[{}]", label(self.note))?;
        let Some(note) = self.report.notes.get(self.note.index()) else { return Ok(()) };
        let Some(cite) = note.cites().next_back() else { return Ok(()) };
        let Some(chain) = self.report.chain_of(cite) else { return Ok(()) };
        let (via, more) = self.report.via(cite, MOST_PRINTED);
        for passed in &via {
            write!(f, " → [{}]", label(*passed))?;
        }
        if more > 0 {
            write!(f, " → …")?;
        }
        match chain.end {
            End::Source(_, first) => {
                // A note passed last that gives the source itself repeats it; otherwise one more step leads there.
                let repeats =
                    via.last().and_then(|last| self.report.notes.get(last.index())).is_some_and(|last| {
                        more == 0
                            && last
                                .cites()
                                .next_back()
                                .is_some_and(|cite| self.report.chain_of(cite).is_none())
                    });
                write!(f, " {} [{}]", if repeats { "=" } else { "→" }, label(first))
            }
            End::UnreadNote(note) | End::NotACitation(note) => write!(f, " → [{}]", label(note)),
            // The note gives a source itself.
            End::Author(_) => Ok(()),
            End::Several | End::Nothing => write!(f, " → ?"),
        }
    }
}
