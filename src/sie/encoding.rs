//! How a file's bytes are letters. `#FORMAT PC8` says nothing of it, so it is told from the bytes, and no file fails for it.

use std::borrow::Cow;

/// The encodings that programs write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Only ASCII: nothing to tell.
    #[default]
    Ascii,
    /// What the format asks for (SIE 4B 5.7); the same as CP850 for Swedish.
    Cp437,
    /// UTF-8, with or without a mark.
    Utf8,
    /// Windows-1252, which holds Latin-1.
    Windows1252,
    /// Macintosh.
    Mac,
}

impl Encoding {
    /// As people know it.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Ascii => "ASCII",
            Encoding::Cp437 => "CP437 (PC8)",
            Encoding::Utf8 => "UTF-8",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Mac => "Macintosh",
        }
    }
}

/// The upper half of code page 437.
pub const CP437: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û',
    'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ', 'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '⌐', '¬', '½', '¼', '¡',
    '«', '»', '░', '▒', '▓', '│', '┤', '╡', '╢', '╖', '╕', '╣', '║', '╗', '╝', '╜', '╛', '┐', '└', '┴', '┬', '├', '─',
    '┼', '╞', '╟', '╚', '╔', '╩', '╦', '╠', '═', '╬', '╧', '╨', '╤', '╥', '╙', '╘', '╒', '╓', '╫', '╪', '┘', '┌', '█',
    '▄', '▌', '▐', '▀', 'α', 'ß', 'Γ', 'π', 'Σ', 'σ', 'µ', 'τ', 'Φ', 'Θ', 'Ω', 'δ', '∞', 'φ', 'ε', '∩', '≡', '±', '≥',
    '≤', '⌠', '⌡', '÷', '≈', '°', '∙', '·', '√', 'ⁿ', '²', '■', '\u{a0}',
];

/// Windows-1252 from 0x80 to 0x9F; the five that it leaves out stand for themselves.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The upper half of Macintosh Roman.
const MAC: [char; 128] = [
    'Ä', 'Å', 'Ç', 'É', 'Ñ', 'Ö', 'Ü', 'á', 'à', 'â', 'ä', 'ã', 'å', 'ç', 'é', 'è', 'ê', 'ë', 'í', 'ì', 'î', 'ï', 'ñ',
    'ó', 'ò', 'ô', 'ö', 'õ', 'ú', 'ù', 'û', 'ü', '†', '°', '¢', '£', '§', '•', '¶', 'ß', '®', '©', '™', '´', '¨', '≠',
    'Æ', 'Ø', '∞', '±', '≤', '≥', '¥', 'µ', '∂', '∑', '∏', 'π', '∫', 'ª', 'º', 'Ω', 'æ', 'ø', '¿', '¡', '¬', '√', 'ƒ',
    '≈', '∆', '«', '»', '…', '\u{a0}', 'À', 'Ã', 'Õ', 'Œ', 'œ', '–', '—', '“', '”', '‘', '’', '÷', '◊', 'ÿ', 'Ÿ', '⁄',
    '€', '‹', '›', 'ﬁ', 'ﬂ', '‡', '·', '‚', '„', '‰', 'Â', 'Ê', 'Á', 'Ë', 'È', 'Í', 'Î', 'Ï', 'Ì', 'Ó', 'Ô',
    '\u{f8ff}', 'Ò', 'Ú', 'Û', 'Ù', 'ı', 'ˆ', '˜', '¯', '˘', '˙', '˚', '¸', '˝', '˛', 'ˇ',
];

/// å ä ö Å Ä Ö é É in each of the three single-byte encodings, in the order ties are broken.
const SWEDISH: [(Encoding, [u8; 8]); 3] = [
    (Encoding::Cp437, [0x86, 0x84, 0x94, 0x8F, 0x8E, 0x99, 0x82, 0x90]),
    (Encoding::Windows1252, [0xE5, 0xE4, 0xF6, 0xC5, 0xC4, 0xD6, 0xE9, 0xC9]),
    (Encoding::Mac, [0x8C, 0x8A, 0x9A, 0x81, 0x80, 0x85, 0x8E, 0x83]),
];

