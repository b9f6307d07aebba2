//! Measuring processes: time on the wall, time of the processors, memory at its peak.

use std::io::{Read, Seek};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use wait4::Wait4;

use crate::process;

/// What some processes that were started at once took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sample {
    /// From the first start to the last end.
    pub wall: Duration,
    /// User and system time of all of them and of their children.
    pub cpu: Duration,
    /// The largest resident set of any one of them.
    ///
    /// A child starts with the peak of whoever starts it, so the floor is ours: some 5 MiB.
    pub peak: u64,
}

impl Sample {
    /// Processor time in milliseconds.
    pub fn cpu_ms(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e3
    }

    /// Peak memory in MiB.
    pub fn peak_mib(&self) -> f64 {
        self.peak as f64 / f64::from(1 << 20)
    }
}

/// Starts all commands at once and waits for the last; one that fails is an error. What they say on
/// standard error goes into a file: nobody reads a pipe while they run, and a full one would stop them.
pub fn together(commands: &mut [Command]) -> Result<Sample> {
    let start = Instant::now();
    let mut children = Vec::new();
    let mut talks = Vec::new();
    for command in commands.iter_mut() {
        let talk = tempfile::tempfile()?;
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(talk.try_clone()?);
        talks.push(talk);
        children.push(
            child
                .spawn()
                .with_context(|| format!("cannot run {}", process::line(command)))?,
        );
    }
    let mut total = Sample::default();
    for ((child, talk), command) in children.iter_mut().zip(&mut talks).zip(commands) {
        let used = child.wait4()?;
        if !used.status.success() {
            let mut words = Vec::new();
            talk.rewind()?;
            talk.read_to_end(&mut words)?;
            bail!(
                "`{}` ended with {}\n{}",
                process::line(command),
                used.status,
                String::from_utf8_lossy(&words).trim_end()
            );
        }
        total.cpu += used.rusage.utime + used.rusage.stime;
        total.peak = total.peak.max(used.rusage.maxrss);
        total.wall = start.elapsed();
    }
    Ok(total)
}

/// The median of a quantity.
pub fn median(samples: &[Sample], quantity: impl Fn(&Sample) -> f64) -> f64 {
    middle(samples.iter().map(quantity).collect())
}

/// The median of the ratios within pairs: what slows the machine for a while slows both of a pair.
pub fn ratio_of(ours: &[Sample], theirs: &[Sample], quantity: impl Fn(&Sample) -> f64) -> f64 {
    middle(
        ours.iter()
            .zip(theirs)
            .map(|(our, their)| quantity(our) / quantity(their))
            .collect(),
    )
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 {
        values[half]
    } else {
        (values[half - 1] + values[half]) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn processes_run_at_once() {
        let folder = std::env::temp_dir().join(format!("pamphlet-meet-{}", std::process::id()));
        crate::project::fresh_folder(&folder).unwrap();
        // Each waits for a file that only the other makes.
        let meet = |own: &str, other: &str| {
            let mut command = shell(&format!(
                "touch {own}; n=0; until [ -e {other} ]; do n=$((n+1)); [ $n -lt 600 ] || exit 1; \
                 sleep 0.05; done"
            ));
            command.current_dir(&folder);
            command
        };
        together(&mut [meet("a", "b"), meet("b", "a")]).unwrap();
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn work_is_added_up_over_processes_and_their_children() {
        let count = "i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done";
        let one = together(&mut [shell(count)]).unwrap().cpu;
        let two = together(&mut [shell(count), shell(&format!("sh -c '{count}'"))])
            .unwrap()
            .cpu;
        assert!(two > one, "{two:?} > {one:?}");
    }

    #[test]
    fn a_failure_carries_what_the_program_said() {
        let error = together(&mut [shell("echo why >&2; exit 2")]).unwrap_err();
        assert!(error.to_string().ends_with("\nwhy"), "{error}");
    }

    #[test]
    fn medians_do_not_follow_an_outlier() {
        assert_eq!(middle(vec![9.0, 1.0, 2.0]), 2.0);
        assert_eq!(middle(vec![4.0, 1.0, 2.0, 900.0]), 3.0);
        let of = |wall: &[u64]| -> Vec<Sample> {
            let sample = |ms: &u64| Sample {
                wall: Duration::from_millis(*ms),
                ..Sample::default()
            };
            wall.iter().map(sample).collect()
        };
        // The machine was ten times slower during the second pair.
        let ratio = ratio_of(&of(&[10, 100, 10]), &of(&[20, 200, 20]), |it| {
            it.wall.as_secs_f64()
        });
        assert_eq!(ratio, 0.5);
    }
}
