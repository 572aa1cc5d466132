//! Uppföljning: the worked year of docs/exempel, and what holds for any figures.

mod andringar;
mod facit;
mod methods;
mod tillit;

use crate::support::{Answer, finsam};
use std::path::Path;

/// Runs the program in the invented förbund's folder, a hundred columns wide.
fn exempel(args: &[&str]) -> Answer {
    finsam(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exempel"), args)
}
