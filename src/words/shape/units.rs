//! Units of times and sizes, as people write them and as CloudFormation takes them.

/// A unit of time that a property counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
}

impl TimeUnit {
    /// Its length in seconds.
    pub fn seconds(self) -> i64 {
        match self {
            Self::Seconds => 1,
            Self::Minutes => 60,
            Self::Hours => 3_600,
            Self::Days => 86_400,
        }
    }

    /// So many of this unit as they are written: `12h`.
    pub fn show(self, count: i64) -> String {
        match self {
            Self::Days => format!("{count}d"),
            Self::Minutes if count >= 1_440 && count % 1_440 == 0 => format!("{}d", count / 1_440),
            Self::Minutes if count >= 60 && count % 60 == 0 => format!("{}h", count / 60),
            Self::Minutes => format!("{count}m"),
            Self::Hours if count >= 24 && count % 24 == 0 => format!("{}d", count / 24),
            Self::Hours => format!("{count}h"),
            Self::Seconds if count >= 86_400 && count % 86_400 == 0 => format!("{}d", count / 86_400),
            Self::Seconds if count >= 3_600 && count % 3_600 == 0 => format!("{}h", count / 3_600),
            Self::Seconds if count >= 60 && count % 60 == 0 => format!("{}m", count / 60),
            Self::Seconds => format!("{count}s"),
        }
    }

    /// Its name in the plural.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
        }
    }
}

/// Times that AWS has in a fixed list.
#[derive(Debug)]
pub struct Periods {
    /// What they are counted in.
    pub unit: TimeUnit,
    /// How many of it may be given, in ascending order.
    pub allowed: &'static [i64],
    /// The word for what has no end.
    pub endless: &'static str,
}

/// A unit of size that a property counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SizeUnit {
    /// MiB.
    Mebibytes,
    /// GiB.
    Gibibytes,
}

impl SizeUnit {
    /// How many MiB it is.
    pub fn mebibytes(self) -> i64 {
        match self {
            Self::Mebibytes => 1,
            Self::Gibibytes => 1_024,
        }
    }

    /// How it is written behind a number.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mebibytes => "MiB",
            Self::Gibibytes => "GiB",
        }
    }

    /// So many of this unit as they are written: `20GiB`.
    pub fn show(self, count: i64) -> String {
        format!("{count}{}", self.name())
    }
}
