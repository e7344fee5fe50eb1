//! The report: what was found in one draft, and in many.
//!
//! It owns the draft's text once; notes, cites and fields are places in it. Serialising it gives the JSON that machines
//! read (`ibidem-report/1`).

mod chain;
mod json;
mod meaning;
mod run;

use std::fmt;

use serde::Serialize;

pub use chain::ChainView;
pub use run::{Problem, Run};

use crate::draft::{Draft, HIDDEN, PendingFinding, PendingFix, PendingGroup, Safety, Severity};
use crate::excerpt;
use crate::lang::LanguageId;
use crate::model::{
    Antecedent, Chain, Cite, CiteId, CiteKind, Encoding, End, Format, Label, List, Marker, MarkerId, Note,
    NoteId, Origin, Paragraph, Source, Unread,
};
use crate::rules::Fault;
use crate::span::{Lines, Position, Span};
use crate::survey::Tongue;
use crate::text;

/// An excerpt in a report is at most so many cells wide.
pub(crate) const EXCERPT_WIDTH: usize = 72;

/// A place in a draft: bytes of the file from 0, lines and columns from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Place {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Line of the first byte.
    pub line: u32,
    /// Its column in characters.
    pub column: u32,
    /// Its column in UTF-16 code units.
    pub utf16_column: u32,
    /// Line of the end.
    pub end_line: u32,
    /// Column of the end in characters.
    pub end_column: u32,
    /// Column of the end in UTF-16 code units.
    pub utf16_end_column: u32,
    /// The part of a word processor's file: "body", "footnotes"; lines are then its paragraphs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<&'static str>,
    /// Which paragraph of its part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
}

/// "15:509"; in a word processor's file, outside its body, "footnotes:3:12".
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(part) = self.part.filter(|part| *part != "body") {
            write!(f, "{part}:")?;
        }
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// One change of a fix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Edit {
    /// First byte of the file that goes.
    pub start: u32,
    /// The byte after the last that goes.
    pub end: u32,
    /// What comes in its place.
    pub text: String,
}

/// A mend that a finding offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Fix {
    /// Whether it may change what the draft means.
    pub safety: Safety,
    /// What it does, in a few words.
    pub message: String,
    /// Its changes; all of them or none.
    pub edits: Vec<Edit>,
}

/// A place that a finding also speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Related {
    /// What is to be said of it.
    pub message: String,
    /// The note that stands there.
    pub note: Option<NoteId>,
    /// Where it is.
    #[serde(rename = "span")]
    pub place: Place,
    /// Where that is in the readable text.
    #[serde(skip)]
    pub span: Span,
}

/// Something that is wrong with the draft.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Finding {
    /// Stays the same when paragraphs move, notes are renumbered or the file is renamed.
    pub id: String,
    /// What is wrong, with its data.
    pub fault: Fault,
    /// How much it weighs.
    pub severity: Severity,
    /// The note it speaks of.
    pub note: Option<NoteId>,
    /// Where it is.
    pub place: Place,
    /// Where that is in the readable text.
    pub span: Span,
    /// The words around it.
    pub excerpt: String,
    /// The words at the caret.
    pub label: String,
    /// Other places it speaks of.
    pub related: Vec<Related>,
    /// Facts that explain it.
    pub remarks: Vec<String>,
    /// The way out.
    pub help: Option<String>,
    /// The mend, if there is one.
    pub fix: Option<Fix>,
    /// The group it belongs to: an index into [`Report::groups`].
    pub group: Option<usize>,
}

impl Finding {
    /// What is known of the rule that found it.
    pub fn rule(&self) -> &'static crate::draft::Meta {
        self.fault.rule()
    }

    /// The sentence of the fault.
    pub fn message(&self) -> String {
        self.fault.to_string()
    }
}

/// Findings of one rule with one cause, shown as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Group {
    /// "g1"
    pub id: String,
    /// What they have in common.
    pub message: String,
    /// The way out for all of them.
    pub help: Option<String>,
}

