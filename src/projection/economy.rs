//! A förbund with its books and every scenario carried forward: all that statements are drawn from.

use super::{Projection, project};
use crate::diag::Problem;
use crate::domain::assumption::ResolvedScenario;
use crate::domain::forbund::Forbund;
use crate::domain::period::Year;
use crate::ledger::{self, Books, Ledger};

/// The förbund, its scenarios, the one ledger, and the derivations.
#[derive(Clone, Debug)]
pub struct Economy {
    /// The förbund.
    pub forbund: Forbund,
    /// The scenarios, the base scenario first.
    pub scenarios: Vec<ResolvedScenario>,
    /// Everything published, planned and projected.
    pub ledger: Ledger,
    /// The scenarios' derivations, in the same order.
    pub projections: Vec<Projection>,
}

impl Economy {
    /// Posts the published years and every scenario.
    ///
    /// # Errors
    /// Every fault of F3 and F4 that shows only when the books are put together.
    pub fn assemble(forbund: Forbund, scenarios: Vec<ResolvedScenario>) -> Result<Economy, Vec<Problem>> {
        // Books that do not sum hide no fault in the scenarios: these are then tried on empty books.
        let (published, mut problems) = match ledger::build(&forbund, Vec::new()) {
            Ok(published) => (published, Vec::new()),
            Err(found) => (Ledger::empty(forbund.chart.clone()), found),
        };
        let (mut projections, mut vouchers) = (Vec::new(), Vec::new());
        for (at, scenario) in scenarios.iter().enumerate() {
            match project(&forbund, &published, scenario, at as u16) {
                Ok((projection, posted)) => {
                    projections.push(projection);
                    vouchers.extend(posted);
                }
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let ledger = ledger::build(&forbund, vouchers)?;
        Ok(Economy { forbund, scenarios, ledger, projections })
    }

    /// The books as a scenario sees them.
    pub fn books(&self, scenario: usize) -> Books {
        let closed_until = self.forbund.first_projected().first_day();
        Books { closed_until, later: self.projections.get(scenario).map(Projection::outcome) }
    }

    /// The first year in the books.
    pub fn first_year(&self) -> Year {
        *self.forbund.years.keys().next().expect("a förbund that was read has years")
    }

    /// The last year that a scenario reaches.
    pub fn last_year(&self, scenario: usize) -> Year {
        self.scenarios.get(scenario).map_or(self.forbund.last_closed(), |scenario| scenario.horizon)
    }
}
