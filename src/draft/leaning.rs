//! What stands between a note and the one that it leans on: remarks that give no source, works that are told apart, the
//! order in which the text calls them.

use std::collections::HashSet;

use super::Draft;
use super::order::longest_ascending;
use crate::grammar::name;
use crate::lang::index::index;
use crate::model::{
    Antecedent, Chain, Citation, Cite, CiteKind, Labels, ListId, Note, NoteId, Reason, Resolution, Shape,
    SourceId, Strength, Sure,
};
use crate::span::Span;
use crate::text;

/// Of the notes that may be meant, so many citations are compared.
const MOST_CITES_COMPARED: usize = 64;

/// A heading has at most so many characters.
const LONGEST_HEADING: usize = 80;

/// How words begin that stand for a source, or point to one, without accents: "interview", "rapor", "выше", "Gespräch".
const SOURCE_WORDS: &[&str] = &[
    "above",
    "accord",
    "archiv",
    "arsiv",
    "article",
    "aufsatz",
    "auskunft",
    "based",
    "bericht",
    "book",
    "brief",
    "buch",
    "cite",
    "communication",
    "conversation",
    "correspond",
    "demec",
    "draw",
    "e-mail",
    "email",
    "entretien",
    "etude",
    "gespra",
    "gorus",
    "haber",
    "interview",
    "kaynak",
    "kitap",
    "konferenz",
    "konus",
    "laut",
    "letter",
    "lettre",
    "livre",
    "makale",
    "manuscr",
    "mektup",
    "mitteilung",
    "mulakat",
    "newspaper",
    "oben",
    "ouvrage",
    "paper",
    "quote",
    "rapor",
    "rapport",
    "report",
    "roportaj",
    "selon",
    "source",
    "soylesi",
    "speech",
    "studie",
    "study",
    "talk",
    "telefon",
    "telephon",
    "yukar",
    "zitat",
    "zitiert",
    "архив",
    "бесед",
    "выше",
    "газет",
    "доклад",
    "интервью",
    "источник",
    "книг",
    "отчет",
    "письм",
    "разговор",
    "рукопис",
    "согласно",
    "стать",
    "цит",
];

