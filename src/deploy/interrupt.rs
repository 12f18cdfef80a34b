//! Being told to stop: once, to leave what goes on at AWS to itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Notify;

/// Whether somebody wants to go. Whoever waits for something is woken.
#[derive(Debug, Clone, Default)]
pub struct Interrupt {
    shared: Arc<(AtomicBool, Notify)>,
}

impl Interrupt {
    /// Asks to stop.
    pub fn ask(&self) {
        self.shared.0.store(true, Ordering::SeqCst);
        self.shared.1.notify_waiters();
    }

    /// Listens for Ctrl-C from now on: the first time, it is asked for; the second time, somebody really wants to go. That
    /// is heard while the calls wait for an answer of a person, too.
    pub fn listen(&self, leave: fn()) {
        let own = self.clone();
        std::thread::spawn(move || {
            // Without a runtime nobody listens, and Ctrl-C ends the process as it does by itself.
            let _ = super::block_on(async {
                while tokio::signal::ctrl_c().await.is_ok() {
                    if own.is_asked() {
                        leave();
                    }
                    own.ask();
                }
            });
        });
    }

    /// Whether it was asked for.
    pub fn is_asked(&self) -> bool {
        self.shared.0.load(Ordering::SeqCst)
    }

    /// Waits this long, or until it is asked for.
    pub(super) async fn sleep(&self, long: Duration) {
        let (asked, sleep) = (self.shared.1.notified(), tokio::time::sleep(long));
        if !self.is_asked() {
            futures_util::future::select(Box::pin(asked), Box::pin(sleep)).await;
        }
    }
}
