//! Notes and details add up to what they specify, in every year and period that can be asked for.

use crate::shipped::{economy, year};
use crate::support;
use finsam::domain::account::StatementRow;
use finsam::domain::period::Period;
use finsam::statement::{self, Asked, Cell, Detail, Statement};

/// Every year and period of the books and the plan.
fn all() -> impl Iterator<Item = Asked> {
    let years = (2023..=2030).flat_map(|number| Period::ALL.map(|period| (number, period)));
    let asked = years.map(|(number, period)| Asked { year: year(number), period, scenario: 0 });
    asked.filter(|asked| statement::drift(economy(), asked).is_ok())
}

/// The first column's figure; nothing and a row that is left out count as 0.
fn first(statement: &Statement, row: &str) -> i64 {
    statement.row(row).map_or(0, |row| row.cells[0].ore())
}

#[test]
fn every_notes_sum_is_its_row() {
    let mut asked_for = 0;
    for asked in all() {
        let Ok(notes) = statement::noter(economy(), &asked) else { continue };
        asked_for += 1;
        let resultat = statement::resultat(economy(), &asked).expect("the period is given");
        for (note, row) in [("not_1", "verksamhetens_intakter"), ("not_2", "verksamhetens_kostnader")] {
            assert_eq!(first(&notes, note), first(&resultat, row), "{}", notes.title);
        }
        // T2 and T3 begin later, but a balance is what it is at their end.
        let balans = statement::balans(economy(), &asked).expect("the period is given");
        for (note, row) in [("not_4", "fordringar"), ("not_5", "kortfristiga_skulder")] {
            assert_eq!(first(&notes, note), first(&balans, row), "{}", notes.title);
        }
    }
    // Three closed years, of two with the interim; five planned years with five periods each.
    assert_eq!(asked_for, 3 + 2 + 25);
}

/// A row has at most one note and every noted row is one of a statement, so nothing in a noted row can be in no note unseen.
#[test]
fn every_account_of_a_noted_row_is_in_the_notes_or_said_to_be_in_none() {
    let chart = &economy().forbund.chart;
    for (asked, with_interim) in
        [(2023, true), (2024, true), (2025, false)].map(|(number, interim)| (year(number), interim))
    {
        let periods = if with_interim { &[Period::JanAug, Period::Helar][..] } else { &[Period::Helar][..] };
        for period in periods {
            let asked = Asked { year: asked, period: *period, scenario: 0 };
            let notes = statement::noter(economy(), &asked).expect("the period is given");
            for fact in economy().forbund.years[&asked.year].facts_of(*period) {
                let account = chart.get(fact.account);
                let is_noted = chart.note_of(account.row).is_some();
                if !is_noted || fact.member.is_some() || fact.account == chart.roles.medlemsbidrag {
                    continue;
                }
                assert_eq!(
                    first(&notes, account.id.as_str()),
                    fact.value.value.ore(),
                    "{} {}",
                    notes.title,
                    account.id
                );
                let label = notes.row(account.id.as_str()).map_or("", |row| row.label.as_str());
                let outside = account.note.is_none() && !chart.is_unspecified(fact.account);
                assert_eq!(label.starts_with("Ej i not: "), outside, "{label}");
            }
        }
    }
}

#[test]
fn details_have_the_sums_of_the_plain_driftredovisning() {
    for asked in all() {
        let plain = statement::drift(economy(), &asked).expect("the period is given");
        for detail in [Detail::Line, Detail::Insats, Detail::Kommun] {
            let detailed = statement::drift_detalj(economy(), &asked, detail).expect("the period is given");
            assert_eq!(detailed.columns, plain.columns);
            for row in ["intakter", "kostnader", "ej_fordelat", "resultat", "utgaende_eget_kapital", "likvida_medel"] {
                let cells = |statement: &Statement| statement.row(row).map(|row| row.cells.clone());
                assert_eq!(cells(&detailed), cells(&plain), "{} {detail:?} {row}", plain.title);
            }
        }
    }
}

/// Outcome of closed years is not known by line, insats or kommun, so none is shown there.
#[test]
fn closed_years_have_no_outcome_in_detail() {
    for number in [2023, 2024, 2025] {
        let asked = Asked { year: year(number), period: Period::Helar, scenario: 0 };
        for detail in [Detail::Line, Detail::Insats, Detail::Kommun] {
            let detailed = statement::drift_detalj(economy(), &asked, detail).expect("the year is given");
            let between = detailed.rows.iter().skip_while(|row| row.id != "intakter").skip(1);
            let shown: Vec<&str> = between
                .take_while(|row| row.id != "kostnader")
                .filter(|row| row.cells.first() != Some(&Cell::Nothing))
                .map(|row| row.id.as_str())
                .collect();
            assert_eq!(shown, ["ej_fordelat"], "{number} {detail:?}");
        }
    }
}

/// The printed forms carry the figures of the plain ones; only layout and signs differ.
#[test]
fn printed_forms_have_the_same_figures() {
    for asked in all() {
        let pairs: [(Result<Statement, _>, Result<Statement, _>); 3] = [
            (statement::resultat(economy(), &asked), statement::resultat_publicerad(economy(), &asked)),
            (statement::balans(economy(), &asked), statement::balans_publicerad(economy(), &asked)),
            (statement::kassaflode(economy(), &asked), statement::kassaflode_publicerad(economy(), &asked)),
        ];
        for (plain, printed) in pairs {
            let (plain, printed) = (plain.expect("the period is given"), printed.expect("the period is given"));
            let id = &plain.columns[0].id;
            for row in plain.rows.iter().filter(|row| row.id != "lopande_verksamhet") {
                let of_printed = printed.figure(&row.id, id);
                assert!(of_printed.is_none_or(|cell| *cell == row.cells[0]), "{} {}", printed.title, row.id);
            }
            if plain.report == "kassaflode" {
                let practice = printed.figure("lopande_verksamhet_i_praxis", id);
                assert_eq!(practice, plain.figure("lopande_verksamhet", id), "{}", plain.title);
            }
        }
    }
}

/// The sources print notes from 1 January; the rest of a year would be a difference of items that only one of them has.
#[test]
fn notes_of_the_rest_of_a_closed_year_are_not_made_up() {
    let ran = support::shipped(&["noter", "2023", "--period", "T3"], "100");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    let expected =
        "fel F503: källorna ger inte noter för T3 2023 (sep–dec) för sig\n  de ger: jan–aug 2023, hela 2023\n";
    assert_eq!(ran.err, expected);
}

/// What the audit cost is told, and changes no cost.
#[test]
fn the_audit_is_no_cost_of_its_own() {
    let asked = Asked { year: year(2025), period: Period::Helar, scenario: 0 };
    let notes = statement::noter(economy(), &asked).expect("the year is given");
    // 39 000 + 65 000.
    assert_eq!(first(&notes, "not_revision"), 10_400_000);
    let costs: i64 = (economy().forbund.years[&asked.year].facts_of(Period::Helar))
        .filter(|fact| economy().forbund.chart.get(fact.account).row == StatementRow::VerksamhetensKostnader)
        .map(|fact| fact.value.value.ore())
        .sum();
    assert_eq!(first(&notes, "not_2"), costs);
}
