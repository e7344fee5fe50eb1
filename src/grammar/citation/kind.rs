//! The kind of work, from all that was read, and what its numbers mean for that kind.

use super::imprint::PREPRINTS;
use super::{Reader, pieces};
use crate::grammar::name;
use crate::known::{self, OutletKind};
use crate::lang::LocatorKind;
use crate::model::{Date, Field, Kind, Locator, NameOrder, Reading, Sure, Text};
use crate::span::Span;

/// Words in the name of a site that make it a newspaper or an agency.
const NEWS_WORDS: &[&str] = &[
    "agency",
    "ajans",
    "ajansı",
    "bulletin",
    "chronicle",
    "correio",
    "corriere",
    "courier",
    "courrier",
    "dagblad",
    "daily",
    "diario",
    "dispatch",
    "diário",
    "dépêche",
    "examiner",
    "express",
    "gazeta",
    "gazete",
    "gazetesi",
    "gazette",
    "giornale",
    "haber",
    "haberleri",
    "herald",
    "inform",
    "journal",
    "krant",
    "kurier",
    "ledger",
    "mail",
    "mercury",
    "mirror",
    "monitor",
    "nachrichten",
    "news",
    "noticias",
    "nouvelles",
    "observer",
    "post",
    "postası",
    "press",
    "quotidien",
    "qəzeti",
    "record",
    "sentinel",
    "standard",
    "star",
    "tageblatt",
    "telegraph",
    "times",
    "tribune",
    "weekly",
    "wiadomości",
    "wire",
    "xəbər",
    "zeitung",
    "ведомости",
    "вестник",
    "газета",
    "известия",
    "новини",
    "новости",
];

