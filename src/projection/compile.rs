//! A förbund and a scenario made into a [`Model`]: which value stands in which year, and where it comes from.

use super::model::{
    AmountPlan, Chain, ChangePlan, Key, LinePlan, Measure, Model, Slot, SlotIx, StatePlan, StockPlan, What, YearPlan,
};
use super::rule::KR;
use crate::diag::{Place, Problem, catalogue};
use crate::domain::account::{AccountIx, AccountKind};
use crate::domain::assumption::{Assumption, Kind, ResolvedScenario};
use crate::domain::forbund::{Forbund, GroupIx, LineIx, LineKind, MemberIx, Party, own};
use crate::domain::money::Ore;
use crate::domain::period::Year;
use crate::domain::rate::{ONE, Rate};
use crate::domain::source::{Source, Sourced, Status};
use crate::domain::sv;
use crate::domain::yearbook::Budget;
use crate::ledger::{Books, Ledger, Select};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What later years start from: the budget's amount, or that and every lasting change, whose decisions are then named as its source.
fn lasting_base(budget: &Budget, line: LineIx, amount: &Sourced<Ore>, year: Year) -> (Key, i64, Sourced<()>) {
    let lasting: Vec<_> =
        budget.changes.iter().filter(|change| change.is_lasting && change.of(line).is_some()).collect();
    if lasting.is_empty() {
        return (Key::year(What::Radbelopp(line), year), amount.value.ore(), amount.with(()));
    }
    let decisions: Vec<String> = lasting.iter().map(|change| change.decision.clone()).collect();
    let section = format!("{}, varaktigt ändrat genom {}", amount.source.section, sv::list(&decisions));
    let source = Arc::new(Source { document: amount.source.document.clone(), section });
    let provenance = Sourced { source, ..amount.with(()) };
    (Key::year(What::Nivabelopp(line), year), amount.value.ore() + budget.changed(line, true), provenance)
}

/// Compiles a scenario; `published` is the ledger of the closed years.
///
/// # Errors
/// F313 if a year's kommuner cannot be split by population, F321 if no kommun is left.
pub fn compile(forbund: &Forbund, published: &Ledger, scenario: &ResolvedScenario) -> Result<Model, Vec<Problem>> {
    let first = forbund.first_projected();
    let mut compiler = Compiler {
        forbund,
        scenario,
        first,
        slots: Vec::new(),
        touched: BTreeSet::new(),
        chains: Vec::new(),
        chain_of: BTreeMap::new(),
        bases: vec![None; forbund.lines.len()],
        stocks: BTreeMap::new(),
        changes: Vec::new(),
        problems: Vec::new(),
    };
    let opening = compiler.opening(published);
    let key = &forbund.key;
    let shares = [(Party::Stat, &key.stat), (Party::Kommun, &key.kommuner), (Party::Region, &key.region)];
    let [stat_share, kommuner_share, region_share] = shares.map(|(party, share)| {
        compiler.add(Key::year(What::Nyckel(party), first), share.value.millionths(), share.with(()))
    });
    let years: Vec<YearPlan> =
        first.through(scenario.horizon).map(|year| compiler.year(published, year, region_share)).collect();
    if !compiler.problems.is_empty() {
        return Err(compiler.problems);
    }
    let [equity, cash, state_before] = opening;
    Ok(Model {
        scenario: scenario.id.clone(),
        slots: compiler.slots,
        years,
        equity,
        cash,
        state_before,
        stat_share,
        kommuner_share,
        unit: key.unit.ore(),
        chains: compiler.chains,
    })
}

pub(super) struct Compiler<'c> {
    forbund: &'c Forbund,
    scenario: &'c ResolvedScenario,
    first: Year,
    slots: Vec<Slot>,
    /// Years in which the scenario changes something.
    touched: BTreeSet<Year>,
    chains: Vec<Chain>,
    /// Chains by cost type and base year.
    chain_of: BTreeMap<(u16, usize), usize>,
    /// The base amount of each line so far, with the position of its base year.
    bases: Vec<Option<(SlotIx, usize)>>,
    /// The stock of each balance account that a scenario has set.
    stocks: BTreeMap<AccountIx, SlotIx>,
    /// What the year under way has had changed of its lines.
    pub(super) changes: Vec<ChangePlan>,
    problems: Vec<Problem>,
}

