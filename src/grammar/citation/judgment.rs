//! Judgments: a court, two parties, a number, a day, and the report that prints them.

use super::{Pages, Reader, pieces};
use crate::lang::LocatorKind;
use crate::model::{Field, Kind, Sure, Text};
use crate::span::Span;
use crate::text;

/// How a court begins; what follows up to the mark is its name.
const COURTS: &[&str] = &[
    "AG",
    "AYM",
    "Anayasa Mahkemesi",
    "Askerî Yargıtay",
    "AİHM",
    "BAG",
    "BFH",
    "BGH",
    "BSG",
    "BVerfG",
    "BVerwG",
    "Bundesarbeitsgericht",
    "Bundesfinanzhof",
    "Bundesgerichtshof",
    "Bundessozialgericht",
    "Bundesverfassungsgericht",
    "Bundesverwaltungsgericht",
    "Bölge Adliye Mahkemesi",
    "CA",
    "CAA",
    "CE",
    "CEDH",
    "CIJ",
    "CJCE",
    "CJEU",
    "CJUE",
    "Cass",
    "Cass.",
    "Cons. const.",
    "Conseil constitutionnel",
    "Conseil d'État",
    "Conseil d’État",
    "Corte costituzionale",
    "Corte di cassazione",
    "Cour constitutionnelle",
    "Cour d'appel",
    "Cour de cassation",
    "Cour d’appel",
    "Danıştay",
    "ECJ",
    "ECtHR",
    "EGMR",
    "EuG",
    "EuGH",
    "Europäischer Gerichtshof",
    "ICJ",
    "ITLOS",
    "LG",
    "OGH",
    "OLG",
    "OVG",
    "PCA",
    "PCIJ",
    "TA",
    "Tribunal Supremo",
    "Tribunal constitucional",
    "Uyuşmazlık Mahkemesi",
    "VG",
    "VGH",
    "VfGH",
    "WTO Appellate Body",
    "Yargıtay",
    "Арбитражный суд",
    "Верховний Суд",
    "Верховный Суд",
    "Высший Арбитражный Суд",
    "ЕСПЧ",
    "Конституционный Суд",
    "Конституційний Суд",
    "Суд ЕС",
    "Суд Европейского Союза",
];

/// Whether a text begins with a court and has a number or a day behind it.
pub(super) fn begins_with_court(raw: &str) -> bool {
    let court = COURTS
        .iter()
        .filter(|court| court.as_bytes().first() == raw.as_bytes().first())
        .find_map(|court| raw.strip_prefix(court).filter(|tail| tail.starts_with([',', ' ', '.'])));
    court.is_some_and(|tail| tail.contains(|c: char| c.is_ascii_digit()) && tail.len() < 400)
}

/// Whether a text names two parties and a report: "Harrow v Tidewater Ltd [1994] 2 AC 918".
pub(super) fn names_parties(raw: &str) -> bool {
    let Some(at) = text::find(raw, " v ").or_else(|| text::find(raw, " v. ")).filter(|at| *at < 160) else {
        return false;
    };
    let behind = raw.get(at + 3..).unwrap_or_default();
    let bracket =
        behind.find('[').is_some_and(|open| behind.get(open + 1..open + 5).is_some_and(pieces::is_year));
    raw.starts_with(char::is_uppercase)
        && behind.trim_start().starts_with(char::is_uppercase)
        && (bracket
            || text::holds(behind, "App no")
            || text::holds(behind, "ECLI:")
            || text::holds(behind, " F.")
            || text::holds(behind, " U.S. "))
}

