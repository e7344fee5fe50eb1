//! What an entry calls itself ("PhD thesis", "Report no. 12"), the number behind that word, and editions.

use super::cues::{self};
use super::pieces;
use super::{Pages, Reader, anchors};
use crate::lang::LocatorKind;
use crate::model::Kind;
use crate::span::Span;
use crate::text;

impl Reader<'_> {
    /// "Doktora Tezi", "Technical Report No. 31", "dis. … kand. nauk".
    pub(super) fn genre(&mut self, kind: Kind, at: usize, end: usize, to: usize) -> usize {
        self.tell(kind);
        if self.citation.genre.is_none() {
            let words = self.raw.get(at..end).unwrap_or_default().trim_end_matches(['.', ' ']);
            let span = anchors::with_stop(self.raw, Span::new(at, at + words.len()));
            self.citation.genre = self.number_field(span);
        }
        let from = self.behind_marks(end);
        let window = self.window(from);
        // "Basın Bildirisi No: 44".
        let colon = ["no:", "nr:"].iter().any(|label| window.text.starts_with(label)).then_some(3);
        let label = cues::cues(&window.text).report.filter(|length| *length <= 8).or(colon);
        let number_at = label.map_or(from, |length| window.source(0, length).shifted(from).end());
        if kind != Kind::Thesis
            && let Some(end) = self.numbered(from, number_at, to)
        {
            return end;
        }
        end
    }

    /// "Art. no. 5108214": the number of an article, in the place of its pages.
    pub(super) fn article_number(
        &mut self,
        at: usize,
        to: usize,
        window: &crate::text::Folded,
    ) -> Option<usize> {
        let label = ["art. no. ", "article no. ", "article number "]
            .iter()
            .find(|label| window.text.starts_with(**label))?;
        let from = at + label.len();
        let length = pieces::number(self.raw.get(from..to)?)?;
        let whole = Span::new(at, from + length);
        let value = Span::new(from, from + length);
        self.pages.push(Pages { value, whole, kind: LocatorKind::Article, labelled: true, pointed: false });
        self.serial = true;
        self.cover(whole);
        Some(whole.end())
    }

    /// "Report no. 291", "Rapport n° 18": what the report calls itself, without the label of its number.
    pub(super) fn report_genre(&mut self, at: usize, end: usize) {
        let mut said = self.raw.get(at..end).unwrap_or_default().trim_end_matches([':', ' ']);
        for label in [" no", " no.", " No", " No.", " nr.", " Nr.", " n°", " №", " number"] {
            said = said.strip_suffix(label).unwrap_or(said);
        }
        if self.citation.genre.is_none() && said.chars().count() > 2 {
            self.citation.genre = self.number_field(Span::new(at, at + said.len()));
        }
    }

    /// The lengths of the number in words and of the word for an edition behind it.
    pub(super) fn counts_edition(&self, at: usize) -> Option<(usize, usize)> {
        let rest = self.raw.get(at..self.limit)?;
        let length = rest.find(' ').filter(|length| *length <= 16)?;
        ORDINALS.binary_search(&crate::text::folded(rest.get(..length)?).as_str()).ok()?;
        let window = self.window(at + length + 1);
        let word = cues::edition_word(&window.text).filter(|length| *length > 2)?;
        Some((length, word))
    }

    /// "second edition", "zweite Auflage", "deuxième édition".
    pub(super) fn edition_in_words(&mut self, at: usize) -> Option<usize> {
        let (length, word) = self.counts_edition(at)?;
        let window = self.window(at + length + 1);
        if self.citation.edition.is_some() {
            return None;
        }
        self.citation.edition = self.number_field(Span::new(at, at + length));
        let end = window.source(0, word).shifted(at + length + 1).end();
        self.cover(Span::new(at, end));
        Some(end)
    }

    /// "Wyd. 2", "éd. 3": the number behind the word.
    pub(super) fn edition_behind(&mut self, at: usize, end: usize, to: usize) -> Option<usize> {
        let from = self.behind_marks(end);
        let digits = self.raw.get(from..to)?.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=2).contains(&digits) || self.citation.edition.is_some() {
            return None;
        }
        self.citation.edition = self.number_field(Span::new(from, from + digits));
        self.cover(Span::new(at, from + digits));
        Some(from + digits)
    }

    // numbered = words *mark number     number = 1*( letter / digit / "-" / "/" ) with a digit
    pub(super) fn numbered(&mut self, at: usize, end: usize, to: usize) -> Option<usize> {
        let from = self.behind_marks(end);
        if from >= to || self.citation.number.is_some() {
            return None;
        }
        let rest = self.raw.get(from..to)?;
        let length =
            rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'/' | b'.')).count();
        let number = rest.get(..length)?.trim_end_matches(['.', '-', '/']);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let letters = number.bytes().filter(u8::is_ascii_lowercase).count();
        if digits == 0 || letters > 1 || rest.get(number.len()..)?.starts_with(char::is_alphabetic) {
            return None;
        }
        if pieces::is_year(number) && self.date_at(from).is_some() && number.len() == 4 && end == at {
            return None;
        }
        self.citation.number = self.number_field(Span::new(from, from + number.len()));
        self.cover(Span::new(at, from + number.len()));
        Some(from + number.len())
    }
}

/// Editions counted in words, folded.
const ORDINALS: &[&str] = &[
    "deuxième",
    "dritte",
    "fifth",
    "first",
    "fourth",
    "second",
    "sixth",
    "third",
    "troisième",
    "vierte",
    "zweite",
];

/// How the words end by which institutes call their papers: "SWP-Studie", "Note", "IFRI Papers".
const PAPERS: &[&str] =
    &["briefing", "cahier", "note", "notes", "paper", "papers", "papier", "studie", "studies"];

/// "SWP-Studie Nr. 14", "Note n° 25": how long its words are, and where its number begins.
pub(super) fn numbered_report(rest: &str) -> Option<(usize, usize)> {
    let piece = rest.split([',', '(', ';']).next()?;
    let labels = [" No. ", " No: ", " no. ", " Nr. ", " n° ", " № "];
    let (label, at) = labels.iter().find_map(|label| Some((*label, text::find(piece, label)?)))?;
    let words = piece.get(..at)?;
    let last = words.rsplit([' ', '-']).next()?.to_lowercase();
    let named = words.starts_with(char::is_uppercase)
        && words.split_whitespace().count() <= 4
        && PAPERS.binary_search(&last.as_str()).is_ok();
    let number = piece.get(at + label.len()..)?;
    (named && number.starts_with(|c: char| c.is_ascii_digit())).then_some((at, at + label.len()))
}

// numbered-genre = 1*4Word ( "No." / "Nr." / "№" ) " " number
/// "ISO Standard No. 31207": how long its words are, and where its number begins.
pub(super) fn numbered_genre(inner: &str) -> Option<(usize, usize)> {
    let (label, at) = [" No. ", " no. ", " Nr. ", " № "]
        .iter()
        .find_map(|label| Some((*label, text::find(inner, label)?)))?;
    let words = inner.get(..at)?;
    let named = words.starts_with(char::is_uppercase)
        && (1..=4).contains(&words.split_whitespace().count())
        && !words.contains([',', ':', '.', '-']);
    let number = inner.get(at + label.len()..)?;
    (named && number.starts_with(|c: char| c.is_ascii_alphanumeric()) && !number.contains([' ', ',']))
        .then_some((at, at + label.len()))
}
