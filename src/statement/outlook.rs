//! Where a scenario leads: each year's figures, and how law and target judge them (design §5.7).

use super::drift::{drift_per_ar, status_name};
use super::{Cell, Statement};
use crate::domain::forbund::Target;
use crate::domain::money::Ore;
use crate::domain::period::{Period, Year};
use crate::law;
use crate::ledger::Select;
use crate::projection::Economy;

/// How firm a year is (design §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Closed.
    Bokslut,
    /// A decided budget that the scenario leaves as it is.
    Budget,
    /// All else.
    Prognos,
}

impl Status {
    /// As the JSON contract spells it.
    pub fn name(self) -> &'static str {
        match self {
            Status::Bokslut => "bokslut",
            Status::Budget => "budget",
            Status::Prognos => "prognos",
        }
    }
}

/// One year of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearOutlook {
    /// The year.
    pub year: Year,
    /// How firm it is.
    pub status: Status,
    /// The members' contributions.
    pub contributions: Ore,
    /// All income of verksamheten.
    pub income: Ore,
    /// All costs of verksamheten.
    pub costs: Ore,
    /// The financial net.
    pub financial: Ore,
    /// The result.
    pub result: Ore,
    /// Eget kapital at the year's end.
    pub equity: Ore,
    /// The target for it.
    pub target: Ore,
    /// Likvida medel at the year's end.
    pub cash: Ore,
    /// The first tertial that ends with less than nothing in cash, 0 to 2.
    pub credit_from: Option<usize>,
}

/// How a scenario lands in the year of the target, or at its horizon if that comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landing {
    /// Under the band.
    Below,
    /// Within it.
    Within,
    /// Over it.
    Above,
}

/// Where a scenario leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// The scenario, by position.
    pub scenario: usize,
    /// Its years, closed and planned.
    pub years: Vec<YearOutlook>,
    /// The year that is judged against the target.
    pub landing_year: Year,
    /// How it lands.
    pub landing: Landing,
    /// The first planned year-end within the band.
    pub reaches: Option<Year>,
    /// The first planned year-end below the target.
    pub passes: Option<Year>,
    /// Planned years that do not meet KL 11:5 st. 2.
    pub deficits: Vec<Year>,
    /// The first planned year-end with negative eget kapital.
    pub negative_equity: Option<Year>,
    /// The first tertial that would need a credit.
    pub credit: Option<(Year, usize)>,
    /// Driftredovisningen that the years are read from.
    pub drift: Statement,
}

impl Outlook {
    /// The planned years.
    pub fn planned(&self) -> impl Iterator<Item = &YearOutlook> {
        self.years.iter().filter(|year| year.status != Status::Bokslut)
    }

    /// The year that is judged against the target.
    pub fn landing(&self) -> &YearOutlook {
        self.years.iter().find(|year| year.year == self.landing_year).expect("the landing year is one of the years")
    }
}

/// Follows a scenario through the years up to `to`.
pub fn outlook(economy: &Economy, scenario: usize, to: Year) -> Outlook {
    let years: Vec<Year> = economy.first_year().through(to.min(economy.last_year(scenario))).collect();
    let statement = drift_per_ar(economy, scenario, &years);
    let years: Vec<YearOutlook> =
        years.iter().enumerate().map(|(at, year)| read(economy, scenario, &statement, at, *year)).collect();
    judge(&economy.forbund.target, scenario, years, statement)
}

fn read(economy: &Economy, scenario: usize, statement: &Statement, at: usize, year: Year) -> YearOutlook {
    let amount = |id: &str| Ore::new(statement.row(id).map_or(0, |row| row.cells.get(at).map_or(0, Cell::ore)));
    let status = match status_name(economy, scenario, year) {
        "bokslut" => Status::Bokslut,
        "budget" => Status::Budget,
        _ => Status::Prognos,
    };
    let financial = Ore::new(amount("finansnetto").ore() + amount("extraordinara_poster").ore());
    YearOutlook {
        year,
        status,
        contributions: amount("medlemsbidrag"),
        income: amount("intakter"),
        costs: amount("kostnader"),
        financial,
        result: amount("resultat"),
        equity: amount("utgaende_eget_kapital"),
        target: amount("mal_eget_kapital"),
        cash: amount("likvida_medel"),
        credit_from: if status == Status::Bokslut { None } else { credit_from(economy, scenario, year) },
    }
}

/// The first tertial of a planned year that ends with negative likvida medel.
fn credit_from(economy: &Economy, scenario: usize, year: Year) -> Option<usize> {
    let cash = Select::Account(economy.forbund.chart.roles.likvida_medel);
    let balance = |period: Period| economy.ledger.balance(economy.books(scenario), period.span(year).to, cash);
    Period::TERTIALS.into_iter().position(|period| balance(period).is_some_and(|amount| amount < Ore::ZERO))
}

fn judge(target: &Target, scenario: usize, years: Vec<YearOutlook>, drift: Statement) -> Outlook {
    let last = years.last().expect("a scenario reaches at least one year").year;
    let landing_year = last.min(target.year);
    let band = |year: &YearOutlook| {
        let (low, high) =
            (law::target(target.low.value, year.contributions), law::target(target.high.value, year.contributions));
        match year.equity {
            equity if equity < low => Landing::Below,
            equity if equity > high => Landing::Above,
            _ => Landing::Within,
        }
    };
    let planned = || years.iter().filter(|year| year.status != Status::Bokslut);
    let first = |wanted: &dyn Fn(&YearOutlook) -> bool| planned().find(|year| wanted(year)).map(|year| year.year);
    let landing = years.iter().find(|year| year.year == landing_year).map_or(Landing::Below, band);
    let credit = planned().find_map(|year| year.credit_from.map(|tertial| (year.year, tertial)));
    Outlook {
        scenario,
        landing_year,
        landing,
        reaches: first(&|year| band(year) == Landing::Within),
        passes: first(&|year| year.equity < year.target),
        deficits: planned().filter(|year| !law::meets_budgetkrav(year.result)).map(|year| year.year).collect(),
        negative_equity: first(&|year| year.equity < Ore::ZERO),
        credit,
        years,
        drift,
    }
}
