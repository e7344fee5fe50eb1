//! Stretches of a text that no grammar may read, beside fences and addresses: comments, front matter, preformatted
//! elements, indented code and formulas.

use crate::span::Span;
use crate::text;

/// A formula on one line is at most so long, in bytes.
const LONGEST_FORMULA: usize = 200;

/// A displayed formula is at most so long, in bytes.
const LONGEST_DISPLAY: usize = 2_000;

/// Indented so far, in columns, a paragraph may be code.
const CODE_INDENT: usize = 4;

/// What may not be read, in no order.
pub(super) fn masks(text: &str) -> Vec<Span> {
    let mut found = between(text, "<!--", "-->");
    found.extend(between(text, "<pre>", "</pre>"));
    found.extend(between(text, "<pre ", "</pre>"));
    found.extend(between(text, "<code>", "</code>"));
    found.extend(front_matter(text));
    found.extend(formulas(text));
    found.extend(indented_code(text));
    found
}

/// Stretches from an opening mark to its end; one that is never closed is text.
fn between(text: &str, open: &str, close: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = 0;
    let closing = memchr::memmem::Finder::new(close);
    for start in memchr::memmem::find_iter(text.as_bytes(), open) {
        if start < from {
            continue;
        }
        let Some(length) = closing.find(text.as_bytes().get(start..).unwrap_or_default()) else { break };
        from = start + length + close.len();
        found.push(Span::new(start, from));
    }
    found
}

// front-matter = "---" line-end *( key ":" … / blank … / "- " … / "#" … line-end ) "---"    at the start of the text
pub(super) fn front_matter(text: &str) -> Option<Span> {
    let mut lines = lines(text);
    let (_, first) = lines.next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut keys = 0;
    for (span, line) in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return (keys > 0).then(|| Span::new(0, span.end()));
        }
        let key = line.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
        if key.len() < line.len() && (key.starts_with(": ") || key.trim_end() == ":") {
            keys += 1;
        } else if !(line.trim().is_empty() || line.starts_with([' ', '\t', '#', '-'])) {
            return None;
        }
    }
    None
}

// formula = "$" not-blank … not-blank "$"    with a sign of mathematics in it; "$5 and $6" is money
fn formulas(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut marks = memchr::memchr_iter(b'$', text.as_bytes()).peekable();
    while let Some(open) = marks.next() {
        if found.last().is_some_and(|last| open < last.end()) {
            continue;
        }
        let before = text.get(..open).and_then(|before| before.chars().next_back());
        let displayed = marks.next_if(|next| *next == open + 1).is_some();
        let start = open + 1 + usize::from(displayed);
        let Some(close) = marks.peek().copied() else { break };
        let inside = text.get(start..close).unwrap_or_default();
        let end = close + 1 + usize::from(displayed);
        let closed = !displayed || text.get(close..end) == Some("$$");
        let after = text.get(end..).and_then(|after| after.chars().next());
        let glued = before.is_some_and(char::is_alphanumeric) || after.is_some_and(|c| c.is_ascii_digit());
        let fits = if displayed {
            inside.len() <= LONGEST_DISPLAY && !inside.contains("\n\n") && !inside.contains("\r\n\r\n")
        } else {
            inside.len() <= LONGEST_FORMULA
                && !inside.contains(['\n', '\r'])
                && !inside.starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit())
                && !inside.ends_with(char::is_whitespace)
                && inside.contains(['\\', '^', '_', '=', '(', '{', '<', '>', '+'])
                && !reads_as_text(inside)
        };
        if closed && fits && !glued {
            found.push(Span::new(open, end));
        }
    }
    found
}

/// Whether words or a bracket that closes before it opens stand between two dollar signs: "($m) grew. Costs ($m)".
fn reads_as_text(inside: &str) -> bool {
    let mut depth = 0i32;
    let balanced = inside.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    });
    let is_word = |word: &str| word.chars().count() >= 3 && word.chars().all(char::is_alphabetic);
    let words = inside.split_whitespace().any(|word| is_word(word.trim_end_matches(['.', ',', ';'])));
    !balanced || depth != 0 || (words && !inside.contains('\\'))
}

