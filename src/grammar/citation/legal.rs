//! Laws, judgments and treaties: entries that have a court, a number and a day, and often no title.
//!
//! The court or the word for a law comes first, or two parties with a "v" between them. Sources: OSCOLA 4th edition, GOST R
//! 7.0.5, the citing habits of Turkish, German and French courts.

use super::{Pages, Reader, pieces};
use crate::lang::LocatorKind;
use crate::model::{Date, Field, Kind, Sure, Text};
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
    "Cour d'appel",
    "Cour de cassation",
    "Cour d’appel",
    "Danıştay",
    "ECJ",
    "ECtHR",
    "EGMR",
    "EuG",
    "EuGH",
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

/// Words by which a law calls itself, where they open an entry.
const LAWS: &[&str] = &[
    "Arrêté",
    "Decreto",
    "Directive",
    "Décret",
    "Legge",
    "Ley",
    "Loi",
    "Loi organique",
    "Ordonnance",
    "Règlement",
    "Ustawa",
    "Wet",
    "Закон",
    "Постановление Правительства",
    "Приказ",
    "Распоряжение",
    "Указ",
    "Федеральный закон",
    "Федеральный конституционный закон",
];

/// Words by which a treaty calls itself, where it says when it was adopted.
const TREATIES: &[&str] = &[
    "Abkommen",
    "Accord",
    "Agreement",
    "Antlaşma",
    "Charter",
    "Convention",
    "Covenant",
    "Pact",
    "Protocol",
    "Statute",
    "Sözleşme",
    "Traité",
    "Treaty",
    "Vertrag",
    "Договор",
    "Конвенция",
    "Соглашение",
];

/// Labels before the number of a case.
const DOCKETS: &[&str] = &[
    "Aktenzeichen",
    "App no",
    "App no.",
    "App. no.",
    "Application no.",
    "Az.",
    "Az.:",
    "B. No:",
    "Başvuru No:",
    "Case",
    "Case No.",
    "Case no.",
    "No.",
    "Rs.",
    "aff.",
    "affaire",
    "no.",
    "n°",
    "nº",
    "pourvoi n°",
    "req.",
    "req. n°",
    "requête n°",
    "дело №",
    "по делу №",
    "№",
];

/// Whether a text begins with a court and has a number or a day behind it.
pub(super) fn begins_with_court(raw: &str) -> bool {
    let court = COURTS
        .iter()
        .find_map(|court| raw.strip_prefix(court).filter(|tail| tail.starts_with([',', ' ', '.'])));
    court.is_some_and(|tail| tail.contains(|c: char| c.is_ascii_digit()) && tail.len() < 400)
}

/// Whether a text names two parties and a report: "Harrow v Tidewater Ltd [1994] 2 AC 918".
pub(super) fn names_parties(raw: &str) -> bool {
    let Some(at) = raw.find(" v ").or_else(|| raw.find(" v. ")).filter(|at| *at < 160) else { return false };
    let behind = raw.get(at + 3..).unwrap_or_default();
    let bracket =
        behind.find('[').is_some_and(|open| behind.get(open + 1..open + 5).is_some_and(pieces::is_year));
    raw.starts_with(char::is_uppercase)
        && behind.trim_start().starts_with(char::is_uppercase)
        && (bracket
            || behind.contains("App no")
            || behind.contains("ECLI:")
            || behind.contains(" F.")
            || behind.contains(" U.S. "))
}

impl<'t> Reader<'t> {
    /// Reads a law, a judgment or a treaty; whether it is one.
    pub(super) fn legal(&mut self, start: usize) -> bool {
        let quoted = self.quotes.first().is_some_and(|quote| quote.outer.start() <= start + 2);
        if quoted {
            return false;
        }
        self.court_first(start)
            || self.parties(start)
            || self.turkish_law(start)
            || self.german_law(start)
            || self.named_law(start)
            || self.ukrainian_law(start)
            || self.act(start)
            || self.treaty(start)
            || self.resolution(start)
    }

