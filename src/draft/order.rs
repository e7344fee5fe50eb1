//! What stands out of order in a sequence of numbers.

/// Which numbers belong to a longest ascending run of the sequence.
pub(crate) fn longest_ascending(numbers: &[u32]) -> Vec<bool> {
    // For each length, where the run with the smallest end ends; and for each number, what comes before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers.get(*end).is_some_and(|other| other < number));
        if let Some(slot) = before.get_mut(at) {
            *slot = length.checked_sub(1).and_then(|index| ends.get(index)).copied();
        }
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut kept = vec![false; numbers.len()];
    let mut at = ends.last().copied();
    while let Some(index) = at {
        if let Some(slot) = kept.get_mut(index) {
            *slot = true;
        }
        at = before.get(index).copied().flatten();
    }
    kept
}
