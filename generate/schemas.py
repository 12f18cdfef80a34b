"""Every resource type of CloudFormation: `src/schema/data/types.txt`.

From the schemas that cfn-lint publishes and the rules of its own that `schema_rules.txt` lists, with what
@aws-cdk/aws-service-spec knows of `Ref` and attributes, and with the corrections in `schema_patches.json`. The vendors' files are read as data; nothing in them is imported or run.
"""

import ast
from pathlib import Path

from output import File
from packages import OWN, hand_made
from schema_tree import LISTS, Tree, pointer_name

SCHEMAS = "cfnlint/data/schemas/"
ATTRIBUTES = "cfnlint/schema/_getatts.py"
STATEFUL = "cfnlint/data/AdditionalSpecs/StatefulResources.json"
CDK = "@aws-cdk/aws-service-spec"
DATABASE = "db.json.gz"
PATCHES = "generate/schema_patches.json"
PACKAGED = "generate/packaged_paths.txt"
EXTENSIONS = SCHEMAS + "extensions/"
RULES = "generate/schema_rules.txt"
SERVERLESS = "AWS::Serverless::"


class Vendors:
    """What the packages hold, in one place."""

    def __init__(self, packages):
        self.schemas = {}
        for path in packages.list("cfn-lint", SCHEMAS + "resources/", "*.json"):
            schema = packages.json("cfn-lint", path)
            self.schemas[schema["typeName"]] = schema
        providers = {}
        for path in packages.list("cfn-lint", SCHEMAS + "providers/", "*.json"):
            providers[Path(path).stem] = set(packages.json("cfn-lint", path))
        # Where cfn-lint has no list of a region's own, it copies that of us-east-1: such a region is unknown.
        copied = {name for name, types in providers.items() if types == providers["us-east-1"]} - {"us-east-1"}
        self.regions = {name: providers[name] for name in sorted(providers.keys() - copied - {"sam"})}
        self.stateful = set(packages.json("cfn-lint", STATEFUL)["ResourceTypes"])
        self.getatts = constants(packages.read("cfn-lint", ATTRIBUTES))
        self.packaged = hand_made(packages, PACKAGED)
        self.cdk = cdk_types(packages.json(CDK, DATABASE)["schema"])


def cdk_types(database):
    """The CDK's resources by type, each with the definitions that it uses by name."""
    definitions = {entity["$id"]: entity for entity in database["typeDefinition"]["entities"]}
    types = {}
    for entity in database["resource"]["entities"]:
        used = database["usesType"]["forward"].get(entity["$id"], [])
        entity["definitions"] = {definitions[one["$id"]]["name"]: definitions[one["$id"]] for one in used}
        types[entity["cloudFormationType"]] = entity
    return types


def related(schema, cdk):
    """Adds what the CDK knows of which resource a property refers to, where the schema itself does not say."""
    places = [(schema, cdk)] + [(schema.get("definitions", {}).get(name, {}), one) for name, one in cdk["definitions"].items()]
    for place, known in places:
        for name, value in known["properties"].items():
            relations = value.get("relationshipRefs")
            node = place.get("properties", {}).get(name)
            if relations and node and "$ref" not in node:
                node = node["items"] if node.get("type") == "array" and isinstance(node.get("items"), dict) else node
                if not {"format", "anyOf", "relationshipRef", "$ref"} & set(node):
                    node["relations"] = [
                        {"typeName": one["cloudFormationType"], "propertyPath": one["propertyName"]} for one in relations
                    ]


def replaced(schema, cdk):
    """Adds what the documentation says to need a new resource where the schema says nothing: the two disagree, so that it may.

    SAM's types are left out, whose changes are those of what they become; and tags, which the schemas know better.
    """
    lists = ("createOnlyProperties", "conditionalCreateOnlyProperties", "readOnlyProperties")
    known = {plain(pointer).split(".")[0] for name in lists for pointer in schema.get(name, [])}
    for name, value in dict(cdk["properties"]).items():
        if value.get("causesReplacement") in ("yes", "maybe") and name in schema["properties"] and name not in known | {"Tags"}:
            schema.setdefault("conditionalCreateOnlyProperties", []).append(f"/properties/{name}")


