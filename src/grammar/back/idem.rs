//! "Ders., Häfen im Winter", "A.mlf., “Liman”", "Его же. История …": words for the author of the source before, and a title (R16).

use super::MOST_SIGNALS;
use crate::lang::Function;
use crate::lang::index::index;
use crate::span::Span;
use crate::text;

/// The words and what parts them from the title lie in so many bytes.
const LOOKED_AT: usize = 64;

/// Small words between a signal and the author.
const SMALL: &[&str] = &["auch", "aussi", "dazu", "hierzu", "также"];

// idem = *signal term [ "." ] ( "," / "." / ":" / " " quote ) title
/// The words that stand for the author at the start of a span, and where what parts them from the title begins.
pub(crate) fn idem(draft: &str, span: Span) -> Option<(Span, usize)> {
    let raw = span.of(draft);
    let end = text::floor(raw, LOOKED_AT);
    let folded = text::fold(raw.get(..end)?);
    let mut at = 0;
    for _ in 0..MOST_SIGNALS {
        let rest = folded.text.get(at..)?;
        let Some((length, _)) = index().signal(rest) else { break };
        let behind = rest.get(length..)?.trim_start_matches([' ', ',', ':']);
        // "Vgl. dazu Ders.": a small word more.
        let small = behind.split_once(' ').filter(|(word, _)| SMALL.contains(word));
        at = folded.text.len() - small.map_or(behind, |(_, behind)| behind).len();
    }
    let (length, readings) = index().back_term(folded.text.get(at..)?)?;
    if !readings.iter().any(|reading| reading.function == Function::Idem) {
        return None;
    }
    let term = folded.source(at, at + length);
    let behind = raw.get(term.end()..)?;
    let rest = behind.trim_start_matches(['.', ',', ':', '，', '：', '、', '،', ' ', '\u{A0}']);
    let parted = behind.get(..behind.len() - rest.len())?.contains(['.', ',', ':', '，', '：', '、', '،'])
        || term.of(raw).ends_with('.');
    let first = rest.chars().next()?;
    let quoted = text::closing_quote(first).is_some() || first == '‘';
    let titled = first.is_uppercase() || text::has_no_case(first) || first.is_ascii_digit();
    (quoted || parted && titled).then(|| {
        let words = term.of(raw).trim_end_matches('.').len();
        let start = span.start() + term.start();
        let stop = usize::from(raw.get(term.start() + words..).is_some_and(|rest| rest.starts_with('.')));
        (Span::new(start, start + words), start + words + stop)
    })
}
