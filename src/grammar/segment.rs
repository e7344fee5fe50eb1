//! The pieces of a note that each hold a source, and what tells that a piece does.

use super::signal::{behind_signals, head, second_hand, starts_with_signal};
use super::{back, citation, link, name, title};
use crate::known;
use crate::lang::index::{Signal, index};
use crate::span::Span;
use crate::text;

/// A note is read as at most so many pieces.
const MOST_PIECES: usize = 256;

/// A quotation near the start is a title; one deep in prose is a quotation.
pub(super) fn quotes_a_title(raw: &str, quoted: Option<usize>) -> bool {
    quoted.is_some_and(|at| {
        let lead = raw.get(..at).unwrap_or_default();
        let words = lead.split_whitespace().count();
        let small = lead.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
        let behind = raw.get(at..).unwrap_or_default();
        let goes_on = behind.contains("”,")
            || behind.contains(",”")
            || behind.contains("\",")
            || behind.contains(",\"")
            || behind.contains("»,")
            || behind.contains("“,")
            || behind.contains(".”")
            || behind.contains("’, ")
            || behind.contains(",’")
            || behind.contains("».");
        // A name or a signal stands before a title, no other words.
        let named = lead.trim_end().is_empty()
            || lead.trim_end().ends_with([',', ':', '.', '('])
            || starts_with_signal(lead);
        words <= 12 && small <= 4 && goes_on && named
    })
}

/// A year or the words for none, and the punctuation of a reference: "Novak, Rivers of Trade (Leiden: Quay Press, 2017), 54."
pub(super) fn looks_like_a_work(raw: &str) -> bool {
    let raw = behind_second_hand(raw);
    // "…; ayrıca bkz. Elif Kaya, Liman Ekonomisi (İstanbul: Deniz, 2019)": a capital opens it behind the signal.
    let signal = if raw.starts_with(char::is_lowercase) { behind_signals(raw) } else { 0 };
    let raw = raw.get(signal..).unwrap_or_default();
    if citation::is_legal(raw) {
        return true;
    }
    let bytes = raw.as_bytes();
    let year = bytes.windows(4).enumerate().any(|(at, digits)| {
        let inside = digits.iter().all(u8::is_ascii_digit) && matches!(digits.first(), Some(b'1' | b'2'));
        let free = |index: usize| bytes.get(index).is_none_or(|b| !b.is_ascii_alphanumeric());
        // "1998a": the letter belongs to the list.
        let lettered = bytes.get(at + 4).is_some_and(u8::is_ascii_lowercase) && free(at + 5);
        inside && (at == 0 || free(at - 1)) && (free(at + 4) || lettered)
    });
    let words = raw.split_whitespace().count();
    let small = raw.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    // "Haddad,O.(2003).Tolls": typed in haste.
    let glued = raw
        .match_indices(['.', ','])
        .any(|(at, _)| raw.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_uppercase)));
    let divided = glued
        || [", ", " // ", ").", ": "].iter().any(|mark| raw.contains(mark))
        || raw.find(". ").is_some_and(|at| raw.get(at + 2..).is_some_and(|rest| rest.contains(". ")));
    let capital = raw
        .trim_start()
        .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '*' || c == '_')
        || raw
            .split_whitespace()
            .find(|word| !name::is_particle(word))
            .is_some_and(|word| word.starts_with(char::is_uppercase) && word.ends_with(','))
        // "dpa: …", "taz, …"
        || raw.split([',', ':']).next().is_some_and(|name| known::outlet(name).is_some());
    let dated = year || citation::names_a_preprint(raw) || UNDATED.iter().any(|words| raw.contains(words));
    // A page at the end, behind a comma: the small words are those of a long title.
    let paged = raw.trim_end_matches(['.', ' ']).ends_with(|c: char| c.is_ascii_digit());
    let few = if paged { small * 4 <= words * 3 } else { small * 3 <= words * 2 };
    dated && divided && capital && few && words <= 80
}

/// The work behind "quoted in", "aktaran", "sowie".
fn behind_second_hand(raw: &str) -> &str {
    let folded = text::fold(head(raw));
    match index().signal(&folded.text) {
        Some((length, Signal::SecondHand)) => {
            let end = folded.source(0, length).end();
            raw.get(end..).unwrap_or_default().trim_start_matches([' ', ':', ',', '.'])
        }
        _ => {
            let word = raw.split(' ').next().unwrap_or_default();
            let joins = ["also", "and", "ayrıca", "et", "sowie", "und", "ve", "и"].contains(&word);
            let rest = raw.get(word.len()..).unwrap_or_default().trim_start();
            if joins && rest.starts_with(char::is_uppercase) { rest } else { raw }
        }
    }
}

/// How an entry says that it has no date.
const UNDATED: &[&str] = &[
    " n.d.",
    " o. J.",
    " o.J.",
    " s.a.",
    " s.d.",
    " t.y.",
    " б. г.",
    " б.г.",
    "(forthcoming)",
    "(in press)",
    "(n.d.)",
    "(s.d.)",
    "(t.y.)",
    ", in press",
    "[n.d.]",
];

