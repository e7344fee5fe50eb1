//! The markup of the programs that make notes, each with the same draft.

use super::*;

#[test]
fn word_pastes() {
    let page = "<p class=MsoNormal>Ports grew.\
        <a style='mso-footnote-id:ftn1' href=\"#_ftn1\" name=\"_ftnref1\" title=\"\">\
        <span class=MsoFootnoteReference><span style='mso-special-character:footnote'>\
        <![if !supportFootnotes]>\
        <span class=MsoFootnoteReference><span style='font-size:12.0pt'>[1]</span></span><![endif]></span>\
        </span></a> \
        Rails\nfollowed. <a style='mso-footnote-id:ftn2' href=\"#_ftn2\" name=\"_ftnref2\" title=\"\">\
        <span class=MsoFootnoteReference>[2]</span></a></p>\
        <div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1>\
        <![endif]>\
        <div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' \
        href=\"#_ftnref1\" name=\"_ftn1\" title=\"\"><span class=MsoFootnoteReference><span>[1]</span>\
        </span></a> \
        Harbour Daily, 3.</p></div>\
        <div style='mso-element:footnote' id=ftn2><p class=MsoFootnoteText><a style='mso-footnote-id:ftn2' \
        href=\"#_ftnref2\" name=\"_ftn2\" title=\"\"><span class=MsoFootnoteReference>[2]</span></a> \
        Ibid., 4.</p></div></div>";
    assert_eq!(seen(page), READ);
}

#[test]
fn exports_of_libreoffice_and_google_docs() {
    let page = "<p>Ports grew.<a class=\"sdfootnoteanc\" name=\"sdfootnote1anc\" href=\"#sdfootnote1sym\">\
        <sup>1</sup></a> \
        Rails followed. <a class=\"sdfootnoteanc\" name=\"sdfootnote2anc\" href=\"#sdfootnote2sym\"><sup>2\
        </sup></a></p>\
        <div id=\"sdfootnote1\"><p class=\"sdfootnote\"><a class=\"sdfootnotesym\" name=\"sdfootnote1sym\" \
        href=\"#sdfootnote1anc\">1</a>Harbour Daily, 3.</p></div>\
        <div id=\"sdfootnote2\"><p class=\"sdfootnote\"><a class=\"sdfootnotesym\" name=\"sdfootnote2sym\" \
        href=\"#sdfootnote2anc\">2</a>Ibid., 4.</p></div>";
    assert_eq!(seen(page), READ);
    let page = "<p class=\"c1\"><span>Ports grew.</span><sup><a href=\"#ftnt1\" id=\"ftnt_ref1\">[1]</a>\
        </sup><span> Rails \
        followed. </span><sup><a href=\"#ftnt2\" id=\"ftnt_ref2\">[2]</a></sup></p><hr class=\"c3\">\
        <div><p class=\"c2\"><a href=\"#ftnt_ref1\" id=\"ftnt1\">[1]</a><span>&nbsp;Harbour Daily, 3.</span>\
        </p></div>\
        <div><p class=\"c2\"><a href=\"#ftnt_ref2\" id=\"ftnt2\">[2]</a><span>&nbsp;Ibid., 4.</span></p>\
        </div>";
    assert_eq!(seen(page), READ);
}

#[test]
fn pandoc_and_kramdown() {
    let page = "<p>Ports grew.<a href=\"#fn1\" class=\"footnote-ref\" id=\"fnref1\" role=\"doc-noteref\">\
        <sup>1</sup></a> \
        Rails followed. <a href=\"#fn2\" class=\"footnote-ref\" id=\"fnref2\" role=\"doc-noteref\"><sup>2\
        </sup></a></p>\n\
        <section id=\"footnotes\" class=\"footnotes footnotes-end-of-document\" role=\"doc-endnotes\">\n\
        <hr />\n<ol>\n\
        <li id=\"fn1\"><p>Harbour Daily, 3.\
        <a href=\"#fnref1\" class=\"footnote-back\" role=\"doc-backlink\">↩︎</a></p></li>\n\
        <li id=\"fn2\"><p>Ibid., 4.<a href=\"#fnref2\" class=\"footnote-back\" role=\"doc-backlink\">↩︎</a>\
        </p></li>\n</ol>\n\
        </section>";
    assert_eq!(seen(page), READ);
    let page = "<p>Ports grew.<sup id=\"fnref:1\" role=\"doc-noteref\">\
        <a href=\"#fn:1\" class=\"footnote\">1</a></sup> \
        Rails followed. <sup id=\"fnref:2\"><a href=\"#fn:2\" class=\"footnote\">2</a></sup></p>\
        <div class=\"footnotes\" role=\"doc-endnotes\"><ol><li id=\"fn:1\" role=\"doc-endnote\">\
        <p>Harbour Daily, 3. \
        <a href=\"#fnref:1\" class=\"reversefootnote\">&#8617;</a></p></li>\
        <li id=\"fn:2\"><p>Ibid., 4. <a href=\"#fnref:2\" class=\"reversefootnote\">&#8617;</a> \
        <a href=\"#fnref:2:1\" class=\"reversefootnote\">&#8617;<sup>2</sup></a></p></li></ol></div>";
    assert_eq!(seen(page), READ);
}

