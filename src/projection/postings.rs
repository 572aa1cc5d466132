//! The traced projection as vouchers: one a tertial in each of the scenario's two layers.

use super::compile::compile;
use super::label::label;
use super::model::{Measure, Model, YearPlan};
use super::reading::{Entry, Node, NodeIx, Traced};
use super::run::{Scratch, YearFigures, run};
use crate::diag::{Problem, catalogue};
use crate::domain::account::AccountIx;
use crate::domain::assumption::ResolvedScenario;
use crate::domain::forbund::{Forbund, LineIx};
use crate::domain::money::Ore;
use crate::domain::period::{Period, Span, Year};
use crate::domain::source::Origin;
use crate::domain::voucher::{Dimensions, Layer, Posting, Voucher, VoucherKind};
use crate::ledger::{Ledger, of_line};
use std::collections::BTreeMap;

/// A scenario carried forward, with its derivations.
#[derive(Clone, Debug)]
pub struct Projection {
    /// The scenario's position in the run, which its layers carry.
    pub scenario: u16,
    /// The model.
    pub model: Model,
    /// Every node of the derivation, operands first.
    pub nodes: Vec<Node>,
    /// The operands of every node; see [`Projection::operands`].
    operands: Vec<NodeIx>,
    /// The nodes of each year's figures.
    pub years: Vec<YearFigures<NodeIx>>,
}

impl Projection {
    /// The layer of expected outcome.
    pub fn outcome(&self) -> Layer {
        Layer::Prognos(self.scenario)
    }

    /// The layer of amounts before förbrukningsgrad.
    pub fn budget(&self) -> Layer {
        Layer::ScenarioBudget(self.scenario)
    }

    /// The operands of a node, in its rule's order; none for a leaf.
    pub fn operands(&self, node: &Node) -> &[NodeIx] {
        let (from, to) = node.operands;
        &self.operands[from as usize..to as usize]
    }

    /// The value of a node.
    pub fn value(&self, node: NodeIx) -> Ore {
        Ore::new(self.nodes[node.0 as usize].value)
    }
}

/// Compiles and traces a scenario and posts it.
///
/// # Errors
/// What [`compile`] finds, and F319 with the first value that overflowed.
pub fn project(
    forbund: &Forbund,
    published: &Ledger,
    scenario: &ResolvedScenario,
    at: u16,
) -> Result<(Projection, Vec<Voucher>), Vec<Problem>> {
    let model = compile(forbund, published, scenario)?;
    let mut traced = Traced::new(&model);
    let mut years = Vec::new();
    run(&model, &mut traced, &mut Scratch::default(), &mut years);
    if let Some(key) = traced.overflow {
        let problem = catalogue::ledger_too_large(scenario.place).note(format!("först: {}", label(forbund, key)));
        return Err(vec![problem]);
    }
    let Traced { nodes, operands, outcome, budget, .. } = traced;
    let projection = Projection { scenario: at, nodes, operands, years, model };
    let vouchers = Poster { forbund, projection: &projection }.vouchers(&outcome, &budget);
    Ok((projection, vouchers))
}

struct Poster<'p> {
    forbund: &'p Forbund,
    projection: &'p Projection,
}

/// Postings of a year's tertials, before their other side.
type Tertials = BTreeMap<(Layer, Year, usize), Vec<Posting>>;

