//! Many notes in a row say nothing but "ibid.".
//!
//! # Why
//! The reader pages back and back for the source; one note put into the row turns all that follow to another.
//!
//! Off unless asked for. A row is told once, at the first note that is too many.
//!
//! # Fires
//! ```text
//! A.[1] B.[2] C.[3] D.[4] E.[5] F.[6] G.[7]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Ibid.
//!
//! [3] Ibid.
//!
//! [4] Ibid.
//!
//! [5] Ibid.
//!
//! [6] Ibid.
//!
//! [7] Ibid.
//! ```
//!
//! # Silent
//! ```text
//! A.[1] B.[2] C.[3] D.[4] E.[5] F.[6] G.[7]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 02.02.2024).
//!
//! [2] Ibid.
//!
//! [3] Ibid.
//!
//! [4] Ibid.
//!
//! [5] See note 1.
//!
//! [6] Ibid.
//!
//! [7] Ibid.
//! ```
//!
//! # Options
//! `length` (5): so many in a row are well.
//!
//! # Source
//! Chicago 18 and MLA advise a short citation instead.

use serde::{Deserialize, Serialize};

use crate::draft::{Draft, Findings, Meta, Rule, Severity};
use crate::model::{Antecedent, BackKind, Cite, Label, NoteId};

/// A row that is too long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("notes {from} to {to} all lean on the note before them: {length} in a row")]
pub struct LongIbidChain {
    /// The first of them.
    pub from: Label,
    /// The last of them.
    pub to: Label,
    /// How many they are.
    pub length: u32,
}

/// What a house may set.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    length: u32,
}

impl Default for Options {
    fn default() -> Self {
        Options { length: 5 }
    }
}

/// Notes in a row, each of which leans on the one before.
struct Row<'d> {
    from: NoteId,
    last: &'d Cite,
    length: u32,
    /// The first that is too many.
    beyond: Option<&'d Cite>,
}

impl Rule for LongIbidChain {
    type Options = Options;
    const META: Meta = Meta::new("IB309", "long-ibid-chain", Severity::Info).off();

    fn check(draft: &Draft<'_>, options: &Options, out: &mut Findings<'_, Self>) {
        let mut row: Option<Row<'_>> = None;
        for (cite, reference, chain) in draft.chains() {
            let next = match chain.next {
                Some(Antecedent::Note(note)) if reference.kind == BackKind::Ibid => note,
                _ => continue,
            };
            row = match row.take() {
                Some(row) if row.last.note == next => {
                    let length = row.length + 1;
                    let beyond = row.beyond.or(Some(cite).filter(|_| length > options.length));
                    Some(Row { last: cite, length, beyond, ..row })
                }
                ended => {
                    ended.into_iter().for_each(|row| report(draft, &row, out));
                    let beyond = Some(cite).filter(|_| options.length == 0);
                    Some(Row { from: cite.note, last: cite, length: 1, beyond })
                }
            };
        }
        row.into_iter().for_each(|row| report(draft, &row, out));
    }
}

fn report(draft: &Draft<'_>, row: &Row<'_>, out: &mut Findings<'_, LongIbidChain>) {
    let Some(beyond) = row.beyond else { return };
    let (from, to) = (draft.label(row.from), draft.label(row.last.note));
    out.report(beyond.span, LongIbidChain { from, to, length: row.length })
        .note(beyond.note)
        .label("too many by now")
        .help("name the source again, by author and short title");
}
