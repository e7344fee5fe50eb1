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
                let repeats = self.report.ends_in_a_repetition(&via, more);
                write!(f, " {} [{}]", if repeats { "=" } else { "→" }, label(first))
            }
            End::UnreadNote(note) | End::NotACitation(note) => write!(f, " → [{}]", label(note)),
            // The note gives a source itself.
            End::Author(_) => Ok(()),
            End::Several | End::Nothing => write!(f, " → ?"),
        }
    }
}

impl Report {
    /// Whether the note passed last gives the source itself, and so repeats the note where it is first given; otherwise
    /// one more step leads there.
    pub(crate) fn ends_in_a_repetition(&self, via: &[NoteId], more: usize) -> bool {
        let last = via.last().filter(|_| more == 0).and_then(|last| self.notes.get(last.index()));
        last.is_some_and(|last| last.cites().next_back().is_some_and(|cite| self.chain_of(cite).is_none()))
    }
}
