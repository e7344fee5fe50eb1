//! All facts that a rule may read, behind questions that rules ask.
//!
//! A rule never scans text and never asks whether it stands in code: what it needs is here. A new fact goes here or into
//! `survey.rs`, where the next rule finds it.

mod addresses;
mod characters;
mod collector;
mod days;
mod delimiters;
mod habits;
mod leaning;
mod order;
mod plain;
mod shown;
mod terms;

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

pub(crate) use crate::drift::Change;
use crate::drift::{Changes, State, View};
use crate::grammar::address::Secret;
use crate::lang::index::{DateLabel, index};
use crate::lang::{Function, LanguageId};
use crate::model::{
    Answers, BackKind, Chain, Citation, Cite, CiteId, CiteKind, Conflict, Document, Field, Label, Labels,
    Link, List, ListId, Marker, MarkerId, Note, NoteId, Numbering, Source, Strength, Sure, Text, Unread,
};
use crate::span::Span;
use crate::survey::{self, Survey, Tongue};
use crate::text;

pub(crate) use crate::grammar::identifier::Scheme;
pub(crate) use addresses::{Address, HIDDEN, hide, secrets};
pub(crate) use characters::Invisible;
pub(crate) use collector::{Findings, PendingFinding, PendingFix, PendingGroup, Rule};
pub use collector::{FixKind, Meta, Needs, Safety, Severity};
pub(crate) use days::{WrittenDay, WrittenLabel, majority};
pub(crate) use habits::Ending;
pub(crate) use order::longest_ascending;
pub(crate) use terms::{ForeignTerm, UsedTerm};

/// A draft with everything that is known of it.
#[derive(Debug)]
pub(crate) struct Draft<'s> {
    pub(crate) document: Document<'s>,
    pub(crate) notes: Vec<Note>,
    pub(crate) lists: Vec<List>,
    pub(crate) cites: Vec<Cite>,
    pub(crate) markers: Vec<Marker>,
    pub(crate) sources: Vec<Source>,
    pub(crate) chains: Vec<Option<Chain>>,
    pub(crate) conflicts: Vec<Conflict>,
    /// Notes whose number stands in a bracket that was not taken for a marker.
    pub(crate) perhaps_called: Vec<NoteId>,
    /// Notes of a kind that is not read.
    pub(crate) unread: Option<Unread>,
    /// Values that nobody should see, sorted. The text that rules read no longer holds them.
    pub(crate) secrets: Vec<Secret>,
    /// Brackets that ask for a source which is still to come, and debris of chatbots.
    pub(crate) leftovers: Vec<Leftover>,
    pub(crate) tongue: Tongue,
    pub(crate) survey: Survey,
    pub(crate) today: Option<NaiveDate>,
    /// What changed since the draft was accepted, where something was.
    pub(crate) changes: Option<Changes>,
    /// The markers of each note, sorted.
    pub(crate) calls: Vec<(NoteId, MarkerId)>,
}

/// Text that a finished draft does not hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leftover {
    pub(crate) span: Span,
    pub(crate) kind: LeftoverKind,
}

/// What is left over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeftoverKind {
    /// "[citation needed]", "[TK]".
    Placeholder,
    /// "【12†source】".
    Chatbot,
}

/// A year in which pages of the web were read.
fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1990..2100).contains(&year))
}

/// Which markers call which notes, sorted by note.
pub(crate) fn calls(markers: &[Marker]) -> Vec<(NoteId, MarkerId)> {
    let mut calls: Vec<(NoteId, MarkerId)> = markers
        .iter()
        .enumerate()
        .flat_map(|(at, marker)| marker.answers.notes().iter().map(move |note| (*note, MarkerId::new(at))))
        .collect();
    calls.sort_unstable();
    calls
}

