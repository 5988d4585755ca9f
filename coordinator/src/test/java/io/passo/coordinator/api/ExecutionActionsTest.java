package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Json;
import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.coordinator.api.Service.Result;
import io.passo.coordinator.engine.OverloadedException;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.coordinator.state.LiveExecutions;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecutionActionsTest {
  private static final String THERE = PREFIX + "stateMachine:there";
  private static final String RUN = PREFIX + "execution:there:run";

  private final Service service = new Service();

  @BeforeEach
  void createStateMachine() {
    service.machine("there");
  }

  @Test
  void shouldStartUnderTheGivenName() {
    // when
    Result started =
        service.call(
            "StartExecution",
            json(
                "{'stateMachineArn':'%s','name':'run','input':'[1, 2]','traceHeader':'Root=1'}",
                THERE));

    // then
    assertThat(started.body())
        .hasToString("{\"executionArn\":\"" + RUN + "\",\"startDate\":1.767323045678E9}");
    Result described = describe(RUN);
    assertThat(described.text("input")).isEqualTo("[1, 2]");
    assertThat(described.text("status")).isEqualTo("RUNNING");
    assertThat(described.text("traceHeader")).isEqualTo("Root=1");
    assertThat(described.text("redriveStatusReason"))
        .isEqualTo("Execution is RUNNING and cannot be redriven");
    assertThat(described.body().has("stopDate")).isFalse();
  }

  @Test
  void shouldGenerateANameAndAnInput() {
    // when
    Result started = service.call("StartExecution", json("{'stateMachineArn':'%s'}", THERE));

    // then
    assertThat(started.text("executionArn"))
        .matches(PREFIX + "execution:there:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(describe(started.text("executionArn")).text("input")).isEqualTo("{}");
    EngineRequest.StartExecution request =
        (EngineRequest.StartExecution) service.engine.requests().getLast();
    assertThat(request.named()).isFalse();
  }

  @Test
  void shouldGiveTheSameAnswerForTheSameNameAndInputWhileItRuns() {
    // given
    String request =
        json("{'stateMachineArn':'%s','name':'run','input':'{\\'a\\':1}'}", THERE)
            .replace("\\\"", "\\\"");
    Result first = service.call("StartExecution", request);
    service.clock.advance(Duration.ofSeconds(9));

    // when
    Result again = service.call("StartExecution", request);
    service.engine.close(RUN, ExecutionStatus.SUCCEEDED, "7");
    Result closed = service.call("StartExecution", request);

    // then
    assertThat(again).isEqualTo(first);
    assertThat(closed.error())
        .isEqualTo("ExecutionAlreadyExists: Execution Already Exists: '" + RUN + "'");
  }

  @Test
  void shouldAskToTryAgainWhenTheOwnerDoesNotAnswer() {
    // given
    service.engine.answerWith(CompletableFuture.failedFuture(new UnavailableException("no reply")));

    // when
    Result started =
        service.call("StartExecution", json("{'stateMachineArn':'%s','name':'run'}", THERE));

    // then
    assertThat(started.status()).isEqualTo(503);
    assertThat(started.text("__type")).isEqualTo("ServiceUnavailable");
  }

  @Test
  void shouldThrottleStartsWhileTheEngineIsBehind() {
    // given
    service.engine.answerWith(CompletableFuture.failedFuture(new OverloadedException("behind")));

    // when
    Result started = service.call("StartExecution", json("{'stateMachineArn':'%s'}", THERE));

    // then
    assertThat(started.status()).isEqualTo(400);
    assertThat(started.text("__type")).isEqualTo("ThrottlingException");
    assertThat(started.text("message")).isEqualTo("Rate exceeded");
  }

  @Test
  void shouldThrottleStartsWhileAStoreIsNearlyFull() {
    // given
    service.admission.close(Optional.of("Redis is nearly full"));

    // when
    Result started = service.call("StartExecution", json("{'stateMachineArn':'%s'}", THERE));

    // then
    assertThat(started.status()).isEqualTo(400);
    assertThat(started.text("__type")).isEqualTo("ThrottlingException");
  }

  @Test
  void shouldAskToTryAgainWhenTheOwnerSaysSo() {
    // given
    service.engine.answerWith(
        CompletableFuture.completedFuture(new Reply.Unavailable("1", "PostgreSQL is down")));

    // when
    Result started =
        service.call("StartExecution", json("{'stateMachineArn':'%s','name':'run'}", THERE));

    // then
    assertThat(started.status()).isEqualTo(503);
  }

  @Test
  void shouldAnswerAnUnnamedStartOnTheAcknowledgementWhenTheCommitTakesLong() {
    // given
    service.engine.answerWith(new CompletableFuture<>());

    // when
    Result started = service.call("StartExecution", json("{'stateMachineArn':'%s'}", THERE));

    // then
    assertThat(started.error()).isEqualTo("OK");
    assertThat(service.engine.requests()).hasSize(1);
    assertThat(describe(started.text("executionArn")).text("status")).isEqualTo("RUNNING");
  }

  @Test
  void shouldDescribeAClosedExecution() {
    // given
    service.execution(THERE, "run");
    service.clock.advance(Duration.ofSeconds(1));
    service.engine.close(RUN, ExecutionStatus.SUCCEEDED, "{\"a\":1}");

    // when
    Result all = describe(RUN);
    Result metadata =
        service.call(
            "DescribeExecution", json("{'executionArn':'%s','includedData':'METADATA_ONLY'}", RUN));

    // then
    assertThat(all.text("output")).isEqualTo("{\"a\":1}");
    assertThat(all.body().get("outputDetails")).hasToString("{\"included\":true}");
    assertThat(all.body().get("stopDate").asDouble()).isEqualTo(1767323046.678);
    assertThat(metadata.body().has("input")).isFalse();
    assertThat(metadata.body().has("output")).isFalse();
    assertThat(metadata.body().get("inputDetails")).hasToString("{\"included\":false}");
  }

  @Test
  void shouldNeverDenyAnExecutionFromAHole() {
    // given
    service.execution(THERE, "run");
    service.engine.redisSays(new LiveExecutions.Unavailable("being rebuilt"));

    // when
    Result known = describe(RUN);
    Result unknown = describe(RUN + "2");
    Result history = service.call("GetExecutionHistory", json("{'executionArn':'%s2'}", RUN));

    // then
    assertThat(known.text("status")).isEqualTo("RUNNING");
    assertThat(unknown.status()).isEqualTo(503);
    assertThat(history.status()).isEqualTo(503);
  }

  @Test
  void shouldNotDenyAClosedExecutionThatTheIndexHasNotSeen() {
    // given
    service.engine.redisSays(new LiveExecutions.Closed(1, 7));
    service.engine.sinkReaches(6);

    // when
    Result described = describe(RUN);

    // then
    assertThat(described.status()).isEqualTo(503);
  }

  @Test
  void shouldDenyAClosedExecutionThatTheIndexHasNoMore() {
    // given
    service.engine.redisSays(new LiveExecutions.Closed(1, 7));
    service.engine.sinkReaches(7);

    // when
    Result described = describe(RUN);

    // then
    assertThat(described.error())
        .isEqualTo("ExecutionDoesNotExist: Execution Does Not Exist: '" + RUN + "'");
  }

  @Test
  void shouldNotDenyWhatRedisMayNotHaveFoldedYet() {
    // given
    service.engine.redisSays(new LiveExecutions.Absent(0, 7));
    service.engine.journalReaches(8);

    // when
    Result described = describe(RUN);

    // then
    assertThat(described.status()).isEqualTo(503);
  }

  @Test
  void shouldFindInTheIndexWhatRedisHasForgotten() {
    // given
    service.execution(THERE, "run");
    service.engine.close(RUN, ExecutionStatus.FAILED, null);
    service.engine.redisSays(new LiveExecutions.Absent(0, 0));

    // when
    Result described = describe(RUN);

    // then
    assertThat(described.text("status")).isEqualTo("FAILED");
  }

  @Test
  void shouldStopAndAnswerTheStoredDateAfterwards() {
    // given
    service.execution(THERE, "run");
    service.clock.advance(Duration.ofSeconds(1));

    // when
    Result stopped =
        service.call(
            "StopExecution", json("{'executionArn':'%s','error':'E','cause':'because'}", RUN));
    service.clock.advance(Duration.ofSeconds(1));
    Result again = service.call("StopExecution", json("{'executionArn':'%s'}", RUN));

    // then
    assertThat(stopped.body()).hasToString("{\"stopDate\":1.767323046678E9}");
    assertThat(again).isEqualTo(stopped);
    assertThat(describe(RUN).text("error")).isEqualTo("E");
    assertThat(describe(RUN).text("cause")).isEqualTo("because");
  }

  @Test
  void shouldNotStopAnExecutionThatIsDeletedAlready() {
    // given an engine that remembers it still
    service.engine.answerWith(
        CompletableFuture.completedFuture(new Reply.Stopped("any", service.clock.millis())));
    service.clock.advance(Duration.ofDays(90).plusMillis(1));

    // when
    Result stopped = service.call("StopExecution", json("{'executionArn':'%s'}", RUN));

    // then
    assertThat(stopped.text("__type")).isEqualTo("ExecutionDoesNotExist");
    assertThat(stopped.text("message")).isEqualTo("Execution Does Not Exist: '" + RUN + "'");
  }

  @Test
  void shouldListNewestFirstByStatusInPages() {
    // given
    for (String name : List.of("a", "b", "c")) {
      service.execution(THERE, name);
      service.clock.advance(Duration.ofMillis(1));
    }
    service.engine.close(PREFIX + "execution:there:b", ExecutionStatus.SUCCEEDED, "1");

    // when
    Result first = list("'maxResults':2");
    Result second = list("'maxResults':2,'nextToken':'" + first.text("nextToken") + "'");
    Result running = list("'statusFilter':'RUNNING'");
    Result redriven = list("'redriveFilter':'REDRIVEN'");
    Result wrong = list("'statusFilter':'RUNNING','nextToken':'" + first.text("nextToken") + "'");

    // then
    assertThat(first.body().findValuesAsText("name")).containsExactly("c", "b");
    assertThat(second.body().findValuesAsText("name")).containsExactly("a");
    assertThat(second.body().has("nextToken")).isFalse();
    assertThat(running.body().findValuesAsText("name")).containsExactly("c", "a");
    assertThat(redriven.body().get("executions")).isEmpty();
    assertThat(wrong.text("__type")).isEqualTo("InvalidToken");
  }

  @Test
  void shouldPageThroughAHistoryInBothDirections() {
    // given
    service.execution(THERE, "run");
    service.engine.write(RUN, List.of(event(1), event(2), event(3)));

    // when
    Result first = history("'maxResults':2");
    Result second = history("'maxResults':2,'nextToken':'" + first.text("nextToken") + "'");
    Result newest = history("'maxResults':2,'reverseOrder':true");
    Result oldest =
        history(
            "'maxResults':2,'reverseOrder':true,'nextToken':'" + newest.text("nextToken") + "'");
    Result mixed = history("'reverseOrder':true,'nextToken':'" + first.text("nextToken") + "'");

    // then
    assertThat(first.body().findValuesAsText("id")).containsExactly("1", "2");
    assertThat(second.body().findValuesAsText("id")).containsExactly("3");
    assertThat(second.body().has("nextToken")).isFalse();
    assertThat(newest.body().findValuesAsText("id")).containsExactly("3", "2");
    assertThat(oldest.body().findValuesAsText("id")).containsExactly("1");
    assertThat(mixed.text("__type")).isEqualTo("InvalidToken");
  }

  @Test
  void shouldLeavePayloadsOutOfAHistory() {
    // given
    service.execution(THERE, "run");
    service.engine.write(RUN, List.of(event(1)));

    // when
    Result all = history("'maxResults':0");
    Result without = history("'includeExecutionData':false");

    // then
    assertThat(all.body().findValue("stateEnteredEventDetails").get("input").asText())
        .isEqualTo("{\"n\":1}");
    assertThat(without.body().findValue("stateEnteredEventDetails").has("input")).isFalse();
  }

  @Test
  void shouldReadALongHistoryInOnePage() {
    // given
    service.execution(THERE, "run");
    service.engine.write(RUN, LongStream.rangeClosed(1, 1001).mapToObj(this::event).toList());

    // when
    Result first = history("'maxResults':1000");
    Result rest = history("'maxResults':1000,'nextToken':'" + first.text("nextToken") + "'");
    Result newest = history("'maxResults':250,'reverseOrder':true");

    // then
    assertThat(first.body().get("events")).hasSize(1000);
    assertThat(first.body().get("events").get(999).get("id").asInt()).isEqualTo(1000);
    assertThat(rest.body().findValuesAsText("id")).containsExactly("1001");
    assertThat(newest.body().get("events")).hasSize(250);
    assertThat(newest.body().get("events").get(249).get("id").asInt()).isEqualTo(752);
  }

  @Test
  void shouldEndAPageBeforeItGetsTooLarge() {
    // given
    service.execution(THERE, "run");
    service.engine.write(RUN, LongStream.rangeClosed(1, 40).mapToObj(this::largeEvent).toList());

    // when
    Result first = history("'maxResults':1000");
    Result second = history("'maxResults':1000,'nextToken':'" + first.text("nextToken") + "'");

    // then
    assertThat(first.body().get("events")).hasSize(15);
    assertThat(second.body().get("events").get(0).get("id").asInt()).isEqualTo(16);
  }

  private HistoryEvent largeEvent(long id) {
    String input = "\"" + "x".repeat(262_142) + "\"";
    return event(id, input);
  }

  private Result describe(String arn) {
    return service.call("DescribeExecution", json("{'executionArn':'%s'}", arn));
  }

  private Result list(String members) {
    return service.call(
        "ListExecutions", json("{'stateMachineArn':'" + THERE + "'," + members + "}"));
  }

  private Result history(String members) {
    return service.call(
        "GetExecutionHistory", json("{'executionArn':'" + RUN + "'," + members + "}"));
  }

  private HistoryEvent event(long id) {
    return event(id, "{\"n\":" + id + "}");
  }

  private HistoryEvent event(long id, String input) {
    return new HistoryEvent(
        id,
        id - 1,
        service.clock.instant(),
        new Details.StateEntered(
            EventType.PASS_STATE_ENTERED, "A", Json.of(input.getBytes(StandardCharsets.UTF_8))));
  }
}