def constants(source):
    """The tables at the top of a Python file, without running it."""
    tables = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign):
            try:
                tables[node.targets[0].id] = ast.literal_eval(node.value)
            except ValueError:
                continue
    return tables


def patched(schemas, patches):
    """Applies the corrections: each names a type, a pointer, the value to set (or `remove`), and its reason."""
    for patch in patches:
        for name in patch["types"]:
            if name not in schemas:
                raise KeyError(f"schema_patches.json: {name} is not a type")
            apply(schemas[name], patch)
    return schemas


def apply(node, patch):
    *path, last = patch["path"].removeprefix("/").split("/")
    for part in path:
        node = node[part]
    if patch.get("remove"):
        del node[last]
    else:
        node[last] = patch["value"]


def ruled(schemas, rules):
    """Adds each rule to what must hold where its path leads: `/` is the type, `*` the items of a list."""
    for rule, name, path in rules:
        node = schemas[name]
        for part in filter(None, path.split("/")):
            node = node["items"] if part == "*" else node["properties"][part]
            while "$ref" in node:
                node = resolved(schemas[name], node["$ref"])
        # Two ways may lead to one place.
        if rule not in node.setdefault("allOf", []):
            node["allOf"].append(rule)


def resolved(schema, reference):
    for part in reference.removeprefix("#/").split("/"):
        schema = schema[part]
    return schema


def plain(pointer):
    """`/properties/A/items/B` as people write a property: `A.B`."""
    parts = pointer.removeprefix("/properties/").split("/")
    return ".".join(part for part in parts if part not in ("items", "*", "properties"))


class Type:
    """The lines of one type."""

    def __init__(self, name, vendors):
        self.name = name
        self.schema = vendors.schemas[name]
        self.cdk = vendors.cdk.get(name, {})
        self.vendors = vendors
        self.tree = Tree(self.schema)

    def lines(self):
        tree = self.tree
        tree.line(0, "T", self.name, *self.facts())
        self.attributes()
        marks = {path: ["packaged"] for name, path in self.vendors.packaged if name == self.name}
        for keyword, mark in LISTS.items():
            for path in sorted({plain(one) for one in self.schema.get(keyword, [])}):
                if "." in path:
                    tree.line(1, "L", mark, path)
                else:
                    marks.setdefault(path, []).append(mark)
        tree.check_keywords({key: value for key, value in self.schema.items() if key not in TYPE_LEVEL})
        root = list(tree.facts({key: value for key, value in self.schema.items() if key != "$ref"}))
        root = [fact for fact in root if fact not in ("object", "open")]
        if root:
            tree.line(1, "E", *root)
        tree.properties(1, self.schema, marks)
        tree.parts(1, self.schema)
        self.definitions()
        return tree.lines

    def definitions(self):
        done = 0
        while done < len(self.tree.wanted):
            reference = self.tree.wanted[done]
            self.tree.node(1, ("D", pointer_name(reference)), self.tree.resolve(reference))
            done += 1

    def facts(self):
        yield "ref " + " ".join(self.ref())
        if self.name in self.vendors.stateful or self.cdk.get("isStateful"):
            yield "stateful"
        if self.schema.get("replacementStrategy") == "delete_then_create":
            yield "delete-first"
        if "update" not in self.schema.get("handlers", {"update": {}}):
            yield "immutable"
        lifecycle = self.schema.get("lifecycle")
        if lifecycle and lifecycle["status"] in ("sunset", "shutdown"):
            yield f"{lifecycle['status']} {lifecycle.get('date', '')}".strip()
        regions = [self.name in types for types in self.vendors.regions.values()]
        if not all(regions) and not self.name.startswith(SERVERLESS):
            yield "in " + format(int("".join("01"[one] for one in regions), 2), "x")

    def ref(self):
        """What `Ref` gives: the CDK's knowledge goes before the primary identifier, which is often another thing."""
        known = self.cdk.get("cfnRefIdentifier")
        return known if known else [plain(one) for one in self.schema.get("primaryIdentifier", [])]

    def attributes(self):
        found = {}
        for pointer in self.schema.get("readOnlyProperties", []):
            found[plain(pointer)] = self.find(plain(pointer))
        for name in self.vendors.getatts["_exceptions"].get(self.name, []):
            found[name] = self.find(name)
        if self.name in self.vendors.getatts["_all_property_types"]:
            for name, value in self.schema["properties"].items():
                self.every(name, value, found)
        for name, attribute in self.cdk.get("attributes", {}).items():
            found.setdefault(name, self.find(name) or cdk_type(attribute["type"]))
        for name, schema in sorted(found.items()):
            self.tree.node(1, ("A", name), surface(schema or {}))

    def deref(self, schema):
        while isinstance(schema, dict) and "$ref" in schema:
            schema = self.tree.resolve(schema["$ref"])
        return schema

    def find(self, path):
        node = self.schema
        for part in path.split("."):
            node = self.deref(node)
            while "items" in node:
                node = self.deref(node["items"])
            node = node.get("properties", {}).get(part)
            if node is None:
                return None
        return self.deref(node)

    def every(self, name, schema, found):
        """The scalar properties of the types whose every property is an attribute."""
        schema = self.deref(schema)
        if schema.get("type") == "object":
            for inner, value in schema.get("properties", {}).items():
                if name.count(".") < 6:
                    self.every(f"{name}.{inner}", value, found)
        elif schema.get("type") != "array" or self.deref(schema.get("items", {})).get("type") not in ("object", "array"):
            found[name] = schema


