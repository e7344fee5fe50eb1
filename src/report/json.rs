//! The shape of the report for machines: `ibidem-report/1`.
//!
//! Views borrow from the report and write places as they go, so that a long report is streamed, never built twice.

use serde::ser::{SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

use super::{Finding, Report, Run};
use crate::draft::Severity;
use crate::model::{
    BackKind, BackReference, Citation, Cite, CiteId, CiteKind, Date, End, Field, Link, MarkerId, Name, Note,
    NoteId, Reading, Reason, Resolution, Source, SourceId, Strength, Sure, Text, UnreadKind,
};
use crate::span::Span;
use crate::text;

/// A chain lists at most so many notes it passes.
const MOST_VIA: usize = 16;

impl Serialize for Run {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Tool {
            name: &'static str,
            version: &'static str,
        }
        let mut run = serializer.serialize_struct("Run", 5)?;
        run.serialize_field("schema", "ibidem-report/1")?;
        run.serialize_field(
            "tool",
            &Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        )?;
        run.serialize_field("today", &self.today)?;
        run.serialize_field("documents", &self.documents)?;
        run.serialize_field("problems", &self.problems)?;
        run.end()
    }
}

/// Writes a sequence as it is walked.
struct Each<F>(F);

impl<I: Iterator, F: Fn() -> I> Serialize for Each<F>
where
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const NOTHING: [(); 0] = [];
        let mut document = serializer.serialize_struct("Report", 17)?;
        document.serialize_field("path", &self.path)?;
        document.serialize_field("format", &self.format)?;
        document.serialize_field("encoding", self.encoding.name)?;
        document.serialize_field("bytes", &self.bytes)?;
        document.serialize_field("language", &self.language)?;
        document.serialize_field("position_space", self.position_space())?;
        document.serialize_field("summary", &self.summary())?;
        document.serialize_field(
            "findings",
            &Each(|| self.findings.iter().map(|f| FindingView { report: self, f })),
        )?;
        document.serialize_field("groups", &self.groups)?;
        document.serialize_field(
            "markers",
            &Each(|| (0..self.markers.len()).map(|at| MarkerView { report: self, at })),
        )?;
        document.serialize_field(
            "notes",
            &Each(|| (0..self.notes.len()).map(|at| NoteView { report: self, at })),
        )?;
        document.serialize_field(
            "sources",
            &Each(|| (0..self.sources.len()).map(|at| SourceView { report: self, at })),
        )?;
        let unread =
            self.unread.map(|unread| UnreadView { kind: unread.kind, span: self.place(unread.span) });
        document.serialize_field("unread", &unread)?;
        document.serialize_field("skipped", &self.skipped)?;
        document.serialize_field("more", &self.more)?;
        document.serialize_field("not_markers", &NOTHING)?;
        document.end()
    }
}

#[derive(Serialize)]
struct UnreadView {
    kind: UnreadKind,
    span: super::Place,
}

struct FindingView<'a> {
    report: &'a Report,
    f: &'a Finding,
}

impl Serialize for FindingView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let finding = self.f;
        let rule = finding.rule();
        let mut object = serializer.serialize_struct("Finding", 17)?;
        object.serialize_field("id", &finding.id)?;
        object.serialize_field("rule", rule.name)?;
        object.serialize_field("code", rule.code)?;
        object.serialize_field("severity", &finding.severity)?;
        object.serialize_field("message", &finding.message())?;
        object.serialize_field("fault", &finding.fault)?;
        object.serialize_field("note", &finding.note)?;
        object.serialize_field("span", &finding.place)?;
        object.serialize_field("excerpt", &finding.excerpt)?;
        object.serialize_field("label", &finding.label)?;
        object.serialize_field("related", &finding.related)?;
        object.serialize_field("remarks", &finding.remarks)?;
        object.serialize_field("help", &finding.help)?;
        object.serialize_field("fix", &finding.fix)?;
        let group = finding.group.and_then(|group| self.report.groups.get(group)).map(|group| &group.id);
        object.serialize_field("group", &group)?;
        object.serialize_field("suppressed", &None::<Severity>)?;
        object.serialize_field("baselined", &false)?;
        object.end()
    }
}

