//! Parameters that follow a reader around and change nothing on the page.
//!
//! From the list that Firefox strips, the click marks of the large networks and those of newsrooms (BBC, Guardian, New
//! York Times), as of 2024. Names that a site may also use for a page (`ref`, `id`, `v`, `si`, `ocid`) are left out.

/// Exact names, in lower case.
const NAMES: &[&str] = &[
    "__hsfp",
    "__hssc",
    "__hstc",
    "__twitter_impression",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "_openstat",
    "at_campaign",
    "at_campaign_type",
    "at_format",
    "at_link_id",
    "at_link_origin",
    "at_link_type",
    "at_medium",
    "at_ptr_name",
    "cmp",
    "cmpid",
    "dclid",
    "fb_action_ids",
    "fb_source",
    "fbclid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "hsctatracking",
    "igsh",
    "igshid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mibextid",
    "mkt_tok",
    "ml_subscriber",
    "ml_subscriber_hash",
    "msclkid",
    "oly_anon_id",
    "oly_enc_id",
    "rb_clickid",
    "ref_src",
    "s_cid",
    "smid",
    "srsltid",
    "ttclid",
    "twclid",
    "vero_conv",
    "vero_id",
    "wbraid",
    "wt_mc",
    "yclid",
    "ysclid",
];

/// Whether a parameter only tracks.
pub(crate) fn is_tracking(name: &str) -> bool {
    let name = plain(name);
    name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("utm_")) || super::holds_name(NAMES, name)
}

/// A parameter's name, where an address was copied from the source of a page: `amp;utm_source`.
pub(crate) fn plain(name: &str) -> &str {
    name.strip_prefix("amp;").unwrap_or(name)
}
