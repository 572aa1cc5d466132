//! A node's rule as a formula that a spreadsheet reckons to the same öre.
//!
//! Spreadsheets count in binary floating point, in which tenths of a krona are not exact. So every formula works on whole numbers, öre or
//! whole kronor times a rate's own decimals, whose products stay below 10¹⁵, and rounds once: there such numbers are exact and ties fall
//! as the engine's do. What would be larger is refused when the workbook is made.

use super::place::Place;
use crate::derivation::{Made, NodeIx};
use crate::projection::{Rule, SubRule};
use crate::statement::{Counts, Reckon};

/// Products of whole numbers are kept below this, with room for the division's own rounding.
const EXACT: i128 = 1_000_000_000_000_000;
/// Rates are whole millionths.
const ONE: i64 = 1_000_000;

/// A value that no formula reckons exactly: its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLarge(pub String);

/// The places of nodes, and of what some rules need beside them.
pub trait Places {
    /// How a node is referred to from the cell that is written.
    fn of(&self, node: NodeIx) -> String;
    /// The node's place.
    fn place(&self, node: NodeIx) -> Place;
    /// The node's value.
    fn value(&self, node: NodeIx) -> i64;
    /// What it counts.
    fn counts(&self, node: NodeIx) -> Counts;
    /// The limbs of a chain of indices, lowest first.
    fn limbs(&self, indices: &[NodeIx]) -> Vec<String>;
    /// Of a split: the whole units of each part, and what remains of each.
    fn split(&self, operands: &[NodeIx], unit: i64) -> SplitPlaces;
}

/// Where a split's helpers stand.
pub struct SplitPlaces {
    /// All whole units.
    pub units: String,
    /// The whole units of each part.
    pub unit_of: Vec<String>,
    /// All remainders.
    pub rests: String,
    /// The remainder of each part.
    pub rest_of: Vec<String>,
    /// The remainders before each part; none before the first.
    pub before: Vec<Option<String>>,
}

/// The formula of what made a node, without its equals sign.
///
/// # Errors
/// [`TooLarge`] where a product would not be exact.
pub fn formula(places: &impl Places, made: &Made, operands: &[NodeIx], name: &str) -> Result<String, TooLarge> {
    let rule = match made {
        Made::Rule(rule) | Made::Posting { rule, .. } => rule,
        Made::Leaf(_) => return Err(TooLarge(name.to_owned())),
    };
    let ore = |node: NodeIx| format!("ROUND(100*{},0)", places.of(node));
    let scaled = |node: NodeIx, scale: i64| format!("ROUND({scale}*{},0)", places.of(node));
    let scale = |rate: NodeIx, with: i64| decimals(places.value(rate), with).ok_or(TooLarge(name.to_owned()));
    Ok(match (rule, operands) {
        (Reckon::Signed(signs), operands) => signed(places, signs, operands),
        (Reckon::Share, &[part, whole]) => {
            format!("IF({w}=0,\"\",ROUND({}*10000/ABS({}),0)/10000)", ore(part), ore(whole), w = places.of(whole))
        }
        (Reckon::Target, &[amount, share]) => {
            let scale = scale(share, places.value(amount))?;
            format!("ROUND({}*{}/{scale},0)/100", ore(amount), scaled(share, scale))
        }
        (Reckon::Each, &[amount, number]) => format!("ROUND({}/{},0)/100", ore(amount), places.of(number)),
        (Reckon::Number, &[number, share]) => {
            let scale = scale(share, places.value(number))?;
            format!("ROUND({}*{}/{scale},0)", places.of(number), scaled(share, scale))
        }
        (Reckon::Takt { months }, &[outcome]) => format!("ROUND({}*12/{},0)", ore(outcome), i64::from(*months) * 100),
        (Reckon::Spent, &[left, spent, budget]) => {
            fits(places.value(left), places.value(spent), name)?;
            format!("ROUND({}*{}/(100*{}),0)", ore(left), ore(spent), ore(budget))
        }
        (Reckon::Projection(rule), operands) => projected(places, *rule, operands, name)?,
        _ => return Err(TooLarge(name.to_owned())),
    })
}

