//! A few series over a few groups as columns, each with its figure on top. The series are told apart by filling: hatched, full, open.

use super::scale::width_of;
use super::{Canvas, Scale, Width};
use crate::statement::Columns;

/// Height of text.
const NAME: i64 = 120;
/// How the series are filled, by position.
const FILLED: [[&str; 3]; 3] =
    [["fylld", "fylld", "fylld"], ["streckad", "fylld", "fylld"], ["oppen", "streckad", "fylld"]];

/// Draws the columns.
pub(super) fn draw(columns: &Columns, width: Width) -> Canvas {
    let mut canvas = Canvas::new(width, 2_900);
    let values = columns.series.iter().flat_map(|series| series.values.iter().flatten().map(|(value, _)| *value));
    let (low, high) = values.fold((0, 1), |(low, high), value| (low.min(value), high.max(value)));
    let (top, bottom) = (540, canvas.height - 240);
    let scale = Scale::new((low, high), (bottom, top));
    let fillings = FILLED[columns.series.len().clamp(1, 3) - 1];
    key(&mut canvas, columns, fillings);
    let group = canvas.width / columns.groups.len().max(1) as i64;
    let series = columns.series.len().max(1) as i64;
    // A fifth of a group is air, and a column is never wider than it needs to be for its figure.
    let column = (group * 4 / 5 / series).min(900);
    let missing = if column < width_of("saknas", NAME) { "–" } else { "saknas" };
    for (at, name) in columns.groups.iter().enumerate() {
        let middle = group * at as i64 + group / 2;
        let left = middle - column * series / 2;
        canvas.text("ar", (middle, canvas.height - 60), name);
        for (nth, of) in columns.series.iter().enumerate() {
            let x = left + column * nth as i64;
            let Some((value, figure)) = of.values.get(at).and_then(Option::as_ref) else {
                canvas.text("topp", (x + column / 2, scale.at(0) - 50), missing);
                continue;
            };
            let (y, zero) = (scale.at(*value), scale.at(0));
            canvas.bar(fillings[nth.min(2)], (x + 20, zero), (x + column - 20, y));
            canvas.text("topp", (x + column / 2, y.min(zero) - 50), figure);
        }
    }
    canvas.line("noll", (0, scale.at(0)), (canvas.width, scale.at(0)));
    canvas
}

/// What the fillings stand for, above the columns.
fn key(canvas: &mut Canvas, columns: &Columns, fillings: [&'static str; 3]) {
    let mut x = 0;
    for (at, series) in columns.series.iter().enumerate() {
        canvas.bar(fillings[at.min(2)], (x + 10, 40), (x + 150, 160));
        canvas.text("etikett", (x + 210, 145), &series.label);
        x += 210 + width_of(&series.label, NAME) + 250;
    }
}
