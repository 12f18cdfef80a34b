//! The relations of a template in every case that its conditions allow.

use super::access::permit::Read;
use super::conditions::{Circumstance, Combination, Conditions};
use super::index::Index;
use super::network::ports::Ports;
use super::network::reach::{self, End};
use super::references;
use super::symbol::Place;
use super::trace::{Step, Trace};
use super::truth::Truth;
use super::view::{Case, View};
use super::world::World;
use crate::template::{Parameter, Resource, Template, Value};
use rustc_hash::{FxHashMap, FxHashSet};

/// More cases than these are not looked at.
pub const MOST_CASES: usize = 256;

/// What is true of a template, whatever its inputs are.
pub struct Relations<'t> {
    template: &'t Template<'t>,
    place: Place<'t>,
    index: Index<'t>,
    names: Box<dyn Fn(usize) -> String + 't>,
}

/// An answer in all cases.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<'t> {
    /// Yes or no where that holds in every case; no too where it fails in one that can surely be.
    pub truth: Truth,
    /// How the answer comes about in the case that decides it.
    pub steps: Vec<Step<'t>>,
    /// With which inputs that is so; empty where they do not matter.
    pub circumstances: Vec<Circumstance>,
}

impl Answer<'_> {
    fn unknown() -> Self {
        Self { truth: Truth::Unknown, steps: Vec::new(), circumstances: Vec::new() }
    }
}

impl<'t> Relations<'t> {
    /// The relations of a template that is deployed in a place.
    pub fn new(template: &'t Template<'t>, place: Place<'t>, names: impl Fn(usize) -> String + 't) -> Self {
        Self { template, place, index: Index::of(template), names: Box::new(names) }
    }

    /// The position of a resource.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.index.position(id)
    }

    /// What is known of where it is deployed.
    pub fn place(&self) -> Place<'t> {
        self.place
    }

    /// The template.
    pub fn template(&self) -> &'t Template<'t> {
        self.template
    }

    fn world<'w>(&'w self, case: &'w Case<'t>) -> World<'w, 't> {
        World::new(View { template: self.template, case, index: &self.index }, self.place, &*self.names)
    }

    /// Calls with the world of each case of all conditions that there are.
    pub fn in_each_case(&self, mut look: impl FnMut(&World<'_, 't>, &Read<'t>)) {
        // What a condition is is not known where there are too many cases.
        let cases = cases(self.template, &asked_for(self.template)).unwrap_or_else(|| vec![undecided(false)]);
        cases.iter().for_each(|(case, _)| look(&self.world(case), &Read::default()));
    }

    /// Calls with the world in which no condition is known, for what hangs on none.
    pub fn in_any_case<T>(&self, look: impl FnOnce(&World<'_, 't>) -> T) -> T {
        look(&self.world(&Case::default()))
    }

    /// For each question what is found in the first case that surely can be and has something, and with which inputs that
    /// is so; these are empty where it is found whatever they are. The cases of a question are told apart by what it
    /// depends on, and by nothing else; where they are too many nothing is found.
    pub fn first_of_each<Q: Copy, T>(
        &self,
        questions: impl IntoIterator<Item = Q>,
        mut look: impl FnMut(&World<'_, 't>, &Read<'t>, Q) -> Option<T>,
    ) -> Vec<(T, Vec<Circumstance>)> {
        let mut questions = questions.into_iter().peekable();
        let mut all = Vec::new();
        while questions.peek().is_some() {
            let case = Case::default();
            let (world, read) = (self.world(&case), Read::default());
            for question in questions.by_ref() {
                let found = look(&world, &read, question);
                let missing = case.missing();
                if missing.is_empty() {
                    all.extend(found.map(|found| (found, Vec::new())));
                    continue;
                }
                all.extend(self.first(missing, |world, read| look(world, read, question)));
                // What this world remembers may hang on a condition, which the next question would not know of.
                break;
            }
        }
        all
    }

    /// What is found in the first case of some conditions, and of those that are asked for besides.
    fn first<T>(
        &self,
        mut names: Vec<&'t str>,
        mut look: impl FnMut(&World<'_, 't>, &Read<'t>) -> Option<T>,
    ) -> Option<(T, Vec<Circumstance>)> {
        loop {
            let mut first = None;
            let mut in_all = true;
            let mut missing = Vec::new();
            for (case, combination) in cases(self.template, &names)?.iter().filter(|(_, combination)| combination.sure)
            {
                let found = look(&self.world(case), &Read::default());
                missing.extend(case.missing().into_iter().filter(|name| !missing.contains(name)).collect::<Vec<_>>());
                in_all &= found.is_some();
                first = first.or(found.map(|found| (found, combination.circumstances.clone())));
            }
            if missing.is_empty() {
                return first.map(|(found, inputs)| (found, if in_all { Vec::new() } else { inputs }));
            }
            names.extend(missing);
        }
    }

    /// An answer from one of each case. Cases are told apart by what the question depends on, and by nothing else.
    pub fn answer(&self, mut ask: impl FnMut(&World<'_, 't>, &Read<'t>, &mut Trace<'t>) -> Truth) -> Answer<'t> {
        let mut names: Vec<&'t str> = Vec::new();
        loop {
            let Some(cases) = cases(self.template, &names) else { return self.too_many(ask) };
            let (answer, missing) = self.answer_in(&cases, &mut ask);
            if missing.is_empty() {
                return answer;
            }
            names.extend(missing);
        }
    }

    /// An answer in some cases, and the conditions that they do not decide.
    fn answer_in(
        &self,
        cases: &[InCase<'t>],
        ask: &mut impl FnMut(&World<'_, 't>, &Read<'t>, &mut Trace<'t>) -> Truth,
    ) -> (Answer<'t>, Vec<&'t str>) {
        let mut found: Option<Answer<'t>> = None;
        let mut is_same = true;
        let mut missing = Vec::new();
        for (case, combination) in cases {
            let mut trace = Trace::written();
            let truth = ask(&self.world(case), &Read::default(), &mut trace);
            missing.extend(case.missing().into_iter().filter(|name| !missing.contains(name)).collect::<Vec<_>>());
            // Where a case may not be, a no in it is none.
            let truth = if truth == Truth::No && !combination.sure { Truth::Unknown } else { truth };
            is_same &= found.as_ref().is_none_or(|before| truth == before.truth);
            if found.as_ref().is_none_or(|before| truth < before.truth) {
                let circumstances = combination.circumstances.clone();
                found = Some(Answer { truth, steps: trace.into_steps(), circumstances });
            }
        }
        let mut answer = found.unwrap_or_else(Answer::unknown);
        if is_same {
            answer.circumstances.clear();
        }
        (answer, missing)
    }

    /// The answer where there are too many cases.
    fn too_many(&self, ask: impl FnOnce(&World<'_, 't>, &Read<'t>, &mut Trace<'t>) -> Truth) -> Answer<'t> {
        let mut trace = Trace::written();
        ask(&self.world(&Case::default()), &Read::default(), &mut trace);
        trace.note(Truth::Unknown, None, || {
            format!("this depends on more than {MOST_CASES} combinations of conditions, which are not looked at")
        });
        Answer { steps: trace.into_steps(), ..Answer::unknown() }
    }

    /// Whether one end reaches another.
    pub fn reach(&self, from: End, to: End, ports: Option<Ports>) -> Answer<'t> {
        self.answer(|world, _, trace| {
            let absent =
                |end| matches!(end, End::Resource(at) if world.view.is_there(world.resource(at)) == Some(false));
            // What is not there reaches nothing, and nobody asks.
            if absent(from) || absent(to) { Truth::Yes } else { reach::reach(world, (from, to), ports, trace).truth }
        })
    }
}

