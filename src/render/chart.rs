//! The paths of eget kapital as a chart of characters: bars for the first scenario, a letter for each of the others.

use crate::domain::sv;

/// A scenario's path, in the chart's unit.
#[derive(Clone, Debug)]
pub struct Path {
    /// Its name in the legend.
    pub name: String,
    /// Its value a year, where it has one.
    pub values: Vec<Option<i64>>,
}

/// So many scenarios have a letter each; the tables show them all.
const LETTERS: usize = 26;
/// How many lines the chart is high.
const HEIGHT: i64 = 14;
/// Room for the scale.
const SCALE: usize = 8;

/// Draws the paths over the years with the target and zero as lines across.
pub fn chart(years: &[String], paths: &[Path], target: i64, width: usize) -> String {
    let paths = &paths[..paths.len().min(LETTERS + 1)];
    let all = paths.iter().flat_map(|path| path.values.iter().flatten().copied());
    let (low, high) = all.fold((0, target.max(1)), |(low, high), value| (low.min(value), high.max(value)));
    let step = nice_step((high - low) / HEIGHT + 1);
    let (bottom, top) = (low.div_euclid(step), (high + step - 1).div_euclid(step));
    let row_of = |value: i64| (2 * value + step).div_euclid(2 * step);
    let slot = (width.saturating_sub(SCALE) / years.len().max(1)).clamp(4, paths.len() + 4);
    let mut out = String::new();
    for level in (bottom..=top).rev() {
        let line: String =
            (0..years.len()).map(|year| cell(paths, year, level, slot, row_of(target), row_of)).collect();
        let scale = sv::integer(level * step);
        out.push_str(format!("{scale:>7} {line}").trim_end());
        out.push('\n');
    }
    let names: String = years.iter().map(|year| format!("{year:<slot$}")).collect();
    out.push_str(format!("{:SCALE$}{}", "", names.trim_end()).trim_end());
    out.push('\n');
    out.push_str(&legend(paths, width));
    out
}

/// 1, 2 or 5 times a power of ten, at least `least`.
pub(super) fn nice_step(least: i64) -> i64 {
    let mut power = 1;
    loop {
        for factor in [1, 2, 5] {
            if factor * power >= least {
                return factor * power;
            }
        }
        power *= 10;
    }
}

/// One year's part of one line.
fn cell(paths: &[Path], year: usize, level: i64, slot: usize, target: i64, row_of: impl Fn(i64) -> i64) -> String {
    let background = match level {
        level if level == target => '┄',
        0 => '─',
        _ => ' ',
    };
    let mut marks: Vec<char> = vec![background; slot];
    let value = |path: &Path| path.values.get(year).copied().flatten().map(&row_of);
    if let Some(row) = paths.first().and_then(value) {
        let filled =
            if row >= 0 { (0..=row).contains(&level) && (level > 0 || row == 0) } else { (row..0).contains(&level) };
        if filled {
            marks[0] = '█';
            marks[1] = '█';
        }
    }
    let room = slot - 3;
    let base = paths.first().and_then(|path| path.values.get(year).copied().flatten());
    for (at, path) in paths.iter().enumerate().skip(1) {
        // A scenario that has not yet parted from the first is under its bar.
        let own = path.values.get(year).copied().flatten();
        if value(path) == Some(level) && own != base {
            let mark = &mut marks[2 + (at - 1) % room];
            *mark = if mark.is_ascii_alphabetic() || *mark == '*' { '*' } else { letter(at) };
        }
    }
    marks.into_iter().collect()
}

/// The letter of a scenario after the first.
fn letter(at: usize) -> char {
    char::from(b'a' + (at - 1) as u8)
}

fn legend(paths: &[Path], width: usize) -> String {
    let mut entries = vec![format!("██ {}", paths.first().map_or("", |path| &path.name))];
    entries.extend(paths.iter().enumerate().skip(1).map(|(at, path)| format!("{} {}", letter(at), path.name)));
    entries.push("┄ målet".to_owned());
    let mut lines = vec![String::new()];
    for entry in entries {
        let line = lines.last_mut().expect("there is a line");
        let used = line.chars().count();
        if used > 0 && SCALE + used + 3 + entry.chars().count() > width {
            lines.push(entry);
        } else {
            line.push_str(if used > 0 { "   " } else { "" });
            line.push_str(&entry);
        }
    }
    lines.iter().map(|line| format!("{:SCALE$}{line}\n", "")).collect()
}
