//! The rules: one file each, and the table over them.
//!
//! A rule's file holds its page (the module's first comment), its fault and one function. Adding one is a file and a line
//! in `rules!`; the enum [`Fault`], the table and the pages follow from it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::draft::{Draft, Findings, Meta, PendingFinding, PendingGroup, Rule};
use crate::settings::{OptionValue, Settings};
use crate::text;

/// The options that a caller gave for one rule.
pub(crate) type RuleOptions = BTreeMap<String, OptionValue>;

/// What one rule found.
pub(crate) struct Found {
    pub(crate) findings: Vec<PendingFinding<Fault>>,
    pub(crate) groups: Vec<PendingGroup>,
    /// Findings beyond those that are listed.
    pub(crate) beyond: usize,
}

/// A rule in the table.
pub struct RuleRow {
    /// What is known of it without running it.
    pub meta: Meta,
    /// The group it stands in: "markers", "back-references".
    pub group: &'static str,
    source: &'static str,
    pub(crate) run: fn(&Draft<'_>, &RuleOptions) -> Found,
    pub(crate) validate: fn(&RuleOptions) -> Result<(), String>,
}

impl std::fmt::Debug for RuleRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RuleRow")
            .field("meta", &self.meta)
            .field("group", &self.group)
            .finish_non_exhaustive()
    }
}

impl RuleRow {
    /// The page of the rule in Markdown: what it finds, why, drafts that it reports and drafts that it does not.
    pub fn page(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        let mut page = format!("# {} ({})\n\n", self.meta.name, self.meta.code);
        for line in lines {
            let line = line.strip_prefix(' ').unwrap_or(line);
            // The file's own headings stand one level below the name.
            page.push_str(if line.starts_with("# ") { "#" } else { "" });
            page.push_str(line);
            page.push('\n');
        }
        page
    }
}

/// Runs a rule and gathers what it reports.
fn run<R: Rule + Into<Fault>>(draft: &Draft<'_>, options: &RuleOptions) -> Found {
    let mut groups = Vec::new();
    let options = Settings::read_options::<R::Options>(options).unwrap_or_default();
    let mut out = Findings::new(&mut groups);
    R::check(draft, &options, &mut out);
    let beyond = out.beyond;
    let findings = out.findings.into_iter().map(|finding| finding.map(Into::into)).collect();
    Found { findings, groups, beyond }
}

