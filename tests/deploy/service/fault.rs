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
pub const ALL: [(Kind, usize); 19] = [
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
    (Kind::Empty { heard: false }, 1),
    (Kind::Empty { heard: true }, 1),
    (Kind::Killed { heard: false }, 1),
    (Kind::Killed { heard: true }, 1),
    (Kind::Interrupted, 1),
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

    /// Whether a deploy may end with an error because of it.
    pub fn may_end(self) -> bool {
        match self {
            Self::Throttled | Self::Expired | Self::Unavailable | Self::Interrupted => true,
            Self::Garbled { heard } | Self::Empty { heard } => !heard,
            Self::Broken { .. } | Self::Reset { .. } | Self::Silent | Self::Killed { .. } => false,
        }
    }
}

impl Fault {
    /// What goes wrong at a call.
    pub fn at(&self, call: usize) -> Option<Kind> {
        (call >= self.first && call - self.first < self.count).then_some(self.kind)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at call {} and {} more", self.kind, self.first, self.count - 1)
    }
}
