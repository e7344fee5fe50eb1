//! Small sets of named things: a bit each.

/// Declares an enum and the set of its values.
macro_rules! flags {
    ($(#[$set_doc:meta])* $set:ident of $(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$value_doc])* $value,)*
        }

        $(#[$set_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub struct $set(u32);

        impl $set {
            const ALL: &[$name] = &[$($name::$value),*];

            /// Whether it is in the set.
            pub fn has(self, value: $name) -> bool {
                self.0 & (1 << value as u16) != 0
            }

            /// Whether the set holds nothing.
            pub fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// What is in it, in the order of declaration.
            pub fn iter(self) -> impl Iterator<Item = $name> {
                Self::ALL.iter().copied().filter(move |value| self.has(*value))
            }

            pub(crate) fn add(&mut self, value: $name) {
                self.0 |= 1 << value as u16;
            }
        }

        impl serde::Serialize for $set {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self.iter())
            }
        }
    };
}

pub(super) use flags;
