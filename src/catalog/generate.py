#!/usr/bin/env python3
"""Makes the catalogues in src/catalog/data from published Python packages.

    python3 -m venv .venv
    .venv/bin/pip install moto==5.2.5 cfn-lint==1.58.0 botocore==1.43.106
    .venv/bin/python src/catalog/generate.py            # write the files
    .venv/bin/python src/catalog/generate.py --check    # compare only, exit 1 on a difference

The packages are read as data, nothing in them is imported or run. Other versions are refused, so that the
same checkout always gives the same bytes. Every catalogue is tab separated UTF-8 with LF line ends, one
header line that starts with `#`, then rows sorted by bytes: the compiler searches them in place.
To move to a newer package, change PINNED, run, and read the difference.
"""

import argparse
import ast
import gzip
import hashlib
import json
import re
import sys
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE / "data"

PINNED = {"moto": "5.2.5", "cfn-lint": "1.58.0", "botocore": "1.43.106"}
LICENCES = {"moto": "Apache-2.0", "cfn-lint": "MIT-0", "botocore": "Apache-2.0"}
OWN = "this repository"

POLICIES = "moto/iam/aws_managed_policies.py"
INSTANCE_TYPES = "moto/ec2/resources/instance_types.json.gz"
AMAZON_LINUX = "moto/ssm/resources/ami-amazon-linux-latest/"
ECS_IMAGES = "moto/ssm/resources/ecs/optimized_amis/"
LAMBDA_PRINCIPALS = "cfnlint/data/schemas/extensions/aws_lambda_permission/permission_principal.json"
PARTITIONS = "botocore/data/partitions.json"
INSTANCE_NAMES = "cfnlint/data/schemas/extensions/aws_ec2_instance/instancetype_enum.json"
COMMON = "common_principals.txt"
VENDOR_IMAGES = "vendor_images.txt"

PRINCIPAL = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com")
IMAGE_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[0-9]+)?")
SERVICE_ROLE = re.compile(r"role/aws-service-role/([^/*]+)")

# Condition keys of the managed policies that name a service principal, and what each one shows.
EVIDENCE = {
    "iam:passedtoservice": "pass-role",
    "iam:awsservicename": "service-linked",
    "organizations:serviceprincipal": "trusted-access",
}

# Image names as people write them, with the published parameter they stand for; {arch} is x86_64 or arm64.
LATEST = "/aws/service/ami-amazon-linux-latest/"
AMAZON_LINUX_NAMES = {
    "amazon-linux-2": LATEST + "amzn2-ami-hvm-{arch}-gp2",
    "amazon-linux-2-kernel-5.10": LATEST + "amzn2-ami-kernel-5.10-hvm-{arch}-gp2",
    "amazon-linux-2-minimal": LATEST + "amzn2-ami-minimal-hvm-{arch}-ebs",
    "amazon-linux-2023": LATEST + "al2023-ami-kernel-default-{arch}",
    "amazon-linux-2023-kernel-6.1": LATEST + "al2023-ami-kernel-6.1-{arch}",
    "amazon-linux-2023-kernel-6.12": LATEST + "al2023-ami-kernel-6.12-{arch}",
    "amazon-linux-2023-minimal": LATEST + "al2023-ami-minimal-kernel-default-{arch}",
}
ECS = "/aws/service/ecs/optimized-ami/"
ECS_NAMES = {
    ("ecs-amazon-linux-2", "arm64"): ECS + "amazon-linux-2/arm64/recommended/image_id",
    ("ecs-amazon-linux-2", "x86_64"): ECS + "amazon-linux-2/recommended/image_id",
    ("ecs-amazon-linux-2-gpu", "x86_64"): ECS + "amazon-linux-2/gpu/recommended/image_id",
    ("ecs-amazon-linux-2-inf", "x86_64"): ECS + "amazon-linux-2/inf/recommended/image_id",
    ("ecs-amazon-linux-2-kernel-5.10", "arm64"): ECS + "amazon-linux-2/kernel-5.10/arm64/recommended/image_id",
    ("ecs-amazon-linux-2-kernel-5.10", "x86_64"): ECS + "amazon-linux-2/kernel-5.10/recommended/image_id",
    ("ecs-amazon-linux-2023", "arm64"): ECS + "amazon-linux-2023/arm64/recommended/image_id",
    ("ecs-amazon-linux-2023", "x86_64"): ECS + "amazon-linux-2023/recommended/image_id",
    ("ecs-amazon-linux-2023-gpu", "x86_64"): ECS + "amazon-linux-2023/gpu/recommended/image_id",
    ("ecs-amazon-linux-2023-neuron", "x86_64"): ECS + "amazon-linux-2023/neuron/recommended/image_id",
}


