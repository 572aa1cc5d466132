//! The board's report: what it holds, that nothing of it is fetched or run, and that any förbund has one.

mod browser;
mod page;
