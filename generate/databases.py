"""What managed databases and caches run on: classes of instances, and versions of engines."""

from instance_types import enumerated
from output import table
from packages import require

EXTENSIONS = "cfnlint/data/schemas/extensions/"
CLASSES = EXTENSIONS + "aws_rds_dbinstance/dbinstanceclass_enum.json"
NODES = EXTENSIONS + "aws_elasticache_cachecluster/cachenodetype_enum.json"
# Engines of instances, of clusters and of caches; then those of the first two that are only for what runs already.
VERSIONS = [
    EXTENSIONS + "aws_rds_dbinstance/engine_version.json",
    EXTENSIONS + "aws_rds_dbcluster/engine_version.json",
    EXTENSIONS + "aws_elasticache_cachecluster/engine_version.json",
]
RETIRED = [
    EXTENSIONS + "aws_rds_dbinstance/engine_version_deprecated.json",
    EXTENSIONS + "aws_rds_dbcluster/engine_version_deprecated.json",
]

# Engines that no new database has, and those whose machines their owner looks after.
LEFT_OUT = ("aurora", "oracle-se", "oracle-se1", "neptune")


def outputs(packages):
    source = lambda files: [("cfn-lint", files)]
    return [
        table("database_classes", "class, engines", [*class_rows(packages), *cache_rows(packages)], source([CLASSES, NODES])),
        table("engine_versions", "engine, version, whether it is for new ones", version_rows(packages), source(VERSIONS + RETIRED)),
    ]


def is_known(engine):
    return engine not in LEFT_OUT and not engine.startswith("custom-")


def class_rows(packages):
    """The classes of every region, each with the engines that run on it somewhere."""
    engines = {}
    for region in packages.json("cfn-lint", CLASSES).values():
        for case in region["allOf"]:
            engine = case["if"]["properties"]["Engine"]["const"]
            for name in case["then"]["properties"]["DBInstanceClass"]["enum"]:
                engines.setdefault(name, set()).add(engine)
    known = {name: sorted(filter(is_known, of)) for name, of in engines.items()}
    require("mysql" in known["db.t3.micro"] and len(known) > 300, f"{CLASSES} has {len(known)} classes")
    yield from ((name, ",".join(of)) for name, of in known.items() if of)


def cache_rows(packages):
    names = set(enumerated(packages.json("cfn-lint", NODES)))
    require("cache.t3.micro" in names and len(names) > 50, f"{NODES} has {len(names)} classes")
    yield from ((name, "memcached,redis,valkey") for name in names)


def version_rows(packages):
    versions, retired = versions_in(packages, VERSIONS), versions_in(packages, RETIRED)
    require(retired <= versions, f"retired and unknown: {sorted(retired - versions)[:3]}")
    for engine, version in versions:
        yield engine, version, "no" if (engine, version) in retired else "yes"


def versions_in(packages, files):
    """Pairs of an engine and one of its versions."""
    pairs = set()
    for file in files:
        for case in packages.json("cfn-lint", file)["allOf"]:
            engine = case["if"]["properties"]["Engine"].get("const", "custom-")
            version = case["if"]["properties"].get("EngineVersion", {})
            listed = version.get("enum") or case["then"]["properties"].get("EngineVersion", {}).get("enum", [])
            pairs.update((engine, one) for one in listed if is_known(engine))
    require(pairs, f"{files[0]} has no version")
    return pairs
