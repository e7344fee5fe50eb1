//! How notes are numbered: for the whole document in its settings, and section by section where one differs.

use crate::error::Error;
use crate::read::manuscript::{Numbers, Signs};
use crate::read::xml::{Element, Xml};

/// No book has more sections; what comes behind is numbered as the last of them.
const MOST_SECTIONS: usize = 10_000;

/// Footnotes and endnotes.
pub(super) type Both<T> = [T; 2];

/// What a section or the settings say; nothing means "as the whole document".
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    signs: Option<(Signs, bool)>,
    start: Option<u32>,
    anew: Option<bool>,
}

impl Said {
    fn read(&mut self, element: &Element<'_>) {
        let value = element.attribute("val").unwrap_or_default();
        match element.name() {
            "numFmt" => self.signs = Some(signs(&value)),
            "numStart" => self.start = value.parse().ok(),
            // Where pages end cannot be known: what begins anew on each page is counted on.
            "numRestart" => self.anew = Some(value == "eachSect"),
            _ => {}
        }
    }

    fn over(self, whole: Numbers) -> Numbers {
        let (signs, capital) = self.signs.unwrap_or((whole.signs, whole.capital));
        Numbers {
            signs,
            capital,
            start: self.start.unwrap_or(whole.start),
            anew: self.anew.unwrap_or(whole.anew),
        }
    }
}

fn signs(format: &str) -> (Signs, bool) {
    match format {
        "lowerRoman" => (Signs::Roman, false),
        "upperRoman" => (Signs::Roman, true),
        "lowerLetter" => (Signs::Letters, false),
        "upperLetter" => (Signs::Letters, true),
        "chicago" => (Signs::Symbols, false),
        _ => (Signs::Decimal, false),
    }
}

/// Reads the numbering of the whole document from its settings.
pub(super) fn of_document(name: &str, settings: &str) -> Result<Both<Numbers>, Error> {
    let said = sections(Xml::new(name, settings), "settings")?;
    let both = said.first().copied().unwrap_or_default();
    Ok(over(both, [Numbers::FOOTNOTES, Numbers::ENDNOTES]))
}

/// Reads the numbering of each section. A section says so at its end, when its notes are called already: the body is read
/// for this before it is read for its text, if any section says something.
pub(super) fn of_sections(name: &str, body: &str, whole: Both<Numbers>) -> Result<Both<Vec<Numbers>>, Error> {
    let says = |words: &str| memchr::memmem::find(body.as_bytes(), words.as_bytes()).is_some();
    let [footnotes, endnotes] = whole;
    if !says("footnotePr") && !says("endnotePr") {
        return Ok([vec![footnotes], vec![endnotes]]);
    }
    let sections = sections(Xml::new(name, body), "sectPr")?;
    Ok(sections.into_iter().map(|said| over(said, whole)).map(|[a, b]| (a, b)).unzip()).map(|(a, b)| [a, b])
}

fn over(
    [footnotes, endnotes]: Both<Said>,
    [whole_footnotes, whole_endnotes]: Both<Numbers>,
) -> Both<Numbers> {
    [footnotes.over(whole_footnotes), endnotes.over(whole_endnotes)]
}

/// What is said of notes inside each element of a name.
fn sections(mut xml: Xml<'_>, holder: &str) -> Result<Vec<Both<Said>>, Error> {
    let mut sections: Vec<Both<Said>> = Vec::new();
    let mut kind = None;
    while let Some(element) = xml.next_element()? {
        match element.name() {
            name if name == holder && sections.len() < MOST_SECTIONS => {
                sections.push(Both::default());
                kind = None;
            }
            // How the section was before a tracked change.
            "sectPrChange" => xml.skip()?,
            "footnotePr" => kind = Some(0),
            "endnotePr" => kind = Some(1),
            "numFmt" | "numStart" | "numRestart" => {
                let said = sections.last_mut().and_then(|both| both.get_mut(kind?));
                if let Some(said) = said {
                    said.read(&element);
                }
            }
            "pos" | "footnote" | "endnote" => {}
            _ => kind = None,
        }
    }
    Ok(sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_differs_from_the_document_in_what_it_says() {
        let settings = r#"<w:settings><w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>
            <w:footnotePr><w:pos w:val="beneathText"/><w:numStart w:val="5"/></w:footnotePr></w:settings>"#;
        let whole = of_document("word/settings.xml", settings).unwrap();
        assert_eq!((whole[0].start, whole[1].signs), (5, Signs::Decimal));
        let body = r#"<w:document><w:p><w:pPr><w:sectPr/></w:pPr></w:p><w:sectPr><w:footnotePr>
            <w:numFmt w:val="upperRoman"/><w:numRestart w:val="eachSect"/></w:footnotePr>
            <w:sectPrChange><w:sectPr><w:footnotePr><w:numStart w:val="9"/></w:footnotePr></w:sectPr></w:sectPrChange>
            </w:sectPr></w:document>"#;
        let [footnotes, endnotes] = of_sections("word/document.xml", body, whole).unwrap();
        assert_eq!((footnotes.len(), endnotes.len()), (2, 2));
        assert_eq!((footnotes[0].signs, footnotes[0].start, footnotes[0].anew), (Signs::Decimal, 5, false));
        assert_eq!((footnotes[1].signs, footnotes[1].capital), (Signs::Roman, true));
        assert_eq!((footnotes[1].start, footnotes[1].anew), (5, true));
    }
}