fn projected(places: &impl Places, rule: Rule, operands: &[NodeIx], name: &str) -> Result<String, TooLarge> {
    let of = |node: NodeIx| places.of(node);
    let ore = |node: NodeIx| format!("ROUND(100*{},0)", of(node));
    let scaled = |node: NodeIx, scale: i64| format!("ROUND({scale}*{},0)", of(node));
    let too_large = || TooLarge(name.to_owned());
    Ok(match (rule, operands) {
        (Rule::Sum, operands) => signed(places, &vec![1; operands.len()], operands),
        (Rule::Difference, operands) => signed(places, &[1, -1], operands),
        (Rule::Grow, &[before, growth]) => {
            // The state's amount is whole kronor.
            let scale = decimals(places.value(growth) + ONE, places.value(before) / 100).ok_or_else(too_large)?;
            format!(
                "ROUND(ROUND({},0)*ROUND({scale}*(1+{}),0)/{},0)*1000",
                of(before),
                of(growth),
                i128::from(scale) * 1000
            )
        }
        (Rule::Part, &[state, share, whole]) => {
            let both = decimals(places.value(share), places.value(state));
            let scale = both.filter(|scale| places.value(whole) % (ONE / scale) == 0).ok_or_else(too_large)?;
            format!("ROUND({}*{}/{},0)/100", ore(state), scaled(share, scale), scaled(whole, scale))
        }
        (Rule::Split(part), [whole, ..]) => {
            let split = places.split(operands, part.unit);
            let rank = format!("SUMPRODUCT(({}>{})*1)", split.rests, split.rest_of[part.at]);
            let before = split.before[part.at].as_ref();
            let before =
                before.map_or(String::new(), |range| format!("+SUMPRODUCT(({range}={})*1)", split.rest_of[part.at]));
            let unit = part.unit;
            format!(
                "({unit}*{own}+MAX(0,MIN({unit},{whole}-{unit}*SUM({all})-{unit}*({rank}{before}))))/100",
                own = split.unit_of[part.at],
                whole = ore(*whole),
                all = split.units,
            )
        }
        (Rule::Third(part), &[whole]) => equal(&ore(whole), 3, part),
        (Rule::Half(part), &[whole]) => equal(&ore(whole), 2, part),
        (Rule::RoundKr, &[amount]) => format!("ROUND({},0)", of(amount)),
        (Rule::Indexed, [base, indices @ ..]) => {
            if i128::from(places.value(*base).abs()) * i128::from(ONE) >= EXACT {
                return Err(too_large());
            }
            // Base × Π(1 + index) in limbs of a million: what lies below the highest k limbs is the fraction, and is cut off before
            // öre are rounded to kronor, which it cannot change.
            let base = format!("ABS({})", ore(*base));
            let limbs = places.limbs(indices);
            let start = (String::new(), true);
            let (carried, _) = limbs.iter().fold(start, |(below, is_lowest), limb| match is_lowest {
                true => (format!("{base}*{limb}"), false),
                false => (format!("{base}*{limb}+INT(({below})/{ONE})"), false),
            });
            format!("SIGN({})*ROUND(({carried})/100,0)", of(operands[0]))
        }
        (Rule::Share | Rule::Consumed, &[amount, rate]) => {
            let scale = decimals(places.value(rate), places.value(amount)).ok_or_else(too_large)?;
            format!("ROUND({}*{}/{},0)", ore(amount), scaled(rate, scale), i128::from(scale) * 100)
        }
        (Rule::ConsumedSoFar { unit }, &[amount, rate]) => {
            let scale = decimals(places.value(rate), places.value(amount)).ok_or_else(too_large)?;
            let (amount, rate, below) = (ore(amount), scaled(rate, scale), i128::from(scale) * i128::from(unit));
            format!("ROUND({amount}*{rate}/{below},0)*{unit}/100")
        }
        (Rule::Interest, &[cash, rate]) => {
            let scale = decimals(places.value(rate), places.value(cash)).ok_or_else(too_large)?;
            format!("ROUND(MAX({},0)*{}/{},0)/100", ore(cash), scaled(rate, scale), i128::from(scale) * 3)
        }
        (Rule::Released { sign }, &[before, after]) if sign > 0 => format!("ROUND({}-{},2)", of(after), of(before)),
        (Rule::Released { .. }, &[before, after]) => format!("ROUND({}-{},2)", of(before), of(after)),
        _ => return Err(too_large()),
    })
}