    fn rest(&self, at: usize) -> &'t str {
        self.raw.get(at..self.limit).unwrap_or_default()
    }

    fn skip_blanks(&self, at: usize) -> usize {
        let rest = self.rest(at);
        at + rest.len() - rest.trim_start().len()
    }

    fn number_at(&mut self, span: Span) {
        if self.citation.number.is_none() {
            self.citation.number = Some(Field::new(Text::default(), span, Sure::Certain));
        }
        self.cover(span);
        self.anchors.push(span);
        self.anchors.sort_unstable();
    }

    /// "BVerfG, Urteil vom 12. März 2019, Az. 2 BvR 1234/17, Rn. 45."
    fn court_first(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let Some(court) = COURTS
            .iter()
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
            || tail.contains("E. ")
            || tail.contains("App no");
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
            .filter_map(|word| rest.find(word).map(|at| (at, *word)))
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
            if let Some(at) = rest.find(word).filter(|_| rest.len() < 600) {
                let span = Span::new(from + at, from + at + word.len());
                self.cover(span);
                self.anchors.push(span);
            }
        }
        self.anchors.sort_unstable();
    }

    // docket = "E." number "," "K." number / label number / letters digits "/" digits
    fn docket(&mut self, from: usize) {
        let rest = self.rest(from);
        // "E. 2018/4417, K. 2019/6120".
        if let Some(at) = rest.find("E. ").or_else(|| rest.find("E.: ")).or_else(|| rest.find("Esas No"))
            && let Some(decision) =
                rest.get(at..).and_then(|tail| tail.find("K. ").or_else(|| tail.find("K.: ")))
        {
            let tail = rest.get(at + decision + 2..).unwrap_or_default();
            let lead = tail.len() - tail.trim_start_matches([' ', ':', '.']).len();
            let digits = tail
                .get(lead..)
                .unwrap_or_default()
                .bytes()
                .take_while(|b| b.is_ascii_digit() || *b == b'/')
                .count();
            self.number_at(Span::new(from + at, from + at + decision + 2 + lead + digits));
            return;
        }
        if let Some((label_at, label)) = DOCKETS
            .iter()
            .filter_map(|label| {
                let at = rest.find(label)?;
                let free = rest.get(..at)?.ends_with([' ', ',', '(']) || at == 0;
                free.then_some((at, *label))
            })
            .min_by_key(|(at, label)| (*at, std::cmp::Reverse(label.len())))
        {
            let tail = rest.get(label_at + label.len()..).unwrap_or_default();
            let lead = tail.len() - tail.trim_start_matches([' ', ':', '.', '\u{A0}']).len();
            let number = tail.get(lead..).unwrap_or_default();
            let letters = ["Az.", "Az.:", "Aktenzeichen"].contains(&label);
            let length = number
                .char_indices()
                .find(|(_, c)| matches!(c, ',' | '(' | ')' | ';' | '[') || !letters && c.is_whitespace())
                .map_or(number.len(), |(at, _)| at);
            let kept = number.get(..length).unwrap_or_default().trim_end_matches(['.', ' ']);
            // "Case C-999/19", "n° 371999": a number has digits.
            if kept.contains(|c: char| c.is_ascii_digit()) && kept.len() <= 40 {
                let at = from + label_at + label.len() + lead;
                self.cover(Span::new(from + label_at, at));
                self.anchors.push(Span::new(from + label_at, at));
                self.number_at(Span::new(at, at + kept.len()));
                return;
            }
        }
        // "– IX ZB 18/20", "C-912/17".
        let dash = [" – ", " - ", " — "].iter().find_map(|dash| rest.find(dash).map(|at| at + dash.len()));
        if let Some(at) = dash {
            let number = rest.get(at..).unwrap_or_default();
            let length = number.find([',', '(', ';']).unwrap_or(number.len());
            let kept = number.get(..length).unwrap_or_default().trim_end_matches(['.', ' ']);
            if kept.contains('/') && kept.contains(|c: char| c.is_ascii_digit()) && kept.len() <= 30 {
                self.number_at(Span::new(from + at, from + at + kept.len()));
            }
        }
    }

    /// "Marinov et autres c. Bulgarie": a short form of the title was taken for its end.
    fn joins_parties(&self, from: usize, to: usize) -> bool {
        matches!(self.raw.get(from..to).map(str::trim), Some("." | "" | ".," | "v." | "v" | "c." | "c/"))
    }

    /// What is left of a judgment or a law: a title among the words, days, the place that is pointed at.
    fn legal_body(&mut self, from: usize) {
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
    fn parties(&mut self, start: usize) -> bool {
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
        let base = from;
        let mut at = rest.len() - rest.trim_start_matches([' ', ',']).len();
        if let Some(inner) = rest.get(at..).and_then(|rest| rest.strip_prefix('['))
            && let Some(year) = inner.get(..4).filter(|year| pieces::is_year(year))
        {
            let _ = year;
            if let Some((index, span)) = self.date_at(base + at + 1) {
                if let Some((date, _)) = self.dates.get(index).copied() {
                    self.citation.issued = Some(Field::new(date, span, Sure::Certain));
                }
                self.cover(Span::new(base + at, base + at + 6));
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
        if name.is_empty() || name.len() > 24 || !name.contains(char::is_uppercase) || name.contains(" no") {
            return;
        }
        let page_at = reporter_at + length;
        let page = digits(page_at);
        if page == 0 {
            return;
        }
        let shift = |from: usize, length: usize| Span::new(base + from, base + from + length);
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

    // turkish-law = number "sayılı" title / title "," "Resmî Gazete"
    fn turkish_law(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let numbered = digits > 0
            && rest
                .get(digits..)
                .is_some_and(|tail| tail.starts_with(" sayılı ") || tail.starts_with(" Sayılı "));
        let gazette = ["Resmî Gazete", "Resmi Gazete", "Resmî Gazete’", "R.G.", "RG,"]
            .iter()
            .find_map(|name| rest.find(name));
        let comma = rest.find(',');
        if numbered {
            let title_at = start + digits + " sayılı ".len();
            let end = comma.map_or(self.limit, |comma| start + comma);
            self.number_at(Span::new(start, start + digits));
            self.cover(Span::new(start + digits, title_at));
            self.citation.title = self.field(Span::new(title_at, end), Sure::Likely);
            self.told = Some(Kind::Legislation);
            self.gazette(end);
            return true;
        }
        let Some(gazette) = gazette.filter(|at| *at > 4 && *at < 240) else { return false };
        let Some(comma) = comma.filter(|comma| *comma < gazette) else { return false };
        let _ = comma;
        let end =
            self.raw.get(..start + gazette).map_or(start, |before| before.trim_end_matches([' ', ',']).len());
        self.citation.title = self.field(Span::new(start, end), Sure::Likely);
        self.told = Some(Kind::Legislation);
        self.gazette(end);
        true
    }

    /// The gazette that printed a law, its day and number.
    fn gazette(&mut self, from: usize) {
        for label in [" T. ", "Tarih: ", "tarih ve", " tarihli", "sayılı"] {
            if let Some(at) = self.rest(from).find(label) {
                self.anchors.push(Span::new(from + at, from + at + label.len()));
                self.cover(Span::new(from + at, from + at + label.len()));
            }
        }
        for label in ["S. ", "Sayı: ", "Sayı ", "sayı: "] {
            let rest = self.rest(from);
            let Some(at) = rest
                .find(label)
                .filter(|at| rest.get(..*at).is_some_and(|before| before.ends_with([' ', ','])))
            else {
                continue;
            };
            let number = rest.get(at + label.len()..).unwrap_or_default();
            let digits = number.bytes().take_while(u8::is_ascii_digit).count();
            if digits >= 4 {
                let span = Span::new(from + at + label.len(), from + at + label.len() + digits);
                self.citation.issue = Some(Field::new(Text::default(), span, Sure::Certain));
                self.cover(Span::new(from + at, span.end()));
                self.anchors.push(Span::new(from + at, span.end()));
            }
        }
        self.anchors.sort_unstable();
        self.body(from, self.limit, 0);
        self.date_of_issue();
        let words = std::mem::take(&mut self.words);
        if let Some(gazette) = words.into_iter().find(|words| {
            text::folded(words.span.of(self.raw)).contains("gazete")
                || words.span.of(self.raw).starts_with("R.G")
        }) {
            self.citation.container = self.field(gazette.span, Sure::Likely);
        }
    }

    /// The date behind a word is the day of adoption, and no day of publication.
    fn adopted(&mut self, from: usize, to: usize) -> Option<(Date, Span)> {
        let at = self
            .dates
            .iter()
            .position(|(date, span)| span.start() >= from && span.end() <= to && date.day().is_some())?;
        let (date, span) = self.dates.remove(at);
        self.cover(span);
        self.anchors.push(span);
        self.anchors.sort_unstable();
        self.citation.event = Some(Field::new(date, span, Sure::Likely));
        Some((date, span))
    }

    // dated-treaty = treaty title ( "," / "от" / "vom" / "du" / "of" ) date [ "г." ] ( "," article / "." )
    /// "Agreement on Transit through the Lower Delta, 14 May 1996, art. 6."
    fn dated_treaty(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let first = rest.split_whitespace().next().unwrap_or_default();
        if !TREATIES.contains(&first) {
            return false;
        }
        let Some((index, span)) = self
            .dates
            .iter()
            .enumerate()
            .find_map(|(index, (date, span))| date.day().is_some().then_some((index, *span)))
        else {
            return false;
        };
        let before = self.raw.get(start..span.start()).unwrap_or_default().trim_end();
        let Some(title) =
            [",", " от", " vom", " du", " of", " від"].iter().find_map(|mark| before.strip_suffix(mark))
        else {
            return false;
        };
        let behind = self.rest(span.end()).trim_start().trim_start_matches("г.");
        if title.contains(['“', '"', '.', '(']) || !(behind.starts_with(',') || behind.trim() == ".") {
            return false;
        }
        let end = start + title.len();
        self.issued_by(index);
        self.citation.title = self.field(Span::new(start, end), Sure::Likely);
        self.told = Some(Kind::Treaty);
        self.body(span.end(), self.limit, 0);
        true
    }

    // german-law = title "vom" date [ "(" gazette pages ")" ]
    fn german_law(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let Some(at) = rest.find(" vom ").filter(|at| *at < 240) else { return false };
        let title = rest.get(..at).unwrap_or_default();
        let last = title.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let first = title.split(' ').next().unwrap_or_default();
        let law = ["gesetz", "verordnung", "ordnung", "gesetzbuch", "vertrag", "richtlinie"]
            .iter()
            .any(|ending| last.ends_with(ending))
            || ["Gesetz", "Verordnung", "Bekanntmachung", "Richtlinie"].contains(&first);
        let end = start + at;
        if !law || title.contains([',', ':']) || self.adopted(end, end + 48).is_none() {
            return false;
        }
        self.citation.title = self.field(Span::new(start, end), Sure::Likely);
        self.told = Some(Kind::Legislation);
        // "(BGBl. I S. 345)": the gazette and its page.
        let rest = self.rest(end);
        if let Some(open) = rest.find("(BGBl").or_else(|| rest.find("(RGBl")).or_else(|| rest.find("(ABl"))
            && let Some(close) = rest.get(open..).and_then(|tail| tail.find(')'))
        {
            let inner = rest.get(open + 1..open + close).unwrap_or_default();
            let page = inner.find(" S. ");
            let name = page.unwrap_or(inner.len());
            let at = end + open + 1;
            self.citation.container =
                Some(Field::new(Text::default(), Span::new(at, at + name), Sure::Likely));
            if let Some(page) = page {
                let digits = inner.get(page + " S. ".len()..).unwrap_or_default().trim_end();
                let digits_at = at + page + " S. ".len();
                self.citation.pages = Some(Field::new(
                    Text::default(),
                    Span::new(digits_at, digits_at + digits.len()),
                    Sure::Likely,
                ));
            }
            let whole = Span::new(end + open, end + open + close + 1);
            self.cover(whole);
            self.anchors.push(whole);
            self.anchors.sort_unstable();
        }
        self.legal_body(end);
        true
    }

    // named-law = word *( number / date / title )
    fn named_law(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let Some(law) = LAWS
            .iter()
            .find(|law| rest.strip_prefix(**law).is_some_and(|tail| tail.starts_with([' ', ','])))
            .copied()
        else {
            return false;
        };
        let head = start + law.len();
        let cyrillic = law.starts_with(|c: char| ('\u{0400}'..='\u{04FF}').contains(&c));
        let tail = self.rest(head);
        let numbered = tail.contains('№')
            || tail.contains(" n°")
            || tail.contains(" nº")
            || tail.contains(" n. ")
            || tail.contains(" N ");
        if !numbered {
            return false;
        }
        self.told = Some(Kind::Legislation);
        if cyrillic {
            let end = tail.find([',', '«', '№']).map_or(head, |at| head + at);
            let phrase = tail.get(..end - head).unwrap_or_default();
            let phrase = phrase
                .find(" от ")
                .or_else(|| phrase.find(" від "))
                .map_or(phrase, |at| phrase.get(..at).unwrap_or_default());
            let genre = Span::new(start, head + phrase.trim_end().len());
            self.citation.genre = Some(Field::new(Text::default(), genre, Sure::Certain));
            self.cover(genre);
            self.anchors.push(genre);
            let slashes = self.rest(start).find(" // ").map_or(self.limit, |at| start + at);
            self.adopted(head, slashes);
            self.docket(head);
            if let Some(quote) = self.quotes.iter().copied().find(|quote| quote.outer.end() <= slashes) {
                let title = self.trimmed(quote.inner);
                self.citation.title = Some(Field::new(Text::default(), title, Sure::Certain));
                self.cover(quote.outer);
                self.anchors.push(quote.outer);
            }
            self.anchors.sort_unstable();
            self.body(head, self.limit, 0);
            self.date_of_issue();
            return true;
        }
        // French and others: the number and the day are part of the title.
        self.docket(start);
        let gazette = ["JORF", "J.O.R.F.", "JO ", "Journal officiel", "BOE", "GU ", "Dz. U."]
            .iter()
            .find_map(|name| tail.find(name).map(|at| head + at));
        let end = gazette.map_or_else(
            || tail.find(',').map_or(self.limit, |at| head + at),
            |at| self.raw.get(..at).map_or(at, |before| before.trim_end_matches([' ', ',', '(']).len()),
        );
        let end = end.min(self.limit);
        self.adopted(head, end);
        self.anchors.retain(|anchor| !(anchor.start() >= start && anchor.end() <= end));
        self.citation.title = self.field(Span::new(start, end), Sure::Likely);
        if let Some(number) = self
            .raw
            .get(end..self.limit)
            .and_then(|rest| rest.find("n°"))
            .map(|at| self.skip_blanks(end + at + "n°".len()))
        {
            let digits = self.rest(number).bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0 {
                self.citation.issue =
                    Some(Field::new(Text::default(), Span::new(number, number + digits), Sure::Certain));
                self.cover(Span::new(number, number + digits));
                self.anchors.push(Span::new(number, number + digits));
                self.anchors.sort_unstable();
            }
        }
        self.body(end, self.limit, 0);
        self.date_of_issue();
        if let Some(first) = self.words.first().copied() {
            self.citation.container = self.field(first.span, Sure::Likely);
        }
        self.words.clear();
        true
    }

    /// "Про річкові порти: Закон України від 03.12.2020 № 1054-IX // …".
    fn ukrainian_law(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let Some(at) = [": Закон України", ": Указ", ": Постанова", ": федер. закон", ": закон"]
            .iter()
            .find_map(|mark| rest.find(mark))
        else {
            return false;
        };
        let end = start + at;
        let slashes = rest.find(" // ").map_or(self.limit, |at| start + at);
        self.citation.title = self.field(Span::new(start, end), Sure::Likely);
        self.told = Some(Kind::Legislation);
        let head = self.rest(end + 2);
        let length = [" від ", " от ", " №"].iter().filter_map(|mark| head.find(mark)).min().unwrap_or(0);
        let genre = Span::new(end + 2, end + 2 + length);
        self.citation.genre = Some(Field::new(Text::default(), genre, Sure::Certain));
        self.cover(genre);
        self.anchors.push(genre);
        self.adopted(end, slashes);
        self.docket(end);
        self.body(end, self.limit, 0);
        self.date_of_issue();
        true
    }

    // act = words "Act" year [ "," place ]
    fn act(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let Some(at) = rest
            .find(" Act ")
            .or_else(|| rest.find(" Order "))
            .or_else(|| rest.find(" Regulations "))
            .filter(|at| *at < 120)
        else {
            return false;
        };
        let word = rest.get(at + 1..).and_then(|tail| tail.find(' ')).unwrap_or(0);
        let year_at = at + 1 + word + 1;
        let Some(year) = rest.get(year_at..year_at + 4).filter(|year| pieces::is_year(year)) else {
            return false;
        };
        let lead = rest.get(..at).unwrap_or_default();
        let behind = rest.get(year_at + year.len()..).unwrap_or_default();
        if lead.contains([',', '.', ':', '“', '"', '('])
            || !(behind.trim_matches(['.', ' ']).is_empty()
                || behind.starts_with([',', ' ']) && !behind.contains("http"))
        {
            return false;
        }
        let end = start + year_at + 4;
        if let Some((index, span)) = self.date_at(start + year_at)
            && let Some((date, _)) = self.dates.get(index).copied()
        {
            self.citation.issued = Some(Field::new(date, span, Sure::Likely));
        }
        self.citation.title = self.field(Span::new(start, end), Sure::Likely);
        self.told = Some(Kind::Legislation);
        self.body(end, self.limit, 0);
        self.words.clear();
        true
    }

    // treaty = words "(" "adopted" date [ "," "entered into force" date ] ")"
    fn treaty(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        if self.dated_treaty(start) {
            return true;
        }
        let Some(open) = ["(adopted ", "(opened for signature ", "(signed ", "(adoptée ", "(kabul "]
            .iter()
            .find_map(|mark| rest.find(mark))
        else {
            return false;
        };
        let title = rest.get(..open).unwrap_or_default();
        if !title.split(' ').any(|word| TREATIES.iter().any(|treaty| word.starts_with(treaty)))
            || title.contains(['“', '"'])
        {
            return false;
        }
        let close = rest.get(open..).and_then(|tail| tail.find(')')).map_or(rest.len(), |at| open + at);
        let end = start + open;
        self.adopted(end, start + close);
        self.citation.title = self.field(Span::new(start, end), Sure::Likely);
        self.told = Some(Kind::Treaty);
        let whole = Span::new(end, (start + close + 1).min(self.limit));
        self.cover(whole);
        self.anchors.push(whole);
        self.anchors.sort_unstable();
        // "1833 UNTS 3": the series that prints it.
        let tail = self.rest(whole.end()).to_owned();
        let words: Vec<&str> = tail.trim_start_matches([' ', ',']).splitn(4, [' ', ',']).collect();
        if let [volume, reporter, page, ..] = words.as_slice()
            && volume.bytes().all(|b| b.is_ascii_digit())
            && !volume.is_empty()
            && reporter.chars().all(char::is_uppercase)
            && reporter.len() >= 2
        {
            let at = whole.end() + tail.len() - tail.trim_start_matches([' ', ',']).len();
            let reporter_at = at + volume.len() + 1;
            self.citation.volume =
                Some(Field::new(Text::default(), Span::new(at, at + volume.len()), Sure::Likely));
            self.citation.reporter = Some(Field::new(
                Text::default(),
                Span::new(reporter_at, reporter_at + reporter.len()),
                Sure::Likely,
            ));
            let page_at = reporter_at + reporter.len() + 1;
            let digits = page.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0 {
                self.citation.pages =
                    Some(Field::new(Text::default(), Span::new(page_at, page_at + digits), Sure::Likely));
            }
            let span = Span::new(at, page_at + digits);
            self.cover(span);
            self.anchors.push(span);
            self.anchors.sort_unstable();
        }
        self.dates.retain(|(_, span)| !whole.covers(*span));
        self.body(whole.end(), self.limit, 0);
        self.words.clear();
        true
    }

    // resolution = "UNGA" / "UNSC" "Res" number [ "(" date ")" ] [ "UN Doc" number ]
    fn resolution(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let symbol =
            rest.find("UN Doc ").or_else(|| rest.find("U.N. Doc. ")).or_else(|| rest.find("BM Belgesi "));
        if let Some(at) = symbol {
            let label = rest.get(at..).and_then(|tail| tail.find("oc")).map_or(0, |oc| oc + 2);
            let tail = rest.get(at + label..).unwrap_or_default();
            let lead = tail.len() - tail.trim_start_matches([' ', '.']).len();
            let length =
                tail.get(lead..).unwrap_or_default().find([',', ' ', ';']).unwrap_or(tail.len() - lead);
            let number = tail.get(lead..lead + length).unwrap_or_default().trim_end_matches('.');
            let span = Span::new(start + at + label + lead, start + at + label + lead + number.len());
            self.number_at(span);
            self.cover(Span::new(start + at, span.end()));
            self.anchors.push(Span::new(start + at, span.end()));
            self.anchors.sort_unstable();
            self.told.get_or_insert(Kind::Report);
        }
        let resolution = ["UNGA Res ", "UNSC Res ", "UNHRC Res "].iter().any(|name| rest.starts_with(name));
        if !resolution {
            return false;
        }
        let open = rest.find(" (").or_else(|| rest.find(',')).map_or(self.limit, |at| start + at);
        self.citation.title = self.field(Span::new(start, open), Sure::Likely);
        self.body(open, self.limit, 0);
        self.date_of_issue();
        self.words.clear();
        true
    }
}
