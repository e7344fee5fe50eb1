//! Words in a flow, as a browser sets them: white space is one blank, a block begins a new paragraph.

use super::super::builder::Builder;
use super::boilerplate::begins_entry;
use crate::span::Span;

/// What stands between the words set last and the next ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    /// A blank; its byte in the file, if it is a single one.
    Blank(Option<Span>),
    Line,
    Block,
}

impl Gap {
    fn rank(self) -> u8 {
        match self {
            Gap::None => 0,
            Gap::Blank(_) => 1,
            Gap::Line => 2,
            Gap::Block => 3,
        }
    }
}

/// The readable text while it is set.
pub(super) struct Flow<'s> {
    file: &'s str,
    pub(super) builder: Builder<'s>,
    gap: Gap,
    /// Where the words begin before which no gap is set: those of the text, or of a note.
    floor: usize,
    block: usize,
    line: usize,
    /// In a note, paragraphs are lines.
    in_note: bool,
    pub(super) masks: Vec<Span>,
}

impl<'s> Flow<'s> {
    pub(super) fn new(file: &'s str) -> Flow<'s> {
        let builder = Builder::new(file);
        Flow { file, builder, gap: Gap::None, floor: 0, block: 0, line: 0, in_note: false, masks: Vec::new() }
    }

    /// Goes on behind the text with a note that stands at a byte of the file, under this number.
    pub(super) fn begin_note(&mut self, source: usize, number: &str) -> usize {
        if self.builder.len() > 0 {
            self.builder.add("\n\n");
        }
        self.builder.stand_at(source);
        let start = self.builder.len();
        self.builder.add(number);
        self.builder.add(" ");
        (self.in_note, self.gap, self.floor) = (true, Gap::None, self.builder.len());
        (self.block, self.line) = (start, start);
        start
    }

    /// Takes white space off the end, down to `least` bytes.
    pub(super) fn trim_end(&mut self, least: usize) {
        self.builder.trim_end(least);
        self.clip_masks();
    }

    /// Takes off all behind a place of the text.
    pub(super) fn cut(&mut self, kept: usize) {
        self.builder.cut(kept);
        self.clip_masks();
    }

    fn clip_masks(&mut self) {
        let end = Span::at(self.len()).start;
        while let Some(mask) = self.masks.last_mut().filter(|mask| mask.end > end) {
            mask.end = end;
            if mask.start < end {
                break;
            }
            self.masks.pop();
        }
    }

    /// Where the words go on.
    pub(super) fn len(&self) -> usize {
        self.builder.len()
    }

    pub(super) fn break_block(&mut self) {
        self.gap = if self.in_note { Gap::Line } else { Gap::Block };
    }

    /// A line break; a second one leaves a line empty.
    pub(super) fn break_line(&mut self) {
        let second = self.gap == Gap::Line && !self.in_note;
        self.widen(if second { Gap::Block } else { Gap::Line });
    }

    fn widen(&mut self, gap: Gap) {
        if gap.rank() > self.gap.rank() {
            self.gap = gap;
        }
    }

    /// White space of the file.
    pub(super) fn blank(&mut self, span: Span) {
        let single = span.len() == 1 && span.of(self.file) == " ";
        match self.gap {
            Gap::None => self.gap = Gap::Blank(single.then_some(span)),
            Gap::Blank(_) => self.gap = Gap::Blank(None),
            Gap::Line | Gap::Block => {}
        }
    }

    /// Sets what stands before the next words.
    pub(super) fn close_gap(&mut self) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if self.builder.len() <= self.floor {
            return;
        }
        match gap {
            Gap::None => {}
            Gap::Blank(Some(span)) => self.builder.copy(span),
            Gap::Blank(None) => self.builder.add(" "),
            Gap::Block if self.is_number_alone() => self.builder.add(" "),
            Gap::Block => {
                self.builder.add("\n\n");
                (self.block, self.line) = (self.builder.len(), self.builder.len());
            }
            Gap::Line => {
                self.builder.add("\n");
                self.line = self.builder.len();
            }
        }
    }

    /// Whether the block set last is the number of an entry whose words stand in the next block, as in a
    /// table.
    fn is_number_alone(&self) -> bool {
        let block = self.builder.text().get(self.block..).unwrap_or_default().trim_end();
        begins_entry(block) && block.trim_end_matches('.').ends_with(']') && !block.contains([' ', '\n'])
    }

    /// Whether the words stand in an entry: a note, or a line that begins with a number in brackets.
    pub(super) fn in_entry(&self) -> bool {
        let goes_on = self.gap.rank() < Gap::Line.rank();
        self.in_note || goes_on && begins_entry(self.builder.text().get(self.line..).unwrap_or_default())
    }

    /// Words of the file, their white space as in a browser; formatted ones as they stand.
    pub(super) fn copy(&mut self, span: Span, formatted: bool, masked: bool) {
        let words = span.of(self.file);
        if formatted {
            self.close_gap();
            let start = self.len();
            self.builder.copy(span);
            self.mask(start, masked);
            if let Some(at) = words.rfind('\n') {
                self.line = self.len() - (words.len() - at - 1);
            }
            return;
        }
        let bytes = words.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let blanks =
                bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_whitespace());
            let blanks = blanks.count();
            if blanks > 0 {
                self.blank(Span::new(span.start() + at, span.start() + at + blanks));
                at += blanks;
                continue;
            }
            let end = at + even_stretch(bytes.get(at..).unwrap_or_default());
            self.close_gap();
            let start = self.len();
            self.builder.copy(Span::new(span.start() + at, span.start() + end));
            self.mask(start, masked);
            at = end;
        }
    }

    /// Words that the file writes otherwise.
    pub(super) fn add(&mut self, words: &str, formatted: bool, masked: bool) {
        if !formatted && words.bytes().all(|byte| byte.is_ascii_whitespace()) {
            match self.gap {
                Gap::None | Gap::Blank(_) => self.gap = Gap::Blank(None),
                Gap::Line | Gap::Block => {}
            }
            return;
        }
        self.close_gap();
        let start = self.len();
        self.builder.add(words);
        self.mask(start, masked);
    }

    fn mask(&mut self, start: usize, masked: bool) {
        if !masked {
            return;
        }
        let span = Span::new(start, self.len());
        match self.masks.last_mut() {
            // Blanks between two masked words belong to the code.
            Some(last) if start <= last.end() + 2 => *last = last.join(span),
            _ => self.masks.push(span),
        }
    }
}

/// How many bytes can be copied at once: up to white space that is not a single blank between words.
fn even_stretch(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(blank) = rest.iter().position(u8::is_ascii_whitespace) else { return bytes.len() };
        let even = rest.get(blank) == Some(&b' ')
            && rest.get(blank + 1).is_some_and(|next| !next.is_ascii_whitespace());
        if !even {
            return at + blank;
        }
        at += blank + 1;
    }
}
