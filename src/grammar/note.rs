//! The text of a note: its shape first, then its cites.
//!
//! A note is a back-reference, one source, several, prose with or without one, or not understood. What is not understood
//! is said to be so: a note that might hold a source must not be stepped over by "Same place.".

use super::back::Words;
use super::list::Entry;
use super::segment::{cites_another, looks_like_a_work, quotes_a_title, segments, trim};
use super::signal::{second_hand, signal_near_start, starts_with_signal};
use super::{back, citation, comment, link, title};
use crate::lang::index::index;
use crate::model::{Cite, CiteKind, Note, NoteId, Role, Shape};
use crate::span::Span;
use crate::text;

/// A back-reference behind a name is looked for in notes up to this length, in bytes.
const LONGEST_BACK_REFERENCE: usize = 320;

/// A comment is searched for its source in so many sentences.
const MOST_SENTENCES: usize = 64;

/// "See also p. 4." has so many words.
const WORDS_OF_PLACE: usize = 4;

/// "Kaya, op. cit., p. 4" before an address is at most so long, in bytes.
const LONGEST_BEFORE_ADDRESS: usize = 96;

/// Behind the address of a back-reference stand at most so many words: "(Accessed: 4 May 2024)".
const WORDS_BEHIND_ADDRESS: usize = 8;

/// So many words before the first anchor make a note a comment with a source in it.
const WORDS_OF_COMMENT: usize = 24;

/// Reads the text of an entry. Its cites are added to `cites`, which holds those of all notes.
pub(crate) fn read(text: &str, entry: &Entry, id: NoteId, words: Words<'_>, cites: &mut Vec<Cite>) -> Note {
    let first = cites.len();
    let mut unparsed = Vec::new();
    let shape = shape(text, entry.body, id, words, cites, &mut unparsed);
    let index = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Note {
        label: entry.label,
        list: entry.list,
        span: entry.span,
        body: entry.body,
        shape,
        cites: (index(first), index(cites.len())),
        unparsed: unparsed.into_boxed_slice(),
    }
}

fn shape(
    text: &str,
    body: Span,
    note: NoteId,
    words: Words<'_>,
    cites: &mut Vec<Cite>,
    unparsed: &mut Vec<Span>,
) -> Shape {
    if !body.of(text).contains(char::is_alphanumeric) {
        return Shape::Empty;
    }
    let body = without_remarks(text, body);
    let raw = body.of(text);
    let mut reader = Reader { text, note, words, cites, unparsed };
    let found = link::links(raw);
    if !raw.contains(';') {
        let read = match found.first() {
            None => reader.back(body),
            Some(first) => {
                let sound = first.link.faults.is_empty();
                reader.back_with_address(body, first.span.shifted(body.start()), sound)
            }
        };
        if read {
            return Shape::BackReference;
        }
        if !cites_another(raw) {
            return reader.source(body, found, true);
        }
    }
    let segments = segments(text, body, &link::spans(&found));
    let several = segments.len() > 1;
    let shapes: Vec<Shape> = segments.into_iter().map(|segment| reader.segment(segment)).collect();
    let sources = shapes.iter().filter(|shape| !matches!(shape, Shape::Prose | Shape::Unknown)).count();
    match (several, sources) {
        (true, 2..) => Shape::Several,
        (true, 1) => Shape::Commentary,
        (true, 0) if shapes.contains(&Shape::Unknown) => Shape::Unknown,
        _ => shapes.first().copied().unwrap_or(Shape::Unknown),
    }
}

