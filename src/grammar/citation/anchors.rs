//! What is sure wherever it stands: addresses, DOI, ISBN, ISSN, arXiv, handles, and the access note.

use super::Reader;
use crate::grammar::identifier::Scheme;
use crate::grammar::link;
use crate::known::archive;
use crate::lang::index::index;
use crate::model::{Field, Sure, Text};
use crate::span::Span;
use crate::text;

/// No word for "no date" is longer, in bytes.
const LONGEST_UNDATED: usize = 32;

impl Reader<'_> {
    /// Takes the anchors; what they cover is read by nothing else.
    pub(super) fn anchors(&mut self, links: Vec<link::Found>) {
        self.addresses(links);
        self.doi();
        self.citation.isbn = self.identified(Scheme::Isbn);
        self.citation.issn = self.identified(Scheme::Issn);
        self.arxiv();
        self.handle();
        self.short_form();
        let before = self.covered.len();
        let (accessed, label) = self.accessed();
        self.citation.accessed = accessed;
        self.citation.access_label = label;
        let taken: Vec<Span> = self.covered.get(before..).unwrap_or_default().to_vec();
        self.anchors.extend(taken);
        self.anchors.sort_unstable();
    }

    pub(super) fn anchor(&mut self, span: Span) {
        self.covered.push(span);
        self.anchors.push(span);
    }

    /// The first address is the work's; one in an archive is its copy.
    fn addresses(&mut self, links: Vec<link::Found>) {
        for found in links {
            // "<https://…>": the brackets belong to the address.
            let (before, behind) = (self.raw.get(..found.span.start()), self.raw.get(found.span.end()..));
            let bracketed = before.is_some_and(|before| before.ends_with('<'))
                && behind.is_some_and(|behind| behind.starts_with('>'));
            let outer = usize::from(bracketed);
            self.anchor(Span::new(found.span.start() - outer, found.span.end() + outer));
            let archived = found.link.host.as_deref().is_some_and(archive::is_archive);
            let field = Field::new(found.link, found.span, Sure::Certain);
            if archived && self.citation.archive.is_none() {
                self.citation.archive = Some(field);
            } else if !archived && self.citation.link.is_none() {
                self.citation.link = Some(field);
            }
        }
        // A copy alone is the address that the reader follows.
        if self.citation.link.is_none() {
            self.citation.link = self.citation.archive.take();
        }
    }

    fn doi(&mut self) {
        let Some(span) = link::doi(self.raw) else { return };
        let before = self.raw.get(..span.start()).unwrap_or_default();
        let word = before.trim_end_matches([' ', ':', '\u{A0}']);
        let named =
            word.get(word.len().saturating_sub(3)..).is_some_and(|word| word.eq_ignore_ascii_case("doi"));
        let start = if named { word.len() - 3 } else { span.start() };
        self.anchor(Span::new(start, span.end()));
        self.citation.doi = Some(Field::new(Text::default(), span, Sure::Certain));
    }

    /// The first ISBN or ISSN.
    fn identified(&mut self, scheme: Scheme) -> Option<Field<Text>> {
        let before = self.covered.len();
        let found = self.number(scheme)?;
        let taken: Vec<Span> = self.covered.get(before..).unwrap_or_default().to_vec();
        self.anchors.extend(taken);
        Some(found)
    }

    // arxiv = "arXiv:" 4digit "." 4*5digit [ "v" digit ] / "arXiv:" archive "/" 7digit
    fn arxiv(&mut self) {
        let Some(at) = find_ignoring_case(self.raw, "arxiv:") else { return self.old_arxiv() };
        let rest = self.raw.get(at + "arxiv:".len()..).unwrap_or_default();
        let id = rest.trim_start();
        let length =
            id.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'/' | b'-')).count();
        let kept = id.get(..length).unwrap_or_default().trim_end_matches(['.', '-']);
        if kept.len() < 7 || !kept.contains(['.', '/']) {
            return;
        }
        let span = Span::new(at, self.raw.len() - id.len() + kept.len());
        self.anchor(span);
        self.citation.number = Some(Field::new(Text::default(), span, Sure::Certain));
    }

    // old-arxiv = archive "/" 7digit
    /// "hep-th/9901077": the archive names itself.
    fn old_arxiv(&mut self) {
        let Some(span) = old_preprint(self.raw) else { return };
        self.anchor(span);
        self.citation.number = Some(Field::new(Text::default(), span, Sure::Certain));
    }

    // handle = ( "(@" / "[@" ) 1*letter ( ")" / "]" )
    fn handle(&mut self) {
        let Some(at) = self.raw.find("(@").or_else(|| self.raw.find("[@")) else { return };
        let Some(length) =
            self.raw.get(at..).and_then(|rest| rest.find([')', ']'])).filter(|length| *length < 40)
        else {
            return;
        };
        self.anchor(Span::new(at, at + length + 1));
    }
}

