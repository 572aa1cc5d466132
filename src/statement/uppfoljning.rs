//! Uppföljning during the year: what is booked against the budget, how the year will end, and eget kapital after it.
//!
//! ”… en redovisning av hur utfallet förhåller sig till den budget som fastställts för den löpande verksamheten” (LKBR 10:1); the rows are
//! those of driftredovisningen, and every column is a query of the one ledger.

use super::balans::specification as balance_rows;
use super::balanskrav::rows as balanskrav_rows;
use super::drift::{Asked, CostRows, books_column, cost_rows, specification};
use super::drift_detalj::{Detail, cost_rows_of};
use super::kommentar::{RowComment, comments_of};
use super::resultat::specification as result_rows;
use super::spec::{Formula, RowSpec};
use super::{Cell, Column, Row, Source, Statement};
use crate::diag::{Problem, catalogue};
use crate::domain::money::{Ore, Unit, round_half_away};
use crate::domain::period::{Period, Span, Year};
use crate::domain::rate::Rate;
use crate::domain::sv;
use crate::domain::voucher::Layer;
use crate::law;
use crate::law::balanskrav as rules;
use crate::ledger::{Booked, Books, Select};
use crate::projection::{Economy, Method, Spent, forecast, spent};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What a follow-up is of: a year, its days from 1 January, and the scenario whose budget and expectations it is held against.
#[derive(Clone, Copy, Debug)]
pub struct FollowUp {
    /// The year.
    pub year: Year,
    /// The days so far, counted from 1 January as a delårsrapport does (design §4).
    pub period: Period,
    /// The scenario.
    pub scenario: usize,
    /// How the year's end is told.
    pub method: Method,
}

impl FollowUp {
    /// A follow-up of the year to the end of the period.
    ///
    /// # Errors
    /// F530 for a year that has a bokslut or is not yet in the books.
    pub fn new(
        economy: &Economy,
        year: Year,
        period: Period,
        scenario: usize,
        method: Method,
    ) -> Result<Self, Problem> {
        let open = economy.forbund.first_projected();
        if year != open {
            return Err(catalogue::year_not_open(&year.to_string(), &open.to_string()));
        }
        let period = match period {
            Period::T1 => Period::T1,
            Period::T2 | Period::JanAug => Period::JanAug,
            Period::T3 | Period::Helar => Period::Helar,
        };
        Ok(FollowUp { year, period, scenario, method })
    }

    /// The days so far.
    pub fn span(&self) -> Span {
        Span { from: self.year.first_day(), to: self.period.span(self.year).to }
    }

    /// How many months they are.
    fn months(&self) -> u32 {
        match self.period {
            Period::T1 => 4,
            Period::T2 | Period::JanAug => 8,
            Period::T3 | Period::Helar => 12,
        }
    }

    /// `januari–augusti 2026`.
    pub fn title(&self) -> String {
        sv::period(self.year, self.period)
    }

    fn asked(&self) -> Asked {
        Asked { year: self.year, period: self.period, scenario: self.scenario }
    }

    /// The economy with what is booked, and with the forecast of every method, in its ledger.
    ///
    /// # Errors
    /// F319 if the amounts do not fit.
    pub fn into_ledger(self, economy: Economy, booked: &Booked) -> Result<Economy, Problem> {
        let place = economy.forbund.years.values().next().map(|book| book.place);
        let too_large =
            |_| catalogue::ledger_too_large(place.unwrap_or(crate::diag::Place::whole(crate::diag::FileId(0))));
        let ledger = economy.ledger.clone().with(booked.vouchers.clone()).map_err(too_large)?;
        let economy = Economy { ledger, ..economy };
        let made = |method| forecast(&economy, self.scenario, self.span(), self.months(), method);
        let forecasts = Method::ALL.into_iter().filter_map(made).collect();
        let ledger = economy.ledger.clone().with(forecasts).map_err(too_large)?;
        Ok(Economy { ledger, ..economy })
    }

