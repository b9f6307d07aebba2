//! Files of cases: reading, writing, and what goes into a case. The suite of the
//! whole project reads the same files by this module.

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::reference::References;
use pamphlet_core::span::Sources;

/// A file of cases, with the words before the first.
pub struct File {
    lead: String,
    /// Its cases, in the order written.
    pub cases: Vec<Case>,
}

/// A case.
pub struct Case {
    /// What it shows.
    pub title: String,
    /// What goes in and what is expected.
    pub sections: Vec<Section>,
}

/// A part of a case.
pub struct Section {
    /// The words behind `---`.
    pub head: String,
    /// The lines below.
    pub text: String,
}

/// Reads a file of cases.
pub fn read(text: &str) -> File {
    let mut file = File {
        lead: String::new(),
        cases: Vec::new(),
    };
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("=== ") {
            file.cases.push(Case {
                title: title.to_owned(),
                sections: Vec::new(),
            });
            continue;
        }
        let Some(case) = file.cases.last_mut() else {
            file.lead.push_str(line);
            file.lead.push('\n');
            continue;
        };
        if let Some(head) = line.strip_prefix("--- ") {
            case.sections.push(Section {
                head: head.to_owned(),
                text: String::new(),
            });
        } else if let Some(section) = case.sections.last_mut() {
            section.text.push_str(line);
            section.text.push('\n');
        }
    }
    file
}

impl File {
    pub fn write(&self) -> String {
        let mut out = format!("{}\n", self.lead.trim_end());
        for case in &self.cases {
            out.push_str(&format!("\n=== {}\n", case.title));
            for section in &case.sections {
                out.push_str(&format!("--- {}\n", section.head));
                let text = section.text.trim_end();
                if !text.is_empty() {
                    out.push_str(text);
                    out.push('\n');
                }
            }
        }
        out
    }
}

impl Section {
    /// The file that this section is, if it is a bibliography.
    pub fn file(&self) -> Option<String> {
        let bibliography = ["yaml", "bib", "json", "ris"].contains(&self.head.as_str());
        bibliography.then(|| format!("references.{}", self.head))
    }

    /// The style and the language whose print this section has, if it has one.
    pub fn style(&self) -> Option<(&str, &str)> {
        let print = self.file().is_none() && !["cite", "faults"].contains(&self.head.as_str());
        print.then(|| self.head.split_once(' ').unwrap_or((&self.head, "en")))
    }
}

impl Case {
    /// The references of all bibliographies, and what is wrong with these.
    pub fn references(&self, sources: &mut Sources) -> (References, Vec<Diagnostic>) {
        let mut faults = Vec::new();
        let mut read = Vec::new();
        for section in &self.sections {
            if let Some(path) = section.file() {
                let text = section.text.trim_end();
                let (found, wrong) = pamphlet_cite::read(&path, text.as_bytes(), sources);
                read.push(found);
                faults.extend(wrong);
            }
        }
        let (references, twice) = pamphlet_cite::merge(read);
        faults.extend(twice);
        (references, faults)
    }

    /// The citations, each as it is written; where the case has none, one an entry.
    pub fn citations(&self, references: &References) -> Vec<String> {
        let sections = self
            .sections
            .iter()
            .filter(|section| section.head == "cite");
        let lines = sections.flat_map(|section| section.text.trim_end().lines());
        let written: Vec<_> = lines.map(str::to_owned).collect();
        let all = references.entries.iter();
        match written.is_empty() {
            true => all.map(|entry| format!("[@{}]", entry.key.value)).collect(),
            false => written,
        }
    }
}
