//! How the cells of a workbook look.

use crate::statement::Counts;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

/// How cells look.
pub(super) struct Look {
    pub(super) title: Format,
    /// A heading within a sheet.
    pub(super) part: Format,
    pub(super) facts: Format,
    pub(super) heading: Format,
    pub(super) label: Format,
    pub(super) strong: Format,
    pub(super) text: Format,
    /// Text beside a figure, or long enough to be set on several lines.
    pub(super) beside: Format,
    /// A link to another sheet.
    pub(super) link: Format,
    /// What kind of year a column holds.
    pub(super) kind: Format,
    pub(super) kr: Format,
    pub(super) kr_strong: Format,
    pub(super) kr_sum: Format,
    pub(super) ore: Format,
    pub(super) share: Format,
    pub(super) share_sum: Format,
    pub(super) rate: Format,
    pub(super) count: Format,
    pub(super) input: Color,
}

/// Words that explain.
const SOFT: Color = Color::RGB(0x59_59_59);
/// Swedish separators and signs, also where the program is set to another language.
const KR: &str = "[$-41D]#,##0;[$-41D]\u{2212}#,##0;0";
const ORE: &str = "[$-41D]#,##0.00;[$-41D]\u{2212}#,##0.00;0";
const SHARE: &str = "[$-41D]0.0\u{a0}%;[$-41D]\u{2212}0.0\u{a0}%";
const RATE: &str = "[$-41D]0.0###\u{a0}%;[$-41D]\u{2212}0.0###\u{a0}%";

impl Look {
    pub(super) fn new() -> Self {
        let plain = || Format::new().set_font_name("Calibri").set_font_size(10).set_align(FormatAlign::Top);
        let sum = |format: Format| format.set_bold().set_border_top(FormatBorder::Thin);
        Look {
            title: plain().set_font_size(15).set_bold(),
            part: plain().set_font_size(12).set_bold(),
            facts: plain().set_font_color(SOFT),
            heading: plain().set_bold().set_align(FormatAlign::Right).set_border_bottom(FormatBorder::Thin),
            label: plain().set_bold().set_border_bottom(FormatBorder::Thin),
            strong: plain().set_bold(),
            text: plain(),
            beside: plain().set_align(FormatAlign::Left).set_indent(1).set_text_wrap(),
            link: plain().set_font_color(Color::RGB(0x14_56_6B)).set_underline(FormatUnderline::Single),
            kind: plain().set_align(FormatAlign::Right).set_font_color(SOFT),
            kr: plain().set_num_format(KR),
            kr_strong: plain().set_num_format(KR).set_bold(),
            kr_sum: sum(plain().set_num_format(KR)),
            ore: plain().set_num_format(ORE),
            share: plain().set_num_format(SHARE),
            share_sum: sum(plain().set_num_format(SHARE)),
            rate: plain().set_num_format(RATE),
            count: plain().set_num_format("[$-41D]#,##0"),
            input: Color::RGB(0xFF_F7_DC),
        }
    }

    pub(super) fn of(&self, counts: Counts) -> &Format {
        match counts {
            Counts::Ore => &self.ore,
            Counts::TenThousandths => &self.share,
            Counts::Millionths => &self.rate,
            Counts::Number => &self.count,
        }
    }
}
