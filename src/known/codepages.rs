//! Code pages of Windows: what each byte from 0x80 stands for, to undo a reading in the wrong one.
//!
//! Origin: the tables of Unicode's consortium for cp1252, cp1254 and cp1251, as WHATWG's Encoding standard gives them;
//! November 2026. A byte without a character keeps its number, as browsers read it.

/// cp1252 from 0x80 to 0x9F; from 0xA0 on it is Latin-1.
const WESTERN: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";

/// cp1251 from 0x80 to 0xBF; from 0xC0 on it is the alphabet, А to я.
const CYRILLIC: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї";

/// A code page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    /// cp1252
    Western,
    /// cp1254
    Turkish,
    /// cp1251
    Cyrillic,
}

/// All code pages, the likeliest first.
pub(crate) const PAGES: [Page; 3] = [Page::Western, Page::Turkish, Page::Cyrillic];

impl Page {
    /// The byte from 0x80 that a character is in this page.
    pub(crate) fn byte(self, c: char) -> Option<u8> {
        let behind = |table: &str| {
            let at = table.chars().position(|known| known == c)?;
            u8::try_from(0x80 + at).ok()
        };
        match self {
            Page::Western | Page::Turkish => {
                if self == Page::Turkish {
                    match c {
                        'Ğ' => return Some(0xD0),
                        'İ' => return Some(0xDD),
                        'Ş' => return Some(0xDE),
                        'ğ' => return Some(0xF0),
                        'ı' => return Some(0xFD),
                        'ş' => return Some(0xFE),
                        'Ð' | 'Ý' | 'Þ' | 'ð' | 'ý' | 'þ' => return None,
                        _ => {}
                    }
                }
                u8::try_from(u32::from(c)).ok().filter(|byte| *byte >= 0xA0).or_else(|| behind(WESTERN))
            }
            Page::Cyrillic => match c {
                'А'..='я' => u8::try_from(u32::from(c) - u32::from('А') + 0xC0).ok(),
                _ => behind(CYRILLIC),
            },
        }
    }

    /// What a text was before its bytes in UTF-8 were read in this page.
    pub(crate) fn undone(self, text: &str) -> Option<String> {
        let bytes: Option<Vec<u8>> = text.chars().map(|c| self.byte(c)).collect();
        String::from_utf8(bytes?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_in_the_wrong_page_comes_back() {
        assert_eq!(Page::Western.undone("ÅŸ").as_deref(), Some("ş"));
        assert_eq!(Page::Western.undone("â€œ").as_deref(), Some("“"));
        assert_eq!(Page::Western.undone("â€\u{9d}").as_deref(), Some("”"));
        assert_eq!(Page::Turkish.undone("Ä±Ä°").as_deref(), Some("ıİ"));
        assert_eq!(Page::Cyrillic.undone("РџСЂРёРІРµС‚").as_deref(), Some("Привет"));
        assert_eq!(Page::Western.undone("ş"), None);
        assert_eq!(Page::Cyrillic.undone("Привет"), None);
    }

    #[test]
    fn the_tables_are_as_long_as_their_pages() {
        assert_eq!((WESTERN.chars().count(), CYRILLIC.chars().count()), (0x20, 0x40));
    }
}
