//! Programs that come from the machine's own packages: found on `PATH`, installed by apt where we may.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// A program we need, the names it goes by, and the Debian package that has it.
pub struct Program {
    names: &'static [&'static str],
    package: &'static str,
}

/// Checks the structure of PDF files.
pub const QPDF: Program = Program {
    names: &["qpdf"],
    package: "qpdf",
};
/// Reads the layout of PDF files.
pub const PDFTOHTML: Program = Program {
    names: &["pdftohtml"],
    package: "poppler-utils",
};
/// Draws pages of PDF files.
pub const PDFTOPPM: Program = Program {
    names: &["pdftoppm"],
    package: "poppler-utils",
};
/// Reads words from PDF files.
pub const PDFTOTEXT: Program = Program {
    names: &["pdftotext"],
    package: "poppler-utils",
};
/// Reads codes from pictures.
pub const ZBARIMG: Program = Program {
    names: &["zbarimg"],
    package: "zbar-tools",
};
/// The browser that Ace and axe-core run in.
pub const CHROMIUM: Program = Program {
    names: &["chromium", "chromium-browser", "google-chrome"],
    package: "chromium",
};
/// Runs EPUBCheck, veraPDF and the Nu checker.
pub const JAVA: Program = Program {
    names: &["java"],
    package: "default-jdk-headless",
};
/// Compiles our caller of veraPDF.
pub const JAVAC: Program = Program {
    names: &["javac"],
    package: "default-jdk-headless",
};
/// Runs pip and pdfium.
pub const PYTHON: Program = Program {
    names: &["python3"],
    package: "python3",
};
/// Runs Ace and axe-core.
pub const NODE: Program = Program {
    names: &["node"],
    package: "nodejs",
};
/// Installs Ace, axe-core and the Nu checker.
pub const NPM: Program = Program {
    names: &["npm"],
    package: "npm",
};

impl Program {
    /// Where the program is, if this machine has it.
    pub fn find(&self) -> Option<PathBuf> {
        self.names.iter().find_map(|name| process::find(name))
    }

    /// Where the program is; an error names the package that has it.
    pub fn path(&self) -> Result<PathBuf> {
        self.find().with_context(|| missing(&[self.package]))
    }
}

/// Makes sure all programs are there: with apt when we are root on a Debian, else by asking for them.
pub fn require(programs: &[&Program]) -> Result<()> {
    let mut packages = missing_packages(programs, &|program| program.find().is_some());
    // A python3 of Debian comes without pip, and Debian's pip is a package of its own.
    if programs
        .iter()
        .any(|program| program.package == PYTHON.package)
        && !has_pip()
    {
        packages.push("python3-pip");
    }
    if packages.is_empty() {
        return Ok(());
    }
    if process::find("apt-get").is_none() || !is_root() {
        bail!(missing(&packages));
    }
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    process::run(apt().arg("update"))?;
    process::run(
        apt()
            .args(["install", "-y", "--no-install-recommends"])
            .args(&packages),
    )?;
    let still = missing_packages(programs, &|program| program.find().is_some());
    if !still.is_empty() {
        bail!(
            "apt-get installed {}, but the programs are not on PATH",
            still.join(" ")
        );
    }
    Ok(())
}

fn missing_packages(programs: &[&Program], there: &dyn Fn(&Program) -> bool) -> Vec<&'static str> {
    let mut packages: Vec<_> = programs
        .iter()
        .filter(|program| !there(program))
        .map(|program| program.package)
        .collect();
    packages.sort_unstable();
    packages.dedup();
    packages
}

fn missing(packages: &[&str]) -> String {
    let list = packages.join(" ");
    format!(
        "this machine lacks {list}\n  hint: install with `apt-get install --no-install-recommends \
         {list}`, or the like of your system"
    )
}

fn has_pip() -> bool {
    process::output(Command::new("python3").args(["-m", "pip", "--version"]))
        .is_ok_and(|output| output.status.success())
}

fn is_root() -> bool {
    process::stdout(Command::new("id").arg("-u")).is_ok_and(|text| text.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lacks_is_named_by_package_once() {
        let packages = missing_packages(&[&QPDF, &JAVAC, &JAVA, &NODE], &|program| {
            program.names.contains(&"node")
        });
        assert_eq!(packages, ["default-jdk-headless", "qpdf"]);
    }

    #[test]
    fn the_message_says_how_to_install() {
        let program = Program {
            names: &["no-such-program-at-all"],
            package: "some-package",
        };
        let message = program.path().unwrap_err().to_string();
        assert!(
            message.starts_with("this machine lacks some-package\n"),
            "{message}"
        );
        assert!(message.contains("apt-get install"), "{message}");
    }
}