/// A rule that could not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Skipped {
    /// Its name.
    pub rule: &'static str,
    /// Why not.
    pub why: &'static str,
}

/// Findings of one rule beyond those that are listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct More {
    /// Its name.
    pub rule: &'static str,
    /// How many there are beyond those listed.
    pub findings: usize,
}

/// The language of the running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DraftLanguage {
    /// Its tag; "und" where nothing says it.
    pub tag: &'static str,
    /// "certain", "likely" or "none".
    pub confidence: &'static str,
    /// "settings" or "detected".
    pub origin: &'static str,
}

/// Counts over a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
#[allow(missing_docs)] // the names say it
pub struct Summary {
    pub markers: usize,
    pub notes: usize,
    pub sources: usize,
    /// Notes with a back-reference that leads nowhere.
    pub unresolved: usize,
    pub error: usize,
    pub warning: usize,
    pub info: usize,
    pub suppressed: usize,
    pub baselined: usize,
    pub fixable_safe: usize,
    pub fixable_unsafe: usize,
    /// Bytes of the notes, without their numbers.
    pub note_bytes: usize,
    /// Of these, the bytes that were not understood.
    pub unparsed_bytes: usize,
}

/// What was found in one draft.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Report {
    /// The name that the draft was given with; empty if none.
    pub path: String,
    /// Its format.
    pub format: Format,
    /// Size of the file in bytes.
    pub bytes: usize,
    /// The language of its running text.
    pub language: DraftLanguage,
    /// All markers in the order of the text, also those without a note.
    pub markers: Vec<Marker>,
    /// All notes, list by list in printed order.
    pub notes: Vec<Note>,
    /// The lists that the notes stand in.
    pub lists: Vec<List>,
    /// All cites, note by note.
    pub cites: Vec<Cite>,
    /// The distinct sources in order of first use.
    pub sources: Vec<Source>,
    /// What is wrong, in the order of the text.
    pub findings: Vec<Finding>,
    /// Findings that belong together.
    pub groups: Vec<Group>,
    /// Rules that could not run.
    pub skipped: Vec<Skipped>,
    /// Rules that found more than is listed.
    pub more: Vec<More>,
    /// Notes of a kind that is not read; told where nothing else was found.
    pub unread: Option<Unread>,
    chains: Vec<Option<Chain>>,
    /// The markers of each note, sorted.
    calls: Vec<(NoteId, MarkerId)>,
    text: String,
    lines: Lines,
    origin: Origin,
    encoding: Encoding,
    byte_order_mark: u32,
    /// The file, where it is not the text, and its lines.
    file: Option<(Box<str>, Lines)>,
    /// What the text covers with asterisks, in order.
    hidden: Vec<Span>,
}

impl Report {
    /// Joins a draft and what its rules found.
    pub(crate) fn new(
        draft: Draft<'_>,
        findings: Vec<(Severity, PendingFinding<Fault>)>,
        groups: Vec<PendingGroup>,
        skipped: Vec<Skipped>,
        more: Vec<More>,
    ) -> Report {
        let lines = Lines::new(draft.text());
        let mut report = Report {
            path: String::new(),
            format: draft.document.format,
            bytes: draft.document.bytes,
            language: draft_language(draft.tongue),
            findings: Vec::with_capacity(findings.len()),
            groups: Vec::new(),
            skipped,
            more,
            unread: draft.unread,
            lines,
            origin: draft.document.origin.clone(),
            byte_order_mark: draft.document.byte_order_mark,
            encoding: draft.document.encoding,
            hidden: draft.secrets.iter().map(|secret| secret.value).collect(),
            file: draft.document.file.as_deref().map(|file| (file.into(), Lines::new(file))),
            markers: Vec::new(),
            notes: Vec::new(),
            lists: Vec::new(),
            cites: Vec::new(),
            sources: Vec::new(),
            chains: Vec::new(),
            calls: Vec::new(),
            text: String::new(),
        };
        report.add_findings(&draft, findings, groups);
        let Draft { document, notes, lists, cites, markers, sources, chains, calls, .. } = draft;
        Report {
            markers,
            notes,
            lists,
            cites,
            sources,
            chains,
            calls,
            text: document.text.into_owned(),
            ..report
        }
    }

