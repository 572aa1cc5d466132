//! The exact nouns: money, rates, periods, accounts, postings, the förbund and its scenarios. No I/O, no files, no clock.

pub mod account;
pub mod assumption;
pub mod balanskrav;
pub mod budget_change;
pub mod day;
pub mod deltagare;
pub mod forbund;
pub mod id;
pub mod kontering;
pub mod mal;
pub mod money;
pub mod note;
pub mod osakerhet;
pub mod period;
pub mod publicerat;
pub mod rate;
pub mod samband;
pub mod source;
pub mod split;
pub mod sv;
pub mod tertials;
pub mod utvecklingsmedel;
pub mod voucher;
pub mod yearbook;
