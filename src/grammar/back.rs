//! Back-references: "Same place.", "Ibid., p. 4", "Kaya, a.g.e., s. 12", "see note 3".
//!
//! A term counts only where it opens a note or follows a name, and where nothing but a locator, a parenthesis and a stop
//! is left over; "Same place names occur in …" is prose. What the term does depends on what stands around it.

use nom::bytes::complete::{take_until, take_while};
use nom::character::complete::char;
use nom::sequence::delimited;
use nom::{IResult, Parser};

use super::{locator, name};
use crate::lang::index::{BackTerm, Signal, index};
use crate::lang::{Function, LanguageId, Wants};
use crate::model::{BackKind, BackReference, Direction, Locator, Role};
use crate::span::Span;
use crate::text::{self, Folded};

/// How much of a note is looked at, in bytes; a term stands at its start.
const LOOKED_AT: usize = 320;

/// A name and a short title before a term are at most so long, in folded bytes.
const LONGEST_LEAD: usize = 160;

/// Signals before one term.
const MOST_SIGNALS: usize = 3;

/// A back-reference that was read.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) reference: BackReference,
    pub(crate) locator: Option<Locator>,
    pub(crate) role: Role,
    /// Where a comment begins that follows the stop ("Ibid. The ministry …").
    pub(crate) comment: Option<usize>,
}

/// Folded text with each number as `{n}`, as the patterns of note references have it.
struct Numbered {
    text: String,
    /// For each byte, the byte of the folded text.
    at: Vec<usize>,
    numbers: Vec<(usize, u32)>,
}

impl Numbered {
    fn new(folded: &str) -> Numbered {
        let mut numbered =
            Numbered { text: String::with_capacity(folded.len()), at: Vec::new(), numbers: Vec::new() };
        let mut rest = folded.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            let Some(mut value) = c.to_digit(10) else {
                numbered.push(at, c);
                continue;
            };
            while let Some((_, digit)) = rest.next_if(|(_, next)| next.is_ascii_digit()) {
                value = value.saturating_mul(10).saturating_add(digit.to_digit(10).unwrap_or(0));
            }
            numbered.numbers.push((numbered.text.len(), value));
            "{n}".chars().for_each(|c| numbered.push(at, c));
        }
        numbered.at.push(folded.len());
        numbered
    }

    fn push(&mut self, at: usize, c: char) {
        self.text.push(c);
        self.at.resize(self.text.len(), at);
    }

    /// The byte of the folded text behind `end` bytes of this one.
    fn folded(&self, end: usize) -> usize {
        self.at.get(end).copied().unwrap_or_default()
    }

    fn number_in(&self, start: usize, end: usize) -> Option<u32> {
        self.numbers.iter().find(|(at, _)| (start..end).contains(at)).map(|(_, number)| *number)
    }
}

/// One attempt to read the text as a back-reference.
struct Reader<'t> {
    text: &'t str,
    base: usize,
    folded: &'t Folded,
    numbered: &'t Numbered,
    language: Option<LanguageId>,
}

/// What may stand behind a term.
struct Tail {
    locator: Option<Locator>,
    comment: Option<usize>,
    direction: Direction,
}

