//! What the reader states, as it would be told to a person.

use super::*;
use crate::model::BrokenKind;

/// The calls of a draft, each with its note ("1→0", "9→?").
fn calls(file: &str) -> String {
    let document = checked(file);
    let shown = |call: &crate::model::StatedCall| {
        let note = call.note.map_or("?".to_owned(), |note| note.to_string());
        format!("{}→{note}", call.label)
    };
    document.stated.calls.iter().map(shown).collect::<Vec<_>>().join(" ")
}

/// The notes of a draft, one a line; a line end inside is shown as a stroke, a new paragraph as two.
fn notes(file: &str) -> Vec<String> {
    let document = checked(file);
    let shown = |note: &crate::model::StatedNote| {
        format!(
            "{}: {}",
            note.label,
            note.body.of(&document.text).replace("\n\n", " || ").replace('\n', " | ")
        )
    };
    document.stated.notes.iter().map(shown).collect()
}

fn broken(file: &str) -> Vec<String> {
    let shown = |broken: crate::model::Broken| match broken.kind {
        BrokenKind::Unrendered { label, by, why } => format!("{label}: {} ({why})", by.join(", ")),
        other => format!("{other:?}"),
    };
    checked(file).stated.broken.into_iter().map(shown).collect()
}

fn masked(file: &str) -> Vec<String> {
    let document = checked(file);
    document.masks.iter().map(|mask| mask.of(&document.text).to_owned()).collect()
}

fn text(file: &str) -> String {
    checked(file).text.into_owned()
}

/// The document, once all that must hold of any is seen to hold.
fn checked(file: &str) -> Document<'_> {
    let document = read(file);
    let text = &*document.text;
    for pair in document.masks.windows(2) {
        assert!(pair[0].end <= pair[1].start, "masks overlap in {file:?}");
    }
    for mask in &document.masks {
        assert!(text.get(mask.range()).is_some(), "mask {mask:?} in {text:?}");
    }
    let calls = &document.stated.calls;
    assert!(
        calls.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start),
        "calls of {file:?}: {calls:?}"
    );
    for call in calls {
        let shown = call.span.of(text);
        assert!(shown.starts_with("[^") && shown.ends_with(']'), "call {shown:?} in {text:?}");
        assert!(call.note.is_none_or(|note| (note as usize) < document.stated.notes.len()));
    }
    let mut end = 0;
    for note in &document.stated.notes {
        assert!(note.span.start >= end && note.span.covers(note.body), "note {note:?} in {text:?}");
        assert!(note.span.of(text).starts_with("[^"), "{:?}", note.span.of(text));
        let before = text.get(..note.span.start()).unwrap();
        assert!(before.trim().is_empty() || before.ends_with(['\n', '\r']), "{before:?}");
        end = note.span.end;
    }
    let behind = text.get(end as usize..).unwrap();
    assert!(document.stated.notes.is_empty() || behind.trim().is_empty(), "{behind:?}");
    assert_eq!(document.file.is_some(), matches!(document.text, std::borrow::Cow::Owned(_)));
    for link in &document.stated.links {
        assert!(!link.span.of(text).is_empty());
    }
    document
}

#[test]
fn a_call_leads_to_its_definition() {
    let file = "Freight doubled.[^1] Then it fell.[^Kaya]\n\n[^1]: A.\n[^kaya]: B.\n";
    assert_eq!(calls(file), "1→0 Kaya→1");
    assert_eq!(notes(file), ["1: A.", "kaya: B."]);
}

#[test]
fn notes_at_the_end_of_a_file_stay_there() {
    let file = "Freight doubled.[^1] Rails too.[^2]\n\n[^1]: Port News, 4.\n\n[^2]: Ibid.\n";
    assert!(matches!(read(file).text, std::borrow::Cow::Borrowed(_)));
    assert_eq!(text("A.[^1]\n[^1]: B.\n[^2]: C."), "A.[^1]\n\n[^1]: B.\n\n[^2]: C.");
}

