//! Facts about addresses: what they hold, and what of it nobody should see.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::Draft;
use crate::grammar::address::{self, Parts, Secret};
use crate::grammar::identifier::{self, Scheme};
use crate::known::{archive, chatbot, database, front_page, tracking};
use crate::model::{
    Citation, Cite, CiteKind, Document, Field, IdentifierFault, Link, LinkFault, Note, NoteId, SecretKind,
    Sure,
};
use crate::span::Span;
use crate::text;

/// What stands for each byte of a secret: places do not move.
pub(crate) const HIDDEN: char = '*';

/// The secrets of all addresses of a draft, sorted.
pub(crate) fn secrets(document: &Document<'_>, notes: &[Note]) -> Vec<Secret> {
    // An address of a note may be cut, so that its end is not known: notes are read whole.
    let notes = notes.iter().map(|note| note.body);
    let mut found: Vec<Secret> = Vec::new();
    for span in document.masks.iter().copied().chain(notes) {
        let typed = span.of(&document.text);
        if memchr::memchr3(b'=', b'@', b'%', typed.as_bytes()).is_none() {
            continue;
        }
        found.extend(address::secrets(typed).into_iter().map(|secret| Secret {
            value: secret.value.shifted(span.start()),
            whole: secret.whole.shifted(span.start()),
            kind: secret.kind,
        }));
    }
    // What was found twice is one, as far as the longer of the two reaches.
    found.sort_by_key(|secret| (secret.value.start, std::cmp::Reverse(secret.value.end)));
    found.dedup_by(|next, before| next.value.overlaps(before.value));
    found
}

/// Covers the secrets of a draft, in its text and in what was mended of it.
pub(crate) fn hide(secrets: &[Secret], document: &mut Document<'_>, cites: &mut [Cite]) {
    if secrets.is_empty() {
        return;
    }
    let mut covered = String::with_capacity(document.text.len());
    let mut from = 0;
    for secret in secrets {
        let start = secret.value.start().max(from);
        covered.push_str(document.text.get(from..start).unwrap_or_default());
        covered.extend(std::iter::repeat_n(HIDDEN, secret.value.end().saturating_sub(start)));
        from = secret.value.end().max(start);
    }
    covered.push_str(document.text.get(from..).unwrap_or_default());
    document.text = Cow::Owned(covered);
    for cite in cites {
        let CiteKind::Full(citation) = &mut cite.kind else { continue };
        for link in [&mut citation.link, &mut citation.archive].into_iter().flatten() {
            if first_in(secrets, link.span).is_some() {
                link.value.mended = None;
            }
        }
    }
}

/// The first secret inside a span.
fn first_in(secrets: &[Secret], span: Span) -> Option<&Secret> {
    let at = secrets.partition_point(|secret| secret.value.start < span.start);
    secrets.get(at).filter(|secret| secret.value.start < span.end)
}

/// An address of an entry that can be read as typed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Address<'d> {
    pub(crate) cite: &'d Cite,
    pub(crate) citation: &'d Citation,
    pub(crate) link: &'d Field<Link>,
    typed: &'d str,
    parts: Parts<'d>,
    hides: bool,
}

impl<'d> Address<'d> {
    pub(crate) fn note(&self) -> NoteId {
        self.cite.note
    }

    pub(crate) fn span(&self) -> Span {
        self.link.span
    }

