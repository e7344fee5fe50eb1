//! What a person reads at a terminal: findings with excerpts, those of one cause together, what was not understood where
//! that is asked for, and a summary.
//!
//! Errors and warnings come first, in the order of the text; infos are folded to a line each. An excerpt is a window of
//! a line: ready-made snippet printers show the whole line, and lines of prose run to eight hundred characters.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Paint};

use super::{Renderer, Style};
use crate::draft::{Safety, Severity};
use crate::excerpt::{self, Window};
use crate::model::{Format, Label, NoteId, Resolution, UnreadKind};
use crate::report::{Finding, Place, Report, Run, Summary, excerpt_of};
use crate::span::Span;
use crate::text;

pub(super) const RENDERER: Renderer = Renderer { name: "full", write };

/// A block shows so many places of one cause.
const MOST_PLACES: usize = 5;

/// The summary names so many notes or chains.
const MOST_NAMED: usize = 8;

fn write(run: &Run, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for report in &run.documents {
        let mut page = Page { report, style, out: &mut *out };
        page.findings()?;
        if style.coverage {
            page.unparsed()?;
        }
    }
    summary(run, style, out)?;
    if style.coverage { coverage(run, out) } else { Ok(()) }
}

/// One thing to show: a finding, or the findings of a group.
struct Block<'a> {
    findings: Vec<&'a Finding>,
}

impl<'a> Block<'a> {
    /// The finding that stands for all; a block has at least one.
    fn first(&self) -> Option<&'a Finding> {
        self.findings.first().copied()
    }
}

struct Page<'a, 'o> {
    report: &'a Report,
    style: Style,
    out: &'o mut dyn Write,
}

/// A marked place in an excerpt.
struct Mark<'a> {
    place: Place,
    span: Span,
    sign: char,
    words: &'a str,
}

