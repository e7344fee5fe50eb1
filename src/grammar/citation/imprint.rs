//! What the words of the body are: the container, the publisher, the place, a series.
//!
//! What stands behind "in", "//" or a quoted title holds the work; a place stands before a colon or is a known town; what
//! is left brought the work out.

use super::{Reader, Words};
use crate::grammar::name;
use crate::known;
use crate::model::{Field, Kind, Reading, Sure, Text};
use crate::span::Span;

/// Words of the body that make it the proceedings of a meeting.
const MEETINGS: &[&str] = &[
    "actas del",
    "actes de",
    "actes du",
    "advances in neural information",
    "atti del",
    "bildiri",
    "colloquium",
    "conf.",
    "conference",
    "conférence",
    "congress",
    "konferans",
    "kongresi",
    "lecture notes in",
    "lncs",
    "papers from the",
    "proc.",
    "proceedings",
    "sempozyumu",
    "symposium",
    "tagungsband",
    "workshop",
    "конференц",
];

/// Servers of preprints, which stand where a journal does.
pub(super) const PREPRINTS: &[&str] = &["CoRR", "PsyArXiv", "SSRN", "SocArXiv", "bioRxiv", "medRxiv"];

/// Series that stand before their volume.
const SERIES: &[&str] = &[
    "CCIS",
    "CEUR Workshop Proceedings",
    "LIPIcs",
    "LNAI",
    "LNCS",
    "Lecture Notes in Artificial Intelligence",
    "Lecture Notes in Computer Science",
];

/// Words in the names of other series.
pub(super) const SERIES_WORDS: &[&str] = &["Monographs", "Series", "Studies in", "Texts in", "Tracts in"];

/// How the series of think tanks begin.
const NUMBERED_SERIES: &[&str] = &["Notes de l", "Notes d’", "Policy Papers", "Études de l"];