    fn books(&self, layer: Layer) -> Books {
        Books { closed_until: self.year.first_day(), later: Some(layer) }
    }

    fn outcome(&self, economy: &Economy) -> (Column, Source) {
        let (books, span) = (self.books(Layer::Bokfort), self.span());
        // A file of balances, or a kontering without objects, says nothing of any line: there nothing booked is not 0.
        let mut booked = economy.ledger.postings().filter(|(voucher, _)| voucher.layer() == Layer::Bokfort);
        let source = if booked.any(|(_, posting)| posting.dimensions.group.is_some()) {
            let budget = economy.projections[self.scenario].budget();
            Source::Booked { books, span, budget, year: Period::Helar.span(self.year) }
        } else {
            Source::Books { books, span }
        };
        (named("utfall", "Utfall", "utfall"), source)
    }

    fn forecast(&self, method: Method, id: &str) -> (Column, Source) {
        let books = self.books(method.layer());
        let column = Column { kind: method.name().to_owned(), ..named(id, "Prognos", "prognos") };
        (column, Source::Books { books, span: Period::Helar.span(self.year) })
    }

    fn budget(&self, economy: &Economy, period: Period, id: &str) -> (Column, Source) {
        let layer = economy.projections[self.scenario].budget();
        let span = Span { from: self.year.first_day(), to: period.span(self.year).to };
        let kind = sv::period_short(self.year, period);
        (Column { kind, ..named(id, "Budget", "budget") }, Source::ScenarioBudget { layer, span })
    }

    /// The same days of the year before, where the sources give them.
    fn before(&self, economy: &Economy) -> (Column, Source) {
        let asked = Asked { year: self.year.previous(), ..self.asked() };
        let span = Span { from: asked.year.first_day(), to: asked.span().to };
        let (column, source) = books_column(economy, &asked, span);
        let source = if economy.ledger.is_given(span) { source } else { Source::Absent };
        (Column { id: "forra_aret".to_owned(), kind: "utfall".to_owned(), ..column }, source)
    }
}

fn named(id: &str, heading: &str, layer: &'static str) -> Column {
    Column { id: id.to_owned(), heading: heading.to_owned(), kind: String::new(), layer }
}

/// The rows of driftredovisningen and what eget kapital should be.
fn rows(economy: &Economy, costs: CostRows) -> Vec<RowSpec> {
    let mut rows = specification(&economy.forbund, costs);
    let share = &economy.forbund.target.share;
    let label = format!("Mål för eget kapital {} ({})", economy.forbund.target.year, sv::percent(share.value));
    rows.push(RowSpec::key("mal_eget_kapital", &label, Formula::ShareOf("medlemsbidrag", share.clone())));
    rows
}

/// What a forecast of cash rests on: a method says how the year ends, not who has paid by then.
const CASH_NOTE: &str = "Likvida medel i prognosen räknas med fordringar och skulder som i det senaste bokslutet.";

/// Budget, outcome, deviation and forecast, row by row.
pub fn uppfoljning(economy: &Economy, of: &FollowUp, booked: &Booked, detail: Option<Detail>) -> Statement {
    let costs = detail.map_or_else(|| cost_rows(&economy.forbund), |detail| cost_rows_of(economy, &of.asked(), detail));
    let columns = vec![
        of.budget(economy, of.period, "budget_period"),
        of.outcome(economy),
        (named("avvikelse", "Avvikelse", "avvikelse"), Source::Deviation { of: 1, from: 0 }),
        (
            Column { kind: "%".to_owned(), ..named("procent", "Avvikelse", "avvikelse") },
            Source::Percent { of: 2, whole: 0 },
        ),
        of.budget(economy, Period::Helar, "budget_helar"),
        of.forecast(of.method, "prognos_helar"),
        of.before(economy),
    ];
    let title = format!("Uppföljning {}", of.title());
    let mut notes = vec![super::AVVIKELSE_NOTE.to_owned(), rule(of.method, economy), CASH_NOTE.to_owned()];
    // Where they have a table of their own they stand under it.
    if budget_through_year(economy, of).is_none() {
        notes.extend(super::andringar::changes(economy, &Asked { period: Period::Helar, ..of.asked() }));
    }
    notes.extend(about(economy, of, booked));
    let statement = of.asked().statement(economy, ("uppfoljning", title), &rows(economy, costs), columns, notes);
    without_what_says_nothing(statement)
}

