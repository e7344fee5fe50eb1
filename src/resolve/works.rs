//! Finds the work that "Kaya, a.g.e., s. 12" means: by the author, then by what else the reference says (R10).

use super::authors::{FamilyKeys, family_keys, keys};
use super::index::{Index, MOST_WORKS_COMPARED, Work, in_order, initials};
use crate::grammar::name;
use crate::lang::{LocatorKind, Wants};
use crate::model::{
    BackReference, Cite, Kind, Locator, Note, NoteId, Reason, Reasons, Resolution, Source, SourceId,
};
use crate::span::Span;
use crate::text;

/// A reference that is the author of so many works is told of at most so many.
const MOST_TOLD: usize = 16;

/// What a name led to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Match {
    One(SourceId, Resolution, Reasons),
    /// Newest first.
    Several(Vec<SourceId>),
    /// The name stands in the words of a note that was not understood.
    InText(NoteId),
    None,
}

/// The works of a draft, as references ask for them.
pub(super) struct Works<'a> {
    text: &'a str,
    index: Index<'a>,
}

/// What a reference says of the work it means.
struct Asked<'r> {
    reference: &'r BackReference,
    families: Vec<FamilyKeys>,
    initials: String,
    /// Folded; without the name before it.
    title: Option<String>,
    /// What follows the first comma of the name: other authors, or a title without quotes.
    rest: Option<String>,
    et_al: bool,
    page: Option<u32>,
}

impl<'a> Works<'a> {
    pub(super) fn new(text: &'a str, notes: &'a [Note], cites: &'a [Cite], sources: &[Source]) -> Self {
        Works { text, index: Index::new(text, notes, cites, sources) }
    }

    /// The work that a reference by name or title means, standing in `note`.
    pub(super) fn find(&self, reference: &BackReference, page: Option<Locator>, note: NoteId) -> Match {
        let found = self.find_any(reference, page, note);
        if !reference.short {
            return found;
        }
        // Without a term, only a title that fits or a form that was defined makes a short form (R4, R11).
        let title = reference.title.map(|title| text::skeleton(title.of(self.text))).unwrap_or_default();
        let defined = self.defined(&title, note).map(|(source, _)| source);
        let fits = |source: SourceId| {
            let work = self.index.work(source);
            work.is_some_and(|work| in_order(&title, &work.title) && work.note < note)
        };
        match found {
            Match::One(source, ..) if defined == Some(source) => found,
            Match::One(source, ..) if !fits(source) => Match::None,
            // A title alone: a habit, and no more.
            Match::One(source, sure, reason) if reference.author.is_none() => {
                Match::One(source, sure.min(Resolution::Likely), reason)
            }
            Match::Several(_) if reference.author.is_none() => Match::None,
            Match::InText(_) => Match::None,
            found => found,
        }
    }

    /// The work that was given a short form of these words in a note before.
    pub(super) fn defined(&self, key: &str, note: NoteId) -> Option<(SourceId, Resolution)> {
        let (work, sure) = self.index.defined(key, note)?;
        Some((work.source, if sure { Resolution::Certain } else { Resolution::Likely }))
    }

    /// Whether an author has a work of that short title in a note before.
    pub(super) fn has(&self, author: Span, title: Span, note: NoteId) -> bool {
        let title = text::skeleton(title.of(self.text));
        let family = keys(author.of(self.text)).exact;
        let whole = self.index.by_family(&family);
        let last = || {
            let authors = name::authors(self.text, author, false);
            self.index.by_family(&family_keys(self.text, &authors).first()?.exact)
        };
        let Some(shelf) = whole.or_else(last) else { return false };
        let mut works = self.index.near(shelf, note).into_iter().filter(|work| work.note < note);
        works.any(|work| in_order(&title, &work.title))
    }

