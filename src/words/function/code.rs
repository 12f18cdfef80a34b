//! What a function runs: code in the template, a package in a bucket, or an image.
//!
//! From the page "AWS::Lambda::Function Code" of the CloudFormation Template Reference Guide.

use super::runtime;
use crate::catalog::runtimes::{self, Runtime};
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::{Declaration, Entries};
use crate::source::Span;
use crate::suggest;
use crate::template::{Resource, Value};
use crate::words::shape::{Entry, Shape, Wanted};

/// The vocabulary of `package < … >`.
pub const PACKAGE: &[Entry] = &[
    Entry::new("bucket", Shape::Reference(&BUCKET), "The bucket, in the function's own region."),
    Entry::new(
        "key",
        Shape::Text,
        "The ZIP file's key in the bucket, such as save-1.4.zip; a new key is how a change is seen.",
    ),
    Entry::new("version", Shape::Text, "The version of the object, in a bucket that keeps them.").or("the newest"),
];
static BUCKET: Wanted = Wanted { what: "a bucket", resource: "AWS::S3::Bucket", attribute: "", prefix: "" };

/// What says where the code is; a function has one of them.
const SOURCES: [&str; 3] = ["code", "package", "image"];
/// The file that CloudFormation makes of code in the template.
const INLINE_FILE: &str = "index";

/// Sets what the function runs, and how.
pub fn lower<'a>(declaration: &Declaration<'a>, function: &mut Resource<'a>, to: &mut Lowering<'_, 'a>) {
    let entries = &declaration.entries;
    let given: Vec<(&str, Span)> =
        SOURCES.iter().filter_map(|name| entries.setting(name).map(|setting| (*name, setting.key))).collect();
    match given.as_slice() {
        [] if entries.property("Code").is_none() && !declaration.misread => to.report(no_code(declaration)),
        [first, second, ..] => to.report(two_sources(*first, *second)),
        _ => {}
    }
    let runtime = runtime(declaration, to);
    if let Some(runtime) = entries.value("runtime") {
        function.set("Runtime", runtime.clone());
    }
    match given.first() {
        Some(("code", _)) => inline(declaration, runtime, function, to),
        Some(("package", _)) => {
            handler(declaration, function, to);
            package(declaration, function, to);
        }
        Some(("image", _)) => image(entries, function),
        _ => handler(declaration, function, to),
    }
}

/// The runtime, where it is known; a package or code cannot do without.
fn runtime<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Runtime> {
    let entries = &declaration.entries;
    let Some(setting) = entries.setting("runtime") else {
        let is_needed = entries.setting("image").is_none()
            && ["Runtime", "Code"].iter().all(|name| entries.property(name).is_none())
            && !declaration.misread;
        if is_needed {
            to.report(
                missing(declaration, "runtime", "`runtime = …` is missing")
                    .help(format!("write for example: runtime = {}", newest("python").unwrap_or_default())),
            );
        }
        return None;
    };
    let runtime = entries.text("runtime").and_then(|name| runtimes::find(name))?;
    runtime::check(runtime, setting.span, to);
    Some(runtime)
}

/// The newest runtime of a language for which AWS has said how long it mends it.
fn newest(language: &str) -> Option<&'static str> {
    let known = runtimes::current().filter(|name| name.starts_with(language)).filter_map(runtimes::find);
    known.filter(|runtime| runtime.unsupported_from().is_some()).last().map(Runtime::name)
}

/// Code in the template.
fn inline<'a>(
    declaration: &Declaration<'a>,
    runtime: Option<Runtime>,
    function: &mut Resource<'a>,
    to: &mut Lowering<'_, 'a>,
) {
    let entries = &declaration.entries;
    match (runtime, entries.setting("code")) {
        (Some(runtime), Some(setting)) if !runtime.takes_inline_code() => {
            to.report(not_inline(runtime, setting.span, entries.setting("runtime").map(|runtime| runtime.span)));
        }
        (_, _) => check_handler(entries, to),
    }
    let usual = Value::text("index.handler");
    let called = entries.value("handler").map_or(usual.clone(), |handler| handler.or(&usual));
    function.set("Handler", called);
    if let Some(code) = entries.value("code") {
        let zipped = code.changed(&mut |code| Some(Value::map([("ZipFile", code.clone())])));
        function.set("Code", zipped.unwrap_or_else(|| code.clone()));
    }
}

