"""The time zones of the IANA database, by all of their names."""

from output import table
from packages import require

NAMES = "tzdata/zones"
RULES = "tzdata/zoneinfo/tzdata.zi"


def outputs(packages):
    columns = "time zone, what it is another name of"
    return [table("time_zones", columns, zone_rows(packages), [("tzdata", [NAMES, RULES])])]


def zone_rows(packages):
    names = packages.read("tzdata", NAMES).decode().split()
    lines = (line.split() for line in packages.read("tzdata", RULES).decode().splitlines())
    links = {line[2]: line[1] for line in lines if line and line[0] == "L"}
    require(links.keys() <= set(names), "another name of a time zone that there is not")
    for name in names:
        yield name, links.get(name, "-")
