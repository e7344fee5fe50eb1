//! The numbers of notes, as the page shows them.

use crate::model::Label;

/// The two kinds of notes that word processors have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::read) enum Kind {
    Footnote,
    Endnote,
}

/// The signs that a number is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Signs {
    Decimal,
    Roman,
    Letters,
    /// `* † ‡ §`, doubled after the fourth.
    Symbols,
}

/// How the notes of one kind are numbered in one section.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct Numbers {
    pub(in crate::read) signs: Signs,
    /// Whether letters are capitals.
    pub(in crate::read) capital: bool,
    pub(in crate::read) start: u32,
    /// Whether they begin anew here.
    pub(in crate::read) anew: bool,
}

/// Roman numerals go so far; beyond, and where letters or symbols would fill a line, digits are shown.
const LAST_ROMAN: u32 = 3_999;
const MOST_REPEATS: usize = 7;

impl Numbers {
    pub(in crate::read) const FOOTNOTES: Numbers =
        Numbers { signs: Signs::Decimal, capital: false, start: 1, anew: false };
    pub(in crate::read) const ENDNOTES: Numbers = Numbers { signs: Signs::Roman, ..Numbers::FOOTNOTES };

    /// A number as it is written.
    fn write(self, number: u32) -> String {
        let written = match self.signs {
            Signs::Roman if (1..=LAST_ROMAN).contains(&number) => roman(number),
            Signs::Letters => repeated(number, "abcdefghijklmnopqrstuvwxyz"),
            Signs::Symbols => repeated(number, "*†‡§"),
            Signs::Decimal | Signs::Roman => String::new(),
        };
        match written {
            digits if digits.is_empty() => number.to_string(),
            written if self.capital => written.to_uppercase(),
            written => written,
        }
    }
}

/// The first round of signs, then each twice, then each three times; empty where that gets too long.
fn repeated(number: u32, signs: &str) -> String {
    let index = number.saturating_sub(1) as usize;
    let round = signs.chars().count();
    let sign = signs.chars().nth(index % round.max(1));
    let repeats = index / round.max(1) + 1;
    match sign.filter(|_| number > 0 && repeats <= MOST_REPEATS) {
        Some(sign) => std::iter::repeat_n(sign, repeats).collect(),
        None => String::new(),
    }
}

fn roman(number: u32) -> String {
    const VALUES: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = number;
    let mut written = String::new();
    for (value, signs) in VALUES {
        while left >= value {
            left -= value;
            written.push_str(signs);
        }
    }
    written
}

/// The counter of one kind of notes.
#[derive(Debug)]
pub(super) struct Counter {
    /// Section by section; the last holds for all that follow.
    sections: Vec<Numbers>,
    section: usize,
    next: u32,
    /// The list that notes go into, from 0, and whether it has one yet.
    list: u32,
    begun: bool,
    last_printed: u32,
}

impl Counter {
    pub(super) fn new(sections: Vec<Numbers>, otherwise: Numbers) -> Counter {
        let sections = if sections.is_empty() { vec![otherwise] } else { sections };
        let next = sections.first().map_or(1, |numbers| numbers.start);
        Counter { sections, section: 0, next, list: 0, begun: false, last_printed: 0 }
    }

    fn numbers(&self) -> Numbers {
        let here = self.sections.get(self.section).or(self.sections.last());
        here.copied().unwrap_or(Numbers::FOOTNOTES)
    }

    /// A section ends; in the next one the notes may be numbered in another way.
    pub(super) fn next_section(&mut self) {
        self.section += 1;
        let numbers = self.numbers();
        if numbers.anew {
            self.next = numbers.start;
            self.next_list();
        }
    }

    fn next_list(&mut self) {
        self.list += u32::from(self.begun);
        self.begun = false;
        self.last_printed = 0;
    }

    /// The list of the note that was numbered last.
    pub(super) fn list(&self) -> u32 {
        self.list
    }

    /// How many lists have notes so far.
    pub(super) fn lists(&self) -> u32 {
        self.list + u32::from(self.begun)
    }

    /// A note with a mark of its own stands here.
    pub(super) fn stand(&mut self) {
        self.begun = true;
    }

    /// The next number, and what the page shows for it.
    pub(super) fn count(&mut self) -> (Label, String) {
        let (number, numbers) = (self.next, self.numbers());
        self.next = self.next.saturating_add(1);
        self.begun = true;
        let shown = numbers.write(number);
        let digits = shown.bytes().all(|byte| byte.is_ascii_digit());
        let label = Label::counted(number);
        (if digits { label } else { label.shown_as(&shown) }, shown)
    }

    /// A number that the file gives itself; one that does not rise begins a new list.
    pub(super) fn print(&mut self, shown: &str) -> Label {
        match shown.trim().parse::<u32>() {
            Ok(number) => {
                if number <= self.last_printed {
                    self.next_list();
                }
                self.last_printed = number;
                self.next = number.saturating_add(1);
                self.begun = true;
                Label::counted(number)
            }
            Err(_) => {
                let (label, _) = self.count();
                label.shown_as(shown)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(signs: Signs, numbers: &[u32]) -> String {
        let numbers = numbers.iter().map(|number| Numbers { signs, ..Numbers::FOOTNOTES }.write(*number));
        numbers.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_are_written_in_every_kind_of_signs() {
        assert_eq!(written(Signs::Decimal, &[1, 12]), "1 12");
        assert_eq!(written(Signs::Roman, &[1, 4, 19, 1994, 0, 4000]), "i iv xix mcmxciv 0 4000");
        assert_eq!(written(Signs::Letters, &[1, 26, 27, 53, 10_000]), "a z aa aaa 10000");
        assert_eq!(written(Signs::Symbols, &[1, 2, 3, 4, 5, 9, 100]), "* † ‡ § ** *** 100");
        assert_eq!(Numbers { capital: true, ..Numbers::ENDNOTES }.write(4), "IV");
    }

    #[test]
    fn a_section_that_counts_anew_begins_a_list() {
        let anew = Numbers { anew: true, ..Numbers::FOOTNOTES };
        let mut counter = Counter::new(vec![Numbers { start: 5, ..anew }, anew], anew);
        let mut seen = Vec::new();
        for _ in 0..3 {
            seen.push((counter.count().1, counter.list()));
            counter.next_section();
            // A section without notes has no list.
            counter.next_section();
        }
        assert_eq!(seen, [("5".into(), 0), ("1".into(), 1), ("1".into(), 2)]);
    }

    #[test]
    fn a_printed_number_that_does_not_rise_begins_a_list() {
        let mut counter = Counter::new(Vec::new(), Numbers::FOOTNOTES);
        let lists: Vec<_> =
            ["1", "2", "1", "ii"].map(|shown| (counter.print(shown).to_string(), counter.list())).into();
        assert_eq!(lists, [("1".into(), 0), ("2".into(), 0), ("1".into(), 1), ("ii".into(), 1)]);
    }
}
