# Attaches an instance profile to an EC2 instance that this stack does not own.
# CloudFormation has no resource for that, so a custom resource calls this function.
# It always answers, because a stack that gets no answer hangs.
import itertools, json, re, signal, time, traceback, urllib.request
import boto3

STEADY = ["running", "stopped"]


class Problem(Exception):
    """A failure in plain words."""


class OutOfTime(BaseException):
    """Not an Exception, so that no library swallows it."""


def out_of_time(*_):
    raise OutOfTime("time is up")


def handler(event, context):
    answer = {key: event.get(key) for key in ("StackId", "RequestId", "LogicalResourceId")}
    try:
        signal.signal(signal.SIGALRM, out_of_time)
        left = context.get_remaining_time_in_millis() / 1000
        signal.setitimer(signal.ITIMER_REAL, max(left - 25, 0.1))
        act(event, event["ResourceProperties"])
        signal.setitimer(signal.ITIMER_REAL, 0)
        answer["Status"] = "SUCCESS"
    except BaseException as error:
        signal.setitimer(signal.ITIMER_REAL, 0)
        traceback.print_exc()
        answer["Status"] = "FAILED"
        answer["Reason"] = (str(error) if isinstance(error, Problem) else repr(error))[:500]
    answer["PhysicalResourceId"] = event.get("PhysicalResourceId") or "not-attached"
    respond(event["ResponseURL"], json.dumps(answer).encode())


def respond(url, body):
    # Any content type but an empty one breaks the signature of the URL.
    request = urllib.request.Request(url, body, {"Content-Type": ""}, method="PUT")
    for pause in (1, 2, 4, None):
        try:
            return urllib.request.urlopen(request, timeout=4).close()
        except Exception:
            if not pause:
                raise  # Lambda runs the event again.
            time.sleep(pause)


def act(event, props):
    global ec2
    ec2 = boto3.client("ec2")
    if event["RequestType"] != "Delete":
        repeat(lambda: attach(event, props))
    elif event["PhysicalResourceId"].startswith("i-"):
        repeat(lambda: detach(event["PhysicalResourceId"], props["InstanceProfileArn"]))


def repeat(step):
    """Looks at EC2 and takes one step, until the step has nothing to wait for."""
    wait, failures = "EC2", 0
    try:
        for pause in itertools.chain((1, 2, 4, 8), itertools.repeat(10)):
            try:
                wait = step()
                if not wait:
                    return
            except ec2.exceptions.ClientError as error:
                # EC2 may learn of a new profile or policy only after two minutes.
                wait, failures = str(error), failures + 1
                if failures > 16:
                    raise Problem(wait)
            time.sleep(pause)
    except OutOfTime:
        raise Problem(f"time is up, still waiting for: {wait}")


def attach(event, props):
    id, state = find(props)
    arn, old = props["InstanceProfileArn"], event.get("OldResourceProperties", {})
    # From here on, the delete that follows a failed create knows the instance.
    event.setdefault("PhysicalResourceId", id)
    if state not in STEADY:
        return f"{id}, which is {state}"
    links = associations(id)
    if not links:
        ec2.associate_iam_instance_profile(InstanceId=id, IamInstanceProfile={"Arn": arn})
    for link in links:
        present, key = link["IamInstanceProfile"]["Arn"], link["AssociationId"]
        if link["State"] != "associated":
            continue
        if present == arn:
            event["PhysicalResourceId"] = id
            return None
        if present != old.get("InstanceProfileArn") and props.get("Replace") != "true":
            raise Problem(f"{id} already has {present}, which this stack did not attach; "
                          "to replace it, write replace = yes")
        if state == "running":
            ec2.replace_iam_instance_profile_association(
                AssociationId=key, IamInstanceProfile={"Arn": arn})
        else:  # EC2 replaces the profile of a running instance only.
            ec2.disassociate_iam_instance_profile(AssociationId=key)
    return f"{id} to get its profile"


def detach(id, arn):
    found = instances("instance-id", id)
    ours = [link for link in associations(id) if link["IamInstanceProfile"]["Arn"] == arn]
    if not found or not ours:
        return None
    for link in ours:
        if link["State"] == "associated" and found[0][1] in STEADY:
            ec2.disassociate_iam_instance_profile(AssociationId=link["AssociationId"])
    return f"{id} to lose its profile"


def find(props):
    id, name = props.get("InstanceId"), props.get("InstanceName")
    if bool(id) == bool(name):
        raise Problem("either InstanceId or InstanceName is needed")
    found = instances("instance-id", id) if id else instances("tag:Name", name)
    what = f"the id {id}" if id else f"the Name tag {name}"
    if not found:
        raise Problem(f"no running or stopped instance has {what} in {ec2.meta.region_name}")
    if len(found) > 1:
        ids = ", ".join(sorted(id for id, _ in found)[:10])
        raise Problem(f"{len(found)} instances have {what}: {ids}; name the right one by its id")
    return found[0]


def instances(key, value):
    value = re.sub(r"([*?\\])", r"\\\1", value)  # Bare, they are wildcards.
    pages = pages_of("describe_instances", (key, [value]),
                     ("instance-state-name", ["pending", "stopping", *STEADY]))
    found = [i for page in pages for r in page["Reservations"] for i in r["Instances"]]
    return [(i["InstanceId"], i["State"]["Name"]) for i in found]


def associations(id):
    pages = pages_of("describe_iam_instance_profile_associations", ("instance-id", [id]))
    links = [link for page in pages for link in page["IamInstanceProfileAssociations"]]
    return [link for link in links if link["State"] != "disassociated"]


def pages_of(call, *filters):
    filters = [{"Name": name, "Values": values} for name, values in filters]
    return ec2.get_paginator(call).paginate(Filters=filters)
