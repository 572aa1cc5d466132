//! The budget proposal for a year with the plan for three years that KL 11:6 asks for: one page for the meeting.
//!
//! Planned columns are the scenario's budget, before any förbrukningsgrad: it is a budget that is decided. Every figure, eget
//! kapital and likvida medel too, is read from the books with that layer after the last bokslut, so that the page ties to itself.

use super::drift::{Asked, books_column, decided_budget, equity_rows, status_name};
use super::outlook::outlook;
use super::plan_basis::{self, Basis};
use super::plan_words::{self, Judged};
use super::spec::{Formula, RowSpec, evaluate};
use super::{Cell, Column, Row, Source, Statement, Style};
use crate::diag::{Problem, catalogue};
use crate::domain::account::StatementRow as R;
use crate::domain::forbund::{GroupIx, LineIx, LineKind};
use crate::domain::money::{Ore, Unit};
use crate::domain::period::{Period, Span, Year};
use crate::domain::sv;
use crate::law;
use crate::ledger::{Books, Select};
use crate::projection::{Economy, Projection};
use chrono::{Datelike, NaiveDate};

/// Likvida medel at the end of a tertial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TertialCash {
    /// The year.
    pub year: Year,
    /// The tertial, 0 to 2.
    pub tertial: usize,
    /// What there is.
    pub amount: Ore,
}

/// The page.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Outcome, the budget of the year before, the proposal, the change, and the two years after it.
    pub years: Statement,
    /// Contributions per member, and utvecklingsmedel per kommun and tertial.
    pub members: Statement,
    /// What each line of `years` rests on, by row id.
    pub basis: Vec<(String, Basis)>,
    /// Likvida medel, tertial by tertial through the three years.
    pub cash: Vec<TertialCash>,
    /// The rules with what the figures say of them.
    pub rules: Vec<Judged>,
    /// What the board has to decide, in order.
    pub decisions: Vec<String>,
}

impl Plan {
    /// The lowest of `cash`, the first of them if it is reached twice.
    pub fn lowest_cash(&self) -> TertialCash {
        *self.cash.iter().min_by_key(|cash| cash.amount).expect("three years have tertials")
    }

    /// The table for people: a group's lines set in, and a last column of signs for what each line rests on.
    pub fn printed(&self) -> Statement {
        let mut statement = self.years.clone();
        let groups = self.years.rows.iter().filter(|row| row.style == Style::Subtotal);
        for (line, _) in groups.flat_map(|group| &group.parts) {
            statement.rows[*line].label.insert(0, sv::NBSP);
        }
        statement.columns.push(named("grund", "Grund", "", "status"));
        for row in &mut statement.rows {
            let basis = self.basis.iter().find(|(id, _)| *id == row.id);
            row.cells.push(Cell::Text(basis.map_or(String::new(), |(_, basis)| basis.signs())));
            row.figures.push(None);
        }
        let all = self.basis.iter().map(|(_, basis)| basis);
        statement.notes.extend(plan_basis::legend(all));
        statement.notes = vec![statement.notes.join(" ")];
        statement
    }
}

/// The proposal for a year: what `scenario` plans for it and the two years after. Words are in `unit`; `today` decides how long
/// there is to 30 November.
///
/// # Errors
/// F502 for a year that is closed or whose three years the scenario does not reach.
pub fn plan(economy: &Economy, scenario: usize, year: Year, today: NaiveDate, unit: Unit) -> Result<Plan, Problem> {
    let page = Page { economy, scenario, years: law::three_year_plan(year) };
    page.check()?;
    let (mut years, members) = (page.years_table(), page.members_table());
    let cash = page.cash(&years);
    let basis = plan_basis::of_rows(economy, page.budget(), &page.years, &page.row_selections());
    let mut plan = Plan { years: years.clone(), members, basis, cash, rules: Vec::new(), decisions: Vec::new() };
    let outlook = outlook(economy, scenario, economy.last_year(scenario));
    let words = plan_words::Words { page: &page, plan: &plan, outlook: &outlook, today, unit };
    years.notes.extend(words.notes());
    (plan.rules, plan.decisions) = (words.rules(), words.decisions());
    plan.years = years;
    Ok(plan)
}

