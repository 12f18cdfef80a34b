//! Every phase of the compiler on N units, each of seven resources: a bucket with its policy, a role with its profile, a
//! security group by its CloudFormation type, and two instances with the role attached.
//!
//!     cargo bench --bench phases                        best of some rounds, for 71, 714, 1,000 and 10,000 units
//!     cargo bench --bench phases -- --lines             laying out and compiling 1,000 and 10,000 lines, and the ratios
//!     cargo bench --bench phases -- --once PHASE UNITS  one phase, one time, for a profiler; PHASE: parse resolve lower types json compile format
//!     cargo bench --bench phases -- --source UNITS      the source itself
//!
//! Instructions of one phase: valgrind --tool=callgrind --toggle-collect='*measured*' BENCH --once parse 71
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros, clippy::unwrap_used)]

use infrac::format::format;
use infrac::schema::check;
use infrac::{Source, lower, model, syntax, template};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How often each size is timed.
const RUNS: u32 = 50;
/// How many lines a unit has.
const LINES_OF_A_UNIT: usize = 6;

/// The source of N units.
fn source(units: usize) -> Source {
    use std::fmt::Write as _;
    let mut text = String::new();
    for i in 1..=units {
        let _ = writeln!(text, "bucket \"aws-intro-sample-upload-{i}\" < public_access = block >");
        let _ = writeln!(
            text,
            "role sample-role-web-{i} trusts ec2 < policy AmazonS3FullAccess, description = \"upload images\" >"
        );
        let _ = writeln!(
            text,
            "AWS::EC2::SecurityGroup web-sg-{i} < GroupDescription = \"web tier\", SecurityGroupIngress = [< CidrIp = 0.0.0.0/0, FromPort = 80, IpProtocol = \"tcp\", ToPort = 80 >] >"
        );
        for name in ["web01", "web02"] {
            let _ = writeln!(
                text,
                "instance {name}-{i} < type = t3.micro, image = ami-0123456789abcdef0, security_groups = [web-sg-{i}] >"
            );
        }
        let _ = writeln!(text, "attach sample-role-web-{i} to web01-{i}, web02-{i}");
    }
    Source::new("bench.infra", text)
}

/// Calls a closure where a profiler can see it begin and end.
#[inline(never)]
fn measured<T>(phase: impl FnOnce() -> T) -> T {
    phase()
}

/// The same, saying how long it took.
fn timed<T>(phase: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = measured(phase);
    eprintln!("took {} ns", start.elapsed().as_nanos());
    result
}

fn once(phase: &str, source: &Source) {
    if phase == "compile" {
        // A program that ends after it need not free the template, and `build` does not.
        std::mem::forget(timed(|| {
            let compiled = infrac::compile(source);
            template::json(&compiled.template, std::io::sink()).unwrap();
            compiled
        }));
        return;
    }
    if phase == "format" {
        black_box(timed(|| format(source))).unwrap();
        return;
    }
    if phase == "inspect" {
        black_box(measured(|| syntax::inspect::inspect(source.text())));
        return;
    }
    let parsed = run(phase == "parse", || syntax::parse(source));
    let resolved = run(phase == "resolve", || model::resolve(&parsed.file, source));
    let lowered = run(phase == "lower", || lower::lower(&resolved.stack));
    run(phase == "types", || types(&lowered.template));
    run(phase == "json", || template::json(&lowered.template, std::io::sink()).unwrap());
}

fn run<T>(this: bool, phase: impl FnOnce() -> T) -> T {
    let result = if this { measured(phase) } else { phase() };
    if this {
        eprintln!("{} now", status("VmRSS"));
    }
    result
}

/// Looks at every resource by its type; the bench's own have nothing wrong with them.
fn types(template: &template::Template<'_>) {
    let targets = check::targets(template);
    let context = check::Context::new(template, &targets, false);
    let problems = template.resources.iter().map(|resource| check::resource(resource, &context).len());
    assert_eq!(problems.sum::<usize>(), 0);
}

/// The best time of each phase.
fn best(source: &Source, rounds: usize) -> [(&'static str, Duration); 6] {
    let mut best = [
        ("inspect", Duration::MAX),
        ("parse", Duration::MAX),
        ("resolve", Duration::MAX),
        ("lower", Duration::MAX),
        ("types", Duration::MAX),
        ("json", Duration::MAX),
    ];
    for _ in 0..rounds {
        let mut at = 0;
        let mut note = |since: Instant| {
            best[at].1 = best[at].1.min(since.elapsed());
            at += 1;
        };
        let start = Instant::now();
        black_box(syntax::inspect::inspect(source.text()));
        note(start);
        let start = Instant::now();
        let parsed = black_box(syntax::parse(source));
        note(start);
        let start = Instant::now();
        let resolved = black_box(model::resolve(&parsed.file, source));
        note(start);
        let start = Instant::now();
        let lowered = black_box(lower::lower(&resolved.stack));
        note(start);
        let start = Instant::now();
        types(&lowered.template);
        note(start);
        let start = Instant::now();
        template::json(&lowered.template, std::io::sink()).unwrap();
        note(start);
    }
    best
}

/// Lays out and compiles sources of 1,000 and of 10,000 lines in turn, so that both meet the same machine; the second
/// should take ten times as long. Of the times of each the one in the middle counts: a processor that hurries or is
/// shared for a moment moves the least and the mean.
fn lines() {
    for phase in ["format", "compile"] {
        let units = [1_000, 10_000].map(|lines| lines / LINES_OF_A_UNIT);
        let mut times = units.map(|_| Vec::new());
        for _ in 0..RUNS {
            for (times, units) in times.iter_mut().zip(units) {
                times.push(in_a_process(phase, units));
            }
        }
        let [short, long] = times.map(|mut times| {
            times.sort();
            times[times.len() / 2].as_secs_f64() * 1e3
        });
        println!("{phase}: 1,000 lines {short:.2} ms, 10,000 lines {long:.2} ms, {:.1} times", long / short);
    }
}

/// How long a phase takes in a process of its own, as people run it: a second time a short source would
/// find its memory warm, and a long one would not.
fn in_a_process(phase: &str, units: usize) -> Duration {
    let bench = std::env::current_exe().unwrap();
    let output = std::process::Command::new(bench).args(["--once", phase, &units.to_string()]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let nanoseconds = said.lines().find_map(|line| line.strip_prefix("took ")?.strip_suffix(" ns"));
    Duration::from_nanos(nanoseconds.unwrap().parse().unwrap())
}

/// One figure about this process, on Linux.
fn status(field: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'));
    line.map_or("unknown".to_owned(), |value| value.trim().to_owned())
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let units = |at: usize| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(71);
    match arguments.first().map(String::as_str) {
        Some("--once") => {
            let source = source(units(2));
            once(arguments.get(1).map_or("compile", String::as_str), &source);
            eprintln!("{} bytes of source, peak {}", source.text().len(), status("VmHWM"));
        }
        Some("--lines") => lines(),
        Some("--source") => print!("{}", source(units(1)).text()),
        _ => {
            for (units, rounds) in [(71, 50), (714, 20), (1_000, 10), (10_000, 2)] {
                let source = source(units);
                print!("{units} units, {} bytes:", source.text().len());
                for (phase, time) in best(&source, rounds) {
                    print!("  {phase} {:.2} ms", time.as_secs_f64() * 1e3);
                }
                println!("  peak {}", status("VmHWM"));
            }
        }
    }
}
