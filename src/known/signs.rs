//! Signs of markup that mean nothing in plain text: tags and named characters.
//!
//! Origin: the elements and named characters of HTML that come along when prose is copied from a web page or out of a
//! database; WHATWG's HTML standard, November 2026.

/// Elements of running text.
const TAGS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "cite",
    "div",
    "em",
    "font",
    "i",
    "li",
    "ol",
    "p",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
    "ul",
];

/// Named characters, without ampersand and semicolon, and what they stand for.
const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("apos", "'"),
    ("bdquo", "„"),
    ("gt", ">"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("nbsp", "\u{A0}"),
    ("ndash", "–"),
    ("quot", "\u{22}"),
    ("raquo", "»"),
    ("rdquo", "”"),
    ("rsquo", "’"),
    ("shy", ""),
];

/// Whether a word is the name of an element of running text.
pub(crate) fn is_tag(name: &str) -> bool {
    TAGS.binary_search(&name.to_ascii_lowercase().as_str()).is_ok()
}

/// What a character reference stands for; `name` is what lies between ampersand and semicolon.
pub(crate) fn character(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control()).map(String::from);
    }
    let at = NAMED.binary_search_by_key(&name, |(known, _)| known).ok()?;
    NAMED.get(at).map(|(_, character)| (*character).to_owned())
}
