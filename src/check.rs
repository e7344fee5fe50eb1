//! The order of stages: read, grammar, resolve, survey, rules, report. Once, in that order, and nothing else.

use crate::draft::{
    self, Draft, Leftover, LeftoverKind, Needs, PendingFinding, PendingGroup, Safety, Severity,
};
use crate::drift::{self, State};
use crate::error::Error;
use crate::expand::{self, Expanded};
use crate::fix::{self, Fixed};
use crate::grammar::{back, gate, leftover, list, marker, note, stated};
use crate::lang::{LANGUAGES, LanguageId};
use crate::model::{Cite, Document, Format, List, ListId, Note, NoteId, Numbering, Resolution, Sure};
use crate::report::{More, Report, Skipped};
use crate::rules::{self, Fault, Found, RuleOptions, RuleRow};
use crate::settings::{Level, Settings};
use crate::span::Span;
use crate::{read, resolve, survey};

/// Checks drafts by one set of settings.
///
/// ```
/// use ibidem::{Checker, Format, Settings};
/// let checker = Checker::new(Settings::default().language("en"))?;
/// let report = checker.check("Exports rose.[1]\n\n[1] Same place.\n");
/// assert_eq!(report.findings[0].rule().name, "orphan-back-reference");
/// # Ok::<(), ibidem::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Checker {
    settings: Settings,
    language: Option<LanguageId>,
    house: back::House,
    rules: Vec<Chosen>,
}

/// A rule with what the caller wants of it.
#[derive(Debug, Clone)]
struct Chosen {
    row: &'static RuleRow,
    /// Set by the caller: obeyed as it is.
    level: Option<Severity>,
    options: RuleOptions,
}

impl Default for Checker {
    fn default() -> Self {
        let rules = rules::rules().iter().filter(|row| row.meta.on);
        let rules = rules.map(|row| Chosen { row, level: None, options: RuleOptions::new() }).collect();
        Checker { settings: Settings::default(), language: None, house: back::House::default(), rules }
    }
}

impl Checker {
    /// A checker for these settings.
    ///
    /// # Errors
    /// [`Error::UnknownRule`], [`Error::BadOption`] and [`Error::UnknownLanguage`] where a name in the settings is none.
    pub fn new(settings: Settings) -> Result<Checker, Error> {
        for name in settings.levels.keys().chain(settings.options.keys()) {
            if rules::rule(name).is_none() {
                return Err(Error::UnknownRule { name: name.clone(), nearest: rules::nearest(name) });
            }
        }
        let language = match &settings.language {
            None => None,
            Some(tag) => Some(LanguageId::from_tag(tag).ok_or_else(|| Error::UnknownLanguage {
                tag: tag.clone(),
                known: LANGUAGES.iter().map(|language| language.tag).collect::<Vec<_>>().join(", "),
            })?),
        };
        let mut chosen = Vec::new();
        for row in rules::rules() {
            let named = |name: &str| name == row.meta.name || name.eq_ignore_ascii_case(row.meta.code);
            let options =
                settings.options.iter().find(|(name, _)| named(name)).map(|(_, options)| options.clone());
            let options = options.unwrap_or_default();
            (row.validate)(&options).map_err(|problem| Error::BadOption { rule: row.meta.name, problem })?;
            let level = settings.levels.iter().find(|(name, _)| named(name)).map(|(_, level)| *level);
            let level = match level {
                Some(Level::Off) => continue,
                Some(Level::Error) => Some(Severity::Error),
                Some(Level::Warning) => Some(Severity::Warning),
                Some(Level::Info) => Some(Severity::Info),
                None if !row.meta.on => continue,
                None => None,
            };
            chosen.push(Chosen { row, level, options });
        }
        let house = back::House::new(&settings.same_source, &settings.note_words);
        Ok(Checker { settings, language, house, rules: chosen })
    }

    /// Checks a plain text.
    pub fn check(&self, text: &str) -> Report {
        self.run(read::read_text(text), None)
    }

    /// Checks the bytes of a file.
    ///
    /// # Errors
    /// [`Error::NotUtf8`] with the place of the first byte that does not fit, [`Error::TooLarge`] from four gigabytes,
    /// [`Error::UnreadableFormat`] for an old Word file or a PDF, [`Error::Broken`] and its like for an archive that cannot
    /// be read.
    pub fn check_bytes(&self, bytes: &[u8], format: Format) -> Result<Report, Error> {
        Ok(self.run(read::read(bytes, format, &self.settings.intake)?, None))
    }

