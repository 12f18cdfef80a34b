"""What checkers find in templates: each gives (checker, code, template, logical id) for every finding."""

import json
import os
import pathlib
import subprocess


def cfn_lint(program, templates):
    """Errors and warnings; each template is looked at as JSON and as YAML, and what both have counts once."""
    both = [str(one) for path in templates for one in sorted(path.parent.glob(f"{path.stem}.*")) if one.is_file()]
    found = run([program, "--format", "json", "--template", *both], (0, 2, 4, 6, 8, 10, 12, 14))
    for match in json.loads(found):
        path = match["Location"]["Path"]
        where = path[1] if path[:1] == ["Resources"] and len(path) > 1 else "/".join(map(str, path or [])[:2])
        yield "cfn-lint", match["Rule"]["Id"], pathlib.Path(match["Filename"]).with_suffix(".yaml"), where


def checkov(program, templates):
    """All of a folder's templates in one run, because it takes longer to start than to look."""
    # Nothing is asked of the network: neither for newer guidelines nor for a newer version.
    environment = {**os.environ, "CHECKOV_RUN_SCA_PACKAGE_SCAN_V2": "false", "LOG_LEVEL": "ERROR"}
    files = [argument for path in templates for argument in ("-f", str(path))]
    options = ["--framework", "cloudformation", "--output", "json", "--quiet", "--compact", "--skip-download"]
    found = json.loads(run([program, *options, *files], (0, 1), environment))
    for report in found if isinstance(found, list) else [found]:
        results = report.get("results", {})
        errors = results.get("parsing_errors")
        if errors:
            raise SystemExit(f"checkov cannot read {errors}")
        for failed in results.get("failed_checks", []):
            yield "checkov", failed["check_id"], pathlib.Path(failed["file_abs_path"]), failed["resource"].rsplit(".", 1)[1]


def cdk_nag(node, folder, templates):
    """The pack AwsSolutions."""
    script = pathlib.Path(__file__).with_name("nag.js")
    environment = {**os.environ, "NODE_PATH": str(folder / "node_modules"), "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1"}
    found = run([node, script, *templates], (0,), environment, subprocess.DEVNULL)
    for finding in map(json.loads, found.splitlines()):
        yield "cdk-nag", finding["code"], pathlib.Path(finding["template"]), finding["resource"]


def run(command, fine, environment=None, errors=None):
    done = subprocess.run(
        [str(one) for one in command], stdout=subprocess.PIPE, stderr=errors, encoding="utf-8", env=environment
    )
    if done.returncode not in fine:
        raise SystemExit(f"{command[0]}: exit status {done.returncode}\n{done.stdout[-2000:]}")
    return done.stdout
