"""The runtimes of Lambda functions, and what AWS has announced about their ends.

AWS stops to mend a runtime on one day, takes no new functions of it from a later one, and no changes of old
functions from a third. Which of them is past depends on the day that somebody asks; the compiler asks no clock, so
that is settled here, for the day below. Move it when the packages move.
"""

from output import table
from packages import require

SCHEMAS = "cfnlint/data/schemas/resources/"
FUNCTION = "AWS::Lambda::Function"
ENDS = "cfnlint/data/AdditionalSpecs/LmbdRuntimeLifecycle.json"

# The day for which the states are.
READ = "2026-11-26"


def outputs(packages):
    columns = "runtime, state, unsupported from, closed to new functions from, successor"
    files = packages.list("cfn-lint", SCHEMAS, "*.json")
    return [table("lambda_runtimes", columns, runtime_rows(packages, files), [("cfn-lint", [ENDS, *files])])]


def runtime_rows(packages, files):
    ends = packages.json("cfn-lint", ENDS)
    schemas = (packages.json("cfn-lint", file) for file in files)
    names = next(one for one in schemas if one["typeName"] == FUNCTION)["properties"]["Runtime"]["enum"]
    # Of images alone there is one runtime more.
    require(ends.keys() - set(names) <= {"dotnet9"}, "a runtime ends that there is not")
    for name in names:
        end = ends.get(name, {})
        deprecated, closed = end.get("deprecated") or "-", end.get("create-block") or "-"
        yield name, state(deprecated, closed), deprecated, closed, end.get("successor") or "-"


def state(deprecated, closed):
    past = lambda day: day != "-" and day <= READ
    return "closed" if past(closed) else "deprecated" if past(deprecated) else "current"