TYPE_LEVEL = {
    "handlers", "tagging", "sourceUrl", "additionalIdentifiers", "primaryIdentifier", "propertyTransform", "lifecycle",
    "replacementStrategy", "taggable", "documentationUrl", "resourceLink", "typeConfiguration", *LISTS,
}  # fmt: skip


def surface(schema):
    """What matters of an attribute: its type, what it is, and the same of its items."""
    kept = {key: schema[key] for key in ("type", "format", "anyOf", "relationshipRef") if key in schema}
    if any(set(one) - {"format", "relationshipRef"} for one in kept.get("anyOf", [])):
        del kept["anyOf"]
    items = schema.get("items")
    if isinstance(items, dict) and "$ref" not in items:
        kept["items"] = surface(items)
    return kept


def cdk_type(described):
    """A type of the CDK's database as JSON schema."""
    simple = {"string", "integer", "number", "boolean"}
    if described["type"] in simple:
        return {"type": described["type"]}
    if described["type"] == "array":
        return {"type": "array", "items": cdk_type(described["element"])}
    return {"type": "object"} if described["type"] in ("map", "json", "ref") else {}


def outputs(packages):
    """The one file, and what it was made from."""
    vendors = Vendors(packages)
    ruled(vendors.schemas, rules(packages))
    patched(vendors.schemas, packages.json(OWN, PATCHES))
    for name, cdk in vendors.cdk.items():
        if name in vendors.schemas:
            related(vendors.schemas[name], cdk)
            if not name.startswith("AWS::Serverless::"):
                replaced(vendors.schemas[name], cdk)
    lines = ["# resource types of CloudFormation; made by generate", "regions " + " ".join(vendors.regions)]
    for name in sorted(vendors.schemas):
        lines.extend(Type(name, vendors).lines())
    return [File("schema/data/types.txt", "\n".join([*lines, ""]).encode(), sources(packages))]


def rules(packages):
    """The rules with the types and paths that they belong to."""
    rows = hand_made(packages, RULES)
    return [(packages.json("cfn-lint", f"{EXTENSIONS}{file}.json"), name, path) for file, name, path in rows]


def sources(packages):
    folders = [SCHEMAS + "providers/", SCHEMAS + "resources/"]
    schemas = [file for folder in folders for file in packages.list("cfn-lint", folder, "*.json")]
    extensions = sorted({f"{EXTENSIONS}{row[0]}.json" for row in hand_made(packages, RULES)})
    vendor = [STATEFUL, *extensions, *schemas, ATTRIBUTES]
    return [("cfn-lint", vendor), (CDK, [DATABASE]), (OWN, [PACKAGED, PATCHES, RULES])]
