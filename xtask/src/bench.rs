//! `cargo xtask bench`: speed and memory, as ratios measured in one run on one machine.
//!
//! Ours and the peer's runs alternate, every figure is a median, and every process starts cold. The
//! peers are pandoc (with typst for its PDF) and typst alone. Where the work differs it differs in
//! their favour: pandoc leaves citations as they are written, and its PDF is neither tagged nor
//! archival.

mod article;
mod many;
mod measure;
mod peers;
mod table;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::{Project, files_under, fresh_folder};
use crate::tools::Tools;
use measure::{Sample, median, ratio_of, together};
use peers::Peers;
use table::{Bound, Row, Table};

/// How many articles the run over a library has.
const LIBRARY: usize = 100;

/// A bare build, and the targets for patients and reviewers.
const TARGETS: [&str; 9] = [
    "web",
    "ebook",
    "print",
    "handout",
    "large-print",
    "booklet",
    "ehr",
    "fragment",
    "proof",
];

/// Runs the command.
pub fn run(arguments: &[String]) -> Result<()> {
    let options = Options::read(arguments)?;
    let project = Project::find()?;
    let pamphlet = match &options.pamphlet {
        Some(binary) => binary.canonicalize()?,
        None => project.pamphlet()?,
    };
    let peers = Peers::ready(&Tools::open()?, options.typst.as_deref())?;
    let folder = project.results("bench");
    fresh_folder(&folder)?;
    let bench = Bench {
        pamphlet,
        peers,
        article: folder.join("one/article-000"),
        folder,
    };
    article::write(&bench.article, 0)?;
    bench.write_libraries()?;

    let mut table = Table::new();
    eprintln!("three formats, against pandoc ({} runs)", options.runs);
    bench.against_pandoc(options.runs, &mut table)?;
    eprintln!("against typst ({} runs)", options.runs);
    bench.against_typst(options.runs, &mut table)?;
    eprintln!("all targets of the sample article ({} runs)", options.runs);
    bench.targets(
        &project.root.join("content/sermorelin/article.md"),
        options.runs,
        &mut table,
    )?;
    eprintln!("a library of {LIBRARY} ({} runs)", options.library_runs());
    bench.library(options.library_runs(), &mut table)?;
    eprintln!(
        "many references, many terms ({} runs)",
        options.library_runs()
    );
    bench.many(options.library_runs(), &mut table)?;
    bench.import(options.library_runs(), &mut table)?;
    print!("{table}");
    match table.missed() {
        0 => Ok(()),
        count => bail!("{count} targets are missed"),
    }
}

struct Bench {
    pamphlet: PathBuf,
    peers: Peers,
    /// The folder of the one article.
    article: PathBuf,
    folder: PathBuf,
}

impl Bench {
    /// Wall and processor time of all three formats, and the memory for them.
    fn against_pandoc(&self, runs: usize, table: &mut Table) -> Result<()> {
        let output = self.folder.join("pandoc");
        std::fs::create_dir_all(&output)?;
        let theirs = || together(&mut self.peers.pandoc_three(&self.article, &output));
        let (ours, theirs) = pairs(runs, || self.build(&self.article, &[]), theirs)?;
        let wall = |sample: &Sample| sample.wall.as_secs_f64() * 1e3;
        table.push(Row {
            name: "wall time, three formats / pandoc",
            ours: format!("{:.0} ms", median(&ours, wall)),
            theirs: format!("{:.0} ms", median(&theirs, wall)),
            value: ratio_of(&ours, &theirs, wall),
            bound: Bound::Most(0.35),
        });
        table.push(Row {
            name: "processor time, three formats / pandoc",
            ours: format!("{:.0} ms", median(&ours, Sample::cpu_ms)),
            theirs: format!("{:.0} ms", median(&theirs, Sample::cpu_ms)),
            value: ratio_of(&ours, &theirs, Sample::cpu_ms),
            bound: Bound::None,
        });
        table.push(Row {
            name: "peak memory, three formats, MiB",
            ours: format!("{:.0} MiB", median(&ours, Sample::peak_mib)),
            theirs: format!("{:.0} MiB", median(&theirs, Sample::peak_mib)),
            value: median(&ours, Sample::peak_mib),
            bound: Bound::Most(120.0),
        });
        Ok(())
    }

    /// Processor time of all three formats over that of typst on the same content, and of HTML alone.
    fn against_typst(&self, runs: usize, table: &mut Table) -> Result<()> {
        let source = self.emitted(&self.article)?;
        let pdf = self.folder.join("typst.pdf");
        let theirs = || together(&mut [self.peers.typst(&source, &pdf)]);
        let (ours, theirs) = pairs(runs, || self.build(&self.article, &[]), theirs)?;
        table.push(Row {
            name: "processor time, three formats / typst alone",
            ours: format!("{:.0} ms", median(&ours, Sample::cpu_ms)),
            theirs: format!("{:.0} ms", median(&theirs, Sample::cpu_ms)),
            value: ratio_of(&ours, &theirs, Sample::cpu_ms),
            bound: Bound::Most(1.6),
        });
        let html = (0..runs).map(|_| self.build(&self.article, &["-f", "html"]));
        let html = html.collect::<Result<Vec<_>>>()?;
        table.push(Row {
            name: "processor time, HTML alone, ms",
            ours: format!("{:.1} ms", median(&html, Sample::cpu_ms)),
            theirs: String::new(),
            value: median(&html, Sample::cpu_ms),
            bound: Bound::Most(30.0),
        });
        Ok(())
    }

