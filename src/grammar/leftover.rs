//! What a finished draft does not hold: calls for a source that is still to come, and the debris of chatbots.

use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{char, digit1};
use nom::combinator::{opt, recognize};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use crate::lang::index::index;
use crate::model::Document;
use crate::span::Span;
use crate::text;

/// No placeholder is longer, in bytes.
const LONGEST_PLACEHOLDER: usize = 64;

/// Brackets that ask for a source: "[citation needed]", "[kaynak]", "[TK]", "[?]".
pub(crate) fn placeholders(document: &Document<'_>) -> Vec<Span> {
    let text: &str = &document.text;
    let mut found = Vec::new();
    for at in memchr::memchr_iter(b'[', text.as_bytes()) {
        let mut end = text.len().min(at + LONGEST_PLACEHOLDER);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let window = text.get(at + 1..end).unwrap_or_default();
        // Most brackets hold a number: only a letter or a question mark can open a placeholder.
        if !window.starts_with(|c: char| c.is_alphabetic() || c == '?') {
            continue;
        }
        let Some(length) = window.find([']', '[', '\n']) else { continue };
        let inner = window.get(..length).unwrap_or_default();
        let closed = window.get(length..).is_some_and(|rest| rest.starts_with(']'));
        let after = window.get(length + 1..).unwrap_or_default();
        let link = after.starts_with(['(', '[', ':']);
        let asks = inner.chars().all(|c| c == '?')
            || (inner.len() >= 2 && inner.chars().all(|c| c == 'X'))
            || index().is_placeholder(inner)
            || bracketed(inner);
        let doubtful =
            is_short(inner) && stands_behind_name(text.get(..at).unwrap_or_default(), inner, after);
        if closed && !link && asks && !doubtful && document.mask_at(at).is_none() {
            found.push(Span::new(at, at + length + 2));
        }
    }
    found
}

/// `[?]`, `[TK]`: an editor's doubt, or the code of an airline, as well as a placeholder.
fn is_short(inner: &str) -> bool {
    inner.len() <= 3 && inner.chars().all(|c| c == '?' || c.is_ascii_uppercase())
}

/// "1784 [?].", "in Baku [?]", "Johann [?] Weber", "Turkish Airlines [TK]": behind a year or a name. A capital that only
/// begins a sentence makes no name, and letters want a name of two words.
fn stands_behind_name(before: &str, inner: &str, after: &str) -> bool {
    let words = before.trim_end_matches(text::is_blank);
    if words.len() == before.len() {
        return false;
    }
    let last = |words: &str| -> String {
        let word = words.chars().rev().take(LONGEST_PLACEHOLDER).take_while(|c| c.is_alphanumeric());
        word.collect::<Vec<_>>().into_iter().rev().collect()
    };
    let word = last(words);
    if !word.is_empty() && word.chars().all(|c| c.is_ascii_digit()) {
        return true;
    }
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let earlier = words.strip_suffix(word.as_str()).unwrap_or_default().trim_end_matches(text::is_blank);
    let name_goes_on = is_name(after.trim_start_matches(text::is_blank)) && after.starts_with(text::is_blank);
    let inside_sentence =
        inner.starts_with('?') && earlier.ends_with(|c: char| c.is_alphanumeric() || c == ',');
    is_name(&word) && (name_goes_on || inside_sentence || is_name(&last(earlier)))
}

/// Placeholders that the tables list with their brackets.
fn bracketed(inner: &str) -> bool {
    index().is_placeholder(&format!("[{inner}]"))
}

// lenticular = "【" 1*( not "】" ) "†" 1*( not "】" ) "】"
fn lenticular(input: &str) -> IResult<&str, &str> {
    let word = || take_while1(|c: char| c != '】' && c != '†' && c != '\n');
    recognize(delimited(char('【'), (word(), char('†'), word()), char('】'))).parse(input)
}

// reference = ":contentReference[oaicite:" 1*DIGIT "]" [ "{index=" 1*DIGIT "}" ]
fn content_reference(input: &str) -> IResult<&str, &str> {
    let index = opt(delimited(tag("{index="), digit1, char('}')));
    recognize((tag(":contentReference[oaicite:"), digit1, char(']'), index)).parse(input)
}

// turn = [ "cite" ] "turn" 1*DIGIT ( "search" / "view" / "news" ) 1*DIGIT
fn turn(input: &str) -> IResult<&str, &str> {
    let kind = nom::branch::alt((tag("search"), tag("view"), tag("news"), tag("fetch")));
    recognize(preceded(opt(tag("cite")), (tag("turn"), digit1, kind, digit1))).parse(input)
}

/// The grammar of one mark.
type Shape = fn(&str) -> IResult<&str, &str>;

/// Marks that chatbots leave behind where they quote a source; exact shapes only.
pub(crate) fn chatbot_marks(document: &Document<'_>) -> Vec<Span> {
    let text: &str = &document.text;
    let mut found: Vec<Span> = Vec::new();
    let patterns: [(&str, Shape); 4] =
        [("【", lenticular), (":contentReference", content_reference), ("citeturn", turn), ("turn", turn)];
    for (start, grammar) in patterns {
        for at in memchr::memmem::find_iter(text.as_bytes(), start) {
            let Some(Ok((rest, _))) = text.get(at..).map(grammar) else { continue };
            let span = Span::new(at, text.len() - rest.len());
            let glued = text
                .get(..at)
                .is_some_and(|before| start == "turn" && before.ends_with(char::is_alphanumeric));
            if !glued && document.mask_at(at).is_none() {
                found.push(span);
            }
        }
    }
    // "citeturn…" holds "turn…": the longer mark stays.
    found.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut apart: Vec<Span> = Vec::with_capacity(found.len());
    for span in found {
        if apart.last().is_none_or(|last| last.end <= span.start) {
            apart.push(span);
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Format;
    use crate::read;

    #[test]
    fn placeholders_in_five_languages() {
        for text in [
            "a [citation needed]",
            "a [kaynak]",
            "a [TK] b",
            "a [?]",
            "a [Quelle fehlt]",
            "a [источник?]",
            "a [réf. nécessaire]",
        ] {
            assert_eq!(placeholders(&read::read(text, Format::Text)).len(), 1, "{text}");
        }
        for text in
            ["[sic]", "[…]", "[tk]", "[the minister]", "[source](https://a.org)", "`[TK]`", "[TODO]: x"]
        {
            assert!(placeholders(&read::read(text, Format::Text)).is_empty(), "{text}");
        }
    }

    #[test]
    fn debris_of_chatbots() {
        for text in [
            "so.【12†source】",
            "so :contentReference[oaicite:2]{index=2}.",
            "so citeturn0search3",
            "so turn0search3.",
        ] {
            assert_eq!(chatbot_marks(&read::read(text, Format::Text)).len(), 1, "{text}");
        }
        assert!(chatbot_marks(&read::read("return0search3 and 【note】", Format::Text)).is_empty());
    }
}
