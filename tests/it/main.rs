//! The one integration binary: what the program as a whole does with the förbund's own files and with bad ones, and what must
//! hold for any.

mod atgard;
mod bad;
mod bevis;
mod closed_budget;
mod derivation;
mod exportera;
mod forbrukning;
mod formats;
mod granska;
mod handbok;
mod jamfor;
mod kontroll;
mod law;
mod layers;
mod manifest;
mod noter;
mod ny;
mod nyckeltal;
mod oracle;
mod osakerhet;
mod plan;
mod properties;
mod published;
mod rapport;
mod readme;
mod render;
mod shipped;
mod sie;
mod support;
mod uppfoljning;
mod utvecklingsmedel;
mod verifiera;
mod workbook;
mod worked;
mod world;
