//! BibLaTeX, as biber reads it: UTF-8, dates in EDTF.
//!
//! Our own writer: that of the `biblatex` crate escapes `\`, `~` and `^` with a backslash, which TeX reads as a line break
//! and as accents. Source: the biblatex manual, 2.1 (entry types), 2.2 (fields, list and verbatim types), 2.3.8 (dates).

use std::borrow::Cow;
use std::io;

use super::Exporter;
use super::record::{Person, Record, When};
use crate::model::Kind;

pub(super) const EXPORTER: Exporter = Exporter { name: "biblatex", records: write };

fn write(records: &[Record<'_>], out: &mut dyn io::Write) -> io::Result<()> {
    for (at, record) in records.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let shape = Shape::of(record.kind);
        writeln!(out, "@{}{{{},", shape.entry, record.key)?;
        for (name, value) in fields(record, &shape) {
            writeln!(out, "  {name} = {{{value}}},")?;
        }
        writeln!(out, "}}")?;
    }
    Ok(())
}

/// How a kind of work is written.
struct Shape {
    entry: &'static str,
    subtype: Option<&'static str>,
    /// The field of the container.
    container: &'static str,
    /// The field of who brought it out.
    publisher: &'static str,
    /// The field of the issue; a journal gives its issue as `number`.
    issue: &'static str,
}

impl Shape {
    fn of(kind: Kind) -> Shape {
        let other = Shape {
            entry: "misc",
            subtype: None,
            container: "organization",
            publisher: "publisher",
            issue: "issue",
        };
        let journal = Shape { entry: "article", container: "journaltitle", issue: "number", ..other };
        match kind {
            Kind::News => Shape { subtype: Some("newspaper"), ..journal },
            Kind::Magazine => Shape { subtype: Some("magazine"), ..journal },
            Kind::Article => journal,
            Kind::Book => Shape { entry: "book", container: "maintitle", ..other },
            Kind::Chapter => Shape { entry: "incollection", container: "booktitle", ..other },
            Kind::Conference => Shape { entry: "inproceedings", container: "booktitle", ..other },
            Kind::Report => Shape { entry: "report", publisher: "institution", ..other },
            Kind::Thesis => Shape { entry: "thesis", publisher: "institution", ..other },
            Kind::Case => Shape { entry: "jurisdiction", ..other },
            Kind::Legislation => Shape { entry: "legislation", ..other },
            Kind::Treaty => Shape { entry: "legal", ..other },
            Kind::Web | Kind::Post => Shape { entry: "online", ..other },
            Kind::Video => Shape { entry: "video", ..other },
            Kind::Dataset => Shape { entry: "dataset", ..other },
            Kind::Speech => Shape { entry: "unpublished", ..other },
            Kind::PersonalCommunication => Shape { entry: "letter", ..other },
            Kind::Interview | Kind::Unknown => other,
        }
    }
}

/// The fields of a record in order, escaped; each name once. What has no field of its own, or finds it taken, goes to
/// `addendum`.
fn fields(record: &Record<'_>, shape: &Shape) -> Vec<(&'static str, String)> {
    let mut fields: Vec<(&'static str, String)> = Vec::new();
    for (name, people) in
        [("author", &record.authors), ("editor", &record.editors), ("translator", &record.translators)]
    {
        if !people.is_empty() {
            let names: Vec<String> = people.iter().map(name_of).collect();
            fields.push((name, names.join(" and ")));
        }
    }
    let text = |field: &Option<Cow<'_, str>>| field.as_deref().map(escaped);
    let list = |field: &Option<Cow<'_, str>>| field.as_deref().map(|words| guarded(words, has_and(words)));
    let verbatim = |field: &Option<Cow<'_, str>>| field.as_deref().map(in_braces);
    let date = |when: &Option<When>| when.as_ref().and_then(When::iso);
    let values = [
        ("title", text(&record.title)),
        ("entrysubtype", shape.subtype.map(str::to_owned)),
        (shape.container, if shape.container == "organization" { list } else { text }(&record.container)),
        // The reports a judgment stands in are to it what a journal is to an article.
        ("journaltitle", text(&record.reporter)),
        ("series", text(&record.series)),
        ("edition", text(&record.edition)),
        (shape.publisher, list(&record.publisher)),
        ("institution", list(&record.court)),
        ("location", list(&record.place)),
        ("volume", text(&record.volume)),
        (shape.issue, text(&record.issue)),
        ("number", text(&record.number)),
        ("pages", pages(record)),
        ("type", text(&record.genre)),
        ("date", date(&record.issued)),
        ("eventdate", date(&record.event)),
        ("url", verbatim(&record.address)),
        ("urldate", date(&record.accessed)),
        ("doi", verbatim(&record.doi)),
        ("isbn", text(&record.isbn)),
        ("issn", text(&record.issn)),
    ];
    let mut addenda = Vec::new();
    for (name, value) in values {
        let taken = fields.iter().any(|(other, _)| *other == name);
        match value {
            Some(value) if taken => addenda.push(value),
            Some(value) => fields.push((name, value)),
            None => {}
        }
    }
    addenda.extend(text(&record.archive));
    if !addenda.is_empty() {
        fields.push(("addendum", addenda.join("; ")));
    }
    fields
}

fn pages(record: &Record<'_>) -> Option<String> {
    let (first, last) = record.extent()?;
    Some(match last {
        Some(last) => format!("{}--{}", escaped(first), escaped(last)),
        None => first.split('–').map(escaped).collect::<Vec<_>>().join("--"),
    })
}

/// "van der Berg, Ludwig"; an organisation in braces of its own.
fn name_of(person: &Person) -> String {
    match person {
        Person::Whole(name) => guarded(name, true),
        Person::Parts { particle, family, given } => {
            let divides = |words: &str| words.contains(',') || has_and(words);
            // In "Castillo y León" TeX would take everything up to "y" for a particle.
            let small_inside = family.contains(' ')
                && family.split(' ').any(|word| word.chars().next().is_some_and(char::is_lowercase));
            let family = guarded(family, divides(family) || small_inside);
            let given = guarded(given, divides(given));
            match particle {
                Some(particle) => format!("{} {family}, {given}", escaped(particle)),
                None => format!("{family}, {given}"),
            }
        }
    }
}

/// Whether a list of names would be cut here.
fn has_and(words: &str) -> bool {
    words.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"))
}

/// Escaped, and kept in one piece where that is asked for.
fn guarded(words: &str, whole: bool) -> String {
    let words = escaped(words);
    if whole { format!("{{{words}}}") } else { words }
}

/// Text with everything that means something to TeX as a character of its own.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            // Not `\{`: BibTeX counts braces, and a backslash does not stop it.
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '%' | '&' | '#' | '_' | '$' => out.extend(['\\', c]),
            // Two hyphens would become a dash.
            '-' if out.ends_with('-') => out.push_str("{}-"),
            c => out.push(c),
        }
    }
    out
}

/// A verbatim field knows no escapes; only braces would end it too soon, or never.
fn in_braces(words: &str) -> String {
    words.replace('\\', "%5C").replace('{', "%7B").replace('}', "%7D")
}
