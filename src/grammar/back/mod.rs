//! Back-references: "Same place.", "Ibid., p. 4", "Kaya, a.g.e., s. 12", "see note 3".
//!
//! A term counts only where it opens a note or follows a name, and where nothing but places, a bracket and a stop is left
//! over; "Same place names occur in …" is prose. What the term does depends on what stands around it: `lead.rs` reads what
//! stands before, `tail.rs` what stands behind, `inside.rs` looks for one in a sentence.

mod idem;
mod inside;
mod lead;
mod misspelt;
mod numbered;
mod pointer;
mod short;
mod tail;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use idem::idem;
pub(crate) use inside::{holds_term, inside};
pub(crate) use short::{Short, short};
pub(crate) use words::{House, Words};

use lead::{Before, Lead, lead};
use numbered::Numbered;
use tail::Carries;

use crate::grammar::signal::MOST_SIGNALS;
use crate::lang::index::{BackTerm, Signal, index};
use crate::lang::{Function, LocatorKind, Wants};
use crate::model::{BackKind, BackReference, Direction, Locator, Role};
use crate::span::Span;
use crate::text::{self, Folded};

/// How much of a note is looked at, in bytes; a term stands at its start.
const LOOKED_AT: usize = 320;

/// A name and a short title before a term are at most so long, in folded bytes.
const LONGEST_LEAD: usize = 160;

/// Signs that may stand before a term or a name: brackets, emphasis.
const OPENING: &[char] = &['(', '*', '_'];

/// A back-reference that was read.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) reference: BackReference,
    pub(crate) locator: Option<Locator>,
    pub(crate) role: Role,
    /// Where a comment begins that follows the stop ("Ibid. The ministry …").
    pub(crate) comment: Option<usize>,
    /// Further notes of one pointer: "see notes 8 and 9".
    pub(crate) more: Vec<(u32, Span)>,
}

impl Found {
    /// "n. 12" and nothing else: no word says that it means a note of ours.
    pub(crate) fn is_bare_number(&self, text: &str, span: Span) -> bool {
        let reference = &self.reference;
        reference.kind == BackKind::NoteRef
            && reference.author.is_none()
            && !reference.relative
            && reference.term.start() == span.start()
            && !pointer::points(&text::folded(reference.term.of(text)))
    }
}

/// One attempt to read the text as a back-reference.
struct Reader<'t> {
    text: &'t str,
    base: usize,
    folded: &'t Folded,
    numbered: &'t Numbered,
    words: Words<'t>,
}

/// What stands before a term that is no name.
#[derive(Debug, Clone, Copy)]
struct Context {
    role: Role,
    /// "See", "bkz.": the reference points on purpose.
    signalled: bool,
}

/// Reads the text at `span` as a back-reference.
// back-reference = *signal [ lead ] term tail / pointer tail
pub(crate) fn back_reference(text: &str, span: Span, words: Words<'_>) -> Option<Found> {
    let span = without_wrapping(text, span);
    let raw = span.of(text);
    let end = text::floor(raw, LOOKED_AT);
    let folded = text::fold(raw.get(..end)?);
    let numbered = Numbered::new(&folded);
    let reader = Reader { text, base: span.start(), folded: &folded, numbered: &numbered, words };
    reader.signals().or_else(|| if end == raw.len() { reader.misspelt() } else { None })
}

/// Without the emphasis or the brackets around a whole reference: `*Ibid.*`, "(Kaya, a.g.e., s. 4)".
fn without_wrapping(text: &str, span: Span) -> Span {
    let raw = span.of(text);
    let opened = raw.trim_start_matches(['*', '_']);
    let mut start = span.end() - opened.len();
    let mut end = span.start() + raw.trim_end_matches(['*', '_']).len();
    let inner = Span::new(start, end.max(start)).of(text);
    let closed = inner.trim_end_matches(['.', ' ']);
    if let Some(inside) = closed.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'))
        && !inside.starts_with(|c: char| c.is_ascii_digit())
        && balanced(inside)
    {
        start += 1;
        end = start + inside.len();
    }
    Span::new(start, end.max(start))
}

/// Whether each bracket that closes was opened inside.
fn balanced(inside: &str) -> bool {
    let mut depth = 0i32;
    inside.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    })
}

