//! The label of an access date is in another language than the text.
//!
//! # Why
//! "Erişim Tarihi" in an English article is left over from the template of the house, and the reader cannot read it.
//!
//! The language of the running text decides, not that of titles; where it is in doubt, nothing is said.
//!
//! # Fires
//! ```text
//! The ports of the north are full again, and the grain is on its way to the markets of the coast.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Erişim Tarihi: 02.02.2024).
//! ```
//!
//! # Silent
//! ```text
//! Kuzeyin limanları yeniden doldu ve tahıl bir yıl sonra da olsa kıyının pazarlarına doğru yola çıktı.[1]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Erişim Tarihi: 02.02.2024).
//! ```
//!
//! # Source
//! Seen in articles that a house publishes in several languages from one template.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::draft::{Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity};
use crate::lang::LanguageId;
use crate::model::NoteId;
use crate::span::Span;
use crate::text;

/// A label in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("“{label}” is {}, the text is {}", name(.label_language), name(.text_language))]
pub struct AccessLabelLanguage {
    /// The label as typed.
    pub label: String,
    /// The tag of its language.
    pub label_language: &'static str,
    /// The tag of the text's language.
    pub text_language: &'static str,
}

fn is_gap(between: &str) -> bool {
    between.chars().all(char::is_whitespace)
}

fn name(tag: &str) -> &'static str {
    LanguageId::from_tag(tag).map_or("another language", |language| language.get().name)
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for AccessLabelLanguage {
    type Options = ();
    const META: Meta = Meta::new("IB409", "access-label-language", Severity::Info).fix(FixKind::Unsafe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let Some(language) = draft.language() else { return };
        let [suggestion, others @ ..] = language.get().access_suggestions else { return };
        let quoted: Vec<String> =
            std::iter::once(suggestion).chain(others).map(|label| format!("“{label}”")).collect();
        let help = format!("write {}", quoted.join(" or "));
        let mut by_label: BTreeMap<(String, &'static str), Vec<(NoteId, Span)>> = BTreeMap::new();
        for (_, cite, citation) in draft.citations() {
            let Some((span, tag)) = citation.access_label else { continue };
            if tag != language.tag() && !draft.label_is_in(span, language) {
                let label = text::squeeze(span.of(draft.text()));
                by_label.entry((label, tag)).or_default().push((cite.note, span));
            }
        }
        let settled = draft.language_is_set();
        for ((label, tag), places) in by_label {
            let fault = AccessLabelLanguage { label, label_language: tag, text_language: language.tag() };
            let labels: Vec<_> = places.iter().map(|(note, _)| draft.label(*note).to_string()).collect();
            let shown =
                if labels.len() > MOST_NAMED { text::listed(&labels, MOST_NAMED) } else { labels.join(", ") };
            let group = out.open_group(places.len(), format!("notes {shown}: {fault}"), Some(help.clone()));
            for (note, span) in places {
                let safety = if settled { Safety::Safe } else { Safety::Unsafe };
                let deed = format!("replace the label by “{suggestion}”");
                let finding = out.report(span, fault.clone());
                finding
                    .note(note)
                    .group(group)
                    .label(format!("“{suggestion}” in {}", language.get().name))
                    .help(help.clone());
                // Behind its date, or inside a sentence, the label cannot be changed alone.
                let behind = draft.text().get(span.end()..).unwrap_or_default();
                let Some(colon) = behind.find(':').filter(|at| behind.get(..*at).is_some_and(is_gap)) else {
                    continue;
                };
                // "Abgerufen am" goes on without a colon.
                let last = suggestion.rsplit(' ').next().filter(|last| last.len() < suggestion.len());
                let goes_on = last.is_some_and(|last| last.len() <= 2);
                let end = if goes_on { span.end() + colon + 1 } else { span.end() };
                finding.fix(PendingFix::replace(safety, deed, Span::new(span.start(), end), *suggestion));
            }
        }
    }
}
