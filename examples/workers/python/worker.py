"""Takes the tasks of an activity, until it is stopped: PASSO_URL=http://localhost:8080 python worker.py <activity ARN>"""

import json
import os
import sys

import boto3
from botocore.config import Config

passo = boto3.client(
    "stepfunctions",
    endpoint_url=os.environ["PASSO_URL"],
    region_name=os.environ.get("AWS_REGION", "us-east-1"),
    config=Config(read_timeout=70),  # GetActivityTask answers after a minute at the latest
)


def work(order):
    return {"total": sum(order["amounts"])}


while True:
    task = passo.get_activity_task(activityArn=sys.argv[1], workerName="python")
    if not task.get("taskToken"):
        continue
    try:
        output = json.dumps(work(json.loads(task["input"])))
        passo.send_task_success(taskToken=task["taskToken"], output=output)
    except Exception as error:
        passo.send_task_failure(taskToken=task["taskToken"], error=type(error).__name__, cause=str(error))
