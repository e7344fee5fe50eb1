//! What stands inside an address: its parts as typed, what they say, and what they give away.
//!
//! The parts are cut by hand, not by a parser: a finding points at typed bytes, and a mend deletes nothing else.

use url::{Host, Url};

use crate::known::{archive, chatbot, private, redirector, secret, shortener, tracking};
use crate::model::{LinkFault, LinkFaults, SecretKind};
use crate::span::Span;

/// The parts of an address; places are bytes of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts<'a> {
    typed: &'a str,
    /// The host without user, port and scheme.
    pub(crate) host: Span,
    pub(crate) path: Span,
    /// Without its question mark.
    pub(crate) query: Option<Span>,
    /// Without its hash.
    pub(crate) fragment: Option<Span>,
}

/// A parameter of a query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameter<'a> {
    pub(crate) span: Span,
    pub(crate) name: &'a str,
    pub(crate) value: &'a str,
}

// address = [ scheme "://" ] [ user "@" ] host [ ":" port ] [ path ] [ "?" query ] [ "#" fragment ]
impl<'a> Parts<'a> {
    pub(crate) fn of(typed: &'a str) -> Parts<'a> {
        let start = typed.find("://").filter(|at| *at <= 8).map_or(0, |at| at + 3);
        let rest = typed.get(start..).unwrap_or_default();
        let authority = rest.find(['/', '?', '#']).map_or(typed.len(), |at| start + at);
        let named = typed.get(start..authority).unwrap_or_default();
        let host_start = named.rfind('@').map_or(start, |at| start + at + 1);
        let host = typed.get(host_start..authority).unwrap_or_default();
        let port = host.rfind(':').filter(|at| {
            host.get(at + 1..).is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
        });
        let behind = typed.get(authority..).unwrap_or_default();
        let hash = behind.find('#').map(|at| authority + at);
        let before_hash = hash.unwrap_or(typed.len());
        let mark = typed.get(authority..before_hash).and_then(|text| text.find('?')).map(|at| authority + at);
        Parts {
            typed,
            host: Span::new(host_start, host_start + port.unwrap_or(host.len())),
            path: Span::new(authority, mark.unwrap_or(before_hash)),
            query: mark.map(|mark| Span::new(mark + 1, before_hash)),
            fragment: hash.map(|hash| Span::new(hash + 1, typed.len())),
        }
    }

    fn text(&self, span: Span) -> &'a str {
        self.typed.get(span.range()).unwrap_or_default()
    }

    /// The host in lower case, without `www.`.
    fn bare_host(&self) -> String {
        let host = self.text(self.host).to_lowercase();
        host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
    }