impl Draft<'_> {
    /// The readable text.
    pub(crate) fn text(&self) -> &str {
        &self.document.text
    }

    /// The notes with their ids, list by list in printed order.
    pub(crate) fn notes(&self) -> impl Iterator<Item = (NoteId, &Note)> {
        self.notes.iter().enumerate().map(|(at, note)| (NoteId::new(at), note))
    }

    pub(crate) fn note(&self, id: NoteId) -> Option<&Note> {
        self.notes.get(id.index())
    }

    /// Whether two notes stand in one list with nothing between them but other notes.
    pub(crate) fn stand_together(&self, first: &Note, second: &Note) -> bool {
        let (first, second) =
            if first.span.start < second.span.start { (first, second) } else { (second, first) };
        let at = |span: Span| self.notes.partition_point(|note| note.span.start < span.start);
        let between = self.notes.get(at(first.span)..=at(second.span)).unwrap_or_default();
        between.iter().zip(between.iter().skip(1)).all(|(one, next)| {
            let gap = self.text().get(one.span.end()..next.span.start()).unwrap_or("x");
            !gap.contains(char::is_alphanumeric)
        })
    }

    /// How the writer sees a note: its number.
    pub(crate) fn label(&self, id: NoteId) -> Label {
        self.note(id).map_or(Label::counted(0), |note| note.label)
    }

    pub(crate) fn cite(&self, id: CiteId) -> Option<&Cite> {
        self.cites.get(id.index())
    }

    /// The cites of a note.
    pub(crate) fn cites_of<'a>(&'a self, note: &Note) -> impl Iterator<Item = &'a Cite> {
        note.cites().filter_map(|id| self.cite(id))
    }

    /// The names of the outlets of the draft, by their letters and digits.
    pub(crate) fn outlet_names(&self) -> HashSet<String> {
        let outlets = self.citations().filter_map(|(_, _, citation)| citation.container.as_ref());
        outlets.map(|outlet| text::skeleton(self.words(outlet))).collect()
    }

    /// All full citations with their cites.
    pub(crate) fn citations(&self) -> impl Iterator<Item = (CiteId, &Cite, &Citation)> {
        self.cites.iter().enumerate().filter_map(|(at, cite)| match &cite.kind {
            CiteKind::Full(citation) => Some((CiteId::new(at), cite, citation.as_ref())),
            _ => None,
        })
    }

    /// All back-references with their chains.
    pub(crate) fn chains(&self) -> impl Iterator<Item = (&Cite, &crate::model::BackReference, &Chain)> {
        self.cites.iter().zip(&self.chains).filter_map(|(cite, chain)| match (&cite.kind, chain) {
            (CiteKind::Back(reference), Some(chain)) => Some((cite, reference, chain)),
            _ => None,
        })
    }

    /// The markers that call a note.
    pub(crate) fn markers_of(&self, note: NoteId) -> impl Iterator<Item = &Marker> {
        let from = self.calls.partition_point(|(called, _)| *called < note);
        let calls = self.calls.get(from..).unwrap_or_default();
        calls
            .iter()
            .take_while(move |(called, _)| *called == note)
            .filter_map(|(_, id)| self.markers.get(id.index()))
    }

    /// What its notes mean, as hashes.
    pub(crate) fn state(&self) -> State {
        let first = |id: NoteId| Some((id, self.markers_of(id).next()?.span));
        View {
            text: self.text(),
            notes: &self.notes,
            cites: &self.cites,
            sources: &self.sources,
            chains: &self.chains,
            calls: self.notes().filter_map(|(id, _)| first(id)).collect(),
        }
        .state()
    }

    /// Markers without a note, with the label that has none.
    pub(crate) fn unanswered(&self) -> Vec<(&Marker, Label)> {
        let mut unanswered = Vec::new();
        let answered = |marker: &&Marker| matches!(marker.answers, Answers::One(_));
        for marker in self.markers.iter().filter(|marker| !answered(marker)) {
            let called: HashSet<u32> =
                marker.answers.notes().iter().map(|note| self.label(*note).number).collect();
            for (first, last) in marker.labels.pieces() {
                // Of a range that the list cuts off, its end is told.
                let missing = [first, last].into_iter().rev().find(|label| !called.contains(&label.number));
                unanswered.extend(missing.map(|label| (marker, label)));
            }
        }
        unanswered
    }

    /// Notes that carry a number of their list that is taken, where the next number belongs: `[1] [2] [2] [4]`, and the
    /// text calls 3. With the number that each should have.
    pub(crate) fn misnumbered(&self) -> Vec<(NoteId, u32)> {
        let wanted = self.unanswered().into_iter().map(|(_, label)| label).filter(|label| !label.is_word());
        let wanted: HashSet<u32> = wanted.map(|label| label.number).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let numbers: HashSet<u32> = self.notes.iter().map(|note| note.label.number).collect();
        let mut taken: HashSet<(ListId, u32)> = HashSet::new();
        let mut before: Option<&Note> = None;
        let mut found = Vec::new();
        for (id, note) in self.notes() {
            let twice = !taken.insert((note.list, note.label.number));
            let next = before.filter(|before| before.list == note.list).map(|before| before.label.number + 1);
            found.extend(
                next.filter(|next| twice && wanted.contains(next) && !numbers.contains(next))
                    .map(|next| (id, next)),
            );
            before = Some(note);
        }
        found
    }

    /// Notes that nothing calls: no marker, no other note by its number, and no bracket that might be a marker.
    pub(crate) fn uncalled(&self) -> Vec<NoteId> {
        // Two notes with one number are one call: which of them is meant, another rule asks.
        let mut called: HashSet<(ListId, u32)> = HashSet::new();
        let mut mark = |id: NoteId| called.extend(self.note(id).map(|note| (note.list, note.label.number)));
        self.calls.iter().for_each(|(note, _)| mark(*note));
        self.perhaps_called.iter().for_each(|note| mark(*note));
        for (_, reference, chain) in self.chains() {
            if let (Some(_), Some(crate::model::Antecedent::Note(note))) = (reference.number, chain.next) {
                mark(note);
            }
        }
        self.notes()
            .filter(|(_, note)| !called.contains(&(note.list, note.label.number)))
            .map(|(id, _)| id)
            .collect()
    }

    /// Whether the first list stands under a heading that names works ("References", "Kaynakça"), not notes.
    pub(crate) fn is_reading_list(&self) -> bool {
        let heading = self.lists.first().and_then(|list| self.document.heading_above(list.start as usize));
        heading.is_some_and(|heading| !self.document.names_notes(heading))
    }

    /// The lists whose numbers are the writer's, who can put them in the wrong order.
    pub(crate) fn numbered_lists(&self) -> impl Iterator<Item = &List> {
        self.lists.iter().filter(|list| list.numbering != Numbering::Counted)
    }

    /// Whether a program counts the notes of a list.
    pub(crate) fn is_counted(&self, list: ListId) -> bool {
        self.lists.get(list.index()).is_some_and(|list| list.numbering == Numbering::Counted)
    }

    /// For each list the first marker of each of its notes, in the order of the text.
    pub(crate) fn first_uses(&self) -> BTreeMap<ListId, Vec<(NoteId, &Marker)>> {
        let mut seen = HashSet::new();
        let mut uses: BTreeMap<ListId, Vec<(NoteId, &Marker)>> = BTreeMap::new();
        for marker in &self.markers {
            let Some(list) = marker.list else { continue };
            let first = marker.answers.notes().iter().filter(|note| seen.insert(**note));
            uses.entry(list).or_default().extend(first.map(|note| (*note, marker)));
        }
        uses
    }

    /// Single markers that stand directly behind a marker with the same number.
    pub(crate) fn doubled_markers(&self) -> impl Iterator<Item = (&Marker, &Marker)> {
        self.markers.iter().zip(self.markers.iter().skip(1)).filter(|(first, second)| {
            let between = self.text().get(first.span.end()..second.span.start()).unwrap_or("x");
            matches!((&first.labels, &second.labels), (Labels::One(one), Labels::One(other)) if one == other)
                && between.chars().all(text::is_blank)
        })
    }

    /// The largest number of the list that a marker would look in: of lists of its kind the next behind it, else the last.
    pub(crate) fn last_number(&self, marker: &Marker) -> Option<(NoteId, Label)> {
        let stated = marker.strength == Strength::Stated;
        let of_kind = |list: &&List| (list.numbering != Numbering::Typed) == stated;
        let behind = self.lists.partition_point(|list| list.end <= marker.span.start);
        let next = self.lists.get(behind..).unwrap_or_default().iter().find(of_kind);
        self.largest_of(next.or_else(|| self.lists.iter().rev().find(of_kind))?)
    }

    /// The note with the largest number of a list.
    pub(crate) fn largest_in(&self, list: ListId) -> Option<(NoteId, Label)> {
        self.largest_of(self.lists.get(list.index())?)
    }

    fn largest_of(&self, list: &List) -> Option<(NoteId, Label)> {
        let labels = list.notes().map(|id| (id, self.label(id)));
        labels.filter(|(_, label)| !label.is_word()).max_by_key(|(_, label)| label.number)
    }

    /// Whether the label of an access date is also one in another language.
    pub(crate) fn label_is_in(&self, label: Span, language: LanguageId) -> bool {
        let folded = text::folded(label.of(self.text()));
        let known =
            |readings: &[(LanguageId, DateLabel)]| readings.iter().any(|(known, _)| *known == language);
        index().label_before(&folded).is_some_and(|(_, readings)| known(readings))
            || index().label_after(&folded).is_some_and(|(_, known)| known.contains(&language))
    }

    /// Whether a page that may change is cited without the day it was read, beyond doubt: no date that was not understood
    /// stands behind its address, none behind a later source of its note ("both accessed …"), and it does not lean on
    /// another note.
    pub(crate) fn lacks_access_date(&self, id: CiteId, cite: &Cite, citation: &Citation) -> bool {
        let Some(link) = &citation.link else { return false };
        if citation.accessed.is_some() || !survey::wants_access_date(citation) {
            return false;
        }
        let issued =
            citation.issued.as_ref().filter(|issued| issued.value.iso().is_none_or(|iso| iso.len() < 10));
        let year = issued.map(|issued| issued.span);
        let tail = Span::new(link.span.end(), cite.span.end().max(link.span.end()));
        let mut years =
            tail.of(self.text()).split(|c: char| !c.is_alphanumeric()).filter(|word| is_year(word));
        let own = year.filter(|year| tail.overlaps(*year)).is_some();
        let dated = years.nth(usize::from(own)).is_some();
        let later =
            self.note(cite.note).into_iter().flat_map(Note::cites).skip_while(|other| *other != id).skip(1);
        let shared = later
            .filter_map(|other| self.cite(other))
            .any(|other| matches!(&other.kind, CiteKind::Full(citation) if citation.accessed.is_some()));
        !dated && !shared && !self.begins_as_back_reference(cite) && !self.is_numbered(cite, citation)
    }

    /// A judgment, a law or a document that its number tells: "[2016] EWHC 871", "2023/1114".
    fn is_numbered(&self, cite: &Cite, citation: &Citation) -> bool {
        let quoted = citation.title.as_ref().is_some_and(|title| title.sure == Sure::Certain);
        let end = citation.link.as_ref().map_or(cite.span.end(), |link| link.span.start());
        let lead = self.text().get(cite.span.start()..end).unwrap_or_default();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let numbered = lead.match_indices('/').any(|(at, _)| {
            let (before, after) =
                (lead.get(..at).unwrap_or_default(), lead.get(at + 1..).unwrap_or_default());
            digit(before.chars().next_back()) && digit(after.chars().next())
        });
        let bracketed = lead.match_indices('[').any(|(at, _)| {
            let inner = lead.get(at + 1..).and_then(|rest| rest.split(']').next()).unwrap_or_default();
            inner.len() == 4 && inner.bytes().all(|b| b.is_ascii_digit())
        });
        !quoted && (numbered || bracketed)
    }

    /// "Ibid., https://…": an address of its own, but the source of another note.
    fn begins_as_back_reference(&self, cite: &Cite) -> bool {
        let folded = text::folded(cite.span.of(self.text()));
        let terms = index().back_term(&folded).map(|(_, terms)| terms).unwrap_or_default();
        terms.iter().any(|term| matches!(term.function, Function::Ibid | Function::LocCit | Function::OpCit))
    }

    /// How the language of the draft points to a note, with `{n}` for its number: "See note {n}."
    pub(crate) fn see_note(&self) -> &'static str {
        self.tongue.language().map_or("See note {n}.", |language| language.get().see_note)
    }

    /// The words by which this draft says "same source as the note before", as first typed.
    pub(crate) fn own_ibid(&self) -> Option<&str> {
        let first = self.chains().find(|(_, reference, _)| reference.kind == BackKind::Ibid);
        first.map(|(cite, ..)| cite.span.of(self.text()))
    }

    /// The word for it that readers of this draft's language expect.
    pub(crate) fn usual_ibid(&self) -> &'static str {
        self.tongue.language().map_or("Ibid.", |language| language.get().usual_ibid)
    }

    /// The back-references that lean directly on each note.
    pub(crate) fn leaning(&self) -> HashMap<NoteId, Vec<&Cite>> {
        let mut leaning: HashMap<NoteId, Vec<&Cite>> = HashMap::new();
        for (cite, _, chain) in self.chains() {
            if let Some(crate::model::Antecedent::Note(note)) = chain.next {
                leaning.entry(note).or_default().push(cite);
            }
        }
        leaning
    }

    /// A field's words.
    pub(crate) fn words<'a>(&'a self, field: &'a Field<Text>) -> &'a str {
        field.words(self.text())
    }

    /// A link's address.
    pub(crate) fn address<'a>(&'a self, field: &'a Field<Link>) -> &'a str {
        field.address(self.text())
    }

    /// The language of the running text, where it is beyond doubt.
    pub(crate) fn language(&self) -> Option<LanguageId> {
        self.tongue.certain()
    }

    /// Whether the caller said which language the text is in.
    pub(crate) fn language_is_set(&self) -> bool {
        matches!(self.tongue, Tongue::Set(_))
    }

    /// Bytes of running text outside the lists.
    pub(crate) fn prose_length(&self) -> usize {
        let notes: usize = self.notes.iter().map(|note| note.span.len()).sum();
        self.text().len().saturating_sub(notes)
    }
}
