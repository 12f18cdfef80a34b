"""Starts ministack 1.5.33 on loopback, with the EC2 resource types that its CloudFormation lacks.

usage: PYTHON start.py PORT    (PYTHON belongs to a venv that holds ministack==1.5.33 and boto3)

It is ready once http://127.0.0.1:PORT/_localstack/health answers; stop it by its process id.
The names used here are private to ministack, so its version is checked.
"""

import os
import re
import sys
from importlib import metadata

VERSION = "1.5.33"


def fail(code, message):
    """Fails a resource in the words of CloudFormation's resource handlers."""
    raise ValueError(f'Resource handler returned message: "{message} (Service: Ec2)" (HandlerErrorCode: {code})')


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
    from ministack.services.cloudformation import provisioners

    kinds = {"Instance": Instance(), "EIP": ElasticIp(), "NatGateway": NatGateway()}
    for name, kind in kinds.items():
        row = entry(kind, Ec2(service), provisioners._ec2_apply_tags)
        provisioners._RESOURCE_HANDLERS[f"AWS::EC2::{name}"] = row


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
    from ministack.app import main as serve

    sys.argv = sys.argv[:1]
    serve()


if __name__ == "__main__":
    main()
