"""Starts ministack 1.5.33 on loopback, with the resource types that its CloudFormation lacks.

usage: PYTHON start.py PORT    (PYTHON belongs to a venv that holds ministack==1.5.33 and boto3)

It is ready once http://127.0.0.1:PORT/_localstack/health answers; stop it by its process id. With EMULATOR_DELAY, every
step of a stack takes that many seconds, so that what goes on can be seen, stopped and taken back.
The names used here are private to ministack, so its version is checked.
"""

import functools
import json
import os
import re
import sys
import time
from importlib import metadata

VERSION = "1.5.33"


def fail(code, message):
    """Fails a resource in the words of CloudFormation's resource handlers."""
    raise ValueError(f'Resource handler returned message: "{message}" (HandlerErrorCode: {code})')


class Ec2:
    """ministack's EC2 API, called in its own process."""

    def __init__(self, service):
        self.service = service

    def call(self, action, **params):
        query = {k.replace("__", "."): [str(v)] for k, v in params.items() if v not in (None, "")}
        status, _, body = self.service._ACTION_MAP[action](query)[:3]
        text = body.decode() if isinstance(body, bytes) else body
        if status >= 400:
            fail(first(text, "Code"), first(text, "Message"))
        return text


def first(xml, tag):
    return re.search(rf"<{tag}>(.*?)</{tag}>", xml, re.S).group(1)


class Instance:
    create_only = ("ImageId", "SubnetId", "KeyName", "AvailabilityZone", "PrivateIpAddress", "UserData")

    def create(self, ec2, props):
        if props.get("SubnetId") and props["SubnetId"] not in ec2.service._subnets:
            fail("NotFound", f"The subnet ID '{props['SubnetId']}' does not exist")
        plain = {k: props.get(k) for k in ("ImageId", "SubnetId", "KeyName", "UserData", "PrivateIpAddress")}
        groups = {f"SecurityGroupId__{n}": g for n, g in enumerate(props.get("SecurityGroupIds") or [], 1)}
        kind = props.get("InstanceType", "m1.small")
        made = ec2.call("RunInstances", MinCount=1, MaxCount=1, InstanceType=kind, **plain, **groups)
        id = first(made, "instanceId")
        self.set_profile(ec2, id, props.get("IamInstanceProfile"))
        return id

    def update(self, ec2, id, old, new):
        ec2.service._instances[id]["InstanceType"] = new.get("InstanceType", "m1.small")
        if old.get("IamInstanceProfile") != new.get("IamInstanceProfile"):
            self.set_profile(ec2, id, new.get("IamInstanceProfile"))

    def set_profile(self, ec2, id, name):
        for key, link in list(ec2.service._iam_instance_profile_associations.items()):
            if link["InstanceId"] == id and link["State"] == "associated":
                ec2.call("DisassociateIamInstanceProfile", AssociationId=key)
        if name:
            # ministack's Ref of an instance profile gives its ARN, where AWS gives the name.
            key = "Arn" if name.startswith("arn:") else "Name"
            ec2.call("AssociateIamInstanceProfile", InstanceId=id, **{f"IamInstanceProfile__{key}": name})

    def delete(self, ec2, id):
        if id in ec2.service._instances:
            ec2.call("TerminateInstances", InstanceId__1=id)

    def attributes(self, ec2, id):
        record = ec2.service._instances[id]
        plain = ("PrivateIp", "PrivateIpAddress"), ("PublicIp", "PublicIpAddress"), ("VpcId", "VpcId")
        names = ("PrivateDnsName", "PrivateDnsName"), ("PublicDnsName", "PublicDnsName")
        zone = record.get("Placement", {}).get("AvailabilityZone", "")
        found = {ours: record.get(theirs, "") for ours, theirs in plain + names}
        return {"InstanceId": id, "AvailabilityZone": zone, **found}


class ElasticIp:
    create_only = ("Domain",)

    def create(self, ec2, props):
        made = ec2.call("AllocateAddress", Domain=props.get("Domain", "vpc"))
        if props.get("InstanceId"):
            ec2.call("AssociateAddress", AllocationId=first(made, "allocationId"), InstanceId=props["InstanceId"])
        return first(made, "publicIp")

    def update(self, ec2, id, old, new):
        if new.get("InstanceId") and old.get("InstanceId") != new["InstanceId"]:
            ec2.call("AssociateAddress", AllocationId=self.allocation(ec2, id), InstanceId=new["InstanceId"])

    def delete(self, ec2, id):
        allocation = self.allocation(ec2, id)
        if allocation:
            ec2.call("ReleaseAddress", AllocationId=allocation)

    def allocation(self, ec2, id):
        return next((k for k, a in ec2.service._addresses.items() if a["PublicIp"] == id), "")

    def attributes(self, ec2, id):
        return {"PublicIp": id, "AllocationId": self.allocation(ec2, id)}


class NatGateway:
    create_only = ("SubnetId", "AllocationId", "ConnectivityType")

    def create(self, ec2, props):
        made = ec2.call("CreateNatGateway", **{k: props.get(k) for k in self.create_only})
        return first(made, "natGatewayId")

    def update(self, ec2, id, old, new):
        pass

    def delete(self, ec2, id):
        if id in ec2.service._nat_gateways:
            ec2.call("DeleteNatGateway", NatGatewayId=id)

    def attributes(self, ec2, id):
        return {"NatGatewayId": id}


