//! The records of a domain that SES sends mail from.
//!
//! From the pages "Easy DKIM in Amazon SES", "Using a custom MAIL FROM domain" and "Complying with DMARC authentication
//! protocol in Amazon SES" of the SES Developer Guide.

use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Value};
use crate::words::{domain, record, together};

/// Seconds for which others may remember them.
const TTL: &str = "1800";

/// Adds the records of the zone: three for DKIM, two for the domain that mail comes back to, one for DMARC.
pub fn lower<'a>(declaration: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let entries = &declaration.entries;
    let Some(zone) = entries.value("zone").cloned() else { return };
    let id = &declaration.logical_id;
    let mut add = |suffix: &str, name: Value<'a>, kind: &'static str, value: Value<'a>| {
        let mut made = Resource::new(derived(id, suffix), record::WORD.resource, 5);
        made.set("HostedZoneId", zone.clone());
        made.set("Name", name);
        made.set("Type", Value::text(kind));
        made.set("TTL", Value::text(TTL));
        made.set("ResourceRecords", Value::list([value]));
        to.push(made, declaration.span);
    };
    for number in 1..=3 {
        let attribute = |what: &str| Value::attribute(id.clone(), format!("DkimDNSToken{what}{number}"));
        add(&format!("Dkim{number}"), attribute("Name"), "CNAME", attribute("Value"));
    }
    if let Some(from) = entries.value("from") {
        add("FromMx", from.clone(), "MX", Value::sub("10 feedback-smtp.${AWS::Region}.amazonses.com"));
        add("FromTxt", from.clone(), "TXT", Value::text("\"v=spf1 include:amazonses.com ~all\""));
    }
    if let Some(policy) = entries.text("dmarc") {
        let name = together([Value::text("_dmarc."), domain::of(declaration)]);
        add("Dmarc", name, "TXT", Value::text(format!("\"v=DMARC1; p={policy};\"")));
    }
}
