//! Finding members, lines and the rest by their ids, with a fault that names the nearest right one.

use super::table::{At, Table};
use crate::diag::{Problem, catalogue};
use crate::domain::account::{AccountIx, Chart};
use crate::domain::forbund::{Document, Group, GroupIx, Insats, InsatsIx, Line, LineIx, Member, MemberIx, Party};
use crate::domain::id::Id;
use std::collections::BTreeMap;
use std::ops::Deref;

/// A list of things with names, as much of it as could be read.
#[derive(Debug)]
pub struct Listed<T> {
    /// What was read.
    pub items: Vec<T>,
    /// Whether it was read without a fault. In a list with gaps nothing is unknown for certain, and the fault that made the
    /// gap is not drowned by one for every use of what is missing.
    pub whole: bool,
}

// Not derived: that would demand a default of `T`.
impl<T> Default for Listed<T> {
    /// A list of which nothing could be read.
    fn default() -> Self {
        Listed { items: Vec::new(), whole: false }
    }
}

impl<T> Deref for Listed<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.items
    }
}

/// Everything in `forbund.toml` that has a name.
#[derive(Debug, Default)]
pub struct Names {
    /// The documents.
    pub documents: Listed<Document>,
    /// The members.
    pub members: Listed<Member>,
    /// The groups.
    pub groups: Listed<Group>,
    /// The cost types.
    pub cost_types: Listed<Id>,
    /// What some of them are called.
    pub cost_type_names: BTreeMap<Id, String>,
    /// The insatser.
    pub insatser: Listed<Insats>,
    /// The lines.
    pub lines: Listed<Line>,
    /// The ids of members, groups and insatser, which become rows of statements, with their places.
    pub row_ids: Vec<At<Id>>,
}

/// Reports a name that is not in a list, if the list is whole.
pub fn report_unknown(table: &Table<'_>, whole: bool, problem: Problem) {
    if whole {
        table.report(problem);
    }
}

impl Names {
    /// Whether all of it could be read.
    pub fn is_whole(&self) -> bool {
        let roots = self.documents.whole && self.members.whole && self.groups.whole && self.cost_types.whole;
        roots && self.lines.whole && self.insatser.whole
    }

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
            let is_member = self.members.iter().any(|member| member.id.as_str() == key.value);
            let problem = if is_member {
                catalogue::not_a_kommun(key.place, &known)
            } else {
                catalogue::unknown_member(key.place, key.value, &known)
            };
            report_unknown(table, self.members.whole, problem);
        }
        found
    }

    /// A member by a key.
    pub fn member_key(&self, table: &Table<'_>, key: &At<&str>) -> Option<MemberIx> {
        let found = self.members.iter().position(|member| member.id.as_str() == key.value);
        if found.is_none() {
            let known: Vec<&str> = self.members.iter().map(|member| member.id.as_str()).collect();
            report_unknown(table, self.members.whole, catalogue::unknown_member(key.place, key.value, &known));
        }
        found.map(|at| MemberIx(at as u16))
    }

    /// A line by a key.
    pub fn line_key(&self, table: &Table<'_>, key: &At<&str>) -> Option<LineIx> {
        let found = self.lines.iter().position(|line| line.id.as_str() == key.value);
        if found.is_none() {
            let known: Vec<&str> = self.lines.iter().map(|line| line.id.as_str()).collect();
            report_unknown(table, self.lines.whole, catalogue::unknown_line(key.place, key.value, &known));
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
        position(table, id, &known, self.groups.whole).map(GroupIx)
    }

    /// An insats by id.
    pub fn insats(&self, table: &Table<'_>, id: &At<Id>) -> Option<InsatsIx> {
        let known: Vec<&Id> = self.insatser.iter().map(|insats| &insats.id).collect();
        position(table, id, &known, self.insatser.whole).map(InsatsIx)
    }

    /// A cost type by id.
    pub fn cost_type(&self, table: &Table<'_>, id: &At<Id>) -> Option<Id> {
        let known: Vec<&Id> = self.cost_types.iter().collect();
        position(table, id, &known, self.cost_types.whole).map(|at| self.cost_types[usize::from(at)].clone())
    }
}

fn position(table: &Table<'_>, id: &At<Id>, known: &[&Id], whole: bool) -> Option<u16> {
    let found = known.iter().position(|other| **other == id.value);
    if found.is_none() {
        let known: Vec<&str> = known.iter().map(|id| id.as_str()).collect();
        report_unknown(table, whole, catalogue::unknown_name(id.place, id.value.as_str(), &known));
    }
    found.map(|at| at as u16)
}

/// An account by a key. Without a chart, which has faults of its own, every account is unknown and none is reported.
pub fn account_key(chart: Option<&Chart>, table: &Table<'_>, key: &At<&str>) -> Option<AccountIx> {
    let chart = chart?;
    let found = chart.find(key.value);
    if found.is_none() {
        let known: Vec<&str> = chart.iter().map(|(_, account)| account.id.as_str()).collect();
        table.report(catalogue::unknown_account(key.place, key.value, &known));
    }
    found
}
