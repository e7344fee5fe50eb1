//! What there is to say of a source: its first full citation without signal, page and comment; its author, its short title,
//! the number of its note.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::reference::Reference;
use super::{Style, Why};
use crate::grammar::signal::behind_signals;
use crate::lang::index::index;
use crate::lang::{Function, Language, LanguageId};
use crate::model::{
    Citation, Cite, CiteId, CiteKind, Field, Kind, ListId, Locator, Name, Note, NoteId, Source, SourceId,
};
use crate::report::Report;
use crate::span::Span;
use crate::text;

/// A longer citation, in bytes, is not copied.
const LONGEST_CITATION: usize = 2_000;

/// So many words behind the last field of a citation, begun like a sentence, are a comment.
const WORDS_OF_COMMENT: usize = 3;

/// A reference is tried in at most so many forms.
const MOST_FORMS: usize = 6;

/// What stands between a citation and the page that goes from it.
const BEFORE_PAGE: &[char] = &[' ', ',', ':', '-', '–', '—', '\n', '\r', '\t', '\u{A0}'];

/// What ends a citation and does not belong to it.
const BEHIND: &[char] = &[' ', '.', ',', ';', '\n', '\r', '\t', '\u{A0}'];

/// The sources of a draft as a style writes them.
pub(super) struct Works<'a> {
    report: &'a Report,
    pub(super) style: Style,
    copies: Vec<OnceCell<Result<Copied, Why>>>,
    /// The quotation marks around titles of this draft.
    marks: OnceCell<(String, String)>,
    /// The first full citation of each source in each list.
    firsts: HashMap<(SourceId, ListId), CiteId>,
}

/// A citation that can be written again.
#[derive(Debug, Clone)]
struct Copied {
    span: Span,
    /// The page that it points at.
    locator: Option<Locator>,
    /// Where its address begins.
    address: Option<usize>,
    /// How its note ends, if with it.
    ending: Option<&'static str>,
}

/// One way to write a reference out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) text: String,
    /// How a note ends that is nothing but this.
    pub(super) ending: Option<&'static str>,
}