/// One of so many equal parts of a whole in öre, what is left over going to the first.
fn equal(whole: &str, parts: i64, part: SubRule) -> String {
    let (unit, all) = (part.unit, parts * part.unit);
    let floor = format!("INT({whole}/{all})");
    format!("({unit}*{floor}+MAX(0,MIN({unit},{whole}-{all}*{floor}-{})))/100", part.at as i64 * unit)
}

/// How many parts of one a rate is counted in: as many as its own decimals need, and more while the product with the amount stays
/// exact, so that a finer rate can be tried.
fn decimals(rate: i64, with: i64) -> Option<i64> {
    let fits = |scale: &i64| {
        // A rate that is tried may be several times the model's own.
        let rate = i128::from(*scale) * 2;
        rate * i128::from(with.abs()) < EXACT
    };
    let scales = [ONE, 100_000, 10_000, 1_000, 100];
    scales.into_iter().find(|scale| fits(scale) && rate % (ONE / scale) == 0)
}

fn fits(a: i64, b: i64, name: &str) -> Result<(), TooLarge> {
    if (i128::from(a) * i128::from(b)).abs() < EXACT { Ok(()) } else { Err(TooLarge(name.to_owned())) }
}

/// A sum with signs, rounded to what its terms are whole numbers of: adding öre in floating point leaves a rest far below an öre.
fn signed(places: &impl Places, signs: &[i64], operands: &[NodeIx]) -> String {
    let Some(first) = operands.first() else { return "0".to_owned() };
    let of_sign = |wanted: i64| -> Vec<NodeIx> {
        signs.iter().zip(operands).filter(|(sign, _)| **sign == wanted).map(|(_, node)| *node).collect()
    };
    let (plus, minus) = (sum(places, &of_sign(1)), sum(places, &of_sign(-1)));
    let expression = match (plus.as_str(), minus.as_str()) {
        (plus, "") => plus.to_owned(),
        ("", minus) => format!("-{minus}"),
        (plus, minus) => format!("{plus}-{minus}"),
    };
    match places.counts(*first) {
        Counts::Ore => format!("ROUND({expression},2)"),
        Counts::Number => expression,
        Counts::TenThousandths | Counts::Millionths => format!("ROUND({expression},6)"),
    }
}

/// One node as it is, several as a `SUM` of ranges.
fn sum(places: &impl Places, nodes: &[NodeIx]) -> String {
    match nodes {
        [] => String::new(),
        [only] => places.of(*only),
        nodes => {
            let mut runs: Vec<(NodeIx, NodeIx)> = Vec::new();
            for node in nodes {
                match runs.last_mut() {
                    Some((_, last)) if places.place(*last).is_above(places.place(*node)) => *last = *node,
                    _ => runs.push((*node, *node)),
                }
            }
            let range = |(first, last): &(NodeIx, NodeIx)| match first == last {
                true => places.of(*first),
                false => format!("{}:{}", places.of(*first), places.place(*last).cell()),
            };
            // A function takes 255 arguments at most.
            let sums: Vec<String> = (runs.chunks(200))
                .map(|runs| format!("SUM({})", runs.iter().map(range).collect::<Vec<_>>().join(",")))
                .collect();
            if sums.len() == 1 { sums.concat() } else { format!("({})", sums.join("+")) }
        }
    }
}
