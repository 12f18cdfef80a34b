//! The password of a database's first user: RDS makes it up and keeps it, unless somebody gives one.

use crate::lower::Lowering;
use crate::model::{Declaration, SettingValue};
use crate::template::{Resource, Value};
use crate::words::password::{self, Asked};

const ASKED: Asked = Asked { what: "password", instead: "or leave it to RDS: password = managed" };
const MANAGED: &str = "ManageMasterUserPassword";
const GIVEN: &str = "MasterUserPassword";

/// Sets the one property or the other; both, where the deploy chooses.
pub fn lower<'a>(declaration: &Declaration<'a>, database: &mut Resource<'a>, to: &mut Lowering<'_, 'a>) {
    let entries = &declaration.entries;
    if entries.property(GIVEN).is_some() {
        return;
    }
    let Some(setting) = entries.setting("password") else {
        return database.set(MANAGED, Value::Bool(true));
    };
    let SettingValue::Value(given) = &setting.value else { return };
    let Some((condition, then, otherwise)) = given.chosen() else {
        return match password::given(given, setting, &ASKED, to) {
            Some(password) => database.set(GIVEN, password),
            None => database.set(MANAGED, Value::Bool(true)),
        };
    };
    let given = [then, otherwise].map(|branch| password::given(branch, setting, &ASKED, to));
    let managed = given.each_ref().map(|one| if one.is_some() { Value::nothing() } else { Value::Bool(true) });
    let given = given.map(|one| one.unwrap_or_else(Value::nothing));
    for (property, [then, otherwise]) in [(MANAGED, managed), (GIVEN, given)] {
        if !(then.is_nothing() && otherwise.is_nothing()) {
            database.set(property, Value::choice(condition.clone(), then, otherwise));
        }
    }
}