    pub(crate) fn typed(&self) -> &'d str {
        self.typed
    }

    pub(crate) fn host(&self) -> &'d str {
        let host = self.parts.host.of(self.typed);
        host.strip_prefix("www.").unwrap_or(host)
    }

    pub(crate) fn has(&self, fault: LinkFault) -> bool {
        self.link.value.faults.has(fault)
    }

    pub(crate) fn has_scheme(&self) -> bool {
        !self.typed.starts_with("www.")
    }

    fn placed(&self, span: Span) -> Span {
        span.shifted(self.link.span.start())
    }

    /// The names of the parameters that only track, each once.
    pub(crate) fn tracking(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for parameter in self.parts.parameters().filter(|parameter| tracking::is_tracking(parameter.name)) {
            let name = tracking::plain(parameter.name).to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The parameter that names the chatbot it was copied from.
    pub(crate) fn chatbot(&self) -> Option<(Span, &'d str)> {
        let found = self.parts.parameters().find(|p| chatbot::is_referrer(p.name, p.value))?;
        Some((self.placed(found.span), found.value))
    }

    /// What to delete so that nothing is left that says nothing of the page.
    pub(crate) fn noise(&self) -> Vec<(Span, String)> {
        let noise = self.parts.without(address::is_noise);
        noise.into_iter().map(|span| (self.placed(span), String::new())).collect()
    }

    /// The address that it leads to; `None` where that is not known, or not to be shown.
    pub(crate) fn target(&self) -> Option<String> {
        self.parts.wrapped().filter(|inner| !self.hides && address::secrets(inner).is_empty())
    }

    /// Percent signs that encode nothing or twice, with what belongs there where that is known.
    pub(crate) fn bad_percents(&self) -> Vec<(Span, Option<&'static str>)> {
        let bad = self.parts.bad_percents();
        bad.into_iter().map(|(span, mended)| (self.placed(span), mended)).collect()
    }

    /// The label of the host that mixes scripts, the odd letter and its script.
    pub(crate) fn mixed_label(&self) -> Option<(Span, char, &'static str)> {
        let (span, odd, script) = self.parts.mixed_label()?;
        let script = match script {
            address::Script::Latin => "Latin",
            address::Script::Cyrillic => "Cyrillic",
            address::Script::Greek => "Greek",
        };
        Some((self.placed(span), odd, script))
    }

    /// The day that its path gives in full.
    pub(crate) fn day(&self) -> Option<(NaiveDate, Span)> {
        self.parts.day().map(|(day, span)| (day, self.placed(span)))
    }

    /// Whether a title is the name of the site, an abbreviation of it, or the usual title of a front page.
    pub(crate) fn is_named(&self, title: &str) -> bool {
        let words = text::skeleton(title);
        if front_page::is_title(&words) {
            return true;
        }
        let joined: String = words.split(' ').collect();
        let initials: String = words.split(' ').filter_map(|word| word.chars().next()).collect();
        let host = text::skeleton(self.host());
        let labels = || host.split(' ').filter(|label| label.chars().count() >= 2);
        labels().any(|label| {
            let label: String = label.chars().filter(|c| c.is_alphanumeric()).collect();
            joined.contains(&label) && label.len() >= 4
                || label.contains(&joined)
                || initials.contains(&label)
        })
    }

    /// Whether its host is a name below a site: such names are often a site of their own.
    pub(crate) fn is_below_a_site(&self) -> bool {
        let labels: Vec<&str> = self.host().split('.').collect();
        let second_level = labels.len() == 3
            && labels.get(1).is_some_and(|label| label.len() <= 3)
            && labels.get(2).is_some_and(|label| label.len() == 2);
        labels.len() > 2 && !second_level
    }
}

/// A copy in an archive, as its address tells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Copy {
    /// The day it was taken; `None` where the address gives less than a day.
    pub(crate) taken: Option<NaiveDate>,
    /// The digits that give the time.
    pub(crate) stamp: Span,
    /// Whether those digits are no time.
    pub(crate) impossible: bool,
    /// Whether the address of the page is missing.
    pub(crate) without_page: bool,
}

