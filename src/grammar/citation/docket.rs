//! Numbers of cases: behind "Az.", "Application no.", "№", or bare as the German courts give them.

use super::Reader;
use crate::span::Span;
use crate::text;

/// Labels before the number of a case.
const DOCKETS: &[&str] = &[
    "Aktenzeichen",
    "App no",
    "App no.",
    "App. no.",
    "Application no.",
    "Az.",
    "Az.:",
    "B. No:",
    "Başvuru No:",
    "Case",
    "Case No.",
    "Case no.",
    "No.",
    "Rs.",
    "aff.",
    "affaire",
    "no.",
    "n°",
    "nº",
    "pourvoi n°",
    "req.",
    "req. n°",
    "requête n°",
    "дело №",
    "по делу №",
    "№",
];

impl Reader<'_> {
    // docket = "E." number "," "K." number / label number / letters digits "/" digits
    pub(super) fn docket(&mut self, from: usize) {
        let rest = self.rest(from);
        // "E. 2018/4417, K. 2019/6120".
        if let Some(at) = text::find(rest, "E. ")
            .or_else(|| text::find(rest, "E.: "))
            .or_else(|| text::find(rest, "Esas No"))
            && let Some(decision) =
                rest.get(at..).and_then(|tail| text::find(tail, "K. ").or_else(|| text::find(tail, "K.: ")))
        {
            let tail = rest.get(at + decision + 2..).unwrap_or_default();
            let lead = tail.len() - tail.trim_start_matches([' ', ':', '.']).len();
            let digits = tail
                .get(lead..)
                .unwrap_or_default()
                .bytes()
                .take_while(|b| b.is_ascii_digit() || *b == b'/')
                .count();
            self.number_at(Span::new(from + at, from + at + decision + 2 + lead + digits));
            return;
        }
        if let Some((label_at, label)) = DOCKETS
            .iter()
            .filter_map(|label| {
                let at = rest.find(label)?;
                let free = rest.get(..at)?.ends_with([' ', ',', '(']) || at == 0;
                free.then_some((at, *label))
            })
            .min_by_key(|(at, label)| (*at, std::cmp::Reverse(label.len())))
        {
            let tail = rest.get(label_at + label.len()..).unwrap_or_default();
            let lead = tail.len() - tail.trim_start_matches([' ', ':', '.', '\u{A0}']).len();
            let number = tail.get(lead..).unwrap_or_default();
            let letters = ["Az.", "Az.:", "Aktenzeichen"].contains(&label);
            let length = number
                .char_indices()
                .find(|(_, c)| matches!(c, ',' | '(' | ')' | ';' | '[') || !letters && c.is_whitespace())
                .map_or(number.len(), |(at, _)| at);
            let kept = number.get(..length).unwrap_or_default().trim_end_matches(['.', ' ']);
            // "Case C-999/19", "n° 371999": a number has digits.
            if kept.contains(|c: char| c.is_ascii_digit()) && kept.len() <= 40 {
                let at = from + label_at + label.len() + lead;
                self.cover(Span::new(from + label_at, at));
                self.anchors.push(Span::new(from + label_at, at));
                self.number_at(Span::new(at, at + kept.len()));
                return;
            }
        }
        // "2 BvR 1493/18": no label says what it is.
        if let Some((at, length)) = bare_docket(rest) {
            self.anchors.push(Span::new(from + at, from + at + length));
            self.anchors.sort_unstable();
            self.number_at(Span::new(from + at, from + at + length));
            return;
        }
        // "– IX ZB 18/20", "C-912/17".
        let dash = [" – ", " - ", " — "].iter().find_map(|dash| rest.find(dash).map(|at| at + dash.len()));
        if let Some(at) = dash {
            let number = rest.get(at..).unwrap_or_default();
            let length = number.find([',', '(', ';']).unwrap_or(number.len());
            let kept = number.get(..length).unwrap_or_default().trim_end_matches(['.', ' ']);
            if kept.contains('/') && kept.contains(|c: char| c.is_ascii_digit()) && kept.len() <= 30 {
                self.number_at(Span::new(from + at, from + at + kept.len()));
            }
        }
    }
}

// bare-docket = 1*2digit " " letters " " 1*5digit "/" 2digit
/// The number of a case as German courts of the federation give it: where it begins, and its length.
fn bare_docket(rest: &str) -> Option<(usize, usize)> {
    rest.match_indices('/').take(8).find_map(|(slash, _)| {
        let year = rest.get(slash + 1..)?.bytes().take_while(u8::is_ascii_digit).count();
        let mut words = rest.get(..slash)?.rsplitn(4, ' ');
        let (number, letters, senate) = (words.next()?, words.next()?, words.next()?);
        let digits = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
        };
        let register = (1..=4).contains(&letters.len())
            && letters.starts_with(|c: char| c.is_ascii_uppercase())
            && letters.bytes().all(|b| b.is_ascii_alphabetic());
        let length = senate.len() + letters.len() + number.len() + 2;
        (year == 2 && register && digits(number, 5) && digits(senate, 2))
            .then_some((slash - length, length + 3))
    })
}
