//! The proof that nothing hides (design §1): of every statement, layer and period, that each posting it should hold counts exactly once in
//! its total, and that the total is the ledger's.
//!
//! A statement's specification is read as a sum over postings: how often, and with which sign, each posting enters the total. That is
//! held against the postings themselves, counted here one by one and not by the ledger's queries, and against the total as it is shown.

use super::drift::{Asked, books_column, cost_rows, printed_specification, specification as drift_rows, status_name};
use super::drift_detalj::{Detail, cost_rows_of};
use super::publicerad::{balance_specification, cash_specification};
use super::spec::{Formula, RowSpec, Source, evaluate};
use super::{Cell, Column, balans, kassaflode, resultat};
use crate::domain::account::{Account, AccountKind, Chart, StatementRow};
use crate::domain::money::Ore;
use crate::domain::period::{Period, Span, Year};
use crate::domain::voucher::{Layer, Posting, Voucher, VoucherKind};
use crate::ledger::{Books, Ledger, Select};
use crate::projection::Economy;
use chrono::NaiveDate;

/// Which postings a statement's total is made of, and how each enters it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Result accounts within the days: a credit raises the result.
    Result,
    /// Assets up to the last day.
    Assets,
    /// All other accounts up to the last day: eget kapital with the result that is not closed into it, provisions, debts.
    Others,
    /// Every account but cash within the days: what is credited there, cash has received.
    Cash,
}

impl Whole {
    /// How a posting of the account enters the total; none if it is no part of it.
    fn weight(self, account: &Account) -> Option<i64> {
        let is_asset = account.kind == AccountKind::Tillgang;
        match self {
            Whole::Result => account.kind.is_result().then_some(-1),
            Whole::Assets => is_asset.then_some(1),
            Whole::Others => (!is_asset).then_some(-1),
            Whole::Cash => Some(if account.row == StatementRow::KassaOchBank { 0 } else { -1 }),
        }
    }

    /// Whether what the voucher does on the account falls in the days. A closing moves a result within eget kapital, which changes no total;
    /// on any other account it would.
    fn takes(self, account: &Account, when: When, days: Span) -> bool {
        let is_equity = account.kind == AccountKind::EgetKapital || account.kind.is_result();
        match self {
            Whole::Result | Whole::Cash => when.is_within(days),
            Whole::Assets | Whole::Others if when.kind == VoucherKind::Closing && is_equity => false,
            Whole::Assets | Whole::Others => when.is_before(days.to),
        }
    }
}

/// What a voucher does and when, as far as it matters.
#[derive(Clone, Copy, Debug)]
struct When {
    kind: VoucherKind,
    span: Span,
}

impl When {
    fn is_within(self, days: Span) -> bool {
        self.kind == VoucherKind::Ordinary && days.from <= self.span.from && self.span.to <= days.to
    }

    /// Whether it has happened when the day begins. A closing is the first of its day.
    fn is_before(self, day: NaiveDate) -> bool {
        match self.kind {
            VoucherKind::Opening => self.span.from <= day,
            VoucherKind::Ordinary => self.span.to <= day,
            VoucherKind::Closing => self.span.from < day,
        }
    }
}

/// A statement with what it claims to hold.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Its id, as its figures begin.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its rows.
    pub rows: Vec<RowSpec>,
    /// What it should hold.
    pub whole: Whole,
    /// The rows that make its total, with their signs.
    pub total: Vec<(&'static str, i64)>,
    /// Whether each posting lies in one row alone. In a cash flow avskrivningar lie in three, which take each other out.
    pub is_single: bool,
}

