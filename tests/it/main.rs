//! The one integration binary: what the program as a whole does with the förbund's own files.

mod published;
mod readme;
mod shipped;
mod worked;