    /// Whether the titles of one work in the notes before, and of no other, begin with these words.
    pub(super) fn begins_one_title(&self, words: &str, note: NoteId) -> bool {
        let begins = |work: &&Work| {
            let rest = work.title.strip_prefix(words);
            work.note < note && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        let mut found = self.index.by_title(words, None, note).into_iter().filter(begins);
        found.next().is_some() && found.next().is_none()
    }

    fn find_any(&self, reference: &BackReference, page: Option<Locator>, note: NoteId) -> Match {
        let defined = |title: Span| self.defined(&text::skeleton(title.of(self.text)), note);
        let unnamed = reference.title.filter(|_| reference.author.is_none());
        if let Some((source, sure)) = unnamed.and_then(defined) {
            return Match::One(source, sure, Reasons::default());
        }
        let asked = self.asked(reference, page);
        let Some(author) = reference.author else { return self.by_title(&asked, note) };
        let Some(first) = asked.families.first() else { return Match::None };
        let whole = keys(author.of(self.text));
        let by_name = self.index.by_family(&first.exact).map(|shelf| (shelf, first.exact.as_str()));
        let by_name = by_name.or_else(|| Some((self.index.by_family(&whole.exact)?, whole.exact.as_str())));
        if let Some((shelf, family)) = by_name {
            let mut found = self.index.near(shelf, note);
            // Of a shelf too long to be looked through, a title leads to the right book.
            if let Some(title) = asked.title.as_ref().or(asked.rest.as_ref())
                && shelf.len() > MOST_WORKS_COMPARED
            {
                let titled = self.index.by_title(title, Some(family), note);
                if !titled.is_empty() {
                    found = titled;
                }
            }
            return self.choose(found, &asked, note, Resolution::Certain);
        }
        let near = |shelf: &Vec<u32>| self.index.near(shelf, note);
        if let Some(shelf) = self.index.by_sound(&first.loose) {
            return self.choose(near(shelf), &asked, note, Resolution::Likely);
        }
        // A name that stands so in another note is no slip.
        let slip = || self.index.in_words(&first.exact, note).is_none();
        if let Some(shelf) = self.index.one_letter_off(&first.exact).filter(|_| slip()) {
            let mut found = self.choose(near(shelf), &asked, note, Resolution::Likely);
            if let Match::One(_, _, reasons) = &mut found {
                reasons.add(Reason::MisspeltAuthor);
            }
            return found;
        }
        if let Some(shelf) = self.index.by_container(&whole.exact) {
            return self.choose(
                near(shelf),
                &Asked { families: Vec::new(), ..asked },
                note,
                Resolution::Likely,
            );
        }
        // "Sea Roads, op. cit.": a title looks like a name.
        if whole.exact.contains(' ') {
            let titled: Vec<&Work> = self.index.by_title(&whole.exact, None, note);
            if !titled.is_empty() {
                let asked = Asked { families: Vec::new(), rest: None, initials: String::new(), ..asked };
                return self.choose(titled, &asked, note, Resolution::Likely);
            }
        }
        self.index.in_words(&first.exact, note).map_or(Match::None, Match::InText)
    }

    fn by_title(&self, asked: &Asked<'_>, note: NoteId) -> Match {
        let Some(title) = &asked.title else { return Match::None };
        self.choose(self.index.by_title(title, None, note), asked, note, Resolution::Certain)
    }

    /// Whether a source is by the author that a reference names.
    pub(super) fn is_by(&self, source: SourceId, reference: &BackReference) -> bool {
        let Some(author) = reference.author else { return false };
        let families = family_keys(self.text, &name::authors(self.text, author, false));
        let whole = keys(author.of(self.text));
        let Some((first, work)) = families.first().zip(self.index.work(source)) else { return false };
        let named = work.families.iter().any(|known| {
            known.exact == first.exact || known.exact == whole.exact || known.loose == first.loose
        });
        named || work.container == whole.exact || in_order(&whole.exact, &work.title)
    }

    fn asked<'r>(&self, reference: &'r BackReference, page: Option<Locator>) -> Asked<'r> {
        let authors =
            reference.author.map(|author| name::authors(self.text, author, false)).unwrap_or_default();
        let words = reference.author.map(|author| author.of(self.text)).unwrap_or_default();
        let page = page.filter(|page| page.kind == LocatorKind::Page).and_then(|page| {
            let digits = page.span.of(self.text).split(|c: char| !c.is_ascii_digit());
            digits.filter(|digits| !digits.is_empty()).find_map(|digits| digits.parse().ok())
        });
        Asked {
            reference,
            families: family_keys(self.text, &authors),
            initials: initials(self.text, &authors),
            title: reference.title.map(|title| text::skeleton(title.of(self.text))),
            rest: words
                .split_once(',')
                .map(|(_, rest)| text::skeleton(rest))
                .filter(|rest| rest.contains(' ')),
            et_al: name::without_et_al(words).len() < words.trim_end_matches([' ', ',']).len(),
            page,
        }
    }

    /// Narrows works of one name down; each filter counts only if it leaves something.
    fn choose(&self, mut found: Vec<&Work>, asked: &Asked<'_>, note: NoteId, cap: Resolution) -> Match {
        let mut reasons = Reasons::default();
        if found.first().is_some_and(|work| work.note >= note) {
            reasons.add(Reason::Forward);
        }
        let mut filter = Filter { found: &mut found, guessed: false, denied: false };
        let title = asked.title.as_ref();
        if let Some(title) = title {
            filter.must(&|work| work.title.is_empty() || in_order(title, &work.title));
            // "Steppe Diplomacy" is not "Steppe Diplomacy and Trade" where there is one of that name.
            if filter.found.iter().any(|work| work.title == *title) {
                filter.must(&|work| work.title == *title);
            }
        }
        let authors = |work: &Work| {
            asked.families.iter().all(|family| {
                work.families.iter().any(|known| known.exact == family.exact || known.loose == family.loose)
            })
        };
        if let Some(rest) = asked.rest.as_ref().filter(|_| title.is_none()) {
            // "Kaya, Steppe Trade": what follows the comma is a title, unless the works say it is a name.
            filter.must(&|work| work.title.is_empty() || authors(work) || in_order(rest, &work.title));
        } else if asked.families.len() > 1 {
            filter.must(&authors);
        }
        if !asked.initials.is_empty() && asked.rest.is_none() {
            filter.must(&|work| {
                let given = asked.initials.as_str();
                work.initials.starts_with(given) || given.starts_with(work.initials.as_str())
            });
        }
        if let Some(year) = asked.reference.year {
            filter.must(&|work| work.year.is_none_or(|known| known == year));
        }
        let wants = asked.reference.wants;
        filter.may(&|work| fits(wants, work.kind));
        if asked.et_al {
            filter.may(&|work| work.families.len() >= 3);
            filter.may(&|work| work.families.len() != 1);
        } else if asked.families.len() == 1 {
            filter.may(&|work| work.families.len() == 1);
        }
        if wants == Wants::Work {
            filter.may(&|work| matches!(work.kind, Kind::Book | Kind::Thesis));
        }
        if let Some(page) = asked.page {
            filter.may(&|work| work.extent.is_none_or(|(first, last)| (first..=last).contains(&page)));
        }
        let less_sure = filter.guessed || filter.denied || !reasons.is_empty();
        match found.as_slice() {
            [] => Match::None,
            [work] => {
                let sure = if less_sure { Resolution::Likely } else { Resolution::Certain };
                Match::One(work.source, sure.min(cap), reasons)
            }
            many => {
                let mut works: Vec<&&Work> = many.iter().collect();
                works.sort_by_key(|work| std::cmp::Reverse(work.note));
                Match::Several(works.into_iter().map(|work| work.source).take(MOST_TOLD).collect())
            }
        }
    }
}

