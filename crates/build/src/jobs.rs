//! Who does the work: worker threads take jobs of the earliest article that has
//! one, so that few articles are in memory at a time; results are put in the
//! order in which articles were asked for.
//!
//! A job is reading and resolving an article, or rendering one target of it. An
//! ebook whose page list names printed pages waits for their layout, and is made
//! beside their file. Each worker lays out on its own thread alone: inside a larger
//! pool, Typst's layouts would steal and nest each other, and hold many documents
//! in memory at once. Only a document that is the only one is spread over all threads.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;

use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::rendered::PageStart;
use pamphlet_core::{Edition, Rendered, Sources, limits};
use pamphlet_pdf::Worker;
use sha2::{Digest, Sha256};

use crate::library::Place;
use crate::outcome::{ArticleOutcome, BuildError, Outcome, Output};
use crate::pipeline::{self, Material, Surroundings};
use crate::plan::{Plan, Planned};
use crate::target::{Format, Layout, Shown, Target};
use crate::theme::Themes;
use crate::upload::{Entry, hexadecimal};
use crate::write::{Staged, WriteError};
use crate::{Progress, Request};

/// Stack of a worker; layout recurses with the nesting of a document.
const STACK: usize = 16 << 20;

/// Does everything that is planned.
pub fn run(
    request: &Request,
    plan: &Plan,
    progress: &dyn Progress,
    cancel: &AtomicBool,
) -> Result<Outcome, BuildError> {
    let mut themes = Vec::new();
    for library in &plan.libraries {
        let theme = Themes::of(library);
        themes.push(theme.map_err(|f| BuildError::Config(f, library.sources.clone()))?);
    }
    let outputs = plan
        .articles
        .iter()
        .map(|article| article.targets.len())
        .sum();
    progress.start(outputs);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = request.threads.unwrap_or(cores).clamp(1, 256);
    let documents = plan
        .articles
        .iter()
        .flat_map(|article| jobs(&article.targets));
    let lone = documents
        .filter(|job| job.target.format == Format::Pdf)
        .count()
        < 2;
    let work = Work {
        request,
        plan,
        themes: &themes,
        progress,
        cancel,
        threads,
        lone,
    };
    let shared = Shared {
        queue: Mutex::new(Queue::new(plan.articles.len())),
        changed: Condvar::new(),
    };
    thread::scope(|scope| {
        for _ in 0..threads.min(outputs.max(1)) {
            let worker = || work.worker(&shared);
            // Where no thread can be had, this one does the work.
            if thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, worker)
                .is_err()
            {
                work.worker(&shared);
            }
        }
    });
    let mut queue = shared
        .queue
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    tell_once(plan, &mut queue.results);
    let interrupted = cancel.load(Ordering::Relaxed);
    Ok(Outcome {
        articles: queue.results.into_iter().flatten().collect(),
        interrupted,
        lists: Vec::new(),
    })
}

struct Work<'a> {
    request: &'a Request,
    plan: &'a Plan,
    themes: &'a [Themes],
    progress: &'a dyn Progress,
    cancel: &'a AtomicBool,
    threads: usize,
    /// Whether there is only one document to lay out, so that all threads can
    /// have a share in it.
    lone: bool,
}

struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// What is to do, in what state.
struct Queue {
    next: usize,
    active: BTreeMap<usize, Active>,
    results: Vec<Option<ArticleOutcome>>,
}

/// An article in work. While it is read it has no jobs.
#[derive(Default)]
struct Active {
    prepared: Option<Arc<Prepared>>,
    jobs: Vec<Job>,
}

/// An article with its editions, ready to be rendered.
struct Prepared {
    material: Material,
    editions: BTreeMap<Shown, Edition>,
}

/// One target to render.
struct Job {
    target: Arc<Target>,
    /// Whether its files are wanted, or only its pages.
    written: bool,
    /// The job whose pages it needs.
    after: Option<usize>,
    /// Its own pages, known before its file is made.
    pages: Option<Arc<[PageStart]>>,
    state: State,
}