impl<'a> Page<'a, '_> {
    fn findings(&mut self) -> io::Result<()> {
        let blocks = self.blocks();
        let (infos, others): (Vec<Block<'_>>, Vec<Block<'_>>) = blocks
            .into_iter()
            .partition(|block| block.first().is_some_and(|finding| finding.severity == Severity::Info));
        for block in &others {
            self.block(block)?;
        }
        for block in &infos {
            if self.style.verbose { self.block(block)? } else { self.folded(block)? }
        }
        if !infos.is_empty() && !self.style.verbose {
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// The findings, those of one group together at the place of the first.
    fn blocks(&self) -> Vec<Block<'a>> {
        let mut blocks: Vec<Block<'a>> = Vec::new();
        let mut of_group: BTreeMap<usize, usize> = BTreeMap::new();
        for finding in &self.report.findings {
            let known =
                finding.group.and_then(|group| of_group.get(&group)).and_then(|at| blocks.get_mut(*at));
            match known {
                Some(block) => block.findings.push(finding),
                None => {
                    if let Some(group) = finding.group {
                        of_group.insert(group, blocks.len());
                    }
                    blocks.push(Block { findings: vec![finding] });
                }
            }
        }
        blocks
    }

    fn paint(&self, paint: Paint, words: &str) -> String {
        if self.style.color { format!("{paint}{words}{paint:#}") } else { words.to_owned() }
    }

    fn head(&self, finding: &Finding) -> String {
        self.paint(color(finding.severity), &format!("{}[{}]", finding.severity.word(), finding.rule().name))
    }

    /// A finding with its excerpts.
    fn block(&mut self, block: &Block<'a>) -> io::Result<()> {
        let Some(first) = block.first() else { return Ok(()) };
        let group =
            first.group.and_then(|group| self.report.groups.get(group)).filter(|_| block.findings.len() > 1);
        let message = group.map_or_else(|| first.message(), |group| group.message.clone());
        let help = group.map_or(&first.help, |group| &group.help);
        let head = self.head(first);
        let bold = self.paint(Paint::new().bold(), &message);
        writeln!(self.out, "{head}: {bold} ({})", first.rule().code)?;
        let marks = self.marks(block);
        let gutter = marks.iter().map(|mark| mark.place.line).max().unwrap_or(1).to_string().len();
        let edge =
            |page: &Self, words: &str| page.paint(Paint::new().fg_color(Some(AnsiColor::Blue.into())), words);
        let arrow = edge(self, &format!("{:gutter$} -->", ""));
        writeln!(self.out, "{arrow} {}:{}", self.name(), first.place)?;
        let bar = edge(self, &format!(" {:gutter$} |", ""));
        writeln!(self.out, "{bar}")?;
        let mut shown: Option<(u32, Window)> = None;
        for mark in &marks {
            let window = self.window(mark.span);
            let again = shown
                .as_ref()
                .is_some_and(|(line, known)| *line == mark.place.line && known.text == window.text);
            if !again {
                let number = edge(self, &format!(" {:>gutter$} |", mark.place.line));
                writeln!(self.out, "{number} {}", window.text)?;
            }
            let signs: String = std::iter::repeat_n(mark.sign, window.length).collect();
            let label = if mark.words.is_empty() { signs } else { format!("{signs} {}", mark.words) };
            let paint = if mark.sign == '^' { color(first.severity) } else { Paint::new() };
            let label = self.paint(paint, &label);
            writeln!(self.out, "{bar} {:caret$}{label}", "", caret = window.caret)?;
            shown = Some((mark.place.line, window));
        }
        let hidden = block.findings.len().saturating_sub(MOST_PLACES);
        let rest = edge(self, &format!(" {:gutter$} =", ""));
        if hidden > 0 {
            writeln!(self.out, "{bar} … and {hidden} more place{}", plural(hidden))?;
        }
        for remark in &first.remarks {
            writeln!(self.out, "{rest} note: {remark}")?;
        }
        if let Some(help) = help {
            let by_hand = first.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Unsafe);
            writeln!(self.out, "{rest} help: {help}{}", if by_hand { " – unsafe fix" } else { "" })?;
        }
        writeln!(self.out)
    }

    /// The places of a block in the order of the text: those of its findings, and for a single one its related places.
    fn marks(&self, block: &Block<'a>) -> Vec<Mark<'a>> {
        let mut marks: Vec<Mark<'a>> = Vec::new();
        for (at, finding) in block.findings.iter().take(MOST_PLACES).enumerate() {
            let words = if at == 0 { finding.label.as_str() } else { "" };
            marks.push(Mark { place: finding.place, span: finding.span, sign: '^', words });
        }
        if let [finding] = block.findings.as_slice() {
            for related in &finding.related {
                // What a remark tells needs no place of its own.
                if !finding.remarks.iter().any(|remark| remark.ends_with(&related.message)) {
                    marks.push(Mark {
                        place: related.place,
                        span: related.span,
                        sign: '-',
                        words: &related.message,
                    });
                }
            }
        }
        marks.sort_by_key(|mark| mark.span.start);
        marks
    }

    fn window(&self, span: Span) -> Window {
        excerpt_of(self.report.text(), self.report.lines(), span, self.style.width)
    }

    /// A finding on one line: `info[rule]: notes 1, 2 (30:210, 32:284): what is wrong`.
    fn folded(&mut self, block: &Block<'a>) -> io::Result<()> {
        let Some(first) = block.first() else { return Ok(()) };
        let message = first.message();
        let same = block.findings.iter().all(|finding| finding.message() == message);
        let group =
            first.group.and_then(|group| self.report.groups.get(group)).filter(|_| block.findings.len() > 1);
        let notes: Vec<Label> = block.findings.iter().filter_map(|f| self.report.label(f.note?)).collect();
        let places = places(&block.findings);
        let head = self.head(first);
        let names_note = first.note.and_then(|note| self.report.label(note)).is_some_and(|label| {
            [format!("note {label}"), format!("number {label}")]
                .iter()
                .any(|words| message.contains(words.as_str()))
        });
        match (group, notes.len() == block.findings.len() && !names_note && same) {
            (_, true) => {
                let word = if notes.len() > 1 { "notes" } else { "note" };
                writeln!(self.out, "{head}: {word} {} ({places}): {message}", joined(&notes))
            }
            (Some(group), false) => writeln!(self.out, "{head}: {} ({places})", group.message),
            (None, false) => writeln!(self.out, "{head}: {message} ({places})"),
        }
    }

    /// The words of each note that were not understood: `draft.txt:7:5: note 3: 12 bytes not understood: “pers. comm.”`.
    fn unparsed(&mut self) -> io::Result<()> {
        let mut any = false;
        for note in &self.report.notes {
            let Some(first) = note.unparsed.first() else { continue };
            let place = self.report.place(*first);
            let pieces: Vec<String> =
                note.unparsed.iter().map(|span| text::squeeze(span.of(self.report.text()))).collect();
            let words = pieces.join(" … ");
            let whole = Span::new(0, words.len());
            let words = excerpt::window(&words, whole, whole, self.style.width).text;
            let bytes = counted(note.unparsed_bytes(), "byte");
            writeln!(
                self.out,
                "{}:{place}: note {}: {bytes} not understood: “{words}”",
                self.name(),
                note.label,
            )?;
            any = true;
        }
        if any { writeln!(self.out) } else { Ok(()) }
    }

    fn name(&self) -> &'a str {
        if self.report.path.is_empty() { "draft" } else { &self.report.path }
    }
}

