//! The styles of entries: which piece is a name, a title, a container.
//!
//! Sure anchors are masked before; here what is left is read by position, so nothing is more than likely but a quoted title.

use super::citation::Reader;
use super::name;
use super::title::Quoted;
use crate::lang::index::index;
use crate::model::{Citation, Date, Field, Reading, Sure, Text};
use crate::span::Span;
use crate::text;

/// Signals stand at the start; they are looked for in so many bytes.
const SIGNAL_ROOM: usize = 64;

impl Reader<'_> {
    pub(super) fn names_and_titles(&mut self, citation: &mut Citation) {
        let first_link = self.links.first().map_or(self.raw.len(), |link| link.start());
        let start = self.behind_signals();
        let quote = self
            .quotes
            .iter()
            .copied()
            .find(|quote| quote.outer.start() < first_link || self.links.is_empty());
        if let Some(quote) = quote.filter(|quote| self.is_title_lead(Span::new(start, quote.outer.start()))) {
            self.quoted_style(citation, start, quote);
        } else if let Some(slashes) = self.find(start, first_link, " // ") {
            self.slash_style(citation, start, slashes);
        } else if let Some((open, close)) = self.bracketed_date(start) {
            self.date_second_style(citation, start, open, close);
        } else {
            self.comma_style(citation, start, first_link);
        }
    }

    /// Where the citation begins behind "See", "bkz.".
    fn behind_signals(&mut self) -> usize {
        let mut room = self.raw.len().min(SIGNAL_ROOM);
        while !self.raw.is_char_boundary(room) {
            room -= 1;
        }
        let folded = text::fold(self.raw.get(..room).unwrap_or_default());
        let mut at = 0;
        while let Some((length, _)) = folded.text.get(at..).and_then(|rest| index().signal(rest)) {
            let rest = folded.text.get(at + length..).unwrap_or_default();
            if !rest.starts_with([' ', ',', ':']) {
                break;
            }
            at += length + rest.len() - rest.trim_start_matches([' ', ',', ':']).len();
        }
        let start = folded.source(at, at).start();
        if at > 0 {
            self.covered.push(Span::new(0, start));
        }
        start
    }

    /// What stands before a quoted title: nothing, or names.
    fn is_title_lead(&self, lead: Span) -> bool {
        let words = lead.of(self.raw).split_whitespace().count();
        words <= 24
    }

    /// `Deniz Aksoy, “Grain Convoy Sails”, Black Sea Monitor, …` in all its punctuations.
    fn quoted_style(&mut self, citation: &mut Citation, start: usize, quote: Quoted) {
        self.take_authors(citation, Span::new(start, quote.outer.start()));
        let inner = quote.inner.of(self.raw);
        let lead = inner.len() - inner.trim_start().len();
        // The comma that Chicago puts inside the quotation is not part of the title.
        let kept = inner.trim_end_matches([',', ' ', '\u{00A0}', '\u{202F}', '\n', '\r']);
        let kept = kept.strip_suffix('.').filter(|kept| !kept.ends_with('.')).unwrap_or(kept);
        let span = Span::new(quote.inner.start() + lead, quote.inner.start() + kept.len().max(lead));
        self.covered.push(quote.outer);
        // Behind other words than names a quotation may be anything.
        let lead = self.raw.get(start..quote.outer.start()).unwrap_or_default();
        let told = !citation.authors.is_empty() || !lead.contains(char::is_alphanumeric);
        let sure = if told { Sure::Certain } else { Sure::Guess };
        citation.title = Some(Field::new(Text::default(), span, sure));
        citation.container = self.container(quote.outer.end());
    }

    /// `Орлова Н. П. Порты Каспия // Вопросы транспорта. 2021.`
    fn slash_style(&mut self, citation: &mut Citation, start: usize, slashes: usize) {
        let lead = self.raw.get(start..slashes).unwrap_or_default();
        let names = leading_initials(lead);
        if names > 0 {
            self.take_authors(citation, Span::new(start, start + names));
        }
        let rest = lead.get(names..).unwrap_or_default();
        let rest = rest.split(" [").next().unwrap_or_default();
        let at = start + names;
        citation.title = self.words(Span::new(at, at + rest.len()), Sure::Likely);
        let behind = slashes + 4;
        let ends = self.next_anchor(behind);
        let container = self.raw.get(behind..ends).unwrap_or_default();
        let length =
            [". ", ": "].iter().filter_map(|mark| container.find(mark)).min().unwrap_or(container.len());
        citation.container = self.words(Span::new(behind, behind + length), Sure::Likely);
    }

    /// `Yalçın, S. (2022, May 3). What tariffs hide. Open Ledger.`
    fn date_second_style(&mut self, citation: &mut Citation, start: usize, open: usize, close: usize) {
        self.take_authors_of(citation, Span::new(start, open), true);
        self.covered.push(Span::new(open, close));
        let inner = self.raw.get(open + 1..close - 1).unwrap_or_default();
        if index().undated(&text::folded(inner)).is_some() {
            let date = Date { reading: Reading::Undated, order: None, weekday: None };
            citation.issued = Some(Field::new(date, Span::new(open + 1, close - 1), Sure::Certain));
        }
        let rest = self.raw.get(close..).unwrap_or_default();
        let at = close + rest.len() - rest.trim_start_matches(['.', ',', ' ', '\n']).len();
        let ends = self.next_anchor(at);
        let body = self.raw.get(at..ends).unwrap_or_default();
        let length = body.find(". ").unwrap_or(body.len());
        citation.title = self.words(Span::new(at, at + length), Sure::Likely);
        let next = at + length;
        let behind = self.raw.get(next..ends).unwrap_or_default();
        let lead = behind.len() - behind.trim_start_matches(['.', ' ', '\n']).len();
        let container = behind.get(lead..).unwrap_or_default();
        let length = container.find(". ").unwrap_or(container.len());
        citation.container = self.words(Span::new(next + lead, next + lead + length), Sure::Likely);
    }

    /// `Ada Novak, Rivers of Trade, 3rd ed. (Leiden: Quay Press, 2017), 54.`, and whatever else commas divide.
    fn comma_style(&mut self, citation: &mut Citation, start: usize, first_link: usize) {
        let ends = self.next_anchor(start).min(first_link);
        let lead = self.raw.get(start..ends).unwrap_or_default();
        let paren = lead.find('(').unwrap_or(lead.len());
        let head = lead.get(..paren).unwrap_or_default();
        let book = paren < lead.len()
            && citation.issued.as_ref().is_some_and(|issued| issued.span.start() > start + paren);
        let colon = head.find(": ").filter(|at| head.get(..*at).is_some_and(is_inverted_name));
        let author = match colon {
            Some(colon) => Some((colon, 2)),
            None => head.find(',').filter(|at| head.get(..*at).is_some_and(is_author)).map(|at| (at, 1)),
        };
        let sure = if book || self.links.is_empty() && citation.issued.is_some() {
            Sure::Likely
        } else {
            Sure::Guess
        };
        let mut at = start;
        if let Some((length, skip)) = author {
            self.take_authors_of(citation, Span::new(start, start + length), colon.is_some());
            at = start + length + skip;
        }
        let rest = self.raw.get(at..start + head.len()).unwrap_or_default();
        let stop = [", in:", ", in ", ". ", ","]
            .iter()
            .filter_map(|mark| rest.find(mark))
            .min()
            .unwrap_or(rest.len());
        // "AYM, E. 2019/45": one letter is no title.
        let letters = rest.get(..stop).unwrap_or_default().chars().filter(|c| c.is_alphabetic()).count();
        let sure = if author.is_some() && letters >= 3 { sure } else { Sure::Guess };
        citation.title = self.words(Span::new(at, at + stop), sure);
        if !self.links.is_empty() && citation.title.is_some() && at + stop < ends {
            let behind = Span::new(at + stop, ends);
            citation.container =
                self.words(behind, Sure::Guess).filter(|field| !field.span.of(self.raw).contains(','));
        }
    }

    /// The container behind a title: the first piece up to a comma or an anchor.
    fn container(&mut self, from: usize) -> Option<Field<Text>> {
        let ends = self.next_anchor(from);
        let piece = self.raw.get(from..ends)?;
        let lead =
            piece.len() - piece.trim_start_matches([',', '.', ' ', '\u{00A0}', '\n', '\r', ':', '/']).len();
        let mut start = from + lead;
        let folded = text::fold(self.raw.get(start..ends)?);
        if let Some(length) = index().container(&folded.text)
            && folded.text.get(length..).is_some_and(|rest| rest.starts_with([' ', ':']))
        {
            let behind = folded.source(length, length).shifted(start).start();
            let rest = self.raw.get(behind..ends)?;
            self.covered.push(Span::new(start, behind));
            start = behind + rest.len() - rest.trim_start_matches([' ', ':', '\u{00A0}']).len();
        }
        let rest = self.raw.get(start..ends)?;
        let length = container_length(rest);
        if !rest.get(..length).unwrap_or_default().contains(char::is_alphabetic) {
            return None;
        }
        self.words(Span::new(start, start + length), Sure::Likely)
    }

    fn take_authors(&mut self, citation: &mut Citation, lead: Span) {
        let raw = lead.of(self.raw).trim_end();
        let family_first = raw.ends_with(['.', ':']) && raw.contains(',');
        self.take_authors_of(citation, lead, family_first);
    }

    fn take_authors_of(&mut self, citation: &mut Citation, lead: Span, family_first: bool) {
        let raw = lead.of(self.raw).trim_end_matches([' ', ',', ':', '\u{00A0}', '\n', '\r', '(']);
        // The stop behind an initial belongs to the name, the one before a title does not.
        let raw = match raw.strip_suffix('.') {
            Some(bare) if !ends_with_initial(bare) => bare,
            _ => raw,
        };
        let names = raw.split([',', '&']).filter(|piece| !piece.trim().is_empty());
        if raw.is_empty() || !names.into_iter().all(is_author) {
            return;
        }
        let span = Span::new(lead.start(), lead.start() + raw.len());
        citation.authors = name::authors(self.raw, span, family_first);
        if !citation.authors.is_empty() {
            self.covered.push(lead);
        }
    }

    /// The words of a span as a field, without punctuation at its edges; `None` if there are none.
    fn words(&mut self, span: Span, sure: Sure) -> Option<Field<Text>> {
        let raw = span.of(self.raw);
        let edge = [' ', ',', '.', ':', ';', '-', '–', '—', '(', '\n', '\r', '\t', '\u{00A0}', '*', '_', '/'];
        let lead = raw.len() - raw.trim_start_matches(edge).len();
        let kept = raw.trim_end_matches(edge);
        let span = Span::new(span.start() + lead, span.start() + kept.len().max(lead));
        if !span.of(self.raw).contains(char::is_alphanumeric) {
            return None;
        }
        self.covered.push(span);
        Some(Field::new(Text::default(), span, sure))
    }

    /// Where the next address, date, label or quotation begins.
    fn next_anchor(&self, from: usize) -> usize {
        // A year may stand in a title: only days and the year of issue, which is covered, end one.
        let days = self.dates.iter().filter(|(date, _)| !matches!(date.reading, Reading::Part(_)));
        let dates = days.map(|(_, span)| *span);
        let taken =
            self.covered.iter().copied().chain(dates).chain(self.quotes.iter().map(|quote| quote.outer));
        let mut end =
            taken.map(|span| span.start()).filter(|start| *start >= from).min().unwrap_or(self.raw.len());
        let before = self.raw.get(from..end).unwrap_or_default();
        end = from + before.trim_end_matches([' ', ',', '(', '[', '<', '\n', '\r', '\u{00A0}']).len();
        end
    }

    fn find(&self, from: usize, to: usize, mark: &str) -> Option<usize> {
        let at = self.raw.get(from..to)?.find(mark)? + from;
        (!self.covered.iter().any(|span| span.start() <= at && at < span.end())).then_some(at)
    }

    // bracketed-date = "(" ( date / "n.d." ) ")" [ "." / "," ], behind names at the start
    fn bracketed_date(&self, start: usize) -> Option<(usize, usize)> {
        let rest = self.raw.get(start..)?;
        let open = rest.find('(').filter(|at| (3..=200).contains(at))? + start;
        let close = self.raw.get(open..)?.find(')').filter(|length| *length <= 40)? + open + 1;
        let inner = self.raw.get(open + 1..close - 1)?;
        let dated = inner.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()))
            || index().undated(&text::folded(inner)).is_some_and(|length| length + 1 >= inner.len());
        let stop = self.raw.get(close..)?.trim_start().starts_with(['.', ','])
            || self.raw.get(close..)?.starts_with(' ');
        let names = self.raw.get(start..open)?.trim_end_matches([' ', '.']);
        let is_names = names.split([',', '&']).filter(|piece| !piece.trim().is_empty()).all(is_author);
        let unquoted = self.quotes.iter().all(|quote| quote.outer.start() > open);
        (dated && stop && is_names && unquoted).then_some((open, close))
    }
}

