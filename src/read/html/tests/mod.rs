//! What a page reads as: its running text, then the notes, then what leads where.

mod generators;

use super::*;

/// The readable text, and below it each call as `label→note`, where the note is called by its place from 0.
fn seen(page: &str) -> String {
    let document = read(page);
    let calls = document.stated.calls.iter().map(|call| match call.note {
        Some(note) => format!("{}→{}:{note}", call.span.of(&document.text), call.label),
        None => format!("{}→{}:none", call.span.of(&document.text), call.label),
    });
    let calls: Vec<String> = calls.collect();
    format!("{}\n|{}", document.text, calls.join(" "))
}

/// The notes as `label: body`.
fn notes(page: &str) -> Vec<String> {
    let document = read(page);
    let notes = document.stated.notes.iter();
    notes.map(|note| format!("{}: {}", note.label, note.body.of(&document.text))).collect()
}

/// What each generator of notes makes of "Ports grew.[1] Rails followed. [2]".
const READ: &str = "\
Ports grew.[1] Rails followed. [2]

[1] Harbour Daily, 3.

[2] Ibid., 4.
|[1]→1:0 [2]→2:1";

#[test]
fn a_fragment_without_notes_is_its_words() {
    assert_eq!(seen("Ports &amp; rails grew"), "Ports & rails grew\n|");
    assert_eq!(seen("<p>Ports\n  grew.<p>Rails<br>too"), "Ports grew.\n\nRails\ntoo\n|");
    assert_eq!(seen(""), "\n|");
    assert!(matches!(read("Ports grew").text, Cow::Borrowed(_)));
}

#[test]
fn a_fragment_without_paragraphs_has_lines() {
    let page = "Ports <em>grew</em>.<a href=\"#_ftn1\" name=\"_ftnref1\">[1]</a> Rails followed. \
        <a href=\"#_ftn2\" name=\"_ftnref2\">[2]</a>\n\n<a href=\"#_ftnref1\" name=\"_ftn1\">[1]\
        </a> Harbour Daily, 3.\n\n\
        <a href=\"#_ftnref2\" name=\"_ftn2\">[2]</a> Ibid., 4.\n";
    assert_eq!(seen(page), READ);
    assert_eq!(
        seen("Ports <b>grew</b>.[1]\r\n\r\n[1] A.\r\n[2] B.\r\n"),
        "Ports grew.[1]\n\n[1] A.\n[2] B.\n|"
    );
}

#[test]
fn hand_made_pages() {
    // Brackets outside the link, and the line that a note stands in.
    let page = "<p>Ports grew.[<a href=\"#n1\" name=\"r1\">1</a>] Rails followed. [\
        <a href=\"#n2\" name=\"r2\">2</a>]</p>\
        <p>[<a name=\"n1\" href=\"#r1\">1</a>] Harbour Daily, 3.<br>\n[<a name=\"n2\" href=\"#r2\">2\
        </a>] Ibid., 4.</p>";
    assert_eq!(seen(page), READ);
    // A paragraph goes on.
    let page = "<p>Ports grew.<sup><a href=\"#n1\" id=\"r1\">1</a></sup> And <a href=\"#n2\" id=\"r2\">2</a>\
        </p>\
        <p><a id=\"n1\" href=\"#r1\">1.</a> Harbour Daily.</p><p>It is gone.</p><p>\
        <a id=\"n2\" href=\"#r2\">2.</a> Rail News.</p>\
        <p>About the author</p>";
    assert_eq!(notes(page), ["1: Harbour Daily.\nIt is gone.", "2: Rail News."]);
    assert!(seen(page).starts_with("Ports grew.[1] And [2]\n\nAbout the author\n\n[1] "));
    // Terms and definitions.
    let page = "<p>Ports grew.<sup><a href=\"#n1\" id=\"r1\">1</a></sup></p><dl class=\"footnotes\">\
        <dt id=\"n1\">[1]</dt>\
        <dd>Harbour Daily, 3. (<a href=\"#r1\">back</a>)</dd></dl>";
    assert!(notes(page)[0].starts_with("1: Harbour Daily, 3."), "{:?}", notes(page));
}

#[test]
fn the_blank_before_a_call_is_that_of_the_page() {
    let page = |before: &str| {
        let call = "<sup><a href=\"#fn1\" id=\"r1\">1</a></sup>";
        let page = format!("<p>Ports grew.{before}{call} On.</p><ol class=footnotes><li id=fn1>Daily.</ol>");
        seen(&page).lines().next().unwrap().to_owned()
    };
    assert_eq!(page(""), "Ports grew.[1] On.");
    assert_eq!(page("\n"), "Ports grew. [1] On.");
    assert_eq!(page("  \n "), "Ports grew. [1] On.");
    assert_eq!(page("&nbsp;"), "Ports grew.\u{A0}[1] On.");
    assert_eq!(page("<i> </i>"), "Ports grew. [1] On.");
}