/// Paragraphs that are indented as code and read like it.
fn indented_code(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut paragraph: Option<(Span, bool, bool)> = None;
    for (span, line) in lines(text).chain([(Span::at(text.len()), "")]) {
        if !line.trim().is_empty() {
            let (whole, all, some) = paragraph.unwrap_or((span, true, false));
            let indented = all && indent(line) >= CODE_INDENT;
            let codes = indented && (some || is_code(line.trim()));
            paragraph = Some((whole.join(span), indented, codes));
        } else if !is_half_line_end(text, span)
            && let Some((whole, true, true)) = paragraph.take()
        {
            found.push(whole);
        }
    }
    found
}

/// The line feed of a pair ends no line of its own.
fn is_half_line_end(text: &str, span: Span) -> bool {
    span.is_empty()
        && text.as_bytes().get(span.end()) == Some(&b'\n')
        && span.start().checked_sub(1).and_then(|at| text.as_bytes().get(at)) == Some(&b'\r')
}

/// The columns that a line is indented by; a tab is four.
fn indent(line: &str) -> usize {
    line.chars().take_while(|c| text::is_blank(*c)).map(|c| if c == '\t' { CODE_INDENT } else { 1 }).sum()
}

/// Whether a line reads like a program: an assignment or a call, and no sentence.
fn is_code(line: &str) -> bool {
    let ends_statement = line.ends_with([';', '{', '}']) || line.ends_with("):");
    let assigns = line.split_once(" = ").is_some_and(|(name, _)| {
        !name.is_empty() && !name.contains(char::is_whitespace)
            || ["let ", "var ", "const ", "int ", "auto "].iter().any(|word| name.starts_with(word))
    });
    // `line.split(",")`: the first word of the line is a name of code, and is called.
    let first_word = line.split_whitespace().next().unwrap_or_default();
    let calls = first_word.split_once('(').is_some_and(|(name, _)| {
        name.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_') && name.contains(['.', '_'])
    });
    let keyword = ["import ", "return ", "def ", "fn ", "#include", "print(", "for (", "if (", "while ("]
        .iter()
        .any(|word| line.starts_with(word));
    let sentence = line.ends_with(['.', '!', '?', '”']) || line.starts_with('[') || line.contains("://");
    (assigns
        || calls
        || (keyword && (line.contains(['(', '_', ';'])))
        || ends_statement && line.contains(['(', '=', '{']))
        && !sentence
}

/// The lines of a text with their spans, ends excluded.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (Span, &str)> {
    let mut start = 0;
    let mut ends = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain(std::iter::once(text.len()));
    std::iter::from_fn(move || {
        let end = ends.next()?;
        let span = Span::new(start, end);
        start = end + 1;
        Some((span, span.of(text)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> Vec<&str> {
        masks(text).into_iter().map(|mask| mask.of(text)).collect()
    }

    #[test]
    fn elements_front_matter_and_code_are_masked() {
        assert_eq!(masked("a <pre>x[1]</pre> <code>y[2]</code>"), ["<pre>x[1]</pre>", "<code>y[2]</code>"]);
        assert_eq!(
            masked("---\ntitle: 'a[7]'\ntags:\n- b\n---\nText"),
            ["---\ntitle: 'a[7]'\ntags:\n- b\n---"]
        );
        assert!(masked("---\nPorts grew.[1]\n---\n").is_empty());
        let code = "So:\n\n    port = line.split(\",\")[4]\n    print(port)\n\nand";
        assert_eq!(masked(code), ["    port = line.split(\",\")[4]\n    print(port)"]);
        assert_eq!(masked(&code.replace('\n', "\r\n")).len(), 1);
        assert!(masked("So:\n\n    Ports grew (and rails) in May.[4]\n\nand").is_empty());
    }

    #[test]
    fn a_formula_is_masked_and_money_is_not() {
        assert_eq!(masked("as $f(x)[4]$ says"), ["$f(x)[4]$"]);
        assert_eq!(masked("as $$f[4]$$ says"), ["$$f[4]$$"]);
        for text in [
            "It cost $5 and $6.[1]",
            "US$ 5 (or 6$).[1] So $7 (x)$8",
            "$5.[1] The rate (in $) fell.[2]",
            "Cost ($m) grew.[1] Rent ($m) fell.[2]",
        ] {
            assert!(masked(text).is_empty(), "{text}: {:?}", masked(text));
        }
    }
}
