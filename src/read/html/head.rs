//! The head of a note: the way back, the number it shows, and where its words begin.

use super::label::Sign;
use super::links::is_hidden;
use super::page::{Attribute, Element, Page, PieceKind};
use super::tag::Tag;
use super::units::Unit;
use super::words::Words;

/// The first words of a note.
#[derive(Debug)]
pub(super) struct Head {
    /// The number that it shows.
    shown: Option<Shown>,
    /// Where its words begin if that number is not one.
    plain: Place,
}

/// A number at the head of a note.
#[derive(Debug)]
struct Shown {
    sign: Sign,
    /// It is set apart: between brackets, raised, or as a link.
    apart: bool,
    /// A stop or a bracket stands behind it.
    stopped: bool,
    /// It opens a bracket that goes on to the end of the note: `[Footnote 1: …]`.
    wraps: bool,
    behind: Place,
}

/// A byte of a piece.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) piece: u32,
    pub(super) byte: u32,
}

/// So many characters of a note are looked at.
const MOST: usize = 48;

/// Words for a note that stand before its number; sorted.
const NOTE_WORDS: &[&str] = &[
    "anmerkung",
    "dipnot",
    "endnote",
    "footnote",
    "fußnote",
    "noot",
    "nota",
    "note",
    "voetnoot",
    "примечание",
    "сноска",
];

impl Head {
    pub(super) fn read(page: &Page<'_>, unit: &Unit) -> Head {
        let letters = letters(page, unit);
        let end = letters.last().map_or(Place { piece: unit.start, byte: 0 }, |letter| letter.behind);
        let place = |at: usize| letters.get(at).map_or(end, |letter| letter.place);
        let start = skip(&letters, 0, |c| c == ' ' || is_arrow(c));
        Head { shown: shown(page, unit, &letters, start, &place), plain: place(start) }
    }

    /// The number that the note shows, if its call shows the same.
    pub(super) fn sign_like(&self, called: &Sign) -> Option<&Sign> {
        self.shown.as_ref().map(|shown| &shown.sign).filter(|sign| sign.shown == called.shown)
    }

    /// The number that the note shows. A number that is not set apart may belong to its words, unless a call
    /// shows it.
    pub(super) fn sign(&self, called: Option<&Sign>, numbered: bool) -> Option<&Sign> {
        let shown = self.shown.as_ref()?;
        let same = called.is_some_and(|called| called.shown == shown.sign.shown);
        let of_kind = shown.sign.number().is_some() || shown.sign.bracketed || called.is_none();
        let taken =
            (shown.apart && of_kind && !shown.sign.is_year()) || (same && (shown.stopped || !numbered));
        taken.then_some(&shown.sign)
    }

    /// Where the words of the note begin, and whether a bracket around all of it is to be taken off.
    pub(super) fn body(&self, with_sign: bool) -> (Place, bool) {
        match &self.shown {
            Some(shown) if with_sign => (shown.behind, shown.wraps),
            _ => (self.plain, false),
        }
    }
}

/// A character of the head, white space as single blanks.
struct Letter {
    c: char,
    owner: u32,
    place: Place,
    behind: Place,
}

fn letters(page: &Page<'_>, unit: &Unit) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    let mut looked = 0;
    for (index, piece) in page.pieces_in(unit.start, unit.end) {
        looked += 1;
        if letters.len() >= MOST || looked > MOST * 4 {
            break;
        }
        if matches!(piece.kind, PieceKind::Open | PieceKind::Close) {
            let place = Place { piece: index, byte: 0 };
            let parted = page.element(piece.element).tag.is_block()
                && letters.last().is_some_and(|last| last.c != ' ');
            if parted {
                letters.push(Letter { c: ' ', owner: piece.element, place, behind: place });
            }
            continue;
        }
        let words = page.words(piece);
        let way_back = page.within(piece.element, 3, |around| around.words.say(Words::BACK));
        let is_number = || Sign::of(words).is_some_and(|sign| sign.number().is_some());
        // What hides the whole note hides no part of it.
        let hidden = is_hidden(page, piece.element) && !is_hidden(page, unit.root.unwrap_or(unit.target));
        if hidden || (way_back && !is_number()) {
            continue;
        }
        for (at, c) in words.char_indices().take(MOST) {
            let byte = u32::try_from(at).unwrap_or(u32::MAX);
            let width = u32::try_from(c.len_utf8()).unwrap_or(1);
            let place = Place { piece: index, byte };
            let behind = Place { piece: index, byte: byte.saturating_add(width) };
            match (c.is_whitespace(), letters.last_mut()) {
                (true, Some(last)) if last.c == ' ' => last.behind = behind,
                (true, _) => letters.push(Letter { c: ' ', owner: piece.element, place, behind }),
                (false, _) => letters.push(Letter { c, owner: piece.element, place, behind }),
            }
        }
    }
    letters
}