enum State {
    Waiting,
    Running,
    Done(Result<Arc<Rendered>, Failed>),
}

enum Failed {
    Content(Vec<Diagnostic>),
    Fault(String),
}

enum Task {
    Prepare(usize),
    Render(usize, usize),
}

impl Queue {
    fn new(articles: usize) -> Queue {
        let results = (0..articles).map(|_| None).collect();
        Queue {
            next: 0,
            active: BTreeMap::new(),
            results,
        }
    }

    /// The next task: a target of the earliest article, else the next article,
    /// as long as no more than `most` are in work.
    fn take(&mut self, most: usize) -> Option<Task> {
        for (&article, active) in &mut self.active {
            let done = |job: &Job| job.pages.is_some() || matches!(job.state, State::Done(_));
            let ready = active.jobs.iter().position(|job| {
                matches!(job.state, State::Waiting)
                    && job.after.is_none_or(|i| done(&active.jobs[i]))
            });
            if let Some(index) = ready {
                active.jobs[index].state = State::Running;
                return Some(Task::Render(article, index));
            }
        }
        if self.next < self.results.len() && self.active.len() < most {
            let article = self.next;
            self.next += 1;
            self.active.insert(article, Active::default());
            return Some(Task::Prepare(article));
        }
        None
    }

    fn is_finished(&self) -> bool {
        self.next == self.results.len() && self.active.is_empty()
    }
}

