//! Addresses that a blank or a line break has cut: the pieces are joined only where that is beyond doubt.

use super::{date, scheme};
use crate::lang::index::index;
use crate::model::LinkFault;
use crate::span::Span;
use crate::text;

/// Endings of files that pages are served as.
const ENDINGS: &[&str] = &["asp", "aspx", "htm", "html", "jsp", "pdf", "php", "shtml"];

/// Signs that end no address: behind them it was cut. A slash ends many.
const CUTS: &[char] = &['%', '&', '-', '=', '_'];

/// The label of an access date is looked for in so many bytes.
const LABEL_ROOM: usize = 64;

/// The rest of an address that stops at `end`, its body beginning at `start`, and what cut it.
pub(super) fn continuation(text: &str, start: usize, end: usize) -> Option<(Span, LinkFault)> {
    in_host(text, start, end).or_else(|| behind_stop(text, end)).or_else(|| in_path(text, end))
}

/// What stands behind an address that was cut, if it cannot be joined: it tells two such addresses apart.
pub(super) fn lost_tail(text: &str, end: usize) -> Option<&str> {
    let (start, fault) = gap(text, end)?;
    let before = text.get(..start)?.trim_end();
    let cut = before.ends_with(CUTS) || (before.ends_with('/') && fault == LinkFault::LineBreak);
    let tail = text.get(start..text::address_end(text, start))?;
    (cut && !tail.is_empty() && !is_label(tail)).then_some(tail)
}

// gap = blank / [ blank ] line-end *blank
/// Where the text goes on behind one blank or one line break.
fn gap(text: &str, end: usize) -> Option<(usize, LinkFault)> {
    let rest = text.get(end..)?;
    // The sign of emphasis is no part of an address, but before a break it is one of its underscores.
    let rest = rest.strip_prefix('_').unwrap_or(rest);
    let behind = rest.trim_start_matches(char::is_whitespace);
    let blanks = rest.get(..rest.len() - behind.len())?;
    let fault = match blanks.chars().filter(|c| *c == '\n' || *c == '\r').count() {
        0 if blanks.chars().count() == 1 => LinkFault::Space,
        1 | 2 if !blanks.contains("\n\n") && !blanks.contains("\r\r") => LinkFault::LineBreak,
        _ => return None,
    };
    Some((text.len() - behind.len(), fault))
}

// in-host = [ "www" ] "." gap host / gap host / gap "." ending / gap "/" path
/// `https://www. a.org/x`, `https:// www.a.org`, `https://a .org/x`, `https://a.org /x`.
fn in_host(text: &str, start: usize, end: usize) -> Option<(Span, LinkFault)> {
    let body = text.get(start..end)?;
    if body.contains(['/', '?', '#']) {
        return None;
    }
    let stop = usize::from(body == "www" && text.get(end..)?.starts_with('.'));
    let (at, fault) = gap(text, end + stop)?;
    let rest = text.get(at..)?;
    let lower = |rest: &str| rest.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    let goes_on = if stop > 0 || body.is_empty() {
        lower(rest) && scheme::is_host(rest)
    } else if let Some(ending) = rest.strip_prefix('.') {
        lower(ending) && (body.contains('.') || scheme::is_host(&format!("x.{}", head(ending))))
    } else {
        body.contains('.') && rest.strip_prefix('/').is_some_and(lower)
    };
    goes_on.then(|| (Span::new(end, text::address_end(text, at)), fault))
}

// behind-stop = "." gap ending / "?" gap name "=" value
/// A stop and a question mark end a sentence too: only an ending of a file or a query goes on behind them.
fn behind_stop(text: &str, end: usize) -> Option<(Span, LinkFault)> {
    let sign = text.get(end..)?.chars().next().filter(|c| matches!(c, '.' | '?'))?;
    let (start, fault) = gap(text, end + 1)?;
    let piece_end = text::address_end(text, start);
    let piece = text.get(start..piece_end)?;
    let goes_on = match sign {
        '.' => ENDINGS.contains(&piece),
        _ => piece.find('=').is_some_and(|at| (1..24).contains(&at)),
    };
    goes_on.then(|| (Span::new(end, piece_end), fault))
}

