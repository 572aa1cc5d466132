//! What is exported: read back it is the same ledger (I12), and hledger and ledger come to the same balances.

mod journal;
mod round_trip;

use finsam::domain::account::AccountIx;
use finsam::domain::forbund::Forbund;
use finsam::domain::kontering::{AccountRule, Belongs, Kontering};
use finsam::domain::source::Status;

/// A kontering of our own: a number for each account, members and lines in dimensions of their own.
fn kontering(forbund: &Forbund) -> Kontering {
    let place = forbund.key.kommuner.place;
    let rule = |(at, _): (usize, _)| {
        let number = format!("{}", 1_000 + at);
        AccountRule {
            from: number.clone(),
            to: number,
            account: AccountIx(at as u16),
            belongs: Belongs::default(),
            place,
        }
    };
    Kontering {
        chart: "prov".to_owned(),
        status: Status::Antagande,
        accounts: forbund.chart.iter().enumerate().map(rule).collect(),
        objects: Vec::new(),
        line_dimension: "20".to_owned(),
        member_dimension: "21".to_owned(),
        place,
    }
}
