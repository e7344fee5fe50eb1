//! What a rule is, and how it reports.

use serde::{Deserialize, Serialize};

use super::Draft;
use crate::model::{NoteId, Sure};
use crate::span::Span;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Almost certainly wrong.
    Warning,
    /// A reference cannot be followed.
    Error,
}

impl Severity {
    /// The word that reports use.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Whether a fix may change what a draft means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// It changes no meaning.
    Safe,
    /// Somebody has to look at it.
    Unsafe,
}

/// Whether a rule has a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FixKind {
    /// It tells, and leaves the mending to the writer.
    None,
    /// It mends without asking.
    Safe,
    /// It mends if told to.
    Unsafe,
}

/// What a rule cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Needs {
    /// It can always run.
    Nothing,
    /// The day of the check.
    Today,
    /// What was accepted of the draft before.
    Lock,
}

/// What is known of a rule without running it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Meta {
    /// "IB101".
    pub code: &'static str,
    /// "dangling-marker".
    pub name: &'static str,
    /// How much its findings weigh at most, unless a caller says otherwise.
    pub severity: Severity,
    /// Whether it runs unless a caller says otherwise.
    pub on: bool,
    /// Whether it can mend what it finds.
    pub fix: FixKind,
    /// What it cannot do without.
    pub needs: Needs,
    /// The version that brought it.
    pub since: &'static str,
}

impl Meta {
    /// A rule that is on, needs nothing and mends nothing.
    pub(crate) const fn new(code: &'static str, name: &'static str, severity: Severity) -> Meta {
        Meta { code, name, severity, on: true, fix: FixKind::None, needs: Needs::Nothing, since: "0.1.0" }
    }

    pub(crate) const fn fix(mut self, fix: FixKind) -> Meta {
        self.fix = fix;
        self
    }

    /// It runs only where a caller asks for it.
    pub(crate) const fn off(mut self) -> Meta {
        self.on = false;
        self
    }

    pub(crate) const fn needs(mut self, needs: Needs) -> Meta {
        self.needs = needs;
        self
    }
}

/// A rule: its fault is its type, its data what it found.
pub(crate) trait Rule: Sized {
    /// What a house may set.
    type Options: Default + for<'de> Deserialize<'de>;

    const META: Meta;

    /// Reads the draft and reports.
    fn check(draft: &Draft<'_>, options: &Self::Options, out: &mut Findings<'_, Self>);
}

/// A place that a finding also speaks of.
#[derive(Debug, Clone)]
pub(crate) struct PendingRelated {
    pub(crate) message: String,
    pub(crate) note: Option<NoteId>,
    pub(crate) span: Span,
}

/// A mend that a finding offers.
#[derive(Debug, Clone)]
pub(crate) struct PendingFix {
    pub(crate) safety: Safety,
    pub(crate) message: String,
    pub(crate) edits: Vec<(Span, String)>,
}

impl PendingFix {
    /// Replaces one stretch of text.
    pub(crate) fn replace(
        safety: Safety,
        message: impl Into<String>,
        span: Span,
        text: impl Into<String>,
    ) -> PendingFix {
        PendingFix { safety, message: message.into(), edits: vec![(span, text.into())] }
    }
}

/// A finding as a rule reports it, its places in the readable text.
#[derive(Debug)]
pub(crate) struct PendingFinding<F> {
    pub(crate) fault: F,
    pub(crate) span: Span,
    pub(crate) sure: Sure,
    /// It weighs no more than this.
    pub(crate) cap: Severity,
    pub(crate) note: Option<NoteId>,
    pub(crate) label: String,
    pub(crate) related: Vec<PendingRelated>,
    pub(crate) remarks: Vec<String>,
    pub(crate) help: Option<String>,
    pub(crate) fix: Option<PendingFix>,
    pub(crate) group: Option<usize>,
}

impl<F> PendingFinding<F> {
    /// The note it speaks of.
    pub(crate) fn note(&mut self, note: NoteId) -> &mut Self {
        self.note = Some(note);
        self
    }

    /// How sure the reading is that it rests on; certain if not said.
    pub(crate) fn sure(&mut self, sure: Sure) -> &mut Self {
        self.sure = self.sure.min(sure);
        self
    }

    /// It weighs no more than this, however the rule does.
    pub(crate) fn at_most(&mut self, severity: Severity) -> &mut Self {
        self.cap = severity;
        self
    }

    /// The words at the caret.
    pub(crate) fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = label.into();
        self
    }

    /// Another place, and what is to be said of it.
    pub(crate) fn related(
        &mut self,
        message: impl Into<String>,
        note: Option<NoteId>,
        span: Span,
    ) -> &mut Self {
        self.related.push(PendingRelated { message: message.into(), note, span });
        self
    }

    /// A fact that explains it.
    pub(crate) fn remark(&mut self, remark: impl Into<String>) -> &mut Self {
        self.remarks.push(remark.into());
        self
    }

    /// The way out.
    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// A mend.
    pub(crate) fn fix(&mut self, fix: PendingFix) -> &mut Self {
        self.fix = Some(fix);
        self
    }

    /// The findings of one cause that it belongs to.
    pub(crate) fn group(&mut self, group: Option<usize>) -> &mut Self {
        self.group = group;
        self
    }

    pub(crate) fn map<G>(self, map: impl FnOnce(F) -> G) -> PendingFinding<G> {
        PendingFinding {
            fault: map(self.fault),
            span: self.span,
            sure: self.sure,
            cap: self.cap,
            note: self.note,
            label: self.label,
            related: self.related,
            remarks: self.remarks,
            help: self.help,
            fix: self.fix,
            group: self.group,
        }
    }
}

/// Findings of one rule with one cause.
#[derive(Debug)]
pub(crate) struct PendingGroup {
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

/// A report lists so many findings of one rule and counts the rest: a list that lost its text would fill memory.
const MOST_FINDINGS: usize = 2_000;

/// Where a rule puts what it finds.
pub(crate) struct Findings<'a, R> {
    pub(crate) findings: Vec<PendingFinding<R>>,
    /// How many there are beyond those listed.
    pub(crate) beyond: usize,
    /// The last of those, on which the rule may say what it likes.
    unlisted: Option<PendingFinding<R>>,
    pub(crate) groups: &'a mut Vec<PendingGroup>,
}

impl<'a, R> Findings<'a, R> {
    pub(crate) fn new(groups: &'a mut Vec<PendingGroup>) -> Self {
        Findings { findings: Vec::new(), beyond: 0, unlisted: None, groups }
    }

    /// Reports a fault at a place; the rest is said on what comes back.
    pub(crate) fn report(&mut self, span: Span, fault: R) -> &mut PendingFinding<R> {
        let finding = PendingFinding {
            fault,
            span,
            sure: Sure::Certain,
            cap: Severity::Error,
            note: None,
            label: String::new(),
            related: Vec::new(),
            remarks: Vec::new(),
            help: None,
            fix: None,
            group: None,
        };
        if self.findings.len() >= MOST_FINDINGS {
            self.beyond += 1;
            return self.unlisted.insert(finding);
        }
        let at = self.findings.len();
        self.findings.push(finding);
        // The element was just pushed; an index that is out of range cannot come about.
        #[allow(clippy::indexing_slicing)]
        &mut self.findings[at]
    }

    /// Opens a group for findings with one cause; `None` for a single one, which needs no group.
    pub(crate) fn open_group(
        &mut self,
        findings: usize,
        message: String,
        help: Option<String>,
    ) -> Option<usize> {
        (findings > 1).then(|| {
            self.groups.push(PendingGroup { message, help });
            self.groups.len() - 1
        })
    }
}