    /// Orders the findings by place, gives them ids and excerpts, and numbers the groups by their first finding.
    fn add_findings(
        &mut self,
        draft: &Draft<'_>,
        mut findings: Vec<(Severity, PendingFinding<Fault>)>,
        groups: Vec<PendingGroup>,
    ) {
        findings.sort_by_key(|(_, finding)| (finding.span, finding.fault.rule().code));
        let mut seen: std::collections::HashMap<(&'static str, String), usize> =
            std::collections::HashMap::new();
        let mut group_order: Vec<usize> = Vec::new();
        for (severity, pending) in findings {
            let rule = pending.fault.rule();
            let anchor = anchor(draft, pending.span);
            let count = seen.entry((rule.name, anchor.clone())).or_insert(0);
            let ordinal = count.to_string();
            *count += 1;
            let pieces = [rule.name.as_bytes(), &[0x1F], ordinal.as_bytes(), &[0x1F], anchor.as_bytes()];
            let id = format!("{}-{:016x}", rule.name, text::fnv1a(&pieces));
            let group = pending.group.map(|group| {
                group_order.iter().position(|known| *known == group).unwrap_or_else(|| {
                    group_order.push(group);
                    group_order.len() - 1
                })
            });
            let place = self.place_in(draft.text(), pending.span);
            let related = pending.related.into_iter().map(|related| Related {
                message: related.message,
                note: related.note,
                place: self.place_in(draft.text(), related.span),
                span: related.span,
            });
            let related = related.collect();
            // A mend that copies text would write what was hidden.
            let copies = |fix: &PendingFix| fix.edits.iter().any(|(_, text)| text.contains(HIDDEN));
            let fix = pending.fix.filter(|fix| draft.secrets.is_empty() || !copies(fix));
            let fix = fix.and_then(|fix| {
                let edits = fix.edits.into_iter().map(|(span, text)| {
                    // What cannot be mapped to one piece of the file is never edited.
                    let text = draft.document.format.escaped(text);
                    draft.document.editable(span).map(|span| Edit { start: span.start, end: span.end, text })
                });
                Some(Fix {
                    safety: fix.safety,
                    message: fix.message,
                    edits: edits.collect::<Option<Vec<_>>>()?,
                })
            });
            let excerpt = excerpt_of(draft.text(), &self.lines, pending.span, EXCERPT_WIDTH).text;
            self.findings.push(Finding {
                id,
                severity,
                note: pending.note,
                place,
                span: pending.span,
                excerpt,
                label: pending.label,
                related,
                remarks: pending.remarks,
                help: pending.help,
                fix,
                group,
                fault: pending.fault,
            });
        }
        self.groups = group_order
            .into_iter()
            .enumerate()
            .filter_map(|(at, index)| {
                let group = groups.get(index)?;
                let id = format!("g{}", at + 1);
                Some(Group { id, message: group.message.clone(), help: group.help.clone() })
            })
            .collect();
    }

    /// The same report under the name of a file.
    #[must_use]
    pub fn named(mut self, path: impl Into<String>) -> Report {
        self.path = path.into();
        self
    }

    /// The readable text of the draft; what nobody should see (a password in an address) is covered with asterisks.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a span of the text stands in the file.
    pub fn place(&self, span: Span) -> Place {
        self.place_in(&self.text, span)
    }

    fn place_in(&self, text: &str, span: Span) -> Place {
        let around = self.origin.around(span);
        let at = |offset: u32| match &self.file {
            Some((file, lines)) => lines.position(file, offset as usize),
            None => self.lines.position(text, offset as usize),
        };
        let (from, to): (Position, Position) = (at(around.start), at(around.end));
        let place = Place {
            start: around.start.saturating_add(self.byte_order_mark),
            end: around.end.saturating_add(self.byte_order_mark),
            line: from.line,
            column: from.column,
            utf16_column: from.utf16_column,
            end_line: to.line,
            end_column: to.column,
            utf16_end_column: to.utf16_column,
            part: None,
            paragraph: None,
        };
        match &self.origin {
            Origin::Runs(_) => place,
            Origin::Paragraphs(paragraphs) => self.in_paragraphs(text, paragraphs, span, place),
        }
    }

    /// In a word processor's file a line is a paragraph of its part.
    fn in_paragraphs(&self, text: &str, paragraphs: &[Paragraph], span: Span, place: Place) -> Place {
        let of = |offset: u32| {
            let index = paragraphs.partition_point(|paragraph| paragraph.text <= offset).checked_sub(1)?;
            let paragraph = paragraphs.get(index)?;
            let within = Span { start: paragraph.text, end: offset }.of(text);
            let (characters, units) = (within.chars().count(), within.encode_utf16().count());
            Some((paragraph, Span::at(characters + 1).start, Span::at(units + 1).start))
        };
        let (Some((paragraph, column, utf16_column)), Some((last, end_column, utf16_end_column))) =
            (of(span.start), of(span.end))
        else {
            return place;
        };
        Place {
            line: paragraph.number,
            column,
            utf16_column,
            end_line: last.number,
            end_column,
            utf16_end_column,
            part: Some(paragraph.part),
            paragraph: Some(paragraph.number),
            ..place
        }
    }

    /// The bytes of the file that an edit of a span of the text would change, if it can be made exactly.
    pub(crate) fn editable(&self, span: Span) -> Option<Span> {
        self.origin.editable(span, self.encoding, self.byte_order_mark)
    }

    /// Whether places count the bytes of the file, or those of the readable text.
    pub(crate) fn position_space(&self) -> &'static str {
        let file = matches!(self.origin, Origin::Runs(_)) && !self.encoding.rewritten;
        if file { "file" } else { "text" }
    }

