//! A full citation: the fields of an entry that gives its source itself.

use serde::Serialize;

use super::flags::flags;
use super::{Date, Field, Text};
use crate::span::Span;

/// What kind of work an entry cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
#[allow(missing_docs)] // the names say it
pub enum Kind {
    News,
    Web,
    Article,
    Book,
    Chapter,
    Report,
    Thesis,
    Unknown,
}

/// The fields of a full citation; what is missing in the entry is `None`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Citation {
    /// The kind of work, from the evidence.
    pub kind: Kind,
    /// Its authors in order.
    pub authors: Vec<Field<Name>>,
    /// Its title.
    pub title: Option<Field<Text>>,
    /// Newspaper, journal, site or book it stands in.
    pub container: Option<Field<Text>>,
    /// When it was published.
    pub issued: Option<Field<Date>>,
    /// Its address.
    pub link: Option<Field<Link>>,
    /// Its DOI, without prefix.
    pub doi: Option<Field<Text>>,
    /// When it was read.
    pub accessed: Option<Field<Date>>,
    /// The words before that date ("Erişim Tarihi"), with the tag of their language.
    pub access_label: Option<(Span, &'static str)>,
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
    }
}
