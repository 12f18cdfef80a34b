"""Saves an order, and asks for a receipt."""

import json
import os
import time
import uuid

import boto3

TABLE = boto3.resource("dynamodb").Table(os.environ["TABLE"])
SQS = boto3.client("sqs")


def handler(event, context):
    order = json.loads(event.get("body") or "{}")
    item = {
        "customer": str(order.get("customer", "unknown")),
        "created": int(time.time() * 1000),
        "id": str(uuid.uuid4()),
        "what": str(order.get("what", "")),
    }
    TABLE.put_item(Item=item)
    SQS.send_message(QueueUrl=os.environ["RECEIPTS"], MessageBody=json.dumps(item))
    return {"statusCode": 201, "body": json.dumps(item)}
