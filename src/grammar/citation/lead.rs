//! Quoted titles, and what stands before them: people, an office, an outlet.

use super::cues::first_words;
use super::plain_title::Ends;
use super::{Reader, anchors, cue_words, cues, names};
use crate::grammar::name;
use crate::grammar::title::Quoted;
use crate::lang::index::index;
use crate::model::{Field, Name, NameOrder, Sure, Text};
use crate::span::Span;
use crate::text;

impl Reader<'_> {
    /// The quotation that is the title: the first one before any address whose lead may be names.
    pub(super) fn title_quote(&self, start: usize) -> Option<Quoted> {
        let first_link = self.links.first().map_or(self.limit, |link| link.start());
        let quote = self.quotes.iter().copied().find(|quote| quote.outer.start() >= start)?;
        let lead = self.raw.get(start..quote.outer.start())?;
        // "Что такое «Пояс и путь»? // BBC": the quotation is part of a title.
        let divided = !lead.contains(char::is_alphanumeric) || self.lead_fits(start, quote.outer.start());
        let behind = self.raw.get(quote.outer.end()..)?.trim_start();
        let goes_on = self.is_spoken(start, quote)
            || behind.starts_with(char::is_lowercase) && !self.any_cue(behind)
            || behind.starts_with(['?', '!']) && behind.contains(" // ");
        let near = quote.outer.start() < first_link || self.links.is_empty();
        (divided && near && !goes_on && lead.split_whitespace().count() <= 32).then_some(quote)
    }

    /// "Глава МИД: „Диалог продолжается“ // Газета": who speaks is part of the title.
    pub(super) fn is_spoken(&self, start: usize, quote: Quoted) -> bool {
        let lead = self.raw.get(start..quote.outer.start()).unwrap_or_default();
        let behind = self.raw.get(quote.outer.end()..).unwrap_or_default();
        lead.trim_end().ends_with(':') && behind.trim_start().starts_with("// ")
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
    pub(super) fn open_quote(&self, start: usize) -> Option<(usize, Span, usize)> {
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
    pub(super) fn quoted(&mut self, start: usize, quote: Quoted) -> usize {
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
    pub(super) fn lead(&mut self, lead: Span) -> bool {
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
            self.serial |= cue_words::AWAITED.iter().any(|word| raw.contains(word));
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
    pub(super) fn literal(&mut self, span: Span) {
        let span = self.trimmed(span);
        if span.of(self.raw).contains(char::is_alphabetic) {
            self.cover(span);
            let name = Name { family: span, given: None, order: NameOrder::Literal };
            self.citation.authors = vec![Field::new(name, span, Sure::Likely)];
        }
    }

    /// Whether names are those of people, not of an office that happens to have two words.
    pub(super) fn are_people(&self, found: &names::Names) -> bool {
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

    pub(super) fn is_organisation(&self, span: Span) -> bool {
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
}
