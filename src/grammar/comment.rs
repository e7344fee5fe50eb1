//! Short remarks of the author in a note: "Author’s own estimate.", "Vurgu bana ait." They give no source.

use std::sync::LazyLock;

use crate::text;

/// A remark has at most so many words; a longer one is told by its small words.
const MOST_WORDS: usize = 10;

/// How remarks begin.
const OPENINGS: &[&str] = &[
    "author's calculation",
    "author's calculations",
    "author's estimate",
    "author's estimates",
    "author's own calculation",
    "author's own calculations",
    "author's own compilation",
    "author's own estimate",
    "author's own estimates",
    "author's own opinion",
    "author's own translation",
    "author's translation",
    "calcul de l'auteur",
    "calculs de l'auteur",
    "eigene berechnung",
    "eigene berechnungen",
    "eigene schätzung",
    "eigene übersetzung",
    "emphasis added",
    "emphasis in original",
    "emphasis in the original",
    "emphasis mine",
    "estimation de l'auteur",
    "hervorhebung",
    "hervorhebungen",
    "i am grateful",
    "i thank",
    "je souligne",
    "my emphasis",
    "my translation",
    "notre traduction",
    "nous soulignons",
    "our emphasis",
    "our translation",
    "own calculation",
    "own calculations",
    "own estimate",
    "own estimates",
    "own translation",
    "tarafımızca",
    "the author thanks",
    "the authors thank",
    "traduction de l'auteur",
    "translation mine",
    "vurgu bana",
    "vurgu bize",
    "vurgu eklenmiştir",
    "vurgu yazara",
    "vurgular bana",
    "we are grateful",
    "we thank",
    "yazar tarafından",
    "yazarın hesabı",
    "yazarın kendi hesabı",
    "yazarın kendi çevirisi",
    "yazarın çevirisi",
    "çeviri bana",
    "çeviri bize",
    "çeviri yazara",
    "übersetzung des verfassers",
    "выделено автором",
    "выделено мной",
    "курсив автора",
    "курсив мой",
    "перевод автора",
    "перевод мой",
    "рассчитано автором",
    "расчёты автора",
    "составлено автором",
];

static FOLDED: LazyLock<Vec<String>> =
    LazyLock::new(|| OPENINGS.iter().map(|opening| text::folded(opening)).collect());

/// Whether a piece is a remark of the author and gives no source.
pub(super) fn is_remark(raw: &str) -> bool {
    if raw.len() > 120 || raw.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let folded = text::folded(raw.trim());
    folded.split(' ').count() <= MOST_WORDS
        && FOLDED.iter().any(|opening| {
            folded.strip_prefix(opening.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
}