class Refused(Exception):
    """The input is not what this program was written for."""


def require(condition, message):
    if not condition:
        raise Refused(message)


# Reading


class Packages:
    """The pinned packages of the running environment, as files."""

    def __init__(self):
        self.found = {}
        for name, wanted in PINNED.items():
            try:
                distribution = metadata.distribution(name)
            except metadata.PackageNotFoundError as error:
                raise Refused(f"{name} is not installed; install {name}=={wanted}") from error
            require(distribution.version == wanted, f"{name} is {distribution.version}; install {name}=={wanted}")
            self.found[name] = distribution

    def path(self, package, file):
        return Path(self.found[package].locate_file(file))

    def read(self, package, file):
        content = self.path(package, file).read_bytes()
        return gzip.decompress(content) if file.endswith(".gz") else content

    def json(self, package, file):
        return json.loads(self.read(package, file), object_pairs_hook=without_duplicates)

    def list(self, package, folder):
        return sorted(folder + path.name for path in self.path(package, folder).glob("*.json.gz"))


def without_duplicates(pairs):
    names = [name for name, _ in pairs]
    require(len(names) == len(set(names)), f"a JSON object has a key twice: {names[:5]}")
    return dict(pairs)


def hand_made(file):
    """The rows of a checked-in list: tab separated, `#` starts a comment line."""
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    require(rows == sorted(rows), f"{file} is not sorted")
    return rows


def managed_policies(packages):
    tree = ast.parse(packages.read("moto", POLICIES))
    for node in tree.body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "aws_managed_policies_data":
            return json.loads(ast.literal_eval(node.value), object_pairs_hook=without_duplicates)
    raise Refused(f"{POLICIES} does not set aws_managed_policies_data")


# Making rows


def policy_path(name, policy):
    path = policy["Path"]
    require(path.startswith("/") and path.endswith("/"), f"{name} has the path {path}")
    return path[1:] + name


def policy_rows(policies):
    return [(name, policy_path(name, policy)) for name, policy in policies.items()]


