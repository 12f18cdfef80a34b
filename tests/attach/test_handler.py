"""Runs the attach function as Lambda would: an event goes in, an answer arrives over HTTP."""

import contextlib
import importlib.util
import io
import pathlib
import sys
import time
import types
import unittest
from unittest import mock

from fakes import REGION, AnswerServer, ClientError, FakeEc2

HANDLER = pathlib.Path(__file__).parents[2] / "src/words/attach/handler.py"
OURS = "arn:aws:iam::123456789012:instance-profile/ours"
NEWER = "arn:aws:iam::123456789012:instance-profile/newer"
FOREIGN = "arn:aws:iam::123456789012:instance-profile/foreign"
real_sleep = time.sleep


def load(client):
    """The function, with `boto3` replaced."""
    boto3 = types.SimpleNamespace(client=client)
    spec = importlib.util.spec_from_file_location("index", HANDLER)
    module = importlib.util.module_from_spec(spec)
    with mock.patch.dict(sys.modules, boto3=boto3):
        spec.loader.exec_module(module)
    return module


class Case(unittest.TestCase):
    def setUp(self):
        self.ec2, self.server = FakeEc2(), AnswerServer()
        self.addCleanup(self.server.close)
        self.sleeps, self.remaining, self.client_error = [], 300_000, None
        self.log = io.StringIO()

    def sleep(self, seconds):
        self.sleeps.append(seconds)
        self.ec2.tick()

    def client(self, service):
        if self.client_error:
            raise self.client_error
        return {"ec2": self.ec2}[service]

    def invoke(self, event):
        index = load(self.client)
        context = types.SimpleNamespace(get_remaining_time_in_millis=lambda: self.remaining)
        with mock.patch("time.sleep", self.sleep), contextlib.redirect_stderr(self.log):
            index.handler(event, context)

    def send(self, kind, physical=None, old=None, **props):
        event = {
            "RequestType": kind,
            "ResponseURL": self.server.url,
            "StackId": "stack-1",
            "RequestId": "request-1",
            "LogicalResourceId": "AttachWeb01",
            "ResourceType": "Custom::InstanceProfileAssociation",
            "ResourceProperties": self.properties(props),
        }
        if physical:
            event["PhysicalResourceId"] = physical
        if old:
            event["OldResourceProperties"] = self.properties(old)
        return self.deliver(event)

    def properties(self, props):
        return {"ServiceToken": "t", "ServiceTimeout": "600", "InstanceProfileArn": OURS, **props}

    def deliver(self, event):
        self.invoke(event)
        self.assertEqual(len(self.server.answers), 1, "exactly one answer")
        return self.server.answers.pop()

    def assertDone(self, answer, physical):
        self.assertEqual((answer["Status"], answer["PhysicalResourceId"]), ("SUCCESS", physical), answer)

    def assertFailed(self, answer, physical, *texts):
        self.assertEqual((answer["Status"], answer["PhysicalResourceId"]), ("FAILED", physical), answer)
        self.assertLess(len(answer["Reason"]), 1000)
        for text in texts:
            self.assertIn(text, answer["Reason"])


class Create(Case):
    def test_by_name(self):
        self.ec2.add("i-1", "web01")
        self.ec2.add("i-2", "web02")
        self.assertDone(self.send("Create", InstanceName="web01"), "i-1")
        self.assertEqual((self.ec2.profile_of("i-1"), self.ec2.profile_of("i-2")), (OURS, None))
        self.assertTrue(self.sleeps, "waits until it is associated")

    def test_by_id(self):
        self.ec2.add("i-1", "web01")
        self.ec2.add("i-2", "web01")
        self.assertDone(self.send("Create", InstanceId="i-2"), "i-2")
        self.assertEqual((self.ec2.profile_of("i-1"), self.ec2.profile_of("i-2")), (None, OURS))

    def test_stopped(self):
        self.ec2.add("i-1", "web01", state="stopped")
        self.assertDone(self.send("Create", InstanceName="web01"), "i-1")
        self.assertEqual(self.ec2.profile_of("i-1"), OURS)

    def test_pending_is_waited_for(self):
        self.ec2.add("i-1", "web01", state="pending")
        self.ec2.next_states["i-1"] = ["pending"] * 30 + ["running"]
        self.assertDone(self.send("Create", InstanceName="web01"), "i-1")
        self.assertEqual(self.ec2.changes(), ["associate"])

    def test_already_ours(self):
        self.ec2.add("i-1", "web01", profile=OURS)
        self.assertDone(self.send("Create", InstanceName="web01"), "i-1")
        self.assertEqual(self.ec2.changes(), [])

    def test_terminated_namesake_does_not_count(self):
        self.ec2.add("i-0", "web01", state="terminated")
        self.ec2.add("i-1", "web01")
        self.assertDone(self.send("Create", InstanceName="web01"), "i-1")

    def test_name_is_no_pattern(self):
        self.ec2.add("i-1", "web01")
        self.ec2.add("i-2", "web*")
        self.assertDone(self.send("Create", InstanceName="web*"), "i-2")

    def test_former_association_still_leaving(self):
        self.ec2.add("i-1", "web01", profile=FOREIGN)
        self.ec2.links["iip-assoc-0"]["State"] = "disassociating"
        self.assertDone(self.send("Create", InstanceName="web01"), "i-1")
        self.assertEqual(self.ec2.changes(), ["associate"])


