//! Titles that no quotation marks hold: where they end, by the style of the entry.

use super::cues::{first_words, last_is_role};
use super::imprint::SERIES_WORDS;
use super::pieces::{self, ends_field};
use super::report;
use super::{Reader, anchors, cues};
use crate::grammar::name;
use crate::lang::index::index;
use crate::model::Sure;
use crate::span::Span;
use crate::text;

/// A title is at most so long, in bytes; what is longer is prose.
const LONGEST_TITLE: usize = 420;

/// How a title that is not quoted ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// At a stop: the areas of the style are divided by stops.
    Stop,
    /// At a comma behind which something else begins.
    Comma,
    /// At the first comma: a quotation mark was opened and never closed.
    First,
}

impl Reader<'_> {
    /// Reads a title that is not quoted; returns where the body begins.
    pub(super) fn title_from(&mut self, from: usize, ends: Ends, slashes: Option<usize>) -> usize {
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
        let end = slashes.map_or(end, |slashes| self.title_before(from, slashes));
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
        let journal = self.before_journal(from, end);
        self.serial |= journal.is_some();
        let end = journal.unwrap_or(end);
        self.citation.title = self.field(Span::new(from, end), Sure::Likely);
        end
    }

    /// "Das Kontor. Eine Sozialgeschichte. 2. Aufl.": behind a stop a few words that are no other field go on with the title.
    pub(super) fn with_subtitle(&mut self, at: usize) -> usize {
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

    /// "Rotation of fault blocks: Geological Society of America Bulletin, v. 100, p. 512-523": geologists put a colon before
    /// the journal.
    fn before_journal(&self, from: usize, end: usize) -> Option<usize> {
        let behind = self.raw.get(end..self.limit)?;
        let volume = behind.strip_prefix(", v. ")?;
        volume.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
        self.raw.get(from..end)?.rfind(": ").map(|colon| from + colon)
    }

    /// The title of a GOST entry before " // ": without the names behind " / " and the medium in brackets.
    fn title_before(&self, from: usize, slashes: usize) -> usize {
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
    pub(super) fn title_end(&self, from: usize, ends: Ends) -> Option<usize> {
        let to = text::floor(self.raw, self.next_anchor(from).min(from + LONGEST_TITLE).min(self.limit));
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
                        if c == ','
                            && comma < at
                            && (self.names_a_series(comma + 1, at)
                                || self.names_a_journal(comma + 1, at)) =>
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
    pub(super) fn stops_before_imprint(&self, from: usize) -> bool {
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

    /// ", Eur. Phys. J. C 71, 1554 (2011)": short forms and a volume.
    fn names_a_journal(&self, from: usize, to: usize) -> bool {
        let piece = self.raw.get(from..to).unwrap_or_default().trim();
        let Some((name, volume)) = piece.rsplit_once(' ') else { return false };
        let counted = !volume.is_empty() && volume.len() <= 4 && volume.bytes().all(|b| b.is_ascii_digit());
        counted && name.contains(". ") && name.split(' ').all(|word| word.starts_with(char::is_uppercase))
    }

    /// ", Graduate Studies in Mathematics, vol. 41".
    fn names_a_series(&self, from: usize, to: usize) -> bool {
        let piece = self.raw.get(from..to).unwrap_or_default().trim();
        let named =
            SERIES_WORDS.iter().any(|word| piece.contains(word)) || piece.contains("Lecture Notes in");
        named && !piece.contains(',')
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
            || report::numbered_genre(inner).is_some()
            || inner.starts_with('@')
            || self.raw.as_bytes().get(at) == Some(&b'[')
            || last_is_role(inner)
            || anchors::is_undated(inner)
    }

    /// Whether what follows a comma cannot be part of a title.
    pub(super) fn begins_body(&self, at: usize) -> bool {
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
            || report::numbered_report(rest).is_some()
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
    pub(super) fn goes_on(&self, at: usize) -> bool {
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
