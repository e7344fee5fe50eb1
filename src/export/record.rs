//! A source with its fields as words: what every format starts from.

use std::borrow::Cow;

use chrono::Datelike;

use super::Scope;
use super::key::Keys;
use crate::model::{
    Citation, CiteId, CiteKind, Date, Field, Kind, Label, Link, Name, NameOrder, Partial, Reading, Text,
};
use crate::report::Report;
use crate::text;

/// A source, ready to be written.
pub(super) struct Record<'r> {
    /// Told from all others of the report: lower-case ASCII letters, digits and hyphens.
    pub(super) key: String,
    pub(super) kind: Kind,
    pub(super) authors: Vec<Person>,
    pub(super) editors: Vec<Person>,
    pub(super) translators: Vec<Person>,
    pub(super) title: Option<Cow<'r, str>>,
    pub(super) container: Option<Cow<'r, str>>,
    pub(super) series: Option<Cow<'r, str>>,
    pub(super) edition: Option<Cow<'r, str>>,
    pub(super) publisher: Option<Cow<'r, str>>,
    pub(super) place: Option<Cow<'r, str>>,
    pub(super) volume: Option<Cow<'r, str>>,
    pub(super) issue: Option<Cow<'r, str>>,
    pub(super) pages: Option<Cow<'r, str>>,
    pub(super) genre: Option<Cow<'r, str>>,
    pub(super) number: Option<Cow<'r, str>>,
    pub(super) court: Option<Cow<'r, str>>,
    pub(super) reporter: Option<Cow<'r, str>>,
    pub(super) issued: Option<When>,
    pub(super) accessed: Option<When>,
    pub(super) event: Option<When>,
    pub(super) address: Option<Cow<'r, str>>,
    pub(super) host: Option<&'r str>,
    pub(super) archive: Option<Cow<'r, str>>,
    pub(super) archive_host: Option<&'r str>,
    pub(super) doi: Option<Cow<'r, str>>,
    pub(super) isbn: Option<Cow<'r, str>>,
    pub(super) issn: Option<Cow<'r, str>>,
    /// The notes that cite it.
    pub(super) notes: Vec<Label>,
}

/// A name in its parts.
pub(super) enum Person {
    /// An organisation, or a name that is not divided.
    Whole(String),
    /// "Ludwig van der Berg": given "Ludwig", particle "van der", family "Berg".
    Parts { particle: Option<String>, family: String, given: String },
}

/// A date that may leave the report.
pub(super) enum When {
    /// One day, month or year, or the two ends of an interval.
    Sure(Partial, Option<Partial>),
    /// As typed: it is no date, or it could be several.
    Typed(String),
}

/// The records of a report in order.
pub(super) fn records(report: &Report, scope: Scope) -> Vec<Record<'_>> {
    let mut keys = Keys::default();
    let mut record = |cite: CiteId, notes: Vec<Label>| {
        let CiteKind::Full(citation) = &report.cites.get(cite.index())?.kind else { return None };
        let mut record = Record::new(report, citation, notes);
        record.key = keys.key(&record);
        Some(record)
    };
    let label = |cite: CiteId| report.label(report.cites.get(cite.index())?.note);
    match scope {
        Scope::Sources => {
            let of = |cites: &[CiteId]| {
                let mut notes: Vec<Label> = cites.iter().filter_map(|cite| label(*cite)).collect();
                notes.dedup();
                notes
            };
            report.sources.iter().filter_map(|source| record(source.first, of(&source.cites))).collect()
        }
        Scope::Notes => (0..report.cites.len())
            .map(CiteId::new)
            .filter_map(|cite| record(cite, label(cite).into_iter().collect()))
            .collect(),
    }
}