/// Reads the text at `span` as a back-reference.
// back-reference = *signal [ name [ "," title ] "," ] term *( "," locator ) [ "(" any ")" ] [ "." [ comment ] ]
pub(crate) fn back_reference(text: &str, span: Span, language: Option<LanguageId>) -> Option<Found> {
    // Emphasis pasted as signs: `*Ibid.*`
    let raw = span.of(text);
    let bare = raw.trim_start_matches(['*', '_']);
    let span = Span::new(span.end() - bare.len(), span.end());
    let raw = bare.trim_end_matches(['*', '_']);
    let mut end = raw.len().min(LOOKED_AT);
    while !raw.is_char_boundary(end) {
        end -= 1;
    }
    let folded = text::fold(raw.get(..end)?);
    let numbered = Numbered::new(&folded.text);
    let reader = Reader { text, base: span.start(), folded: &folded, numbered: &numbered, language };
    let mut at = 0;
    let mut role = Role::Main;
    for _ in 0..=MOST_SIGNALS {
        if let Some(found) = reader.term_at(at, None, role) {
            return Some(found);
        }
        let rest = numbered.text.get(at..)?;
        let Some((length, signal)) = index().signal(rest) else { break };
        if signal == Signal::SecondHand {
            role = Role::SecondHand;
        }
        let behind = rest.get(length..)?;
        if !behind.starts_with([' ', ',', ':', '(']) {
            break;
        }
        at += length + behind.len() - behind.trim_start_matches([' ', ',', ':']).len();
    }
    reader.after_name(at, role)
}