/// The pieces of a note that each hold a source: divided by ";" outside quotations, brackets and addresses, where both
/// sides show evidence of one. Places are those in the body.
pub(super) fn segments(text: &str, body: Span, links: &[Span]) -> Vec<Span> {
    let raw = body.of(text);
    let mut masks: Vec<Span> = links.to_vec();
    masks.extend(title::quoted(raw, links).into_iter().map(|quote| quote.outer));
    let mut cuts = Vec::new();
    let mut depth = 0i32;
    masks.sort_unstable();
    let mut masks = masks.into_iter().peekable();
    for (at, c) in raw.char_indices() {
        while masks.next_if(|mask| mask.end() <= at).is_some() {}
        if masks.peek().is_some_and(|mask| mask.start() <= at) {
            continue;
        }
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            // "2013 Jun;62(6):1905": a volume follows.
            ';' if raw.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) => {}
            ';' if depth <= 0 && cuts.len() < MOST_PIECES => cuts.push(at),
            '.' if depth <= 0 && cuts.len() < MOST_PIECES && cited_behind_stop(raw, at + 1) => cuts.push(at),
            ',' if depth <= 0 && cuts.len() < MOST_PIECES && quotes_another(raw, at + 1) => cuts.push(at),
            _ => {}
        }
    }
    cuts.push(raw.len());
    let mut pieces: Vec<Span> = Vec::new();
    let mut from = 0;
    let mut left = Evidence::None;
    for cut in cuts {
        let piece = Span::new(from, cut);
        let evidence = evidence(piece.of(raw));
        let divides = left == evidence && evidence != Evidence::None && !begins_with_editors(piece.of(raw));
        match pieces.last_mut() {
            // Without the same evidence on both sides the sign divides words, not sources.
            Some(last) if !divides => *last = last.join(piece),
            _ => pieces.push(piece),
        }
        left = left.max(evidence);
        from = cut + 1;
    }
    pieces.into_iter().map(|piece| trim(raw, piece).shifted(body.start())).collect()
}

/// Whether a note names a work, and then the one that quotes it.
pub(super) fn cites_another(raw: &str) -> bool {
    raw.match_indices([',', '.']).any(|(at, mark)| match mark {
        "," => quotes_another(raw, at + 1),
        _ => cited_behind_stop(raw, at + 1),
    })
}

/// "…, 41, quoted in Ana Prieto, Sea Lines": behind the comma begins the work that quotes the one before.
fn quotes_another(raw: &str, at: usize) -> bool {
    let rest = raw.get(at..).unwrap_or_default().trim_start();
    rest.starts_with(|c: char| c.is_lowercase()) && second_hand(rest)
}

/// "… С. 17. Цит. по: Рогова А. П.": the same behind a stop.
fn cited_behind_stop(raw: &str, at: usize) -> bool {
    let rest = raw.get(at..).unwrap_or_default().trim_start();
    rest.starts_with(['A', 'C', 'Q', 'Z', 'Ц']) && second_hand(rest)
}

/// "In: Zabel, Ute; Wirth, Jost (Hrsg.): …": the sign divides two editors of one book.
fn begins_with_editors(piece: &str) -> bool {
    let piece = piece.trim_start();
    piece.find('(').filter(|at| *at < 60).is_some_and(|at| {
        let name = piece.get(..at).unwrap_or_default();
        name.contains(',')
            && citation::is_role(piece.get(at + 1..).unwrap_or_default())
            && name.split_whitespace().count() <= 4
    })
}

pub(super) fn trim(raw: &str, span: Span) -> Span {
    let piece = span.of(raw);
    let lead = piece.len() - piece.trim_start().len();
    Span::new(span.start() + lead, span.start() + piece.trim_end().len().max(lead))
}

/// What tells that a piece holds a source of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Evidence {
    None,
    /// Only an address, a DOI or an access date: it may belong to the source beside it.
    Address,
    /// A title, a term of a back-reference, or the look of a work.
    Work,
}

fn evidence(piece: &str) -> Evidence {
    let piece = piece.trim();
    let piece = behind_second_hand(piece);
    let quoted = title::quoted(head(piece), &[]).first().map(|quote| quote.outer.start());
    let address = piece.contains("://") || piece.contains("www.") || link::doi(piece).is_some();
    let others = piece
        .split_whitespace()
        .filter(|word| !word.contains('/') && word.contains(char::is_alphabetic))
        .count();
    if quoted.is_some_and(|at| at < 64)
        || (address && others >= 4)
        || (!address && looks_like_a_work(piece) && others >= 2)
        || back::back_reference(piece, Span::new(0, piece.len()), back::Words::of_tables()).is_some_and(
            |found| {
                // "Ibid., p. 4; n. 12": a number alone is a place in the work before.
                !found.is_bare_number(piece, Span::new(0, piece.len()))
            },
        )
    {
        Evidence::Work
    } else if address {
        Evidence::Address
    } else {
        Evidence::None
    }
}
