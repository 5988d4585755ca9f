package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PASS;
import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.api.Service.Result;
import io.passo.coordinator.engine.express.MemoryExpress;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartSyncExecutionTest {
  private static final String TASK =
      json(
          "{'StartAt':'A','States':{'A':{'Type':'Task','End':true,"
              + "'Resource':'arn:aws:lambda:us-east-1:000000000000:function:f'}}}");

  private final Service service = new Service();

  private Result run(String machine, String more) {
    return service.call(
        "StartSyncExecution", json("{'stateMachineArn':'%s'%s}", machine, more.replace('\'', '"')));
  }

  @Test
  void shouldAnswerWithTheEndAndWhatIsBilled() {
    // given
    String machine = service.express("quick", PASS);

    // when
    Result result = run(machine, ",'name':'run','input':'[1, 2]','traceHeader':'Root=1'");

    // then
    String arn = result.text("executionArn");
    assertThat(arn).startsWith(PREFIX + "express:quick:run:");
    assertThat(result.body().toString().replace(arn, "ARN"))
        .isEqualTo(
            json(
                "{'executionArn':'ARN','stateMachineArn':'%s','name':'run',"
                    + "'startDate':1.767323045678E9,'stopDate':1.767323045678E9,"
                    + "'status':'SUCCEEDED','input':'[1, 2]','inputDetails':{'included':true},"
                    + "'output':'[1, 2]','outputDetails':{'included':true},'traceHeader':'Root=1',"
                    + "'billingDetails':{'billedMemoryUsedInMB':64,"
                    + "'billedDurationInMilliseconds':100}}",
                machine));
  }

  @Test
  void shouldRunEveryCallEvenUnderTheSameName() {
    // given
    String machine = service.express("quick", PASS);

    // when
    Result first = run(machine, ",'name':'run'");
    Result second = run(machine, ",'name':'run'");

    // then
    assertThat(first.text("executionArn")).isNotEqualTo(second.text("executionArn"));
    assertThat(service.engine.requests()).isEmpty();
  }

  @Test
  void shouldLeaveOutDataWhereOnlyMetadataIsWanted() {
    // given
    String machine = service.express("quick", PASS);

    // when
    Result result = run(machine, ",'includedData':'METADATA_ONLY'");

    // then
    assertThat(result.body().has("input")).isFalse();
    assertThat(result.body().has("output")).isFalse();
    assertThat(result.body().at("/outputDetails/included").booleanValue()).isFalse();
  }

  @Test
  void shouldAnswer200ForAnExecutionThatFails() {
    // given
    service.express.workers(command -> Optional.of(MemoryExpress.failed(command, "Broken")));
    String machine = service.express("task", TASK);

    // when
    Result result = run(machine, "");

    // then
    assertThat(result.status()).isEqualTo(200);
    assertThat(result.text("status")).isEqualTo("FAILED");
    assertThat(result.text("error")).isEqualTo("Broken");
    assertThat(result.text("cause")).isEqualTo("It broke.");
    assertThat(result.body().has("output")).isFalse();
  }

  @Test
  void shouldStopWhatNobodyWaitsFor() {
    // given
    String machine = service.express("task", TASK);
    var caller =
        service
            .start("StartSyncExecution", json("{'stateMachineArn':'%s'}", machine))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    int before = service.express.runs.running();

    // when
    caller.cancel();

    // then
    assertThat(before).isEqualTo(1);
    assertThat(service.express.runs.running()).isZero();
    assertThat(service.express.control).hasSize(1);
  }

  @Test
  void shouldThrottleWhenTooManyRun() {
    // given
    String machine = service.express("task", TASK);
    String request = json("{'stateMachineArn':'%s'}", machine);
    service.start("StartSyncExecution", request).subscribe().with(answer -> {});
    service.start("StartSyncExecution", request).subscribe().with(answer -> {});

    // when
    Result result = run(machine, "");

    // then
    assertThat(result.error()).isEqualTo("ThrottlingException: Rate exceeded");
    assertThat(result.status()).isEqualTo(400);
  }

  @Test
  void shouldSayThatAnExecutionIsLostWhenTheCoordinatorStops() {
    // given
    String machine = service.express("task", TASK);
    var caller =
        service
            .start("StartSyncExecution", json("{'stateMachineArn':'%s'}", machine))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());

    // when
    service.express.runs.close();

    // then
    assertThat(caller.awaitItem().getItem().status()).isEqualTo(503);
  }

  @Test
  void shouldAnswerAnAsynchronousStartOnceItIsDurable() {
    // given
    String machine = service.express("quick", PASS);
    String request = json("{'stateMachineArn':'%s','name':'run','input':'[1]'}", machine);

    // when
    Result first = service.call("StartExecution", request);
    Result second = service.call("StartExecution", request);
    service.expressLog.away = true;
    Result away = service.call("StartExecution", request);

    // then
    assertThat(first.text("executionArn")).startsWith(PREFIX + "express:quick:run:");
    assertThat(second.text("executionArn")).isNotEqualTo(first.text("executionArn"));
    assertThat(service.expressLog.starts)
        .extracting(start -> start.executionArn())
        .containsExactly(first.text("executionArn"), second.text("executionArn"));
    assertThat(service.expressLog.starts.getFirst().input().text()).isEqualTo("[1]");
    assertThat(service.engine.requests()).isEmpty();
    assertThat(away.status()).isEqualTo(503);
  }

  @Test
  void shouldNotListWhatIsNotStored() {
    // given
    String machine = service.express("quick", PASS);

    // when
    Result result = service.call("ListExecutions", json("{'stateMachineArn':'%s'}", machine));

    // then
    assertThat(result.error())
        .isEqualTo(
            "StateMachineTypeNotSupported: This operation is not supported by this type of state machine");
  }
}
