//! Amounts one under the other, each with its name and figure above its bar: shares of a whole, and a bridge from one to another.

use super::scale::{cut, width_of};
use super::{Canvas, Scale, Width};
use crate::domain::money::Unit;
use crate::statement::{Bar, Step, Target};

/// Height of text.
const NAME: i64 = 125;
/// How high a row is, and its bar.
const ROW: i64 = 420;
const BAR: i64 = 130;
/// The line above a bridge that says where nothing is, and the unit.
const SCALE: i64 = 170;
/// The line above it where the target is named.
const LINE: i64 = 160;

/// The words of a row: its name to the left and its figure to the right, above the bar.
fn words(canvas: &mut Canvas, y: i64, (class, label): (&'static str, &str), figure: &str) {
    let room = canvas.width - width_of(figure, NAME) - 250;
    // Bold words are wider.
    let size = if class == "etikett-hel" { NAME * 115 / 100 } else { NAME };
    canvas.text(class, (0, y + 130), cut(label, size, room));
    canvas.text("siffra", (canvas.width, y + 130), figure);
}

/// Bars from nothing, or to the left of it for what is less.
pub(super) fn bars(bars: &[Bar], width: Width) -> Canvas {
    let mut canvas = Canvas::new(width, ROW * bars.len() as i64);
    let amounts = bars.iter().map(|bar| bar.amount.ore());
    let (low, high) = amounts.fold((0, 1), |(low, high), amount| (low.min(amount), high.max(amount)));
    let scale = Scale::new((low, high), (0, canvas.width));
    for (at, bar) in bars.iter().enumerate() {
        let y = at as i64 * ROW;
        words(&mut canvas, y, ("etikett", &bar.label), &bar.figure);
        canvas.bar("fylld", (scale.at(0), y + 190), (scale.at(bar.amount.ore()), y + 190 + BAR));
    }
    canvas
}

/// Steps from one whole amount to another: whole amounts filled, what raises hatched, what lowers grey; the target is dotted.
pub(super) fn waterfall(steps: &[Step], target: Option<&Target>, unit: Unit, width: Width) -> Canvas {
    // The target has a line of its own above the bars, so that its words meet neither the zero nor the unit.
    let top = SCALE + if target.is_some() { LINE } else { 0 };
    let mut canvas = Canvas::new(width, top + ROW * steps.len() as i64);
    let amounts = steps.iter().flat_map(|step| [step.from.ore(), step.to.ore()]);
    let amounts = amounts.chain(target.map(|target| target.amount.ore()));
    let (low, high) = amounts.fold((0, 1), |(low, high), amount| (low.min(amount), high.max(amount)));
    let scale = Scale::new((low, high), (20, canvas.width - 60));
    let zero = scale.at(0);
    canvas.text("ar", (zero.max(40), 120), "0");
    // The unit stands where the zero does not.
    let (class, x) = if zero < canvas.width / 2 { ("skala", canvas.width) } else { ("enhet", 0) };
    canvas.text(class, (x, 120), format!("Belopp i {}", unit.name()));
    let target = target.map(|target| (scale.at(target.amount.ore()), target));
    if let Some((x, target)) = target {
        let half = width_of(&target.label, NAME) / 2;
        let middle = x.clamp(half.min(canvas.width / 2), (canvas.width - half).max(canvas.width / 2));
        canvas.text("ar", (middle, 120 + LINE), target.label.clone());
    }
    for (at, step) in steps.iter().enumerate() {
        let y = top + at as i64 * ROW;
        // The line of nothing runs beside the bars only, not through the words.
        canvas.line("noll", (zero, y + 165), (zero, y + 215 + BAR));
        let is_whole = at == 0 || at + 1 == steps.len();
        let (from, to) = (scale.at(step.from.ore()), scale.at(step.to.ore()));
        let class = match (is_whole, step.to >= step.from) {
            (true, _) => "fylld",
            (false, true) => "okning",
            (false, false) => "minskning",
        };
        words(&mut canvas, y, (if is_whole { "etikett-hel" } else { "etikett" }, &step.label), &step.figure);
        canvas.bar(class, (from, y + 190), (to, y + 190 + BAR));
        if at + 1 < steps.len() {
            canvas.line("ledare", (to, y + 190 + BAR), (to, y + ROW + 190));
        }
        if let Some((x, _)) = target {
            // On a filled bar the dots need a ground of their own.
            canvas.line("malgrund", (x, y + 185), (x, y + 225 + BAR));
            canvas.line("malstreck", (x, y + 185), (x, y + 225 + BAR));
        }
    }
    canvas
}