impl Work<'_> {
    fn worker(&self, shared: &Shared) {
        // Typst asks for parallelism; this thread is all that it gets.
        let _worker = (!self.lone).then(Worker::here);
        let mut queue = shared.lock();
        loop {
            if self.cancel.load(Ordering::Relaxed) || queue.is_finished() {
                shared.changed.notify_all();
                return;
            }
            let Some(task) = queue.take(self.threads + 1) else {
                let wait = std::time::Duration::from_millis(100);
                queue = match shared.changed.wait_timeout(queue, wait) {
                    Ok((queue, _)) => queue,
                    Err(poisoned) => poisoned.into_inner().0,
                };
                continue;
            };
            drop(queue);
            match task {
                Task::Prepare(article) => self.prepare(article, shared),
                Task::Render(article, index) => self.render(article, index, shared),
            }
            queue = shared.lock();
            shared.changed.notify_all();
        }
    }

    fn prepare(&self, index: usize, shared: &Shared) {
        let planned = &self.plan.articles[index];
        let prepared = guarded(|| self.read_and_resolve(planned));
        let mut queue = shared.lock();
        let failed = match prepared {
            Ok(Ok(Ok(prepared))) => {
                if let Some(active) = queue.active.get_mut(&index) {
                    active.jobs = jobs(&planned.targets);
                    active.prepared = Some(Arc::new(prepared));
                }
                return;
            }
            Ok(Ok(Err(material))) => outcome(planned, material.sources, material.diagnostics),
            Ok(Err(error)) => ArticleOutcome {
                io_error: Some(format!("cannot read {}: {error}", planned.place.file)),
                ..outcome(planned, Sources::new(), Vec::new())
            },
            Err(fault) => ArticleOutcome {
                fault: Some(format!("{} (while reading {})", fault, planned.place.file)),
                ..outcome(planned, Sources::new(), Vec::new())
            },
        };
        queue.active.remove(&index);
        queue.results[index] = Some(failed);
    }

    /// The editions, or the material with what is wrong with it.
    fn read_and_resolve(&self, planned: &Planned) -> std::io::Result<Result<Prepared, Material>> {
        let library = &self.plan.libraries[planned.library];
        let theme = self.themes[planned.library].own();
        let beside = planned.beside.as_ref();
        let mut material = pipeline::read(self.request, library, &planned.place, beside)?;
        let mut editions = BTreeMap::new();
        // Also that of a target of which only the pages are wanted.
        for job in jobs(&planned.targets) {
            let (profile, shown) = (&job.target.edition, job.target.shows());
            if editions.contains_key(&shown) {
                continue;
            }
            match pipeline::resolve(&mut material, &planned.place, profile, theme) {
                Some(edition) => editions.insert(shown, edition),
                None => {
                    if beside.is_some() {
                        let files = planned.targets.iter().map(|target| planned.output(target));
                        let files: Vec<_> = files.collect();
                        let goes_on = |place: &Place| {
                            let mut all = self.plan.articles.iter();
                            all.any(|it| it.library != planned.library || !it.needs(place))
                        };
                        let told =
                            pipeline::not_side_by_side(&material, &planned.place, &files, &goes_on);
                        material.diagnostics.extend(told);
                    }
                    return Ok(Err(material));
                }
            };
        }
        Ok(Ok(Prepared { material, editions }))
    }

    fn render(&self, article: usize, index: usize, shared: &Shared) {
        let planned = &self.plan.articles[article];
        let (target, prepared, pages) = {
            let queue = shared.lock();
            let Some(active) = queue.active.get(&article) else {
                return;
            };
            let Some(prepared) = active.prepared.clone() else {
                return;
            };
            let job = &active.jobs[index];
            let pages = job.after.and_then(|i| active.jobs[i].pages.clone());
            (job.target.clone(), prepared, pages)
        };
        let result = guarded(|| {
            let laid_out = |pages: &[PageStart]| {
                if let Some(active) = shared.lock().active.get_mut(&article) {
                    active.jobs[index].pages = Some(pages.into());
                }
                shared.changed.notify_all();
            };
            let one = || self.render_one(planned, &target, &prepared, pages.as_deref(), &laid_out);
            match target.format {
                Format::Pdf if self.lone => pamphlet_pdf::spread(self.threads, STACK, one),
                Format::Pdf | Format::Html | Format::Epub => one(),
            }
        });
        drop(prepared);
        let result = match result {
            Ok(Ok(rendered)) => Ok(Arc::new(rendered)),
            Ok(Err(faults)) => Err(Failed::Content(faults)),
            Err(fault) => Err(Failed::Fault(format!(
                "{fault} (in {})",
                planned.output(&target)
            ))),
        };
        self.progress.output(&planned.output(&target));
        let finished = {
            let mut queue = shared.lock();
            let Some(active) = queue.active.get_mut(&article) else {
                return;
            };
            active.jobs[index].state = State::Done(result);
            let all = active
                .jobs
                .iter()
                .all(|job| matches!(job.state, State::Done(_)));
            // It stays counted as active until it is written.
            all.then(|| std::mem::take(active))
        };
        if let Some(active) = finished {
            let outcome = self.finish(planned, active);
            let mut queue = shared.lock();
            queue.active.remove(&article);
            queue.results[article] = outcome;
        }
    }

    fn render_one(
        &self,
        planned: &Planned,
        target: &Target,
        prepared: &Prepared,
        pages: Option<&[PageStart]>,
        laid_out: &(dyn Fn(&[PageStart]) + Sync),
    ) -> Result<Rendered, Vec<Diagnostic>> {
        let around = Surroundings {
            library: &self.plan.libraries[planned.library],
            place: &planned.place,
            pages,
            laid_out,
            emit_typst: self.request.emit_typst,
        };
        let theme = self.themes[planned.library].of_target(target);
        let edition = &prepared.editions[&target.shows()];
        let rendered = pipeline::render(target, edition, theme, &prepared.material, &around);
        if target.format == Format::Pdf && self.plan.articles.len() > 1 {
            pamphlet_pdf::evict(self.threads.max(2));
        }
        rendered
    }

    /// Writes an article's files; none where it was interrupted.
    fn finish(&self, planned: &Planned, active: Active) -> Option<ArticleOutcome> {
        let prepared = active
            .prepared
            .and_then(|prepared| Arc::try_unwrap(prepared).ok())?;
        let mut out = outcome(
            planned,
            prepared.material.sources,
            prepared.material.diagnostics,
        );
        let mut rendered: Vec<(Arc<Target>, Arc<Rendered>)> = Vec::new();
        for job in active.jobs {
            match job.state {
                State::Done(Ok(one)) => {
                    out.diagnostics.extend(one.warnings.iter().cloned());
                    if job.written {
                        rendered.push((job.target, one));
                    }
                }
                State::Done(Err(Failed::Content(faults))) => out.diagnostics.extend(faults),
                State::Done(Err(Failed::Fault(fault))) => out.fault = Some(fault),
                State::Waiting | State::Running => return None,
            }
        }
        settle(&mut out.diagnostics);
        if out.failed() {
            return Some(out);
        }
        rendered.sort_by_key(|(t, _)| planned.targets.iter().position(|other| other == t));
        match self.write(planned, &rendered) {
            Ok(()) => {}
            Err(WriteError::Interrupted) => return None,
            Err(WriteError::Io(path, error)) => {
                out.io_error = Some(format!("cannot write {}: {error}", path.display()));
                return Some(out);
            }
        }
        for (target, one) in rendered {
            if target.layout == Layout::Record {
                let name = target.file_name(&planned.place.stem());
                let file = output(planned, &target, &one, &name, &one.files[&name]);
                let edition = &prepared.editions[&target.shows()];
                let entry = Entry::new(&target.name, edition, &file.path, &file.sha256);
                out.entries.push(entry);
            }
            out.outputs.extend(
                one.files
                    .iter()
                    .map(|(name, bytes)| output(planned, &target, &one, name, bytes)),
            );
        }
        Some(out)
    }

    fn write(
        &self,
        planned: &Planned,
        rendered: &[(Arc<Target>, Arc<Rendered>)],
    ) -> Result<(), WriteError> {
        let folder = match planned.folder.is_empty() {
            true => self.request.output.clone(),
            false => self.request.output.join(&planned.folder),
        };
        let files = rendered.iter().flat_map(|(_, one)| &one.files);
        let files = files.map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        Staged::write(&folder, files, self.cancel)?.commit()
    }
}

