"""The managed policies of AWS and their documents."""

import ast
import json

from output import table
from packages import Refused, require, without_duplicates

POLICIES = "moto/iam/aws_managed_policies.py"


def outputs(packages):
    policies = managed_policies(packages)
    sources = [("moto", [POLICIES])]
    return [
        table("managed_policies", "name, path", policy_rows(policies), sources),
        table("managed_policy_documents", "path, document", document_rows(policies), sources),
    ]


def managed_policies(packages):
    tree = ast.parse(packages.read("moto", POLICIES))
    for node in tree.body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "aws_managed_policies_data":
            return json.loads(ast.literal_eval(node.value), object_pairs_hook=without_duplicates)
    raise Refused(f"{POLICIES} does not set aws_managed_policies_data")


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