/// The text of a note without the paragraphs at its end that are plain sentences: they say something of the source before
/// them, and hold none.
fn without_remarks(text: &str, body: Span) -> Span {
    let mut kept = body;
    while let Some((before, paragraph)) = last_paragraph(kept.of(text).trim_end()) {
        let words = || paragraph.split_whitespace();
        // A back-reference may be a paragraph of its own.
        if back::holds_term(paragraph) {
            break;
        }
        let sentence = paragraph.trim_end().ends_with(['.', '!', '?', '…']) && words().count() >= 3;
        let plain = words().any(|word| word.starts_with(char::is_lowercase))
            && !paragraph.contains(|c: char| {
                c.is_ascii_digit() || text::is_quotation_mark(c) || matches!(c, '/' | ';')
            })
            && !starts_with_signal(paragraph.trim_start());
        if !(sentence && plain && before.contains(char::is_alphanumeric)) {
            break;
        }
        kept = Span::new(kept.start(), kept.start() + before.len());
    }
    kept
}

/// What stands before the last blank line of a text, and behind it.
fn last_paragraph(text: &str) -> Option<(&str, &str)> {
    let mut start = text.len();
    while let Some(end) = text.get(..start).and_then(|before| before.rfind('\n')) {
        let line = text.get(..end)?;
        let begins = line.rfind('\n').map_or(0, |at| at + 1);
        if line.get(begins..).is_some_and(|line| line.trim().is_empty()) {
            return Some((text.get(..begins)?.trim_end(), text.get(end + 1..)?));
        }
        start = end;
    }
    None
}

struct Reader<'t> {
    text: &'t str,
    note: NoteId,
    words: Words<'t>,
    cites: &'t mut Vec<Cite>,
    unparsed: &'t mut Vec<Span>,
}

