package io.passo.it.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.passo.it.support.Clients;
import io.passo.it.support.Systems;
import io.passo.standalone.system.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The workers in examples/workers, as processes; where their languages and clients are at hand. */
class ActivityWorkersIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Path EXAMPLES = Path.of("../examples/workers");

  @TempDir private static Path data;
  private static Service coordinator;
  private static SfnClient sfn;
  private final List<Process> workers = new ArrayList<>();

  @BeforeAll
  static void start() {
    coordinator = Systems.shared().coordinators().getFirst();
    sfn = Clients.client(coordinator);
  }

  @AfterEach
  void stopWorkers() {
    workers.forEach(Process::destroyForcibly);
  }

  @AfterAll
  static void stop() {
    sfn.close();
  }

  private static String machine(String activity) {
    return """
      {"StartAt": "Sum", "States": {"Sum": {"Type": "Task", "Resource": "%s", "TimeoutSeconds": 50,
        "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 0}],
        "Catch": [{"ErrorEquals": ["TypeError"], "ResultPath": "$.error", "Next": "Caught"}], "End": true},
       "Caught": {"Type": "Pass", "OutputPath": "$.error.Error", "End": true}}}
      """
        .formatted(activity);
  }

  @Test
  void shouldTakeTasksInPython() throws Exception {
    Assumptions.assumeTrue(succeeds(data, "python3", "-c", "import boto3"), "needs boto3");
    shouldWork("python", "python3", EXAMPLES.resolve("python/worker.py").toAbsolutePath());
  }

  @Test
  void shouldTakeTasksInNode() throws Exception {
    // given a copy with its client, from the registry that npm is set up for
    Path copy = Files.createDirectories(data.resolve("node"));
    for (String file : List.of("package.json", "worker.mjs")) {
      Files.copy(EXAMPLES.resolve("node").resolve(file), copy.resolve(file));
    }
    Assumptions.assumeTrue(
        succeeds(copy, "npm", "install", "--no-audit", "--no-fund", "--silent"),
        "needs npm and the AWS SDK from its registry");
    shouldWork("node", "node", copy.resolve("worker.mjs"));
  }

  private void shouldWork(String name, String command, Path script) throws Exception {
    // given
    String activity = sfn.createActivity(of -> of.name(name)).activityArn();
    String machine =
        sfn.createStateMachine(
                of ->
                    of.name(name)
                        .roleArn("arn:aws:iam::000000000000:role/demo")
                        .definition(machine(activity)))
            .stateMachineArn();
    startWorker(command, script, activity);

    // when
    DescribeExecutionResponse good = run(machine, "{\"amounts\":[1,2,39]}");
    DescribeExecutionResponse bad = run(machine, "{\"amounts\":7}");

    // then
    assertThat(good.output().replace(" ", "")).isEqualTo("{\"total\":42}");
    assertThat(bad.output()).isEqualTo("\"TypeError\"");
  }

  private void startWorker(String command, Path script, String activity) throws IOException {
    ProcessBuilder worker =
        new ProcessBuilder(command, script.toString(), activity)
            .redirectErrorStream(true)
            .redirectOutput(data.resolve(command + ".log").toFile());
    worker.environment().put("PASSO_URL", coordinator.endpoint().toString());
    worker.environment().put("AWS_ACCESS_KEY_ID", "any");
    worker.environment().put("AWS_SECRET_ACCESS_KEY", "any");
    workers.add(worker.start());
  }

  private static DescribeExecutionResponse run(String machine, String input) {
    String execution =
        sfn.startExecution(of -> of.stateMachineArn(machine).input(input)).executionArn();
    return await()
        .atMost(SOON)
        .until(
            () -> sfn.describeExecution(of -> of.executionArn(execution)),
            found -> found.status() != ExecutionStatus.RUNNING);
  }

  private static boolean succeeds(Path folder, String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
