//! The body of an entry, behind names and title: read from left to right, piece by piece.
//!
//! A piece is an anchor, a date, a bracket, something behind a cue ("vol. 12", "ed. Can Su", "in"), a number that counts a
//! volume, or words; the words are settled when all is known.

use super::cues::{self, Role};
use super::pieces;
use super::{Reader, Words, anchors, cue_words, names, report};
use crate::lang::index::index;
use crate::model::{Field, Kind, Sure, Text};
use crate::span::Span;

/// Brackets inside brackets are read so deep.
const DEEPEST: u32 = 3;

/// A citation has at most so many pieces; what follows is not looked at.
pub(super) const MOST_PIECES: usize = 200;

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
            if let Some((_, span)) = self.date_at(at).filter(|(_, span)| span.start() == at)
                && !self.is_volume_like(span)
                && !(holds && self.opens_meeting(span))
            {
                self.cover(span);
                at = span.end();
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
    pub(super) fn bracket(&mut self, open: usize, to: usize) -> usize {
        let Some(close) = pieces::closing(self.raw, open, to) else { return open + 1 };
        let inner = self.raw.get(open + 1..close).unwrap_or_default();
        let end = close + 1;
        let role = cues::cues(&crate::text::folded(&cues::first_words(inner))).role;
        if let Some((role, _)) = role.filter(|_| inner.len() < 24) {
            // "Iqbal & Ferris (Eds.)": the words before it are names.
            self.cover(Span::new(open, end));
            self.names_before(open, role);
            return end;
        }
        if cues::last_is_role(inner) {
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
        if let Some((words, number)) = report::numbered_genre(inner) {
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
        if let Some((words, number)) = self.raw.get(at..to).and_then(report::numbered_report)
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
        let word = cue_words::AWAITED.iter().find(|word| {
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
    pub(super) fn is_pointed(&self, at: usize) -> bool {
        let before = self.raw.get(..at).unwrap_or_default().trim_end();
        POINTING.iter().any(|word| {
            before.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', ',']))
        })
    }
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
