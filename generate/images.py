"""The images that a name stands for, as published parameters."""

import re

from output import table
from packages import OWN, hand_made, require

AMAZON_LINUX = "moto/ssm/resources/ami-amazon-linux-latest/"
ECS_IMAGES = "moto/ssm/resources/ecs/optimized_amis/"
VENDOR_IMAGES = "generate/vendor_images.txt"

IMAGE_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[0-9]+)?")

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


def outputs(packages):
    columns = "name, architecture, parameter path, source"
    files = region_files(packages, AMAZON_LINUX) + region_files(packages, ECS_IMAGES)
    return [table("images", columns, image_rows(packages), [("moto", files), (OWN, [VENDOR_IMAGES])])]


def region_files(packages, folder):
    return packages.list("moto", folder, "*.json.gz")


def tree_paths(tree, prefix=""):
    """The parameter paths in moto's nested form: a node with a Value is a parameter."""
    for name, node in tree.items():
        if isinstance(node, dict):
            if "Value" in node:
                yield f"{prefix}/{name}"
            yield from tree_paths(node, f"{prefix}/{name}")


def published_paths(packages):
    """The parameter paths that every region moto knows has."""
    linux = [packages.json("moto", file) for file in region_files(packages, AMAZON_LINUX)]
    ecs = [packages.json("moto", file) for file in region_files(packages, ECS_IMAGES)]
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
    for name, arch, path, page in hand_made(packages, VENDOR_IMAGES):
        require(IMAGE_NAME.fullmatch(name) and arch in ("arm64", "x86_64"), f"{VENDOR_IMAGES}: {name} {arch}")
        yield name, arch, path, page
