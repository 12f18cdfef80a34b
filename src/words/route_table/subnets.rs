//! `subnets = [a, b]`: what a route table is for.

use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::Value;
use crate::words::network::{tables, targets};

pub fn lower<'a>(table: &Declaration<'a>, to: &mut Lowering<'_, 'a>) {
    let Some(Value::List(subnets)) = table.entries.value("subnets") else { return };
    let of = Value::Ref(table.logical_id.clone());
    for subnet in subnets.iter() {
        let id = match subnet {
            Value::Ref(text) | Value::Text(text) => {
                let letters: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
                derived(&table.logical_id, &format!("{letters}Association"))
            }
            // A list that only the deploy knows has as many subnets as it has.
            _ => continue,
        };
        let condition = to.all_of([to.condition().clone(), targets::condition(subnet, to)]);
        to.under(condition, |to| tables::associate(id, subnet.clone(), of.clone(), table.span, to));
    }
}