#[test]
fn a_number_with_a_link_is_no_call_yet() {
    for page in [
        "<p>See <a href=\"#page12\">12</a>.</p><p class=notes id=page12>Ports</p>",
        "<p><a href=\"#comments\">4</a></p><div id=comments>Ports</div>",
        "<p><a href=\"#c1\">1</a></p><h2 id=c1>Ports</h2>",
        "<p><a id=t1 href=\"#c1\">1</a></p><h2><a id=c1 href=\"#t1\">Ports</a></h2>",
        "<p><a id=t1 href=\"#c1\">1</a> Ports</p><p><a id=c1 href=\"#t1\">1</a> Ports grew.</p>",
        "<p>(Kaya <a href=\"#k20\">2020</a>)</p><div class=references><p id=k20>Kaya, Ports. 2020.</p></div>",
        "<p>Ports<sup>1</sup> grew.</p><p><sup>1</sup> Daily.</p>",
        "<p>Ports grew.<a href=\"endnotes.xhtml#note-6\">6</a></p>",
        "<pre><code>x<a href=\"#n1\">1</a></code></pre><ol class=footnotes><li id=n1>y</li></ol>",
        "<p>Ports grew.<sup><a href=\"#x1\">1</a></sup></p><p>See <a href=\"#x2\">2</a></p><p id=x2>Rails\
        </p>",
    ] {
        let document = read(page);
        assert!(document.stated.calls.is_empty() && document.stated.notes.is_empty(), "{page}");
    }
}

#[test]
fn the_call_of_a_note_in_another_file_is_no_word() {
    let page = "<p>Ports grew.<a href=\"endnotes.xhtml#note-6\" id=\"noteref-6\" epub:type=\"noteref\">6\
        </a> On.</p>";
    assert_eq!(seen(page), "Ports grew. On.\n|");
}

#[test]
fn a_call_follows_its_link_and_not_its_digits() {
    let page = "<p>Ports.<sup><a href=\"#fn1\" id=r1>1</a></sup> Rails.<sup><a href=\"#fn3\" id=r2>2</a>\
        </sup> \
        Grain.<sup><a href=\"#fn2\" id=r3>3</a></sup></p><ol class=footnotes><li id=fn1>A.</li><li id=fn2>B.\
        </li>\
        <li id=fn3>C.</li></ol>";
    assert!(seen(page).ends_with("|[1]→1:0 [2]→2:2 [3]→3:1"), "{}", seen(page));
    assert_eq!(notes(page), ["1: A.", "2: B.", "3: C."]);
}

#[test]
fn one_note_may_be_called_again() {
    let page = "<p>Ports.[<a href=\"#n1\" id=r1>1</a>]</p><p>Rails [<a href=\"#n1\">1</a>] and the rest.</p>\
        <p><a id=n1 href=\"#r1\">1</a>. Daily.</p>";
    assert_eq!(seen(page), "Ports.[1]\n\nRails [1] and the rest.\n\n[1] Daily.\n|[1]→1:0 [1]→1:0");
}

#[test]
fn a_call_whose_note_is_missing() {
    let page = "<p>Ports.<sup><a href=\"#fn1\" id=r1>1</a></sup> Rails.<sup><a href=\"#fn2\" id=r2>2</a>\
        </sup></p>\
        <ol class=footnotes><li id=fn1>A.</li></ol>";
    assert!(seen(page).ends_with("|[1]→1:0 [2]→2:none"), "{}", seen(page));
    let page = "<p>Ports.<a href=\"#_ftn1\"><span class=MsoFootnoteReference>[1]</span></a> \
        Rails.<a href=\"#_ftn2\"><span class=MsoFootnoteReference>[2]</span></a></p>";
    assert_eq!(seen(page), "Ports.[1] Rails.[2]\n|[1]→1:none [2]→2:none");
    let page = "<p>Ports.<a href=\"#_ftn4\"><span class=MsoFootnoteReference>[4]</span></a></p>";
    assert_eq!(seen(page), "Ports.[4]\n|");
}