/// The statements that hold every account of theirs: those of law and practice, and those that the förbund prints, whose parts are made up
/// to the whole by their reconciliation rows.
pub fn declared(economy: &Economy, asked: &Asked) -> Vec<Declared> {
    let forbund = &economy.forbund;
    let make = |id, title, rows, whole, total: &[(&'static str, i64)]| Declared {
        id,
        title,
        rows,
        whole,
        total: total.to_vec(),
        is_single: whole != Whole::Cash,
    };
    let result = &[("resultat", 1)];
    let detail = |detail| drift_rows(forbund, cost_rows_of(economy, asked, detail));
    let printed = || balance_specification(forbund, asked.period);
    let equity_and_debts = &[("summa_eget_kapital_och_skulder", 1)];
    // What the printed driftredovisning has no row for is reconciled in its last.
    let short = &[("medlemsavgift", 1), ("kostnader", -1), ("finansnetto", 1)];
    vec![
        make("resultat", "Resultaträkning", resultat::specification(), Whole::Result, &[("arets_resultat", 1)]),
        make("drift", "Driftredovisning", drift_rows(forbund, cost_rows(forbund)), Whole::Result, result),
        make("drift-rad", "Driftredovisning per rad", detail(Detail::Line), Whole::Result, result),
        make("drift-insats", "Driftredovisning per insats", detail(Detail::Insats), Whole::Result, result),
        make("drift-kommun", "Driftredovisning per kommun", detail(Detail::Kommun), Whole::Result, result),
        make("drift-publicerad", "Driftredovisning som publicerad", printed_specification(), Whole::Result, short),
        make("balans", "Balansräkning, tillgångar", balans::specification(), Whole::Assets, &[("summa_tillgangar", 1)]),
        make("balans", "Balansräkning, övrigt", balans::specification(), Whole::Others, equity_and_debts),
        make(
            "balans-publicerad",
            "Balansräkning som publicerad, tillgångar",
            printed(),
            Whole::Assets,
            &[("summa_tillgangar", 1)],
        ),
        make("balans-publicerad", "Balansräkning som publicerad, övrigt", printed(), Whole::Others, equity_and_debts),
        make("kassaflode", "Kassaflöde", kassaflode::specification(), Whole::Cash, &[("arets_kassaflode", 1)]),
        make(
            "kassaflode-publicerad",
            "Kassaflöde som publicerat",
            cash_specification(),
            Whole::Cash,
            &[("arets_kassaflode", 1)],
        ),
    ]
}

/// A posting that does not count as it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// The posting.
    pub posting: Posting,
    /// In how many rows it lies.
    pub rows: usize,
    /// How often it counts, as it should once.
    pub counts: i64,
}

/// What was found of a statement in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// How many postings it should hold.
    pub postings: usize,
    /// Those that do not count exactly once.
    pub hidden: Vec<Hidden>,
    /// The total from the postings.
    pub ledger: Ore,
    /// The total as it is shown; none where it shows none.
    pub shown: Option<Ore>,
}

impl Proof {
    /// The shown total less the ledger's. Where nothing is shown there is nothing to differ, if there is nothing in the ledger.
    pub fn difference(&self) -> Ore {
        Ore::new(self.shown.unwrap_or(Ore::ZERO).ore() - self.ledger.ore())
    }

    /// Whether nothing hides.
    pub fn holds(&self) -> bool {
        self.hidden.is_empty() && self.difference() == Ore::ZERO
    }
}

/// Proves a statement in a column of the books, a scenario's layer, or a budget.
pub fn prove(ledger: &Ledger, declared: &Declared, column: &(Column, Source)) -> Proof {
    let source = column.1;
    let days = days(source);
    let chart = ledger.chart();
    let leaves = leaves(declared);
    let (mut postings, mut sum, mut hidden) = (0, 0, Vec::new());
    for (when, posting) in held(ledger, source) {
        let account = chart.get(posting.account);
        let Some(wanted) = declared.whole.weight(account).filter(|_| declared.whole.takes(account, when, days)) else {
            continue;
        };
        postings += 1;
        sum += wanted * posting.amount.ore();
        let found: Vec<i64> = leaves
            .iter()
            .filter_map(|(row, sign)| Some(sign * weight(row.formula(), chart, posting, when, days)?))
            .collect();
        let counts = found.iter().sum::<i64>();
        let is_right = counts == wanted && (found.len() == 1 || !declared.is_single);
        if !is_right {
            hidden.push(Hidden {
                posting: *posting,
                rows: found.len(),
                counts: counts * if wanted == 0 { 1 } else { wanted },
            });
        }
    }
    let shown = shown(ledger, declared, column);
    Proof { postings, hidden, ledger: Ore::new(sum), shown }
}

