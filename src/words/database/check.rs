//! What RDS refuses of a database.
//!
//! From the page CreateDBInstance of the Amazon RDS API Reference.

use super::engine::Engine;
use crate::catalog::databases;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::source::Span;
use crate::suggest;
use crate::template::Value;
use crate::words::engine_version;
use crate::words::naming::{NameRules, characters, is_of_label, reserved, starts_with_letter};

static IDENTIFIER: NameRules = NameRules {
    service: "RDS",
    what: "a database",
    names: "databases",
    property: "DBInstanceIdentifier",
    length: (1, 63),
    allowed: is_of_label,
    also: starts_with_letter,
    case_counts: false,
    says: "the identifier of a database has 1 to 63 letters, digits and single hyphens, a letter first",
};

/// Ports that SQL Server keeps, beside those below 1150.
const SQL_SERVER_PORTS: &[i64] = &[1234, 1434, 3260, 3343, 3389, 47_001, 49_152, 49_153, 49_154, 49_155, 49_156];

/// Reports all that is known to be refused.
pub fn all<'a>(declaration: &Declaration<'a>, engine: Option<&'static Engine>, to: &mut Lowering<'_, 'a>) {
    IDENTIFIER.check(declaration, to);
    let Some(engine) = engine else { return };
    engine_version::check(declaration, engine.called, "RDS", to);
    let found = [
        unencrypted(declaration).or_else(|| class(declaration, engine)),
        user(declaration, engine),
        database(declaration, engine),
        port(declaration, engine),
    ];
    found.into_iter().flatten().for_each(|problem| to.report(problem));
    logs(declaration, engine, to);
}

fn span_of(declaration: &Declaration<'_>, entry: &str) -> Span {
    declaration.entries.setting(entry).map_or(declaration.handle.span, |setting| setting.span)
}

/// Classes whose storage cannot be encrypted.
///
/// From the page "Encrypting Amazon RDS resources" of the Amazon RDS User Guide.
const UNENCRYPTED: &[&str] = &["db.cr1.", "db.m1.", "db.m2.", "db.t1.", "db.t2.micro"];

/// A class that cannot be encrypted, which every database is unless a property says otherwise.
fn unencrypted(declaration: &Declaration<'_>) -> Option<Diagnostic> {
    let class = declaration.entries.text("class")?;
    let is_one = UNENCRYPTED.iter().any(|start| class.starts_with(start));
    if !is_one || declaration.entries.property("StorageEncrypted").is_some() {
        return None;
    }
    let problem = Diagnostic::error("wrong-class", format!("the storage of `{class}` cannot be encrypted"));
    let problem = problem.label(span_of(declaration, "class"), "too old for encryption");
    Some(problem.help("choose a newer class: db.t3.micro costs about the same"))
}

/// A class that the engine does not run on anywhere.
fn class(declaration: &Declaration<'_>, engine: &Engine) -> Option<Diagnostic> {
    let (name, class) = (declaration.entries.text("engine")?, declaration.entries.text("class")?);
    let edition = name.trim_end_matches("-cdb");
    if databases::engines(class).any(|one| one == edition) || databases::classes_of(edition).next().is_none() {
        return None;
    }
    let classes = || databases::classes_of(edition);
    let near = suggest::nearest(class, classes()).or_else(|| classes().find(|class| class.starts_with("db.t3.")));
    let near = near.or_else(|| classes().next());
    let problem = Diagnostic::error("wrong-class", format!("{} does not run on `{class}`", engine.called))
        .label(span_of(declaration, "class"), "not for this engine")
        .label(span_of(declaration, "engine"), format!("`{name}` runs on others"));
    Some(problem.help(match near {
        Some(near) => format!("write for example: class = {near}"),
        None => "choose a class that it runs on, or another engine".to_owned(),
    }))
}

/// The first user.
fn user(declaration: &Declaration<'_>, engine: &Engine) -> Option<Diagnostic> {
    let name = declaration.entries.text("user")?;
    let span = span_of(declaration, "user");
    let starts_like_a_role = engine.called == "PostgreSQL" && name.starts_with("pg_");
    if engine.reserves(name) || starts_like_a_role {
        let problem = reserved(&format!("{} keeps the name `{name}`", engine.called), "no name for a user", span);
        return Some(problem.help(format!("give the user another name, such as {}", engine.user)));
    }
    let what = format!("the name of a user of {}", engine.called);
    plain(name, engine.user_most, &what, span)
}

/// The database in it.
fn database(declaration: &Declaration<'_>, engine: &Engine) -> Option<Diagnostic> {
    let setting = declaration.entries.setting("database")?;
    let Some(most) = engine.database_most else {
        let message = format!("{} makes no database with the instance", engine.called);
        let problem = Diagnostic::error("no-effect", message).label(setting.key, "not accepted");
        return Some(problem.help("leave it out, and make the database in SQL: CREATE DATABASE …"));
    };
    let name = declaration.entries.text("database")?;
    if engine.reserves(name) {
        let problem =
            reserved(&format!("{} keeps the name `{name}`", engine.called), "no name for a database", setting.span);
        return Some(problem.help("give the database another name"));
    }
    let what = format!("the name of a database of {}", engine.called);
    plain(name, most, &what, setting.span)
}

/// A letter, then letters, digits and underscores.
fn plain(name: &str, most: usize, what: &str, span: Span) -> Option<Diagnostic> {
    let length = name.chars().count();
    let wrong = name.chars().find(|c| !(c.is_ascii_alphanumeric() || *c == '_'));
    let why = if !(1..=most).contains(&length) {
        format!("it has {}, not 1 to {most}", characters(length))
    } else if let Some(wrong) = wrong {
        format!("it has `{wrong}`")
    } else if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        "it does not start with a letter".to_owned()
    } else {
        return None;
    };
    let problem = Diagnostic::error("invalid-name", format!("RDS does not accept `{name}` as {what}")).label(span, why);
    Some(problem.help(format!("{what} has 1 to {most} letters, digits and underscores, a letter first")))
}

/// A port that is not free.
fn port(declaration: &Declaration<'_>, engine: &Engine) -> Option<Diagnostic> {
    let port = match declaration.entries.value("port")? {
        Value::Int(port) => *port,
        Value::Text(text) => text.parse().ok()?,
        _ => return None,
    };
    let span = span_of(declaration, "port");
    if !(1_150..=65_535).contains(&port) {
        let problem = Diagnostic::error("out-of-range", format!("expected 1150 to 65535 for `port`, found {port}"));
        return Some(
            problem.label(span, "not a port for a database").help(format!("write for example: port = {}", engine.port)),
        );
    }
    if engine.called == "SQL Server" && SQL_SERVER_PORTS.contains(&port) {
        let problem = Diagnostic::error("out-of-range", format!("SQL Server keeps port {port} for itself"));
        return Some(problem.label(span, "not free").help(format!("write for example: port = {}", engine.port)));
    }
    None
}

/// Logs that the engine does not have.
fn logs<'a>(declaration: &Declaration<'a>, engine: &Engine, to: &mut Lowering<'_, 'a>) {
    let Some(Value::List(logs)) = declaration.entries.value("logs") else { return };
    for log in logs.iter() {
        let Value::Text(log) = log else { continue };
        if !engine.logs.contains(&log.as_ref()) {
            let all = suggest::one_of(engine.logs.iter().copied());
            let problem = Diagnostic::error("unknown-value", format!("{} has no log `{log}`", engine.called))
                .label(span_of(declaration, "logs"), format!("`{log}` is none of its logs"));
            to.report(problem.help(format!("its logs are {all}")));
        }
    }
}
