//! Every fault at every call of every deploy: nothing is lost, nothing is done twice, nothing is left behind unsaid.

use crate::laws;
use crate::run::{QUICK, run};
use crate::scenario::{self, Scenario};
use crate::service::Service;
use crate::service::fault::{ALL, Fault};
use crate::world::Script;

/// How a service may differ that keeps what AWS documents.
fn services() -> [Script; 3] {
    let plain = Script::default();
    let forgetful = Script { forgets_tokens: true, ..plain.clone() };
    [plain, forgetful.clone(), Script { forgets_change_sets: true, ..forgetful }]
}

#[track_caller]
fn survives(scenario: Scenario) {
    let calls = fault_free(&scenario);
    let mut broken = Vec::new();
    let mut runs = 0;
    for script in services() {
        for first in 0..calls.len() {
            for (kind, count) in ALL {
                runs += 1;
                let fault = Fault { first, count, kind };
                let found = with_fault(&scenario, fault, &script);
                let name = &calls[first];
                broken.extend(found.into_iter().map(|text| format!("{fault} ({name}), {}: {text}", script.name())));
            }
        }
    }
    println!("{}: {} calls, {runs} runs with a fault", scenario.name, calls.len());
    assert!(broken.is_empty(), "{}: {} of {runs} runs:\n{}", scenario.name, broken.len(), broken.join("\n"));
}

/// The calls of a run in which nothing goes wrong.
fn fault_free(scenario: &Scenario) -> Vec<String> {
    let (world, order) = scenario.set();
    let service = Service::start(world);
    let ran = run(&service, &order, scenario.text, scenario.consents(), QUICK);
    let state = service.state();
    assert_eq!(laws::second(scenario, &ran, &state.world, &order), laws::Broken::new(), "{:?}", ran.notes);
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
    let again = run(&service, &order, scenario.text, scenario.consents(), QUICK);
    broken.extend(laws::second(scenario, &again, &service.state().world, &order));
    broken
}

#[test]
fn create() {
    survives(scenario::CREATE);
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
fn nested_stack() {
    survives(scenario::WITHIN);
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

#[test]
fn protected() {
    survives(scenario::PROTECTED);
}