// in-path = ( "-" / "/" / "_" / "=" / "&" / "%" ) gap path
/// The address stops at a sign that ends none, and what follows is a path, or one piece before the day of access.
fn in_path(text: &str, end: usize) -> Option<(Span, LinkFault)> {
    let (start, fault) = gap(text, end)?;
    let before = text.get(..start)?.trim_end();
    let cut = before.ends_with(CUTS);
    if !cut && !before.ends_with('/') {
        return None;
    }
    let piece_end = text::address_end(text, start);
    let piece = text.get(start..piece_end)?;
    let plain =
        piece.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_./%=&?+~#()".contains(c));
    if piece.is_empty()
        || !plain
        || piece.contains("//")
        || piece.starts_with("www.")
        || is_label(piece)
        || is_date_or_locator(piece)
    {
        return None;
    }
    let path_like = piece.contains('/')
        || (piece.contains('?') && piece.contains('='))
        || piece.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
        || (piece.matches('-').count() >= 2 && piece.contains(|c: char| c.is_ascii_digit()));
    // One word behind a slash may be any word; alone on its line, before the day of access, it is the rest of the path.
    let last = access_follows(text, piece_end) && (cut || fault == LinkFault::LineBreak)
        || cut && !text.get(piece_end..)?.contains(char::is_alphanumeric);
    (path_like || last).then(|| (Span::new(end, piece_end), fault))
}

/// Whether nothing but punctuation stands before a label of access, or before the end.
fn access_follows(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let label = rest.trim_start_matches([' ', ',', '.', ';', '(', '[', '\n', '\r', '\u{00A0}']);
    is_label(head(label))
}

/// Whether a text begins with the label of an access date.
fn is_label(text: &str) -> bool {
    index().label_at(&text::folded(head(text))).is_some()
}

/// A day ("12-03-2024") or a page ("p.12/13") behind an address is no part of it.
fn is_date_or_locator(piece: &str) -> bool {
    let whole = |span: Span| span.start() == 0 && span.end() == piece.len();
    let dated = date::dates(piece, &[]).first().is_some_and(|(_, span)| whole(*span));
    let folded = text::folded(piece);
    let located = index().locator(&folded).is_some_and(|(length, _)| {
        folded.get(length..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    dated || located
}

fn head(text: &str) -> &str {
    let end = text::floor(text, LABEL_ROOM);
    text.get(..end).unwrap_or_default()
}

// cue = ( "(" / "[" / "," / ";" ) label ( ":" / "." / ";" / blank / digit )
/// Where an address ends that runs into the day of access without a blank: `https://a.org/x,(Accessed: …)`.
pub(super) fn cue(text: &str, start: usize, end: usize) -> Option<usize> {
    // An address ends at a blank: what ran into it stands near its end.
    let start = text::ceiling(text, start.max(end.saturating_sub(LABEL_ROOM)));
    let body = text.get(start..end)?;
    // "….html,(Stand:11.05.2022)": behind a comma a bracket opens no part of an address.
    let bracket = body.find(",(").filter(|at| body.get(*at..).is_some_and(|rest| rest.contains(':')));
    if let Some(at) = bracket {
        return Some(start + at);
    }
    body.match_indices(['(', '[', ',', ';']).map(|(at, _)| start + at).find(|at| {
        let folded = text::folded(head(text.get(at + 1..).unwrap_or_default()));
        let Some((length, _)) = index().label_at(&folded) else { return false };
        let (label, behind) = folded.split_at(length);
        let stopped = label.ends_with('.') || behind.starts_with(':');
        // "et", "e.t.": a label of two letters is one by its stop or colon.
        stopped || (length > 3 && behind.starts_with([';', ' ', '0', '1', '2', '3']))
    })
}
