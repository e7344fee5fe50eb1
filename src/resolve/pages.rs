//! Pages of a source, and pages outside them (R9).

use super::chains::Resolver;
use crate::lang::LocatorKind;
use crate::model::{Chain, CiteKind, End, Kind, Locator, Reason, Resolution, SourceId};

/// Fewer pages may be those that a first citation points at, not all that the work has.
const SHORTEST_EXTENT: u32 = 8;

impl Resolver<'_> {
    /// A page of its own that the source does not have makes a chain less sure.
    pub(super) fn check_page(&self, own: Option<Locator>, chain: &mut Chain) {
        let (Some(own), End::Source(source, _)) = (own, &chain.end) else { return };
        let Some((first, last)) = self.extent_of(*source) else { return };
        let page = Some(own).filter(|own| own.kind == LocatorKind::Page);
        let page = page.and_then(|own| first_number(own.span.of(self.text)));
        if page.is_some_and(|page| !(first..=last).contains(&page)) {
            chain.resolution = chain.resolution.min(Resolution::Likely);
            chain.reasons.add(Reason::PageOutside);
        }
    }

    /// First and last page of an article or a chapter, where it gives both.
    fn extent_of(&self, source: SourceId) -> Option<(u32, u32)> {
        let first =
            self.sources.get(source.index()).and_then(|source| self.cites.get(source.first.index()))?;
        let CiteKind::Full(citation) = &first.kind else { return None };
        let held = matches!(citation.kind, Kind::Article | Kind::Chapter);
        let pages = citation.pages.as_ref().filter(|_| held)?.words(self.text);
        let dashed = pages.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '—' | '‑' | ' '));
        range(pages).filter(|(first, last)| dashed && last - first + 1 >= SHORTEST_EXTENT)
    }
}

/// "p. 12": its number; none in "p. e12" and "p. 12a", which count otherwise.
fn first_number(raw: &str) -> Option<u32> {
    let at = raw.find(|c: char| c.is_ascii_digit())?;
    let (before, behind) = raw.split_at_checked(at)?;
    let digits = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = behind.split_at_checked(digits)?;
    let glued = before.ends_with(char::is_alphabetic) || rest.starts_with(char::is_alphabetic);
    number.parse().ok().filter(|_| !glued)
}

/// "pp. 101–119", "101–19": the first and the last page.
pub(super) fn range(pages: &str) -> Option<(u32, u32)> {
    let mut numbers = pages.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let (first, last) = (numbers.next()?, numbers.next()?);
    // What the last page leaves out it has from the first.
    let shared = first.get(..first.len().saturating_sub(last.len()))?;
    let whole = format!("{shared}{last}");
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    let last = if last < first { whole.parse().ok()? } else { last };
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_page_may_be_cut_short() {
        assert_eq!(range("pp. 101–119"), Some((101, 119)));
        assert_eq!(range("101–19"), Some((101, 119)));
        assert_eq!(range("1007-12"), Some((1007, 1012)));
        assert_eq!(range("45–32"), None);
        assert_eq!(range("p. 4"), None);
    }

    #[test]
    fn a_page_is_a_number_that_stands_alone() {
        assert_eq!(first_number("p. 12"), Some(12));
        assert_eq!(first_number("s.12-14"), Some(12));
        assert_eq!(first_number("12"), Some(12));
        assert_eq!(first_number("p. e12"), None);
        assert_eq!(first_number("p. 12a"), None);
        assert_eq!(first_number("p. xii"), None);
    }
}
