//! What a posting comes from, origin by origin.

use super::balance::Posted;
use super::graph::{Graph, Identity, Leaf, Made, NodeIx};
use super::names::{of_days, of_layer, of_posting};
use crate::diag::Place;
use crate::domain::forbund::Party;
use crate::domain::money::Ore;
use crate::domain::period::Period;
use crate::domain::source::{Origin, Sourced};
use crate::domain::voucher::{Layer, Posting, Voucher};
use crate::domain::yearbook::Budget;
use crate::ledger::{self, Query, Select};
use crate::projection::{self, Rule, What};
use crate::statement::{Counts, Figure, Name, Reckon};

/// A rule and its operands.
pub(super) type Step = (Reckon, Vec<NodeIx>);

pub(super) fn signed(terms: Vec<(i64, NodeIx)>) -> Step {
    let (signs, operands) = terms.into_iter().unzip();
    (Reckon::Signed(signs), operands)
}

impl<'e> Graph<'e> {
    /// A posting, debit positive; `planned` is the layer of an amount without a voucher.
    pub(super) fn posting(&mut self, planned: Layer, (voucher, posting): Posted<'e>) -> NodeIx {
        let identity = Identity::Posting(std::ptr::from_ref(posting) as usize);
        if let Some(found) = self.known(identity) {
            return found;
        }
        let economy = self.economy;
        let layer = voucher.map_or(planned, Voucher::layer);
        let (rule, operands) = self.origin(layer, voucher, posting);
        let of = match voucher {
            Some(voucher) => format!("{} ({})", of_days(&posting.origin, voucher.span()), of_layer(economy, layer)),
            None => of_layer(economy, layer),
        };
        let day = voucher.map_or_else(|| budget_day(economy, layer), |voucher| voucher.span().last_day());
        let name = Name::new(&of_posting(&economy.forbund, posting), &of);
        let made = Made::Posting { rule, layer, day, posting: *posting };
        self.push(identity, name, (posting.amount.ore(), Counts::Ore), made, operands)
    }

    fn origin(&mut self, layer: Layer, voucher: Option<&'e Voucher>, posting: &'e Posting) -> Step {
        let natural = self.economy.forbund.chart.get(posting.account).kind.debit_sign();
        let between = |graph: &mut Self, later: Option<Place>, earlier: Option<Place>| {
            let later = later.map(|place| (natural, graph.fact(place)));
            let earlier = earlier.map(|place| (-natural, graph.fact(place)));
            signed(later.into_iter().chain(earlier).collect())
        };
        match posting.origin {
            Origin::Fact(place) if voucher.is_none() => self.planned(layer, place, natural),
            Origin::Fact(place) => signed(vec![(natural, self.fact(place))]),
            Origin::Movement { from, to } => between(self, to, from),
            Origin::Rest { year, interim } => between(self, year, interim),
            Origin::Sie { line } => {
                let name = Name::new(&of_posting(&self.economy.forbund, posting), "rad i bokföringsfilen");
                // The same line is one posting, so the posting's own identity tells its leaf too.
                let identity =
                    Identity::Group(Query::Planned(layer), Select::Result, std::ptr::from_ref(posting) as usize);
                let made = Made::Leaf(Leaf::Sie { line });
                let leaf = self.push(identity, name, (posting.amount.ore(), Counts::Ore), made, Vec::new());
                signed(vec![(1, leaf)])
            }
            Origin::Helarsprognos { scenario, months } => {
                self.forecast(layer, voucher, posting, (scenario.into(), months))
            }
            Origin::Closing(year) => {
                let books = self.economy.books(scenario_of(layer));
                let equity = posting.account == self.economy.forbund.chart.roles.eget_kapital;
                let select = if equity { Select::Result } else { Select::Account(posting.account) };
                let span = Period::Helar.span(year);
                let query = match layer {
                    Layer::ScenarioBudget(_) => Query::Layer { layer, span },
                    _ => Query::Movement { books, span },
                };
                let closed = self.ledger(&Name::new("", ""), query, select, natural);
                signed(vec![(if equity { natural } else { -natural }, closed)])
            }
            Origin::Projection { scenario, node } => {
                let (scenario, node) = (usize::from(scenario), projection::NodeIx(node));
                let what = self.economy.projections[scenario].nodes[node.0 as usize].key.what;
                match voucher {
                    Some(voucher) if what == What::LikvidaMedel => self.other_side(voucher, posting),
                    // What cash gains, the stock's account is credited with.
                    _ if matches!(what, What::Rorelsekapital(_) | What::Aterkrav(_)) => {
                        signed(vec![(-1, self.trace(scenario, node))])
                    }
                    _ => signed(vec![(natural, self.trace(scenario, node))]),
                }
            }
        }
    }