/// The total as the evaluated statement has it. Where it shows none, as the result of a budget whose income no source gives, it is what its
/// rows come to.
fn shown(ledger: &Ledger, declared: &Declared, column: &(Column, Source)) -> Option<Ore> {
    let rows = evaluate(ledger, &declared.rows, std::slice::from_ref(column));
    let cell = |(id, sign): (&str, i64)| match rows.iter().find(|row| row.id == id)?.cells.first()? {
        Cell::Amount(amount) => Some(sign * amount.ore()),
        _ => None,
    };
    let sum = |cells: Vec<i64>| (!cells.is_empty()).then(|| Ore::new(cells.iter().sum()));
    let total = sum(declared.total.iter().copied().filter_map(cell).collect());
    total.or_else(|| sum(leaves(declared).iter().filter_map(|(row, sign)| cell((row.id(), *sign))).collect()))
}

/// The rows that are no sums and make up the total, with the sign that each has in it.
fn leaves(declared: &Declared) -> Vec<(&RowSpec, i64)> {
    let find = |id: &str| declared.rows.iter().find(|row| row.id() == id);
    let mut waiting: Vec<(&str, i64)> = declared.total.clone();
    let mut leaves = Vec::new();
    while let Some((id, sign)) = waiting.pop() {
        let Some(row) = find(id) else { continue };
        match row.formula() {
            Formula::Total(parts) => waiting.extend(parts.iter().map(|(id, own)| (id.as_str(), sign * own))),
            _ => leaves.push((row, sign)),
        }
    }
    leaves
}

/// How a row takes a posting: +1 or −1 of its debit; none if it does not.
fn weight(formula: &Formula, chart: &Chart, posting: &Posting, when: When, days: Span) -> Option<i64> {
    let within = when.is_within(days);
    match formula {
        Formula::Flow { of, sign } => (within && of.iter().any(|select| select.takes(chart, posting))).then_some(*sign),
        Formula::Signed(of) => {
            of.iter().find(|(select, _)| within && select.takes(chart, posting)).map(|(_, sign)| *sign)
        }
        Formula::Stock { of, sign } => (when.is_before(days.to) && of.takes(chart, posting)).then_some(*sign),
        Formula::OpeningStock(of) => (when.is_before(days.from) && of.takes(chart, posting)).then_some(1),
        Formula::OpeningEquity => (when.is_before(days.from) && Select::Equity.takes(chart, posting)).then_some(-1),
        Formula::ClosingEquity => (when.is_before(days.to) && Select::Equity.takes(chart, posting)).then_some(-1),
        Formula::Nothing
        | Formula::Stated(_)
        | Formula::Given(_)
        | Formula::Total(_)
        | Formula::Ratio(..)
        | Formula::ShareOf(..) => None,
    }
}

fn days(source: Source) -> Span {
    match source {
        Source::Books { span, .. } | Source::ScenarioBudget { span, .. } => span,
        // A budget's amounts are all of the days it is for.
        _ => Span { from: NaiveDate::MIN, to: NaiveDate::MAX },
    }
}

/// Every posting that the column may draw on.
fn held(ledger: &Ledger, source: Source) -> Vec<(When, &Posting)> {
    let of_vouchers = |wanted: &dyn Fn(&Voucher) -> bool| {
        let vouchers = ledger.vouchers().iter().filter(|voucher| wanted(voucher));
        let with = |voucher: &'_ Voucher| When { kind: voucher.kind(), span: voucher.span() };
        vouchers
            .flat_map(move |voucher| voucher.postings().iter().map(move |posting| (with(voucher), posting)))
            .collect()
    };
    match source {
        Source::Books { books: Books { closed_until, later }, .. } => of_vouchers(&|voucher| match voucher.layer() {
            Layer::Utfall => voucher.span().to <= closed_until,
            layer => Some(layer) == later,
        }),
        Source::ScenarioBudget { layer, .. } => of_vouchers(&|voucher| voucher.layer() == layer),
        Source::Plan(layer) => {
            let plans = ledger.plans().iter().filter(|plan| plan.layer == layer);
            plans.map(|plan| (When { kind: VoucherKind::Ordinary, span: plan.span }, &plan.posting)).collect()
        }
        _ => Vec::new(),
    }
}

/// A layer with the columns that are proved in it.
#[derive(Clone, Debug)]
pub struct LayerProof {
    /// What it is called: `Utfall`, `Budget 2026`, `Scenariot plan`, `Budget i scenariot plan`.
    pub name: String,
    /// Its postings and the sum of them, where it consists of vouchers.
    pub vouchers: Option<(usize, usize, Ore)>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Each statement with its proof in every column.
    pub statements: Vec<(Declared, Vec<Proof>)>,
}