/// Code in the template is the file `index`, whatever its own file is called.
fn check_handler(entries: &Entries<'_>, to: &mut Lowering<'_, '_>) {
    let Some(setting) = entries.setting("handler") else {
        return check_called(entries, "handler", entries.setting("code").map(|code| code.span), to);
    };
    let Some(handler) = entries.text("handler") else { return };
    match handler.split_once('.') {
        Some((INLINE_FILE, called)) => check_called(entries, called, Some(setting.span), to),
        Some((_, called)) => {
            let right = format!("{INLINE_FILE}.{called}");
            let message =
                format!("code in the template is the file `{INLINE_FILE}`, so that nothing is called `{handler}`");
            to.report(Diagnostic::error("handler-not-found", message).label(setting.span, "not in this file").fix(
                format!("write \"{right}\""),
                setting.span,
                format!("\"{right}\""),
            ));
        }
        None => to.report(
            Diagnostic::error(
                "handler-not-found",
                format!("`{handler}` names no function: a handler is file.function"),
            )
            .label(setting.span, "expected a file and a function in it")
            .help(format!("write for example: handler = \"{INLINE_FILE}.{handler}\"")),
        ),
    }
}

/// Whether the code speaks of the function that is called.
fn check_called(entries: &Entries<'_>, called: &str, span: Option<Span>, to: &mut Lowering<'_, '_>) {
    let (Some(code), Some(span)) = (entries.text("code"), span) else { return };
    if code.contains(called) {
        return;
    }
    to.report(
        Diagnostic::error("handler-not-found", format!("the code has no `{called}`, which Lambda is to call"))
            .label(span, "not in the code")
            .help(format!(
                "name the function that is called: handler = \"{INLINE_FILE}.NAME\"; without `handler` it is `handler`"
            )),
    );
}

fn not_inline(runtime: Runtime, code: Span, said: Option<Span>) -> Diagnostic {
    let message = format!("code in the template is for Python and Node.js, not for {}", runtime.name());
    let problem = Diagnostic::error("wrong-kind", message).label(code, "in the template");
    let problem = match said {
        Some(said) => problem.label(said, "another language"),
        None => problem,
    };
    problem.help("put the code into a bucket: package < bucket = my-bucket, key = \"function.zip\" >")
}

/// A package needs its handler said.
fn handler<'a>(declaration: &Declaration<'a>, function: &mut Resource<'a>, to: &mut Lowering<'_, 'a>) {
    let entries = &declaration.entries;
    match entries.value("handler") {
        Some(handler) => function.set("Handler", handler.clone()),
        None if entries.setting("package").is_some() && entries.property("Handler").is_none() => to.report(
            missing(declaration, "handler", "`handler = …` is missing")
                .help("write the file and the function in it that is called: handler = \"app.handler\""),
        ),
        None => {}
    }
}

fn package<'a>(declaration: &Declaration<'a>, function: &mut Resource<'a>, to: &mut Lowering<'_, 'a>) {
    let (Some(setting), Some(package)) = (declaration.entries.setting("package"), declaration.entries.body("package"))
    else {
        return;
    };
    for name in ["bucket", "key"] {
        if package.setting(name).is_none() && !declaration.misread {
            to.report(
                Diagnostic::error("missing-entry", format!("`package` needs `{name}`"))
                    .label(setting.key, format!("`{name} = …` is missing"))
                    .help("write: package < bucket = my-bucket, key = \"function.zip\" >"),
            );
        }
    }
    let parts = [("bucket", "S3Bucket"), ("key", "S3Key"), ("version", "S3ObjectVersion")];
    let parts = parts.into_iter().filter_map(|(entry, key)| Some((key, package.value(entry)?.clone())));
    function.set("Code", Value::map(parts));
}

fn image<'a>(entries: &Entries<'a>, function: &mut Resource<'a>) {
    if let Some(image) = entries.value("image") {
        function.set("PackageType", Value::text("Image"));
        function.set("Code", Value::map([("ImageUri", image.clone())]));
    }
    // That an image says these itself is a rule of the property.
    if let Some(handler) = entries.value("handler") {
        function.set("Handler", handler.clone());
    }
}

fn missing(declaration: &Declaration<'_>, entry: &str, label: &str) -> Diagnostic {
    let message = format!("function `{}` needs `{entry}`", declaration.handle.text);
    Diagnostic::error("missing-entry", message).label(declaration.handle.span, label)
}

fn no_code(declaration: &Declaration<'_>) -> Diagnostic {
    let label = format!("{} is missing", suggest::one_of(SOURCES));
    missing(declaration, "code", &label).help(
        "write: code = file(\"./handler.py\"), or package < bucket = my-bucket, key = \"function.zip\" >, or image = \"…\"",
    )
}

fn two_sources((first, at): (&str, Span), (second, also): (&str, Span)) -> Diagnostic {
    Diagnostic::error("set-twice", format!("a function runs one thing, and both `{first}` and `{second}` say what"))
        .label(also, "said again here")
        .label(at, "first said here")
        .help("keep one of them")
}