impl Draft<'_> {
    /// The addresses of full citations that can be read as typed: what is wrong with the others is told once.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = Address<'_>> {
        self.citations().filter_map(|(_, cite, citation)| {
            let link = citation.link.as_ref()?;
            let readable = !link.value.faults.iter().any(|fault| fault.is_unreadable() || fault.is_gap());
            readable.then(|| self.address_of(cite, citation, link))
        })
    }

    fn address_of<'d>(
        &'d self,
        cite: &'d Cite,
        citation: &'d Citation,
        link: &'d Field<Link>,
    ) -> Address<'d> {
        let typed = link.span.of(self.text());
        let hides = first_in(&self.secrets, link.span).is_some();
        Address { cite, citation, link, typed, parts: Parts::of(typed), hides }
    }

    /// How many addresses can be read, and how many of them give no scheme.
    pub(crate) fn schemes(&self) -> (usize, usize) {
        self.addresses()
            .fold((0, 0), |(all, bare), address| (all + 1, bare + usize::from(!address.has_scheme())))
    }

    /// The secrets of notes: what each gives away, where it stands, and what goes with it.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = (NoteId, SecretKind, Span, Span)> + '_ {
        self.secrets.iter().filter_map(|secret| {
            let at =
                self.notes.partition_point(|note| note.span.start <= secret.value.start).checked_sub(1)?;
            let inside = self.notes.get(at)?.span.covers(secret.value);
            inside.then(|| (NoteId::new(at), secret.kind, secret.value, secret.whole))
        })
    }

    /// Copies in the Wayback Machine that citations give, with the address that holds each.
    pub(crate) fn copies(&self) -> impl Iterator<Item = (&Cite, &Citation, &Field<Link>, Copy)> {
        self.citations().filter_map(|(_, cite, citation)| {
            let link = citation.archive.as_ref().or(citation.link.as_ref())?;
            let host = link.value.host.as_deref()?;
            let readable = !link.value.faults.iter().any(|fault| fault.is_unreadable() || fault.is_gap());
            let copy =
                (readable && archive::is_wayback(host)).then(|| copy(self.text(), link.span)).flatten();
            Some((cite, citation, link, copy?))
        })
    }

    /// The identifiers of a kind in full citations.
    pub(crate) fn identifiers(
        &self,
        scheme: Scheme,
    ) -> impl Iterator<Item = (&Cite, Span, Option<IdentifierFault>)> {
        self.citations().flat_map(move |(_, cite, _)| {
            let found = identifier::identifiers(cite.span.of(self.text()), scheme);
            found.into_iter().map(move |found| (cite, found.span.shifted(cite.span.start()), found.fault))
        })
    }

    /// DOIs behind a resolver of old, or with a prefix too many: what is to go, and what comes in its place.
    pub(crate) fn old_dois(&self) -> impl Iterator<Item = (&Cite, Span, &'static str)> {
        self.citations().filter_map(|(_, cite, citation)| {
            let doi = citation.doi.as_ref()?;
            let before = self.text().get(cite.span.start()..doi.span.start())?;
            let resolver = OLD_RESOLVERS.iter().find(|old| before.ends_with(**old));
            if let Some(old) = resolver {
                let start = doi.span.start() - old.len();
                return Some((cite, Span::new(start, doi.span.start()), "https://doi.org/"));
            }
            let lead = before.strip_suffix("https://doi.org/")?;
            let word = lead.trim_end_matches([' ', ':']);
            let prefixed = word.len() < lead.len()
                && word.get(word.len().checked_sub(3)?..)?.eq_ignore_ascii_case("doi")
                && lead.trim_end().ends_with(':');
            let start = cite.span.start() + word.len().checked_sub(3)?;
            prefixed.then(|| (cite, Span::new(start, start + 3 + lead.len() - word.len()), ""))
        })
    }

    /// Citations that give the day they were read and nowhere to read them: no address, no DOI, no identifier, no
    /// database, nothing that looks like a host, in the whole note.
    pub(crate) fn read_nowhere(&self) -> Vec<(&Cite, &Citation)> {
        let mut found: Vec<(&Cite, &Citation)> = Vec::new();
        for (_, cite, citation) in self.citations() {
            let labelled = citation.access_label.is_some()
                && citation.accessed.as_ref().is_some_and(|field| field.sure == Sure::Certain);
            let given = citation.link.is_some()
                || citation.archive.is_some()
                || citation.doi.is_some()
                || citation.isbn.is_some();
            if !labelled || given {
                continue;
            }
            let Some(note) = self.note(cite.note) else { continue };
            let body = note.body.of(self.text());
            let elsewhere = self.cites_of(note).any(|other| match &other.kind {
                CiteKind::Full(other) => other.link.is_some() || other.doi.is_some(),
                CiteKind::Back(_) => true,
                CiteKind::Unknown => false,
            });
            if !elsewhere && !names_a_host(body) && !database::names_one(&text::skeleton(body)) {
                found.push((cite, citation));
            }
        }
        found
    }

    /// Whether an entry is written as MLA has it, which leaves out the scheme: the title ends with a full stop inside its
    /// quotation marks.
    pub(crate) fn is_mla(&self, cite: &Cite) -> bool {
        let raw = cite.span.of(self.text());
        [".”", ".\"", "?”", "!”"].iter().any(|close| raw.contains(close))
    }
}

/// Resolvers that doi.org took the place of.
const OLD_RESOLVERS: &[&str] = &[
    "http://doi.org/",
    "http://dx.doi.org/",
    "http://www.doi.org/",
    "https://dx.doi.org/",
    "https://www.doi.org/",
];

/// `/web/20120704081530/http://…`
fn copy(text: &str, span: Span) -> Option<Copy> {
    let typed = span.of(text);
    let at = typed.find("/web/")? + 5;
    let rest = typed.get(at..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let page = rest.get(digits..)?.split_once('/').map_or("", |(_, page)| page);
    let stamp = rest.get(..digits)?;
    let part = |from: usize, to: usize| stamp.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let day = || {
        let year = i32::try_from(part(0, 4)?).ok()?;
        NaiveDate::from_ymd_opt(year, part(4, 6)?, part(6, 8)?).filter(|_| (1996..=2100).contains(&year))
    };
    let taken = (digits >= 8).then(day).flatten();
    Some(Copy {
        taken,
        stamp: Span::new(span.start() + at, span.start() + at + digits),
        impossible: digits > 14 || (digits == 14 && taken.is_none()),
        without_page: digits > 0 && !page.contains('.'),
    })
}

/// Whether a word looks like a host: letters, a dot, and at least two letters, as `harbour.example` or `youtu.be/x`.
fn names_a_host(body: &str) -> bool {
    body.contains("http")
        || body.contains('@')
        || body.split_whitespace().any(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let host = word.split('/').next().unwrap_or_default();
            host.rsplit_once('.').is_some_and(|(name, ending)| {
                name.chars().count() >= 2
                    && ending.chars().count() >= 2
                    && ending.chars().all(char::is_alphabetic)
                    && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'))
            })
        })
}