struct MarkerView<'a> {
    report: &'a Report,
    at: usize,
}

impl Serialize for MarkerView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(marker) = self.report.markers.get(self.at) else { return serializer.serialize_none() };
        let mut object = serializer.serialize_struct("Marker", 5)?;
        object.serialize_field("id", &MarkerId::new(self.at))?;
        object.serialize_field(
            "label",
            &whole_label(marker.span.of(&self.report.text), &marker.labels.to_string()),
        )?;
        object.serialize_field("notes", marker.answers.notes())?;
        object.serialize_field("span", &self.report.place(marker.span))?;
        let sure = if marker.strength >= Strength::Strong { Sure::Certain } else { Sure::Likely };
        object.serialize_field("confidence", &sure)?;
        object.end()
    }
}

struct NoteView<'a> {
    report: &'a Report,
    at: usize,
}

impl Serialize for NoteView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.report;
        let Some(note) = report.notes.get(self.at) else { return serializer.serialize_none() };
        let id = NoteId::new(self.at);
        let mut object = serializer.serialize_struct("Note", 11)?;
        object.serialize_field("id", &id)?;
        object.serialize_field("number", &note.label.count())?;
        object.serialize_field("label", &whole_label(note.span.of(&report.text), &note.label.to_string()))?;
        object.serialize_field("list", &(note.list.0 + 1))?;
        let body = text::squeeze(note.body.of(&report.text));
        object.serialize_field("key", &format_args!("{:016x}", text::fnv1a(&[body.as_bytes()])))?;
        object.serialize_field("shape", &note.shape)?;
        object.serialize_field("span", &report.place(note.span))?;
        object.serialize_field("markers", &Each(|| report.markers_of(id)))?;
        object.serialize_field("cites", &Cites { report, note })?;
        object.serialize_field("unparsed", &Each(|| note.unparsed.iter().map(|span| report.place(*span))))?;
        object.serialize_field("unparsed_bytes", &note.unparsed_bytes())?;
        object.end()
    }
}

/// A label in full: a long word is kept short where it is copied often.
fn whole_label(typed: &str, label: &str) -> String {
    let whole = typed.strip_prefix("[^").and_then(|rest| rest.split_once(']')).map(|(word, _)| word);
    let kept = label.strip_suffix('…');
    whole.filter(|word| kept.is_some_and(|kept| word.starts_with(kept))).unwrap_or(label).to_owned()
}

struct Cites<'a> {
    report: &'a Report,
    note: &'a Note,
}

impl Serialize for Cites<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cites = self.note.cites().filter_map(|id| Some((id, self.report.cites.get(id.index())?)));
        let mut list = serializer.serialize_seq(None)?;
        for (id, cite) in cites {
            list.serialize_element(&CiteView { report: self.report, id, cite })?;
        }
        list.end()
    }
}

struct CiteView<'a> {
    report: &'a Report,
    id: CiteId,
    cite: &'a Cite,
}

impl Serialize for CiteView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let CiteView { report, id, cite } = *self;
        let mut object = serializer.serialize_struct("Cite", 8)?;
        object.serialize_field("span", &report.place(cite.span))?;
        object.serialize_field("role", &cite.role)?;
        object.serialize_field("source", &cite.source)?;
        let (kind, citation, back) = match &cite.kind {
            CiteKind::Full(citation) => {
                let idem = citation.idem.map(|words| BackView::idem(report, words));
                ("full", Some(CitationView { report, citation, cite }), idem)
            }
            CiteKind::Back(back) => ("back", None, Some(BackView::of(report, back))),
            CiteKind::Unknown => ("unknown", None, None),
        };
        object.serialize_field("kind", kind)?;
        object.serialize_field("citation", &citation)?;
        object.serialize_field("back_reference", &back)?;
        object.serialize_field("resolution", &resolution(report, id))?;
        object.end()
    }
}

#[derive(Serialize)]
struct LocatorView<'a> {
    raw: &'a str,
    from: NoteId,
}

#[derive(Serialize)]
struct ResolutionView<'a> {
    confidence: Resolution,
    targets: Vec<NoteId>,
    via: Vec<NoteId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    via_more: Option<usize>,
    locator: Option<LocatorView<'a>>,
    reasons: Vec<Reason>,
    candidates: &'a [NoteId],
}