#[test]
fn wordpress_blocks_and_plugins() {
    let page = "<p>Ports grew.<sup data-fn=\"0a1b\" class=\"fn\"><a href=\"#0a1b\" id=\"0a1b-link\">1</a>\
        </sup> Rails followed. \
        <sup data-fn=\"0c2d\" class=\"fn\"><a href=\"#0c2d\" id=\"0c2d-link\">2</a></sup></p>\
        <ol class=\"wp-block-footnotes\"><li id=\"0a1b\">Harbour Daily, 3. \
        <a href=\"#0a1b-link\" aria-label=\"Jump\">↩︎</a></li>\
        <li id=\"0c2d\">Ibid., 4. <a href=\"#0c2d-link\">↩︎</a></li></ol>";
    assert_eq!(seen(page), READ);
    let page = "<p>Ports grew.<span id='easy-footnote-1-123' class='easy-footnote-margin-adjust'></span>\
        <span class='easy-footnote'><a href='https://site.example/ports/#easy-footnote-bottom-1-123' title='Harbour Daily, 3.'>\
        <sup>1</sup></a></span> Rails followed. \
        <span id='easy-footnote-2-123' class='easy-footnote-margin-adjust'></span>\
        <span class='easy-footnote'><a href='https://site.example/ports/#easy-footnote-bottom-2-123' title='Ibid., 4.'>\
        <sup>2</sup></a></span></p><div class='easy-footnote-title'></div><ol class='easy-footnotes-wrapper'>\
        <li class='easy-footnote-single'>\
        <span id='easy-footnote-bottom-1-123' class='easy-footnote-margin-adjust'></span>\
        Harbour Daily, 3.<a class='easy-footnote-to-top' href='#easy-footnote-1-123'></a></li>\
        <li class='easy-footnote-single'>\
        <span id='easy-footnote-bottom-2-123' class='easy-footnote-margin-adjust'></span>\
        Ibid., 4.<a class='easy-footnote-to-top' href='#easy-footnote-2-123'></a></li></ol>";
    assert_eq!(seen(page), READ);
    let page = "<p>Ports grew.<sup class=\"modern-footnotes-footnote\" data-mfn=\"1\">\
        <a href=\"javascript:void(0)\">1</a></sup>\
        <span class=\"modern-footnotes-footnote__note\" data-mfn=\"1\">Harbour Daily, 3.\
        </span> Rails followed. \
        <sup class=\"modern-footnotes-footnote\" data-mfn=\"2\"><a href=\"javascript:void(0)\">2</a></sup>\
        <span class=\"modern-footnotes-footnote__note\" style=\"display:none\" data-mfn=\"2\">Ibid., 4.\
        </span></p>";
    assert_eq!(seen(page), READ);
}

#[test]
fn a_plugin_that_links_by_a_script() {
    let call = |number: u32, note: &str| {
        format!(
            "<span class=\"footnote_referrer\">\
            <a role=\"button\" onclick=\"go('footnote_plugin_reference_9_1_{number}');\">\
             <sup id=\"footnote_plugin_tooltip_9_1_{number}\" class=\"footnote_plugin_tooltip_text\">[{number}]</sup></a>\
             <span class=\"footnote_tooltip\">{note}</span></span>"
        )
    };
    let row = |number: u32, note: &str| {
        format!(
            "<tr class=\"footnotes_plugin_reference_row\"> \
            <th scope=\"row\" class=\"footnote_plugin_index_combi pointer\">\
             <a id=\"footnote_plugin_reference_9_1_{number}\" class=\"footnote_backlink\">\
             <span class=\"footnote_index_arrow\">\
             &#8593;</span>{number}</a></th> <td class=\"footnote_plugin_text\">{note}</td></tr>"
        )
    };
    let (one, two) = ("Harbour Daily, 3.", "Ibid., 4.");
    let page = format!(
        "<p>Ports grew.{} Rails followed. {}</p><div class=\"speaker-mute footnotes_reference_container\">\
         <table class=\"footnotes_table footnote-reference-container\"><tbody>{} {}</tbody></table></div>",
        call(1, one),
        call(2, two),
        row(1, one),
        row(2, two)
    );
    assert_eq!(seen(&page), READ);
}

