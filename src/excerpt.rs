//! Windows into a line: the marked piece with the words around it, cut at blanks and marked with dots.
//!
//! Lines of prose run to eight hundred characters; a window shows what an eye takes in. Widths are cells of a terminal,
//! so that a caret stands under Cyrillic, combining and wide letters.

use unicode_width::UnicodeWidthStr;

use crate::span::Span;

/// What stands for words left out.
const DOTS: &str = "…";

/// A window into a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Window {
    /// The words, with dots where others are left out.
    pub(crate) text: String,
    /// Cells before the marked piece.
    pub(crate) caret: usize,
    /// Cells of the marked piece; at least one.
    pub(crate) length: usize,
}

/// Cells that a text takes; a control character takes one, as it is shown.
pub(crate) fn cells(text: &str) -> usize {
    text.width()
}

/// The window of at most `width` cells around `marked`, which lies in `line`, both spans of `text`.
pub(crate) fn window(text: &str, line: Span, marked: Span, width: usize) -> Window {
    let marked =
        Span::new(marked.start().max(line.start()), marked.end().min(line.end()).max(marked.start()));
    let piece = shown(marked.of(text));
    if cells(&piece) > width {
        return head_and_tail(&piece, line, marked, width);
    }
    let before = Span::new(line.start(), marked.start());
    let after = Span::new(marked.end(), line.end());
    // Words that the marked piece is part of come first, then one more on each side in turn.
    let mut left = grow_left(before.of(text), 0);
    let mut right = grow_right(after.of(text), 0);
    let mut fixed = Side { left: 0, right: 0 };
    let fits = |left: usize, right: usize| {
        let dots = |open: bool| if open { 2 } else { 0 };
        let sides = part_left(before.of(text), left).width() + part_right(after.of(text), right).width();
        sides + cells(&piece) + dots(left < before.len()) + dots(right < after.len()) <= width
    };
    if fits(left, right) {
        fixed = Side { left, right };
    }
    let (mut left_open, mut right_open) = (true, true);
    while left_open || right_open {
        if left_open {
            left = grow_left(before.of(text), fixed.left);
            left_open = left > fixed.left && fits(left, fixed.right);
            fixed.left = if left_open { left } else { fixed.left };
        }
        if right_open {
            right = grow_right(after.of(text), fixed.right);
            right_open = right > fixed.right && fits(fixed.left, right);
            fixed.right = if right_open { right } else { fixed.right };
        }
    }
    let lead = shown(part_left(before.of(text), fixed.left));
    let tail = shown(part_right(after.of(text), fixed.right));
    let lead = if fixed.left < before.len() { format!("{DOTS} {}", lead.trim_start()) } else { lead };
    // A blank that is itself marked must not be trimmed away.
    let lead = if fixed.left < before.len() && fixed.left == 0 { DOTS.to_owned() } else { lead };
    let tail = if fixed.right < after.len() { format!("{} {DOTS}", tail.trim_end()) } else { tail };
    Window { caret: cells(&lead), length: cells(&piece).max(1), text: format!("{lead}{piece}{tail}") }
}

struct Side {
    left: usize,
    right: usize,
}

/// A piece longer than the window keeps its head and its tail.
fn head_and_tail(piece: &str, line: Span, marked: Span, width: usize) -> Window {
    let mut head = 0;
    while let Some(next) = piece.get(head..).map(|rest| head + word_right(rest)).filter(|next| *next > head) {
        if part_right(piece, next).width() > width / 2 {
            break;
        }
        head = next;
    }
    let mut tail = 0;
    loop {
        let next = grow_left(piece, tail);
        if next == tail || part_left(piece, next).width() > width / 3 {
            break;
        }
        tail = next;
    }
    let start = clipped(part_right(piece, head).trim_end(), piece, width / 2, false);
    let end = clipped(part_left(piece, tail).trim_start(), piece, width / 3, true);
    let text = format!("{start} {DOTS} {end}");
    let lead = if marked.start > line.start { format!("{DOTS} ") } else { String::new() };
    let more = if marked.end < line.end { format!(" {DOTS}") } else { String::new() };
    Window { caret: cells(&lead), length: cells(&text), text: format!("{lead}{text}{more}") }
}

/// The part, or, where not one word fits, as many characters as do.
fn clipped(part: &str, whole: &str, width: usize, from_end: bool) -> String {
    if !part.is_empty() {
        return part.to_owned();
    }
    let mut kept: Vec<char> = Vec::new();
    let mut taken = 0;
    let mut take = |c: char| {
        let mut buffer = [0; 4];
        taken += cells(c.encode_utf8(&mut buffer));
        taken <= width && {
            kept.push(c);
            true
        }
    };
    if from_end {
        let _ = whole.chars().rev().take(width).all(&mut take);
        kept.reverse();
    } else {
        let _ = whole.chars().take(width).all(&mut take);
    }
    kept.into_iter().collect()
}