/// Makes the modules, the faults and the table out of one line per rule.
macro_rules! rules {
    ($($(#[$doc:meta])* $group:ident $name:literal { $($file:ident::$rule:ident,)* })*) => {
        $($(#[$doc])* pub mod $group { $(
            // A page speaks of brackets that are no links, and its fences carry settings.
            #[allow(rustdoc::broken_intra_doc_links, rustdoc::invalid_codeblock_attributes)]
            pub mod $file;
            pub use $file::$rule;
        )* })*

        /// What is wrong, with the data of the rule that found it.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
        #[serde(untagged)]
        #[non_exhaustive]
        #[allow(missing_docs)] // each variant is documented as the rule it holds
        pub enum Fault {
            $($(#[error(transparent)] $rule($group::$rule),)*)*
        }

        $($(impl From<$group::$rule> for Fault {
            fn from(fault: $group::$rule) -> Self {
                Fault::$rule(fault)
            }
        })*)*

        impl Fault {
            /// What is known of the rule that found it.
            pub fn rule(&self) -> &'static Meta {
                match self {
                    $($(Fault::$rule(_) => &const { <$group::$rule as Rule>::META },)*)*
                }
            }
        }

        /// All rules, in the order of their codes.
        static RULES: &[RuleRow] = &[$($(RuleRow {
            meta: <$group::$rule as Rule>::META,
            group: $name,
            source: include_str!(concat!(stringify!($group), "/", stringify!($file), ".rs")),
            run: run::<$group::$rule>,
            validate: |options| Settings::read_options::<<$group::$rule as Rule>::Options>(options).map(drop),
        },)*)*];
    };
}

rules! {
    /// IB1: the markers in the running text.
    markers "markers" {
        dangling_marker::DanglingMarker,
        marker_order::MarkerOrder,
        number_gap::NumberGap,
        space_before_marker::SpaceBeforeMarker,
        adjacent_duplicate_marker::AdjacentDuplicateMarker,
        marker_link_mismatch::MarkerLinkMismatch,
        placeholder_marker::PlaceholderMarker,
        ai_citation_artifact::AiCitationArtifact,
    }
    /// IB2: the entries of the note lists.
    entries "entries" {
        duplicate_entry_number::DuplicateEntryNumber,
        uncited_entry::UncitedEntry,
        empty_entry::EmptyEntry,
        entry_order::EntryOrder,
        repeated_full_citation::RepeatedFullCitation,
        conflicting_entry::ConflictingEntry,
        near_duplicate_entry::NearDuplicateEntry,
        bare_url_entry::BareUrlEntry,
        missing_title::MissingTitle,
        missing_container::MissingContainer,
        unbalanced_delimiter::UnbalancedDelimiter,
        placeholder_entry::PlaceholderEntry,
        generic_title::GenericTitle,
        generic_author::GenericAuthor,
        invisible_character::InvisibleCharacter,
        mojibake::Mojibake,
        stray_markup::StrayMarkup,
        truncated_entry::TruncatedEntry,
    }
    /// IB3: notes that lean on other notes.
    back_references "back-references" {
        orphan_back_reference::OrphanBackReference,
        missing_note_target::MissingNoteTarget,
        forward_reference::ForwardReference,
        circular_back_reference::CircularBackReference,
        ambiguous_back_reference::AmbiguousBackReference,
        ibid_after_non_citation::IbidAfterNonCitation,
        ibid_after_missing_entry::IbidAfterMissingEntry,
        ibid_order_conflict::IbidOrderConflict,
        long_ibid_chain::LongIbidChain,
        unresolved_op_cit::UnresolvedOpCit,
        ambiguous_op_cit::AmbiguousOpCit,
        bare_op_cit::BareOpCit,
        mixed_back_reference_terms::MixedBackReferenceTerms,
        nonstandard_back_reference::NonstandardBackReference,
        foreign_back_reference::ForeignBackReference,
        misspelled_back_reference::MisspelledBackReference,
        back_reference_punctuation::BackReferencePunctuation,
        missed_back_reference::MissedBackReference,
        ibid_at_section_start::IbidAtSectionStart,
        locator_outside_source::LocatorOutsideSource,
        misspelt_author::MisspeltAuthor,
        wrong_note_number::WrongNoteNumber,
    }
    /// IB4: the days that sources were read.
    dates "dates" {
        impossible_date::ImpossibleDate,
        future_access_date::FutureAccessDate,
        access_before_publication::AccessBeforePublication,
        implausible_access_date::ImplausibleAccessDate,
        ambiguous_date::AmbiguousDate,
        mixed_date_format::MixedDateFormat,
        missing_access_date::MissingAccessDate,
        incomplete_access_date::IncompleteAccessDate,
        access_label_language::AccessLabelLanguage,
        mixed_access_labels::MixedAccessLabels,
        misspelled_access_label::MisspelledAccessLabel,
        two_digit_year::TwoDigitYear,
        month_language::MonthLanguage,
        weekday_mismatch::WeekdayMismatch,
        access_after_document::AccessAfterDocument,
        url_date_conflict::UrlDateConflict,
    }
    /// IB5: addresses.
    urls "urls" {
        malformed_url::MalformedUrl,
        url_without_scheme::UrlWithoutScheme,
        broken_url::BrokenUrl,
        tracking_parameters::TrackingParameters,
        ai_referrer::AiReferrer,
        shortened_url::ShortenedUrl,
        search_or_redirect_url::SearchOrRedirectUrl,
        private_url::PrivateUrl,
        url_contains_secret::UrlContainsSecret,
        confusable_host::ConfusableHost,
        homepage_url::HomepageUrl,
        url_text_mismatch::UrlTextMismatch,
        bad_doi::BadDoi,
        bad_isbn::BadIsbn,
        bad_issn::BadIssn,
        bad_identifier::BadIdentifier,
        archive_mismatch::ArchiveMismatch,
        bad_percent_encoding::BadPercentEncoding,
        access_date_without_url::AccessDateWithoutUrl,
    }
    /// IB6: one way of writing for all entries.
    style "style" {
        mixed_quotes::MixedQuotes,
        inconsistent_container_name::InconsistentContainerName,
        terminal_punctuation::TerminalPunctuation,
        double_punctuation::DoublePunctuation,
        reversed_page_range::ReversedPageRange,
    }
    /// IB7: lists and text as a whole.
    structure "structure" {
        missing_notes::MissingNotes,
        notes_without_markers::NotesWithoutMarkers,
        numbering_restarts::NumberingRestarts,
        unrendered_definition::UnrenderedDefinition,
        broken_backlink::BrokenBacklink,
        duplicate_note_id::DuplicateNoteId,
        mixed_note_systems::MixedNoteSystems,
    }
    /// IB8: what was accepted of the draft before.
    lock "lock" {
        ibid_drift::IbidDrift,
        locked_entry_changed::LockedEntryChanged,
        locked_entry_removed::LockedEntryRemoved,
        locked_claim_moved::LockedClaimMoved,
        stale_lock::StaleLock,
    }
}

/// All rules, in the order of their codes.
pub fn rules() -> &'static [RuleRow] {
    RULES
}

/// The rule of a name or a code.
pub fn rule(name: &str) -> Option<&'static RuleRow> {
    RULES.iter().find(|row| row.meta.name == name || row.meta.code.eq_ignore_ascii_case(name))
}

/// The name that comes closest to one that no rule has.
pub(crate) fn nearest(name: &str) -> Option<&'static str> {
    let near =
        RULES.iter().filter_map(|row| Some((text::distance_within(name, row.meta.name, 3)?, row.meta.name)));
    near.min().map(|(_, name)| name)
}