/// The target is of a whole year's contributions, and a share of a result says nothing: what a budget nearly in balance misses by
/// is any number of times its result.
fn without_what_says_nothing(mut statement: Statement) -> Statement {
    let is_whole: Vec<bool> =
        statement.columns.iter().map(|c| c.id.ends_with("_helar") || c.layer == "prognos").collect();
    let percent = statement.columns.iter().position(|column| column.id == "procent");
    for row in &mut statement.rows {
        match row.id.as_str() {
            "mal_eget_kapital" => {
                (0..is_whole.len()).filter(|at| !is_whole[*at]).for_each(|at| row.clear(at));
            }
            "verksamhetens_resultat" | "finansnetto" | "resultat" => {
                percent.into_iter().for_each(|at| row.clear(at));
            }
            _ => {}
        }
    }
    statement
}

/// The year's budget as first decided, what decisions have changed in it, and what it is now: the lines and sums that were changed, with each
/// decision under them. None where nothing was, or the scenario has a budget of its own.
pub fn budget_through_year(economy: &Economy, of: &FollowUp) -> Option<Statement> {
    let asked = Asked { period: Period::Helar, ..of.asked() };
    let page = super::drift_detalj::drift_detalj(economy, &asked, Detail::Line).ok()?;
    let at = |id: &str| page.columns.iter().position(|column| column.id == id);
    let chosen = [at("ursprunglig_budget")?, at("andringar")?, at("budget")?];
    let column = |(at, (id, heading, kind)): (&usize, (&str, &str, &str))| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind: kind.to_owned(),
        ..page.columns[*at].clone()
    };
    let headings = [
        ("ursprunglig_budget", "Ursprunglig", "budget"),
        ("andringar", "Ändringar", ""),
        ("aktuell_budget", "Aktuell", "budget"),
    ];
    let is_part = |id: &str| id.starts_with("summa_") || id == "verksamhetens_resultat";
    let is_changed = |row: &&Row| row.cells[chosen[1]] != Cell::Nothing && !is_part(&row.id);
    let row = |row: &Row| Row {
        cells: chosen.map(|at| row.cells[at].clone()).into(),
        figures: chosen.map(|at| row.figures[at].clone()).into(),
        parts: Vec::new(),
        ..row.clone()
    };
    Some(Statement {
        report: "uppfoljning",
        title: format!("Budgeten under året {}", of.year),
        columns: chosen.iter().zip(headings).map(column).collect(),
        rows: page.rows.iter().filter(is_changed).map(row).collect(),
        notes: super::andringar::changes(economy, &asked),
        ..page.clone()
    })
}

/// The forecast by every method, side by side, with the budget of the year.
pub fn metoder(economy: &Economy, of: &FollowUp) -> Statement {
    let mut columns = vec![of.outcome(economy), of.budget(economy, Period::Helar, "budget_helar")];
    columns.extend(Method::ALL.map(|method| of.forecast(method, &format!("prognos_{}", method.name()))));
    let title = format!("Helårsprognos {} på fyra sätt, efter {}", of.year, of.title());
    let rules = Method::ALL.map(|method| rule(method, economy)).into_iter();
    let notes = rules.chain([CASH_NOTE.to_owned()]).collect();
    let rows = rows(economy, cost_rows(&economy.forbund));
    without_what_says_nothing(of.asked().statement(economy, ("uppfoljning", title), &rows, columns, notes))
}