/// As it is shown: a line end, a tab or another control character is a blank.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || c == '\u{2028}' { ' ' } else { c }).collect()
}

/// The last `length` bytes.
fn part_left(text: &str, length: usize) -> &str {
    text.get(text.len() - length.min(text.len())..).unwrap_or_default()
}

/// The first `length` bytes.
fn part_right(text: &str, length: usize) -> &str {
    text.get(..length.min(text.len())).unwrap_or_default()
}

/// A word is looked for in so many bytes; a longer one is not shown in part.
const LONGEST_WORD: usize = 400;

/// `taken` and one word more, counted from the end of a text.
fn grow_left(text: &str, taken: usize) -> usize {
    let rest = text.get(..text.len() - taken.min(text.len())).unwrap_or_default();
    let trimmed = rest.trim_end_matches(char::is_whitespace);
    if taken > 0 && trimmed.is_empty() {
        return text.len();
    }
    // A blank ends the word that the marked piece is glued to.
    if taken == 0 && trimmed.len() < rest.len() && !trimmed.is_empty() {
        let word = last_word(trimmed);
        return word.map_or(taken, |word| taken + rest.len() - trimmed.len() + word);
    }
    last_word(trimmed).map_or(taken, |word| taken + rest.len() - trimmed.len() + word)
}

fn last_word(trimmed: &str) -> Option<usize> {
    let from = crate::text::ceiling(trimmed, trimmed.len().saturating_sub(LONGEST_WORD));
    let near = trimmed.get(from..).unwrap_or_default();
    match near.rfind(char::is_whitespace) {
        Some(at) => Some(
            near.len() - at - near.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8),
        ),
        None if from == 0 => Some(trimmed.len()),
        None => None,
    }
}

/// `taken` and one word more, counted from the start of a text.
fn grow_right(text: &str, taken: usize) -> usize {
    let rest = text.get(taken..).unwrap_or_default();
    taken + word_right(rest)
}

fn word_right(rest: &str) -> usize {
    let trimmed = rest.trim_start();
    let lead = rest.len() - trimmed.len();
    if trimmed.is_empty() {
        return rest.len();
    }
    let end = crate::text::floor(trimmed, LONGEST_WORD);
    let near = trimmed.get(..end).unwrap_or_default();
    match near.find(char::is_whitespace) {
        Some(at) => lead + at,
        None if end == trimmed.len() => rest.len(),
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str, piece: &str, width: usize) -> Window {
        let at = line.rfind(piece).unwrap();
        window(line, Span::new(0, line.len()), Span::new(at, at + piece.len()), width)
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(of("[1] Ibid.", "Ibid.", 72), Window { text: "[1] Ibid.".into(), caret: 4, length: 5 });
    }

    #[test]
    fn a_long_line_is_cut_at_blanks_on_both_sides() {
        let line = "[2] Leyla Karaca, “Ferries Return”, Caspian Wire, https//caspianwire.example/ferries, (Accessed: 31.02.2024).";
        let window = of(line, "https//caspianwire.example/ferries", 72);
        assert_eq!(window.text, "… Caspian Wire, https//caspianwire.example/ferries, (Accessed: …");
        assert_eq!(window.caret, 16);
        assert_eq!(
            of(line, "31.02.2024", 72).text,
            "… Wire, https//caspianwire.example/ferries, (Accessed: 31.02.2024)."
        );
    }

    #[test]
    fn a_marked_blank_stays_visible() {
        let line = "The ports of the north are deep and old, and they are full again this spring. [2]";
        let at = line.rfind(' ').unwrap();
        let window = window(line, Span::new(0, line.len()), Span::new(at, at + 1), 40);
        assert!(window.text.ends_with("spring. [2]"), "{window:?}");
        assert_eq!(window.text.chars().nth(window.caret), Some(' '));
    }

    #[test]
    fn a_piece_longer_than_the_window_keeps_head_and_tail() {
        let line = "[3] “Long Trains to the Coast Carry Grain and Ore Again”, Harbour Daily, https://a.org/x, (Erişim Tarihi: 16.10.2023).";
        let window = of(line, line, 72);
        assert_eq!(window.text, "[3] “Long Trains to the Coast Carry … Tarihi: 16.10.2023).");
    }

    #[test]
    fn a_word_longer_than_the_window_is_clipped() {
        let line = "x".repeat(500);
        assert!(cells(&of(&line, &line, 72).text) <= 72);
    }
}
