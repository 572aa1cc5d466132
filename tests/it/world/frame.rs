//! A random förbund without its books: members, key, groups, insatser, lines and chart.

use super::figures::{interest, share};
use super::{id, place, small, sourced, word, year};
use finsam::domain::account::{Account, AccountIx, AccountKind, Chart, Roles, StatementRow};
use finsam::domain::forbund::{
    Document, Forbund, Group, GroupIx, Insats, InsatsIx, Key, Line, LineIx, LineKind, Member, MemberIx, Party, Target,
};
use finsam::domain::id::Id;
use finsam::domain::money::Ore;
use finsam::domain::rate::Rate;
use finsam::domain::samband::Declared;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::BTreeMap;

/// Everything about a förbund but its books and its population.
pub(super) fn frame() -> impl Strategy<Value = Forbund> {
    let rates = (interest(), share(), select(vec![100_i64, 10_000, 50_000, 100_000]));
    let groups = 1..=3_usize;
    let insatser = vec((any::<Index>(), option::of(share())), 0..=2);
    let ordinary = vec((any::<Index>(), any::<Index>(), option::weighted(0.2, any::<Index>())), 1..=6);
    (parties(), rates, groups, insatser, ordinary).prop_map(
        |(parties, (interest, target, unit), groups, insatser, ordinary)| {
            let mut forbund = bare(members(&parties), interest, target, Ore::new(unit));
            forbund.groups = (0..groups).map(|at| Group { id: id("grupp", at), name: format!("Grupp {at}") }).collect();
            ordinary.iter().enumerate().for_each(|(at, seed)| add_ordinary(&mut forbund, at, seed));
            insatser.iter().for_each(|(group, share)| add_insats(&mut forbund, group, *share));
            add_engangs(&mut forbund);
            forbund
        },
    )
}

/// One state, perhaps a region, and some kommuner, in any order: no rule may lean on who stands first.
fn parties() -> impl Strategy<Value = Vec<Party>> {
    (any::<bool>(), 1..=6_usize).prop_flat_map(|(region, kommuner)| {
        let mut parties = vec![Party::Stat];
        parties.extend(region.then_some(Party::Region));
        parties.extend([Party::Kommun].repeat(kommuner));
        Just(parties).prop_shuffle()
    })
}

fn members(parties: &[Party]) -> Vec<Member> {
    let name = |at| format!("Medlem {at}");
    let member = |(at, party): (usize, &Party)| Member {
        id: id("medlem", at),
        name: name(at),
        short: name(at),
        party: *party,
        place: place(),
    };
    parties.iter().enumerate().map(member).collect()
}

/// Half from the state; a quarter each from region and kommuner, or half from the kommuner where there is no region.
fn key(members: &[Member], unit: Ore) -> Key {
    let region = if members.iter().any(|member| member.party == Party::Region) { 250_000 } else { 0 };
    let share = |millionths| sourced(Rate::new(millionths));
    Key { stat: share(500_000), region: share(region), kommuner: share(500_000 - region), unit }
}

fn bare(members: Vec<Member>, interest: Rate, target: Rate, unit: Ore) -> Forbund {
    let band = |millionths| sourced(Rate::new(millionths));
    Forbund {
        budget_proposal: None,
        name: "Samordningsförbundet".to_owned(),
        base_scenario: word("plan"),
        documents: vec![Document { id: word("dokument"), title: "Dokument".to_owned() }],
        key: key(&members, unit),
        members,
        population: BTreeMap::new(),
        cost_types: ["personal", "kop", "insats", "engangs"].map(word).to_vec(),
        cost_type_names: BTreeMap::new(),
        groups: Vec::new(),
        insatser: Vec::new(),
        lines: Vec::new(),
        target: Target { share: sourced(target), year: year(2030), low: band(180_000), high: band(220_000) },
        interest: sourced(interest),
        horizon: year(2030),
        chart: chart(),
        kontering: None,
        uncertainty: None,
        years: BTreeMap::new(),
        published: Vec::new(),
        declared: Declared::default(),
    }
}

/// A line of its own, at times one that belongs to a kommun and ends when the kommun leaves.
fn add_ordinary(forbund: &mut Forbund, at: usize, (group, cost_type, kommun): &(Index, Index, Option<Index>)) {
    let kommuner: Vec<_> = forbund.of_party(Party::Kommun).collect();
    let group = group_ix(forbund, group);
    let cost_type = cost_type.get(&forbund.cost_types[..2]).clone();
    let kommun = kommun.as_ref().map(|kommun| *kommun.get(&kommuner));
    add_line(forbund, id("rad", at), (group, cost_type, None, kommun), LineKind::Ordinary);
}

/// An insats with a line in each kommun and, where it has a share, a line of utvecklingsmedel after it.
fn add_insats(forbund: &mut Forbund, group: &Index, share: Option<Rate>) {
    let at = forbund.insatser.len();
    let (own, ix, group) = (id("insats", at), InsatsIx(small(at)), group_ix(forbund, group));
    let name = format!("Insats {at}");
    forbund.insatser.push(Insats { id: own.clone(), name, group, share: share.map(sourced) });
    for kommun in forbund.of_party(Party::Kommun).collect::<Vec<_>>() {
        let where_it_lies = (group, word("insats"), Some(ix), Some(kommun));
        let line = own.join(&forbund.member(kommun).id);
        let of = add_line(forbund, line.clone(), where_it_lies.clone(), LineKind::Ordinary);
        if share.is_some() {
            add_line(forbund, line.join(&word("um")), where_it_lies, LineKind::Utvecklingsmedel { of });
        }
    }
}

