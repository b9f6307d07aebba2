//! What is too much. Every limit is reported with its number; none is silent.

/// Bytes of one text file (Markdown, YAML, BibTeX, TOML).
pub const TEXT_BYTES: usize = 8 << 20;
/// Bytes of one image file.
pub const IMAGE_BYTES: usize = 50 << 20;
/// Pixels of one raster image.
pub const IMAGE_PIXELS: u64 = 50_000_000;
/// Blocks and inlines nested in one another; above it a tree would overflow stacks.
pub const DEPTH: usize = 64;
/// Shared blocks that use one another.
pub const USE_DEPTH: usize = 16;
/// Diagnostics kept for one article.
pub const DIAGNOSTICS: usize = 1_000;
/// Entries of one bibliography file.
pub const REFERENCES: usize = 20_000;
/// References that one edition lists.
pub const REFERENCES_LISTED: usize = 5_000;
/// Bytes of a file to import; a text may have no more than [`TEXT_BYTES`].
pub const IMPORT_BYTES: usize = 100 << 20;

/// Largest file of a theme in bytes.
pub const THEME_BYTES: u64 = 1 << 20;
/// Largest font of a theme in bytes: one of all Chinese letters has half of it.
pub const FONT_BYTES: u64 = 32 << 20;
/// Bytes of an imported article's texts above which only a triage list tells what
/// would stop a build of it: ten leaflets' worth.
pub const CHECKED_BYTES: usize = 256 << 10;
/// Rows of a chart's data: more cannot be told apart in a leaflet.
pub const CHART_ROWS: usize = 40;
/// Columns of values of a chart.
pub const CHART_SERIES: usize = 4;
/// Signs in one row of icons.
pub const CHART_ICONS: u32 = 200;