impl Reader<'_> {
    /// A term that begins at `at` of the numbered text.
    fn term_at(&self, at: usize, lead: Option<Lead>, role: Role) -> Option<Found> {
        let rest = self.numbered.text.get(at..)?;
        let opened = rest.len() - rest.trim_start_matches('(').len();
        let (length, readings) = index().back_term(rest).or_else(|| {
            let (length, readings) = index().back_term(rest.get(opened..)?)?;
            Some((length + opened, readings))
        })?;
        let mut readings: Vec<&BackTerm> = readings.iter().collect();
        readings.sort_by_key(|reading| Some(reading.language) != self.language);
        // "Infra note 5", "see below, note 5": a word of direction, then the number.
        if readings.iter().any(|reading| matches!(reading.function, Function::Above | Function::Below))
            && lead.is_none()
            && let Some(found) = self.behind_direction(at + length, &readings, role)
        {
            return Some(found);
        }
        readings.into_iter().find_map(|reading| self.read(at, length, reading, lead, role))
    }

    fn behind_direction(&self, at: usize, readings: &[&BackTerm], role: Role) -> Option<Found> {
        let rest = self.numbered.text.get(at..)?;
        let next = at + rest.len() - rest.trim_start_matches([' ', ',']).len();
        let (_, terms) = index().back_term(self.numbered.text.get(next..)?)?;
        if next == at || !terms.iter().any(|term| term.function == Function::Note) {
            return None;
        }
        let mut found = self.term_at(next, None, role)?;
        let below = readings.iter().any(|reading| reading.function == Function::Below);
        found.reference.direction = if below { Direction::Forward } else { Direction::Back };
        Some(found)
    }

    fn read(
        &self,
        at: usize,
        length: usize,
        reading: &BackTerm,
        lead: Option<Lead>,
        role: Role,
    ) -> Option<Found> {
        let term = reading.term;
        let named = lead.is_some();
        let relative = is_relative(reading);
        let kind = match reading.function {
            Function::Ibid if named => BackKind::OpCit,
            Function::Ibid => BackKind::Ibid,
            Function::LocCit if named && !term.with_author => return None,
            Function::LocCit => BackKind::LocCit,
            Function::OpCit => BackKind::OpCit,
            // "Idem." alone means the note before; with a title behind it, it names an author.
            Function::Idem if !named => BackKind::Ibid,
            Function::Note if named && is_plain_number(term.text) => return None,
            Function::Note => BackKind::NoteRef,
            Function::Above if relative && !named => BackKind::NoteRef,
            _ => return None,
        };
        if term.whole && named && !term.with_author && !term.needs_author {
            return None;
        }
        // "Cited above" says nothing without a name; "Op. cit." alone means the work before.
        if term.needs_author && !named && (term.wants == Wants::Anything || term.whole) {
            return None;
        }
        let end = at + length;
        let folded_end = self.numbered.folded(end);
        let tail = self.tail(folded_end, term.whole || reading.function == Function::Idem || relative)?;
        // "Note 9 at 44" is a note of the cited work.
        let at_page = tail.locator.is_some_and(|locator| locator.span.of(self.text).starts_with("at "));
        if reading.function == Function::Note && !named && at_page {
            return None;
        }
        let start = self.numbered.folded(at);
        let number = self.numbered.number_in(at, end);
        if reading.function == Function::Note && number.is_none() {
            return None;
        }
        let place = self.source(start, folded_end);
        let opened = place.of(self.text).trim_start_matches(['(', '*', '_']);
        let bare = opened.trim_end_matches(['.', ' ']);
        let term_start = place.end() - opened.len();
        let mut term_span = Span::new(term_start, term_start + bare.len());
        if number.is_some() {
            term_span = self.number_words(term_span);
        }
        Some(Found {
            reference: BackReference {
                kind,
                term: term_span,
                author: lead.map(|lead| lead.author),
                title: lead.and_then(|lead| lead.title),
                number,
                number_span: number.map(|_| term_span),
                direction: tail.direction,
                relative,
                wants: term.wants,
            },
            locator: tail.locator,
            role,
            comment: tail.comment,
        })
    }

    /// "note 9" of "See note 9": the words that point, without the signal before them.
    fn number_words(&self, term: Span) -> Span {
        let raw = term.of(self.text).trim_start_matches(['(', ' ']);
        let start = term.end() - raw.len();
        let folded = text::fold(raw);
        let skipped = index().signal(&folded.text).map_or(0, |(length, _)| {
            let rest = folded.text.get(length..).unwrap_or_default();
            length + rest.len() - rest.trim_start_matches([' ', ',']).len()
        });
        let at = folded.source(skipped, folded.text.len());
        let kept = Span::new(start + at.start(), term.end());
        let bare = kept.of(self.text).trim_end_matches([')', '.']);
        Span::new(kept.start(), kept.start() + bare.len())
    }

    // tail = *( [ "," ] locator ) [ "(" any ")" ] [ "." [ 1*blank comment ] ]
    /// What is left behind a term; `None` if it is more than a term may carry.
    fn tail(&self, from: usize, strict: bool) -> Option<Tail> {
        let mut tail = Tail { locator: None, comment: None, direction: Direction::Any };
        let whole = self.folded.text.as_str();
        let mut at = from;
        let rest = |at: usize| whole.get(at..).unwrap_or_default();
        let skip = |at: usize, signs: &[char]| at + rest(at).len() - rest(at).trim_start_matches(signs).len();
        at = skip(at, &[')', ' ']);
        if let Some((length, terms)) = index().back_term(rest(at))
            && let Some(direction) = terms.iter().find_map(direction_of)
        {
            tail.direction = direction;
            at += length;
        }
        for _ in 0..3 {
            let next = skip(at, &[' ', ',', ';', ':', '.']);
            let Some((kind, length)) = locator::locator(rest(next), true) else { break };
            let span = self.source(next, next + length);
            let joined = tail.locator.map_or(span, |before| before.span.join(span));
            tail.locator =
                Some(Locator { kind: tail.locator.map_or(kind, |before| before.kind), span: joined });
            at = next + length;
        }
        let opened = skip(at, &[' ', ',']);
        let group: IResult<&str, &str> =
            delimited(char('('), take_until(")"), (char(')'), take_while(|c| c == '.'))).parse(rest(opened));
        if let Ok((behind, _)) = group {
            at = whole.len() - behind.len();
        }
        let end = skip(at, &['.', ' ', ',', ')', '"', '\'']);
        if rest(end).is_empty() {
            return Some(tail);
        }
        // A comment follows a full stop and begins like a sentence.
        let stop = whole.get(..end)?.trim_end().ends_with('.');
        let comment = self.source(end, end + 1).start();
        let sentence = self.text.get(comment..)?.chars().next()?;
        if !strict && stop && (sentence.is_uppercase() || text::closing_quote(sentence).is_some()) {
            tail.comment = Some(comment);
            return Some(tail);
        }
        None
    }

    /// A term behind a name: "Kaya, a.g.e., s. 12", "Okafor, supra note 2", "Kaya, “Liman”, a.g.m.".
    fn after_name(&self, from: usize, role: Role) -> Option<Found> {
        let text = self.numbered.text.as_str();
        let limit = text.len().min(from + LONGEST_LEAD);
        let starts = text.char_indices().zip(text.chars().skip(1)).filter_map(|((at, c), next)| {
            (c == ' ' && (next.is_alphanumeric() || next == '(' || next == '{')).then_some(at + 1)
        });
        for at in starts.skip_while(|at| *at <= from).take_while(|at| *at < limit) {
            if index().back_term(text.get(at..)?.trim_start_matches('(')).is_none() {
                continue;
            }
            let span = self.source(self.numbered.folded(from), self.numbered.folded(at));
            let Some(lead) = self.lead(span) else { continue };
            if let Some(found) = self.term_at(at, Some(lead), role) {
                return Some(found);
            }
        }
        None
    }

    // lead = name [ "," title ] ","
    fn lead(&self, span: Span) -> Option<Lead> {
        let raw = span.of(self.text).trim_end_matches([' ', ',', '(', '\u{00A0}', '\n', '\r', '-', '–', ':']);
        let span = Span::new(span.start(), span.start() + raw.len());
        if name::is_name(raw) {
            return Some(Lead { author: span, title: None });
        }
        let comma = raw.find(',')?;
        let author = raw.get(..comma)?;
        let title = raw
            .get(comma + 1..)?
            .trim_matches([' ', ',', '“', '”', '"', '«', '»', '„', '‘', '’', '*', '_', '\n']);
        let words = title.split_whitespace().count();
        if !name::is_name(author) || !(1..=12).contains(&words) || title.contains(';') {
            return None;
        }
        let start = span.start() + raw.rfind(title)?;
        Some(Lead {
            author: Span::new(span.start(), span.start() + comma),
            title: Some(Span::new(start, start + title.len())),
        })
    }

    fn source(&self, start: usize, end: usize) -> Span {
        self.folded.source(start, end).shifted(self.base)
    }
}

