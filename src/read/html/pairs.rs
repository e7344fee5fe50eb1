//! Calls and the notes that answer them.
//!
//! A number with a link is no call yet: page numbers, contents and comment counters have both. A call needs a
//! pair: the place it leads to links back to it, or stands where the page says that notes stand.

use std::collections::{HashMap, HashSet};

use super::head::Head;
use super::label::Sign;
use super::links::{Link, Links, pattern, short_words};
use super::page::{Attribute, Page, ROOT};
use super::tag::Tag;
use super::units::Unit;
use super::words::Words;

/// A call.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) element: u32,
    pub(super) sign: Sign,
    /// Its note among [`Pairs::notes`].
    pub(super) note: Option<u32>,
}

/// Calls and notes, both in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pub(super) calls: Vec<Call>,
    pub(super) notes: Vec<Unit>,
    /// Links to notes of another file.
    pub(super) elsewhere: Vec<u32>,
    /// Two notes of one id.
    pub(super) repeated: Vec<Repeated>,
}

/// Two notes of one id, both among [`Pairs::notes`].
#[derive(Debug)]
pub(super) struct Repeated {
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) id: String,
}

/// A link whose words are a label.
struct Candidate<'p> {
    link: Link<'p>,
    sign: Sign,
    /// What it leads to among the units.
    unit: Option<usize>,
}

/// No label has more bytes, brackets and blanks included.
const LONGEST_CALL: usize = 24;

/// So far outwards words that name notes are looked for.
const STEPS: usize = 12;

/// So near, in bytes of words, the anchor of a call stands to its link.
const NEAR: u32 = 8;

/// A paragraph that names itself as the place of a call is no longer, in bytes.
const LONGEST_PLACE: u32 = 20_000;

pub(super) fn find(page: &Page<'_>, links: &Links<'_>) -> Pairs {
    let mut finder =
        Finder { page, links, units: Vec::new(), of_target: HashMap::new(), shared: HashMap::new() };
    let mut candidates: Vec<Candidate<'_>> =
        links.all.iter().filter_map(|link| finder.candidate(*link)).collect();
    candidates.retain(|candidate| candidate.unit.is_none() || finder.may_be_call(candidate));
    let proved = finder.proved(&candidates);
    // A second call of a note need not be linked back to: it shows the same label.
    candidates.retain(|candidate| {
        let known = |unit| proved.contains(&(unit, candidate.sign.shown.as_str().to_owned()));
        candidate.unit.is_none_or(known)
    });
    finder.pairs(candidates)
}

struct Finder<'p, 's> {
    page: &'p Page<'s>,
    links: &'p Links<'p>,
    units: Vec<Unit>,
    of_target: HashMap<u32, Option<usize>>,
    /// How many units link back to a place: the way back to a call is that of one note only.
    shared: HashMap<u32, u32>,
}