class CreateRefused(Case):
    def test_absent_name(self):
        self.ec2.add("i-1", "web02")
        answer = self.send("Create", InstanceName="web01")
        reason = f"no running or stopped instance has the Name tag web01 in {REGION}"
        self.assertFailed(answer, "not-attached")
        self.assertEqual(answer["Reason"], reason)

    def test_absent_id(self):
        self.assertFailed(self.send("Create", InstanceId="i-9"), "not-attached", "the id i-9")

    def test_two_matches(self):
        self.ec2.add("i-1", "web01")
        self.ec2.add("i-2", "web01", state="stopped")
        self.assertFailed(self.send("Create", InstanceName="web01"), "not-attached", "i-1, i-2")
        self.assertEqual(self.ec2.changes(), [])

    def test_foreign(self):
        self.ec2.add("i-1", "web01", profile=FOREIGN)
        answer = self.send("Create", InstanceName="web01", Replace="false")
        self.assertFailed(answer, "i-1", FOREIGN, "replace = yes")
        self.assertEqual(self.ec2.profile_of("i-1"), FOREIGN)
        self.assertDone(self.send("Delete", "i-1"), "i-1")
        self.assertEqual(self.ec2.profile_of("i-1"), FOREIGN)

    def test_id_and_name(self):
        self.ec2.add("i-1", "web01")
        answer = self.send("Create", InstanceName="web01", InstanceId="i-1")
        self.assertFailed(answer, "not-attached", "either InstanceId or InstanceName")


class Replace(Case):
    def test_running(self):
        self.ec2.add("i-1", "web01", profile=FOREIGN)
        self.assertDone(self.send("Create", InstanceName="web01", Replace="true"), "i-1")
        self.assertEqual((self.ec2.profile_of("i-1"), self.ec2.changes()), (OURS, ["replace"]))

    def test_stopped(self):
        self.ec2.add("i-1", "web01", state="stopped", profile=FOREIGN)
        self.assertDone(self.send("Create", InstanceName="web01", Replace="true"), "i-1")
        self.assertEqual((self.ec2.profile_of("i-1"), self.ec2.changes()), (OURS, ["disassociate", "associate"]))

    def test_stopping_is_waited_for(self):
        self.ec2.add("i-1", "web01", state="stopping", profile=FOREIGN)
        self.ec2.next_states["i-1"] = ["stopping", "stopped"]
        self.assertDone(self.send("Create", InstanceName="web01", Replace="true"), "i-1")
        self.assertEqual((self.ec2.profile_of("i-1"), self.ec2.changes()), (OURS, ["disassociate", "associate"]))


class Patience(Case):
    def setUp(self):
        super().setUp()
        self.ec2.add("i-1", "web01")

    def test_new_profile_is_unknown_for_a_while(self):
        self.ec2.unknown_profiles[OURS] = 10
        self.assertDone(self.send("Create", InstanceName="web01"), "i-1")
        self.assertEqual(self.ec2.profile_of("i-1"), OURS)
        self.assertEqual(self.sleeps[:5], [1, 2, 4, 8, 10])

    def test_profile_stays_unknown(self):
        self.ec2.unknown_profiles[OURS] = 10**6
        answer = self.send("Create", InstanceName="web01")
        self.assertFailed(answer, "i-1", "Invalid IAM Instance Profile")
        self.assertGreater(sum(self.sleeps), 120)
        self.assertLess(sum(self.sleeps), 200)

    def test_new_policy_is_unknown_for_a_while(self):
        refusals = [ClientError("UnauthorizedOperation", "not authorized")] * 3

        def refuse(call):
            if refusals:
                raise refusals.pop()

        self.ec2.before_call = refuse
        self.assertDone(self.send("Create", InstanceName="web01"), "i-1")

    def test_time_runs_out_while_waiting(self):
        self.ec2.stuck, self.remaining = True, 25_100
        self.sleep = lambda seconds: real_sleep(0.01)
        answer = self.send("Create", InstanceName="web01")
        self.assertFailed(answer, "i-1", "time is up, still waiting for: i-1 to get its profile")

    def test_time_runs_out_in_a_hanging_call(self):
        self.remaining = 0
        self.ec2.before_call = lambda call: call == "associate" and real_sleep(20)
        began = time.monotonic()
        self.assertFailed(self.send("Create", InstanceName="web01"), "i-1", "time is up")
        self.assertLess(time.monotonic() - began, 5)

    def test_library_that_swallows_exceptions_does_not_swallow_the_alarm(self):
        self.remaining = 0

        def hang(call):
            try:
                real_sleep(20)
            except Exception:
                pass

        self.ec2.before_call = hang
        self.assertFailed(self.send("Create", InstanceName="web01"), "not-attached", "time is up")

    def test_alarm_is_off_after_the_answer(self):
        self.remaining = 25_100
        self.send("Create", InstanceName="web01")
        real_sleep(0.2)


