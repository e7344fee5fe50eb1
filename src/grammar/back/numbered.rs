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
        numbered.at.reserve(folded.len() + 1);
        let mut at = 0;
        while let Some(rest) = folded.get(at..).filter(|rest| !rest.is_empty()) {
            let words = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
            numbered.text.push_str(rest.get(..words).unwrap_or_default());
            numbered.at.extend(at..at + words);
            at += words;
            let digits = rest.bytes().skip(words).take_while(u8::is_ascii_digit);
            let (length, value) = digits.fold((0, 0u32), |(length, value), digit| {
                (length + 1, value.saturating_mul(10).saturating_add(u32::from(digit - b'0')))
            });
            if length > 0 {
                numbered.numbers.push((numbered.text.len(), value));
                numbered.text.push_str("{n}");
                numbered.at.extend([at; 3]);
                at += length;
            }
        }
        numbered.at.push(folded.len());
        numbered
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
