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

/// The most digits before the point that are whole öre in 64 bits whatever they are.
const MOST_DIGITS: usize = 16;

/// `-?digits[.d{1,2}]`, in öre, and what stands after it; nothing where something else begins, or there are very many digits.
pub fn plain(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let (mut kronor, mut rest) = (0_i64, digits);
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        // What wraps has too many digits, and is given up below.
        (kronor, rest) = (kronor.wrapping_mul(10).wrapping_add(i64::from(digit - b'0')), after);
    }
    if !(1..=MOST_DIGITS).contains(&(digits.len() - rest.len())) {
        return None;
    }
    let (ore, rest) = match rest {
        [b'.', tens @ b'0'..=b'9', ones @ b'0'..=b'9', after @ ..] => {
            (i64::from(tens - b'0') * 10 + i64::from(ones - b'0'), after)
        }
        [b'.', tens @ b'0'..=b'9', after @ ..] => (i64::from(tens - b'0') * 10, after),
        _ => (0, rest),
    };
    let sum = kronor * 100 + ore;
    Some((if digits.len() < bytes.len() { -sum } else { sum }, rest))
}

/// The same for a whole field, and with a remark `+`, a comma for the point, blanks between digits and a missing 0 before the point.
pub fn amount(field: &[u8]) -> Result<Amount, NoAmount> {
    match plain(field) {
        Some((ore, [])) => Ok(Amount { ore, is_odd: false }),
        _ => unusual(field),
    }
}

/// The same with what the format does not allow put right, and with more digits.
#[cold]
fn unusual(field: &[u8]) -> Result<Amount, NoAmount> {
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
    let is_odd = plain.len() < field.len() - usize::from(negative) || whole.is_empty() || plain.contains(',');
    Ok(Amount { ore: if negative { -ore } else { ore }, is_odd })
}

/// A day, and whether it is written in a way that the format does not allow: six digits, or dashes.
pub fn day(field: &[u8]) -> Option<(NaiveDate, bool)> {
    let (year, month_and_day, is_odd) = match field {
        [year @ .., m1, m2, d1, d2] if year.len() == 4 => (digits(year)?, [*m1, *m2, *d1, *d2], false),
        // Two digits of a year are of this century: the format is from 1992, and books are kept for seven years.
        [year @ .., m1, m2, d1, d2] if year.len() == 2 => (2_000 + digits(year)?, [*m1, *m2, *d1, *d2], true),
        [year @ .., b'-', m1, m2, b'-', d1, d2] if year.len() == 4 => (digits(year)?, [*m1, *m2, *d1, *d2], true),
        _ => return None,
    };
    let month_and_day = digits(&month_and_day)?;
    let day = NaiveDate::from_ymd_opt(year as i32, month_and_day / 100, month_and_day % 100)?;
    Some((day, is_odd))
}

/// Up to nine digits as a number; of more the value means nothing.
#[inline]
pub fn digits(field: &[u8]) -> Option<u32> {
    let mut sum = 0_u32;
    for byte in field {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        sum = sum.wrapping_mul(10).wrapping_add(u32::from(digit));
    }
    Some(sum)
}

/// The first day of a month written `YYYYMM`.
pub fn month(field: &[u8]) -> Option<NaiveDate> {
    let number = digits(field).filter(|_| field.len() == 6)?;
    NaiveDate::from_ymd_opt((number / 100) as i32, number % 100, 1)
}

/// A number of up to nine digits.
pub fn whole(field: &[u8]) -> Option<u32> {
    digits(field).filter(|_| (1..=9).contains(&field.len()))
}
