"""Deploys the attach function as part of a stack, against a CloudFormation emulator.

Set INFRAC_EMULATOR to the python of a venv that holds ministack==1.5.33 and boto3.
"""

import json
import os
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "emulator"))

from client import Emulator  # noqa: E402

PYTHON = os.environ.get("INFRAC_EMULATOR")
WHY = "INFRAC_EMULATOR is not set, so nothing was deployed to an emulator"
HANDLER = HERE.parents[1] / "src/words/attach/handler.py"


def template():
    text = (HERE / "template.json").read_text(encoding="utf-8")
    made = json.loads(text)
    made["Resources"]["AttachFunction"]["Properties"]["Code"]["ZipFile"] = HANDLER.read_text(encoding="utf-8")
    return made


@unittest.skipUnless(PYTHON, WHY)
class Stack(unittest.TestCase):
    def setUp(self):
        self.aws = self.enterContext(Emulator(PYTHON))
        self.web01, self.web02 = self.run_instance("web01"), self.run_instance("web02")

    def run_instance(self, name):
        tag = {"TagSpecification__1__ResourceType": "instance"}
        tag.update(TagSpecification__1__Tag__1__Key="Name", TagSpecification__1__Tag__1__Value=name)
        image = "ami-0c2023a1b2c3d4e5f"
        answer = self.aws.call("ec2", "RunInstances", ImageId=image, MinCount=1, MaxCount=1, **tag)
        return answer.findtext(".//instanceId")

    def attach_theirs(self, instance):
        self.aws.call("iam", "CreateInstanceProfile", InstanceProfileName="theirs")
        name = {"IamInstanceProfile__Name": "theirs"}
        self.aws.call("ec2", "AssociateIamInstanceProfile", InstanceId=instance, **name)

    def profile_of(self, instance):
        call = "DescribeIamInstanceProfileAssociations"
        found = self.aws.call("ec2", call, Filter__1__Name="instance-id", Filter__1__Value__1=instance)
        live = [a for a in found.iter("item") if a.findtext("state") == "associated"]
        return live[0].findtext("iamInstanceProfile/arn") if live else None

    def deploy(self, made, action="CreateStack"):
        body = {"StackName": "attach", "TemplateBody": json.dumps(made)}
        body["Capabilities__member__1"] = "CAPABILITY_NAMED_IAM"
        self.aws.call("cloudformation", action, **body)
        return self.aws.finish("attach")

    def physical_id(self, logical):
        which = {"StackName": "attach", "LogicalResourceId": logical}
        answer = self.aws.call("cloudformation", "DescribeStackResource", **which)
        return answer.findtext(".//PhysicalResourceId")

    def delete(self):
        stack_id = self.aws.call("cloudformation", "DescribeStacks", StackName="attach").findtext(".//StackId")
        self.aws.call("cloudformation", "DeleteStack", StackName="attach")
        return self.aws.finish(stack_id)

    def test_create_and_delete(self):
        self.assertEqual(self.deploy(template()), "CREATE_COMPLETE", self.aws.reasons("attach"))
        self.assertIn(":instance-profile/", self.profile_of(self.web01) or "")
        self.assertEqual(self.profile_of(self.web01), self.profile_of(self.web02))
        self.assertEqual(self.physical_id("SampleRoleWebToWeb01"), self.web01)
        self.assertEqual(self.delete(), "DELETE_COMPLETE")
        self.assertEqual((self.profile_of(self.web01), self.profile_of(self.web02)), (None, None))

    def test_update_moves_to_another_instance(self):
        web03, made = self.run_instance("web03"), template()
        self.deploy(made)
        made["Resources"]["SampleRoleWebToWeb02"]["Properties"]["InstanceName"] = "web03"
        self.assertEqual(self.deploy(made, "UpdateStack"), "UPDATE_COMPLETE", self.aws.reasons("attach"))
        self.assertEqual(self.physical_id("SampleRoleWebToWeb02"), web03)
        self.assertTrue(self.profile_of(self.web01))
        self.assertEqual(self.profile_of(web03), self.profile_of(self.web01))
        self.assertIsNone(self.profile_of(self.web02), "the old instance is released")

    def test_absent_instance_fails_in_plain_words(self):
        self.aws.call("ec2", "TerminateInstances", InstanceId__1=self.web02)
        self.assertEqual(self.deploy(template()), "ROLLBACK_COMPLETE")
        wanted = "no running or stopped instance has the Name tag web02 in ap-northeast-2"
        self.assertTrue(any(wanted in reason for reason in self.aws.reasons("attach")))
        self.assertIsNone(self.profile_of(self.web01), "the rollback takes web01's profile away again")

    def test_replace_on_a_stopped_instance(self):
        self.attach_theirs(self.web01)
        self.aws.call("ec2", "StopInstances", InstanceId__1=self.web01)
        made = template()
        made["Resources"]["SampleRoleWebToWeb01"]["Properties"]["Replace"] = "true"
        self.assertEqual(self.deploy(made), "CREATE_COMPLETE", self.aws.reasons("attach"))
        self.assertEqual(self.profile_of(self.web01), self.profile_of(self.web02))

    def test_foreign_profile_is_kept(self):
        self.attach_theirs(self.web01)
        self.assertEqual(self.deploy(template()), "ROLLBACK_COMPLETE")
        self.assertTrue(any("replace = yes" in reason for reason in self.aws.reasons("attach")))
        self.assertIn("instance-profile/theirs", self.profile_of(self.web01))


if __name__ == "__main__":
    unittest.main()