#[test]
fn notes_between_paragraphs_are_moved_behind_them() {
    let file = "Freight doubled.[^1]\n\n[^1]: Port News, 4.\n\nRails too.\n";
    let document = checked(file);
    assert_eq!(document.text, "Freight doubled.[^1]\n\n\nRails too.\n\n[^1]: Port News, 4.");
    let body = document.stated.notes[0].body;
    assert_eq!(document.origin.exact(body).unwrap().of(file), "Port News, 4.");
    assert_eq!(document.origin.around(document.stated.notes[0].span).of(file), "[^1]: Port News, 4.");
}

#[test]
fn link_definitions_and_comments_behind_notes_stay_text() {
    let file = "A.[^1] [b][b]\n\n[^1]: C.\n\n[b]: https://b.example\n\n<!-- end -->\n";
    assert_eq!(text(file), "A.[^1] [b][b]\n\n\n[b]: https://b.example\n\n<!-- end -->\n\n[^1]: C.");
    assert_eq!(masked(file), ["https://b.example", "<!-- end -->"]);
}

#[test]
fn a_body_is_what_a_reader_sees() {
    let note = |body: &str| notes(&format!("A.[^1]\n\n[^1]: {body}\n\n[r]: https://r.example/y\n")).concat();
    assert_eq!(
        note("Jane *Roe* **and** ~~no~~ \\*one\\* &amp; `x = 1`."),
        "1: Jane Roe and no *one* & x = 1."
    );
    assert_eq!(note("[Port News](https://a.example/x \"t\"), 4."), "1: Port News <https://a.example/x>, 4.");
    assert_eq!(
        note("See [rails][r] and [r]."),
        "1: See rails <https://r.example/y> and r <https://r.example/y>."
    );
    assert_eq!(note("<https://a.example/x>, 4."), "1: <https://a.example/x>, 4.");
    assert_eq!(note("[a.example/x](https://www.a.example/x/)."), "1: a.example/x.");
    assert_eq!(
        note("“[Ports Rise](https://a.example/x),” Port News."),
        "1: “Ports Rise,” <https://a.example/x> Port News."
    );
    assert_eq!(note("![Map of *ports*](m.png) here."), "1: Map of ports here.");
    assert_eq!(note("A<br>B <em>c</em><!-- d -->."), "1: A | B c.");
    assert_eq!(
        note("<a href=\"https://a.example/x?b&amp;c\">Ports</a>."),
        "1: Ports <https://a.example/x?b&c>."
    );
    assert_eq!(note("Ports. [↩](#fnref1)"), "1: Ports.");
    assert_eq!(note("See [the table](#table) and [mail](mailto:a@a.example)."), "1: See the table and mail.");
    assert_eq!(note("At https://a.example/x*y*z, 4."), "1: At https://a.example/x*y*z, 4.");
}

#[test]
fn an_address_is_copied_from_the_file() {
    let file = "A.[^1]\n\n[^1]: [Ports](https://a.example/x).\n";
    let document = checked(file);
    let at = document.text.find("https").unwrap();
    let place = document.origin.exact(Span::new(at, at + "https://a.example/x".len())).unwrap();
    assert_eq!(place.of(file), "https://a.example/x");
    assert_eq!(
        document.origin.around(document.stated.notes[0].body).of(file),
        "Ports](https://a.example/x)."
    );
}

#[test]
fn shown_addresses_are_kept_with_their_targets() {
    let file = "A.[^1]\n\n[^1]: [https://a.example/x](https://b.example/x), [Ports](https://c.example).\n";
    let document = checked(file);
    let links: Vec<_> =
        document.stated.links.iter().map(|link| (link.span.of(&document.text), &*link.target)).collect();
    assert_eq!(links, [("https://a.example/x", "https://b.example/x")]);
    assert_eq!(notes(file), ["1: https://a.example/x <https://b.example/x>, Ports <https://c.example>."]);
}

