//! Finding members, lines and the rest by their ids, with a fault that names the nearest right one.

use super::table::{At, Table};
use crate::diag::catalogue;
use crate::domain::account::{AccountIx, Chart};
use crate::domain::forbund::{Document, Group, GroupIx, Insats, InsatsIx, Line, LineIx, Member, MemberIx, Party};
use crate::domain::id::Id;

/// Everything in `forbund.toml` that has a name.
pub struct Names {
    /// The documents.
    pub documents: Vec<Document>,
    /// The members.
    pub members: Vec<Member>,
    /// The groups.
    pub groups: Vec<Group>,
    /// The cost types.
    pub cost_types: Vec<Id>,
    /// The insatser.
    pub insatser: Vec<Insats>,
    /// The lines.
    pub lines: Vec<Line>,
}

impl Names {
    /// The kommuner with their positions.
    pub fn kommuner(&self) -> impl Iterator<Item = (MemberIx, &Member)> {
        let numbered = self.members.iter().enumerate().map(|(at, member)| (MemberIx(at as u16), member));
        numbered.filter(|(_, member)| member.party == Party::Kommun)
    }

    /// A kommun by id.
    pub fn kommun(&self, table: &Table<'_>, id: &At<Id>) -> Option<MemberIx> {
        self.kommun_key(table, &At { value: id.value.as_str(), place: id.place })
    }

    /// A kommun by a key.
    pub fn kommun_key(&self, table: &Table<'_>, key: &At<&str>) -> Option<MemberIx> {
        let found = self.kommuner().find(|(_, member)| member.id.as_str() == key.value).map(|(ix, _)| ix);
        if found.is_none() {
            let known: Vec<&str> = self.kommuner().map(|(_, member)| member.id.as_str()).collect();
            table.report(catalogue::unknown_member(key.place, key.value, &known));
        }
        found
    }

    /// A member by a key.
    pub fn member_key(&self, table: &Table<'_>, key: &At<&str>) -> Option<MemberIx> {
        let found = self.members.iter().position(|member| member.id.as_str() == key.value);
        if found.is_none() {
            let known: Vec<&str> = self.members.iter().map(|member| member.id.as_str()).collect();
            table.report(catalogue::unknown_member(key.place, key.value, &known));
        }
        found.map(|at| MemberIx(at as u16))
    }

    /// A line by a key.
    pub fn line_key(&self, table: &Table<'_>, key: &At<&str>) -> Option<LineIx> {
        let found = self.lines.iter().position(|line| line.id.as_str() == key.value);
        if found.is_none() {
            let known: Vec<&str> = self.lines.iter().map(|line| line.id.as_str()).collect();
            table.report(catalogue::unknown_line(key.place, key.value, &known));
        }
        found.map(|at| LineIx(at as u16))
    }

    /// A line by id.
    pub fn line(&self, table: &Table<'_>, id: &At<Id>) -> Option<LineIx> {
        self.line_key(table, &At { value: id.value.as_str(), place: id.place })
    }

    /// A group by id.
    pub fn group(&self, table: &Table<'_>, id: &At<Id>) -> Option<GroupIx> {
        let known: Vec<&Id> = self.groups.iter().map(|group| &group.id).collect();
        position(table, id, &known).map(GroupIx)
    }

    /// An insats by id.
    pub fn insats(&self, table: &Table<'_>, id: &At<Id>) -> Option<InsatsIx> {
        let known: Vec<&Id> = self.insatser.iter().map(|insats| &insats.id).collect();
        position(table, id, &known).map(InsatsIx)
    }

    /// A cost type by id.
    pub fn cost_type(&self, table: &Table<'_>, id: &At<Id>) -> Option<Id> {
        let known: Vec<&Id> = self.cost_types.iter().collect();
        position(table, id, &known).map(|at| self.cost_types[usize::from(at)].clone())
    }
}

fn position(table: &Table<'_>, id: &At<Id>, known: &[&Id]) -> Option<u16> {
    let found = known.iter().position(|other| **other == id.value);
    if found.is_none() {
        let known: Vec<&str> = known.iter().map(|id| id.as_str()).collect();
        table.report(catalogue::unknown_name(id.place, id.value.as_str(), &known));
    }
    found.map(|at| at as u16)
}

/// An account by a key.
pub fn account_key(chart: &Chart, table: &Table<'_>, key: &At<&str>) -> Option<AccountIx> {
    let found = chart.find(key.value);
    if found.is_none() {
        let known: Vec<&str> = chart.iter().map(|(_, account)| account.id.as_str()).collect();
        table.report(catalogue::unknown_account(key.place, key.value, &known));
    }
    found
}