/// "Weber, Ines": a family name, a comma, given names.
fn is_inverted_name(raw: &str) -> bool {
    let mut pieces = raw.split(',');
    let few =
        |piece: Option<&str>| piece.is_some_and(|piece| (1..=3).contains(&piece.split_whitespace().count()));
    name::is_name(raw) && few(pieces.next()) && few(pieces.next()) && pieces.next().is_none()
}

/// A name that is not itself a back-reference to one ("Ders.", "Idem").
fn is_author(raw: &str) -> bool {
    let folded = text::folded(raw);
    let term = index().back_term(&folded).is_some_and(|(length, _)| length >= folded.len());
    name::is_name(raw) && !term
}

fn ends_with_initial(raw: &str) -> bool {
    let last = raw.rsplit([' ', '.', '-']).next().unwrap_or_default();
    last.chars().count() == 1
}

// container = words up to "," / ". " / " (" / a number that counts volumes
fn container_length(rest: &str) -> usize {
    let mark =
        [",", " (", ". ", "; ", "\n\n"].iter().filter_map(|mark| rest.find(mark)).min().unwrap_or(rest.len());
    let words = rest.get(..mark).unwrap_or_default();
    // "Review of Freight Economics 12": the volume is no part of the name.
    let last = words.rfind(' ').filter(|at| {
        let number = words.get(at + 1..).unwrap_or_default();
        !number.is_empty()
            && number.len() <= 7
            && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '–'))
    });
    // "France 24" is a name: only what goes on like a volume is one.
    let behind = rest.get(mark..).unwrap_or_default();
    let counts = [" (", ", no", ", S"].iter().any(|start| behind.starts_with(start)) || words.contains('/');
    last.filter(|_| counts).unwrap_or(words.len())
}

/// How long the names at the start are: "Орлова Н. П., Ли С. В. Порты" has two.
fn leading_initials(raw: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    for word in raw.split_inclusive(' ') {
        let bare = word.trim_end_matches([' ', ',']);
        let letters = bare.trim_end_matches('.');
        let initial =
            bare.ends_with('.') && letters.chars().count() <= 2 && letters.chars().all(char::is_alphabetic);
        at += word.len();
        if initial {
            end = at;
        } else if at - end > 40 || (end > 0 && at - end > word.len() && !word.trim_end().ends_with(',')) {
            break;
        }
    }
    end
}
