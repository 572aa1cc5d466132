//! The fan of outcomes: draws, order statistics, threads, and what is printed and interrupted.

mod command;
mod draws;
mod fan;
