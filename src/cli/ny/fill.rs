//! Filling a template: what stands between double braces is replaced, and what stands between `#: för varje …` and `#: slut` is
//! repeated.

use crate::domain::period::Year;

/// What the templates are filled with.
pub struct Example {
    /// The förbund's name.
    pub forbund: String,
    /// Name and id of every kommun.
    pub kommuner: Vec<(String, String)>,
    /// The year of the budget; the year before is the closed one.
    pub budget_year: Year,
}

/// How far the example plans, in years after the budget.
const AHEAD: usize = 4;

/// Begins what is repeated for every kommun.
const EACH_KOMMUN: &str = "#: för varje kommun";
/// Begins what is repeated for the closed year and the year before it, as both are split by.
const EACH_YEAR: &str = "#: för varje år";
/// Ends the innermost of them.
const END: &str = "#: slut";

/// The template with everything filled in.
pub fn fill(template: &str, example: &Example) -> String {
    let mut lines = template.lines();
    block(&mut lines, example, &[])
}

/// Lines up to the end of the block, with the words that the blocks around it have given.
fn block(lines: &mut std::str::Lines<'_>, example: &Example, own: &[(&str, String)]) -> String {
    let mut out = String::new();
    while let Some(line) = lines.next() {
        match line {
            END => break,
            EACH_KOMMUN => {
                let words = |(name, id): &(String, String)| vec![("kommun", name.clone()), ("id", id.clone())];
                out.push_str(&repeat(lines, example, own, example.kommuner.iter().map(words)));
            }
            EACH_YEAR => {
                let closed = example.budget_year.previous();
                let words = |year: Year| vec![("år", year.to_string())];
                out.push_str(&repeat(lines, example, own, closed.previous().through(closed).map(words)));
            }
            line => {
                out.push_str(&words(line, example, own));
                out.push('\n');
            }
        }
    }
    out
}

/// The block that begins here, once for each of the words; the lines after it are left to the caller.
fn repeat<'w>(
    lines: &mut std::str::Lines<'_>,
    example: &Example,
    own: &[(&'w str, String)],
    each: impl Iterator<Item = Vec<(&'w str, String)>>,
) -> String {
    let begins = lines.clone();
    let mut out = String::new();
    for words in each {
        *lines = begins.clone();
        out.push_str(&block(lines, example, &[own, &words].concat()));
    }
    out
}

/// A line with what stands between double braces replaced.
fn words(line: &str, example: &Example, own: &[(&str, String)]) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{{") {
        let (word, after) = after.split_once("}}").expect("a template closes its braces");
        out.push_str(before);
        let value = value(word, example, own);
        out.push_str(&if out.ends_with('"') { quoted(&value) } else { value });
        rest = after;
    }
    out + rest
}

fn value(word: &str, example: &Example, own: &[(&str, String)]) -> String {
    let year = example.budget_year;
    if let Some((_, value)) = own.iter().find(|(name, _)| *name == word) {
        return value.clone();
    }
    match word {
        "förbund" => example.forbund.clone(),
        "året före" => year.previous().previous().to_string(),
        "bokslutsår" => year.previous().to_string(),
        "budgetår" => year.to_string(),
        "nästa år" => year.next().to_string(),
        "horisont" => year.plus(AHEAD).to_string(),
        word => {
            let kr = word.strip_suffix(" × kommuner").expect("a template asks only for what there is");
            let kr: usize = kr.replace('_', "").parse().expect("a template multiplies whole kronor");
            grouped(kr * example.kommuner.len())
        }
    }
}

/// `1_200_000`, as amounts are written in TOML.
fn grouped(kr: usize) -> String {
    let digits = kr.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

/// As it stands between quotation marks in TOML; names have no control characters.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
