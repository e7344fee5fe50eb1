//! Characters of symbol fonts.

/// The character that a `w:sym` stands for, if it is one outside its font too.
///
/// Symbol fonts put their signs into a private area, `F020` to `F0FF`. What Word offers there as marks of notes is known.
pub(super) fn symbol(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    match (font, code) {
        ("Symbol", 0xF02A) => Some('*'),
        ("Symbol", 0xF0B7) => Some('•'),
        ("Symbol", 0xF030..=0xF039) => char::from_u32(code - 0xF000),
        (_, 0xE000..=0xF8FF) => None,
        _ => char::from_u32(code).filter(|c| !c.is_control()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_private_to_a_font_is_dropped() {
        assert_eq!(symbol("Symbol", "F02A"), Some('*'));
        assert_eq!(symbol("Symbol", "F033"), Some('3'));
        assert_eq!(symbol("Arial", "2020"), Some('†'));
        assert_eq!(symbol("Wingdings", "F0FC"), None);
        assert_eq!(symbol("Arial", "7"), None);
        assert_eq!(symbol("Arial", "x"), None);
    }
}
