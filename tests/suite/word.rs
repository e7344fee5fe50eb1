//! Word and OpenDocument files from a few lines of text, and what the checker says of them.
//!
//! The lines are written as in Markdown: a blank line ends a paragraph, `[^2]` calls footnote 2, `[^e2]` endnote 2,
//! `[^*2]` a footnote with a star for its mark; `[^2]: Ada Holt …` is the body of the note; `[words](https://…)` is a link.
//! `{-old-}` is deleted and `{+new+}` inserted by a tracked change (Word only).

use std::io::{Cursor, Write as _};

use ibidem::{Checker, Error, Format, Report};
use zip::write::SimpleFileOptions;

/// A Word file.
pub(crate) fn docx(draft: &str) -> Vec<u8> {
    let draft = Draft::read(draft);
    let notes = |kind: &str, wanted: fn(&Name<'_>) -> bool| {
        let bodies = draft.notes.iter().filter(|(name, _)| wanted(name)).map(|(name, body)| {
            let number = if name.own_mark { run("<w:t>*</w:t>") } else { run(&format!("<w:{kind}Ref/>")) };
            let body = word_words(body);
            format!(r#"<w:{kind} w:id="{}"><w:p>{number}{}{body}</w:p></w:{kind}>"#, name.id, word_run(" "))
        });
        let separator = format!(
            r#"<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>"#
        );
        word_part(&format!("{kind}s"), &(separator + &bodies.collect::<String>()))
    };
    let body: String =
        draft.paragraphs.iter().map(|words| format!("<w:p>{}</w:p>", word_words(words))).collect();
    let relationship = |id: &str, kind: &str, target: &str, mode: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
            Target="{}"{mode}/>"#,
            escaped(target)
        )
    };
    let links: String = links(&draft)
        .iter()
        .map(|target| relationship(&link_id(target), "hyperlink", target, r#" TargetMode="External""#))
        .collect();
    let related = relationship("n1", "footnotes", "footnotes.xml", "")
        + &relationship("n2", "endnotes", "endnotes.xml", "");
    packed(&[
        ("_rels/.rels", &relationships(&relationship("m", "officeDocument", "word/document.xml", ""))),
        ("word/_rels/document.xml.rels", &relationships(&(related + &links))),
        ("word/_rels/footnotes.xml.rels", &relationships(&links)),
        ("word/_rels/endnotes.xml.rels", &relationships(&links)),
        ("word/document.xml", &word_part("document", &format!("<w:body>{body}<w:sectPr/></w:body>"))),
        ("word/footnotes.xml", &notes("footnote", |name| !name.endnote)),
        ("word/endnotes.xml", &notes("endnote", |name| name.endnote)),
    ])
}

/// An OpenDocument text.
pub(crate) fn odt(draft: &str) -> Vec<u8> {
    let draft = Draft::read(draft);
    let body: String = draft
        .paragraphs
        .iter()
        .map(|words| format!("<text:p>{}</text:p>", odt_words(words, &draft)))
        .collect();
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content
        xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink">
        <office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    packed(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
}

/// An archive of these parts.
pub(crate) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The paragraphs of a draft, and its notes.
struct Draft<'d> {
    paragraphs: Vec<&'d str>,
    notes: Vec<(Name<'d>, &'d str)>,
}

/// What names a note: "2", "e2" or "*2".
struct Name<'d> {
    id: &'d str,
    endnote: bool,
    own_mark: bool,
}