#[test]
fn a_list_of_notes_in_a_table() {
    let page = "<p>Ports grew.<a href=\"#f+253+1+1\" id=\"a+253+1+1\">[1]</a> Rails followed. \
        <a href=\"#f+253+1+2\" id=\"a+253+1+2\">[2]</a></p>\
        <table class=\"footnotes\"><tr><td>1.</td><td id=\"f+253+1+1\"><a href=\"#a+253+1+1\">⇑\
        </a> Harbour Daily, 3.</td></tr>\
        <tr><td>2.</td><td id=\"f+253+1+2\"><a href=\"#a+253+1+2\">⇑</a> Ibid., 4.</td></tr></table>";
    assert_eq!(seen(page), READ);
    let page = "<p>Ports grew.<sup><a href=\"#n1\">1</a></sup> Rails followed. <sup><a href=\"#n2\">2</a>\
        </sup></p>\
        <table class=\"footnotes\"><tr><td><a id=\"n1\">1</a></td><td>Harbour Daily, 3.</td></tr>\
        <tr><td><a id=\"n2\">2</a></td><td>Ibid., 4.</td></tr></table>";
    assert_eq!(seen(page), READ);
}

#[test]
fn substack() {
    let page = "<div class=\"available-content\"><p>Ports grew.\
        <a class=\"footnote-anchor\" id=\"footnote-anchor-1\" \
        href=\"#footnote-1\" target=\"_self\">1</a> Rails followed. \
        <a class=\"footnote-anchor\" id=\"footnote-anchor-2\" \
        href=\"#footnote-2\">2</a></p>\
        <div class=\"footnote\"><a id=\"footnote-1\" href=\"#footnote-anchor-1\" class=\"footnote-number\">1\
        </a>\
        <div class=\"footnote-content\"><p>Harbour Daily, 3.</p></div></div>\
        <div class=\"footnote\"><a id=\"footnote-2\" href=\"#footnote-anchor-2\" class=\"footnote-number\">2\
        </a>\
        <div class=\"footnote-content\"><p>Ibid., 4.</p></div></div></div>";
    assert_eq!(seen(page), READ);
}

#[test]
fn mediawiki_gives_letters_a_list_of_their_own() {
    let page = "<p>Ports grew.<sup id=\"cite_ref-hd_1-0\" class=\"reference\"><a href=\"#cite_note-hd-1\">\
        <span class=\"cite-bracket\">&#91;</span>1<span class=\"cite-bracket\">&#93;</span></a></sup>\
        <sup id=\"cite_ref-2\" class=\"reference\"><a href=\"#cite_note-2\">[a]</a></sup> Rails too.\
        <sup id=\"cite_ref-hd_1-1\" class=\"reference\"><a href=\"#cite_note-hd-1\">[1]</a></sup></p>\
        <ol class=\"references\"><li id=\"cite_note-2\"><span class=\"mw-cite-backlink\"><b>\
        <a href=\"#cite_ref-2\">^</a></b></span> \
        <span class=\"reference-text\">Not all.</span></li></ol>\
        <ol class=\"references\"><li id=\"cite_note-hd-1\"><span class=\"mw-cite-backlink\">^ \
        <a href=\"#cite_ref-hd_1-0\">\
        <sup><i><b>a</b></i></sup></a> <a href=\"#cite_ref-hd_1-1\"><sup><i><b>b</b></i></sup></a></span> \
        <span class=\"reference-text\">Harbour Daily, 3.</span></li></ol>";
    assert_eq!(
        seen(page),
        "Ports grew.[1][a] Rails too.[1]\n\n[a] Not all.\n\n[1] Harbour Daily, 3.\n|[1]→1:1 [a]→a:0 [1]→1:1"
    );
    let lists: Vec<u32> = read(page).stated.notes.iter().map(|note| note.list).collect();
    assert_eq!(lists, [0, 1]);
}

