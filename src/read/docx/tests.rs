//! What the reader makes of Word files. A file is given by the XML inside its body and its notes.

use super::*;
use crate::model::Origin;
use crate::read::archive::tests::packed;
use crate::read::manuscript::tests::told;

/// A Word file, part by part; parts that matter little are as Word writes them.
#[derive(Default)]
struct Word<'t> {
    body: &'t str,
    footnotes: &'t str,
    endnotes: &'t str,
    others: &'t [(&'t str, &'t str)],
}

const RELATIONSHIPS: &str = r#"<Relationships>
    <Relationship Id="f" Type="http://x/relationships/footnotes" Target="footnotes.xml"/>
    <Relationship Id="e" Type="http://x/relationships/endnotes" Target="endnotes.xml"/>
    <Relationship Id="s" Type="http://x/relationships/settings" Target="settings.xml"/>
    <Relationship Id="y" Type="http://x/relationships/styles" Target="styles.xml"/>
    <Relationship Id="n" Type="http://x/relationships/numbering" Target="numbering.xml"/>
    <Relationship Id="h" Type="http://x/relationships/header" Target="header1.xml"/>
    <Relationship Id="c" Type="http://x/relationships/comments" Target="comments.xml"/>
    <Relationship Id="a" Type="http://x/relationships/hyperlink" Target="https://a.example/x" TargetMode="External"/>
    <Relationship Id="b" Type="http://x/relationships/hyperlink" Target="https://a.example/y" TargetMode="External"/>
    </Relationships>"#;

impl Word<'_> {
    fn bytes(&self) -> Vec<u8> {
        let body = format!("<w:document><w:body>{}</w:body></w:document>", self.body);
        let footnotes = format!("<w:footnotes>{}</w:footnotes>", self.footnotes);
        let endnotes = format!("<w:endnotes>{}</w:endnotes>", self.endnotes);
        let mut parts: Vec<(&str, &str)> = vec![
            ("word/document.xml", &body),
            ("word/footnotes.xml", &footnotes),
            ("word/endnotes.xml", &endnotes),
            ("word/_rels/document.xml.rels", RELATIONSHIPS),
            ("word/_rels/footnotes.xml.rels", RELATIONSHIPS),
        ];
        parts.retain(|(name, _)| self.others.iter().all(|(other, _)| other != name));
        parts.extend(self.others);
        packed(&parts)
    }

    fn read(&self, track: Track) -> Result<Document<'static>, Error> {
        super::read(&self.bytes(), &Intake { track, ..Intake::default() })
    }

    fn document(&self) -> Document<'static> {
        self.read(Track::Final).unwrap()
    }
}

fn text_of(body: &str) -> String {
    Word { body, ..Word::default() }.document().text.into_owned()
}

