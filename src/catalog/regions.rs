//! Stand-in until the catalogue lands.
/// The region.
pub fn find(name: &str) -> Option<&'static str> {
    names().find(|n| *n == name)
}
/// All.
pub fn names() -> impl Iterator<Item = &'static str> {
    ["us-east-1", "ap-northeast-2"].into_iter()
}
