//! Which cell each node stands in: a statement's figure where it is printed, values on the sheet of assumptions, postings on theirs, and
//! all that lies between on the sheet of workings.

use super::formula::{Places, SplitPlaces, TooLarge};
use super::place::Place;
use crate::derivation::{Graph, Made, NodeIx};
use crate::projection::Rule;
use crate::statement::{Counts, Reckon, Statement};
use std::collections::BTreeMap;

/// The column that values stand in on the sheets of assumptions, workings and postings.
pub const VALUE: u16 = 2;
/// The first row below the headings of those sheets, and of a statement.
pub const FIRST: u32 = 5;

/// The sheets, in order.
pub struct Sheets {
    /// Their names.
    pub names: Vec<String>,
    /// Assumptions and facts.
    pub assumptions: usize,
    /// Workings.
    pub workings: usize,
    /// Postings.
    pub postings: usize,
}

/// A helper cell of the sheet of workings: what a rule needs beside its operands.
#[derive(Clone, Debug)]
pub struct Helper {
    /// What it is.
    pub label: String,
    /// Its formula.
    pub formula: String,
    /// Its value.
    pub value: i128,
}

/// The cells of a split: the whole units of each part, and the remainder of each.
type SplitCells = (Vec<Place>, Vec<Place>);

/// A row of the sheet of workings.
#[derive(Clone, Debug)]
pub enum Working {
    /// A node.
    Node(NodeIx),
    /// A helper.
    Helper(Helper),
}

/// Where everything stands.
pub struct Layout<'g, 'e> {
    /// The derivations.
    pub graph: &'g Graph<'e>,
    /// The sheets.
    pub sheets: Sheets,
    /// Every node's cell.
    places: Vec<Place>,
    /// The nodes of the sheet of assumptions, in order.
    pub assumptions: Vec<NodeIx>,
    /// The headings between them: a row and its words.
    pub parts: Vec<(u32, &'static str)>,
    /// The rows of the sheet of workings, in order.
    pub workings: Vec<Working>,
    /// The nodes of the sheet of postings, in order.
    pub postings: Vec<NodeIx>,
    /// The limbs of each chain of indices: their places, lowest first.
    chains: BTreeMap<Vec<NodeIx>, Vec<Place>>,
    /// Whole units and remainders of each split.
    splits: BTreeMap<(Vec<NodeIx>, i64), SplitCells>,
}

/// A statement's figure that a cell is made of: the sheet, row and column it is printed at, its node, and the sign it is printed with.
pub struct Printed {
    /// Its cell.
    pub place: Place,
    /// Its node.
    pub node: NodeIx,
    /// −1 where the opposite sign is printed.
    pub sign: i64,
}

/// The figures of statements with their nodes; the statements' sheets come first, in their order.
pub fn printed(graph: &mut Graph<'_>, tables: &[(&'static str, Statement)], before: usize) -> Vec<Printed> {
    let mut printed = Vec::new();
    for (at, (_, statement)) in tables.iter().enumerate() {
        for (row, line) in statement.rows.iter().enumerate() {
            for (column, figure) in line.figures.iter().enumerate() {
                let Some(figure) = figure else { continue };
                let place = Place { sheet: before + at, row: FIRST + row as u32, column: 1 + column as u16 };
                printed.push(Printed { place, node: graph.follow(figure), sign: line.printed_sign });
            }
        }
    }
    printed
}

impl<'g, 'e> Layout<'g, 'e> {
    /// Places every node of the graph.
    ///
    /// # Errors
    /// [`TooLarge`] where a helper would not be exact.
    pub fn new(graph: &'g Graph<'e>, sheets: Sheets, printed: &[Printed]) -> Result<Self, TooLarge> {
        let nowhere = Place { sheet: usize::MAX, row: 0, column: 0 };
        let mut layout = Layout {
            graph,
            sheets,
            places: vec![nowhere; graph.nodes().len()],
            assumptions: Vec::new(),
            parts: Vec::new(),
            workings: Vec::new(),
            postings: Vec::new(),
            chains: BTreeMap::new(),
            splits: BTreeMap::new(),
        };
        // A figure stands where it is first printed with its own sign; a sheet may print it again and then refers to it.
        for figure in printed.iter().filter(|figure| figure.sign > 0) {
            let place = &mut layout.places[figure.node.0 as usize];
            if *place == nowhere && matches!(graph.node(figure.node).made, Made::Rule(_)) {
                *place = figure.place;
            }
        }
        layout.place_values();
        for at in 0..graph.nodes().len() {
            layout.place_node(NodeIx(at as u32), nowhere)?;
        }
        Ok(layout)
    }

