//! What can be wrong with a call. What is wrong with a draft is a finding, never an error.

/// Why a call could not be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes of a draft are not UTF-8.
    #[error("not UTF-8: byte 0x{byte:02X} at offset {offset} (line {line}, column {column})")]
    NotUtf8 {
        /// The first byte that does not fit.
        byte: u8,
        /// Where it stands, in bytes from 0.
        offset: usize,
        /// Its line, from 1.
        line: u32,
        /// Its column in bytes, from 1.
        column: u32,
        /// The encoding it looks like; needs the feature `legacy-encoding`.
        guess: Option<&'static str>,
    },
    /// An encoding that nobody knows by that name, or whose tables this build left out.
    #[error("unknown encoding `{name}`")]
    UnknownEncoding {
        /// The name given.
        name: String,
    },
    /// The bytes of a draft are not in the encoding that it has by its first bytes, its own words or the caller's.
    #[error("not {name}")]
    WrongEncoding {
        /// The encoding.
        name: &'static str,
    },
    /// The draft has four gigabytes or more.
    #[error("too large: {bytes} bytes, the limit is 4 GiB")]
    TooLarge {
        /// The size of the draft in bytes.
        bytes: usize,
    },
    /// A format that no reader reads.
    #[error("{what} cannot be read; save it as .docx or as plain text")]
    UnreadableFormat {
        /// What the draft seems to be ("a Word file").
        what: &'static str,
    },
    /// A format whose reader was left out when the program was built.
    #[error("{format} files cannot be read: the crate was built without the feature that reads them")]
    FormatOff {
        /// The name of the format.
        format: &'static str,
    },
    /// An archive that cannot be unpacked, or a part of it that cannot be read.
    #[error("{what} is broken: {why}")]
    Broken {
        /// The file ("the archive"), or the part of it (`word/document.xml`).
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// A file that a password protects.
    #[error("it is password-protected")]
    Protected,
    /// An archive that unpacks to too much.
    #[error("it unpacks to more than {mebibytes} MiB; refused")]
    Bomb {
        /// The limit.
        mebibytes: u64,
    },
    /// Elements inside elements, beyond what any program writes.
    #[error("{what} is nested more than {depth} elements deep; refused")]
    TooDeep {
        /// The part that is.
        what: String,
        /// The limit.
        depth: usize,
    },
    /// A rule name or code that no rule has.
    #[error("unknown rule `{name}`{}", did_you_mean(.nearest))]
    UnknownRule {
        /// The name given.
        name: String,
        /// The rule that comes closest.
        nearest: Option<&'static str>,
    },
    /// A rule option that does not exist, or has a value it does not take.
    #[error("rule `{rule}`: {problem}")]
    BadOption {
        /// The rule.
        rule: &'static str,
        /// What was given and what is wanted.
        problem: String,
    },
    /// A language tag that no table has.
    #[error("unknown language `{tag}`; known are {known}")]
    UnknownLanguage {
        /// The tag given.
        tag: String,
        /// The tags there are.
        known: String,
    },
    /// Fixes of a report that was made from another text.
    #[error("the report was made from another text; check the draft again")]
    StaleReport,
}

fn did_you_mean(nearest: &Option<&'static str>) -> String {
    nearest.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}