fn color(severity: Severity) -> Paint {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    };
    Paint::new().bold().fg_color(Some(color.into()))
}

fn places(findings: &[&Finding]) -> String {
    let mut places: Vec<String> =
        findings.iter().take(MOST_NAMED).map(|finding| finding.place.to_string()).collect();
    if findings.len() > MOST_NAMED {
        places.push("…".to_owned());
    }
    places.join(", ")
}

fn joined(labels: &[Label]) -> String {
    let mut words: Vec<String> = labels.iter().take(MOST_NAMED).map(Label::to_string).collect();
    if labels.len() > MOST_NAMED {
        words.push("…".to_owned());
    }
    words.join(", ")
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn counted(count: usize, word: &str) -> String {
    let ending = match (count, word.ends_with('s')) {
        (1, _) => "",
        (_, true) => "es",
        (_, false) => "s",
    };
    format!("{count} {word}{ending}")
}

/// What was read, whether it holds, and how much is wrong.
fn summary(run: &Run, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut total = Summary::default();
    let mut addresses = 0;
    for report in &run.documents {
        let one = report.summary();
        total.markers += one.markers;
        total.notes += one.notes;
        total.unresolved += one.unresolved;
        total.error += one.error;
        total.warning += one.warning;
        total.info += one.info;
        total.fixable_safe += one.fixable_safe;
        total.fixable_unsafe += one.fixable_unsafe;
        addresses += report.addresses();
    }
    let files = run.documents.len();
    if files == 0 {
        return Ok(());
    }
    if total.markers == 0 && total.notes == 0 {
        let lacks = match run.documents.as_slice() {
            [report] => report.format.no_notes(),
            _ => Format::Text.no_notes(),
        };
        writeln!(out, "no markers, and {lacks}: nothing to check{}", in_files(files))?;
    } else {
        let held = if total.notes == 0 { String::new() } else { format!("; {}", resolution(run, &total)) };
        writeln!(
            out,
            "{}, {}, {}{}{held}{}",
            counted(total.markers, "marker"),
            counted(total.notes, "note"),
            counted(addresses, "address"),
            in_files(files),
            if held.is_empty() { "." } else { "" },
        )?;
    }
    for report in &run.documents {
        for more in &report.more {
            writeln!(out, "… and {} more of {}, not listed.", more.findings, more.rule)?;
        }
        if let Some(unread) = report.unread.filter(|_| report.notes.is_empty()) {
            let line = report.place(unread.span).line;
            match unread.kind {
                UnreadKind::NumberedList => {
                    let heading = text::quote(unread.span.of(report.text()));
                    writeln!(
                        out,
                        "The list under {heading} (line {line}) has no brackets and was not read."
                    )?;
                }
                UnreadKind::OtherList => {
                    writeln!(
                        out,
                        "The list from line {line} on was not read: a note begins a line, as in “[1] …”."
                    )?;
                }
                UnreadKind::MarkdownFootnotes => {
                    writeln!(
                        out,
                        "The notes from line {line} on are Markdown footnotes: name the file .md, or add --as markdown."
                    )?;
                }
            }
        }
    }
    if total.error + total.warning + total.info == 0 {
        return Ok(());
    }
    write!(
        out,
        "{}, {}, {} in {}.",
        counted(total.error, "error"),
        counted(total.warning, "warning"),
        counted(total.info, "info"),
        counted(files, "file"),
    )?;
    match (total.fixable_safe, total.fixable_unsafe) {
        (0, 0) => {}
        (0, by_hand) => write!(out, " {by_hand} fixable with `ibidem fix --unsafe-fixes`.")?,
        (safe, 0) => write!(out, " {safe} fixable with `ibidem fix`.")?,
        (safe, by_hand) => {
            write!(out, " {safe} fixable with `ibidem fix`, {by_hand} more with --unsafe-fixes.")?
        }
    }
    writeln!(out, "{}", if total.info > 0 && !style.verbose { " Details: -v" } else { "" })
}

/// How much of all notes was not understood.
fn coverage(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut total = Summary::default();
    for one in run.documents.iter().map(Report::summary) {
        total.notes += one.notes;
        total.note_bytes += one.note_bytes;
        total.unparsed_bytes += one.unparsed_bytes;
    }
    let entries = match total.notes {
        0 => return Ok(()),
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    };
    let verb = if total.unparsed_bytes == 1 { "was" } else { "were" };
    writeln!(
        out,
        "{} of {} bytes of {entries} {verb} not understood.",
        total.unparsed_bytes, total.note_bytes
    )
}

fn in_files(files: usize) -> String {
    if files > 1 { format!(" in {files} files") } else { String::new() }
}

/// "every note resolves: 4 → 3 = 1.", "2 notes do not resolve: 1, 3."
fn resolution(run: &Run, total: &Summary) -> String {
    match (total.unresolved, run.documents.as_slice()) {
        (0, [report]) => match chains(report) {
            chains if chains.is_empty() => "every note resolves.".to_owned(),
            chains => format!("every note resolves: {chains}."),
        },
        (0, _) => "every note resolves.".to_owned(),
        (count, [report]) => {
            let labels: Vec<Label> =
                report.unresolved().into_iter().filter_map(|note| report.label(note)).collect();
            let verb = if count == 1 { "note does" } else { "notes do" };
            let others = match chains(report) {
                chains if chains.is_empty() => String::new(),
                chains => format!(" Resolved: {chains}."),
            };
            format!("{count} {verb} not resolve: {}.{others}", joined(&labels))
        }
        (1, _) => "1 note does not resolve.".to_owned(),
        (count, _) => format!("{count} notes do not resolve."),
    }
}

/// The chains that lead to a source, of a draft that has few.
fn chains(report: &Report) -> String {
    let leans = |note: &NoteId| {
        let last = report.notes.get(note.index()).and_then(|note| note.cites().next_back());
        last.and_then(|cite| report.chain_of(cite))
            .is_some_and(|chain| chain.resolution >= Resolution::Likely)
    };
    let mut notes = (0..report.notes.len()).map(NoteId::new).filter(leans);
    let few: Vec<NoteId> = notes.by_ref().take(3).collect();
    if notes.next().is_some() {
        return String::new();
    }
    let views: Vec<String> =
        few.into_iter().map(|note| report.chain(note.index()).to_string().replace(['[', ']'], "")).collect();
    views.join(", ")
}
