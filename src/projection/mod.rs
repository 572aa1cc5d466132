//! A scenario carried forward year by year, written once and read twice (design §1, §5).
//!
//! [`compile()`] turns a förbund and a scenario into a [`Model`]; [`run()`] carries it forward over a [`Reading`]: [`Plain`] öre for
//! speed, [`Traced`] for derivations and postings. Both call the same named [`Rule`]s.

mod changed;
mod compile;
mod economy;
mod helarsprognos;
mod label;
mod model;
mod postings;
mod reading;
mod rule;
mod run;
mod withheld;

pub use compile::{compile, fits};
pub use economy::Economy;
pub use helarsprognos::{
    Alike, Figures, Method, Spent, Way, alike, forbrukning, forecast, rest, spent, spent_of, takt, takt_of, way,
};
pub use label::{label, label_of};
pub use model::{AmountPlan, Chain, Key, Model, Slot, SlotIx, StatePlan, What, YearPlan};
pub use postings::{Projection, project};
pub use reading::{Entry, Node, NodeIx, Plain, PlainFactor, Reading, Traced};
pub use rule::{KR, Rule, SubRule};
pub use run::{Scratch, YearFigures, run};

/// Years carried forward in plain öre from the model's own values; `None` if an amount overflowed (the traced run says where).
pub fn plain(model: &Model) -> Option<Vec<YearFigures<i64>>> {
    let slots: Vec<i64> = model.slots.iter().map(|slot| slot.default).collect();
    let mut years = Vec::with_capacity(model.years.len());
    plain_into(model, &slots, &mut Scratch::default(), &mut years).then_some(years)
}

/// As [`plain`], with slots of the caller's own and without an allocation once the buffers have grown. `false` on overflow.
pub fn plain_into(
    model: &Model,
    slots: &[i64],
    scratch: &mut Scratch<i64, reading::PlainFactor>,
    years: &mut Vec<YearFigures<i64>>,
) -> bool {
    let mut reading = Plain::new(slots);
    run(model, &mut reading, scratch, years);
    !reading.overflowed()
}
