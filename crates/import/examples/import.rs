//! Imports a file into a folder and prints what was decided:
//! `cargo run --release -p pamphlet-import --example import -- FILE OUTDIR`.

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs, process};

use pamphlet_import::{Options, Source, import};

fn main() {
    let mut arguments = env::args().skip(1);
    let (Some(file), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("import FILE OUTDIR");
        process::exit(2);
    };
    if let Err(fault) = run(Path::new(&file), &PathBuf::from(folder)) {
        eprintln!("{file}: {fault}");
        process::exit(1);
    }
}

fn run(file: &Path, folder: &Path) -> Result<(), String> {
    let bytes = fs::read(file).map_err(|it| it.to_string())?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let options = Options {
        slug: stem.into_owned(),
        title: None,
    };
    let beside = file.parent().unwrap_or(Path::new("")).to_owned();
    let source = Source {
        name: &file.to_string_lossy(),
        bytes: &bytes,
        beside: &|path| fs::read(beside.join(path)).ok(),
    };
    let start = Instant::now();
    let imported =
        import(&source, &options).map_err(|it| format!("{}; {}", it.reason, it.remedy))?;
    let time = start.elapsed();
    let files = imported.files();
    let written = start.elapsed() - time;
    for it in &imported.report.decisions {
        println!(
            "{:>5}  {:<18} {:>3} %  {}",
            it.place.0,
            it.kind.name(),
            it.confidence,
            it.message
        );
    }
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(|it| it.to_string())?;
        fs::write(path, bytes).map_err(|it| it.to_string())?;
    }
    let decisions = imported.report.decisions.len();
    println!(
        "{}: {decisions} decisions in {time:.1?}, written in {written:.1?}",
        imported.importer
    );
    Ok(())
}
