//! The front of an entry: who wrote it and what it is called, by the style that its first signs show.
//!
//! A quoted title wins; then names before a year, a colon, a stop or a comma; else the title comes first. Nothing but a quoted
//! title is more than likely.

use super::pieces::{self, ends_field};
use super::{Reader, Words, anchors, body, cues, names};
use crate::grammar::title::Quoted;
use crate::grammar::{name, note};
use crate::lang::index::index;
use crate::model::{Date, Field, Kind, Name, NameOrder, Reading, Sure, Text};
use crate::span::Span;
use crate::text;

/// Signals stand at the start; they are looked for in so many bytes.
const SIGNAL_ROOM: usize = 96;

/// A title is at most so long, in bytes; what is longer is prose.
const LONGEST_TITLE: usize = 420;

/// How a title that is not quoted ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// At a stop: the areas of the style are divided by stops.
    Stop,
    /// At a comma behind which something else begins.
    Comma,
    /// At the first comma: a quotation mark was opened and never closed.
    First,
}

impl Reader<'_> {
    /// Where the citation begins behind "See", "bkz.", "Vgl. dazu".
    pub(super) fn behind_signals(&mut self) -> usize {
        let mut room = self.raw.len().min(SIGNAL_ROOM);
        while !self.raw.is_char_boundary(room) {
            room -= 1;
        }
        let folded = text::fold(self.raw.get(..room).unwrap_or_default());
        let mut at = 0;
        // "Ayrıntı için bkz. …": small words lead to the signal.
        if index().signal(&folded.text).is_none()
            && let Some(end) = note::signal_near_start(self.raw)
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
        // "Глава МИД: „Диалог продолжается“ // Газета": who speaks is part of the title.
        let spoken = slashes.and_then(|slashes| self.raw.get(start..slashes)).is_some_and(|lead| {
            let quote = self.quotes.iter().find(|quote| quote.outer.start() > start);
            quote.is_some_and(|quote| {
                quote.outer.end() == start + lead.len()
                    && self
                        .raw
                        .get(start..quote.outer.start())
                        .is_some_and(|said| said.trim_end().ends_with(':'))
            })
        });
        if spoken {
            return self.title_first(start, slashes);
        }
        let stop = self.first_anchor(start).min(slashes.unwrap_or(self.limit));
        if let Some(found) = names::names(self.raw, start, stop, false).filter(|found| self.are_people(found))
        {
            return self.behind_names(start, found, slashes);
        }
        if let Some(body) = self.organisation(start, stop) {
            return body;
        }
        self.title_first(start, slashes)
    }

    fn first_anchor(&self, start: usize) -> usize {
        self.next_anchor(start)
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

    /// The quotation that is the title: the first one before any address whose lead may be names.
    fn title_quote(&self, start: usize) -> Option<Quoted> {
        let first_link = self.links.first().map_or(self.limit, |link| link.start());
        let quote = self.quotes.iter().copied().find(|quote| quote.outer.start() >= start)?;
        let lead = self.raw.get(start..quote.outer.start())?;
        // "Что такое «Пояс и путь»? // BBC": the quotation is part of a title.
        let divided = !lead.contains(char::is_alphanumeric) || self.lead_fits(start, quote.outer.start());
        let behind = self.raw.get(quote.outer.end()..)?.trim_start();
        // "Глава МИД: „Диалог продолжается“ // Газета": who speaks is part of the title.
        let spoken = behind.starts_with("// ") && lead.trim_end().ends_with(':');
        let goes_on = spoken
            || behind.starts_with(char::is_lowercase) && !self.any_cue(behind)
            || behind.starts_with(['?', '!']) && behind.contains(" // ");
        let near = quote.outer.start() < first_link || self.links.is_empty();
        (divided && near && !goes_on && lead.split_whitespace().count() <= 32).then_some(quote)
    }

    /// Whether what stands before a quotation may be its author: names, with a role or a date behind them, or an office.
    fn lead_fits(&self, from: usize, to: usize) -> bool {
        let lead = self.raw.get(from..to).unwrap_or_default();
        if names::names(self.raw, from, to, true).is_some() || self.author_behind_outlet(from, to).is_some() {
            return true;
        }
        let dated = self
            .dates
            .iter()
            .find(|(_, span)| from <= span.start() && span.end() <= to)
            .map(|(_, span)| span.start());
        let open = lead.find(['(', '[']).map(|open| from + open);
        let end = [dated, open].into_iter().flatten().min().unwrap_or(to);
        let named = end > from && names::names(self.raw, from, end, true).is_some();
        let words = lead.split_whitespace().count();
        // A word of a sentence, another field: the quotation is something else.
        let ends = lead.trim_end().ends_with([',', '.', ':', ';', ')', ']']);
        named
            || (ends
                && lead.matches(", ").count() <= 1
                && words <= 14
                && self.is_organisation(Span::new(from, end)))
    }

    /// Whether a text begins with words that lead to another field.
    fn any_cue(&self, text: &str) -> bool {
        let cues = cues::cues(&text::folded(&first_words(text)));
        cues.container.is_some()
            || cues.role.is_some()
            || cues.genre.is_some()
            || cues.talk.is_some()
            || cues.plumbing.is_some()
    }

    /// A title whose quotation mark was never closed ends at the first comma behind it.
    fn open_quote(&self, start: usize) -> Option<(usize, Span, usize)> {
        let rest = self.raw.get(start..self.limit)?;
        let (at, mark) = rest.char_indices().find(|(at, c)| {
            let opens = matches!(c, '“' | '„' | '«' | '"' | '‘')
                || (*c == '\'' && rest.get(at + 1..).is_some_and(|t| t.starts_with(char::is_uppercase)));
            let before = rest.get(..*at).unwrap_or_default().trim_end();
            opens && (before.is_empty() || before.ends_with([',', '.', ':', ')']))
        })?;
        // A mark that is closed opens no title that is not.
        if self.quote_at(start + at).is_some() {
            return None;
        }
        let from = start + at + mark.len_utf8();
        let end = self.title_end(from, Ends::First)?;
        (self.raw.get(from..end)?.split_whitespace().count() >= 2)
            .then(|| (start + at, Span::new(from, end), end))
    }

    /// `Deniz Aksoy, “Grain Convoy Sails”, Black Sea Monitor, …` in all its punctuations.
    fn quoted(&mut self, start: usize, quote: Quoted) -> usize {
        let told = self.lead(Span::new(start, quote.outer.start()));
        let inner = quote.inner.of(self.raw);
        let lead = inner.len() - inner.trim_start().len();
        // The comma that Chicago puts inside the quotation is not part of the title.
        let kept = inner.trim_end_matches([',', ' ', '\u{A0}', '\u{202F}', '\n', '\r']);
        let kept = kept.strip_suffix('.').filter(|kept| !kept.ends_with('.')).unwrap_or(kept);
        let span = Span::new(quote.inner.start() + lead, quote.inner.start() + kept.len().max(lead));
        self.cover(quote.outer);
        // Quotation marks that do not pair, or words between the title and the comma, leave a doubt.
        let behind = self.raw.get(quote.outer.end()..).unwrap_or_default();
        let clean = !behind.starts_with(['"', '”', '“', '»', '\'', '’'])
            && !span.of(self.raw).contains(['“', '"', '„']);
        let sure = match (told, clean) {
            (true, true) => Sure::Certain,
            (true, false) => Sure::Likely,
            (false, _) => Sure::Guess,
        };
        self.citation.title = Some(Field::new(Text::default(), span, sure));
        self.quoted_title = true;
        quote.outer.end()
    }

    /// What stands before a quoted title: names, with a year behind them or a role. Whether it was understood.
    fn lead(&mut self, lead: Span) -> bool {
        let raw = lead.of(self.raw);
        if !raw.contains(char::is_alphanumeric) {
            return true;
        }
        let mut end = lead.end();
        // "Lindqvist, A. and Okafor, N. (2018) 'Cold chains'"; "Keane, Fiona. 2005. “Demurrage”".
        if let Some((index, span)) = self
            .dates
            .iter()
            .enumerate()
            .find_map(|(index, (_, span))| lead.covers(*span).then_some((index, *span)))
        {
            let open = self.raw.get(..span.start()).unwrap_or_default().trim_end_matches(['(', '[']).len();
            self.serial |= body::AWAITED.iter().any(|word| raw.contains(word));
            self.issued_by(index);
            self.cover(Span::new(open, (span.end() + 1).min(lead.end())));
            end = open;
        } else if let Some(open) = raw.rfind('(') {
            let inner = raw.get(open + 1..).unwrap_or_default();
            let inner = inner.split(')').next().unwrap_or_default();
            if anchors::is_undated(inner) {
                let at = lead.start() + open + 1;
                self.undated_at(Span::new(at, at + inner.len()));
                end = lead.start() + open;
            } else if self.anchor_at(lead.start() + open).is_some() {
                end = lead.start() + open;
            }
        }
        let named = self.behind_outlet(Span::new(lead.start(), end));
        self.authors_in(named)
    }

    /// "Carnegie Endowment, Ivo Marchetti, “Algiers Looks South”": where an outlet stands before the author, it is the
    /// container, and the author begins behind it.
    fn behind_outlet(&mut self, lead: Span) -> Span {
        let Some(author) = self.author_behind_outlet(lead.start(), lead.end()) else { return lead };
        self.citation.container = self.field(Span::new(lead.start(), author), Sure::Likely);
        Span::new(author, lead.end())
    }

    fn author_behind_outlet(&self, from: usize, to: usize) -> Option<usize> {
        let lead = self.raw.get(from..to)?;
        let comma = lead.find(", ")?;
        let author = from + comma + 2;
        let named = names::names(self.raw, author, to, true).is_some_and(|found| self.are_people(&found));
        (named && crate::known::outlet(lead.get(..comma)?).is_some()).then_some(author)
    }

    /// Reads a whole stretch as names, or as an organisation; whether it is either.
    fn authors_in(&mut self, span: Span) -> bool {
        let span = self.without_role(span);
        let trimmed = self.trimmed(span.0);
        if trimmed.is_empty() {
            return true;
        }
        let people = names::names(self.raw, trimmed.start(), span.0.end(), true);
        let people = people.filter(|found| self.are_people(found));
        match people {
            Some(found) => {
                let list = self.names_fields(&found.list);
                self.cover(Span::new(trimmed.start(), found.end));
                match span.1 {
                    Some(cues::Role::Editor) => self.citation.editors = list,
                    Some(cues::Role::Translator) => self.citation.translators = list,
                    None => self.citation.authors = list,
                }
                true
            }
            None if self.is_organisation(trimmed) => {
                self.literal(trimmed);
                true
            }
            None => false,
        }
    }

    /// A stretch without "(ed.)", "(Hg.)" at its end, and what that says.
    fn without_role(&mut self, span: Span) -> (Span, Option<cues::Role>) {
        let raw = span.of(self.raw);
        let Some(open) = raw.rfind(['(', '[']) else { return (span, None) };
        let inner = raw.get(open + 1..).unwrap_or_default().trim_end_matches([')', ']', ',', ':', '.', ' ']);
        match cues::cues(&text::folded(inner)).role {
            Some((role, _)) if inner.len() < 24 => {
                self.cover(Span::new(span.start() + open, span.end()));
                (Span::new(span.start(), span.start() + open), Some(role))
            }
            _ => (span, None),
        }
    }

    /// An organisation as author.
    fn literal(&mut self, span: Span) {
        let span = self.trimmed(span);
        if span.of(self.raw).contains(char::is_alphabetic) {
            self.cover(span);
            let name = Name { family: span, given: None, order: NameOrder::Literal };
            self.citation.authors = vec![Field::new(name, span, Sure::Likely)];
        }
    }

    /// Whether names are those of people, not of an office that happens to have two words.
    fn are_people(&self, found: &names::Names) -> bool {
        let [only] = found.list.as_slice() else { return true };
        let whole = only.span.of(self.raw);
        let folded = text::folded(whole);
        let back = index().back_term(&folded).is_some_and(|(length, _)| length >= folded.len());
        // "Port Data Commons Homepage, http://…": a page alone, unless somebody is called so.
        let alone = self
            .raw
            .get(found.end..self.limit)
            .is_some_and(|rest| rest.starts_with(',') && self.anchor_at(found.end + 2).is_some());
        let given = only.value.given.is_some_and(|given| {
            name::is_given_name(given.of(self.raw).split_whitespace().next().unwrap_or_default())
        });
        !back
            && (only.value.order == NameOrder::FamilyFirst || !name::is_organisation(whole))
            && (!alone || given)
    }

    fn is_organisation(&self, span: Span) -> bool {
        let raw = self.trimmed(span).of(self.raw);
        let words = raw.split_whitespace().count();
        // An account speaks under its handle.
        if words == 1 && raw.len() > 1 && raw.starts_with('@') {
            return true;
        }
        let capital = raw.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        capital && (1..=12).contains(&words) && !raw.contains(['“', '”', '«', '"', ';', '?', '!']) && {
            let large = raw
                .split_whitespace()
                .filter(|word| word.starts_with(|c: char| c.is_uppercase() || c == '('))
                .count();
            large * 2 >= words || name::is_organisation(raw)
        }
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
        let ends = if slashes.is_some() || trimmed.starts_with(':') && self.stops_before_imprint(from) {
            Ends::Stop
        } else if trimmed.starts_with(',') || trimmed.starts_with(':') {
            Ends::Comma
        } else {
            Ends::Stop
        };
        let body = self.title_from(from, ends, slashes);
        if colon && slashes.is_none() { self.with_subtitle(body) } else { body }
    }

    /// "Das Kontor. Eine Sozialgeschichte. 2. Aufl.": behind a stop a few words that are no other field go on with the title.
    fn with_subtitle(&mut self, at: usize) -> usize {
        let Some(title) = self.citation.title.as_ref().map(|title| title.span).filter(|_| !self.quoted_title)
        else {
            return at;
        };
        let rest = self.raw.get(at..self.next_anchor(at)).unwrap_or_default();
        let Some(piece) = rest.strip_prefix(". ") else { return at };
        let Some(stop) =
            piece.match_indices(". ").map(|(stop, _)| stop).find(|stop| ends_field(self.raw, at + 2 + stop))
        else {
            return at;
        };
        let words = piece.get(..stop).unwrap_or_default();
        let plain =
            !words.contains([',', ':', '(', '“', '„', '/']) && !words.contains(|c: char| c.is_ascii_digit());
        let end = at + 2 + stop;
        if !plain
            || words.split_whitespace().count() < 2
            || self.begins_body(at + 2)
            || !(self.begins_body(end + 1))
        {
            return at;
        }
        self.citation.title = self.field(Span::new(title.start(), end), Sure::Likely);
        end
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
                self.undated_at(self.trimmed_date(inner));
                self.cover(Span::new(from, close + 1));
                return Some(self.skip_stop(close + 1));
            }
            if body::AWAITED.contains(&said) {
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
            self.serial |= body::AWAITED.iter().any(|word| said.ends_with(word));
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

    fn trimmed_date(&self, span: Span) -> Span {
        let said = span.of(self.raw);
        let lead = said.len() - said.trim_start().len();
        Span::new(span.start() + lead, span.start() + said.trim_end().len())
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

    /// Reads a title that is not quoted; returns where the body begins.
    fn title_from(&mut self, from: usize, ends: Ends, slashes: Option<usize>) -> usize {
        if let Some(quote) = self.quote_at(from) {
            return self.quoted(from, quote);
        }
        // A quotation mark that is never closed: the title ends at a comma.
        let opened = self
            .raw
            .get(from..)
            .and_then(|rest| rest.chars().next())
            .filter(|c| matches!(c, '“' | '„' | '«' | '"' | '‘' | '\''));
        let (from, ends) = opened.map_or((from, ends), |mark| (from + mark.len_utf8(), Ends::First));
        let Some(end) = self.title_end(from, ends) else { return from };
        let end = slashes.map_or(end, |slashes| self.title_before(from, slashes, end));
        // "G. Weir, S. Amano, J. Tidal Phys. 88, 145": no title, the journal follows the names.
        let dated = self.citation.issued.is_some();
        if (ends == Ends::Comma && self.is_serial_name(from, end))
            || (ends == Ends::Comma || dated) && self.is_untitled(from)
        {
            return from;
        }
        // "R. E. Tolland, in Surface Physics of Metals, …": a part without a title.
        let window = self.window(from);
        let inside = cues::cues(&window.text).container.is_some_and(|length| {
            window.text.get(length..).is_some_and(|rest| rest.starts_with([' ', ':']))
                && !self.citation.authors.is_empty()
        });
        if inside && (ends == Ends::Comma || self.raw.get(from..).is_some_and(|rest| rest.starts_with('I'))) {
            return from;
        }
        let end = self.before_journal(from, end).unwrap_or(end);
        self.citation.title = self.field(Span::new(from, end), Sure::Likely);
        end
    }

    /// "Rotation of fault blocks: Geological Society of America Bulletin, v. 100, p. 512-523": geologists put a colon before
    /// the journal.
    fn before_journal(&self, from: usize, end: usize) -> Option<usize> {
        let behind = self.raw.get(end..self.limit)?;
        let volume = behind.strip_prefix(", v. ")?;
        volume.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
        self.raw.get(from..end)?.rfind(": ").map(|colon| from + colon)
    }

    /// The title of a GOST entry before " // ": without the names behind " / " and the medium in brackets.
    fn title_before(&self, from: usize, slashes: usize, _stop: usize) -> usize {
        let lead = self.raw.get(from..slashes).unwrap_or_default();
        let names = lead.find(" / ").unwrap_or(lead.len());
        let medium = lead.find(" [").unwrap_or(lead.len());
        from + names.min(medium)
    }

    /// Whether what stands in place of a title is the name of a journal with its volume: short forms, then a number.
    fn is_serial_name(&self, from: usize, end: usize) -> bool {
        let raw = self.raw.get(from..end).unwrap_or_default();
        if raw.contains(',') || raw.chars().filter(|c| *c == '.').count() < 2 {
            return false;
        }
        let last = raw.trim_end().rsplit(' ').next().unwrap_or_default();
        raw.matches(". ").count() >= 1
            && last.bytes().all(|b| b.is_ascii_digit())
            && !last.is_empty()
            && last.len() <= 4
    }

    // untitled = 1*6Word number ( "," number "(" year ")" / "(" year ")" number ) [ "." ]
    /// "Science 271, 1247 (1996)"; "Phys. Lett. 91B (1980) 417": the journal follows the names.
    fn is_untitled(&self, from: usize) -> bool {
        let rest =
            self.raw.get(from..self.next_anchor(from)).unwrap_or_default().trim_end_matches(['.', ' ']);
        let Some(number) = rest.find(|c: char| c.is_ascii_digit()) else { return false };
        let words = rest.get(..number).unwrap_or_default();
        let dated = self.citation.issued.is_some();
        // "1994, ApJ, 431, 155".
        let words = if dated || words.contains('.') { words.trim_end_matches([',', ' ']) } else { words };
        let named = !words.contains([',', ':', '('])
            && (1..=6).contains(&words.split_whitespace().count())
            && words
                .split_whitespace()
                .all(|word| word.starts_with(char::is_uppercase) || ["of", "and", "&"].contains(&word));
        let numbers: Vec<&str> = rest
            .get(number..)
            .unwrap_or_default()
            .split([' ', ',', '(', ')'])
            .filter(|piece| !piece.is_empty())
            .collect();
        let counted = |piece: &&str| {
            let bare = piece.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(piece);
            bare.starts_with(|c: char| c.is_ascii_digit()) && piece.chars().count() <= 9
        };
        named
            && (2..=4).contains(&numbers.len())
            && numbers.iter().all(counted)
            && (dated || numbers.iter().any(|piece| pieces::is_year(piece)))
    }

    /// Where a title ends that no quotation marks hold.
    fn title_end(&self, from: usize, ends: Ends) -> Option<usize> {
        let to = self.next_anchor(from).min(from + LONGEST_TITLE).min(self.limit);
        let mut to = to;
        while !self.raw.is_char_boundary(to) {
            to -= 1;
        }
        let raw = self.raw.get(from..to)?;
        let mut comma = None;
        // Where a title without a stop would take in the whole entry, the first comma before another field ends it.
        let mut before_body = None;
        for (offset, c) in raw.char_indices() {
            let at = from + offset;
            let rest = raw.get(offset + c.len_utf8()..).unwrap_or_default();
            let found = match c {
                '/' => {
                    raw.get(..offset).is_some_and(|b| b.ends_with(' '))
                        && (rest.starts_with("/ ") || rest.starts_with(' '))
                }
                '(' | '[' => offset > 0 && self.bracket_ends_title(at),
                '.' => self.stop_ends_title(at, ends),
                '?' | '!' => {
                    let next = rest.trim_start_matches([' ', '\u{A0}', '”', '"']);
                    let begins = next.starts_with(char::is_uppercase) || next.is_empty();
                    if ends == Ends::Stop && begins && rest.starts_with([' ', '\u{A0}']) {
                        return Some(at + 1);
                    }
                    false
                }
                '—' | '–' => {
                    raw.get(..offset).is_some_and(|b| b.ends_with(". ")) && rest.starts_with(' ')
                }
                ':' => offset > 0 && self.genre_follows(at + 1),
                ',' => {
                    let begins = self.begins_body(at + 1) || ends == Ends::First && !self.goes_on(at + 1);
                    if ends == Ends::Comma && comma.is_none() && !self.goes_on(at + 1) {
                        comma = Some(at);
                    }
                    if begins {
                        before_body.get_or_insert(at);
                    }
                    begins && (ends != Ends::Stop || self.cue_behind(at + 1))
                }
                _ => false,
            };
            if found {
                let closes = c == '.' && ends == Ends::Stop && rest.trim().is_empty();
                if let Some(body) = before_body.filter(|_| closes) {
                    return Some(body);
                }
                return Some(match (ends, comma) {
                    // A comma before the sign ended the title, unless the sign is a comma itself.
                    (Ends::Comma, Some(comma))
                        if c == ',' && comma < at && self.names_a_series(comma + 1, at) =>
                    {
                        comma
                    }
                    (Ends::Comma, Some(comma))
                        if c != ','
                            && c != ':'
                            && comma < at
                            && (!matches!(c, '(' | '[') || self.is_counted(comma, at)) =>
                    {
                        comma
                    }
                    _ => at,
                });
            }
        }
        match ends {
            Ends::Comma | Ends::First => Some(comma.unwrap_or(to)),
            Ends::Stop => Some(before_body.filter(|_| to == self.limit).unwrap_or(to)),
        }
    }

    /// "Ebel, Thomas: Kohle, Gas, Gewissen. Studie Nr. 23. Bonn: …": a stop ends the title, whatever its commas divide.
    fn stops_before_imprint(&self, from: usize) -> bool {
        let to = self.next_anchor(from).min(from + LONGEST_TITLE).min(self.limit);
        let raw = self.raw.get(from..to).unwrap_or_default();
        let question = raw.find("? ").map(|at| from + at);
        let stop = raw.match_indices(". ").map(|(at, _)| from + at).find(|at| ends_field(self.raw, *at));
        let stop = [stop, question].into_iter().flatten().min();
        stop.is_some_and(|stop| self.begins_body(stop + 1))
    }

    /// Whether a number ends what stands between a comma and a bracket: ", Holm J. Math. 48 (".
    fn is_counted(&self, comma: usize, bracket: usize) -> bool {
        let piece = self.raw.get(comma + 1..bracket).unwrap_or_default().trim_end();
        piece.ends_with(|c: char| c.is_ascii_digit()) && !self.quoted_title
    }

    /// ", Graduate Studies in Mathematics, vol. 41".
    fn names_a_series(&self, from: usize, to: usize) -> bool {
        let piece = self.raw.get(from..to).unwrap_or_default().trim();
        let words = ["Lecture Notes in", "Monographs", "Series", "Studies in", "Texts in", "Tracts in"];
        words.iter().any(|word| piece.contains(word)) && !piece.contains(',')
    }

    fn stop_ends_title(&self, at: usize, ends: Ends) -> bool {
        if !ends_field(self.raw, at) {
            return false;
        }
        let rest = self.raw.get(at + 1..self.limit).unwrap_or_default();
        let next = rest.trim_start();
        // In a comma style a stop ends the title too: "…: Titel. In: …". "eLife", "bioRxiv" begin small.
        let first = next.split([' ', '.', ',', ':']).next().unwrap_or_default();
        let begins = next.is_empty()
            || first.chars().skip(1).any(char::is_uppercase) && first.chars().all(char::is_alphabetic)
            || next.starts_with(|c: char| {
                c.is_uppercase()
                    || c.is_ascii_digit()
                    || matches!(c, '—' | '–' | '-' | '[' | '(' | '“' | '«' | '/')
            });
        begins
            || (ends == Ends::Stop && cues::cues(&text::folded(&first_words(next))).container.is_some())
            || next.starts_with("http")
    }

    /// Whether a bracket behind a title holds what is no part of it: an edition, an imprint, a date, a medium, pages.
    fn bracket_ends_title(&self, at: usize) -> bool {
        let Some(close) = pieces::closing(self.raw, at, self.limit) else { return true };
        let inner = self.raw.get(at + 1..close).unwrap_or_default();
        let tail = self.raw.get(close + 1..self.limit).unwrap_or_default().trim_start();
        // "Земства и железные дороги (1880–1904 гг.): автореф."
        if tail.starts_with(':') || tail.starts_with(char::is_lowercase) && !inner.contains([':', ',']) {
            return false;
        }
        let folded = text::folded(&first_words(inner));
        let cues = cues::cues(&folded);
        let dated = self.dates.iter().any(|(_, span)| span.start() > at && span.end() <= close);
        dated
            || inner.contains(": ")
            || cues.genre.is_some()
            || cues.role.is_some()
            || cues.report.is_some()
            || pieces::edition(inner).is_some()
            || index().locator(&folded).is_some()
            || counts_behind_comma(inner)
            || body::numbered_genre(inner).is_some()
            || inner.starts_with('@')
            || self.raw.as_bytes().get(at) == Some(&b'[')
            || last_is_role(inner)
            || anchors::is_undated(inner)
    }

    /// Whether what follows a comma cannot be part of a title.
    fn begins_body(&self, at: usize) -> bool {
        let rest = self.raw.get(at..self.limit).unwrap_or_default();
        let lead = rest.len() - rest.trim_start().len();
        let at = at + lead;
        let rest = self.raw.get(at..self.limit).unwrap_or_default();
        if rest.is_empty() || self.anchor_at(at).is_some() || rest.starts_with(['(', '[']) {
            return true;
        }
        if self
            .date_at(at)
            .is_some_and(|(_, span)| span.start() == at && !pieces::is_range(span.of(self.raw)))
        {
            return true;
        }
        if self.cue_behind(at) || self.undated_piece(at).is_some() || self.quote_at(at).is_some() {
            return true;
        }
        let piece = rest.split([',', '(', '.', ';']).next().unwrap_or_default().trim();
        // "Süddeutsche Zeitung vom 3. Mai 2021".
        let outlet = piece.rsplit_once(" vom ").map_or(piece, |(name, _)| name);
        let place = piece.trim_end_matches(|c: char| {
            c.is_ascii_digit() || c == ' ' || matches!(c, '¹' | '²' | '³' | '⁴' | '⁵')
        });
        name::is_place(place)
            || self.volume_before_journal(at)
            || name::is_publisher(piece)
            || rest.find(": ").is_some_and(|colon| {
                let place = rest.get(..colon).unwrap_or_default().trim();
                name::is_place(place) && colon < 40
            })
            || body::numbered_report(rest).is_some()
            || piece.starts_with("Proceedings")
            || crate::known::outlet(outlet).is_some()
    }

    /// Whether a cue stands at a place: an edition, a role, a label with its number, "in".
    fn cue_behind(&self, at: usize) -> bool {
        let rest = self.raw.get(at..self.limit).unwrap_or_default();
        let at = at + rest.len() - rest.trim_start().len();
        let window = self.window(at);
        let cues = cues::cues(&window.text);
        let behind =
            |length: usize| window.text.get(length..).unwrap_or_default().trim_start_matches([' ', ':', '.']);
        let counted = |length: usize| behind(length).starts_with(|c: char| c.is_ascii_digit());
        cues.container.is_some_and(|length| behind(length).len() > 1)
            || cues.role.is_some_and(|(_, length)| {
                behind(length).starts_with(char::is_alphabetic) && self.capital_behind(&window, at, length)
            })
            || cues.edition.is_some_and(counted)
            || cues.genre.is_some()
            || cues.report.is_some_and(|length| {
                // "Report UNCTAD/DTL/2021/9": a code is a number, too.
                let code = behind(length).split([' ', ',']).next().unwrap_or_default();
                counted(length) || code.contains('/') && code.contains(|c: char| c.is_ascii_digit())
            })
            || index().locator(&window.text).is_some_and(|(length, _)| {
                counted(length) || behind(length).starts_with(|c: char| "ivxlc".contains(c)) && length >= 2
            })
            || pieces::edition(self.raw.get(at..self.limit).unwrap_or_default()).is_some()
            || self.volume_before_label(at).is_some()
            || self.counts_edition(at).is_some()
    }

    fn capital_behind(&self, window: &text::Folded, at: usize, length: usize) -> bool {
        let end = window.source(0, length).shifted(at).end();
        self.raw.get(end..).is_some_and(|_| {
            let from = self.behind_language(self.behind_marks(end));
            self.raw.get(from..).is_some_and(|rest| {
                rest.trim_start_matches(['.', ' ', ':', ')']).starts_with(char::is_uppercase)
            })
        })
    }

    fn genre_follows(&self, at: usize) -> bool {
        let rest = self.raw.get(at..self.limit).unwrap_or_default();
        let lead = rest.len() - rest.trim_start().len();
        lead > 0 && cues::cues(&self.window(at + lead).text).genre.is_some()
    }

    /// Whether what follows a comma goes on with the title: a small word, a number of years.
    fn goes_on(&self, at: usize) -> bool {
        let rest = self.raw.get(at..self.limit).unwrap_or_default().trim_start();
        let year_range = {
            let number = pieces::number(rest).and_then(|length| rest.get(..length)).unwrap_or_default();
            let behind = rest.get(number.len()..).unwrap_or_default().trim_start();
            pieces::is_range(number)
                && number.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()))
                && (behind.is_empty() || behind.starts_with(['(', '.', ',', '[']))
        };
        rest.starts_with(char::is_lowercase) && !self.begins_body(at) || year_range
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
        let year = dated.then_some(()).and_then(|()| self.date_after(span.end()));
        if !(name::is_organisation(said) || (year.is_some() && self.is_organisation(span)))
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
        if said.contains(char::is_alphabetic) && !small && !review {
            self.words.push(words);
        }
    }

    /// The kind that a word names; the first one stays.
    pub(super) fn tell(&mut self, kind: Kind) {
        self.told.get_or_insert(kind);
    }
}

/// "Lund Studies in Geography, Vol. 54"
fn counts_behind_comma(inner: &str) -> bool {
    inner.rsplit_once(", ").is_some_and(|(_, last)| {
        let folded = text::folded(last);
        index().locator(&folded).is_some_and(|(length, _)| {
            folded
                .get(length..)
                .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
        })
    })
}

/// The first words of a text, enough for any cue.
pub(super) fn first_words(text: &str) -> String {
    text.chars().take(64).collect()
}

/// "P. Leary, Trans.", "L. Roth and V. Petrov, eds."
pub(super) fn last_is_role(inner: &str) -> bool {
    let last = inner.rsplit(',').next().unwrap_or_default().trim();
    inner.contains(',') && cues::cues(&text::folded(last)).role.is_some()
}
