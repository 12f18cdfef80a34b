"""The availability zones of each region.

Which zones of a region an account sees, and under which letter, depends on the account. So what one account was
offered (moto holds its answers) does not say that there are no others; cfn-lint lists more, without a source.
"""

import ast
import re

from output import table
from packages import Refused, require
from regions import PARTITIONS, region_rows

OFFERED = "moto/ec2/resources/instance_type_offerings/availability-zone/"
OFFERED_IDS = "moto/ec2/resources/instance_type_offerings/availability-zone-id/"
LISTED = "cfnlint/helpers.py"

ZONE_ID = re.compile(r"[a-z]+[0-9]+-az[0-9]+")


def outputs(packages):
    columns = "region, zones seen, zones only listed, zone ids seen"
    files = [file for folder in (OFFERED, OFFERED_IDS) for file in packages.list("moto", folder, "*.json.gz")]
    sources = [("moto", files), ("cfn-lint", [LISTED]), ("botocore", [PARTITIONS])]
    return [table("zones", columns, zone_rows(packages), sources)]


def zone_rows(packages):
    seen, ids, listed = offered(packages, OFFERED), offered(packages, OFFERED_IDS), listed_zones(packages)
    regions = {row[0] for row in region_rows(packages)}
    require(seen.keys() == ids.keys() and seen.keys() <= regions, "zones of a region that there is not")
    for region in regions & (seen.keys() | listed.keys()):
        zones, more = seen.get(region, set()), listed.get(region, set())
        require(all(re.fullmatch(region + "[a-z]", zone) for zone in zones | more), f"the zones of {region}")
        require(all(map(ZONE_ID.fullmatch, ids.get(region, set()))), f"the zone ids of {region}")
        yield region, cell(zones), cell(more - zones), cell(ids.get(region, set()))


def cell(names):
    return ",".join(sorted(names)) or "-"


def offered(packages, folder):
    """The places where an account was offered instance types, by region."""
    files = packages.list("moto", folder, "*.json.gz")
    regions = ((file.removeprefix(folder).removesuffix(".json.gz"), file) for file in files)
    return {region: {offer["Location"] for offer in packages.json("moto", file)} for region, file in regions}


def listed_zones(packages):
    for node in ast.parse(packages.read("cfn-lint", LISTED)).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "AVAILABILITY_ZONES":
            return {region: set(zones) for region, zones in ast.literal_eval(node.value).items()}
    raise Refused(f"{LISTED} does not set AVAILABILITY_ZONES")
