//! Hashes in place of words, written as hexadecimal digits.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The hash of a folded text, of an address or of a name: 64 bits of FNV-1a.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u64);

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:016x}", self.0))
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let key = u64::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 16);
        key.map(Key).ok_or_else(|| D::Error::custom("expected 16 hexadecimal digits"))
    }
}

/// The words of a sentence, 16 bits of a hash for each, sorted: enough to tell an edited sentence from another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Words(pub Vec<u16>);

impl Words {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digits: String = self.0.iter().map(|word| format!("{word:04x}")).collect();
        serializer.serialize_str(&digits)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Words, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let words = digits.as_bytes().chunks(4).map(|word| {
            let word = std::str::from_utf8(word).ok().filter(|word| word.len() == 4)?;
            u16::from_str_radix(word, 16).ok()
        });
        let words: Option<Vec<u16>> = words.collect();
        words.map(Words).ok_or_else(|| D::Error::custom("expected four hexadecimal digits for each word"))
    }
}
