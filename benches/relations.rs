//! What it takes to work out a stack's relations - who reaches and may do what - at 50, 500 and 5,000 resources: VPCs with
//! subnets, an endpoint, security groups, and instances with roles that may use buckets and a queue. There is no way to
//! the queues, so that something is found as well.
//!
//!     cargo bench --bench relations                        the build of each stack, its relations, and what is found
//!     cargo bench --bench relations -- --once RESOURCES    the relations of one stack, one time, for a profiler
//!     cargo bench --bench relations -- --source RESOURCES  the source itself
//!     cargo bench --bench relations -- --check FILE…       `infrac check` for each template, the slowest last
//!
//! Instructions: valgrind --tool=callgrind --toggle-collect='*measured*' BENCH --once 500
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros, clippy::unwrap_used)]

use infrac::findings::{self, Locate};
use infrac::reason::network::reach::End;
use infrac::reason::relations::Relations;
use infrac::reason::symbol::Place;
use infrac::reason::trace::Way;
use infrac::reason::truth::Truth;
use infrac::template::Template;
use infrac::{Diagnostic, Source, Span, lower, model, syntax};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How many resources of the template a unit makes.
const UNIT: usize = 50;
/// How often a stack is timed; the best time counts.
const ROUNDS: u32 = 10;
/// How many VPCs have blocks of their own below `10.0.0.0/8`.
const BLOCKS: usize = 256;

/// The source of a stack of about so many resources.
fn source(resources: usize) -> Source {
    let text: String = (0..resources / UNIT).map(unit).collect();
    Source::new("bench.infra", text)
}

/// A VPC with what is in it.
fn unit(i: usize) -> String {
    let block = i % BLOCKS;
    let mut lines = vec![format!("vpc net-{i} < cidr = 10.{block}.0.0/16 >")];
    for (n, name) in ["public-a", "public-b", "private-a", "private-b", "data-a", "data-b"].iter().enumerate() {
        let zone = if name.ends_with('a') { "a" } else { "b" };
        let public = if name.starts_with("public") { ", public = yes" } else { "" };
        lines
            .push(format!("subnet {name}-{i} in net-{i} < cidr = 10.{block}.{}.0/20, zone = {zone}{public} >", n * 16));
    }
    lines.push(format!("endpoint s3 as s3-{i} in net-{i}"));
    lines.push(format!("security_group web-{i} in net-{i} < allow https from internet >"));
    lines.push(format!("security_group app-{i} in net-{i} < allow tcp 8080 from web-{i} >"));
    lines.push(format!("queue jobs-{i}"));
    for n in 0..4 {
        let subnet = ["public-a", "public-b", "private-a", "private-b"][n];
        let group = ["web", "web", "app", "app"][n];
        lines.push(format!("bucket \"bench-data-{i}-{n}\" as data-{i}-{n}"));
        lines.push(format!("role worker-{i}-{n} trusts ec2"));
        lines.push(format!(
            "instance server-{i}-{n} < subnet = {subnet}-{i}, type = t3.micro, image = ami-0123456789abcdef0, security_groups = [{group}-{i}] >"
        ));
        lines.push(format!("attach worker-{i}-{n} to server-{i}-{n}"));
        lines.push(format!("grant worker-{i}-{n} read, write on data-{i}-{n}"));
        lines.push(format!("grant worker-{i}-{n} send on jobs-{i}"));
    }
    lines.join("\n") + "\n"
}

/// Resources by their logical ids, at no place.
struct Ids<'t>(&'t Template<'t>);

impl Locate for Ids<'_> {
    fn called(&self, at: usize) -> String {
        self.0.resources[at].id.to_string()
    }

    fn place(&self, _: &Way<'_>) -> Span {
        Span::default()
    }

    fn named(&self, _: &Way<'_>, _: usize) -> Span {
        Span::default()
    }

    fn input(&self, id: &str) -> String {
        id.to_owned()
    }

    fn has_words(&self) -> bool {
        true
    }
}