    /// The parameters of the query, in order.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = Parameter<'a>> + use<'a> {
        let typed = self.typed;
        let query = self.query.unwrap_or_default();
        let mut at = query.start();
        let pieces = typed.get(query.range()).unwrap_or_default().split('&');
        pieces.filter_map(move |piece| {
            let span = Span::new(at, at + piece.len());
            at += piece.len() + 1;
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            (!piece.is_empty()).then_some(Parameter { span, name, value })
        })
    }

    /// Whether it points below the root of the site.
    fn names_a_page(&self) -> bool {
        self.path.len() > 1 || self.query.is_some() || self.fragment.is_some_and(|part| !part.is_empty())
    }

    /// The stretches that go with the parameters of which `drop` is true: each with its `&`, all of them with the `?`.
    pub(crate) fn without(&self, drop: impl Fn(&Parameter<'_>) -> bool) -> Vec<Span> {
        let Some(query) = self.query else { return Vec::new() };
        let parameters: Vec<(Span, bool)> =
            self.parameters().map(|parameter| (parameter.span, drop(&parameter))).collect();
        if parameters.iter().all(|(_, dropped)| *dropped) {
            return vec![Span::new(query.start().saturating_sub(1), query.end())];
        }
        let first_kept = parameters.iter().find(|(_, dropped)| !dropped).map_or(0, |(span, _)| span.start());
        parameters
            .into_iter()
            .filter(|(_, dropped)| *dropped)
            .map(|(span, _)| match span.start() < first_kept {
                true => Span::new(span.start(), span.end() + 1),
                false => Span::new(span.start().saturating_sub(1), span.end()),
            })
            .collect()
    }

    /// The address that a redirect or a copy for telephones holds, decoded.
    pub(crate) fn wrapped(&self) -> Option<String> {
        let host = self.bare_host();
        if let Some(inner) = redirector::amp_path(&host, self.text(self.path)) {
            let query = self.query.map(|query| format!("?{}", self.text(query))).unwrap_or_default();
            return inner.contains('.').then(|| format!("https://{inner}{query}"));
        }
        let names = redirector::wrapped(&host, self.text(self.path))?;
        let parameter = self.parameters().find(|parameter| {
            names.contains(&tracking::plain(parameter.name)) && parameter.value.starts_with("http")
        })?;
        let inner = decoded(parameter.value)?;
        (inner.starts_with("http://") || inner.starts_with("https://")).then_some(inner)
    }

    fn is_search(&self) -> bool {
        let name = redirector::search(&self.bare_host(), self.text(self.path));
        name.is_some_and(|name| {
            self.parameters().any(|parameter| parameter.name == name && !parameter.value.is_empty())
        })
    }

    /// Percent signs that encode nothing or twice, with what belongs there; `None` where nobody knows.
    pub(crate) fn bad_percents(&self) -> Vec<(Span, Option<&'static str>)> {
        let end = self.query.map_or(self.path.end(), Span::end);
        let text = self.typed.get(..end).unwrap_or_default();
        let is_hex = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
        let mut bad = Vec::new();
        for (at, _) in text.match_indices('%').filter(|(at, _)| *at >= self.path.start()) {
            let in_path = at < self.path.end();
            // "%u015F": old pages of Windows servers encode letters like this.
            if text.get(at + 1..).is_some_and(|rest| rest.starts_with('u'))
                && (2..6).all(|more| is_hex(at + more))
            {
                continue;
            }
            if !is_hex(at + 1) || !is_hex(at + 2) {
                let letters = text.get(at + 1..).unwrap_or_default().bytes().take(2);
                bad.push((
                    Span::new(at, at + 1 + letters.take_while(u8::is_ascii_alphanumeric).count()),
                    None,
                ));
            } else if in_path && text.get(at..at + 3) == Some("%25") && is_hex(at + 3) && is_hex(at + 4) {
                bad.push((Span::new(at, at + 3), Some("%")));
            }
        }
        // A closing quotation mark that was copied along.
        if let Some(quote) = ["%E2%80%9D", "%E2%80%9C", "%22"].iter().find(|quote| text.ends_with(**quote))
            && self.fragment.is_none()
        {
            bad.push((Span::new(end - quote.len(), end), Some("")));
        }
        bad
    }

    /// The first label of the host that mixes scripts, and the letter that belongs to another script than most.
    pub(crate) fn mixed_label(&self) -> Option<(Span, char, Script)> {
        let mut at = self.host.start();
        for label in self.text(self.host).split('.') {
            let start = at;
            at += label.len() + 1;
            let count = |script| label.chars().filter(|c| script_of(*c) == Some(script)).count();
            let scripts = [Script::Latin, Script::Cyrillic, Script::Greek];
            let present = scripts.iter().filter(|script| count(**script) > 0).count();
            if present > 1 {
                let rarest =
                    scripts.into_iter().filter(|script| count(*script) > 0).min_by_key(|s| count(*s))?;
                let odd = label.chars().find(|c| script_of(*c) == Some(rarest))?;
                return Some((Span::new(start, start + label.len()), odd, rarest));
            }
        }
        None
    }

    /// The day that the path gives as `/2023/10/20/`, and where. Calendars announce days to come, and are passed over.
    pub(crate) fn day(&self) -> Option<(chrono::NaiveDate, Span)> {
        let path = self.text(self.path);
        if path.split('/').any(|piece| ANNOUNCING.binary_search(&piece.to_lowercase().as_str()).is_ok()) {
            return None;
        }
        let mut pieces: Vec<(usize, &str)> = Vec::new();
        let mut at = self.path.start();
        for piece in path.split('/') {
            pieces.push((at, piece));
            at += piece.len() + 1;
        }
        pieces.windows(3).find_map(|window| {
            let [(start, year), (_, month), (last, day)] = window else { return None };
            let year = number(year, 4, 4).filter(|year| (1995..=2100).contains(year))?;
            let month = number(month, 1, 2).or_else(|| month_of(month))?;
            let day = number(day, 1, 2)?;
            let date = chrono::NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
            Some((date, Span::new(*start, last + window.last()?.1.len())))
        })
    }
}

