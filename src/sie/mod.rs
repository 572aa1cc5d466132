//! SIE 4, the bookkeeping systems' own format: reader, writer and the model between them.

pub mod finding;
pub mod model;
