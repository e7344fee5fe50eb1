//! Words that say what stands beside them: who edited, which edition, what kind of work, where it stands.
//!
//! All are matched over folded text at the start of a piece; the longest phrase wins, and words stay whole. The tables are
//! folded once, at the first entry of a process.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::cue_words::{CONTAINERS, EDITIONS, EDITORS, GENRES, PLUMBING, REPORTS, TALKS, TRANSLATORS};
use crate::lang::{LANGUAGES, index};
use crate::model::Kind;
use crate::text::{self, Phrases};

/// What people did for a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Editor,
    Translator,
}

/// What a piece of an entry begins with, each with the bytes of folded text it takes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cues {
    pub(super) role: Option<(Role, usize)>,
    pub(super) edition: Option<usize>,
    pub(super) genre: Option<(Kind, usize)>,
    pub(super) report: Option<usize>,
    pub(super) container: Option<usize>,
    pub(super) plumbing: Option<usize>,
    pub(super) talk: Option<(Kind, usize)>,
}

/// One meaning of a phrase.
#[derive(Debug, Clone, Copy)]
enum Cue {
    Role(Role),
    Edition,
    Genre(Kind),
    Report,
    Container,
    Plumbing,
    Talk(Kind),
}

static CUES: LazyLock<Phrases<Vec<Cue>>> = LazyLock::new(|| {
    let mut map: Phrases<Vec<Cue>> = Phrases::with_room(1500);
    let mut add = |key: Cow<'static, str>, cue: Cue| {
        // The last stop is optional, but not behind a letter or two.
        let short =
            ["ed.", "eds.", "éd.", "éds.", "hg.", "hrsg.", "haz.", "çev.", "trans."].contains(&key.as_ref());
        if let Some(bare) = key.strip_suffix('.').filter(|bare| short || bare.chars().count() > 4) {
            map.entry(Cow::Owned(bare.to_owned())).or_default().push(cue);
        }
        map.entry(key).or_default().push(cue);
    };
    for language in LANGUAGES {
        language.editors.iter().for_each(|phrase| add(text::folded_word(phrase), Cue::Role(Role::Editor)));
        language
            .translators
            .iter()
            .for_each(|phrase| add(text::folded_word(phrase), Cue::Role(Role::Translator)));
        // "2nd ed.", "wyd. II" are examples of an edition, not its word.
        let words = language
            .edition
            .iter()
            .filter(|phrase| !phrase.contains(|c: char| c.is_ascii_digit()) && !phrase.ends_with("II"));
        words.for_each(|phrase| add(text::folded_word(phrase), Cue::Edition));
    }
    for language in LANGUAGES {
        // A preposition that is an ordinary word elsewhere ("en", "w") counts only with its colon.
        let opens = |word: &&&str| index::index().container(&text::folded(word)).is_some();
        language
            .containers
            .iter()
            .filter(opens)
            .for_each(|word| add(text::folded_word(word), Cue::Container));
        let before = |phrase: &&str| {
            phrase.split('{').next().map(|words| words.trim_end_matches([':', ' ', ',']).to_owned())
        };
        let phrases = language.retrieved_from.iter().filter_map(before);
        phrases
            .filter(|words| words.chars().count() > 3)
            .for_each(|words| add(text::folded(&words).into(), Cue::Plumbing));
    }
    EDITORS.iter().for_each(|phrase| add(text::folded_word(phrase), Cue::Role(Role::Editor)));
    TRANSLATORS.iter().for_each(|phrase| add(text::folded_word(phrase), Cue::Role(Role::Translator)));
    EDITIONS.iter().for_each(|phrase| add(text::folded_word(phrase), Cue::Edition));
    GENRES.iter().for_each(|(phrase, kind)| add(text::folded_word(phrase), Cue::Genre(*kind)));
    REPORTS.iter().for_each(|phrase| add(text::folded_word(phrase), Cue::Report));
    CONTAINERS.iter().for_each(|phrase| add(text::folded_word(phrase), Cue::Container));
    PLUMBING.iter().for_each(|phrase| add(text::folded_word(phrase), Cue::Plumbing));
    TALKS.iter().for_each(|(phrase, kind)| add(text::folded_word(phrase), Cue::Talk(*kind)));
    map
});

/// What stands at the start of folded text.
pub(super) fn cues(folded: &str) -> Cues {
    let mut found = Cues::default();
    // Each prefix is longer than the one before, so the last one that fits is the longest.
    CUES.each_prefix(folded, |length, meanings| {
        for cue in meanings {
            match *cue {
                Cue::Role(role) => found.role = Some((role, length)),
                Cue::Edition => found.edition = Some(length),
                Cue::Genre(kind) => found.genre = Some((kind, length)),
                Cue::Report => found.report = Some(length),
                Cue::Container => found.container = Some(length),
                Cue::Plumbing => found.plumbing = Some(length),
                Cue::Talk(kind) => found.talk = Some((kind, length)),
            }
        }
    });
    if found.genre.is_none() {
        found.genre = russian_thesis(folded).map(|length| (Kind::Thesis, length));
    }
    found
}

// russian-thesis = [ "автореф." ] "дис." dots 1*word "наук"
fn russian_thesis(folded: &str) -> Option<usize> {
    let rest = ["автореф. дис.", "дис."].iter().find_map(|start| folded.strip_prefix(*start))?;
    let dots = rest.trim_start().starts_with(['.', '…']);
    let end = rest.find(" наук").filter(|at| *at < 80)? + " наук".len();
    dots.then_some(folded.len() - rest.len() + end)
}

/// The length of a word for "edition" at the start of folded text.
pub(super) fn edition_word(folded: &str) -> Option<usize> {
    cues(folded).edition
}

/// The first words of a text, enough for any cue.
pub(super) fn first_words(text: &str) -> String {
    text.chars().take(64).collect()
}

/// "P. Leary, Trans.", "L. Roth and V. Petrov, eds."
pub(super) fn last_is_role(inner: &str) -> bool {
    let last = inner.rsplit(',').next().unwrap_or_default().trim();
    inner.contains(',') && cues(&text::folded(last)).role.is_some()
}
