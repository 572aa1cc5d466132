//! Utvecklingsmedel in JSON, with the keys of the contract (design §8).

use super::json::{amount, plain, report};
use super::page::Page;
use crate::projection::Economy;
use crate::statement::{Utvecklingsmedel, by_kommun, kommun, sums};
use serde::Serialize;

#[derive(Serialize)]
struct Tertial {
    tertial: usize,
    belopp: Option<String>,
    status: &'static str,
    senast: Option<String>,
}

#[derive(Serialize)]
struct Kommun<'s> {
    id: &'s str,
    beviljat: Option<String>,
    utbetalt: Option<String>,
    kvar: Option<String>,
    innehallet: Option<String>,
    aterkravt: Option<String>,
    aterbetalt: Option<String>,
    tertial: Vec<Tertial>,
}

#[derive(Serialize)]
struct Betalning<'s> {
    kommun: &'s str,
    tertial: usize,
    belopp: Option<String>,
}

#[derive(Serialize)]
struct Medel<'s> {
    kommuner: Vec<Kommun<'s>>,
    vantar: Vec<String>,
    betalningslista: Vec<Betalning<'s>>,
    uppfoljning: Vec<String>,
}

/// The sums in the common shape, and each kommun with its tertials.
pub fn json(economy: &Economy, of: &Utvecklingsmedel, page: &Page) -> String {
    let id = |ix| economy.forbund.member(ix).id.as_str();
    let kommuner = by_kommun(economy, &of.grants).into_iter().map(|(ix, own)| {
        let tertial = own.iter().map(|grant| Tertial {
            tertial: grant.tertial + 1,
            belopp: amount(Some(grant.granted)),
            status: grant.state().id(),
            senast: grant.last.map(|day| day.to_string()),
        });
        let tertial = tertial.collect();
        let [beviljat, utbetalt, kvar, innehallet, aterkravt, aterbetalt] = sums(own).map(|sum| amount(Some(sum)));
        Kommun { id: id(ix), beviljat, utbetalt, kvar, innehallet, aterkravt, aterbetalt, tertial }
    });
    let betalning = |at: &usize| {
        let grant = &of.grants[*at];
        let kommun = kommun(economy, grant).map_or("", id);
        Betalning { kommun, tertial: grant.tertial + 1, belopp: amount(Some(grant.left())) }
    };
    let extra = Medel {
        kommuner: kommuner.collect(),
        vantar: of.waiting.iter().map(|line| plain(line)).collect(),
        betalningslista: of.payable.iter().map(betalning).collect(),
        uppfoljning: of.notes.iter().map(|line| plain(line)).collect(),
    };
    report(&of.summor, page, of.summor.year.map(|year| year.number()), extra)
}
