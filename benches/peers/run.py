#!/usr/bin/env python3
"""infrac beside other programs as whole processes: CPU time (user and system) and peak memory, medians.

    cargo build --release && cargo bench --no-run
    python3 -m venv target/peers && target/peers/bin/pip install -r benches/peers/requirements.txt
    target/peers/bin/python benches/peers/run.py [RUNS]

The work: 71 units of `cargo bench -- --source 71`, which is 497 resources, CloudFormation's limit being 500. The peers
start from or end at the template that infrac builds of it; none of them does all that another does.
"""
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
INFRAC = str(ROOT / "target/release/infrac")
BIN = Path(sys.executable).parent


def measure(command, runs):
    """Median CPU milliseconds and peak MB of a command, after one run that does not count."""
    cpu, peak = [], []
    for run in range(runs + 1):
        with open(os.devnull, "wb") as out:
            process = subprocess.Popen(command, stdout=out, stderr=out)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"exit status {process.returncode}: {' '.join(command)}")
        if run > 0:
            cpu.append((usage.ru_utime + usage.ru_stime) * 1e3)
            peak.append(usage.ru_maxrss / 1024)
    return statistics.median(cpu), statistics.median(peak)


def source(units, folder):
    path = folder / f"{units}.infra"
    bench = ["cargo", "bench", "--quiet", "--bench", "phases", "--", "--source", str(units)]
    path.write_bytes(subprocess.run(bench, cwd=ROOT, check=True, capture_output=True).stdout)
    return str(path)


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        units, template = source(71, folder), str(folder / "71.json")
        template_yaml = str(folder / "71.yaml")
        for path in (template, template_yaml):
            subprocess.run([INFRAC, "build", units, "-o", path], check=True)
        reprint = "import json,sys; json.dump(json.load(open(sys.argv[1])), sys.stdout, indent=2)"
        evaluate = "import rjsonnet,sys; print(rjsonnet.evaluate_file(sys.argv[1]))"
        rows = [
            ("infrac --version", [INFRAC, "--version"], 5),
            ("infrac explain AWS::SQS::Queue.VisibilityTimeout", [INFRAC, "explain", "AWS::SQS::Queue.VisibilityTimeout"], 5),
            ("infrac build, three lines", [INFRAC, "build", str(ROOT / "examples/upload.infra")], 5),
            ("infrac build, 497 resources, JSON", [INFRAC, "build", units], 5),
            ("infrac build, 497 resources, YAML", [INFRAC, "build", units, "--format", "yaml"], 5),
            ("infrac check, 497 resources", [INFRAC, "check", units], 5),
            ("infrac check of that JSON", [INFRAC, "check", template], 5),
            ("infrac check of the same as YAML", [INFRAC, "check", template_yaml], 5),
            ("Python, parse and print that JSON", [sys.executable, "-c", reprint, template], 1),
            ("rjsonnet (from Python), evaluate that JSON", [sys.executable, "-c", evaluate, template], 1),
            ("troposphere, the same resources", [sys.executable, str(HERE / "units.py"), "71"], 1),
            ("cfn-lint of that template", [str(BIN / "cfn-lint"), "--non-zero-exit-code", "none", template], 0.3),
        ]
        # A child's peak is never below what Python has before it starts the child.
        _, floor = measure(["true"], 3)
        print("| program | CPU, ms | peak, MB |\n|---|---:|---:|")
        for label, command, share in rows:
            cpu, peak = measure(command, max(3, int(runs * share)))
            print(f"| {label} | {cpu:.1f} | {'under ' if peak < floor + 1 else ''}{peak:.0f} |")


if __name__ == "__main__":
    main()
