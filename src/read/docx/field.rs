//! Fields: what Word computes. Only their results are text; of their instructions the address of a link counts.

use std::rc::Rc;

use crate::read::manuscript::web_address;

/// More of an instruction is not kept: the records that reference managers hide there have hundreds of kilobytes.
const LONGEST_INSTRUCTION: usize = 8 << 10;

/// The fields that are open at a place of a text, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them are still at their instruction.
    instructing: usize,
}

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    /// Where its result begins.
    result: Option<Place>,
}

/// A place in the words of a paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) paragraph: u32,
    pub(super) at: usize,
}

impl Fields {
    /// Whether what comes now is an instruction and is not shown.
    pub(super) fn hides(&self) -> bool {
        self.instructing > 0
    }

    pub(super) fn begin(&mut self) {
        self.open.push(Field::default());
        self.instructing += 1;
    }

    /// Adds to the instruction of the innermost field.
    pub(super) fn instruct(&mut self, words: &str) {
        if let Some(Field { instruction, result: None }) = self.open.last_mut()
            && instruction.len() + words.len() <= LONGEST_INSTRUCTION
        {
            instruction.push_str(words);
        }
    }

    /// The result of the innermost field begins.
    pub(super) fn separate(&mut self, place: Place) {
        if let Some(field @ Field { result: None, .. }) = self.open.last_mut() {
            field.result = Some(place);
            self.instructing -= 1;
        }
    }

    /// A paragraph ends. A field that is still at its instruction is broken off, or has one that goes over paragraphs,
    /// which nothing but a form letter has: the rest of the text is not hidden for it.
    pub(super) fn end_paragraph(&mut self, place: Place) {
        // Those of this paragraph are the innermost: older ones are not looked at again.
        for field in self.open.iter_mut().rev() {
            if self.instructing == 0 {
                break;
            }
            if field.result.is_none() {
                field.result = Some(place);
                self.instructing -= 1;
            }
        }
    }

    /// The innermost field ends: where its result began and where it leads to, if it is a link.
    pub(super) fn end(&mut self) -> Option<(Place, Rc<str>)> {
        let field = self.open.pop()?;
        match field.result {
            Some(place) => Some((place, hyperlink(&field.instruction)?)),
            None => {
                self.instructing -= 1;
                None
            }
        }
    }
}

/// The web address of an instruction: `HYPERLINK "https://a.example" \l "part"`.
pub(super) fn hyperlink(instruction: &str) -> Option<Rc<str>> {
    let mut words = words(instruction).into_iter();
    if !words.next()?.eq_ignore_ascii_case("hyperlink") {
        return None;
    }
    let (mut target, mut part) = (None, None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "\\l" => part = words.next(),
            "\\o" | "\\t" => drop(words.next()),
            switch if switch.starts_with('\\') => {}
            _ => target = target.or(Some(word)),
        }
    }
    address(&target?, part.as_deref())
}

/// A web address with the part of the page that is meant.
pub(super) fn address(target: &str, part: Option<&str>) -> Option<Rc<str>> {
    match part {
        Some(part) if !part.is_empty() && !target.contains('#') => web_address(&format!("{target}#{part}")),
        _ => web_address(target),
    }
}

/// The words of an instruction; those in quotes may hold blanks, and a backslash there hides the sign behind it.
fn words(instruction: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut letters = instruction.chars();
    while let Some(first) = letters.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut word = String::new();
        let quoted = first == '"';
        let mut next = if quoted { letters.next() } else { Some(first) };
        while let Some(letter) = next {
            match letter {
                '"' if quoted => break,
                '\\' if quoted => word.extend(letters.next()),
                letter if !quoted && letter.is_whitespace() => break,
                letter => word.push(letter),
            }
            next = letters.next();
        }
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_link_is_found_in_its_instruction() {
        let found = |instruction: &str| hyperlink(instruction).map(|target| target.to_string());
        let address = Some("https://a.example/x y".replace(' ', "%20"));
        assert_eq!(found(r#" HYPERLINK "https://a.example/x y" "#), address);
        assert_eq!(found(r#"hyperlink \o "a \"tip\"" "https://a.example/x y" \h"#), address);
        assert_eq!(found(r#"HYPERLINK https://a.example \l "two""#), Some("https://a.example#two".into()));
        for other in
            [r#"HYPERLINK \l "_Toc1""#, "PAGEREF _Toc1 \\h", "", "\"", "HYPERLINK \"mailto:a@b.example\""]
        {
            assert_eq!(found(other), None, "{other}");
        }
    }

    #[test]
    fn a_field_in_a_field_hides_until_both_show_their_results() {
        let place = Place { paragraph: 1, at: 0 };
        let mut fields = Fields::default();
        fields.begin();
        fields.begin();
        fields.separate(place);
        assert!(fields.hides());
        fields.end();
        fields.instruct(r#"HYPERLINK "https://a.example""#);
        fields.separate(place);
        assert!(!fields.hides());
        assert!(fields.end().is_some_and(|(_, target)| &*target == "https://a.example"));
        assert!(fields.end().is_none());
    }
}
