"""One JSON schema of CloudFormation's dialect as lines of text.

A line is one node: tabs for its depth, its role, its name where the role has one, and facts, all separated by tabs.
`src/schema/parse.rs` reads it and lists what each role and fact means.
"""

import re

# Roles of sub-schemas that a keyword holds as a list or alone.
GROUPS = {"anyOf": "any", "oneOf": "one", "allOf": "all", "prefixItems": "at"}
SINGLE = {"not": "not", "if": "if", "then": "then", "else": "else", "contains": "has", "propertyNames": "named"}
BOUNDS = [
    ("len", "minLength", "maxLength"),
    ("range", "minimum", "maximum"),
    ("above", "exclusiveMinimum", None),
    ("below", None, "exclusiveMaximum"),
    ("items", "minItems", "maxItems"),
    ("keys", "minProperties", "maxProperties"),
]
# Formats that say nothing a checker could use.
MUTE_FORMATS = {"string", "int64", "double", "password", "timestamp"}
# What the vendor's schemas hold for people, or for services that are not CloudFormation's checker.
IGNORED = {
    "description", "title", "$comment", "examples", "typeName", "definitions", "markdownDescription", "arrayType",
    "maxUniqueItems", "$id", "$schema", "type", "properties", "required",
}  # fmt: skip
LISTS = {"createOnlyProperties": "create", "readOnlyProperties": "read", "writeOnlyProperties": "write",
         "deprecatedProperties": "deprecated", "conditionalCreateOnlyProperties": "maybe-create"}  # fmt: skip


class Unknown(Exception):
    """A keyword that this program was not written for."""


