"""Which resource types can be tagged, by which property and in which form.

The schemas say it twice, in `tagging` and by having the property, and the CDK says it once more. Where they do not
agree the hand-made list decides, and has the reason; a difference that is not in it is refused.
"""

from output import table
from packages import OWN, Refused, hand_made, require

SCHEMAS = "cfnlint/data/schemas/resources/"
CDK = "@aws-cdk/aws-service-spec"
DATABASE = "db.json.gz"
DECIDED = "generate/taggability.txt"

# How the CDK names the forms that it knows.
VARIANTS = {"asg": "list:Key,Value,PropagateAtLaunch", "map": "map", "standard": "list:Key,Value"}
NOT_TAGGABLE = ("no", "-", "-", "-", "-", "-")


def outputs(packages):
    columns = "resource type, taggable, property, form, when created, when updated, CloudFormation's own tags"
    schemas = packages.list("cfn-lint", SCHEMAS, "*.json")
    sources = [("cfn-lint", schemas), (CDK, [DATABASE]), (OWN, [DECIDED])]
    return [table("taggability", columns, rows(packages, schemas), sources)]


def rows(packages, schemas):
    said, decided = cdk(packages), {row[0]: (row[1], row[2]) for row in hand_made(packages, DECIDED)}
    found, undecided = [], []
    for schema in (packages.json("cfn-lint", file) for file in schemas):
        name, row = schema["typeName"], of_schema(schema)
        agreed = row[1:3] == said.get(name, row[1:3])
        if name in decided:
            require(not agreed or decided[name] != row[1:3], f"{DECIDED}: {name} is clear without it")
            row = ("yes", *decided.pop(name), *row[3:])
        elif not agreed:
            undecided.append(f"\n{name}: {row[1:3]}, by the CDK {said[name]}")
        found.append((name, *row))
    require(not undecided, f"{DECIDED} decides nothing on" + "".join(sorted(undecided)))
    require(not decided, f"{DECIDED}: there is no {', '.join(decided)}")
    return found


def of_schema(schema):
    """The columns behind the type."""
    tagging = schema.get("tagging", {})
    path = tagging.get("tagProperty", "/properties/Tags").removeprefix("/properties/")
    node = schema.get("properties", {}).get(path.split("/")[0])
    # Old schemas have one flag beside the properties, or none: the property shows it then.
    if node is None or not tagging.get("taggable", schema.get("taggable", True)):
        require(not tagging.get("taggable"), f"{schema['typeName']} has no {path}")
        return NOT_TAGGABLE
    return "yes", path, "other" if "/" in path else form(schema, node), *times(tagging)


def times(tagging):
    """When tags are applied. The meta-schema says yes where a schema leaves it out, but not where it says nothing."""
    keys = ("tagOnCreate", "tagUpdatable", "cloudFormationSystemTags")
    return tuple("yes" if tagging.get(key, True) else "no" for key in keys) if tagging.get("taggable") else ("-",) * 3


def form(schema, node):
    node = resolved(schema, node)
    if node.get("type") == "array":
        item = resolved(schema, node["items"])
        needed = set(item.get("required", [])) - {"Key", "Value"}
        require({"Key", "Value"} <= item["properties"].keys(), f"the tags of {schema['typeName']} have no Key and Value")
        return ",".join(["list:Key,Value", *sorted(needed)])
    # Any object by which a schema means names with values: by a pattern, as JSON, or without a word about its content.
    return "other" if "properties" in node else "map"


def resolved(schema, node):
    """What a node refers to, and the first of several ways to write it."""
    while "$ref" in node or "oneOf" in node:
        if "oneOf" in node:
            node = node["oneOf"][0]
            continue
        start, *steps = node["$ref"].split("/")
        if start != "#":
            raise Refused(f"{schema['typeName']} refers to {node['$ref']}")
        node = schema
        for step in steps:
            node = node[step]
    return node


def cdk(packages):
    """The property and the form by type; a type that the CDK does not know is missing."""
    for_types = {}
    for entity in packages.json(CDK, DATABASE)["schema"]["resource"]["entities"]:
        tags = entity.get("tagInformation")
        known = (tags["tagPropertyName"], VARIANTS[tags["variant"]]) if tags else ("-", "-")
        for_types[entity["cloudFormationType"]] = known
    return for_types
