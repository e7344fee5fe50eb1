//! Full citations: the fields of an entry that gives its source itself.
//!
//! What is sure is taken first (address, DOI, access label with its date, quoted title) and masked; what is left is read
//! by the order of its style: names before a title, a container behind it. Only a label or syntax makes a field certain;
//! what no field covers is handed back as unparsed.

use super::title::Quoted;
use super::{date, link, locator, title};
use crate::lang::index::{DateLabel, index};
use crate::model::{Citation, Date, Field, Kind, Link, Locator, Reading, Sure, Text};
use crate::span::Span;
use crate::text;

/// No word for "no date" is longer, in bytes.
const LONGEST_UNDATED: usize = 24;

/// A full citation that was read.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) citation: Citation,
    pub(crate) locator: Option<Locator>,
    pub(crate) unparsed: Vec<Span>,
    /// Nothing but an address or an identifier, and the day it was read.
    pub(crate) bare: bool,
}

/// The state of reading one citation. Spans are relative to `raw` until the end.
pub(super) struct Reader<'t> {
    pub(super) raw: &'t str,
    /// Sure anchors and what fields have taken, unsorted.
    pub(super) covered: Vec<Span>,
    pub(super) links: Vec<Span>,
    pub(super) dates: Vec<(Date, Span)>,
    pub(super) quotes: Vec<Quoted>,
}

/// Reads the text at `span` as one full citation.
pub(crate) fn citation(text: &str, span: Span) -> Found {
    let raw = span.of(text);
    let found_links = link::links(raw);
    let links: Vec<Span> = found_links.iter().map(|found| found.span).collect();
    let quotes = title::quoted(raw, &links);
    let quoted: Vec<Span> = quotes.iter().map(|quote| quote.outer).collect();
    let mut masks = links.clone();
    masks.extend(&quoted);
    masks.sort_unstable();
    if let Some(doi) = link::doi(raw) {
        masks.push(doi);
        masks.sort_unstable();
    }
    let mut reader = Reader { raw, covered: Vec::new(), dates: date::dates(raw, &masks), links, quotes };
    let link = reader.link(found_links);
    let doi = reader.doi();
    let (accessed, access_label) = reader.accessed();
    let mut citation = Citation { link, doi, accessed, access_label, ..Citation::default() };
    let bare = reader.is_bare(&citation);
    citation.issued = reader.issued();
    let locator = reader.locator();
    if !bare {
        reader.names_and_titles(&mut citation);
    }
    citation.kind = reader.kind(&citation);
    // The pages of an article are its extent, not a place that is pointed at.
    let is_extent = matches!(citation.kind, Kind::Article | Kind::Chapter)
        && locator.is_some_and(|found| found.span.of(raw).contains(['-', '–', '—']));
    let locator = locator.filter(|_| !is_extent);
    let unparsed = reader.unparsed().into_iter().map(|piece| piece.shifted(span.start())).collect();
    let locator = locator.map(|found| Locator { span: found.span.shifted(span.start()), ..found });
    shift(&mut citation, text, span.start());
    Found { citation, locator, unparsed, bare }
}

/// Moves all spans of a citation to the text it was taken from, and keeps words apart that differ from it.
fn shift(citation: &mut Citation, text: &str, by: usize) {
    for author in &mut citation.authors {
        author.span = author.span.shifted(by);
        author.value.family = author.value.family.shifted(by);
        author.value.given = author.value.given.map(|given| given.shifted(by));
    }
    for field in [&mut citation.title, &mut citation.container, &mut citation.doi].into_iter().flatten() {
        field.span = field.span.shifted(by);
        field.value = Text::at(text, field.span);
    }
    for field in [&mut citation.issued, &mut citation.accessed].into_iter().flatten() {
        field.span = field.span.shifted(by);
    }
    if let Some(field) = &mut citation.link {
        field.span = field.span.shifted(by);
    }
    citation.access_label = citation.access_label.map(|(span, tag)| (span.shifted(by), tag));
}

