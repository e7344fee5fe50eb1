//! What most of a draft does: style is judged by its own majority, never by decree.
//!
//! Counts only; no rule is named here. Every later rule that speaks of a minority asks this survey.

use crate::lang::{self, LanguageId};
use crate::model::{
    Citation, Cite, CiteKind, Date, DateOrder, Kind, Marker, Placement, Reading, Strength, Sure,
};

/// How the language of the running text is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tongue {
    /// The caller said so.
    Set(LanguageId),
    /// Its small words say so beyond doubt.
    Certain(LanguageId),
    /// Its small words lean that way.
    Likely(LanguageId),
    Unknown,
}

impl Tongue {
    /// The language, if there is one to speak of.
    pub(crate) fn language(self) -> Option<LanguageId> {
        match self {
            Tongue::Set(language) | Tongue::Certain(language) | Tongue::Likely(language) => Some(language),
            Tongue::Unknown => None,
        }
    }

    /// The language, where it is beyond doubt.
    pub(crate) fn certain(self) -> Option<LanguageId> {
        match self {
            Tongue::Set(language) | Tongue::Certain(language) => Some(language),
            _ => None,
        }
    }
}

/// The language of the running text: what stands outside the notes.
pub(crate) fn tongue<'t>(set: Option<LanguageId>, prose: impl IntoIterator<Item = &'t str>) -> Tongue {
    match (set, lang::guess(prose)) {
        (Some(language), _) => Tongue::Set(language),
        (None, Some((language, true))) => Tongue::Certain(language),
        (None, Some((language, false))) => Tongue::Likely(language),
        (None, None) => Tongue::Unknown,
    }
}

/// Hosts that keep a page as it was.
const ARCHIVES: &[&str] =
    &["archive.is", "archive.ph", "archive.today", "perma.cc", "web.archive.org", "webcitation.org"];

/// Whether a source is a page that may change. A book, an article, a judgment or a law with an address is what it is, and
/// so are what a DOI names and what an archive keeps.
pub(crate) fn wants_access_date(citation: &Citation) -> bool {
    let Some(link) = &citation.link else { return false };
    let host = link.value.host.as_deref().unwrap_or_default();
    let kept = citation.archive.is_some() || ARCHIVES.contains(&host.strip_prefix("www.").unwrap_or(host));
    let online = match citation.kind {
        Kind::News | Kind::Web | Kind::Post | Kind::Video | Kind::Dataset | Kind::Unknown => true,
        Kind::Report => citation.publisher.is_none(),
        _ => false,
    };
    online && !kept && citation.doi.is_none() && citation.isbn.is_none()
}

/// Counts over a whole draft.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Markers glued to the stop before them.
    pub(crate) glued: usize,
    /// Markers with blanks between them and the stop.
    pub(crate) spaced: usize,
    /// Full citations of pages that may change.
    pub(crate) web: usize,
    /// Of those, the ones that give it.
    pub(crate) web_with_access: usize,
    /// Of those, the ones with a title.
    pub(crate) web_with_title: usize,
    /// Of those, the ones that quote it.
    pub(crate) web_with_quoted_title: usize,
    /// Of those, the ones that give an outlet.
    pub(crate) web_with_outlet: usize,
    /// Citations whose access label is known.
    pub(crate) access_labels: usize,
}

impl Survey {
    /// Counts.
    pub(crate) fn new(markers: &[Marker], cites: &[Cite]) -> Survey {
        let mut survey = Survey::default();
        let answered = |marker: &&Marker| !marker.answers.notes().is_empty();
        for marker in markers.iter().filter(answered).filter(|marker| marker.strength >= Strength::Strong) {
            match marker.placement {
                Placement::Glued => survey.glued += 1,
                Placement::Spaced(_) => survey.spaced += 1,
                Placement::Elsewhere => {}
            }
        }
        for cite in cites {
            let CiteKind::Full(citation) = &cite.kind else { continue };
            survey.access_labels += usize::from(citation.access_label.is_some());
            if wants_access_date(citation) {
                survey.web += 1;
                survey.web_with_access += usize::from(citation.accessed.is_some());
                survey.web_with_title += usize::from(citation.title.is_some());
                let quoted = citation.title.as_ref().is_some_and(|title| title.sure == Sure::Certain);
                survey.web_with_quoted_title += usize::from(quoted);
                survey.web_with_outlet += usize::from(quoted && citation.container.is_some());
            }
        }
        survey
    }
}

/// Reads the dates that can be read in two ways by the order that the draft's own sure dates show, or by the one that
/// the caller set. Where the draft shows both orders, or none, they stay ambiguous.
pub(crate) fn settle_dates(text: &str, set: Option<DateOrder>, cites: &mut [Cite]) {
    let order = set.or_else(|| own_order(text, cites));
    let Some(order) = order else { return };
    for cite in cites {
        let CiteKind::Full(citation) = &mut cite.kind else { continue };
        for field in [&mut citation.issued, &mut citation.accessed].into_iter().flatten() {
            if let Reading::Ambiguous { day_first, month_first } = field.value.reading {
                let day = match order {
                    DateOrder::Dmy => day_first,
                    DateOrder::Mdy => month_first,
                    DateOrder::Ymd => continue,
                };
                field.value = Date { reading: Reading::Day(day), order: Some(order), ..field.value };
            }
        }
    }
}

/// The order of the draft's own dates that can be read in one way only: digits and slashes, day above twelve. Dates with
/// dots are always day first, and say nothing of slashes.
fn own_order(text: &str, cites: &[Cite]) -> Option<DateOrder> {
    let mut orders = cites.iter().filter_map(|cite| match &cite.kind {
        CiteKind::Full(citation) => {
            let field = citation.accessed.as_ref().or(citation.issued.as_ref())?;
            field.value.order.filter(|_| field.span.of(text).contains('/'))
        }
        _ => None,
    });
    let orders = orders.by_ref().filter(|order| *order != DateOrder::Ymd);
    let (mut day_first, mut month_first) = (0, 0);
    for order in orders {
        match order {
            DateOrder::Dmy => day_first += 1,
            _ => month_first += 1,
        }
    }
    match (day_first, month_first) {
        (1.., 0) => Some(DateOrder::Dmy),
        (0, 1..) => Some(DateOrder::Mdy),
        _ => None,
    }
}
