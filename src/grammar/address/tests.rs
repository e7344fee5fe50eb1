//! Faults of readable addresses.

use super::*;

fn without(typed: &str) -> String {
    let mut out = typed.to_owned();
    for span in Parts::of(typed).without(is_noise).into_iter().rev() {
        out.replace_range(span.range(), "");
    }
    out
}

#[test]
fn only_noise_is_dropped_and_the_rest_keeps_its_order() {
    assert_eq!(without("https://a.org/x?utm_source=y"), "https://a.org/x");
    assert_eq!(without("https://a.org/x?utm_source=y#top"), "https://a.org/x#top");
    assert_eq!(without("https://a.org/x?id=1&utm_source=y&b=2&fbclid=z#top"), "https://a.org/x?id=1&b=2#top");
    assert_eq!(without("https://a.org/x?utm_source=y&utm_medium=z&id=1"), "https://a.org/x?id=1");
    assert_eq!(without("https://a.org/x?id=1&amp;utm_source=y"), "https://a.org/x?id=1");
    assert_eq!(without("https://a.org/x?v=1&p=2&ref=3"), "https://a.org/x?v=1&p=2&ref=3");
}

#[test]
fn the_parts_of_an_address() {
    let parts = Parts::of("https://me@a.org:8080/x/y?q=1#f");
    let of = |span: Span| parts.text(span).to_owned();
    assert_eq!((of(parts.host), of(parts.path)), ("a.org".to_owned(), "/x/y".to_owned()));
    assert_eq!(parts.query.map(of).as_deref(), Some("q=1"));
    assert_eq!(parts.fragment.map(of).as_deref(), Some("f"));
    assert_eq!(Parts::of("www.a.org").path.len(), 0);
}

#[test]
fn a_redirect_is_unwrapped() {
    let inner = |typed: &str| Parts::of(typed).wrapped();
    assert_eq!(
        inner("https://www.google.com/url?sa=t&url=https%3A%2F%2Fa.org%2Fx%3Fid%3D1&usg=b").as_deref(),
        Some("https://a.org/x?id=1")
    );
    assert_eq!(inner("https://www.google.com.tr/amp/s/www.a.org/x").as_deref(), Some("https://www.a.org/x"));
    assert_eq!(inner("https://a.org/url?url=https://b.org"), None);
}

#[test]
fn secrets_are_known_by_name_and_look() {
    let kinds = |typed: &str| {
        secrets(typed).iter().map(|secret| secret.value.of(typed)).collect::<Vec<_>>().join("|")
    };
    assert_eq!(kinds("https://me:hunter2@a.org/x"), "hunter2");
    assert_eq!(kinds("https://a.org/x?id=4&access_token=ya29A0ARrdaM9q8z7"), "ya29A0ARrdaM9q8z7");
    assert_eq!(kinds("https://a.org/x;jsessionid=1A2B3C4D5E6F7890?y=1"), "1A2B3C4D5E6F7890");
    assert_eq!(
        kinds("https://b.org/l?u=https%3A%2F%2Fa.org%2F%3Ftoken%3DabC1dEf2gHi3jKl4%26x%3D1"),
        "abC1dEf2gHi3jKl4"
    );
    for quiet in [
        "https://a.org/x?token=ports-of-the-north-2024",
        "https://a.org/x?sid=4471",
        "https://medium.com/@writer/x",
        "https://a.org/x?id=1A2B3C4D5E6F7890",
        "mail me@a.org: https://a.org/x",
    ] {
        assert_eq!(kinds(quiet), "", "{quiet}");
    }
}

#[test]
fn one_label_is_written_in_one_script() {
    let mixed = |typed: &str| Parts::of(typed).mixed_label().map(|(_, odd, _)| odd);
    assert_eq!(mixed("https://www.\u{0430}pnews.com/x"), Some('\u{0430}'));
    assert_eq!(mixed("https://вестник.example/x"), None);
    assert_eq!(mixed("https://münchen.example/x"), None);
}

#[test]
fn a_day_is_read_from_a_full_path_only() {
    let day = |typed: &str| Parts::of(typed).day().map(|(day, span)| format!("{day} {}", span.of(typed)));
    assert_eq!(day("https://a.org/2023/10/20/x").as_deref(), Some("2023-10-20 2023/10/20"));
    assert_eq!(day("https://a.org/w/2023/oct/20/x").as_deref(), Some("2023-10-20 2023/oct/20"));
    assert_eq!(day("https://a.org/2023/10/x"), None);
    assert_eq!(day("https://a.org/2023/02/31/x"), None);
    assert_eq!(day("https://a.org/events/2023/10/20/x"), None);
}