def number(value):
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def scalar(value):
    """A value of an enumeration as text; CloudFormation takes `true` and `"true"` alike."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else number(value)


def pattern(text):
    """A pattern in one line, as ECMAScript has it."""
    text = re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", text)
    return re.sub(r"\\Z$", "$", re.sub(r"^\\A", "^", text))


def pointer_name(reference):
    """The name of what a reference points to."""
    return reference.removeprefix("#/definitions/") if reference.count("/") == 2 else reference.removeprefix("#")


class Tree:
    """The lines of one schema."""

    def __init__(self, schema):
        self.schema = schema
        self.lines = []
        self.wanted = []

    def resolve(self, reference):
        node = self.schema
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
        return node

    def reference(self, reference):
        """Notes that a definition is used; what it is called."""
        if reference not in self.wanted:
            self.wanted.append(reference)
        return pointer_name(reference)

    def line(self, depth, *parts):
        for part in parts:
            if "\t" in part or "\n" in part or "\r" in part:
                raise Unknown(f"{self.schema['typeName']}: a line end or tab in {part!r}")
        self.lines.append("\t" * depth + "\t".join(parts))

    def node(self, depth, head, schema, extra=()):
        """Writes a node and what it holds."""
        if schema is True or schema is False:
            self.line(depth, *head, *([] if schema else ["never"]), *extra)
            return
        self.check_keywords(schema)
        schema = simplified(schema)
        self.line(depth, *head, *self.facts(schema), *extra)
        self.properties(depth + 1, schema)
        self.parts(depth + 1, schema)

    def properties(self, depth, schema, marks=None):
        required = schema.get("required", [])
        for name, value in sorted(schema.get("properties", {}).items()):
            role = "R" if name in required else "P"
            self.node(depth, (role, name), value, tuple((marks or {}).get(name, ())))

    def facts(self, schema):
        if "$ref" in schema:
            yield "@" + self.reference(schema["$ref"])
        types = schema.get("type", [])
        yield from [types] if isinstance(types, str) else types
        if schema.get("additionalProperties") is True:
            yield "open"
        elif schema.get("additionalProperties") is False and not schema.get("properties"):
            yield "closed"
        elif schema.get("properties") and "additionalProperties" not in schema and "patternProperties" not in schema:
            yield "open"
        yield from kinds(schema)
        yield from self.relation(schema)
        yield from limits(schema)
        yield from sets(schema)

    def relation(self, schema):
        relations = [schema["relationshipRef"]] if "relationshipRef" in schema else []
        for relation in relations + schema.get("relations", []):
            path = relation["propertyPath"].removeprefix("/properties/").replace("/", ".")
            yield f"rel {relation['typeName']}.{path}"

    def parts(self, depth, schema):
        items = schema.get("items")
        if isinstance(items, dict) and items:
            self.node(depth, ("I",), items)
        additional = schema.get("additionalProperties")
        if isinstance(additional, dict) and additional:
            self.node(depth, ("V",), additional)
        for text, value in sorted(schema.get("patternProperties", {}).items()):
            self.node(depth, ("M", pattern(text)), value)
        for keyword, role in GROUPS.items():
            for value in schema.get(keyword, []):
                self.node(depth, (role,), value)
        for keyword, role in SINGLE.items():
            if keyword in schema:
                self.node(depth, (role,), schema[keyword])
        for name, value in sorted(schema.get("dependencies", {}).items()):
            if isinstance(value, dict):
                self.node(depth, ("dep", name), value)

    def check_keywords(self, schema):
        known = IGNORED | set(GROUPS) | set(SINGLE) | {name for bound in BOUNDS for name in bound[1:] if name} | {
            "$ref", "additionalProperties", "format", "relationshipRef", "items", "patternProperties", "dependencies",
            "enum", "enumCaseInsensitive", "const", "pattern", "default", "multipleOf", "uniqueItems", "uniqueKeys",
            "dependentRequired", "dependentExcluded", "requiredXor", "requiredOr", "relations", "insertionOrder",
        }  # fmt: skip
        for keyword in schema:
            if keyword not in known:
                raise Unknown(f"{self.schema['typeName']}: the keyword {keyword}")


def simplified(schema):
    """Without the layers that mean nothing: `allOf` of one, and alternatives that are only formats."""
    schema = {key: value for key, value in schema.items() if value != {}}
    parts = [part for part in schema.get("allOf", []) if set(part) - {"default", "description"}]
    if "allOf" in schema and len(parts) == 1 and "$ref" in parts[0] and "$ref" not in schema:
        schema = {key: value for key, value in schema.items() if key != "allOf"} | parts[0]
    alternatives = schema.get("anyOf", [])
    if alternatives and all(set(one) <= {"format"} or set(one) <= {"relationshipRef"} for one in alternatives):
        rest = {key: value for key, value in schema.items() if key != "anyOf"}
        rest["kinds"] = [one["format"] for one in alternatives if "format" in one]
        rest["relations"] = schema.get("relations", []) + [one["relationshipRef"] for one in alternatives if "relationshipRef" in one]
        schema = rest
    return schema


def kinds(schema):
    formats = [schema["format"]] if "format" in schema else []
    for name in formats + schema.get("kinds", []):
        if "::" in name:
            yield f"kind {name}"
        elif name not in MUTE_FORMATS and not name.startswith("("):
            yield f"form {name}"


def limits(schema):
    for name, low, high in BOUNDS:
        least, most = schema.get(low), schema.get(high)
        if least is None and most is None or (name in ("len", "items", "keys") and not least and most is None):
            continue
        if None in (low, high):
            yield f"{name} {number(most if least is None else least)}"
        else:
            yield f"{name} {'' if least is None else number(least)}..{'' if most is None else number(most)}"
    if "multipleOf" in schema:
        yield f"step {number(schema['multipleOf'])}"
    if "enumCaseInsensitive" in schema:
        yield "nocase"
    values = schema.get("enum", schema.get("enumCaseInsensitive", [schema["const"]] if "const" in schema else []))
    yield from ("=" + text for text in dict.fromkeys(scalar(value) for value in values))
    if "pattern" in schema:
        yield "~" + pattern(schema["pattern"])
    if isinstance(schema.get("default"), (bool, int, float, str)) and "\n" not in str(schema["default"]):
        yield "default " + scalar(schema["default"])


def sets(schema):
    """What must or must not be there together."""
    if schema.get("insertionOrder") is False:
        yield "unordered"
    if schema.get("uniqueItems") is True:
        yield "unique"
    if "uniqueKeys" in schema:
        yield "unique " + " ".join(schema["uniqueKeys"])
    absent = [name for name in schema.get("required", []) if name not in schema.get("properties", {})]
    if absent:
        yield "need " + " ".join(absent)
    for keyword in ("dependentRequired", "dependencies"):
        for name, others in sorted(schema.get(keyword, {}).items()):
            if isinstance(others, list):
                yield f"needs {name} " + " ".join(others)
    for name, others in sorted(schema.get("dependentExcluded", {}).items()):
        yield f"bars {name} " + " ".join(others)
    if "requiredXor" in schema:
        yield "xor " + " ".join(schema["requiredXor"])
    if "requiredOr" in schema:
        yield "or " + " ".join(schema["requiredOr"])
