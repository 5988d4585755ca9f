// Takes the tasks of an activity, until it is stopped: PASSO_URL=http://localhost:8080 node worker.mjs <activity ARN>
import { GetActivityTaskCommand, SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } from "@aws-sdk/client-sfn";

const passo = new SFNClient({ endpoint: process.env.PASSO_URL, region: process.env.AWS_REGION ?? "us-east-1" });
const work = async ({ amounts }) => ({ total: amounts.reduce((sum, amount) => sum + amount, 0) });

for (;;) {
  const { taskToken, input } = await passo.send(new GetActivityTaskCommand({ activityArn: process.argv[2], workerName: "node" }));
  if (!taskToken) continue; // nothing to do for a minute
  try {
    const output = JSON.stringify(await work(JSON.parse(input)));
    await passo.send(new SendTaskSuccessCommand({ taskToken, output }));
  } catch (error) {
    await passo.send(new SendTaskFailureCommand({ taskToken, error: error.name, cause: error.message }));
  }
}