impl<'r> Record<'r> {
    fn new(report: &'r Report, citation: &'r Citation, notes: Vec<Label>) -> Record<'r> {
        let draft = report.text();
        let words = |field: &'r Option<Field<Text>>| {
            let words = clean(field.as_ref()?.words(draft));
            (!words.is_empty()).then_some(words)
        };
        let people = |names: &'r [Field<Name>]| {
            names.iter().filter_map(|name| Person::new(&name.value, draft)).collect::<Vec<_>>()
        };
        let when = |field: &'r Option<Field<Date>>| {
            let field = field.as_ref()?;
            When::new(&field.value, field.span.of(draft))
        };
        let address = |link: &'r Option<Field<Link>>| {
            link.as_ref().map(|link| without_credentials(clean(link.address(draft))))
        };
        let host = |link: &'r Option<Field<Link>>| link.as_ref()?.value.host.as_deref();
        Record {
            key: String::new(),
            kind: citation.kind,
            authors: people(&citation.authors),
            editors: people(&citation.editors),
            translators: people(&citation.translators),
            title: words(&citation.title),
            container: words(&citation.container),
            series: words(&citation.series),
            edition: words(&citation.edition),
            publisher: words(&citation.publisher),
            place: words(&citation.place),
            volume: words(&citation.volume),
            issue: words(&citation.issue),
            pages: words(&citation.pages),
            genre: words(&citation.genre),
            number: words(&citation.number),
            court: words(&citation.court),
            reporter: words(&citation.reporter),
            issued: when(&citation.issued),
            accessed: when(&citation.accessed),
            event: when(&citation.event),
            address: address(&citation.link),
            host: host(&citation.link),
            archive: address(&citation.archive),
            archive_host: host(&citation.archive),
            doi: words(&citation.doi),
            isbn: words(&citation.isbn),
            issn: words(&citation.issn),
            notes,
        }
    }

    /// First page and last page; the whole field where it is no plain range ("12–14, 20").
    pub(super) fn extent(&self) -> Option<(&str, Option<&str>)> {
        let pages = self.pages.as_deref()?;
        let is_dash = |c: char| matches!(c, '-' | '‐' | '‑' | '–' | '—' | '−');
        let whole = Some((pages, None));
        // A dash longer than a hyphen parts first and last page, whatever hyphens stand inside ("S-12–S-20").
        let long = ['–', '—', '−'];
        let Some((first, last)) = pages.split_once(long).or_else(|| pages.split_once(is_dash)) else {
            return whole;
        };
        let (first, last) = (first.trim_end(), last.trim_start_matches(is_dash).trim_start());
        let numeric = |page: &str| page.chars().all(|c| c.is_ascii_digit());
        let roman = |page: &str| page.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
        let one = |page: &str| !page.is_empty() && !page.contains([',', ';', '–', '—', '−']);
        let range =
            pages.contains(long) || (numeric(first) && numeric(last)) || (roman(first) && roman(last));
        if range && one(first) && one(last) { Some((first, Some(last))) } else { whole }
    }
}

impl Person {
    fn new(name: &Name, draft: &str) -> Option<Person> {
        let family = text::squeeze(&clean(name.family.of(draft)));
        if family.is_empty() {
            return None;
        }
        let given = name.given.map(|given| text::squeeze(&clean(given.of(draft)))).filter(|g| !g.is_empty());
        let (Some(given), true) = (given, name.order != NameOrder::Literal) else {
            return Some(Person::Whole(family));
        };
        // The last word is never a particle: "bell hooks" has none.
        let words: Vec<&str> = family.split(' ').collect();
        let small = |word: &&&str| word.chars().next().is_some_and(char::is_lowercase);
        let particles = words.iter().take(words.len() - 1).take_while(small).count();
        let (particle, family) = words.split_at(particles);
        let particle = (!particle.is_empty()).then(|| particle.join(" "));
        Some(Person::Parts { particle, family: family.join(" "), given })
    }

    /// "van der Berg, Ludwig"; an organisation as it is.
    pub(super) fn inverted(&self) -> String {
        match self {
            Person::Whole(name) => name.clone(),
            Person::Parts { particle: None, family, given } => format!("{family}, {given}"),
            Person::Parts { particle: Some(particle), family, given } => {
                format!("{particle} {family}, {given}")
            }
        }
    }
}

impl When {
    fn new(date: &Date, raw: &str) -> Option<When> {
        match date.reading {
            Reading::Day(day) => {
                let part = |number: u32| u8::try_from(number).ok();
                Some(When::Sure(
                    Partial { year: day.year(), month: part(day.month()), day: part(day.day()) },
                    None,
                ))
            }
            Reading::Part(part) => Some(When::Sure(part, None)),
            Reading::Interval(from, to) => Some(When::Sure(from, Some(to))),
            Reading::Undated => None,
            Reading::Ambiguous { .. }
            | Reading::Impossible { .. }
            | Reading::TwoDigitYear { .. }
            | Reading::OtherCalendar
            | Reading::Unreadable => Some(When::Typed(text::squeeze(&clean(raw)))),
        }
    }

    /// ISO 8601, with a slash between the ends of an interval (EDTF).
    pub(super) fn iso(&self) -> Option<String> {
        match self {
            When::Sure(from, None) => Some(from.to_string()),
            When::Sure(from, Some(to)) => Some(format!("{from}/{to}")),
            When::Typed(_) => None,
        }
    }

    /// The year it is, or begins in.
    pub(super) fn year(&self) -> Option<i32> {
        match self {
            When::Sure(from, _) => Some(from.year),
            When::Typed(_) => None,
        }
    }
}

/// Words of one line: what nobody sees is dropped, what breaks a line is a blank.
fn clean(words: &str) -> Cow<'_, str> {
    let unseen = |c: char| matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}');
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let words = words.trim();
    if !words.contains(|c: char| unseen(c) || breaks(c)) {
        return Cow::Borrowed(words);
    }
    let seen = words.chars().filter(|c| !unseen(*c));
    let line: String = seen.map(|c| if breaks(c) { ' ' } else { c }).collect();
    Cow::Owned(text::squeeze(&line))
}

/// An address without the name and the password of a user: a bibliography is passed on.
fn without_credentials(address: Cow<'_, str>) -> Cow<'_, str> {
    let bare = address.split_once("://").and_then(|(scheme, rest)| {
        let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let at = rest.get(..host_end)?.rfind('@')?;
        Some(format!("{scheme}://{}", rest.get(at + 1..)?))
    });
    bare.map_or(address, Cow::Owned)
}
