//! How many calls a deploy costs, and how often it asks while it waits.

use crate::run::{QUICK, run};
use crate::scenario::{self, Scenario};
use crate::service::Service;
use crate::service::fault::{Fault, Kind};
use crate::world::{Operation, World};
use infrac::deploy::Pace;
use std::time::{Duration, Instant};

/// The calls of a run in which nothing goes wrong, and how many looks at the operation are among them: those depend on
/// how long the service takes.
fn calls(scenario: Scenario) -> (Vec<String>, usize) {
    let (world, order) = scenario.set();
    let service = Service::start(world);
    // No answer may be late, however busy the machine is.
    let pace = Pace { answer: Duration::from_secs(30), ..QUICK };
    run(&service, &order, scenario.text, scenario.consents(), pace);
    let calls = service.state().calls.clone();
    let looks = calls.iter().filter(|call| *call == "DescribeStackEvents").count();
    (calls, looks)
}

/// The figures that issue and documentation name: three looks at the change set are the service's time too.
#[test]
fn calls_of_a_deploy() {
    let wait = ["DescribeChangeSet"; 3];
    let create = ["GetCallerIdentity", "DescribeStacks", "CreateChangeSet"];
    let update = ["GetCallerIdentity", "DescribeStacks", "GetTemplate", "CreateChangeSet"];
    let end = |looks| [vec!["ExecuteChangeSet"], vec!["DescribeStackEvents"; looks], vec!["DescribeStacks"]].concat();

    let (found, looks) = calls(scenario::CREATE);
    assert_eq!(found, [&create[..], &wait, &["DescribeChangeSet"], &end(looks)].concat());
    assert_eq!(found.len() - looks - wait.len(), 6);

    let (found, looks) = calls(scenario::UPDATE);
    assert_eq!(found, [&update[..], &wait, &["DescribeChangeSet"; 2], &end(looks)].concat());
    assert_eq!(found.len() - looks - wait.len(), 8);

    let (found, _) = calls(scenario::UP_TO_DATE);
    assert_eq!(found, ["GetCallerIdentity", "DescribeStacks", "GetTemplate", "DescribeStacks"]);
}

/// So many times faster than with the waits of the program.
const FASTER: u32 = 20;

/// The waits of the program, faster.
fn faster() -> Pace {
    let Pace { poll, usual, slowest, retry, patience, answer } = Pace::default();
    let [poll, usual, slowest, retry] = [poll, usual, slowest, retry].map(|wait| wait / FASTER);
    Pace { poll, usual, slowest, retry, patience, answer }
}

/// The looks in a minute of the program's time at an operation in which nothing happens.
fn looks_per_minute(fault: Option<Fault>) -> f64 {
    let (mut world, order) = scenario::CREATE.set();
    world.script.is_slow = true;
    let service = Service::start(world);
    service.state().fault = fault;
    let minute = Duration::from_secs(60) / FASTER;
    let interrupt = |world: &World| world.begun.iter().any(|(operation, _)| *operation == Operation::Create);
    let begun = std::thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            while !interrupt(&service.state().world) {
                std::thread::sleep(Duration::from_millis(1));
            }
            let (begun, before) = (Instant::now(), service.state().calls.len());
            std::thread::sleep(minute * 2);
            let made = service.state().calls.len() - before;
            service.state().interrupt.ask();
            made as f64 * minute.as_secs_f64() / begun.elapsed().as_secs_f64()
        });
        run(&service, &order, scenario::CREATE.text, true, faster());
        watcher.join().expect("it counts")
    });
    println!("{begun:.1} calls in a minute, with {fault:?}");
    begun
}

#[test]
fn calls_while_waiting() {
    let quiet = looks_per_minute(None);
    // Between one call in five seconds with the most jitter and one in two.
    assert!((9.0..=30.0).contains(&quiet), "{quiet}");
    let throttled =
        looks_per_minute(Some(Fault { first: 8, count: usize::MAX, kind: Kind::Throttled, expires: false }));
    assert!(throttled < quiet, "{throttled} calls in a minute when throttled, {quiet} otherwise");
}