impl Reader<'_> {
    /// Gives the words of the body their fields.
    pub(super) fn settle_words(&mut self) {
        let mut words = std::mem::take(&mut self.words);
        self.take_series(&mut words);
        self.take_container(&mut words);
        self.take_imprint(words);
        self.take_university();
    }

    /// "LNCS, vol. 11934"; "(SWP-Studie 12/2021)"; "Studies in Overland Trade. Edinburgh: …".
    fn take_series(&mut self, words: &mut Vec<Words>) {
        let found = words.iter().position(|words| {
            let said = words.span.of(self.raw);
            SERIES.contains(&said)
                || NUMBERED_SERIES.iter().any(|start| said.starts_with(start))
                || said.starts_with("Studies in ") && !self.quoted_title && words.after == '.'
                || words.bracket > 0 && self.numbered_series(words)
                || self.counts_behind(words)
        });
        let Some(at) = found else { return };
        let words = words.remove(at);
        if words.bracket > 0
            && let Some(pages) = self.pages.iter().position(|pages| pages.whole.start() >= words.span.end())
        {
            let pages = self.pages.remove(pages);
            let tail = self.raw.get(pages.value.end()..).unwrap_or_default();
            let more = tail
                .strip_prefix('/')
                .map_or(0, |rest| 1 + rest.bytes().take_while(u8::is_ascii_digit).count());
            self.citation.number =
                self.field(Span::new(pages.value.start(), pages.value.end() + more), Sure::Likely);
        }
        self.citation.series = self.field(words.span, Sure::Likely);
        let told = NUMBERED_SERIES.iter().any(|start| words.span.of(self.raw).starts_with(start));
        let volume = self.citation.volume.is_some();
        if words.bracket > 0 && !volume || told {
            self.tell(Kind::Report);
        }
    }

    /// "Graduate Studies in Mathematics, vol. 41", "(Lund Studies in Geography, Vol. 54)": a volume stands behind the name of a
    /// series, and the title before it is not quoted.
    fn counts_behind(&self, words: &Words) -> bool {
        let said = words.span.of(self.raw);
        let named = words.bracket > 0 || SERIES_WORDS.iter().any(|word| said.contains(word));
        let volume = self.citation.volume.as_ref().map(|volume| volume.span.start());
        let gap = volume.and_then(|volume| self.raw.get(words.span.end()..volume)).unwrap_or("too far away");
        named && !self.quoted_title && !words.holds && gap.len() <= 8 && gap.starts_with(", ")
    }

    /// Words in a bracket with nothing behind them but their number.
    fn numbered_series(&self, words: &Words) -> bool {
        let said = words.span.of(self.raw).to_lowercase();
        let names = [
            "studie", "papier", "paper", "papers", "brief", "report", "reports", "series", "rapport",
            "analiz", "heft", "study",
        ];
        names.iter().any(|name| said.ends_with(name))
    }

    fn take_container(&mut self, words: &mut Vec<Words>) {
        let held = words
            .iter()
            .position(|words| words.holds)
            .or_else(|| words.iter().position(|words| words.quoted));
        let found = held.or_else(|| {
            let outside = words.iter().position(|words| words.bracket == 0);
            // "“Roads Wait” (Harbour Daily, https://…)": all in one bracket.
            let at = outside.or_else(|| (self.quoted_title && self.citation.link.is_some()).then_some(0))?;
            let words = words.get(at)?;
            self.may_hold(words, words.span.of(self.raw)).then_some(at)
        });
        let Some(at) = found else { return };
        let taken = words.remove(at);
        self.citation.container = self.field(taken.span, Sure::Likely);
    }

    /// Whether words that no "in" announces hold the work.
    fn may_hold(&self, words: &Words, said: &str) -> bool {
        if self.citation.title.is_none() && !self.serial {
            return false;
        }
        let published = match self.told {
            Some(Kind::Dataset) => true,
            Some(Kind::Report) => {
                self.citation.series.is_some() || !self.contained && self.citation.link.is_none()
            }
            _ => false,
        };
        if published {
            return false;
        }
        if PREPRINTS.binary_search(&said).is_ok() {
            return true;
        }
        let unlinked = self.citation.link.is_none() && self.citation.doi.is_none() && !self.quoted_title;
        let outlet = known::outlet(said).is_some() && !(unlinked && name::is_publisher(said));
        if self.serial || outlet || self.is_meeting(said) {
            return !(name::is_place(said) && words.after == ':');
        }
        if name::is_place(said)
            || matches!(self.told, Some(Kind::Thesis | Kind::Report))
            || words.after == ':'
                && self.raw.get(words.span.end()..).is_some_and(|rest| !rest.starts_with("://"))
        {
            return false;
        }
        let imprint = name::is_publisher(said);
        let linked = self.citation.link.is_some() || self.citation.doi.is_some();
        let dated = self.full_date();
        if self.quoted_title || matches!(self.told, Some(Kind::Interview | Kind::Video)) {
            return !imprint
                && (linked
                    || dated
                    || !self.citation.editors.is_empty()
                    || self.has_range()
                    || self.citation.accessed.is_some())
                || !self.citation.editors.is_empty();
        }
        !imprint && linked && !self.raw.get(words.span.end()..).is_some_and(|rest| rest.starts_with(" ("))
    }

    fn has_range(&self) -> bool {
        self.pages.iter().any(|pages| super::pieces::is_range(pages.value.of(self.raw)))
    }

    pub(super) fn full_date(&self) -> bool {
        self.citation.issued.as_ref().is_some_and(|issued| {
            !matches!(issued.value.reading, Reading::Part(part) if part.month.is_none())
                && !matches!(issued.value.reading, Reading::Undated | Reading::Interval(..))
        })
    }

    pub(super) fn is_meeting(&self, said: &str) -> bool {
        let lower = said.to_lowercase();
        MEETINGS.iter().any(|word| lower.contains(word))
    }

    /// Place and publisher out of what is left: "Leiden: Quay Press", "Rıhtım Yayınları, Ankara", "Gallimard".
    fn take_imprint(&mut self, words: Vec<Words>) {
        let mut rest: Vec<Words> = words;
        // Words in a bracket belong together; those outside come after them.
        let colon = rest.iter().position(|words| words.after == ':' && words.span.len() <= 60);
        if let Some(at) = colon
            && let Some(publisher) = rest
                .get(at + 1)
                .filter(|next| rest.get(at).is_some_and(|place| place.bracket == next.bracket))
                .copied()
            && let Some(place) = rest.get(at).copied()
        {
            let mut from = at;
            // "Durham, NC: …", "М. ; СПб. : …": a place of several pieces.
            while from > 0
                && rest.get(from - 1).is_some_and(|before| {
                    let said = before.span.of(self.raw);
                    before.bracket == place.bracket
                        && (before.after == ','
                            && rest.get(from).map(|words| words.span.of(self.raw)).is_some_and(|behind| {
                                is_region(behind) || name::is_place(said) && name::is_place(behind)
                            })
                            || before.after == ';' && name::is_place(said))
                })
            {
                from -= 1;
            }
            let start = rest.get(from).map_or(place.span, |words| words.span);
            self.citation.place = self.field(start.join(place.span), Sure::Likely);
            self.citation.publisher = self.field(publisher.span, Sure::Likely);
            rest.drain(from..=at + 1);
            return;
        }
        rest.retain(|words| !words.quoted);
        self.take_meeting_place(&mut rest);
        // "Hollywood, CA, USA": a town that no list has, by the state behind it.
        let meeting = self.is_meeting(self.words_of(&self.citation.container));
        let by_state = |rest: &[Words]| {
            rest.iter()
                .zip(rest.iter().skip(1))
                .position(|(town, state)| meeting && town.after == ',' && is_region(state.span.of(self.raw)))
        };
        let place =
            rest.iter().position(|words| name::is_place(words.span.of(self.raw))).or_else(|| by_state(&rest));
        if let Some(at) = place {
            let mut last = at;
            while rest.get(last).is_some_and(|words| words.after == ',')
                && rest.get(last + 1).is_some_and(|next| is_region(next.span.of(self.raw)))
            {
                last += 1;
            }
            let span = match (rest.get(at), rest.get(last)) {
                (Some(first), Some(last)) => first.span.join(last.span),
                _ => return,
            };
            self.citation.place = self.field(span, Sure::Likely);
            rest.drain(at..=last);
        }
        let named = rest.iter().position(|words| name::is_publisher(words.span.of(self.raw)));
        // "Interview, Cuxhaven, 27. August 2019": where it was held.
        if matches!(self.told, Some(Kind::Interview | Kind::Speech))
            && self.citation.place.is_none()
            && named.is_none()
            && self.citation.link.is_none()
            && let [only] = rest.as_slice()
        {
            self.citation.place = self.field(only.span, Sure::Likely);
            return;
        }
        let beside = if self.citation.place.is_some() || self.citation.issued.is_some() {
            rest.first().map(|_| 0)
        } else {
            None
        };
        if let Some(at) = named.or(beside).filter(|_| self.wants_publisher()) {
            let words = rest.remove(at);
            self.citation.publisher = self.field(words.span, Sure::Likely);
        }
        // "Rıhtım Yayınları, Samsun": behind a publisher a town that no list has.
        if self.citation.place.is_none()
            && self.citation.publisher.is_some()
            && (named.is_some() || matches!(self.told, Some(Kind::Thesis | Kind::Report)))
            && let Some(words) =
                rest.iter().find(|words| words.span.of(self.raw).split_whitespace().count() <= 2).copied()
            && self.citation.title.as_ref().is_none_or(|title| title.span.start() <= words.span.start())
        {
            let region = rest.iter().find(|next| {
                next.span.start() > words.span.start()
                    && words.after == ','
                    && is_region(next.span.of(self.raw))
            });
            let span = region.map_or(words.span, |region| words.span.join(region.span));
            self.citation.place = self.field(span, Sure::Likely);
        }
    }

    /// "(Lihue, Hawaii, May 2003), USENIX": the bracket behind a meeting says where it met.
    fn take_meeting_place(&mut self, rest: &mut Vec<Words>) {
        let meeting = self.is_meeting(self.words_of(&self.citation.container));
        let Some(first) = rest.first().filter(|words| meeting && words.bracket > 0).copied() else { return };
        let inside = rest.iter().take_while(|words| words.bracket == first.bracket).count();
        if inside > 2
            || inside == rest.len() && rest.iter().any(|words| name::is_publisher(words.span.of(self.raw)))
        {
            return;
        }
        let last =
            inside.checked_sub(1).and_then(|last| rest.get(last)).map_or(first.span, |words| words.span);
        // "(North-Holland, Amsterdam, 1984)": who brought it out, and where.
        let said = last.of(self.raw);
        if inside == 2 && name::is_place(said) && !is_region(said) && !name::is_place(first.span.of(self.raw))
        {
            return;
        }
        self.citation.place = self.field(first.span.join(last), Sure::Likely);
        rest.drain(..inside);
    }

    /// News and pages have no publisher beside their outlet.
    fn wants_publisher(&self) -> bool {
        let online = self.citation.link.is_some()
            && self.citation.container.is_some()
            && !self.contained
            && !self.serial;
        !online
    }

    /// The university of a thesis stands where a publisher does.
    fn take_university(&mut self) {
        if self.told != Some(Kind::Thesis) || self.citation.publisher.is_some() {
            return;
        }
        if let Some(container) = self.citation.container.take() {
            self.citation.publisher = Some(container);
        }
    }

    pub(super) fn has_imprint(&self) -> bool {
        self.citation.publisher.is_some() || self.citation.place.is_some()
    }

    pub(super) fn words_of<'a>(&'a self, field: &Option<Field<Text>>) -> &'a str {
        field.as_ref().map_or("", |field| field.span.of(self.raw))
    }
}

