//! Reads the fenced blocks of a Markdown page, and the settings that a fence names behind its kind.
//!
//! A fence closes at a run of backticks as long as its own, so that a draft may hold shorter ones.

use ibidem::{Checker, Format, Level, Settings};

/// A fenced block.
#[derive(Debug)]
pub(crate) struct Fence<'p> {
    /// The heading it stands under, of any level.
    pub(crate) heading: &'p str,
    /// First word of its opening line: "draft".
    pub(crate) kind: &'p str,
    /// What follows that word: "today=2024-06-01 crlf".
    pub(crate) info: &'p str,
    /// Lines of its body, the fences themselves excluded: first line from 0, and the one behind the last.
    pub(crate) lines: (usize, usize),
    /// Its body; each line ends with a line feed.
    pub(crate) body: String,
}

impl<'p> Fence<'p> {
    /// The value of `name=value` in the info string.
    pub(crate) fn value(&self, name: &str) -> Option<&'p str> {
        self.info.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }

    /// Whether the info string has a word.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.info.split_whitespace().any(|other| other == word)
    }

    /// The settings that the info string asks for.
    pub(crate) fn settings(&self) -> Settings {
        let mut settings = Settings::default().read_as(self.format());
        if let Some(day) = self.value("today") {
            settings = settings.today(day.parse().unwrap_or_else(|_| panic!("no day: today={day}")));
        }
        if let Some(tag) = self.value("language") {
            settings = settings.language(tag);
        }
        if let Some(rule) = self.value("rule") {
            settings = settings.level(rule, Level::Warning);
        }
        settings
    }

    /// The format of the draft, `format=html`; plain text where none is named.
    pub(crate) fn format(&self) -> Format {
        match self.value("format") {
            None => Format::Text,
            Some("markdown") => Format::Markdown,
            Some("html") => Format::Html,
            Some(other) => panic!("no format of a fence: {other}"),
        }
    }

    /// A checker for [`settings`](Fence::settings).
    pub(crate) fn checker(&self) -> Checker {
        Checker::new(self.settings()).unwrap_or_else(|error| panic!("under “{}”: {error}", self.heading))
    }
}

/// All fenced blocks of a page.
pub(crate) fn fences(page: &str) -> Vec<Fence<'_>> {
    let mut found = Vec::new();
    let mut heading = "";
    let mut open: Option<(usize, &str, usize)> = None;
    let lines: Vec<&str> = page.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match open {
            None if ticks >= 3 => open = Some((ticks, &line[ticks..], at)),
            None if line.starts_with('#') => heading = line.trim_start_matches('#').trim(),
            None => {}
            Some((length, info, start)) if ticks == length && line.len() == ticks => {
                let (kind, info) = info.trim().split_once(' ').unwrap_or((info.trim(), ""));
                let body = lines[start + 1..at].iter().map(|line| format!("{line}\n")).collect();
                found.push(Fence { heading, kind, info, lines: (start + 1, at), body });
                open = None;
            }
            Some(_) => {}
        }
    }
    assert!(open.is_none(), "a fence under “{heading}” is never closed");
    found
}
