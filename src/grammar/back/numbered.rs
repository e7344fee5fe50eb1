//! Folded text in which every number stands as `{n}`, as the patterns of note references have it.

use crate::text::Folded;

/// Folded text with each number as `{n}`, and the way back to the folded text.
pub(super) struct Numbered {
    pub(super) text: String,
    /// For each byte, the byte of the folded text.
    at: Vec<usize>,
    /// Where each number stands in this text, and what it is.
    numbers: Vec<(usize, u32)>,
}

impl Numbered {
    pub(super) fn new(folded: &Folded) -> Numbered {
        let folded = folded.text.as_str();
        let mut numbered =
            Numbered { text: String::with_capacity(folded.len()), at: Vec::new(), numbers: Vec::new() };
        let mut rest = folded.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            let Some(mut value) = c.to_digit(10) else {
                numbered.push(at, c);
                continue;
            };
            while let Some((_, digit)) = rest.next_if(|(_, next)| next.is_ascii_digit()) {
                value = value.saturating_mul(10).saturating_add(digit.to_digit(10).unwrap_or(0));
            }
            numbered.numbers.push((numbered.text.len(), value));
            "{n}".chars().for_each(|c| numbered.push(at, c));
        }
        numbered.at.push(folded.len());
        numbered
    }

    fn push(&mut self, at: usize, c: char) {
        self.text.push(c);
        self.at.resize(self.text.len(), at);
    }

    /// The byte of the folded text behind `end` bytes of this one.
    pub(super) fn folded(&self, end: usize) -> usize {
        self.at.get(end).copied().unwrap_or_default()
    }

    /// The first byte of this text that came from that byte of the folded one, or from one behind it.
    pub(super) fn numbered(&self, folded: usize) -> usize {
        self.at.partition_point(|at| *at < folded)
    }

    /// The first number in a range of this text, and where it stands.
    pub(super) fn number_in(&self, start: usize, end: usize) -> Option<(usize, u32)> {
        self.numbers.iter().find(|(at, _)| (start..end).contains(at)).copied()
    }
}