#[test]
fn a_definition_goes_on_over_lines_and_paragraphs() {
    let file = "A.[^1]\n\n[^1]: One\nlazy\n    two.\n\n    - Three\n    - four\n\n        x = 1\n\nB.\n";
    assert_eq!(notes(file), ["1: One | lazy | two. || Three || four || x = 1"]);
    assert_eq!(notes("A.[^1]\n\n[^1]:\n    One\n\n    > two\n    > three"), ["1: One || two | three"]);
    assert_eq!(notes("> A.[^1]\n>\n> [^1]: One\n> two\n\nB."), ["1: One | two"]);
    assert_eq!(notes("A.[^1]\r\n\r\n[^1]: One\r\ntwo\r\n"), ["1: One\r | two"]);
    assert_eq!(notes("A.[^1]\n\n[^1]:\n\nB."), ["1: "]);
}

#[test]
fn notes_call_notes() {
    let file = "A.[^1]\n\n[^1]: See [^2].\n[^2]: B.\n";
    assert_eq!(calls(file), "1→0 2→1");
}

#[test]
fn the_first_of_two_definitions_is_called() {
    let file = "A.[^1]\n\n[^1]: B.\n[^1]: C.\n";
    assert_eq!(calls(file), "1→0");
    assert_eq!(notes(file), ["1: B.", "1: C."]);
}

#[test]
fn a_note_inside_the_text_is_called_where_it_stood() {
    let file = "Ports grew.^[*Port News*, [4](https://a.example).] Rails too.\n";
    assert_eq!(text(file), "Ports grew.[^1] Rails too.\n\n[^1]: Port News, 4 <https://a.example>.");
    let document = checked(file);
    let inline = "^[*Port News*, [4](https://a.example).]";
    assert_eq!(document.origin.around(document.stated.calls[0].span).of(file), inline);
    let body = document.origin.around(document.stated.notes[0].body);
    assert_eq!(body.of(file), "Port News*, [4](https://a.example).");
}

#[test]
fn notes_of_both_kinds_stand_in_the_order_of_their_calls() {
    let file =
        "A.[^b] B.^[Port News, 4.] C.[^1] D.^[Rail News, 5.]\n\n[^1]: One.\n\n[^c]: Never.\n\n[^b]: Two.\n";
    assert_eq!(calls(file), "b→0 2→1 1→2 3→3");
    assert_eq!(notes(file), ["b: Two.", "2: Port News, 4.", "1: One.", "3: Rail News, 5.", "c: Never."]);
}

#[test]
fn notes_inside_notes_are_notes() {
    let file = "A.[^1]\n\n[^1]: Port News, 4.^[Said *so* [^2] once.]\n[^2]: B.\n";
    assert_eq!(calls(file), "1→0 3→1 2→2");
    assert_eq!(notes(file), ["1: Port News, 4.[^3]", "3: Said so [^2] once.", "2: B."]);
    assert_eq!(notes("A.^[One two ^[three four] five.]"), ["1: One two [^2] five.", "2: three four"]);
}

#[test]
fn a_caret_and_a_bracket_may_be_no_note() {
    for file in
        ["x^[2] and y^[n + 1]", "`^[a note here]`", "\\^[a note here]", "^[a note here", "$x^[where two]$ is"]
    {
        assert!(notes(file).is_empty(), "{file}: {:?}", notes(file));
        assert_eq!(text(file), file);
    }
    assert_eq!(notes("A ^[see ] or ^[a\n\nb c]"), Vec::<String>::new());
    assert_eq!(notes("A.^[an [open bracket] and `a ]` tick]"), ["1: an [open bracket] and a ] tick"]);
}

#[test]
fn numbers_without_a_definition_are_calls() {
    assert_eq!(calls("A.[^1] B.[^9]\n\n[^1]: C.\n"), "1→0 9→?");
    assert_eq!(calls("A.[^1] B.[^2]\n"), "1→? 2→?");
    assert_eq!(calls("A.[^9]\n"), "");
    assert_eq!(calls("A.[^1] B.[^2020]\n\n[^1]: In [^7].\n"), "1→0 7→?");
}

#[test]
fn words_without_a_definition_are_calls_among_words() {
    let words = "\n\n[^roe]: A.\n[^kaya]: B.\n";
    assert_eq!(calls(&format!("A.[^roe] B[^kaya] C.[^okafor]{words}")), "roe→0 kaya→1 okafor→?");
    assert_eq!(calls(&format!("A.[^roe][^kaya] [^okafor] x[^a-z]{words}")), "roe→0 kaya→1");
    assert_eq!(calls("A.[^1] B.[^okafor]\n\n[^1]: C.\n"), "1→0");
}

