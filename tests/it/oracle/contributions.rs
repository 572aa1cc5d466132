//! What the members pay (design §5.1).

use super::View;
use super::arithmetic::{exact, fraction, largest_remainder, one_plus, round_to};
use finsam::domain::assumption::Kind;
use finsam::domain::forbund::{MemberIx, Party};
use finsam::domain::money::Ore;
use finsam::domain::period::{Period, Year};
use finsam::domain::rate::Rate;
use finsam::domain::source::Sourced;

/// What a scenario may say of the state's amount.
enum State {
    Amount(Ore),
    Growth(Rate),
}

impl View<'_> {
    /// The year's contribution of each member, in the file's order.
    pub(super) fn contributions(&self, year: Year) -> Vec<(MemberIx, i64)> {
        if let Some(decided) = self.decided(year) {
            let of =
                |member| decided.iter().filter(|(of, _)| *of == member).map(|(_, amount)| amount.value.ore()).sum();
            return self.members(year).into_iter().map(|member| (member, of(member))).collect();
        }
        self.derived(year)
    }

    /// What is decided per member, unless the scenario has a state's amount to derive the year from.
    fn decided(&self, year: Year) -> Option<&[(MemberIx, Sourced<Ore>)]> {
        let decided = self.book(year).map(|book| &book.decided[..]).filter(|decided| !decided.is_empty());
        decided.filter(|_| self.assumed_state(year).is_none())
    }

    fn derived(&self, year: Year) -> Vec<(MemberIx, i64)> {
        let state = self.state(year);
        let kommuner = self.kommuner_parts(year, self.by_key(state, self.forbund.key.kommuner.value));
        let region = self.by_key(state, self.forbund.key.region.value);
        let of = |member: MemberIx| match self.forbund.member(member).party {
            Party::Stat => state,
            Party::Region => region,
            Party::Kommun => kommuner.iter().find(|(of, _)| *of == member).expect("a part for each kommun").1,
        };
        self.members(year).into_iter().map(|member| (member, of(member))).collect()
    }

    /// The amount that stands to the state's as the share stands to the state's share.
    fn by_key(&self, state: i64, share: Rate) -> i64 {
        round_to(&(fraction(state) * exact(share) / exact(self.forbund.key.stat.value)), 1)
    }

    fn kommuner_parts(&self, year: Year, whole: i64) -> Vec<(MemberIx, i64)> {
        let kommuner = self.kommuner(year);
        let weights = self.population_to_split_by(year);
        kommuner.into_iter().zip(largest_remainder(whole, self.forbund.key.unit.ore(), &weights)).collect()
    }

    /// Inhabitants of the year's kommuner in the latest earlier year that has a figure for each of them.
    fn population_to_split_by(&self, year: Year) -> Vec<i64> {
        let kommuner = self.kommuner(year);
        let complete = |of: Year| kommuner.iter().map(|kommun| self.population(of, *kommun)).collect();
        let earliest = Year::new(1990).expect("1990 is a year");
        earliest
            .through(year.previous())
            .rev()
            .find_map(complete)
            .expect("an earlier year has every kommun's population")
    }

    fn population(&self, year: Year, of: MemberIx) -> Option<i64> {
        let assumed = self.last(year, |kind| match kind {
            Kind::Population { kommun, count } if *kommun == of => Some(*count),
            _ => None,
        });
        assumed.or_else(|| self.forbund.population.get(&(year, of)).map(|count| count.value))
    }

    /// The state's amount: assumed, else decided, else announced, else that of the year before, grown and rounded to 1 000 kr.
    /// Where the members' amounts are decided and the state's is not among them, the year before's stands.
    fn state(&self, year: Year) -> i64 {
        if year < self.forbund.first_projected() {
            return self.booked_state();
        }
        if let Some(decided) = self.decided(year) {
            let of_state = decided.iter().rev().find(|(member, _)| self.forbund.member(*member).party == Party::Stat);
            return of_state.map_or_else(|| self.state(year.previous()), |(_, amount)| amount.value.ore());
        }
        let announced = self.book(year).and_then(|book| book.state.as_ref()).map(|amount| State::Amount(amount.value));
        match self.assumed_state(year).or(announced).unwrap_or(State::Growth(Rate::ZERO)) {
            State::Amount(amount) => amount.ore(),
            State::Growth(rate) => round_to(&(fraction(self.state(year.previous())) * one_plus(rate)), 100_000),
        }
    }

    fn assumed_state(&self, year: Year) -> Option<State> {
        self.last(year, |kind| match kind {
            Kind::StateAmount(amount) => Some(State::Amount(*amount)),
            Kind::StateGrowth(rate) => Some(State::Growth(*rate)),
            _ => None,
        })
    }

    /// The state's contribution in the last bokslut.
    fn booked_state(&self) -> i64 {
        let is_state = |member: MemberIx| self.forbund.member(member).party == Party::Stat;
        let facts = self.book_of_last_bokslut().facts_of(Period::Helar);
        facts.filter(|fact| fact.member.is_some_and(is_state)).map(|fact| fact.value.value.ore()).sum()
    }
}
