//! One draft in every format: the same notes, the same chains, the same findings.

use std::collections::BTreeMap;

use ibidem::{Checker, Format, Report, Settings};

use crate::{source, word};

/// The draft that all others are made from.
fn master() -> String {
    source::read("tests/drafts/four-formats.md")
}

/// The paragraphs of the draft, and the label and words of each note.
fn parts(master: &str) -> (Vec<&str>, Vec<(&str, &str)>) {
    let blocks = master.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    let (notes, paragraphs): (Vec<&str>, Vec<&str>) = blocks.partition(|block| block.starts_with("[^"));
    let note = |block: &'_ str| -> (usize, usize) { (block.find("]:").unwrap(), block.len()) };
    let notes = notes.into_iter().map(|block| {
        let (close, end) = note(block);
        (&block[2..close], block[close + 2..end].trim())
    });
    (paragraphs, notes.collect())
}

/// A paragraph with each of its calls written by `call`.
fn with_calls(paragraph: &str, mut call: impl FnMut(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = paragraph;
    while let Some((before, behind)) = rest.split_once("[^") {
        let (label, after) = behind.split_once(']').unwrap();
        out.push_str(before);
        out.push_str(&call(label));
        rest = after;
    }
    out + rest
}

fn as_text(master: &str) -> String {
    let (paragraphs, notes) = parts(master);
    let mut out = String::new();
    for paragraph in paragraphs {
        out.push_str(&with_calls(paragraph, |label| format!("[{label}]")));
        out.push_str("\n\n");
    }
    for (label, words) in notes {
        out.push_str(&format!("[{label}] {words}\n\n"));
    }
    out
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn as_html(master: &str) -> String {
    let (paragraphs, notes) = parts(master);
    let mut out =
        String::from("<!DOCTYPE html>\n<html lang=\"en\"><head><title>Freight</title></head><body>\n");
    for paragraph in paragraphs {
        let words = with_calls(&escaped(paragraph), |label| {
            format!("<sup><a href=\"#fn{label}\" id=\"fnref{label}\" role=\"doc-noteref\">{label}</a></sup>")
        });
        out.push_str(&format!("<p>{words}</p>\n"));
    }
    out.push_str("<section role=\"doc-endnotes\" class=\"footnotes\"><hr><ol>\n");
    for (label, words) in notes {
        let words = escaped(words);
        out.push_str(&format!(
            "<li id=\"fn{label}\"><p>{words} <a href=\"#fnref{label}\" role=\"doc-backlink\">↩︎</a></p></li>\n"
        ));
    }
    out + "</ol></section></body></html>\n"
}

fn report(bytes: &[u8], format: Format) -> Report {
    let settings = Settings::default().today("2024-06-30".parse().unwrap());
    Checker::new(settings).unwrap().check_bytes(bytes, format).unwrap()
}

/// The notes by number: words, chain, and what is wrong with them.
fn told(report: &Report) -> BTreeMap<String, Vec<String>> {
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (at, note) in report.notes.iter().enumerate() {
        let words = note.body.of(report.text()).split_whitespace().collect::<Vec<_>>().join(" ");
        told.insert(
            note.label.to_string(),
            vec![words, format!("{:?}", note.shape), report.chain(at).to_string()],
        );
    }
    for finding in &report.findings {
        let label =
            finding.note.and_then(|note| report.label(note)).map_or("text".to_owned(), |l| l.to_string());
        let message = finding.message().replace("[^", "[");
        told.entry(label).or_default().push(format!("{}: {message}", finding.rule().name));
    }
    told.values_mut().for_each(|lines| lines[1..].sort());
    told
}

#[test]
fn the_draft_has_twenty_notes_and_more_than_fifteen_faults() {
    let report = report(as_text(&master()).as_bytes(), Format::Text);
    assert_eq!((report.markers.len(), report.notes.len()), (20, 20));
    let rules: std::collections::BTreeSet<&str> =
        report.findings.iter().map(|finding| finding.rule().name).collect();
    assert!(rules.len() >= 15, "{rules:?}");
}

#[test]
fn markdown_and_html_say_what_the_text_says() {
    let master = master();
    let text = told(&report(as_text(&master).as_bytes(), Format::Text));
    let markdown = report(master.as_bytes(), Format::Markdown);
    assert_eq!((markdown.markers.len(), markdown.notes.len()), (20, 20));
    assert_eq!(told(&markdown), text);
    let html = report(as_html(&master).as_bytes(), Format::Html);
    assert_eq!((html.markers.len(), html.notes.len()), (20, 20));
    assert_eq!(told(&html), text);
}

/// What a word processor can show of the draft: every call has a note, and every note a call.
fn for_word_processors(master: &str) -> String {
    let kept = master.split("\n\n").filter(|block| !block.starts_with("[^20]"));
    kept.collect::<Vec<_>>().join("\n\n").replace("[^25]", "")
}

#[test]
fn word_and_opendocument_say_what_the_text_says() {
    let master = for_word_processors(&master());
    let text = told(&report(as_text(&master).as_bytes(), Format::Text));
    for (bytes, format) in [(word::docx(&master), Format::Docx), (word::odt(&master), Format::Odt)] {
        let report = report(&bytes, format);
        assert_eq!((report.markers.len(), report.notes.len()), (19, 19));
        assert_eq!(told(&report), text, "{format:?}");
    }
}
