//! Amounts and rates as people write them, read exactly or refused with the right spelling (design §2.2).

use crate::diag::{Place, Problem, catalogue};
use crate::domain::money::{LIMIT_KR, Ore};
use crate::domain::rate::Rate;
use crate::domain::sv;
use rust_decimal::Decimal;

/// An amount in kronor: `14021041.50`, `14 021 041,50`, `−485 071`, with or without `kr`.
///
/// # Errors
/// F206 for `1,234` and `1.234`, F207 for anything that is no amount, F208 beyond 10¹² kr.
pub fn amount(text: &str, place: Place) -> Result<Ore, Problem> {
    let unreadable = || catalogue::unreadable_number(place, "14_021_041 eller \"14 021 041,50\"");
    let bare = text.trim().strip_suffix("kr").unwrap_or(text).trim();
    let (negative, digits) = match bare.strip_prefix(['-', sv::MINUS]) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, bare),
    };
    let separators = digits.matches([',', '.']).count();
    let (whole, decimals) = digits.split_once([',', '.']).unwrap_or((digits, ""));
    if separators == 1 && decimals.len() == 3 && !whole.contains([' ', sv::NBSP]) {
        let sign = if negative { "-" } else { "" };
        return Err(catalogue::ambiguous(
            place,
            &format!("\"{sign}{whole}{decimals}\" eller \"{sign}{whole},{decimals:.2}\""),
        ));
    }
    if separators > 1 || decimals.len() > 2 || (separators == 1 && decimals.is_empty()) {
        return Err(unreadable());
    }
    let whole = join_groups(whole).ok_or_else(unreadable)?;
    if !decimals.chars().all(|c| c.is_ascii_digit()) {
        return Err(unreadable());
    }
    if whole.len() > 13 {
        return Err(too_large(place));
    }
    let decimal = Decimal::from_str_exact(&format!("{whole}.{decimals:0<2}")).map_err(|_| unreadable())?;
    let ore = i64::try_from(decimal.mantissa()).map_err(|_| too_large(place))?;
    if ore >= LIMIT_KR * 100 {
        return Err(too_large(place));
    }
    Ok(Ore::new(if negative { -ore } else { ore }))
}

/// An amount of 10¹² kr or more.
pub fn too_large(place: Place) -> Problem {
    catalogue::amount_out_of_range(place, &format!("ett belopp är mindre än {} kr", sv::integer(LIMIT_KR)))
}

/// `14 021 041` with blanks only between groups of three, or plain digits.
fn join_groups(whole: &str) -> Option<String> {
    let groups: Vec<&str> = whole.split([' ', sv::NBSP, '\u{202f}']).collect();
    let digits = |group: &&str| !group.is_empty() && group.chars().all(|c| c.is_ascii_digit());
    let well_grouped = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    (groups.iter().all(digits) && well_grouped).then(|| groups.concat())
}

/// The limits of a kind of rate.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The least, in millionths.
    pub low: i64,
    /// The most, in millionths.
    pub high: i64,
}

impl Limits {
    /// A share of a whole.
    pub const SHARE: Limits = Limits { low: 0, high: 1_000_000 };
    /// An index or a growth: from halving to doubling in a year.
    pub const CHANGE: Limits = Limits { low: -500_000, high: 1_000_000 };
    /// A förbrukningsgrad.
    pub const FORBRUKNING: Limits = Limits { low: 0, high: 2_000_000 };
}