impl<'c> Compiler<'c> {
    pub(super) fn add(&mut self, key: Key, default: i64, provenance: Sourced<()>) -> SlotIx {
        let ix = SlotIx(u32::try_from(self.slots.len()).expect("fewer than 2³² slots"));
        self.slots.push(Slot { key, default, provenance });
        ix
    }

    /// A value that the scenario gives for a year, which the year is then marked as changed by.
    fn assumed(&mut self, key: Key, default: i64, assumption: &Assumption) -> SlotIx {
        self.touched.insert(key.year);
        self.add(key, default, assumption.kind.with(()))
    }

    /// The last assumption for the year that `pick` accepts: what a scenario says itself comes after what it inherits.
    fn last<T>(&self, year: Year, pick: impl Fn(&Kind) -> Option<T>) -> Option<(&'c Assumption, T)> {
        let scenario = self.scenario;
        let covering = scenario.assumptions.iter().rev().filter(|assumption| assumption.covers(year));
        covering.filter_map(|assumption| pick(&assumption.kind.value).map(|value| (assumption, value))).next()
    }

    /// Eget kapital, likvida medel and the state's amount as the last bokslut left them.
    fn opening(&mut self, published: &Ledger) -> [SlotIx; 3] {
        let closed = self.first.previous();
        let books = Books { closed_until: self.first.first_day(), later: None };
        let equity = published.equity(books, self.first.first_day()).unwrap_or(Ore::ZERO);
        let place = self.forbund.years[&closed].place;
        let provenance = Sourced {
            value: (),
            place,
            source: Arc::new(Source { document: None, section: format!("bokslutet {closed}, summerat ur böckerna") }),
            status: Status::Beslutad,
        };
        let chart = &self.forbund.chart;
        let cash_fact = (self.forbund.years[&closed].facts.iter()).rfind(|fact| {
            fact.account == chart.roles.likvida_medel && fact.period == crate::domain::period::Period::Helar
        });
        let cash =
            cash_fact.map_or(own(place, "inga likvida medel i bokslutet").with(Ore::ZERO), |fact| fact.value.clone());
        let stat = self.forbund.of_party(Party::Stat).next();
        let state_facts = self.forbund.years[&closed].facts.iter().filter(|fact| {
            fact.period == crate::domain::period::Period::Helar && fact.member.is_some() && fact.member == stat
        });
        let state: i64 = state_facts.map(|fact| fact.value.value.ore()).sum();
        [
            self.add(Key::year(What::EgetKapital, closed), equity.ore(), provenance.clone()),
            self.add(Key::year(What::LikvidaMedel, closed), cash.value.ore(), cash.with(())),
            self.add(Key::year(What::Stat, closed), state, provenance),
        ]
    }

    fn year(&mut self, published: &Ledger, year: Year, region_share: SlotIx) -> YearPlan {
        let kommuner = self.forbund.of_party(Party::Kommun);
        let (members, left): (Vec<MemberIx>, Vec<MemberIx>) =
            kommuner.partition(|kommun| self.takes_part(*kommun, year));
        let state = self.state(year, &left);
        let (population_year, kommuner) = self.population(year, &members);
        let region = self.forbund.of_party(Party::Region).next().map(|member| (member, region_share));
        let lines = self.lines(year, &members);
        let changes = std::mem::take(&mut self.changes);
        let incomes = self.incomes(year);
        let measures = self.measures(year, &left);
        let interest = self.interest(year);
        let stocks = self.stocks(published, year);
        let claims = self.claims(year);
        let is_decided = self.own_budget(year).is_some_and(|budget| {
            let mut changes = budget.changes.iter().map(|change| change.status);
            budget.status == Status::Beslutad && changes.all(|status| status == Status::Beslutad)
        });
        YearPlan {
            year,
            decided: is_decided && !self.touched.contains(&year),
            state,
            stat: self.forbund.of_party(Party::Stat).next().expect("the reader demands a state"),
            region,
            kommuner,
            population_year,
            lines,
            changes,
            incomes,
            measures,
            interest,
            stocks,
            claims,
        }
    }

    /// Whether a kommun is a member in the year: it has joined and has not left.
    pub(super) fn is_member(&self, kommun: MemberIx, year: Year) -> bool {
        !self.scenario.assumptions.iter().any(|assumption| match assumption.kind.value {
            Kind::Leave { kommun: who, .. } => who == kommun && assumption.from <= year,
            Kind::Join { kommun: who } => who == kommun && year < assumption.from,
            _ => false,
        })
    }

