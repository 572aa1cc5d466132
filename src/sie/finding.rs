//! What does not hold in a file that could be read, or was passed over in it. The one list of kinds; none of them stops the reading.

/// A kind of finding, with a stable id.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $id:literal, $heading:literal;)+) => {
        /// What a finding is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum FindingKind {
            $($(#[$doc])* $kind,)+
        }

        impl FindingKind {
            /// All of them, in the order they are shown: what is wrong with the figures first.
            pub const ALL: &[FindingKind] = &[$(FindingKind::$kind),+];

            /// The id in JSON and CSV.
            pub fn id(self) -> &'static str {
                match self { $(FindingKind::$kind => $id),+ }
            }

            /// What people call it.
            pub fn heading(self) -> &'static str {
                match self { $(FindingKind::$kind => $heading),+ }
            }
        }
    };
}

kinds! {
    /// A voucher's rows do not sum to 0.
    Unbalanced = "obalanserad_verifikation", "Verifikationer som inte balanserar";
    /// A row whose amount cannot be read; it is not counted, and never as 0.
    BadAmount = "olasligt_belopp", "Belopp som inte går att läsa";
    /// An amount with more than two decimals; it is not counted.
    TooManyDecimals = "for_manga_decimaler", "Belopp med fler än två decimaler";
    /// A row without an amount.
    NoAmount = "belopp_saknas", "Rader utan belopp";
    /// A record with too few fields.
    TooFewFields = "falt_saknas", "Rader med för få fält";
    /// A list of objects that is not pairs.
    OddObjects = "ojamn_objektlista", "Objektlistor som inte går jämnt upp";
    /// A day, month, year index or number that is none.
    BadDate = "olasligt_datum", "Datum, perioder och årsnummer som inte går att läsa";
    /// A row outside every voucher.
    Stray = "rad_utan_verifikation", "Rader utanför varje verifikation";
    /// A voucher whose closing brace is missing.
    Unclosed = "verifikation_utan_slut", "Verifikationer utan avslutande klammer";
    /// `#IB` + vouchers ≠ `#UB`.
    ClosingDiffers = "ub_stammer_inte", "Ingående balans och verifikationer mot utgående balans";
    /// Vouchers ≠ `#RES`.
    ResultDiffers = "res_stammer_inte", "Verifikationer mot resultat";
    /// `#PSALDO` ≠ `#RES` or the change of `#UB`.
    MonthsDiffer = "psaldo_stammer_inte", "Periodsaldon mot årets saldon";
    /// The opening balances do not sum to 0.
    OpeningUnbalanced = "ib_gar_inte_ihop", "Ingående balanser som inte går ihop";
    /// No `#IB 0`: the closing balances of the year before stand in for it.
    NoOpening = "ib_saknas", "Ingående balans saknas";
    /// `#UB -1` ≠ `#IB 0`.
    OpeningDiffers = "ib_mot_ub", "Ingående balans mot förra årets utgående";
    /// A voucher on a day outside the year.
    OutsideYear = "datum_utanfor_aret", "Verifikationer utanför räkenskapsåret";
    /// A month outside the year of its index; the row is left out.
    MonthOutsideYear = "period_utanfor_aret", "Perioder utanför räkenskapsåret";
    /// The same balance twice.
    Repeated = "dubbel_post", "Samma post två gånger";
    /// The same series, number and day twice.
    VoucherTwice = "dubbel_verifikation", "Samma verifikationsnummer två gånger";
    /// The same account declared twice with different names.
    AccountTwice = "dubbelt_konto", "Samma konto två gånger";
    /// The checksum does not hold.
    BadChecksum = "ksumma_stammer_inte", "Kontrollsumman stämmer inte";
    /// A voucher without rows that count.
    Empty = "tom_verifikation", "Verifikationer utan rader";
    /// An amount that is read although the format does not allow how it is written.
    OddAmount = "ovanligt_belopp", "Belopp skrivna på ett annat sätt än formatet säger";
    /// A day that is read although the format does not allow how it is written.
    OddDate = "ovanligt_datum", "Datum skrivna på ett annat sätt än formatet säger";
    /// A voucher whose opening brace is missing.
    Unopened = "verifikation_utan_borjan", "Verifikationer utan inledande klammer";
    /// A quote that does not end.
    UnclosedQuote = "oavslutat_citat", "Citattecken som inte avslutas";
    /// A letter for the kind of account that the format does not have.
    UnknownAccountKind = "okand_kontotyp", "Okända kontotyper";
    /// Labels that the format does not have.
    UnknownLabel = "okand_etikett", "Okända etiketter";
    /// Text that is no record.
    NotARecord = "inte_en_post", "Rader som inte är poster";
    /// No `#RAR 0`.
    NoYear = "rakenskapsar_saknas", "Räkenskapsår saknas";
    /// No `#SIETYP`, or a type that there is not.
    NoType = "sietyp_saknas", "Filtyp saknas eller är okänd";
    /// Balances without the day they are for.
    NoThrough = "omfattning_saknas", "Dagen som saldona gäller saknas";
    /// `#FLAGGA 1`: some program has read the file before.
    Flagged = "redan_inlast", "Redan inläst";
    /// Lines disagree on the encoding.
    MixedEncoding = "blandad_teckenkodning", "Blandad teckenkodning";
    /// Characters that were lost before the file was saved.
    Damaged = "skadade_tecken", "Skadade tecken";
    /// Objects of persons were left out.
    PersonsDropped = "personer_utelamnade", "Uppgifter om personer utelämnade";
}

/// A finding with the line it is about; 0 where it is about the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub kind: FindingKind,
    /// The line, from 1.
    pub line: u32,
    /// What, in Swedish, with accounts and amounts.
    pub text: String,
}