    /// Whether a span of the text holds something that nobody should see.
    pub(crate) fn hides(&self, span: Span) -> bool {
        let from = self.hidden.partition_point(|hidden| hidden.end <= span.start);
        self.hidden.get(from).is_some_and(|hidden| hidden.overlaps(span))
    }

    pub(crate) fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The way from a note to its source, the note by its index from 0: `[4] → [3] = [1]`.
    pub fn chain(&self, note: usize) -> ChainView<'_> {
        ChainView { report: self, note: NoteId::new(note) }
    }

    /// The chain of a back-reference; `None` for any other cite.
    pub fn chain_of(&self, cite: CiteId) -> Option<&Chain> {
        self.chains.get(cite.index())?.as_ref()
    }

    /// The notes that a back-reference passes on its way, nearest first: at most `limit`, and how many more there are.
    pub fn via(&self, cite: CiteId, limit: usize) -> (Vec<NoteId>, usize) {
        let Some(chain) = self.chain_of(cite) else { return (Vec::new(), 0) };
        let (End::Source(_, target) | End::UnreadNote(target)) = chain.end else { return (Vec::new(), 0) };
        let mut passed = Vec::new();
        // Steps inside one note are not printed, but they are walked.
        let mut steps = 0;
        let mut at = Some(cite);
        while let Some(next) = at.and_then(|cite| self.chain_of(cite)).and_then(|chain| chain.next) {
            let Antecedent::Note(note) = next else {
                at = at.map(|cite| CiteId(cite.0.saturating_sub(1)));
                steps += 1;
                if steps > limit {
                    break;
                }
                continue;
            };
            if note == target {
                break;
            }
            // The rest of a long run is counted, not walked: a run of references would cost a square.
            if passed.len() == limit {
                break;
            }
            passed.push(note);
            at = self.notes.get(note.index()).and_then(|note| note.cites().next_back());
        }
        let more = (chain.passed as usize).saturating_sub(passed.len());
        (passed, more)
    }

    /// The label of a note.
    pub fn label(&self, note: NoteId) -> Option<Label> {
        self.notes.get(note.index()).map(|note| note.label)
    }

    /// The markers that call a note.
    pub fn markers_of(&self, note: NoteId) -> impl Iterator<Item = MarkerId> + '_ {
        let from = self.calls.partition_point(|(called, _)| *called < note);
        let calls = self.calls.get(from..).unwrap_or_default();
        calls.iter().take_while(move |(called, _)| *called == note).map(|(_, marker)| *marker)
    }

    /// Notes with a back-reference that leads nowhere.
    pub fn unresolved(&self) -> Vec<NoteId> {
        let mut notes: Vec<NoteId> = self
            .cites
            .iter()
            .zip(&self.chains)
            .filter(|(_, chain)| chain.as_ref().is_some_and(|chain| !chain.resolves()))
            .map(|(cite, _)| cite.note)
            .collect();
        notes.dedup();
        notes
    }

    /// How many distinct addresses the notes give.
    pub fn addresses(&self) -> usize {
        let keys = self.cites.iter().filter_map(|cite| match &cite.kind {
            CiteKind::Full(citation) => citation.link.as_ref().map(|link| link.value.key),
            _ => None,
        });
        keys.collect::<std::collections::HashSet<u64>>().len()
    }

    /// The weightiest severity there is.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// Counts.
    pub fn summary(&self) -> Summary {
        let of = |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        let fixable = |safety| {
            self.findings
                .iter()
                .filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safety == safety))
                .count()
        };
        Summary {
            markers: self.markers.len(),
            notes: self.notes.len(),
            sources: self.sources.len(),
            unresolved: self.unresolved().len(),
            error: of(Severity::Error),
            warning: of(Severity::Warning),
            info: of(Severity::Info),
            suppressed: 0,
            baselined: 0,
            fixable_safe: fixable(Safety::Safe),
            fixable_unsafe: fixable(Safety::Unsafe),
            note_bytes: self.notes.iter().map(|note| note.body.len()).sum(),
            unparsed_bytes: self.notes.iter().map(Note::unparsed_bytes).sum(),
        }
    }
}

