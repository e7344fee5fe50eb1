//! Mends a draft: applies fixes that do not overlap, reads the result again, and refuses what would change a source.
//!
//! A fix is all of its edits or none. Bytes outside an edit stay as they are.

use crate::draft::Safety;
use crate::edits::{apply, astray};
use crate::error::Error;
use crate::report::{Edit, Fix, Report};

/// Mending goes on until nothing changes, at most so often where all findings are listed.
const MOST_ROUNDS: usize = 10;

/// Where they are not, one round more for so many of them.
const FEWEST_A_ROUND: usize = 1_000;

/// Where fixes have to be tried one by one, at most so many are.
const MOST_TRIED_ALONE: usize = 200;

/// A mended draft.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Fixed {
    /// The bytes of the mended file.
    pub bytes: Vec<u8>,
    /// How many fixes were applied.
    pub applied: usize,
    /// How many were refused, since the notes would have meant other sources.
    pub refused: usize,
    /// What is left to tell of the mended draft.
    pub report: Report,
}

/// Mends a draft until nothing changes. `report` was made from `bytes`, and `reparse` makes it again.
///
/// # Errors
/// [`Error::StaleReport`] if the report was made from other bytes, and what `reparse` gives.
pub(crate) fn fix(
    bytes: &[u8],
    report: Report,
    safety: Safety,
    reparse: impl Fn(&[u8]) -> Result<Report, Error>,
) -> Result<Fixed, Error> {
    if report.bytes != bytes.len() {
        return Err(Error::StaleReport);
    }
    let mut fixed = Fixed { bytes: bytes.to_vec(), applied: 0, refused: 0, report };
    // A report lists only so many findings: the others come with the rounds behind.
    let beyond: usize = fixed.report.more.iter().map(|more| more.findings).sum();
    for _ in 0..MOST_ROUNDS + beyond.div_ceil(FEWEST_A_ROUND) {
        let fixes: Vec<Fix> = wanted(&fixed.report, safety);
        let chosen = without_overlaps(fixes);
        if chosen.is_empty() || !round(&mut fixed, &chosen, &reparse)? {
            break;
        }
    }
    Ok(fixed)
}

/// Applies what keeps the sources; whether anything changed.
fn round(
    fixed: &mut Fixed,
    chosen: &[Fix],
    reparse: &impl Fn(&[u8]) -> Result<Report, Error>,
) -> Result<bool, Error> {
    fixed.refused = 0;
    if let Some((bytes, report)) = attempt(fixed, chosen, reparse)? {
        fixed.applied += chosen.len();
        (fixed.bytes, fixed.report) = (bytes, report);
        return Ok(true);
    }
    // Together they change a source: from the last to the first, so that places stay right, each is tried alone.
    let mut changed = false;
    for fix in chosen.iter().rev().take(MOST_TRIED_ALONE) {
        match attempt(fixed, std::slice::from_ref(fix), reparse)? {
            Some((bytes, report)) => {
                (fixed.bytes, fixed.report) = (bytes, report);
                fixed.applied += 1;
                changed = true;
            }
            None => fixed.refused += 1,
        }
    }
    Ok(changed)
}

/// The draft with these fixes, if its notes still mean the same sources.
fn attempt(
    fixed: &Fixed,
    fixes: &[Fix],
    reparse: &impl Fn(&[u8]) -> Result<Report, Error>,
) -> Result<Option<(Vec<u8>, Report)>, Error> {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| (edit.start, edit.end));
    let bytes = apply(&fixed.bytes, edits)?;
    let report = reparse(&bytes)?.named(fixed.report.path.clone());
    let kept = astray(&fixed.report, &report).is_some_and(|astray| astray.is_empty());
    Ok(kept.then_some((bytes, report)))
}

fn wanted(report: &Report, safety: Safety) -> Vec<Fix> {
    report
        .findings
        .iter()
        .filter_map(|finding| finding.fix.clone())
        .filter(|fix| fix.safety <= safety)
        .collect()
}

/// The fixes in order of place, each that would touch an earlier one left for the next round.
fn without_overlaps(mut fixes: Vec<Fix>) -> Vec<Fix> {
    let start = |fix: &Fix| fix.edits.iter().map(|edit| edit.start).min().unwrap_or(0);
    let end = |fix: &Fix| fix.edits.iter().map(|edit| edit.end).max().unwrap_or(0);
    fixes.sort_by_key(|fix| (start(fix), end(fix)));
    let mut taken: Option<u32> = None;
    fixes.retain(|fix| {
        let free = !fix.edits.is_empty() && taken.is_none_or(|taken| start(fix) >= taken);
        if free {
            taken = Some(end(fix));
        }
        free
    });
    fixes
}
