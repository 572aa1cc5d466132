//! A path from one amount to another as bars of characters: each step begins where the one before it ended.

use crate::statement::Step;

/// Narrower than this no bar says anything.
const NARROWEST: usize = 12;
/// Wider than this the eye loses the line.
const WIDEST: usize = 100;

/// Draws the steps, one a line: its name, its figure and its bar. A step that raises is filled, one that lowers is shaded.
pub fn waterfall(steps: &[Step], names: &[String], width: usize) -> String {
    let length = |text: &str| text.chars().count();
    let name_room = names.iter().map(|name| length(name)).max().unwrap_or(0);
    let figure_room = steps.iter().map(|step| length(&step.figure)).max().unwrap_or(0);
    let room = width.min(WIDEST).saturating_sub(name_room + figure_room + 6);
    if room < NARROWEST {
        return String::new();
    }
    let ends = steps.iter().flat_map(|step| [step.from.ore(), step.to.ore()]);
    let (low, high) = ends.fold((0, 0), |(low, high), ore| (low.min(ore), high.max(ore)));
    let span = (i128::from(high) - i128::from(low)).max(1);
    // Both ends of the span have a place of their own, and so has zero.
    let column = |ore: i64| ((i128::from(ore) - i128::from(low)) * (room as i128 - 1) / span) as usize;
    let zero = column(0);
    let line = |(step, name): (&Step, &String)| {
        let (from, to) = (column(step.from.ore()), column(step.to.ore()));
        let fill = if step.to < step.from { '░' } else { '█' };
        let mark = |place: usize| match place {
            place if (from.min(to)..=from.max(to)).contains(&place) && step.from != step.to => fill,
            place if place == zero => '│',
            _ => ' ',
        };
        let bar: String = (0..room).map(mark).collect();
        let (after, before) = (name_room - length(name), figure_room - length(&step.figure));
        let line = format!("  {name}{:after$}  {:before$}{}  {bar}", "", "", step.figure);
        format!("{}\n", line.trim_end())
    };
    steps.iter().zip(names).map(line).collect()
}