/// The rule of a method, in words.
fn rule(method: Method, economy: &Economy) -> String {
    match method {
        Method::Avtal => "Prognos avtal: bidrag, insatser och beviljade utvecklingsmedel som överenskommet, med det som är innehållet eller återkrävt; övrigt utfall + (årets budget − periodens budget).".to_owned(),
        Method::Rest => "Prognos rest: utfall + (årets budget − periodens budget), rad för rad.".to_owned(),
        Method::Takt => "Prognos takt: utfall × 12 / periodens månader, rad för rad, i hela kronor.".to_owned(),
        Method::Forbrukning => match spent(economy) {
            Some(Spent { years, outcome, budget }) => {
                let share = Rate::new(round_half_away(i128::from(outcome) * 1_000_000, i128::from(budget)) as i64);
                format!(
                    "Prognos forbrukning: kostnader som utfall + (årets budget − periodens budget) × {}, vad {} kostade av sin budget; övrigt som rest.",
                    sv::percent(share),
                    sv::years(&years)
                )
            }
            None => "Prognos forbrukning: inget bokslut har en budget i total, så den är som rest.".to_owned(),
        },
    }
}

/// What a reader must know of the file behind the figures.
fn about(economy: &Economy, of: &FollowUp, booked: &Booked) -> Vec<String> {
    let mut notes = Vec::new();
    let last = of.span().last_day();
    if booked.through < last {
        notes.push(format!("OBS: bokföringsfilen går bara till och med {}, inte till {last}.", booked.through));
    }
    let later = booked.vouchers.iter().filter(|voucher| voucher.span().to > of.span().to).count();
    if later > 0 {
        notes.push(format!("{} efter {last} är inte med.", count(later, "verifikation", "verifikationer")));
    }
    if booked.from_balances {
        notes.push("Filen har inga verifikationer: utfallet är dess saldon, utan rad, insats eller kommun.".to_owned());
    }
    let books = of.books(Layer::Bokfort);
    if let Some(unplaced) =
        economy.ledger.movement(books, of.span(), Select::NoGroup).filter(|amount| *amount != Ore::ZERO)
    {
        notes.push(format!(
            "{} av kostnaderna hör inte till någon rad i konteringen och står som ej fördelat: {}.",
            sv::kr(unplaced),
            unplaced_in_words(of, booked)
        ));
    }
    notes.extend(opening(economy, of, booked));
    notes
}

/// Accounts and objects whose costs belong to no line, the largest first.
fn unplaced_in_words(of: &FollowUp, booked: &Booked) -> String {
    const SHOWN: usize = 5;
    let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
    for (_, what, amount) in booked.unplaced.iter().filter(|(span, ..)| of.span().contains(*span)) {
        *sums.entry(what).or_insert(0) += amount.ore();
    }
    let mut sums: Vec<(&str, i64)> = sums.into_iter().filter(|(_, sum)| *sum != 0).collect();
    sums.sort_by_key(|(_, sum)| std::cmp::Reverse(sum.abs()));
    let shown = sums.iter().take(SHOWN).map(|(what, sum)| format!("{what} {}", sv::kr(Ore::new(*sum))));
    let left = sums.len().saturating_sub(SHOWN);
    let more = (left > 0).then(|| format!("och {} till", sv::integer(left as i64)));
    shown.chain(more).collect::<Vec<_>>().join("; ")
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", sv::integer(number as i64), if number == 1 { one } else { many })
}