    /// The format of a file: the one that is set, else by its name, else by its content.
    ///
    /// # Errors
    /// [`Error::UnreadableFormat`] for an ending whose files no reader reads.
    pub fn format_of(&self, name: &str, bytes: &[u8]) -> Result<Format, Error> {
        self.settings.intake.format.map_or_else(|| read::detect(name, bytes), Ok)
    }

    /// Checks the bytes of a file, its format told by its name and its content.
    ///
    /// # Errors
    /// As [`check_bytes`](Checker::check_bytes).
    pub fn check_file(&self, name: &str, bytes: &[u8]) -> Result<Report, Error> {
        Ok(self.check_bytes(bytes, self.format_of(name, bytes)?)?.named(name))
    }

    /// As [`check_file`](Checker::check_file), held against what was accepted of the draft before
    /// ([`Report::state`], or a lock file): rules that need it run too.
    ///
    /// # Errors
    /// As [`check_bytes`](Checker::check_bytes).
    pub fn check_file_against(&self, name: &str, bytes: &[u8], accepted: &State) -> Result<Report, Error> {
        let document = read::read(bytes, self.format_of(name, bytes)?, &self.settings.intake)?;
        Ok(self.run(document, Some(accepted)).named(name))
    }

    /// Mends the bytes of a file: applies the fixes of its findings up to `safety` until nothing changes, and refuses
    /// those by which a note would mean another source.
    ///
    /// # Errors
    /// As [`check_bytes`](Checker::check_bytes).
    pub fn fix(&self, bytes: &[u8], format: Format, safety: Safety) -> Result<Fixed, Error> {
        fix::fix(bytes, self.check_bytes(bytes, format)?, safety, |bytes| self.check_bytes(bytes, format))
    }

    /// Writes out the back-references of a draft whose source is at least so sure; `Certain` is the careful choice, and
    /// nothing below `Likely` is ever written. What would not be read as the same source and page again stays as it is.
    ///
    /// ```
    /// use ibidem::expand::Style;
    /// use ibidem::{Checker, Format, model::Resolution};
    /// let draft = "It grew.[1] It fell.[2]\n\n[1] Ada Holt, “Sea Roads”, Quay Review 4 (2019), p. 7.\n[2] Ibid., p. 9.\n";
    /// let expanded = Checker::default().expand(draft.as_bytes(), Format::Text, Style::Full, Resolution::Certain)?;
    /// let text = String::from_utf8(expanded.bytes).unwrap_or_default();
    /// assert!(text.ends_with("[2] Ada Holt, “Sea Roads”, Quay Review 4 (2019), p. 9.\n"));
    /// # Ok::<(), ibidem::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`check_bytes`](Checker::check_bytes).
    pub fn expand(
        &self,
        bytes: &[u8],
        format: Format,
        style: expand::Style,
        least: Resolution,
    ) -> Result<Expanded, Error> {
        // Only what notes mean is asked for, not what is wrong with them.
        let quiet = Checker { rules: Vec::new(), ..self.clone() };
        expand::expand(bytes, style, least, |bytes| quiet.check_bytes(bytes, format))
    }

    fn run(&self, document: Document<'_>, accepted: Option<&State>) -> Report {
        let mut draft = self.draft(document);
        draft.changes = accepted.map(|accepted| drift::compare(accepted, &draft.state()));
        let mut findings: Vec<(Severity, PendingFinding<Fault>)> = Vec::new();
        let mut groups: Vec<PendingGroup> = Vec::new();
        let mut skipped = Vec::new();
        let mut more = Vec::new();
        for Chosen { row, level, options } in &self.rules {
            if row.meta.needs == Needs::Today && self.settings.today.is_none() {
                skipped.push(Skipped { rule: row.meta.name, why: "needs a day to compare with" });
                continue;
            }
            // Without a lock there is nothing to be told of it.
            if row.meta.needs == Needs::Lock && draft.changes.is_none() {
                continue;
            }
            let Found { findings: found, groups: own_groups, beyond } = (row.run)(&draft, options);
            if beyond > 0 {
                more.push(More { rule: row.meta.name, findings: beyond });
            }
            let shift = groups.len();
            groups.extend(own_groups);
            for mut finding in found {
                let Some(severity) = weight(row.meta.severity.min(finding.cap), *level, finding.sure) else {
                    continue;
                };
                finding.group = finding.group.map(|group| group + shift);
                findings.push((severity, finding));
            }
        }
        Report::new(draft, findings, groups, skipped, more)
    }

