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
/// Between the names of lines.
const LINE: i64 = 155;

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
    let height = if width == Width::Wide { 3_700 } else { 2_900 };
    let all = [&paths.main.amounts, &paths.target]
        .into_iter()
        .chain(paths.second.iter().chain(&paths.others).map(|path| &path.amounts));
    let edges = paths.bands.iter().flat_map(|band| band.edges.iter().flatten());
    let amounts = all.flatten().flatten().copied().chain(edges.flat_map(|(low, high)| [*low, *high]));
    let (low, high) = amounts.fold((0, 0), |(low, high), amount| (low.min(amount.ore()), high.max(amount.ore())));
    let ticks = ticks(low, high, 6, paths.unit.ore());
    let levels: Vec<String> = ticks.iter().map(|tick| sv::in_unit(Ore::new(*tick), paths.unit, false)).collect();
    let widest = levels.iter().map(|level| width_of(level, SMALL)).max().unwrap_or(0);
    let (top, bottom) = (260, height - 260);
    let ends = (ticks.first().copied().unwrap_or(0), ticks.last().copied().unwrap_or(1));
    let room = if width == Width::Wide { 2_450 } else { 480 };
    let frame = Frame {
        left: widest + 120,
        right: width.tenths() - room,
        top,
        bottom,
        years: paths.years.len() as i64,
        scale: Scale::new(ends, (bottom, top)),
    };
    let names = thinned(names(paths), &frame);
    // On a narrow page the lines are numbered, and their names stand in a list below.
    let list = if width == Width::Wide { 0 } else { LINE * names.len() as i64 + 120 };
    let mut canvas = Canvas::new(width, height + list);
    grid(&mut canvas, paths, &frame, ticks.iter().zip(&levels), width);
    for (at, band) in paths.bands.iter().enumerate() {
        area(&mut canvas, &frame, at, &band.edges);
    }
    let second = paths.second.iter().map(|path| ("andra", path));
    for (class, path) in paths.others.iter().map(|path| ("annan", path)).chain(second) {
        let from = paths.closed.saturating_sub(1);
        // The other scenarios leave the same last bokslut.
        let start = paths.main.amounts.get(from).copied().flatten().map(|amount| frame.point(from, amount));
        let mut points: Vec<_> = start.into_iter().chain(frame.points(&path.amounts)).collect();
        points.dedup();
        canvas.path(class, &points);
    }
    canvas.path("mal", &frame.points(&paths.target));
    main(&mut canvas, paths, &frame);
    labels(&mut canvas, &frame, &names, width);
    if width == Width::Narrow {
        numbered(&mut canvas, height, &names);
    }
    canvas
}

fn grid<'t>(
    canvas: &mut Canvas,
    paths: &Paths,
    frame: &Frame,
    ticks: impl Iterator<Item = (&'t i64, &'t String)>,
    width: Width,
) {
    canvas.text("enhet", (0, 130), format!("Belopp i {}", paths.unit.name()));
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
            // The first begins at its point, so that it does not meet the levels to the left.
            let (class, x) = if at == 0 { ("anmarkning-hoger", x - 50) } else { ("varde", x) };
            canvas.text(class, (x, (y - 110).max(frame.top - 60)), show(amount));
        }
    }
    for (at, words) in &paths.marks {
        if let Some(amount) = amounts.get(*at).copied().flatten() {
            let (x, y) = frame.point(*at, amount);
            canvas.shapes.push(Shape::Dot { class: "markering", x, y, r: 85 });
            note(canvas, paths, frame, (x, y), words);
        }
    }
}

/// What is pointed out at a point of the main path, where no line runs through the words: beside the point, or at the top or the foot of the
/// picture with a line to it.
fn note(canvas: &mut Canvas, paths: &Paths, frame: &Frame, (x, y): (i64, i64), words: &str) {
    let width = width_of(words, NAME) * 115 / 100;
    let lines = lines(paths, frame);
    let near = [(-1, y + 150), (1, y - 90), (-1, y - 90), (1, y + 150)];
    let far = [(-1, frame.bottom - 90), (1, frame.top + 130), (1, frame.bottom - 90), (-1, frame.top + 130)];
    let places = near.into_iter().map(|place| (place, false)).chain(far.into_iter().map(|place| (place, true)));
    let (from, to) = (frame.left, frame.right);
    let corners = |(side, foot): (i64, i64)| match side {
        ..0 => [(x - 110 - width, foot - NAME), (x - 110, foot + 40)],
        _ => [(x + 110, foot - NAME), (x + 110 + width, foot + 40)],
    };
    let is_free = |place: &((i64, i64), bool)| {
        let [(left, top), (right, bottom)] = corners(place.0);
        let inside = left >= from && right <= to && top >= frame.top - NAME && bottom <= frame.bottom;
        inside
            && !lines
                .iter()
                .any(|line| line.windows(2).any(|ends| crosses([ends[0], ends[1]], [(left, top), (right, bottom)])))
    };
    let ((side, foot), is_far) = places.clone().find(is_free).unwrap_or((near[0], false));
    if is_far {
        let end = if foot < y { foot - NAME } else { foot + 40 };
        let edge = if foot < y { y - 85 } else { y + 85 };
        canvas.line("hanvisning", (x, edge), (x, end));
    }
    let class = if side < 0 { "anmarkning" } else { "anmarkning-hoger" };
    let gap = if is_far { 60 } else { 110 };
    canvas.text(class, (x + side * gap, foot), words);
}