#[test]
fn no_call_stands_in_code_or_behind_a_backslash() {
    let definition = "\n\n[^1]: A.\n";
    for text in [
        "`x[^1]`",
        "\\[^1]",
        "```\nx[^1]\n```",
        "<!-- x[^1] -->",
        "[x](y[^1].md)",
        "%%x[^1]%%",
        "`` ` [^2] ``",
    ] {
        assert_eq!(calls(&format!("{text}{definition}")), "", "{text}");
    }
    assert_eq!(calls(&format!("\\\\[^1] ![^1]{definition}")), "1→0 1→0");
}

#[test]
fn a_call_in_text_that_only_looks_like_code_is_one() {
    let file = "!!! note\n\n    Ports grew.[^1]\n\n<div>\nRails too.[^1]\n</div>\n\n[^1]: A.\n";
    assert_eq!(calls(file), "1→0 1→0");
    assert_eq!(calls("So:\n\n    x = a[^1]\n    f(x);\n\n[^1]: A.\n"), "");
}

#[test]
fn typed_notes_stay_in_the_text() {
    let file = "A.[^1] B.[1]\n\n[1] Port News, 4.\n\n[^1]: C.\n";
    assert_eq!(calls(file), "1→0");
    assert_eq!(text(file), file);
    let file = "A [[1]](https://a.example) b.\n\n> [1] Port News\n\n[2]: https://b.example\n";
    assert_eq!(text(file), file);
    assert_eq!(masked(file), ["https://a.example", "https://b.example"]);
}

#[test]
fn code_comments_and_tags_are_masked() {
    assert_eq!(masked("a `x[1]\ny[2]` b"), ["`x[1]\ny[2]`"]);
    assert_eq!(masked("> ```\n> x[1]\n> ```\n"), ["```\n> x[1]\n> ```"]);
    assert_eq!(masked("a\n```\nx[1]\n"), Vec::<String>::new());
    assert_eq!(masked("<script>\nx[1]\n</script>\n"), ["<script>\nx[1]\n</script>\n"]);
    assert_eq!(
        masked("---\ntitle: a[1]\n---\nA {{< b \"[2]\" >}} $x[3] = 1$"),
        ["---\ntitle: a[1]\n---\n", "{{< b \"[2]\" >}}", "$x[3] = 1$"]
    );
    assert_eq!(masked("See [a](b[1].md \"c\") and ![d](e[2].png)."), ["](b[1].md \"c\")", "](e[2].png)"]);
}

#[test]
fn masks_move_with_the_text() {
    let file = "[^1]: A `x`.\n\nB `y[2]`.^[See `z` there.] C `w[3]`, https://a.example [^1]\n";
    assert_eq!(masked(file), ["`y[2]`", "`w[3]`", "https://a.example"]);
}

#[test]
fn headings_of_note_lists_are_found() {
    let file = "A.[^1]\n\n## Notes\n\n[^1]: B.\n\n## Bibliography:\n\n```\nNotes\n```\n";
    let document = checked(file);
    let headings: Vec<_> = document.headings.iter().map(|heading| heading.span.of(&document.text)).collect();
    assert_eq!(headings, ["## Notes", "## Bibliography:"]);
}

#[test]
fn a_label_with_a_blank_is_seen_by_some() {
    assert_eq!(
        broken("A.[^jane roe]\n\n[^jane roe]: B.\n"),
        ["jane roe: GFM, Obsidian, Pandoc (its label holds a blank)"]
    );
    assert!(broken("A.\n\n[^jane roe]: B.\n").is_empty());
}

#[test]
fn a_definition_below_a_paragraph_is_not_seen_by_pandoc() {
    let why = "1: Pandoc (no blank line stands between it and the paragraph above)";
    assert_eq!(broken("A.[^1]\n[^1]: B.\n[^2]: C.\n"), [why]);
    assert!(broken("# A.[^1]\n[^1]: B.\n[^2]: C.[^2]\n").is_empty());
    assert!(broken("- A.[^1]\n\n[^1]: B.\n").is_empty());
}