class Update(Case):
    def setUp(self):
        super().setUp()
        self.ec2.add("i-1", "web01", profile=OURS)

    def test_same_instance(self):
        answer = self.send("Update", "i-1", {"InstanceName": "web01"}, InstanceName="web01", Replace="true")
        self.assertDone(answer, "i-1")
        self.assertEqual(self.ec2.changes(), [])

    def test_other_instance(self):
        self.ec2.add("i-2", "web02")
        answer = self.send("Update", "i-1", {"InstanceName": "web01"}, InstanceName="web02")
        self.assertDone(answer, "i-2")
        self.assertEqual((self.ec2.profile_of("i-1"), self.ec2.profile_of("i-2")), (OURS, OURS))
        self.assertDone(self.send("Delete", "i-1", InstanceName="web01"), "i-1")
        self.assertEqual((self.ec2.profile_of("i-1"), self.ec2.profile_of("i-2")), (None, OURS))

    def test_other_profile(self):
        old = {"InstanceName": "web01"}
        answer = self.send("Update", "i-1", old, InstanceName="web01", InstanceProfileArn=NEWER)
        self.assertDone(answer, "i-1")
        self.assertEqual((self.ec2.profile_of("i-1"), self.ec2.changes()), (NEWER, ["replace"]))

    def test_other_profile_of_a_stopped_instance(self):
        self.ec2.instances["i-1"]["State"]["Name"] = "stopped"
        old = {"InstanceName": "web01"}
        self.assertDone(self.send("Update", "i-1", old, InstanceName="web01", InstanceProfileArn=NEWER), "i-1")
        self.assertEqual((self.ec2.profile_of("i-1"), self.ec2.changes()), (NEWER, ["disassociate", "associate"]))

    def test_foreign_profile_is_refused(self):
        self.ec2.links.clear()
        self.ec2.add("i-1", "web01", profile=FOREIGN)
        old = {"InstanceName": "web01"}
        answer = self.send("Update", "i-1", old, InstanceName="web01", InstanceProfileArn=NEWER)
        self.assertFailed(answer, "i-1", FOREIGN)
        self.assertEqual(self.ec2.profile_of("i-1"), FOREIGN)

    def test_failure_keeps_the_old_id(self):
        self.ec2.add("i-2", "web02", profile=FOREIGN)
        answer = self.send("Update", "i-1", {"InstanceName": "web01"}, InstanceName="web02")
        self.assertFailed(answer, "i-1", FOREIGN)