    /// Values in files: what is assumed and decided of the years to come first, each with its own years together, what was booked after it.
    fn place_values(&mut self) {
        let is_leaf = |at: &usize| matches!(self.graph.nodes()[*at].made, Made::Leaf(_));
        let is_booked = |at: &usize| self.graph.is_booked(NodeIx(*at as u32));
        let leaves: Vec<usize> = (0..self.graph.nodes().len()).filter(is_leaf).collect();
        let (booked, mut ahead): (Vec<usize>, Vec<usize>) = leaves.into_iter().partition(is_booked);
        let mut kinds: Vec<&str> = Vec::new();
        for at in &ahead {
            let kind = without_year(&self.graph.nodes()[*at].name.what);
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        let kind = |at: &usize| kinds.iter().position(|kind| *kind == without_year(&self.graph.nodes()[*at].name.what));
        ahead.sort_by_key(kind);
        let mut row = FIRST;
        for (words, nodes) in [("Planen: antaganden och beslut", ahead), ("Bokslut och delårsrapporter", booked)] {
            if nodes.is_empty() {
                continue;
            }
            self.parts.push((row, words));
            for at in nodes {
                row += 1;
                self.assumptions.push(NodeIx(at as u32));
                self.places[at] = Place { sheet: self.sheets.assumptions, row, column: VALUE };
            }
            row += 2;
        }
    }

    fn place_node(&mut self, node: NodeIx, nowhere: Place) -> Result<(), TooLarge> {
        self.helpers(node)?;
        if self.places[node.0 as usize] != nowhere {
            return Ok(());
        }
        let (sheet, at) = match self.graph.node(node).made {
            Made::Leaf(_) => return Ok(()),
            Made::Posting { .. } => {
                self.postings.push(node);
                (self.sheets.postings, self.postings.len())
            }
            Made::Rule(_) => {
                self.workings.push(Working::Node(node));
                (self.sheets.workings, self.workings.len())
            }
        };
        self.places[node.0 as usize] = Place { sheet, row: FIRST + at as u32 - 1, column: VALUE };
        Ok(())
    }

    /// What a node's rule needs beside its operands, before the node itself.
    fn helpers(&mut self, node: NodeIx) -> Result<(), TooLarge> {
        let Made::Rule(Reckon::Projection(rule)) = self.graph.node(node).made else { return Ok(()) };
        let operands = self.graph.operands(node).to_vec();
        match rule {
            Rule::Indexed => self.chain(&operands[1..]),
            Rule::Split(part) => self.split_helpers(&operands, part.unit),
            _ => Ok(()),
        }
    }

    fn helper(&mut self, label: String, formula: String, value: i128) -> Place {
        self.workings.push(Working::Helper(Helper { label, formula, value }));
        Place { sheet: self.sheets.workings, row: FIRST + self.workings.len() as u32 - 1, column: VALUE }
    }

    /// Π(1 + index) in limbs of a million: each factor is a whole number of millionths, so the product is exact.
    fn chain(&mut self, indices: &[NodeIx]) -> Result<(), TooLarge> {
        const ONE: i128 = 1_000_000;
        let Some((last, before)) = indices.split_last() else { return Ok(()) };
        if self.chains.contains_key(indices) {
            return Ok(());
        }
        self.chain(before)?;
        let label = self.graph.node(*last).name.what.to_string();
        let factor = format!("ROUND({ONE}*(1+{}),0)", self.seen(*last));
        let n = ONE + i128::from(self.graph.node(*last).value);
        let lower = self.limb_names(before);
        let values = self.limb_values(before);
        let mut places = Vec::new();
        let (mut text, mut value) = (String::new(), 0_i128);
        for (at, (limb, own)) in lower.iter().zip(&values).enumerate() {
            text = match at {
                0 => format!("{factor}*{limb}"),
                _ => format!("{factor}*{limb}+INT(({text})/{ONE})"),
            };
            value = n * own + value / ONE;
            if value >= ONE * ONE * 1000 {
                return Err(TooLarge(label));
            }
            places.push(self.helper(format!("{label}, lem {}", at + 1), format!("MOD({text},{ONE})"), value % ONE));
        }
        let top = format!("{label}, lem {}", lower.len() + 1);
        places.push(self.helper(top, format!("INT(({text})/{ONE})"), value / ONE));
        self.chains.insert(indices.to_vec(), places);
        Ok(())
    }

    fn limb_names(&self, indices: &[NodeIx]) -> Vec<String> {
        let found = self.chains.get(indices);
        found.map_or(vec!["1".to_owned()], |places| {
            places.iter().map(|place| place.seen_from(self.sheets.workings, &self.sheets.names)).collect()
        })
    }

    fn limb_values(&self, indices: &[NodeIx]) -> Vec<i128> {
        let value = |place: &Place| match &self.workings[(place.row - FIRST) as usize] {
            Working::Helper(helper) => helper.value,
            Working::Node(_) => 0,
        };
        self.chains.get(indices).map_or(vec![1], |places| places.iter().map(value).collect())
    }

    /// Whole units and remainders of each part of a split.
    fn split_helpers(&mut self, operands: &[NodeIx], unit: i64) -> Result<(), TooLarge> {
        let key = (operands.to_vec(), unit);
        if self.splits.contains_key(&key) {
            return Ok(());
        }
        let (whole, weights) = (operands[0], &operands[1..]);
        let total: String = weights.iter().map(|weight| self.seen(*weight)).collect::<Vec<_>>().join("+");
        let (amount, sum) =
            (i128::from(self.value(whole)), weights.iter().map(|w| i128::from(self.value(*w))).sum::<i128>());
        let step = sum * i128::from(unit);
        let whole_text = format!("ROUND(100*{},0)", self.seen(whole));
        let (mut units, mut rests) = (Vec::new(), Vec::new());
        for weight in weights {
            let (name, own) = (self.graph.node(*weight).name.what.to_string(), i128::from(self.value(*weight)));
            if (amount * own).abs() >= 1_000_000_000_000_000 {
                return Err(TooLarge(format!("Beloppet som fördelas efter {}", name.to_lowercase())));
            }
            let text = format!("INT({whole_text}*{}/({unit}*({total})))", self.seen(*weight));
            units.push(self.helper(format!("{name}, hela enheter"), text, (amount * own).div_euclid(step)));
        }
        for (weight, place) in weights.iter().zip(&units) {
            let (name, own) = (self.graph.node(*weight).name.what.to_string(), i128::from(self.value(*weight)));
            let units = place.seen_from(self.sheets.workings, &self.sheets.names);
            let text = format!("{whole_text}*{}-{units}*{unit}*({total})", self.seen(*weight));
            rests.push(self.helper(format!("{name}, rest"), text, (amount * own).rem_euclid(step)));
        }
        self.splits.insert(key, (units, rests));
        Ok(())
    }

    /// A node as it is referred to from the sheet of workings.
    fn seen(&self, node: NodeIx) -> String {
        self.place_of(node).seen_from(self.sheets.workings, &self.sheets.names)
    }

    /// A node's cell.
    pub fn place_of(&self, node: NodeIx) -> Place {
        self.places[node.0 as usize]
    }

    fn value(&self, node: NodeIx) -> i64 {
        self.graph.node(node).value
    }
}

/// `Folkmängd Lerum` of `Folkmängd Lerum 2027`.
fn without_year(name: &str) -> &str {
    name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end()
}

/// The places as they are seen from a cell of a sheet.
pub struct From<'l, 'g, 'e> {
    /// The layout.
    pub layout: &'l Layout<'g, 'e>,
    /// The sheet.
    pub sheet: usize,
}