    /// Processor time of a bare build with every target for patients and reviewers,
    /// over that of typst on the printed article alone.
    fn targets(&self, article: &Path, runs: usize, table: &mut Table) -> Result<()> {
        let source = self.emitted(article)?;
        let pdf = self.folder.join("typst.pdf");
        let theirs = || together(&mut [self.peers.typst(&source, &pdf)]);
        let targets = TARGETS.iter().flat_map(|target| ["-t", *target]);
        let targets: Vec<_> = targets.collect();
        let (ours, theirs) = pairs(runs, || self.build(article, &targets), theirs)?;
        table.push(Row {
            name: "processor time, nine targets / typst's print alone",
            ours: format!("{:.0} ms", median(&ours, Sample::cpu_ms)),
            theirs: format!("{:.0} ms", median(&theirs, Sample::cpu_ms)),
            value: ratio_of(&ours, &theirs, Sample::cpu_ms),
            bound: Bound::Most(3.0),
        });
        Ok(())
    }

    /// A library in one process: its memory, and its throughput beside two processes of half each.
    fn library(&self, runs: usize, table: &mut Table) -> Result<()> {
        let one = || self.build(&self.folder.join("whole"), &["-j", "2"]);
        let halves = || {
            let mut commands = ["first", "second"].map(|half| {
                let mut command = self.command(&self.folder.join(half), &["-j", "1"]);
                command.arg("-o").arg(self.folder.join("out").join(half));
                command
            });
            fresh_folder(&self.folder.join("out"))?;
            together(&mut commands)
        };
        let (ours, theirs) = pairs(runs, one, halves)?;
        let single = self.build(&self.article, &[])?;
        let throughput = |sample: &Sample| LIBRARY as f64 / sample.wall.as_secs_f64();
        table.push(Row {
            name: "throughput, one process / two processes",
            ours: format!("{:.1} articles/s", median(&ours, throughput)),
            theirs: format!("{:.1} articles/s", median(&theirs, throughput)),
            value: ratio_of(&ours, &theirs, throughput),
            bound: Bound::Least(0.95),
        });
        table.push(Row {
            name: "peak memory, 100 articles, MiB",
            ours: format!("{:.0} MiB", median(&ours, Sample::peak_mib)),
            theirs: format!("{:.0} MiB for one", single.peak_mib()),
            value: median(&ours, Sample::peak_mib),
            bound: Bound::Most(120.0),
        });
        Ok(())
    }

    /// 2,000 references cited 3,000 times, each program in the style it has by default; and what twice
    /// the uses of 400 terms cost.
    fn many(&self, runs: usize, table: &mut Table) -> Result<()> {
        let cited = self.folder.join("cited");
        many::write_citations(&cited, 2_000, 3_000)?;
        let page = self.folder.join("cited.html");
        let theirs = || together(&mut [self.peers.pandoc_cited(&cited, &page)]);
        let (ours, theirs) = pairs(runs, || self.build(&cited, &["-f", "html"]), theirs)?;
        table.push(Row {
            name: "processor time, 3,000 citations / pandoc --citeproc",
            ours: format!("{:.0} ms", median(&ours, Sample::cpu_ms)),
            theirs: format!("{:.0} ms", median(&theirs, Sample::cpu_ms)),
            value: ratio_of(&ours, &theirs, Sample::cpu_ms),
            bound: Bound::Most(0.25),
        });
        let (all, half) = (
            self.folder.join("terms"),
            self.folder.join("half-the-terms"),
        );
        many::write_terms(&all, 400, 5_000)?;
        many::write_terms(&half, 400, 2_500)?;
        let (all, half) = pairs(runs, || self.build(&all, &[]), || self.build(&half, &[]))?;
        table.push(Row {
            name: "processor time, 400 terms 5,000 times / 2,500 times",
            ours: format!("{:.0} ms", median(&all, Sample::cpu_ms)),
            theirs: format!("{:.0} ms", median(&half, Sample::cpu_ms)),
            value: ratio_of(&all, &half, Sample::cpu_ms),
            bound: Bound::Most(2.4),
        });
        Ok(())
    }

    /// The library, and each half of it as a library of its own, for two processes.
    fn write_libraries(&self) -> Result<()> {
        let half = LIBRARY / 2;
        for (name, seeds) in [
            ("whole", 0..LIBRARY),
            ("first", 0..half),
            ("second", half..LIBRARY),
        ] {
            let library = self.folder.join(name);
            for seed in seeds {
                article::write(&library.join(format!("article-{seed:03}")), seed as u64)?;
            }
            std::fs::write(library.join("pamphlet.toml"), "[library]\nlang = \"en\"\n")?;
        }
        Ok(())
    }

