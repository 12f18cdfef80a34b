//! Whether somebody of a template may do something to a resource of it.

use super::actor::{self, Identity};
use super::decision::{self, Considered};
use super::documents::{self, Document, Policies};
use super::public;
use super::request::{Principal, Request, Through};
use super::resource_policies;
use crate::reason::symbol::Symbol;
use crate::reason::trace::Trace;
use crate::reason::truth::Truth;
use crate::reason::world::World;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// What was read of a template's policies, each once.
#[derive(Default)]
pub struct Read<'t> {
    identities: RefCell<FxHashMap<usize, Rc<Policies<'t>>>>,
    resources: RefCell<FxHashMap<usize, Rc<[Document<'t>]>>>,
}

impl<'t> Read<'t> {
    /// The policies of an identity.
    pub fn identity(&self, world: &World<'_, 't>, at: usize) -> Rc<Policies<'t>> {
        if let Some(known) = self.identities.borrow().get(&at) {
            return Rc::clone(known);
        }
        let read = Rc::new(documents::of_identity(world, at));
        self.identities.borrow_mut().insert(at, Rc::clone(&read));
        read
    }

    /// The policies at a resource.
    pub fn resource(&self, world: &World<'_, 't>, at: usize) -> Rc<[Document<'t>]> {
        if let Some(known) = self.resources.borrow().get(&at) {
            return Rc::clone(known);
        }
        let read: Rc<[Document<'t>]> = resource_policies::of(world, at).into();
        self.resources.borrow_mut().insert(at, Rc::clone(&read));
        read
    }
}

/// Something that is to be done.
#[derive(Debug, Clone, Copy)]
pub struct Deed<'d, 't> {
    /// The action: `s3:PutObject`.
    pub action: &'d str,
    /// The resource that it is done to, by its position.
    pub target: usize,
    /// The ARN that it is about: the resource's own, or of something in it.
    pub arn: &'d Symbol<'t>,
}

/// Whether the resource at a position, or the one that it acts as, may do something.
pub fn may<'t>(
    world: &World<'_, 't>,
    read: &Read<'t>,
    who: usize,
    deed: Deed<'_, 't>,
    through: &Through<'t>,
    trace: &mut Trace<'t>,
) -> Truth {
    match actor::identity(world, who) {
        Some(Identity::Own(identity)) => {
            if identity != who {
                trace.note(Truth::Yes, Some(world.way(who, &[])), || {
                    format!("{} acts as {}", world.name(who), world.name(identity))
                });
            }
            let principal = actor::principal(world, identity);
            as_principal(world, read, (&principal, Some(identity)), deed, through, trace)
        }
        Some(Identity::Nobody) => {
            trace.note(Truth::Yes, Some(world.way(who, &[])), || {
                format!("{} has no role, so that it asks as anybody does", world.name(who))
            });
            as_principal(world, read, (&Principal::Anonymous, None), deed, through, trace)
        }
        Some(Identity::Unknown) | None => {
            trace.note(Truth::Unknown, Some(world.way(who, &[])), || {
                format!("the role of {} is not in the file", world.name(who))
            });
            Truth::Unknown
        }
    }
}

/// Whether a principal may do something, with the policies of an identity where it has some.
pub fn as_principal<'t>(
    world: &World<'_, 't>,
    read: &Read<'t>,
    (principal, identity): (&Principal<'t>, Option<usize>),
    deed: Deed<'_, 't>,
    through: &Through<'t>,
    trace: &mut Trace<'t>,
) -> Truth {
    let none = Rc::new(Policies::default());
    let policies = identity.map_or(none, |at| read.identity(world, at));
    let resource = read.resource(world, deed.target);
    let is_bounded = policies.boundary.is_some();
    let place = world.place;
    let request = Request { principal, action: deed.action, resource: deed.arn, through, is_bounded, place };
    let by_resource_alone = world.resource(deed.target).kind == "AWS::KMS::Key";
    let considered = Considered { identity: &policies, resource: &resource, by_resource_alone };
    let decided = decision::decide(considered, &request, trace);
    let decided = if *principal == Principal::Anonymous {
        public::decide(world, deed.target, (decided, &resource), &request, trace)
    } else {
        decided
    };
    if decided == Truth::No { decided } else { decided.and(by_endpoints(world, read, &request, trace)) }
}

/// Whether the policies of the endpoints on the way let a request through. Without one they let everything through.
///
/// From "Control access to VPC endpoints using endpoint policies" in the AWS PrivateLink Guide.
fn by_endpoints<'t>(world: &World<'_, 't>, read: &Read<'t>, request: &Request<'_, 't>, trace: &mut Trace<'t>) -> Truth {
    // It may go another way than through one of several.
    let is_sure = matches!(request.through, Through::Endpoint(..));
    let each = request.through.endpoints();
    Truth::all(each.into_iter().map(|endpoint| by_endpoint(world, read, (endpoint, is_sure), request, trace)))
}

fn by_endpoint<'t>(
    world: &World<'_, 't>,
    read: &Read<'t>,
    (endpoint, is_sure): (usize, bool),
    request: &Request<'_, 't>,
    trace: &mut Trace<'t>,
) -> Truth {
    let policies = read.resource(world, endpoint);
    if policies.is_empty() {
        return Truth::Yes;
    }
    let none = Policies::default();
    let considered = Considered { identity: &none, resource: &policies, by_resource_alone: false };
    trace.derived(
        Some(world.way(endpoint, &[])),
        |trace| match decision::decide(considered, request, trace) {
            Truth::No if !is_sure => Truth::Unknown,
            decided => decided,
        },
        |truth| {
            let (name, action) = (world.name(endpoint), request.action);
            match truth {
                Truth::Yes => format!("endpoint {name} lets {action} through"),
                Truth::No => format!("endpoint {name} does not let {action} through"),
                Truth::Unknown if is_sure => format!("endpoint {name} may not let {action} through"),
                Truth::Unknown => format!("endpoint {name}, which may be on the way, may not let {action} through"),
            }
        },
    )
}