impl From<'_, '_, '_> {
    fn text(&self, place: &Place) -> String {
        place.seen_from(self.sheet, &self.layout.sheets.names)
    }

    fn range(&self, places: &[Place]) -> String {
        match places {
            [] => String::new(),
            [only] => self.text(only),
            [first, .., last] => format!("{}:{}", self.text(first), last.cell()),
        }
    }
}

impl Places for From<'_, '_, '_> {
    fn of(&self, node: NodeIx) -> String {
        self.text(&self.layout.place_of(node))
    }

    fn place(&self, node: NodeIx) -> Place {
        self.layout.place_of(node)
    }

    fn value(&self, node: NodeIx) -> i64 {
        self.layout.value(node)
    }

    fn counts(&self, node: NodeIx) -> Counts {
        self.layout.graph.node(node).counts
    }

    fn limbs(&self, indices: &[NodeIx]) -> Vec<String> {
        let found = self.layout.chains.get(indices);
        found.map_or(vec!["1".to_owned()], |places| places.iter().map(|place| self.text(place)).collect())
    }

    fn split(&self, operands: &[NodeIx], unit: i64) -> SplitPlaces {
        let (units, rests) = &self.layout.splits[&(operands.to_vec(), unit)];
        SplitPlaces {
            units: self.range(units),
            unit_of: units.iter().map(|place| self.text(place)).collect(),
            rests: self.range(rests),
            rest_of: rests.iter().map(|place| self.text(place)).collect(),
            before: (0..rests.len()).map(|at| (at > 0).then(|| self.range(&rests[..at]))).collect(),
        }
    }
}
