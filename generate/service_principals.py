"""The service principals, and what shows that each is one."""

import re

from managed_policies import POLICIES, managed_policies
from output import table
from packages import OWN, hand_made, require, strings
from regions import PARTITIONS

LAMBDA_PRINCIPALS = "cfnlint/data/schemas/extensions/aws_lambda_permission/permission_principal.json"
COMMON = "generate/common_principals.txt"

PRINCIPAL = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com")
SERVICE_ROLE = re.compile(r"role/aws-service-role/([^/*]+)")

# Condition keys of the managed policies that name a service principal, and what each one shows.
EVIDENCE = {
    "iam:passedtoservice": "pass-role",
    "iam:awsservicename": "service-linked",
    "organizations:serviceprincipal": "trusted-access",
}


def outputs(packages):
    columns = "short name, principal, common, evidence"
    sources = [
        ("moto", [POLICIES]),
        ("cfn-lint", [LAMBDA_PRINCIPALS]),
        ("botocore", [PARTITIONS]),
        (OWN, [COMMON]),
    ]
    return [table("service_principals", columns, principal_rows(packages), sources)]


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


def common_principals(packages):
    for short, page in hand_made(packages, COMMON):
        require(page.startswith("https://docs.aws.amazon.com/"), f"{COMMON}: {short} has no page")
        principal = short + ".amazonaws.com"
        require(PRINCIPAL.fullmatch(principal), f"{COMMON}: {short}")
        yield principal, "hand-made"


def principal_rows(packages):
    is_regional = region_test(packages)
    pairs = list(common_principals(packages)) + list(lambda_principals(packages))
    for policy in managed_policies(packages).values():
        pairs += policy_principals(policy["Document"])
    evidence = {}
    for principal, kind in pairs:
        # A pattern with a wildcard and a principal of another partition are not names people write.
        if PRINCIPAL.fullmatch(principal) and not any(map(is_regional, principal.split("."))):
            evidence.setdefault(principal, set()).add(kind)
    for principal, kinds in evidence.items():
        common = "yes" if "hand-made" in kinds else "no"
        yield principal.removesuffix(".amazonaws.com"), principal, common, ",".join(sorted(kinds))
