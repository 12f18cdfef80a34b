"""Finds the orders of a customer, the newest first."""

import json
import os

import boto3
from boto3.dynamodb.conditions import Key

TABLE = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    customer = event["pathParameters"]["customer"]
    found = TABLE.query(KeyConditionExpression=Key("customer").eq(customer), ScanIndexForward=False)
    return {"statusCode": 200, "body": json.dumps(found["Items"], default=int)}
