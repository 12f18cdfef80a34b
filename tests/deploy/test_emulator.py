"""Deploys, changes and deletes stacks with the command line, against a CloudFormation emulator, and asks the emulator's
other APIs what is there then.

Set INFRAC_EMULATOR to the python of a venv that holds ministack==1.5.33 and boto3, and INFRAC to the program.
"""

import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "emulator"))

from client import REGION, Emulator  # noqa: E402

PYTHON = os.environ.get("INFRAC_EMULATOR")
PROGRAM = os.environ.get("INFRAC", str(ROOT / "target/debug/infrac"))
WHY = "INFRAC_EMULATOR is not set, so nothing was deployed to an emulator"
INTERRUPTED = 130


class Case(unittest.TestCase):
    """An emulator and a folder for files, for the time of a test."""

    delay = 0

    def setUp(self):
        self.aws = self.enterContext(Emulator(PYTHON, self.delay))
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        unset = ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION", "AWS_CONFIG_FILE")
        self.env = {key: value for key, value in os.environ.items() if key not in unset}
        self.env.update(AWS_ENDPOINT_URL=self.aws.url, AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test")
        self.env.update(AWS_REGION=REGION, AWS_EC2_METADATA_DISABLED="true", HOME=str(self.folder))

    def client(self, service):
        import boto3

        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": REGION}
        return boto3.client(service, endpoint_url=self.aws.url, **keys)

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def start(self, *arguments):
        pipe = subprocess.PIPE
        command = [PROGRAM, *map(str, arguments)]
        return subprocess.Popen(command, env=self.env, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True)

    def infrac(self, *arguments, status=0):
        """What a run prints to standard output and standard error; its exit status has to be this."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, status, f"{arguments}\n{out}\n{err}")
        return out, err

    def status(self, stack):
        """The status of a stack; nothing where there is none."""
        found = self.client("cloudformation").describe_stacks()["Stacks"]
        return next((one["StackStatus"] for one in found if one["StackName"] == stack), None)

    def started(self, stack, status="CREATE_IN_PROGRESS"):
        """How often an operation of this kind was begun on a stack."""
        events = self.client("cloudformation").describe_stack_events(StackName=stack)["StackEvents"]
        return sum(one["LogicalResourceId"] == stack and one["ResourceStatus"] == status for one in events)

    def run_instance(self, name):
        tags = [{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": name}]}]
        image = {"ImageId": "ami-0c2023a1b2c3d4e5f", "MinCount": 1, "MaxCount": 1, "TagSpecifications": tags}
        return self.client("ec2").run_instances(**image)["Instances"][0]["InstanceId"]

    def profiles(self):
        """The instance profile of each instance that has one."""
        found = self.client("ec2").describe_iam_instance_profile_associations()
        live = [one for one in found["IamInstanceProfileAssociations"] if one["State"] == "associated"]
        return {one["InstanceId"]: one["IamInstanceProfile"]["Arn"].rsplit("/", 1)[-1] for one in live}

    def public_access(self, bucket):
        found = self.client("s3").get_public_access_block(Bucket=bucket)
        return found["PublicAccessBlockConfiguration"]

    def is_private(self, bucket):
        return list(self.public_access(bucket).values()) == [True] * 4


@unittest.skipUnless(PYTHON, WHY)
class Examples(Case):
    def test_the_three_lines(self):
        servers = {self.run_instance("web01"), self.run_instance("web02")}
        example = ROOT / "examples/upload.infra"
        _, err = self.infrac("deploy", example, "--yes")
        self.assertIn("account 000000000000, region ap-northeast-2", err)
        self.assertEqual(self.status("upload"), "CREATE_COMPLETE")
        self.assertTrue(self.is_private("aws-intro-sample-upload-jenny"))
        attached = self.client("iam").list_attached_role_policies(RoleName="sample-role-web")["AttachedPolicies"]
        self.assertEqual([one["PolicyName"] for one in attached], ["AmazonS3FullAccess"])
        self.assertEqual(self.profiles(), dict.fromkeys(servers, "sample-role-web"))
        _, err = self.infrac("deploy", example, "--yes")
        self.assertIn("`upload` is up to date", err)
        self.assertEqual(self.started("upload", "UPDATE_IN_PROGRESS"), 0)
        self.infrac("destroy", example, "--yes")
        self.assertIsNone(self.status("upload"))
        self.assertEqual(self.profiles(), {})

    def test_chapter_9(self):
        self.client("ec2").create_key_pair(KeyName="jenny")
        example = ROOT / "examples/chapter9.infra"
        _, err = self.infrac("deploy", example, "--yes", status=1)
        self.assertIn("-p login-key=… -p office=…", err)
        values = ["-p", "login-key=jenny", "-p", "office=203.0.113.0/24"]
        out, _ = self.infrac("deploy", example, "--yes", *values)
        self.assertIn("bucket_name  = aws-intro-sample-upload-jenny", out)
        self.assertTrue(self.is_private("aws-intro-sample-upload-jenny"))
        self.assertEqual(sorted(self.profiles().values()), ["sample-role-web"] * 2)
        ec2 = self.client("ec2")
        self.assertEqual(ec2.describe_nat_gateways()["NatGateways"], [])
        # The values that nobody gives anew stay, and a NAT gateway comes and goes without a server being replaced. The
        # jump server grows with it: the emulator finds no change where only a condition becomes another. Whether that makes
        # it a new one the service does not say, so that it has to be allowed.
        servers = set(self.profiles())
        grown = example.read_text(encoding="utf-8").replace("t3.nano", "t3.micro")
        self.infrac("deploy", self.file("chapter9.infra", grown), "--yes", "-p", "nat=true", "--allow-replace", "jump")
        self.assertEqual([one["State"] for one in ec2.describe_nat_gateways()["NatGateways"]], ["available"])
        self.infrac("deploy", example, "--yes", "-p", "nat=false", "--allow-replace", "jump")
        there = [one for one in ec2.describe_nat_gateways()["NatGateways"] if one["State"] == "available"]
        self.assertEqual((there, set(self.profiles())), ([], servers))
        self.infrac("destroy", "aws-intro-sample", "--yes")
        self.assertIsNone(self.status("aws-intro-sample"))
        # The bucket holds data, so that it stays.
        self.assertTrue(self.is_private("aws-intro-sample-upload-jenny"))


@unittest.skipUnless(PYTHON, WHY)
class Changes(Case):
    def roles(self):
        return {one["RoleName"] for one in self.client("iam").list_roles()["Roles"]}

    def test_one_that_replaces(self):
        text = "stack app\nrole {} as worker trusts ec2\n"
        self.infrac("deploy", self.file("a.infra", text.format("first")), "--yes")
        _, err = self.infrac("deploy", self.file("a.infra", text.format("second")), "--yes")
        self.assertEqual(self.status("app"), "UPDATE_COMPLETE")
        self.assertIn("second", self.roles())
        self.assertNotIn("first", self.roles())

    def test_data_is_lost_only_by_its_name(self):
        text = "stack app\nqueue {} as jobs\n"
        self.infrac("deploy", self.file("a.infra", text.format("first")), "--yes")
        file = self.file("a.infra", text.format("second"))
        _, err = self.infrac("deploy", file, "--yes", status=1)
        self.assertIn("error[loses-data]", err)
        self.assertIn("a.infra:2:1", err)
        self.assertEqual(self.status("app"), "CREATE_COMPLETE")
        self.infrac("deploy", file, "--yes", "--allow-replace", "jobs")
        urls = self.client("sqs").list_queues()["QueueUrls"]
        self.assertEqual([url.rsplit("/", 1)[-1] for url in urls], ["second"])

    def test_a_plan_changes_nothing(self):
        file = self.file("a.infra", "stack app\nqueue jobs\n")
        out, _ = self.infrac("plan", file, "--detailed-exit-code", status=2)
        self.assertIn("+ Jobs (AWS::SQS::Queue) added", out)
        self.assertIsNone(self.status("app"))
        self.infrac("deploy", file, "--yes")
        self.infrac("plan", file, "--detailed-exit-code")
        out, _ = self.infrac("plan", self.file("a.infra", "stack app\nqueue tasks\n"), "--format", "json")
        self.assertEqual(json.loads(out)["summary"]["delete"], 2)
        found = self.client("cloudformation").list_change_sets(StackName="app")["Summaries"]
        left = [one for one in found if one["ExecutionStatus"] == "AVAILABLE"]
        self.assertEqual(left, [])

    def test_one_that_fails_is_taken_back_and_said_at_its_line(self):
        self.infrac("deploy", self.file("taken.infra", "stack taken\nbucket taken-by-somebody\n"), "--yes")
        before = "stack app\nrole worker trusts ec2\n"
        self.infrac("deploy", self.file("a.infra", before), "--yes")
        file = self.file("a.infra", before + "queue jobs\nbucket taken-by-somebody\n")
        _, err = self.infrac("deploy", file, "--yes", status=1)
        self.assertIn("error[deploy-failed]: `taken-by-somebody` (AWS::S3::Bucket)", err)
        self.assertIn("a.infra:4:8", err)
        self.assertIn("Choose another name", err)
        self.assertEqual(self.status("app"), "UPDATE_ROLLBACK_COMPLETE")
        self.assertEqual(self.client("sqs").list_queues().get("QueueUrls", []), [])
        self.infrac("deploy", self.file("a.infra", before + "queue jobs\n"), "--yes")
        self.assertEqual(self.status("app"), "UPDATE_COMPLETE")

    def test_a_first_deploy_that_fails_frees_its_name(self):
        self.infrac("deploy", self.file("taken.infra", "stack taken\nbucket taken-by-somebody\n"), "--yes")
        file = self.file("a.infra", "stack app\nbucket taken-by-somebody\n")
        self.infrac("deploy", file, "--yes", status=1)
        self.assertEqual(self.status("app"), "ROLLBACK_COMPLETE")
        self.infrac("deploy", self.file("a.infra", "stack app\nqueue jobs\n"), "--yes")
        self.assertEqual(self.status("app"), "CREATE_COMPLETE")

    def test_nobody_to_ask(self):
        file = self.file("a.infra", "stack app\nqueue jobs\n")
        _, err = self.infrac("deploy", file, status=1)
        self.assertIn("--yes", err)
        self.assertIsNone(self.status("app"), "an empty stack is left behind")

    def test_a_template_that_is_too_large_to_be_sent_along(self):
        queues = "".join(f'queue "jobs-{n:03}-{"x" * 60}"\n' for n in range(80))
        file = self.file("large.infra", "stack large\n" + queues)
        self.assertGreater(len(self.infrac("build", file)[0]), 51_200)
        self.infrac("deploy", file, "--yes")
        bucket = f"infrac-templates-000000000000-{REGION}"
        self.assertTrue(self.is_private(bucket))
        self.assertEqual(len(self.client("sqs").list_queues()["QueueUrls"]), 80)
        self.assertEqual(self.client("s3").list_objects_v2(Bucket=bucket)["KeyCount"], 1)

    def test_a_bucket_is_emptied_only_where_it_says_so(self):
        self.infrac("deploy", self.file("a.infra", "stack app\nbucket full < on_delete = delete >\n"), "--yes")
        self.client("s3").put_object(Bucket="full", Key="letter", Body=b"dear")
        _, err = self.infrac("destroy", "app", "--yes", status=1)
        self.assertIn("not empty", err)
        self.infrac("deploy", self.file("b.infra", "stack other\nbucket fuller < on_delete = empty >\n"), "--yes")
        self.client("s3").put_object(Bucket="fuller", Key="letter", Body=b"dear")
        _, err = self.infrac("destroy", "other", "--yes")
        self.assertIn("emptied fuller: 1 objects and versions", err)

    def test_what_somebody_changed_is_said_at_its_line(self):
        file = self.file("a.infra", "stack app\nqueue jobs < wait = 10s >\noutput url = jobs\n")
        self.infrac("deploy", file, "--yes")
        self.infrac("drift", file)
        url, _ = self.infrac("outputs", file, "--env")
        sqs = self.client("sqs")
        jobs = sqs.list_queues()["QueueUrls"][0]
        self.assertEqual(url, f"URL='{jobs}'\n")
        sqs.set_queue_attributes(QueueUrl=jobs, Attributes={"ReceiveMessageWaitTimeSeconds": "3"})
        _, err = self.infrac("drift", file, status=1)
        self.assertIn("`jobs` (AWS::SQS::Queue): ReceiveMessageWaitTimeSeconds is 3; the stack says 10", err)
        self.assertIn("a.infra:2:21", err)

    def test_a_protected_stack_stays(self):
        text = "stack app < protect = {} >\nqueue jobs\n"
        self.infrac("deploy", self.file("a.infra", text.format("yes")), "--yes")
        _, err = self.infrac("destroy", "app", "--yes", status=1)
        self.assertIn("protect = no", err)
        self.infrac("deploy", self.file("a.infra", text.format("no")), "--yes")
        self.infrac("destroy", "app", "--yes")
        self.assertIsNone(self.status("app"))


@unittest.skipUnless(PYTHON, WHY)
class Several(Case):
    def test_who_imports_comes_later(self):
        web = "stack web\nexisting vpc main from stack net < id = vpc >\nsubnet a in main < cidr = 10.0.1.0/24 >\n"
        net = "stack net\nvpc main < cidr = 10.0.0.0/16 >\noutput vpc = main.id < export = yes >\n"
        files = self.file("web.infra", web), self.file("net.infra", net)
        self.infrac("deploy", *files, "--yes")
        self.assertEqual((self.status("web"), self.status("net")), ("CREATE_COMPLETE", "CREATE_COMPLETE"))
        out, _ = self.infrac("outputs", "net", "--json")
        vpc = json.loads(out)["Vpc"]
        subnets = self.client("ec2").describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
        self.assertEqual([one["CidrBlock"] for one in subnets], ["10.0.1.0/24"])

    def test_what_waits_for_a_failure_is_not_begun(self):
        self.infrac("deploy", self.file("taken.infra", "stack taken\nbucket taken-by-somebody\n"), "--yes")
        net = "stack net\nbucket taken-by-somebody\nvpc main < cidr = 10.0.0.0/16 >\noutput vpc = main.id < export = yes >\n"
        web = "stack web\nexisting vpc main from stack net < id = vpc >\nsubnet a in main < cidr = 10.0.1.0/24 >\n"
        files = self.file("web.infra", web), self.file("net.infra", net), self.file("on.infra", "stack on\nqueue jobs\n")
        _, err = self.infrac("deploy", *files, "--yes", status=1)
        self.assertIn("web: not deployed: it waits for `net`", err)
        self.assertEqual((self.status("web"), self.status("on")), (None, "CREATE_COMPLETE"))


@unittest.skipUnless(PYTHON, WHY)
class Stopped(Case):
    delay = 1

    TEXT = "stack app\nqueue one\nqueue two\nqueue three\n"

    def until(self, stack, status):
        deadline = time.monotonic() + 30
        while self.status(stack) != status:
            self.assertLess(time.monotonic(), deadline, self.status(stack))
            time.sleep(0.1)

    def test_left_to_itself_and_taken_up_again(self):
        file = self.file("a.infra", self.TEXT)
        process = self.start("deploy", file, "--yes")
        self.until("app", "CREATE_IN_PROGRESS")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        self.assertEqual(process.returncode, INTERRUPTED, err)
        self.assertIn("infrac status app --watch", err)
        _, err = self.infrac("deploy", file, "--yes")
        self.assertEqual((self.status("app"), self.started("app")), ("CREATE_COMPLETE", 1))

    def test_killed_and_started_again(self):
        file = self.file("a.infra", self.TEXT)
        process = self.start("deploy", file, "--yes")
        self.until("app", "CREATE_IN_PROGRESS")
        process.kill()
        process.communicate()
        _, err = self.infrac("deploy", file, "--yes")
        self.assertIn("was begun before", err)
        self.assertEqual((self.status("app"), self.started("app")), ("CREATE_COMPLETE", 1))

    def test_watched_by_another(self):
        process = self.start("deploy", self.file("a.infra", self.TEXT), "--yes")
        self.until("app", "CREATE_IN_PROGRESS")
        out, err = self.infrac("status", "app", "--watch")
        self.assertIn("CREATE_COMPLETE", out)
        self.assertIn("created      Three", err)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)

    def test_taken_back(self):
        file = self.file("a.infra", "stack app\nqueue one\n")
        self.infrac("deploy", file, "--yes")
        process = self.start("deploy", self.file("a.infra", self.TEXT), "--yes")
        self.until("app", "UPDATE_IN_PROGRESS")
        _, err = self.infrac("cancel", "app", "--yes")
        self.assertIn("`app` is as it was before", err)
        process.communicate(timeout=60)
        self.assertEqual((process.returncode, self.status("app")), (1, "UPDATE_ROLLBACK_COMPLETE"))


@unittest.skipUnless(PYTHON, WHY)
class Readme(Case):
    """The README's sessions that need a service: what they print is what is shown."""

    def test_its_deploys(self):
        text = (ROOT / "README.md").read_text(encoding="utf-8")
        for name, program in re.findall(r"<!-- (\S+\.infra) -->\n```infra.*?\n(.*?)```", text, re.S):
            self.file(name, program)
        self.client("s3").create_bucket(
            Bucket="aws-intro-sample-pictures-jenny", CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        sessions = re.findall(r"```console deploy\n\$ infrac (.*?)\n(.*?)```", text, re.S)
        self.assertGreater(len(sessions), 0)
        for command, shown in sessions:
            pipe = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
            run = subprocess.run([PROGRAM, *command.split()], env=self.env, cwd=self.folder, **pipe)
            self.assertEqual(run.stdout.rstrip(), shown.rstrip())


if __name__ == "__main__":
    unittest.main()