#[test]
fn a_note_without_a_call_is_a_note() {
    let page = "<p>Ports.<sup><a href=\"#fn1\" id=r1>1</a></sup> Rails.<sup><a href=\"#fn3\" id=r3>3</a>\
        </sup></p>\
        <ol class=footnotes><li id=fn1>A.</li><li id=fn2>B.</li><li id=fn3>C.</li></ol>";
    assert_eq!(notes(page), ["1: A.", "2: B.", "3: C."]);
}

#[test]
fn two_pastes_have_one_id_twice() {
    let paste = "<p>Ports.<a href=\"#_ftn1\" name=\"_ftnref1\">[1]</a></p>\
        <div style='mso-element:footnote-list'>\
        <div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>\
        <a href=\"#_ftnref1\" name=\"_ftn1\">[1]</a> A.</p>\
        </div></div>";
    let page = format!("{paste}{}", paste.replace("A.", "B."));
    let document = read(&page);
    assert!(seen(&page).ends_with("|[1]→1:0 [1]→1:0"), "{}", seen(&page));
    let [Broken { span, kind: BrokenKind::DuplicateId { id, first } }] = document.stated.broken.as_slice()
    else {
        panic!("{:?}", document.stated.broken)
    };
    assert_eq!((&**id, span.of(&document.text), first.of(&document.text)), ("_ftn1", "[1] B.", "[1] A."));
}

#[test]
fn a_way_back_that_leads_nowhere() {
    let page = "<p>Ports.<sup><a href=\"#fn1\" id=r1>1</a></sup> Rails.<sup><a href=\"#fn2\">2</a></sup></p>\
        <ol class=footnotes><li id=fn1>A. <a href=\"#r1\">↩</a></li><li id=fn2>B. <a href=\"#r2\">↩</a></li>\
        </ol>";
    let document = read(page);
    assert_eq!(notes(page), ["1: A.", "2: B."]);
    let [Broken { span, kind: BrokenKind::Backlink { target } }] = document.stated.broken.as_slice() else {
        panic!("{:?}", document.stated.broken)
    };
    assert_eq!((&**target, span.of(&document.text)), ("r2", "[2] B."));
}

#[test]
fn a_note_of_a_note_is_called_in_it() {
    let page = "<p>Ports.<sup><a href=\"#fn1\" id=r1>1</a></sup></p><ol class=footnotes>\
        <li id=fn1>A, but see.<sup><a href=\"#fn2\" id=r2>2</a></sup> <a href=\"#r1\">↩</a></li>\
        <li id=fn2>B. <a href=\"#r2\">↩</a></li></ol>";
    assert_eq!(seen(page), "Ports.[1]\n\n[1] A, but see.[2]\n\n[2] B.\n|[1]→1:0 [2]→2:1");
}

#[test]
fn stars_letters_and_roman_numbers() {
    let page = "<p>Ports.<a href=\"#s1\" id=a1>*</a> Rails.<a href=\"#e1\" id=a2>i</a> Grain.\
        <a href=\"#e2\" id=a3>ii</a></p>\
        <p><a id=s1 href=\"#a1\">*</a> Star.</p><p><a id=e1 href=\"#a2\">i</a> One.</p><p>\
        <a id=e2 href=\"#a3\">ii</a> Two.</p>";
    assert_eq!(notes(page), ["*: Star.", "i: One.", "ii: Two."]);
    let document = read(page);
    let lists: Vec<(u32, bool)> =
        document.stated.notes.iter().map(|note| (note.list, note.label.is_word())).collect();
    assert_eq!(lists, [(0, true), (1, false), (1, false)]);
}

#[test]
fn a_list_begins_anew_at_one() {
    let chapter = |chapter: u32| {
        format!(
            "<h2>Ports</h2><p>A.<sup><a href=\"#c{chapter}n1\" id=\"c{chapter}r1\">1</a></sup></p>\
             <p class=footnote><a id=\"c{chapter}n1\" href=\"#c{chapter}r1\">1</a> Note {chapter}.</p>"
        )
    };
    let page = format!("{}{}", chapter(1), chapter(2));
    let lists: Vec<u32> = read(&page).stated.notes.iter().map(|note| note.list).collect();
    assert_eq!((lists, notes(&page)), (vec![0, 1], vec!["1: Note 1.".into(), "1: Note 2.".into()]));
    assert!(seen(&page).starts_with("Ports\n\nA.[1]\n\nPorts\n\nA.[1]\n\n[1] Note 1."));
}

