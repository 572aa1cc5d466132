//! The projection of design §5 once more, from the text of the design alone: exact fractions, no shared arithmetic, no speed.
//!
//! It shares only the domain's nouns with the engine, never its rounding, its splitting or its order of work, so that an
//! agreement between the two says something. Every value is looked up anew for the year asked for, by recursion where one
//! year leans on the year before. What a valid förbund cannot lack is an `expect`, not an error.

pub mod arithmetic;
mod contributions;
mod costs;
mod grants;

use arithmetic::{exact, fraction, round_to, sum_by_tertial, thirds, total};
use finsam::domain::account::{AccountIx, AccountKind};
use finsam::domain::assumption::{Assumption, Kind, ResolvedScenario};
use finsam::domain::forbund::{Forbund, LineIx, MemberIx, Party};
use finsam::domain::period::{Period, Year};
use finsam::domain::yearbook::YearBook;
use num_rational::BigRational;

/// One projected year, in öre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OracleYear {
    /// The year.
    pub year: Year,
    /// Contributions of all members.
    pub contributions: i64,
    /// Other income: what was raised to fund decisions during the year, or for good in an earlier one.
    pub other_income: i64,
    /// Expected costs, with one-offs, adjustments and payouts.
    pub costs: i64,
    /// The same before förbrukningsgrad.
    pub costs_budget: i64,
    /// Interest received.
    pub financial: i64,
    /// Contributions and other income, less costs, plus financial net.
    pub result: i64,
    /// Eget kapital at the end of the year.
    pub equity: i64,
    /// Likvida medel at the end of the year.
    pub cash: i64,
    /// Likvida medel at the end of each tertial.
    pub cash_at_tertials: [i64; 3],
    /// Contributions per tertial of the year's members, in the file's order.
    pub members: Vec<(MemberIx, [i64; 3])>,
    /// Expected costs per tertial of the lines the year has, in the file's order; adjustments and payouts are not lines.
    pub lines: Vec<(LineIx, [i64; 3])>,
    /// The same before förbrukningsgrad and before what was withheld or demanded back.
    pub budget_lines: Vec<(LineIx, [i64; 3])>,
    /// Other income per tertial.
    pub raised: [i64; 3],
}

/// The projection, from the first year without bokslut to the scenario's horizon.
pub fn oracle(forbund: &Forbund, scenario: &ResolvedScenario) -> Vec<OracleYear> {
    let view = View { forbund, scenario };
    let mut cash = view.closing_stock(forbund.chart.roles.likvida_medel);
    let mut equity = view.closing_equity();
    let mut years = Vec::new();
    for year in forbund.first_projected().through(scenario.horizon) {
        let projected = view.project(year, cash, equity);
        (cash, equity) = (projected.cash, projected.equity);
        years.push(projected);
    }
    years
}

/// The förbund as one scenario sees it.
struct View<'a> {
    forbund: &'a Forbund,
    scenario: &'a ResolvedScenario,
}

/// A cost of one year, before and after förbrukningsgrad.
struct Cost {
    budget: i64,
    budget_parts: [i64; 3],
    outcome: [i64; 3],
}

// ---- The year put together (design §5.5, §5.6) ----------------------------------------------------------------------------

impl View<'_> {
    fn project(&self, year: Year, opening_cash: i64, opening_equity: i64) -> OracleYear {
        let members: Vec<_> =
            self.contributions(year).into_iter().map(|(member, amount)| (member, thirds(amount, 1))).collect();
        let lines = self.line_costs(year);
        let others: Vec<Cost> = self.adjustments(year).into_iter().chain(self.payouts(year)).collect();
        let costs: Vec<&Cost> = lines.iter().map(|(_, cost)| cost).chain(&others).collect();
        let contributed = sum_by_tertial(members.iter().map(|(_, parts)| *parts));
        let raised = self.raised(year);
        let income = sum_by_tertial([contributed, raised].into_iter());
        let spent = sum_by_tertial(costs.iter().map(|cost| cost.outcome));
        let (cash_at_tertials, financial) = self.cash_path(year, opening_cash, income, spent);
        let (contributions, other_income, expected) = (total(contributed), total(raised), total(spent));
        let result = contributions + other_income - expected + financial;
        OracleYear {
            year,
            contributions,
            other_income,
            costs: expected,
            costs_budget: costs.iter().map(|cost| cost.budget).sum(),
            financial,
            result,
            equity: opening_equity + result,
            cash: cash_at_tertials[2],
            cash_at_tertials,
            members,
            budget_lines: lines.iter().map(|(line, cost)| (*line, cost.budget_parts)).collect(),
            raised,
            lines: lines.into_iter().map(|(line, cost)| (line, cost.outcome)).collect(),
        }
    }

    /// Likvida medel at the end of each tertial, and the year's interest. Interest is received in the tertial it is reckoned
    /// for and earns from the next; stocks move at the end of the year, after the last interest.
    fn cash_path(&self, year: Year, opening: i64, income: [i64; 3], spent: [i64; 3]) -> ([i64; 3], i64) {
        let rate = self.interest(year);
        let (mut cash, mut financial, mut path) = (opening, 0, [0; 3]);
        let claimed = self.cash_from_claims(year);
        for tertial in 0..3 {
            let interest = round_to(&(&rate * fraction(cash.max(0)) / fraction(3)), 1);
            cash += income[tertial] - spent[tertial] + interest + claimed[tertial];
            if tertial == 2 {
                cash += self.cash_from_stocks(year);
            }
            financial += interest;
            path[tertial] = cash;
        }
        (path, financial)
    }

    fn interest(&self, year: Year) -> BigRational {
        let assumed = self.last(year, |kind| if let Kind::Interest(rate) = kind { Some(*rate) } else { None });
        exact(assumed.unwrap_or(self.forbund.interest.value))
    }
}

