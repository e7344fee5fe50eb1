//! What the text of a note looks like, by its first words: an entry, a sentence, a line of a table of contents.

use crate::known;
use crate::lang::index::index;
use crate::text;

/// Small words before a family name.
const PARTICLES: &[&str] = &[
    "af", "al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le",
    "ten", "ter", "van", "vom", "von", "zu", "zum", "zur", "фон",
];

/// What the text behind a bracket looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// An address, a quoted title, a term of a back-reference.
    Entry,
    Plain,
    /// A sentence that goes on: "[1] is given to …".
    Prose,
    /// A line of a table of contents.
    Contents,
}

/// How far into a note its look is judged, in bytes.
const LOOKED_AT: usize = 300;

/// A signal and a term of a back-reference lie in so many bytes.
const TERM_WITHIN: usize = 128;

/// What the text of a note looks like, by its first words.
pub(super) fn look(body: &str) -> Look {
    let end = text::floor(body, LOOKED_AT);
    let head = body.get(..end).unwrap_or_default();
    let first_line = head.lines().next().unwrap_or_default();
    let signs = Signs::of(head);
    if signs.leader.is_some_and(|at| at < first_line.len()) || ends_with_column(first_line) {
        return Look::Contents;
    }
    let quoted = signs.quoted || head.chars().next().is_some_and(|c| text::closing_quote(c).is_some());
    if signs.address
        || quoted
        || memchr::memmem::find(head.as_bytes(), b"doi").is_some()
        || names_publisher(head)
    {
        return Look::Entry;
    }
    // A signal and a term stand at the start.
    let folded = text::folded(first_line.get(..text::floor(first_line, TERM_WITHIN)).unwrap_or_default());
    let unsignalled = index()
        .signal(&folded)
        .map_or(folded.as_str(), |(length, _)| folded.get(length..).unwrap_or_default().trim_start());
    if index()
        .back_term(&numbered(unsignalled))
        .is_some_and(|(_, terms)| terms.iter().any(|term| !term.term.whole))
    {
        return Look::Entry;
    }
    let shortened = unsignalled.len() < folded.len();
    if !shortened && head.chars().next().is_some_and(char::is_lowercase) && !begins_with_name(head) {
        return Look::Prose;
    }
    Look::Plain
}

/// Signs of an entry or of a table of contents, found in one pass.
#[derive(Debug, Default)]
struct Signs {
    /// Where a row of dots begins: "Introduction ..... 3".
    leader: Option<usize>,
    /// "://", "www."
    address: bool,
    /// A quotation behind a comma.
    quoted: bool,
}

impl Signs {
    fn of(head: &str) -> Signs {
        let mut signs = Signs::default();
        for at in memchr::memchr3_iter(b'.', b':', b',', head.as_bytes()) {
            let rest = head.get(at..).unwrap_or_default();
            if rest.starts_with("....") || rest.starts_with(". . . .") {
                signs.leader = signs.leader.or(Some(at));
            }
            signs.address |= rest.starts_with("://")
                || rest.starts_with('.') && head.get(..at).is_some_and(|before| before.ends_with("www"));
            signs.quoted |=
                rest.strip_prefix(", ").is_some_and(|rest| rest.starts_with(['“', '"', '„', '«']));
        }
        if signs.leader.is_none() && !head.is_ascii() {
            signs.leader = head.find("……");
        }
        signs
    }
}

/// "Introduction<TAB>3": a page number in a column of its own.
fn ends_with_column(line: &str) -> bool {
    let line = line.trim_end();
    let title = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = title.ends_with('\t') || title.ends_with("  ");
    (1..=4).contains(&(line.len() - title.len())) && column && !title.trim().is_empty()
}

/// "(Leiden: Quay, 2019)": where, by whom and when a book came out.
fn names_publisher(head: &str) -> bool {
    head.split('(').skip(1).filter_map(|rest| rest.split_once(')')).any(|(inside, _)| {
        let year = inside.get(inside.len().saturating_sub(4)..).and_then(|year| year.parse().ok());
        inside.contains(": ") && year.is_some_and(text::is_year_like)
    })
}

/// "van der Berg, …", "eBay, …", "dpa: …": a name that begins with a small letter.
fn begins_with_name(head: &str) -> bool {
    if head.split([',', ':']).next().is_some_and(|name| known::outlet(name).is_some()) {
        return true;
    }
    let mut words = head.split_whitespace();
    let small = |word: &&str| word.starts_with(char::is_lowercase);
    let Some(first) = words.next() else { return false };
    let humped = first.chars().skip(1).any(char::is_uppercase);
    let particles = std::iter::once(first).chain(words.by_ref().take(2)).take_while(small);
    let only_particles = particles.filter(|word| !PARTICLES.contains(word)).count() == 0;
    let name = head.split_whitespace().find(|word| !small(word));
    humped || (only_particles && name.is_some_and(|name| name.starts_with(char::is_uppercase)))
}

/// Folded text with each number replaced by `{n}`, as the patterns of note references have it.
fn numbered(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with("{n}") {
            out.push_str("{n}");
        }
    }
    out
}
