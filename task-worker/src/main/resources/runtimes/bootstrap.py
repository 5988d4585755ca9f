"""Runs a Lambda handler on plain Python: asks the Runtime API for calls, one after the other."""

import decimal
import http.client
import importlib
import json
import os
import sys
import time
import traceback

RUNTIME = "/2018-06-01/runtime/"


class RuntimeApi:
    """One connection to the Runtime API."""

    def __init__(self, address):
        self._connection = http.client.HTTPConnection(address)

    def next(self):
        """Waits for a call; its headers and body."""
        self._connection.request("GET", RUNTIME + "invocation/next")
        response = self._connection.getresponse()
        return response.headers, response.read()

    def post(self, target, body, error_type=None):
        headers = {"Content-Type": "application/json"}
        if error_type is not None:
            headers["Lambda-Runtime-Function-Error-Type"] = error_type.encode("ascii", "replace").decode()
        self._connection.request("POST", RUNTIME + target, body, headers)
        self._connection.getresponse().read()


class Context:
    """What a handler is told about its call."""

    def __init__(self, headers):
        environment = os.environ
        self.function_name = environment["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = environment["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = environment["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = environment["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.passo_attempt_id = headers["Passo-Attempt-Id"]
        self.passo_step_key = headers["Passo-Step-Key"]
        self.identity = None
        client = headers.get("Lambda-Runtime-Client-Context")
        self.client_context = json.loads(client) if client else None
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))

    def log(self, message):
        print(message)


def document(kind, message, frames, request_id=""):
    return json.dumps(
        {"errorMessage": message, "errorType": kind, "requestId": request_id, "stackTrace": frames}
    )


def plain(value):
    """JSON of what json does not know, as Lambda's own runtime gives it."""
    if isinstance(value, decimal.Decimal):
        return float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def load(handler):
    """Loads "folder/file.function" or "package.module.function"."""
    module, dot, name = handler.rpartition(".")
    if not dot:
        raise Refused("Runtime.MalformedHandlerName", f"Bad handler '{handler}': not enough values to unpack (expected 2, got 1)")
    try:
        found = importlib.import_module(module.replace("/", "."))
    except ImportError as error:
        raise Refused("Runtime.ImportModuleError", f"Unable to import module '{module}': {error}")
    except SyntaxError as error:
        raise Refused("Runtime.UserCodeSyntaxError", f"Syntax error in module '{module}': {error}")
    if not hasattr(found, name):
        raise Refused("Runtime.HandlerNotFound", f"Handler '{name}' missing on module '{module}'")
    return getattr(found, name)


class Refused(Exception):
    """A handler that cannot be loaded."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


def main():
    # Output is logged line by line, when it is written.
    sys.stdout.reconfigure(line_buffering=True)
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        handler = load(os.environ["_HANDLER"])
    except Exception as error:
        kind = getattr(error, "kind", type(error).__name__)
        traceback.print_exc()
        api.post("init/error", document(kind, str(error), traceback.format_tb(error.__traceback__)), kind)
        sys.exit(1)
    while True:
        headers, body = api.next()
        request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        os.environ["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id") or ""
        try:
            result = json.dumps(handler(json.loads(body), Context(headers)), default=plain)
        except Exception as error:
            traceback.print_exc()
            frames = traceback.format_tb(error.__traceback__)[1:]
            kind = type(error).__name__
            api.post(f"invocation/{request_id}/error", document(kind, str(error), frames, request_id), kind)
        else:
            api.post(f"invocation/{request_id}/response", result.encode())


main()
