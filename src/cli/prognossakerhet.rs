//! `prognossakerhet`: how each budget and each locked forecast did.

use super::Failure;
use super::desk::{Desk, question};
use crate::domain::period::Year;
use crate::statement;

impl Desk<'_> {
    /// The budgets and forecasts of the years against what happened.
    pub(super) fn prognossakerhet(&self, from: Option<Year>, to: Option<Year>) -> Result<String, Failure> {
        let statement = statement::prognossakerhet(&self.economy, from, to).map_err(question)?;
        Ok(self.set(&statement))
    }
}
