//! The rules in words, and what a rounded value was before it was rounded.

use crate::domain::rate::ONE;
use crate::domain::sv;
use crate::projection::{KR, Rule};
use crate::statement::Reckon;
use num_bigint::BigInt;

/// An exact fraction of what a node counts, before rounding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exact {
    /// Over.
    pub numerator: BigInt,
    /// Under; more than 0.
    pub denominator: BigInt,
    /// To what it was rounded: `kr`, `öre`, `1 000 kr`.
    pub to: &'static str,
}

/// Where a whole is split: the exact share, of which a part by largest remainder is less than a unit away.
pub const SHARE: &str = "hel enhet, så att delarna blir det hela";

impl Exact {
    /// Whether a value is exactly this, so that nothing was rounded.
    pub fn is(&self, value: i64) -> bool {
        self.numerator == BigInt::from(value) * &self.denominator
    }

    fn new(numerator: BigInt, denominator: impl Into<BigInt>, to: &'static str) -> Option<Exact> {
        let denominator = denominator.into();
        (denominator > BigInt::ZERO).then_some(Exact { numerator, denominator, to })
    }

    /// Over and under in what the node counts, öre for amounts: `38480895/1`.
    pub fn fraction(&self) -> String {
        format!("{}/{}", self.numerator, self.denominator)
    }

    /// The fraction with `decimals` decimals, cut off and not rounded, each unit being `per` of what the node counts; and whether
    /// there is more.
    pub fn decimal(&self, per: i64, decimals: u32) -> (String, bool) {
        let scale = BigInt::from(10).pow(decimals);
        let (over, under) = (self.numerator.magnitude() * scale.magnitude(), &self.denominator * per);
        let whole = &over / under.magnitude();
        let more = &whole * under.magnitude() != over;
        let (units, rest) = (&whole / scale.magnitude(), &whole % scale.magnitude());
        let sign = if self.numerator < BigInt::ZERO { sv::MINUS.to_string() } else { String::new() };
        let units =
            u64::try_from(units).ok().and_then(|units| i64::try_from(units).ok()).map_or_else(String::new, sv::integer);
        (format!("{sign}{units},{:0>1$}", rest.to_string(), decimals as usize), more)
    }
}

/// What the rule makes of its operands before it rounds; none for a rule that never rounds.
pub fn exact(rule: &Reckon, operands: &[i64]) -> Option<Exact> {
    let big = |value: i64| BigInt::from(value);
    match (rule, operands) {
        (Reckon::Share, &[part, whole]) => Exact::new(big(part) * 10_000, whole.checked_abs()?, "fyra decimaler"),
        (Reckon::Degree, &[part, whole]) => Exact::new(big(part) * ONE, whole, "sex decimaler"),
        (Reckon::Target, &[amount, share]) => Exact::new(big(amount) * share, ONE, "öre"),
        (Reckon::Each, &[amount, number]) => Exact::new(big(amount), number, "öre"),
        (Reckon::Number, &[number, share]) => Exact::new(big(number) * share, ONE, "heltal"),
        (Reckon::Takt { months }, &[outcome]) => Exact::new(big(outcome) * 12, i64::from(*months), "hela kronor"),
        (Reckon::Spent, &[left, spent, budget]) => Exact::new(big(left) * spent, budget, "hela kronor"),
        (Reckon::Projection(rule), operands) => of_projection(*rule, operands),
        _ => None,
    }
}

fn of_projection(rule: Rule, operands: &[i64]) -> Option<Exact> {
    let big = |value: i64| BigInt::from(value);
    match (rule, operands) {
        (Rule::Grow, &[before, growth]) => Exact::new(big(before) * (ONE + growth), ONE, "1 000 kr"),
        (Rule::Part, &[state, share, of]) => Exact::new(big(state) * share, of, "öre"),
        (Rule::Split(_), [whole, weights @ ..]) => {
            let Rule::Split(part) = rule else { return None };
            let sum: BigInt = weights.iter().map(|weight| big(*weight)).sum();
            Exact::new(big(*whole) * weights.get(part.at)?, sum, SHARE)
        }
        (Rule::Third(_), &[whole]) => Exact::new(big(whole), 3, SHARE),
        (Rule::Half(_), &[whole]) => Exact::new(big(whole), 2, SHARE),
        (Rule::ConsumedSoFar { unit }, &[amount, rate]) => {
            Exact::new(big(amount) * rate, ONE, if unit == KR { "hela kronor" } else { "öre" })
        }
        (Rule::RoundKr, &[amount]) => Exact::new(big(amount), 1, "hela kronor"),
        (Rule::Indexed, [base, indices @ ..]) => {
            let start = (big(*base), BigInt::from(1));
            let (over, under) = indices.iter().fold(start, |(over, under), index| (over * (ONE + index), under * ONE));
            Exact::new(over, under, "hela kronor")
        }
        (Rule::Share | Rule::Consumed, &[amount, rate]) => Exact::new(big(amount) * rate, ONE, "hela kronor"),
        (Rule::Interest, &[cash, rate]) => Exact::new(big(cash.max(0)) * rate, 3 * ONE, "öre"),
        _ => None,
    }
}