    /// The same; a year that somebody is out of is not as it was decided.
    fn takes_part(&mut self, kommun: MemberIx, year: Year) -> bool {
        let is_member = self.is_member(kommun, year);
        if !is_member {
            self.touched.insert(year);
        }
        is_member
    }

    /// The first projected year.
    pub(super) fn first(&self) -> Year {
        self.first
    }

    /// What is carried forward.
    pub(super) fn forbund(&self) -> &'c Forbund {
        self.forbund
    }

    pub(super) fn own_budget(&self, year: Year) -> Option<&'c Budget> {
        self.forbund.years.get(&year).and_then(|book| book.carried())
    }

    /// The latest budget by line of a projected year, this one or an earlier, and its year.
    pub(super) fn budget_in_force(&self, year: Year) -> Option<(Year, &'c Budget)> {
        let years = self.forbund.years.range(self.first..=year).rev();
        years.filter_map(|(of, book)| Some((*of, book.carried()?))).next()
    }

    fn state(&mut self, year: Year, left: &[MemberIx]) -> StatePlan {
        enum Given {
            Amount(i64),
            Growth(i64),
        }
        let pick = |kind: &Kind| match kind {
            Kind::StateAmount(amount) => Some(Given::Amount(amount.ore())),
            Kind::StateGrowth(growth) => Some(Given::Growth(growth.millionths())),
            _ => None,
        };
        let (stat, growth) = (Key::year(What::Stat, year), Key::year(What::Tillvaxt, year));
        match self.last(year, pick) {
            Some((assumption, Given::Amount(amount))) => {
                return StatePlan::Given(self.assumed(stat, amount, assumption));
            }
            Some((assumption, Given::Growth(rate))) => return StatePlan::Grown(self.assumed(growth, rate, assumption)),
            None => {}
        }
        let book = self.forbund.years.get(&year);
        if let Some(book) = book.filter(|book| !book.decided.is_empty()) {
            let paying = book.decided.iter().filter(|(member, _)| !left.contains(member));
            let decided = paying.map(|(member, amount)| {
                (*member, self.add(Key::year(What::Bidrag(*member), year), amount.value.ore(), amount.with(())))
            });
            return StatePlan::Decided(decided.collect());
        }
        match book.and_then(|book| book.state.as_ref()) {
            Some(amount) => StatePlan::Given(self.add(stat, amount.value.ore(), amount.with(()))),
            None => {
                let reason = "inget besked om året: samma tilldelning som året före";
                StatePlan::Grown(self.add(growth, 0, own(self.scenario.place, reason)))
            }
        }
    }

    /// The latest year before this one in which every kommun that takes part has a figure (§5.1).
    fn population(&mut self, year: Year, members: &[MemberIx]) -> (Option<Year>, Vec<(MemberIx, SlotIx)>) {
        let decided = self.forbund.years.get(&year).is_some_and(|book| !book.decided.is_empty());
        let known: BTreeSet<Year> = (self.forbund.population.keys().map(|(year, _)| *year))
            .chain(self.scenario.assumptions.iter().flat_map(|assumption| match assumption.kind.value {
                Kind::Population { .. } => {
                    assumption.from.through(assumption.to.unwrap_or(self.scenario.horizon)).collect()
                }
                _ => Vec::new(),
            }))
            .collect();
        let complete = known
            .range(..year)
            .rev()
            .find(|candidate| members.iter().all(|kommun| self.inhabitants(*kommun, **candidate).is_some()));
        let Some(from) = complete.copied().filter(|_| !members.is_empty()) else {
            // A year that only has decided amounts per member needs no key.
            // What is missing for one year is missing for those after it; said once is enough.
            if !decided && self.problems.is_empty() {
                self.problems.push(self.cannot_split(year, members));
            }
            return (None, Vec::new());
        };
        let slots = members.iter().map(|kommun| {
            let (count, provenance, assumed) = self.inhabitants(*kommun, from).expect("the year is complete");
            if assumed {
                self.touched.insert(year);
            }
            let provenance = if from == year.previous() { provenance } else { latest_known(&provenance, from) };
            (*kommun, self.add(Key::year(What::Folkmangd(*kommun), year), count, provenance))
        });
        (Some(from), slots.collect())
    }

    fn cannot_split(&self, year: Year, members: &[MemberIx]) -> Problem {
        if members.is_empty() {
            let leaves = |assumption: &&Assumption| matches!(assumption.kind.value, Kind::Leave { .. });
            let last = self.scenario.assumptions.iter().rev().find(leaves);
            let place = last.map_or(self.scenario.place, |assumption| assumption.kind.place);
            return catalogue::party_missing(place, &format!("{year} har ingen kommun kvar som medlem"));
        }
        let without =
            members.iter().filter(|kommun| !self.forbund.population.keys().any(|(_, known)| known == *kommun));
        let names: Vec<&str> = without.map(|kommun| self.forbund.member(*kommun).short.as_str()).collect();
        let (place, before) = (self.forbund.key.kommuner.place, year.previous().to_string());
        catalogue::no_population(place, &year.to_string(), &before, &names)
    }

    /// Inhabitants, where the figure comes from, and whether the scenario gives it.
    fn inhabitants(&self, kommun: MemberIx, year: Year) -> Option<(i64, Sourced<()>, bool)> {
        let pick = |kind: &Kind| match kind {
            Kind::Population { kommun: who, count } if *who == kommun => Some(*count),
            _ => None,
        };
        if let Some((assumption, count)) = self.last(year, pick) {
            return Some((count, assumption.kind.with(()), true));
        }
        self.forbund.population.get(&(year, kommun)).map(|count| (count.value, count.with(()), false))
    }

    fn lines(&mut self, year: Year, members: &[MemberIx]) -> Vec<LinePlan> {
        self.rebase(year);
        let mut plans: Vec<LinePlan> = Vec::new();
        for at in 0..self.forbund.lines.len() {
            let ix = LineIx(at as u16);
            let line = self.forbund.line(ix);
            let left = line.kommun.is_some_and(|kommun| !members.contains(&kommun));
            let amount = match line.kind {
                _ if left => None,
                LineKind::Engangs => None,
                LineKind::Ordinary => self.ordinary(ix, year),
                LineKind::Utvecklingsmedel { of } => {
                    let position = plans.iter().position(|plan| plan.line == of);
                    position.map(|position| self.utvecklingsmedel(ix, position, year))
                }
            };
            let Some(amount) = amount else { continue };
            let unit = if matches!(line.kind, LineKind::Utvecklingsmedel { .. }) { KR } else { 1 };
            let forbrukning = self.forbrukning(ix, year);
            let changes = self.changes_of(ix, year);
            plans.push(LinePlan { line: ix, amount, forbrukning, unit, changes });
        }
        plans
    }

    /// A year's own budget is the base of every line from then on; so is an amount marked as a new base.
    fn rebase(&mut self, year: Year) {
        let at = self.position(year);
        if let Some(budget) = self.own_budget(year) {
            self.bases.fill(None);
            for (line, amount) in &budget.lines {
                let (key, value, provenance) = lasting_base(budget, *line, amount, year);
                self.bases[usize::from(line.0)] = Some((self.add(key, value, provenance), at));
            }
        }
        for assumption in &self.scenario.assumptions {
            if let Kind::Amount { line, amount, new_base: true } = assumption.kind.value
                && assumption.from == year
            {
                let slot = self.assumed(Key::year(What::Radbelopp(line), year), amount.ore(), assumption);
                self.bases[usize::from(line.0)] = Some((slot, at));
            }
        }
    }

    fn position(&self, year: Year) -> usize {
        (year.number() - self.first.number()) as usize
    }

    fn explicit(&mut self, line: LineIx, year: Year) -> Option<AmountPlan> {
        let pick = |kind: &Kind| match kind {
            Kind::Amount { line: which, amount, .. } if *which == line => Some(amount.ore()),
            _ => None,
        };
        let (assumption, amount) = self.last(year, pick)?;
        Some(AmountPlan::Explicit(self.assumed(Key::year(What::Radbelopp(line), year), amount, assumption)))
    }

    fn ordinary(&mut self, line: LineIx, year: Year) -> Option<AmountPlan> {
        if let Some(explicit) = self.explicit(line, year) {
            return Some(explicit);
        }
        let (slot, base) = self.bases[usize::from(line.0)]?;
        if let Some(changed) = self.changed(line, year) {
            return Some(changed);
        }
        let cost_type = &self.forbund.line(line).cost_type;
        let cost_type = self.forbund.cost_types.iter().position(|other| other == cost_type).unwrap_or(0) as u16;
        let chain = self.chain(cost_type, base);
        let moves = self.chains[chain].indices[base + 1..=self.position(year)].iter();
        if moves.clone().any(|index| self.slots[index.0 as usize].default != 0) {
            self.touched.insert(year);
        }
        Some(AmountPlan::Indexed(slot, chain))
    }

    /// The chain of a cost type after a base year; its indices are shared by every line that follows it.
    fn chain(&mut self, cost_type: u16, base: usize) -> usize {
        if let Some(chain) = self.chain_of.get(&(cost_type, base)) {
            return *chain;
        }
        let same_type = self.chain_of.iter().find(|((other, _), _)| *other == cost_type).map(|(_, chain)| *chain);
        let indices = match same_type {
            Some(chain) => self.chains[chain].indices.clone(),
            None => {
                let years = self.first.through(self.scenario.horizon);
                years.map(|year| self.index(cost_type, year)).collect()
            }
        };
        self.chains.push(Chain { base, indices });
        self.chain_of.insert((cost_type, base), self.chains.len() - 1);
        self.chains.len() - 1
    }

    fn index(&mut self, cost_type: u16, year: Year) -> SlotIx {
        let wanted = &self.forbund.cost_types[usize::from(cost_type)];
        let pick = |kind: &Kind| match kind {
            Kind::Index { cost_type, rate } if cost_type.as_ref().is_none_or(|which| which == wanted) => Some(*rate),
            _ => None,
        };
        let key = Key::year(What::Index(cost_type), year);
        match self.last(year, pick) {
            Some((assumption, rate)) => self.add(key, rate.millionths(), assumption.kind.with(())),
            None => self.add(key, 0, own(self.scenario.place, "inget index antaget")),
        }
    }

    fn utvecklingsmedel(&mut self, line: LineIx, position: usize, year: Year) -> AmountPlan {
        if let Some(explicit) = self.explicit(line, year) {
            return explicit;
        }
        let definition = self.forbund.line(line);
        let (insats, kommun) = (definition.insats, definition.kommun);
        let pick = |kind: &Kind| match kind {
            Kind::Share { insats: i, kommun: k, share } if fits(*i, insats) && fits(*k, kommun) => Some(*share),
            _ => None,
        };
        let key = Key::year(What::Andel(line), year);
        if let Some((assumption, share)) = self.last(year, pick) {
            return AmountPlan::Share(position, self.assumed(key, share.millionths(), assumption));
        }
        if let Some(changed) = self.changed(line, year) {
            return changed;
        }
        let listed = self.own_budget(year).and_then(|budget| budget.lines.iter().find(|(which, _)| *which == line));
        if let Some((_, amount)) = listed {
            let key = Key::year(What::Radbelopp(line), year);
            return AmountPlan::Explicit(self.add(key, amount.value.ore(), amount.with(())));
        }
        let share = insats.and_then(|insats| self.forbund.insats(insats).share.clone());
        let share = share.unwrap_or_else(|| own(definition.place, "ingen andel angiven").with(Rate::ZERO));
        AmountPlan::Share(position, self.add(key, share.value.millionths(), share.with(())))
    }

    fn forbrukning(&mut self, line: LineIx, year: Year) -> Option<SlotIx> {
        let forbund = self.forbund;
        let pick = |kind: &Kind| match kind {
            Kind::Forbrukning { lines, rate } if lines.selects(forbund.line(line), line) => Some(*rate),
            _ => None,
        };
        let (assumption, rate) = self.last(year, pick)?;
        let key = Key::year(What::Forbrukningsgrad(line), year);
        // 100 % changes nothing, so a year with it is still as decided.
        let slot = if rate.millionths() == ONE {
            self.add(key, ONE, assumption.kind.with(()))
        } else {
            self.assumed(key, rate.millionths(), assumption)
        };
        Some(slot)
    }

    fn measures(&mut self, year: Year, left: &[MemberIx]) -> Vec<Measure> {
        let mut measures = Vec::new();
        let forbund = self.forbund;
        let has_left = |line: LineIx| forbund.line(line).kommun.is_some_and(|kommun| left.contains(&kommun));
        let own = self.own_budget(year).map_or(&[][..], |budget| &budget.one_offs);
        for one_off in own.iter().filter(|one_off| !has_left(one_off.line)) {
            let line = self.forbund.line(one_off.line);
            let name = line.name.clone();
            let (group, tertial) = (line.group, Some(one_off.tertial));
            let key = Key::year(What::Atgard(measures.len() as u16), year);
            let slot = self.add(key, one_off.amount.value.ore(), one_off.amount.with(()));
            measures.push(Measure { name, line: Some(one_off.line), group, tertial, slot, is_outcome_only: false });
        }
        for assumption in &self.scenario.assumptions {
            let Some((name, line, group, tertial, amount)) = self.measure(assumption, year) else { continue };
            if line.is_some_and(has_left) {
                continue;
            }
            let key = Key::year(What::Atgard(measures.len() as u16), year);
            let slot = self.assumed(key, amount.ore(), assumption);
            measures.push(Measure { name, line, group, tertial, slot, is_outcome_only: false });
        }
        self.withheld(year, &mut measures);
        measures
    }

    /// What an assumption adds to a year's costs, if anything.
    #[allow(clippy::type_complexity)]
    fn measure(
        &self,
        assumption: &Assumption,
        year: Year,
    ) -> Option<(String, Option<LineIx>, GroupIx, Option<usize>, Ore)> {
        match &assumption.kind.value {
            Kind::OneOff { name, line, tertial, amount } if assumption.covers(year) => {
                Some((name.clone(), Some(*line), self.forbund.line(*line).group, Some(*tertial), *amount))
            }
            Kind::Adjustment { name, group, amount } if assumption.covers(year) => {
                Some((name.clone(), None, *group, None, *amount))
            }
            Kind::Leave { kommun, payout, .. } if assumption.from == year && *payout != Ore::ZERO => {
                let name = format!("Utbetalning vid utträde, {}", self.forbund.member(*kommun).short);
                let last = GroupIx((self.forbund.groups.len().max(1) - 1) as u16);
                Some((name, None, last, Some(0), *payout))
            }
            _ => None,
        }
    }

    fn interest(&mut self, year: Year) -> SlotIx {
        let pick = |kind: &Kind| match kind {
            Kind::Interest(rate) => Some(*rate),
            _ => None,
        };
        let key = Key::year(What::Rantesats, year);
        match self.last(year, pick) {
            Some((assumption, rate)) => self.assumed(key, rate.millionths(), assumption),
            None => {
                let interest = &self.forbund.interest;
                self.add(key, interest.value.millionths(), interest.with(()))
            }
        }
    }

    fn stocks(&mut self, published: &Ledger, year: Year) -> Vec<StockPlan> {
        let mut latest: BTreeMap<AccountIx, (&Assumption, Ore)> = BTreeMap::new();
        for assumption in self.scenario.assumptions.iter().filter(|assumption| assumption.covers(year)) {
            if let Kind::Stock { account, amount } = assumption.kind.value {
                latest.insert(account, (assumption, amount));
            }
        }
        let set = latest.into_iter().map(|(account, (assumption, amount))| {
            let sign = if self.forbund.chart.get(account).kind == AccountKind::Tillgang { -1 } else { 1 };
            let before =
                self.stocks.get(&account).copied().unwrap_or_else(|| self.opening_stock(published, account, sign));
            let after = self.assumed(Key::year(What::Stallning(account), year), amount.ore(), assumption);
            self.stocks.insert(account, after);
            StockPlan { account, before, after, sign }
        });
        set.collect()
    }

    fn opening_stock(&mut self, published: &Ledger, account: AccountIx, sign: i64) -> SlotIx {
        let day = self.first.first_day();
        let books = Books { closed_until: day, later: None };
        let debit = published.balance(books, day, Select::Account(account)).map_or(0, Ore::ore);
        let closed = self.first.previous();
        let place: Place = self.forbund.years[&closed].place;
        let source = Arc::new(Source { document: None, section: format!("bokslutet {closed}, summerat ur böckerna") });
        let provenance = Sourced { value: (), place, source, status: Status::Beslutad };
        self.add(Key::year(What::Stallning(account), closed), -sign * debit, provenance)
    }
}

/// The key asks for the year before; an older figure in its stead is an assumption.
fn latest_known(figure: &Sourced<()>, from: Year) -> Sourced<()> {
    let section = format!("{}; senast kända folkmängd är {from}, inte året innan", figure.source.section);
    let source = Arc::new(Source { document: figure.source.document.clone(), section });
    Sourced { value: (), place: figure.place, source, status: Status::Antagande }
}

/// An assumption for all, or for this one.
pub fn fits<T: PartialEq>(wanted: Option<T>, actual: Option<T>) -> bool {
    wanted.is_none() || wanted == actual
}