impl Reader<'_> {
    /// Reads a span as a back-reference.
    fn back(&mut self, span: Span) -> bool {
        let Some(found) = back::back_reference(self.text, span, self.words) else { return false };
        let end = found.comment.unwrap_or(span.end());
        let comment = found.comment.is_some();
        self.found(Span::new(span.start(), end), found);
        // A comment behind the stop may hold a source of its own; a mere page ("See also p. 4.") is none.
        if comment {
            let rest = Span::new(end, span.end());
            let raw = rest.of(self.text);
            let signal = starts_with_signal(raw) && raw.split_whitespace().count() > WORDS_OF_PLACE;
            if !link::links(raw).is_empty()
                || signal
                || back::back_reference(self.text, rest, self.words).is_some()
            {
                self.segment(rest);
            }
        }
        true
    }

    /// Reads the last sentence of a note as a back-reference; "n. 45" at the end counts what stands before it.
    fn back_at_end(&mut self, span: Span) -> bool {
        let found = back::back_reference(self.text, span, self.words);
        found.is_some_and(|found| !found.is_bare_number(self.text, span)) && self.back(span)
    }

    /// "Ibid., https://…, (Accessed: …)": a back-reference with an address of its own.
    fn back_with_address(&mut self, span: Span, link: Span, sound: bool) -> bool {
        let lead = Span::new(span.start(), link.start());
        let kept = lead.of(self.text).trim_end_matches([' ', ',', ':', '(', '<', '[', '\n', '\r']);
        let lead = Span::new(lead.start(), lead.start() + kept.len());
        // Nearly every source has an address: most are told by a title in quotes or by their length.
        if kept.len() > LONGEST_BEFORE_ADDRESS || kept.contains(['“', '”', '"', '«', '„']) {
            return false;
        }
        let found = back::back_reference(self.text, lead, self.words);
        let leans = |found: &back::Found| found.comment.is_none() && !found.reference.short;
        let Some(found) = found.filter(leans) else { return false };
        // Behind the address stands the day it was read, not another work.
        let rest = self.text.get(link.end()..span.end()).unwrap_or_default();
        if rest.split_whitespace().count() > WORDS_BEHIND_ADDRESS {
            return false;
        }
        // What is wrong with an address is told of a citation: it stands on the side, before the reference.
        if !sound {
            let place = Span::new(link.start(), span.end());
            self.cites.push(Cite {
                note: self.note,
                span: place,
                role: Role::Parenthetical,
                kind: CiteKind::Full(Box::new(citation::citation(self.text, place).citation)),
                locator: None,
                source: None,
            });
        }
        self.found(span, found);
        true
    }

    /// Keeps a back-reference, and the further notes that it names.
    fn found(&mut self, span: Span, found: back::Found) {
        let kept = span.of(self.text).trim_end();
        let span = Span::new(span.start(), span.start() + kept.len());
        let further = found.more.iter().map(|(number, place)| {
            let mut reference = found.reference.clone();
            (reference.number, reference.number_span, reference.term) = (Some(*number), Some(*place), *place);
            (*place, reference)
        });
        let further: Vec<_> = further.collect();
        for (span, reference) in std::iter::once((span, found.reference)).chain(further) {
            self.cites.push(Cite {
                note: self.note,
                span,
                role: found.role,
                kind: CiteKind::Back(reference),
                locator: found.locator,
                source: None,
            });
        }
    }

    /// Reads one source, or what stands where one might.
    fn segment(&mut self, span: Span) -> Shape {
        self.source(span, link::links(span.of(self.text)), false)
    }

    /// As [`segment`](Reader::segment), where the addresses are known, and perhaps that all is no back-reference.
    fn source(&mut self, span: Span, links: Vec<link::Found>, tried: bool) -> Shape {
        let raw = span.of(self.text);
        if links.is_empty() {
            if !tried && raw.len() <= LONGEST_BACK_REFERENCE && self.back(span) {
                return Shape::BackReference;
            }
            if let Some(tail) = self.last_sentence(span)
                && self.back_at_end(tail)
            {
                return Shape::Commentary;
            }
        }
        let quotes = title::quoted(raw, &link::spans(&links));
        let anchor = links.first().map(|found| found.span.start());
        let quoted = quotes.first().map(|quote| quote.outer.start());
        let first = [anchor, quoted].into_iter().flatten().min();
        let identified = link::doi(raw).is_some();
        let evidence =
            anchor.is_some() || identified || quotes_a_title(raw, quoted) || looks_like_a_work(raw);
        if !evidence {
            return self.without_source(span);
        }
        let (start, comment) = self.source_start(span, first.unwrap_or(raw.len()));
        let source = Span::new(start, span.end());
        let idem = back::idem(self.text, source);
        let mut found = match idem {
            Some((_, title)) => citation::citation_of_same(self.text, Span::new(title, source.end())),
            None if source == span => citation::citation_with(self.text, source, links, quotes),
            None => citation::citation(self.text, source),
        };
        found.citation.idem = idem.map(|(words, _)| words).filter(|_| found.citation.authors.is_empty());
        self.unparsed.extend(found.unparsed);
        let second_hand = second_hand(source.of(self.text));
        self.cites.push(Cite {
            note: self.note,
            span: source,
            role: if second_hand { Role::SecondHand } else { Role::Main },
            kind: CiteKind::Full(Box::new(found.citation)),
            locator: found.locator,
            source: None,
        });
        match (comment, found.bare) {
            (true, _) => Shape::Commentary,
            (false, true) => Shape::Bare,
            (false, false) => Shape::Full,
        }
    }

    /// Prose, or something that might be a source: short, without a sentence in it.
    fn without_source(&mut self, span: Span) -> Shape {
        let raw = span.of(self.text);
        let words = raw.split_whitespace().count();
        let small = raw.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
        let judgment = raw.contains(" v ") || raw.contains(" v. ");
        let prose = words >= 7 && small * 2 >= words && !judgment;
        let leaning = back::inside(self.text, span, self.words);
        if let Some((first, _)) = leaning.first() {
            // "Harbour Archive, Box 12; see Kaya, op. cit.": what was not read may be a source of its own.
            let before = Span::new(span.start(), first.start());
            let lead = before.of(self.text).trim_end();
            let apart = lead.ends_with(['.', ';', '(']) && !is_prose(lead) && !comment::is_remark(lead);
            if apart {
                self.unknown(trim(self.text, before));
            }
            for (place, mut found) in leaning {
                if apart && lead.ends_with('(') {
                    found.role = Role::Parenthetical;
                }
                let end = found.comment.unwrap_or(place.end());
                self.found(Span::new(place.start(), end), found);
            }
            return Shape::Commentary;
        }
        // "Cfr. Solari, I porti del nord, p. 41.": small words stand in a title too.
        let pointed = || {
            starts_with_signal(raw)
                && back::short(self.text, span).is_some_and(|short| short.locator.is_some())
        };
        if comment::is_remark(raw) || (prose && !back::holds_term(raw) && !pointed()) {
            return Shape::Prose;
        }
        self.unknown(span);
        Shape::Unknown
    }

    fn unknown(&mut self, span: Span) {
        self.unparsed.push(span);
        self.cites.push(Cite {
            note: self.note,
            span,
            role: Role::Main,
            kind: CiteKind::Unknown,
            locator: None,
            source: None,
        });
    }

    /// The last sentence, where prose stands before it.
    fn last_sentence(&self, span: Span) -> Option<Span> {
        let raw = span.of(self.text).trim_end();
        let inner = raw.get(..raw.len().saturating_sub(1)).unwrap_or(raw);
        let (at, _) = inner.rmatch_indices(". ").find(|(at, _)| {
            // "Bkz. dipnot 3", "s. 4": the stop of a signal or of a short form ends no sentence.
            let word = inner.get(..*at).unwrap_or_default().rsplit(' ').next().unwrap_or_default();
            word.chars().count() > 2 && index().signal(&text::folded(&format!("{word}."))).is_none()
        })?;
        let words = raw.get(..at)?.split_whitespace().count();
        (words >= 4).then(|| Span::new(span.start() + at + 2, span.start() + raw.len()))
    }

    /// Where a source begins inside a comment: at the sentence that opens with a signal, or, behind much prose, at the last
    /// sentence before its anchor.
    fn source_start(&self, span: Span, anchor: usize) -> (usize, bool) {
        let raw = span.of(self.text);
        let lead = raw.get(..anchor.min(raw.len())).unwrap_or_default();
        let cuts = |mark: &'static str| lead.match_indices(mark).map(move |(at, _)| at + mark.len());
        let mut starts: Vec<usize> = [". ", "; ", "? ", ".) "].into_iter().flat_map(cuts).collect();
        starts.sort_unstable();
        let ends_sentence = |at: usize| {
            let before = lead.get(..at).unwrap_or_default();
            let last_word = before
                .trim_end_matches(['.', ' ', ';', '?', ')'])
                .rsplit([' ', '.'])
                .next()
                .unwrap_or_default();
            last_word.chars().count() > 2
        };
        let signalled = starts.iter().copied().take(MOST_SENTENCES).find(|at| {
            let before = lead.get(..*at).unwrap_or_default();
            before.split_whitespace().count() >= 3
                && ends_sentence(*at)
                // "Int. Conf. on Knowledge Discovery" is a meeting.
                && !lead.get(*at..).is_some_and(|rest| rest.starts_with("Conf."))
                && raw.get(*at..).and_then(signal_near_start).is_some()
        });
        if let Some(at) = signalled {
            return (span.start() + at, true);
        }
        let words = lead.split_whitespace().count();
        let sentence = starts.into_iter().rev().find(|at| ends_sentence(*at));
        match sentence {
            Some(at) if words >= WORDS_OF_COMMENT && is_prose(lead) => (span.start() + at, true),
            None if words >= WORDS_OF_COMMENT && is_prose(lead) => {
                (span.start() + anchor.min(raw.len()), true)
            }
            _ => (span.start(), false),
        }
    }
}

fn is_prose(lead: &str) -> bool {
    let words = lead.split_whitespace().count();
    let small = lead.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    small * 2 > words
}
