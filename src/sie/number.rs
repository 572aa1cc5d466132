//! Amounts and days as SIE files write them (4B 5.9, 5.10), and as real programs do.

use chrono::NaiveDate;

/// An amount that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Öre, debit positive.
    pub ore: i64,
    /// Whether it is written in a way that the format does not allow: `+`, a comma, blanks between.
    pub is_odd: bool,
}

/// Why there is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAmount {
    /// Nothing is written.
    Empty,
    /// More than two decimals.
    Decimals,
    /// No number, or one too large for 64 bits of öre.
    Unreadable,
}

/// `-?digits[.d{1,2}]`, and with a remark `+`, a comma for the point, blanks between digits and a missing 0 before the point.
pub fn amount(field: &[u8]) -> Result<Amount, NoAmount> {
    let (negative, digits) = match field {
        [] => return Err(NoAmount::Empty),
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let mut kronor: i64 = 0;
    let mut at = 0;
    while let Some(digit) = digits.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
        let more = kronor.checked_mul(10).and_then(|kronor| kronor.checked_add(i64::from(digit)));
        kronor = more.ok_or(NoAmount::Unreadable)?;
        at += 1;
    }
    let ore = match digits[at..] {
        [] if at > 0 => 0,
        [b'.', tens, ones] if at > 0 && tens.is_ascii_digit() && ones.is_ascii_digit() => {
            i64::from(tens - b'0') * 10 + i64::from(ones - b'0')
        }
        [b'.', tens] if at > 0 && tens.is_ascii_digit() => i64::from(tens - b'0') * 10,
        _ => return odd(field),
    };
    let sum = kronor.checked_mul(100).and_then(|whole| whole.checked_add(ore)).ok_or(NoAmount::Unreadable)?;
    Ok(Amount { ore: if negative { -sum } else { sum }, is_odd: false })
}

/// The same with what the format does not allow put right.
#[cold]
fn odd(field: &[u8]) -> Result<Amount, NoAmount> {
    let text = std::str::from_utf8(field).map_err(|_| NoAmount::Unreadable)?.trim();
    if text.is_empty() {
        return Err(NoAmount::Empty);
    }
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}')).collect();
    let (whole, decimals) = plain.split_once(['.', ',']).unwrap_or((&plain, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(decimals) || (whole.is_empty() && decimals.is_empty()) {
        return Err(NoAmount::Unreadable);
    }
    if decimals.len() > 2 {
        return Err(NoAmount::Decimals);
    }
    let ore: i128 = format!("{whole}{decimals:0<2}").parse().map_err(|_| NoAmount::Unreadable)?;
    let ore = i64::try_from(ore).map_err(|_| NoAmount::Unreadable)?;
    Ok(Amount { ore: if negative { -ore } else { ore }, is_odd: true })
}

/// A day, and whether it is written in a way that the format does not allow: six digits, or dashes.
pub fn day(field: &[u8]) -> Option<(NaiveDate, bool)> {
    let mut digits = [0_u8; 8];
    let (count, is_odd) = match field.len() {
        8 => (8, false),
        6 => (6, true),
        10 if field[4] == b'-' && field[7] == b'-' => (8, true),
        _ => return None,
    };
    let wanted = field.iter().filter(|byte| !(field.len() == 10 && **byte == b'-'));
    let mut given = 0;
    for (slot, byte) in digits[8 - count..].iter_mut().zip(wanted) {
        *slot = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        given += 1;
    }
    if given != count {
        return None;
    }
    let number = |from: usize, to: usize| digits[from..to].iter().fold(0, |sum, digit| sum * 10 + i32::from(*digit));
    // Two digits of a year are of this century: the format is from 1992, and books are kept for seven years.
    let year = if count == 6 { 2000 + number(2, 4) } else { number(0, 4) };
    let day = NaiveDate::from_ymd_opt(year, number(4, 6) as u32, number(6, 8) as u32)?;
    Some((day, is_odd))
}

/// The first day of a month written `YYYYMM`.
pub fn month(field: &[u8]) -> Option<NaiveDate> {
    if field.len() != 6 || !field.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digits = field.iter().fold(0_i32, |sum, byte| sum * 10 + i32::from(byte - b'0'));
    NaiveDate::from_ymd_opt(digits / 100, (digits % 100) as u32, 1)
}
