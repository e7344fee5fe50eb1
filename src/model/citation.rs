//! A full citation: the fields of an entry that gives its source itself.

use serde::Serialize;

use super::flags::flags;
use super::{Date, Field, Text};
use crate::span::Span;

/// What kind of work an entry cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
#[allow(missing_docs)] // the names say it
pub enum Kind {
    News,
    Web,
    Article,
    Magazine,
    Book,
    Chapter,
    Report,
    Thesis,
    Conference,
    Case,
    Legislation,
    Treaty,
    Post,
    Video,
    Interview,
    Dataset,
    Speech,
    PersonalCommunication,
    #[default]
    Unknown,
}

impl Kind {
    /// Its name in reports.
    pub fn word(self) -> &'static str {
        match self {
            Kind::News => "news",
            Kind::Web => "web",
            Kind::Article => "article",
            Kind::Magazine => "magazine",
            Kind::Book => "book",
            Kind::Chapter => "chapter",
            Kind::Report => "report",
            Kind::Thesis => "thesis",
            Kind::Conference => "conference",
            Kind::Case => "case",
            Kind::Legislation => "legislation",
            Kind::Treaty => "treaty",
            Kind::Post => "post",
            Kind::Video => "video",
            Kind::Interview => "interview",
            Kind::Dataset => "dataset",
            Kind::Speech => "speech",
            Kind::PersonalCommunication => "personal-communication",
            Kind::Unknown => "unknown",
        }
    }
}

/// The fields of a full citation; what is missing in the entry is `None`.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Citation {
    /// The kind of work, from the evidence.
    pub kind: Kind,
    /// Its authors in order.
    pub authors: Vec<Field<Name>>,
    /// Words that stand for the author of the source before ("Idem", "Ders.", "A.mlf."); the authors are then those.
    pub idem: Option<Span>,
    /// Who edited it, or the book it stands in.
    pub editors: Vec<Field<Name>>,
    /// Who translated it.
    pub translators: Vec<Field<Name>>,
    /// Its title.
    pub title: Option<Field<Text>>,
    /// What the entry says it is called from there on: "(hereinafter “Plan”)".
    pub short_form: Option<Field<Text>>,
    /// Newspaper, journal, site or book it stands in.
    pub container: Option<Field<Text>>,
    /// The series of a book or report.
    pub series: Option<Field<Text>>,
    /// Its number among editions ("3").
    pub edition: Option<Field<Text>>,
    /// Who brought it out; of a thesis the university.
    pub publisher: Option<Field<Text>>,
    /// Where it was brought out.
    pub place: Option<Field<Text>>,
    /// Volume of a journal or of a work.
    pub volume: Option<Field<Text>>,
    /// Issue of a journal.
    pub issue: Option<Field<Text>>,
    /// Where it stands in its container, first to last page; the page that is pointed at is the cite's locator.
    pub pages: Option<Field<Text>>,
    /// What it calls itself ("Doktora Tezi", "Technical Report").
    pub genre: Option<Field<Text>>,
    /// Number of a law, a judgment, a report or a document.
    pub number: Option<Field<Text>>,
    /// The court that decided.
    pub court: Option<Field<Text>>,
    /// The series of reports a judgment stands in, or the gazette of a law.
    pub reporter: Option<Field<Text>>,
    /// When it was published.
    pub issued: Option<Field<Date>>,
    /// When it was read.
    pub accessed: Option<Field<Date>>,
    /// The words before that date ("Erişim Tarihi"), with the tag of their language.
    pub access_label: Option<(Span, &'static str)>,
    /// When it took place or was adopted.
    pub event: Option<Field<Date>>,
    /// Its address.
    pub link: Option<Field<Link>>,
    /// The address of a copy in an archive.
    pub archive: Option<Field<Link>>,
    /// Its DOI, without prefix.
    pub doi: Option<Field<Text>>,
    /// Its ISBN.
    pub isbn: Option<Field<Text>>,
    /// The ISSN of its container.
    pub issn: Option<Field<Text>>,
    /// The tag of the language that its outlet writes in, where the outlet is known.
    pub language: Option<&'static str>,
}

impl Citation {
    /// All fields of words, to be moved.
    pub(crate) fn texts_mut(&mut self) -> [Option<&mut Field<Text>>; 17] {
        [
            self.title.as_mut(),
            self.short_form.as_mut(),
            self.container.as_mut(),
            self.series.as_mut(),
            self.edition.as_mut(),
            self.publisher.as_mut(),
            self.place.as_mut(),
            self.volume.as_mut(),
            self.issue.as_mut(),
            self.pages.as_mut(),
            self.genre.as_mut(),
            self.number.as_mut(),
            self.court.as_mut(),
            self.reporter.as_mut(),
            self.doi.as_mut(),
            self.isbn.as_mut(),
            self.issn.as_mut(),
        ]
    }