/// The archives that numbered their preprints themselves, before 2007.
const ARCHIVES: &[&str] = &[
    "astro-ph", "cond-mat", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math-ph", "nucl-ex",
    "nucl-th", "quant-ph",
];

/// A preprint number like "hep-ph/9705320", or "[1202.5665]" in brackets.
pub(super) fn old_preprint(raw: &str) -> Option<Span> {
    let bracketed = raw.match_indices('[').take(8).find_map(|(open, _)| {
        let inner = raw.get(open + 1..)?;
        let close = inner.find(']').filter(|length| (9..=12).contains(length))?;
        let (month, number) = inner.get(..close)?.split_once('.')?;
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let right = month.len() == 4 && digits(month) && (4..=5).contains(&number.len()) && digits(number);
        right.then(|| Span::new(open + 1, open + 1 + close))
    });
    if bracketed.is_some() {
        return bracketed;
    }
    raw.match_indices('/').take(32).find_map(|(slash, _)| {
        let before = raw.get(..slash)?;
        let archive = ARCHIVES.iter().find(|archive| before.ends_with(**archive))?;
        let digits = raw.get(slash + 1..)?.bytes().take_while(u8::is_ascii_digit).count();
        let start = slash - archive.len();
        let free = !raw.get(..start)?.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.'));
        (digits == 7 && free).then(|| Span::new(start, slash + 8))
    })
}

/// Whether words say that there is no date.
pub(super) fn is_undated(words: &str) -> bool {
    let words = words.trim();
    if words.is_empty() || words.len() > LONGEST_UNDATED {
        return false;
    }
    // "Okafor, S. D.": capitals are initials.
    if !words.contains(char::is_lowercase) && words.chars().any(|c| c.is_alphabetic()) {
        return false;
    }
    let folded = text::folded(words);
    let folded = folded.trim_end_matches('.');
    index().undated(folded).is_some_and(|length| length >= folded.len())
}

/// A span with the stop of its short form.
pub(super) fn with_stop(raw: &str, span: Span) -> Span {
    let stopped = raw.get(span.end()..).is_some_and(|rest| rest.starts_with('.'));
    let short = stopped
        && (!super::pieces::ends_field(raw, span.end())
            || span.of(raw).chars().count() <= 6 && span.of(raw).contains('.'));
    Span::new(span.start(), span.end() + usize::from(short))
}

/// Where an ASCII word begins, in capitals or not, at the start of a word.
fn find_ignoring_case(raw: &str, word: &str) -> Option<usize> {
    let first = word.bytes().next()?;
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), raw.as_bytes()).find(|at| {
        let found = raw.as_bytes().get(*at..*at + word.len());
        let free = at
            .checked_sub(1)
            .and_then(|before| raw.as_bytes().get(before))
            .is_none_or(|b| !b.is_ascii_alphanumeric());
        free && found.is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()))
    })
}