/// Every line that is drawn, as points.
fn lines(paths: &Paths, frame: &Frame) -> Vec<Vec<(i64, i64)>> {
    let start = paths.main.amounts.get(paths.closed.saturating_sub(1)).copied().flatten();
    let start = start.map(|amount| frame.point(paths.closed.saturating_sub(1), amount));
    let own = [&paths.main.amounts, &paths.target].map(|amounts| frame.points(amounts));
    let others = paths.others.iter().chain(&paths.second);
    let others = others.map(|path| start.into_iter().chain(frame.points(&path.amounts)).collect());
    own.into_iter().chain(others).collect()
}

/// Whether a straight line from one point to the other, left to right, meets a box.
fn crosses([(x1, y1), (x2, y2)]: [(i64, i64); 2], [(left, top), (right, bottom)]: [(i64, i64); 2]) -> bool {
    let (from, to) = (x1.max(left), x2.min(right));
    if from > to || x1 == x2 {
        return false;
    }
    let at = |x: i64| y1 + (y2 - y1) * (x - x1) / (x2 - x1);
    let (one, other) = (at(from), at(to));
    one.max(other) >= top && one.min(other) <= bottom
}

/// A line's name, its figure at its end, and where that is.
struct Named {
    class: &'static str,
    label: String,
    figure: String,
    year: usize,
    amount: Ore,
}

/// The lines from the highest to the lowest of their ends.
fn names(paths: &Paths) -> Vec<Named> {
    let named = |class, label: &str, amounts: &[Option<Ore>]| {
        let year = amounts.iter().rposition(Option::is_some)?;
        let amount = amounts[year]?;
        let figure = sv::in_unit(amount, paths.unit, false);
        Some(Named { class, label: label.to_owned(), figure, year, amount })
    };
    let mut found = vec![
        named("namn-plan", &paths.main.label, &paths.main.amounts),
        named("namn-mal", &paths.target_label, &paths.target),
    ];
    found.extend(paths.second.iter().map(|path| named("namn-andra", &path.label, &path.amounts)));
    found.extend(paths.others.iter().map(|path| named("namn", &path.label, &path.amounts)));
    for band in &paths.bands {
        // A band is named at its upper edge by both its ends.
        let upper: Vec<Option<Ore>> = band.edges.iter().map(|edge| edge.map(|(_, high)| high)).collect();
        let lower = band.edges.iter().rev().find_map(|edge| edge.map(|(low, _)| low));
        let lower = lower.map(|low| sv::in_unit(low, paths.unit, false));
        found.push(
            named("namn-band", &band.label, &upper).map(|of| Named {
                figure: lower.map_or(of.figure.clone(), |low| format!("{low}–{}", of.figure)),
                ..of
            }),
        );
    }
    let mut found: Vec<Named> = found.into_iter().flatten().collect();
    found.sort_by_key(|named| std::cmp::Reverse(named.amount));
    found
}

/// Without the names of thin lines that end so near another that both would not have room; the table has them all.
fn thinned(names: Vec<Named>, frame: &Frame) -> Vec<Named> {
    let level = |named: &Named| frame.point(named.year, named.amount).1;
    let mut taken: Vec<i64> = names.iter().filter(|named| named.class != "namn").map(level).collect();
    let mut has_room = |named: &Named| {
        let y = level(named);
        let is_free = named.class != "namn" || taken.iter().all(|other| (other - y).abs() >= LINE);
        if is_free {
            taken.push(y);
        }
        is_free
    };
    let is_kept: Vec<bool> = names.iter().map(&mut has_room).collect();
    names.into_iter().zip(is_kept).filter_map(|(named, is_kept)| is_kept.then_some(named)).collect()
}

/// The name of each line at its end, or its number, moved apart where they would lie on each other.
fn labels(canvas: &mut Canvas, frame: &Frame, names: &[Named], width: Width) {
    let ends: Vec<(i64, i64)> = names.iter().map(|named| frame.point(named.year, named.amount)).collect();
    let mut places: Vec<i64> = ends.iter().map(|(_, y)| *y).collect();
    spread(&mut places, LINE, (frame.top - 100, frame.bottom + 60));
    let x = frame.right + 200;
    for (at, ((named, (from, level)), y)) in names.iter().zip(ends).zip(places).enumerate() {
        canvas.line("ledare", (from + 60, level), (x - 40, y));
        let text = match width {
            Width::Wide => format!("{}\u{a0} {}", named.figure, named.label),
            Width::Narrow => (at + 1).to_string(),
        };
        // Bold words are wider.
        let size = if ["namn", "namn-band"].contains(&named.class) { NAME } else { NAME * 115 / 100 };
        canvas.text(named.class, (x, y + 42), cut(&text, size, canvas.width - x));
    }
}

/// What the numbers stand for, below the picture.
fn numbered(canvas: &mut Canvas, from: i64, names: &[Named]) {
    for (at, named) in names.iter().enumerate() {
        let y = from + LINE * at as i64 + 140;
        let room = canvas.width - width_of(&named.figure, NAME) - 400;
        canvas.text(named.class, (0, y), (at + 1).to_string());
        canvas.text(named.class, (260, y), cut(&named.label, NAME, room));
        canvas.text("siffra", (canvas.width, y), named.figure.clone());
    }
}
