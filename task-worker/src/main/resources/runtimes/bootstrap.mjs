// Runs a Lambda handler on plain Node.js: asks the Runtime API for calls, one after the other.
import { existsSync } from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const RUNTIME = "/2018-06-01/runtime/";

/** Sends a request; the answer as {status, headers, body}. */
function call(method, target, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host, port, agent, method, path: RUNTIME + target, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString("utf8") }),
      );
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

class RuntimeError extends Error {
  constructor(type, message) {
    super(message);
    this.name = type;
  }
}

function document(error) {
  return error instanceof Error
    ? { errorType: error.name ?? "Error", errorMessage: error.message, trace: (error.stack ?? "").split("\n") }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function report(target, error) {
  const body = document(error);
  return call("POST", target, JSON.stringify(body), {
    "Content-Type": "application/json",
    "Lambda-Runtime-Function-Error-Type": body.errorType.replace(/[^\x20-\x7e]/g, "?"),
  });
}

/** Loads "folder/file.export.path" of the task root, as Lambda does. */
async function load(root, handler) {
  const [, folder, name] = handler.match(/^(.*\/)?([^/]*)$/);
  const dot = name.indexOf(".");
  if (dot < 0) {
    throw new RuntimeError("Runtime.MalformedHandlerName", "Bad handler: expected file.function but found '" + handler + "'");
  }
  const file = path.resolve(root, folder ?? "", name.slice(0, dot));
  const exists = ["", ".js", ".mjs", ".cjs"].find((ending) => existsSync(file + ending) && ending !== "");
  let module;
  try {
    if (exists === undefined) {
      module = createRequire(path.join(root, "/"))(file);
    } else {
      module = await import(pathToFileURL(file + exists));
    }
  } catch (error) {
    if (error.code === "MODULE_NOT_FOUND" || error.code === "ERR_MODULE_NOT_FOUND") {
      throw new RuntimeError("Runtime.ImportModuleError", "Error: " + error.message);
    }
    if (error instanceof SyntaxError) {
      throw new RuntimeError("Runtime.UserCodeSyntaxError", "SyntaxError: " + error.message);
    }
    throw error;
  }
  const find = (from) => name.slice(dot + 1).split(".").reduce((at, key) => at?.[key], from);
  const found = find(module) ?? find(module.default);
  if (typeof found !== "function") {
    throw new RuntimeError("Runtime.HandlerNotFound", handler + " is undefined or not exported");
  }
  return found;
}

function invoke(handler, event, context) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) => (error ? reject(error) : resolve(result));
    const result = handler(event, { ...context, done: callback, succeed: resolve, fail: reject }, callback);
    if (typeof result?.then === "function") {
      result.then(resolve, reject);
    } else if (handler.length < 3 && result !== undefined) {
      resolve(result);
    } else if (handler.length < 2) {
      resolve(result);
    }
  });
}

function contextOf(headers) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  const client = headers["lambda-runtime-client-context"];
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: headers["lambda-runtime-aws-request-id"],
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    clientContext: client ? JSON.parse(client) : undefined,
    identity: undefined,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    passo: { attemptId: headers["passo-attempt-id"], stepKey: headers["passo-step-key"] },
  };
}

let running;

async function crash(error, type, status) {
  console.error(error);
  const wrapped = error instanceof Error && type === undefined ? error : new RuntimeError(type ?? "Error", String(error));
  try {
    await report(running ? "invocation/" + running + "/error" : "init/error", wrapped);
  } finally {
    process.exit(status);
  }
}
process.on("uncaughtException", (error) => crash(error, undefined, 129));
process.on("unhandledRejection", (error) => crash(error, "Runtime.UnhandledPromiseRejection", 128));

let handler;
try {
  handler = await load(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
} catch (error) {
  await crash(error, undefined, 1);
}

for (;;) {
  const next = await call("GET", "invocation/next");
  const id = next.headers["lambda-runtime-aws-request-id"];
  running = id;
  process.env._X_AMZN_TRACE_ID = next.headers["lambda-runtime-trace-id"] ?? "";
  try {
    const result = await invoke(handler, JSON.parse(next.body), contextOf(next.headers));
    await call("POST", "invocation/" + id + "/response", JSON.stringify(result === undefined ? null : result), {
      "Content-Type": "application/json",
    });
  } catch (error) {
    console.error(error);
    await report("invocation/" + id + "/error", error);
  }
  running = undefined;
}
