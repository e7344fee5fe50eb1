//! Treaties with the day of their adoption, and resolutions of the United Nations.

use super::Reader;
use crate::model::{Field, Kind, Sure, Text};
use crate::span::Span;
use crate::text;

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

impl Reader<'_> {
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

    // treaty = words "(" "adopted" date [ "," "entered into force" date ] ")"
    pub(super) fn treaty(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        if self.dated_treaty(start) {
            return true;
        }
        let Some(open) = ["(adopted ", "(opened for signature ", "(signed ", "(adoptée ", "(kabul "]
            .iter()
            .find_map(|mark| text::find(rest, mark))
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
    pub(super) fn resolution(&mut self, start: usize) -> bool {
        let rest = self.rest(start);
        let symbol = text::find(rest, "UN Doc ")
            .or_else(|| text::find(rest, "U.N. Doc. "))
            .or_else(|| text::find(rest, "BM Belgesi "));
        if let Some(at) = symbol {
            let label = rest.get(at..).and_then(|tail| text::find(tail, "oc")).map_or(0, |oc| oc + 2);
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
        let open = text::find(rest, " (").or_else(|| rest.find(',')).map_or(self.limit, |at| start + at);
        self.citation.title = self.field(Span::new(start, open), Sure::Likely);
        self.body(open, self.limit, 0);
        self.date_of_issue();
        self.words.clear();
        true
    }
}