/// A rate: `0.20`, `0,20`, `20 %`, `-5 %`.
///
/// # Errors
/// F207 for anything that is no rate, F210 if it is finer than a millionth, F209 outside the limits.
pub fn rate(text: &str, limits: Limits, place: Place) -> Result<Rate, Problem> {
    let unreadable = || catalogue::unreadable_number(place, "\"0.20\" eller \"20 %\"");
    let trimmed = text.trim();
    let (number, percent) = match trimmed.strip_suffix('%') {
        Some(rest) => (rest.trim(), true),
        None => (trimmed, false),
    };
    let plain = number.replace(',', ".").replace(sv::MINUS, "-");
    let shape = plain.strip_prefix('-').unwrap_or(&plain);
    let well_formed = !shape.is_empty()
        && shape.chars().all(|c| c.is_ascii_digit() || c == '.')
        && shape.matches('.').count() <= 1
        && shape.starts_with(|c: char| c.is_ascii_digit())
        && !shape.ends_with('.');
    if !well_formed {
        return Err(unreadable());
    }
    let places = shape.split_once('.').map_or(0, |(_, decimals)| decimals.trim_end_matches('0').len());
    let allowed = if percent { 4 } else { 6 };
    if places > allowed {
        let cut = &plain[..plain.find('.').map_or(plain.len(), |dot| dot + 1 + allowed)];
        let cut = if number.contains(',') { cut.replace('.', ",") } else { cut.to_owned() };
        return Err(catalogue::rate_too_fine(place, &format!("\"{cut}{}\"", if percent { " %" } else { "" })));
    }
    let decimal = Decimal::from_str_exact(&plain).map_err(|_| unreadable())?;
    let value = if percent { decimal.checked_div(Decimal::ONE_HUNDRED) } else { Some(decimal) };
    let rate = value.and_then(Rate::from_decimal).ok_or_else(unreadable)?;
    within(rate, limits, place)
}

/// The rate, if it is within its limits.
///
/// # Errors
/// F209 outside them.
pub fn within(rate: Rate, limits: Limits, place: Place) -> Result<Rate, Problem> {
    if (limits.low..=limits.high).contains(&rate.millionths()) {
        return Ok(rate);
    }
    let show = |millionths| sv::percent(Rate::new(millionths));
    Err(catalogue::rate_out_of_range(place, &sv::percent(rate), &show(limits.low), &show(limits.high)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, FileId};

    fn read(text: &str) -> Result<i64, Code> {
        amount(text, Place::whole(FileId(0))).map(Ore::ore).map_err(|problem| problem.code)
    }

    #[test]
    fn amounts_people_write() {
        for (text, ore) in [
            ("14021041.50", 1_402_104_150),
            ("14 021 041,50", 1_402_104_150),
            ("14\u{a0}021\u{a0}041", 1_402_104_100),
            ("−485 071 kr", -48_507_100),
            ("0,5", 50),
            ("-0.05", -5),
            ("1 234,50", 123_450),
            ("999999999999,99", 99_999_999_999_999),
        ] {
            assert_eq!(read(text), Ok(ore), "{text}");
        }
    }

    #[test]
    fn amounts_that_are_refused() {
        for (text, code) in [
            ("1,234", Code::F206),
            ("1.234", Code::F206),
            ("-14.021", Code::F206),
            ("1.234.567", Code::F207),
            ("1 23 456", Code::F207),
            ("12,345,67", Code::F207),
            ("1,2345", Code::F207),
            ("", Code::F207),
            ("-", Code::F207),
            ("12e3", Code::F207),
            ("fem", Code::F207),
            ("1 000 000 000 000", Code::F208),
            ("99999999999999999999999999", Code::F208),
        ] {
            assert_eq!(read(text), Err(code), "{text}");
        }
    }

    #[test]
    fn rates_people_write() {
        let read = |text| rate(text, Limits::CHANGE, Place::whole(FileId(0))).map(Rate::millionths).map_err(|p| p.code);
        assert_eq!(read("0.20"), Ok(200_000));
        assert_eq!(read("20 %"), Ok(200_000));
        assert_eq!(read("2,5 %"), Ok(25_000));
        assert_eq!(read("−5 %"), Ok(-50_000));
        assert_eq!(read("85,5131 %"), Ok(855_131));
        assert_eq!(read("0.1234567"), Err(Code::F210));
        assert_eq!(read("1,23456 %"), Err(Code::F210));
        assert_eq!(read("3"), Err(Code::F209));
        assert_eq!(read("en femtedel"), Err(Code::F207));
        assert_eq!(read("0.1.2"), Err(Code::F207));
    }
}
