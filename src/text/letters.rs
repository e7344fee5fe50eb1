//! Letters and digits, told by ranges: nearly every character of an entry lies in one, and the tables of Unicode are slow.

/// Whether a character is a letter or a digit, as [`char::is_alphanumeric`] has it.
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_alphanumeric(),
        '\u{C0}'..='\u{2C1}' => !matches!(c, '×' | '÷'),
        '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' | '\u{620}'..='\u{64A}' | '\u{4E00}'..='\u{9FFF}' => {
            true
        }
        '\u{3B1}'..='\u{3CE}' | '\u{671}'..='\u{6D3}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => {
            true
        }
        '\u{2010}'..='\u{205F}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// Whether a letter is of a script without capitals: Arabic, Han, Kana, Hebrew.
pub(crate) fn has_no_case(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase()
}

/// Whether a character is of a script that parts words by no blank.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FA}' | '\u{3400}'..='\u{9FFF}' | '々')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranges_are_those_of_unicode() {
        let mut all = (0..=0x0011_0000).filter_map(char::from_u32);
        assert_eq!(all.find(|c| is_letter_or_digit(*c) != c.is_alphanumeric()), None);
    }
}
