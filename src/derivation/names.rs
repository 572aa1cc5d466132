//! What selections, postings and sources are called, in Swedish.

use crate::domain::account::AccountKind;
use crate::domain::forbund::Forbund;
use crate::domain::period::{Period, Span};
use crate::domain::source::{Origin, Source, Status};
use crate::domain::sv;
use crate::domain::voucher::{Layer, Posting};
use crate::ledger::{Query, Select};
use crate::projection::Economy;

/// What is selected: `Verksamhetens kostnader`, `Kansli och förbundschef`.
pub fn of_select(forbund: &Forbund, select: Select) -> String {
    let line = |ix| forbund.line(ix).name.clone();
    match select {
        Select::Row(row) => row.heading().to_owned(),
        Select::Account(ix) => forbund.chart.get(ix).name.clone(),
        Select::Member(ix) => format!("Bidrag från {}", forbund.member(ix).name),
        Select::NoMember => "Bidrag, ej fördelat på medlem".to_owned(),
        Select::Group(ix) => forbund.group(ix).name.clone(),
        Select::Insats { insats, utvecklingsmedel: false } => forbund.insats(insats).name.clone(),
        Select::Insats { insats, utvecklingsmedel: true } => {
            format!("Utvecklingsmedel {}", forbund.insats(insats).name)
        }
        Select::NoGroup => "Kostnader, ej fördelade i källan".to_owned(),
        Select::Line(ix) => line(ix),
        Select::NoInsats => "Kostnader utanför insatserna".to_owned(),
        Select::NoKommun => "Kostnader som inte hör till någon kommun".to_owned(),
        Select::Unplaced(ix) => format!("{}, inte lagt på någon rad", forbund.group(ix).name),
        Select::Result => "Resultat".to_owned(),
        Select::Equity => "Eget kapital".to_owned(),
        Select::Kind(AccountKind::Tillgang) => "Tillgångar".to_owned(),
        Select::Kind(AccountKind::Skuld) => "Skulder".to_owned(),
        Select::Kind(AccountKind::Avsattning) => "Avsättningar".to_owned(),
        Select::Kind(AccountKind::EgetKapital) => "Eget kapital före resultat".to_owned(),
        Select::Kind(AccountKind::Intakt) => "Intäkter".to_owned(),
        Select::Kind(AccountKind::Kostnad) => "Kostnader".to_owned(),
        Select::Alike { account, dimensions, .. } => of_dimensions(forbund, account, dimensions),
    }
}

fn of_dimensions(
    forbund: &Forbund,
    account: Option<crate::domain::account::AccountIx>,
    dimensions: crate::domain::voucher::Dimensions,
) -> String {
    match (dimensions.line, dimensions.member, dimensions.group, account) {
        (Some(ix), ..) => forbund.line(ix).name.clone(),
        (_, Some(ix), ..) => format!("Bidrag från {}", forbund.member(ix).short),
        (_, _, Some(ix), _) => format!("{}, inte lagt på någon rad", forbund.group(ix).name),
        (_, _, _, Some(ix)) => forbund.chart.get(ix).name.clone(),
        _ => "Ej fördelat".to_owned(),
    }
}

/// Of which days or which budget: `2027`, `T1 2027`, `2027-12-31`.
pub fn of_query(economy: &Economy, query: Query) -> String {
    match query {
        Query::Movement { span, .. } => of_span(span),
        Query::Layer { layer, span } => format!("{} ({})", of_span(span), of_layer(economy, layer)),
        Query::Balance { at, .. } => Span { from: at, to: at }.last_day().to_string(),
        Query::Planned(layer) => of_layer(economy, layer),
    }
}

/// What of its days a posting holds. A rest is the year less what was published of a part of it, and its two sides are of those.
pub fn of_days(origin: &Origin, span: Span) -> String {
    let begins = Period::Helar.span(span.year()).from;
    match origin {
        Origin::Rest { year: Some(_), interim: None } => format!("helåret {}", span.year()),
        Origin::Rest { year: None, interim: Some(_) } => {
            format!("avdrag för {}", of_span(Span { from: begins, to: span.from }))
        }
        _ => of_span(span),
    }
}

/// `2027`, `jan–aug 2024`, `T1 2027`; of the moment between two days, which opens and closes books, the day that it ends.
pub fn of_span(span: Span) -> String {
    match Period::of_span(span) {
        None if span.from == span.to => span.last_day().to_string(),
        Some(period) => sv::period_short(span.year(), period),
        None if span.from == span.last_day() => span.from.to_string(),
        None => sv::span(span),
    }
}

/// What a layer holds.
pub fn of_layer(economy: &Economy, layer: Layer) -> String {
    let scenario = |at: u16| economy.scenarios.get(usize::from(at)).map_or("", |scenario| scenario.id.as_str());
    let budget = |at: u16| {
        let found = crate::ledger::budgets(&economy.forbund).nth(usize::from(at));
        found.map_or(String::new(), |(_, _, budget)| budget.name.clone())
    };
    match layer {
        Layer::Utfall => "utfall".to_owned(),
        Layer::Bokfort => "bokfört".to_owned(),
        Layer::Helarsprognos(at) => {
            let method = crate::projection::Method::ALL.into_iter().find(|method| *method as u8 == at);
            format!("helårsprognos, {}", method.map_or("", crate::projection::Method::name))
        }
        Layer::Budget(at) => budget(at),
        Layer::Andring(at) => format!("ändringar i {}", budget(at)),
        Layer::ScenarioBudget(at) => format!("budget, scenario {}", scenario(at)),
        Layer::Prognos(at) => format!("prognos, scenario {}", scenario(at)),
    }
}

/// What a posting is of: its line, member or account.
pub fn of_posting(forbund: &Forbund, posting: &Posting) -> String {
    let dimensions = posting.dimensions;
    let account = forbund.chart.get(posting.account);
    match (dimensions.line, dimensions.member, dimensions.group) {
        (Some(ix), ..) => forbund.line(ix).name.clone(),
        (_, Some(ix), _) => format!("{}, {}", account.name, forbund.member(ix).short),
        (_, _, Some(ix)) => format!("{}, inte lagt på någon rad", forbund.group(ix).name),
        _ => account.name.clone(),
    }
}

/// The document with its section, and how firm the value is.
pub fn of_source(forbund: &Forbund, source: &Source, status: Status) -> String {
    match (forbund.show_source(source), sv::status(status)) {
        (source, status) if source.is_empty() => status.to_owned(),
        (source, status) => format!("{source} ({status})"),
    }
}
