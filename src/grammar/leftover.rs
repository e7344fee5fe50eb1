//! What a finished draft does not hold: calls for a source that is still to come, and the debris of chatbots.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{char, digit1};
use nom::combinator::{opt, recognize, verify};
use nom::multi::many1_count;
use nom::sequence::delimited;
use nom::{IResult, Parser};

use crate::lang::index::index;
use crate::model::Document;
use crate::span::Span;
use crate::text;

/// No placeholder is longer, in bytes.
const LONGEST_PLACEHOLDER: usize = 64;

/// Brackets that ask for a source: "[citation needed]", "[kaynak]", "[TK]", "[?]", "(citation needed)".
pub(crate) fn placeholders(document: &Document<'_>) -> Vec<Span> {
    let text: &str = &document.text;
    let mut found = Vec::new();
    for at in memchr::memchr2_iter(b'[', b'(', text.as_bytes()) {
        let square = text.as_bytes().get(at) == Some(&b'[');
        let end = text::floor(text, at + LONGEST_PLACEHOLDER);
        let window = text.get(at + 1..end).unwrap_or_default();
        // Most brackets hold a number: only a letter or a question mark can open a placeholder.
        if !window.starts_with(|c: char| c.is_alphabetic() || c == '?') {
            continue;
        }
        let closing = if square { ']' } else { ')' };
        let Some(length) = window.find([closing, '[', '(', '\n']) else { continue };
        let inner = window.get(..length).unwrap_or_default();
        let closed = window.get(length..).is_some_and(|rest| rest.starts_with(closing));
        let asks = closed && if square { asks_in_square(inner, window) } else { asks_in_round(inner) };
        let after = window.get(length + 1..).unwrap_or_default();
        let doubtful =
            is_short(inner) && stands_behind_name(text.get(..at).unwrap_or_default(), inner, after);
        if asks && !doubtful && document.mask_at(at).is_none() {
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
        // "over[?]": an editor could not read the word.
        return inner.starts_with('?') && before.ends_with(char::is_alphabetic);
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

fn asks_in_square(inner: &str, window: &str) -> bool {
    let after = window.get(inner.len() + 1..).unwrap_or_default();
    let link = after.starts_with(['(', '[', ':']);
    // "[TODO: source]": a word in capitals and what is to do.
    let head = inner.split_once(':').map(|(head, _)| head.trim_end());
    let task = head.is_some_and(|head| head.chars().all(char::is_uppercase) && index().is_placeholder(head));
    let asks = inner.chars().all(|c| c == '?')
        || (inner.len() >= 2 && inner.chars().all(|c| c == 'X'))
        || task
        || index().is_placeholder(inner)
        || index().is_placeholder(&format!("[{inner}]"));
    !link && asks
}

/// In round brackets only what the tables list with them: "(to be added)" may be a remark.
fn asks_in_round(inner: &str) -> bool {
    let words = inner.bytes().filter(|byte| *byte == b' ').count() + 1;
    (2..=3).contains(&words) && index().is_placeholder(&format!("({inner})"))
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

/// Signs of private use that a chatbot puts around its marks.
fn is_private(c: char) -> bool {
    ('\u{E200}'..='\u{E20F}').contains(&c)
}

/// What a chatbot calls its finds.
const FINDS: &[&str] = &[
    "academia", "fetch", "file", "finance", "forecast", "image", "map", "news", "product", "reddit",
    "search", "video", "view",
];

// turn = [ "cite" ] 1*( "turn" 1*DIGIT find 1*DIGIT )
fn turn(input: &str) -> IResult<&str, &str> {
    let find = verify(take_while1(|c: char| c.is_ascii_lowercase()), |word: &str| FINDS.contains(&word));
    let private = || take_while(is_private);
    let one = (private(), tag("turn"), digit1, find, digit1);
    recognize((opt(tag("cite")), many1_count(one), private())).parse(input)
}

// bracketed = "[" ( "cite:" numbers / "cite_start" / "cite_end" / "oaicite:" 1*DIGIT / kind ":" 1*DIGIT
//           / 1*DIGIT "†" 1*( not "]" ) / "span_" 1*DIGIT ) "]" [ "(start_span)" / "(end_span)" ]
fn bracketed(input: &str) -> IResult<&str, &str> {
    let numbers = || take_while1(|c: char| c.is_ascii_digit() || matches!(c, ' ' | ',' | '-'));
    let kind = alt((tag("attached_file"), tag("attached_image"), tag("memory"), tag("oaicite"), tag("web")));
    let line = || take_while1(|c: char| c != ']' && c != '\n');
    let span = delimited(tag("[span_"), digit1, alt((tag("](start_span)"), tag("](end_span)"))));
    let inner = alt((
        recognize((tag("cite:"), numbers())),
        recognize((tag("cite_"), alt((tag("start"), tag("end"))))),
        recognize((kind, char(':'), digit1)),
        recognize((digit1, char('†'), line())),
    ));
    recognize(alt((span, delimited(char('['), inner, char(']'))))).parse(input)
}

/// The grammar of one mark.
type Shape = fn(&str) -> IResult<&str, &str>;

/// Marks that chatbots leave behind where they quote a source; exact shapes only.
pub(crate) fn chatbot_marks(document: &Document<'_>) -> Vec<Span> {
    let text: &str = &document.text;
    let mut found: Vec<Span> = Vec::new();
    let patterns: [(&str, Shape); 5] = [
        ("【", lenticular),
        (":contentReference", content_reference),
        ("cite", turn),
        ("turn", turn),
        ("[", bracketed),
    ];
    for (start, grammar) in patterns {
        let mut from = 0;
        for at in memchr::memmem::find_iter(text.as_bytes(), start) {
            let words = matches!(start, "cite" | "turn");
            let glued = words && text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
            if glued || at < from {
                continue;
            }
            let Some(Ok((rest, _))) = text.get(at..).map(grammar) else { continue };
            from = text.len() - rest.len();
            if document.mask_at(at).is_none() {
                found.push(Span::new(at, from));
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
            "a [kaynak gerekli]",
            "a [CITE]",
            "a [insert source]",
            "a [TODO: source]",
            "a [нужен источник]",
            "a (citation needed)",
        ] {
            assert_eq!(placeholders(&read::read_text(text)).len(), 1, "{text}");
        }
        for text in [
            "[sic]",
            "[…]",
            "[tk]",
            "[the minister]",
            "[source](https://a.org)",
            "`[TK]`",
            "[TODO]: x",
            "(TK)",
            "(to be added)",
            "(the source needed it)",
            "[Note: source]",
        ] {
            assert!(placeholders(&read::read_text(text)).is_empty(), "{text}");
        }
    }

    #[test]
    fn debris_of_chatbots() {
        for text in [
            "so.【12†source】",
            "so :contentReference[oaicite:2]{index=2}.",
            "so citeturn0search3",
            "so turn0search3.",
            "so citeturn0search1turn0news2.",
            "so \u{E200}cite\u{E202}turn0search1\u{E202}turn0news2\u{E201}.",
            "so [cite: 12].",
            "so [cite: 1, 2].",
            "[cite_start]So",
            "so [oaicite:1].",
            "so [4†source].",
            "so [1†L10-L20].",
            "so [web:3].",
            "so [attached_file:1].",
            "[span_0](start_span)So",
        ] {
            assert_eq!(chatbot_marks(&read::read_text(text)).len(), 1, "{text}");
        }
        for text in ["return0search3 and 【note】", "[cite]", "[web: a history]", "[4]†", "[1:3]"] {
            assert!(chatbot_marks(&read::read_text(text)).is_empty(), "{text}");
        }
    }
}