impl Poster<'_> {
    fn vouchers(
        &self,
        outcome: &[(Entry, Year, usize, NodeIx)],
        budget: &[(LineIx, Year, usize, NodeIx)],
    ) -> Vec<Voucher> {
        let mut tertials = Tertials::new();
        let (prognos, planned) = (self.projection.outcome(), self.projection.budget());
        for (entry, year, tertial, node) in outcome {
            let posting = self.posting(*entry, *year, *node);
            tertials.entry((prognos, *year, *tertial)).or_default().push(posting);
            // Contributions, interest and measures are the same before förbrukningsgrad; lines have a budget of their own.
            if !matches!(entry, Entry::Line(_)) && !self.is_outcome_only(*entry, *year) {
                tertials.entry((planned, *year, *tertial)).or_default().push(posting);
            }
        }
        for (line, year, tertial, node) in budget {
            let posting = self.posting(Entry::Line(*line), *year, *node);
            tertials.entry((planned, *year, *tertial)).or_default().push(posting);
        }
        let mut vouchers: Vec<Voucher> = tertials
            .into_iter()
            .map(|((layer, year, tertial), postings)| self.tertial(layer, year, tertial, postings))
            .collect();
        vouchers.extend(self.closings(&vouchers));
        vouchers
    }

    fn posting(&self, entry: Entry, year: Year, node: NodeIx) -> Posting {
        let roles = self.forbund.chart.roles;
        let (account, sign, dimensions) = match entry {
            Entry::Contribution(member) => {
                (roles.medlemsbidrag, -1, Dimensions { member: Some(member), ..Dimensions::default() })
            }
            Entry::Income(position) => {
                (self.plan(year).incomes[usize::from(position)].account, -1, Dimensions::default())
            }
            Entry::Line(line) => (roles.ofordelade_kostnader, 1, of_line(self.forbund, line)),
            Entry::Measure(position) => (roles.ofordelade_kostnader, 1, self.of_measure(year, position)),
            Entry::Interest => (roles.finansiella_intakter, -1, Dimensions::default()),
            // What cash gains, the stock's account is credited with.
            Entry::Stock(account) => (account, -1, Dimensions::default()),
            Entry::Claim(position) => {
                (self.plan(year).claims[usize::from(position)].account, -1, Dimensions::default())
            }
        };
        Posting {
            account,
            amount: Ore::new(sign * self.projection.value(node).ore()),
            dimensions,
            origin: self.origin(node),
        }
    }

    fn plan(&self, year: Year) -> &YearPlan {
        self.projection.model.years.iter().find(|plan| plan.year == year).expect("a posted year is planned")
    }

    fn measure(&self, year: Year, position: u16) -> &Measure {
        &self.plan(year).measures[usize::from(position)]
    }

    fn is_outcome_only(&self, entry: Entry, year: Year) -> bool {
        match entry {
            Entry::Measure(position) => self.measure(year, position).is_outcome_only,
            Entry::Claim(_) => true,
            _ => false,
        }
    }

    fn of_measure(&self, year: Year, position: u16) -> Dimensions {
        let measure = self.measure(year, position);
        match measure.line {
            Some(line) => of_line(self.forbund, line),
            None => Dimensions { group: Some(measure.group), ..Dimensions::default() },
        }
    }

    fn origin(&self, node: NodeIx) -> Origin {
        Origin::Projection { scenario: self.projection.scenario, node: node.0 }
    }

    /// The other side of everything in a tertial is cash.
    fn tertial(&self, layer: Layer, year: Year, tertial: usize, mut postings: Vec<Posting>) -> Voucher {
        let at = (year.number() - self.projection.model.years[0].year.number()) as usize;
        let sum: i64 = postings.iter().map(|posting| posting.amount.ore()).sum();
        postings.push(Posting {
            account: self.forbund.chart.roles.likvida_medel,
            amount: Ore::new(-sum),
            dimensions: Dimensions::default(),
            origin: self.origin(self.projection.years[at].cash[tertial]),
        });
        let span = Period::TERTIALS[tertial].span(year);
        Voucher::new(layer, VoucherKind::Ordinary, span, postings).expect("cash balances the tertial")
    }

    /// Each layer's years are closed like the published ones.
    fn closings(&self, vouchers: &[Voucher]) -> Vec<Voucher> {
        let mut sums: BTreeMap<(Layer, Year), BTreeMap<AccountIx, i64>> = BTreeMap::new();
        for voucher in vouchers {
            let year = sums.entry((voucher.layer(), voucher.span().year())).or_default();
            for posting in
                voucher.postings().iter().filter(|posting| self.forbund.chart.get(posting.account).kind.is_result())
            {
                *year.entry(posting.account).or_default() += posting.amount.ore();
            }
        }
        let close = |((layer, year), accounts): ((Layer, Year), BTreeMap<AccountIx, i64>)| {
            let origin = Origin::Closing(year);
            let dimensions = Dimensions::default();
            let posting =
                |(account, sum): (AccountIx, i64)| Posting { account, amount: Ore::new(-sum), dimensions, origin };
            let result: i64 = accounts.values().sum();
            let equity = self.forbund.chart.roles.eget_kapital;
            let postings = accounts.into_iter().chain([(equity, -result)]).map(posting).collect();
            let day = year.next().first_day();
            Voucher::new(layer, VoucherKind::Closing, Span { from: day, to: day }, postings)
                .expect("eget kapital balances a closing")
        };
        sums.into_iter().map(close).collect()
    }
}
