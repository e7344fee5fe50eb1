//! The names at the front of an entry: who they are, and where they end.
//!
//! Three orders are read: "Novak, Ada", "Орлова Н. П." and "Ada Novak". A list keeps the order of its first name, but a
//! later name may turn round ("Novak, Ada, and Mei Tanaka"). What follows tells which reading is right: a year in brackets,
//! a colon, a stop, a quoted title.

use super::name_tokens::{Class, Token, behind_titles, tokens};
use crate::grammar::name;
use crate::lang::index::index;
use crate::model::{Field, Name, NameOrder, Sure};
use crate::span::Span;
use crate::text;

/// Names that were read.
#[derive(Debug, Clone)]
pub(super) struct Names {
    pub(super) list: Vec<Field<Name>>,
    /// Behind the last name, its stop and "et al.".
    pub(super) end: usize,
}

/// A given name has at most so many words.
const MOST_GIVEN: usize = 4;

/// How the names of a list are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// "Novak, Ada"; "Novak, A."
    Comma,
    /// "Орлова Н. П."; "Okafor NK"
    Initials,
    /// "Ada Novak"; "A. Novak"
    Given,
    /// "NOVAK (Ada)"
    Bracket,
}

/// The names at the start of `raw[from..to]`. With `whole`, they must fill it but for punctuation.
pub(super) fn names(raw: &str, from: usize, to: usize, whole: bool) -> Option<Names> {
    let from = behind_titles(raw, from, to);
    let tokens = tokens(raw, from, to);
    let reader = Reader { raw, tokens: &tokens, to, whole };
    let orders = [Order::Comma, Order::Initials, Order::Given, Order::Bracket];
    let lists = orders.into_iter().filter_map(|order| reader.list(order, whole));
    let (_, found) = lists.max_by_key(|(score, _)| *score)?;
    Some(found)
}

struct Reader<'r> {
    raw: &'r str,
    tokens: &'r [Token],
    to: usize,
    /// Nothing but names stands here.
    whole: bool,
}

