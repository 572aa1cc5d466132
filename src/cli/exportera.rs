//! `exportera`: the books, or a budget, as files for other programs.

use super::Failure;
use super::args::ExportArgs;
use super::desk::{Desk, faulty, question};
use crate::diag::{Files, Problem, catalogue};
use crate::domain::voucher::Layer;
use crate::ledger::export;
use crate::render::hledger;
use crate::sie;
use std::io::Write;

impl Desk<'_> {
    /// A journal, or a SIE file, which is bytes and no text.
    pub(super) fn exportera(&self, args: &ExportArgs) -> Result<Vec<u8>, Failure> {
        if args.hledger {
            let show = |place| self.files.show(place);
            return Ok(hledger::journal(&self.economy.forbund, &self.economy.ledger, show).into_bytes());
        }
        let year = args.ar.ok_or_else(|| question(catalogue::export_of_no_year()))?;
        let forbund = &self.economy.forbund;
        let fault = |problems: Vec<Problem>| faulty(problems, &Files::default());
        let kontering = forbund.kontering.as_ref();
        let kontering = kontering.ok_or_else(|| {
            fault(vec![catalogue::no_kontering(
                "den säger vilket nummer i bokföringssystemet som varje konto i böckerna har",
            )])
        })?;
        let (ledger, made) = (&self.economy.ledger, self.page.date);
        let file = if args.budget {
            let scenario = self.scenario(args.scenario.as_deref())?;
            let (first, last) = (forbund.first_projected(), self.economy.last_year(scenario));
            if !(first..=last).contains(&year) {
                let (first, last) = (first.to_string(), last.to_string());
                return Err(question(catalogue::no_such_year(&year.to_string(), "scenariots budgetar", &first, &last)));
            }
            let layer: Layer = self.economy.projections[scenario].budget();
            export::budget(forbund, kontering, ledger, layer, year, made)
        } else {
            let (first, last) = (self.economy.first_year(), forbund.last_closed());
            if !(first..=last).contains(&year) {
                let (first, last) = (first.to_string(), last.to_string());
                return Err(question(catalogue::no_such_year(&year.to_string(), "boksluten", &first, &last)));
            }
            export::books(forbund, kontering, ledger, year, made)
        };
        let written = sie::write(&file.map_err(fault)?);
        for (character, instead) in &written.replaced {
            // A closed stderr leaves nobody to tell.
            let _ = writeln!(
                std::io::stderr(),
                "tecknet {character} finns inte i SIE-filens teckenkod; där står {instead}"
            );
        }
        Ok(written.bytes)
    }
}
