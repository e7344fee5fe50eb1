//! Labels with their number: volumes, issues, pages, sections ("Vol. 12", "S. 211–234", "§ 4 Abs. 2").

use super::pieces::{self, ends_field};
use super::{Pages, Reader};
use crate::lang::LocatorKind;
use crate::lang::index::index;
use crate::model::{Field, Sure, Text};
use crate::span::Span;

impl Reader<'_> {
    /// "Vol. 12", "№ 3", "S. 211–234", "§ 4", "c. 2": a label of the lexicon with its number.
    pub(super) fn located(&mut self, at: usize, to: usize, window: &crate::text::Folded) -> Option<usize> {
        let raw = self.raw;
        let (length, kind) = index().locator(&window.text).or_else(|| without_stop(&window.text))?;
        let label_end = window.source(0, length).shifted(at).end();
        let label = raw.get(at..label_end)?;
        let mut from = label_end;
        let tail = raw.get(from..to)?;
        from += tail.len() - tail.trim_start_matches([':', ' ', '\u{A0}', '\u{202F}', '.']).len();
        let value = pieces::number(raw.get(from..to)?)?;
        let span = Span::new(from, from + value);
        let kind = self.meant(kind, label);
        // A label of one letter needs its stop, and "p" is no initial.
        let bare = label.chars().count() == 1 && !raw.get(label_end..)?.starts_with(['.', ':']);
        if bare && !matches!(label, "p" | "s" | "S" | "§" | "№" | "¶") {
            return None;
        }
        let end = self.extended(span.end(), to);
        if matches!(kind, LocatorKind::Volume | LocatorKind::Issue)
            && self.citation.series.is_none()
            && let Some(series) = self.series_behind(span.end(), to)
        {
            let counted = self.number_field(span);
            match kind {
                LocatorKind::Volume => self.citation.volume = counted,
                _ => self.citation.number = counted,
            }
            self.citation.series = self.field(series, Sure::Likely);
            self.cover(Span::new(at, series.end()));
            return Some(series.end());
        }
        match kind {
            LocatorKind::Volume if self.citation.volume.is_none() => {
                self.citation.volume = self.number_field(span);
                self.serial |= self.quoted_title || self.contained;
            }
            LocatorKind::Issue if self.citation.issue.is_none() => {
                self.citation.issue = self.number_field(span);
                self.serial = true;
            }
            LocatorKind::Volume | LocatorKind::Issue => return None,
            kind => {
                let pages = Pages {
                    value: span,
                    whole: Span::new(at, end),
                    kind,
                    labelled: true,
                    pointed: self.is_pointed(at),
                };
                self.pages.push(pages);
                self.cover(Span::new(at, end));
                return Some(end);
            }
        }
        self.cover(Span::new(at, span.end()));
        // "Т. 12, № 3": "т." may follow the number, too ("т.к." does not).
        Some(span.end())
    }

    // series-behind = " " ( "of" / "in" ) " " 1*word mark
    /// "volume 87 of Cambridge Tracts in Mathematics.", "number 1142 in Lecture Notes in Computer Science,".
    fn series_behind(&self, at: usize, to: usize) -> Option<Span> {
        let rest = self.raw.get(at..to)?;
        let name = rest.strip_prefix(" of ").or_else(|| rest.strip_prefix(" in "))?;
        if !name.starts_with(char::is_uppercase) {
            return None;
        }
        let length = name.char_indices().find(|(offset, c)| {
            matches!(c, ',' | '(' | ';') || *c == '.' && ends_field(self.raw, at + 4 + offset)
        });
        let length = length.map_or(name.len(), |(offset, _)| offset);
        (name.get(..length)?.split_whitespace().count() >= 2).then(|| Span::new(at + 4, at + 4 + length))
    }

    /// A number as a field; the whole of it, also "1-2".
    pub(super) fn number_field(&mut self, span: Span) -> Option<Field<Text>> {
        self.cover(span);
        Some(Field::new(Text::default(), span, Sure::Certain))
    }

    /// What a label means beside the others: Turkish "C. 7, S. 1-2" counts volume and issue.
    pub(super) fn meant(&self, kind: LocatorKind, label: &str) -> LocatorKind {
        let cilt = self.citation.volume.as_ref().is_some_and(|volume| {
            let before = self.raw.get(..volume.span.start()).unwrap_or_default().trim_end();
            before.ends_with(['.', ':']) && before.trim_end_matches(['.', ':', ' ']).ends_with(['C', 'c'])
                || before.ends_with("Cilt")
                || before.ends_with("Cilt:")
        });
        match label.trim_end_matches(['.', ' ']) {
            "C" | "c" => LocatorKind::Volume,
            "v" | "V" if self.citation.volume.is_none() => LocatorKind::Volume,
            "n" | "N" | "nr" if self.citation.issue.is_none() => LocatorKind::Issue,
            "S" if cilt && self.citation.issue.is_none() => LocatorKind::Issue,
            _ => kind,
        }
    }

    /// "54 f.", "§ 4 Abs. 2", "м. 7/2", "art 9(2)": what belongs to the place that is pointed at.
    pub(super) fn extended(&self, at: usize, to: usize) -> usize {
        let mut end = at;
        loop {
            let rest = self.raw.get(end..to).unwrap_or_default();
            let more = ["ff.", "f.", "ff", "et seq.", "sqq.", "sq.", "vd."].iter().find_map(|word| {
                let trimmed = rest.trim_start();
                trimmed
                    .strip_prefix(word)
                    .filter(|tail| !tail.starts_with(char::is_alphanumeric))
                    .map(|tail| rest.len() - tail.len())
            });
            let bracket = rest
                .strip_prefix('(')
                .and_then(|inner| inner.find(')'))
                .filter(|length| *length <= 4)
                .map(|length| length + 2);
            let slash = rest.strip_prefix('/').and_then(pieces::number).map(|length| length + 1);
            let part = ["Abs.", "Nr.", "Satz", "S.", "lit.", "fıkra", "ч.", "п."].iter().find_map(|word| {
                let tail = rest.trim_start().strip_prefix(word)?;
                if rest.starts_with(',') {
                    return None;
                }
                let number = tail.trim_start();
                let length = pieces::number(number)?;
                Some(rest.len() - number.len() + length)
            });
            match more.or(bracket).or(slash).or(part) {
                Some(length) => end += length,
                None => return end,
            }
        }
    }

    /// "12. Jg.", "14. cilt": a number before its label.
    pub(super) fn volume_before_label(&self, at: usize) -> Option<(Span, usize)> {
        let rest = self.raw.get(at..self.limit)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let tail = rest.get(digits..)?.strip_prefix('.')?;
        let word = tail.trim_start();
        let label = ["Jg.", "Jahrgang", "Jahrg.", "cilt", "Cilt", "Bd.", "évf."]
            .iter()
            .find(|label| word.starts_with(**label))?;
        let end = at + rest.len() - word.len() + label.len();
        (digits > 0).then(|| (Span::new(at, at + digits), end))
    }
}

/// "Para 34", "art 9", "s 12": lawyers leave out the stop of a label.
fn without_stop(folded: &str) -> Option<(usize, LocatorKind)> {
    let length = folded.find(' ').filter(|length| *length <= 6)?;
    let number = folded.get(length + 1..)?.starts_with(|c: char| c.is_ascii_digit());
    let label = format!("{}.", folded.get(..length)?);
    let (whole, kind) = index().locator(&label)?;
    (number && whole == label.len()).then_some((length, kind))
}