class Rule:
    """A rule of a security group that stands by itself."""

    create_only = ()

    def __init__(self, provisioners, direction):
        self.permissions, self.direction = provisioners._ec2_sg_permissions, direction

    def rules(self, ec2, props):
        return ec2.service._security_groups[props["GroupId"]].setdefault(self.direction, [])

    def create(self, ec2, props):
        self.rules(ec2, props).extend(self.permissions([props]))
        return f"sgr-{id(props):017x}"

    def change(self, ec2, old, new):
        self.remove(ec2, old)
        self.create(ec2, new)

    def remove(self, ec2, props):
        if props["GroupId"] in ec2.service._security_groups:
            mine = self.permissions([props])
            kept = [rule for rule in self.rules(ec2, props) if rule not in mine]
            self.rules(ec2, props)[:] = kept


def rule_entry(rule, ec2):
    def create(logical_id, props, stack_name):
        made = rule.create(ec2, props)
        return made, {"Id": made}

    def update(id, old, new, stack_name):
        rule.change(ec2, old, new)
        return id, {"Id": id}

    return {"create": create, "update": update, "delete": lambda id, props: rule.remove(ec2, props)}


def role_policy_entry(iam):
    """An inline policy of a role."""

    def put(props):
        document = json.dumps(props["PolicyDocument"])
        name = {"RoleName": [props["RoleName"]], "PolicyName": [props["PolicyName"]]}
        status, _, body = iam._put_role_policy({**name, "PolicyDocument": [document]})[:3]
        if status >= 400:
            fail("NotFound", str(body))
        return f"{props['PolicyName']}|{props['RoleName']}"

    def remove(id, props):
        iam._delete_role_policy({"RoleName": [props["RoleName"]], "PolicyName": [props["PolicyName"]]})

    def update(id, old, new, stack_name):
        made = put(new)
        if made != id:
            remove(id, old)
        return made, {}

    return {"create": lambda logical_id, props, stack_name: (put(props), {}), "update": update, "delete": remove}


def keep_full_buckets(row, s3):
    """A bucket with something in it cannot be deleted, as at AWS."""
    delete = row["delete"]

    def delete_empty(id, props):
        if s3._buckets.get(id, {}).get("objects"):
            fail("GeneralServiceException", "The bucket you tried to delete is not empty")
        return delete(id, props)

    row["delete"] = delete_empty


def entry(kind, ec2, set_tags):
    """One row of ministack's table of resource types."""

    def create(logical_id, props, stack_name):
        id = kind.create(ec2, props)
        set_tags(id, props)
        return id, kind.attributes(ec2, id)

    def update(id, old, new, stack_name, logical_id=None):
        if any(old.get(key) != new.get(key) for key in kind.create_only):
            made = create(logical_id, new, stack_name)
            kind.delete(ec2, id)
            return made
        kind.update(ec2, id, old, new)
        set_tags(id, new, old)
        return id, kind.attributes(ec2, id)

    def delete(id, props):
        kind.delete(ec2, id)

    return {"create": create, "update": update, "update_with_logical_id": True, "delete": delete}


def extend():
    from ministack.services import ec2 as service
    from ministack.services import iam, s3
    from ministack.services.cloudformation import provisioners

    kinds = {"Instance": Instance(), "EIP": ElasticIp(), "NatGateway": NatGateway()}
    for name, kind in kinds.items():
        row = entry(kind, Ec2(service), provisioners._ec2_apply_tags)
        provisioners._RESOURCE_HANDLERS[f"AWS::EC2::{name}"] = row
    for name, direction in {"Ingress": "IpPermissions", "Egress": "IpPermissionsEgress"}.items():
        row = rule_entry(Rule(provisioners, direction), Ec2(service))
        provisioners._RESOURCE_HANDLERS[f"AWS::EC2::SecurityGroup{name}"] = row
    provisioners._RESOURCE_HANDLERS["AWS::IAM::RolePolicy"] = role_policy_entry(iam)
    keep_full_buckets(provisioners._RESOURCE_HANDLERS["AWS::S3::Bucket"], s3)


def slow_down(seconds):
    from ministack.services.cloudformation import provisioners, stacks

    def slow(step):
        @functools.wraps(step)
        def later(*args, **kwargs):
            time.sleep(seconds)
            return step(*args, **kwargs)

        return later

    # Otherwise the emulator would answer nothing in the meantime.
    stacks._runs_on_worker_thread = lambda kind: True
    for row in provisioners._RESOURCE_HANDLERS.values():
        row.update({step: slow(row[step]) for step in ("create", "update", "delete") if step in row})


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: start.py PORT")
    if metadata.version("ministack") != VERSION:
        sys.exit(f"ministack {VERSION} is needed, found {metadata.version('ministack')}")
    # Without BIND_HOST it would listen on every interface.
    os.environ.update(BIND_HOST="127.0.0.1", MINISTACK_HOST="127.0.0.1", GATEWAY_PORT=sys.argv[1])
    for key, value in {"MINISTACK_REGION": "ap-northeast-2", "SFTP_ENABLED": "0", "IOT_MTLS_ENABLED": "0"}.items():
        os.environ.setdefault(key, value)
    extend()
    delay = float(os.environ.get("EMULATOR_DELAY", "0"))
    if delay > 0:
        slow_down(delay)
    from ministack.app import main as serve

    sys.argv = sys.argv[:1]
    serve()


if __name__ == "__main__":
    main()