/// Works that are narrowed down step by step.
struct Filter<'f, 'w> {
    found: &'f mut Vec<&'w Work>,
    /// A choice rests on a habit, not on what the reference says.
    guessed: bool,
    /// Something that the reference says fits none.
    denied: bool,
}

impl Filter<'_, '_> {
    /// What the reference says: if no work fits, the choice is less sure.
    fn must(&mut self, keep: &dyn Fn(&Work) -> bool) {
        if self.found.iter().any(|work| keep(work)) {
            self.found.retain(|work| keep(work));
        } else {
            self.denied = true;
        }
    }

    /// What is more likely: it counts only where there is a choice.
    fn may(&mut self, keep: &dyn Fn(&Work) -> bool) {
        let kept = self.found.iter().filter(|work| keep(work)).count();
        if kept > 0 && kept < self.found.len() {
            self.found.retain(|work| keep(work));
            self.guessed = true;
        }
    }
}

/// Whether a work may be what a term asks for. An unknown kind fits everything.
pub(super) fn fits(wants: Wants, kind: Kind) -> bool {
    match wants {
        Wants::Anything | Wants::Work => true,
        Wants::Article | Wants::Paper => !matches!(kind, Kind::Book | Kind::Thesis | Kind::Report),
        Wants::Thesis => matches!(kind, Kind::Thesis | Kind::Unknown),
        Wants::Report => matches!(kind, Kind::Report | Kind::Web | Kind::Unknown),
    }
}
