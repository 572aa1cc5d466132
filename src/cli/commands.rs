//! Each command by its name, and where it is answered: the one list of them.

use super::args::{Cli, Command, GrantCommand};
use super::desk::{Desk, question};
use super::manifest::{Answer, Check};
use super::{Failure, importera, komplettera, ny, registrera, verifiera};
use crate::statement;
use chrono::NaiveDate;

/// What a command prints, and what a check that was asked for says where it does not hold.
pub(super) struct Reply {
    pub(super) text: String,
    pub(super) broken: Option<String>,
}

impl From<String> for Reply {
    fn from(text: String) -> Self {
        Reply { text, broken: None }
    }
}

/// Runs the command and returns what it prints.
pub fn run(cli: &Cli, today: NaiveDate, width: usize) -> Result<Answer, Failure> {
    cli.formats_agree().map_err(question)?;
    let desk = || Desk::open(cli, today, width);
    // What is made of the förbund's economy; in a file it carries a manifest.
    let file = |make: &dyn Fn(&Desk<'_>) -> Result<Vec<u8>, Failure>| {
        let desk = desk()?;
        Ok(desk.with_manifest(make(&desk)?))
    };
    // The same, where it is text.
    let page = |make: &dyn Fn(&Desk<'_>) -> Result<String, Failure>| file(&|desk| make(desk).map(String::into_bytes));
    // The same, with a check that may not hold.
    let checked = |make: &dyn Fn(&Desk<'_>) -> Result<Reply, Failure>| {
        let desk = desk()?;
        let Reply { text, broken } = make(&desk)?;
        Ok(Answer { check: broken.map(Check::failed), ..desk.with_manifest(text.into_bytes()) })
    };
    match &cli.command {
        None => page(&|desk| desk.prognos(&[], None)),
        Some(Command::Prognos { scenario, till }) => page(&|desk| desk.prognos(scenario, *till)),
        Some(Command::Drift { of, detalj: Some(detail), .. }) => {
            page(&|desk| desk.drift(of, |economy, asked| statement::drift_detalj(economy, asked, *detail)))
        }
        Some(Command::Drift { of, som_publicerat: false, .. }) => page(&|desk| desk.drift(of, statement::drift)),
        Some(Command::Drift { of, som_publicerat: true, .. }) => {
            page(&|desk| desk.of_year(of, statement::drift_publicerad))
        }
        Some(Command::Resultat(of)) => {
            page(&|desk| desk.of_form(of, statement::resultat, statement::resultat_publicerad))
        }
        Some(Command::Balans(of)) => page(&|desk| desk.of_form(of, statement::balans, statement::balans_publicerad)),
        Some(Command::Kassaflode(of)) => {
            page(&|desk| desk.of_form(of, statement::kassaflode, statement::kassaflode_publicerad))
        }
        Some(Command::Noter(of)) => page(&|desk| desk.of_year(of, statement::noter)),
        Some(Command::Oversikt { fran, till, scenario }) => {
            page(&|desk| desk.oversikt(*fran, *till, scenario.as_deref()))
        }
        Some(Command::Bidrag(of)) => page(&|desk| desk.bidrag(of)),
        Some(Command::Nyckeltal(of)) => page(&|desk| desk.nyckeltal(of)),
        Some(Command::Utvecklingsmedel { gor: Some(GrantCommand::Registrera(event)), .. }) => {
            registrera::register(&cli.common.katalog, event, today).map(Answer::bare)
        }
        Some(Command::Utvecklingsmedel { ar, gor: None }) => page(&|desk| desk.utvecklingsmedel(*ar)),
        Some(Command::Forbrukning { ar }) => page(&|desk| desk.forbrukning(*ar)),
        Some(Command::Jamfor { scenarier, ar }) => page(&|desk| desk.jamfor(scenarier, *ar)),
        Some(Command::Prognossakerhet { fran, till }) => page(&|desk| desk.prognossakerhet(*fran, *till)),
        Some(Command::Uppfoljning(args)) => page(&|desk| desk.uppfoljning(args)),
        Some(Command::Forklara(args)) => page(&|desk| desk.forklara(args)),
        Some(Command::Mal(args)) => page(&|desk| desk.mal(args)),
        Some(Command::Kanslighet(args)) => page(&|desk| desk.kanslighet(args)),
        Some(Command::Matris(args)) => page(&|desk| desk.matris(args)),
        Some(Command::Osakerhet(args)) => page(&|desk| desk.osakerhet(args)),
        Some(Command::Plan { ar, scenario }) => page(&|desk| desk.plan(*ar, scenario.as_deref())),
        Some(Command::Balanskrav(args)) => checked(&|desk| desk.balanskrav(args)),
        Some(Command::Kontroll(args)) => checked(&|desk| desk.kontroll(args)),
        Some(Command::Granska { rapport: Some(file) }) => verifiera::report(cli, file, width),
        Some(Command::Granska { rapport: None }) => desk()?.granska(),
        Some(Command::Exportera(args)) => file(&|desk| desk.exportera(args)),
        Some(Command::Rapport(args)) => file(&|desk| desk.rapport(args)),
        Some(Command::Importera { fil, behall_personer }) => importera::page(cli, fil, *behall_personer, today, width),
        Some(Command::Ny(wanted)) => ny::make(wanted, today).map(Answer::bare),
        Some(Command::Komplettera { skal }) => Ok(Answer::bare(komplettera::script(*skal))),
        Some(Command::Hjalp) => Ok(Answer::bare(super::args::help())),
    }
}
