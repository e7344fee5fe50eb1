//! Words of a draft on one line of a terminal: nothing in them is run, and they take no more cells than there are.

use crate::excerpt::cells;
use crate::model::NoteId;
use crate::report::Report;
use crate::text;

/// What stands for words left out.
const DOTS: char = '…';

/// One line, white space squeezed. A control character is shown as its picture, never sent to the terminal; one that
/// turns the direction of the line is dropped, for it would turn the whole table.
pub(super) fn one_line(words: &str) -> String {
    let line = text::squeeze(words);
    if !line.contains(|c: char| c.is_control() || turns(c)) {
        return line;
    }
    line.chars().filter(|c| !turns(*c)).map(picture).collect()
}

fn turns(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

fn picture(c: char) -> char {
    match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('�'),
        '\u{7F}' => '␡',
        c if c.is_control() => '�',
        c => c,
    }
}

/// A line cut to `width` cells: behind a word where that leaves enough of it, else inside one.
pub(super) fn cut(line: &str, width: usize) -> String {
    // Marks of no width must not make a line of megabytes that takes one cell.
    let most = width.saturating_mul(16);
    if line.len() <= most && cells(line) <= width {
        return line.to_owned();
    }
    let room = width.saturating_sub(1);
    let mut taken = 0;
    let mut end = 0;
    let mut buffer = [0; 4];
    for (at, c) in line.char_indices() {
        taken += cells(c.encode_utf8(&mut buffer));
        if taken > room || at > most {
            break;
        }
        end = at + c.len_utf8();
    }
    // Some sequences are wider than their characters.
    while let Some(last) =
        line.get(..end).filter(|kept| cells(kept) > room).and_then(|kept| kept.chars().next_back())
    {
        end -= last.len_utf8();
    }
    let kept = line.get(..end).unwrap_or_default();
    let whole = line.get(end..).is_some_and(|rest| rest.starts_with(' ')) && cells(kept) < room;
    let words = if whole { Some(kept) } else { kept.rsplit_once(' ').map(|(words, _)| words) };
    match words.filter(|words| cells(words) * 2 >= room) {
        Some(words) => format!("{} {DOTS}", words.trim_end_matches([' ', ','])),
        None => format!("{}{DOTS}", kept.trim_end()),
    }
}

/// A text with blanks behind it up to `width` cells.
pub(super) fn padded(words: &str, width: usize) -> String {
    let blanks = width.saturating_sub(cells(words));
    format!("{words}{:blanks$}", "")
}

/// The number of a note as a reader of `from` knows it: "3", and in another list "3 (list 1)".
pub(super) fn number(report: &Report, note: NoteId, from: NoteId) -> String {
    let list = |note: NoteId| report.notes.get(note.index()).map(|note| note.list);
    let label = report.label(note).map_or_else(|| "?".to_owned(), |label| label.to_string());
    match list(note) {
        Some(other) if list(from) != Some(other) => format!("{label} (list {})", other.0 + 1),
        _ => label,
    }
}
