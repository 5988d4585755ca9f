package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.coordinator.api.Service.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedriveActionsTest {
  private static final String THERE = PREFIX + "stateMachine:there";
  private static final String RUN = PREFIX + "execution:there:run";

  private final Service service = new Service();

  @BeforeEach
  void start() {
    service.machine("there");
    service.execution(THERE, "run");
  }

  @Test
  void shouldRedriveWhatFailed() {
    // given
    service.engine.close(RUN, ExecutionStatus.FAILED, null);
    Result failed = describe();
    service.clock.advance(Duration.ofSeconds(10));

    // when
    Result redriven = redrive("");

    // then
    assertThat(failed.text("redriveStatus")).isEqualTo("REDRIVABLE");
    assertThat(failed.body().has("redriveStatusReason")).isFalse();
    assertThat(failed.text("redriveCount")).isEqualTo("0");
    assertThat(redriven.text("redriveDate")).isEqualTo("1.767323055678E9");
    Result described = describe();
    assertThat(described.text("status")).isEqualTo("RUNNING");
    assertThat(described.text("redriveCount")).isEqualTo("1");
    assertThat(described.text("redriveDate")).isEqualTo("1.767323055678E9");
    assertThat(described.text("startDate")).isEqualTo("1.767323045678E9");
    assertThat(described.body().has("stopDate")).isFalse();
    assertThat(list("REDRIVEN").body().at("/executions/0/redriveCount").asInt()).isEqualTo(1);
    assertThat(list("NOT_REDRIVEN").body().get("executions")).isEmpty();
  }

  @Test
  void shouldGiveTheSameAnswerForTheSameToken() {
    // given
    service.engine.close(RUN, ExecutionStatus.ABORTED, null);
    Result first = redrive(",'clientToken':'t'");
    service.clock.advance(Duration.ofSeconds(10));

    // when
    Result whileRunning = redrive(",'clientToken':'t'");
    service.engine.close(RUN, ExecutionStatus.SUCCEEDED, "1");
    Result afterwards = redrive(",'clientToken':'t'");

    // then
    assertThat(whileRunning).isEqualTo(first);
    assertThat(afterwards).isEqualTo(first);
    assertThat(redrive(",'clientToken':'u'").error())
        .isEqualTo("ExecutionNotRedrivable: Execution is SUCCEEDED and cannot be redriven");
  }

  @Test
  void shouldRefuseAfterFourteenDays() {
    // given
    service.engine.close(RUN, ExecutionStatus.TIMED_OUT, null);
    service.clock.advance(Duration.ofDays(14));
    assertThat(describe().text("redriveStatus")).isEqualTo("REDRIVABLE");

    // when
    service.clock.advance(Duration.ofMillis(1));

    // then
    shouldBeRefused("Execution redrivable period exceeded");
  }

  @Test
  void shouldRefuseWhatIsOlderThanAYear() {
    // given
    service.clock.advance(Duration.ofDays(360));
    service.engine.close(RUN, ExecutionStatus.FAILED, null);

    // when
    service.clock.advance(Duration.ofDays(6));

    // then
    shouldBeRefused("Execution has exceeded the max execution time");
  }

  @Test
  void shouldRefuseIfTheStateMachineIsBeingDeleted() {
    // given
    service.engine.close(RUN, ExecutionStatus.FAILED, null);

    // when
    service.call("DeleteStateMachine", json("{'stateMachineArn':'%s'}", THERE));

    // then
    shouldBeRefused("State machine is in DELETING status");
  }

  @Test
  void shouldRefuseIfTheHistoryIsFull() {
    // given
    service.engine.close(RUN, ExecutionStatus.FAILED, null);

    // when
    service.engine.write(
        RUN,
        List.of(
            new HistoryEvent(
                24_999,
                24_998,
                service.clock.instant(),
                new Details.Failure(EventType.EXECUTION_FAILED, null, null))));

    // then
    shouldBeRefused("Execution history event limit exceeded");
  }

  @Test
  void shouldRefuseTheChildOfAMapRun() {
    // given
    service.engine.close(RUN, ExecutionStatus.FAILED, null);

    // when
    service.engine.adopt(RUN, PREFIX + "mapRun:there/each:1");

    // then
    assertThat(describe().text("redriveStatus")).isEqualTo("REDRIVABLE_BY_MAP_RUN");
    assertThat(redrive("").error())
        .isEqualTo(
            "ExecutionNotRedrivable: Execution was started by a Map Run and cannot be redriven");
    service.clock.advance(Duration.ofDays(15));
    assertThat(describe().text("redriveStatus")).isEqualTo("NOT_REDRIVABLE");
    assertThat(describe().text("redriveStatusReason"))
        .isEqualTo("Execution redrivable period exceeded");
  }

  private void shouldBeRefused(String reason) {
    assertThat(describe().text("redriveStatus")).isEqualTo("NOT_REDRIVABLE");
    assertThat(describe().text("redriveStatusReason")).isEqualTo(reason);
    assertThat(redrive("").error()).isEqualTo("ExecutionNotRedrivable: " + reason);
  }

  private Result redrive(String members) {
    return service.call("RedriveExecution", json("{'executionArn':'%s'" + members + "}", RUN));
  }

  private Result describe() {
    return service.call("DescribeExecution", json("{'executionArn':'%s'}", RUN));
  }

  private Result list(String filter) {
    return service.call(
        "ListExecutions", json("{'stateMachineArn':'%s','redriveFilter':'%s'}", THERE, filter));
  }
}
