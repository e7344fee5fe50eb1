//! The ways back from a note to its calls: no words of the note, and broken where they lead nowhere.

use std::collections::HashSet;

use super::head::is_arrow;
use super::label::Sign;
use super::links::{Link, Links, pattern, short_words};
use super::lists::Note;
use super::page::Page;
use super::pairs::Pairs;
use super::words::Words;

/// The ways back of all notes.
#[derive(Debug, Default)]
pub(super) struct Ways {
    /// Links that are not shown.
    pub(super) links: HashSet<u32>,
    /// Notes whose ways back all lead nowhere, while others lead somewhere: the note, and what its link
    /// names.
    pub(super) broken: Vec<(usize, String)>,
}

/// So near, in bytes of words, the anchor of a call stands to its link.
const NEAR: u32 = 8;

/// No way back has more words, in bytes.
const LONGEST: usize = 32;

/// What a way back says, in part; folded.
const BACK_WORDS: &[&str] =
    &["back", "geri", "jump", "metne", "retour", "return", "volver", "zurück", "назад"];

/// Where the calls stand.
struct Calls {
    elements: HashSet<u32>,
    ink: Vec<u32>,
    blocks: HashSet<u32>,
}

pub(super) fn find(page: &Page<'_>, links: &Links<'_>, pairs: &Pairs, notes: &[Note]) -> Ways {
    let calls = Calls {
        elements: pairs.calls.iter().map(|call| call.element).collect(),
        ink: pairs.calls.iter().map(|call| page.element(call.element).open.ink).collect(),
        blocks: pairs.calls.iter().map(|call| page.element(call.element).block).collect(),
    };
    let mut ways = Ways::default();
    let mut lost: Vec<(usize, &str)> = Vec::new();
    let mut patterns: HashSet<String> = HashSet::new();
    for (at, note) in notes.iter().enumerate() {
        let (mut holds, mut astray) = (false, None);
        for link in links.between(page, note.start, note.end) {
            if calls.elements.contains(&link.element) {
                continue;
            }
            let words = short_words(page, link.element, LONGEST);
            if leads_back(page, &calls, *link, words.as_deref()) {
                ways.links.insert(link.element);
                holds = true;
                patterns.insert(pattern(link.fragment));
            } else if link.target.is_none()
                && !link.names_file
                && may_lead_back(page, *link, words.as_deref())
            {
                ways.links.insert(link.element);
                astray = Some(link.fragment);
            }
        }
        if let Some(fragment) = astray.filter(|_| !holds) {
            lost.push((at, fragment));
        }
    }
    let known = lost.into_iter().filter(|(_, fragment)| patterns.contains(&pattern(fragment)));
    ways.broken = known.map(|(note, fragment)| (note, fragment.to_owned())).collect();
    ways
}

/// Whether a link of a note leads to one of the calls.
fn leads_back(page: &Page<'_>, calls: &Calls, link: Link<'_>, words: Option<&str>) -> bool {
    let Some(target) = link.target else { return false };
    let at = page.element(target);
    let near = calls.ink.partition_point(|ink| *ink + NEAR < at.open.ink);
    let beside = calls.ink.get(near).is_some_and(|ink| ink.abs_diff(at.open.ink) <= NEAR);
    if beside && !at.tag.is_block() {
        return true;
    }
    let in_block = calls.blocks.contains(&at.block) || beside;
    (in_block && may_lead_back(page, link, words)) || words.is_some_and(is_arrows)
}

/// Whether the words of a link are those of a way back: an arrow, the number of the note, "back to text".
fn may_lead_back(page: &Page<'_>, link: Link<'_>, words: Option<&str>) -> bool {
    let said = page.within(link.element, 2, |around| around.words.say(Words::BACK));
    said || words.is_some_and(|words| {
        let lower = words.to_lowercase();
        is_arrows(words) || Sign::of(words).is_some() || BACK_WORDS.iter().any(|word| lower.contains(word))
    })
}

/// Whether words are nothing but arrows and brackets.
fn is_arrows(words: &str) -> bool {
    words.chars().any(is_arrow) && !words.chars().any(char::is_alphanumeric)
}