/// Takes out of what is told of two languages side by side whatever is told of the
/// articles that they are made of, or of the same two the other way round.
fn tell_once(plan: &Plan, results: &mut [Option<ArticleOutcome>]) {
    let mut told = BTreeSet::new();
    for is_pair in [false, true] {
        let all = plan.articles.iter().zip(&mut *results);
        let all = all.filter(|(planned, _)| planned.beside.is_some() == is_pair);
        for (planned, result) in all {
            let Some(result) = result else { continue };
            let (library, place) = (planned.library, &planned.place);
            let lines = result.diagnostics.iter();
            let lines = lines.map(|it| diagnostic::brief(it, &result.sources));
            let lines = lines.map(|line| (library, &place.folder, &place.slug, line));
            let lines: Vec<_> = lines.collect();
            if is_pair {
                let mut new = lines.iter().map(|line| !told.contains(line));
                result.diagnostics.retain(|_| new.next().unwrap_or(true));
            }
            told.extend(lines);
        }
    }
}

/// The jobs of an article: layout first, since others may wait for it. A target that has
/// another one's pages comes right behind it and waits for them: Typst remembers them.
fn jobs(targets: &[Arc<Target>]) -> Vec<Job> {
    let is_pdf = |target: &&Arc<Target>| target.format == Format::Pdf;
    let first = |target: &Arc<Target>| targets.iter().position(|it| it.has_pages_of(target));
    let mut papers: Vec<_> = targets.iter().filter(is_pdf).collect();
    papers.sort_by_key(|target| first(target));
    let mut wanted: Vec<_> = papers.into_iter().map(|it| (it, true)).collect();
    for pages in targets.iter().filter_map(|it| it.pages_from.as_ref()) {
        if !wanted.iter().any(|(known, _)| *known == pages) {
            wanted.push((pages, false));
        }
    }
    wanted.extend(targets.iter().filter(|it| !is_pdf(it)).map(|it| (it, true)));
    let after = |index: usize| {
        let (target, _) = wanted[index];
        let needed = |(it, _): &(&Arc<Target>, bool)| match &target.pages_from {
            Some(pages) => *it == pages,
            None => it.has_pages_of(target),
        };
        wanted.iter().position(needed).filter(|it| *it != index)
    };
    let job = |(index, (target, written)): (usize, &(&Arc<Target>, bool))| Job {
        target: (*target).clone(),
        written: *written,
        after: after(index),
        pages: None,
        state: State::Waiting,
    };
    wanted.iter().enumerate().map(job).collect()
}

