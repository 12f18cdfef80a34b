//! tmp
pub fn apply(_t: &str, _d: &[crate::Diagnostic]) -> Option<String> { None }
