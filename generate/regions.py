"""The regions of AWS."""

from output import table

PARTITIONS = "botocore/data/partitions.json"


def outputs(packages):
    columns = "region, partition, description"
    return [table("regions", columns, region_rows(packages), [("botocore", [PARTITIONS])])]


def region_rows(packages):
    for partition in packages.json("botocore", PARTITIONS)["partitions"]:
        for name, region in partition["regions"].items():
            # A partition's pseudo region stands for its global services.
            if not name.endswith("-global"):
                yield name, partition["id"], region["description"]
