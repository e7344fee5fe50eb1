//! What a caller may set: the day, the language, the weight and the options of rules.
//!
//! Names of rules are kept as text here; [`Checker::new`](crate::Checker::new) holds them against the table.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, MapDeserializer};

use crate::model::{DateOrder, Format};

/// How loud a rule speaks; `Off` silences it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// A reference cannot be followed.
    Error,
    /// Almost certainly wrong.
    Warning,
    /// Worth knowing.
    Info,
    /// Not asked.
    Off,
}

/// The value of a rule's option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionValue {
    /// A word: `"always"`.
    Text(String),
    /// A count.
    Number(u32),
    /// Yes or no.
    Flag(bool),
}

impl From<&str> for OptionValue {
    fn from(value: &str) -> Self {
        OptionValue::Text(value.to_owned())
    }
}

impl From<u32> for OptionValue {
    fn from(value: u32) -> Self {
        OptionValue::Number(value)
    }
}

impl From<bool> for OptionValue {
    fn from(value: bool) -> Self {
        OptionValue::Flag(value)
    }
}

impl<'de> IntoDeserializer<'de> for OptionValue {
    type Deserializer = OptionDeserializer;

    fn into_deserializer(self) -> OptionDeserializer {
        OptionDeserializer(self)
    }
}

/// Reads an option value into whatever type a rule declares.
#[derive(Debug)]
pub struct OptionDeserializer(OptionValue);

impl<'de> serde::Deserializer<'de> for OptionDeserializer {
    type Error = ValueError;

    fn deserialize_any<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self.0 {
            OptionValue::Text(text) => visitor.visit_string(text),
            OptionValue::Number(number) => visitor.visit_u32(number),
            OptionValue::Flag(flag) => visitor.visit_bool(flag),
        }
    }

    fn deserialize_enum<V: serde::de::Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        match self.0 {
            OptionValue::Text(text) => text.into_deserializer().deserialize_enum(name, variants, visitor),
            _ => self.deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// What a caller may set. The default asks nothing of the world: no day, the language guessed.
///
/// ```
/// use ibidem::{Level, Settings};
/// let settings = Settings::default()
///     .today(chrono::NaiveDate::from_ymd_opt(2024, 6, 30).unwrap())
///     .level("bare-url-entry", Level::Off)
///     .option("space-before-marker", "style", "never");
/// assert!(ibidem::Checker::new(settings).is_ok());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Settings {
    pub(crate) today: Option<NaiveDate>,
    pub(crate) language: Option<String>,
    pub(crate) date_order: Option<DateOrder>,
    pub(crate) levels: BTreeMap<String, Level>,
    pub(crate) options: BTreeMap<String, BTreeMap<String, OptionValue>>,
    pub(crate) same_source: Vec<String>,
    pub(crate) note_words: Vec<String>,
    pub(crate) reading: Reading,
    pub(crate) intake: Intake,
}

/// Which state of a draft with tracked changes is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Track {
    /// As if all changes were accepted.
    #[default]
    Final,
    /// As if none were.
    Original,
}

/// How a file that can be taken in more than one way is taken.
#[derive(Debug, Clone)]
pub(crate) struct Intake {
    /// By name and content, where none is set.
    pub(crate) format: Option<Format>,
    pub(crate) track: Track,
    /// The encoding to read text files in; `auto` trusts a guess.
    pub(crate) encoding: Option<String>,
    /// An archive may unpack to so many bytes.
    pub(crate) most_unpacked: u64,
}

impl Default for Intake {
    fn default() -> Self {
        Intake { format: None, track: Track::Final, encoding: None, most_unpacked: 400 << 20 }
    }
}

/// What "Ibid." means after a note with several sources; the guides disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Several {
    /// Nobody can know (Chicago, Bluebook: never written).
    #[default]
    Ambiguous,
    /// All of them (OSCOLA).
    All,
    /// The last of them.
    Last,
}

/// Where numbers may begin anew without a new chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Restart {
    /// Nowhere: the first "Ibid." of a list may mean the list before, or nothing.
    #[default]
    Chapter,
    /// On each page: the first "Ibid." of a list means the last note of the list before.
    Page,
}

/// How back-references are read where the guides disagree.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reading {
    pub(crate) several: Several,
    pub(crate) restart: Restart,
}

impl Settings {
    /// The day that access dates are compared with. Without it, rules that need a day are listed as skipped.
    #[must_use]
    pub fn today(mut self, day: NaiveDate) -> Self {
        self.today = Some(day);
        self
    }

    /// The language of the running text as a tag ("tr"). Without it, it is guessed from the text.
    #[must_use]
    pub fn language(mut self, tag: &str) -> Self {
        self.language = Some(tag.to_owned());
        self
    }

    /// How 03/04/2024 is read. Without it, the draft's own sure dates decide, or nothing does.
    #[must_use]
    pub fn date_order(mut self, order: DateOrder) -> Self {
        self.date_order = Some(order);
        self
    }

    /// The format of all drafts. Without it, the name and the content of a file tell.
    #[must_use]
    pub fn read_as(mut self, format: Format) -> Self {
        self.intake.format = Some(format);
        self
    }

    /// The encoding of text files by its usual name ("windows-1254"), or `auto` to trust a guess. Without it, a file is what
    /// its byte-order mark or its own declaration says, or UTF-8.
    #[must_use]
    pub fn encoding(mut self, name: &str) -> Self {
        self.intake.encoding = Some(name.to_owned());
        self
    }

    /// Which state of a draft with tracked changes is read.
    #[must_use]
    pub fn track(mut self, track: Track) -> Self {
        self.intake.track = track;
        self
    }

    /// A term of the house that means the source of the note before ("Same place.").
    #[must_use]
    pub fn same_source(mut self, term: &str) -> Self {
        self.same_source.push(term.to_owned());
        self
    }

    /// A word of the house before the number of a note ("dn.").
    #[must_use]
    pub fn note_word(mut self, word: &str) -> Self {
        self.note_words.push(word.to_owned());
        self
    }

    /// What "Ibid." means after a note with several sources.
    #[must_use]
    pub fn several(mut self, several: Several) -> Self {
        self.reading.several = several;
        self
    }

    /// Where numbers may begin anew.
    #[must_use]
    pub fn restart(mut self, restart: Restart) -> Self {
        self.reading.restart = restart;
        self
    }

    /// How loud a rule speaks, by its name or code.
    #[must_use]
    pub fn level(mut self, rule: &str, level: Level) -> Self {
        self.levels.insert(rule.to_owned(), level);
        self
    }

    /// An option of a rule, by the rule's name or code.
    #[must_use]
    pub fn option(mut self, rule: &str, option: &str, value: impl Into<OptionValue>) -> Self {
        self.options.entry(rule.to_owned()).or_default().insert(option.to_owned(), value.into());
        self
    }

    /// The options of one rule in the type that it declares; what is wrong with them otherwise.
    pub(crate) fn read_options<T: Default + for<'de> Deserialize<'de>>(
        options: &BTreeMap<String, OptionValue>,
    ) -> Result<T, String> {
        let Some(first) = options.keys().next() else { return Ok(T::default()) };
        // A rule without options declares the unit type, which no map fits.
        if std::mem::size_of::<T>() == 0 {
            return Err(format!("it has no option `{first}`"));
        }
        let pairs = options.iter().map(|(name, value)| (name.clone(), value.clone()));
        T::deserialize(MapDeserializer::<_, ValueError>::new(pairs)).map_err(|error| error.to_string())
    }
}