impl<'d> Name<'d> {
    fn of(label: &'d str) -> Name<'d> {
        let id = label.trim_start_matches(['e', '*']);
        Name { id, endnote: label.starts_with('e'), own_mark: label.starts_with('*') }
    }
}

impl<'d> Draft<'d> {
    fn read(draft: &'d str) -> Draft<'d> {
        let mut read = Draft { paragraphs: Vec::new(), notes: Vec::new() };
        for paragraph in draft.split("\n\n") {
            let words = paragraph.trim_matches('\n');
            match words.strip_prefix("[^").and_then(|rest| rest.split_once("]: ")) {
                Some((label, body)) => read.notes.push((Name::of(label), body)),
                None => read.paragraphs.push(words),
            }
        }
        read
    }
}

/// A piece of a paragraph.
enum Piece<'d> {
    Words(&'d str),
    Call(Name<'d>),
    Link(&'d str, &'d str),
    Deleted(&'d str),
    Inserted(&'d str),
}

fn pieces(words: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = words;
    while let Some(at) = rest.find(['[', '{']) {
        let (before, from) = rest.split_at(at);
        let piece = special(from);
        let (piece, behind) = piece.unwrap_or_else(|| (Piece::Words(&from[..1]), &from[1..]));
        found.extend([Piece::Words(before), piece]);
        rest = behind;
    }
    found.push(Piece::Words(rest));
    found
}

fn special(from: &str) -> Option<(Piece<'_>, &str)> {
    if let Some(rest) = from.strip_prefix("[^") {
        return rest.split_once(']').map(|(label, behind)| (Piece::Call(Name::of(label)), behind));
    }
    if let Some(rest) = from.strip_prefix("{-") {
        return rest.split_once("-}").map(|(words, behind)| (Piece::Deleted(words), behind));
    }
    if let Some(rest) = from.strip_prefix("{+") {
        return rest.split_once("+}").map(|(words, behind)| (Piece::Inserted(words), behind));
    }
    let (words, rest) = from.strip_prefix('[')?.split_once("](")?;
    let (target, behind) = rest.split_once(')')?;
    (!words.contains(']')).then_some((Piece::Link(words, target), behind))
}

/// The targets of all links.
fn links<'d>(draft: &Draft<'d>) -> Vec<&'d str> {
    let words = draft.paragraphs.iter().chain(draft.notes.iter().map(|(_, body)| body));
    let mut targets: Vec<_> = words
        .flat_map(|words| pieces(words))
        .filter_map(|piece| if let Piece::Link(_, target) = piece { Some(target) } else { None })
        .collect();
    targets.sort_unstable();
    targets.dedup();
    targets
}

fn link_id(target: &str) -> String {
    format!("l{}", target.bytes().fold(7u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())))
}

fn word_words(words: &str) -> String {
    let piece = |piece| match piece {
        Piece::Words("") => String::new(),
        Piece::Words(words) => word_run(words),
        Piece::Call(name) => {
            let kind = if name.endnote { "endnote" } else { "footnote" };
            let (own, mark) =
                if name.own_mark { (r#" w:customMarkFollows="1""#, "<w:t>*</w:t>") } else { ("", "") };
            run(&format!(r#"<w:{kind}Reference{own} w:id="{}"/>{mark}"#, name.id))
        }
        Piece::Link(words, target) => {
            format!(r#"<w:hyperlink r:id="{}">{}</w:hyperlink>"#, link_id(target), word_run(words))
        }
        Piece::Deleted(words) => format!("<w:del>{}</w:del>", word_words(words).replace("w:t", "w:delText")),
        Piece::Inserted(words) => format!("<w:ins>{}</w:ins>", word_words(words)),
    };
    pieces(words).into_iter().map(piece).collect()
}

fn word_run(words: &str) -> String {
    let lines: Vec<_> = words
        .split('\n')
        .map(|line| format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(line)))
        .collect();
    run(&lines.join("<w:br/>"))
}

fn run(inside: &str) -> String {
    format!("<w:r>{inside}</w:r>")
}

fn word_part(root: &str, inside: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root}
        xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{inside}</w:{root}>"#
    )
}

fn relationships(inside: &str) -> String {
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>"#
    )
}

fn odt_words(words: &str, draft: &Draft<'_>) -> String {
    let piece = |piece| match piece {
        Piece::Words(words) | Piece::Inserted(words) => escaped(words).replace('\n', "<text:line-break/>"),
        Piece::Deleted(_) => String::new(),
        Piece::Link(words, target) => {
            format!(r#"<text:a xlink:href="{}">{}</text:a>"#, escaped(target), escaped(words))
        }
        Piece::Call(name) => {
            let body =
                draft.notes.iter().find(|(other, _)| (other.id, other.endnote) == (name.id, name.endnote));
            let body = body.map(|(_, body)| odt_words(body, draft)).unwrap_or_default();
            let class = if name.endnote { "endnote" } else { "footnote" };
            let mark =
                if name.own_mark { r#" text:label="*">*"#.to_owned() } else { format!(">{}", name.id) };
            format!(
                r#"<text:note text:note-class="{class}"><text:note-citation{mark}</text:note-citation>
                <text:note-body><text:p>{body}</text:p></text:note-body></text:note>"#
            )
        }
    };
    pieces(words).into_iter().map(piece).collect()
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn check(name: &str, bytes: &[u8]) -> Result<Report, Error> {
    Checker::default().check_file(name, bytes)
}

/// Rules, messages and words at the caret, which are the same in every format.
fn said(report: &Report) -> Vec<(&'static str, String)> {
    report.findings.iter().map(|finding| (finding.rule().name, finding.message())).collect()
}

const NOTES: &str = "Exports rose.[^1] Ports & rails followed.[^2] Grain did not.[^3]

[^1]: Ada Holt, “Port Traffic Rises”, Harbour Daily, https://harbour.example/a, (Accessed: 03.05.2024).

[^2]: Same place.

[^3]: Jane Roe, “Grain < Rails”, [Quay Review](https://quay.example/g?a&b), (Accessed: 31.02.2024).";

#[test]
fn a_word_file_is_read_as_the_same_text_would_be() {
    let text = NOTES.replace("[^", "[").replace("]: ", "] ");
    let text =
        text.replace("[Quay Review](https://quay.example/g?a&b)", "Quay Review <https://quay.example/g?a&b>");
    let plain = check("draft.txt", text.as_bytes()).unwrap();
    for (name, bytes, format) in
        [("draft.docx", docx(NOTES), Format::Docx), ("draft.odt", odt(NOTES), Format::Odt)]
    {
        let report = check(name, &bytes).unwrap();
        assert_eq!(report.format, format);
        assert_eq!(report.bytes, bytes.len());
        assert_eq!(report.text(), text, "{name}");
        assert_eq!((report.markers.len(), report.notes.len()), (3, 3), "{name}");
        assert_eq!(report.chain(1).to_string(), plain.chain(1).to_string(), "{name}");
        assert_eq!(said(&report), said(&plain), "{name}");
    }
}

#[test]
fn what_a_tracked_change_removes_is_not_there() {
    let draft = "Ports {-fell.[^1]-}{+grew.[^2]+}\n\n[^1]: Ada Holt.\n\n[^2]: Jane Roe.";
    let report = check("draft.docx", &docx(draft)).unwrap();
    assert_eq!(report.text(), "Ports grew.[1]\n\n[1] Jane Roe.");
}

#[test]
fn footnotes_endnotes_and_marks_of_the_writer_stand_side_by_side() {
    let draft =
        "Holt[^*1] writes.[^2] So does Roe.[^e2]\n\n[^*1]: Of the port.\n\n[^2]: Two.\n\n[^e2]: Last.";
    let report = check("draft.docx", &docx(draft)).unwrap();
    let text = "Holt[*] writes.[1] So does Roe.[i]\n\n[*] Of the port.\n\n[1] Two.\n\n[i] Last.";
    assert_eq!(report.text(), text);
}

#[test]
fn a_bad_file_is_an_error_with_its_reason() {
    let whole = docx(NOTES);
    let said = |name: &str, bytes: &[u8]| check(name, bytes).err().map(|error| error.to_string());
    let cut = &whole[..whole.len() / 2];
    assert_eq!(
        said("draft.docx", cut).as_deref(),
        Some("the archive is broken: its table of contents is missing or cut off")
    );
    assert_eq!(
        said("draft.docx", b"plain words").as_deref(),
        Some("the archive is broken: it does not begin like one")
    );
    let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    assert!(said("draft.docx", old).is_some_and(|said| said.starts_with("an old Word file")));
    let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(check("draft.docx", &[old, stream.as_slice()].concat()).err(), Some(Error::Protected));
    for name in ["draft.docx", "draft.odt"] {
        assert!(
            said(name, &packed(&[("other.xml", "<a/>")])).is_some_and(|said| said.contains("is missing"))
        );
    }
}
