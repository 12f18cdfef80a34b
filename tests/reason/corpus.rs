//! The relations of real templates: nothing panics, and it is said how long the slowest take.

use crate::real;
use infrac::reason::access::permit::{self, Deed};
use infrac::reason::access::request::Through;
use infrac::reason::network::nodes::{self, Connection};
use infrac::reason::network::reach::{self, End};
use infrac::reason::network::services;
use infrac::reason::relations::Relations;
use infrac::reason::symbol::Place;
use infrac::reason::trace::Trace;
use infrac::reason::truth::Truth;
use infrac::reason::world::World;
use infrac::syntax::inspect::decode;
use infrac::words::grant::verbs;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// How often each answer was given.
#[derive(Debug, Default)]
struct Count {
    yes: usize,
    no: usize,
    unknown: usize,
}

impl Count {
    fn add(&mut self, truth: Truth) {
        match truth {
            Truth::Yes => self.yes += 1,
            Truth::No => self.no += 1,
            Truth::Unknown => self.unknown += 1,
        }
    }
}

#[test]
fn real_templates_can_be_asked_everything() {
    let (mut ways, mut deeds) = (Count::default(), Count::default());
    let mut times: Vec<(Duration, String, usize)> = Vec::new();
    for path in real::templates() {
        let start = Instant::now();
        let resources = ask(&path, &mut ways, &mut deeds);
        times.push((start.elapsed(), path.display().to_string(), resources));
    }
    times.sort();
    println!("{} templates; ways {ways:?}; deeds {deeds:?}", times.len());
    for (time, path, resources) in times.iter().rev().take(5) {
        println!("{time:?} for {resources} resources: {path}");
    }
}

fn ask(path: &Path, ways: &mut Count, deeds: &mut Count) -> usize {
    let bytes = fs::read(path).expect("a template can be read");
    let Ok(source) = decode("template", bytes) else { return 0 };
    let read = infrac::template::read(&source);
    let template = &read.template;
    let relations = Relations::new(template, Place::default(), |at| template.resources[at].id.to_string());
    relations.in_each_case(|world, read| {
        let mut trace = Trace::written();
        for from in 0..template.resources.len() {
            if nodes::connection(world, from).is_some() {
                all_ways(world, from, ways, &mut trace);
            }
        }
        for who in world.of_kind("AWS::IAM::Role").iter().chain(world.of_kind("AWS::IAM::User")).copied() {
            for (target, resource) in template.resources.iter().enumerate() {
                let Some(known) = verbs::of(&resource.kind) else { continue };
                let arn = world.arn(target);
                for action in known.verbs.iter().flat_map(|verb| verb.core).flat_map(|one| one.names).take(3) {
                    let deed = Deed { action, target, arn: &arn };
                    deeds.add(permit::may(world, read, who, deed, &Through::Unknown, &mut trace));
                }
            }
        }
    });
    template.resources.len()
}

fn all_ways<'t>(world: &World<'_, 't>, from: usize, ways: &mut Count, trace: &mut Trace<'t>) {
    let mut count = |ends| ways.add(reach::reach(world, ends, None, trace).truth);
    count((End::Resource(from), End::Internet));
    count((End::Internet, End::Resource(from)));
    count((End::Resource(from), End::Service("s3")));
    for (to, resource) in world.view.template.resources.iter().enumerate() {
        let is_end = matches!(nodes::connection(world, to), Some(Connection::Within(_)));
        if to != from && (is_end || services::service_of(&resource.kind).is_some()) {
            count((End::Resource(from), End::Resource(to)));
        }
    }
}
