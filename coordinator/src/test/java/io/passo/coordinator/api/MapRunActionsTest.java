package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.coordinator.api.Service.Result;
import io.passo.coordinator.history.MapRuns.Known;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.MapRunRecord;
import io.passo.protocol.MapRunRecord.Progress;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
                0,
                null)));
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
                    + "'total':28,'resultsWritten':3,'failuresNotRedrivable':15,'pendingRedrive':7},"
                    + "'executionCounts':{'pending':0,'running':1,'succeeded':2,'failed':2,'timedOut':3,'aborted':3,"
                    + "'total':11,'resultsWritten':2,'failuresNotRedrivable':8,'pendingRedrive':0},"
                    + "'redriveCount':0}",
                MAP_RUN, RUN));
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
