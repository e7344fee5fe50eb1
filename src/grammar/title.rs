//! Quoted spans: titles as writers of five languages quote them.

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
// quoted = open *any close     open / close = “ ” / „ “ / « » / » « / " " / ‘ ’
pub(crate) fn quoted(text: &str, masks: &[Span]) -> Vec<Quoted> {
    let mut found: Vec<Quoted> = Vec::new();
    let mut masks = masks.iter().peekable();
    let mut from = 0;
    for (at, open) in text.char_indices() {
        if at < from || !matches!(open, '“' | '„' | '«' | '»' | '"' | '‟' | '‘') {
            continue;
        }
        while masks.next_if(|mask| mask.end() <= at).is_some() {}
        if masks.peek().is_some_and(|mask| mask.start() <= at) {
            continue;
        }
        // Doubled marks quote once.
        let run = text.get(at..).unwrap_or_default();
        let rest = run.trim_start_matches(open);
        let begins = at + run.len() - rest.len();
        let opens = !text.get(..at).unwrap_or_default().ends_with(char::is_alphanumeric);
        let Some((length, close)) = opens.then(|| closing(open, rest)).flatten() else { continue };
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

/// Length of the quoted text, and of the mark that closes it.
fn closing(open: char, rest: &str) -> Option<(usize, usize)> {
    if open == '‘' {
        // An apostrophe looks the same: only before punctuation or the end does it close.
        return rest.match_indices('’').find_map(|(at, mark)| {
            let after = rest.get(at + mark.len()..)?;
            let closes = after.is_empty() || after.starts_with([',', '.', ';', ':', ')', ' ']);
            let inner_stop = rest.get(..at)?.ends_with([',', '.']);
            (closes && (inner_stop || after.is_empty() || !after.starts_with(' ')))
                .then_some((at, mark.len()))
        });
    }
    let closers = text::closing_quote(open)?;
    // English “…” may hold German „…“: the first closer of the own kind wins, the others are a fallback.
    let at = closers.first().and_then(|closer| rest.find(*closer).map(|at| (at, closer.len_utf8())));
    let other =
        || closers.iter().skip(1).find_map(|closer| rest.find(*closer).map(|at| (at, closer.len_utf8())));
    at.or_else(other)
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
    }
}