impl<'a> Works<'a> {
    pub(super) fn new(report: &'a Report, style: Style) -> Works<'a> {
        let mut firsts = HashMap::new();
        if style == Style::Number {
            for (at, cite) in report.cites.iter().enumerate() {
                let list = report.notes.get(cite.note.index()).map(|note| note.list);
                if let (CiteKind::Full(_), Some(source), Some(list)) = (&cite.kind, cite.source, list) {
                    firsts.entry((source, list)).or_insert(CiteId::new(at));
                }
            }
        }
        let copies = report.sources.iter().map(|_| OnceCell::new()).collect();
        Works { report, style, copies, marks: OnceCell::new(), firsts }
    }

    /// The note of a list that gives a source in full.
    pub(super) fn first_in_list(&self, source: SourceId, list: ListId) -> Option<NoteId> {
        let cite = self.firsts.get(&(source, list))?;
        self.report.cites.get(cite.index()).map(|cite| cite.note)
    }

    /// The ways to write a reference out, the best first; never none.
    pub(super) fn forms(
        &self,
        note_id: NoteId,
        note: &Note,
        reference: &Reference,
    ) -> Result<Vec<Form>, Why> {
        let source = self.report.sources.get(reference.source.index()).ok_or(Why::UnclearSource)?;
        let forms = match self.style {
            Style::Full => self.full(source, reference)?,
            Style::Short if source.first_note > note_id => return Err(Why::GivenLater),
            Style::Short => self.short(source, reference)?,
            Style::Number => {
                let first = self.first_in_list(reference.source, note.list);
                let first = first.filter(|first| *first <= note_id).ok_or(Why::GivenLater)?;
                self.number(source, first, reference)?
            }
        };
        if forms.is_empty() { Err(Why::NoForm) } else { Ok(forms) }
    }

    fn copied(&self, source: &Source, id: SourceId) -> Result<&Copied, Why> {
        let cell = self.copies.get(id.index()).ok_or(Why::UnclearSource)?;
        let copy = || {
            let copied = copied(self.report, source)?;
            // What the report hides is not written into a file.
            let shown = !self.report.hides(copied.span);
            if shown { Ok(copied) } else { Err(Why::Secret) }
        };
        cell.get_or_init(copy).as_ref().map_err(|why| *why)
    }

    /// The first full citation, the page of the reference in place of its own.
    fn full(&self, source: &Source, reference: &Reference) -> Result<Vec<Form>, Why> {
        let copied = self.copied(source, reference.source)?;
        let text = self.report.text();
        let piece = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        let (start, end) = (copied.span.start(), copied.span.end());
        let form = |words: String, ending| Form { text: one_line(&words), ending };
        let page = reference.locator.map(|locator| one_line(locator.span.of(text)));
        let forms = match (copied.locator, reference.locator.zip(page)) {
            (None, None) => vec![form(piece(start, end).to_owned(), copied.ending)],
            (Some(own), Some((same, _))) if own == same => {
                vec![form(piece(start, end).to_owned(), copied.ending)]
            }
            (Some(own), None) => vec![form(without_page(text, copied.span, own.span), copied.ending)],
            (Some(own), Some((other, page))) => {
                let (before, behind) = (piece(start, own.span.start()), piece(own.span.end(), end));
                let with = |page: &str| form(format!("{before}{page}{behind}"), copied.ending);
                // "Ibid., 9" behind "s. 5" means "s. 9".
                let label = own.span.of(text).split(|c: char| c.is_numeric()).next().unwrap_or_default();
                let bare = page.starts_with(|c: char| c.is_numeric()) && own.kind == other.kind;
                if bare && !label.is_empty() {
                    vec![with(&format!("{label}{page}")), with(&page)]
                } else {
                    vec![with(&page)]
                }
            }
            (None, Some((_, page))) => {
                let joint = if reference.locator_behind_stop { ". " } else { ", " };
                let mut forms = Vec::new();
                let before = copied.address.map(|at| piece(start, at)).and_then(|before| {
                    let lead = before.trim_end();
                    lead.ends_with(',').then(|| lead.trim_end_matches(',').len())
                });
                if let Some(length) = before {
                    let (lead, rest) = (piece(start, start + length), piece(start + length, end));
                    forms.push(form(format!("{lead}{joint}{page}{rest}"), copied.ending));
                }
                // An address that ended its note without a stop does so no more.
                let ending = copied.ending.filter(|ending| !ending.is_empty());
                forms.push(form(format!("{}{joint}{page}", piece(start, end)), ending));
                if reference.locator_behind_stop {
                    forms.push(form(format!("{}, {page}", piece(start, end)), ending));
                }
                forms
            }
        };
        Ok(forms)
    }

    /// Name, short title, page; a term where only that lets it be read again.
    fn short(&self, source: &Source, reference: &Reference) -> Result<Vec<Form>, Why> {
        let (cite, citation) = first(self.report, source).ok_or(Why::UnclearSource)?;
        if cite.span.len() > LONGEST_CITATION {
            return Err(Why::UnclearSource);
        }
        let language = self.language(reference);
        let names = self.names(citation, language);
        let titles = self.titles(cite, citation);
        let page = self.page(reference, ", ");
        let [work, article] = language.cited_before;
        let term = if is_article(citation.kind) { article } else { work };
        // "Указ. соч. С. 12".
        let behind_term = if reference.locator_behind_stop && term.ends_with('.') { " " } else { ", " };
        let behind_term = self.page(reference, behind_term);
        let mut forms = Vec::new();
        for title in &titles {
            for name in &names {
                forms.push(format!("{name}, {title}{page}"));
                forms.push(format!("{name}, {title}, {term}{behind_term}"));
            }
            if citation.authors.is_empty() && citation.editors.is_empty() {
                forms.push(format!("{title}, {term}{behind_term}"));
            }
        }
        self.checked(forms)
    }

    /// Name, number of the note, page.
    fn number(&self, source: &Source, note: NoteId, reference: &Reference) -> Result<Vec<Form>, Why> {
        let (cite, citation) = first(self.report, source).ok_or(Why::UnclearSource)?;
        if cite.span.len() > LONGEST_CITATION {
            return Err(Why::UnclearSource);
        }
        let language = self.language(reference);
        let label = self.report.label(note).filter(|label| !label.is_word()).ok_or(Why::NoForm)?.to_string();
        let numbered = language.short_note.replace("{n}", &label);
        let mut forms = Vec::new();
        for name in self.names(citation, language) {
            forms.push(format!("{name} ({numbered}){}", self.page(reference, " ")));
            if reference.locator.is_some() {
                forms.push(format!("{name} ({numbered}){}", self.page(reference, ", ")));
            }
        }
        let pointer = language.see_note.trim_end_matches('.');
        let signal = if reference.signalled { behind_signals(pointer) } else { 0 };
        let pointer = pointer.get(signal..).unwrap_or_default().replace("{n}", &label);
        forms.push(format!("{pointer}{}", self.page(reference, ", ")));
        self.checked(forms)
    }

    fn page(&self, reference: &Reference, joint: &str) -> String {
        let page = reference.locator.map(|locator| one_line(locator.span.of(self.report.text())));
        page.map_or_else(String::new, |page| format!("{joint}{page}"))
    }

    fn checked(&self, forms: Vec<String>) -> Result<Vec<Form>, Why> {
        let mut kept: Vec<Form> = Vec::with_capacity(forms.len());
        for text in forms {
            let new = || kept.iter().all(|form| form.text != text);
            if kept.len() < MOST_FORMS && text.len() <= LONGEST_CITATION && new() {
                kept.push(Form { text, ending: None });
            }
        }
        Ok(kept)
    }

    /// The names by which a work is called, the best first: its authors, its editors, else its outlet.
    fn names(&self, citation: &Citation, language: &Language) -> Vec<String> {
        let people = if citation.authors.is_empty() { &citation.editors } else { &citation.authors };
        let text = self.report.text();
        let family = |name: &Field<Name>| one_line(name.value.family.of(text));
        let mut names = Vec::new();
        match people.as_slice() {
            [] => {
                names.extend(citation.container.as_ref().map(|outlet| one_line(outlet.words(text))));
            }
            [only] => names.extend([family(only), one_line(only.span.of(text))]),
            [one, other] => {
                let between = text.get(one.span.end()..other.span.start()).unwrap_or_default();
                let and = between.trim_matches([' ', ',', ';']);
                let and = if index().is_and(&text::folded(and)) { and } else { "&" };
                names.extend([format!("{} {and} {}", family(one), family(other)), family(one)]);
            }
            [one, ..] => {
                let et_al = language.et_al.first().copied().unwrap_or("et al.");
                names.extend([format!("{} {et_al}", family(one)), family(one)]);
            }
        }
        names.retain(|name| !name.is_empty());
        names.dedup();
        names
    }

    /// The titles by which a work is called, the best first: in the marks in which it is typed, without its subtitle; whole;
    /// in quotation marks.
    fn titles(&self, cite: &Cite, citation: &Citation) -> Vec<String> {
        let text = self.report.text();
        let Some(title) = &citation.title else { return Vec::new() };
        let (open, close) = marks(text, cite, title.span).unwrap_or_default();
        let whole = one_line(title.words(text));
        let whole = whole.trim_end_matches(['.', ',']);
        let main = whole.split_once(": ").map_or(whole, |(main, _)| main);
        let mut titles = vec![format!("{open}{main}{close}"), format!("{open}{whole}{close}")];
        if !open.contains(text::is_quotation_mark) {
            let (open, close) = self.marks.get_or_init(|| usual_marks(self.report));
            titles.push(format!("{open}{main}{close}"));
        }
        titles.dedup();
        titles
    }

    /// The language that a reference is written in: that of the draft, else that of its term.
    fn language(&self, reference: &Reference) -> &'static Language {
        let draft = LanguageId::from_tag(self.report.language.tag);
        let folded = text::folded(reference.term.of(self.report.text()));
        let readings = index().back_term(&folded).map(|(_, readings)| readings).unwrap_or_default();
        let told = draft.filter(|draft| {
            self.report.language.confidence == "certain"
                || readings.iter().any(|reading| reading.language == *draft)
        });
        let own = readings.first().map(|reading| reading.language);
        told.or(own).or(draft).unwrap_or_default().get()
    }
}

