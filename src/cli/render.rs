//! tmp
use crate::{Diagnostic, Source};
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
#[allow(missing_docs)]
pub enum MessageFormat { #[default] Human, Short }
#[allow(missing_docs)]
pub fn report(_f: MessageFormat, files: &[(&Source, Vec<Diagnostic>)]) -> std::io::Result<()> {
    for (s, ds) in files { for d in ds { let at = s.location(d.span().start); eprintln!("{}:{}:{}: {}[{}]: {}  | {:?} | {:?} fix {:?}", s.name(), at.line, at.column, d.severity.name(), d.code, d.message, s.slice(d.span()), d.help, d.fix.as_ref().map(|f| f.edits[0].text.clone())); } }
    Ok(())
}
#[allow(missing_docs)]
pub fn clean(t: &str) -> String { t.to_owned() }