#[test]
fn books_name_their_notes_in_words() {
    let page = "<p>Ports grew.<a name=\"FNanchor_1_1\" id=\"FNanchor_1_1\"></a>\
        <a href=\"#Footnote_1_1\" class=\"fnanchor\">[1]</a> \
        Rails followed. <a name=\"FNanchor_2_2\"></a><a href=\"#Footnote_2_2\" class=\"fnanchor\">[2]\
        <span class='pagenum'>\
        <a name=\"Page_9\" id=\"Page_9\">[Pg 9]</a></span></a></p>\
        <div class=\"footnote\"><p><a name=\"Footnote_1_1\"></a><a href=\"#FNanchor_1_1\">\
        <span class=\"label\">[1]</span></a> \
        Harbour Daily, 3.</p></div>\
        <div class=\"footnote\"><p><a name=\"Footnote_2_2\"></a><a href=\"#FNanchor_2_2\">\
        <span class=\"label\">[2]</span></a> \
        Ibid., 4.</p></div>";
    assert_eq!(seen(page), READ);
    let page = "<p>Ports grew.<sup class=\"footref\"><a href=\"#footnote7\">[1]</a></sup></p>\
        <div class=\"footnote\" id=\"footnote7\"><p>[Footnote 1: Harbour Daily [3].]</p></div>";
    assert_eq!(notes(page), ["1: Harbour Daily [3]."]);
}

#[test]
fn sphinx_and_docutils_and_github() {
    let page = "<p>Ports grew.<a class=\"footnote-reference brackets\" href=\"#id3\" id=\"id1\" role=\"doc-noteref\">\
        <span class=\"fn-bracket\">[</span>1<span class=\"fn-bracket\">]</span></a> Rails followed. \
        <a class=\"footnote-reference brackets\" href=\"#id4\" id=\"id2\"><span class=\"fn-bracket\">[\
        </span>2\
        <span class=\"fn-bracket\">]</span></a></p><aside class=\"footnote-list brackets\">\n\
        <aside class=\"footnote brackets\" id=\"id3\" role=\"doc-footnote\">\n<span class=\"label\">\
        <span class=\"fn-bracket\">[</span>\
        <a role=\"doc-backlink\" href=\"#id1\">1</a><span class=\"fn-bracket\">]</span></span>\n\
        <p>Harbour Daily, 3.</p>\n</aside>\
        <aside class=\"footnote brackets\" id=\"id4\">\n<span class=\"label\"><span class=\"fn-bracket\">[\
        </span>\
        <a role=\"doc-backlink\" href=\"#id2\">2</a><span class=\"fn-bracket\">]</span></span>\n<p>Ibid., 4.\
        </p>\n</aside></aside>";
    assert_eq!(seen(page), READ);
    let page = "<p>Ports grew.<a class=\"footnote-reference\" href=\"#id3\" id=\"id1\">[1]\
        </a> Rails followed. \
        <a class=\"footnote-reference\" href=\"#id4\" id=\"id2\">[2]</a></p>\
        <table class=\"docutils footnote\" id=\"id3\"><colgroup><col class=\"label\" /><col /></colgroup>\
        <tbody><tr>\
        <td class=\"label\"><a class=\"fn-backref\" href=\"#id1\">[1]</a></td><td>Harbour Daily, 3.</td>\
        </tr></tbody></table>\
        <table class=\"docutils footnote\" id=\"id4\"><tbody><tr><td class=\"label\">\
        <a class=\"fn-backref\" href=\"#id2\">[2]</a>\
        </td><td>Ibid., 4.</td></tr></tbody></table>";
    assert_eq!(seen(page), READ);
    let page = "<p>Ports grew.<sup><a href=\"#user-content-fn-1\" id=\"user-content-fnref-1\">1</a>\
        </sup> Rails followed. \
        <sup><a href=\"#user-content-fn-b\" id=\"user-content-fnref-b\">2</a></sup></p>\
        <section class=\"footnotes\">\
        <h2 class=\"sr-only\">Footnotes</h2><ol><li id=\"user-content-fn-1\"><p>Harbour Daily, 3. \
        <a href=\"#user-content-fnref-1\" class=\"data-footnote-backref\">↩</a></p></li>\
        <li id=\"user-content-fn-b\"><p>Ibid., 4. \
        <a href=\"#user-content-fnref-b\" class=\"data-footnote-backref\">↩</a></p></li>\
        </ol></section>";
    assert_eq!(seen(page), READ);
}