/// Calls a closure where a profiler can see it begin and end.
#[inline(never)]
fn measured<T>(work: impl FnOnce() -> T) -> T {
    work()
}

fn relations<'t>(template: &'t Template<'t>) -> Relations<'t> {
    Relations::new(template, Place::default(), |at| Ids(template).called(at))
}

/// Everything that a build asks of a stack's relations without being told to.
fn findings(template: &Template<'_>) -> Vec<Diagnostic> {
    findings::check(template, || relations(template), &Ids(template))
}

/// Whether each instance reaches each other one and each bucket, one question after another: how many were asked, and
/// how many have the answer yes.
fn questions(template: &Template<'_>) -> (usize, usize) {
    let of = |kind: &str| -> Vec<usize> {
        (0..template.resources.len()).filter(|at| template.resources[*at].kind == kind).collect()
    };
    let (servers, buckets) = (of("AWS::EC2::Instance"), of("AWS::S3::Bucket"));
    let relations = relations(template);
    let mut count = (0, 0);
    for from in &servers {
        for to in servers.iter().filter(|to| *to != from).chain(&buckets) {
            let answer = relations.reach(End::Resource(*from), End::Resource(*to), None);
            count.0 += 1;
            count.1 += usize::from(answer.truth == Truth::Yes);
        }
    }
    count
}

/// The best time of some rounds, and what came of the last one.
fn best<T>(rounds: u32, mut work: impl FnMut() -> T) -> (f64, T) {
    let mut once = || {
        let start = Instant::now();
        let result = black_box(measured(&mut work));
        (start.elapsed(), result)
    };
    let (mut best, mut result) = once();
    for _ in 1..rounds {
        let (time, new) = once();
        best = best.min(time);
        result = new;
    }
    (best.as_secs_f64() * 1e3, result)
}

/// Calls with the template of a stack.
fn with_template<T>(source: &Source, look: impl FnOnce(&Template<'_>) -> T) -> T {
    let parsed = syntax::parse(source);
    let resolved = model::resolve(&parsed.file, source);
    let lowered = lower::lower(&resolved.stack);
    let errors = resolved.diagnostics.iter().chain(&lowered.diagnostics).filter(|problem| problem.is_error());
    // More resources than a stack may have are no mistake here.
    assert!(errors.into_iter().all(|problem| problem.code == "too-many-resources"));
    look(&lowered.template)
}

fn sizes() {
    for resources in [50, 500, 5_000] {
        let source = source(resources);
        let (build, _) = best(ROUNDS, || with_template(&source, |template| template.resources.len()));
        with_template(&source, |template| {
            let count = template.resources.len();
            let (time, found) = best(ROUNDS, || findings(template));
            print!("{count} resources: build {build:.2} ms, relations {time:.2} ms with {} findings", found.len());
            let (time, (asked, yes)) = best(if count > 1_000 { 1 } else { ROUNDS }, || questions(template));
            println!(", {asked} questions {time:.2} ms of which {yes} have the answer yes");
        });
    }
}

/// How long `infrac check` takes for each file.
fn check(files: &[String]) {
    let mut times: Vec<(Duration, &String)> = Vec::new();
    for file in files {
        let Ok(text) = std::fs::read_to_string(file) else { continue };
        let source = Source::new(file.as_str(), text);
        let start = Instant::now();
        black_box(measured(|| infrac::review(&source, None)));
        times.push((start.elapsed(), file));
    }
    times.sort();
    times.iter().for_each(|(time, file)| println!("{:.1} ms {file}", time.as_secs_f64() * 1e3));
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let resources = || arguments.get(1).and_then(|text| text.parse().ok()).unwrap_or(500);
    match arguments.first().map(String::as_str) {
        Some("--once") => with_template(&source(resources()), |template| {
            black_box(measured(|| findings(template)));
        }),
        Some("--source") => print!("{}", source(resources()).text()),
        Some("--check") => check(&arguments[1..]),
        _ => sizes(),
    }
}
