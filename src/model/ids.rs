//! Ids: places in the lists of a report, printed as `n4`, `m2`, `s1` from one.

use std::fmt;

use serde::{Serialize, Serializer};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of the thing at this index, from 0.
            pub fn new(index: usize) -> Self {
                $name(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// Where the thing stands in its list, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $prefix, u64::from(self.0) + 1)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    )*};
}

ids! {
    /// A note; `n1` is the first of the first list.
    NoteId "n";
    /// A marker; `m1` is the first in the text.
    MarkerId "m";
    /// A source; `s1` is the first that is cited.
    SourceId "s";
    /// A citation inside a note.
    CiteId "c";
    /// A list of notes with its own numbering.
    ListId "l";
}