/// What the page is about.
pub(super) struct Page<'e> {
    pub economy: &'e Economy,
    pub scenario: usize,
    pub years: [Year; 3],
}

/// The year that is proposed comes third, after an outcome and the budget of the year before.
const PROPOSED: usize = 2;

impl Page<'_> {
    pub fn check(&self) -> Result<(), Problem> {
        let (first, last) = (self.economy.forbund.first_projected(), self.economy.last_year(self.scenario));
        let [year, _, end] = self.years;
        if year >= first && end <= last {
            return Ok(());
        }
        let why = if year < first { "året har redan bokslut" } else { "planens tre år når för långt" };
        let latest = Year::new(i64::from(last.number()) - 2).unwrap_or(first).max(first);
        Err(catalogue::year_not_to_plan(&year.to_string(), why, &first.to_string(), &latest.to_string()))
    }

    fn projection(&self) -> &Projection {
        &self.economy.projections[self.scenario]
    }

    /// The layer of the scenario's budget.
    pub fn budget(&self) -> crate::domain::voucher::Layer {
        self.projection().budget()
    }

    /// The closed years, and the scenario's budget after them.
    fn books(&self) -> Books {
        Books { later: Some(self.budget()), ..self.economy.books(self.scenario) }
    }

    pub fn source(&self, span: Span) -> Source {
        Source::Books { books: self.books(), span }
    }

    /// Whether the year has a decided budget that the scenario leaves as it is.
    pub fn is_decided(&self, year: Year) -> bool {
        status_name(self.economy, self.scenario, year) == "budget"
    }

    /// Whether the year before the proposal is planned line by line, or closed and its budget a decided one.
    pub fn year_before_is_planned(&self) -> bool {
        self.years[0].previous() >= self.economy.forbund.first_projected()
    }

    /// Whether the year before has every cost by line, so that a group of it can be compared.
    fn year_before_is_whole(&self) -> bool {
        let book = self.economy.forbund.years.get(&self.years[0].previous());
        let decided = book.and_then(|book| book.budget_for(Period::Helar)).map(|(_, budget)| budget.is_by_line());
        self.year_before_is_planned() || decided == Some(true)
    }

    /// The column of a planned year: a budget if it is decided, else what the page makes of it.
    fn planned_column(&self, year: Year, (id, kind): (&str, &str)) -> (Column, Source) {
        let (id, kind) = if self.is_decided(year) { ("budget", "budget") } else { (id, kind) };
        let column = named(&format!("{id}_{year}"), &year.to_string(), kind, "budget");
        (column, self.source(Period::Helar.span(year)))
    }

    /// Outcome, the year before, the proposal, the change, and the plan.
    fn columns(&self) -> Vec<(Column, Source)> {
        let [year, second, third] = self.years;
        let (before, closed) = (year.previous(), self.economy.forbund.last_closed());
        let asked = |year| Asked { year, period: Period::Helar, scenario: self.scenario };
        let (outcome, source) = books_column(self.economy, &asked(closed), Period::Helar.span(closed));
        let outcome = Column { id: format!("bokslut_{closed}"), ..outcome };
        let (year_before, change) = if self.year_before_is_planned() {
            (self.planned_column(before, ("plan", "plan")), Source::Change { of: PROPOSED, from: 1 })
        } else {
            let decided = decided_budget(self.economy, &asked(before));
            let source = decided.map_or(Source::Absent, |(layer, _)| Source::Plan(layer));
            let column = named(&format!("budget_{before}"), &before.to_string(), "budget", "budget");
            ((column, source), Source::Deviation { of: PROPOSED, from: 1 })
        };
        vec![
            (outcome, source),
            year_before,
            self.planned_column(year, ("forslag", "förslag")),
            (named("andring", "Ändring", &sv::years_short(before, year), "avvikelse"), change),
            self.planned_column(second, ("plan", "plan")),
            self.planned_column(third, ("plan", "plan")),
        ]
    }

    /// The rows of costs: each group's lines, an insats's utvecklingsmedel together, and what lies on no line.
    fn groups(&self) -> Vec<(GroupIx, Vec<Line>)> {
        let forbund = &self.economy.forbund;
        let group = |at: usize| {
            let ix = GroupIx(at as u16);
            let mut rows: Vec<Line> = Vec::new();
            for (at, line) in forbund.lines.iter().enumerate().filter(|(_, line)| line.group == ix) {
                let select = Select::Line(LineIx(at as u16));
                let insats = line.insats.map(|insats| forbund.insats(insats));
                match (line.kind, insats) {
                    (LineKind::Utvecklingsmedel { .. }, Some(insats)) => {
                        let id = format!("{}_utvecklingsmedel", insats.id);
                        match rows.iter_mut().find(|row| row.id == id) {
                            Some(row) => row.of.push(select),
                            None => {
                                let label = format!("Utvecklingsmedel {}", insats.name);
                                rows.push(Line { id, label, of: vec![select] });
                            }
                        }
                    }
                    _ => rows.push(Line { id: line.id.to_string(), label: line.name.clone(), of: vec![select] }),
                }
            }
            // Each kommun's line is followed by its utvecklingsmedel in the file's order; here these come last.
            rows.sort_by_key(|row| row.id.ends_with("_utvecklingsmedel"));
            let id = format!("{}_utan_rad", forbund.groups[at].id);
            rows.push(Line { id, label: "Inte lagt på någon rad".to_owned(), of: vec![Select::Unplaced(ix)] });
            (ix, rows)
        };
        (0..forbund.groups.len()).map(group).collect()
    }

    fn cost_rows(&self) -> Vec<RowSpec> {
        let forbund = &self.economy.forbund;
        let flow = |of| Formula::Flow { of, sign: 1 };
        let (mut rows, mut parts): (Vec<RowSpec>, Vec<String>) = (Vec::new(), Vec::new());
        for (ix, lines) in self.groups() {
            let group = forbund.group(ix);
            let lines: Vec<Line> = lines.into_iter().filter(|line| self.has_figure(&line.of)).collect();
            // A group of one line is that line, and has no sum of its own.
            if let [only] = &lines[..] {
                rows.push(RowSpec::item(&only.id, &only.label, flow(only.of.clone())));
                parts.push(only.id.clone());
                continue;
            }
            if lines.is_empty() {
                continue;
            }
            let own: Vec<(&str, i64)> = lines.iter().map(|line| (line.id.as_str(), 1)).collect();
            rows.extend(lines.iter().map(|line| RowSpec::item(&line.id, &line.label, flow(line.of.clone()))));
            let id = format!("grupp_{}", group.id);
            let sum = RowSpec::subtotal(&id, &group.name, &own);
            rows.push(if self.year_before_is_whole() { sum } else { sum.incomparable() });
            parts.push(id);
        }
        let others = [
            ("ej_fordelat", "Ej fördelat i källan", Select::NoGroup),
            ("avskrivningar", "Avskrivningar", Select::Row(R::Avskrivningar)),
        ];
        for (id, label, select) in others.into_iter().filter(|(.., select)| self.has_figure(&[*select])) {
            rows.push(RowSpec::item(id, label, flow(vec![select])).incomparable());
            parts.push(id.to_owned());
        }
        let parts: Vec<(&str, i64)> = parts.iter().map(|id| (id.as_str(), 1)).collect();
        rows.push(RowSpec::total("kostnader", "Summa kostnader", &parts));
        rows
    }

    /// Whether any column has a figure of these other than 0, so that the page has no line without one.
    fn has_figure(&self, of: &[Select]) -> bool {
        let formula = Formula::Flow { of: of.to_vec(), sign: 1 };
        !evaluate(&self.economy.ledger, &[RowSpec::item("", "", formula).optional()], &self.columns()).is_empty()
    }

    /// ”Av budgeten ska det vidare framgå hur verksamheten ska finansieras och hur den ekonomiska ställningen beräknas vara vid
    /// budgetårets slut.” (KL 11:6)
    fn specification(&self) -> Vec<RowSpec> {
        let forbund = &self.economy.forbund;
        let contributions = forbund.chart.roles.medlemsbidrag;
        let income = |of| Formula::Flow { of, sign: -1 };
        let others = forbund.chart.iter().filter(|(ix, at)| at.row == R::VerksamhetensIntakter && *ix != contributions);
        let others: Vec<Select> = others.map(|(ix, _)| Select::Account(ix)).collect();
        let mut rows =
            vec![RowSpec::item("medlemsbidrag", "Medlemmarnas bidrag", income(vec![Select::Account(contributions)]))];
        let mut parts = vec![("medlemsbidrag", 1)];
        if self.has_figure(&others) {
            rows.push(RowSpec::item("ovriga_intakter", "Övriga intäkter", income(others)));
            parts.push(("ovriga_intakter", 1));
        }
        rows.push(RowSpec::total("intakter", "Summa intäkter", &parts));
        rows.extend(self.cost_rows());
        let financial = [R::FinansiellaIntakter, R::FinansiellaKostnader, R::ExtraordinaraPoster].map(Select::Row);
        rows.extend([
            RowSpec::item("finansnetto", "Finansnetto", income(financial.to_vec())),
            RowSpec::total("resultat", "Resultat", &[("intakter", 1), ("kostnader", -1), ("finansnetto", 1)]),
        ]);
        rows.extend(equity_rows("resultat"));
        let target = &forbund.target;
        let label = format!("Mål för eget kapital ({})", sv::percent(target.share.value));
        rows.extend([
            RowSpec::key(
                "andel_eget_kapital",
                "Eget kapital, del av bidragen",
                Formula::Ratio(EQUITY, "medlemsbidrag"),
            ),
            RowSpec::key(TARGET, &label, Formula::ShareOf("medlemsbidrag", target.share.clone())),
        ]);
        rows
    }

    /// Likvida medel at the end of each tertial, one row a tertial, where the books know them.
    fn cash_rows(&self, columns: &[(Column, Source)]) -> Vec<Row> {
        let until = |period: Period, source: Source| match source {
            Source::Books { books, span } => {
                let year = span.year();
                let so_far = Span { from: year.first_day(), to: period.span(year).to };
                let planned = year >= self.economy.forbund.first_projected();
                let known = planned || self.economy.ledger.is_given(so_far);
                if known { Source::Books { books, span: so_far } } else { Source::Absent }
            }
            other => other,
        };
        let row = |period: Period| {
            let last = period.span(self.years[0]).last_day();
            let (day, month) = (last.day(), sv::MONTHS[last.month0() as usize]);
            let (id, label) = (cash_id(period), format!("Likvida medel {day} {month}"));
            let spec = RowSpec::key(&id, &label, Formula::Stock { of: Select::Row(R::KassaOchBank), sign: 1 });
            let columns: Vec<(Column, Source)> =
                columns.iter().map(|(column, source)| (column.clone(), until(period, *source))).collect();
            evaluate(&self.economy.ledger, &[spec], &columns)
        };
        Period::TERTIALS.into_iter().flat_map(row).collect()
    }

    fn years_table(&self) -> Statement {
        let columns = self.columns();
        let mut rows = evaluate(&self.economy.ledger, &self.specification(), &columns);
        rows.extend(self.cash_rows(&columns));
        let [year, second, third] = self.years;
        let what = if self.is_decided(year) { "Budget" } else { "Budgetförslag" };
        self.statement(&format!("{what} {year} med plan för {second} och {third}"), Unit::Tkr, columns, rows)
    }

    pub fn statement(&self, title: &str, unit: Unit, columns: Vec<(Column, Source)>, rows: Vec<Row>) -> Statement {
        Statement {
            report: "plan",
            title: title.to_owned(),
            forbund: self.economy.forbund.name.clone(),
            year: Some(self.years[0]),
            period: Some(Period::Helar),
            scenario: Some(self.economy.scenarios[self.scenario].id.to_string()),
            unit,
            columns: columns.into_iter().map(|(column, _)| column).collect(),
            rows,
            notes: Vec::new(),
        }
    }

    /// The three years' tertials, from the rows of the table.
    fn cash(&self, years: &Statement) -> Vec<TertialCash> {
        let of = |at: usize, year: Year| {
            let column = if at == 0 { PROPOSED } else { PROPOSED + 1 + at };
            let cell = |(tertial, period): (usize, Period)| match years.row(&cash_id(period))?.cells[column] {
                Cell::Amount(amount) => Some(TertialCash { year, tertial, amount }),
                _ => None,
            };
            Period::TERTIALS.into_iter().enumerate().filter_map(cell).collect::<Vec<_>>()
        };
        self.years.into_iter().enumerate().flat_map(|(at, year)| of(at, year)).collect()
    }

    /// The first tertial of a planned year that ends with less than no likvida medel, if the budget is what happens.
    pub fn credit_in(&self, year: Year) -> Option<TertialCash> {
        let cash = Select::Account(self.economy.forbund.chart.roles.likvida_medel);
        let of = |(tertial, period): (usize, Period)| {
            let amount = self.economy.ledger.balance(self.books(), period.span(year).to, cash)?;
            (!law::needs_no_credit(amount)).then_some(TertialCash { year, tertial, amount })
        };
        Period::TERTIALS.into_iter().enumerate().find_map(of)
    }

    /// The rows that rest on something of their own, with what they add up.
    fn row_selections(&self) -> Vec<(String, Vec<Select>)> {
        let financial = [R::FinansiellaIntakter, R::FinansiellaKostnader].map(Select::Row).to_vec();
        let contributions = vec![Select::Account(self.economy.forbund.chart.roles.medlemsbidrag)];
        let mut rows = vec![("medlemsbidrag".to_owned(), contributions), ("finansnetto".to_owned(), financial)];
        rows.extend(self.groups().into_iter().flat_map(|(_, lines)| lines).map(|line| (line.id, line.of)));
        rows
    }

    /// The scenario's budget year by year from the first planned one to `last`: contributions, result, eget kapital and what it is
    /// held against, by the ids below.
    pub fn path(&self, last: Year) -> Statement {
        let target = &self.economy.forbund.target;
        let contributions = Select::Account(self.economy.forbund.chart.roles.medlemsbidrag);
        let specs = [
            RowSpec::item("medlemsbidrag", "", Formula::Flow { of: vec![contributions], sign: -1 }),
            RowSpec::item("resultat", "", Formula::Flow { of: vec![Select::Result], sign: -1 }),
            RowSpec::key(EQUITY, "", Formula::ClosingEquity),
            RowSpec::key(TARGET, "", Formula::ShareOf("medlemsbidrag", target.share.clone())),
            RowSpec::key(BAND_LOW, "", Formula::ShareOf("medlemsbidrag", target.low.clone())),
            RowSpec::key(BAND_HIGH, "", Formula::ShareOf("medlemsbidrag", target.high.clone())),
            RowSpec::key(SHARE, "", Formula::Ratio(EQUITY, "medlemsbidrag")),
        ];
        let column = |year: Year| (named(&year.to_string(), "", "", "budget"), self.source(Period::Helar.span(year)));
        let columns: Vec<(Column, Source)> = self.economy.forbund.first_projected().through(last).map(column).collect();
        let rows = evaluate(&self.economy.ledger, &specs, &columns);
        self.statement("", Unit::Kr, columns, rows)
    }

    /// What lines of these select in the proposed year, if anything.
    pub fn proposed(&self, of: Vec<Select>) -> Option<Ore> {
        let spec = RowSpec::item("", "", Formula::Flow { of, sign: 1 });
        let columns = [(named("", "", "", "budget"), self.source(Period::Helar.span(self.years[0])))];
        match evaluate(&self.economy.ledger, &[spec], &columns).first()?.cells[0] {
            Cell::Amount(amount) => Some(amount),
            _ => None,
        }
    }
}

/// Row ids of [`Page::path`] that the table has too, and the two ends of the band.
pub(super) const EQUITY: &str = "utgaende_eget_kapital";
pub(super) const TARGET: &str = "mal_eget_kapital";
pub(super) const BAND_LOW: &str = "band_fran";
pub(super) const BAND_HIGH: &str = "band_till";
pub(super) const SHARE: &str = "andel_eget_kapital";
/// A row of costs.
struct Line {
    id: String,
    label: String,
    of: Vec<Select>,
}

fn cash_id(period: Period) -> String {
    format!("likvida_medel_{}", period.name().to_lowercase())
}

pub(super) fn named(id: &str, heading: &str, kind: &str, layer: &'static str) -> Column {
    Column { id: id.to_owned(), heading: heading.to_owned(), kind: kind.to_owned(), layer }
}