    /// All facts of a draft.
    fn draft<'s>(&self, mut document: Document<'s>) -> Draft<'s> {
        let brackets = marker::brackets(&document);
        let mut found = list::lists(&document, &brackets);
        // Beside notes that the format states, a typed number is a call only where a typed list has it.
        let stated = !document.stated.calls.is_empty() || !document.stated.notes.is_empty();
        let elsewhere = found.unread.is_some() || stated;
        let mut calls = gate::calls(document.running(), &brackets, &found.entries, &found.ignored, elsewhere);
        if stated && calls.markers.is_empty() {
            // A typed list that nothing calls, beside notes that the format states, is a bibliography.
            found.entries.clear();
            calls.perhaps_called.clear();
        }
        let typed = found.entries.len();
        if stated {
            let lists = found.entries.iter().map(|entry| entry.list.0 + 1).max().unwrap_or(0);
            found.entries.extend(stated::entries(&document, lists));
            let markers = stated::markers(&document, &found.entries, typed);
            calls.markers = stated::merged(calls.markers, markers);
            calls.perhaps_called.extend(stated::named(&document, &found.entries, typed));
        }
        let tongue = survey::tongue(self.language, prose(&document, &found.entries));
        let words = back::Words { language: tongue.language(), house: &self.house };
        // What the grammar scanned is not needed again: a book's brackets would lie beside its chains.
        drop(brackets);
        let mut cites: Vec<Cite> = Vec::with_capacity(found.entries.len());
        let read_note = |(at, entry)| note::read(&document.text, entry, NoteId::new(at), words, &mut cites);
        let mut notes: Vec<Note> = found.entries.iter().enumerate().map(read_note).collect();
        let unread = found.unread;
        drop(found);
        let lists = lists_of(&notes, typed, document.format.numbering());
        survey::settle_dates(&document.text, self.settings.date_order, &mut cites);
        let resolved = resolve::resolve(
            &document.text,
            &mut notes,
            &lists,
            &calls.markers,
            &mut cites,
            self.settings.reading,
        );
        let leftover = |kind| move |span| Leftover { span, kind };
        let placeholders =
            leftover::placeholders(&document).into_iter().map(leftover(LeftoverKind::Placeholder));
        let chatbot = leftover::chatbot_marks(&document).into_iter().map(leftover(LeftoverKind::Chatbot));
        // From here on nobody can print them, by whatever rule.
        let secrets = draft::secrets(&document, &notes);
        draft::hide(&secrets, &mut document, &mut cites);
        Draft {
            secrets,
            survey: survey::Survey::new(&calls.markers, &cites),
            calls: draft::calls(&calls.markers),
            leftovers: placeholders.chain(chatbot).collect(),
            unread,
            perhaps_called: calls.perhaps_called,
            today: self.settings.today,
            changes: None,
            sources: resolved.sources,
            chains: resolved.chains,
            conflicts: resolved.conflicts,
            markers: calls.markers,
            document,
            notes,
            lists,
            cites,
            tongue,
        }
    }
}

/// What a finding weighs: an error needs a certain reading, a warning a likely one; a guess never reports. What the
/// caller set is obeyed.
fn weight(severity: Severity, set: Option<Severity>, sure: Sure) -> Option<Severity> {
    match (set, sure) {
        (_, Sure::Guess) => None,
        (Some(severity), _) => Some(severity),
        (None, Sure::Certain) => Some(severity),
        (None, Sure::Likely) => Some(severity.min(Severity::Warning)),
    }
}

/// The stretches of running text between the notes.
fn prose<'t>(document: &'t Document<'_>, entries: &'t [list::Entry]) -> impl Iterator<Item = &'t str> {
    let starts = std::iter::once(0).chain(entries.iter().map(|entry| entry.span.end()));
    let ends = entries.iter().map(|entry| entry.span.start()).chain(std::iter::once(document.text.len()));
    starts.zip(ends).map(|(start, end)| Span::new(start, end).of(&document.text))
}

/// The lists that neighbouring notes form: the first `typed` notes by hand, the others by what the format does.
fn lists_of(notes: &[Note], typed: usize, stated: Numbering) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    let mut last: Option<ListId> = None;
    for (at, note) in (0u32..).zip(notes) {
        match lists.last_mut() {
            Some(list) if last == Some(note.list) => {
                list.notes.1 = at + 1;
                list.end = note.span.end;
            }
            _ => lists.push(List {
                notes: (at, at + 1),
                start: note.span.start,
                end: note.span.end,
                numbering: if (at as usize) < typed { Numbering::Typed } else { stated },
            }),
        }
        last = Some(note.list);
    }
    lists
}