/// Where the file begins the year with another balance than the bokslut ended with. Nothing is posted to make them agree.
fn opening(economy: &Economy, of: &FollowUp, booked: &Booked) -> Vec<String> {
    let Some(opening) = &booked.opening else { return Vec::new() };
    let chart = &economy.forbund.chart;
    let books = Books { closed_until: of.year.first_day(), later: None };
    let mut notes = Vec::new();
    // Row by row: a source gives some rows only in total, and the system then has finer accounts.
    let rows = crate::domain::account::StatementRow::ALL.into_iter().filter(|(row, ..)| !row.is_result());
    for (row, _, heading) in rows {
        let theirs: i128 = opening.iter().filter(|(ix, _)| chart.get(**ix).row == row).map(|(_, sum)| *sum).sum();
        let select =
            if row == crate::domain::account::StatementRow::EgetKapital { Select::Equity } else { Select::Row(row) };
        let ours = economy.ledger.balance(books, of.year.first_day(), select).map_or(0, Ore::ore);
        if theirs != i128::from(ours) {
            let sign = i128::from(row.debit_sign());
            let show = |sum: i128| {
                i64::try_from(sum * sign).map_or_else(|_| "mer än vad som ryms".to_owned(), |sum| sv::kr(Ore::new(sum)))
            };
            notes.push(format!(
                "Avstämning: {} är i filens ingående balans {} och i bokslutet {} {}, skillnad {}.",
                heading.to_lowercase(),
                show(theirs),
                of.year.previous(),
                show(ours.into()),
                show(theirs - i128::from(ours)),
            ));
        }
    }
    notes
}

/// That what is dated after today is in the figures, as the files have it; nothing where nothing is.
pub fn after_today(economy: &Economy, year: Year, today: NaiveDate) -> Option<String> {
    let book = economy.forbund.years.get(&year).filter(|book| !book.is_closed())?;
    let events = book.grant_events.iter().filter(|event| event.date > today).count();
    let changes = book
        .budget_for(Period::Helar)
        .map_or(0, |(_, budget)| budget.changes.iter().filter(|of| of.date > today).count());
    let of = |number, one, many| (number > 0).then(|| count(number, one, many));
    let events = of(events, "händelse i utvecklingsmedlen", "händelser i utvecklingsmedlen");
    let changes = of(changes, "ändring av budgeten", "ändringar av budgeten");
    let what: Vec<String> = events.into_iter().chain(changes).collect();
    let said = || format!("{} efter {today} är med, som filerna har dem.", what.join(" och "));
    (!what.is_empty()).then(said)
}

/// The comments on the period's rows.
pub fn comments(economy: &Economy, of: &FollowUp) -> Vec<RowComment> {
    comments_of(economy, of.year, of.period)
}

/// What the board should know, drawn from the figures; what is to be doubted of the file is said before it ([`super::doubts`]).
pub fn att_veta(economy: &Economy, of: &FollowUp, booked: &Booked, statement: &Statement, unit: Unit) -> Vec<String> {
    let amount = |row: &str, column: &str| statement.figure(row, column).map_or(Ore::ZERO, |cell| Ore::new(cell.ore()));
    let show = |amount: Ore| sv::with_unit(amount, unit);
    let (result, budget) = (amount("resultat", "prognos_helar"), amount("resultat", "budget_helar"));
    let word = if result >= budget { "bättre" } else { "sämre" };
    let difference = Ore::new((result.ore() - budget.ore()).abs());
    let (so_far, planned) = (amount("kostnader", "utfall"), amount("kostnader", "budget_period"));
    let last = of.span().last_day();
    // The forecast takes the rest of the budget after the period: what is not booked in it would be money saved (see `doubts`).
    if booked.through < last {
        return vec![format!(
            "Kostnaderna är {} till och med {}, så långt bokföringen går; budgeten till och med {last} är {}.",
            show(so_far),
            booked.through,
            show(planned)
        )];
    }
    let mut points = Vec::new();
    points.push(format!(
        "Året väntas sluta på {}, {} {word} än budgetens {}.",
        show(result),
        show(difference),
        show(budget)
    ));
    let (equity, target) =
        (amount("utgaende_eget_kapital", "prognos_helar"), amount("mal_eget_kapital", "prognos_helar"));
    let gap = match equity.ore() - target.ore() {
        0 => "exakt på målet".to_owned(),
        gap if gap > 0 => format!("{} över målet", show(Ore::new(gap))),
        gap => format!("{} under målet", show(Ore::new(-gap))),
    };
    points.push(format!(
        "Eget kapital väntas bli {} vid årets slut; målet för {} är {}, alltså {gap}.",
        show(equity),
        economy.forbund.target.year,
        show(target),
    ));
    points.push(format!(
        "Kostnaderna är {} till och med {last}; budgeten för tiden är {}.",
        show(so_far),
        show(planned)
    ));
    points
}