#[cfg(feature = "json")]
impl Report {
    /// The way of a back-reference as machines read it; `None` for any other cite.
    pub(crate) fn resolution_view(&self, cite: CiteId) -> Option<impl Serialize + '_> {
        resolution(self, cite)
    }

    /// A source as machines read it.
    pub(crate) fn source_view(&self, source: SourceId) -> impl Serialize + '_ {
        SourceView { report: self, at: source.index() }
    }
}

fn resolution(report: &Report, id: CiteId) -> Option<ResolutionView<'_>> {
    let chain = report.chain_of(id)?;
    let (via, more) = report.via(id, MOST_VIA);
    let targets = match &chain.end {
        End::Source(_, note) | End::Author(note) | End::NotACitation(note) | End::UnreadNote(note) => {
            vec![*note]
        }
        End::Several => chain.candidates.to_vec(),
        End::Nothing => Vec::new(),
    };
    Some(ResolutionView {
        confidence: chain.resolution,
        targets,
        via,
        via_more: (more > 0).then_some(more),
        locator: chain
            .locator
            .map(|(locator, from)| LocatorView { raw: locator.span.of(&report.text), from }),
        reasons: chain.reasons.iter().collect(),
        candidates: &chain.candidates,
    })
}

struct CitationView<'a> {
    report: &'a Report,
    citation: &'a Citation,
    cite: &'a Cite,
}

impl Serialize for CitationView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let CitationView { report, citation, cite } = *self;
        let mut object = serializer.serialize_struct("Citation", 28)?;
        object.serialize_field("type", &citation.kind)?;
        object.serialize_field("author", &NameView::all(report, &citation.authors))?;
        object.serialize_field("editor", &NameView::all(report, &citation.editors))?;
        object.serialize_field("translator", &NameView::all(report, &citation.translators))?;
        for (name, field) in citation.texts() {
            object.serialize_field(name, &FieldView::of(report, field))?;
        }
        object.serialize_field("issued", &DateView::of(report, &citation.issued))?;
        object.serialize_field("accessed", &DateView::of(report, &citation.accessed))?;
        object.serialize_field("event", &DateView::of(report, &citation.event))?;
        object.serialize_field("url", &LinkView::of(report, &citation.link))?;
        object.serialize_field("archive", &LinkView::of(report, &citation.archive))?;
        object.serialize_field("doi", &FieldView::of(report, citation.doi.as_ref()))?;
        object.serialize_field("short_form", &FieldView::of(report, citation.short_form.as_ref()))?;
        object.serialize_field("language", &citation.language)?;
        object.serialize_field("locator", &cite.locator.map(|locator| locator.span.of(&report.text)))?;
        object.end()
    }
}

#[derive(Serialize)]
struct FieldView<'a> {
    value: &'a str,
    raw: &'a str,
    span: super::Place,
    confidence: Sure,
}

impl<'a> FieldView<'a> {
    fn of(report: &'a Report, field: Option<&'a Field<Text>>) -> Option<FieldView<'a>> {
        let field = field?;
        let (value, raw) = (field.words(&report.text), field.span.of(&report.text));
        Some(FieldView { value, raw, span: report.place(field.span), confidence: field.sure })
    }
}

struct NameView<'a> {
    report: &'a Report,
    field: &'a Field<Name>,
}

impl<'a> NameView<'a> {
    fn all(report: &'a Report, names: &'a [Field<Name>]) -> Vec<NameView<'a>> {
        names.iter().map(|field| NameView { report, field }).collect()
    }
}

impl Serialize for NameView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let NameView { report, field } = *self;
        let raw = field.span.of(&report.text);
        let mut object = serializer.serialize_struct("Name", 7)?;
        object.serialize_field("value", &text::squeeze(raw))?;
        object.serialize_field("raw", raw)?;
        object.serialize_field("span", &report.place(field.span))?;
        object.serialize_field("confidence", &field.sure)?;
        object.serialize_field("family", &text::squeeze(field.value.family.of(&report.text)))?;
        object.serialize_field(
            "given",
            &field.value.given.map(|given| text::squeeze(given.of(&report.text))),
        )?;
        object.serialize_field("order", &field.value.order)?;
        object.end()
    }
}

