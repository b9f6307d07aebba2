//! Every file of `cases/` through every backend.

use std::path::Path;

use pamphlet_tests::check;

#[test]
fn all_cases() {
    hold(check::check_file);
}

#[test]
fn all_cases_in_arabic_and_chinese() {
    hold(check::retell_file);
}

fn hold(judge: fn(&Path) -> Vec<String>) {
    let mut faults = Vec::new();
    for path in check::files() {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let found = judge(&path);
        faults.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(
        faults.is_empty(),
        "{} faults\n\n{}",
        faults.len(),
        faults.join("\n\n")
    );
}
