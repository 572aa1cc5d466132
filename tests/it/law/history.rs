//! Random histories of results, decisions and deadlines: what must hold of regulation, and a second program that knows nothing of the
//! first and counts krona by krona.

use crate::shipped::year;
use chrono::{Days, NaiveDate};
use finsam::domain::money::Ore;
use finsam::domain::period::Year;
use finsam::law::reglering::{Decided, Deficit, History, Step, regulate};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::collections::BTreeMap;

const FIRST: i64 = 2020;

fn day_of(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2019, 1, 1).expect("a day") + Days::new(number)
}

/// Results of up to eight years, small enough that sums are often equal, with the days around the turn of a year drawn often.
fn history() -> impl Strategy<Value = History> {
    let turn = (0..9_u64, 0..12_u64).prop_map(|(year, day)| day_of(360 + year * 365 + year / 4 + day));
    let quarter = (0..9_u64, 0..8_u64).prop_map(|(year, day)| day_of(449 + year * 365 + year / 4 + day));
    let date = prop_oneof![turn, quarter, (0..3_650_u64).prop_map(day_of)];
    let decided = (0..9_i64, date, option::of(1..40_i64)).prop_map(|(origin, date, amount)| Decided {
        origin: year(FIRST - 1 + origin),
        date,
        amount: amount.map(Ore::new),
        number: 0,
    });
    let results = vec(-30..=30_i64, 1..=8);
    let inherited = option::of((2016..FIRST, 1..30_i64));
    let due = vec((0..8_i64, 1..6_usize), 0..=2);
    (results, inherited, vec(decided, 0..=5), due).prop_map(|(results, inherited, decisions, due)| History {
        results: (FIRST..).zip(results).map(|(at, amount)| (year(at), Ore::new(amount))).collect(),
        inherited: inherited.into_iter().map(|(at, left)| (year(at), Ore::new(left))).collect(),
        decisions: decisions.into_iter().enumerate().map(|(number, of)| Decided { number, ..of }).collect(),
        due: due.into_iter().map(|(at, years)| (year(FIRST + at), year(FIRST + at).plus(years))).collect(),
    })
}

/// One krona of a deficit and what became of it.
#[derive(Clone, Copy)]
struct Krona {
    origin: Year,
    fate: Option<(Year, bool)>,
}

/// Walks through every day of the history. On the last day of a year its result comes first, then the decisions of the day; a decision
/// on a deficit that is not there waits a day.
fn count(history: &History) -> Vec<Krona> {
    let mut kronor: Vec<Krona> = Vec::new();
    let add = |kronor: &mut Vec<Krona>, origin, amount: i64| {
        kronor.extend((0..amount).map(|_| Krona { origin, fate: None }));
    };
    for (origin, left) in &history.inherited {
        add(&mut kronor, *origin, left.ore());
    }
    let mut waiting = history.decisions.clone();
    let last = waiting.iter().map(|of| of.date).chain([day_of(4_400)]).max().expect("a day");
    let mut today = day_of(0);
    while today <= last {
        let year = Year::new(chrono::Datelike::year(&today).into()).expect("a year");
        if (today + Days::new(1)) == year.next().first_day() {
            match history.results.get(&year).map_or(0, |result| result.ore()) {
                loss if loss < 0 => add(&mut kronor, year, -loss),
                gain => {
                    let mut open: Vec<&mut Krona> = kronor.iter_mut().filter(|of| of.fate.is_none()).collect();
                    open.sort_by_key(|of| of.origin);
                    open.into_iter().take(gain as usize).for_each(|of| of.fate = Some((year, false)));
                }
            }
        }
        let is_over = |origin: Year| today + Days::new(1) >= origin.next().first_day();
        let (mut now, later): (Vec<Decided>, Vec<Decided>) =
            waiting.into_iter().partition(|of| of.date <= today && is_over(of.origin));
        waiting = later;
        now.sort_by_key(|of| (of.amount.is_none(), of.date));
        // The statement of a year is drawn up before its first quarter is over.
        for of in now {
            let told = if chrono::Datelike::month(&of.date) <= 3 {
                Year::new(i64::from(chrono::Datelike::year(&of.date)) - 1)
            } else {
                Year::new(chrono::Datelike::year(&of.date).into())
            };
            let told = told.expect("a year").max(of.origin);
            let open = kronor.iter_mut().filter(|krona| krona.origin == of.origin && krona.fate.is_none());
            let amount = of.amount.map_or(usize::MAX, |amount| amount.ore() as usize);
            open.take(amount).for_each(|krona| krona.fate = Some((told, true)));
        }
        today = today + Days::new(1);
    }
    kronor
}

