//! Quoted spans: titles between curly, straight, German and French marks, whatever the language of the draft.

use crate::span::Span;
use crate::text;

/// An entry is searched for so many quoted spans; the title is among the first.
const MOST_QUOTES: usize = 16;

/// A quoted span: with its marks, and without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quoted {
    pub(crate) outer: Span,
    pub(crate) inner: Span,
}

/// The quoted spans of a text outside the masks (sorted), in order. A quotation that is never closed is none.
// quoted = open *any close     open / close = “ ” / „ “ / « » / » « / " " / ‘ ’ / ' ' / '' '' / 《 》 / 『 』 / 「 」
pub(crate) fn quoted(text: &str, masks: &[Span]) -> Vec<Quoted> {
    let mut found: Vec<Quoted> = Vec::new();
    let mut masks = masks.iter().peekable();
    let mut from = 0;
    // Where no single mark closes from, none will further on: an entry of apostrophes is read once.
    let mut open_singles = true;
    // The same for each other mark.
    let mut unclosed: Vec<char> = Vec::new();
    for (at, open) in text.char_indices() {
        let eastern = matches!(open, '《' | '『' | '「');
        if at < from || !(eastern || matches!(open, '“' | '„' | '«' | '»' | '"' | '‟' | '‘' | '‚' | '\''))
        {
            continue;
        }
        while masks.next_if(|mask| mask.end() <= at).is_some() {}
        if masks.peek().is_some_and(|mask| mask.start() <= at) {
            continue;
        }
        let opens = eastern || !text.get(..at).unwrap_or_default().ends_with(char::is_alphanumeric);
        let single = matches!(open, '‘' | '‚' | '\'');
        if !opens || single && !open_singles || unclosed.contains(&open) {
            continue;
        }
        // Doubled marks quote once.
        let run = text.get(at..).unwrap_or_default();
        let rest = run.trim_start_matches(open);
        let begins = at + run.len() - rest.len();
        let marks = (begins - at) / open.len_utf8();
        let Some((length, close)) =
            (if single { closing_single(open, marks, rest) } else { closing(open, rest) })
        else {
            open_singles &= !single;
            if !single {
                unclosed.push(open);
            }
            continue;
        };
        let behind = rest.get(length..).unwrap_or_default();
        let mark = behind.chars().next().unwrap_or(open);
        let doubled = behind.len() - behind.trim_start_matches(mark).len();
        let outer = Span::new(at, begins + length + close.max(doubled.min(begins - at)));
        from = outer.end();
        if rest.get(..length).is_some_and(|inner| inner.contains(char::is_alphanumeric)) {
            found.push(Quoted { outer, inner: Span::new(begins, begins + length) });
        }
        if found.len() == MOST_QUOTES {
            break;
        }
    }
    found
}

/// A single mark is searched for its partner in so many bytes.
const LONGEST_SINGLE: usize = 400;

/// Length of the text in single quotation marks, and of the mark that closes it. An apostrophe looks the same: a mark before
/// punctuation closes, else one before a bracket, else one before a capital word.
fn closing_single(open: char, marks: usize, rest: &str) -> Option<(usize, usize)> {
    if !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '…' | '¿' | '¡')) {
        return None;
    }
    let close = match open {
        '‘' => '’',
        '‚' => '‘',
        _ => '\'',
    };
    let wanted = if marks > 1 { 2 } else { 1 };
    let mut best: Option<(u8, usize, usize)> = None;
    for (at, mark) in rest.match_indices(close).take_while(|(at, _)| *at <= LONGEST_SINGLE) {
        let run = rest.get(at..)?;
        let length = run.len() - run.trim_start_matches(close).len();
        let after = rest.get(at + mark.len() * wanted.min(length / mark.len())..)?;
        if length / mark.len() < wanted {
            continue;
        }
        let blank = after.starts_with(char::is_whitespace);
        let next = after.trim_start();
        let rank = if after.is_empty()
            || after.starts_with([',', '.', ';', ':', ')', ']', '?', '!'])
            || rest.get(..at)?.ends_with([',', '.']) && blank
        {
            0
        } else if blank && (next.starts_with(['(', '<', '[', '/']) || next.starts_with("in ")) {
            1
        } else if blank && next.starts_with(char::is_uppercase) {
            2
        } else {
            continue;
        };
        // A bracket directly behind a title wins over a comma further on.
        if best.is_none_or(|(other, _, _)| rank < other && other > 1) {
            best = Some((rank, at, mark.len() * wanted));
        }
        if rank <= 1 {
            break;
        }
    }
    best.map(|(_, at, length)| (at, length))
}

/// Length of the quoted text, and of the mark that closes it.
fn closing(open: char, rest: &str) -> Option<(usize, usize)> {
    let closers = text::closing_quote(open)?;
    // English “…” may hold German „…“, and «…» holds „…“: the first closer of the own kind wins, the others are a fallback.
    let own = closers.first()?;
    let mut depth = 0u32;
    for (at, c) in rest.char_indices() {
        // “Russia’s “grain” gambit”: a mark that opens inside is closed inside.
        let opens_inside = c == open
            && c != *own
            && rest.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace));
        if opens_inside {
            depth += 1;
        } else if c == *own {
            if depth == 0 {
                return Some((at, c.len_utf8()));
            }
            depth -= 1;
        }
    }
    let first = |closer: &char| rest.find(*closer).map(|at| (at, closer.len_utf8()));
    closers.iter().find_map(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<&str> {
        quoted(text, &[]).into_iter().map(|quoted| quoted.inner.of(text)).collect()
    }

    #[test]
    fn quotes_of_five_languages() {
        assert_eq!(inner("“Karaca’s Harbour”, AP"), ["Karaca’s Harbour"]);
        assert_eq!(inner("Jan Krüger: „Getreide auf Umwegen“, in"), ["Getreide auf Umwegen"]);
        assert_eq!(inner("Roux, « Le blé voyage », Le Port"), [" Le blé voyage "]);
        assert_eq!(inner("‘Ports Don’t Wait’, (2020)"), ["Ports Don’t Wait"]);
        assert_eq!(inner("\"A\" and \"B\""), ["A", "B"]);
        assert_eq!(inner("“Never closed, Outlet"), [""; 0]);
        assert_eq!(inner("5\" pipe and “B”"), ["B"]);
        assert_eq!(inner("“Russia’s “grain” gambit”, Reuters"), ["Russia’s “grain” gambit"]);
        assert_eq!(inner("''Samsun Limanı'', Posta"), ["Samsun Limanı"]);
        assert_eq!(inner("A. (2018) 'Cold chains', Journal"), ["Cold chains"]);
        assert_eq!(inner("‘Laytime Without End’ (2014) 31"), ["Laytime Without End"]);
        assert_eq!(inner("‘Ferry Crews Walk Out’ The Guardian"), ["Ferry Crews Walk Out"]);
        assert_eq!(inner("‘The Ministers’ Meeting in Baku’, Reuters"), ["The Ministers’ Meeting in Baku"]);
        assert_eq!(inner("the workers' union and its members' fund"), [""; 0]);
    }
}