#[test]
fn links_in_notes_keep_their_address() {
    let note = |link: &str| {
        let page = format!(
            "<p>Ports.<sup><a href=\"#fn1\" id=r1>1</a></sup></p><ol class=footnotes>\
            <li id=fn1>{link}, Daily.</li></ol>"
        );
        notes(&page).remove(0)
    };
    assert_eq!(
        note("<a href=\"https://a.example/x?a=1\">“Ports”</a>"),
        "1: “Ports” <https://a.example/x?a=1>, Daily."
    );
    assert_eq!(
        note("<a href=\"https://a.example/x?a&amp;b\">P</a>"),
        "1: P <https://a.example/x?a&b>, Daily."
    );
    assert_eq!(note("<a href=\"https://a.example/x\">a.example/x</a>"), "1: a.example/x, Daily.");
    assert_eq!(note("<a href=\"/x\">Ports</a>"), "1: Ports, Daily.");
    let page =
        "<p>[1] <a href=\"https://a.example/x\">Ports</a></p><p>See <a href=\"https://a.example\">it</a></p>";
    assert_eq!(seen(page), "[1] Ports <https://a.example/x>\n\nSee it\n|");
    let page = "<p>[1] A.</p><p><a href=\"https://a.example/x\">Ports</a></p>";
    assert_eq!(seen(page), "[1] A.\n\nPorts\n|");
    let page = "<p>[1] <a href=\"https://b.example/x\">https://a.example/x</a></p>";
    let document = read(page);
    let links: Vec<(&str, &str)> =
        document.stated.links.iter().map(|link| (link.span.of(&document.text), &*link.target)).collect();
    assert_eq!(links, [("https://a.example/x", "https://b.example/x")]);
}

#[test]
fn typed_notes_are_text_of_one_line_each() {
    assert_eq!(seen("<p>Ports.[1]</p><p>[1] A.<br>[2] B.</p>"), "Ports.[1]\n\n[1] A.\n[2] B.\n|");
    assert_eq!(
        seen("<table><tr><td>[1]</td><td>A.</td></tr><tr><td>[2]</td><td>B.</td></tr></table>"),
        "[1] A.\n\n[2] B.\n|"
    );
    assert_eq!(seen("<p>Ports.<sup>[1]</sup></p>"), "Ports.[1]\n|");
    assert_eq!(seen("<ol><li>A.</li><li>B.</li></ol>"), "A.\n\nB.\n|");
}

#[test]
fn what_is_not_shown_is_not_read() {
    let page = "<title>T</title><style>p{}</style><script>if (a<b) { x[1] }</script><p>Ports<!-- [1] --> grew\
        <template>[2]</template><span hidden>[3]</span><span style='display: none'>[4]</span>.</p>\
        <noscript>[5]</noscript>";
    assert_eq!(seen(page), "Ports grew.\n|");
    assert_eq!(
        seen("<p>Ports grew <svg><title>x</title><text>[1]</text></svg>fast<!-- open [2]"),
        "Ports grew fast\n|"
    );
}

#[test]
fn code_is_masked_and_kept_as_it_stands() {
    let page = "<p>Call <code>x[1]</code> so:</p><pre>a[1]\n  b[2]</pre>\
        <p>Ports grew for a long time, and rails followed.</p>\
        <p>See https://a.example/x[2].</p>";
    let document = read(page);
    let masks: Vec<&str> = document.masks.iter().map(|mask| mask.of(&document.text)).collect();
    assert_eq!(masks, ["x[1]", "a[1]\n  b[2]", "https://a.example/x"]);
    let document =
        read("<p>Ports grew, and the rails followed them for a year.</p><pre>x\n \n</pre><p>So</p>");
    let masks: Vec<&str> = document.masks.iter().map(|mask| mask.of(&document.text)).collect();
    assert_eq!(masks, ["x\n \n"]);
    // A draft that was typed into one such element is no code.
    assert!(read("<pre>Ports grew.[1]\n\n[1] A.</pre>").masks.is_empty());
}

#[test]
fn menus_share_bars_and_author_boxes_are_no_draft() {
    let page = "<header><nav><a href=/>Home</a></nav></header><div class=\"site-menu\">Menu</div>\
        <p>Ports grew in all the towns \
        of the coast, and the rails followed them.[1]</p><div class=\"wpml-ls\">Also available in</div>\
        <div class=\"share-buttons\">Share</div><aside>More</aside><p>[1] A.</p>\
        <div class=\"author-box\">[2] Jane Roe</div>\
        <div class=\"related-posts\"><p>Grain 4</p></div><footer>Imprint</footer>";
    assert_eq!(
        seen(page),
        "Ports grew in all the towns of the coast, and the rails followed them.[1]\n\n[1] A.\n|"
    );
}

