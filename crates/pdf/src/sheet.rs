//! What one kind of paper asks of a theme: sizes of page and type.

use pamphlet_theme::{Page, PageSize, Theme, Typography};

/// A kind of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// The whole article, as the theme has it.
    #[default]
    Article,
    /// Two sides where it can, with more in the foot of each page.
    Handout,
    /// One column of large type, reset for reading: nothing is smaller than the
    /// text, nothing slanted.
    LargePrint,
    /// Pages of half a sheet, two on each, in the order in which it is folded.
    Booklet,
    /// The article, marked as a draft, whose blocks have numbers at the margin.
    Proof,
}

impl Layout {
    /// Its name in the theme's template.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Layout::Article => "article",
            Layout::Handout => "handout",
            Layout::LargePrint => "large-print",
            Layout::Booklet => "booklet",
            Layout::Proof => "proof",
        }
    }

    /// The layout whose pages it has. A proof is the printed article with marks laid
    /// over it, so that pages and lines are those that will be printed, and Typst,
    /// which remembers what it did, lays both out at once.
    pub(crate) fn pages(self) -> Layout {
        match self {
            Layout::Proof => Layout::Article,
            Layout::Article | Layout::Handout | Layout::LargePrint | Layout::Booklet => self,
        }
    }
}

/// The paper of one target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The kind.
    pub layout: Layout,
    /// The sheet; none: the theme's. A booklet's pages are half of it.
    pub page: Option<PageSize>,
    /// The size of large print in points; none: 18.
    pub type_size: Option<u8>,
}

/// The size of large print in points (American Council of the Blind, APH).
const LARGE: f64 = 18.0;

impl Sheet {
    /// The theme as this paper needs it.
    pub(crate) fn theme(&self, theme: &Theme) -> Theme {
        let mut theme = theme.clone();
        if let Some(size) = self.page {
            theme.page.size = size;
        }
        let margins = |page: &mut Page, [top, bottom, inner, outer]: [f64; 4]| {
            (page.margin_top, page.margin_bottom) = (top, bottom);
            (page.margin_inner, page.margin_outer) = (inner, outer);
        };
        match self.layout {
            Layout::Article | Layout::Proof => return theme,
            Layout::Handout => {
                margins(&mut theme.page, [18.0, 23.0, 18.0, 18.0]);
                theme.typography = Typography {
                    body: theme.typography.body.max(12.0),
                    scale: 1.16,
                    leading: 1.34,
                    measure: 74,
                };
            }
            Layout::LargePrint => {
                margins(&mut theme.page, [25.4, 32.0, 25.4, 25.4]);
                theme.typography = Typography {
                    body: self.type_size.map_or(LARGE, f64::from),
                    scale: 1.11,
                    leading: 1.5,
                    measure: 65,
                };
            }
            Layout::Booklet => {
                theme.page.size = theme.page.size.half();
                margins(&mut theme.page, [14.0, 23.0, 14.0, 12.0]);
                theme.typography = Typography {
                    body: theme.typography.body.max(12.0),
                    scale: 1.14,
                    leading: 1.34,
                    measure: 65,
                };
            }
        }
        let typography = &mut theme.typography;
        for setting in &mut theme.settings {
            setting.leading = typography.leading.max(setting.least_leading);
        }
        typography.leading = typography.leading.max(theme.least_leading);
        theme
    }
}
