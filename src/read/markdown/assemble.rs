//! The readable text of a file: its running text, and all notes behind it.

use std::borrow::Cow;

use super::body::Piece;
use super::label;
use super::masks::Hidden;
use super::outline::Outline;
use super::plan::{Mark, Note, Plan};
use crate::model::{Broken, BrokenKind, Label, Origin, Run, Stated, StatedCall, StatedLink, StatedNote};
use crate::read::builder::Builder;
use crate::span::Span;
use crate::text;

/// What is read from a file.
#[derive(Debug)]
pub(super) struct Draft<'f> {
    pub(super) text: Cow<'f, str>,
    pub(super) origin: Origin,
    /// Of the running text; addresses are not among them.
    pub(super) masks: Vec<Span>,
    pub(super) stated: Stated,
}

pub(super) fn assemble<'f>(file: &'f str, outline: Outline<'f>, hidden: Hidden) -> Draft<'f> {
    let mut plan = Plan::new(file, outline, &hidden);
    if plan.notes.is_empty() {
        return as_it_stands(file, &mut plan, hidden);
    }
    let notes = std::mem::take(&mut plan.notes);
    let mut writer =
        Writer { file, plan, builder: Builder::new(file), kept: Vec::new(), stated: Stated::default() };
    let in_place = writer.running_text(&notes);
    writer.notes(&notes, in_place);
    let masks = moved(&hidden.all, &writer.kept);
    let (text, origin) = writer.builder.finish();
    Draft { text, origin, masks, stated: writer.stated }
}

/// A file without notes; it may have calls.
fn as_it_stands<'f>(file: &'f str, plan: &mut Plan<'f>, hidden: Hidden) -> Draft<'f> {
    let calls = plan.marks.iter().filter(|(_, mark)| matches!(mark, Mark::Call(_)));
    let calls: Vec<Span> = calls.map(|(span, _)| *span).collect();
    let call = |span: Span| StatedCall { span, label: plan.label(label::inside(span).of(file)), note: None };
    let stated = Stated { calls: calls.into_iter().map(call).collect(), ..Stated::default() };
    let origin = Origin::Runs(vec![Run { text: 0, source: 0, len: Span::at(file.len()).start }]);
    Draft { text: Cow::Borrowed(file), origin, masks: hidden.all, stated }
}

/// Spans of the file where they stand in the text.
fn moved(spans: &[Span], kept: &[(Span, usize)]) -> Vec<Span> {
    let mut found = Vec::with_capacity(spans.len());
    let mut pieces = kept.iter().peekable();
    for span in spans {
        while pieces.next_if(|(piece, _)| piece.end <= span.start).is_some() {}
        for (piece, text) in pieces.clone().take_while(|(piece, _)| piece.start < span.end) {
            let inside = Span { start: span.start.max(piece.start), end: span.end.min(piece.end) };
            found.push(inside.shifted_back(piece.start()).shifted(*text));
        }
    }
    found
}

/// Puts the text together.
struct Writer<'f> {
    file: &'f str,
    plan: Plan<'f>,
    builder: Builder<'f>,
    /// Stretches of the running text, and where they stand in the text.
    kept: Vec<(Span, usize)>,
    stated: Stated,
}

