//! The numbers by which volumes, issues and documents of one title differ. A page that is pointed at is none of them.

use crate::lang::LocatorKind;
use crate::lang::index::index;
use crate::model::{Citation, Cite};
use crate::span::Span;
use crate::text;

/// Numbers of a citation outside its address, names, title and dates.
pub(super) struct Numbers {
    /// Volumes, issues, editions: in order.
    counted: Vec<String>,
    /// Numbers of documents and cases with a slash ("S/2023/301", "14/2").
    slashed: Vec<String>,
    /// The pages between which it stands ("12–40").
    extent: Option<(String, String)>,
}

/// A number and how it stands.
struct Number<'t> {
    digits: &'t str,
    span: Span,
    /// Behind "p." or a colon: it points at a page.
    is_page: bool,
}

impl Numbers {
    pub(super) fn of(text: &str, cite: &Cite, citation: &Citation) -> Numbers {
        let link = citation.link.as_ref().map(|link| link.span);
        let raw = cite.span.of(text);
        let words = raw.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')'));
        let numbered = words.filter(|word| word.contains('/') && word.contains(|c: char| c.is_ascii_digit()));
        let outside = numbered.filter(|word| link.is_none_or(|link| !link.of(text).contains(word)));
        let slashed = outside.map(|word| word.trim_matches(['.', ':']).to_lowercase()).collect();

        let numbers = found(text, cite.span, &masks(citation));
        let pairs = numbers.iter().zip(numbers.iter().skip(1));
        let extent = pairs.rev().find(|(from, to)| is_range(text, from.span, to.span));
        let extent = extent.map(|(from, to)| (from.digits.to_owned(), to.digits.to_owned()));
        // The last number may be a page without a label: "(Leiden: Quay Press, 2017), 54."
        let end = link.map_or(cite.span.end(), |link| link.start().max(cite.span.start()));
        let bare = |number: &Number<'_>| {
            let before = text.get(cite.span.start()..number.span.start()).unwrap_or_default();
            let after = text.get(number.span.end()..end).unwrap_or_default();
            before.trim_end().ends_with(',') && !after.contains(char::is_alphanumeric)
        };
        let last = numbers.len().saturating_sub(1);
        let counted = numbers
            .iter()
            .enumerate()
            .filter(|(at, number)| !(number.is_page || *at == last && bare(number)))
            .map(|(_, number)| number.digits.to_owned())
            .collect();
        Numbers { counted, slashed, extent }
    }

    /// Whether they tell two volumes, issues or documents. What gives none may be any of them.
    pub(super) fn differ(&self, other: &Numbers) -> bool {
        let counted = !self.counted.is_empty() && !other.counted.is_empty() && self.counted != other.counted;
        counted || self.slashed != other.slashed
    }

    /// Whether each names its own pages.
    pub(super) fn name_other_pages(&self, other: &Numbers) -> bool {
        self.extent.is_some() && other.extent.is_some() && self.extent != other.extent
    }
}

/// What of a citation holds numbers of another kind, sorted.
fn masks(citation: &Citation) -> Vec<Span> {
    let links = [&citation.link, &citation.archive].into_iter().flatten().map(|field| field.span);
    let dates = [&citation.issued, &citation.accessed, &citation.event];
    let dates = dates.into_iter().flatten().map(|field| field.span);
    let words = [&citation.title, &citation.doi, &citation.isbn, &citation.issn];
    let words = words.into_iter().flatten().map(|field| field.span);
    let mut masks: Vec<Span> =
        links.chain(dates).chain(words).chain(citation.authors.iter().map(|author| author.span)).collect();
    masks.sort_unstable();
    masks
}

fn found<'t>(text: &'t str, span: Span, masks: &[Span]) -> Vec<Number<'t>> {
    let mut numbers: Vec<Number<'t>> = Vec::new();
    let mut masks = masks.iter().peekable();
    let mut at = span.start();
    while let Some(offset) = text.get(at..span.end()).and_then(|rest| rest.find(|c: char| c.is_ascii_digit()))
    {
        let start = at + offset;
        while masks.next_if(|mask| mask.end() <= start).is_some() {}
        if let Some(mask) = masks.peek().filter(|mask| mask.start() <= start) {
            at = mask.end();
            continue;
        }
        let rest = text.get(start..span.end()).unwrap_or_default();
        let length = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let place = Span::new(start, start + length);
        let continues = numbers.last().is_some_and(|last| last.is_page && is_range(text, last.span, place));
        let before = text.get(span.start()..start).unwrap_or_default();
        let opens = rest.get(length..).is_some_and(|after| after.trim_start().starts_with('('));
        let is_page = continues || is_page(before, opens);
        numbers.push(Number { digits: place.of(text), span: place, is_page });
        at = place.end();
    }
    numbers
}

fn is_range(text: &str, from: Span, to: Span) -> bool {
    let between = text.get(from.end()..to.start()).unwrap_or_default();
    matches!(between.trim(), "-" | "–" | "—" | "‑")
}

/// A label of a place is looked for in so many bytes.
const LABEL_ROOM: usize = 24;

/// Whether a number behind these words points at a page: behind a colon, or behind the label of a place in a work. Before a
/// bracket ("C. 1 (İstanbul: …)") it counts volumes, whatever else its label may mean.
fn is_page(before: &str, opens: bool) -> bool {
    let trimmed = before.trim_end();
    if trimmed.ends_with(':') {
        return true;
    }
    let from = text::ceiling(trimmed, trimmed.len().saturating_sub(LABEL_ROOM));
    let near = trimmed.get(from..).unwrap_or_default();
    let label = near.rsplit(|c: char| c.is_whitespace() || matches!(c, ',' | '(')).next().unwrap_or_default();
    let folded = text::folded(label);
    let Some((length, kind)) = index().locator(&folded) else { return false };
    let counts =
        matches!(kind, LocatorKind::Volume | LocatorKind::Issue) || opens && kind == LocatorKind::Chapter;
    !counts && length == folded.len()
}
