//! Builds the readable text of a file from pieces of it, and keeps the way back.

use std::borrow::Cow;

use crate::model::{Origin, Run};
use crate::span::Span;

/// The readable text of a file while it is put together.
#[derive(Debug)]
pub(super) struct Builder<'s> {
    file: &'s str,
    text: String,
    runs: Vec<Run>,
}

impl<'s> Builder<'s> {
    /// Nothing yet, of this file (behind its byte-order mark).
    pub(super) fn new(file: &'s str) -> Builder<'s> {
        Builder { file, text: String::with_capacity(file.len()), runs: Vec::new() }
    }

    /// What was put together so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// How many bytes that is: where the next piece begins.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Copies a stretch of the file as it stands there.
    pub(super) fn copy(&mut self, piece: Span) {
        let words = piece.of(self.file);
        if words.is_empty() {
            return;
        }
        let (text, len) = (Span::at(self.text.len()).start, Span::at(words.len()).start);
        self.text.push_str(words);
        match self.runs.last_mut() {
            Some(run) if run.source + run.len == piece.start && run.text + run.len == text => run.len += len,
            _ => self.runs.push(Run { text, source: piece.start, len }),
        }
    }

    /// Adds words that the file does not hold so: a decoded entity, a bracket, the blank between two
    /// paragraphs.
    pub(super) fn add(&mut self, words: &str) {
        self.text.push_str(words);
    }

    /// What is added from here on stands at this byte of the file.
    pub(super) fn stand_at(&mut self, source: usize) {
        let text = Span::at(self.text.len()).start;
        self.runs.push(Run { text, source: Span::at(source).start, len: 0 });
    }

    /// Takes white space off the end, down to `least` bytes.
    pub(super) fn trim_end(&mut self, least: usize) {
        self.cut(self.text.trim_end().len().max(least));
    }

    /// Takes off all behind a place of the text.
    pub(super) fn cut(&mut self, kept: usize) {
        if kept >= self.text.len() {
            return;
        }
        self.text.truncate(kept);
        let end = Span::at(kept).start;
        while let Some(run) = self.runs.last_mut() {
            if run.text < end || (run.len == 0 && run.text == end) {
                run.len = run.len.min(end - run.text);
                break;
            }
            self.runs.pop();
        }
    }

    /// The text and the way back; a file that was copied as a whole is not copied.
    pub(super) fn finish(self) -> (Cow<'s, str>, Origin) {
        let whole =
            matches!(self.runs.as_slice(), [run] if run.source == 0 && run.len as usize == self.file.len());
        let text = if whole && self.text.len() == self.file.len() {
            Cow::Borrowed(self.file)
        } else {
            Cow::Owned(self.text)
        };
        (text, Origin::Runs(self.runs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_lead_back_to_the_file() {
        let file = "a<b>cd</b>&amp;e";
        let mut builder = Builder::new(file);
        builder.copy(Span::new(0, 1));
        builder.copy(Span::new(4, 5));
        builder.copy(Span::new(5, 6));
        builder.add("&");
        builder.copy(Span::new(15, 16));
        let (text, origin) = builder.finish();
        assert_eq!(text, "acd&e");
        assert_eq!(origin.exact(Span::new(1, 3)), Some(Span::new(4, 6)));
        assert_eq!(origin.around(Span::new(3, 4)), Span::new(6, 15));
    }

    #[test]
    fn added_words_stand_where_they_were_put() {
        let mut builder = Builder::new("abc  def");
        builder.copy(Span::new(0, 5));
        builder.trim_end(0);
        builder.stand_at(5);
        builder.add("[1] ");
        builder.copy(Span::new(5, 8));
        let (text, origin) = builder.finish();
        assert_eq!(text, "abc[1] def");
        assert_eq!(origin.around(Span::new(3, 10)), Span::new(5, 8));
    }
}
