"""Reads DIRECTORY/*.json and the .yaml beside each, and fails where they are not the same value.

Readers: PyYAML (YAML 1.1), its C loader where there is one, and ruamel.yaml (YAML 1.2) where it is installed.
"""

import json
import pathlib
import sys

import yaml

try:
    import ruamel.yaml as ruamel
except ImportError:
    ruamel = None


def short_tag(module):
    """A constructor of `!Name` for the loaders of a module."""

    def construct(loader, name, node):
        if isinstance(node, module.ScalarNode):
            value = loader.construct_scalar(node)
        elif isinstance(node, module.SequenceNode):
            value = loader.construct_sequence(node, deep=True)
        else:
            value = loader.construct_mapping(node, deep=True)
        if name == "GetAtt" and isinstance(value, str):
            value = value.split(".", 1)
        return {"Ref" if name == "Ref" else "Fn::" + name: value}

    return construct


def pyyaml(base):
    loader = type("Loader", (base,), {})
    loader.add_multi_constructor("!", short_tag(yaml))
    return lambda text: yaml.load(text, loader)


def ruamel_1_2(text):
    reader = ruamel.YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    reader.constructor.add_multi_constructor("!", short_tag(ruamel))
    return reader.load(text)


def difference(expected, found, path="template"):
    """Where two values differ, in kind, order or content; None where they do not."""
    if type(expected) is not type(found):
        return f"{path}: expected {expected!r}, found {found!r}"
    if isinstance(expected, dict):
        if list(expected) != list(found):
            return f"{path}: expected keys {list(expected)!r}, found {list(found)!r}"
        pairs = ((key, expected[key], found[key]) for key in expected)
    elif isinstance(expected, list):
        if len(expected) != len(found):
            return f"{path}: expected {len(expected)} items, found {len(found)}"
        pairs = ((index, *pair) for index, pair in enumerate(zip(expected, found)))
    else:
        return None if expected == found else f"{path}: expected {expected!r}, found {found!r}"
    differences = (difference(one, other, f"{path}[{key!r}]") for key, one, other in pairs)
    return next(filter(None, differences), None)


def readers():
    found = {"PyYAML": pyyaml(yaml.SafeLoader)}
    if yaml.__with_libyaml__:
        found["libyaml"] = pyyaml(yaml.CSafeLoader)
    if ruamel:
        found["ruamel.yaml 1.2"] = ruamel_1_2
    return found


def main(directory):
    files = sorted(pathlib.Path(directory).glob("*.json"))
    failures = 0
    for name, read in readers().items():
        for file in files:
            expected = json.loads(file.read_bytes())
            try:
                wrong = difference(expected, read(file.with_suffix(".yaml").read_bytes().decode()))
            except Exception as error:
                wrong = f"not readable: {error}"
            if wrong:
                failures += 1
                print(f"{name}: {file.name}: {wrong}")
    print(f"{len(files)} templates read by {', '.join(readers())}: {failures} differ")
    return failures > 0 or not files


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