/// The window around a span in its first line.
pub(crate) fn excerpt_of(text: &str, lines: &Lines, span: Span, width: usize) -> excerpt::Window {
    let line = lines.line(text, lines.position(text, span.start()).line);
    excerpt::window(text, line, span, width)
}

/// Of a longer note the first bytes are enough to know it again.
const LONGEST_ANCHOR: usize = 4096;

/// What the id of a finding hangs on: the text of its note, or the words before it.
fn anchor(draft: &Draft<'_>, span: Span) -> String {
    let at = draft.notes.partition_point(|note| note.span.start <= span.start);
    let note = at.checked_sub(1).and_then(|at| draft.notes.get(at)).filter(|note| note.span.covers(span));
    if let Some(note) = note {
        let body = note.body.of(draft.text());
        let end = text::floor(body, LONGEST_ANCHOR);
        return text::squeeze(body.get(..end).unwrap_or_default());
    }
    let before = draft.text().get(..span.start()).unwrap_or_default();
    // Another paragraph put before it must not change the id.
    let before = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let start = before.char_indices().rev().take(40).last().map_or(before.len(), |(at, _)| at);
    text::squeeze(before.get(start..).unwrap_or_default())
}

fn draft_language(tongue: Tongue) -> DraftLanguage {
    let of =
        |language: LanguageId, confidence, origin| DraftLanguage { tag: language.tag(), confidence, origin };
    match tongue {
        Tongue::Set(language) => of(language, "certain", "settings"),
        Tongue::Certain(language) => of(language, "certain", "detected"),
        Tongue::Likely(language) => of(language, "likely", "detected"),
        Tongue::Unknown => DraftLanguage { tag: "und", confidence: "none", origin: "detected" },
    }
}
