//! What the notes of a draft mean, for another version of it and for a sentence.

use super::Report;
use crate::drift::{self, Changes, State, View};
use crate::model::{CiteKind, NoteId};
use crate::text;

impl Report {
    /// How a sentence names what a note gives, the note by its index from 0: “Ferries Return”, Caspian Wire. Without a
    /// source, its own words.
    pub fn words_of(&self, note: usize) -> String {
        let Some(note) = self.notes.get(note) else { return String::new() };
        let full =
            note.cites().filter_map(|cite| self.cites.get(cite.index())).find_map(|cite| match &cite.kind {
                CiteKind::Full(citation) => citation.title.as_ref().map(|title| (citation, title)),
                _ => None,
            });
        let Some((citation, title)) = full else { return text::quote(note.body.of(&self.text)) };
        let title = text::quote(title.words(&self.text));
        match &citation.container {
            Some(container) => format!("{title}, {}", text::squeeze(container.words(&self.text))),
            None => title,
        }
    }

    /// What changed since an earlier version of the draft.
    ///
    /// ```
    /// let old = ibidem::check("A.[1] B.[2]\n\n[1] “Ports”, Daily, https://d.example/p.\n\n[2] Same place.\n");
    /// let new = ibidem::check(
    ///     "A.[1] C.[2] B.[3]\n\n[1] “Ports”, Daily, https://d.example/p.\n\n[2] “Rails”, Post, https://p.example/r.\n\n[3] Same place.\n",
    /// );
    /// let changes = new.changes_since(&old);
    /// assert_eq!(changes.rows[0].label.number, 3);
    /// assert_eq!((changes.rows[0].was[0].number, changes.rows[0].now[0].number), (1, 2));
    /// ```
    pub fn changes_since(&self, old: &Report) -> Changes {
        drift::compare(&old.state(), &self.state())
    }

    /// What its notes mean, as hashes: to be compared with another version of the draft.
    pub fn state(&self) -> State {
        let first = |note: NoteId| {
            let marker = self.markers_of(note).next()?;
            Some((note, self.markers.get(marker.index())?.span))
        };
        View {
            text: &self.text,
            notes: &self.notes,
            cites: &self.cites,
            sources: &self.sources,
            chains: &self.chains,
            calls: (0..self.notes.len()).filter_map(|at| first(NoteId::new(at))).collect(),
        }
        .state()
    }
}
