//! `uppfoljning ÅR PERIOD --sie FIL`: what is booked against the budget, and how the year will end.

use super::args::{FollowUpArgs, Format};
use super::desk::{Desk, faulty, question};
use super::sie_file::SieRead;
use super::{Failure, manifest, sie_file, tillagg};
use crate::diag::{Files, catalogue};
use crate::domain::money::Unit;
use crate::ledger::{self, Booked};
use crate::projection::{Economy, Method};
use crate::render::document::{Document, Part};
use crate::render::page::Page;
use crate::render::uppfoljning;
use crate::sie::{Options, SieFile};
use crate::statement::{self, Doubts, FollowUp, RowComment, Statement};
use std::path::Path;

/// An economy with a bookkeeping file in it.
pub(super) struct Followed {
    /// The economy.
    pub(super) economy: Economy,
    /// What is booked.
    pub(super) booked: Booked,
    /// Why it cannot be relied on, if it cannot.
    doubts: Doubts,
    /// The file.
    pub(super) read: SieRead,
    /// What stands on every page that draws on it.
    pub(super) page: Page,
}

impl Desk<'_> {
    /// The follow-up, by one method or all, as driftredovisning or in the form of a delårsrapport.
    pub(super) fn uppfoljning(&self, args: &FollowUpArgs) -> Result<String, Failure> {
        let scenario = self.scenario(args.scenario.as_deref())?;
        let (is_all, method) = match args.metod.as_deref() {
            Some("alla") => (true, Method::Avtal),
            name => {
                (false, Method::ALL.into_iter().find(|method| Some(method.name()) == name).unwrap_or(Method::Avtal))
            }
        };
        let of = FollowUp::new(&self.economy, args.ar, args.period, scenario, method).map_err(question)?;
        let followed = self.followed(&of, args.sie.as_deref())?;
        let Followed { economy, booked, read, doubts, .. } = &followed;
        if let Some(id) = &args.las {
            let problems = doubts.problems();
            let locked = || self.lock(economy, &of, booked, id, read.short_hash());
            return if problems.is_empty() { locked() } else { Err(faulty(problems, &Files::default())) };
        }
        let mut tables: Vec<Statement> = match (is_all, args.som_delarsrapport) {
            (true, _) => vec![statement::metoder(economy, &of)],
            (false, true) => statement::delarsrapport(economy, &of, doubts.not_judged()).into(),
            (false, false) => std::iter::once(statement::uppfoljning(economy, &of, booked, args.detalj))
                .chain(statement::budget_through_year(economy, &of))
                .collect(),
        };
        tables[0].notes.extend(statement::after_today(economy, of.year, self.page.date));
        let is_interim = args.som_delarsrapport && !is_all;
        let title = if is_interim { format!("Delårsrapport {}", of.title()) } else { tables[0].title.clone() };
        self.follow_up_page(&of, title, tables, &followed)
    }

    /// The economy with what the bookkeeping file has booked, and the page that names the file among its inputs.
    ///
    /// # Errors
    /// F531 without a file, and every fault of reading and posting it.
    pub(super) fn followed(&self, of: &FollowUp, path: Option<&Path>) -> Result<Followed, Failure> {
        let path = path.ok_or_else(|| question(catalogue::no_bookkeeping(&of.title())))?;
        let read = sie_file::read(path, Options::default())?;
        let shown = path.display().to_string();
        let fault = |problems| faulty(problems, &Files::default());
        let kontering = self.economy.forbund.kontering.as_ref();
        let kontering = kontering.ok_or_else(|| {
            let accounts = accounts(&read.file);
            fault(vec![catalogue::no_kontering(&format!("filen har saldo eller verifikationer på {accounts}"))])
        })?;
        let booked = ledger::booked(&self.economy.forbund, kontering, of.year, &read.file, &shown).map_err(fault)?;
        let economy = of.into_ledger(self.economy.clone(), &booked).map_err(|problem| fault(vec![problem]))?;
        self.page.placed.input(&manifest::shown_path(&shown), &read.sha256);
        let page = Page { inputs: format!("{} {}", self.page.inputs, read.short_hash()), ..self.page.clone() };
        let doubts = statement::doubts(of, &booked, &read.file, &manifest::shown_path(&shown));
        Ok(Followed { economy, booked, doubts, read, page })
    }

    /// Locks the forecast: it is added to the year's file and is from then on kept as it was.
    fn lock(&self, economy: &Economy, of: &FollowUp, booked: &Booked, id: &str, hash: &str) -> Result<String, Failure> {
        let statement = statement::uppfoljning(economy, of, booked, Some(statement::Detail::Line));
        let text = statement::locked_forecast(&economy.forbund, of, &statement, id, self.page.date, hash);
        let name = format!("budgets/{}.toml", of.year);
        tillagg::append(&self.cli.common.katalog, &name, &text, self.page.date)?;
        let method = of.method.name();
        let later = statement::after_today(economy, of.year, self.page.date);
        let later = later.map(|said| format!("{said}\n\n")).unwrap_or_default();
        Ok(format!(
            "Prognosen enligt metod {method} är låst sist i {name}:\n\n{text}\n{later}Hur prognoserna har träffat visar finsam prognossakerhet.\n"
        ))
    }

    fn follow_up_page(
        &self,
        of: &FollowUp,
        title: String,
        tables: Vec<Statement>,
        followed: &Followed,
    ) -> Result<String, Failure> {
        let Followed { economy, booked, doubts, read, page } = followed;
        let unit = self.unit_or(Unit::Kr);
        let is_plain = tables[0].figure("resultat", "prognos_helar").is_some();
        let mut known = doubts.lines();
        if is_plain {
            known.extend(statement::att_veta(economy, of, booked, &tables[0], unit));
        }
        let said: Vec<String> = statement::comments(economy, of).iter().map(RowComment::line).collect();
        let groups = statement::finding_groups(&read.file);
        let found = statement::finding_lines(&groups, true);
        Ok(match self.cli.format() {
            Format::Json => {
                let said = statement::comments(economy, of);
                uppfoljning::json(&tables, of.method.name(), &booked.through.to_string(), [&known, &found], &said, page)
            }
            Format::Txt => {
                let lists = [("Att veta", known), ("Kommentarer", said), ("Om bokföringsfilen", found)];
                uppfoljning::text(&title, &tables, &lists, unit, page)
            }
            Format::Csv | Format::Md => {
                let mut parts: Vec<Part<'_>> = tables.iter().map(Part::table).collect();
                for (title, items) in [("Att veta", known), ("Kommentarer", said), ("Om bokföringsfilen", found)] {
                    if !items.is_empty() {
                        parts.push(Part::List { title: title.to_owned(), numbered: false, items });
                    }
                }
                let scenario = tables[0].scenario.clone();
                self.cli.set_document(&Document { title, scenario, unit, parts }, page)
            }
        })
    }
}

/// The numbers of a file's accounts with movement or balance, the first of them.
fn accounts(file: &SieFile) -> String {
    const SHOWN: usize = 12;
    let moved = file.moved();
    let used =
        file.accounts.iter().zip(&moved).filter(|(_, sum)| **sum != 0).map(|(account, _)| account.number.clone());
    let numbers: Vec<String> = used.collect();
    let more = numbers.len().saturating_sub(SHOWN);
    let first = numbers[..numbers.len().min(SHOWN)].join(", ");
    if more > 0 { format!("{first} och {more} till") } else { first }
}
