//! Facts that the format of a draft shows: where its links lead, what is broken in it, which day it gives itself.

use chrono::NaiveDate;

use super::Draft;
use crate::grammar::address::{self, Parts};
use crate::known::{archive, shortener};
use crate::model::{Answers, Broken, Label, Labels, Marker, Note, NoteId, Numbering, StatedLink, Strength};
use crate::span::Span;

/// Where a link leads that shows another address.
#[derive(Debug)]
pub(crate) struct Misleading {
    pub(crate) note: NoteId,
    /// The words shown.
    pub(crate) span: Span,
    /// The host that they name, and the one that the link leads to.
    pub(crate) hosts: (String, String),
}

impl Draft<'_> {
    /// What the format shows to be broken.
    pub(crate) fn broken(&self) -> &[Broken] {
        &self.document.stated.broken
    }

    /// The day that the draft gives itself.
    pub(crate) fn dated(&self) -> Option<NaiveDate> {
        self.document.stated.dated
    }

    /// The note that covers a place.
    pub(crate) fn note_at(&self, span: Span) -> Option<(NoteId, &Note)> {
        let at = self.notes.partition_point(|note| note.span.start <= span.start).checked_sub(1)?;
        self.notes.get(at).filter(|note| note.span.covers(span)).map(|note| (NoteId::new(at), note))
    }

    /// Markers whose link leads to a note that shows another number. Where that is the rule, the numbers are not what they
    /// seem.
    pub(crate) fn astray_markers(&self) -> Vec<(&Marker, Label, NoteId)> {
        let linked = |marker: &&Marker| marker.strength == Strength::Stated;
        let led =
            self.markers.iter().filter(linked).filter_map(|marker| match (&marker.labels, &marker.answers) {
                (Labels::One(label), Answers::One(note)) if !label.is_word() => Some((marker, *label, *note)),
                _ => None,
            });
        let led: Vec<_> = led.filter(|(.., note)| !self.label(*note).is_word()).collect();
        let count = led.len();
        let astray: Vec<_> =
            led.into_iter().filter(|(_, label, note)| label.number != self.label(*note).number).collect();
        if astray.len() * 2 > count { Vec::new() } else { astray }
    }

    /// Links in notes that show one address and lead to another.
    pub(crate) fn misleading_links(&self) -> impl Iterator<Item = Misleading> + '_ {
        self.document.stated.links.iter().filter_map(|link| {
            let (note, _) = self.note_at(link.span)?;
            let hosts = hosts_apart(link.span.of(self.text()), link)?;
            Some(Misleading { note, span: link.span, hosts })
        })
    }

    /// Lists of both kinds in one draft: the first typed note and the first that the format states. A list of works that is
    /// typed beside footnotes is none of them.
    pub(crate) fn mixed_lists(&self) -> Option<(NoteId, NoteId)> {
        let typed = self.lists.iter().find(|list| list.numbering == Numbering::Typed)?;
        let stated = self.lists.iter().find(|list| list.numbering != Numbering::Typed)?;
        let works = self.document.heading_above(typed.start as usize);
        let is_works = works.is_some_and(|heading| !self.document.names_notes(heading));
        let called = typed.notes().any(|note| self.markers_of(note).next().is_some());
        let pair = (typed.notes().next()?, stated.notes().next()?);
        (called && !is_works).then_some(pair)
    }
}

/// The hosts of the address that is shown and of the one behind it, where they cannot be the same page.
fn hosts_apart(shown: &str, link: &StatedLink) -> Option<(String, String)> {
    let (cut, shown_core) = core_of(shown);
    let target = Parts::of(&link.target);
    let (_, target_core) = core_of(&link.target);
    let (shown_host, target_host) = (host_of(&shown_core)?, host_of(&target_core)?);
    // A shortened or wrapped address leads on to a page that nobody can see here.
    let leads_on = |host: &str| shortener::is_shortener(host) || archive::is_archive(host);
    let wrapped = target.wrapped().is_some() || target_core.contains(&shown_core);
    let same = target_core.starts_with(&shown_core) || (!cut && shown_core.starts_with(&target_core));
    if same
        || wrapped
        || leads_on(shown_host)
        || leads_on(target_host)
        || is_resolver(shown_host, target_host)
    {
        return None;
    }
    Some((shown_host.to_owned(), target_host.to_owned()))
}

/// `doi.org` and `dx.doi.org` lead to the pages of publishers.
fn is_resolver(shown: &str, target: &str) -> bool {
    let resolves = |host: &str| host.ends_with("doi.org") || host.ends_with("handle.net");
    resolves(shown) || resolves(target)
}

fn host_of(core: &str) -> Option<&str> {
    core.split(['/', '?', '#', ':']).next().filter(|host| host.contains('.'))
}

/// An address without what two spellings of one page may differ in, and whether it was cut with dots.
fn core_of(typed: &str) -> (bool, String) {
    let typed = typed.trim();
    let uncut = typed.trim_end_matches(['…', '.']);
    let cut = typed.ends_with('…') || typed.ends_with("...");
    let bare: String =
        uncut.chars().filter(|c| !c.is_whitespace() && *c != '\u{AD}' && *c != '\u{200B}').collect();
    let parts = Parts::of(&bare);
    let mut kept = String::with_capacity(bare.len());
    let mut from = 0;
    for piece in parts.without(address::is_noise) {
        kept.push_str(bare.get(from..piece.start()).unwrap_or_default());
        from = piece.end();
    }
    kept.push_str(bare.get(from..).unwrap_or_default());
    let plain = address::decoded(&kept).unwrap_or(kept).to_lowercase();
    let plain = plain.split_once("://").map_or(plain.as_str(), |(_, rest)| rest);
    let plain = plain.split_once('#').map_or(plain, |(page, _)| page);
    let plain = plain.strip_prefix("www.").unwrap_or(plain);
    (cut, plain.trim_end_matches(['/', '?', '.', ',', ';', ')', '>']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(shown: &str, target: &str) -> bool {
        let link = StatedLink { span: Span::default(), target: target.into() };
        hosts_apart(shown, &link).is_some()
    }

    #[test]
    fn an_address_shown_otherwise_is_the_same() {
        for (shown, target) in [
            ("harbour.example/a", "https://www.harbour.example/a/"),
            ("https://harbour.example/a…", "https://harbour.example/a-long-way?utm_source=x"),
            ("http://harbour.example/a?utm_source=x", "https://harbour.example/a"),
            ("https://harbour.example", "https://harbour.example/a/b"),
            ("https://harbour.example/ş", "https://harbour.example/%C5%9F"),
            ("https://doi.org/10.1000/x", "https://publisher.example/x"),
            ("https://harbour.example/a", "https://web.archive.org/web/2020/https://harbour.example/a"),
        ] {
            assert!(!apart(shown, target), "{shown} {target}");
        }
    }

    #[test]
    fn another_page_is_another() {
        assert!(apart("https://harbour.example/a", "https://quay.example/a"));
        assert!(apart("https://harbour.example/ports", "https://harbour.example/rails"));
    }
}
