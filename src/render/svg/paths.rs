//! Amounts over the years: outcome solid, projection dashed, other scenarios thin, the target dotted, and every line with its name at
//! its end.

use super::scale::{cut, spread, ticks, width_of};
use super::{Canvas, Scale, Shape, Width, joined};
use crate::domain::money::Ore;
use crate::domain::sv;
use crate::statement::Paths;

/// Heights of text.
const SMALL: i64 = 110;
const NAME: i64 = 120;

/// Where the years and the amounts lie.
struct Frame {
    left: i64,
    right: i64,
    top: i64,
    bottom: i64,
    years: i64,
    scale: Scale,
}

impl Frame {
    fn x(&self, year: usize) -> i64 {
        self.left + (self.right - self.left) * year as i64 / (self.years - 1).max(1)
    }

    fn point(&self, year: usize, amount: Ore) -> (i64, i64) {
        (self.x(year), self.scale.at(amount.ore()))
    }

    /// The points of a path, where it has amounts.
    fn points(&self, amounts: &[Option<Ore>]) -> Vec<(i64, i64)> {
        let numbered = amounts.iter().enumerate();
        numbered.filter_map(|(at, amount)| amount.map(|amount| self.point(at, amount))).collect()
    }
}

/// Draws the paths.
pub(super) fn draw(paths: &Paths, width: Width) -> Canvas {
    let height = if width == Width::Wide { 4_200 } else { 3_600 };
    let mut canvas = Canvas::new(width, height);
    let all = [&paths.main.amounts, &paths.target].into_iter().chain(paths.others.iter().map(|path| &path.amounts));
    let edges = paths.bands.iter().flat_map(|band| band.edges.iter().flatten());
    let amounts = all.flatten().flatten().copied().chain(edges.flat_map(|(low, high)| [*low, *high]));
    let (low, high) = amounts.fold((0, 0), |(low, high), amount| (low.min(amount.ore()), high.max(amount.ore())));
    let ticks = ticks(low, high, 6, paths.unit.ore());
    let names: Vec<String> = ticks.iter().map(|tick| sv::in_unit(Ore::new(*tick), paths.unit, false)).collect();
    let widest = names.iter().map(|name| width_of(name, SMALL)).max().unwrap_or(0);
    let (top, bottom) = (260, height - 260);
    let ends = (ticks.first().copied().unwrap_or(0), ticks.last().copied().unwrap_or(1));
    let room = if width == Width::Wide { 2_250 } else { 1_250 };
    let frame = Frame {
        left: widest + 120,
        right: canvas.width - room,
        top,
        bottom,
        years: paths.years.len() as i64,
        scale: Scale::new(ends, (bottom, top)),
    };
    grid(&mut canvas, paths, &frame, ticks.iter().zip(&names), width);
    for (at, band) in paths.bands.iter().enumerate() {
        area(&mut canvas, &frame, at, &band.edges);
    }
    for path in &paths.others {
        let from = paths.closed.saturating_sub(1);
        // The other scenarios leave the same last bokslut.
        let start = paths.main.amounts.get(from).copied().flatten().map(|amount| frame.point(from, amount));
        let points: Vec<_> = start.into_iter().chain(frame.points(&path.amounts)).collect();
        canvas.path("annan", &points);
    }
    canvas.path("mal", &frame.points(&paths.target));
    main(&mut canvas, paths, &frame);
    labels(&mut canvas, paths, &frame, width);
    canvas
}

fn grid<'t>(
    canvas: &mut Canvas,
    paths: &Paths,
    frame: &Frame,
    ticks: impl Iterator<Item = (&'t i64, &'t String)>,
    width: Width,
) {
    canvas.text("enhet", (0, 130), paths.unit.name());
    for (tick, name) in ticks {
        let y = frame.scale.at(*tick);
        let class = if *tick == 0 { "noll" } else { "rutnat" };
        canvas.line(class, (frame.left - 40, y), (frame.right + 60, y));
        canvas.text("skala", (frame.left - 90, y + 38), name);
    }
    // Where eight years do not fit, every other has its name, the last always.
    let step = if width == Width::Narrow && paths.years.len() > 5 { 2 } else { 1 };
    for (at, year) in paths.years.iter().enumerate().filter(|(at, _)| (paths.years.len() - 1 - at).is_multiple_of(step))
    {
        canvas.text("ar", (frame.x(at), frame.bottom + 190), year.to_string());
    }
}