impl<'p> Finder<'p, '_> {
    fn candidate(&mut self, link: Link<'p>) -> Option<Candidate<'p>> {
        if self.links.said_of(link.element).say(Words::CODE) || is_other_place(link.fragment) {
            return None;
        }
        let words = short_words(self.page, link.element, LONGEST_CALL)?;
        let sign = Sign::of(&words)?;
        let unit = link.target.and_then(|target| self.unit(target));
        // A link to a place that is no note is no call, and not a broken one either.
        (unit.is_some() || link.target.is_none()).then_some(Candidate { link, sign, unit })
    }

    fn unit(&mut self, target: u32) -> Option<usize> {
        if let Some(known) = self.of_target.get(&target) {
            return *known;
        }
        let unit = Unit::at(self.page, self.links, target).map(|unit| {
            let mut places = unit.backs.clone();
            places.sort_unstable();
            places.dedup();
            for place in places {
                *self.shared.entry(place).or_default() += 1;
            }
            self.units.push(unit);
            self.units.len() - 1
        });
        self.of_target.insert(target, unit);
        unit
    }

    /// Whether a link stands to its target as a call to its note: outside it, before it or outside all notes.
    fn may_be_call(&self, candidate: &Candidate<'_>) -> bool {
        let Some(unit) = candidate.unit.and_then(|unit| self.units.get(unit)) else { return false };
        let call = self.page.element(candidate.link.element).open.piece;
        let target = self.page.element(unit.target).open.piece;
        let note_side = self.stands_among_notes(unit.root.unwrap_or(unit.target), call);
        let call_side = self.stands_among_notes(candidate.link.element, target);
        let forward = match (note_side, call_side) {
            (true, false) => true,
            (false, true) => false,
            _ => call < target,
        };
        forward && !unit.holds(call)
    }

    /// The units that are notes, each with the labels of the calls that prove it.
    fn proved(&self, candidates: &[Candidate<'_>]) -> HashSet<(usize, String)> {
        let proved = candidates.iter().filter(|candidate| self.is_proved(candidate));
        proved.filter_map(|candidate| Some((candidate.unit?, candidate.sign.shown.clone()))).collect()
    }

    fn is_proved(&self, candidate: &Candidate<'_>) -> bool {
        let Some(unit) = candidate.unit.and_then(|unit| self.units.get(unit)) else { return false };
        let call = self.page.element(candidate.link.element);
        let links_back = unit.backs.iter().any(|place| self.is_near(candidate, *place));
        if candidate.sign.is_year() && !links_back {
            return false;
        }
        // In contents, a number begins its line, and the chapter may link back to it.
        let leads_line = call.open.ink - call.line.ink < NEAR / 2;
        (links_back && (!leads_line || self.is_raised(candidate.link.element)))
            || self.stands_among_notes(unit.root.unwrap_or(unit.target), call.open.piece)
            || self.is_named_as_note(candidate, unit)
    }

    /// Whether an element stands among notes, as far as that tells it from the piece `other`.
    fn stands_among_notes(&self, element: u32, other: u32) -> bool {
        self.links.said_of(element).say(Words::NOTES)
            && self.page.within(element, STEPS, |around| {
                around.words.say(Words::NOTES)
                    && !matches!(around.tag, Tag::Main | Tag::Article)
                    && !around.words.say(Words::CONTENT)
                    && !around.holds(other)
            })
    }

    /// Whether a place that a note links back to is that of the call.
    fn is_near(&self, candidate: &Candidate<'_>, place: u32) -> bool {
        let (call, at) = (self.page.element(candidate.link.element), self.page.element(place));
        if place == ROOT || self.shared.get(&place).is_some_and(|units| *units > 1) {
            return place == candidate.link.element;
        }
        let beside = at.open.ink.abs_diff(call.open.ink) <= NEAR;
        let around = at.holds(call.open.piece) && at.ink() <= LONGEST_PLACE;
        place == candidate.link.element
            || beside
            || around
            || (at.block == call.block && call.block != ROOT)
            || self.is_named_alike(candidate.link.element, place)
    }

    /// Whether two elements have one id: a page that was pasted twice.
    fn is_named_alike(&self, one: u32, other: u32) -> bool {
        self.id_of(one).is_some_and(|id| self.id_of(other) == Some(id))
    }

    /// Whether the id of a target and the shape of the link speak of a note, and the note shows the number of
    /// the call.
    fn is_named_as_note(&self, candidate: &Candidate<'_>, unit: &Unit) -> bool {
        is_note_id(&pattern(candidate.link.fragment))
            && (self.is_bracketed(candidate) || self.is_raised(candidate.link.element))
            && Head::read(self.page, unit).sign_like(&candidate.sign).is_some()
    }

    /// Whether a call stands between brackets, its own or those around the link.
    fn is_bracketed(&self, candidate: &Candidate<'_>) -> bool {
        let open = self.page.element(candidate.link.element).open.piece;
        let before = open.checked_sub(1).and_then(|before| self.page.pieces.get(before as usize));
        candidate.sign.bracketed || before.is_some_and(|piece| self.page.words(*piece).ends_with('['))
    }

    /// Whether a link is set like a call: raised, in brackets, or by its class.
    fn is_raised(&self, link: u32) -> bool {
        let element = self.page.element(link);
        let marked =
            |element: &super::page::Element| element.tag == Tag::Sup || element.words.say(Words::CALL);
        self.page.within(link, 3, |around| marked(around) && around.ink() <= element.ink() + NEAR)
            || self.page.opened_in(element.open.piece, element.close.piece).any(|(_, inner)| marked(inner))
    }

    fn pairs(mut self, candidates: Vec<Candidate<'p>>) -> Pairs {
        let mut patterns: HashSet<String> = HashSet::new();
        let mut targets: HashSet<String> = HashSet::new();
        let mut called: HashSet<usize> = HashSet::new();
        for candidate in &candidates {
            if let Some(unit) = candidate.unit {
                patterns.insert(pattern(candidate.link.fragment));
                called.insert(unit);
                if let Some(id) = self.units.get(unit).and_then(|unit| self.id_of(unit.target)) {
                    targets.insert(pattern(id));
                }
            }
        }
        let missing = self.missing_list(&candidates);
        let mut calls = Vec::new();
        let mut elsewhere = Vec::new();
        for candidate in candidates {
            let Candidate { link, sign, unit } = candidate;
            if unit.is_some() {
                let note = unit.and_then(|unit| u32::try_from(unit).ok());
                calls.push(Call { element: link.element, sign, note });
            } else if link.names_file {
                if self.is_raised(link.element) {
                    elsewhere.push(link.element);
                }
            } else if (patterns.contains(&pattern(link.fragment))
                || missing.contains(&pattern(link.fragment)))
                && self.is_raised(link.element)
            {
                calls.push(Call { element: link.element, sign, note: None });
            }
        }
        let mut repeated = Vec::new();
        if !called.is_empty() {
            repeated = self.add_repeated(&mut called);
            self.add_uncalled(&mut called, &targets);
        }
        self.add_inline(&mut called, &mut calls);
        let mut order: Vec<usize> = called.into_iter().collect();
        order.sort_unstable_by_key(|unit| self.units.get(*unit).map(|unit| (unit.start, unit.target)));
        self.merged(&order, calls, elsewhere, &repeated)
    }

    /// The notes in the order of the page; two targets of one block are one note.
    fn merged(
        self,
        order: &[usize],
        mut calls: Vec<Call>,
        elsewhere: Vec<u32>,
        repeated: &[(usize, usize, &str)],
    ) -> Pairs {
        let mut place: HashMap<u32, u32> = HashMap::new();
        let mut notes: Vec<Unit> = Vec::new();
        for index in order {
            let Some(unit) = self.units.get(*index) else { continue };
            if notes.last().is_none_or(|last| last.start != unit.start) {
                notes.push(unit.clone());
            }
            let (from, to) = (u32::try_from(*index), u32::try_from(notes.len() - 1));
            if let (Ok(from), Ok(to)) = (from, to) {
                place.insert(from, to);
            }
        }
        for call in &mut calls {
            call.note = call.note.and_then(|unit| place.get(&unit).copied());
        }
        calls.sort_by_key(|call| self.page.element(call.element).open.piece);
        let index = |unit: usize| {
            let place = u32::try_from(unit).ok().and_then(|unit| place.get(&unit));
            place.map(|place| *place as usize)
        };
        let repeated = repeated.iter().filter_map(|(first, second, id)| {
            let (first, second) = (index(*first)?, index(*second)?);
            (first != second).then(|| Repeated { first, second, id: (*id).to_owned() })
        });
        let repeated = repeated.collect();
        Pairs { calls, notes, elsewhere, repeated }
    }

    fn id_of(&self, element: u32) -> Option<&'p str> {
        let element = self.page.element(element);
        let id = self.page.value(element, Attribute::Id);
        id.or_else(|| self.page.value(element, Attribute::Name).filter(|_| element.tag == Tag::A))
    }

    /// The patterns of calls whose whole list is missing: they count up from 1, in a way that only notes are
    /// named.
    fn missing_list(&self, candidates: &[Candidate<'_>]) -> HashSet<String> {
        let mut counted: HashMap<String, u32> = HashMap::new();
        for candidate in candidates.iter().filter(|candidate| candidate.unit.is_none()) {
            let pattern = pattern(candidate.link.fragment);
            if !is_note_id(&pattern) || candidate.link.names_file || !self.is_raised(candidate.link.element) {
                continue;
            }
            let count = counted.entry(pattern).or_default();
            *count += u32::from(candidate.sign.number() == Some(*count + 1));
        }
        counted.into_iter().filter(|(_, count)| *count >= 2).map(|(pattern, _)| pattern).collect()
    }

    /// Notes whose id another note has already: of two pastes the first one gets all the links.
    fn add_repeated(&mut self, called: &mut HashSet<usize>) -> Vec<(usize, usize, &'p str)> {
        let links = self.links;
        let mut found = Vec::new();
        for (id, element) in &links.repeated {
            let first = links.element_of(id).and_then(|first| self.of_target.get(&first).copied().flatten());
            let Some(first) = first.filter(|first| called.contains(first)) else { continue };
            let Some(second) = self.unit(*element) else { continue };
            let (Some(one), Some(other)) = (self.units.get(first), self.units.get(second)) else { continue };
            let root = other.root.unwrap_or(other.target);
            let is_note = !other.backs.is_empty() || links.said_of(root).say(Words::NOTES);
            if one.start != other.start && !one.holds(other.start) && !other.holds(one.start) && is_note {
                called.insert(second);
                found.push((first, second, *id));
            }
        }
        found
    }

    /// Notes that no link leads to, beside those that have one: of the same kind of id, or items of the same
    /// list.
    fn add_uncalled(&mut self, called: &mut HashSet<usize>, targets: &HashSet<String>) {
        let mut starts: HashSet<u32> =
            called.iter().filter_map(|unit| self.units.get(*unit)).map(|unit| unit.start).collect();
        let mut items: HashMap<u32, u32> = HashMap::new();
        for (_, element) in
            self.page.indexed().filter(|(_, element)| element.tag == Tag::Item && element.ink() > 0)
        {
            *items.entry(element.parent).or_default() += 1;
        }
        let mut lists: HashMap<u32, u32> = HashMap::new();
        for root in called.iter().filter_map(|unit| self.units.get(*unit)?.root) {
            if self.page.element(root).tag == Tag::Item {
                *lists.entry(self.page.element(root).parent).or_default() += 1;
            }
        }
        let ranges: Vec<(u32, u32)> = {
            let units = called.iter().filter_map(|unit| self.units.get(*unit));
            let mut ranges: Vec<_> = units.map(|unit| (unit.start, unit.end)).collect();
            ranges.sort_unstable();
            ranges
        };
        let inside = |piece: u32| {
            let at = ranges.partition_point(|(start, _)| *start <= piece);
            at.checked_sub(1).and_then(|at| ranges.get(at)).is_some_and(|(_, end)| piece < *end)
        };
        for (index, element) in self.page.indexed() {
            if inside(element.open.piece) {
                continue;
            }
            let named = self.id_of(index).is_some_and(|id| targets.contains(&pattern(id)));
            // Most items of the list are notes that are called.
            let all = items.get(&element.parent).copied().unwrap_or_default();
            let beside = element.tag == Tag::Item
                && element.ink() > 0
                && lists.get(&element.parent).is_some_and(|called| called * 2 >= all);
            if !(named || beside) {
                continue;
            }
            let Some(unit) = self.unit(index) else { continue };
            let Some(found) = self.units.get(unit) else { continue };
            let proved = beside
                || (found.root.is_some_and(|root| self.links.said_of(root).say(Words::NOTES)))
                || !found.backs.is_empty();
            if proved && starts.insert(found.start) {
                called.insert(unit);
            }
        }
    }

    /// Notes that stand hidden behind their call, for a script to show.
    fn add_inline(&mut self, called: &mut HashSet<usize>, calls: &mut Vec<Call>) {
        let mut by_number: HashMap<&str, (u32, Sign)> = HashMap::new();
        for (index, element) in self.page.indexed() {
            let Some(number) = self.page.value(element, Attribute::NoteNumber) else { continue };
            if !element.words.say(Words::INLINE_NOTE) {
                let words = short_words(self.page, index, LONGEST_CALL).unwrap_or_default();
                if let Some(sign) = Sign::of(&words).filter(|_| element.tag == Tag::Sup) {
                    by_number.insert(number, (index, sign));
                }
                continue;
            }
            let Some((call, sign)) = by_number.remove(number) else { continue };
            let (start, end) = (element.open.piece, element.close.piece);
            self.units.push(Unit { target: index, root: Some(index), start, end, backs: Vec::new() });
            called.insert(self.units.len() - 1);
            calls.push(Call { element: call, sign, note: u32::try_from(self.units.len() - 1).ok() });
        }
    }
}

/// What ids name that are numbered as well, and are no notes; sorted.
const OTHER_PLACES: &[&str] = &[
    "ch", "chap", "chapter", "comment", "eq", "equation", "fig", "figure", "illus", "image", "img", "index",
    "l", "line", "link", "map", "p", "page", "pg", "plate", "post", "respond", "sec", "sect", "section",
    "step", "tab", "table", "tbl", "toc", "top", "verse",
];

/// Whether a fragment names a page, a chapter, a comment: `Page_12`, `page_xiv`, `_Toc4711`, `comment-3`.
fn is_other_place(fragment: &str) -> bool {
    let fragment = fragment.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let end = fragment.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(fragment.len());
    let Some((word, rest)) = fragment.split_at_checked(end) else { return false };
    let is_roman =
        |run: &str| run.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l' | 'c'));
    OTHER_PLACES.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
        && rest.split(|c: char| !c.is_ascii_alphabetic()).all(|run| run.len() < 2 || is_roman(run))
}

/// Patterns of ids that writers of notes make; sorted.
const NOTE_IDS: &[&str] = &[
    "_edn0",
    "_ftn0",
    "cite_note-0",
    "edn0",
    "en0",
    "endnote-0",
    "endnote0",
    "endnote_0",
    "fn-0",
    "fn0",
    "fn:0",
    "fn_0",
    "footnote-0",
    "footnote0",
    "footnote:0",
    "footnote_0",
    "footnote_0_0",
    "ftn0",
    "ftnt0",
    "note-0",
    "note0",
    "note_0",
    "ref-0",
    "ref0",
    "ref_0",
    "sdendnote0sym",
    "sdfootnote0sym",
];

fn is_note_id(pattern: &str) -> bool {
    NOTE_IDS.binary_search(&pattern).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted() {
        assert!(OTHER_PLACES.is_sorted());
        assert!(NOTE_IDS.is_sorted());
    }

    #[test]
    fn pages_and_chapters_are_no_notes() {
        for id in ["page12", "Page_xiv", "_Toc4711", "comment-3", "p12", "chap01", "L7"] {
            assert!(is_other_place(id), "{id}");
        }
        for id in ["_ftn1", "section-3-fn-2", "Footnote_1_1", "cite_note-Page-3", "n1", "page1note2"] {
            assert!(!is_other_place(id), "{id}");
        }
    }
}
