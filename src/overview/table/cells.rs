//! The cells of a row in the words of a table, the same in each format that a person reads.

use crate::model::NoteId;
use crate::overview::row::{Accessed, PointsTo, Row, RowSource};
use crate::overview::words::{cut, number};
use crate::report::Report;

/// The headings of the columns.
pub(super) const HEADINGS: [&str; 7] = ["list", "note", "marker", "kind", "source", "points to", "accessed"];

/// A date that is none is cut to so many cells.
const LONGEST_DATE: usize = 24;

/// So many notes that a reference could mean are named.
const MOST_NAMED: usize = 3;

/// "7:187"; with " +2" where the note is called three times; a dash where it is not called.
pub(super) fn marker(row: &Row) -> String {
    let Some(place) = row.marker else { return "–".to_owned() };
    match row.more_markers {
        0 => place.to_string(),
        more => format!("{place} +{more}"),
    }
}

/// What it says, whole.
pub(super) fn source(report: &Report, row: &Row) -> String {
    fitted(report, row, usize::MAX)
}

/// What it says in at most `width` cells: the title gets two thirds of them, more where the container needs less.
pub(super) fn fitted(report: &Report, row: &Row, width: usize) -> String {
    let (authors, title, container) = match &row.source {
        RowSource::Words(words) => return cut(words, width),
        RowSource::Again(note) if *note == row.note => return cut("same source as above", width),
        RowSource::Again(note) => {
            return cut(&format!("same source as note {}", number(report, *note, row.note)), width);
        }
        RowSource::Work { authors, title, container } => (authors, title, container),
    };
    let cells = crate::excerpt::cells;
    let quoted = title.as_ref().map(|title| format!("“{title}”"));
    let pieces = [authors.clone(), quoted, container.clone()];
    let whole = pieces.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if width == usize::MAX || cells(&whole) <= width {
        return whole;
    }
    let lead = authors.as_ref().map(|authors| format!("{}, ", cut(authors, width / 4)));
    let lead = lead.unwrap_or_default();
    let room = width.saturating_sub(cells(&lead));
    let Some(title) = title else { return cut(&whole, width) };
    let quoted = |width: usize| format!("“{}”", cut(title, width.saturating_sub(2)));
    let Some(container) = container else { return format!("{lead}{}", quoted(room)) };
    let for_title = (room * 2 / 3).max(room.saturating_sub(2 + cells(container)));
    let title = quoted(for_title);
    let left = room.saturating_sub(cells(&title) + 2);
    // A few letters and dots tell nothing.
    if left < 6 {
        format!("{lead}{}", quoted(room))
    } else {
        format!("{lead}{title}, {}", cut(container, left))
    }
}

/// "3 = 1": points to note 3, which repeats note 1; "3 → 2 → 1"; "1 or 2?"; "? orphan-back-reference".
pub(super) fn points_to(report: &Report, row: &Row) -> String {
    let named = |note: &NoteId| number(report, *note, row.note);
    let mut words = match &row.points_to {
        PointsTo::Nothing => return String::new(),
        PointsTo::Nowhere => "?".to_owned(),
        PointsTo::OneOf(notes) => {
            let shown: Vec<String> = notes.iter().take(MOST_NAMED).map(named).collect();
            let more = if notes.len() > MOST_NAMED { " or …" } else { "" };
            format!("{}{more}?", shown.join(" or "))
        }
        PointsTo::Notes { via, more, repeats, end } => {
            let mut way: Vec<String> = via.iter().map(named).collect();
            if *more > 0 {
                // Of a long way its first step and its end are of use.
                way.truncate(1);
                way.push("…".to_owned());
            }
            let way = way.join(" → ");
            let sign = if *repeats { "=" } else { "→" };
            if way.is_empty() { named(end) } else { format!("{way} {sign} {}", named(end)) }
        }
    };
    if let Some(rule) = row.rule {
        words = format!("{words} {rule}");
    }
    words
}

/// "2024-05-03"; in parentheses where another note states it; as typed where it is not one date.
pub(super) fn accessed(row: &Row) -> String {
    let Some(accessed) = &row.accessed else { return String::new() };
    let day = day(accessed);
    if accessed.inherited { format!("({day})") } else { day }
}

fn day(accessed: &Accessed) -> String {
    accessed.iso.clone().unwrap_or_else(|| cut(&accessed.raw, LONGEST_DATE))
}