/// Folders of sites that speak of days to come.
const ANNOUNCING: &[&str] = &[
    "agenda",
    "calendar",
    "calendrier",
    "etkinlik",
    "etkinlikler",
    "event",
    "events",
    "kalender",
    "schedule",
    "takvim",
    "termine",
    "veranstaltungen",
];

/// Months as English sites name them in paths.
fn month_of(piece: &str) -> Option<u32> {
    let lower = piece.to_ascii_lowercase();
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    (1u32..).zip(months).find(|(_, month)| *month == lower).map(|(number, _)| number)
}

fn number(piece: &str, least: usize, most: usize) -> Option<u32> {
    let fits = (least..=most).contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| piece.parse().ok()).flatten()
}

/// A script that has letters which look like those of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
    Greek,
}

fn script_of(c: char) -> Option<Script> {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{00C0}'..='\u{024F}' => Some(Script::Latin),
        '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}' => Some(Script::Greek),
        '\u{0400}'..='\u{052F}' => Some(Script::Cyrillic),
        _ => None,
    }
}

/// Adds what is wrong with a readable address; `body` is the address without its scheme.
pub(super) fn judge(body: &str, url: &Url, faults: &mut LinkFaults) {
    let parts = Parts::of(body);
    let host = parts.bare_host();
    if is_private(url) {
        faults.add(LinkFault::PrivateHost);
    }
    if parts.mixed_label().is_some() {
        faults.add(LinkFault::Lookalike);
    }
    if !parts.names_a_page() {
        faults.add(LinkFault::HostOnly);
    }
    if body.contains('%') && !parts.bad_percents().is_empty() {
        faults.add(LinkFault::BadPercent);
    }
    if shortener::is_shortener(&host) && parts.path.len() > 1 {
        faults.add(LinkFault::Shortener);
    }
    let news = host == "news.google.com" && body.contains("/articles/");
    if redirector::wrapped(&host, parts.text(parts.path)).is_some() || news || parts.wrapped().is_some() {
        faults.add(LinkFault::Redirector);
    } else if parts.is_search() {
        faults.add(LinkFault::Search);
    }
    // A copy in an archive is found by its whole address.
    if parts.query.is_some() && !archive::is_archive(&host) {
        if parts.parameters().any(|parameter| tracking::is_tracking(parameter.name)) {
            faults.add(LinkFault::Tracking);
        }
        if parts.parameters().any(|parameter| chatbot::is_referrer(parameter.name, parameter.value)) {
            faults.add(LinkFault::AiReferrer);
        }
    }
}

/// Whether a parameter says nothing of the page: it tracks, or names a chatbot.
pub(crate) fn is_noise(parameter: &Parameter<'_>) -> bool {
    tracking::is_tracking(parameter.name) || chatbot::is_referrer(parameter.name, parameter.value)
}

fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(host)) => private::is_private(host),
        Some(Host::Ipv4(ip)) => {
            ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified()
        }
        Some(Host::Ipv6(ip)) => {
            ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local() || ip.is_unicast_link_local()
        }
        None => false,
    }
}

/// A text without its percent signs; `None` where that is no text.
pub(crate) fn decoded(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        out.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(out).ok()
}

/// A value that nobody should see.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Secret {
    /// The value.
    pub(crate) value: Span,
    /// What goes with it, so that the rest is an address.
    pub(crate) whole: Span,
    pub(crate) kind: SecretKind,
}