    /// Its fields of words with their names, in the order of reports.
    pub(crate) fn texts(&self) -> [(&'static str, Option<&Field<Text>>); 15] {
        [
            ("title", self.title.as_ref()),
            ("container", self.container.as_ref()),
            ("series", self.series.as_ref()),
            ("edition", self.edition.as_ref()),
            ("publisher", self.publisher.as_ref()),
            ("place", self.place.as_ref()),
            ("volume", self.volume.as_ref()),
            ("issue", self.issue.as_ref()),
            ("pages", self.pages.as_ref()),
            ("genre", self.genre.as_ref()),
            ("number", self.number.as_ref()),
            ("court", self.court.as_ref()),
            ("reporter", self.reporter.as_ref()),
            ("isbn", self.isbn.as_ref()),
            ("issn", self.issn.as_ref()),
        ]
    }
}

/// How the parts of a name stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameOrder {
    /// "Novak, Ada"; "Орлова Н. П."
    FamilyFirst,
    /// "Ada Novak".
    GivenFirst,
    /// An organisation, or one word.
    Literal,
}

/// The name of an author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Family name, or the whole name of an organisation.
    pub family: Span,
    /// Given names or initials.
    pub given: Option<Span>,
    /// How they stand.
    pub order: NameOrder,
}

/// An address as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address, where it differs from the text (a scheme mended, pieces joined).
    pub mended: Option<Box<str>>,
    /// Its host, as a browser would ask for it.
    pub host: Option<Box<str>>,
    /// A key that is equal for addresses of one page: no scheme, no `www.`, no slash at the end.
    pub(crate) key: u64,
    /// Whether it points below the root of the site.
    pub(crate) has_path: bool,
    /// What is wrong with it.
    pub faults: LinkFaults,
}

impl Field<Link> {
    /// The address, mended where that is sure; `text` is the draft's.
    pub fn address<'a>(&'a self, text: &'a str) -> &'a str {
        self.value.mended.as_deref().unwrap_or_else(|| self.span.of(text))
    }
}

impl LinkFault {
    /// Whether no browser finds the page as the address is typed.
    pub fn is_unreadable(self) -> bool {
        matches!(
            self,
            LinkFault::DoubledScheme
                | LinkFault::BrokenScheme
                | LinkFault::MisspeltScheme
                | LinkFault::Backslashes
                | LinkFault::NoHost
                | LinkFault::NoEnding
                | LinkFault::MisspeltWww
                | LinkFault::CommaInHost
                | LinkFault::Glued
                | LinkFault::Cut
        )
    }

    /// Whether the address is cut in two.
    pub fn is_gap(self) -> bool {
        matches!(self, LinkFault::Space | LinkFault::LineBreak)
    }
}

/// What is wrong with an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IdentifierFault {
    /// Too many or too few digits.
    Length,
    /// Its last digit does not fit the others.
    CheckDigit,
    /// Not built as one.
    Shape,
}

/// What a secret in an address gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SecretKind {
    /// `https://user:password@host/`
    Credentials,
    /// A token or a signature.
    Token,
    /// The session of a visitor.
    Session,
}

flags! {
    /// What is wrong with an address, all of it.
    LinkFaults of
    /// What is wrong with an address.
    LinkFault {
        /// `https://https://…`
        DoubledScheme,
        /// `https//…`, `https:/…`
        BrokenScheme,
        /// `htpps://…`
        MisspeltScheme,
        /// Backslashes for slashes.
        Backslashes,
        /// Nothing that could be a host.
        NoHost,
        /// `https://www.harbour`: a host without its ending.
        NoEnding,
        /// `https://wwww.a.org`
        MisspeltWww,
        /// A blank inside.
        Space,
        /// A line break inside.
        LineBreak,
        /// `https://www,a.org/x`
        CommaInHost,
        /// Another address follows without a blank.
        Glued,
        /// Cut with dots by a web page: `https://a.org/…/b`.
        Cut,
        /// It carries parameters that only track its reader.
        Tracking,
        /// It was handed out by a chatbot: `utm_source=chatgpt.com`.
        AiReferrer,
        /// Its host stands for another address.
        Shortener,
        /// It leads to another address, which it holds.
        Redirector,
        /// A page of search results.
        Search,
        /// Its host is known to one network only.
        PrivateHost,
        /// A file of the writer's own machine.
        File,
        /// Letters of two scripts in one label of its host.
        Lookalike,
        /// A percent sign that encodes nothing, or encodes twice.
        BadPercent,
        /// It names a site and no page.
        HostOnly,
    }
}
