//! Short remarks of the author in a note: "Author’s own estimate.", "Vurgu bana ait." They give no source.

use crate::lang::index::index;
use crate::text;

/// A remark has at most so many words; a longer one is told by its small words.
const MOST_WORDS: usize = 10;

/// Whether a piece is a remark of the author and gives no source.
pub(super) fn is_remark(raw: &str) -> bool {
    if raw.len() > 120 || raw.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let folded = text::folded(raw.trim());
    folded.split(' ').count() <= MOST_WORDS && index().opens_remark(&folded)
}