/// The first full citation of a source.
fn first<'a>(report: &'a Report, source: &Source) -> Option<(&'a Cite, &'a Citation)> {
    let cite = report.cites.get(source.first.index())?;
    match &cite.kind {
        CiteKind::Full(citation) => Some((cite, citation)),
        _ => None,
    }
}

/// The marks around a title, with the blanks that they have inside.
fn marks(text: &str, cite: &Cite, title: Span) -> Option<(String, String)> {
    let mark = |c: char| text::is_quotation_mark(c) || matches!(c, '*' | '_');
    let before = text.get(cite.span.start()..title.start())?;
    let behind = text.get(title.end()..cite.span.end())?;
    let open = before.trim_end().chars().next_back().filter(|c| mark(*c))?;
    // “Sea Roads,” has its comma inside.
    let close = behind.trim_start_matches([' ', '\u{A0}', '\u{202F}', ',', '.']).chars().next();
    let close = close.filter(|c| mark(*c))?;
    let blank: String = before.get(before.trim_end().len()..)?.to_owned();
    Some((format!("{open}{blank}"), format!("{blank}{close}")))
}

/// The marks around the first quoted title of a draft; without one, those of its script.
fn usual_marks(report: &Report) -> (String, String) {
    let text = report.text();
    let quoted = report.cites.iter().find_map(|cite| {
        let CiteKind::Full(citation) = &cite.kind else { return None };
        let marks = marks(text, cite, citation.title.as_ref()?.span)?;
        marks.0.contains(text::is_quotation_mark).then_some(marks)
    });
    let cyrillic = || report.notes.iter().any(|note| note.body.of(text).contains(['а', 'е', 'и', 'о']));
    quoted.unwrap_or_else(|| if cyrillic() { ("«".into(), "»".into()) } else { ("“".into(), "”".into()) })
}

