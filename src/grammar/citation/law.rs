//! Laws: by number and title in Turkish, by title and day in German, by the word for a law in French and Russian, by year in
//! English; and the gazette that prints them.

use super::{Reader, pieces};
use crate::model::{Field, Kind, Sure, Text};
use crate::span::Span;
use crate::text;

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

impl Reader<'_> {
    // turkish-law = number "sayılı" title / title "," "Resmî Gazete"
    pub(super) fn turkish_law(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let numbered = digits > 0
            && rest
                .get(digits..)
                .is_some_and(|tail| tail.starts_with(" sayılı ") || tail.starts_with(" Sayılı "));
        let printed = text::holds(rest, "Gazete") || text::holds(rest, "R.G.") || text::holds(rest, "RG,");
        let names = ["Resmî Gazete", "Resmi Gazete", "Resmî Gazete’", "R.G.", "RG,"];
        let gazette = names.iter().filter(|_| printed).find_map(|name| rest.find(name));
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

    // german-law = title "vom" date [ "(" gazette pages ")" ]
    pub(super) fn german_law(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let Some(at) = text::find(rest, " vom ").filter(|at| *at < 240) else { return false };
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
        if let Some(open) = text::find(rest, "(BGBl")
            .or_else(|| text::find(rest, "(RGBl"))
            .or_else(|| text::find(rest, "(ABl"))
            && let Some(close) = rest.get(open..).and_then(|tail| tail.find(')'))
        {
            let inner = rest.get(open + 1..open + close).unwrap_or_default();
            let page = text::find(inner, " S. ");
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
    pub(super) fn named_law(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let Some(law) = LAWS
            .iter()
            .filter(|law| law.as_bytes().first() == rest.as_bytes().first())
            .find(|law| rest.strip_prefix(**law).is_some_and(|tail| tail.starts_with([' ', ','])))
            .copied()
        else {
            return false;
        };
        let head = start + law.len();
        let cyrillic = law.starts_with(|c: char| ('\u{0400}'..='\u{04FF}').contains(&c));
        let tail = self.rest(head);
        let numbered = tail.contains('№')
            || text::holds(tail, " n°")
            || text::holds(tail, " nº")
            || text::holds(tail, " n. ")
            || text::holds(tail, " N ");
        if !numbered {
            return false;
        }
        self.told = Some(Kind::Legislation);
        if cyrillic {
            let end = tail.find([',', '«', '№']).map_or(head, |at| head + at);
            let phrase = tail.get(..end - head).unwrap_or_default();
            let phrase = text::find(phrase, " от ")
                .or_else(|| text::find(phrase, " від "))
                .map_or(phrase, |at| phrase.get(..at).unwrap_or_default());
            let genre = Span::new(start, head + phrase.trim_end().len());
            self.citation.genre = Some(Field::new(Text::default(), genre, Sure::Certain));
            self.cover(genre);
            self.anchors.push(genre);
            let slashes = text::find(self.rest(start), " // ").map_or(self.limit, |at| start + at);
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
            .and_then(|rest| text::find(rest, "n°"))
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
    pub(super) fn ukrainian_law(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let Some(at) = [": Закон України", ": Указ", ": Постанова", ": федер. закон", ": закон"]
            .iter()
            .find_map(|mark| text::find(rest, mark))
        else {
            return false;
        };
        let end = start + at;
        let slashes = text::find(rest, " // ").map_or(self.limit, |at| start + at);
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
    pub(super) fn act(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let Some(at) = text::find(rest, " Act ")
            .or_else(|| text::find(rest, " Order "))
            .or_else(|| text::find(rest, " Regulations "))
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
                || behind.starts_with([',', ' ']) && !text::holds(behind, "http"))
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
}
