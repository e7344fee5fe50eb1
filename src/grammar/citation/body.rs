//! The body of an entry, behind names and title: read from left to right, piece by piece.
//!
//! A piece is an anchor, a date, a bracket, something behind a cue ("vol. 12", "ed. Can Su", "in"), a number that counts a
//! volume, or words; the words are settled when all is known.

use super::cues::{self, Role};
use super::pieces::{self, ends_field};
use super::{Pages, Reader, Words, anchors, front, names};
use crate::lang::LocatorKind;
use crate::lang::index::index;
use crate::model::{Field, Kind, NameOrder, Sure, Text};
use crate::span::Span;

/// Brackets inside brackets are read so deep.
const DEEPEST: u32 = 3;

/// A citation has at most so many pieces; what follows is not looked at.
const MOST_PIECES: usize = 200;

impl Reader<'_> {
    /// Reads `raw[at..to]`; `bracket` is the bracket it stands in, 0 for none.
    pub(super) fn body(&mut self, mut at: usize, to: usize, bracket: u32) {
        let mut holds = false;
        for _ in 0..MOST_PIECES {
            let Some(c) = self.raw.get(at..to).and_then(|rest| rest.chars().next()) else { return };
            if let Some(anchor) = self.anchor_at(at) {
                at = anchor.end().max(at + 1);
                continue;
            }
            let rest = self.raw.get(at..to).unwrap_or_default();
            if rest.starts_with("// ") || rest.starts_with("/ ") && rest.len() > 2 {
                holds = rest.starts_with("//");
                self.contained |= holds;
                at += if holds { 3 } else { 2 };
                if !holds {
                    at = self.behind_slash(at, to);
                }
                continue;
            }
            if let Some((index, span)) = self.date_at(at).filter(|(_, span)| span.start() == at)
                && !self.is_volume_like(span)
                && !(holds && self.opens_meeting(span))
            {
                at = self.date(index, span, bracket);
                continue;
            }
            if let Some(quote) = self.quote_at(at) {
                self.quoted_words(quote, holds);
                holds = false;
                at = quote.outer.end();
                continue;
            }
            if matches!(c, '(' | '[') {
                at = self.bracket(at, to);
                continue;
            }
            if let Some(end) = self.cued(at, to, &mut holds) {
                at = end;
                continue;
            }
            if !c.is_alphanumeric()
                && !matches!(c, '№' | '§' | '¶' | '²' | '³' | '¹' | '⁴' | '⁵' | '⁶' | '\'' | '’')
            {
                at += c.len_utf8();
                continue;
            }
            if let Some(end) = self.counted(at, to, bracket) {
                at = end;
                continue;
            }
            at = self.take_words(at, to, bracket, &mut holds);
        }
    }

    /// A date behind the title: the first one is the day of publication, and none is words.
    fn date(&mut self, index: usize, span: Span, _bracket: u32) -> usize {
        self.cover(span);
        let _ = index;
        span.end()
    }

    /// A four-digit number that a volume's punctuation follows is a volume: "2016(3)".
    fn is_volume_like(&self, span: Span) -> bool {
        let tail = self.raw.get(span.end()..).unwrap_or_default();
        pieces::is_year(span.of(self.raw)) && tail.starts_with('(') && self.citation.issued.is_some()
    }

    /// "in 2017 IEEE International Conference on Communications": the year begins the name.
    fn opens_meeting(&self, year: Span) -> bool {
        let rest = self.raw.get(year.end()..self.limit).unwrap_or_default();
        let name = rest.split([',', '.']).next().unwrap_or_default();
        pieces::is_year(year.of(self.raw))
            && name.strip_prefix(' ').is_some_and(|name| name.starts_with(char::is_uppercase))
            && self.is_meeting(name)
    }

    fn quoted_words(&mut self, quote: crate::grammar::title::Quoted, holds: bool) {
        self.cover(quote.outer);
        if self.next_anchor(quote.outer.start()) < quote.outer.end() {
            return;
        }
        let span = self.trimmed(quote.inner);
        let before = self.raw.get(..quote.outer.start()).unwrap_or_default().trim_end();
        if ["coll.", "collection", "Reihe", "col.", "dizisi", "серия"]
            .iter()
            .any(|word| before.ends_with(word))
        {
            self.citation.series = self.field(span, Sure::Certain);
            self.words.retain(|words| words.span.end() + 4 < quote.outer.start() || words.span.len() > 10);
            return;
        }
        self.words.push(Words { span, bracket: 0, after: ',', holds, quoted: true });
    }

    /// What stands in a bracket is read like the body; a role closes the names before it.
    fn bracket(&mut self, open: usize, to: usize) -> usize {
        let Some(close) = pieces::closing(self.raw, open, to) else { return open + 1 };
        let inner = self.raw.get(open + 1..close).unwrap_or_default();
        let end = close + 1;
        let role = cues::cues(&crate::text::folded(&front::first_words(inner))).role;
        if let Some((role, _)) = role.filter(|_| inner.len() < 24) {
            // "Iqbal & Ferris (Eds.)": the words before it are names.
            self.cover(Span::new(open, end));
            self.names_before(open, role);
            return end;
        }
        if front::last_is_role(inner) {
            let comma = inner.rfind(',').unwrap_or(inner.len());
            let role =
                cues::cues(&crate::text::folded(inner.get(comma + 1..).unwrap_or_default().trim())).role;
            if let Some(found) = names::names(self.raw, open + 1, open + 1 + comma, true) {
                self.people(&found, role.map_or(Role::Editor, |(role, _)| role));
                self.cover(Span::new(open, end));
                return end;
            }
        }
        // "… on Software Engineering (ICSE ’18)": the acronym of a meeting belongs to its name.
        let acronym = inner.len() <= 20
            && inner.chars().filter(|c| c.is_uppercase()).count() >= 3
            && !inner.contains([',', ':', '.']);
        if acronym
            && let Some(last) =
                self.words.last_mut().filter(|words| words.bracket == 0 && words.span.end() + 2 > open)
        {
            let meeting = last.span.of(self.raw).contains("Conference")
                || last.span.of(self.raw).contains("Proceedings")
                || last.span.of(self.raw).contains("Symposium")
                || last.span.of(self.raw).contains("Workshop");
            if meeting {
                last.span = Span::new(last.span.start(), end);
                last.after = ',';
                return end;
            }
        }
        if let Some((words, number)) = numbered_genre(inner) {
            let at = open + 1 + number;
            if self.numbered(open + 1, at, close).is_some() {
                self.tell(Kind::Report);
                self.citation.genre = self.citation.genre.take().or_else(|| {
                    Some(Field::new(Text::default(), Span::new(open + 1, open + 1 + words), Sure::Certain))
                });
                self.cover(Span::new(open, end));
                return end;
            }
        }
        self.brackets += 1;
        if self.brackets <= 24 && self.depth(open) <= DEEPEST {
            let number = self.brackets;
            self.body(open + 1, close, number);
        }
        end
    }

    fn depth(&self, open: usize) -> u32 {
        let before = self.raw.get(open.saturating_sub(8)..open).unwrap_or_default();
        u32::try_from(before.matches(['(', '[']).count()).unwrap_or(0)
    }

    /// The last words of the body are names with a role behind them.
    fn names_before(&mut self, at: usize, role: Role) {
        let Some(last) = self.words.iter().rposition(|words| words.span.end() <= at && words.bracket == 0)
        else {
            return;
        };
        // "Iqbal, R., Ferris, D. B. (Eds.)": as many pieces as are names.
        let from = (0..=last).find(|from| {
            let start = self.words.get(*from).map_or(at, |words| words.span.start());
            names::names(self.raw, start, at, true).is_some()
        });
        let Some(from) = from else { return };
        let start = self.words.get(from).map_or(at, |words| words.span.start());
        let Some(found) = names::names(self.raw, start, at, true) else { return };
        let held = self.words.drain(from..=last).any(|words| words.holds);
        self.people(&found, role);
        self.contained |= held;
    }

    fn people(&mut self, found: &names::Names, role: Role) {
        let list = self.names_fields(&found.list);
        match role {
            Role::Editor if self.citation.editors.is_empty() => self.citation.editors = list,
            Role::Translator if self.citation.translators.is_empty() => self.citation.translators = list,
            _ => {}
        }
    }

    /// GOST: behind " / " stand the authors, or who edited or translated.
    fn behind_slash(&mut self, at: usize, to: usize) -> usize {
        let window = self.window(at);
        if cues::cues(&window.text).role.is_some() {
            return at;
        }
        let stop = self.raw.get(at..to).and_then(|rest| rest.find(" // ")).map_or(to, |slashes| at + slashes);
        let Some(found) = names::names(self.raw, at, stop, false) else { return at };
        if self.citation.authors.is_empty() {
            self.citation.authors = self.names_fields(&found.list);
            self.cover(Span::new(at, found.end));
        }
        found.end
    }

    /// Something behind a cue; where it ends.
    fn cued(&mut self, at: usize, to: usize, holds: &mut bool) -> Option<usize> {
        let starts_word = self.raw.get(..at).is_none_or(|before| !before.ends_with(char::is_alphanumeric));
        if !starts_word
            || !self
                .raw
                .get(at..)?
                .starts_with(|c: char| c.is_alphabetic() || matches!(c, '№' | '§' | '¶' | '['))
        {
            return None;
        }
        if let Some(span) = self.undated_piece(at) {
            if self.citation.issued.is_none() {
                self.undated_at(span);
            }
            return Some(span.end());
        }
        if let Some(end) = self.awaited(at) {
            return Some(end);
        }
        if let Some(end) = self.pointing_word(at) {
            return Some(end);
        }
        let window = self.window(at);
        let cues = cues::cues(&window.text);
        let end_of = |length: usize| window.source(0, length).shifted(at).end();
        if self.raw.get(at..).is_some_and(|rest| rest.starts_with("En ") || rest.starts_with("Em "))
            && let Some(end) = self.editors_first(at + 3, to)
        {
            self.cover(Span::new(at, at + 3));
            self.contained = true;
            *holds = true;
            return Some(end);
        }
        if let Some(length) = cues.container
            && window.text.get(length..).is_some_and(|rest| rest.starts_with([' ', ':', '.']))
        {
            let end = self.behind_marks(end_of(length));
            self.cover(Span::new(at, end));
            self.contained = true;
            *holds = true;
            return Some(self.editors_first(end, to).unwrap_or(end));
        }
        if let Some((role, length)) = cues.role
            && let Some(end) = self.role(role, at, end_of(length), to)
        {
            return Some(end);
        }
        if let Some((kind, length)) = cues.talk.filter(|_| self.told.is_none()) {
            let end = end_of(length);
            self.cover(Span::new(at, end));
            self.told = Some(kind);
            // "Interview by Tom Reed": who asked.
            return Some(names::names(self.raw, self.behind_marks(end), to, false).map_or(end, |found| {
                self.cover(Span::new(end, found.end));
                found.end
            }));
        }
        if let Some((kind, length)) = cues.genre
            // "Lecture Notes in Computer Science" is a series.
            && !window.text.get(length..).is_some_and(|rest| rest.starts_with(" notes"))
            // "Bielefeld: transcript, 2014" is a publisher.
            && !(window.text.starts_with("transcript,") && self.raw.get(..at).is_some_and(|before| before.ends_with(": ")))
        {
            return Some(self.genre(kind, at, end_of(length), to));
        }
        if let Some((words, number)) = self.raw.get(at..to).and_then(numbered_report)
            && let Some(end) = self.numbered(at, at + number, to)
        {
            self.tell(Kind::Report);
            self.report_genre(at, at + words);
            return Some(end);
        }
        if let Some(end) = self.article_number(at, to, &window) {
            return Some(end);
        }
        // "Рабочая тетрадь № 81": the word of a report, not the label alone.
        if let Some(length) = cues.report
            && window.text.get(..length).is_some_and(|word| word.trim_end_matches('.').chars().count() > 2)
            && !self.serial
            && let Some(end) = self.numbered(at, end_of(length), to)
        {
            self.tell(Kind::Report);
            self.report_genre(at, end_of(length));
            return Some(end);
        }
        if let Some(end) = self.located(at, to, &window) {
            return Some(end);
        }
        if let Some(end) = self.edition_in_words(at) {
            return Some(end);
        }
        if let Some(length) = cues.edition
            && let Some(end) = self.edition_behind(at, end_of(length), to)
        {
            return Some(end);
        }
        if let Some(length) = cues.report
            && let Some(end) = self.numbered(at, end_of(length), to)
        {
            return Some(end);
        }
        let length = cues.plumbing?;
        let rest = window.text.get(length..).unwrap_or_default();
        let whole = rest.trim_start_matches([' ', ':', '.', ')', ']', '<']).is_empty()
            || rest.starts_with([':', ' ', ']', ')', '.', ',']);
        let before_anchor = self.next_anchor(end_of(length)) <= self.behind_marks(end_of(length)) + 1;
        let closes = rest.is_empty() || rest.starts_with([']', ')', ':', '.', ',']);
        let before_quote = self.quote_at(self.behind_marks(end_of(length))).is_some();
        (whole && (before_anchor || closes || before_quote)).then(|| {
            self.cover(Span::new(at, end_of(length)));
            end_of(length)
        })
    }

    pub(super) fn behind_marks(&self, at: usize) -> usize {
        let rest = self.raw.get(at..self.limit).unwrap_or_default();
        at + rest.len() - rest.trim_start_matches([' ', ':', '.', '\u{A0}', '\n', '<', '(']).len()
    }

    /// "In: Zabel, Ute; Wirth, Jost (Hrsg.): Flusspolitik", "In R. Iqbal & D. B. Ferris (Eds.), Seamarks".
    fn editors_first(&mut self, at: usize, to: usize) -> Option<usize> {
        let rest = self.raw.get(at..to)?;
        let roles = ["(", "[", ", editor", ", ed"];
        let open = roles.iter().filter_map(|role| rest.find(role)).min().filter(|length| *length < 200)?;
        let opening = at + open + rest.get(open..)?.len()
            - rest.get(open..)?.trim_start_matches(['(', '[', ',', ' ']).len();
        let window = self.window(opening);
        let (role, length) = cues::cues(&window.text).role?;
        let end = window.source(0, length).shifted(opening).end();
        let found = names::names(self.raw, at, at + open, true)?;
        // ", ed. Ingrid Solberg": the name comes behind the word, and a title stands before it.
        let bracketed = rest.get(open..)?.starts_with(['(', '[']);
        let inverted = found.list.iter().all(|name| name.value.order == NameOrder::FamilyFirst);
        let spelt = rest.get(open..)?.trim_start_matches([',', ' ']).starts_with("editor");
        if !bracketed && !inverted && !spelt {
            return None;
        }
        let tail = self.raw.get(end..)?;
        let closed = tail.len() - tail.trim_start_matches([')', ']', '.', ':', ',', ' ']).len();
        self.people(&found, role);
        self.cover(Span::new(at, end + closed));
        Some(end + closed)
    }

    /// "Ed. Can Su", "çev. Nermin Usta", "under the direction of …": names behind a role; else it is none.
    fn role(&mut self, role: Role, at: usize, end: usize, to: usize) -> Option<usize> {
        // "J. Petersen, Ed. New York": the name stands before the word.
        if self.raw.get(at..).is_some_and(|rest| rest.starts_with("Ed.") || rest.starts_with("Eds."))
            && self.raw.get(..at).is_some_and(|before| before.ends_with(", "))
        {
            let before = self.citation.editors.len();
            self.names_before(at, role);
            if self.citation.editors.len() > before {
                self.cover(Span::new(at, end));
                return Some(
                    end + usize::from(self.raw.get(end..).is_some_and(|rest| rest.starts_with('.'))),
                );
            }
        }
        let from = self.behind_marks(end);
        // "пер. с нем. Е. Я. Седых", "trad. de l'anglais par X": the language is no name.
        let from = self.behind_language(from);
        let found = names::names(self.raw, from, to, false)
            .filter(|found| found.list.iter().all(|name| name.value.given.is_some()))
            .or_else(|| self.name_up_to_mark(from, to))?;
        self.people(&found, role);
        self.cover(Span::new(at, found.end));
        Some(found.end)
    }

    pub(super) fn behind_language(&self, from: usize) -> usize {
        let rest = self.raw.get(from..self.limit).unwrap_or_default();
        for start in ["с ", "з ", "из ", "de l’", "de l'", "du ", "dal ", "aus dem ", "l’", "l'"] {
            if let Some(tail) = rest.strip_prefix(start) {
                let word = tail
                    .chars()
                    .take_while(|c| c.is_alphabetic() || *c == '.')
                    .map(char::len_utf8)
                    .sum::<usize>();
                let behind = tail.get(word..).unwrap_or_default();
                let trimmed = behind.trim_start();
                let trimmed = trimmed
                    .strip_prefix("par ")
                    .or(trimmed.strip_prefix("di "))
                    .or(trimmed.strip_prefix("von "))
                    .unwrap_or(trimmed);
                return from + rest.len() - trimmed.len();
            }
        }
        from
    }

    /// A name up to the next mark, where the list of names does not tell where it ends.
    fn name_up_to_mark(&self, from: usize, to: usize) -> Option<names::Names> {
        let rest = self.raw.get(from..to)?;
        let length = rest.char_indices().find(|(at, c)| {
            matches!(c, ',' | '(' | ')' | ';' | ':' | '[')
                || *c == '.' && ends_field(self.raw, from + at)
                || *c == '—'
        });
        let length = length.map_or(rest.len(), |(at, _)| at);
        names::names(self.raw, from, from + length, true)
    }

    /// "Doktora Tezi", "Technical Report No. 31", "dis. … kand. nauk".
    fn genre(&mut self, kind: Kind, at: usize, end: usize, to: usize) -> usize {
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
    fn article_number(&mut self, at: usize, to: usize, window: &crate::text::Folded) -> Option<usize> {
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
    fn report_genre(&mut self, at: usize, end: usize) {
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
    fn edition_in_words(&mut self, at: usize) -> Option<usize> {
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
    fn edition_behind(&mut self, at: usize, end: usize, to: usize) -> Option<usize> {
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
    fn numbered(&mut self, at: usize, end: usize, to: usize) -> Option<usize> {
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

    /// "Vol. 12", "№ 3", "S. 211–234", "§ 4", "c. 2": a label of the lexicon with its number.
    fn located(&mut self, at: usize, to: usize, window: &crate::text::Folded) -> Option<usize> {
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
    fn number_field(&mut self, span: Span) -> Option<Field<Text>> {
        self.cover(span);
        Some(Field::new(Text::default(), span, Sure::Certain))
    }

    /// What a label means beside the others: Turkish "C. 7, S. 1-2" counts volume and issue.
    fn meant(&self, kind: LocatorKind, label: &str) -> LocatorKind {
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
    fn extended(&self, at: usize, to: usize) -> usize {
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

    /// "n.d.", "o. J.", "t.y." as a piece of its own.
    pub(super) fn undated_piece(&self, at: usize) -> Option<Span> {
        let rest = self.raw.get(at..self.limit)?;
        if !rest.starts_with(['o', 'n', 't', 's', 'б', 'b', 'd']) {
            return None;
        }
        let window = self.window(at);
        let length = index().undated(&window.text)?;
        let end = window.source(0, length).shifted(at).end();
        let end = end + usize::from(self.raw.get(end..)?.starts_with('.'));
        let piece = self.raw.get(at..end)?;
        let tail = self.raw.get(end..)?;
        let free = tail.is_empty() || tail.starts_with([',', ')', ' ', ';', ']', '.']);
        (piece.contains('.') && free && anchors::is_undated(piece)).then(|| Span::new(at, end))
    }

    /// "in press", "im Erscheinen": an article that is still to come.
    fn awaited(&mut self, at: usize) -> Option<usize> {
        let rest = self.raw.get(at..self.limit)?;
        let word = AWAITED.iter().find(|word| {
            rest.strip_prefix(**word).is_some_and(|tail| !tail.starts_with(char::is_alphanumeric))
        })?;
        self.cover(Span::new(at, at + word.len()));
        self.serial |= self.citation.publisher.is_none() && !self.contained;
        Some(at + word.len())
    }

    /// "Hier", "at", "here" before the page that is meant.
    fn pointing_word(&mut self, at: usize) -> Option<usize> {
        let rest = self.raw.get(at..self.limit)?;
        let word = POINTING
            .iter()
            .find(|word| rest.strip_prefix(**word).is_some_and(|tail| tail.starts_with(' ')))?;
        let from = at + word.len() + 1;
        let window = self.window(from);
        let digits = window.text.starts_with(|c: char| c.is_ascii_digit());
        let labelled = index().locator(&window.text).is_some();
        (digits || labelled).then(|| {
            self.cover(Span::new(at, from));
            from
        })
    }

    /// "Hier S. 20", "at 317", "at p. 41", "özellikle s. 5": the page meant, whatever the extent.
    fn is_pointed(&self, at: usize) -> bool {
        let before = self.raw.get(..at).unwrap_or_default().trim_end();
        POINTING.iter().any(|word| {
            before.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', ',']))
        })
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
        (digits > 0)
            .then(|| {
                (
                    Span::new(at, at + digits),
                    self.raw.len() - (self.raw.len() - at - rest.len() + word.len()) + label.len(),
                )
            })
            .map(|(span, _)| (span, at + rest.len() - word.len() + label.len()))
    }

    /// A number in the body: an edition, a volume with what follows it, pages.
    fn counted(&mut self, at: usize, to: usize, bracket: u32) -> Option<usize> {
        let rest = self.raw.get(at..to)?;
        if let Some(edition) = raised(rest) {
            // "München ²2016": a raised figure before the year counts the edition.
            self.citation.edition = self.field(Span::new(at, at + edition), Sure::Likely);
            return Some(at + edition);
        }
        let starts_word = self.raw.get(..at).is_none_or(|before| !before.ends_with(char::is_alphanumeric));
        if !starts_word {
            return None;
        }
        if let Some((number, length)) = pieces::edition(rest) {
            if self.citation.edition.is_none() {
                self.citation.edition = self.number_field(Span::new(at, at + number));
            }
            self.cover(Span::new(at, at + length));
            return Some(at + length);
        }
        if let Some((volume, end)) = self.volume_before_label(at) {
            self.citation.volume = self.number_field(volume);
            self.serial = true;
            self.cover(Span::new(at, end));
            return Some(end);
        }
        let length = pieces::number(rest)?;
        let number = rest.get(..length)?;
        let digits = number.starts_with(|c: char| c.is_ascii_digit());
        let tail = rest.get(length..)?;
        // "412 с.", "250 p.": how long a book is says nothing of where to look.
        let counted = ["с.", "p.", "pp.", "S.", "s.", "стор."].iter().any(|unit| {
            tail.strip_prefix(' ').and_then(|tail| tail.strip_prefix(unit)).is_some_and(|rest| {
                rest.trim().is_empty()
                    || rest.starts_with([' ', ','])
                        && rest.trim_start_matches([' ', ',', '-', '–', '—']).starts_with("ISBN")
            })
        });
        if counted {
            self.cover(Span::new(at, at + length + 1));
            let unit = tail
                .trim_start()
                .chars()
                .take_while(|c| c.is_alphabetic())
                .map(char::len_utf8)
                .sum::<usize>();
            return Some(at + length + 1 + unit);
        }
        // "(2014) 31 Journal of Carriage Law 310": lawyers put the volume before the journal.
        let before_journal = self.quoted_title
            && self.words.is_empty()
            && self.citation.volume.is_none()
            && digits
            && tail.strip_prefix(' ').is_some_and(|tail| tail.starts_with(char::is_uppercase))
            && self.raw.get(..at)?.trim_end().ends_with([')', ']']);
        // "(2006) 29(2) Melbourne University Law Review 423".
        let issue = tail.strip_prefix('(').and_then(|inner| inner.find(')')).filter(|length| *length <= 3);
        if let Some(issue) = issue.filter(|_| self.quoted_title && self.words.is_empty() && digits)
            && tail
                .get(issue + 2..)
                .and_then(|tail| tail.strip_prefix(' '))
                .is_some_and(|tail| tail.starts_with(char::is_uppercase))
        {
            self.serial = true;
            self.citation.volume = self.volume(Span::new(at, at + length));
            self.citation.issue = self.volume(Span::new(at + length + 1, at + length + 1 + issue));
            return Some(at + length + issue + 2);
        }
        if before_journal || self.citation.volume.is_none() && self.volume_before_journal(at) {
            self.serial = true;
            self.citation.volume = self.volume(Span::new(at, at + length));
            return Some(at + length);
        }
        if self.citation.volume.is_none() && bracket == 0 && self.opens_serial(at, length, to) {
            return Some(self.serial(at, length, to));
        }
        if !digits {
            return None;
        }
        let after_colon = self.raw.get(..at)?.trim_end().ends_with(':');
        // "9 (2022) 1, S. 5–27": the issue behind the year.
        let before = self.raw.get(..at)?.trim_end();
        if self.serial
            && self.citation.issue.is_none()
            && before.ends_with(')')
            && !pieces::is_range(number)
            && bracket == 0
            && !after_colon
            && self.raw.get(..at)?.ends_with(' ')
            && tail.trim_start().strip_prefix([',', ':']).is_some_and(|tail| {
                let tail = tail.trim_start();
                let labelled = || index().locator(&crate::text::folded(&front::first_words(tail))).is_some();
                tail.starts_with(|c: char| c.is_ascii_digit()) || labelled()
            })
        {
            self.citation.issue = self.number_field(Span::new(at, at + length));
            return Some(at + length);
        }
        let end = self.extended(at + length, to);
        if tail.starts_with(':')
            && tail.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            // A minute of a video.
            let minute = 1 + tail.get(1..)?.bytes().take_while(u8::is_ascii_digit).count();
            let span = Span::new(at, at + length + minute);
            self.pages.push(Pages {
                value: span,
                whole: span,
                kind: LocatorKind::Line,
                labelled: false,
                pointed: true,
            });
            self.cover(span);
            return Some(span.end());
        }
        let follows = tail.trim_start();
        let ends = follows.is_empty()
            || follows.starts_with([',', '.', ';', ')', ']', '(', '<'])
            || self.anchor_at(at + tail.len().min(1) + length).is_some()
            || end > at + length;
        if !ends {
            return None;
        }
        let span = Span::new(at, at + length);
        let pages = Pages {
            value: span,
            whole: Span::new(at, end),
            kind: LocatorKind::Page,
            labelled: false,
            pointed: self.is_pointed(at),
        };
        self.pages.push(pages);
        self.cover(pages.whole);
        Some(end)
    }

    // volume-before-journal = number 1*8Word number ( "(" year ")" / "," / end )
    /// "84 Yale L.J. 1162 (1975)": American lawyers put the volume first.
    pub(super) fn volume_before_journal(&self, at: usize) -> bool {
        let rest = self.raw.get(at..self.limit.min(at + 96)).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=4).contains(&digits) || pieces::is_year(rest.get(..digits).unwrap_or_default()) {
            return false;
        }
        let Some(name) = rest.get(digits..).and_then(|tail| tail.strip_prefix(' ')) else { return false };
        let Some(page) = name.char_indices().find(|(at, c)| {
            c.is_ascii_digit() && name.get(..*at).is_some_and(|before| before.ends_with(' '))
        }) else {
            return false;
        };
        let words = name.get(..page.0).unwrap_or_default();
        let abbreviated = words.contains('.')
            && words.starts_with(char::is_uppercase)
            && !words.contains([',', ':', '(', ';']);
        let tail = name.get(page.0..).unwrap_or_default();
        let tail = tail.trim_start_matches(|c: char| c.is_ascii_digit());
        abbreviated
            && words.split_whitespace().count() <= 8
            && (tail.is_empty() || tail.starts_with([',', '.']) || tail.starts_with(" ("))
    }

    /// Whether a number counts a volume: its own punctuation follows, an issue, a year, pages.
    fn opens_serial(&self, at: usize, length: usize, to: usize) -> bool {
        let number = self.raw.get(at..at + length).unwrap_or_default();
        let tail = self.raw.get(at + length..to).unwrap_or_default();
        let trimmed = tail.trim_start();
        let container = !self.words.is_empty() || self.citation.title.is_none();
        if !container || pieces::is_year(number) && !tail.starts_with('(') {
            return false;
        }
        let next = |text: &str| {
            let text = text.trim_start();
            let electronic = text.strip_prefix('e').filter(|rest| rest.len() >= 4).unwrap_or(text);
            electronic.starts_with(|c: char| c.is_ascii_digit())
        };
        if let Some(inner) = trimmed.strip_prefix('(') {
            let inner = inner.split(')').next().unwrap_or_default();
            let close = at + length + tail.len() - trimmed.len() + 1 + inner.len() + 1;
            let dated = self.dates.iter().any(|(_, span)| span.start() > at && span.end() <= close);
            let behind = self.raw.get(close..to).unwrap_or_default();
            let short = inner.len() <= 10 && inner.contains(|c: char| c.is_ascii_digit())
                || is_season(inner) && behind.starts_with([':', ',']);
            // "41 (2022), H. 2", but "(2012)" behind the pages of an LNCS entry is the year.
            return dated
                && (behind
                    .trim_start_matches([' ', ',', ':', ';'])
                    .starts_with(|c: char| c.is_ascii_digit() || c.is_alphabetic())
                    || behind.trim_matches([' ', '.', ')']).is_empty() && self.citation.title.is_some())
                || short;
        }
        if self.dotted_issue(at + length).is_some() {
            return true;
        }
        if let Some(behind) = trimmed.strip_prefix('/') {
            return next(behind);
        }
        let pages = tail.strip_prefix(' ').and_then(|tail| tail.get(..pieces::number(tail)?));
        if pages.is_some_and(pieces::is_range) && !pieces::is_range(number) {
            return true;
        }
        if let Some(behind) = trimmed.strip_prefix(':') {
            // "12:45" behind a comma is a minute of a video.
            let range = pieces::number(behind.trim_start())
                .and_then(|length| behind.trim_start().get(..length))
                .is_some_and(pieces::is_range);
            return next(behind) && (range || !self.pages_only(at) && self.citation.accessed.is_none());
        }
        if let Some(behind) = trimmed.strip_prefix([',', ';']) {
            let behind_at =
                at + length + tail.len() - behind.len() + behind.len() - behind.trim_start().len();
            if next(behind) {
                return !self.date_at(behind_at).is_some_and(|(_, span)| {
                    span.start() == behind_at && !pieces::is_year(span.of(self.raw))
                });
            }
            let window = self.window(behind_at);
            return index().locator(&window.text).is_some_and(|(length, kind)| {
                let number =
                    window.text.get(length..).unwrap_or_default().trim_start_matches([' ', '.', ':']);
                number.starts_with(|c: char| c.is_ascii_digit())
                    && (kind == LocatorKind::Issue
                        || matches!(kind, LocatorKind::Page) && !self.pages_only(at))
            });
        }
        false
    }

    /// "Tercüman, 14, s. 3"? A number behind a comma and before a page may be a volume or a day: only behind words without
    /// a comma it is a volume.
    fn pages_only(&self, at: usize) -> bool {
        // "BMC Bioinformatics 2008, 9:559".
        if at >= 6 && self.volume_behind_year(at - 6) {
            return false;
        }
        self.raw.get(..at).is_some_and(|before| before.trim_end().ends_with(','))
    }

    /// Reads volume, issue, year and pages that stand in one run: "12, no. 4 (2020): 233–58", "27(3), 301–329", "14/2 (Aralık
    /// 2022), 71-96", "7, 3 (July 2018), 1–24", "34(2):118-25".
    fn serial(&mut self, at: usize, length: usize, to: usize) -> usize {
        self.serial = true;
        self.citation.volume = self.volume(Span::new(at, at + length));
        let mut at = at + length;
        if let Some(length) = self.dotted_issue(at) {
            self.citation.issue = self.volume(Span::new(at + 1, at + 1 + length));
            at += 1 + length;
        }
        let glued_slash =
            self.raw.get(at..to).and_then(|rest| rest.strip_prefix('/')).and_then(pieces::number);
        if let Some(length) = glued_slash {
            self.citation.issue = self.volume(Span::new(at + 1, at + 1 + length));
            at += 1 + length;
        }
        for _ in 0..6 {
            let rest = self.raw.get(at..to).unwrap_or_default();
            let trimmed = rest.trim_start();
            let from = at + rest.len() - trimmed.len();
            if let Some(inner) = trimmed.strip_prefix('(') {
                let Some(close) = pieces::closing(self.raw, from, to) else { return at };
                let said = inner.get(..close - from - 1).unwrap_or_default();
                let whole = pieces::number(said).is_some_and(|length| length == said.len());
                // "37(Suppl 1):S12".
                let supplement = said.len() <= 14
                    && said.starts_with(char::is_uppercase)
                    && trimmed.len() == rest.len()
                    && !self.dates.iter().any(|(_, span)| span.start() > from && span.end() <= close);
                if (whole || supplement || is_season(said))
                    && self.citation.issue.is_none()
                    && !(pieces::is_year(said) && self.citation.issued.is_none())
                {
                    self.citation.issue = self.volume(Span::new(from + 1, close));
                    self.cover(Span::new(from, close + 1));
                } else if self.date_at(from + 1).is_some_and(|(_, span)| span.start() < close) {
                    self.cover(Span::new(from, close + 1));
                    if let Some((_, span)) = self.date_at(from + 1) {
                        let more = Span::new(span.end(), close);
                        // "(2012) H. 3" inside one bracket is read like the body.
                        if more.of(self.raw).contains(char::is_alphanumeric) {
                            self.body(span.end(), close, 0);
                        }
                    }
                } else {
                    return at;
                }
                at = close + 1;
                continue;
            }
            let bare = trimmed.len() < rest.len()
                && trimmed.get(..pieces::number(trimmed).unwrap_or(0)).is_some_and(pieces::is_range);
            let mark = trimmed.chars().next().filter(|c| matches!(c, ',' | ':' | ';' | '.'));
            let Some(mark) = mark.or(bare.then_some(' ')) else {
                return at;
            };
            // Where no mark stands, the blank before the number is one.
            let (from, trimmed) = if bare {
                (from - 1, rest.get(rest.len() - trimmed.len() - 1..).unwrap_or_default())
            } else {
                (from, trimmed)
            };
            let behind = trimmed.get(1..).unwrap_or_default();
            let number = behind.trim_start();
            let number_at = from + 1 + behind.len() - number.len();
            if self.date_at(number_at).is_some_and(|(_, span)| span.start() == number_at) && mark != ':' {
                return at;
            }
            let Some(length) = pieces::number(number) else { return at };
            let value = number.get(..length).unwrap_or_default();
            let tail = number.get(length..).unwrap_or_default().trim_start();
            // "XII, 2, 2004, pp. 101-129".
            let year_next = tail.strip_prefix(',').map(str::trim_start).is_some_and(|next| {
                next.get(..4).is_some_and(pieces::is_year)
                    && next.get(4..).is_some_and(|rest| rest.starts_with(','))
            });
            if year_next && !pieces::is_range(value) && mark == ',' && self.citation.issue.is_none() {
                self.citation.issue = self.volume(Span::new(number_at, number_at + length));
                at = number_at + length;
                continue;
            }
            let issue = !pieces::is_range(value)
                && mark == ','
                && self.citation.issue.is_none()
                && tail.starts_with('(')
                && tail.find(')').is_some_and(|close| {
                    tail.get(close + 1..).is_some_and(|rest| {
                        rest.trim_start_matches([',', ' ', ':']).starts_with(|c: char| c.is_ascii_digit())
                    })
                });
            let span = Span::new(number_at, number_at + length);
            // "Linguistic Inquiry 12:2, 221–249": pages follow the issue.
            let paged = mark == ':'
                && tail
                    .strip_prefix(", ")
                    .and_then(|next| next.get(..pieces::number(next)?))
                    .is_some_and(pieces::is_range);
            let numbered = mark == ',' && tail.starts_with(", Article ");
            if issue
                || numbered && self.citation.issue.is_none()
                || paged && !pieces::is_range(value) && self.citation.issue.is_none()
                || mark == ':'
                    && !pieces::is_range(value)
                    && tail.starts_with('(')
                    && self.citation.issue.is_none()
            {
                self.citation.issue = self.volume(span);
            } else if value.starts_with(|c: char| c.is_ascii_digit()) || value.starts_with(['e', 'S']) {
                let end = self.extended(span.end(), to);
                self.pages.push(Pages {
                    value: span,
                    whole: Span::new(span.start(), end),
                    kind: LocatorKind::Page,
                    labelled: false,
                    pointed: false,
                });
                self.cover(Span::new(span.start(), end));
                at = end;
                continue;
            } else {
                return at;
            }
            at = span.end();
        }
        at
    }

    /// The issue in "71.3 (2003)", its digits behind the stop.
    fn dotted_issue(&self, at: usize) -> Option<usize> {
        let tail = self.raw.get(at..self.limit)?.strip_prefix('.')?;
        let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
        let year = tail.get(digits..)?.trim_start().strip_prefix('(')?;
        ((1..=3).contains(&digits) && year.get(..4).is_some_and(pieces::is_year)).then_some(digits)
    }

    fn volume(&mut self, span: Span) -> Option<Field<Text>> {
        self.cover(span);
        Some(Field::new(Text::default(), span, Sure::Likely))
    }

    /// Words up to the next mark, anchor, date or volume.
    fn take_words(&mut self, at: usize, to: usize, bracket: u32, holds: &mut bool) -> usize {
        let stop = self.next_anchor(at).min(to);
        let mut end = stop;
        let mut after = ' ';
        let raw = self.raw.get(at..stop).unwrap_or_default();
        for (offset, c) in raw.char_indices() {
            let here = at + offset;
            let rest = raw.get(offset + c.len_utf8()..).unwrap_or_default();
            let ends = match c {
                // "Charity in England, 1500–1700": years of what it is about.
                ',' if self.years_behind(here + 1) => false,
                // "Curran Associates, Inc."
                ',' if [" Inc.", " Ltd.", " LLC", " Ltd,"].iter().any(|form| rest.starts_with(form)) => false,
                ',' | ';' | '(' | '[' | ')' | ']' | '<' | '>' => true,
                // "Газета.Ru"
                '.' if rest.starts_with(char::is_alphabetic) => false,
                '.' => ends_field(self.raw, here) && !self.abbreviates(here, at),
                ':' => rest.starts_with([' ', '\u{A0}']) || rest.is_empty(),
                '/' => offset > 0 && raw.get(..offset).is_some_and(|before| before.ends_with(' ')),
                '—' | '–' | '-' => {
                    raw.get(..offset).is_some_and(|before| before.ends_with(' ')) && rest.starts_with(' ')
                }
                '²' | '³' | '¹' | '⁴' | '⁵' => offset > 0,
                _ => false,
            };
            let word_begins =
                offset > 0 && raw.get(..offset).is_some_and(|before| before.ends_with(char::is_whitespace));
            let named_year = *holds
                && raw.get(..offset).is_some_and(|before| {
                    let name = before.trim_end().rsplit(' ').next().unwrap_or_default();
                    name.chars().all(|c| c.is_uppercase() || c == '-') && name.len() >= 3
                });
            let meeting_year = *holds
                && raw.get(..offset).is_some_and(|before| before.ends_with(" the "))
                && rest.get(3..).is_some_and(|tail| {
                    tail.strip_prefix(' ').is_some_and(|tail| tail.starts_with(char::is_uppercase))
                });
            let begins_other = word_begins
                && !(named_year || meeting_year)
                && !(raw.get(..offset).is_some_and(|before| before.ends_with(", "))
                    && self.years_behind(here - 1))
                && (self.date_at(here).is_some_and(|(_, span)| span.start() == here)
                    || self.quote_at(here).is_some()
                    || matches!(c, 'o' | 'n' | 't' | 's' | 'б') && self.undated_piece(here).is_some()
                    || self.number_ends_words(here, to) && !(*holds && raw.starts_with("Advances in "))
                    || self.cue_ends_words(here));
            if ends || begins_other {
                end = here;
                after = if ends { c } else { ' ' };
                // "Harbour Daily: https://…": the colon leads to the address.
                if c == ':' && self.anchor_at(self.behind_marks(here)).is_some() {
                    after = ',';
                }
                // "М. ; СПб. : Перевал": the stop of a short form before the mark that counts.
                if c == '.'
                    && let Some(mark) = rest.trim_start().chars().next().filter(|c| matches!(c, ':' | ';'))
                {
                    after = mark;
                }
                break;
            }
        }
        let span = self.without_joints(Span::new(at, end));
        // "Tersaneden Kente içinde, ed. …": the word behind names the container.
        if let Some(kept) =
            span.of(self.raw).strip_suffix(" içinde").or(span.of(self.raw).strip_suffix(" içerisinde"))
        {
            self.contained = true;
            let span = Span::new(span.start(), span.start() + kept.len());
            self.cover(Span::new(at, end));
            self.push_words(Words { span, bracket, after, holds: true, quoted: false });
            *holds = false;
            return end.max(at + 1);
        }
        let span = self.trimmed(span);
        self.push_words(Words { span, bracket, after, holds: *holds, quoted: false });
        *holds = false;
        if end == at { at + raw.chars().next().map_or(1, char::len_utf8) } else { end }
    }

    /// Whether a range of years follows, and then a bracket or an end: it belongs to the name before it.
    fn years_behind(&self, at: usize) -> bool {
        let rest = self.raw.get(at..self.limit).unwrap_or_default().trim_start();
        let Some(number) = pieces::number(rest).and_then(|length| rest.get(..length)) else { return false };
        let years = number.split(['-', '–', '—']).all(|year| year.len() == 4);
        pieces::is_range(number)
            && years
            && rest.get(number.len()..).is_some_and(|tail| tail.trim_start().starts_with('('))
    }

    /// Whether the stop at a place ends a short form in the name of a journal: capital words and stops go on to its volume.
    fn abbreviates(&self, at: usize, from: usize) -> bool {
        if self.citation.container.is_some()
            || self.citation.title.is_none() && self.citation.authors.is_empty()
        {
            return false;
        }
        let word = pieces::last_word(self.raw, at);
        let piece = self.raw.get(from..at).unwrap_or_default();
        if !word.starts_with(char::is_uppercase)
            || word.chars().count() > 10
            || piece.split_whitespace().count() > 9
        {
            return false;
        }
        let rest = self.raw.get(at + 1..self.limit.min(at + 72)).unwrap_or_default();
        let Some(tail) = rest.strip_prefix(' ') else { return false };
        let mut words = 0;
        for word in tail.split_whitespace() {
            let bare = word.trim_end_matches(['.', ',']);
            if bare.starts_with(|c: char| c.is_ascii_digit()) {
                let start = at + 1 + (word.as_ptr() as usize).saturating_sub(rest.as_ptr() as usize);
                return words > 0
                    && words <= 4
                    && (self.number_ends_words(start, self.limit) && self.date_at(start).is_none()
                        || self.volume_behind_year(start));
            }
            let short = word.ends_with('.') || bare.chars().count() <= 2;
            if !bare.starts_with(char::is_uppercase) && !["of", "and", "&"].contains(&bare)
                || !short && words > 0
            {
                return false;
            }
            // "Int. Conf. Robot. Autom., Barcelona": one more short form closes a name of short forms.
            if word.ends_with(".,") {
                let shorts =
                    bare.chars().count() <= 10 && pieces::last_word(self.raw, at).chars().count() <= 7;
                return piece.contains('.') || shorts && words == 0 && piece.split_whitespace().count() == 1;
            }
            // The blank behind the comma was lost.
            if word.find(".,").is_some_and(|stop| {
                word.get(stop + 2..).is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_digit()))
            }) {
                return piece.contains('.');
            }
            words += 1;
            if words > 4 || word.ends_with([',', ':', ';']) {
                return false;
            }
        }
        false
    }

    /// "Angew. Chem. Int. Ed. 2008, 47, 3344": a year, and behind its comma a volume.
    fn volume_behind_year(&self, at: usize) -> bool {
        let rest = self.raw.get(at..self.limit).unwrap_or_default();
        rest.get(..4).is_some_and(pieces::is_year)
            && rest.get(4..).and_then(|tail| tail.strip_prefix(", ")).is_some_and(|tail| {
                let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
                (1..=4).contains(&digits)
                    && tail.get(digits..).is_some_and(|tail| tail.starts_with([',', ':', '(', ' ']))
            })
    }

    /// Without small words that lead to what follows: "Süddeutsche Zeitung vom".
    fn without_joints(&self, span: Span) -> Span {
        let raw = span.of(self.raw);
        let kept = raw.trim_end();
        let small = [" vom", " of", " on", " du", " от", " v.", " from", " le", " del", " z"]
            .iter()
            .find_map(|word| kept.strip_suffix(word));
        Span::new(span.start(), span.start() + small.unwrap_or(kept).len())
    }

    /// Whether a number behind words counts a volume, so that the words end before it.
    fn number_ends_words(&self, at: usize, to: usize) -> bool {
        let Some(length) = self.raw.get(at..to).and_then(pieces::number) else { return false };
        let number = self.raw.get(at..at + length).unwrap_or_default();
        let tail = self.raw.get(at + length..to).unwrap_or_default();
        if number.starts_with(|c: char| c.is_alphabetic()) && !tail.trim_start().starts_with('(') {
            return false;
        }
        let trimmed = tail.trim_start();
        // "77 MLR 531": behind a volume that came first the number is the page.
        if self.citation.volume.is_some()
            && self.serial
            && (trimmed.is_empty() || trimmed == "." || pieces::is_range(number) && trimmed.starts_with(','))
        {
            return true;
        }
        // "Hispanic Review 71.3 (2003)".
        if tail.starts_with('.') && self.dotted_issue(at + length).is_some() {
            return true;
        }
        if let Some(inner) = trimmed.strip_prefix('(') {
            let inner = inner.split(')').next().unwrap_or_default();
            return inner.contains(|c: char| c.is_ascii_digit()) && inner.len() <= 24 || is_season(inner);
        }
        let behind = trimmed.strip_prefix([':', ',', ';']).map(str::trim_start);
        if trimmed.starts_with(':')
            || tail.starts_with('/')
            || pieces::edition(self.raw.get(at..to).unwrap_or_default()).is_some()
        {
            return behind.is_none_or(|behind| behind.starts_with(|c: char| c.is_ascii_digit()))
                || tail.starts_with('/');
        }
        // "J. Roy. Statist. Soc. Ser. B 58 267–288": nothing between volume and pages.
        let paged = |tail: &str| {
            pieces::number(tail).is_some_and(|length| {
                tail.get(..length).is_some_and(pieces::is_range)
                    && tail.get(length..).is_some_and(|rest| rest.trim_matches(['.', ' ']).is_empty())
            })
        };
        if tail.strip_prefix(' ').is_some_and(paged) && !pieces::is_range(number) {
            return true;
        }
        let Some(behind) = behind else {
            return pieces::is_range(number) && (trimmed.is_empty() || trimmed.starts_with('.'));
        };
        let behind_at = at + length + tail.len() - trimmed.len() + 1;
        let behind_at =
            behind_at + self.raw.get(behind_at..to).map_or(0, |rest| rest.len() - rest.trim_start().len());
        if self.anchor_at(behind_at).is_some() {
            return false;
        }
        let window = self.window(behind_at);
        let labelled = index().locator(&window.text).is_some_and(|(length, kind)| {
            matches!(kind, LocatorKind::Issue | LocatorKind::Page | LocatorKind::Volume)
                && window.text.get(length..).is_some_and(|rest| {
                    rest.trim_start_matches([' ', '.', ':']).starts_with(|c: char| c.is_ascii_digit())
                })
        });
        let dated =
            self.date_at(behind_at).is_some_and(|(_, span)| span.start() == behind_at && span.len() > 4);
        labelled || behind.starts_with(|c: char| c.is_ascii_digit()) && !dated
    }

    /// Whether a cue that can follow words without a mark begins: "в кн.", "Vol. 2", "ed. by".
    fn cue_ends_words(&self, at: usize) -> bool {
        let rest = self.raw.get(at..self.limit).unwrap_or_default();
        let first = rest.chars().next().unwrap_or(' ');
        if !(first.is_lowercase()
            || matches!(first, '№' | 'V' | 'N' | 'T' | 'Т' | 'C' | 'J' | 'S' | 'B' | 'H' | '§'))
        {
            return false;
        }
        let window = self.window(at);
        let locator = index().locator(&window.text).is_some_and(|(length, _)| {
            let label = window.text.get(..length).unwrap_or_default();
            (label.ends_with('.') || label.chars().count() > 2 || !label.is_ascii())
                && window.text.get(length..).is_some_and(|rest| {
                    rest.trim_start_matches([' ', '.', ':']).starts_with(|c: char| c.is_ascii_digit())
                })
        });
        locator
            || cues::cues(&window.text).role.is_some_and(|(_, length)| {
                window.text.get(length..).is_some_and(|rest| rest.starts_with([' ', '.']))
                    && first.is_lowercase()
                    && window.text.get(..length).is_some_and(|word| word.contains([' ', '.']))
            })
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
    let (label, at) = labels.iter().find_map(|label| Some((*label, piece.find(label)?)))?;
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
    let (label, at) =
        [" No. ", " no. ", " Nr. ", " № "].iter().find_map(|label| Some((*label, inner.find(label)?)))?;
    let words = inner.get(..at)?;
    let named = words.starts_with(char::is_uppercase)
        && (1..=4).contains(&words.split_whitespace().count())
        && !words.contains([',', ':', '.', '-']);
    let number = inner.get(at + label.len()..)?;
    (named && number.starts_with(|c: char| c.is_ascii_alphanumeric()) && !number.contains([' ', ',']))
        .then_some((at, at + label.len()))
}

/// What stands in the place of pages and year until a work is out.
pub(super) const AWAITED: &[&str] = &[
    "Forthcoming",
    "In press",
    "To appear",
    "baskıda",
    "en prensa",
    "forthcoming",
    "im Druck",
    "im Erscheinen",
    "in press",
    "in print",
    "sous presse",
    "to appear",
    "à paraître",
    "в печати",
];

/// "Spring", "Winter": a season in the place of an issue.
fn is_season(inner: &str) -> bool {
    let folded = crate::text::folded(inner);
    index().is_season(&folded) || index().month(&folded).is_some()
}

/// Words before the page that is meant.
const POINTING: &[&str] = &[
    "aquí",
    "at",
    "bes.",
    "esp.",
    "especially",
    "here",
    "hier",
    "ici",
    "qui",
    "spéc.",
    "tu",
    "özellikle",
    "здесь",
    "особ.",
];

/// "Para 34", "art 9", "s 12": lawyers leave out the stop of a label.
fn without_stop(folded: &str) -> Option<(usize, LocatorKind)> {
    let length = folded.find(' ').filter(|length| *length <= 6)?;
    let number = folded.get(length + 1..)?.starts_with(|c: char| c.is_ascii_digit());
    let label = format!("{}.", folded.get(..length)?);
    let (whole, kind) = index().locator(&label)?;
    (number && whole == label.len()).then_some((length, kind))
}

/// The length of raised figures at the start of a text.
fn raised(rest: &str) -> Option<usize> {
    let length: usize = rest
        .chars()
        .take_while(|c| matches!(c, '¹' | '²' | '³' | '⁴' | '⁵' | '⁶' | '⁷' | '⁸' | '⁹'))
        .map(char::len_utf8)
        .sum();
    (length > 0 && rest.get(length..)?.starts_with(|c: char| c.is_ascii_digit())).then_some(length)
}