/// "NY", "USA", "Spain": what follows a town.
fn is_region(said: &str) -> bool {
    let letters = said.chars().filter(|c| c.is_alphabetic()).count();
    (letters == 2 || letters == 3 && said.contains('.'))
        && said.chars().all(|c| c.is_uppercase() || c == '.' || c == ' ')
        || REGIONS.binary_search(&said).is_ok()
}

/// Countries and states as they stand behind a town.
const REGIONS: &[&str] = &[
    "Argentina",
    "Australia",
    "Austria",
    "Belgium",
    "Brazil",
    "Bulgaria",
    "Calif.",
    "California",
    "Canada",
    "Chile",
    "China",
    "Colombia",
    "Conn.",
    "Connecticut",
    "Croatia",
    "Czech Republic",
    "Denmark",
    "Egypt",
    "England",
    "Estonia",
    "Finland",
    "France",
    "Georgia",
    "Germany",
    "Greece",
    "Hawaii",
    "Hungary",
    "Illinois",
    "India",
    "Indiana",
    "Indonesia",
    "Iran",
    "Ireland",
    "Israel",
    "Italy",
    "Japan",
    "Kenya",
    "Korea",
    "Latvia",
    "Lithuania",
    "Malaysia",
    "Maryland",
    "Mass.",
    "Massachusetts",
    "Mexico",
    "Michigan",
    "Minn.",
    "Morocco",
    "Netherlands",
    "New Jersey",
    "New Mexico",
    "New York",
    "New Zealand",
    "Nigeria",
    "North Carolina",
    "Norway",
    "Oregon",
    "Pa.",
    "Pennsylvania",
    "Peru",
    "Philippines",
    "Poland",
    "Portugal",
    "Romania",
    "Russia",
    "Scotland",
    "Serbia",
    "Singapore",
    "Slovakia",
    "Slovenia",
    "South Africa",
    "South Korea",
    "Spain",
    "Sweden",
    "Switzerland",
    "Taiwan",
    "Texas",
    "Thailand",
    "The Netherlands",
    "Turkey",
    "Türkiye",
    "U.K.",
    "U.S.A.",
    "UK",
    "USA",
    "Ukraine",
    "Uruguay",
    "Vietnam",
    "Virginia",
    "Wales",
    "Washington",
    "Wisconsin",
];