/// What the two programs say of a deficit: how much, and how much was regulated and exempted in each year.
type Said = BTreeMap<(Year, Year, bool), i64>;

fn of_machine(deficits: &[Deficit]) -> (BTreeMap<Year, i64>, Said) {
    let mut said = Said::new();
    for deficit in deficits {
        for step in &deficit.steps {
            let exempted = matches!(step, Step::Exempted { .. });
            *said.entry((deficit.origin, step.year(), exempted)).or_default() += step.amount().ore();
        }
    }
    (deficits.iter().map(|of| (of.origin, of.amount.ore())).collect(), said)
}

fn of_oracle(kronor: &[Krona]) -> (BTreeMap<Year, i64>, Said) {
    let (mut amounts, mut said) = (BTreeMap::new(), Said::new());
    for krona in kronor {
        *amounts.entry(krona.origin).or_default() += 1;
        if let Some((year, exempted)) = krona.fate {
            *said.entry((krona.origin, year, exempted)).or_default() += 1;
        }
    }
    (amounts, said)
}

proptest! {
    #[test]
    fn i17_a_second_program_agrees(history in history()) {
        prop_assert_eq!(of_machine(&regulate(&history)), of_oracle(&count(&history)));
    }

    #[test]
    fn i17_nothing_is_lost_and_nothing_comes_early(history in history()) {
        let deficits = regulate(&history);
        let arisen: i64 = history.results.values().map(|result| (-result.ore()).max(0)).sum();
        let inherited: i64 = history.inherited.values().map(|left| left.ore()).sum();
        prop_assert_eq!(deficits.iter().map(|of| of.amount.ore()).sum::<i64>(), arisen + inherited);
        for of in &deficits {
            let end = Year::LAST;
            prop_assert_eq!(of.regulated(end).ore() + of.exempted(end).ore() + of.left(end).ore(), of.amount.ore());
            prop_assert!(of.left(end) >= Ore::ZERO && of.steps.iter().all(|step| step.amount() > Ore::ZERO));
            let begins = of.origin.previous();
            prop_assert_eq!(of.left(begins), of.amount, "nothing is done before the year");
            for step in &of.steps {
                if let Step::Regulated { by, .. } = step { prop_assert!(*by > of.origin); }
            }
            let due = history.due.get(&of.origin).copied().unwrap_or(of.origin.plus(3));
            prop_assert_eq!(of.due, due);
            prop_assert_eq!(of.settled().is_some(), of.left(end) == Ore::ZERO);
        }
    }

    #[test]
    fn i17_the_oldest_is_first_and_no_more_than_there_is(history in history()) {
        let deficits = regulate(&history);
        for (by, result) in &history.results {
            let taken = |of: &Deficit| {
                let of = of.steps.iter().filter(|step| matches!(step, Step::Regulated { by: year, .. } if year == by));
                of.map(|step| step.amount().ore()).sum::<i64>()
            };
            let all: i64 = deficits.iter().map(taken).sum();
            prop_assert!(all <= result.ore().max(0));
            for (at, of) in deficits.iter().enumerate() {
                let is_older_open = deficits[..at].iter().any(|older| older.left(*by) > Ore::ZERO);
                prop_assert!(taken(of) == 0 || !is_older_open);
                // What is left open has not been passed over for anything: the result is used up.
                let open = of.origin < *by && of.left(*by) > Ore::ZERO;
                prop_assert!(!open || all == result.ore().max(0));
            }
        }
    }

    #[test]
    fn i17_the_order_of_decisions_is_no_matter((history, order) in history().prop_flat_map(|history| {
        let decisions = history.decisions.clone();
        (Just(history), Just(decisions).prop_shuffle())
    })) {
        let shuffled = History { decisions: order, ..history.clone() };
        prop_assert_eq!(regulate(&history), regulate(&shuffled));
    }
}
