"""A small EC2 with the rules that matter here, and a server that takes the answers."""

import fnmatch
import http.server
import json
import re
import threading
import types

REGION = "ap-northeast-2"


class ClientError(Exception):
    def __init__(self, code, message):
        super().__init__(f"An error occurred ({code}): {message}")


class FakeEc2:
    """Instances and profile associations; `tick` is the time that a sleep takes."""

    exceptions = types.SimpleNamespace(ClientError=ClientError)
    meta = types.SimpleNamespace(region_name=REGION)

    def __init__(self):
        self.instances, self.links, self.calls = {}, {}, []
        self.unknown_profiles = {}  # arn -> how many calls it stays unknown
        self.next_states = {}  # instance id -> states still to come
        self.stuck = False
        self.before_call = lambda name: None

    # Set-up and looking.
    def add(self, id, name=None, state="running", profile=None):
        self.instances[id] = {"InstanceId": id, "State": {"Name": state}, "Name": name}
        if profile:
            self._link(id, profile, "associated")

    def profile_of(self, id):
        live = [k for k in self.links.values() if k["InstanceId"] == id and k["State"] == "associated"]
        return live[0]["IamInstanceProfile"]["Arn"] if live else None

    def changes(self):
        return [c for c in self.calls if not c.startswith("describe")]

    def tick(self):
        if self.stuck:
            return
        for link in self.links.values():
            after = {"associating": "associated", "disassociating": "disassociated"}
            link["State"] = after.get(link["State"], link["State"])
        for id, states in self.next_states.items():
            if states:
                self.instances[id]["State"]["Name"] = states.pop(0)

    # The client.
    def get_paginator(self, call):
        return types.SimpleNamespace(paginate=lambda Filters: self._pages(call, Filters))

    def associate_iam_instance_profile(self, InstanceId, IamInstanceProfile):
        self._called("associate")
        self._steady(InstanceId)
        self._known(IamInstanceProfile["Arn"])
        if self.open_links(InstanceId):
            raise ClientError("IncorrectState", "there is an existing association")
        self._link(InstanceId, IamInstanceProfile["Arn"], "associating")

    def replace_iam_instance_profile_association(self, AssociationId, IamInstanceProfile):
        self._called("replace")
        link = self.links[AssociationId]
        if self.instances[link["InstanceId"]]["State"]["Name"] != "running":
            raise ClientError("IncorrectState", f"{AssociationId} is not the active association")
        self._known(IamInstanceProfile["Arn"])
        link["State"] = "disassociating"
        self._link(link["InstanceId"], IamInstanceProfile["Arn"], "associating")

    def disassociate_iam_instance_profile(self, AssociationId):
        self._called("disassociate")
        self._steady(self.links[AssociationId]["InstanceId"])
        self.links[AssociationId]["State"] = "disassociating"

    # Inside.
    def _called(self, name):
        self.calls.append(name)
        self.before_call(name)

    def _pages(self, call, filters):
        self._called(call)
        wanted = {f["Name"]: f["Values"] for f in filters}
        if call == "describe_instances":
            found = [i for i in self.instances.values() if self._matches(i, wanted)]
            return [{"Reservations": []}] + [{"Reservations": [{"Instances": [i]}]} for i in found]
        found = [k for k in self.links.values() if k["InstanceId"] in wanted["instance-id"]]
        empty = {"IamInstanceProfileAssociations": []}
        return [empty] + [{"IamInstanceProfileAssociations": [dict(k)]} for k in found]

    def _matches(self, instance, wanted):
        values = {
            "instance-id": instance["InstanceId"],
            "tag:Name": instance["Name"],
            "instance-state-name": instance["State"]["Name"],
        }
        return all(any(wildcard(values[n], v) for v in vs) for n, vs in wanted.items())

    def open_links(self, id):
        return [k for k in self.links.values() if k["InstanceId"] == id and k["State"] != "disassociated"]

    def _link(self, id, arn, state):
        key = f"iip-assoc-{len(self.links)}"
        profile = {"Arn": arn, "Id": "AIPA"}
        self.links[key] = {"AssociationId": key, "InstanceId": id, "State": state, "IamInstanceProfile": profile}

    def _steady(self, id):
        if self.instances[id]["State"]["Name"] not in ("running", "stopped"):
            raise ClientError("IncorrectInstanceState", f"{id} is not running or stopped")

    def _known(self, arn):
        if self.unknown_profiles.get(arn, 0) > 0:
            self.unknown_profiles[arn] -= 1
            raise ClientError("InvalidParameterValue", f"Value ({arn}) is invalid. Invalid IAM Instance Profile ARN")


def wildcard(value, pattern):
    """EC2's filter values: * and ? are wildcards unless a backslash stands before them."""
    if value is None:
        return False
    parts = re.findall(r"\\.|.", pattern, re.S)
    escaped = "".join(f"[{p[1]}]" if p[0] == "\\" and p[1] in "*?" else p[-1] for p in parts)
    return fnmatch.fnmatchcase(value, escaped)


class AnswerServer:
    """Stands where CloudFormation's presigned URL points; `refuse` many requests fail first."""

    def __init__(self):
        outer = self
        self.answers, self.headers, self.paths, self.refuse = [], [], [], 0

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_PUT(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = 200
                if outer.refuse:
                    outer.refuse, status = outer.refuse - 1, 503
                else:
                    outer.answers.append(json.loads(body))
                    outer.headers.append(dict(self.headers))
                    outer.paths.append(self.path)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/answer?Signature=a%2Fb"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
