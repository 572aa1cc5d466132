//! Utvecklingsmedel: the law of the grants at every date, the worked year, and events that are added by command.

mod claims;
mod law;
mod pages;