/// All secrets of a text that is an address, whatever else is wrong with it. Encoded addresses inside are looked into.
pub(crate) fn secrets(typed: &str) -> Vec<Secret> {
    let mut found = Vec::new();
    found.extend(memchr::memchr_iter(b'@', typed.as_bytes()).filter_map(|at| credentials(typed, at)));
    let mut from = 0;
    while let Some((sign, length)) = next_sign(typed, from) {
        let start = sign + length;
        from = start;
        let rest = typed.get(start..).unwrap_or_default();
        let name_end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.'))
            .unwrap_or(rest.len());
        let equals = rest.get(name_end..).unwrap_or_default();
        let equals = if equals.starts_with('=') {
            1
        } else if equals.get(..3).is_some_and(|sign| sign.eq_ignore_ascii_case("%3d")) {
            3
        } else {
            continue;
        };
        let name = rest.get(..name_end).unwrap_or_default();
        let kind = match (secret::is_token(name), secret::is_session(name)) {
            (true, _) => SecretKind::Token,
            (_, true) => SecretKind::Session,
            _ => continue,
        };
        let value_start = start + name_end + equals;
        let stop = next_sign(typed, value_start).map_or(typed.len(), |(at, _)| at);
        let value = typed.get(value_start..stop).unwrap_or_default();
        let value =
            value.split(|c: char| c.is_whitespace() || QUOTES.contains(&c)).next().unwrap_or_default();
        let value = value.trim_end_matches([',', '.', ':', '!', ')', ']', '\'', '’']);
        if is_random(value) {
            let end = value_start + value.len();
            // Of the first of several parameters the question mark stays.
            let whole = match next_sign(typed, end) {
                Some((next, more)) if next == end && opens(typed, sign) && joins(typed, next) => {
                    Span::new(start, next + more)
                }
                _ => Span::new(sign, end),
            };
            found.push(Secret { value: Span::new(value_start, end), whole, kind });
        }
    }
    found
}

/// Signs that no address holds.
const QUOTES: [char; 7] = ['<', '>', '"', '“', '”', '«', '»'];

/// Whether a sign is the question mark before the parameters, as typed or encoded.
fn opens(typed: &str, at: usize) -> bool {
    typed
        .get(at..)
        .is_some_and(|rest| rest.starts_with('?') || rest.starts_with("%3F") || rest.starts_with("%3f"))
}

/// Whether a sign stands between two parameters, as typed or encoded.
fn joins(typed: &str, at: usize) -> bool {
    typed.get(at..).is_some_and(|rest| rest.starts_with('&') || rest.starts_with("%26"))
}

/// What stands before the `@` of an address, if it gives a password or a token: between the slashes and the sign.
fn credentials(typed: &str, at: usize) -> Option<Secret> {
    let floor = crate::text::ceiling(typed, at.saturating_sub(LONGEST_USER));
    let before = typed.get(floor..at)?;
    let user = before.rsplit(|c: char| matches!(c, '/' | '\\') || c.is_whitespace()).next()?;
    let start = at - user.len();
    let head = typed.get(floor..start)?;
    if !["//", "\\\\", ":/", ":\\"].iter().any(|slashes| head.ends_with(slashes)) {
        return None;
    }
    let value = match user.split_once(':') {
        Some((name, password)) if !password.is_empty() => Span::new(start + name.len() + 1, at),
        _ if is_random(user) => Span::new(start, at),
        _ => return None,
    };
    Some(Secret { value, whole: Span::new(start, at + 1), kind: SecretKind::Credentials })
}

/// No user and password are longer, in bytes.
const LONGEST_USER: usize = 256;

/// The next sign that a parameter may begin behind, also encoded, and its length.
fn next_sign(typed: &str, from: usize) -> Option<(usize, usize)> {
    let rest = typed.get(from..)?;
    rest.char_indices().find_map(|(at, c)| match c {
        '?' | '&' | ';' | '#' => Some((from + at, 1)),
        '%' => {
            let code = rest.get(at + 1..at + 3)?.to_ascii_lowercase();
            matches!(code.as_str(), "3f" | "26" | "3b" | "23").then_some((from + at, 3))
        }
        _ => None,
    })
}

/// A value is no word and no number of a page from so many characters on.
const SHORTEST_SECRET: usize = 16;

/// Whether a value looks drawn by lot: long, letters and digits mixed within its words, many of them different.
fn is_random(value: &str) -> bool {
    let plain = value.bytes().all(|byte| byte.is_ascii_graphic());
    let mixed = value.split(['-', '_', '.', '+']).any(|word| {
        word.bytes().any(|byte| byte.is_ascii_digit()) && word.bytes().any(|byte| byte.is_ascii_alphabetic())
    });
    let mut different: Vec<u8> = value.bytes().collect();
    different.sort_unstable();
    different.dedup();
    plain && mixed && value.len() >= SHORTEST_SECRET && different.len() >= 8
}

#[cfg(test)]
mod tests;