fn area(canvas: &mut Canvas, frame: &Frame, at: usize, edges: &[Option<(Ore, Ore)>]) {
    let there = || edges.iter().enumerate().filter_map(|(at, edge)| edge.map(|edge| (at, edge)));
    let mut points: Vec<(i64, i64)> = there().map(|(at, (_, high))| frame.point(at, high)).collect();
    let lower: Vec<(i64, i64)> = there().map(|(at, (low, _))| frame.point(at, low)).collect();
    points.extend(lower.into_iter().rev());
    canvas.shapes.push(Shape::Area { class: format!("band{at}"), points: joined(&points) });
}

/// The path that the picture is about, with what is pointed out on it.
fn main(canvas: &mut Canvas, paths: &Paths, frame: &Frame) {
    let amounts = &paths.main.amounts;
    let closed = paths.closed.min(amounts.len());
    canvas.path("prognos", &frame.points(amounts)[closed.saturating_sub(1)..]);
    canvas.path("utfall", &frame.points(&amounts[..closed]));
    for (at, (x, y)) in frame.points(amounts).into_iter().enumerate() {
        let class = if at < closed { "punkt" } else { "ring" };
        canvas.shapes.push(Shape::Dot { class, x, y, r: 38 });
    }
    let show = |amount: Ore| sv::in_unit(amount, paths.unit, false);
    for at in [0, closed.saturating_sub(1)] {
        if let Some(amount) = amounts.get(at).copied().flatten() {
            let (x, y) = frame.point(at, amount);
            canvas.text("varde", (x, (y - 110).max(frame.top - 60)), show(amount));
        }
    }
    for (at, words) in &paths.marks {
        if let Some(amount) = amounts.get(*at).copied().flatten() {
            let (x, y) = frame.point(*at, amount);
            canvas.shapes.push(Shape::Dot { class: "markering", x, y, r: 85 });
            // Below the path, where the other lines have not yet come.
            canvas.text("anmarkning", (x - 110, y + 150), words);
        }
    }
}

/// The name of each line at its end, moved apart where they would lie on each other.
fn labels(canvas: &mut Canvas, paths: &Paths, frame: &Frame, width: Width) {
    let last = |amounts: &[Option<Ore>]| {
        let at = amounts.iter().rposition(Option::is_some)?;
        amounts[at].map(|amount| (frame.point(at, amount), sv::in_unit(amount, paths.unit, false)))
    };
    let mut found: Vec<(&'static str, (i64, i64), String)> = Vec::new();
    let mut add = |class, label: &str, amounts: &[Option<Ore>], with_figure: bool| {
        if let Some((point, figure)) = last(amounts) {
            let text = if with_figure { format!("{figure}\u{a0} {label}") } else { label.to_owned() };
            found.push((class, point, text));
        }
    };
    add("namn-plan", &paths.main.label, &paths.main.amounts, true);
    add("namn-mal", &paths.target_label, &paths.target, false);
    for path in &paths.others {
        add("namn", &path.label, &path.amounts, width == Width::Wide);
    }
    for band in &paths.bands {
        let upper: Vec<Option<Ore>> = band.edges.iter().map(|edge| edge.map(|(_, high)| high)).collect();
        add("namn", &band.label, &upper, width == Width::Wide);
    }
    let mut places: Vec<i64> = found.iter().map(|(_, (_, y), _)| *y).collect();
    spread(&mut places, 155, (frame.top - 100, frame.bottom + 60));
    let x = frame.right + 200;
    for ((class, from, text), y) in found.into_iter().zip(places) {
        canvas.line("ledare", (from.0 + 60, from.1), (x - 40, y));
        canvas.text(class, (x, y + 42), cut(&text, NAME, canvas.width - x));
    }
}
