"""The EC2 instance types."""

from output import table
from packages import require

INSTANCE_TYPES = "moto/ec2/resources/instance_types.json.gz"
INSTANCE_NAMES = "cfnlint/data/schemas/extensions/aws_ec2_instance/instancetype_enum.json"


def outputs(packages):
    columns = "type, architectures, default vCPUs, memory in MiB, EBS-optimised, hypervisor"
    described = list(instance_rows(packages))
    named = list(nameable_rows(packages, {row[0] for row in described}))
    sources = [("moto", [INSTANCE_TYPES]), ("cfn-lint", [INSTANCE_NAMES])]
    return [table("instance_types", columns, described + named, sources)]


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
