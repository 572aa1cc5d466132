//! How a forecast of the year's end came about: its method over what is booked, the budget and what the scenario expects.

use super::graph::{Graph, NodeIx};
use super::posting::{Step, signed};
use crate::domain::account::StatementRow as R;
use crate::domain::period::{Period, Span, Year};
use crate::domain::voucher::{Layer, Posting, Voucher};
use crate::ledger::{Query, Select};
use crate::projection::{Method, Way, alike, spent, way};
use crate::statement::{Figure, Name, Reckon, budget_costs};
use chrono::Months;

impl<'e> Graph<'e> {
    pub(super) fn forecast(
        &mut self,
        layer: Layer,
        voucher: Option<&'e Voucher>,
        posting: &'e Posting,
        (scenario, months): (usize, u8),
    ) -> Step {
        let economy = self.economy;
        let Some(voucher) = voucher else { return signed(Vec::new()) };
        let Some(alike) = alike(&economy.forbund.chart, posting) else { return self.other_side(voucher, posting) };
        let year = voucher.span();
        let so_far = Span { to: year.from + Months::new(months.into()), ..year };
        let projection = &economy.projections[scenario];
        let (row, account, dimensions) = alike;
        let mut query = |layer: Layer, span: Span| {
            let (query, select) = (Query::Layer { layer, span }, Select::Alike { row, account, dimensions });
            // What has no figure is no term.
            (economy.ledger.total(query, select)?.ore() != 0).then(|| self.ledger(&Name::new("", ""), query, select, 1))
        };
        let outcome = query(Layer::Bokfort, so_far).map(|node| (1, node));
        let left = [(1, query(projection.budget(), year)), (-1, query(projection.budget(), so_far))];
        let left: Vec<(i64, NodeIx)> = left.into_iter().filter_map(|(sign, node)| Some((sign, node?))).collect();
        let expected = query(projection.outcome(), year).map(|node| (1, node));
        let method = Method::ALL.into_iter().find(|method| method.layer() == layer).unwrap_or(Method::Rest);
        let spent = spent(economy);
        match (way(economy, method, &alike, &spent), &spent) {
            (Way::Expected, _) => signed(expected.into_iter().collect()),
            (Way::Takt, _) if outcome.is_some() => {
                (Reckon::Takt { months }, outcome.map(|(_, node)| node).into_iter().collect())
            }
            (Way::Takt, _) => signed(Vec::new()),
            (Way::Spent, Some(spent)) if !left.is_empty() => {
                let part = self.spent_part(posting, left, &spent.years);
                signed(outcome.into_iter().chain([(1, part)]).collect())
            }
            (Way::Rest | Way::Spent, _) => signed(outcome.into_iter().chain(left).collect()),
        }
    }

    /// What is left of the budget × what closed years spent of theirs.
    fn spent_part(&mut self, posting: &'e Posting, left: Vec<(i64, NodeIx)>, years: &[Year]) -> NodeIx {
        let economy = self.economy;
        let name = |what: &str| Name::new(what, &super::of_posting(&economy.forbund, posting));
        let of_years = crate::domain::sv::years(years);
        let (mut outcome, mut budget) = (Vec::new(), Vec::new());
        for year in years {
            let query = Query::Movement { books: economy.books(0), span: Period::Helar.span(*year) };
            let costs = [(Select::Row(R::VerksamhetensKostnader), 1), (Select::Row(R::Avskrivningar), 1)];
            let named = Name::new("Kostnader", &year.to_string());
            outcome.extend(Figure::flow(&named, &economy.ledger, query, costs));
            let whole = economy.forbund.years.get(year).and_then(|book| book.budget_for(Period::Helar));
            budget.extend(whole.and_then(|(_, whole)| budget_costs(&economy.forbund, whole)));
        }
        let outcome = Figure::total(&Name::new("Kostnader", &of_years), outcome);
        let budget = Figure::total(&Name::new("Budgeterade kostnader", &of_years), budget);
        let value = left.iter().map(|(sign, node)| sign * self.node(*node).value).sum();
        let (signs, operands): (Vec<i64>, Vec<NodeIx>) = left.into_iter().unzip();
        let rest = self.made(name("Kvar av budgeten"), value, Reckon::Signed(signs), operands);
        let operands: Vec<NodeIx> =
            [outcome, budget].into_iter().flatten().map(|figure| self.follow(&figure)).collect();
        let operands: Vec<NodeIx> = std::iter::once(rest).chain(operands).collect();
        let values: Vec<i64> = operands.iter().map(|operand| self.node(*operand).value).collect();
        let value = Reckon::Spent.apply(&values).unwrap_or(0);
        self.made(name("Kvar av budgeten som väntas förbrukas"), value, Reckon::Spent, operands)
    }
}
