//! The routes of an API, the functions behind them, and who may use them.

use super::route::{Route, read};
use crate::diagnostic::Diagnostic;
use crate::lower::{Condition, Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Text, Value};
use crate::words::shape::{Entry, Shape};
use crate::words::{arn, existing, permission, together};

/// The vocabulary of `jwt < … >`.
pub const JWT: &[Entry] = &[
    Entry::new("audience", Shape::List(&Shape::Text), "Whom a token has to be for, such as the client of a user pool."),
    Entry::new("issuer", Shape::Text, "Who has to have issued it: https://…, as its discovery document says."),
];

/// Makes an integration and a permission for each function, and the routes.
pub fn lower<'s, 'a>(api: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let mut routes: Vec<Route<'s, 'a>> = Vec::new();
    for sentence in api.entries.sentences("route") {
        let Some(route) = read(api, sentence, to) else { continue };
        match routes.iter().find(|other| other.key() == route.key()) {
            Some(first) => to.report(twice(&route, first)),
            None => routes.push(route),
        }
    }
    let authorizer = authorizer(api, to);
    check_open(api, &routes, to);
    let mut done: Vec<&str> = Vec::new();
    for route in &routes {
        if !done.contains(&route.function.logical_id.as_ref()) {
            done.push(&route.function.logical_id);
            let of_function = |other: &&Route<'s, 'a>| std::ptr::eq(other.function, route.function);
            function(api, &routes.iter().filter(of_function).collect::<Vec<_>>(), to);
        }
    }
    for route in &routes {
        let made = made(api, route, authorizer.as_ref());
        to.under(route.condition.clone(), |to| to.push(made, route.span));
    }
}

fn twice(route: &Route<'_, '_>, first: &Route<'_, '_>) -> Diagnostic {
    Diagnostic::error("set-twice", format!("the route `{}` is said twice", route.key()))
        .label(route.span, "again here")
        .label(first.span, "first here")
        .help("one function answers a request: keep one of them")
}

/// What takes requests to a function, where any of its routes is there.
fn function<'a>(api: &Declaration<'a>, routes: &[&Route<'_, 'a>], to: &mut Lowering<'_, 'a>) {
    let [first, ..] = routes else { return };
    let mut integration = Resource::new(integration_id(api, first.function), "AWS::ApiGatewayV2::Integration", 4);
    integration.set("ApiId", Value::Ref(api.logical_id.clone()));
    integration.set("IntegrationType", Value::text("AWS_PROXY"));
    integration.set("IntegrationUri", first.arn.clone());
    integration.set("PayloadFormatVersion", Value::text("2.0"));
    // Of one route alone it is known which requests they are.
    let requests = if let [only] = routes { format!("/*/{}", only.requests()) } else { "/*".to_owned() };
    let front = arn("execute-api:${AWS::Region}:${AWS::AccountId}:");
    let source = together(vec![front, Value::Ref(api.logical_id.clone()), Value::text(requests)]);
    let name = match first.function.existing {
        true => existing::identifier(first.function).unwrap_or_else(|| first.arn.clone()),
        false => Value::Ref(first.function.logical_id.clone()),
    };
    let id = derived(&api.logical_id, &format!("{}Permission", first.function.logical_id));
    let permission = permission::invoke(id, name, "apigateway.amazonaws.com", source);
    let condition: Condition<'a> = to.any_of(routes.iter().map(|route| route.condition.clone()));
    to.under(condition, |to| {
        to.push(integration, first.span);
        to.push(permission, first.span);
    });
}

fn integration_id<'a>(api: &Declaration<'a>, function: &Declaration<'a>) -> Text<'a> {
    derived(&api.logical_id, &format!("{}Integration", function.logical_id))
}

fn made<'a>(api: &Declaration<'a>, route: &Route<'_, 'a>, authorizer: Option<&Value<'a>>) -> Resource<'a> {
    let id = derived(&api.logical_id, &format!("{}Route", route.id()));
    let mut made = Resource::new(id, "AWS::ApiGatewayV2::Route", 5);
    made.set("ApiId", Value::Ref(api.logical_id.clone()));
    made.set("RouteKey", Value::text(route.key()));
    let integration = Value::Ref(integration_id(api, route.function));
    made.set("Target", together(vec![Value::text("integrations/"), integration]));
    if let Some(authorizer) = authorizer.filter(|_| !route.open) {
        made.set("AuthorizationType", Value::text("JWT"));
        made.set("AuthorizerId", authorizer.clone());
    }
    made
}

/// What checks tokens, where the API asks for any.
fn authorizer<'a>(api: &Declaration<'a>, to: &mut Lowering<'_, 'a>) -> Option<Value<'a>> {
    let (setting, jwt) = (api.entries.setting("jwt")?, api.entries.body("jwt")?);
    for name in ["issuer", "audience"] {
        if jwt.setting(name).is_none() && !api.misread {
            to.report(
                Diagnostic::error("missing-entry", format!("`jwt` needs `{name}`"))
                    .label(setting.key, format!("`{name} = …` is missing"))
                    .help("write: jwt < issuer = \"https://…\", audience = \"…\" >"),
            );
        }
    }
    let parts = [("Issuer", jwt.value("issuer")), ("Audience", jwt.value("audience"))];
    let parts = parts.into_iter().filter_map(|(key, value)| Some((key, value?.clone())));
    let id = derived(&api.logical_id, "Authorizer");
    let mut authorizer = Resource::new(id.clone(), "AWS::ApiGatewayV2::Authorizer", 5);
    authorizer.set("ApiId", Value::Ref(api.logical_id.clone()));
    authorizer.set("AuthorizerType", Value::text("JWT"));
    authorizer.set("Name", Value::text("jwt"));
    authorizer.set("IdentitySource", Value::list([Value::text("$request.header.Authorization")]));
    authorizer.set("JwtConfiguration", Value::map(parts));
    to.push(authorizer, setting.key);
    Some(Value::Ref(id))
}

/// Every route is open where none asks for a token.
fn check_open(api: &Declaration<'_>, routes: &[Route<'_, '_>], to: &mut Lowering<'_, '_>) {
    if api.entries.setting("jwt").is_some() {
        return;
    }
    for route in routes.iter().filter(|route| route.open) {
        let problem = Diagnostic::warning("no-effect", "every route of this API is open: none asks for a token");
        let help = "leave `open` out; or let the others ask for one: jwt < issuer = \"https://…\", audience = \"…\" >";
        to.report(problem.label(route.span, "`open` changes nothing").help(help));
    }
}