impl Draft<'_> {
    /// The note that a reference leans on over remarks, and the last of these; `None` where one of them may be no remark.
    pub(crate) fn stepped_over(&self, cite: &Cite, chain: &Chain) -> Option<(NoteId, NoteId)> {
        let stepped = chain.resolution >= Resolution::Likely && chain.reasons.has(Reason::NoteWithoutSource);
        let Some(Antecedent::Note(antecedent)) = chain.next.filter(|_| stepped) else { return None };
        Some((antecedent, self.remarks_between(antecedent, cite.note)?))
    }

    /// The note directly before one, where it and all between it and `antecedent` are plainly remarks.
    fn remarks_between(&self, antecedent: NoteId, note: NoteId) -> Option<NoteId> {
        let own = self.note(note)?;
        let between = self.notes.get(antecedent.index() + 1..note.index())?;
        let plain = |other: &Note| {
            other.list == own.list && other.label.number < own.label.number && self.is_remark(other)
        };
        (!between.is_empty() && between.iter().all(plain)).then(|| NoteId::new(note.index() - 1))
    }

    /// Whether a note is beyond doubt a remark without a source: no number, quotation, signal or name, and none of the words
    /// that stand for a source.
    fn is_remark(&self, note: &Note) -> bool {
        let raw = note.body.of(self.text());
        let spoken =
            raw.chars().all(|c| !(c.is_numeric() || text::is_quotation_mark(c) || "*_/@".contains(c)));
        if note.shape != Shape::Prose || !spoken {
            return false;
        }
        // In German every noun has a capital.
        let capitals_tell = self.tongue.language().is_none_or(|language| language.tag() != "de");
        let mut begins = true;
        for word in raw.split_whitespace() {
            let folded = text::skeleton(word);
            let name = word.chars().count() > 1 && word.starts_with(char::is_uppercase) && !begins;
            let source = SOURCE_WORDS.iter().any(|stem| folded.starts_with(stem));
            if (name && capitals_tell)
                || source
                || index().signal(&text::folded(word.trim_start_matches('('))).is_some()
            {
                return false;
            }
            begins = word.ends_with(['.', '!', '?']);
        }
        true
    }

    /// The lists whose notes the text calls in their order, but for a few.
    pub(crate) fn lists_called_in_order(&self) -> HashSet<ListId> {
        let in_order = self.first_uses().into_iter().filter(|(_, uses)| {
            let numbers: Vec<u32> = uses.iter().map(|(note, _)| self.label(*note).number).collect();
            let misplaced = longest_ascending(&numbers).into_iter().filter(|kept| !kept).count();
            numbers.len() >= 3 && (misplaced <= 1 || misplaced * 5 <= numbers.len())
        });
        in_order.map(|(list, _)| list).collect()
    }

    /// Whether the first call of a note is a single one, beyond doubt.
    pub(crate) fn is_called_alone(&self, note: NoteId) -> bool {
        self.markers_of(note).next().is_some_and(|marker| {
            matches!(marker.labels, Labels::One(_)) && marker.strength >= Strength::Strong
        })
    }

    /// The lines of the running text that head a section: marked as headings, or short, without a stop, alone between two
    /// blank lines.
    pub(crate) fn section_headings(&self) -> Vec<Span> {
        let text = self.text();
        let mut headings = Vec::new();
        let mut before = "";
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let start = (line.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
            let words = line.trim();
            let alone = before.trim().is_empty() && lines.peek().is_none_or(|next| next.trim().is_empty());
            let marked = words.starts_with('#') && words.trim_start_matches('#').starts_with(' ');
            let short = words.chars().count() <= LONGEST_HEADING
                && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                && words.ends_with(char::is_alphanumeric)
                && !words.contains(['[', '|']);
            let list = self.lists.partition_point(|list| (list.end as usize) <= start);
            let in_list = self.lists.get(list).is_some_and(|list| list.start as usize <= start);
            if !in_list && (marked || (alone && short)) {
                headings.push(Span::new(start, start + line.len()));
            }
            before = line;
        }
        headings
    }

    /// How many works of an author these notes cite by titles that are not one title in two forms.
    pub(crate) fn works_told_apart(&self, notes: &[NoteId], author: Span) -> usize {
        let name = text::skeleton(author.of(self.text()));
        let family = name.rsplit(' ').next().unwrap_or_default();
        let mut titles: Vec<String> = Vec::new();
        let cites = notes.iter().filter_map(|note| self.note(*note)).flat_map(|note| self.cites_of(note));
        for cite in cites.take(MOST_CITES_COMPARED) {
            let CiteKind::Full(citation) = &cite.kind else { continue };
            let Some(title) = citation.title.as_ref().filter(|title| title.sure > Sure::Guess) else {
                continue;
            };
            let title = text::skeleton(self.words(title));
            let apart = |known: &String| !known.starts_with(&title) && !title.starts_with(known.as_str());
            if self.is_by(citation, family, &name) && titles.iter().all(apart) {
                titles.push(title);
            }
        }
        titles.len()
    }

    /// Whether a work is by an author of that family name, or in the outlet of that name; both folded.
    fn is_by(&self, citation: &Citation, family: &str, outlet: &str) -> bool {
        let names = |span: Span| text::skeleton(span.of(self.text())).split(' ').any(|word| word == family);
        citation.authors.iter().any(|author| names(author.span))
            || citation
                .container
                .as_ref()
                .is_some_and(|container| text::skeleton(self.words(container)) == outlet)
    }
}

impl Draft<'_> {
    /// The family name in a reference that is a letter off that of an author of the source: as typed, and as cited. None
    /// where the letter is an ending, or the first.
    pub(crate) fn slip_of_name(&self, author: Span, source: SourceId) -> Option<(Span, Span)> {
        let first = self.sources.get(source.index()).and_then(|source| self.cite(source.first))?;
        let CiteKind::Full(citation) = &first.kind else { return None };
        let words = |span: Span| text::skeleton(span.of(self.text()));
        name::authors(self.text(), author, false).iter().find_map(|typed| {
            let own = words(typed.value.family);
            let cited = citation.authors.iter().map(|author| author.value.family);
            let mut near = cited.filter(|cited| is_slip(&own, &words(*cited)));
            near.next().map(|cited| (typed.value.family, cited))
        })
    }

    /// Which of the words at these places, folded, stand elsewhere in the draft.
    pub(crate) fn stand_elsewhere(&self, places: &[Span]) -> HashSet<String> {
        let asked: HashSet<String> =
            places.iter().map(|place| text::skeleton(place.of(self.text()))).collect();
        let mut found = HashSet::new();
        let text = self.text();
        for word in text.split(|c: char| !text::is_letter_or_digit(c)).filter(|word| !word.is_empty()) {
            let at = (word.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
            let here = places.partition_point(|place| place.end() <= at);
            if word.starts_with(char::is_uppercase)
                && places.get(here).is_none_or(|place| place.start() > at)
                && let Some(word) = Some(text::skeleton(word)).filter(|word| asked.contains(word))
            {
                found.insert(word);
            }
        }
        found
    }
}

/// Whether a name is a letter off another, and neither its first letter nor an ending.
fn is_slip(typed: &str, cited: &str) -> bool {
    let initial = typed.chars().next();
    let longer = typed.strip_prefix(cited).is_some();
    let gender = cited.strip_prefix(typed).is_some_and(|end| "aeioysаяые".contains(end));
    let one = text::distance_within(typed, cited, 1) == Some(1);
    one && initial == cited.chars().next() && !longer && !gender
}