class Delete(Case):
    def test_ours(self):
        self.ec2.add("i-1", "web01", profile=OURS)
        self.assertDone(self.send("Delete", "i-1", InstanceName="web01"), "i-1")
        self.assertIsNone(self.ec2.profile_of("i-1"))
        self.assertEqual(self.ec2.open_links("i-1"), [], "waits until it is gone")

    def test_goes_by_the_physical_id(self):
        self.ec2.add("i-1", "renamed", profile=OURS)
        self.ec2.add("i-2", "web01", profile=OURS)
        self.assertDone(self.send("Delete", "i-1", InstanceName="web01"), "i-1")
        self.assertEqual((self.ec2.profile_of("i-1"), self.ec2.profile_of("i-2")), (None, OURS))

    def test_foreign_stays(self):
        self.ec2.add("i-1", "web01", profile=FOREIGN)
        self.assertDone(self.send("Delete", "i-1", InstanceName="web01", Replace="true"), "i-1")
        self.assertEqual(self.ec2.profile_of("i-1"), FOREIGN)

    def test_already_leaving(self):
        self.ec2.add("i-1", "web01", profile=OURS)
        self.ec2.links["iip-assoc-0"]["State"] = "disassociating"
        self.assertDone(self.send("Delete", "i-1", InstanceName="web01"), "i-1")
        self.assertEqual((self.ec2.open_links("i-1"), self.ec2.changes()), ([], []))

    def test_none_attached(self):
        self.ec2.add("i-1", "web01")
        self.assertDone(self.send("Delete", "i-1", InstanceName="web01"), "i-1")

    def test_vanished_instance(self):
        self.assertDone(self.send("Delete", "i-1", InstanceName="web01"), "i-1")

    def test_terminated_instance_with_a_leftover_association(self):
        self.ec2.add("i-1", "web01", state="terminated", profile=OURS)
        self.assertDone(self.send("Delete", "i-1", InstanceName="web01"), "i-1")
        self.assertEqual(self.ec2.changes(), [])

    def test_stopping_is_waited_for(self):
        self.ec2.add("i-1", "web01", state="stopping", profile=OURS)
        self.ec2.next_states["i-1"] = ["stopping"] * 30 + ["stopped"]
        self.assertDone(self.send("Delete", "i-1", InstanceName="web01"), "i-1")
        self.assertIsNone(self.ec2.profile_of("i-1"))

    def test_after_a_failed_create(self):
        self.ec2.add("i-1", "web01", profile=OURS)
        self.assertDone(self.send("Delete", "not-attached", InstanceName="web01"), "not-attached")
        self.assertEqual((self.ec2.profile_of("i-1"), self.ec2.calls), (OURS, []))

    def test_cleans_up_a_create_that_ran_out_of_time(self):
        self.ec2.add("i-1", "web01")
        self.ec2.stuck, self.remaining = True, 0
        physical = self.send("Create", InstanceName="web01")["PhysicalResourceId"]
        self.ec2.stuck, self.remaining = False, 300_000
        self.assertDone(self.send("Delete", physical, InstanceName="web01"), "i-1")
        self.assertEqual(self.ec2.open_links("i-1"), [])


class Answer(Case):
    def test_form(self):
        self.ec2.add("i-1", "web01")
        self.invoke(self.event())
        self.assertEqual(self.server.paths, ["/answer?Signature=a%2Fb"])
        self.assertEqual(self.server.headers[0]["Content-Type"], "")
        wanted = {"Status", "StackId", "RequestId", "LogicalResourceId", "PhysicalResourceId"}
        self.assertEqual(set(self.server.answers[0]), wanted)
        self.assertEqual(self.server.answers[0]["RequestId"], "request-1")

    def event(self, **more):
        props = self.properties({"InstanceName": "web01"})
        ids = {"StackId": "stack-1", "RequestId": "request-1", "LogicalResourceId": "AttachWeb01"}
        return {"RequestType": "Create", "ResponseURL": self.server.url, "ResourceProperties": props, **ids, **more}

    def test_unexpected_exception(self):
        self.ec2.before_call = lambda call: [][0]
        self.assertFailed(self.deliver(self.event()), "not-attached", "IndexError")
        self.assertIn("Traceback", self.log.getvalue())

    def test_no_client(self):
        self.client_error = RuntimeError("no region")
        self.assertFailed(self.deliver(self.event()), "not-attached", "no region")

    def test_time_runs_out_before_the_first_call(self):
        self.remaining = 0
        self.client = lambda service: real_sleep(20)
        self.assertFailed(self.deliver(self.event()), "not-attached", "time is up")

    def test_refused_puts_are_retried(self):
        self.ec2.add("i-1", "web01")
        self.server.refuse = 3
        self.assertDone(self.deliver(self.event()), "i-1")
        self.assertEqual(self.server.refuse, 0)

    def test_undeliverable_answer_makes_lambda_run_the_event_again(self):
        self.ec2.add("i-1", "web01")
        self.server.refuse = 4
        with self.assertRaises(OSError):
            self.invoke(self.event())
        self.assertEqual((self.server.answers, self.ec2.profile_of("i-1")), ([], OURS))
        self.assertDone(self.deliver(self.event()), "i-1")

    def test_long_reason_stays_short(self):
        self.ec2.before_call = lambda call: {}["웹" * 5000]
        self.assertFailed(self.deliver(self.event()), "not-attached", "KeyError")
        # CloudFormation refuses an answer of more than 4,096 bytes.
        self.assertLess(int(self.server.headers[0]["Content-Length"]), 4096)

    def test_malformed_events(self):
        url = {"ResponseURL": self.server.url}
        for event in (
            url,
            self.event(ResourceProperties=None),
            self.event(ResourceProperties={}),
            self.event(RequestType="Delete"),
        ):
            with self.subTest(event=event):
                answer = self.deliver(dict(event))
                self.assertEqual(answer["Status"], "FAILED")
                self.assertTrue(answer["Reason"] and answer["PhysicalResourceId"])


class Size(unittest.TestCase):
    def test_fits_well_into_a_template(self):
        self.assertLess(HANDLER.stat().st_size, 6144)
        self.assertTrue(HANDLER.read_text(encoding="utf-8").isascii())


if __name__ == "__main__":
    unittest.main()