impl Reader<'_> {
    pub(super) fn settle_kind(&mut self) {
        self.outlet_first();
        self.citation.kind = self.kind();
        self.days_of_meeting();
        self.citation.language =
            known::outlet(self.words_of(&self.citation.container)).map(|outlet| outlet.language);
        // The platform, the site of a press release: what holds it is clear.
        if self.citation.kind == Kind::Post || self.citation.kind == Kind::Video {
            let handle = self.raw.contains("(@");
            let unknown = self.citation.authors.iter().all(|author| {
                author.value.given.is_some_and(|given| {
                    let first = given.of(self.raw).split_whitespace().next().unwrap_or_default();
                    !name::is_given_name(first)
                })
            });
            if (handle || self.citation.kind == Kind::Video)
                && unknown
                && self.citation.authors.len() == 1
                && !self.citation.authors.is_empty()
            {
                for author in &mut self.citation.authors {
                    author.value.family = author.span;
                    author.value.given = None;
                    author.value.order = NameOrder::Literal;
                }
            }
        }
    }

    /// "Deutsche Welle, „Mali verlängert …“, 22. März 2024": a newspaper or an agency in the place of the author.
    fn outlet_first(&mut self) {
        let [only] = self.citation.authors.as_slice() else { return };
        let said = only.span.of(self.raw);
        let listed = known::outlet(said).map(|outlet| outlet.kind);
        let told = match listed {
            Some(OutletKind::Newspaper | OutletKind::Agency | OutletKind::Broadcaster) => true,
            Some(OutletKind::ThinkTank | OutletKind::Organisation) => false,
            Some(_) => self.is_its_own_host(said),
            // A name that the list lacks, with a day and an address like any dispatch.
            None => {
                let folded = said.to_lowercase();
                let mut words = folded.split(|c: char| !c.is_alphanumeric());
                let given = only.value.given.map(|given| given.of(self.raw)).unwrap_or_default();
                let somebody = given.contains('.')
                    || name::is_given_name(given.split_whitespace().next().unwrap_or_default());
                let read = self.quoted_title && self.citation.accessed.is_some();
                !somebody && (self.full_date() || read) && words.any(|word| NEWS_WORDS.contains(&word))
            }
        };
        let free = self.citation.container.is_none()
            && !self.serial
            && !self.has_imprint()
            && self.citation.editors.is_empty()
            && self.told.is_none()
            && (self.full_date() || self.quoted_title && self.citation.link.is_some());
        if !told || !free || self.citation.title.is_none() {
            return;
        }
        let span = only.span;
        self.citation.authors.clear();
        self.citation.container = self.field(span, Sure::Likely);
    }

    /// Whether the address lies at the host of an outlet.
    fn is_its_own_host(&self, name: &str) -> bool {
        let host = self.citation.link.as_ref().and_then(|link| link.value.host.as_deref());
        let by_host = host.and_then(known::outlet_by_host);
        by_host.is_some_and(|outlet| outlet.names.contains(&name))
    }

    /// "(Montréal, Canada, April 22–27, 2006). ACM Press, New York, NY, 2006": the days of the meeting are not those of the
    /// book.
    fn days_of_meeting(&mut self) {
        if self.citation.kind != Kind::Conference || self.citation.event.is_some() {
            return;
        }
        let Some(issued) = self.citation.issued.as_ref().map(|issued| issued.span) else { return };
        let days = |date: &Date| match date.reading {
            Reading::Interval(from, _) => from.day.is_some(),
            Reading::Day(_) => true,
            _ => false,
        };
        let other = |found: &&(Date, Span)| found.1 != issued;
        let Some((date, span)) = self.dates.iter().find(|(date, _)| days(date)).copied() else { return };
        if span != issued {
            self.cover(span);
            self.citation.event = Some(Field::new(date, span, Sure::Likely));
            return;
        }
        // Without another year the days are all that is known.
        let year = self
            .dates
            .iter()
            .filter(other)
            .rfind(|(_, span)| pieces::is_year(span.of(self.raw)) && !self.is_number(*span))
            .copied();
        if let Some((year, place)) = year {
            self.cover(place);
            self.citation.event = Some(Field::new(date, span, Sure::Likely));
            self.citation.issued = Some(Field::new(year, place, Sure::Likely));
        }
    }

    fn kind(&self) -> Kind {
        let host =
            self.citation.link.as_ref().and_then(|link| link.value.host.as_deref()).unwrap_or_default();
        let host = host.strip_prefix("www.").unwrap_or(host);
        let container = self.words_of(&self.citation.container);
        let by_name = known::outlet(container).map(|outlet| outlet.kind);
        let by_host = known::outlet_by_host(host).map(|outlet| outlet.kind);
        let platform = platform(host).or_else(|| platform_name(container));
        match self.told {
            Some(Kind::Web) if self.citation.publisher.is_some() => return Kind::Report,
            Some(kind) => return kind,
            None => {}
        }
        if let Some(kind) = platform.filter(|_| !self.serial) {
            return kind;
        }
        let title = self.words_of(&self.citation.title).to_lowercase();
        let dataset = ["dataset", "data set", "veri seti", "набор данных", "datensatz", "jeu de données"]
            .iter()
            .any(|word| title.contains(word));
        if dataset
            && (self.citation.link.is_some() || self.citation.doi.is_some())
            && self.citation.container.is_none()
        {
            return Kind::Dataset;
        }
        if !container.is_empty()
            && (self.contained || !self.serial)
            && self.is_meeting(container)
            && !matches!(by_name, Some(OutletKind::Newspaper))
            || self.citation.series.as_ref().is_some_and(|series| self.is_meeting(series.span.of(self.raw)))
                && (self.contained || self.quoted_title || self.has_extent())
        {
            return Kind::Conference;
        }
        // "In ICML, 2009": a meeting goes by its letters.
        let letters =
            container.len() >= 3 && container.len() <= 8 && container.bytes().all(|b| b.is_ascii_uppercase());
        if letters && self.contained && self.citation.link.is_none() && by_name.is_none() {
            return Kind::Conference;
        }
        if self.serial || self.citation.issue.is_some() {
            // A volume of a book has no issue and no container.
            if container.is_empty()
                && self.citation.issue.is_none()
                && (self.has_imprint() || !self.pages.iter().any(|pages| !pages.labelled))
            {
                return if self.citation.authors.is_empty() && self.citation.title.is_none() {
                    Kind::Unknown
                } else {
                    Kind::Book
                };
            }
            if self.full_day() && self.citation.volume.is_none() {
                return match by_name {
                    Some(OutletKind::Newspaper | OutletKind::Agency) => Kind::News,
                    Some(OutletKind::Magazine) => Kind::Magazine,
                    _ if self.raw.contains("газет") || self.raw.contains("gazete") => Kind::News,
                    _ => Kind::Magazine,
                };
            }
            return if self.contained && self.has_imprint() && !self.citation.editors.is_empty() {
                Kind::Chapter
            } else {
                Kind::Article
            };
        }
        if self.citation.number.as_ref().is_some_and(|number| {
            let number = number.span.of(self.raw);
            number.to_lowercase().starts_with("arxiv") || super::anchors::old_preprint(number).is_some()
        }) {
            return Kind::Article;
        }
        if PREPRINTS.binary_search(&container).is_ok() {
            return Kind::Article;
        }
        if self.citation.number.is_some() && self.citation.court.is_none() {
            return Kind::Report;
        }
        if !container.is_empty() {
            return self.kind_in_container(
                container,
                by_name.or(by_host.filter(|kind| *kind != OutletKind::Platform)),
            );
        }
        let organisation =
            self.citation.authors.iter().any(|author| author.value.order == NameOrder::Literal);
        let reports =
            ["raporu", "rapor ", "report", "bericht", "rapport", "доклад", "informe", "strateji belgesi"];
        let reported = reports.iter().any(|word| title.contains(word) || title.ends_with(word.trim_end()));
        if self.has_imprint() {
            return if reported && organisation { Kind::Report } else { Kind::Book };
        }
        if self.citation.doi.is_some() {
            return if self.citation.pages.is_some() || !self.pages.is_empty() {
                Kind::Article
            } else {
                Kind::Unknown
            };
        }
        if self.citation.link.is_some() {
            return match by_host {
                Some(OutletKind::Newspaper | OutletKind::Agency | OutletKind::Broadcaster)
                    if self.citation.authors.iter().all(|a| a.value.given.is_some())
                        && self.citation.title.is_some() =>
                {
                    Kind::News
                }
                _ => Kind::Web,
            };
        }
        let cited = !self.citation.authors.is_empty() || !self.citation.editors.is_empty();
        if cited && self.citation.issued.is_some() && self.citation.title.is_some() {
            Kind::Book
        } else {
            Kind::Unknown
        }
    }

    fn kind_in_container(&self, container: &str, outlet: Option<OutletKind>) -> Kind {
        let linked = self.citation.link.is_some();
        match outlet {
            Some(OutletKind::Newspaper | OutletKind::Agency | OutletKind::Broadcaster) => return Kind::News,
            Some(OutletKind::Magazine) if !linked && self.has_extent() => return Kind::Magazine,
            Some(OutletKind::Magazine) => return Kind::News,
            Some(OutletKind::ThinkTank | OutletKind::Organisation) => return Kind::Web,
            Some(OutletKind::Site) if self.full_day() => return Kind::News,
            Some(OutletKind::Site) => {}
            Some(OutletKind::Journal) => return Kind::Article,
            Some(OutletKind::Platform) | None => {}
        }
        let folded = container.to_lowercase();
        let words = || folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let news = words().any(|word| NEWS_WORDS.contains(&word))
            || folded.ends_with(".de")
            || folded.ends_with(".com")
            || folded.ends_with(".ru");
        if self.has_imprint() && (self.contained || !self.citation.editors.is_empty()) && !(linked && news) {
            return Kind::Chapter;
        }
        if !self.citation.editors.is_empty() && !linked {
            return Kind::Chapter;
        }
        if self.contained && self.has_extent() && !self.full_day() && !linked {
            return Kind::Chapter;
        }
        if self.has_extent() && !linked && !self.full_day() {
            return if self.full_date()
                || folded.contains("magazin")
                || folded.contains("review") && self.full_date()
            {
                Kind::Magazine
            } else {
                Kind::Article
            };
        }
        let journal = [
            "dergisi",
            "journal of",
            "review of",
            "zeitschrift für",
            "revue ",
            "archiv für",
            "quarterly",
            "studies",
        ]
        .iter()
        .any(|word| folded.contains(word));
        if journal && !self.full_day() {
            return Kind::Article;
        }
        if self.citation.doi.is_some() && !self.full_day() {
            return Kind::Article;
        }
        if name::is_organisation(container) && !news && outlet != Some(OutletKind::Site) {
            return Kind::Web;
        }
        let styled = self.quoted_title || self.contained || !linked;
        if news && styled || self.full_day() && self.quoted_title || !linked && self.full_day() {
            return Kind::News;
        }
        if !self.quoted_title && !self.contained && linked {
            return Kind::Web;
        }
        if self.quoted_title && linked && self.citation.accessed.is_some() && self.raw.contains("http") {
            return Kind::News;
        }
        if linked {
            Kind::Web
        } else if self.full_date() {
            Kind::News
        } else {
            Kind::Chapter
        }
    }

    fn full_day(&self) -> bool {
        self.citation.issued.as_ref().is_some_and(|issued| issued.value.day().is_some())
    }

    fn has_extent(&self) -> bool {
        self.pages
            .iter()
            .any(|pages| pages.kind == LocatorKind::Page && pieces::is_range(pages.value.of(self.raw)))
    }

    /// The pages of a work in its container are its extent; those of a book are a place that is pointed at.
    pub(super) fn settle_pages(&mut self) {
        let held =
            matches!(self.citation.kind, Kind::Article | Kind::Chapter | Kind::Conference | Kind::Magazine);
        let pages = std::mem::take(&mut self.pages);
        let mut rest = Vec::new();
        for found in pages {
            let range = pieces::is_range(found.value.of(self.raw));
            // "15(6), Article e0234116": a journal without pages numbers its articles.
            if held && self.serial && found.kind == LocatorKind::Article && self.citation.pages.is_none() {
                self.citation.pages = Some(Field::new(Text::default(), found.value, Sure::Likely));
                continue;
            }
            let extent = held
                && self.citation.pages.is_none()
                && !found.pointed
                && found.kind == LocatorKind::Page
                && (range || !found.labelled || self.citation.title.is_none());
            if extent {
                let sure = if found.labelled { Sure::Certain } else { Sure::Likely };
                self.citation.pages = Some(Field::new(Text::default(), found.value, sure));
            } else {
                rest.push(found);
            }
        }
        // A minute is a place in a video only.
        let video = self.citation.kind == Kind::Video;
        let locator =
            rest.into_iter().rfind(|found| found.kind != LocatorKind::Line || found.labelled || video);
        self.locator = self.locator.or(locator.map(|found| Locator { kind: found.kind, span: found.whole }));
        // An issue of a newspaper is no volume of a book.
        if self.citation.kind == Kind::Report
            && self.citation.number.is_none()
            && self.citation.issue.is_some()
        {
            self.citation.number = self.citation.issue.take();
        }
    }
}

/// What a host makes of what it serves.
fn platform(host: &str) -> Option<Kind> {
    match host {
        "x.com" | "twitter.com" | "mobile.twitter.com" | "t.me" | "facebook.com" | "m.facebook.com"
        | "instagram.com" | "linkedin.com" | "bsky.app" | "threads.net" | "vk.com" | "mastodon.social"
        | "truthsocial.com" => Some(Kind::Post),
        "youtube.com" | "m.youtube.com" | "youtu.be" | "vimeo.com" | "rutube.ru" | "dailymotion.com" => {
            Some(Kind::Video)
        }
        _ => None,
    }
}

fn platform_name(container: &str) -> Option<Kind> {
    match container {
        "X" | "Twitter" | "Facebook" | "Instagram" | "Telegram" | "LinkedIn" | "VK" | "Bluesky"
        | "Mastodon" => Some(Kind::Post),
        "YouTube" | "Vimeo" | "Rutube" | "Dailymotion" => Some(Kind::Video),
        _ => None,
    }
}
