"""Times `infrac deploy` against boto3 making the same calls, on the emulator.

usage: PYTHON benches/peers/deploy.py INFRAC [RUNS]
(PYTHON belongs to a venv that holds ministack==1.5.33 and boto3, which .ci/run venv makes below target)

Each run makes one stack of examples/web-servers.infra under a new name. The baseline is boto3 that asks five times a second:
nearly the service's own time. The peer is boto3 with the waiters it has, as scripts and the AWS CLI use them.
"""

import pathlib
import os
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests/emulator"))

from client import REGION, Emulator  # noqa: E402

FILE = ROOT / "benches/peers/deploy.infra"


def boto3_deploy(client, template, stack, every):
    """The calls of a deploy: a change set, its description, its execution, events until the end, the outputs."""
    made = client.create_change_set(
        StackName=stack, ChangeSetName="one", ChangeSetType="CREATE", TemplateBody=template,
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    which = {"ChangeSetName": made["Id"]}
    wait = {} if every is None else {"WaiterConfig": {"Delay": every, "MaxAttempts": 600}}
    client.get_waiter("change_set_create_complete").wait(**which, **wait)
    client.describe_change_set(**which)
    client.execute_change_set(**which)
    client.get_waiter("stack_create_complete").wait(StackName=stack, **wait)
    client.describe_stack_events(StackName=stack)
    client.describe_stacks(StackName=stack)


def infrac_deploy(program, env, stack):
    command = [program, "deploy", str(FILE), "--stack", stack, "--yes"]
    subprocess.run(command, env=env, check=True, stdin=subprocess.DEVNULL, capture_output=True)


def timed(runs, act):
    times = []
    for run in range(runs):
        start = time.monotonic()
        act(run)
        times.append(time.monotonic() - start)
    return statistics.median(times)


def main():
    program, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
    import boto3

    template = subprocess.run([program, "build", str(FILE)], check=True, capture_output=True, text=True).stdout
    for delay in (0, 0.5):
        with Emulator(sys.executable, delay) as aws:
            env = {**os.environ, "AWS_ENDPOINT_URL": aws.url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
            env.update(AWS_REGION=REGION, AWS_EC2_METADATA_DISABLED="true")
            keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": REGION}
            client = boto3.client("cloudformation", endpoint_url=aws.url, **keys)
            own = timed(runs, lambda run: boto3_deploy(client, template, f"own-{run}", 0.2))
            ours = timed(runs, lambda run: infrac_deploy(program, env, f"ours-{run}"))
            theirs = timed(min(runs, 3), lambda run: boto3_deploy(client, template, f"theirs-{run}", None))
            print(f"{delay} s a step: service {own:.2f} s, infrac {ours:.2f} s (+{ours - own:.2f}), "
                  f"boto3 with its waiters {theirs:.2f} s (+{theirs - own:.2f})", flush=True)


if __name__ == "__main__":
    main()