/// What the lines seen so far say of the encoding.
#[derive(Clone, Debug)]
pub struct Evidence {
    utf8_lines: u32,
    other_lines: u32,
    /// How often each byte of the upper half stands in lines that are not UTF-8.
    seen: [u32; 128],
}

impl Default for Evidence {
    fn default() -> Self {
        Evidence { utf8_lines: 0, other_lines: 0, seen: [0; 128] }
    }
}

impl Evidence {
    /// Takes in a line.
    #[inline]
    pub fn line(&mut self, line: &[u8]) {
        if !line.is_ascii() {
            self.beyond_ascii(line);
        }
    }

    fn beyond_ascii(&mut self, line: &[u8]) {
        // Eight bytes at a time to the first that is not ASCII.
        let (words, _) = line.as_chunks();
        let plain = words.iter().take_while(|word| u64::from_ne_bytes(**word) & 0x8080_8080_8080_8080 == 0).count();
        let upper = line[plain * 8..].iter().filter(|byte| !byte.is_ascii());
        // No letter of UTF-8 begins with a byte that is a Swedish letter in code page 437 or of the Macintosh.
        let may_be_utf8 = upper.clone().next().is_some_and(|first| matches!(first, 0xC2..=0xF4));
        if may_be_utf8 && std::str::from_utf8(line).is_ok() {
            self.utf8_lines += 1;
            return;
        }
        self.other_lines += 1;
        upper.for_each(|byte| self.seen[usize::from(byte - 0x80)] += 1);
    }

    /// The encoding of the file. A few lines in another one do not change it: a line of CP437 can by chance be UTF-8, and a path
    /// can stand in Windows-1252.
    pub fn verdict(&self) -> Encoding {
        if self.utf8_lines > self.other_lines {
            return Encoding::Utf8;
        }
        if self.other_lines == 0 {
            return Encoding::Ascii;
        }
        let score = |letters: [u8; 8]| letters.iter().map(|byte| u64::from(self.seen[usize::from(*byte - 0x80)])).sum();
        let scores: [u64; 3] = SWEDISH.map(|(_, letters)| score(letters));
        let best = scores.iter().max().copied().unwrap_or(0);
        let found = scores.iter().position(|score| *score == best).unwrap_or(0);
        SWEDISH[found].0
    }

    /// Whether lines disagree on it.
    pub fn is_mixed(&self) -> bool {
        self.utf8_lines > 0 && self.other_lines > 0
    }
}

/// The bytes as text; every byte is something. What is ASCII is not copied.
pub fn decode(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    match encoding {
        Encoding::Cp437 | Encoding::Windows1252 | Encoding::Mac if !bytes.is_ascii() => {
            bytes.iter().map(|byte| letter(*byte, encoding)).collect()
        }
        _ => String::from_utf8_lossy(bytes),
    }
}

/// The same of bytes that nobody needs any more.
pub fn decode_owned(bytes: Vec<u8>, encoding: Encoding) -> String {
    match String::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => text,
        Ok(text) => decode(text.as_bytes(), encoding).into_owned(),
        Err(error) => decode(error.as_bytes(), encoding).into_owned(),
    }
}

fn letter(byte: u8, encoding: Encoding) -> char {
    let upper = usize::from(byte.wrapping_sub(0x80));
    match encoding {
        _ if byte < 0x80 => char::from(byte),
        Encoding::Mac => MAC[upper],
        Encoding::Windows1252 => WINDOWS_1252.get(upper).copied().unwrap_or(char::from(byte)),
        Encoding::Ascii | Encoding::Cp437 | Encoding::Utf8 => CP437[upper],
    }
}

/// The byte of a character in code page 437, if it has one.
pub fn cp437(character: char) -> Option<u8> {
    if character.is_ascii() {
        return Some(character as u8);
    }
    CP437.iter().position(|other| *other == character).map(|at| 0x80 + at as u8)
}
