//! Pictures as SVG: where things lie, in whole tenths of a pixel, and how they are written. The look is `templates/bild.css`, which
//! tells things apart by dashes and hatching before it does so by colour.
//!
//! Each picture is drawn for the width it is shown in, wide or narrow, rather than scaled: text keeps its size on a phone.

mod columns;
mod paths;
mod rows;
mod scale;

use crate::statement::{Drawing, Picture};
use askama::Template;
use scale::Scale;

/// How wide a picture is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// For a page or a screen.
    Wide,
    /// For a phone.
    Narrow,
}

impl Width {
    /// In tenths of a pixel.
    fn tenths(self) -> i64 {
        match self {
            Width::Wide => 7_200,
            Width::Narrow => 3_400,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Width::Wide => "bred",
            Width::Narrow => "smal",
        }
    }
}

/// Something drawn. `class` is its style in `bild.css`.
enum Shape {
    Line { class: &'static str, x1: i64, y1: i64, x2: i64, y2: i64 },
    Path { class: &'static str, points: String },
    Area { class: String, points: String },
    Box { class: &'static str, x: i64, y: i64, width: i64, height: i64 },
    Dot { class: &'static str, x: i64, y: i64, r: i64 },
    Text { class: &'static str, x: i64, y: i64, text: String },
}

/// What has been drawn so far.
struct Canvas {
    width: i64,
    height: i64,
    shapes: Vec<Shape>,
}

impl Canvas {
    fn new(width: Width, height: i64) -> Self {
        Canvas { width: width.tenths(), height, shapes: Vec::new() }
    }

    fn line(&mut self, class: &'static str, (x1, y1): (i64, i64), (x2, y2): (i64, i64)) {
        self.shapes.push(Shape::Line { class, x1, y1, x2, y2 });
    }

    fn path(&mut self, class: &'static str, points: &[(i64, i64)]) {
        self.shapes.push(Shape::Path { class, points: joined(points) });
    }

    fn text(&mut self, class: &'static str, (x, y): (i64, i64), text: impl Into<String>) {
        self.shapes.push(Shape::Text { class, x, y, text: text.into() });
    }

    /// A box between two corners, whichever way round they are.
    fn bar(&mut self, class: &'static str, (x1, y1): (i64, i64), (x2, y2): (i64, i64)) {
        let (x, y) = (x1.min(x2), y1.min(y2));
        self.shapes.push(Shape::Box { class, x, y, width: (x2 - x1).abs(), height: (y2 - y1).abs() });
    }
}

fn joined(points: &[(i64, i64)]) -> String {
    points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
}

#[derive(Template)]
#[template(path = "bild.svg", whitespace = "minimize")]
struct Drawn<'p> {
    picture: &'p Picture,
    /// Ids within a page that shows the picture twice.
    name: String,
    width: &'static str,
    canvas: Canvas,
    /// Styles of its own, for a picture in a file by itself.
    style: Option<&'static str>,
}

/// The look of every picture.
pub const STYLE: &str = include_str!("../../../templates/bild.css");

/// The picture as an element of a page that has [`STYLE`].
pub fn element(picture: &Picture, width: Width) -> String {
    draw(picture, width, None)
}

/// The picture as a file of its own.
pub fn file(picture: &Picture) -> String {
    let mut text = draw(picture, Width::Wide, Some(STYLE));
    text.push('\n');
    text
}

fn draw(picture: &Picture, width: Width, style: Option<&'static str>) -> String {
    let canvas = match &picture.drawing {
        Drawing::Paths(paths) => paths::draw(paths, width),
        Drawing::Bars(bars) => rows::bars(bars, width),
        Drawing::Columns(columns) => columns::draw(columns, width),
        Drawing::Waterfall { steps, target, unit } => rows::waterfall(steps, target.as_ref(), *unit, width),
    };
    let name = format!("{}-{}", picture.id, width.name());
    let drawn = Drawn { picture, name, width: width.name(), canvas, style };
    drawn.render().expect("a picture has nothing that can fail to be written")
}
