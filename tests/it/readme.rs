//! The console blocks of the README, run as they stand.

/// Every `$ finsam …` of the README prints what the README says. Dates and hashes are left open there.
#[test]
fn the_readme_is_true() {
    trycmd::TestCases::new().env("COLUMNS", "100").env("LC_ALL", "C.UTF-8").case("README.md");
}
