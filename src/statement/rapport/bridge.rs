//! The bridge from the scenario that the report is seen through to another: what makes the difference, cause by cause; and where the other
//! is the förbund's proposal for a budget, what the board would decide.

use super::{Block, Section};
use crate::diag::Place;
use crate::domain::money::Unit;
use crate::domain::sv;
use crate::projection::Economy;
use crate::statement::picture::{Drawing, Picture, Target};
use crate::statement::{BY_NAME, bridge_year, jamfor, outlook, picture_unit, plan};
use chrono::NaiveDate;

/// From `from` to `to`, or a line that says that there is no other scenario.
pub(super) fn section(
    economy: &Economy,
    from: usize,
    to: Option<usize>,
    (unit, today): (Unit, NaiveDate),
    place: &dyn Fn(Place) -> String,
) -> Section {
    let (id, title) = ("bryggan", "Vad som skiljer två scenarier");
    let missing = |why: &str| Section::new(id, title, vec![Block::Missing(why.to_owned())]);
    let Some(to) = to else { return missing("Det finns inget annat scenario att jämföra med.") };
    let year = bridge_year(economy, &[from, to]);
    let Ok(comparison) = jamfor(economy, &[from, to], year, unit, BY_NAME, place) else {
        return missing("Scenarierna når inte samma år och kan inte jämföras.");
    };
    let Some(view) = comparison.bridges.into_iter().next() else { return missing("Inget skiljer scenarierna.") };
    let [first, second] = [from, to].map(|scenario| economy.scenarios[scenario].name.as_str());
    let mut steps = view.steps;
    if let [start, causes @ .., end] = steps.as_mut_slice() {
        for (at, cause) in causes.iter_mut().enumerate() {
            cause.label.insert_str(0, &format!("{}. ", at + 1));
        }
        start.label = format!("Eget kapital {year}: {first}");
        end.label = format!("Eget kapital {year}: {second}");
    }
    let reached = outlook(economy, to, economy.last_year(to));
    let target = reached.years.iter().find(|reached| reached.year == year).map(|reached| Target {
        amount: reached.target,
        label: format!("Målet {year}: {}", sv::in_unit(reached.target, picture_unit(unit), false)),
    });
    let picture = Picture {
        id: "bryggan",
        key: String::new(),
        title: format!("Från ”{first}” till ”{second}”, eget kapital {year}"),
        text: view.points.join(" "),
        drawing: Drawing::Waterfall { steps, target, unit: picture_unit(unit) },
    };
    let mut blocks = vec![Block::Picture(picture), Block::Beside(view.table, unit)];
    if economy.forbund.budget_proposal.as_ref() != Some(&economy.scenarios[to].id) {
        return Section::new(id, title, blocks);
    }
    let year = economy.forbund.next_budget();
    let decisions = plan(economy, to, year, today, unit).map_or(Vec::new(), |plan| plan.decisions);
    if !decisions.is_empty() {
        let title = format!("Att besluta, om budgeten {year} blir som förslaget");
        blocks.push(Block::List { title, items: decisions, numbered: true });
    }
    Section::new(id, format!("{second}: vad det ändrar"), blocks)
}