#[test]
fn an_indented_definition_is_code_and_a_note_all_the_same() {
    let file = "A.[^1]\n\n    [^1]: Port News,\n    4.\n\nB.\n";
    assert_eq!(broken(file), ["1: GFM, MkDocs, Obsidian, Pandoc (indented by four blanks it is code)"]);
    assert_eq!(calls(file), "1→0");
    assert_eq!(notes(file), ["1: Port News, | 4."]);
    assert_eq!(broken("A.[^1]\n    [^1]: Port News, 4.\n").len(), 1);
    // Nothing calls it, or another definition answers.
    assert!(broken("A `[^1]`.\n\n    [^1]: Port News, 4.\n").is_empty());
    assert!(broken("A.[^1]\n\n    [^1]: Port News.\n\n[^1]: B.\n").is_empty());
    // The text of an admonition is indented as well.
    assert!(broken("!!! note\n    A.[^1]\n\n    [^1]: Port News, 4.\n").is_empty());
}

#[test]
fn a_definition_in_raw_html_or_open_code_is_a_note_all_the_same() {
    let file = "A.[^1]\n\n<details>\n[^1]: Port News.\n</details>\n";
    assert_eq!(broken(file), ["1: GFM (it stands inside raw HTML)"]);
    assert_eq!(notes(file), ["1: Port News."]);
    let file = "A.[^1]\n\n```\n[^1]: Port News.\n";
    assert_eq!(broken(file), ["1: GFM (it stands in code that is never closed)"]);
    assert!(broken("A.[^1]\n\n```\n[^1]: Port News.\n```\n").is_empty());
}

#[test]
fn what_other_programs_add_is_tolerated() {
    let file = "import Chart from './chart'\n\n<Chart data={[1, 2]} />\n\n:::note\nA.[^1]\n:::\n\n\
                {% raw %}B.[^2]{% endraw %}\n\n[^1]: C.\n[^2]: D.\n";
    assert_eq!(calls(file), "1→0 2→1");
    assert_eq!(calls("%%\n[^1]: A.\n%%\nB.[^1]\n"), "");
}

#[test]
fn a_byte_order_mark_and_odd_line_ends_change_nothing() {
    assert_eq!(text("A.[^1]\r\n[^1]: B.\r\n"), "A.[^1]\r\n\n[^1]: B.\r\n");
    let file = "\u{FEFF}A.[^1]\r\r[^1]: B.\r";
    assert_eq!(calls(file), "1→0");
    assert_eq!(read(file).byte_order_mark, 3);
    assert_eq!(notes("A.[^1]\0\n\n[^1]:\tB\0.\n"), ["1: B\u{FFFD}."].map(|s| s.replace('\u{FFFD}', "\0")));
}

#[test]
fn hostile_files_are_read_in_time() {
    let many = |unit: &str, times: usize| unit.repeat(times);
    let definitions: String =
        (0..5_000).map(|n| format!("A[^{n}] ^[see note {n}]\n\n[^{n}]: B {n}.\n\n")).collect();
    let files = [
        many("[^", 20_000),
        many("^[", 20_000),
        many("^[a b]", 5_000),
        many("^[a ", 5_000) + &many("b]", 5_000),
        many("[^1]: ", 5_000),
        many("[^1]: ", 10_000),
        many("> ", 2_000) + "[^1]: A[^1]\n" + &many("> ", 2_000) + "b",
        many("{{", 10_000) + &many("%%", 10_000),
        many("\\", 20_000) + "[^1]",
        many("[^a]", 10_000) + "\n\n    [^a]: so it is\n",
        many("- ", 1_000) + "[^1]: A",
        format!("[^{0}] [^{0}]: a\n\n[^{0}]: b\n", many("x", 999)),
        format!("[^1]: {}[a][r]\n\n[r]: https://a.example/{}\n", many("[b][r] ", 500), many("x", 5_000)),
        definitions,
    ];
    for file in files {
        checked(&file);
    }
}
