//! One integration binary: each module is a kind of test.

mod bad;
mod support;
