//! Words that no cue explains: where they end.

use super::cues::{self};
use super::pieces::{self, ends_field};
use super::{Reader, Words, serial};
use crate::grammar::name;
use crate::lang::LocatorKind;
use crate::lang::index::index;
use crate::span::Span;

impl Reader<'_> {
    /// Words up to the next mark, anchor, date or volume.
    pub(super) fn take_words(&mut self, at: usize, to: usize, bracket: u32, holds: &mut bool) -> usize {
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
                '.' if *holds && self.goes_on_to_year(here) => false,
                '.' => ends_field(self.raw, here) && !self.abbreviates(here, at),
                // "Центральная Азия: новые границы / под ред. …": a subtitle of what holds the work.
                ':' if *holds
                    && rest.trim_start().starts_with(char::is_lowercase)
                    && rest.contains(" / ") =>
                {
                    false
                }
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

    // goes-on-to-year = ". " 1*4Word ". " year
    /// "// Полис. Политические исследования. 2023": a journal of two names.
    fn goes_on_to_year(&self, stop: usize) -> bool {
        let slashes = self.raw.get(..stop).and_then(|before| before.rfind("// "));
        let alone =
            slashes.and_then(|at| self.raw.get(at + 3..stop)).is_some_and(|name| !name.contains(['.', ':']));
        let Some((name, rest)) =
            self.raw.get(stop + 1..self.limit).and_then(|rest| rest.trim_start().split_once(". "))
        else {
            return false;
        };
        let words = name.split_whitespace().count();
        alone
            && (1..=4).contains(&words)
            && name.starts_with(char::is_uppercase)
            && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | ':' | '/' | '('))
            && !name::is_place(name)
            && rest.get(..4).is_some_and(pieces::is_year)
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
            return inner.contains(|c: char| c.is_ascii_digit()) && inner.len() <= 24
                || serial::is_season(inner);
        }
        let behind = trimmed.strip_prefix([':', ',', ';']).map(str::trim_start);
        if trimmed.starts_with(':')
            || tail.starts_with('/')
            || pieces::edition(self.raw.get(at..to).unwrap_or_default()).is_some()
        {
            let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
            // "eLife 4:e05678"
            return behind.is_none_or(|behind| digit(behind) || behind.strip_prefix('e').is_some_and(digit))
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
