"""Compares what infrac reads of CloudFormation templates with what PyYAML and json read.

Usage: read_check.py DIRECTORY, which holds NAME.template, a text, beside NAME.read, the JSON of what was read of it.
"""

import json
import pathlib
import sys

import yaml


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.1 without timestamps, and with CloudFormation's short tags, as cfn-lint reads it."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:value")]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def mapping(loader, node, deep=True):
    loader.flatten_mapping(node)
    # Keys are texts as they are written.
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


def tagged(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = mapping(loader, node)
    return {suffix if suffix in ("Ref", "Condition") else "Fn::" + suffix: value}


Loader.add_constructor("tag:yaml.org,2002:map", mapping)
Loader.add_multi_constructor("!", tagged)

SECTIONS = [
    *("Metadata", "Parameters", "Rules", "Mappings", "Conditions", "Globals", "Resources", "Outputs", "Hooks"),
]


def read(text):
    if text.lstrip()[:1] == "{":
        return json.loads(text)
    return yaml.load(text, Loader)


def plain(value):
    """What a template makes no difference between, in one form."""
    if isinstance(value, dict):
        value = {key: plain(one) for key, one in value.items()}
        target = value.get("Fn::GetAtt")
        if list(value) == ["Fn::GetAtt"] and isinstance(target, str) and "." in target:
            return {"Fn::GetAtt": target.split(".", 1)}
        return value
    if isinstance(value, list):
        return [plain(one) for one in value]
    # Floats are printed alike by both sides, and whole numbers beyond 64 bits are floats here.
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        return float(value)
    return value


def template(document):
    """What infrac keeps of a document: the sections it knows, without those that are empty."""
    kept = {"AWSTemplateFormatVersion": "2010-09-09"}
    for key in ("Description", "Transform"):
        if document.get(key) is not None:
            kept[key] = document[key]
    for key in SECTIONS:
        if document.get(key):
            kept[key] = document[key]
    for name, resource in kept.get("Resources", {}).items():
        if not isinstance(resource, dict) or name.startswith("Fn::"):
            continue
        if resource.get("Properties") == {}:
            del resource["Properties"]
        # A type that is no text is an error, and gone.
        if not isinstance(resource.get("Type"), str):
            resource["Type"] = ""
    return plain(kept)


def difference(expected, found, path=""):
    if type(expected) is not type(found):
        return f"{path}: expected {expected!r:.200}, found {found!r:.200}"
    if isinstance(expected, dict):
        if set(expected) != set(found):
            return f"{path}: only one side has {sorted(set(expected) ^ set(found))}"
        pairs = [(key, expected[key], found[key]) for key in expected]
    elif isinstance(expected, list):
        if len(expected) != len(found):
            return f"{path}: expected {len(expected)} items, found {len(found)}"
        pairs = [(index, *pair) for index, pair in enumerate(zip(expected, found))]
    else:
        return None if expected == found else f"{path}: expected {expected!r:.200}, found {found!r:.200}"
    return next(filter(None, (difference(one, other, f"{path}/{key}") for key, one, other in pairs)), None)


def main(directory):
    failures = 0
    files = sorted(pathlib.Path(directory).glob("*.template"))
    for file in files:
        text = file.read_bytes().decode("utf-8-sig")
        found = json.loads(file.with_suffix(".read").read_bytes())
        try:
            expected = template(read(text))
        except Exception as error:
            # A text with mistakes: infrac must have said so.
            wrong = None if found is None else f"Python does not read it: {error}"
        else:
            wrong = f"expected a template, found errors" if found is None else difference(expected, found)
        if wrong:
            failures += 1
            print(f"{file.name}: {wrong}")
    print(f"{len(files)} templates read: {failures} differ")
    return failures > 0 or not files


if __name__ == "__main__":
    sys.setrecursionlimit(10_000)
    sys.exit(main(sys.argv[1]))