/// The conditions that a template's resources ask for.
fn asked_for<'t>(template: &'t Template<'t>) -> Vec<&'t str> {
    let mut found = FxHashSet::default();
    let mut all = Vec::new();
    let mut add = |name: &'t str| {
        if found.insert(name) {
            all.push(name);
        }
    };
    for resource in &template.resources {
        if let Some(name) = references::condition(&resource.attributes) {
            add(name);
        }
        in_values(resource, &mut add);
    }
    all
}

fn in_values<'t>(resource: &'t Resource<'t>, add: &mut dyn FnMut(&'t str)) {
    fn walk<'t>(value: &'t Value<'t>, add: &mut dyn FnMut(&'t str)) {
        match value {
            Value::List(items) => items.iter().for_each(|item| walk(item, add)),
            Value::Map(entries) => entries.iter().for_each(|(_, value)| walk(value, add)),
            Value::Intrinsic("Fn::If", argument) => {
                if let Value::List(parts) = argument.as_ref() {
                    if let Some(Value::Text(name)) = parts.first() {
                        add(name);
                    }
                    parts.iter().skip(1).for_each(|part| walk(part, add));
                }
            }
            Value::Intrinsic(_, argument) => walk(argument, add),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::Dynamic(_) => {}
            Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) => {}
        }
    }
    resource.properties.iter().for_each(|(_, value)| walk(value, add));
}

/// A case, and with which inputs it is.
type InCase<'t> = (Case<'t>, Combination);

/// The case in which no condition is known.
fn undecided<'t>(sure: bool) -> InCase<'t> {
    (Case::default(), Combination { holds: Vec::new(), circumstances: Vec::new(), sure })
}

/// The cases that some conditions allow; none where they are too many.
fn cases<'t>(template: &'t Template<'t>, names: &[&'t str]) -> Option<Vec<InCase<'t>>> {
    if names.is_empty() {
        return Some(vec![undecided(true)]);
    }
    let conditions: FxHashMap<&str, &Value<'_>> =
        template.conditions.iter().map(|(name, value)| (name.as_ref(), value)).collect();
    let parameters: FxHashMap<&str, &Parameter<'_>> =
        template.parameters.iter().map(|parameter| (parameter.id.as_ref(), parameter)).collect();
    let condition = |name: &str| conditions.get(name).copied();
    let parameter = |id: &str| parameters.get(id).copied();
    let found = Conditions::new(&condition, &parameter, &template.rules).cases(names, MOST_CASES)?;
    let of = |combination: Combination| {
        let truths = names.iter().copied().zip(combination.holds.iter().copied());
        (Case::new(truths), combination)
    };
    Some(found.into_iter().map(of).collect())
}