// ---- Balance accounts -----------------------------------------------------------------------------------------------------

impl View<'_> {
    /// A balance account in the last bokslut; one that the bokslut does not mention stands at nothing.
    fn closing_stock(&self, account: AccountIx) -> i64 {
        let facts = self.book_of_last_bokslut().facts_of(Period::Helar);
        facts.filter(|fact| fact.account == account).map(|fact| fact.value.value.ore()).sum()
    }

    /// Eget kapital in the last bokslut: what the assets are worth when provisions and debts are paid.
    fn closing_equity(&self) -> i64 {
        let accounts = self.forbund.chart.iter();
        accounts.map(|(ix, account)| side(account.kind) * self.closing_stock(ix)).sum()
    }

    /// What the year's change of other stocks brings to likvida medel: less when an asset grows, more when a debt does.
    fn cash_from_stocks(&self, year: Year) -> i64 {
        let change = |(ix, kind)| -side(kind) * (self.stock(year, ix) - self.stock(year.previous(), ix));
        let cash = self.forbund.chart.roles.likvida_medel;
        let others = self.forbund.chart.iter().filter(|(ix, _)| *ix != cash);
        others.map(|(ix, account)| change((ix, account.kind))).sum()
    }

    /// A balance account at the end of a year: assumed for it, or as the year before, back to the last bokslut.
    fn stock(&self, year: Year, account: AccountIx) -> i64 {
        if year < self.forbund.first_projected() {
            return self.closing_stock(account);
        }
        let assumed = self.last(year, |kind| match kind {
            Kind::Stock { account: of, amount } if *of == account => Some(amount.ore()),
            _ => None,
        });
        assumed.unwrap_or_else(|| self.stock(year.previous(), account))
    }

    fn book_of_last_bokslut(&self) -> &YearBook {
        self.book(self.forbund.last_closed()).expect("the last closed year has a book")
    }
}

/// +1 for what adds to eget kapital when it grows, −1 for what takes from it, 0 for the rest.
fn side(kind: AccountKind) -> i64 {
    match kind {
        AccountKind::Tillgang => 1,
        AccountKind::Avsattning | AccountKind::Skuld => -1,
        AccountKind::Intakt | AccountKind::Kostnad | AccountKind::EgetKapital => 0,
    }
}

// ---- Who is a member, and when --------------------------------------------------------------------------------------------

impl View<'_> {
    fn members(&self, year: Year) -> Vec<MemberIx> {
        let all = (0..self.forbund.members.len()).map(|at| MemberIx(u16::try_from(at).expect("few members")));
        all.filter(|member| self.is_member(year, *member)).collect()
    }

    fn kommuner(&self, year: Year) -> Vec<MemberIx> {
        let mut members = self.members(year);
        members.retain(|member| self.forbund.member(*member).party == Party::Kommun);
        members
    }

    /// A kommun that leaves is out from that year on; one that joins is out before it.
    fn is_member(&self, year: Year, member: MemberIx) -> bool {
        let is_out = |assumption: &Assumption| match &assumption.kind.value {
            Kind::Leave { kommun, .. } => *kommun == member && assumption.from <= year,
            Kind::Join { kommun } => *kommun == member && year < assumption.from,
            _ => false,
        };
        !self.scenario.assumptions.iter().any(is_out)
    }
}

// ---- Looking things up ----------------------------------------------------------------------------------------------------

impl View<'_> {
    fn book(&self, year: Year) -> Option<&YearBook> {
        self.forbund.years.get(&year)
    }

    fn covering(&self, year: Year) -> impl DoubleEndedIterator<Item = &Assumption> {
        self.scenario.assumptions.iter().filter(move |assumption| assumption.covers(year))
    }

    /// The last assumption for the year that says something of what is asked.
    fn last<T>(&self, year: Year, says: impl Fn(&Kind) -> Option<T>) -> Option<T> {
        self.covering(year).rev().find_map(|assumption| says(&assumption.kind.value))
    }
}
