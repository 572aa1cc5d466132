//! Swedish numbers and names: the only place that writes them.

use super::money::{Ore, Unit};
use super::period::{Period, Span, Year};
use super::rate::Rate;
use super::source::Status;
use chrono::Datelike;

/// A word as ids and files spell it: trimmed, in lower case, and without å, ä and ö.
pub fn ascii(word: &str) -> String {
    word.trim().to_lowercase().replace(['å', 'ä'], "a").replace('ö', "o")
}

/// Between groups of three digits, and between a number and its unit, so that lines never break there.
pub const NBSP: char = '\u{a0}';
/// The minus sign of printed numbers.
pub const MINUS: char = '\u{2212}';
/// What a cell shows when there is no figure, which is not the same as 0.
pub const NOTHING: &str = "–";

/// `14 021 041`, `−485`.
pub fn integer(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    if number < 0 {
        out.push(MINUS);
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(NBSP);
        }
        out.push(digit);
    }
    out
}

/// An amount in kronor with two decimals: `−2 091 517,74`.
pub fn kr_ore(amount: Ore) -> String {
    let magnitude = amount.ore().unsigned_abs();
    let sign = if amount.ore() < 0 { MINUS.to_string() } else { String::new() };
    format!("{sign}{},{:02}", integer((magnitude / 100) as i64), magnitude % 100)
}

/// An amount in kronor with its unit, with öre only if there are any: `2 780 400 kr`, `−2 091 517,74 kr`.
pub fn kr(amount: Ore) -> String {
    let number = if amount.ore() % 100 == 0 { integer(amount.ore() / 100) } else { kr_ore(amount) };
    format!("{number}{NBSP}kr")
}

/// An amount rounded to the unit, without the unit's name; whole kronor unless `with_ore`.
pub fn in_unit(amount: Ore, unit: Unit, with_ore: bool) -> String {
    match unit {
        Unit::Kr if with_ore => kr_ore(amount),
        Unit::Kr => integer(super::money::round_half_away(i128::from(amount.ore()), 100) as i64),
        Unit::Tkr => integer(amount.rounded(Unit::Tkr)),
        Unit::Mnkr => kr_ore(Ore::new(amount.rounded(Unit::Mnkr))),
    }
}

/// An amount with the unit's name: `−2 573 tkr`.
pub fn with_unit(amount: Ore, unit: Unit) -> String {
    match unit {
        Unit::Kr => kr(amount),
        _ => format!("{}{NBSP}{}", in_unit(amount, unit, false), unit.name()),
    }
}

/// A rate in per cent with at least one decimal and all that it has: `20,0 %`, `85,5131 %`.
pub fn percent(rate: Rate) -> String {
    let magnitude = rate.millionths().unsigned_abs();
    let sign = if rate.millionths() < 0 { MINUS.to_string() } else { String::new() };
    let decimals = format!("{:04}", magnitude % 10_000);
    let decimals = match decimals.trim_end_matches('0') {
        "" => "0",
        some => some,
    };
    format!("{sign}{},{decimals}{NBSP}%", integer((magnitude / 10_000) as i64))
}

/// As [`percent`], a whole number of per cent without a decimal: a source that says `70 %` has not said `70,0 %`.
pub fn percent_as_given(rate: Rate) -> String {
    if rate.millionths() % 10_000 == 0 { percent(rate).replace(",0", "") } else { percent(rate) }
}

/// A share held with four decimals, as per cent with one: 0,8058 is `80,6 %`.
pub fn share(ten_thousandths: i64) -> String {
    let tenths = super::money::round_half_away(i128::from(ten_thousandths), 10) as i64;
    let sign = if tenths < 0 { MINUS.to_string() } else { String::new() };
    let magnitude = tenths.unsigned_abs();
    format!("{sign}{},{}{NBSP}%", integer((magnitude / 10) as i64), magnitude % 10)
}

/// `beslutad`, `förslag`, `preliminär`, `antagande`.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Beslutad => "beslutad",
        Status::Forslag => "förslag",
        Status::Preliminar => "preliminär",
        Status::Antagande => "antagande",
    }
}

/// `2025`, `jan–aug 2024`, `T2 2026 (maj–aug)`.
pub fn period(year: Year, period: Period) -> String {
    match period {
        Period::Helar => year.to_string(),
        Period::JanAug => format!("jan–aug {year}"),
        Period::T1 => format!("T1 {year} (jan–apr)"),
        Period::T2 => format!("T2 {year} (maj–aug)"),
        Period::T3 => format!("T3 {year} (sep–dec)"),
    }
}

/// As [`period`], for the heading of a narrow column: `T2 2026`.
pub fn period_short(year: Year, period: Period) -> String {
    match period {
        Period::T1 | Period::T2 | Period::T3 => format!("{} {year}", period.name()),
        period => self::period(year, period),
    }
}

/// The months as running text has them.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// A span in words: `jan–aug 2024`, `sep–dec 2024`.
pub fn span(span: Span) -> String {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
    let month = |date: chrono::NaiveDate| MONTHS[date.month0() as usize];
    format!("{}–{} {}", month(span.from), month(span.last_day()), span.year())
}

/// Years as a phrase: `2026`, `2026–2028`, `2026, 2028–2030`.
pub fn years(years: &[Year]) -> String {
    let mut runs: Vec<(Year, Year)> = Vec::new();
    for &year in years {
        match runs.last_mut() {
            Some((_, last)) if last.next() == year => *last = year,
            _ => runs.push((year, year)),
        }
    }
    let text =
        |&(first, last): &(Year, Year)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    runs.iter().map(text).collect::<Vec<_>>().join(", ")
}

/// The text with every number held together, and with the unit after it: `14 716 797 kr` never breaks.
pub fn hold(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let held = |at: usize| {
        let before = at > 0 && chars[at - 1].is_ascii_digit();
        let after = chars[at + 1..].iter().collect::<String>();
        let unit = ["kr", "tkr", "mnkr", "%", "§"].iter().any(|unit| after.starts_with(unit));
        before && (after.starts_with(|c: char| c.is_ascii_digit()) || unit)
    };
    (0..chars.len()).map(|at| if chars[at] == ' ' && held(at) { NBSP } else { chars[at] }).collect()
}

/// Two years as narrow as can be: `2026–27`.
pub fn years_short(first: Year, last: Year) -> String {
    format!("{first}–{:02}", last.number() % 100)
}

/// `a, b och c`.
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} och {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_swedes_write_them() {
        assert_eq!(integer(-14_021_041), "−14\u{a0}021\u{a0}041");
        assert_eq!(integer(0), "0");
        assert_eq!(kr(Ore::new(-209_151_774)), "−2\u{a0}091\u{a0}517,74\u{a0}kr");
        assert_eq!(kr(Ore::new(278_040_000)), "2\u{a0}780\u{a0}400\u{a0}kr");
        assert_eq!(percent(Rate::new(200_000)), "20,0\u{a0}%");
        assert_eq!(percent(Rate::new(855_131)), "85,5131\u{a0}%");
        assert_eq!(percent(Rate::new(-50_000)), "−5,0\u{a0}%");
        assert_eq!(share(8_058), "80,6\u{a0}%");
        assert_eq!(in_unit(Ore::new(-257_306_700), Unit::Mnkr, false), "−2,57");
        assert_eq!(in_unit(Ore::new(-40), Unit::Kr, false), "0");
    }

    #[test]
    fn years_in_runs() {
        let y = |n| Year::new(n).expect("a year");
        assert_eq!(years(&[y(2026), y(2027), y(2029)]), "2026–2027, 2029");
    }
}
