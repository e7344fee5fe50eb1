//! Full citations: the fields of an entry that gives its source itself.
//!
//! What is sure is taken first (address, DOI, identifiers, access label with its date, quoted title) and masked. Then comes
//! the front, names and title by the style that fits, and behind it the body, read piece by piece: where it stands, volume,
//! pages, who edited it, where it was brought out. Only a label or syntax makes a field certain; what no field covers is
//! handed back as unparsed.

mod anchors;
mod body;
mod cue_words;
mod cues;
mod docket;
mod front;
mod imprint;
mod issued;
mod judgment;
mod kind;
mod law;
mod lead;
mod legal;
mod located;
mod name_tokens;
mod names;
mod people;
mod pieces;
mod plain_title;
mod report;
mod serial;
mod short_form;
mod treaty;
mod words;

use super::title::Quoted;
use super::{date, identifier, link, title};
use crate::lang::LocatorKind;
use crate::model::{Citation, Date, Field, Kind, Locator, Name, Sure, Text};
use crate::span::Span;
use crate::text;

/// So many bytes of an entry are read into fields; addresses, dates and titles are found in the whole.
const MOST_READ: usize = 4096;

/// A full citation that was read.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) citation: Citation,
    pub(crate) locator: Option<Locator>,
    pub(crate) unparsed: Vec<Span>,
    /// Nothing but an address or an identifier, and the day it was read.
    pub(crate) bare: bool,
}

/// A number that may be the pages of a work, or the page that is pointed at.
#[derive(Debug, Clone, Copy)]
struct Pages {
    /// The number alone.
    value: Span,
    /// With its label.
    whole: Span,
    kind: LocatorKind,
    /// It has a label of its own.
    labelled: bool,
    /// "Hier S. 20", "at 105": pointed at, whatever else is given.
    pointed: bool,
}

/// Words of the body that no cue explains.
#[derive(Debug, Clone, Copy)]
struct Words {
    span: Span,
    /// The bracket they stand in, counted from 1; 0 outside.
    bracket: u32,
    /// What divides them from what follows.
    after: char,
    /// Behind "in", "//": what holds the work.
    holds: bool,
    /// In quotation marks.
    quoted: bool,
}

/// The state of reading one citation. Spans are relative to `raw` until the end.
pub(super) struct Reader<'t> {
    pub(super) raw: &'t str,
    /// Where positional reading ends.
    limit: usize,
    /// What fields, cues and anchors have taken, unsorted.
    pub(super) covered: Vec<Span>,
    pub(super) links: Vec<Span>,
    pub(super) dates: Vec<(Date, Span)>,
    quotes: Vec<Quoted>,
    /// Addresses, identifiers and the access note: nothing else is read there. Sorted once.
    anchors: Vec<Span>,
    citation: Citation,
    locator: Option<Locator>,
    pages: Vec<Pages>,
    words: Vec<Words>,
    brackets: u32,
    /// A volume, an issue or a label of one was read in the body.
    serial: bool,
    /// "In", "içinde", "//" stood before the container.
    contained: bool,
    /// The kind that a word of the entry names.
    told: Option<Kind>,
    /// A quoted span is the title.
    quoted_title: bool,
    /// Words before it stand for the author: it begins with the title.
    named_before: bool,
}

/// Reads the text at `span` as one full citation.
pub(crate) fn citation(text: &str, span: Span) -> Found {
    let raw = span.of(text);
    let found_links = link::links(raw);
    let quotes = title::quoted(raw, &link::spans(&found_links));
    citation_with(text, span, found_links, quotes)
}

/// As [`citation`], behind words that stand for the author.
pub(crate) fn citation_of_same(text: &str, span: Span) -> Found {
    let raw = span.of(text);
    let found_links = link::links(raw);
    let quotes = title::quoted(raw, &link::spans(&found_links));
    read(text, span, found_links, quotes, true)
}

/// As [`citation`], where the addresses and the quotations of the text at `span` are known.
pub(crate) fn citation_with(
    text: &str,
    span: Span,
    found_links: Vec<link::Found>,
    quotes: Vec<Quoted>,
) -> Found {
    read(text, span, found_links, quotes, false)
}