/// ”Delårsrapporten ska innehålla en resultaträkning, en balansräkning och en förenklad förvaltningsberättelse”; the columns of the
/// resultaträkning are those of LKBR 13:3, and balanskravet is judged on the forecast for the year (RKR R17), unless `not_judged` says
/// why it is not.
pub fn delarsrapport(economy: &Economy, of: &FollowUp, not_judged: Option<String>) -> [Statement; 3] {
    let columns = vec![
        of.outcome(economy),
        of.before(economy),
        of.forecast(of.method, "prognos_helar"),
        of.budget(economy, Period::Helar, "budget_helar"),
    ];
    let title = format!("Resultaträkning {}", of.title());
    let notes = vec![rule(of.method, economy)];
    let resultat = of.asked().statement(economy, ("uppfoljning", title), &result_rows(), columns, notes);
    let last = of.span().last_day();
    let (mut now, source) = of.outcome(economy);
    now.heading = last.to_string();
    let before = Asked { year: of.year.previous(), period: Period::Helar, scenario: of.scenario };
    let (mut then, before) = books_column(economy, &before, before.span());
    then.heading = before_day(of);
    let title = format!("Balansräkning {last}");
    let balans = of.asked().statement(
        economy,
        ("uppfoljning", title),
        &balance_rows(),
        vec![(now, source), (then, before)],
        Vec::new(),
    );
    let balanskrav = balanskrav(economy, of, not_judged);
    [resultat, balans, balanskrav]
}

fn before_day(of: &FollowUp) -> String {
    Span { from: of.year.first_day(), to: of.year.first_day() }.last_day().to_string()
}

/// ”En bedömning av balanskravsresultatet utifrån helårsprognosen” (RKR R17). What is not to be counted (LKBR 11:10) is not known
/// before the year is closed.
fn balanskrav(economy: &Economy, of: &FollowUp, not_judged: Option<String>) -> Statement {
    let asked = Asked { period: Period::Helar, ..of.asked() };
    let columns = vec![of.forecast(of.method, "prognos_helar")];
    let title = format!("Bedömning av balanskravet {}", of.year);
    let rows = balanskrav_rows(of.year, |_| Vec::new());
    let mut statement = asked.statement(economy, ("uppfoljning", title), &rows, columns, Vec::new());
    let result = statement.figure(rules::BALANCE.id, "prognos_helar").map_or(Ore::ZERO, |cell| Ore::new(cell.ore()));
    let judged = rules::deficit(result).map_or_else(
        || "Balanskravsresultatet väntas inte bli negativt: inget att reglera uppkommer.".to_owned(),
        |deficit| {
            format!(
                "Balanskravsresultatet väntas bli negativt. Hur och när {} ska regleras, senast {}, eller skälen för att det inte ska göras, anges i förvaltningsberättelsen ({}).",
                sv::kr(deficit),
                rules::deadline(of.year),
                rules::UPPLYSNING.citation
            )
        },
    );
    let practice = format!(
        "Budgetkravet, {}, gäller budgeten. Reglering inom tre år ({}) pekas inte ut i FinsamL\u{a0}21\u{a0}§ men tillämpas i praxis.",
        law::BUDGETKRAV.citation,
        rules::REGLERING.citation
    );
    if not_judged.is_some() {
        statement.rows.iter_mut().for_each(|row| row.clear(0));
    }
    statement.notes = vec![not_judged.unwrap_or(judged), practice];
    statement
}