struct LinkView<'a> {
    report: &'a Report,
    field: &'a Field<Link>,
}

impl<'a> LinkView<'a> {
    fn of(report: &'a Report, field: &'a Option<Field<Link>>) -> Option<LinkView<'a>> {
        field.as_ref().map(|field| LinkView { report, field })
    }
}

impl Serialize for LinkView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let LinkView { report, field } = *self;
        let mut object = serializer.serialize_struct("Link", 6)?;
        object.serialize_field("value", field.address(&report.text))?;
        object.serialize_field("raw", field.span.of(&report.text))?;
        object.serialize_field("span", &report.place(field.span))?;
        object.serialize_field("confidence", &field.sure)?;
        object.serialize_field("host", &field.value.host)?;
        object.serialize_field("faults", &field.value.faults)?;
        object.end()
    }
}

struct DateView<'a> {
    report: &'a Report,
    field: &'a Field<Date>,
}

impl<'a> DateView<'a> {
    fn of(report: &'a Report, field: &'a Option<Field<Date>>) -> Option<DateView<'a>> {
        field.as_ref().map(|field| DateView { report, field })
    }
}

impl Serialize for DateView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let DateView { report, field } = *self;
        let mut object = serializer.serialize_struct("Date", 7)?;
        object.serialize_field("value", &field.value)?;
        object.serialize_field("raw", field.span.of(&report.text))?;
        object.serialize_field("span", &report.place(field.span))?;
        object.serialize_field("confidence", &field.sure)?;
        object.serialize_field("order", &field.value.order)?;
        object.serialize_field("alternatives", &field.value.alternatives())?;
        object.serialize_field("undated", &matches!(field.value.reading, Reading::Undated))?;
        object.end()
    }
}

/// A back-reference, or the words of a full citation that stand for the author before.
#[derive(Serialize)]
struct BackView<'a> {
    kind: BackKind,
    term: &'a str,
    author: Option<&'a str>,
    title: Option<&'a str>,
    number: Option<u32>,
}

impl<'a> BackView<'a> {
    fn of(report: &'a Report, back: &BackReference) -> BackView<'a> {
        let of = |span: Span| span.of(&report.text);
        BackView {
            kind: back.kind,
            term: of(back.term),
            author: back.author.map(of),
            title: back.title.map(of),
            number: back.number,
        }
    }

    fn idem(report: &'a Report, words: Span) -> BackView<'a> {
        let term = words.of(&report.text);
        BackView { kind: BackKind::Idem, term, author: None, title: None, number: None }
    }
}

struct SourceView<'a> {
    report: &'a Report,
    at: usize,
}

impl Serialize for SourceView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.report;
        let Some(source) = report.sources.get(self.at) else { return serializer.serialize_none() };
        let citation = report.cites.get(source.first.index()).and_then(|cite| match &cite.kind {
            CiteKind::Full(citation) => Some(citation),
            _ => None,
        });
        let words = |field: Option<&'_ Field<Text>>| field.map(|field| field.words(&report.text).to_owned());
        let mut object = serializer.serialize_struct("Source", 6)?;
        object.serialize_field("id", &SourceId::new(self.at))?;
        object.serialize_field("notes", &notes_of(report, source))?;
        object.serialize_field("first_note", &source.first_note)?;
        let link = citation.and_then(|citation| citation.link.as_ref());
        object.serialize_field("url", &link.map(|link| link.address(&report.text)))?;
        object.serialize_field("title", &words(citation.and_then(|citation| citation.title.as_ref())))?;
        object.serialize_field(
            "container",
            &words(citation.and_then(|citation| citation.container.as_ref())),
        )?;
        object.end()
    }
}

/// The notes that cite a source, each once.
fn notes_of(report: &Report, source: &Source) -> Vec<NoteId> {
    let mut notes: Vec<NoteId> =
        source.cites.iter().filter_map(|cite| report.cites.get(cite.index())).map(|cite| cite.note).collect();
    notes.dedup();
    notes
}
