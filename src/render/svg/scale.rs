//! From amounts to places, and how wide words are.

use crate::render::chart::nice_step;

/// A straight scale: amounts between `low` and `high` lie between `from` and `to`.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    low: i64,
    high: i64,
    from: i64,
    to: i64,
}

impl Scale {
    /// `low` must be less than `high`.
    pub(super) fn new((low, high): (i64, i64), (from, to): (i64, i64)) -> Self {
        Scale { low, high, from, to }
    }

    /// Where an amount lies.
    pub(super) fn at(&self, amount: i64) -> i64 {
        let part = i128::from(amount - self.low) * i128::from(self.to - self.from);
        self.from + (part / i128::from(self.high - self.low)) as i64
    }
}

/// Round amounts from at or under `low` to at or over `high`, about `count` of them, no closer than `least`.
pub(super) fn ticks(low: i64, high: i64, count: i64, least: i64) -> Vec<i64> {
    let step = nice_step(((high - low) / count + 1).max(least));
    let (first, last) = (low.div_euclid(step), -(-high).div_euclid(step));
    (first..=last.max(first + 1)).map(|at| at * step).collect()
}

/// How wide words are, at the least as wide as any common sans serif sets them, in tenths of a pixel.
pub(super) fn width_of(text: &str, size: i64) -> i64 {
    let hundredths = |c: char| match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | '.' | ',' | ':' | ';' | '\'' | '|' | 'I' => 36,
        ' ' | '\u{a0}' => 30,
        'm' | 'w' | 'M' | 'W' | '%' => 92,
        c if c.is_uppercase() => 74,
        c if c.is_ascii_digit() || c == '−' || c == '+' => 62,
        _ => 60,
    };
    text.chars().map(hundredths).sum::<i64>() * size / 100
}

/// The words, cut with an ellipsis where they are wider than there is room.
pub(super) fn cut(text: &str, size: i64, room: i64) -> String {
    if width_of(text, size) <= room {
        return text.to_owned();
    }
    let mut short: String = text.to_owned();
    while short.pop().is_some() && width_of(&short, size) + size > room {}
    format!("{}…", short.trim_end())
}

/// Moves places apart so that none is nearer the next than `gap`, within `low` and `high` as far as they have room; the order
/// stays.
pub(super) fn spread(places: &mut [i64], gap: i64, (low, high): (i64, i64)) {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|at| places[*at]);
    let mut least = low;
    for at in &order {
        places[*at] = places[*at].max(least);
        least = places[*at] + gap;
    }
    let mut most = high;
    for at in order.iter().rev() {
        places[*at] = places[*at].min(most);
        most = places[*at] - gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_reach_round_the_amounts() {
        assert_eq!(ticks(-257, 796, 5, 1), [-500, 0, 500, 1_000]);
        assert_eq!(ticks(0, 0, 5, 100), [0, 100]);
    }

    #[test]
    fn places_are_spread_in_order_and_within() {
        let mut places = [50, 52, 51, 98];
        spread(&mut places, 10, (0, 100));
        assert_eq!(places, [50, 70, 60, 98]);
        let mut places = [95, 96, 97];
        spread(&mut places, 10, (0, 100));
        assert_eq!(places, [80, 90, 100]);
    }

    #[test]
    fn words_are_cut_to_their_room() {
        assert_eq!(cut("Staten minus 5 %", 110, 100_000), "Staten minus 5 %");
        let short = cut("Utvecklingsmedel avvecklas", 110, 800);
        assert!(short.ends_with('…') && width_of(&short, 110) <= 800 + 110, "{short}");
    }
}
