"""An emulator for the time of a test, and a small client for AWS query APIs."""

import os
import pathlib
import re
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree

REGION = "ap-northeast-2"
VERSIONS = {"ec2": "2016-11-15", "cloudformation": "2010-05-15", "iam": "2010-05-08"}
START = pathlib.Path(__file__).with_name("start.py")


class ApiError(Exception):
    """What the API refused, in its own words."""


class Emulator:
    """Runs while its `with` block runs; `python` belongs to a venv that holds ministack. Every step of a stack takes
    `delay` seconds."""

    def __init__(self, python, delay=0):
        self.python, self.port, self.delay = python, free_port(), delay
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.log = open(pathlib.Path(self.folder.name) / "log", "w+b")
        env = {**os.environ, "TMPDIR": self.folder.name, "AWS_EC2_METADATA_DISABLED": "true"}
        env["EMULATOR_DELAY"] = str(self.delay)
        command = [self.python, str(START), str(self.port)]
        self.process = subprocess.Popen(command, env=env, stdout=self.log, stderr=self.log)
        try:
            self._wait_until_healthy()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        self.folder.cleanup()

    def _wait_until_healthy(self):
        deadline = time.monotonic() + 30
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                return urllib.request.urlopen(self.url + "/_localstack/health", timeout=2).close()
            except OSError:
                time.sleep(0.1)
        self.log.seek(0)
        raise RuntimeError("the emulator did not start: " + self.log.read().decode()[-2000:])

    def call(self, service, action, **params):
        """Calls a query API; `Tag__1__Key` stands for `Tag.1.Key`. Returns the XML without namespaces."""
        form = {"Action": action, "Version": VERSIONS[service]}
        form.update({key.replace("__", "."): value for key, value in params.items()})
        scope = f"Credential=test/20260101/{REGION}/{service}/aws4_request"
        headers = {"Authorization": f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0"}
        request = urllib.request.Request(self.url, urllib.parse.urlencode(form).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                text = response.read().decode()
        except urllib.error.HTTPError as error:
            raise ApiError(error.read().decode()) from None
        return xml.etree.ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", text))

    def finish(self, stack):
        """Waits until the stack's operation is over; returns its status."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            answer = self.call("cloudformation", "DescribeStacks", StackName=stack)
            status = answer.findtext(".//StackStatus")
            if not status.endswith("_IN_PROGRESS"):
                return status
            time.sleep(0.1)
        raise TimeoutError(f"{stack} is still {status}")

    def reasons(self, stack):
        """The reasons that the stack's events give, newest first."""
        events = self.call("cloudformation", "DescribeStackEvents", StackName=stack)
        return [e.text for e in events.iter("ResourceStatusReason") if e.text]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
