//! What can go wrong with a call.

use std::fmt;

/// What goes wrong at a call and at those after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The first call, counted from zero over all that come.
    pub first: usize,
    /// At how many in a row.
    pub count: usize,
    /// What.
    pub kind: Kind,
    /// Whether the credentials are no longer good after that.
    pub expires: bool,
}

/// What goes wrong. Where it is not said otherwise the service does not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Too many calls.
    Throttled,
    /// The credentials are no longer good.
    Expired,
    /// 503.
    Unavailable,
    /// 500; `heard` where it was done all the same.
    Broken { heard: bool },
    /// The connection ends without an answer.
    Reset { heard: bool },
    /// It was done, and no answer comes.
    Silent,
    /// 200 with something that is no answer of the service's.
    Garbled { heard: bool },
    /// 200 with nothing.
    Empty { heard: bool },
    /// The process that calls ends before it has the answer.
    Killed { heard: bool },
    /// Somebody asks to stop; the call itself is answered.
    Interrupted,
}

/// Every fault that a run is put through at each of its calls.
pub const ALL: [(Kind, usize); 21] = [
    (Kind::Throttled, 1),
    (Kind::Throttled, 3),
    // More than the client tries.
    (Kind::Throttled, 30),
    (Kind::Expired, usize::MAX),
    (Kind::Unavailable, 1),
    (Kind::Unavailable, 30),
    (Kind::Broken { heard: false }, 1),
    (Kind::Broken { heard: true }, 1),
    (Kind::Reset { heard: false }, 1),
    (Kind::Reset { heard: true }, 1),
    (Kind::Reset { heard: true }, 3),
    (Kind::Silent, 1),
    (Kind::Garbled { heard: false }, 1),
    (Kind::Garbled { heard: true }, 1),
    (Kind::Garbled { heard: false }, 60),
    (Kind::Garbled { heard: true }, 2),
    (Kind::Empty { heard: false }, 1),
    (Kind::Empty { heard: true }, 1),
    (Kind::Killed { heard: false }, 1),
    (Kind::Killed { heard: true }, 1),
    (Kind::Interrupted, 1),
];

/// Those of the faults that differ most: for every day.
pub const USUAL: [(Kind, usize); 5] = [
    (Kind::Throttled, 1),
    (Kind::Expired, usize::MAX),
    (Kind::Broken { heard: true }, 1),
    (Kind::Silent, 1),
    (Kind::Garbled { heard: true }, 1),
];

impl Kind {
    /// Whether the service does what it was asked to, and nobody hears of it.
    pub fn is_heard(self) -> bool {
        match self {
            Self::Broken { heard }
            | Self::Reset { heard }
            | Self::Garbled { heard }
            | Self::Empty { heard }
            | Self::Killed { heard } => heard,
            Self::Silent => true,
            Self::Throttled | Self::Expired | Self::Unavailable | Self::Interrupted => false,
        }
    }
}

impl Fault {
    /// Whether a deploy may end with an error because of it: it lasts longer than anybody tries, or is meant to end it.
    pub fn may_end(&self) -> bool {
        self.count > 3 || self.expires || self.kind == Kind::Interrupted
    }

    /// What goes wrong at a call.
    pub fn at(&self, call: usize) -> Option<Kind> {
        let since = call.checked_sub(self.first)?;
        if since < self.count { Some(self.kind) } else { self.expires.then_some(Kind::Expired) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = if self.count == usize::MAX { "all".to_owned() } else { self.count.to_string() };
        let then = if self.expires { ", then expired" } else { "" };
        write!(f, "{:?} at {count} calls from {}{then}", self.kind, self.first)
    }
}
