//! `pamphlet words`: the words of the interface in a language, as a file to translate or
//! to change.

use pamphlet_core::language::Language;

use crate::args::Words;
use crate::exit::Exit;
use crate::report::human;

/// Prints the file.
pub fn run(args: &Words) -> Exit {
    let Some(language) = Language::parse(&args.language) else {
        let message = format!("{} is not a language tag", args.language);
        let hint = "write a BCP 47 tag such as so, fa or pt-BR";
        return human::build_error(&pamphlet_build::BuildError::usage(message, hint));
    };
    print!("{}", pamphlet_markdown::write_words(&language));
    Exit::Done
}