impl LayerProof {
    /// Whether nothing hides in it.
    pub fn holds(&self) -> bool {
        let sums = self.vouchers.is_none_or(|(_, _, sum)| sum == Ore::ZERO);
        sums && self.statements.iter().all(|(_, proofs)| proofs.iter().all(Proof::holds))
    }
}

/// The proof of every layer: what happened, every budget, and every scenario before and after förbrukningsgrad.
pub fn bevis(economy: &Economy, scenarios: &[usize]) -> Vec<LayerProof> {
    let forbund = &economy.forbund;
    let asked = |year, period, scenario| Asked { year, period, scenario };
    let mut closed: Vec<Asked> = Vec::new();
    for year in economy.first_year().through(forbund.last_closed()) {
        let parts = [Period::JanAug, Period::Helar].map(|period| asked(year, period, 0));
        closed.extend(parts.into_iter().filter(|of| economy.ledger.is_given(of.span())));
    }
    let mut layers = vec![of_books(economy, "Utfall".to_owned(), Layer::Utfall, &closed)];
    layers.extend(crate::ledger::budgets(forbund).map(|(layer, year, budget)| {
        let says_year = budget.name.contains(&year.to_string());
        let name = if says_year { budget.name.clone() } else { format!("{} {year}", budget.name) };
        of_budget(economy, name, asked(year, budget.period, 0), Source::Plan(layer))
    }));
    for at in scenarios {
        let years: Vec<Asked> = forbund
            .first_projected()
            .through(economy.last_year(*at))
            .map(|year| asked(year, Period::Helar, *at))
            .collect();
        let (id, projection) = (&economy.scenarios[*at].id, &economy.projections[*at]);
        layers.push(of_books(economy, format!("Scenariot {id}"), projection.outcome(), &years));
        layers.push(of_scenario_budget(economy, format!("Budget i scenariot {id}"), projection.budget(), &years));
    }
    layers
}

fn of_books(economy: &Economy, name: String, layer: Layer, asked: &[Asked]) -> LayerProof {
    let column = |of: &Asked| {
        let (column, source) = books_column(economy, of, of.span());
        (Column { kind: status_name(economy, of.scenario, of.year).to_owned(), ..column }, source)
    };
    let columns = asked.iter().map(|of| (*of, column(of))).collect();
    proved(economy, name, Some(layer), columns, |_| true)
}

fn of_scenario_budget(economy: &Economy, name: String, layer: Layer, asked: &[Asked]) -> LayerProof {
    let column = |of: &Asked| (year_column(of.year), Source::ScenarioBudget { layer, span: of.span() });
    let columns = asked.iter().map(|of| (*of, column(of))).collect();
    proved(economy, name, Some(layer), columns, |of| of.whole == Whole::Result)
}

fn of_budget(economy: &Economy, name: String, asked: Asked, source: Source) -> LayerProof {
    // A budget without known income has no result, so only what it gives is held against the postings.
    proved(economy, name, None, vec![(asked, (year_column(asked.year), source))], |of| of.whole == Whole::Result)
}

fn year_column(year: Year) -> Column {
    Column { id: year.to_string(), heading: year.to_string(), kind: "budget".to_owned(), layer: "budget" }
}

fn proved(
    economy: &Economy,
    name: String,
    layer: Option<Layer>,
    columns: Vec<(Asked, (Column, Source))>,
    wanted: fn(&Declared) -> bool,
) -> LayerProof {
    let ledger = &economy.ledger;
    let mut statements: Vec<(Declared, Vec<Proof>)> = Vec::new();
    for (asked, column) in &columns {
        for (at, of) in declared(economy, asked).into_iter().filter(wanted).enumerate() {
            let proof = prove(ledger, &of, column);
            match statements.get_mut(at) {
                Some((_, proofs)) => proofs.push(proof),
                None => statements.push((of, vec![proof])),
            }
        }
    }
    let vouchers = layer.map(|layer| {
        let of_layer = || ledger.vouchers().iter().filter(|voucher| voucher.layer() == layer);
        let postings = || of_layer().flat_map(Voucher::postings);
        (of_layer().count(), postings().count(), Ore::new(postings().map(|posting| posting.amount.ore()).sum()))
    });
    LayerProof { name, vouchers, columns: columns.into_iter().map(|(_, (column, _))| column).collect(), statements }
}