fn outcome(
    planned: &Planned,
    sources: Sources,
    mut diagnostics: Vec<Diagnostic>,
) -> ArticleOutcome {
    settle(&mut diagnostics);
    ArticleOutcome {
        path: planned.place.file.clone(),
        outputs: Vec::new(),
        entries: Vec::new(),
        diagnostics,
        sources,
        io_error: None,
        fault: None,
    }
}

fn settle(diagnostics: &mut Vec<Diagnostic>) {
    diagnostic::settle(diagnostics);
    diagnostics.truncate(limits::DIAGNOSTICS);
}

fn output(
    planned: &Planned,
    target: &Target,
    rendered: &Rendered,
    name: &str,
    bytes: &[u8],
) -> Output {
    let path = match planned.folder.is_empty() {
        true => name.to_owned(),
        false => format!("{}/{name}", planned.folder),
    };
    let hash = Sha256::digest(bytes);
    let main = name == target.file_name(&planned.place.stem());
    Output {
        path,
        target: target.name.clone(),
        edition: target.edition.name.clone(),
        format: target.format,
        size: bytes.len(),
        sha256: hexadecimal(&hash),
        pages: (main && !rendered.pages.is_empty()).then_some(rendered.pages.len()),
    }
}

/// Runs a job; a panic in it is a fault of ours that stops this article only.
pub(crate) fn guarded<T>(job: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(job)).map_err(|payload| {
        let text = payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned());
        text.or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "a fault without a message".into())
    })
}

#[cfg(test)]
mod tests {
    use pamphlet_core::words::Tables;

    use super::*;
    use crate::config::read;

    /// The jobs of some targets, a line each: what is made, and behind which one.
    fn order(toml: &str, targets: &[&str]) -> Vec<String> {
        let (config, faults) = read(
            "pamphlet.toml",
            toml,
            Tables::default(),
            &mut Sources::new(),
        );
        assert_eq!(faults, []);
        let target = |name: &&str| config.target(name).expect("a target").clone();
        let targets: Vec<_> = targets.iter().map(target).collect();
        let jobs = jobs(&targets);
        let line = |job: &Job| {
            let written = if job.written { "" } else { ", its pages only" };
            let after = job.after.map(|index| &jobs[index].target.name);
            let after = after.map_or(String::new(), |name| format!(" behind {name}"));
            format!("{}{written}{after}", job.target.name)
        };
        jobs.iter().map(line).collect()
    }

    #[test]
    fn what_is_laid_out_already_comes_right_behind_it() {
        assert_eq!(
            order("", &["web", "print", "handout", "ebook", "proof"]),
            [
                "print",
                "proof behind print",
                "handout",
                "web",
                "ebook behind print"
            ]
        );
    }

    #[test]
    fn an_ebook_without_its_article_in_print_waits_for_pages_only() {
        assert_eq!(
            order("", &["ebook", "proof"]),
            [
                "proof",
                "print, its pages only behind proof",
                "ebook behind print"
            ]
        );
    }

    #[test]
    fn other_paper_and_other_readers_have_pages_of_their_own() {
        let toml = "[targets.letter]\nformat = 'pdf'\nlayout = 'proof'\npage = 'letter'\n\
                    [targets.short]\nedition = 'handout'\nformat = 'pdf'\nlayout = 'proof'\n\
                    [targets.plain]\nformat = 'pdf'\nlayout = 'proof'\ntheme = 'plain'\n";
        assert_eq!(
            order(toml, &["print", "letter", "short", "plain"]),
            ["print", "letter", "short", "plain"]
        );
    }
}