    /// One build into a folder that was not there before.
    /// A clipping of 1 MB, and what twice as much costs.
    fn import(&self, runs: usize, table: &mut Table) -> Result<()> {
        let (one, two) = (self.folder.join("one.txt"), self.folder.join("two.txt"));
        many::write_clipping(&one, 1 << 20)?;
        many::write_clipping(&two, 2 << 20)?;
        let import = |file: &Path| {
            let output = self.folder.join("imported");
            fresh_folder(&output)?;
            let mut command = Command::new(&self.pamphlet);
            command.arg("import").arg(file).arg("-o").arg(output);
            together(&mut [command])
        };
        let (one, two) = pairs(runs, || import(&one), || import(&two))?;
        let one_ms = format!("{:.0} ms", median(&one, Sample::cpu_ms));
        table.push(Row {
            name: "processor time, import of 1 MB of clipping, ms",
            ours: one_ms.clone(),
            theirs: String::new(),
            value: median(&one, Sample::cpu_ms),
            bound: Bound::Most(200.0),
        });
        table.push(Row {
            name: "processor time, import of 2 MB / of 1 MB",
            ours: format!("{:.0} ms", median(&two, Sample::cpu_ms)),
            theirs: one_ms,
            value: ratio_of(&two, &one, Sample::cpu_ms),
            bound: Bound::Most(2.4),
        });
        Ok(())
    }

    fn build(&self, path: &Path, arguments: &[&str]) -> Result<Sample> {
        let output = self.folder.join("out");
        if output.exists() {
            std::fs::remove_dir_all(&output)?;
        }
        let mut command = self.command(path, arguments);
        command.arg("-o").arg(output);
        together(&mut [command])
    }

    fn command(&self, path: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.pamphlet);
        command.arg("build").arg(path).args(arguments);
        command
    }

    /// The Typst source that pamphlet compiles, for the stock program.
    fn emitted(&self, article: &Path) -> Result<PathBuf> {
        let output = self.folder.join("emitted");
        fresh_folder(&output)?;
        let mut command = self.command(article, &["-t", "print", "--emit", "typst"]);
        command.arg("-o").arg(&output);
        together(&mut [command])?;
        main_source(files_under(&output)?)
    }
}

/// The emitted file that is compiled; its template, tokens and fonts lie around it.
fn main_source(files: Vec<PathBuf>) -> Result<PathBuf> {
    files
        .into_iter()
        .find(|file| file.file_name().is_some_and(|name| name == "main.typ"))
        .context("`--emit typst` wrote no main.typ")
}

/// Alternates two measurements, after one run of each that only fills the disk's cache.
fn pairs(
    runs: usize,
    ours: impl Fn() -> Result<Sample>,
    theirs: impl Fn() -> Result<Sample>,
) -> Result<(Vec<Sample>, Vec<Sample>)> {
    ours()?;
    theirs()?;
    let mut samples = (Vec::new(), Vec::new());
    for _ in 0..runs {
        samples.0.push(ours()?);
        samples.1.push(theirs()?);
    }
    Ok(samples)
}

struct Options {
    runs: usize,
    /// A pamphlet to measure instead of the one of this tree.
    pamphlet: Option<PathBuf>,
    /// A typst program to use instead of compiling one.
    typst: Option<PathBuf>,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self> {
        let mut options = Self {
            runs: 15,
            pamphlet: None,
            typst: None,
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let value = rest
                .next()
                .with_context(|| format!("`{argument}` needs a value"))?;
            match argument.as_str() {
                "--runs" => options.runs = value.parse().context("--runs takes a number")?,
                "--pamphlet" => options.pamphlet = Some(value.into()),
                "--typst" => options.typst = Some(value.into()),
                _ => bail!("bench knows no option `{argument}`"),
            }
        }
        if options.runs == 0 {
            bail!("no median comes of 0 runs");
        }
        Ok(options)
    }

    /// A run over a library takes seconds, not milliseconds.
    fn library_runs(&self) -> usize {
        self.runs.div_ceil(3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_source_is_found_among_its_template() {
        let files = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let main = main_source(files(&["a.pdf", "a.typst/base.typ", "a.typst/main.typ"])).unwrap();
        assert_eq!(main, Path::new("a.typst/main.typ"));
        assert!(main_source(files(&["a.pdf", "a.typst/base.typ"])).is_err());
    }

    #[test]
    fn options_are_read_and_checked() {
        let read = |words: &[&str]| {
            Options::read(
                &words
                    .iter()
                    .map(|word| word.to_string())
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(read(&["--runs", "7"]).unwrap().runs, 7);
        assert!(read(&["--runs"]).is_err());
        assert!(read(&["--runs", "0"]).is_err());
        assert!(read(&["--fast", "1"]).is_err());
    }
}
