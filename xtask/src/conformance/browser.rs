//! The scripts for Node.js that drive the installed Chromium (`xtask/js`).

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use serde_json::{Value, json};

use super::validators::Validators;
use crate::process;

const COMMON: &str = include_str!("../../js/browser.mjs");

/// Runs a script with an order, to which the places of the programs are added, and returns what it
/// prints.
pub fn run(
    name: &str,
    script: &str,
    mut order: Value,
    validators: &Validators,
    scratch: &Path,
) -> Result<String> {
    // A folder a script: two may run at once.
    let folder = scratch.join(name);
    std::fs::create_dir_all(&folder)?;
    order["modules"] = json!(validators.node_modules);
    order["chromium"] = json!(validators.chromium);
    order["profile"] = json!(folder.join("chromium-profile"));
    let (script_file, order_file) = (folder.join("script.mjs"), folder.join("order.json"));
    std::fs::write(folder.join("browser.mjs"), COMMON)?;
    std::fs::write(&script_file, script)?;
    std::fs::write(&order_file, order.to_string())?;
    let mut node = Command::new(&validators.node);
    process::stdout(node.arg(script_file).arg(order_file))
}