fn read(
    text: &str,
    span: Span,
    found_links: Vec<link::Found>,
    quotes: Vec<Quoted>,
    named_before: bool,
) -> Found {
    let raw = span.of(text);
    let links = link::spans(&found_links);
    let mut masks = links.clone();
    masks.extend(quotes.iter().map(|quote| quote.outer));
    masks.extend(link::doi(raw));
    masks.extend(identifier::masks(raw));
    masks.sort_unstable();
    let limit = text::floor(raw, MOST_READ);
    let mut reader = Reader {
        raw,
        limit,
        covered: Vec::new(),
        dates: date::dates(raw, &masks),
        links,
        quotes,
        anchors: Vec::new(),
        citation: Citation::default(),
        locator: None,
        pages: Vec::new(),
        words: Vec::new(),
        brackets: 0,
        serial: false,
        contained: false,
        told: None,
        quoted_title: false,
        named_before,
    };
    reader.anchors(found_links);
    let bare = reader.is_bare();
    if bare {
        reader.citation.kind = if reader.citation.link.is_some() { Kind::Web } else { Kind::Unknown };
    } else {
        reader.fields();
    }
    let unparsed = reader.unparsed().into_iter().map(|piece| piece.shifted(span.start())).collect();
    let locator = reader.locator.map(|found| Locator { span: found.span.shifted(span.start()), ..found });
    let mut citation = reader.citation;
    shift(&mut citation, text, span.start());
    Found { citation, locator, unparsed, bare }
}

/// Whether a text begins like a law or a judgment, whatever else it holds.
pub(crate) fn is_legal(raw: &str) -> bool {
    judgment::begins_with_court(raw) || judgment::names_parties(raw)
}

/// Whether a text holds the number of a preprint, which dates and names it like a year does.
pub(crate) fn names_a_preprint(raw: &str) -> bool {
    anchors::old_preprint(raw).is_some()
}

/// Whether a text begins with what people did for a work: "Hrsg.)", "eds.)".
pub(crate) fn is_role(raw: &str) -> bool {
    cues::cues(&text::folded(&cues::first_words(raw))).role.is_some()
}

/// Moves all spans of a citation to the text it was taken from, and keeps words apart that differ from it.
fn shift(citation: &mut Citation, text: &str, by: usize) {
    for name in
        [&mut citation.authors, &mut citation.editors, &mut citation.translators].into_iter().flatten()
    {
        name.span = name.span.shifted(by);
        name.value.family = name.value.family.shifted(by);
        name.value.given = name.value.given.map(|given| given.shifted(by));
    }
    for field in citation.texts_mut().into_iter().flatten() {
        field.span = field.span.shifted(by);
        field.value = Text::at(text, field.span);
    }
    for field in [&mut citation.issued, &mut citation.accessed, &mut citation.event].into_iter().flatten() {
        field.span = field.span.shifted(by);
    }
    for field in [&mut citation.link, &mut citation.archive].into_iter().flatten() {
        field.span = field.span.shifted(by);
    }
    citation.idem = citation.idem.map(|idem| idem.shifted(by));
    citation.access_label = citation.access_label.map(|(span, tag)| (span.shifted(by), tag));
}

