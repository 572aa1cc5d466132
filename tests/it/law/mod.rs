//! The rules of law on worked examples, with their arithmetic, and what must hold of them whatever the figures.

mod balanskrav;
mod history;
mod worlds;
