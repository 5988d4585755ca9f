package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.coordinator.api.Service.Result;
import io.passo.coordinator.history.MapRuns.Known;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.MapRunRecord;
import io.passo.protocol.MapRunRecord.Progress;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapRunActionsTest {
  private static final String RUN = PREFIX + "execution:there:run";
  private static final String MAP_RUN = PREFIX + "mapRun:there/each:1";

  private final Service service = new Service();

  @BeforeEach
  void startExecution() {
    service.execution(service.machine("there"), "run");
    add(MAP_RUN, 1_767_323_045_678L, null);
  }

  private void add(String arn, long startDate, @Nullable Long stopDate) {
    add(arn, startDate, stopDate, null);
  }

  private void add(
      String arn, long startDate, @Nullable Long stopDate, @Nullable Long redriveDate) {
    service.mapRuns.add(
        new Known(
            RUN,
            new MapRunRecord(
                arn,
                "r.3",
                stopDate == null ? "RUNNING" : "SUCCEEDED",
                startDate,
                stopDate,
                40,
                2L,
                "12.5",
                new Progress(1, 2, 3, 4, 5, 6, 7),
                new Progress(0, 1, 2, 2, 3, 3),
                redriveDate == null ? 0 : 1,
                redriveDate)));
  }

  /** A child of another Map Run that failed, and that Map Run redriven a second later. */
  private String failedBeforeARedrive() {
    String mapRun = PREFIX + "mapRun:there/each:2";
    String child = service.execution(service.machine("there"), "child");
    service.engine.close(child, ExecutionStatus.FAILED, null);
    service.engine.adopt(child, mapRun);
    long now = service.clock.instant().toEpochMilli();
    add(mapRun, now, null, now + 1_000);
    return child;
  }

  @Test
  void shouldDescribeAMapRun() {
    // when
    Result described = service.call("DescribeMapRun", json("{'mapRunArn':'%s'}", MAP_RUN));

    // then
    assertThat(described.body())
        .hasToString(
            json(
                "{'mapRunArn':'%s','executionArn':'%s','status':'RUNNING','startDate':1.767323045678E9,"
                    + "'maxConcurrency':40,'toleratedFailurePercentage':12.5,'toleratedFailureCount':2,"
                    + "'itemCounts':{'pending':1,'running':2,'succeeded':3,'failed':4,'timedOut':5,'aborted':6,"
                    + "'total':28,'resultsWritten':3,'failuresNotRedrivable':0,'pendingRedrive':7},"
                    + "'executionCounts':{'pending':0,'running':1,'succeeded':2,'failed':2,'timedOut':3,'aborted':3,"
                    + "'total':11,'resultsWritten':2,'failuresNotRedrivable':0,'pendingRedrive':0},"
                    + "'redriveCount':0}",
                MAP_RUN, RUN));
  }

  @ParameterizedTest
  @CsvSource({"P1D,24998,0,0", "P15D,24998,1,1", "P1D,24999,1,1"})
  void shouldCountFailuresThatCannotBeRedriven(
      Duration later, long lastEvent, long children, long items) {
    // given
    String child = service.execution(service.machine("there"), "child");
    service.engine.close(child, ExecutionStatus.FAILED, null);
    service.engine.adopt(child, MAP_RUN);
    service.engine.write(
        child,
        List.of(
            new HistoryEvent(
                lastEvent,
                lastEvent - 1,
                service.clock.instant(),
                new Details.Failure(EventType.EXECUTION_FAILED, null, null))));

    // when
    service.clock.advance(later);
    Result described = service.call("DescribeMapRun", json("{'mapRunArn':'%s'}", MAP_RUN));

    // then
    assertThat(described.body().at("/executionCounts/failuresNotRedrivable").asLong())
        .isEqualTo(children);
    assertThat(described.body().at("/itemCounts/failuresNotRedrivable").asLong()).isEqualTo(items);
  }

  @Test
  void shouldCountAllFailuresOfAStateMachineThatIsBeingDeleted() {
    // given
    service.call(
        "DeleteStateMachine", json("{'stateMachineArn':'%s'}", PREFIX + "stateMachine:there"));

    // when
    Result described = service.call("DescribeMapRun", json("{'mapRunArn':'%s'}", MAP_RUN));

    // then
    assertThat(described.body().at("/executionCounts/failuresNotRedrivable").asLong()).isEqualTo(8);
    assertThat(described.body().at("/itemCounts/failuresNotRedrivable").asLong()).isEqualTo(15);
  }

  @Test
  void shouldSayThatAChildWaitsToBeRedriven() {
    // given
    String child = failedBeforeARedrive();

    // when
    Result described = service.call("DescribeExecution", json("{'executionArn':'%s'}", child));

    // then
    assertThat(described.text("status")).isEqualTo("PENDING_REDRIVE");
    assertThat(described.text("redriveStatus")).isEqualTo("NOT_REDRIVABLE");
    assertThat(described.text("redriveStatusReason"))
        .isEqualTo("Execution is PENDING_REDRIVE and cannot be redriven");
  }

  @ParameterizedTest
  @CsvSource({"PENDING_REDRIVE,1", "FAILED,0", "RUNNING,0"})
  void shouldListChildrenThatWaitToBeRedriven(String filter, int found) {
    // given
    failedBeforeARedrive();

    // when
    Result children =
        service.call(
            "ListExecutions",
            json("{'mapRunArn':'%s','statusFilter':'%s'}", PREFIX + "mapRun:there/each:2", filter));

    // then
    assertThat(children.body().get("executions"))
        .hasSize(found)
        .allSatisfy(entry -> assertThat(entry.get("status").asText()).isEqualTo("PENDING_REDRIVE"));
  }

  @Test
  void shouldListMapRunsNewestFirstInPages() {
    // given
    add(PREFIX + "mapRun:there/each:2", 1_767_323_045_679L, 1_767_323_045_680L);
    Result first = service.call("ListMapRuns", json("{'executionArn':'%s','maxResults':1}", RUN));

    // when
    Result second =
        service.call(
            "ListMapRuns",
            json(
                "{'executionArn':'%s','maxResults':1,'nextToken':'%s'}",
                RUN, first.text("nextToken")));

    // then
    assertThat(first.body().get("mapRuns"))
        .hasToString(
            json(
                "[{'executionArn':'%s','mapRunArn':'%smapRun:there/each:2','stateMachineArn':'%sstateMachine:there/each',"
                    + "'startDate':1.767323045679E9,'stopDate':1.76732304568E9}]",
                RUN, PREFIX, PREFIX));
    assertThat(StreamSupport.stream(second.body().get("mapRuns").spliterator(), false))
        .extracting(entry -> entry.get("mapRunArn").asText())
        .containsExactly(MAP_RUN);
    assertThat(second.body().has("nextToken")).isFalse();
  }

  @Test
  void shouldAskTheOwnerOfTheExecutionToUpdate() {
    // when
    Result updated =
        service.call(
            "UpdateMapRun",
            json("{'mapRunArn':'%s','maxConcurrency':0,'toleratedFailurePercentage':3}", MAP_RUN));

    // then
    assertThat(updated.error()).isEqualTo("OK");
    EngineRequest request = service.engine.requests().getLast();
    assertThat(request)
        .isInstanceOfSatisfying(
            EngineRequest.UpdateMapRun.class,
            update -> {
              assertThat(update.frame()).isEqualTo("r.3");
              assertThat(update.maxConcurrency()).isZero();
              assertThat(update.toleratedCount()).isNull();
              assertThat(update.toleratedPercentage()).isEqualTo("3.0");
            });
  }

  @Test
  void shouldRefuseToUpdateAMapRunThatHasEnded() {
    // given
    service.engine.close(RUN, ExecutionStatus.SUCCEEDED, "1");

    // when
    Result refused =
        service.call("UpdateMapRun", json("{'mapRunArn':'%s','maxConcurrency':1}", MAP_RUN));

    // then
    assertThat(refused.text("__type")).isEqualTo("ValidationException");
    assertThat(refused.text("reason")).isEqualTo("CANNOT_UPDATE_COMPLETED_MAP_RUN");
  }

  @Test
  void shouldRefuseAnUpdateOfNothing() {
    // when
    Result refused = service.call("UpdateMapRun", json("{'mapRunArn':'%s'}", MAP_RUN));

    // then
    assertThat(refused.text("reason")).isEqualTo("MISSING_REQUIRED_PARAMETER");
  }

  @Test
  void shouldNotKnowMapRunsOfOthers() {
    // when
    Result other =
        service.as("111111111111").call("DescribeMapRun", json("{'mapRunArn':'%s'}", MAP_RUN));

    // then
    assertThat(other.error())
        .isEqualTo("ResourceNotFound: Request references a resource that does not exist.");
  }

  @Test
  void shouldListChildrenOfAMapRun() {
    // when
    Result children = service.call("ListExecutions", json("{'mapRunArn':'%s'}", MAP_RUN));

    // then
    assertThat(children.body()).hasToString("{\"executions\":[]}");
  }
}