/// Whether the signs before the operands say all there is to say of the rule.
pub fn is_plain_sum(rule: &Reckon) -> bool {
    matches!(rule, Reckon::Signed(signs) if !signs.is_empty())
}

/// The rule as a revisor reads it.
pub fn words(rule: &Reckon) -> String {
    match rule {
        Reckon::Signed(signs) if signs.is_empty() => "ingenting har hänt: summan är 0".to_owned(),
        Reckon::Signed(signs) => match signs[..] {
            [1] => "detsamma".to_owned(),
            [-1] => "med omvänt tecken".to_owned(),
            [1, -1] => "det första minus det andra".to_owned(),
            _ if signs.iter().all(|sign| *sign == 1) => "summa".to_owned(),
            _ => "summa med tecken".to_owned(),
        },
        Reckon::Share => "det första delat med det andra, avrundat till fyra decimaler".to_owned(),
        Reckon::Degree => "det första delat med det andra, avrundat till sex decimaler".to_owned(),
        Reckon::Target => "belopp × andel, avrundat till öre".to_owned(),
        Reckon::Each => "belopp delat med antal, avrundat till öre".to_owned(),
        Reckon::Number => "antal × andel, avrundat till heltal".to_owned(),
        Reckon::Takt { months } => format!("utfall × 12 / {months} månader, avrundat till hela kronor"),
        Reckon::Spent => {
            "kvar av budgeten × stängda års kostnader / deras budget, avrundat till hela kronor".to_owned()
        }
        Reckon::Shortfall => "underskottet om det är negativt, annars 0".to_owned(),
        Reckon::Least => "det minsta av det som är kvar av underskottet och det som finns att ta".to_owned(),
        Reckon::Projection(rule) => of_projection_in_words(*rule),
    }
}

fn of_projection_in_words(rule: Rule) -> String {
    let unit = |ore: i64| match ore {
        1 => "öre".to_owned(),
        KR => "hela kronor".to_owned(),
        ore => format!("hela {}", sv::kr(crate::domain::money::Ore::new(ore))),
    };
    match rule {
        Rule::Sum => "summa".to_owned(),
        Rule::Difference => "det första minus det andra".to_owned(),
        Rule::Grow => "året före × (1 + tillväxt), avrundat till 1 000 kr".to_owned(),
        Rule::Part => "statens belopp × partens andel / statens andel, avrundat till öre (FinsamL 5 §)".to_owned(),
        Rule::Split(part) => format!(
            "del {} av det första, fördelat efter de följande talen i {} med största rest",
            part.at + 1,
            unit(part.unit)
        ),
        Rule::Third(part) => {
            format!("tertial {} av tre lika delar i {} med största rest", part.at + 1, unit(part.unit))
        }
        Rule::Half(part) => {
            format!("del {} av två lika delar i {} med största rest", part.at + 1, unit(part.unit))
        }
        Rule::ConsumedSoFar { unit: of } => {
            format!("budget från årets början × förbrukningsgrad, avrundat till {}", unit(of))
        }
        Rule::RoundKr => "avrundat till hela kronor".to_owned(),
        Rule::Indexed => {
            "basbelopp × (1 + index) för varje år efter basåret, avrundat en gång till hela kronor".to_owned()
        }
        Rule::Share => "belopp × andel, avrundat till hela kronor".to_owned(),
        Rule::Consumed => "budget × förbrukningsgrad, avrundat till hela kronor".to_owned(),
        Rule::Interest => {
            "likvida medel vid tertialets början × räntesats / 3, avrundat till öre; ingen ränta på underskott"
                .to_owned()
        }
        Rule::Released { sign } if sign > 0 => "det andra minus det första: en skuld som växer är pengar in".to_owned(),
        Rule::Released { .. } => "det första minus det andra: en fordran som växer är pengar ut".to_owned(),
    }
}