fn add_engangs(forbund: &mut Forbund) {
    let last = GroupIx(small(forbund.groups.len() - 1));
    add_line(forbund, word("investeringar"), (last, word("engangs"), None, None), LineKind::Engangs);
}

type WhereItLies = (GroupIx, Id, Option<InsatsIx>, Option<MemberIx>);

fn add_line(forbund: &mut Forbund, id: Id, (group, cost_type, insats, kommun): WhereItLies, kind: LineKind) -> LineIx {
    let name = format!("Raden {id}");
    forbund.lines.push(Line { id, name, group, cost_type, insats, kommun, kind, place: place() });
    LineIx(small(forbund.lines.len() - 1))
}

fn group_ix(forbund: &Forbund, at: &Index) -> GroupIx {
    GroupIx(small(at.index(forbund.groups.len())))
}

/// Every role and some accounts more, of every kind.
const ACCOUNTS: [(&str, AccountKind, StatementRow); 20] = {
    use AccountKind as K;
    use StatementRow as R;
    [
        ("medlemsbidrag", K::Intakt, R::VerksamhetensIntakter),
        ("ovriga_intakter", K::Intakt, R::VerksamhetensIntakter),
        ("personalkostnader", K::Kostnad, R::VerksamhetensKostnader),
        ("ovriga_kostnader", K::Kostnad, R::VerksamhetensKostnader),
        ("ofordelade_kostnader", K::Kostnad, R::VerksamhetensKostnader),
        ("avskrivningar", K::Kostnad, R::Avskrivningar),
        ("finansiella_intakter", K::Intakt, R::FinansiellaIntakter),
        ("finansiella_kostnader", K::Kostnad, R::FinansiellaKostnader),
        ("extraordinara_poster", K::Intakt, R::ExtraordinaraPoster),
        ("extraordinara_kostnader", K::Kostnad, R::ExtraordinaraPoster),
        ("inventarier", K::Tillgang, R::Anlaggningstillgangar),
        ("kundfordringar", K::Tillgang, R::Fordringar),
        ("fordringar_ospecificerat", K::Tillgang, R::Fordringar),
        ("placeringar", K::Tillgang, R::KortfristigaPlaceringar),
        ("likvida_medel", K::Tillgang, R::KassaOchBank),
        ("eget_kapital", K::EgetKapital, R::EgetKapital),
        ("avsattningar_pensioner", K::Avsattning, R::Avsattningar),
        ("lan", K::Skuld, R::LangfristigaSkulder),
        ("leverantorsskulder", K::Skuld, R::KortfristigaSkulder),
        ("skulder_ospecificerat", K::Skuld, R::KortfristigaSkulder),
    ]
};

/// Every row has a note but eget kapital, which can have none; some accounts belong to their row's note and some do not.
fn note(id: &str, row: StatementRow) -> Option<u8> {
    let is_noted = row != StatementRow::EgetKapital && !id.ends_with("_ospecificerat") && id != "ovriga_kostnader";
    is_noted.then_some(row as u8 + 1)
}

fn chart() -> Chart {
    let account = |(id, kind, row): (&str, _, _)| {
        let (name, unspecified) = (id.replace('_', " "), id.ends_with("_ospecificerat"));
        Account { id: word(id), name, kind, row, note: note(id, row), unspecified, place: place() }
    };
    let role = |id: &str| {
        AccountIx(small(
            ACCOUNTS.iter().position(|(of, ..)| *of == id).expect("the table holds an account for each role"),
        ))
    };
    let roles = Roles {
        medlemsbidrag: role("medlemsbidrag"),
        ofordelade_kostnader: role("ofordelade_kostnader"),
        ovriga_intakter: role("ovriga_intakter"),
        finansiella_intakter: role("finansiella_intakter"),
        finansiella_kostnader: role("finansiella_kostnader"),
        likvida_medel: role("likvida_medel"),
        eget_kapital: role("eget_kapital"),
        aterkrav: Some(role("kundfordringar")),
    };
    Chart::new(ACCOUNTS.into_iter().map(account).collect(), roles)
}

/// The result accounts that are drawn as they are; contributions are drawn per member.
pub(super) fn flow_accounts(chart: &Chart) -> Vec<AccountIx> {
    let drawn = |ix: AccountIx, kind: AccountKind| kind.is_result() && ix != chart.roles.medlemsbidrag;
    chart.iter().filter(|(ix, account)| drawn(*ix, account.kind)).map(|(ix, _)| ix).collect()
}

/// The balance accounts that are drawn; likvida medel and eget kapital follow from the rest.
pub(super) fn stock_accounts(chart: &Chart) -> Vec<AccountIx> {
    let follows = [chart.roles.likvida_medel, chart.roles.eget_kapital];
    let drawn = |ix: AccountIx, kind: AccountKind| !kind.is_result() && !follows.contains(&ix);
    chart.iter().filter(|(ix, account)| drawn(*ix, account.kind)).map(|(ix, _)| ix).collect()
}
