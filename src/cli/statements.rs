//! The statements of a year or of years: `drift`, `resultat`, `balans`, `kassaflode`, `noter`, `bidrag` and `oversikt`.

use super::Failure;
use super::args::{Format, OfForm, OfYear};
use super::desk::{Desk, question};
use crate::diag::{Problem, catalogue};
use crate::domain::period::Year;
use crate::projection::Economy;
use crate::render::json;
use crate::statement::{self, Asked, Statement};

/// Makes the statement of a year or a period.
type Make = fn(&Economy, &Asked) -> Result<Statement, Problem>;

impl Desk<'_> {
    /// The form of law and practice, or the printed one.
    pub(super) fn of_form(&self, of: &OfForm, plain: Make, printed: Make) -> Result<String, Failure> {
        self.of_year(&of.of, if of.som_publicerat { printed } else { plain })
    }

    pub(super) fn of_year(
        &self,
        of: &OfYear,
        make: impl Fn(&Economy, &Asked) -> Result<Statement, Problem>,
    ) -> Result<String, Failure> {
        let statement = make(&self.economy, &self.asked(of)?).map_err(question)?;
        Ok(self.set(&statement))
    }

    /// Driftredovisningen, with a word of what is dated after today.
    pub(super) fn drift(
        &self,
        of: &OfYear,
        make: impl Fn(&Economy, &Asked) -> Result<Statement, Problem>,
    ) -> Result<String, Failure> {
        self.of_year(of, |economy, asked| {
            let mut statement = make(economy, asked)?;
            statement.notes.extend(statement::after_today(economy, asked.year, self.page.date));
            Ok(statement)
        })
    }

    pub(super) fn bidrag(&self, of: &OfYear) -> Result<String, Failure> {
        let (statement, contributions) = statement::bidrag(&self.economy, &self.asked(of)?).map_err(question)?;
        Ok(match self.cli.format() {
            Format::Json => json::bidrag(&self.economy, &statement, &contributions, &self.page),
            _ => self.set(&statement),
        })
    }

    pub(super) fn oversikt(
        &self,
        from: Option<Year>,
        to: Option<Year>,
        scenario: Option<&str>,
    ) -> Result<String, Failure> {
        // A scenario that is named is what is asked about, and it is of the years to its horizon.
        let last = |at| scenario.map_or(self.economy.forbund.last_closed(), |_| self.economy.last_year(at));
        let scenario = self.scenario(scenario)?;
        let to = to.unwrap_or_else(|| last(scenario));
        let from = from.unwrap_or(self.economy.first_year().previous().min(to));
        if from > to {
            return Err(question(catalogue::years_reversed(&from.to_string(), &to.to_string())));
        }
        let (statement, years) = statement::oversikt(&self.economy, scenario, from, to).map_err(question)?;
        Ok(match self.cli.format() {
            Format::Json => json::oversikt(&statement, &years, &self.page),
            _ => self.set(&statement),
        })
    }
}
