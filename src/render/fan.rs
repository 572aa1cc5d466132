//! The fan of outcomes as a chart of characters: light where nine runs of ten go, dark where half of them do, a line in the middle.

use super::chart::nice_step;
use crate::domain::sv;

/// A fan, in the chart's unit.
#[derive(Clone, Debug)]
pub struct Fan {
    /// The years.
    pub years: Vec<String>,
    /// 5, 25, 50, 75 and 95 % a year.
    pub bands: Vec<[i64; 5]>,
    /// The scenario as it is.
    pub own: Vec<i64>,
    /// The target.
    pub target: i64,
}

/// How many lines the chart is high, about.
const HEIGHT: i64 = 20;
/// Room for the scale.
const SCALE: usize = 8;
/// A year takes at most so many columns.
const WIDEST: usize = 16;

/// Draws the fan. Between two years its edges are straight lines.
pub fn draw(fan: &Fan, width: usize) -> String {
    let ends = fan.bands.iter().flatten().chain(&fan.own).copied();
    let (low, high) = ends.fold((0, fan.target), |(low, high), value| (low.min(value), high.max(value)));
    let step = nice_step((high - low) / HEIGHT + 1);
    let row_of = |value: i64| (2 * value + step).div_euclid(2 * step);
    let gap = (width.saturating_sub(SCALE + 4) / (fan.years.len() - 1).max(1)).clamp(4, WIDEST);
    let columns = gap * (fan.years.len() - 1) + 1;
    let mut out = String::new();
    for level in (row_of(low)..=row_of(high)).rev() {
        let mark = |column: usize| {
            let at = |values: &dyn Fn(usize) -> i64| row_of(between(values, column, gap));
            let [p5, p25, p50, p75, p95] = std::array::from_fn(|share| at(&|year| fan.bands[year][share]));
            match level {
                level if column.is_multiple_of(gap) && level == at(&|year| fan.own[year]) => 'o',
                level if level == p50 => '━',
                level if (p25..=p75).contains(&level) => '▓',
                level if (p5..=p95).contains(&level) => '░',
                level if level == row_of(fan.target) => '┄',
                0 => '─',
                _ => ' ',
            }
        };
        let line: String = (0..columns).map(mark).collect();
        let scale = sv::integer(level * step);
        out.push_str(format!("{scale:>7} {line}").trim_end());
        out.push('\n');
    }
    let names: String = fan.years.iter().map(|year| format!("{year:<gap$}")).collect();
    out.push_str(&format!("{:width$}{}\n", "", names.trim_end(), width = SCALE - 1));
    out.push_str(&format!("{:SCALE$}░ nio av tio   ▓ hälften   ━ mitten   o scenariot som det är   ┄ målet\n", ""));
    out
}

/// The value at a column, on a straight line between the years on either side of it.
fn between(values: &dyn Fn(usize) -> i64, column: usize, gap: usize) -> i64 {
    let (year, part) = (column / gap, (column % gap) as i64);
    let from = values(year);
    if part == 0 { from } else { from + (values(year + 1) - from) * part / gap as i64 }
}
