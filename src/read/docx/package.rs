//! Which part of a package is what: names are free, and only relationships tell.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::error::Error;
use crate::read::archive::{Archive, broken};
use crate::read::manuscript::web_address;
use crate::read::xml::Xml;

/// Where the main part stands if the package does not say.
const USUAL_MAIN: &str = "word/document.xml";

/// A part with what it refers to.
#[derive(Debug)]
pub(super) struct Related {
    name: String,
    /// Kind ("footnotes") and target, each once, in the order of the file.
    parts: Vec<(String, String)>,
}

impl Related {
    /// The main part of a package.
    pub(super) fn main(archive: &mut Archive<'_>) -> Result<(Related, Option<String>), Error> {
        let package = Related::of(archive, "")?;
        let name = package.first("officeDocument").unwrap_or_else(|| USUAL_MAIN.to_owned());
        let properties = package.first("core-properties");
        Ok((Related::of(archive, &name)?, properties))
    }

    /// What the part of this name refers to; nothing if the file does not say.
    fn of(archive: &mut Archive<'_>, name: &str) -> Result<Related, Error> {
        let mut parts = Vec::new();
        let mut known = HashSet::new();
        for relationship in relationships(archive, name)? {
            let part = (relationship.kind, resolved(folder(name), &relationship.target));
            if !relationship.is_outside && known.insert(part.clone()) {
                parts.push(part);
            }
        }
        Ok(Related { name: name.to_owned(), parts })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The parts of a kind.
    pub(super) fn all(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.parts.iter().filter(move |(known, _)| known == kind).map(|(_, target)| target.as_str())
    }

    fn first(&self, kind: &str) -> Option<String> {
        self.all(kind).next().map(str::to_owned)
    }

    /// The text of the part of a kind that there is one of, with its name.
    pub(super) fn read(
        &self,
        archive: &mut Archive<'_>,
        kind: &str,
    ) -> Result<Option<(String, String)>, Error> {
        // Where nothing is said at all, the usual names hold.
        let usual = || self.parts.is_empty().then(|| resolved(folder(&self.name), &format!("{kind}.xml")));
        let Some(name) = self.first(kind).or_else(usual) else { return Ok(None) };
        Ok(archive.part(&name)?.map(|text| (name, text)))
    }
}

/// The web addresses that a part refers to, by their names in it.
pub(super) type Targets = HashMap<String, Rc<str>>;

/// Reads where the links of a part lead to.
pub(super) fn targets(archive: &mut Archive<'_>, name: &str) -> Result<Targets, Error> {
    let outside =
        relationships(archive, name)?.into_iter().filter(|relationship| relationship.kind == "hyperlink");
    Ok(outside.filter_map(|link| Some((link.id, web_address(&link.target)?))).collect())
}

#[derive(Debug)]
struct Relationship {
    id: String,
    kind: String,
    target: String,
    is_outside: bool,
}

fn relationships(archive: &mut Archive<'_>, of: &str) -> Result<Vec<Relationship>, Error> {
    let folder = folder(of);
    let slash = if folder.is_empty() { "" } else { "/" };
    let file = of.strip_prefix(folder).unwrap_or(of).trim_start_matches('/');
    let name = format!("{folder}{slash}_rels/{file}.rels");
    let mut found = Vec::new();
    let Some(text) = archive.part(&name)? else { return Ok(found) };
    let mut xml = Xml::new(&name, &text);
    while let Some(element) = xml.next_element()? {
        let value = |attribute| element.attribute(attribute).unwrap_or_default().into_owned();
        if element.name() == "Relationship" {
            let kind = value("Type");
            found.push(Relationship {
                id: value("Id"),
                // Strict files have another address before the last word.
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: value("Target"),
                is_outside: value("TargetMode") == "External",
            });
        }
    }
    Ok(found)
}

fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name of a part that is referred to from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

/// The main part, which every package must have.
pub(super) fn main_text(archive: &mut Archive<'_>, main: &Related) -> Result<String, Error> {
    archive.part(main.name())?.ok_or_else(|| broken(main.name(), "it is missing from the archive"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::archive::tests::packed;

    #[test]
    fn the_main_part_may_have_any_name() {
        let bytes = packed(&[
            (
                "_rels/.rels",
                r#"<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="/word/document2.xml"/>
                <Relationship Id="b" Type="http://y/core-properties" Target="docProps/core.xml"/></Relationships>"#,
            ),
            (
                "word/_rels/document2.xml.rels",
                r#"<r:Relationships><r:Relationship Id="n" Type="http://x/footnotes" Target="../notes/all.xml"/>
                <r:Relationship Id="l" Type="http://x/hyperlink" Target="https://a.example/?a&amp;b" TargetMode="External"/>
                <r:Relationship Id="m" Type="http://x/hyperlink" Target="mailto:a@b.example" TargetMode="External"/>
                </r:Relationships>"#,
            ),
            ("notes/all.xml", "<footnotes/>"),
        ]);
        let mut archive = Archive::open(&bytes, 1 << 20).unwrap();
        let (main, properties) = Related::main(&mut archive).unwrap();
        assert_eq!((main.name(), properties.as_deref()), ("word/document2.xml", Some("docProps/core.xml")));
        assert_eq!(main.read(&mut archive, "footnotes").unwrap().unwrap().0, "notes/all.xml");
        assert_eq!(main.read(&mut archive, "endnotes").unwrap(), None);
        let targets = targets(&mut archive, "word/document2.xml").unwrap();
        assert_eq!(targets, HashMap::from([("l".to_owned(), "https://a.example/?a&b".into())]));
        let error = main_text(&mut archive, &main).unwrap_err();
        assert_eq!(error.to_string(), "word/document2.xml is broken: it is missing from the archive");
    }

    #[test]
    fn without_relationships_the_usual_names_hold() {
        let bytes = packed(&[("word/document.xml", "<document/>"), ("word/footnotes.xml", "<footnotes/>")]);
        let mut archive = Archive::open(&bytes, 1 << 20).unwrap();
        let (main, _) = Related::main(&mut archive).unwrap();
        assert_eq!(main_text(&mut archive, &main).unwrap(), "<document/>");
        assert!(main.read(&mut archive, "footnotes").unwrap().is_some());
    }
}
