//! The front of an entry: who wrote it and what it is called, by the style that its first signs show.
//!
//! A quoted title wins; then names before a year, a colon, a stop or a comma; else the title comes first. Nothing but a quoted
//! title is more than likely.

use super::pieces::{self, ends_field};
use super::plain_title::Ends;
use super::{Reader, Words, anchors, cue_words, cues, names};
use crate::grammar::{name, segment, signal};
use crate::lang::index::index;
use crate::model::{Date, Field, Kind, Name, NameOrder, Reading, Sure};
use crate::span::Span;
use crate::text;

/// Signals stand at the start; they are looked for in so many bytes.
const SIGNAL_ROOM: usize = 96;

impl Reader<'_> {
    /// Where the citation begins behind "See", "bkz.", "Vgl. dazu".
    pub(super) fn behind_signals(&mut self) -> usize {
        let room = text::floor(self.raw, SIGNAL_ROOM);
        let folded = text::fold(self.raw.get(..room).unwrap_or_default());
        let mut at = 0;
        // "Ayrıntı için bkz. …": small words lead to the signal.
        if index().signal(&folded.text).is_none()
            && let Some(end) = signal::signal_near_start(self.raw)
        {
            let start = self.skip_stop(end);
            self.cover(Span::new(0, start));
            return start;
        }
        while let Some((length, _)) = folded.text.get(at..).and_then(|rest| index().signal(rest)) {
            let rest = folded.text.get(at + length..).unwrap_or_default();
            // "S. Whelan and D. Korolev": an initial.
            let typed = folded.source(at, at + length).of(self.raw);
            let initial = typed.split_whitespace().all(|word| {
                word.trim_end_matches('.').chars().count() == 1 && word.starts_with(char::is_uppercase)
            });
            if initial || !rest.starts_with([' ', ',', ':', '.']) {
                break;
            }
            at += length + rest.len() - rest.trim_start_matches([' ', ',', ':', '.']).len();
            // "Vgl. dazu", "Siehe hierzu", "See also generally".
            for more in ["dazu ", "hierzu ", "auch ", "dazu auch ", "generally "] {
                if folded.text.get(at..).is_some_and(|rest| rest.starts_with(more)) {
                    at += more.len();
                }
            }
        }
        let start = folded.source(at, at).start();
        if at > 0 {
            self.cover(Span::new(0, start));
        }
        start
    }

    /// Reads names and title; returns where the body begins.
    pub(super) fn front(&mut self, start: usize) -> usize {
        if let Some(body) = self.talk(start) {
            return body;
        }
        if let Some(quote) = self.title_quote(start) {
            return self.quoted(start, quote);
        }
        if let Some((mark, title, end)) = self.open_quote(start) {
            self.lead(Span::new(start, mark));
            self.citation.title = self.field(title, Sure::Likely);
            self.quoted_title = true;
            return end;
        }
        let slashes = self.raw.get(start..self.limit).and_then(|rest| rest.find(" // ")).map(|at| start + at);
        let quote = self.quotes.iter().find(|quote| quote.outer.start() > start);
        let spoken =
            quote.is_some_and(|quote| self.is_spoken(start, *quote) && Some(quote.outer.end()) == slashes);
        if spoken {
            return self.title_first(start, slashes);
        }
        if self.named_before {
            return self.behind_names(start, names::Names { list: Vec::new(), end: start }, slashes);
        }
        let stop = self.next_anchor(start).min(slashes.unwrap_or(self.limit));
        if let Some(found) = names::names(self.raw, start, stop, false).filter(|found| self.are_people(found))
        {
            return self.behind_names(start, found, slashes);
        }
        if let Some(body) = self.organisation(start, stop) {
            return body;
        }
        self.title_first(start, slashes)
    }

    /// "Customs officer, interview by the author, Batumi": a person, and no title.
    fn talk(&mut self, start: usize) -> Option<usize> {
        let window = self.window(start);
        if let Some((kind, length)) = cues::cues(&window.text).talk {
            // "Interview des Verfassers mit Swantje Rohde".
            let end = window.source(0, length).shifted(start).end();
            let found = names::names(self.raw, end, self.limit, false)
                .or_else(|| self.name_between_commas(end))
                .filter(|found| !found.list.is_empty())?;
            self.cover(Span::new(start, end));
            self.citation.authors = self.names_fields(&found.list);
            self.told = Some(kind);
            return Some(found.end);
        }
        let comma = self.raw.get(start..self.limit)?.find(',').filter(|at| *at < 80)? + start;
        let lead =
            comma + 1 + self.raw.get(comma + 1..)?.len() - self.raw.get(comma + 1..)?.trim_start().len();
        let window = self.window(lead);
        let (kind, length) = cues::cues(&window.text).talk?;
        let end = window.source(0, length).shifted(lead).end();
        match names::names(self.raw, start, comma, true) {
            Some(found) => self.citation.authors = self.names_fields(&found.list),
            None => self.literal(Span::new(start, comma)),
        }
        self.cover(Span::new(lead, end));
        self.told = Some(kind);
        Some(end)
    }

    fn name_between_commas(&self, from: usize) -> Option<names::Names> {
        let rest = self.raw.get(from..self.limit)?;
        let length = rest.find(',').unwrap_or(rest.len());
        names::names(self.raw, from, from + length, true)
    }

    /// Names were read without knowing where they end: what follows says which style it is.
    fn behind_names(&mut self, start: usize, found: names::Names, slashes: Option<usize>) -> usize {
        let list = self.names_fields(&found.list);
        self.cover(Span::new(start, found.end));
        let mut at = found.end;
        let mut role = None;
        // "(ed.)", "(Hg.):", ", eds.", ", editors."
        let rest = self.raw.get(at..self.limit).unwrap_or_default();
        let opening = rest.len() - rest.trim_start_matches([' ', ',', '.', '(', '[']).len();
        let window = self.window(at + opening);
        if let Some((found_role, length)) = cues::cues(&window.text).role {
            let end = window.source(0, length).shifted(at + opening).end();
            let tail = self.raw.get(end..).unwrap_or_default();
            let closed = tail.len() - tail.trim_start_matches([')', ']', '.']).len();
            let bracketed = rest.get(..opening).is_some_and(|lead| lead.contains(['(', '[']));
            if (bracketed && closed > 0)
                || rest.starts_with(',')
                    && tail.trim_start_matches('.').starts_with([',', ' ', '('])
                    && found_role == cues::Role::Editor
            {
                role = Some(found_role);
                self.cover(Span::new(at, end + closed));
                at = end + closed;
            }
        }
        match role {
            Some(cues::Role::Editor) => self.citation.editors = list,
            Some(cues::Role::Translator) => self.citation.translators = list,
            None => self.citation.authors = list,
        }
        if let Some(end) = self.year_in_front(at) {
            self.unless_given();
            // "Farnsworth, G. L. (1978), Creep along the fault, …": commas throughout.
            let commas = self.raw.get(..end).is_some_and(|before| before.trim_end().ends_with(','));
            return self.title_from(end, if commas { Ends::Comma } else { Ends::Stop }, slashes);
        }
        let rest = self.raw.get(at..self.limit).unwrap_or_default();
        let trimmed = rest.trim_start();
        let from = at + rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | '—' | '–'))
                .len();
        let colon = trimmed.starts_with(':');
        let ends = if slashes.is_some() || colon && self.stops_before_imprint(from) {
            Ends::Stop
        } else if trimmed.starts_with(',') || colon {
            Ends::Comma
        } else {
            Ends::Stop
        };
        let body = self.title_from(from, ends, slashes);
        if colon && slashes.is_none() { self.with_subtitle(body) } else { body }
    }

    /// "World Grain Index. (2022).": behind a year in front people stand family name first, so this is an office, unless somebody
    /// is called so.
    fn unless_given(&mut self) {
        let [only] = self.citation.authors.as_mut_slice() else { return };
        let given = only.value.given.map(|given| given.of(self.raw)).unwrap_or_default();
        let first = given.split_whitespace().next().unwrap_or_default();
        let initial = first.contains('.') || first.chars().count() == 1;
        if only.value.order == NameOrder::GivenFirst && !initial && !name::is_given_name(first) {
            only.value = Name { family: only.span, given: None, order: NameOrder::Literal };
        }
    }

    // year-in-front = [ "." / "," ] ( "(" date [ letter ] ")" / year ) [ "." / "," / ":" ]
    fn year_in_front(&mut self, at: usize) -> Option<usize> {
        let rest = self.raw.get(at..self.limit)?;
        let lead = rest.len() - rest.trim_start_matches([' ', ',', '.', '\u{A0}', '\n']).len();
        let from = at + lead;
        if self.raw.get(from..)?.starts_with(['(', '[']) {
            let close = pieces::closing(self.raw, from, self.limit)?;
            let inner = Span::new(from + 1, close);
            let said = inner.of(self.raw);
            if anchors::is_undated(said) {
                self.undated_at(segment::trim(self.raw, inner));
                self.cover(Span::new(from, close + 1));
                return Some(self.skip_stop(close + 1));
            }
            if cue_words::AWAITED.contains(&said) {
                self.serial = true;
                self.cover(Span::new(from, close + 1));
                return Some(self.skip_stop(close + 1));
            }
            let (index, span) = self.date_at(from + 1)?;
            // "(2006, April 19)", "(2015a)", "(2011 [1999])": a date and hardly anything else.
            let left = said.len() - span.len();
            if span.start() > from + 2 || left > 12 {
                return None;
            }
            self.serial |= cue_words::AWAITED.iter().any(|word| said.ends_with(word));
            self.issued_by(index);
            self.cover(Span::new(from, close + 1));
            return Some(self.skip_stop(close + 1));
        }
        let (index, span) = self.date_at(from)?;
        let year = pieces::is_year(span.of(self.raw).trim_end_matches(|c: char| c.is_ascii_lowercase()));
        let tail = self.raw.get(span.end()..)?;
        // "Amis, P. 1984 The swimming of snails": the year alone divides.
        let bare = tail.starts_with(' ')
            && tail.trim_start().starts_with(char::is_uppercase)
            && self.raw.get(..at)?.ends_with('.');
        (lead > 0 && year && span.start() == from && (bare || tail.starts_with(['.', ',', ':']))).then(|| {
            self.issued_by(index);
            self.skip_stop(span.end())
        })
    }

    fn skip_stop(&self, at: usize) -> usize {
        let rest = self.raw.get(at..self.limit).unwrap_or_default();
        at + rest.len() - rest.trim_start_matches(['.', ',', ':', ' ', '\u{A0}', '\n', '\r']).len()
    }

    pub(super) fn issued_by(&mut self, index: usize) {
        let Some((date, span)) = self.dates.get(index).copied() else { return };
        self.cover(span);
        self.citation.issued = Some(Field::new(date, span, Sure::Likely));
    }

    pub(super) fn undated_at(&mut self, span: Span) {
        self.cover(span);
        let date = Date { reading: Reading::Undated, order: None, weekday: None };
        self.citation.issued = Some(Field::new(date, span, Sure::Certain));
    }

    /// `Kıyı Araştırmaları Merkezi, Limanlarda …`, `World Canal Forum (2019) …`, `Zollverwaltung Nord: „…“`: an office that
    /// is the author.
    fn organisation(&mut self, start: usize, stop: usize) -> Option<usize> {
        let rest = self.raw.get(start..stop)?;
        let length = rest.char_indices().find_map(|(at, c)| {
            let next = rest.get(at + c.len_utf8()..)?;
            let ends = match c {
                ',' | ':' => next.starts_with([' ', '\u{A0}']),
                '.' => ends_field(self.raw, start + at),
                '(' => true,
                _ => false,
            };
            ends.then_some(at)
        })?;
        let span = Span::new(start, start + length);
        let said = self.trimmed(span).of(self.raw);
        let dated = self.raw.get(span.end()..self.limit)?.trim_start_matches(['.', ' ']).starts_with('(');
        let year = dated && self.date_after(span.end()).is_some();
        if !(name::is_organisation(said) || (year && self.is_organisation(span)))
            || said.split_whitespace().count() > 10
        {
            return None;
        }
        let colon = self.raw.get(span.end()..)?.starts_with(':');
        let comma = self.raw.get(span.end()..)?.starts_with(',');
        // An office alone before its address is the title of the page.
        if comma && self.begins_body(span.end() + 1) && !self.title_follows(span.end() + 1) {
            return None;
        }
        self.literal(span);
        if let Some(end) = self.year_in_front(span.end()) {
            return Some(self.title_from(end, Ends::Stop, None));
        }
        let from = self.skip_stop(span.end());
        let ends = if colon || comma { Ends::Comma } else { Ends::Stop };
        Some(self.title_from(from, ends, None))
    }

    fn title_follows(&self, at: usize) -> bool {
        let rest = self.raw.get(at..self.limit).unwrap_or_default().trim_start();
        rest.split(',').next().is_some_and(|piece| piece.split_whitespace().count() >= 4)
    }

    /// The date or the words for none in the bracket behind a place.
    fn date_after(&self, at: usize) -> Option<Span> {
        let rest = self.raw.get(at..self.limit)?;
        let open = at + rest.find('(')?;
        let close = pieces::closing(self.raw, open, self.limit)?;
        let inner = self.raw.get(open + 1..close)?;
        let dated = self.date_at(open + 1).is_some_and(|(_, span)| span.start() <= open + 2);
        (dated || anchors::is_undated(inner)).then(|| Span::new(open, close + 1))
    }

    /// No names: the title comes first.
    fn title_first(&mut self, start: usize, slashes: Option<usize>) -> usize {
        let lead = self.raw.get(start..self.limit).unwrap_or_default();
        let stops = slashes.is_some()
            || lead.contains(" / ")
            || lead.find(". ").is_some_and(|stop| lead.find(',').is_none_or(|comma| stop < comma));
        let ends = if stops { Ends::Stop } else { Ends::Comma };
        let body = self.title_from(start, ends, slashes);
        if let Some(title) = &mut self.citation.title
            && slashes.is_none()
        {
            title.sure = Sure::Guess;
        }
        body
    }

    /// Adds words that the body found.
    pub(super) fn push_words(&mut self, words: Words) {
        let said = words.span.of(self.raw);
        // "г.", "от": small words of no meaning of their own.
        let small = said.chars().count() <= 3
            && !said.contains(char::is_uppercase)
            && crate::known::outlet(said).is_none();
        // "MR2475399": a number of the reviews of mathematics.
        let review = said
            .strip_prefix("MR")
            .is_some_and(|rest| rest.len() > 4 && rest.bytes().all(|b| b.is_ascii_digit()));
        // "12 pages": how long it is.
        let extent =
            said.strip_suffix(" pages").is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()));
        if said.contains(char::is_alphabetic) && !small && !review && !extent {
            self.words.push(words);
        }
    }

    /// The kind that a word names; the first one stays.
    pub(super) fn tell(&mut self, kind: Kind) {
        self.told.get_or_insert(kind);
    }
}
