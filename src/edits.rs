//! Edits of a draft, and the question that each of them must answer: do the notes still mean the same sources?

use crate::error::Error;
use crate::model::{CiteId, CiteKind, NoteId};
use crate::report::{Edit, Report};

/// The bytes with these edits, which are in order and apart.
pub(crate) fn apply<'e>(bytes: &[u8], edits: impl IntoIterator<Item = &'e Edit>) -> Result<Vec<u8>, Error> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for edit in edits {
        out.extend_from_slice(bytes.get(from..edit.start as usize).ok_or(Error::StaleReport)?);
        out.extend_from_slice(edit.text.as_bytes());
        from = edit.end as usize;
    }
    out.extend_from_slice(bytes.get(from..).ok_or(Error::StaleReport)?);
    Ok(out)
}

/// Which source of one report is which of another: the same cites mean the same. Sources are counted by their first
/// citation, which an edit may move.
pub(crate) struct Sources {
    after: Vec<Option<u32>>,
    before: Vec<Option<u32>>,
}

impl Sources {
    /// The sources of two reports of one draft; full citations in both are believed before anything else.
    pub(crate) fn matched(before: &Report, after: &Report) -> Sources {
        let mut sources =
            Sources { after: vec![None; before.sources.len()], before: vec![None; after.sources.len()] };
        let stated = |report: &Report, cite: CiteId| {
            let cite = report.cites.get(cite.index())?;
            cite.source.filter(|_| matches!(cite.kind, CiteKind::Full(_)))
        };
        for (one, other) in before.notes.iter().zip(&after.notes) {
            for (one, other) in one.cites().zip(other.cites()) {
                if let (Some(one), Some(other)) = (stated(before, one), stated(after, other)) {
                    sources.learn(one.index(), other.index());
                }
            }
        }
        sources
    }

    fn learn(&mut self, one: usize, other: usize) {
        if let (Some(after), Some(before)) = (self.after.get_mut(one), self.before.get_mut(other))
            && after.is_none()
            && before.is_none()
        {
            (*after, *before) = (u32::try_from(other).ok(), u32::try_from(one).ok());
        }
    }

    /// Whether two cites mean one source. Sources that nothing has matched yet are the same from here on.
    pub(crate) fn are_one(&mut self, one: Option<usize>, other: Option<usize>) -> bool {
        let (Some(one), Some(other)) = (one, other) else { return one == other };
        self.learn(one, other);
        let known = |sources: &[Option<u32>], at: usize| sources.get(at).copied().flatten();
        known(&self.after, one).map(|known| known as usize) == Some(other)
            && known(&self.before, other).map(|known| known as usize) == Some(one)
    }
}

/// The notes that mean other sources in the second report; `None` if it has other notes.
pub(crate) fn astray(before: &Report, after: &Report) -> Option<Vec<NoteId>> {
    if !have_the_same_notes(before, after) {
        return None;
    }
    let mut sources = Sources::matched(before, after);
    let source = |report: &Report, cite: CiteId| {
        report.cites.get(cite.index()).and_then(|cite| cite.source).map(|source| source.index())
    };
    let mut astray = Vec::new();
    for (at, (one, other)) in before.notes.iter().zip(&after.notes).enumerate() {
        let counts = one.cites().count() == other.cites().count();
        let mut cites = one.cites().zip(other.cites());
        if !counts || !cites.all(|(one, other)| sources.are_one(source(before, one), source(after, other))) {
            astray.push(NoteId::new(at));
        }
    }
    Some(astray)
}

/// Whether two reports have the same notes under the same numbers.
pub(crate) fn have_the_same_notes(before: &Report, after: &Report) -> bool {
    let numbers = |report: &Report| -> Vec<(u32, u32)> {
        report.notes.iter().map(|note| (note.list.0, note.label.number)).collect()
    };
    numbers(before) == numbers(after)
}
