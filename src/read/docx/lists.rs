//! Automatic lists: their numbers stand in no paragraph, and Word counts them.
//!
//! A typed-looking list `[1] …` is often one of these. Where the pattern of a level has brackets around its number, the
//! number is given as the page shows it. `1.` is given too, but for the caller to judge: most such lists are no notes.

use std::collections::HashMap;

use crate::error::Error;
use crate::read::xml::Xml;

/// Levels of a list.
const LEVELS: usize = 9;

/// Longer patterns and names are not kept, in bytes: Word takes 253 at most for a name.
const LONGEST_NAME: usize = 256;

/// Styles may rest on so many others before the chain is taken for a loop.
const LONGEST_CHAIN: usize = 32;

/// The place of a paragraph in a list: the name of the list and the level, from 0, where it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Membership {
    pub(super) list: Option<u32>,
    pub(super) level: Option<usize>,
}

/// The number of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ItemNumber {
    /// As the page shows it: "[3]", "3.".
    pub(super) shown: String,
    pub(super) bracketed: bool,
}

/// The lists of a document, while they are counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    patterns: HashMap<u32, Vec<Level>>,
    lists: HashMap<u32, List>,
    styles: HashMap<String, Style>,
    /// The last numbers of each pattern, level by level.
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<u32>,
    is_decimal: bool,
    /// "[%1]"
    text: String,
    /// The paragraph style that belongs to this level.
    style: String,
}

#[derive(Debug, Default)]
struct List {
    pattern: u32,
    /// Levels that begin at a number of their own, once.
    starts: HashMap<usize, u32>,
    /// Levels that differ from those of the pattern.
    levels: HashMap<usize, Level>,
}

#[derive(Debug, Default)]
struct Style {
    rests_on: String,
    membership: Membership,
}