fn skip(letters: &[Letter], from: usize, passed: impl Fn(char) -> bool) -> usize {
    let rest = letters.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|letter| passed(letter.c)).count()
}

// head = [ "[" / "(" ] [ word " " ] label [ "]" / ")" ] *( "." / ":" / ")" ) *blank
fn shown(
    page: &Page<'_>,
    unit: &Unit,
    letters: &[Letter],
    start: usize,
    place: &impl Fn(usize) -> Place,
) -> Option<Shown> {
    let first = letters.get(start)?;
    let close = match first.c {
        '[' => Some(']'),
        '(' => Some(')'),
        _ => None,
    };
    let mut at = skip(letters, start + usize::from(close.is_some()), |c| c == ' ');
    let word_end = skip(letters, at, char::is_alphabetic);
    let word: String = letters.get(at..word_end)?.iter().flat_map(|letter| letter.c.to_lowercase()).collect();
    let named = NOTE_WORDS.binary_search(&word.as_str()).is_ok()
        && letters.get(word_end).is_some_and(|letter| letter.c == ' ');
    let number_behind = letters.get(word_end + 1).is_some_and(|letter| letter.c.is_ascii_digit());
    let named = named && number_behind;
    if named {
        at = word_end + 1;
    }
    let ends = |c: char| matches!(c, ']' | ')' | '.' | ':' | ',' | ';') || is_arrow(c);
    let mut end = skip(letters, at, |c| c != ' ' && !ends(c));
    // Words that are set otherwise than the number are no part of it.
    let owner = letters.get(at)?.owner;
    let inside =
        letters.get(at..end)?.iter().take_while(|letter| letter.owner == owner || letter.c.is_ascii_digit());
    end = at + inside.count();
    // A group stands between brackets with its number: `[note 2]`.
    if close.is_some() && !named {
        let closed = skip(letters, at, |c| Some(c) != close);
        if closed < letters.len() && closed - at <= super::label::LONGEST {
            end = closed;
        }
    }
    let label: String = letters.get(at..end)?.iter().map(|letter| letter.c).collect();
    let mut sign = Sign::of(&label)?;
    let closed = skip(letters, end, |c| c == ' ');
    let has_close = close.is_some() && letters.get(closed).map(|letter| letter.c) == close;
    let mut behind = if has_close { closed + 1 } else { end };
    sign.bracketed = has_close;
    let before_stop = behind;
    behind = skip(letters, behind, |c| matches!(c, '.' | ':' | ')'));
    let stopped = has_close || behind > before_stop;
    // `12 March`, `1.5 million`, `3rd`: the number belongs to the words.
    let glued =
        !stopped && letters.get(behind).is_some_and(|letter| letter.c != ' ' && letter.owner == owner);
    if glued {
        return None;
    }
    behind = skip(letters, behind, |c| c == ' ' || is_arrow(c));
    let wraps = named && close.is_some() && !has_close;
    let apart = sign.bracketed || named || page.within(owner, 4, |around| sets_apart(page, around, unit));
    Some(Shown { sign, apart, stopped, wraps, behind: place(behind) })
}

/// Whether an element sets the number of a note apart from its words.
fn sets_apart(page: &Page<'_>, element: &Element, unit: &Unit) -> bool {
    let inner_link = || page.value(element, Attribute::Href).is_none_or(|href| href.contains('#'));
    let in_note = unit.start <= element.open.piece;
    let holds_little = element.ink() <= 16;
    in_note
        && holds_little
        && (element.tag == Tag::Sup
            || element.words.say(Words::LABEL)
            || (element.tag == Tag::A && inner_link()))
}

/// A sign that leads back to the text.
pub(super) fn is_arrow(c: char) -> bool {
    matches!(
        c,
        '^' | '↑'
            | '⬆'
            | '⇑'
            | '▲'
            | '↩'
            | '↵'
            | '⏎'
            | '↺'
            | '⤴'
            | '⮌'
            | '⇧'
            | '←'
            | '\u{FE0E}'
            | '\u{FE0F}'
    )
}