impl Reader<'_> {
    /// The first address; the others (an archived copy, the same one as link text) are covered too.
    fn link(&mut self, found: Vec<link::Found>) -> Option<Field<Link>> {
        self.covered.extend(self.links.iter());
        found.into_iter().next().map(|found| Field::new(found.link, found.span, Sure::Certain))
    }

    fn doi(&mut self) -> Option<Field<Text>> {
        let span = link::doi(self.raw)?;
        let before = self.raw.get(..span.start())?;
        let prefix = before.len() - before.trim_end_matches([' ', ':']).len();
        let word = before.trim_end_matches([' ', ':']);
        let named =
            word.get(word.len().saturating_sub(3)..).is_some_and(|word| word.eq_ignore_ascii_case("doi"));
        let start = if named { span.start() - prefix - 3 } else { span.start() };
        self.covered.push(Span::new(start, span.end()));
        Some(Field::new(Text::default(), span, Sure::Certain))
    }

    /// Whether nothing is left but punctuation.
    fn is_bare(&self, citation: &Citation) -> bool {
        (citation.link.is_some() || citation.doi.is_some()) && self.unparsed().is_empty()
    }

    /// The day or year of publication: the first date that no label claims.
    fn issued(&mut self) -> Option<Field<Date>> {
        let claimed = |span: Span| {
            self.label_before(span)
                .is_some_and(|(label, _, kind)| kind == DateLabel::Other && is_update(label.of(self.raw)))
        };
        let full = |date: &Date, span: Span| match date.reading {
            Reading::Part(_) => false,
            // "Doc. 14/32/2021" is a number, not a day.
            Reading::Impossible { .. } => !span.of(self.raw).contains(['/', '-', '‑']),
            _ => true,
        };
        let bracketed = |span: Span| {
            self.raw.get(..span.start()).is_some_and(|before| before.trim_end().ends_with(['(', ',', ':']))
                && self.raw.get(span.end()..).is_some_and(|after| after.starts_with(')'))
        };
        let year = |date: &Date| matches!(date.reading, Reading::Part(_));
        let at = self
            .dates
            .iter()
            .position(|(date, span)| full(date, *span) && !claimed(*span))
            // A year in a title is no date of issue: the one in brackets is, else the last.
            .or_else(|| self.dates.iter().rposition(|(date, span)| year(date) && bracketed(*span)))
            .or_else(|| self.dates.iter().rposition(|(date, span)| year(date) && !claimed(*span)));
        let Some(at) = at else { return self.undated() };
        let (date, span) = self.dates.get(at).copied()?;
        self.covered.push(span);
        Some(Field::new(date, span, Sure::Likely))
    }

    /// "n.d.", "t.y.", "o. J." between commas: the entry says that there is no date.
    fn undated(&mut self) -> Option<Field<Date>> {
        let mut at = 0;
        for piece in self.raw.split(',') {
            let start = at + piece.len() - piece.trim_start().len();
            at += piece.len() + 1;
            let words = piece.trim();
            if words.is_empty() || words.len() > LONGEST_UNDATED || !words.contains('.') {
                continue;
            }
            let folded = text::folded(words);
            if index().undated(&folded).is_some_and(|length| length == folded.len()) {
                let span = Span::new(start, start + words.len());
                self.covered.push(span);
                let date = Date { reading: Reading::Undated, order: None, weekday: None };
                return Some(Field::new(date, span, Sure::Certain));
            }
        }
        None
    }

    /// A page behind the last comma: ", s. 12", ", 54" where no address stands.
    fn locator(&mut self) -> Option<Locator> {
        let trimmed = self.raw.trim_end_matches(['.', ' ', '\n', '\r', ')']);
        let comma = trimmed.rfind([',', ':'])?;
        let start = comma + 1;
        let piece = trimmed.get(start..)?;
        let lead = piece.len() - piece.trim_start().len();
        let span = Span::new(start + lead, trimmed.len());
        if piece.len() > 48 || self.covered.iter().any(|taken| taken.overlaps(span)) {
            return None;
        }
        let folded = text::fold(span.of(self.raw));
        let bare = self.links.is_empty() && trimmed.get(comma..)?.starts_with(',');
        let (kind, length) = locator::locator(&folded.text, bare)?;
        if length < folded.text.trim_end_matches('.').len() {
            return None;
        }
        self.covered.push(span);
        Some(Locator { kind, span })
    }

    fn kind(&self, citation: &Citation) -> Kind {
        let folded_behind = |from: usize| {
            let mut end = self.raw.len().min(from + 160);
            while !self.raw.is_char_boundary(end) {
                end -= 1;
            }
            text::folded(self.raw.get(from..end).unwrap_or_default())
        };
        let behind = citation.title.as_ref().map_or(0, |title| title.span.end());
        let tail = folded_behind(behind);
        let has = |words: &[&str]| words.iter().any(|word| tail.contains(word));
        let web = citation.link.is_some();
        if has(&[
            "doktora tezi",
            "yüksek lisans tezi",
            "phd thesis",
            "phd diss",
            "dissertation",
            "дис. ",
            "thèse",
        ]) {
            Kind::Thesis
        } else if has(&["report no", "working paper", "rapor no", "policy brief"]) {
            Kind::Report
        } else if has(&[", no. ", " vol. ", "cilt ", ", sayı", ", h. ", " № ", "т. ", "jg. "]) && !web
            || has(&["dergisi", "journal of", "review of", "zeitschrift", "revue "])
            || self.has_volume(behind)
            || (citation.doi.is_some() && citation.title.is_some())
        {
            Kind::Article
        } else if self.has_publisher(citation) {
            let quoted = citation.title.as_ref().is_some_and(|title| title.sure == Sure::Certain);
            if quoted { Kind::Chapter } else { Kind::Book }
        } else if citation.title.as_ref().is_some_and(|title| title.sure == Sure::Certain)
            && citation.container.is_some()
        {
            Kind::News
        } else if web {
            Kind::Web
        } else {
            Kind::Unknown
        }
    }

    /// "14/2 (", "12, no. 4 (2020): 233".
    fn has_volume(&self, from: usize) -> bool {
        // "Brook v Eastern Docks Ltd [2016] EWHC 871 (Ch)" is a judgment.
        if self.raw.contains(" v ") || self.raw.contains(" v. ") {
            return false;
        }
        let rest = self.raw.get(from..).unwrap_or_default();
        rest.find('(').and_then(|open| rest.get(..open)).is_some_and(|before| {
            let number = before.trim_end().rsplit(' ').next().unwrap_or_default();
            !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '–'))
        })
    }

    /// "(Leiden: Quay Press, 2017)".
    fn has_publisher(&self, citation: &Citation) -> bool {
        let Some(issued) = &citation.issued else { return false };
        let year_only = matches!(issued.value.reading, Reading::Part(_));
        let before = self.raw.get(..issued.span.start()).unwrap_or_default();
        let open = before.rfind('(');
        let inside = open.and_then(|open| before.get(open + 1..)).unwrap_or_default();
        let in_parenthesis = inside.contains(',') && !inside.contains(')');
        year_only && (in_parenthesis || self.links.is_empty() && !citation.authors.is_empty())
    }

    /// Stretches that no field covers, without connecting words and punctuation.
    fn unparsed(&self) -> Vec<Span> {
        let mut covered = self.covered.clone();
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
        let connecting = ["in", "from", "on", "at", "url", "de", "adresinden", "doi", "г", "von", "le"];
        let small = connecting.contains(&text::folded(words).as_str());
        (!words.is_empty() && !small).then(|| Span::new(span.start() + lead, span.start() + kept.len()))
    }
}

/// "Updated", "Stand": a later version, not the publication.
fn is_update(label: &str) -> bool {
    !["publ", "yay", "post", "опубл", "дата публ", "erschien", "veröff", "mis en ligne", "issued"]
        .iter()
        .any(|start| text::folded(label).contains(&text::folded(start)))
}
