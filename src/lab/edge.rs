//! Which values of a grid meet a demand: found by halving, and by trying every value where rounding could leave a hole.

/// Values one after the other, by position: the first and the last of them, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The first.
    pub first: i64,
    /// The last.
    pub last: i64,
}

/// At the most so many values on each side of an edge are tried one by one.
const TRIED: i64 = 50_000;

/// The positions from 0 to `last` whose margin is not negative, as runs in order. Position 0 is the most careful value.
///
/// Relies on this: going from one position to a later one raises the margin by at most `wobble`. Then every position before one
/// with a margin of at least `wobble` meets the demand, every one after a margin below −`wobble` fails, and those between
/// are each tried.
pub fn meeting(last: i64, wobble: i64, mut margin: impl FnMut(i64) -> i64) -> Vec<Run> {
    let sure = first_below(last, wobble, &mut margin);
    let failed = if wobble == 0 { sure } else { first_below(last, -wobble, &mut margin) };
    let mut runs: Vec<Run> = Vec::new();
    if sure > 0 {
        runs.push(Run { first: 0, last: sure - 1 });
    }
    for at in sure..failed.min(sure.saturating_add(2 * TRIED)) {
        if margin(at) < 0 {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.last + 1 == at => run.last = at,
            _ => runs.push(Run { first: at, last: at }),
        }
    }
    runs
}

/// A position whose margin is below the bound while that before it is not; 0 if the first is below, `last + 1` if none is.
fn first_below(last: i64, bound: i64, margin: &mut impl FnMut(i64) -> i64) -> i64 {
    if margin(0) < bound {
        return 0;
    }
    if margin(last) >= bound {
        return last + 1;
    }
    let (mut above, mut below) = (0, last);
    while below - above > 1 {
        let middle = above + (below - above) / 2;
        if margin(middle) < bound {
            below = middle;
        } else {
            above = middle;
        }
    }
    below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_without_wobble() {
        assert_eq!(meeting(100, 0, |at| 41 - at), [Run { first: 0, last: 41 }]);
        assert_eq!(meeting(100, 0, |at| 100 - at), [Run { first: 0, last: 100 }]);
        assert_eq!(meeting(100, 0, |at| -1 - at), []);
    }

    #[test]
    fn a_hole_that_rounding_makes_is_found() {
        // Falls by 2 a step, and every third value is 3 lower than that: 10, 8, 3, 4, 2, −3, −2 …: a hole would need a value of 0
        // or more after a negative one. With a fall of 1: 5, 4, 0, 2, 1, −3, −1, −2 …, and one lifted by 2 at 8: −3 + 4 = 1.
        let margin = |at: i64| match at {
            8 => 1,
            at if at % 3 == 2 => 5 - at - 3,
            at => 5 - at,
        };
        // 5, 4, 0, 2, 1, −3, −1, −2, 1, −4 …: 8 meets though 5–7 do not. It lies 4 above the lowest before it.
        assert_eq!(meeting(50, 4, margin), [Run { first: 0, last: 4 }, Run { first: 8, last: 8 }]);
    }
}
