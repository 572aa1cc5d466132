//! Random amounts, rates and populations in which halves, ties and rests are common.

use finsam::domain::money::Ore;
use finsam::domain::rate::Rate;
use proptest::prelude::*;
use proptest::sample::select;

/// Whole kronor: mostly up to some millions, often on or halfway between thousands, at times tiny or very large.
fn kronor() -> impl Strategy<Value = i64> {
    prop_oneof![
        6 => 0..5_000_000_i64,
        3 => (0..5_000_i64).prop_map(|thousands| thousands * 1_000),
        2 => (0..5_000_i64).prop_map(|thousands| thousands * 1_000 + 500),
        2 => 0..10_i64,
        1 => 0..=1_000_000_000_i64,
    ]
}

/// Whole kronor, as an amount.
pub(super) fn whole() -> impl Strategy<Value = Ore> {
    kronor().prop_map(|kr| Ore::new(kr * 100))
}

/// An amount that may end on öre, often on the half krona.
pub(super) fn amount() -> impl Strategy<Value = Ore> {
    let ore = prop_oneof![3 => Just(0_i64), 2 => Just(50), 1 => Just(49), 2 => 0..100_i64];
    (kronor(), ore).prop_map(|(kr, ore)| Ore::new(kr * 100 + ore))
}

/// An amount of either sign.
pub(super) fn change() -> impl Strategy<Value = Ore> {
    (amount(), any::<bool>()).prop_map(|(amount, negative)| if negative { -amount } else { amount })
}

/// A growth or an index, of either sign; the halves make ties.
pub(super) fn growth() -> impl Strategy<Value = Rate> {
    let common = select(vec![0, 1, 20_000, 25_000, -50_000, 125_000, 333_333, 500_000, -500_000]);
    prop_oneof![common, -200_000..=200_000_i64].prop_map(Rate::new)
}

/// A share between nothing and the whole.
pub(super) fn share() -> impl Strategy<Value = Rate> {
    let common = select(vec![0, 125_000, 200_000, 333_333, 500_000, 1_000_000]);
    prop_oneof![common, 0..=1_000_000_i64].prop_map(Rate::new)
}

/// A förbrukningsgrad, at times more than the whole.
pub(super) fn degree() -> impl Strategy<Value = Rate> {
    let common = select(vec![0, 500_000, 855_131, 1_000_000, 1_250_000]);
    prop_oneof![common, 0..=1_500_000_i64].prop_map(Rate::new)
}

/// An interest rate; 1,5 % and 3 % of cash with an odd öre make ties in a third of a year.
pub(super) fn interest() -> impl Strategy<Value = Rate> {
    let common = select(vec![0, 15_000, 20_000, 30_000]);
    prop_oneof![common, 0..=100_000_i64].prop_map(Rate::new)
}

/// Inhabitants; equal kommuner are common, for the sake of ties.
pub(super) fn inhabitants() -> impl Strategy<Value = i64> {
    prop_oneof![Just(10_000_i64), 1..20_i64, 1_000..150_000_i64]
}