/// Whether a term for articles fits.
fn is_article(kind: Kind) -> bool {
    matches!(kind, Kind::Article | Kind::Chapter | Kind::Conference | Kind::Magazine | Kind::News)
}

/// What of the first full citation can be written again.
fn copied(report: &Report, source: &Source) -> Result<Copied, Why> {
    let text = report.text();
    let (cite, citation) = first(report, source).ok_or(Why::UnclearSource)?;
    let note = report.notes.get(cite.note.index()).ok_or(Why::UnclearSource)?;
    let fields = || spans(citation).chain(cite.locator.map(|locator| locator.span));
    let opens = fields().map(|span| span.start()).min().unwrap_or(cite.span.end());
    let signals = cite.span.start() + behind_signals(cite.span.of(text));
    let mut start = if signals <= opens { signals } else { cite.span.start() };
    let mut end = without_comment(text, note, cite, start, &fields)?;
    let trimmed = |start: usize, end: usize| {
        let raw = text.get(start..end).unwrap_or_default();
        start + raw.trim_end_matches(BEHIND).len()
    };
    end = trimmed(start, end);
    if is_wrapped(text.get(start..end).unwrap_or_default()) {
        start += 1;
        end = trimmed(start, end - 1);
    }
    let span = Span::new(start, end);
    let raw = span.of(text);
    if names_same_author(raw) {
        return Err(Why::SameAuthor);
    }
    let quoted = raw.contains("\n>") || raw.contains("\r>");
    if span.is_empty() || quoted || raw.len() > LONGEST_CITATION {
        return Err(Why::UnclearSource);
    }
    let rest = text.get(end..note.body.end()).unwrap_or_default();
    let closed = rest.chars().all(|c| c == '.' || c.is_whitespace());
    let links = [&citation.link, &citation.archive].into_iter().flatten().map(|link| link.span.start());
    let doi = citation.doi.as_ref().map(|doi| doi.span.start());
    Ok(Copied {
        span,
        // "S. 5 ff.": the last stop is that of the note.
        locator: cite.locator.filter(|locator| span.range().contains(&locator.span.start())).map(|locator| {
            Locator { span: Span::new(locator.span.start(), locator.span.end().min(span.end())), ..locator }
        }),
        address: links.chain(doi).min().filter(|at| *at > start),
        ending: closed.then_some(if rest.contains('.') { "." } else { "" }),
    })
}

/// The words of the first full citation without the page that it points at, and what was read in them.
pub(super) fn words(report: &Report, source: SourceId) -> Option<Vec<String>> {
    let source = report.sources.get(source.index())?;
    let (_, citation) = first(report, source)?;
    let copied = copied(report, source).ok()?;
    let text = report.text();
    let words = match copied.locator {
        Some(page) => without_page(text, copied.span, page.span),
        None => copied.span.of(text).to_owned(),
    };
    let title = citation.title.as_ref().map(|title| title.span);
    let link = citation.link.as_ref().map(|link| link.span);
    let names = citation.authors.iter().map(|author| author.span);
    let fields = title.into_iter().chain(link).chain(names).map(|span| one_line(span.of(text)));
    Some(std::iter::once(one_line(words.trim_end_matches(BEHIND))).chain(fields).collect())
}