impl Reader<'_> {
    /// Reads what is no anchor.
    fn fields(&mut self) {
        let start = self.behind_signals();
        if !self.legal(start) {
            let body = self.front(start);
            self.body(body, self.limit, 0);
            self.date_of_issue();
        }
        self.settle_words();
        self.settle_kind();
        self.settle_pages();
    }

    /// Whether nothing is left but punctuation.
    fn is_bare(&self) -> bool {
        (self.citation.link.is_some() || self.citation.doi.is_some()) && self.unparsed().is_empty()
    }

    /// Marks a stretch as understood.
    fn cover(&mut self, span: Span) {
        if !span.is_empty() {
            self.covered.push(span);
        }
    }

    /// The words of a span as a field, without punctuation at its edges; `None` if there are none.
    fn field(&mut self, span: Span, sure: Sure) -> Option<Field<Text>> {
        let span = self.trimmed(span);
        if !span.of(self.raw).contains(char::is_alphanumeric) {
            return None;
        }
        self.cover(span);
        Some(Field::new(Text::default(), span, sure))
    }

    /// A span without blanks and punctuation at its edges.
    fn trimmed(&self, span: Span) -> Span {
        let raw = span.of(self.raw);
        let edge = |c: char| {
            c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '–' | '—' | '*' | '_' | '/' | '-')
        };
        let kept = raw.trim_end_matches(edge);
        let lead = raw.len() - raw.trim_start_matches(edge).len();
        let mut end = span.start() + kept.len().max(lead);
        // The stop of a short form is its own: "J. Tidal Phys.", "M.".
        let stopped = self.raw.get(end..).is_some_and(|rest| rest.starts_with('.'));
        let said = self.raw.get(span.start() + lead..end).unwrap_or_default();
        let abbreviated = said.contains('.');
        let marked = self.raw.get(end + 1..).is_some_and(|rest| rest.starts_with([',', ':', ';']));
        let letters = pieces::last_word(self.raw, end);
        if stopped
            && (marked
                && letters.starts_with(char::is_uppercase)
                && (letters.chars().count() <= 6 || abbreviated && letters.chars().count() <= 10)
                || abbreviated
                    && said.contains(' ')
                    && !said.ends_with(|c: char| c.is_ascii_digit())
                    && pieces::last_word(self.raw, end).chars().count() <= 8
                || !said.contains(' ') && !pieces::ends_field(self.raw, end))
        {
            end += 1;
        }
        Span::new(span.start() + lead, end)
    }

    fn names_fields(&mut self, names: &[Field<Name>]) -> Vec<Field<Name>> {
        for name in names {
            self.cover(name.span);
        }
        names.to_vec()
    }

    /// The date that begins at a place, and where it ends.
    fn date_at(&self, at: usize) -> Option<(usize, Span)> {
        let index = self.dates.partition_point(|(_, span)| span.end() <= at);
        let (_, span) = self.dates.get(index)?;
        (span.start() <= at).then_some((index, *span))
    }

    /// The anchor that covers a place.
    fn anchor_at(&self, at: usize) -> Option<Span> {
        let index = self.anchors.partition_point(|span| span.end() <= at);
        self.anchors.get(index).copied().filter(|span| span.start() <= at)
    }

    /// Where the next anchor behind a place begins.
    fn next_anchor(&self, at: usize) -> usize {
        let index = self.anchors.partition_point(|span| span.end() <= at);
        self.anchors.get(index).map_or(self.limit, |span| span.start()).min(self.limit).max(at)
    }

    /// The quotation that begins at a place.
    fn quote_at(&self, at: usize) -> Option<Quoted> {
        let index = self.quotes.partition_point(|quote| quote.outer.start() < at);
        self.quotes.get(index).copied().filter(|quote| quote.outer.start() == at)
    }

    /// Folded text from a place, enough for any cue.
    fn window(&self, at: usize) -> text::Folded {
        let end = text::floor(self.raw, self.limit.min(at + 72));
        text::fold(self.raw.get(at..end).unwrap_or_default())
    }

    /// Stretches that no field covers, without connecting words and punctuation.
    fn unparsed(&self) -> Vec<Span> {
        let mut covered: Vec<Span> = self.covered.iter().chain(&self.anchors).copied().collect();
        covered.sort_unstable();
        let mut open = Vec::new();
        let mut from = 0;
        for span in covered.iter().copied().chain(std::iter::once(Span::at(self.raw.len()))) {
            if span.start() > from {
                open.push(Span::new(from, span.start()));
            }
            from = from.max(span.end());
        }
        open.into_iter().filter_map(|span| self.worth_telling(span)).collect()
    }

    fn worth_telling(&self, span: Span) -> Option<Span> {
        let raw = span.of(self.raw);
        let lead = raw.len() - raw.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let kept = raw.trim_end_matches(|c: char| !c.is_alphanumeric());
        let words = raw.get(lead..kept.len())?;
        let connecting = [
            "in",
            "from",
            "on",
            "at",
            "url",
            "de",
            "adresinden",
            "doi",
            "г",
            "von",
            "le",
            "and",
            "ve",
            "und",
            "et",
            "и",
            "am",
            "to",
            "of",
            "du",
            "vom",
            "от",
        ];
        let small = connecting.contains(&text::folded(words).as_str());
        (!words.is_empty() && !small).then(|| Span::new(span.start() + lead, span.start() + kept.len()))
    }
}
