//! The bridge from the scenario that the report is seen through to another: what makes the difference, cause by cause.

use super::{Block, Section};
use crate::diag::Place;
use crate::domain::money::Unit;
use crate::projection::Economy;
use crate::statement::picture::{Drawing, Picture};
use crate::statement::{bridge_year, jamfor};

/// From `from` to `to`, or a line that says that there is no other scenario.
pub(super) fn section(
    economy: &Economy,
    from: usize,
    to: Option<usize>,
    unit: Unit,
    place: &dyn Fn(Place) -> String,
) -> Section {
    let (id, title) = ("bryggan", "Vad som skiljer två scenarier");
    let missing = |why: &str| Section::new(id, title, vec![Block::Missing(why.to_owned())]);
    let Some(to) = to else { return missing("Det finns inget annat scenario att jämföra med.") };
    let year = bridge_year(economy, &[from, to]);
    let Ok(comparison) = jamfor(economy, &[from, to], year, unit, place) else {
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
    let picture = Picture {
        id: "bryggan",
        title: format!("Från ”{first}” till ”{second}”, eget kapital {year}"),
        text: view.points.join(" "),
        drawing: Drawing::Waterfall { steps, unit },
    };
    Section::new(id, title, vec![Block::Picture(picture), Block::Beside(view.table, unit)])
}
