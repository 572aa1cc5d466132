//! A path from one amount to another as bars of characters: each step begins where the one before it ended.

use crate::domain::money::Unit;
use crate::domain::sv;
use crate::statement::Step;

/// Narrower than this no bar says anything.
const NARROWEST: usize = 12;

/// Draws the steps, one a line: its name, its bar and its amount. A step that raises is filled, one that lowers is shaded.
pub fn waterfall(steps: &[Step], names: &[String], unit: Unit, width: usize) -> String {
    let amounts: Vec<String> = steps.iter().map(|step| sv::in_unit(moved(step), unit, false)).collect();
    let longest = |texts: &[String]| texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
    let (name_room, amount_room) = (longest(names), longest(&amounts));
    let room = width.min(100).saturating_sub(name_room + amount_room + 6);
    if room < NARROWEST {
        return String::new();
    }
    let ends = steps.iter().flat_map(|step| [step.from.ore(), step.to.ore()]);
    let (low, high) = ends.fold((0, 0), |(low, high), ore| (low.min(ore), high.max(ore)));
    let span = (i128::from(high) - i128::from(low)).max(1);
    // Both ends of the span have a place of their own, and so has zero.
    let column = |ore: i64| ((i128::from(ore) - i128::from(low)) * (room as i128 - 1) / span) as usize;
    let zero = column(0);
    let line = |(at, step): (usize, &Step)| {
        let (left, right) = (column(step.from.ore().min(step.to.ore())), column(step.from.ore().max(step.to.ore())));
        let fill = if moved(step).ore() < 0 { '░' } else { '█' };
        let mark = |place: usize| match place {
            place if left <= place && place <= right && step.from != step.to => fill,
            place if place == zero => '│',
            _ => ' ',
        };
        let bar: String = (0..room).map(mark).collect();
        let name = format!("{}{}", names[at], " ".repeat(name_room - names[at].chars().count()));
        let amount = format!("{}{}", " ".repeat(amount_room - amounts[at].chars().count()), amounts[at]);
        format!("  {name}  {amount}  {bar}").trim_end().to_owned() + "\n"
    };
    steps.iter().enumerate().map(line).collect()
}

/// What a step moves.
fn moved(step: &Step) -> crate::domain::money::Ore {
    crate::domain::money::Ore::new(step.to.ore() - step.from.ore())
}
