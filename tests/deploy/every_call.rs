//! Every fault at every call of every deploy: nothing is lost, nothing is done twice, nothing is left behind unsaid.
//! With INFRAC_FAULTS=all, there are more faults, and services that forget.

use crate::laws;
use crate::run::{QUICK, run};
use crate::scenario::{self, Scenario};
use crate::service::Service;
use crate::service::fault::{ALL, Fault, Kind, USUAL};
use crate::world::Script;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How a service may differ that keeps what AWS documents.
fn services() -> [Script; 3] {
    let plain = Script::default();
    let forgetful = Script { forgets_tokens: true, ..plain.clone() };
    [plain, forgetful.clone(), Script { forgets_change_sets: true, ..forgetful }]
}

/// Whether everything is tried that could go wrong, and not only what differs most.
fn is_thorough() -> bool {
    std::env::var_os("INFRAC_FAULTS").is_some_and(|wanted| wanted == "all")
}

/// Every fault at every call. What a service remembers only matters where it did what it was asked to.
fn cases(calls: &[String]) -> Vec<(Script, Fault)> {
    let changes = |call: &str| ["Create", "Execute", "Delete", "Continue"].iter().any(|verb| call.starts_with(verb));
    let mut cases = Vec::new();
    if !is_thorough() {
        let each = (0..calls.len()).flat_map(|first| USUAL.into_iter().map(move |(kind, count)| (first, kind, count)));
        let fault = |(first, kind, count)| (Script::default(), Fault { first, count, kind, expires: false });
        return each.map(fault).collect();
    }
    for (at, script) in services().into_iter().enumerate() {
        for (first, _) in calls.iter().enumerate().filter(|(_, call)| at == 0 || changes(call)) {
            let faults = ALL.into_iter().filter(|(kind, _)| at == 0 || kind.is_heard());
            cases.extend(faults.map(|(kind, count)| (script.clone(), Fault { first, count, kind, expires: false })));
            let lost = Fault { first, count: 1, kind: Kind::Reset { heard: true }, expires: true };
            cases.push((script.clone(), lost));
        }
    }
    cases
}

/// Most of the time of a run is spent waiting.
const AT_A_TIME: usize = 8;

#[track_caller]
fn survives(scenario: Scenario) {
    let calls = fault_free(&scenario);
    let cases = cases(&calls);
    let (next, broken) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some((script, fault)) = cases.get(next.fetch_add(1, Ordering::SeqCst)) {
            let found = with_fault(&scenario, *fault, script).into_iter();
            let name = &calls[fault.first];
            let found = found.map(|text| format!("{fault} ({name}), {}: {text}", script.name()));
            broken.lock().expect("no run panicked").extend(found);
        }
    };
    thread::scope(|scope| (0..AT_A_TIME).for_each(|_| drop(scope.spawn(work))));
    let broken = broken.into_inner().expect("no run panicked");
    println!("{}: {} calls, {} runs with a fault", scenario.name, calls.len(), cases.len());
    assert!(broken.is_empty(), "{} of {} runs:\n{}", broken.len(), cases.len(), broken.join("\n"));
}

/// The calls of a run in which nothing goes wrong.
fn fault_free(scenario: &Scenario) -> Vec<String> {
    let (world, order) = scenario.set();
    let service = Service::start(world);
    let ran = run(&service, &order, scenario.text, scenario.consents(), QUICK);
    let state = service.state();
    assert_eq!(
        laws::second(scenario, &ran, &state.world, &order, &BTreeSet::new()),
        laws::Broken::new(),
        "{:?}",
        ran.notes
    );
    state.calls.clone()
}

fn with_fault(scenario: &Scenario, fault: Fault, script: &Script) -> laws::Broken {
    let (mut world, order) = scenario.set();
    world.script.forgets_tokens = script.forgets_tokens;
    world.script.forgets_change_sets = script.forgets_change_sets;
    let service = Service::start(world);
    service.state().fault = Some(fault);
    let ran = run(&service, &order, scenario.text, scenario.consents(), QUICK);
    service.state().fault = None;
    let mut broken = laws::first(scenario, fault, &ran, &service.state().world, &order);
    let left = laws::left(&service.state().world);
    let again = run(&service, &order, scenario.text, scenario.consents(), QUICK);
    broken.extend(laws::second(scenario, &again, &service.state().world, &order, &left));
    broken
}

#[test]
fn create() {
    survives(scenario::PROTECTED);
}

#[test]
fn update() {
    survives(scenario::UPDATE);
}

#[test]
fn up_to_date() {
    survives(scenario::UP_TO_DATE);
}

#[test]
fn nothing_to_change() {
    survives(scenario::NOTHING);
}

#[test]
fn update_rolls_back() {
    survives(scenario::ROLLS_BACK);
}

#[test]
fn create_fails() {
    survives(scenario::CREATE_FAILS);
}

#[test]
fn dead_stack() {
    survives(scenario::DEAD);
}

#[test]
fn stuck_rollback() {
    survives(scenario::STUCK);
}

#[test]
fn stuck_rollback_back() {
    survives(scenario::STUCK_BACK);
}

#[test]
fn nested_stack() {
    survives(scenario::WITHIN);
}

#[test]
fn nested_stack_fails() {
    survives(scenario::WITHIN_FAILS);
}

#[test]
fn declined() {
    survives(scenario::DECLINED);
}

#[test]
fn declined_update() {
    survives(scenario::DECLINED_UPDATE);
}

#[test]
fn refused() {
    survives(scenario::REFUSED);
}
