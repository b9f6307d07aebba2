//! `pamphlet translate`: articles as XLIFF for translators, and back.

use pamphlet_build::exchange::{self, Refused};
use pamphlet_build::{BuildError, library};
use pamphlet_core::language::Language;
use pamphlet_translate::Version;

use crate::args::{TranslateCommand, TranslateExport, TranslateImport, XliffVersion};
use crate::exit::Exit;
use crate::report::human;

/// Runs the command.
pub fn run(command: &TranslateCommand) -> Exit {
    let done = match command {
        TranslateCommand::Export(args) => export(args),
        TranslateCommand::Import(args) => import(args),
    };
    match done {
        Ok(()) => Exit::Done,
        Err(Refused::Start(error)) => human::build_error(&error),
        Err(Refused::Faults(faults, sources)) => {
            human::diagnostics(&faults, &sources);
            Exit::Content
        }
    }
}

fn export(args: &TranslateExport) -> Result<(), Refused> {
    let language = Language::parse(&args.language).ok_or_else(|| {
        let hint = "write a BCP 47 tag such as en, es or pt-BR";
        BuildError::usage(format!("{} is not a language tag", args.language), hint)
    })?;
    let version = match args.xliff {
        XliffVersion::V1 => Version::V1,
        XliffVersion::V2 => Version::V2,
    };
    let paths: Vec<_> = args.path.iter().cloned().collect();
    let exported = exchange::export(&library::find(&paths)?, &language, version)?;
    human::diagnostics(&exported.warnings, &exported.sources);
    let text = exported.text;
    match &args.output {
        None => print!("{text}"),
        Some(path) => {
            std::fs::write(path, text).map_err(|error| BuildError::Write(path.clone(), error))?;
            println!("{}", path.display());
        }
    }
    Ok(())
}

fn import(args: &TranslateImport) -> Result<(), Refused> {
    let paths: Vec<_> = args.path.iter().cloned().collect();
    let written = exchange::import(&library::find(&paths)?, &args.file)?;
    human::diagnostics(&written.warnings, &written.sources);
    for file in &written.files {
        println!("{}", file.display());
    }
    if written.files.is_empty() {
        anstream::eprintln!("the translation says all of this already: nothing is written");
    }
    Ok(())
}
