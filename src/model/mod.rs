//! What a draft is made of: types only, filled by the readers, the grammar and the resolver.

mod chain;
mod citation;
mod date;
mod document;
mod field;
mod flags;
mod ids;
mod marker;
mod note;

pub use chain::{Antecedent, Chain, End, Reason, Reasons, Resolution};
pub use citation::{
    Citation, IdentifierFault, Kind, Link, LinkFault, LinkFaults, Name, NameOrder, SecretKind,
};
pub use date::{Date, DateOrder, Partial, Reading};
pub use document::Format;
pub(crate) use document::{
    Broken, BrokenKind, Document, Encoding, Heading, Origin, Paragraph, Run, Stated, StatedCall, StatedLink,
    StatedNote,
};
pub use field::{Field, Sure, Text};
pub use ids::{CiteId, ListId, MarkerId, NoteId, SourceId};
pub use marker::{Answers, Label, Labels, Marker, Placement, Strength};
pub use note::{
    BackKind, BackReference, Cite, CiteKind, Direction, List, Locator, Note, Role, Shape, Source, Unread,
    UnreadKind,
};
pub(crate) use note::{Conflict, ConflictOf, Numbering};
