//! Titles that front pages carry in browsers.
//!
//! The usual names in the languages of the tables, as of 2024; skeletons, so that accents and letter case do not matter.

const TITLES: &[&str] = &[
    "a propos",
    "about",
    "about us",
    "accueil",
    "ana sayfa",
    "anasayfa",
    "biz kimiz",
    "hakkimizda",
    "hakkinda",
    "home",
    "home page",
    "homepage",
    "impressum",
    "official site",
    "official website",
    "resmi internet sitesi",
    "resmi web sitesi",
    "startseite",
    "uber uns",
    "web sitesi",
    "website",
    "welcome",
    "главная",
    "главная страница",
    "о нас",
    "официальныи саит",
];

/// Whether the skeleton of a title names a front page.
pub(crate) fn is_title(skeleton: &str) -> bool {
    super::holds_name(TITLES, skeleton)
}