fn p(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

/// A run with words.
fn t(words: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{words}</w:t></w:r>"#)
}

fn call(id: i64) -> String {
    format!(
        r#"<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{id}"/></w:r>"#
    )
}

fn endnote_call(id: i64) -> String {
    format!(r#"<w:r><w:endnoteReference w:id="{id}"/></w:r>"#)
}

fn note(id: i64, words: &str) -> String {
    let body = p(&format!("<w:r><w:footnoteRef/></w:r>{}", t(&format!(" {words}"))));
    format!(r#"<w:footnote w:id="{id}">{body}</w:footnote>"#)
}

fn endnote(id: i64, words: &str) -> String {
    note(id, words).replace("footnote", "endnote")
}

#[test]
fn notes_stand_behind_the_text_in_the_order_of_their_calls() {
    let body = p(&(t("Ports grew.") + &call(3) + &t(" Rails fell. ") + &call(2)))
        + &p("")
        + &p(&(t("End") + &call(3)));
    let separators = r#"<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
        <w:footnote w:type="continuationSeparator" w:id="1"><w:p/></w:footnote>"#;
    let footnotes =
        separators.to_owned() + &note(2, "Rails.") + &note(3, "Ports.") + &note(4, "A dead copy.");
    let document = Word { body: &body, footnotes: &footnotes, ..Word::default() }.document();
    let (text, calls, notes) = told(&document);
    assert_eq!(text, "Ports grew.[1] Rails fell. [2]\n\nEnd[1]\n\n[1] Ports.\n\n[2] Rails.");
    assert_eq!(calls, ["1→0", "2→1", "1→0"]);
    assert_eq!(notes, ["0 1: Ports.", "0 2: Rails."]);
    let Origin::Paragraphs(places) = &document.origin else { panic!() };
    let places: Vec<_> = places.iter().map(|place| (place.text, place.part, place.number)).collect();
    assert_eq!(places, [(0, "body", 1), (32, "body", 3), (40, "footnotes", 2), (52, "footnotes", 1)]);
}

#[test]
fn separators_are_known_by_their_type_and_never_by_their_id() {
    let body = p(&(t("Grain") + &call(0)));
    let document = Word { body: &body, footnotes: &note(0, "The first."), ..Word::default() }.document();
    assert_eq!(told(&document).2, ["0 1: The first."]);
}

#[test]
fn a_footnote_and_an_endnote_may_share_an_id() {
    let body = p(&(t("a") + &endnote_call(1) + &t("b") + &call(1)));
    let (footnotes, endnotes) = (note(1, "Below."), endnote(1, "Behind."));
    let document =
        Word { body: &body, footnotes: &footnotes, endnotes: &endnotes, ..Word::default() }.document();
    let (text, calls, notes) = told(&document);
    assert_eq!(text, "a[i]b[1]\n\n[1] Below.\n\n[i] Behind.");
    assert_eq!(
        (calls, notes),
        (vec!["i→1".into(), "1→0".into()], vec!["0 1: Below.".into(), "1 i: Behind.".into()])
    );
}

#[test]
fn a_call_without_its_note_leads_nowhere() {
    let body = p(&(t("a") + &call(1) + &call(7)));
    let document = Word { body: &body, footnotes: &note(1, "One."), ..Word::default() }.document();
    assert_eq!(told(&document).1, ["1→0", "2→?"]);
    let body = p(&(t("a") + &call(7) + &endnote_call(1)));
    let document = Word { body: &body, endnotes: &endnote(1, "One."), ..Word::default() }.document();
    assert_eq!(told(&document).2, ["0 i: One."]);
}

#[test]
fn a_mark_of_the_writer_is_not_counted() {
    let own = r#"<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>"#;
    let symbol = r#"<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/>
        <w:sym w:font="Symbol" w:char="F02A"/><w:t xml:space="preserve"> and so on</w:t></w:r>"#;
    let body = p(&(t("Ada Holt") + own + &t(" writes.") + &call(2) + symbol));
    let footnotes = format!(r#"<w:footnote w:id="1">{}</w:footnote>"#, p(&t("* Of the port authority.")))
        + &note(2, "Two.")
        + &note(3, "Three.");
    let document = Word { body: &body, footnotes: &footnotes, ..Word::default() }.document();
    let (text, calls, notes) = told(&document);
    assert!(text.starts_with("Ada Holt[*] writes.[1][*] and so on\n\n"), "{text}");
    assert_eq!(calls, ["*→0", "1→1", "*→2"]);
    assert_eq!(notes, ["0 *: Of the port authority.", "0 1: Two.", "0 *: Three."]);
    assert_ne!(document.stated.notes[0].label, document.stated.notes[2].label);
}

#[test]
fn brackets_typed_around_a_call_are_its_own() {
    let body = p(&(t("Grain [") + &call(1) + &t("] fell.")));
    let footnotes = format!(
        r#"<w:footnote w:id="1">{}</w:footnote>"#,
        p(&(t("[") + "<w:r><w:footnoteRef/></w:r>" + &t("] Holt.")))
    );
    let document = Word { body: &body, footnotes: &footnotes, ..Word::default() }.document();
    assert_eq!(told(&document).0, "Grain [1] fell.\n\n[1] Holt.");
}

#[test]
fn sections_may_count_anew_and_in_other_signs() {
    let section =
        r#"<w:pPr><w:sectPr><w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr></w:sectPr></w:pPr>"#;
    let last = r#"<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>"#;
    let body = p(&(section.to_owned() + &t("a") + &call(1) + &call(2))) + &p(&(t("b") + &call(3))) + last;
    let footnotes = note(1, "A.") + &note(2, "B.") + &note(3, "C.");
    let settings = r#"<w:settings><w:footnotePr><w:numStart w:val="3"/></w:footnotePr></w:settings>"#;
    let word = Word {
        body: &body,
        footnotes: &footnotes,
        others: &[("word/settings.xml", settings)],
        ..Word::default()
    };
    let (text, calls, notes) = told(&word.document());
    assert!(text.starts_with("a[c][d]\n\nb[3]\n\n[c] A."), "{text}");
    assert_eq!(calls, ["c→0", "d→1", "3→2"]);
    assert_eq!(notes, ["0 c: A.", "0 d: B.", "1 3: C."]);
}

#[test]
fn tracked_changes_are_read_as_accepted_or_as_not_made() {
    let del =
        format!(r#"<w:del><w:r><w:delText xml:space="preserve">old </w:delText></w:r>{}</w:del>"#, call(1));
    let ins = format!("<w:ins>{}{}</w:ins>", t("new "), call(2));
    let moved = format!("<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>", call(3), call(3));
    let body = p(&(t("The ") + &del + &ins + &t("port.") + &moved));
    let footnotes = note(1, "Old.") + &note(2, "New.") + &note(3, "Moved.");
    let word = Word { body: &body, footnotes: &footnotes, ..Word::default() };
    let read = |track| told(&word.read(track).unwrap()).0;
    assert_eq!(read(Track::Final), "The new [1]port.[2]\n\n[1] New.\n\n[2] Moved.");
    assert_eq!(read(Track::Original), "The old [1]port.[2]\n\n[1] Old.\n\n[2] Moved.");
}

#[test]
fn a_paragraph_whose_end_is_deleted_runs_on() {
    let deleted_end = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>";
    let gone = format!("<w:del>{}</w:del>", t("gone").replace("w:t", "w:delText"));
    let body = p(&(deleted_end.to_owned() + &t("Ports ")))
        + &p(&t("grew."))
        + &p(&(deleted_end.to_owned() + &gone))
        + &p(&t("Rails."));
    let word = Word { body: &body, ..Word::default() };
    assert_eq!(word.read(Track::Final).unwrap().text, "Ports grew.\n\nRails.");
    assert_eq!(word.read(Track::Original).unwrap().text, "Ports\n\ngrew.\n\ngone\n\nRails.");
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", p(&(deleted_end.to_owned() + &t(words))));
    assert_eq!(text_of(&(cell("Left") + &cell("Right"))), "Left\n\nRight");
}

#[test]
fn tables_text_boxes_and_content_controls_are_text() {
    let inner = format!("<w:txbxContent>{}</w:txbxContent>", p(&(t("Box.") + &call(2))));
    let boxed = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    );
    let body = p(&(t("Before ") + &boxed + &t("behind.") + &call(1)))
        + &format!(
            "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
            p(&t("Left")),
            p(&t("Right"))
        )
        + &format!(
            "<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p(&(format!(
                "<w:smartTag>{}</w:smartTag><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
                t("Aktau"),
                call(3)
            )))
        );
    let footnotes = note(1, "One.") + &note(2, "Two.") + &note(3, "Three.");
    let document = Word { body: &body, footnotes: &footnotes, ..Word::default() }.document();
    let (text, calls, _) = told(&document);
    assert!(
        text.starts_with("Before behind.[1]\n\nBox.[2]\n\nLeft\n\nRight\n\nAktau[3]\n\n[1] One."),
        "{text}"
    );
    assert_eq!(calls, ["1→0", "2→1", "3→2"]);
}

#[test]
fn a_fallback_is_read_where_it_is_all_there_is() {
    let body = p(&format!(
        "<w:r><mc:AlternateContent><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>",
        "<w:t>x</w:t>"
    ));
    assert_eq!(text_of(&body), "x");
}

#[test]
fn a_header_or_a_comment_is_read_only_where_it_calls_a_note() {
    let header = format!("<w:hdr>{}{}</w:hdr>", p(&t("Draft of May")), p(&(t("Ports") + &call(2))));
    let comments = format!(r#"<w:comments><w:comment w:id="0">{}</w:comment></w:comments>"#, p(&t("Sure?")));
    let body = p(&(t("Text.") + &call(1)));
    let footnotes = note(1, "One.") + &note(2, "Two.");
    let others = [("word/header1.xml", header.as_str()), ("word/comments.xml", comments.as_str())];
    let word = Word { body: &body, footnotes: &footnotes, others: &others, ..Word::default() };
    assert_eq!(told(&word.document()).0, "Text.[1]\n\nPorts[2]\n\n[1] One.\n\n[2] Two.");
}

#[test]
fn signs_of_word_become_characters() {
    let run = |inside: &str| text_of(&p(&format!("<w:r>{inside}</w:r>")));
    assert_eq!(run("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t>"), "a\tb\nc\nd");
    assert_eq!(run("<w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t>"), "a\u{2011}bc");
    assert_eq!(run(r#"<w:t>a</w:t><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:char="2020"/>"#), "a†");
    assert_eq!(run("<w:t>\n  a &amp; \n b  </w:t>"), "a &   b");
    assert_eq!(run("<w:rPr><w:vanish/></w:rPr><w:t>a</w:t>"), "");
    assert_eq!(
        run(
            r#"<w:rPr><w:vanish w:val="0"/><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t>"#
        ),
        "a"
    );
}

#[test]
fn tab_stops_and_former_properties_are_no_text() {
    let properties = "<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs><w:pPrChange><w:pPr><w:sectPr/></w:pPr></w:pPrChange></w:pPr>";
    assert_eq!(text_of(&p(&(properties.to_owned() + &t("a")))), "a");
}

#[test]
fn only_the_result_of_a_field_is_text() {
    let field = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let instruction = |words: &str| format!("<w:r><w:instrText>{words}</w:instrText></w:r>");
    let body = p(&(t("a ")
        + &field("begin")
        + &instruction("ADDIN ITEM {json}")
        + &field("begin")
        + &instruction("REF x")
        + &field("separate")
        + &t("inner")
        + &field("end")
        + &field("separate")
        + &t("(Holt 2020)")
        + &field("end")
        + &t(" b ")
        + &field("begin")
        + &instruction("XE index")
        + &field("end")
        + r#"<w:fldSimple w:instr="NOTEREF x">"#
        + &t("c")
        + "</w:fldSimple>"));
    assert_eq!(text_of(&body), "a (Holt 2020) b c");
}

#[test]
fn a_field_that_never_shows_its_result_hides_its_paragraph_at_most() {
    let begin = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#;
    assert_eq!(text_of(&(p(&(t("a ") + begin + &t("x"))) + &p(&t("b")))), "a\n\nb");
}

#[test]
fn a_link_in_a_note_keeps_its_address() {
    let link = |words: &str| format!(r#"<w:hyperlink r:id="a">{}</w:hyperlink>"#, t(words));
    let shown = link("a.example/y/").replace(r#""a""#, r#""b""#);
    let field = format!(
        r#"<w:fldSimple w:instr="HYPERLINK &quot;https://b.example&quot;">{}</w:fldSimple>"#,
        t("“Rails”")
    );
    let body = p(&(t("See ") + &link("there") + &call(1))) + &p(&(t("[7] ") + &link("Typed")));
    let inside = p(&(link("“Grain”") + &t(", Harbour Daily; ") + &shown + &t("; ") + &field));
    let footnotes = format!(r#"<w:footnote w:id="1">{inside}</w:footnote>"#);
    let document = Word { body: &body, footnotes: &footnotes, ..Word::default() }.document();
    let (text, _, notes) = told(&document);
    assert!(text.starts_with("See there[1]\n\n[7] Typed <https://a.example/x>\n\n"), "{text}");
    let note = "“Grain” <https://a.example/x>, Harbour Daily; a.example/y/; “Rails” <https://b.example>";
    assert_eq!(notes, [format!("0 1: {note}")]);
    let links: Vec<_> =
        document.stated.links.iter().map(|link| (link.span.of(&text), &*link.target)).collect();
    assert_eq!(links, [("a.example/y/", "https://a.example/y")]);
}

#[test]
fn an_address_is_written_once() {
    let link = |words: &str| format!(r#"<w:hyperlink r:id="a">{}</w:hyperlink>"#, t(words));
    let footnotes =
        format!(r#"<w:footnote w:id="1">{}</w:footnote>"#, p(&(link("Grain") + &t(", ") + &link("Quay."))))
            + &format!(
                r#"<w:footnote w:id="2">{}</w:footnote>"#,
                p(&(link("Grain") + &t(", https://a.example/x, 4")))
            );
    let body = p(&(call(1) + &call(2)));
    let document = Word { body: &body, footnotes: &footnotes, ..Word::default() }.document();
    let notes = told(&document).2;
    assert_eq!(notes, ["0 1: Grain <https://a.example/x>, Quay.", "0 2: Grain, https://a.example/x, 4"]);
}

#[test]
fn a_note_keeps_its_paragraphs_apart() {
    let paragraphs = p(&("<w:r><w:footnoteRef/></w:r>".to_owned()
        + &t(" One. ")
        + "<w:r><w:br/><w:br/></w:r>"
        + &t("Two")))
        + &p("")
        + &p(&t("Three"));
    let footnotes = format!(r#"<w:footnote w:id="1">{paragraphs}</w:footnote><w:footnote w:id="2"/>"#);
    let body = p(&(t("a") + &call(1) + &call(2)));
    let document = Word { body: &body, footnotes: &footnotes, ..Word::default() }.document();
    assert_eq!(told(&document).0, "a[1][2]\n\n[1] One. \nTwo\n\nThree\n\n[2]");
}

#[test]
fn a_note_may_call_a_note() {
    let footnotes = format!(
        r#"<w:footnote w:id="1">{}</w:footnote>{}"#,
        p(&(t("See ") + &call(2) + &endnote_call(1))),
        note(2, "Two.")
    );
    let body = p(&(t("a") + &call(1)));
    let endnotes = endnote(1, "Last.");
    let document =
        Word { body: &body, footnotes: &footnotes, endnotes: &endnotes, ..Word::default() }.document();
    let (text, calls, _) = told(&document);
    assert_eq!(text, "a[1]\n\n[1] See [2][i]\n\n[2] Two.\n\n[i] Last.");
    assert_eq!(calls, ["1→0", "2→1", "i→2"]);
}

const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">
    <w:numFmt w:val="decimal"/><w:lvlText w:val="[%1]"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
    </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;

#[test]
fn an_automatic_list_in_brackets_reads_as_a_typed_one() {
    let item = |list: u32, words: &str| {
        p(&(format!(r#"<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list}"/></w:numPr></w:pPr>"#)
            + &t(words)))
    };
    let body = item(2, "A step")
        + &item(1, "Holt.")
        + &item(1, "Kaya.")
        + &p(&t("Notes"))
        + &item(2, "Roe.")
        + &item(2, "Lane.")
        + &p(&t("End"))
        + &item(2, "Last.");
    let document =
        Word { body: &body, others: &[("word/numbering.xml", NUMBERING)], ..Word::default() }.document();
    assert_eq!(
        document.text,
        "A step\n\n[1] Holt.\n\n[2] Kaya.\n\nNotes\n\n2. Roe.\n\n3. Lane.\n\nEnd\n\nLast."
    );
    let headings: Vec<_> = document.headings.iter().map(|heading| heading.span.of(&document.text)).collect();
    assert_eq!(headings, ["Notes"]);
}

#[test]
fn a_formula_and_an_address_are_masked() {
    let formula = "<m:oMath><m:r><m:t>f[4]</m:t></m:r></m:oMath>";
    let body = p(&(t("As ") + formula + &t(" says, see https://a.example/x[2]y.")));
    let document = Word { body: &body, ..Word::default() }.document();
    let masks: Vec<_> = document.masks.iter().map(|mask| mask.of(&document.text)).collect();
    assert_eq!(masks, ["f[4]", "https://a.example/x[2]y"]);
}

#[test]
fn prefixes_and_namespaces_do_not_matter() {
    let body = p(&(t("Ports grew.") + &call(1)));
    for (from, to) in [("w:", "ns0:"), ("w:", "")] {
        let document = format!("<w:document>{body}</w:document>").replace(from, to);
        let footnotes = format!("<w:footnotes>{}</w:footnotes>", note(1, "One.")).replace(from, to);
        let others = [("word/document.xml", document.as_str()), ("word/footnotes.xml", footnotes.as_str())];
        let word = Word { others: &others, ..Word::default() };
        assert_eq!(told(&word.document()).0, "Ports grew.[1]\n\n[1] One.", "{to}");
    }
}

#[test]
fn bad_files_are_named() {
    let said = |others: &[(&str, &str)]| {
        Word { others, ..Word::default() }.read(Track::Final).err().unwrap().to_string()
    };
    assert_eq!(
        said(&[("word/document.xml", "<w:workbook/>")]),
        "word/document.xml is broken: it is no Word document"
    );
    assert_eq!(
        said(&[("word/footnotes.xml", "<w:footnotes>")]),
        "word/footnotes.xml is broken: it breaks off"
    );
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>"#;
    assert!(said(&[("word/document.xml", bomb)]).contains("document type"));
    let deep = "<w:document>".to_owned() + &"<w:tbl>".repeat(1_000_000);
    assert!(said(&[("word/document.xml", &deep)]).contains("nested"));
    let empty = read(&packed(&[("a.txt", "x")]), &Intake::default()).err().unwrap().to_string();
    assert_eq!(empty, "word/document.xml is broken: it is missing from the archive");
}

#[test]
fn a_file_that_unpacks_to_too_much_is_refused() {
    let body = p(&t(&"x".repeat(2 << 20)));
    let bytes = Word { body: &body, ..Word::default() }.bytes();
    assert!(bytes.len() < 20_000);
    let intake = Intake { most_unpacked: 1 << 20, ..Intake::default() };
    assert_eq!(read(&bytes, &intake).err(), Some(Error::Bomb { mebibytes: 1 }));
}

#[test]
fn a_text_that_grows_beyond_its_file_is_refused() {
    let tail = "x".repeat(3_000);
    let links = RELATIONSHIPS.replace("a.example/", &format!("a.example/{tail}"));
    let link = |id| format!(r#"<w:hyperlink r:id="{id}">{}</w:hyperlink>"#, t("x"));
    let body = p(&(t("[1] ") + &(link("a") + &link("b")).repeat(1_000)));
    let word = Word { body: &body, others: &[("word/_rels/document.xml.rels", &links)], ..Word::default() };
    let intake = Intake { most_unpacked: 1 << 20, ..Intake::default() };
    assert_eq!(read(&word.bytes(), &intake).err(), Some(Error::Bomb { mebibytes: 1 }));
}

#[test]
fn any_number_of_notes_is_read() {
    let body: String = (0..20_000).map(|id| p(&(t("a") + &call(id)))).collect();
    let footnotes: String = (0..20_000).map(|id| note(id, "One.")).collect();
    let document = Word { body: &body, footnotes: &footnotes, ..Word::default() }.document();
    assert_eq!((document.stated.calls.len(), document.stated.notes.len()), (20_000, 20_000));
}

#[test]
fn no_cut_and_no_damage_stops_the_reader() {
    let body = p(&(t("Ports grew.") + &call(1)));
    let whole = Word { body: &body, footnotes: &note(1, "One."), ..Word::default() }.bytes();
    for end in 0..whole.len() {
        let _ = read(whole.get(..end).unwrap(), &Intake::default());
    }
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x15;
        let _ = read(&damaged, &Intake::default());
    }
    // A part that is cut off inside.
    let xml = format!("<w:document><w:body>{body}</w:body></w:document>");
    for end in 0..xml.len() {
        let _ = Word { others: &[("word/document.xml", xml.get(..end).unwrap())], ..Word::default() }
            .read(Track::Final);
    }
}
