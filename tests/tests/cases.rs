//! Every file of `cases/` through every backend.

use pamphlet_tests::check;

#[test]
fn all_cases() {
    let mut faults = Vec::new();
    for path in check::files() {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let found = check::check_file(&path);
        faults.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(
        faults.is_empty(),
        "{} faults\n\n{}",
        faults.len(),
        faults.join("\n\n")
    );
}
