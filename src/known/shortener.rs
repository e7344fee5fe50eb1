//! Hosts that stand for another address and say nothing of it.
//!
//! From Wikipedia's list of shorteners, the general ones, as of 2024. `youtu.be`, `t.me` and `doi.org` lead to one site and
//! are left out, and so are the short hosts of newsrooms.

const HOSTS: &[&str] = &[
    "adf.ly",
    "bit.do",
    "bit.ly",
    "bitly.com",
    "buff.ly",
    "clck.ru",
    "cutt.ly",
    "dlvr.it",
    "goo.gl",
    "ift.tt",
    "is.gd",
    "j.mp",
    "lnkd.in",
    "ow.ly",
    "qr.ae",
    "rb.gy",
    "rebrand.ly",
    "shorturl.at",
    "soo.gd",
    "t.co",
    "t.ly",
    "tiny.cc",
    "tinyurl.com",
    "trib.al",
    "u.to",
    "urlz.fr",
    "v.gd",
    "vk.cc",
    "x.gd",
];

/// Whether a host only shortens.
pub(crate) fn is_shortener(host: &str) -> bool {
    super::holds_host(HOSTS, host)
}
