//! Free text in a file (`#PROSA`): lines of ours put among the records that say what the file is, and taken out again, with the checksum
//! over what then stands there. A file is a text here, a letter a byte as code page 437 has them, so that it can go back and forth.

use super::encoding::{Encoding, cp437, decode};
use super::ksumma::Ksumma;

/// What ends a line of ours.
const END: &str = "\r\n";

/// The file as a text, a letter a byte.
pub fn letters(bytes: &[u8]) -> String {
    decode(bytes, Encoding::Cp437).into_owned()
}

/// The text as bytes again; a letter that the code page lacks is a question mark.
pub fn bytes(text: &str) -> Vec<u8> {
    text.chars().map(|letter| cp437(letter).unwrap_or(b'?')).collect()
}

/// The file with a `#PROSA` for each of the texts, after `#SIETYP` as the format orders its records (4B 5.12). Nothing in the format
/// says that free text stands once, and a short line is kinder to other programs than a long one.
pub fn with(file: &str, texts: &[String]) -> String {
    let mut out = String::with_capacity(file.len());
    for line in file.split_inclusive(END) {
        out.push_str(line);
        if line.starts_with("#SIETYP ") {
            texts.iter().for_each(|text| out.push_str(&format!("#PROSA \"{text}\"{END}")));
        }
    }
    summed(&out)
}

/// The file without the texts that begin so, and the texts. Its checksum is that of what is left, if it was right before.
pub fn without(file: &str, begins: &str) -> (String, Vec<String>) {
    let mark = format!("#PROSA \"{begins}");
    let (mut bare, mut texts) = (String::with_capacity(file.len()), Vec::new());
    for line in file.split_inclusive(END) {
        match line.strip_prefix(&mark).and_then(|rest| rest.trim_end().strip_suffix('"')) {
            Some(rest) => texts.push(format!("{begins}{rest}")),
            None => bare.push_str(line),
        }
    }
    let bare = if summed(file) == file { summed(&bare) } else { bare };
    (bare, texts)
}

/// On which line of the file a line of the one without texts stands, both from 1.
pub fn line_in(file: &str, begins: &str, line: usize) -> usize {
    let mark = format!("#PROSA \"{begins}");
    let own = file.split_inclusive(END).enumerate().filter(|(_, text)| !text.starts_with(&mark));
    own.map(|(at, _)| at + 1).nth(line.saturating_sub(1)).unwrap_or(line)
}

/// The file with the checksum that it should have, if it has one at all.
fn summed(file: &str) -> String {
    let mut sum = Ksumma::default();
    let mut out = String::with_capacity(file.len());
    for line in file.split_inclusive(END) {
        match line.trim_end_matches(END) {
            "#KSUMMA" => sum.record(None),
            record if sum.is_open() && record.starts_with("#KSUMMA ") => {
                out.push_str(&format!("#KSUMMA {}{END}", sum.so_far()));
                sum.record(Some(b""));
                continue;
            }
            record if sum.is_open() => sum.line(&bytes(record)),
            _ => {}
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_a_letter_and_back() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(bytes(&letters(&all)), all);
    }

    #[test]
    fn texts_go_in_and_out_and_the_checksum_follows() {
        let records =
            |more: &str| format!("#SIETYP 4\r\n{more}#FNAMN \"Å i ö\"\r\n#KONTO 1915 \"Kassa \\\"special\\\"\"\r\n");
        let file = summed(&format!("#FLAGGA 0\r\n#KSUMMA\r\n{}#KSUMMA 1\r\n", records("")));
        let texts = ["x ett".to_owned(), "x två".to_owned()];
        let with_texts = with(&file, &texts);
        assert!(with_texts.contains(&records("#PROSA \"x ett\"\r\n#PROSA \"x två\"\r\n")));
        assert_ne!(file.lines().last(), with_texts.lines().last(), "the sum is over the texts too");
        assert_eq!(without(&with_texts, "x "), (file.clone(), texts.to_vec()));
        // Somebody else's text stays, and a wrong sum is not mended.
        assert_eq!(without(&with_texts, "y ").1, Vec::<String>::new());
        let wrong = with_texts.replace("Kassa", "Kassor");
        assert_eq!(without(&wrong, "x ").0.lines().last(), with_texts.lines().last());
        assert_eq!((line_in(&with_texts, "x ", 3), line_in(&with_texts, "x ", 4)), (3, 6));
    }
}