/// Where a citation ends and a comment on it begins: at the first sentence behind its fields.
fn without_comment<I: Iterator<Item = Span>>(
    text: &str,
    note: &Note,
    cite: &Cite,
    start: usize,
    fields: &impl Fn() -> I,
) -> Result<usize, Why> {
    let last = fields().map(|span| span.end()).max().unwrap_or(start);
    // A sentence between two fields: one of them was found in a comment.
    let mut unread = note.unparsed.iter().filter(|span| cite.span.covers(**span) && span.end() <= last);
    if unread.any(|span| is_sentence(text.get(start..span.start()).unwrap_or_default(), span.of(text))) {
        return Err(Why::UnclearSource);
    }
    let rest = text.get(last..cite.span.end()).unwrap_or_default();
    let lead = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
    let (gap, words) = rest.split_at_checked(lead).unwrap_or_default();
    let lead = gap.trim_end_matches(|c: char| !matches!(c, '.' | '?' | '!'));
    Ok(if is_sentence(lead, words) { last + gap.len() } else { cite.span.end() })
}

/// Whether words begin like a sentence behind the end of another, and are as many.
fn is_sentence(before: &str, raw: &str) -> bool {
    let words = || raw.split_whitespace();
    let small = words().filter(|word| word.starts_with(char::is_lowercase)).count();
    let before = before.trim_end();
    let closed = before.ends_with(['.', '?', '!']) || before.ends_with(text::is_quotation_mark);
    closed && raw.starts_with(char::is_uppercase) && words().count() >= WORDS_OF_COMMENT && small >= 2
}

/// The places of all fields of a citation. Behind the pages of an article no publisher stands: it is a comment that was
/// taken for one.
fn spans(citation: &Citation) -> impl Iterator<Item = Span> {
    let pages = citation.pages.as_ref().filter(|_| is_article(citation.kind)).map(|pages| pages.span.end);
    let misread =
        move |name: &str, span: Span| name == "publisher" && pages.is_some_and(|end| end <= span.start);
    let names = [&citation.authors, &citation.editors, &citation.translators];
    let dates = [&citation.issued, &citation.accessed, &citation.event];
    let links = [&citation.link, &citation.archive];
    let names = names.into_iter().flatten().map(|name| name.span);
    let texts = citation.texts().into_iter().filter_map(|(name, field)| Some((name, field?.span)));
    let texts = texts.filter(move |(name, span)| !misread(name, *span)).map(|(_, span)| span);
    let dates = dates.into_iter().flatten().map(|date| date.span);
    let links = links.into_iter().flatten().map(|link| link.span);
    let doi = citation.doi.iter().map(|doi| doi.span);
    names.chain(texts).chain(dates).chain(links).chain(doi)
}

/// "(Kaya, Sea Roads, 2019)": one pair of brackets around all.
fn is_wrapped(raw: &str) -> bool {
    let Some(inside) = raw.strip_prefix('(').and_then(|raw| raw.strip_suffix(')')) else { return false };
    let mut depth = 0i32;
    inside.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    })
}

/// The citation without the page that it points at, and without what joins that page to it.
fn without_page(text: &str, whole: Span, page: Span) -> String {
    let piece = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let before = piece(whole.start(), page.start()).trim_end_matches(BEFORE_PAGE);
    let behind = piece(page.end(), whole.end());
    match (before.strip_suffix('('), behind.strip_prefix(')')) {
        (Some(before), Some(behind)) => format!("{}{behind}", before.trim_end_matches(BEFORE_PAGE)),
        _ if behind.is_empty() => before.trim_end_matches(BEHIND).to_owned(),
        _ => format!("{before}{behind}"),
    }
}

/// Whether a citation opens with "idem" or a stroke in place of its author.
pub(super) fn names_same_author(raw: &str) -> bool {
    let behind = raw.get(behind_signals(raw)..).unwrap_or_default();
    if behind.starts_with(['—', '–', '―']) || behind.starts_with("__") || behind.starts_with("--") {
        return true;
    }
    let folded = text::folded(behind.get(..text::floor(behind, 48)).unwrap_or_default());
    let term = index().back_term(&folded);
    term.is_some_and(|(length, terms)| {
        let ends = folded.get(length..).is_some_and(|rest| rest.starts_with([',', ':', ' ', '.']));
        ends && terms.iter().any(|term| term.function == Function::Idem)
    })
}

/// Words of several lines in one.
fn one_line(raw: &str) -> String {
    if raw.contains(['\n', '\r', '\t']) { text::squeeze(raw) } else { raw.to_owned() }
}