def document_rows(policies):
    for name, policy in policies.items():
        text = json.dumps(policy["Document"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        yield policy_path(name, policy), text


def strings(value):
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def policy_principals(value):
    """Pairs of principal and evidence in a policy document."""
    if isinstance(value, list):
        for item in value:
            yield from policy_principals(item)
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        if key.lower() in EVIDENCE:
            yield from ((text, EVIDENCE[key.lower()]) for text in strings(item))
        elif key == "Resource":
            yield from ((name, "service-linked") for text in strings(item) for name in SERVICE_ROLE.findall(text))
        else:
            yield from policy_principals(item)


def lambda_principals(packages):
    """The principals that invoke a function, from the patterns cfn-lint checks them with."""
    for text in strings(packages.json("cfn-lint", LAMBDA_PRINCIPALS)):
        name = text.removeprefix("^").removesuffix("$").replace("\\.", ".")
        if text.startswith("^"):
            # The pattern for CloudWatch Logs allows an optional region in the middle.
            yield re.sub(r"\(.*\)\?", "", name), "lambda-permission"


def region_test(packages):
    """Whether a label is a region, or ends in one partition's mark, so that its principal is a regional variant."""
    partitions = packages.json("botocore", PARTITIONS)["partitions"]
    patterns = [re.compile(partition["regionRegex"]) for partition in partitions]
    names = {name for partition in partitions for name in partition["regions"]}
    return lambda label: label in names or label.endswith("-us-gov") or any(p.fullmatch(label) for p in patterns)


def common_principals():
    for short, page in hand_made(COMMON):
        require(page.startswith("https://docs.aws.amazon.com/"), f"{COMMON}: {short} has no page")
        principal = short + ".amazonaws.com"
        require(PRINCIPAL.fullmatch(principal), f"{COMMON}: {short}")
        yield principal, "hand-made"


def principal_rows(packages, policies):
    is_regional = region_test(packages)
    pairs = list(common_principals()) + list(lambda_principals(packages))
    for policy in policies.values():
        pairs += policy_principals(policy["Document"])
    evidence = {}
    for principal, kind in pairs:
        # A pattern with a wildcard and a principal of another partition are not names people write.
        if PRINCIPAL.fullmatch(principal) and not any(map(is_regional, principal.split("."))):
            evidence.setdefault(principal, set()).add(kind)
    for principal, kinds in evidence.items():
        common = "yes" if "hand-made" in kinds else "no"
        yield principal.removesuffix(".amazonaws.com"), principal, common, ",".join(sorted(kinds))


def instance_rows(packages):
    for name, entry in packages.json("moto", INSTANCE_TYPES).items():
        hypervisor = "none" if entry["BareMetal"] else entry["Hypervisor"]
        optimized = entry["EbsInfo"]["EbsOptimizedSupport"]
        architectures = sorted(entry["ProcessorInfo"]["SupportedArchitectures"])
        require(hypervisor in ("nitro", "xen", "none"), f"{name} has the hypervisor {hypervisor}")
        require(optimized in ("default", "supported", "unsupported"), f"{name} is EBS-optimised {optimized}")
        cpus, memory = entry["VCpuInfo"]["DefaultVCpus"], entry["MemoryInfo"]["SizeInMiB"]
        yield name, ",".join(architectures), str(cpus), str(memory), optimized, hypervisor


def nameable_rows(packages, described):
    """Types that may be named but that are not described: nothing is known about them, and nothing guessed."""
    named = {text for text in enumerated(packages.json("cfn-lint", INSTANCE_NAMES))}
    require(len(named) > 1000, f"{INSTANCE_NAMES} has {len(named)} names")
    yield from ((name, "-", "-", "-", "-", "-") for name in named - described)


def enumerated(value):
    """Every string under an `enum` in a JSON schema."""
    if isinstance(value, list):
        for item in value:
            yield from enumerated(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from item if key == "enum" else enumerated(item)


def region_rows(packages):
    for partition in packages.json("botocore", PARTITIONS)["partitions"]:
        for name, region in partition["regions"].items():
            # A partition's pseudo region stands for its global services.
            if not name.endswith("-global"):
                yield name, partition["id"], region["description"]


def tree_paths(tree, prefix=""):
    """The parameter paths in moto's nested form: a node with a Value is a parameter."""
    for name, node in tree.items():
        if isinstance(node, dict):
            if "Value" in node:
                yield f"{prefix}/{name}"
            yield from tree_paths(node, f"{prefix}/{name}")


def published_paths(packages):
    """The parameter paths that every region moto knows has."""
    linux = [packages.json("moto", file) for file in packages.list("moto", AMAZON_LINUX)]
    ecs = [packages.json("moto", file) for file in packages.list("moto", ECS_IMAGES)]
    flat = set.intersection(*({parameter["Name"] for parameter in region} for region in linux))
    return flat | set.intersection(*(set(tree_paths(region)) for region in ecs))


def image_rows(packages):
    names = dict(ECS_NAMES)
    for name, template in AMAZON_LINUX_NAMES.items():
        names |= {(name, arch): template.format(arch=arch) for arch in ("arm64", "x86_64")}
    published = published_paths(packages)
    for (name, arch), path in names.items():
        require(path in published, f"{path} is not published in every region")
        require(IMAGE_NAME.fullmatch(name), f"{name} cannot be written as a bare name")
        yield name, arch, path, "moto"
    for name, arch, path, page in hand_made(VENDOR_IMAGES):
        require(IMAGE_NAME.fullmatch(name) and arch in ("arm64", "x86_64"), f"{VENDOR_IMAGES}: {name} {arch}")
        yield name, arch, path, page


# Writing


def catalogues(packages):
    """Every file: its name, its columns, its rows and the (package, files) it was made from."""
    policies = managed_policies(packages)
    images = packages.list("moto", AMAZON_LINUX) + packages.list("moto", ECS_IMAGES)
    yield "managed_policies.tsv", "name, path", policy_rows(policies), [("moto", [POLICIES])]
    yield "managed_policy_documents.tsv", "path, document", document_rows(policies), [("moto", [POLICIES])]
    yield (
        "service_principals.tsv",
        "short name, principal, common, evidence",
        principal_rows(packages, policies),
        [("moto", [POLICIES]), ("cfn-lint", [LAMBDA_PRINCIPALS]), ("botocore", [PARTITIONS]), (OWN, [COMMON])],
    )
    yield (
        "instance_types.tsv",
        "type, architectures, default vCPUs, memory in MiB, EBS-optimised, hypervisor",
        (described := list(instance_rows(packages))) + list(nameable_rows(packages, {row[0] for row in described})),
        [("moto", [INSTANCE_TYPES]), ("cfn-lint", [INSTANCE_NAMES])],
    )
    yield "regions.tsv", "region, partition, description", region_rows(packages), [("botocore", [PARTITIONS])]
    yield (
        "images.tsv",
        "name, architecture, parameter path, source",
        image_rows(packages),
        [("moto", images), (OWN, [VENDOR_IMAGES])],
    )


def version_of(package):
    return PINNED.get(package, "-")


def table(columns, rows, sources):
    """The text of one catalogue and its number of rows."""
    lines = sorted("\t".join(row).encode() for row in rows)
    keys = {tuple(line.split(b"\t")[:2]) for line in lines}
    require(len(keys) == len(lines), f"rows of ({columns}) are not unique")
    require(not any(b"\n" in line or b"\r" in line for line in lines), f"a row of ({columns}) has a line end")
    made_from = ", ".join(f"{package} {version_of(package)}".removesuffix(" -") for package, _ in sources)
    header = f"# columns: {columns}; made by src/catalog/generate.py from {made_from}"
    return b"\n".join([header.encode(), *lines, b""]), len(lines)


def digest(content):
    return hashlib.sha256(content).hexdigest()


def source_digest(packages, package, files):
    """The file's SHA-256; of several files, that of their `sha256sum` listing."""
    paths = [HERE / file if package == OWN else packages.path(package, file) for file in files]
    sums = [digest(path.read_bytes()) for path in paths]
    listing = "".join(f"{one}  {file}\n" for one, file in zip(sums, files))
    return sums[0] if len(sums) == 1 else digest(listing.encode())


def folders(files):
    """How a list of files is named: itself, or the folders of a long list."""
    return files[0] if len(files) == 1 else ",".join(sorted({file.rsplit("/", 1)[0] + "/*" for file in files}))


def generate(packages):
    """Every output file's name and bytes."""
    outputs, lines = {}, []
    for file, columns, rows, sources in catalogues(packages):
        outputs[file], count = table(columns, rows, sources)
        for package, files in sources:
            licence = LICENCES.get(package, "MIT OR Apache-2.0")
            source = folders(files), source_digest(packages, package, files)
            row = file, package, version_of(package), *source, licence, str(count), digest(outputs[file])
            lines.append("\t".join(row))
    header = (
        "# columns: file, package, version, source, SHA-256 of the source "
        "(of several files: of their sha256sum listing), licence, rows, SHA-256 of the file"
    )
    outputs["SOURCES.tsv"] = "\n".join([header, *sorted(lines), ""]).encode()
    return outputs


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="compare with the checked-in files, write nothing")
    check = arguments.parse_args().check
    different = 0
    for file, content in generate(Packages()).items():
        path = DATA / file
        if path.exists() and path.read_bytes() == content:
            continue
        different += 1
        print(f"{file}: {'differs' if check else 'written'}")
        if not check:
            path.write_bytes(content)
    print(f"{different} files {'differ' if check else 'written'}")
    return 1 if check and different else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refused as refusal:
        sys.exit(f"refused: {refusal}")
