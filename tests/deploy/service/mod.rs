//! A service on loopback that speaks as CloudFormation and STS do, and that fails where it is told to.

pub mod fault;
mod form;
mod http;
mod xml;

pub use form::Form;
pub use xml::Xml;

use crate::world::World;
use fault::{Fault, Kind};
use http::{Reply, Request};
use infrac::deploy::Interrupt;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use tokio::sync::Notify;

/// The service, until it is dropped.
pub struct Service {
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// What all connections share.
struct Shared {
    state: Mutex<State>,
    /// Told when the client is to be killed.
    kill: Notify,
    is_over: AtomicBool,
}

/// What the service knows and has seen.
#[derive(Default)]
pub struct State {
    pub world: World,
    /// The action of every call that came, in order.
    pub calls: Vec<String>,
    /// What goes wrong, and where.
    pub fault: Option<Fault>,
    /// Whom to ask to stop, for the fault that does.
    pub interrupt: Interrupt,
}

impl Service {
    pub fn start(world: World) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port on loopback");
        let address = listener.local_addr().expect("an address");
        let state = Mutex::new(State { world, ..State::default() });
        let shared = Arc::new(Shared { state, kill: Notify::new(), is_over: AtomicBool::new(false) });
        let service = Self { address, shared: Arc::clone(&shared) };
        thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.is_over.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let shared = Arc::clone(&shared);
                thread::spawn(move || http::serve(&stream, |request| shared.reply(request)));
            }
        });
        service
    }

    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().expect("no call panicked")
    }

    /// Until a fault kills the client.
    pub async fn killed(&self) {
        self.shared.kill.notified().await;
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        // The listener waits for a connection before it looks.
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    fn reply(&self, request: &Request) -> Reply {
        let mut state = self.state.lock().expect("no call panicked");
        let form = Form::read(&request.body);
        let action = form.text("Action").to_owned();
        let at = state.calls.len();
        state.calls.push(action.clone());
        let kind = state.fault.as_ref().and_then(|fault| fault.at(at));
        let mut accept = || answered(&mut state.world, &action, &form);
        match kind {
            None => accept(),
            Some(Kind::Throttled) => http::refusal(400, "Throttling", "Rate exceeded"),
            Some(Kind::Expired) => {
                http::refusal(403, "ExpiredToken", "The security token included in the request is expired")
            }
            Some(Kind::Unavailable) => http::refusal(503, "ServiceUnavailable", "Service is unavailable"),
            Some(Kind::Broken { heard }) => after(heard, &mut accept, broken()),
            Some(Kind::Reset { heard }) => after(heard, &mut accept, Reply::Close),
            Some(Kind::Silent) => after(true, &mut accept, Reply::Silence),
            Some(Kind::Garbled { heard }) => after(heard, &mut accept, Reply::bare(200, "<html><p>Sign in")),
            Some(Kind::Empty { heard }) => after(heard, &mut accept, Reply::bare(200, "")),
            Some(Kind::Killed { heard }) => {
                let reply = after(heard, &mut accept, Reply::Silence);
                self.kill.notify_one();
                reply
            }
            Some(Kind::Interrupted) => {
                let reply = accept();
                state.interrupt.ask();
                reply
            }
        }
    }
}

/// A failure of the service, before it did what was asked or after.
fn broken() -> Reply {
    http::refusal(500, "InternalFailure", "An internal error has occurred")
}

fn after(heard: bool, accept: &mut impl FnMut() -> Reply, reply: Reply) -> Reply {
    if heard {
        accept();
    }
    reply
}

fn answered(world: &mut World, action: &str, form: &Form) -> Reply {
    match world.answer(action, form) {
        Ok(result) => http::answer(action, &result),
        Err(refusal) => http::refusal(400, refusal.code, &refusal.message),
    }
}