#[test]
fn the_article_is_read_and_what_holds_notes() {
    let text = "Ports grew in all the towns of the coast, and the rails followed them, as the papers of that year say. ".repeat(3);
    let page = format!(
        "<div>Top story</div><main><p>{text}<sup><a href=\"#fn1\" id=r1>1</a></sup></p></main><div>More</div>\
         <div class=\"footnotes\"><h2>Notes</h2><ol><li id=fn1>A. <a href=\"#r1\">↩</a></li></ol></div>\
         <div>Imprint</div>"
    );
    assert_eq!(seen(&page), format!("{}[1]\n\nNotes\n\n[1] A.\n|[1]→1:0", text));
}

#[test]
fn a_page_tells_its_day() {
    let page = "<meta property=\"article:published_time\" content=\"2024-02-01T10:00:00Z\">\
        <meta property=\"article:modified_time\" content=\"2024-03-05T10:00:00Z\"><p>Ports</p>";
    assert_eq!(read(page).stated.dated, NaiveDate::from_ymd_opt(2024, 3, 5));
    assert_eq!(read("<meta name=date content='5 March 2024'>").stated.dated, None);
}

#[test]
fn places_lead_back_to_the_file() {
    let page = "\u{FEFF}<p>Ports &amp; <b>rails</b> grew. <sup><a href=\"#fn1\" id=r1>1</a></sup></p>\
        <ol class=footnotes><li id=fn1>\
        Daily.</li></ol>";
    let document = read(page);
    let file = document.file.as_deref().unwrap();
    assert_eq!((document.byte_order_mark, document.bytes), (3, page.len()));
    let back = |words: &str| {
        let at = document.text.find(words).unwrap();
        document.origin.exact(Span::new(at, at + words.len())).map(|span| span.of(file))
    };
    assert_eq!(back("rails"), Some("rails"));
    assert_eq!(back("Daily."), Some("Daily."));
    assert_eq!(back("Ports & r"), None);
    // The blank before a call can be taken out.
    let blank = document.stated.calls[0].span.start() - 1;
    assert_eq!(document.origin.exact(Span::new(blank, blank + 1)).map(|span| span.of(file)), Some(" "));
    let call = document.origin.around(document.stated.calls[0].span);
    assert!(call.of(file).contains('1'), "{}", call.of(file));
}

#[test]
fn what_is_never_closed_ends_with_the_page() {
    assert_eq!(seen("<div><p>Ports <b><i>grew</b> fast<ul><li>A<li>B"), "Ports grew fast\n\nA\n\nB\n|");
    assert_eq!(seen("Ports <a href='x>grew"), "Ports\n|");
    assert_eq!(seen("So <q>Ports</q> grew"), "So “Ports” grew\n|");
    assert_eq!(seen("1 < 2 & 3 &lt; 4 &unknown; &#8211;"), "1 < 2 & 3 < 4 &unknown; –\n|");
    assert_eq!(seen("<p>Ports</p></div></p>grew</table>"), "Ports\n\ngrew\n|");
    assert_eq!(seen("Ports &mdash“so”"), "Ports &mdash“so”\n|");
    assert_eq!(seen("Ports &copy“ş”"), "Ports ©“ş”\n|");
}

/// Linear in time and space: each of these takes a moment, not a minute.
#[test]
fn hostile_pages_are_read_in_a_moment() {
    let many = 20_000;
    let numbered = |piece: &dyn Fn(usize) -> String| (0..many).map(piece).collect::<String>();
    let pages = [
        "<div>".repeat(many),
        "<b><a id=x href=#x>1".repeat(many),
        format!("{}{}", "<b><i>".repeat(many), "</b></p>".repeat(many)),
        "<table><tr><td>".repeat(many),
        format!("{}{}", "<sup><a href=#n>1</a></sup>".repeat(many), "<ol class=footnotes><li id=n>x"),
        numbered(&|at| format!("<div id=d{at} class=footnotes><a href=#d{}>1</a>", at + 1)),
        numbered(&|at| format!("<a href=#b{at}>[1]</a><a id=b{at}></a>")),
        numbered(&|at| format!("<a href=#b{at} id=a{at}>1</a><p id=b{at}>1 <a href=#a{at}>x</a>")),
        "[".repeat(many * 10),
        "<!--".repeat(many),
        "&amp;<br>".repeat(many),
        format!("<p class=\"{}\">", "nav footnotes ".repeat(many)),
    ];
    for page in pages {
        let document = read(&page);
        assert!(document.text.len() <= page.len() * 2 + 100);
    }
}
