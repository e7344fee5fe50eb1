//! Prints a report in the words of `tests/spec`: what was counted, where each bracket leads, what each note was read as.
//!
//! Everything is taken from the JSON, so that the specification also holds what machines read.

use ibidem::Report;
use serde_json::Value;

/// The fields of a citation in the order of an entry.
const FIELDS: &[&str] = &[
    "author",
    "editor",
    "translator",
    "title",
    "container",
    "series",
    "edition",
    "publisher",
    "place",
    "volume",
    "issue",
    "pages",
    "issued",
    "accessed",
    "event",
    "url",
    "archive",
    "doi",
    "isbn",
    "issn",
    "number",
    "genre",
    "court",
    "reporter",
];

/// Those of them that are lists of names.
const NAMES: &[&str] = &["author", "editor", "translator"];

/// A report with its JSON.
pub(crate) struct View<'r> {
    report: &'r Report,
    json: Value,
}

impl<'r> View<'r> {
    pub(crate) fn new(report: &'r Report) -> View<'r> {
        View { report, json: serde_json::to_value(report).expect("a report is JSON") }
    }

    /// Counts, chains, then the findings, one a line.
    pub(crate) fn report(&self) -> String {
        let mut out = self.counts();
        for at in 0..self.report.notes.len() {
            let chain = self.report.chain(at).to_string();
            if chain.contains(['→', '=']) {
                out += &format!("{chain}\n");
            }
        }
        let unread = &self.json["unread"];
        if !unread.is_null() {
            let (line, column) = (&unread["span"]["line"], &unread["span"]["column"]);
            out += &format!(
                "{line}:{column} not read: {}
",
                word(&unread["kind"])
            );
        }
        for finding in &self.report.findings {
            let (place, severity) = (finding.place, word(&serde_json::json!(finding.severity)));
            let (rule, message) = (finding.rule().name, finding.message());
            out += &format!("{}:{} {severity} {rule}: {message}\n", place.line, place.column);
        }
        if self.report.findings.is_empty() {
            out += "no findings\n";
        }
        out
    }

    fn counts(&self) -> String {
        let of = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let (markers, notes) = (self.report.markers.len(), self.report.notes.len());
        let sources = self.report.sources.len();
        format!("{}, {}, {}\n", of(markers, "marker"), of(notes, "note"), of(sources, "source"))
    }

    /// The markers, one a line: place, label, the notes they call.
    pub(crate) fn markers(&self) -> String {
        let mut out = String::new();
        for marker in array(&self.json["markers"]) {
            let called: Vec<String> = array(&marker["notes"]).map(|id| self.label(id)).collect();
            let called = if called.is_empty() { "nothing".to_owned() } else { called.join(", ") };
            let (line, column) = (&marker["span"]["line"], &marker["span"]["column"]);
            let sure = if marker["confidence"] == "certain" { "" } else { ", by its note" };
            out += &format!("{line}:{column} [{}] calls {called}{sure}\n", word(&marker["label"]));
        }
        if out.is_empty() { "no markers\n".to_owned() } else { out }
    }

    /// The notes, one a line: number, shape, first and last words; the list, where there are several.
    pub(crate) fn notes(&self) -> String {
        let several = self.report.lists.len() > 1;
        let mut out = String::new();
        for (note, json) in self.report.notes.iter().zip(array(&self.json["notes"])) {
            let list = if several { format!("list {}, ", json["list"]) } else { String::new() };
            let body = text(self.report, note.body);
            out += &format!("{list}{} {}: {}\n", note.label, word(&json["shape"]), ends(&body));
        }
        if out.is_empty() { "no notes\n".to_owned() } else { out }
    }

    /// The back-references, one a line: the chain, how sure it is, the page, the reasons.
    pub(crate) fn chains(&self) -> String {
        let mut out = String::new();
        for (at, note) in array(&self.json["notes"]).enumerate() {
            for cite in array(&note["cites"]).filter(|cite| !cite["back_reference"].is_null()) {
                let (back, way) = (&cite["back_reference"], &cite["resolution"]);
                out +=
                    &format!("{} {} “{}”", self.report.chain(at), word(&back["kind"]), word(&back["term"]));
                // "Idem" stands for the author that another note gives, of a work of its own.
                if back["kind"] == "idem" && !cite["citation"]["author"][0].is_null() {
                    let named: Vec<String> = array(&way["targets"]).map(|id| self.label(id)).collect();
                    let family = &cite["citation"]["author"][0]["family"];
                    out += &format!(" is {} of {}", word(family), named.join(", "));
                }
                if !back["author"].is_null() {
                    out += &format!(" of {}", word(&back["author"]));
                }
                out += &format!(", {}", word(&way["confidence"]));
                if !way["locator"].is_null() {
                    let (page, from) = (word(&way["locator"]["raw"]), self.label(&way["locator"]["from"]));
                    out += &format!(", {page} from {from}");
                }
                let reasons: Vec<String> = array(&way["reasons"]).map(word).collect();
                if !reasons.is_empty() {
                    out += &format!(" ({})", reasons.join(", "));
                }
                let candidates: Vec<String> = array(&way["candidates"]).map(|id| self.label(id)).collect();
                if !candidates.is_empty() {
                    out += &format!(" [{}]", candidates.join(", "));
                }
                out.push('\n');
            }
        }
        if out.is_empty() { "no back-references\n".to_owned() } else { out }
    }

    /// The dates of all notes, one a line: note, field, raw text, what it means.
    pub(crate) fn dates(&self) -> String {
        let mut out = String::new();
        for note in array(&self.json["notes"]) {
            for cite in array(&note["cites"]) {
                for name in ["issued", "accessed"] {
                    let field = &cite["citation"][name];
                    if !field.is_null() {
                        let (label, raw) = (word(&note["label"]), word(&field["raw"]));
                        let means =
                            if field["value"].is_null() { either(field) } else { word(&field["value"]) };
                        out += &format!("{label} {name} “{raw}”: {means}\n");
                    }
                }
            }
        }
        if out.is_empty() { "no dates\n".to_owned() } else { out }
    }

    /// The shape of a note and the fields that are beyond doubt: the only ones that an error may rest on.
    pub(crate) fn certain(&self, number: usize) -> String {
        let sure = |line: &&str| line.starts_with("shape:") || line.contains(" certain: ");
        self.fields(number).lines().filter(sure).map(|line| format!("{line}\n")).collect()
    }

    /// The fields of a note, counted from 1: one a line, with how sure each is.
    pub(crate) fn fields(&self, number: usize) -> String {
        let Some(note) = self.json["notes"].get(number - 1) else { return "no such note\n".to_owned() };
        let mut out = format!("shape: {}\n", word(&note["shape"]));
        for cite in array(&note["cites"]) {
            let citation = &cite["citation"];
            if citation.is_null() {
                out += &format!("{}\n", word(&cite["kind"]));
                continue;
            }
            if cite["role"] != "main" {
                out += &format!("role: {}\n", word(&cite["role"]));
            }
            out += &format!("type: {}\n", word(&citation["type"]));
            for name in NAMES {
                for person in array(&citation[*name]) {
                    out += &format!("{name} {}: {}\n", word(&person["confidence"]), person_of(person));
                }
            }
            for name in FIELDS.iter().filter(|name| !NAMES.contains(name)) {
                let field = &citation[*name];
                if !field.is_null() {
                    out += &format!("{name} {}: {}\n", word(&field["confidence"]), value(field));
                }
            }
            if !citation["locator"].is_null() {
                out += &format!("locator: {}\n", word(&citation["locator"]));
            }
        }
        for span in array(&note["unparsed"]) {
            let (start, end) = (span["start"].as_u64().unwrap(), span["end"].as_u64().unwrap());
            let lead = self.report.bytes - self.report.text().len();
            out +=
                &format!("unparsed: {}\n", &self.report.text()[start as usize - lead..end as usize - lead]);
        }
        out
    }

    /// What the first note gives, one field a line, without how sure it is.
    pub(crate) fn reads(&self) -> String {
        let note = &self.json["notes"][0];
        let mut out = format!("shape: {}\n", word(&note["shape"]));
        if matches!(note["shape"].as_str(), Some("back-reference" | "prose" | "empty")) {
            return out;
        }
        for cite in array(&note["cites"]) {
            let citation = &cite["citation"];
            if citation.is_null() {
                out += &format!("{}\n", word(&cite["kind"]));
                continue;
            }
            if cite["role"] != "main" {
                out += &format!("role: {}\n", word(&cite["role"]));
            }
            out += &format!("type: {}\n", word(&citation["type"]));
            for name in FIELDS {
                let field = &citation[*name];
                if NAMES.contains(name) {
                    array(field).for_each(|person| out += &format!("{name}: {}\n", person_of(person)));
                } else if *name == "issued" && field["undated"] == true {
                    out += &format!("{name}: none ({})\n", word(&field["raw"]));
                } else if !field.is_null() {
                    let said = if field["value"].is_null() { &field["raw"] } else { &field["value"] };
                    out += &format!("{name}: {}\n", word(said));
                }
            }
            if !citation["locator"].is_null() {
                out += &format!("locator: {}\n", word(&citation["locator"]));
            }
        }
        out
    }

    fn label(&self, id: &Value) -> String {
        let note = array(&self.json["notes"]).find(|note| note["id"] == *id);
        note.map_or_else(|| "?".to_owned(), |note| format!("note {}", word(&note["label"])))
    }
}

/// "Family, Given"; an organisation whole.
fn person_of(name: &Value) -> String {
    match name["given"].as_str() {
        Some(given) => format!("{}, {given}", word(&name["family"])),
        None => word(&name["family"]),
    }
}

/// The value of a field; for a date that is not one date, its raw text and what it may mean.
fn value(field: &Value) -> String {
    if field["value"].is_null() {
        return format!("“{}”, {}", word(&field["raw"]), either(field));
    }
    let faults: Vec<String> = field.get("faults").into_iter().flat_map(array).map(word).collect();
    let faults = if faults.is_empty() { String::new() } else { format!(" ({})", faults.join(", ")) };
    format!("{}{faults}", word(&field["value"]))
}

/// The days that a date could mean, where it is not one.
fn either(field: &Value) -> String {
    let days: Vec<String> = array(&field["alternatives"]).map(word).collect();
    if days.is_empty() { "no day".to_owned() } else { days.join(" or ") }
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn text(report: &Report, span: ibidem::Span) -> String {
    let words = &report.text()[span.start as usize..span.end as usize];
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Short texts whole, of long ones the two ends: a list that swallows what follows shows at its end.
fn ends(words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    match chars.len() {
        0 => "nothing".to_owned(),
        1..=48 => words.to_owned(),
        length => {
            let (start, end) =
                (chars[..20].iter().collect::<String>(), chars[length - 20..].iter().collect::<String>());
            format!("{} … {}", start.trim_end(), end.trim_start())
        }
    }
}