impl<'f> Writer<'f> {
    /// Writes the running text, and tells whether it ends before the notes as it does in the file: the white
    /// space behind them is left over then.
    fn running_text(&mut self, notes: &[Note<'f>]) -> bool {
        let mut from = 0;
        let mut behind_cut = false;
        for (span, mark) in std::mem::take(&mut self.plan.marks) {
            match mark {
                Mark::Call(note) => {
                    let text = span.shifted_back(from).shifted(self.builder.len());
                    self.call(text, span, note);
                }
                Mark::Cut => {
                    let before = Span::new(from, span.start());
                    // The blank lines between two notes stay between them, not in the text.
                    if !(behind_cut && before.of(self.file).trim().is_empty()) {
                        self.keep(before);
                    }
                    (from, behind_cut) = (span.end(), true);
                }
                Mark::Inline(note) => {
                    self.keep(Span::new(from, span.start()));
                    (from, behind_cut) = (span.end(), false);
                    if let Some(own) = notes.get(note) {
                        self.own_call(own, note);
                    }
                }
            }
        }
        let rest = Span::new(from, self.file.len());
        if from > 0 && rest.of(self.file).trim().is_empty() {
            return true;
        }
        self.keep(rest);
        false
    }

    fn keep(&mut self, piece: Span) {
        if !piece.is_empty() {
            self.kept.push((piece, self.builder.len()));
            self.builder.copy(piece);
        }
    }

    /// A call as it is typed.
    fn call(&mut self, text: Span, source: Span, note: Option<usize>) {
        let label = self.plan.label(label::inside(source).of(self.file));
        self.state_call(text, label, note);
    }

    /// The call that takes the place of a note inside the text.
    fn own_call(&mut self, note: &Note<'f>, index: usize) {
        let start = self.builder.len();
        self.builder.stand_at(note.span.start());
        self.builder.add(&format!("{:#}", note.label));
        self.state_call(Span::new(start, self.builder.len()), note.label, Some(index));
    }

    fn state_call(&mut self, span: Span, label: Label, note: Option<usize>) {
        let note = note.map(|note| Span::at(note).start);
        self.stated.calls.push(StatedCall { span, label, note });
    }

    fn notes(&mut self, notes: &[Note<'f>], in_place: bool) {
        let mut last = None;
        for note in notes {
            self.separate(last, note);
            self.note(note, notes);
            last = Some(note);
        }
        // The white space behind the last note stays, where that is the end of the file.
        let end = last.map_or(0, |note| note.span.end());
        let behind = Span::new(end, self.file.len());
        if in_place && behind.of(self.file).trim().is_empty() {
            self.builder.copy(behind);
        }
    }

    /// A blank line before a note: that of the file, if the note stands there as well.
    fn separate(&mut self, last: Option<&Note<'f>>, note: &Note<'f>) {
        if let Some(last) = last {
            let between = self.file.get(last.span.end()..note.span.start()).unwrap_or_default();
            let blanks = between.trim_end_matches([' ', '\t']);
            if blanks.trim().is_empty() && blanks.contains(['\n', '\r']) {
                self.builder.copy(Span::new(last.span.end(), last.span.end() + blanks.len()));
            }
        }
        let text = self.builder.text();
        let line = text.trim_end_matches([' ', '\t']);
        let above = line.strip_suffix("\r\n").or_else(|| line.strip_suffix(text::is_line_end));
        let missing = match above {
            // The last line holds blanks: it is the blank line.
            _ if line.len() < text.len() && line.trim_end().len() < line.len() => "\n",
            None if text.is_empty() => "",
            Some(above) if above.trim_end_matches([' ', '\t']).ends_with(text::is_line_end) => "",
            Some("") => "",
            Some(_) => "\n",
            None => "\n\n",
        };
        self.builder.add(missing);
    }

    /// `[^x]: body`, with the note's number as it is called.
    fn note(&mut self, note: &Note<'f>, notes: &[Note<'f>]) {
        let start = self.builder.len();
        let label_end = if note.inline.is_some() {
            self.builder.stand_at(note.span.start());
            self.builder.add(&format!("{:#}", note.label));
            let end = self.builder.len();
            self.builder.add(": ");
            end
        } else {
            let name = label::label_at(self.file, note.span.start()).unwrap_or(note.span);
            let colon = name.end() + "]:".len();
            let blank = self.file.get(colon..colon + 1) == Some(" ") && note.span.end() > colon;
            self.builder.copy(Span::new(note.span.start(), colon + usize::from(blank)));
            if !blank {
                self.builder.add(" ");
            }
            start + name.end() + 1 - note.span.start()
        };
        let body = self.body(note, notes);
        let span = Span::new(start, body.end());
        self.stated.notes.push(StatedNote { span, body, label: note.label, list: 0 });
        if let Some(blindness) = note.blindness.filter(|_| note.called) {
            let kind = BrokenKind::Unrendered { label: note.label, by: blindness.by, why: blindness.why };
            self.stated.broken.push(Broken { span: Span::new(start, label_end), kind });
        }
    }

    fn body(&mut self, note: &Note<'f>, notes: &[Note<'f>]) -> Span {
        let start = self.builder.len();
        let mut shown: Vec<usize> = Vec::new();
        let mut breaks = false;
        for piece in &note.body {
            if let Piece::Break = piece {
                breaks = true;
                continue;
            }
            if std::mem::take(&mut breaks) && self.builder.len() > start {
                self.builder.trim_end(start);
                self.builder.add("\n\n");
            }
            match piece {
                Piece::File(span) => self.piece(*span, start),
                Piece::Own(words) if self.builder.len() > start => self.builder.add(words),
                Piece::Own(words) => self.builder.add(words.trim_start()),
                Piece::Call(call) => {
                    let text = Span::new(self.builder.len(), self.builder.len() + call.len());
                    if let Some(note) = self.plan.note(self.file, *call) {
                        self.call(text, *call, Some(note));
                    }
                    self.builder.copy(*call);
                }
                Piece::Inline(inline) => self.nested(*inline, notes),
                Piece::LinkStart => shown.push(self.builder.len()),
                Piece::LinkEnd(target) => {
                    let words = shown.pop().map(|start| Span::new(start, self.builder.len()));
                    if let (Some(span), Some(target)) = (words, target) {
                        self.stated.links.push(StatedLink { span, target: target.clone() });
                    }
                }
                Piece::Address { place, target, back } => self.address(*place, target, *back, start),
                Piece::Break => {}
            }
        }
        self.builder.trim_end(start);
        Span::new(start, self.builder.len())
    }

    /// The address behind the words of a link.
    fn address(&mut self, place: Option<Span>, target: &str, back: Option<usize>, start: usize) {
        let glued = self.builder.len() == start || self.builder.text().ends_with(char::is_whitespace);
        self.builder.add(if glued { "<" } else { " <" });
        match place {
            Some(place) => self.builder.copy(place),
            None => self.builder.add(target),
        }
        if let Some(back) = back {
            self.builder.stand_at(back);
        }
        self.builder.add(">");
    }

    /// A note inside a note: a call of it stays.
    fn nested(&mut self, inline: usize, notes: &[Note<'f>]) {
        match self.plan.inlines.get(inline).copied() {
            Some((_, Some(place))) => {
                if let Some(note) = notes.get(place) {
                    self.own_call(note, place);
                }
            }
            Some((span, None)) => self.builder.copy(span),
            None => {}
        }
    }

    /// A piece of the file; a call without a definition may begin here.
    fn piece(&mut self, span: Span, start: usize) {
        let words = span.of(self.file);
        let blanks = if self.builder.len() > start { 0 } else { words.len() - words.trim_start().len() };
        if words == "["
            && let Some(stray) = self.plan.stray_at(span.start)
        {
            let text = Span::new(self.builder.len(), self.builder.len() + stray.len());
            let note = self.plan.note(self.file, stray);
            self.call(text, stray, note);
        }
        self.builder.copy(Span::new(span.start() + blanks, span.end()));
    }
}
