//! Which list a note belongs to, by the numbers alone.

use std::collections::HashSet;

use super::list::Candidate;
use crate::model::{Label, ListId};

/// The lists that numbers form: a restart opens a new one, a chapter that counts on does not.
#[derive(Default)]
pub(super) struct Scope {
    list: u32,
    numbers: HashSet<u32>,
    first: Option<u32>,
    last: Option<u32>,
}

impl Scope {
    /// A run that stands apart opens a list of its own if it begins anew or repeats a number.
    pub(super) fn open_run(&mut self, run: &[Candidate]) {
        let restarts = run.first().is_some_and(|first| Some(first.label.number) == self.first)
            || run.iter().any(|candidate| self.numbers.contains(&candidate.label.number));
        if restarts && !self.numbers.is_empty() {
            self.next_list();
        }
    }

    pub(super) fn list_of(&mut self, label: Label, next: Option<Label>) -> ListId {
        let number = label.number;
        let falls = self.last.is_some_and(|last| last > number);
        let counts_on = next.is_some_and(|next| next.number == number + 1);
        if falls && Some(number) == self.first && self.numbers.len() >= 2 && counts_on {
            self.next_list();
        }
        self.first.get_or_insert(number);
        self.last = Some(number);
        self.numbers.insert(number);
        ListId(self.list)
    }

    fn next_list(&mut self) {
        *self = Scope { list: self.list + 1, ..Scope::default() };
    }
}
