package io.passo.coordinator.api.test;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.TaskPermissions;
import io.passo.asl.teststate.InvalidTestException;
import io.passo.asl.teststate.StateTest;
import io.passo.asl.teststate.Surroundings;
import io.passo.asl.teststate.TestRequest;
import io.passo.asl.teststate.TestResult;
import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.ApiException;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.api.JsonText;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Roles;
import io.passo.coordinator.engine.DirectSteps;
import io.passo.coordinator.security.CallerIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** Runs one state by itself; what it calls is really called unless it is mocked. */
@Singleton
public final class TestState implements Operation<TestRequest> {
  private final DirectSteps steps;
  private final TaskPermissions permissions;
  private final InstantSource clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public TestState(DirectSteps steps, TaskPermissions permissions, InstantSource clock) {
    this.steps = steps;
    this.permissions = permissions;
    this.clock = clock;
  }

  @Override
  public Duration deadline() {
    return Duration.ofMinutes(5).plus(DEADLINE);
  }

  @Override
  public TestRequest parse(Members members) {
    return TestMembers.read(members);
  }

  @Override
  public Uni<? extends Response> handle(TestRequest request, Call call) {
    if (request.roleArn() != null) {
      Roles.check(request.roleArn());
    }
    if (request.input() != null) {
      JsonText.check(request.input(), ApiErrors::invalidExecutionInput);
    }
    return CallerContext.back(
        Uni.createFrom()
            .item(() -> run(request, call.caller()))
            .runSubscriptionOn(threads)
            .map(TestAnswer::new));
  }

  private TestResult run(TestRequest request, CallerIdentity caller) {
    long entropy = ThreadLocalRandom.current().nextLong();
    Surroundings around =
        new Surroundings(caller.account(), caller.region(), clock.instant(), entropy);
    try {
      // A mocked callback gets a token that nobody can redeem: there is no execution behind it.
      StateTest test =
          StateTest.of(
              request, around, (arn, attempt) -> Long.toHexString(around.entropy()), permissions);
      return new TestedRun(test, steps, clock).toEnd();
    } catch (InvalidTestException e) {
      throw error(e);
    }
  }

  private static ApiException error(InvalidTestException e) {
    return switch (e.kind()) {
      case INVALID_DEFINITION -> new ApiException("InvalidDefinition", e.text());
      case INVALID_EXECUTION_INPUT -> ApiErrors.invalidExecutionInput(e.text());
      case VALIDATION_EXCEPTION -> ApiErrors.validation(e.text());
    };
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }

  /** The answer, in the order of the service's documentation. */
  private record TestAnswer(TestResult result) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      Json output = result.output();
      out.text("output", output == null ? null : output.text())
          .text("error", result.error())
          .text("cause", result.cause());
      if (result.inspectionData() != null) {
        out.tree("inspectionData", result.inspectionData());
      }
      out.text("nextState", result.nextState()).text("status", result.status().name());
    }
  }
}
