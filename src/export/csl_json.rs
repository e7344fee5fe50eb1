//! CSL-JSON 1.0.2, as Zotero, pandoc and citeproc read it.
//!
//! A date that is none goes out as `literal`, which a processor prints as it is. `raw` would be read by the processor,
//! and it would pick a month for 04/05/2024. Source: the CSL-JSON schema, and the "Dates" of the CSL specification.

use std::io;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::ser::PrettyFormatter;

use super::Exporter;
use super::record::{Person, Record, When};
use crate::model::{Kind, Partial};

pub(super) const EXPORTER: Exporter = Exporter { name: "csl-json", records: write };

fn write(records: &[Record<'_>], out: &mut dyn io::Write) -> io::Result<()> {
    let mut serializer =
        serde_json::Serializer::with_formatter(&mut *out, PrettyFormatter::with_indent(b" "));
    serializer.collect_seq(records.iter().map(Item))?;
    out.write_all(b"\n")
}

/// The type of an item.
fn item_type(kind: Kind) -> &'static str {
    match kind {
        Kind::News => "article-newspaper",
        Kind::Web => "webpage",
        Kind::Article => "article-journal",
        Kind::Magazine => "article-magazine",
        Kind::Book => "book",
        Kind::Chapter => "chapter",
        Kind::Report => "report",
        Kind::Thesis => "thesis",
        Kind::Conference => "paper-conference",
        Kind::Case => "legal_case",
        Kind::Legislation => "legislation",
        Kind::Treaty => "treaty",
        Kind::Post => "post",
        Kind::Video => "motion_picture",
        Kind::Interview => "interview",
        Kind::Dataset => "dataset",
        Kind::Speech => "speech",
        Kind::PersonalCommunication => "personal_communication",
        Kind::Unknown => "document",
    }
}

struct Item<'a>(&'a Record<'a>);

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let record = self.0;
        let mut item = serializer.serialize_map(None)?;
        item.serialize_entry("id", &record.key)?;
        item.serialize_entry("type", item_type(record.kind))?;
        for (name, people) in
            [("author", &record.authors), ("editor", &record.editors), ("translator", &record.translators)]
        {
            if !people.is_empty() {
                item.serialize_entry(name, &People(people))?;
            }
        }
        // A judgment stands in a series of reports; where a container is named too, that is where it was found.
        let (container, source) = match &record.reporter {
            Some(reporter) => (Some(reporter), record.container.as_ref()),
            None => (record.container.as_ref(), None),
        };
        let pages = record.extent().map(|(first, last)| match last {
            Some(last) => format!("{first}-{last}"),
            None => first.to_owned(),
        });
        let texts = [
            ("title", record.title.as_deref()),
            ("container-title", container.map(AsRef::as_ref)),
            ("source", source.map(AsRef::as_ref)),
            ("collection-title", record.series.as_deref()),
            ("edition", record.edition.as_deref()),
            ("publisher", record.publisher.as_deref()),
            ("publisher-place", record.place.as_deref()),
            ("volume", record.volume.as_deref()),
            ("issue", record.issue.as_deref()),
            ("page", pages.as_deref()),
            ("genre", record.genre.as_deref()),
            ("number", record.number.as_deref()),
            ("authority", record.court.as_deref()),
            ("URL", record.address.as_deref()),
            ("archive", record.archive.as_ref().and(record.archive_host)),
            ("archive_location", record.archive.as_deref()),
            ("DOI", record.doi.as_deref()),
            ("ISBN", record.isbn.as_deref()),
            ("ISSN", record.issn.as_deref()),
        ];
        for (name, words) in texts {
            if let Some(words) = words {
                item.serialize_entry(name, words)?;
            }
        }
        for (name, when) in
            [("issued", &record.issued), ("accessed", &record.accessed), ("event-date", &record.event)]
        {
            if let Some(when) = when {
                item.serialize_entry(name, &DateVariable(when))?;
            }
        }
        item.end()
    }
}

struct People<'a>(&'a [Person]);

impl Serialize for People<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "kebab-case")]
        struct Parts<'a> {
            #[serde(skip_serializing_if = "Option::is_none")]
            literal: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            family: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            given: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            non_dropping_particle: Option<&'a str>,
        }
        serializer.collect_seq(self.0.iter().map(|person| match person {
            Person::Whole(name) => {
                Parts { literal: Some(name), family: None, given: None, non_dropping_particle: None }
            }
            Person::Parts { particle, family, given } => Parts {
                literal: None,
                family: Some(family),
                given: Some(given),
                non_dropping_particle: particle.as_deref(),
            },
        }))
    }
}

struct DateVariable<'a>(&'a When);

impl Serialize for DateVariable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut variable = serializer.serialize_map(Some(1))?;
        match self.0 {
            When::Sure(from, to) => {
                let ends: Vec<Vec<i32>> = std::iter::once(from).chain(to).map(parts).collect();
                variable.serialize_entry("date-parts", &ends)?;
            }
            When::Typed(raw) => variable.serialize_entry("literal", raw)?,
        }
        variable.end()
    }
}

/// Year, month, day, as far as they are known.
fn parts(date: &Partial) -> Vec<i32> {
    let month = date.month.map(i32::from);
    let day = month.and(date.day).map(i32::from);
    std::iter::once(date.year).chain(month).chain(day).collect()
}