    /// Cash takes the other side of everything in its voucher.
    pub(super) fn other_side(&mut self, voucher: &'e Voucher, posting: &'e Posting) -> Step {
        let others = voucher.postings().iter().filter(|other| !std::ptr::eq(*other, posting));
        signed(others.map(|other| (-1, self.posting(voucher.layer(), (Some(voucher), other)))).collect())
    }

    /// A value that the books were given.
    ///
    /// # Panics
    /// Never for books that were read: every posting's place is that of a value.
    pub(super) fn fact(&mut self, place: Place) -> NodeIx {
        let found = self.sources.at(place).expect("a posting's place is that of a value").clone();
        self.source(found.name, (found.value, found.counts), found.provenance)
    }

    /// An amount of a budget: the value itself, or what the budget's own rules make of several.
    fn planned(&mut self, layer: Layer, place: Place, natural: i64) -> Step {
        let economy = self.economy;
        let (Layer::Budget(at) | Layer::Andring(at)) = layer else {
            return signed(vec![(natural, self.fact(place))]);
        };
        let Some((_, year, budget)) = ledger::budgets(&economy.forbund).nth(usize::from(at)) else {
            return signed(vec![(natural, self.fact(place))]);
        };
        let is_at = |value: &Option<Sourced<Ore>>| value.as_ref().is_some_and(|value| value.place == place);
        if is_at(&budget.costs) {
            return self.unspecified(budget, place);
        }
        let book = &economy.forbund.years[&year];
        if budget.income.is_none() && book.decided.first().is_some_and(|(_, first)| first.place == place) {
            let decided = book.decided.iter().map(|(_, amount)| (natural, self.fact(amount.place)));
            return signed(decided.collect());
        }
        if budget.income.is_none() && is_at(&book.state) {
            return self.by_key(place, natural, &budget.name);
        }
        // A financial net is stated with plus for income; it may be posted on an account of either kind.
        signed(vec![(natural, self.fact(place))])
    }

    /// The stated costs less what is known by line.
    fn unspecified(&mut self, budget: &Budget, place: Place) -> Step {
        let one_offs = budget.one_offs.iter().map(|one| &one.amount);
        let changes = budget.changes.iter().flat_map(|change| change.lines.iter().map(|(_, amount)| amount));
        let known = budget.lines.iter().map(|(_, amount)| amount).chain(one_offs).chain(changes);
        let places: Vec<Place> = known.map(|amount| amount.place).collect();
        let less = places.into_iter().map(|place| (-1, self.fact(place)));
        let terms: Vec<(i64, NodeIx)> = less.collect();
        signed(std::iter::once((1, self.fact(place))).chain(terms).collect())
    }

    /// The state's amount, and the region's and the kommuner's parts that follow from it (design §5.1).
    fn by_key(&mut self, place: Place, natural: i64, of: &str) -> Step {
        let economy = self.economy;
        let key = &economy.forbund.key;
        let found = self.sources.at(place).expect("the state's amount is a value").clone();
        let state = Figure::source(&found.name, found.counts, &found.provenance.with(found.value));
        let rate = |whose: &str, share| Figure::rate(&Name::new("Andel i nyckeln", whose), share);
        let stat = rate("staten", &key.stat);
        let part = |whose: &str, share: Figure| {
            let name = Name::new(&format!("Tilldelning från {whose}"), of);
            Figure::rule(&name, Counts::Ore, Reckon::Projection(Rule::Part), vec![state.clone(), share, stat.clone()])
        };
        let region = economy.forbund.of_party(Party::Region).next();
        let region = region.and_then(|_| part("regionen", rate("regionen", &key.region)));
        let kommuner = part("kommunerna", rate("kommunerna", &key.kommuner));
        let terms = [Some(state.clone()), region, kommuner].into_iter().flatten();
        let terms: Vec<(i64, NodeIx)> = terms.map(|figure| (natural, self.follow(&figure))).collect();
        signed(terms)
    }
}

/// The scenario whose books a layer is of.
fn scenario_of(layer: Layer) -> usize {
    match layer {
        Layer::Prognos(at) | Layer::ScenarioBudget(at) => usize::from(at),
        _ => 0,
    }
}

fn budget_day(economy: &projection::Economy, layer: Layer) -> chrono::NaiveDate {
    let day = match layer {
        Layer::Budget(at) | Layer::Andring(at) => ledger::budgets(&economy.forbund)
            .nth(usize::from(at))
            .map(|(_, year, budget)| budget.period.span(year).last_day()),
        _ => None,
    };
    day.unwrap_or_else(|| economy.first_year().first_day())
}
