//! The one integration binary: what the program as a whole does with the förbund's own files, and with bad ones.

mod bad;
mod nyckeltal;
mod published;
mod readme;
mod render;
mod shipped;
mod support;
mod worked;
