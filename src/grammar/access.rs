//! The day a source was read: a date behind "Erişim Tarihi:", before "abgerufen", or a label without a day.

use super::citation::Reader;
use crate::lang::index::{DateLabel, index};
use crate::model::{Date, Field, Reading, Sure};
use crate::span::Span;
use crate::text;

/// A label stands directly before its date; it is looked for in so many bytes.
const LABEL_ROOM: usize = 64;

/// A day of access, and the words before it with the tag of their language.
type Access = (Option<Field<Date>>, Option<(Span, &'static str)>);

impl Reader<'_> {
    // access = [ "(" ] label [ ":" ] date [ ")" ] / date label
    pub(super) fn accessed(&mut self) -> Access {
        for at in 0..self.dates.len() {
            let Some((date, span)) = self.dates.get(at).copied() else { break };
            let label = self.label_before(span).or_else(|| self.label_after(span));
            let Some((label, tag, kind)) = label else { continue };
            self.covered.push(label);
            if kind == DateLabel::Other {
                continue;
            }
            self.covered.push(span);
            self.dates.remove(at);
            return (Some(Field::new(date, span, Sure::Certain)), Some((label, tag)));
        }
        if let Some(near) = self.access_behind_slip() {
            return near;
        }
        (self.undated_access(), None)
    }

    /// "(Acces date: 16.10.2023)", "(Erisim Tarihi: …)" behind the address: a label with a slip in it.
    fn access_behind_slip(&mut self) -> Option<Access> {
        let floor = self.links.last()?.end();
        for at in 0..self.dates.len() {
            let (date, span) = self.dates.get(at).copied()?;
            let mut near = floor.max(span.start().saturating_sub(LABEL_ROOM));
            while !self.raw.is_char_boundary(near) {
                near += 1;
            }
            let Some(before) = self.raw.get(near..span.start()) else { continue };
            let words = before.trim_end_matches([' ', ':', '\u{00A0}']);
            let from = words.rfind(['(', '[', ',', ';', '.', '>']).map_or(0, |sign| sign + 1);
            let words = words.get(from..)?;
            let lead = words.len() - words.trim_start().len();
            let Some(language) = index().label_near(&text::folded(words)) else { continue };
            let label = Span::new(near + from + lead, near + from + words.len());
            self.covered.extend([label, span]);
            self.dates.remove(at);
            return Some((Some(Field::new(date, span, Sure::Likely)), Some((label, language.tag()))));
        }
        None
    }

    /// "(Accessed: n.d.)", "(Erişim Tarihi: )": the label is there, the day is not.
    fn undated_access(&mut self) -> Option<Field<Date>> {
        let last = self.links.last()?.end();
        let rest = self.raw.get(last..)?;
        let lead = rest.len()
            - rest.trim_start_matches([' ', ',', '.', '(', '[', ';', '\n', '\r', '\u{00A0}']).len();
        let folded = text::fold(
            rest.get(lead..)?
                .get(..LABEL_ROOM.min(rest.len() - lead))
                .unwrap_or_else(|| rest.get(lead..).unwrap_or_default()),
        );
        let (length, _) = index().label_at(&folded.text)?;
        let label = folded.source(0, length).shifted(last + lead);
        self.covered.push(label);
        let date = Date { reading: Reading::Undated, order: None, weekday: None };
        Some(Field::new(date, label, Sure::Likely))
    }

    pub(super) fn label_before(&self, date: Span) -> Option<(Span, &'static str, DateLabel)> {
        let floor =
            self.links.iter().map(|link| link.end()).filter(|end| *end <= date.start()).max().unwrap_or(0);
        let mut from = floor.max(date.start().saturating_sub(LABEL_ROOM));
        while !self.raw.is_char_boundary(from) {
            from += 1;
        }
        let before = self.raw.get(from..date.start())?;
        let bare = before
            .trim_end_matches([' ', ':', '：', '\u{00A0}', '\n', '\r', '(', '（', '-', '–', '\t', '*', '_']);
        // "Zugriff: am 16.10.2023": a small word between label and date.
        let joined = [" am", " on", " le", " den"]
            .iter()
            .find_map(|word| bare.strip_suffix(word).and_then(|rest| rest.strip_suffix(':')));
        let folded = text::fold(joined.unwrap_or(bare));
        let (start, labels) = index().label_before(&folded.text)?;
        let (language, kind) = labels.first()?;
        let span = folded.source(start, folded.text.len()).shifted(from);
        // "Open Access 2023" is no label: one small word needs a boundary before it.
        let single = !folded.text.get(start..)?.contains(' ');
        let head = self.raw.get(floor..span.start())?.trim_end();
        let bounded = head.is_empty()
            || head.ends_with([
                ',', '，', '、', '.', '。', '(', '（', '[', ';', ':', '：', '–', '—', ')', '）', '”', '"',
                '>',
            ]);
        let capital =
            span.of(self.raw).starts_with(char::is_uppercase) && !head.ends_with(char::is_alphabetic);
        (!single || bounded || capital).then(|| (span, language.tag(), *kind))
    }

    fn label_after(&self, date: Span) -> Option<(Span, &'static str, DateLabel)> {
        let after = self.raw.get(date.end()..)?;
        let trimmed = after.trim_start();
        let mut room = trimmed.len().min(LABEL_ROOM);
        while !trimmed.is_char_boundary(room) {
            room -= 1;
        }
        let folded = text::fold(trimmed.get(..room)?);
        let (length, languages) = index().label_after(&folded.text)?;
        let language = languages.first()?;
        let rest = folded.text.get(length..)?.trim_start();
        // "3 May 2022. Accessed 9 May 2022": the label belongs to the date behind it.
        let closes = rest.is_empty() || rest.starts_with([')', ']', '.', ',', ';']);
        let span = folded.source(0, length).shifted(date.end() + after.len() - trimmed.len());
        closes.then(|| (span, language.tag(), DateLabel::Access))
    }
}