impl Reader<'_> {
    /// "BVerfG, Urteil vom 12. März 2019, Az. 2 BvR 1234/17, Rn. 45."
    pub(super) fn court_first(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let Some(court) = COURTS
            .iter()
            .filter(|court| court.as_bytes().first() == rest.as_bytes().first())
            .filter(|court| {
                rest.strip_prefix(**court).is_some_and(|tail| !tail.starts_with(char::is_alphanumeric))
            })
            .max_by_key(|court| court.len())
        else {
            return false;
        };
        let name = rest.get(court.len()..).unwrap_or_default();
        // "Yargıtay 11. Hukuk Dairesi", "Арбитражный суд Астраханской области", "CE, sect.": up to the mark.
        let length = name.char_indices().find(|(at, c)| {
            let here = start + court.len() + at;
            *c == ','
                || *c == '('
                || *c == '['
                || *c == '.' && pieces::ends_field(self.raw, here)
                || *c == ':'
        });
        let length = length.map_or(name.len(), |(at, _)| at);
        let end = start + court.len() + length;
        let tail = self.rest(end);
        // A court alone may be an author: its judgment has a number or a day.
        let judged = self.dates.iter().any(|(date, span)| span.start() > end && date.day().is_some())
            || tail.contains('№')
            || text::holds(tail, "E. ")
            || text::holds(tail, "App no");
        if !judged
            || self.citation.link.is_some() && self.quotes.iter().any(|quote| quote.outer.start() >= end)
        {
            return false;
        }
        self.citation.court = self.field(Span::new(start, end), Sure::Certain);
        self.told = Some(Kind::Case);
        self.docket(end);
        self.judgment(end);
        self.legal_body(end);
        true
    }

    /// "Urteil vom", "Постановление от", "judgment of", "kararı": what the court did.
    fn judgment(&mut self, from: usize) {
        let rest = self.rest(from);
        let words = [
            "Urteil",
            "Urt.",
            "Beschluss",
            "Beschl.",
            "Постановление",
            "Определение",
            "Решение",
            "Рішення",
            "Постанова",
        ];
        let found = words
            .iter()
            .filter_map(|word| text::find(rest, word).map(|at| (at, *word)))
            .filter(|(at, _)| *at < 40)
            .min();
        if let Some((at, word)) = found {
            let span = Span::new(from + at, from + at + word.len());
            self.citation.genre = Some(Field::new(Text::default(), span, Sure::Certain));
            self.cover(span);
            self.anchors.push(span);
        }
        for word in [
            "judgment of",
            "judgment",
            "decision of",
            "arrêt du",
            "arrêt",
            "sayılı karar",
            "sayılı kararı",
            "tarih ve",
            "tarihli",
            " T. ",
            " v. ",
            " vom ",
            " от ",
            "K.T.",
        ] {
            let rest = self.rest(from);
            if let Some(at) = text::find(rest, word).filter(|_| rest.len() < 600) {
                let span = Span::new(from + at, from + at + word.len());
                self.cover(span);
                self.anchors.push(span);
            }
        }
        self.anchors.sort_unstable();
    }

    /// "Marinov et autres c. Bulgarie": a short form of the title was taken for its end.
    fn joins_parties(&self, from: usize, to: usize) -> bool {
        matches!(self.raw.get(from..to).map(str::trim), Some("." | "" | ".," | "v." | "v" | "c." | "c/"))
    }

    /// What is left of a judgment or a law: a title among the words, days, the place that is pointed at.
    pub(super) fn legal_body(&mut self, from: usize) {
        self.body(from, self.limit, 0);
        self.date_of_issue();
        let words = std::mem::take(&mut self.words);
        let title = words.iter().find(|words| {
            let said = words.span.of(self.raw);
            !words.quoted && said.len() > 3 && said.starts_with(char::is_uppercase)
        });
        if self.citation.title.is_none()
            && let Some(title) = title.copied()
        {
            // "Marinov et autres c. Bulgarie": a short form inside ended nothing.
            let last = words
                .iter()
                .skip_while(|words| words.span != title.span)
                .take_while(|words| words.bracket == title.bracket)
                .fold(title.span, |span, words| {
                    if span.end() + 4 >= words.span.start()
                        && self.joins_parties(span.end(), words.span.start())
                    {
                        span.join(words.span)
                    } else {
                        span
                    }
                });
            self.citation.title = self.field(last, Sure::Likely);
        }
        self.words = words.into_iter().filter(|words| words.holds).collect();
    }

    // parties = [ "Case" number ] name " v " name     followed by a year in brackets, a reporter, an application number
    pub(super) fn parties(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let Some((at, mark)) = [" v. ", " v ", " c/ "]
            .iter()
            .filter_map(|mark| rest.find(mark).map(|at| (at, mark.len())))
            .min()
        else {
            return false;
        };
        if at > 160 || !rest.starts_with(|c: char| c.is_uppercase()) {
            return false;
        }
        let behind = rest.get(at + mark..).unwrap_or_default();
        // "v. 22, n. 43" counts a volume.
        if behind.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let mut title_at = start;
        // "Case C-999/19 Alfa v Council".
        if rest.starts_with("Case ") || rest.starts_with("Joined Cases ") {
            let number_at = start + rest.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
            let word_at = self
                .raw
                .get(..number_at)
                .map_or(number_at, |before| before.rfind(' ').map_or(number_at, |at| at + 1));
            let length = self.rest(word_at).find([' ', ',']).unwrap_or(0);
            self.cover(Span::new(start, word_at));
            self.number_at(Span::new(word_at, word_at + length));
            title_at = word_at + length;
        }
        // The name of the second party ends at a year, a number, a bracket.
        let ends = behind.char_indices().find_map(|(offset, c)| {
            let tail = behind.get(offset..)?;
            let before = behind.get(..offset)?;
            let ends = match c {
                '[' | '(' => before.ends_with(' '),
                ',' => {
                    tail.get(1..)
                        .is_some_and(|t| t.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '['))
                        || tail.starts_with(", App")
                        || tail.starts_with(", no")
                        || tail.starts_with(", Case")
                        || tail.starts_with(", judgment")
                }
                'A' => {
                    before.ends_with(' ')
                        && (tail.starts_with("App no")
                            || tail.starts_with("App. no")
                            || tail.starts_with("Application no"))
                }
                'E' => before.ends_with(' ') && tail.starts_with("ECLI:"),
                _ => false,
            };
            ends.then_some(offset)
        });
        let Some(ends) = ends.filter(|ends| *ends < 160) else { return false };
        let end = start + at + mark + ends;
        self.citation.title = self.field(Span::new(title_at, end), Sure::Likely);
        self.told = Some(Kind::Case);
        self.report_of_judgment(end);
        self.docket(end);
        self.judgment(end);
        self.court_in_bracket(end);
        self.legal_body(end);
        // "(HL)", "(9th Cir. 2019)", "(ECtHR, 17 January 2012)".
        true
    }

    /// "(ECtHR, 17 January 2012)".
    fn court_in_bracket(&mut self, from: usize) {
        let rest = self.rest(from);
        let found =
            COURTS.iter().find_map(|court| rest.find(&format!("({court}")).map(|at| (at + 1, court.len())));
        if let Some((at, length)) = found.filter(|_| self.citation.court.is_none()) {
            let span = Span::new(from + at, from + at + length);
            self.citation.court = Some(Field::new(Text::default(), span, Sure::Certain));
            self.cover(span);
            self.anchors.push(span);
            self.anchors.sort_unstable();
        }
    }

    // report = "[" year "]" [ number ] letters number [ "(" court ")" ] [ number ] / "," number letters number [ "," number ] "(" court year ")"
    fn report_of_judgment(&mut self, from: usize) {
        let rest = self.rest(from).to_owned();
        let mut at = rest.len() - rest.trim_start_matches([' ', ',']).len();
        if let Some(inner) = rest.get(at..).and_then(|rest| rest.strip_prefix('['))
            && inner.get(..4).is_some_and(pieces::is_year)
        {
            if let Some((index, span)) = self.date_at(from + at + 1) {
                if let Some((date, _)) = self.dates.get(index).copied() {
                    self.citation.issued = Some(Field::new(date, span, Sure::Certain));
                }
                self.cover(Span::new(from + at, from + at + 6));
            }
            at += 6;
        }
        let tail = rest.get(at..).unwrap_or_default();
        let mut at = at + tail.len() - tail.trim_start().len();
        let digits =
            |at: usize| rest.get(at..).unwrap_or_default().bytes().take_while(u8::is_ascii_digit).count();
        let volume = digits(at);
        let reporter_at = at + volume + usize::from(volume > 0);
        let reporter = rest.get(reporter_at..).unwrap_or_default();
        // Letters, stops and blanks up to the number of the page: "AC", "F.3d", "All ER", "UKHL".
        let length = reporter
            .char_indices()
            .find(|(offset, c)| {
                c.is_ascii_digit() && reporter.get(..*offset).is_some_and(|before| before.ends_with(' '))
                    || matches!(c, '(' | ',' | '[')
            })
            .map_or(0, |(offset, _)| offset);
        let name = reporter.get(..length).unwrap_or_default().trim_end();
        if name.is_empty()
            || name.len() > 24
            || !name.contains(char::is_uppercase)
            || text::holds(name, " no")
        {
            return;
        }
        let page_at = reporter_at + length;
        let page = digits(page_at);
        if page == 0 {
            return;
        }
        let shift = |at: usize, length: usize| Span::new(from + at, from + at + length);
        let neutral = volume == 0 && self.citation.issued.is_some();
        if neutral {
            // "[2016] EWHC 871 (Ch)": the court numbers its judgments itself.
            let court = rest
                .get(page_at + page..)
                .and_then(|tail| tail.strip_prefix(" ("))
                .and_then(|inner| inner.find(')'))
                .map_or(0, |length| length + 3);
            self.number_at(shift(reporter_at, length + page + court));
            self.citation.court =
                Some(Field::new(Text::default(), shift(reporter_at, name.len()), Sure::Likely));
            return;
        }
        if volume > 0 {
            self.citation.volume = Some(Field::new(Text::default(), shift(at, volume), Sure::Likely));
        }
        self.citation.reporter =
            Some(Field::new(Text::default(), shift(reporter_at, name.len()), Sure::Likely));
        self.citation.pages = Some(Field::new(Text::default(), shift(page_at, page), Sure::Likely));
        at = page_at + page;
        self.cover(shift(0, at));
        self.anchors.push(shift(0, at));
        // ", 81 (9th Cir. 2019)"; " (HL) 925".
        let tail = rest.get(at..).unwrap_or_default();
        let pin = tail
            .strip_prefix(", ")
            .map(|pin| pin.bytes().take_while(u8::is_ascii_digit).count())
            .filter(|length| *length > 0);
        if let Some(length) = pin {
            self.pages.push(Pages {
                value: shift(at + 2, length),
                whole: shift(at + 2, length),
                kind: LocatorKind::Page,
                labelled: true,
                pointed: true,
            });
            self.anchors.push(shift(at, length + 2));
            self.cover(shift(at, length + 2));
            at += length + 2;
        }
        let tail = rest.get(at..).unwrap_or_default();
        if let Some(inner) = tail.trim_start().strip_prefix('(')
            && let Some(close) = inner.find(')')
        {
            let lead = tail.len() - tail.trim_start().len();
            let said = inner.get(..close).unwrap_or_default();
            let name = said.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == ',');
            if !name.is_empty() {
                self.citation.court =
                    Some(Field::new(Text::default(), shift(at + lead + 1, name.len()), Sure::Likely));
                self.cover(shift(at + lead + 1, name.len()));
                self.anchors.push(shift(at + lead, name.len() + 1));
            }
        }
        self.anchors.sort_unstable();
    }
}
