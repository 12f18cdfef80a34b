//! In which regions a type can be used.

use super::node::Type;

impl Type {
    /// Whether the type can be used in a region; none when nobody here knows.
    pub fn is_in(&self, region: &str) -> Option<bool> {
        let index = known().position(|name| name == region)?;
        let bit = known().count() - 1 - index;
        Some(self.regions.is_none_or(|mask| mask >> bit & 1 == 1))
    }

    /// The regions that are known to have the type, and those that are known not to.
    pub fn regions(&self) -> (Vec<&'static str>, Vec<&'static str>) {
        known().partition(|region| self.is_in(region) == Some(true))
    }
}

/// The regions of which the data knows.
pub fn known() -> impl Iterator<Item = &'static str> {
    let line = super::TEXT.lines().nth(1).unwrap_or_default();
    line.split(' ').skip(1)
}