impl Lists {
    /// Reads the patterns of lists, and the lists that use them.
    pub(super) fn read_lists(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let mut xml = Xml::new(name, text);
        let (mut pattern, mut list, mut level) = (None, None, 0);
        while let Some(element) = xml.next_element()? {
            let value = || element.attribute("val").filter(|name| is_kept(name)).unwrap_or_default();
            let number = |attribute| element.attribute(attribute).and_then(|value| value.trim().parse().ok());
            match element.name() {
                "abstractNum" => (pattern, list) = (number("abstractNumId"), None),
                "num" => (pattern, list) = (None, number("numId")),
                "lvl" | "lvlOverride" => level = number("ilvl").unwrap_or(0) as usize,
                "abstractNumId" => {
                    if let Some(list) = list {
                        self.lists.entry(list).or_default().pattern = number("val").unwrap_or(0);
                    }
                }
                "startOverride" => {
                    let (list, start) = (list.and_then(|list| self.lists.get_mut(&list)), number("val"));
                    if let (Some(list), Some(start)) = (list, start) {
                        list.starts.insert(level, start);
                    }
                }
                said @ ("start" | "numFmt" | "lvlText" | "pStyle") if level < LEVELS => {
                    let Some(level) = self.level_mut(pattern, list, level) else { continue };
                    match said {
                        "start" => level.start = number("val"),
                        "numFmt" => level.is_decimal = value() == "decimal",
                        "lvlText" => level.text = value().into_owned(),
                        _ => level.style = value().into_owned(),
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn level_mut(&mut self, pattern: Option<u32>, list: Option<u32>, level: usize) -> Option<&mut Level> {
        match (pattern, list) {
            (Some(pattern), _) => {
                let levels = self.patterns.entry(pattern).or_default();
                levels.resize(levels.len().max(level + 1), Level::default());
                levels.get_mut(level)
            }
            (None, Some(list)) => Some(self.lists.get_mut(&list)?.levels.entry(level).or_default()),
            (None, None) => None,
        }
    }

    /// Whether there is anything to count.
    pub(super) fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// Reads which styles put a paragraph into a list.
    pub(super) fn read_styles(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let mut xml = Xml::new(name, text);
        let mut id = String::new();
        while let Some(element) = xml.next_element()? {
            let value = || element.attribute("val").filter(|name| is_kept(name)).unwrap_or_default();
            match element.name() {
                "style" => {
                    id = element
                        .attribute("styleId")
                        .filter(|name| is_kept(name))
                        .unwrap_or_default()
                        .into_owned()
                }
                "basedOn" => self.styles.entry(id.clone()).or_default().rests_on = value().into_owned(),
                "numId" => self.styles.entry(id.clone()).or_default().membership.list = value().parse().ok(),
                "ilvl" => self.styles.entry(id.clone()).or_default().membership.level = value().parse().ok(),
                _ => {}
            }
        }
        Ok(())
    }

    /// The number of the next paragraph, if its list gives one that can be told. Each paragraph must be asked for once.
    pub(super) fn count(&mut self, own: Membership, style: Option<&str>) -> Option<ItemNumber> {
        let (id, level) = self.membership(own, style)?;
        let list = self.lists.get(&id)?;
        let pattern = self.patterns.get(&list.pattern).map(Vec::as_slice).unwrap_or_default();
        let form = list.levels.get(&level).filter(|form| !form.text.is_empty()).or(pattern.get(level))?;
        let counts = self.counts.entry(list.pattern).or_default();
        let start = list.starts.get(&level).copied();
        let begins = form.start.unwrap_or(1);
        let count = counts.get_mut(level)?;
        let number = match (start, *count) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => begins,
        };
        *count = Some(number);
        counts.iter_mut().skip(level + 1).for_each(|deeper| *deeper = None);
        let shown = form.is_decimal.then(|| shown(&form.text, level, number)).flatten();
        if let Some(list) = self.lists.get_mut(&id) {
            list.starts.remove(&level);
        }
        shown
    }

    /// The list and level of a paragraph: its own, or those of its style or of what that rests on.
    fn membership(&self, own: Membership, style: Option<&str>) -> Option<(u32, usize)> {
        let (mut found, mut next, mut of_style) = (own, style, None);
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next.and_then(|name| self.styles.get(name)) else { break };
            if found.list.is_none() && style.membership.list.is_some() {
                of_style = next;
                found.list = style.membership.list;
            }
            found.level = found.level.or(style.membership.level);
            next = Some(style.rests_on.as_str());
        }
        let list = found.list.filter(|list| *list != 0)?;
        let by_style = || {
            let levels = self.patterns.get(&self.lists.get(&list)?.pattern)?;
            levels.iter().position(|level| Some(level.style.as_str()) == of_style)
        };
        Some((list, found.level.or_else(by_style).unwrap_or(0).min(LEVELS - 1)))
    }
}

fn is_kept(name: &str) -> bool {
    name.len() <= LONGEST_NAME
}

/// A number in the pattern of its level, if this has nothing else but brackets or a stop: "[%1]", "%1.".
fn shown(pattern: &str, level: usize, number: u32) -> Option<ItemNumber> {
    let (before, behind) = pattern.trim().split_once(&format!("%{}", level + 1))?;
    let bracketed = match (before, behind) {
        ("[", "]" | "]." | "]:" | "])") => true,
        ("", "." | ")" | "") | ("(", ")") => false,
        _ => return None,
    };
    Some(ItemNumber { shown: format!("{before}{number}{behind}"), bracketed })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering>
        <w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
            <w:pStyle w:val="Entry"/><w:lvlText w:val="[%1]"/></w:lvl>
            <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
            <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>
            </w:lvlOverride></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">
            <w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride></w:num></w:numbering>"#;

    const STYLES: &str = r#"<w:styles><w:style w:styleId="Entry"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
        </w:style><w:style w:styleId="Small"><w:basedOn w:val="Entry"/></w:style>
        <w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style></w:styles>"#;

    fn lists() -> Lists {
        let mut lists = Lists::default();
        lists.read_lists("word/numbering.xml", LISTS).unwrap();
        lists.read_styles("word/styles.xml", STYLES).unwrap();
        lists
    }

    fn at(list: u32, level: usize) -> Membership {
        Membership { list: Some(list), level: Some(level) }
    }

    #[test]
    fn a_list_is_counted_over_all_its_paragraphs() {
        let mut lists = lists();
        let mut next = |own, style| lists.count(own, style).map(|number| number.shown);
        assert_eq!(next(at(1, 0), None).as_deref(), Some("[1]"));
        assert_eq!(next(Membership::default(), Some("Small")).as_deref(), Some("[2]"));
        assert_eq!(next(at(1, 1), None).as_deref(), Some("1."));
        assert_eq!(next(at(1, 1), None).as_deref(), Some("2."));
        assert_eq!(next(at(1, 2), None), None);
        assert_eq!(next(at(2, 0), None).as_deref(), Some("[7]"));
        assert_eq!(next(at(2, 0), None).as_deref(), Some("[8]"));
        assert_eq!(next(at(1, 1), None).as_deref(), Some("1."));
        assert_eq!(next(at(3, 0), None).as_deref(), Some("9)"));
    }

    #[test]
    fn a_paragraph_may_leave_the_list_of_its_style() {
        let mut lists = lists();
        assert_eq!(lists.count(at(0, 0), Some("Entry")), None);
        assert_eq!(lists.count(Membership::default(), Some("Loop")), None);
        assert_eq!(lists.count(at(99, 0), None), None);
    }
}
