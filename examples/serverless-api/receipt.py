"""Writes a receipt for each order that comes through the queue."""

import json


def handler(event, context):
    for record in event["Records"]:
        order = json.loads(record["body"])
        print(f"receipt for order {order['id']} of {order['customer']}")
