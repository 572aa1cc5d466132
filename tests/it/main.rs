//! The one integration binary: what the program as a whole does with the förbund's own files, and what must hold for any.

mod layers;
mod oracle;
mod properties;
mod published;
mod shipped;
mod worked;
mod world;