impl Reader<'_> {
    fn class(&self, at: usize) -> Option<Class> {
        self.tokens.get(at).map(|token| token.class)
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.class(at) == Some(class)
    }

    fn is_name_word(&self, at: usize) -> bool {
        matches!(self.class(at), Some(Class::Capital | Class::Capitals))
    }

    fn span(&self, from: usize, to: usize) -> Span {
        let start = self.tokens.get(from).map_or(0, |token| token.span.start());
        let end =
            to.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |token| token.span.end());
        Span::new(start, end)
    }

    // list = name *( joint name ) [ et-al ]
    fn list(&self, order: Order, whole: bool) -> Option<(u32, Names)> {
        let (first, mut at) = self.name(order, 0)?;
        let full_given = order == Order::Comma && !self.given_is_initials(&first);
        let mut list = vec![first];
        // Behind each name: where it ends, and whether what joins it joins nothing but names.
        let mut ends = vec![(at, true)];
        let mut closed = false;
        while let Some((next, strong)) = self.joint(at, order, full_given, whole) {
            // Behind "and" stands the last name: a comma ends the list.
            let and = self.is(next - 1, Class::And);
            if closed && !and {
                break;
            }
            closed |= and;
            // "Novak, Ada, and Mei Tanaka"; "Yılmaz, A. ve D. Kurt".
            let orders: &[Order] = match (order, full_given) {
                (Order::Comma, true) => &[Order::Given, Order::Comma],
                (Order::Comma, false) => &[Order::Comma, Order::Given],
                (Order::Initials, _) => &[Order::Initials, Order::Given],
                (Order::Given, _) => &[Order::Given],
                (Order::Bracket, _) => &[Order::Bracket],
            };
            let Some((name, end)) = orders.iter().find_map(|order| self.name(*order, next)) else { break };
            list.push(name);
            at = end;
            ends.push((end, strong));
        }
        if whole {
            self.without_last_stop(&mut list);
            let end = self.behind(at);
            let rest = self.raw.get(end..self.to).unwrap_or_default();
            let left =
                rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '('));
            if !left.is_empty() {
                return None;
            }
            // Of two readings the one with more given names is right.
            let score = 10 + u32::from(list.iter().all(|name| name.value.given.is_some())) * 8;
            let initials = u32::from(order == Order::Initials) * 2;
            return Some((score + initials, Names { list, end }));
        }
        // A later name may be the start of the title ("Stolz, A Grammar of Harbors"): fewer names are tried.
        let sure = ends.iter().rposition(|(_, strong)| *strong).map_or(1, |at| at + 1);
        let (kept, end, score) = (1..=sure).rev().find_map(|kept| {
            let (at, _) = *ends.get(kept - 1)?;
            let end = self.behind(at);
            let score = self.ending(order, at, end, full_given)?;
            Some((kept, end, score))
        })?;
        list.truncate(kept);
        self.without_last_stop(&mut list);
        let names = u32::try_from(kept).unwrap_or(0).min(6);
        Some((score * 8 + names, Names { list, end }))
    }

    /// "Sethi A. Why": where the other initials have no stop, the last one is that of the list.
    fn without_last_stop(&self, list: &mut [Field<Name>]) {
        let bare = list.iter().any(|name| {
            let given = name.value.given.map(|given| given.of(self.raw)).unwrap_or_default();
            name::is_initials_only(given) && !given.is_empty() && !given.contains('.')
        });
        for name in list.iter_mut().filter(|_| bare) {
            if let Some(given) = name.value.given.filter(|given| given.of(self.raw).ends_with('.')) {
                let end = given.end() - 1;
                name.value.given = Some(Span::new(given.start(), end));
                name.span = Span::new(name.span.start(), end.max(name.value.family.end()));
            }
        }
    }

    fn given_is_initials(&self, name: &Field<Name>) -> bool {
        let given = name.value.given.map(|given| given.of(self.raw)).unwrap_or_default();
        !given.is_empty() && name::is_initials_only(given)
    }

    /// Behind "et al.", "vd.", "[и др.]", where they follow a name.
    fn behind(&self, at: usize) -> usize {
        let end =
            at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |token| token.span.end());
        let rest = self.raw.get(end..self.to).unwrap_or_default();
        let words = rest.trim_start_matches([' ', ',', '[', '\u{A0}']);
        let lead = rest.len() - words.len();
        match et_al(words) {
            Some(length) => {
                let tail = words.get(length..).unwrap_or_default();
                end + lead + length + tail.len() - tail.trim_start_matches([']']).len()
            }
            None => end,
        }
    }

    /// How well what follows fits the end of a list of names; `None` where it cannot end there.
    fn ending(&self, order: Order, at: usize, end: usize, full_given: bool) -> Option<u32> {
        let rest = self.raw.get(end..)?;
        let stop = self.raw.get(..end)?.ends_with('.');
        let trimmed = rest.trim_start();
        let blank = trimmed.len() < rest.len();
        let year = |text: &str| {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            digits == 4 && text.starts_with(['1', '2'])
        };
        let dated = |text: &str| {
            year(text) || index().undated(&text::folded(text.split(')').next().unwrap_or_default())).is_some()
        };
        if let Some(inner) = trimmed.strip_prefix('(') {
            return Some(if dated(inner) { 10 } else { 8 });
        }
        let behind = trimmed.trim_start_matches([',', '.', ':', ' ', '\u{A0}', '\n', '\r', ';']);
        if year(behind) && behind.len() < trimmed.len() + usize::from(stop) {
            return Some(9);
        }
        if trimmed.starts_with(':') {
            return Some(7);
        }
        if trimmed.starts_with('.') || (stop && blank && order != Order::Initials) {
            return Some(if order == Order::Given && self.words_of(at) > 3 { 3 } else { 6 });
        }
        if order == Order::Initials && blank && trimmed.starts_with(|c: char| c.is_uppercase() || c == '[') {
            return Some(if self.is_cyrillic() { 6 } else { 3 });
        }
        if order == Order::Initials && stop && (trimmed.is_empty() || trimmed.starts_with('/')) {
            return Some(6);
        }
        if trimmed.starts_with(',') {
            return Some(if full_given { 4 } else { 5 });
        }
        (trimmed.starts_with(['“', '"', '„', '«', '‘', '/', ';', ')', ']']) || trimmed.is_empty())
            .then_some(4)
    }

    fn is_cyrillic(&self) -> bool {
        self.tokens.first().is_some_and(|token| {
            token.span.of(self.raw).starts_with(|c| ('\u{0400}'..='\u{04FF}').contains(&c))
        })
    }

    /// How many words stand directly before a token.
    fn words_of(&self, at: usize) -> usize {
        self.tokens
            .get(..at)
            .unwrap_or_default()
            .iter()
            .rev()
            .take_while(|t| {
                matches!(t.class, Class::Capital | Class::Capitals | Class::Particle | Class::Initial)
            })
            .count()
    }

    // joint = [ "," / ";" ] ( "and" / "&" ) / "," / ";" / "/" / "–"
    /// Behind what joins two names, and whether it joins nothing but names.
    fn joint(&self, at: usize, order: Order, full_given: bool, whole: bool) -> Option<(usize, bool)> {
        let class = self.class(at)?;
        // "Chaudhry, A., . . . Zeller, M.": names were left out.
        let dots = (at + 1..at + 4).all(|dot| self.is(dot, Class::Stop));
        if class == Class::Comma && dots {
            return Some((at + 4, true));
        }
        if class == Class::And {
            return Some((at + 1, true));
        }
        let and = self.is(at + 1, Class::And);
        match class {
            Class::Comma | Class::Semicolon if and => Some((at + 2, true)),
            Class::Semicolon => Some((at + 1, true)),
            // "Nakamura, Keiko, Brian T. Holloway, and …": behind the first name the others stand the usual way round.
            Class::Comma if order == Order::Comma && full_given => {
                let middle = self.is(at + 2, Class::Initial) && self.is(at + 3, Class::Stop);
                let somebody = self.is_somebody(at + 1)
                    || self.is(at + 1, Class::Capital) && middle && self.is(at + 4, Class::Capital);
                somebody.then_some((at + 1, true))
            }
            // Behind initials a comma and further initials are a name; behind whole names they may be a title.
            Class::Comma => {
                let initials = self.starts_with_initials(at + 1, order) || self.is_somebody(at + 1);
                Some((at + 1, initials || whole))
            }
            Class::Slash => Some((at + 1, true)),
            Class::Dash if !self.tokens.get(at).is_some_and(|token| token.glued) => {
                Some((at + 1, whole || order == Order::Given))
            }
            _ => None,
        }
    }

    // somebody = Given Word ","
    /// "Marc Thibault, Julie Osman, Désarmer les mines": a known given name, one more word, and a comma.
    fn is_somebody(&self, at: usize) -> bool {
        self.is(at, Class::Capital)
            && self.is(at + 1, Class::Capital)
            && self.is(at + 2, Class::Comma)
            && name::is_given_name(self.span(at, at + 1).of(self.raw))
    }

    fn starts_with_initials(&self, at: usize, order: Order) -> bool {
        match order {
            Order::Given => self.is(at, Class::Initial),
            Order::Comma | Order::Initials | Order::Bracket => true,
        }
    }

    fn name(&self, order: Order, at: usize) -> Option<(Field<Name>, usize)> {
        match order {
            Order::Comma => self.comma_name(at),
            Order::Initials => self.initials_name(at),
            Order::Given => self.given_name(at),
            Order::Bracket => self.bracket_name(at),
        }
    }

    // initials = 1*( Initial [ "." ] )
    fn initials(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while self.is(end, Class::Initial) {
            // "Leite, P. A cana e o caminho": behind a stop a letter without one is a word.
            let word = !self.is(end + 1, Class::Stop)
                && matches!(self.class(end + 1), Some(Class::Other | Class::Particle));
            if word && end > at && self.is(end - 1, Class::Stop) {
                break;
            }
            end += 1;
            if self.is(end, Class::Stop) && self.tokens.get(end).is_some_and(|token| token.glued) {
                end += 1;
            }
        }
        (end > at).then_some(end)
    }

    fn particles(&self, at: usize) -> usize {
        let mut end = at;
        while self.is(end, Class::Particle) {
            end += 1;
        }
        end
    }

    // comma-name = *particle 1*3Word "," ( initials *particle / 1*4Word )
    fn comma_name(&self, at: usize) -> Option<(Field<Name>, usize)> {
        let first = self.particles(at);
        let mut family = first;
        while self.is_name_word(family) && family < first + 3 {
            family += 1;
        }
        if family == first || !self.is(family, Class::Comma) {
            return None;
        }
        let given_at = family + 1;
        let given = match self.initials(given_at) {
            // "Goudie, R. Ian; Boyd, W. Sean (2000)": a name goes on behind its initial where the next one follows, or, of the
            // last one, the year.
            Some(end) if self.is_name_word(end) && self.is(end + 1, Class::Semicolon) => end + 1,
            Some(end) if self.is_name_word(end) && self.is_last_of_several(at, end + 1) => end + 1,
            Some(end) if !self.is_name_word(end) || self.is(end - 1, Class::Stop) => self.particles(end),
            _ => {
                let mut end = given_at;
                while (self.is_name_word(end) || self.is(end, Class::Initial)) && end < given_at + MOST_GIVEN
                {
                    end += 1;
                    // "Pemberton, Alice J. The Governess": behind a full name an initial is the last word of it.
                    if self.is(end, Class::Stop) && self.is(end - 1, Class::Initial) {
                        end += 1;
                        if end > given_at + 2 {
                            break;
                        }
                    }
                }
                // Two words before the comma are no family name unless a given name follows, and nothing else.
                let known = || {
                    name::is_given_name(self.span(given_at, given_at + 1).of(self.raw))
                        || self.whole && at == 0 && end == given_at + 1 && self.is_last(end)
                };
                if end == given_at || (family - first > 1 && !known()) {
                    return None;
                }
                end
            }
        };
        let given = self.suffix(given);
        Some((
            self.field(
                Span::new(self.span(at, family).start(), self.span(at, given).end()),
                self.span(at, family),
                Some(self.span(given_at, given)),
                NameOrder::FamilyFirst,
            ),
            given,
        ))
    }

    /// Whether a name stands behind a semicolon and before a bracket.
    fn is_last_of_several(&self, at: usize, end: usize) -> bool {
        let several = at.checked_sub(1).is_some_and(|before| self.is(before, Class::Semicolon));
        several && self.is(end, Class::Open)
    }

    /// Whether nothing but a sign stands behind.
    fn is_last(&self, at: usize) -> bool {
        self.tokens.get(at).is_none() || self.is(at, Class::Comma) && self.tokens.get(at + 1).is_none()
    }

    /// Behind "Jr.", "III" that follow a name, with or without a comma.
    fn suffix(&self, at: usize) -> usize {
        let word = at + usize::from(self.is(at, Class::Comma));
        let said = self.tokens.get(word).map(|token| token.span.of(self.raw)).unwrap_or_default();
        if !["Jr", "Sr", "II", "III", "IV"].contains(&said) {
            return at;
        }
        word + 1 + usize::from(self.is(word + 1, Class::Stop))
    }

    // initials-name = *particle 1*2Word ( initials / 1*3LETTER )
    fn initials_name(&self, at: usize) -> Option<(Field<Name>, usize)> {
        let first = self.particles(at);
        let mut family = first;
        while self.is_name_word(family) && family < first + 2 {
            family += 1;
        }
        // "Palmer RT": the second word is the initials.
        let letters = |at: usize| {
            self.is(at, Class::Capitals) && self.span(at, at + 1).of(self.raw).chars().count() <= 3
        };
        let mut end = family;
        if family > first + 1 && letters(family - 1) && !letters(family - 2) {
            family -= 1;
        } else {
            end = match self.initials(family) {
                Some(end) => end,
                None if letters(family) => family + 1,
                None => return None,
            };
        }
        if family == first {
            return None;
        }
        // "Ada N. Lovelace" is written the other way round.
        let listed = at > 0 && self.is(end + 1, Class::And);
        let title = listed || matches!(self.class(end + 1), Some(Class::Other | Class::Particle));
        if self.is_name_word(end) && !self.is_cyrillic() && !title {
            return None;
        }
        Some((
            self.field(
                self.span(at, end),
                self.span(at, family),
                Some(self.span(family, end)),
                NameOrder::FamilyFirst,
            ),
            end,
        ))
    }

    // given-name = 1*( Word / initials ) *particle Word / 1*CAPITALS 1*3Word
    fn given_name(&self, at: usize) -> Option<(Field<Name>, usize)> {
        let mut end = at;
        let mut words = 0;
        // "A Grammar": a letter without its stop is a word.
        let article =
            self.is(at, Class::Initial) && !self.is(at + 1, Class::Stop) && !self.is(at + 1, Class::Initial);
        if article {
            return None;
        }
        while words < 6 {
            if let Some(next) = self.initials(end) {
                end = next;
            } else if self.is_name_word(end) || self.is(end, Class::Particle) {
                end += 1;
            } else {
                break;
            }
            words += 1;
        }
        while end > at && self.is(end - 1, Class::Particle) {
            end -= 1;
            words -= 1;
        }
        // "Jia-Wei Ho.": two letters before a stop close a name that has no other last word.
        let short =
            end.checked_sub(2).filter(|last| self.is(end - 1, Class::Stop) && self.is(*last, Class::Initial));
        if let Some(last) =
            short.filter(|last| self.span(*last, last + 1).of(self.raw).chars().count() >= 2 && words == 2)
        {
            let (family, given) = (self.span(last, last + 1), self.span(at, last));
            return self.is(at, Class::Capital).then(|| {
                (self.field(self.span(at, last + 1), family, Some(given), NameOrder::GivenFirst), last + 1)
            });
        }
        let last = end.checked_sub(1)?;
        // "Palmer RT": initials behind a family name.
        let short = self.is(last, Class::Capitals) && self.span(last, end).of(self.raw).chars().count() <= 2;
        if short && words == 2 && self.is(at, Class::Capital) {
            return None;
        }
        if words < 2 || !self.is_name_word(last) || self.is(at, Class::Particle) {
            return None;
        }
        let whole = self.span(at, end);
        // "Гордиенко А. А. Иран: поворот": Russian initials stand behind the family name.
        if self.is_cyrillic() && self.is(at, Class::Capital) && self.is(at + 1, Class::Initial) {
            return None;
        }
        let first_is_family = self.is(at, Class::Capitals)
            && self.span(at, at + 1).of(self.raw).chars().count() > 2
            && (at + 1..end).all(|word| self.is(word, Class::Capital));
        if first_is_family {
            return Some((
                self.field(
                    whole,
                    self.span(at, at + 1),
                    Some(self.span(at + 1, end)),
                    NameOrder::FamilyFirst,
                ),
                end,
            ));
        }
        let mut family = last;
        while family > at + 1 && self.is(family - 1, Class::Particle) {
            family -= 1;
        }
        let (family, given) = (self.span(family, end), self.span(at, family));
        // "Dana R. Whitcroft, Jr.": read, and no part of the family name.
        let behind = self.suffix(end);
        Some((self.field(whole, family, Some(given), NameOrder::GivenFirst), behind))
    }

    // bracket-name = 1*2CAPITALS "(" 1*3Word ")"
    fn bracket_name(&self, at: usize) -> Option<(Field<Name>, usize)> {
        let mut open = at;
        while self.is(open, Class::Capitals) && open < at + 2 {
            open += 1;
        }
        if open == at && self.is(at, Class::Capital) && self.is(at + 1, Class::Open) {
            open += usize::from(name::is_given_name(self.span(at + 2, at + 3).of(self.raw)));
        }
        let mut close = open + 1;
        while (self.is_name_word(close) || self.is(close, Class::Initial) || self.is(close, Class::Stop))
            && close < open + 5
        {
            close += 1;
        }
        if open == at || close == open + 1 || !self.is(open, Class::Open) || !self.is(close, Class::Close) {
            return None;
        }
        let (family, given) = (self.span(at, open), self.span(open + 1, close));
        Some((self.field(self.span(at, close + 1), family, Some(given), NameOrder::FamilyFirst), close + 1))
    }

    fn field(&self, whole: Span, family: Span, given: Option<Span>, order: NameOrder) -> Field<Name> {
        Field::new(Name { family, given, order }, whole, Sure::Likely)
    }
}

/// The length of "et al.", "vd.", "и др." at the start of a text.
pub(super) fn et_al(words: &str) -> Option<usize> {
    if !words.starts_with(|c: char| c.is_lowercase() || c == '&') {
        return None;
    }
    let room = text::floor(words, 28);
    let folded = text::fold(words.get(..room)?);
    let length = index().et_al(&folded.text)?;
    let end = folded.source(0, length).end();
    let rest = words.get(end..)?;
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    Some(end + usize::from(rest.starts_with('.')))
}

#[cfg(test)]
mod tests;