impl Reader<'_> {
    /// The term, behind as many signals as there are.
    fn signals(&self) -> Option<Found> {
        let text = self.numbered.text.as_str();
        let mut at = 0;
        let mut context = Context { role: Role::Main, signalled: false };
        for _ in 0..=MOST_SIGNALS {
            if let Some(found) = self.term_at(at, None, context).or_else(|| self.pointer_at(at, context)) {
                return Some(found);
            }
            let rest = text.get(at..)?;
            let Some((length, signal)) = index().signal(rest) else { break };
            let behind = rest.get(length..)?;
            if !behind.starts_with([' ', ',', ':', '(', '[']) {
                break;
            }
            if self.is_initial(at, length) {
                break;
            }
            if signal == Signal::SecondHand {
                context.role = Role::SecondHand;
            }
            context.signalled = true;
            at += length + behind.len() - behind.trim_start_matches([' ', ',', ':']).len();
            let rest = text.get(at..)?;
            let article = rest.split_once(' ').filter(|(word, _)| index().is_article(word));
            at += article.map_or(0, |(article, _)| article.len() + 1);
        }
        self.after_name(at, context).or_else(|| self.short(at, context))
    }

    /// "S. Korkmaz", "V. Rossi": one capital with a stop before a name is its initial, where the draft is in no language that
    /// begins a note with such a word.
    fn is_initial(&self, at: usize, length: usize) -> bool {
        let start = self.numbered.folded(at);
        let typed = self.source(start, start + length);
        let letter = typed.of(self.text).trim_end_matches('.');
        let behind = self.text.get(typed.end()..).unwrap_or_default().trim_start_matches(['.', ' ']);
        letter.chars().count() == 1
            && letter.starts_with(char::is_uppercase)
            && behind.starts_with(char::is_uppercase)
            && !self.words.language.is_some_and(|language| language.get().begins_with_letter(letter))
    }

    /// "Demir, “Rail Tariffs,” p. 103.": a name, a title, a page, and nothing of what a full citation has.
    fn short(&self, at: usize, context: Context) -> Option<Found> {
        if !self.numbered.text.contains('"') {
            return None;
        }
        let start = self.numbered.folded(at);
        let span = self.source(start, self.folded.text.len());
        let (lead, length) = lead::short_form(self.text, span)?;
        let end = self.folded.text.len() - text::fold(span.of(self.text).get(length..)?).text.len();
        let tail = self.tail(end, Carries::Places, true)?;
        // Only a page: a date or words in brackets belong to a full citation.
        let locator = tail.locator.filter(|locator| locator.kind == LocatorKind::Page)?;
        let rest = Span::new(span.start() + length, span.end()).of(self.text);
        let year = locator.span.of(self.text).split(',').any(|piece| lead::year(piece.trim()).is_some());
        if year || rest.contains('(') || rest.trim_matches([' ', ',', '.']).len() != locator.span.len() {
            return None;
        }
        Some(Found {
            reference: BackReference {
                author: lead.author,
                title: lead.title,
                short: true,
                ..BackReference::new(BackKind::Short, lead.title?)
            },
            locator: Some(locator),
            role: context.role,
            comment: None,
            more: Vec::new(),
        })
    }

    /// A term that begins at `at` of the numbered text.
    fn term_at(&self, at: usize, lead: Option<Lead>, context: Context) -> Option<Found> {
        let rest = self.numbered.text.get(at..)?;
        let opened = rest.len() - rest.trim_start_matches(OPENING).len();
        let (length, readings) = self.words.terms(rest).or_else(|| {
            let (length, readings) = self.words.terms(rest.get(opened..)?)?;
            Some((length + opened, readings))
        })?;
        // "Infra note 5", "see below, note 5": a word of direction, then the number.
        if readings.iter().any(|reading| matches!(reading.function, Function::Above | Function::Below))
            && let Some(found) = self.behind_direction(at + length, &readings, lead, context)
        {
            return Some(found);
        }
        let verified = readings.iter().any(|reading| !reading.term.unverified)
            || self.words.is_verified_behind_signal(rest);
        let mut found = readings.iter().find_map(|reading| self.read(at, length, reading, lead, context))?;
        found.reference.unverified &= !verified;
        Some(found)
    }

    fn behind_direction(
        &self,
        at: usize,
        readings: &[BackTerm],
        lead: Option<Lead>,
        context: Context,
    ) -> Option<Found> {
        let rest = self.numbered.text.get(at..)?;
        let next = at + rest.len() - rest.trim_start_matches([' ', ',']).len();
        let (_, terms) = index().back_term(self.numbered.text.get(next..)?)?;
        if next == at || !terms.iter().any(|term| term.function == Function::Note) {
            return None;
        }
        let mut found = self.term_at(next, lead, Context { signalled: true, ..context })?;
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
        context: Context,
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
        // A title without a name stands before a work cited before, never before "ibid.".
        if lead.is_some_and(|lead| lead.author.is_none()) && !term.with_author && !term.needs_author {
            return None;
        }
        let mut end = at + length;
        let more =
            if kind == BackKind::NoteRef && !relative { self.more_numbers(&mut end) } else { Vec::new() };
        let folded_end = self.numbered.folded(end);
        let carries = if term.whole || reading.function == Function::Idem || relative {
            Carries::Places
        } else if is_strong(reading) {
            Carries::Aside
        } else {
            Carries::Comment
        };
        let tail = self.tail(folded_end, carries, named)?;
        let start = self.numbered.folded(at);
        let number = self.numbered.number_in(at, at + length).map(|(_, number)| number);
        let place = self.source(start, self.numbered.folded(at + length));
        let opened = place.of(self.text).trim_start_matches(OPENING);
        if reading.function == Function::Note {
            number?;
            let points = context.signalled
                || pointer::points(term.text)
                || tail.direction != Direction::Any
                || !more.is_empty();
            let bracketed = place.of(self.text).starts_with('(');
            // "Holt, Sea Roads, fn. 12" and "note 9 at 44" are notes of the cited work, "N 45" is an issue.
            let at_page = tail.locator.is_some_and(|locator| locator.span.of(self.text).starts_with("at "));
            let foreign = (named && !bracketed) || (at_page && !named);
            if (foreign && !points) || pointer::counts_issues(term.text, opened) {
                return None;
            }
        }
        // "Smith, J.W., p. 12": behind a name two capitals with stops are initials, "j.w." or "o.c." elsewhere.
        let letters = || opened.chars().filter(|c| c.is_alphabetic());
        if named && opened.contains('.') && letters().count() <= 2 && letters().all(char::is_uppercase) {
            return None;
        }
        let bare = opened.trim_end_matches(['.', '。', ' ']);
        let term_start = place.end() - opened.len();
        let mut term_span = Span::new(term_start, term_start + bare.len());
        if number.is_some() {
            term_span = self.number_words(term_span);
        }
        // "Source: ibid.", "Jones, ibid.": the word may be no name at all.
        let perhaps =
            lead.is_some_and(|lead| lead.perhaps || (is_plain_ibid(reading) && lead.title.is_none()));
        Some(Found {
            reference: BackReference {
                author: lead.and_then(|lead| lead.author),
                title: lead.and_then(|lead| lead.title),
                year: lead.and_then(|lead| lead.year),
                number: number.or(tail.number.filter(|_| named)),
                number_span: number.map(|_| term_span),
                direction: tail.direction,
                relative,
                perhaps,
                unverified: term.unverified,
                wants: term.wants,
                ..BackReference::new(kind, term_span)
            },
            locator: tail.locator,
            role: context.role,
            comment: tail.comment,
            more,
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

    /// A term behind a name: "Kaya, a.g.e., s. 12", "Okafor, supra note 2", "Kaya, “Liman”, a.g.m.".
    fn after_name(&self, from: usize, context: Context) -> Option<Found> {
        let text = self.numbered.text.as_str();
        let limit = text.len().min(from + LONGEST_LEAD);
        let begins = |c: char| c.is_alphanumeric() || matches!(c, '(' | '{' | '*' | '_');
        for at in self
            .word_starts(from, limit)
            .filter(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(begins)))
        {
            if !self.words.begins_term(text.get(at..)?.trim_start_matches(OPENING)) {
                continue;
            }
            let span = self.source(self.numbered.folded(from), self.numbered.folded(at));
            let found = match lead(self.text, span) {
                // "See Report, fn. 99": the signal leads to the report.
                Some(Before::Lead(lead)) => {
                    self.term_at(at, Some(lead), Context { signalled: false, ..context })
                }
                Some(Before::NoName) => {
                    self.term_at(at, None, context).filter(|found| found.reference.kind != BackKind::NoteRef)
                }
                None => None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Where words begin behind `from`: after blanks and commas, and at any letter of a script that parts none.
    fn word_starts(&self, from: usize, limit: usize) -> impl Iterator<Item = usize> {
        let text = self.numbered.text.as_str();
        let limit = text::floor(text, limit);
        let mut before = ' ';
        text.get(from..limit).unwrap_or_default().char_indices().filter_map(move |(at, c)| {
            let starts = at > 0 && (matches!(before, ' ' | ',') || text::is_unspaced(c));
            before = c;
            starts.then_some(from + at)
        })
    }

    fn source(&self, start: usize, end: usize) -> Span {
        self.folded.source(start, end).shifted(self.base)
    }

    /// The folded text from `at`.
    fn rest(&self, at: usize) -> &str {
        self.folded.text.get(at..).unwrap_or_default()
    }

    /// The first byte of the folded text from `at` that is none of these signs.
    fn skip(&self, at: usize, signs: &[char]) -> usize {
        at + self.rest(at).len() - self.rest(at).trim_start_matches(signs).len()
    }
}

fn direction_of(term: &BackTerm) -> Option<Direction> {
    match term.function {
        Function::Above if !is_relative(term) => Some(Direction::Back),
        Function::Below => Some(Direction::Forward),
        _ => None,
    }
}

/// "Ibid.", "op. cit.", "a.g.e.": no sentence holds such a word by chance.
fn is_strong(reading: &BackTerm) -> bool {
    let term = reading.term;
    matches!(reading.function, Function::Ibid | Function::OpCit | Function::LocCit)
        && !term.whole
        && (term.text.contains('.') || term.text.starts_with("ibid"))
}

/// "Ibid.", "ebd.", "same place": it needs no name, and a name before it is rare.
fn is_plain_ibid(reading: &BackTerm) -> bool {
    reading.function == Function::Ibid && !reading.term.with_author
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
