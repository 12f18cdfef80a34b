"""The templates to look at: those of the examples, and of the example of every word."""

import json
import pathlib
import subprocess


def build(infrac, root, out):
    """Builds all of them into a folder: their files by name, such as `bucket` and `examples/upload.infra`, and what does
    not build."""
    built, broken = {}, []
    for example in sorted([*root.glob("examples/*.infra"), *root.glob("examples/*/main.infra")]):
        name = example.relative_to(root).as_posix()
        targets = [out / f"{name.replace('/', '-')}.{form}" for form in ("json", "yaml")]
        if all([is_built(infrac, example, target) for target in targets]):
            built[name] = targets[-1]
        else:
            broken.append(name)
    listed = json.loads(call(infrac, "explain", "words", "--format", "json"))
    for word in (word["name"] for group in listed["groups"] for word in group["words"]):
        page = json.loads(call(infrac, "explain", word, "--format", "json"))
        folder = out / "words" / word
        folder.mkdir(parents=True)
        for path, text in [(f"{word}.infra", page["example"]), *page.get("files", [])]:
            write(folder / path, text)
        target = out / f"word-{word}.yaml"
        if is_built(infrac, folder / f"{word}.infra", target):
            built[word] = target
        else:
            broken.append(word)
    return built, broken


def is_built(infrac, source, target):
    done = subprocess.run([infrac, "build", source, "--format", target.suffix[1:], "-o", target], check=False)
    return done.returncode == 0


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")


def call(*arguments):
    """What a program prints; its messages go to where this one's go."""
    return subprocess.run([str(one) for one in arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def types(template):
    """The type of each resource of a template, read without knowing CloudFormation's short tags."""
    found, section, resource = {}, "", ""
    for line in pathlib.Path(template).read_text(encoding="utf-8").splitlines():
        indent = len(line) - len(line.lstrip())
        if not line:
            continue
        if indent == 0:
            section = line
        elif section == "Resources:" and indent == 2:
            resource = line.strip().rstrip(":")
        elif section == "Resources:" and indent == 4 and line.startswith("    Type: "):
            found[resource] = line.split(": ", 1)[1].strip('"')
    return found
