// Each action once with the AWS SDK for JavaScript: prints "ok <action>" for each, and ends with status 1 at the first one that fails.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import * as sfn from "@aws-sdk/client-sfn";

const client = new sfn.SFNClient({
  endpoint: process.env.PASSO_ENDPOINT,
  region: "us-east-1",
  credentials: {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  },
  disableHostPrefix: true,
});
const roleArn = process.env.PASSO_ROLE;

async function call(action, input) {
  const output = await client.send(new sfn[`${action}Command`](input));
  console.log(`ok ${action}`);
  return output;
}

async function until(what, look) {
  for (let n = 0; n < 200; n++) {
    const found = await look();
    if (found) {
      return found;
    }
    await sleep(100);
  }
  assert.fail(`Expected ${what}`);
}

const ended = (executionArn) =>
  until(`${executionArn} to end`, async () => {
    const found = await call("DescribeExecution", { executionArn });
    return found.status !== "RUNNING" && found;
  });

const workflow = (state) => JSON.stringify({ StartAt: "A", States: { A: { End: true, ...state } } });
const pass = workflow({ Type: "Pass" });

// State machines, versions, aliases
const { stateMachineArn } = await call("CreateStateMachine", { name: "js", definition: pass, roleArn });
assert.equal((await call("DescribeStateMachine", { stateMachineArn })).definition, pass);
assert((await call("ListStateMachines", {})).stateMachines.some((found) => found.name === "js"));
const { stateMachineVersionArn } = await call("PublishStateMachineVersion", { stateMachineArn });
assert.equal((await call("ListStateMachineVersions", { stateMachineArn })).stateMachineVersions.length, 1);
const { stateMachineAliasArn } = await call("CreateStateMachineAlias", {
  name: "live",
  routingConfiguration: [{ stateMachineVersionArn, weight: 100 }],
});
await call("UpdateStateMachineAlias", { stateMachineAliasArn, description: "the one" });
assert.equal((await call("DescribeStateMachineAlias", { stateMachineAliasArn })).description, "the one");
assert.equal((await call("ListStateMachineAliases", { stateMachineArn })).stateMachineAliases.length, 1);
await call("TagResource", { resourceArn: stateMachineArn, tags: [{ key: "a", value: "b" }] });
assert.deepEqual((await call("ListTagsForResource", { resourceArn: stateMachineArn })).tags, [{ key: "a", value: "b" }]);
await call("UntagResource", { resourceArn: stateMachineArn, tagKeys: ["a"] });
assert.equal((await call("ValidateStateMachineDefinition", { definition: pass })).result, "OK");
assert.equal((await call("TestState", { definition: '{"Type":"Pass","End":true}', input: "7" })).output, "7");

// Executions
const run = await call("StartExecution", { stateMachineArn: stateMachineAliasArn, input: "7" });
assert(run.startDate instanceof Date);
assert.equal((await ended(run.executionArn)).output, "7");
const events = (await call("GetExecutionHistory", { executionArn: run.executionArn })).events;
assert.equal(events.at(-1).type, "ExecutionSucceeded");
assert.equal((await call("DescribeStateMachineForExecution", { executionArn: run.executionArn })).definition, pass);
await until("the execution to be listed", async () =>
  (await call("ListExecutions", { stateMachineArn })).executions.some((found) => found.executionArn === run.executionArn),
);
const quick = await call("CreateStateMachine", { name: "js-quick", type: "EXPRESS", definition: pass, roleArn });
const sync = await call("StartSyncExecution", { stateMachineArn: quick.stateMachineArn, input: "7" });
assert.equal(sync.status, "SUCCEEDED");
assert.equal(sync.billingDetails.billedMemoryUsedInMB, 64);

// Activities, task tokens, stop and redrive
const { activityArn } = await call("CreateActivity", { name: "js" });
assert.equal((await call("DescribeActivity", { activityArn })).name, "js");
assert((await call("ListActivities", {})).activities.some((found) => found.name === "js"));
await call("UpdateStateMachine", { stateMachineArn, definition: workflow({ Type: "Task", Resource: activityArn }) });
async function task(name) {
  const { executionArn } = await call("StartExecution", { stateMachineArn, name });
  const { taskToken } = await call("GetActivityTask", { activityArn, workerName: "js" });
  return { executionArn, taskToken };
}
const good = await task("good");
await call("SendTaskHeartbeat", { taskToken: good.taskToken });
await call("SendTaskSuccess", { taskToken: good.taskToken, output: "8" });
assert.equal((await ended(good.executionArn)).output, "8");
const bad = await task("bad");
await call("SendTaskFailure", { taskToken: bad.taskToken, error: "E", cause: "why" });
assert.equal((await ended(bad.executionArn)).error, "E");
await call("RedriveExecution", { executionArn: bad.executionArn });
await call("StopExecution", { executionArn: bad.executionArn, error: "enough" });
assert.equal((await ended(bad.executionArn)).status, "ABORTED");
await assert.rejects(call("SendTaskSuccess", { taskToken: good.taskToken, output: "8" }), sfn.TaskTimedOut);

// Map Runs
const map = workflow({
  Type: "Map",
  ItemProcessor: {
    ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
    StartAt: "W",
    States: { W: { Type: "Wait", Seconds: 3600, End: true } },
  },
});
const maps = await call("CreateStateMachine", { name: "js-maps", definition: map, roleArn });
const parent = await call("StartExecution", { stateMachineArn: maps.stateMachineArn, input: "[1]" });
const { mapRunArn } = await until("a Map Run", async () =>
  (await call("ListMapRuns", { executionArn: parent.executionArn })).mapRuns[0],
);
await call("UpdateMapRun", { mapRunArn, maxConcurrency: 5 });
await until("the Map Run to be updated", async () => (await call("DescribeMapRun", { mapRunArn })).maxConcurrency === 5);
await call("StopExecution", { executionArn: parent.executionArn });

// Deletions
await call("DeleteStateMachineAlias", { stateMachineAliasArn });
await call("DeleteStateMachineVersion", { stateMachineVersionArn });
await call("DeleteActivity", { activityArn });
for (const machine of [stateMachineArn, quick.stateMachineArn, maps.stateMachineArn]) {
  await call("DeleteStateMachine", { stateMachineArn: machine });
}
await assert.rejects(
  call("DescribeExecution", { executionArn: `${run.executionArn}-none` }),
  (error) => error.name === "ExecutionDoesNotExist" && error.$metadata.httpStatusCode === 400,
);
client.destroy();
