//! A day of access is written in another way than most.
//!
//! # Why
//! One list, one way to write a day: a mixed one looks pasted together.
//!
//! Two thirds of at least three days make the way of a draft; labels of each language are looked at on their own. Leading
//! zeros and short names of months are no other way, and days of publication are not compared.
//!
//! The mend is offered where every day of access is beyond doubt, and only into dots or the year first.
//!
//! # Fires
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 16.10.2023).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/r, (Accessed: 2023-10-17).
//!
//! [3] “Roads Wait”, Harbour Daily, https://harbour.example/w, (Accessed: 18.10.2023).
//! ```
//!
//! # Silent
//! ```text
//! Ports grew.[1] Rails followed.[2] Roads waited.[3]
//!
//! [1] “Ports Grow”, Harbour Daily, 12 October 2023, https://harbour.example/p, (Accessed: 16.10.2023).
//!
//! [2] “Rails Follow”, Harbour Daily, https://harbour.example/r, (Accessed: 7.9.2023).
//!
//! [3] «Порт», Вестник, https://vestnik.example/r, (дата обращения: 18 октября 2023).
//! ```
//!
//! # Source
//! PerfectIt and Wikipedia’s citation module ask for one format of dates; here the draft’s own majority decides.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::draft::{
    Draft, Findings, FixKind, Meta, PendingFix, Rule, Safety, Severity, WrittenDay, majority,
};
use crate::model::Label;
use crate::text;

/// A day in another shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("note {label}: {date} is written in another way than most days of access")]
pub struct MixedDateFormat {
    #[serde(skip)]
    label: Label,
    /// The date as typed.
    pub date: String,
    /// A date as most are written.
    pub usual: String,
}

/// A report names so many notes.
const MOST_NAMED: usize = 8;

impl Rule for MixedDateFormat {
    type Options = ();
    const META: Meta = Meta::new("IB406", "mixed-date-format", Severity::Info).fix(FixKind::Safe);

    fn check(draft: &Draft<'_>, (): &(), out: &mut Findings<'_, Self>) {
        let mut by_language: BTreeMap<&str, Vec<WrittenDay<'_>>> = BTreeMap::new();
        for day in draft.written_days() {
            by_language.entry(day.tag).or_default().push(day);
        }
        let beyond_doubt = !draft.doubts_a_day();
        for days in by_language.values() {
            let Some(shape) = majority(days.iter().map(|day| day.shape)) else { continue };
            let Some(usual) = days.iter().find(|day| day.shape == shape) else { continue };
            let usual = text::squeeze(usual.field.span.of(draft.text()));
            let padded = !days.iter().any(|day| day.shape == shape && day.single_digit);
            let others: Vec<_> = days.iter().filter(|day| day.shape != shape).collect();
            let labels: Vec<Label> = others.iter().map(|day| draft.label(day.cite.note)).collect();
            let message = format!(
                "notes {}: the days of access are written in another way than most",
                text::listed(&labels, MOST_NAMED)
            );
            let help = format!("write them as {usual}");
            let group = out.open_group(others.len(), message, Some(help));
            for day in others {
                let date = text::squeeze(day.field.span.of(draft.text()));
                let fault = MixedDateFormat { label: draft.label(day.cite.note), date, usual: usual.clone() };
                let finding = out.report(day.field.span, fault);
                finding.note(day.cite.note).group(group).label(format!("most are written as {usual}"));
                let Some(mended) = shape.write(day.day, padded) else { continue };
                finding.help(format!("write {mended}"));
                if beyond_doubt && day.plain {
                    let deed = format!("write {mended}");
                    finding.fix(PendingFix::replace(Safety::Safe, deed, day.field.span, mended));
                }
            }
        }
    }
}