/// What stands before a term.
#[derive(Debug, Clone, Copy)]
struct Lead {
    author: Span,
    title: Option<Span>,
}

fn direction_of(term: &BackTerm) -> Option<Direction> {
    match term.function {
        Function::Above if !is_relative(term) => Some(Direction::Back),
        Function::Below => Some(Direction::Forward),
        _ => None,
    }
}

/// "Previous note", "önceki dipnot": one note back, without a number.
fn is_relative(reading: &BackTerm) -> bool {
    let words = [
        "note",
        "footnote",
        "dipnot",
        "not",
        "сноска",
        "сноску",
        "anmerkung",
        "anm.",
        "fn.",
        "fußnote",
        "précédente",
    ];
    reading.function == Function::Above
        && reading.term.text.split_whitespace().any(|word| words.contains(&word.to_lowercase().as_str()))
}

/// "n. 3", "note 3": behind a name this may be the number of a periodical or a note of the cited work.
fn is_plain_number(term: &str) -> bool {
    matches!(
        term,
        "n. {n}"
            | "n {n}"
            | "note {n}"
            | "Note {n}"
            | "not {n}"
            | "ref. {n}"
            | "reference {n}"
            | "note n° {n}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Option<Found> {
        back_reference(raw, Span::new(0, raw.len()), None)
    }

    fn kind(raw: &str) -> Option<BackKind> {
        read(raw).map(|found| found.reference.kind)
    }

    #[test]
    fn same_place_and_its_family_in_five_languages() {
        for raw in [
            "Same place.",
            "same place",
            "Ibid.",
            "ibid., p. 4",
            "Ibidem",
            "Id.",
            "Aynı yer.",
            "AYNI YER",
            "A.g.e., s. 45.",
            "a. g. e.",
            "Там же. С. 7.",
            "Там же",
            "Ebd., S. 12.",
            "ebenda",
            "A.a.O., S. 3",
            "Même endroit.",
            "Bkz. aynı eser, s. 3.",
            "Ibid., 45.",
            "ebd. S 272",
        ] {
            assert_eq!(kind(raw), Some(BackKind::Ibid), "{raw}");
        }
    }

    #[test]
    fn prose_that_begins_like_a_term_is_prose() {
        for raw in [
            "Same place names occur in both.",
            "The same place is named.",
            "Там же находится порт.",
            "Aynı yerde 2019'da bir liman vardı.",
            "Idem pour les ports.",
            "Age of ports.",
            "note 9 at 44",
            "Note 2 to Annex V",
            "Dieselbe Frage stellt sich.",
            "See above.",
            "p. 107, note 3",
            "Note verbale of 3 May.",
            "Ibid as used in law means more.",
        ] {
            assert!(kind(raw).is_none(), "{raw}: {:?}", read(raw));
        }
    }

    #[test]
    fn a_name_before_the_term_makes_it_an_earlier_work() {
        for (raw, author) in [
            ("Kaya, a.g.e., s. 12", "Kaya"),
            ("Mehmet Kaya, a.g.m., s. 3.", "Mehmet Kaya"),
            ("Novak, op. cit., p. 40", "Novak"),
            ("Орлова, указ. соч., с. 3", "Орлова"),
            ("Huizinga a.a.O. Seite 23", "Huizinga"),
            ("Roux, op. cit., p. 4.", "Roux"),
            ("Demir ve Holt, a.g.e., s. 2", "Demir ve Holt"),
            ("See Jones, ibid., p. 4", "Jones"),
        ] {
            let found = read(raw).unwrap_or_else(|| panic!("{raw}"));
            assert_eq!(
                (found.reference.kind, found.reference.author.unwrap().of(raw)),
                (BackKind::OpCit, author),
                "{raw}"
            );
        }
    }

    #[test]
    fn a_note_number_is_read_in_every_word_order() {
        for (raw, number, words) in [
            ("See note 9.", 9, "note 9"),
            ("Dipnot 3", 3, "Dipnot 3"),
            ("Bkz. dipnot 3.", 3, "dipnot 3"),
            ("3 numaralı dipnot", 3, "3 numaralı dipnot"),
            ("См. сноску 12.", 12, "сноску 12"),
            ("Siehe Anm. 4, S. 3", 4, "Anm. 4"),
            ("Voir note 7", 7, "note 7"),
            ("supra note 2", 2, "supra note 2"),
            ("Infra note 5.", 5, "note 5"),
        ] {
            let found = read(raw).unwrap_or_else(|| panic!("{raw}"));
            let reference = found.reference;
            assert_eq!((reference.kind, reference.number), (BackKind::NoteRef, Some(number)), "{raw}");
            assert_eq!(reference.number_span.unwrap().of(raw), words);
        }
        assert_eq!(read("Infra note 5.").unwrap().reference.direction, Direction::Forward);
        assert!(read("Önceki dipnot.").unwrap().reference.relative);
        assert_eq!(read("Okafor, supra note 2").unwrap().reference.number, Some(2));
    }

    #[test]
    fn locators_and_comments_are_kept_apart() {
        let raw = "Ibid., pp. 40–45.";
        assert_eq!(read(raw).unwrap().locator.unwrap().span.of(raw), "pp. 40–45");
        let raw = "Ibid. The ministry denies it.";
        assert_eq!(read(raw).unwrap().comment, Some(6));
        let raw = "Kaya, a.g.e., s. 12 (vurgu bizim).";
        assert_eq!(read(raw).unwrap().locator.unwrap().span.of(raw), "s. 12");
    }
}
