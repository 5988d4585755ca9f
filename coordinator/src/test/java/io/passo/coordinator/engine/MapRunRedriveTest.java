package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.parse.DefinitionParser;
import io.passo.coordinator.engine.HistorySink.MapRunRow;
import io.passo.coordinator.engine.memory.MemoryDatabase.Row;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.MapRunRecord;
import io.passo.protocol.Reply;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Map Runs that are redriven, with parents and children on several partitions. */
class MapRunRedriveTest {
  private static final int PARTITIONS = 4;
  private static final String ARN = SimulatedApi.executionArn("each", "x");

  /** Item 3 fails until its child is redriven. */
  private static final String EACH =
      """
      {"StartAt":"M","States":{"M":{"Type":"Map","MaxConcurrency":2,"End":true,"ItemProcessor":{
        "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"C","States":{
          "C":{"Type":"Choice","Choices":[
            {"Variable":"$","NumericLessThan":3,"Next":"Ok"},
            {"Variable":"$","NumericGreaterThan":3,"Next":"Later"},
            {"Variable":"$$.Execution.RedriveCount","NumericGreaterThan":0,"Next":"Ok"}]},
          "Later":{"Type":"Wait","Seconds":1,"Next":"Ok"},
          "Ok":{"Type":"Pass","End":true}}}}}}""";

  private Cluster cluster;

  @BeforeEach
  void failAtTheThirdItem() {
    cluster = new Cluster(1, PARTITIONS);
    cluster.world.calm = true;
    cluster.machines.put("each", DefinitionParser.parse(EACH).stateMachine().orElseThrow());
    giveAll("one");
    reply(cluster.api.start("each", "x", "[1,2,3,4,5,6]", true));
    cluster.world.run(5_000);
    assertThat(Objects.requireNonNull(row(ARN).closed()).error())
        .isEqualTo("States.ExceedToleratedFailureThreshold");
  }

  private void giveAll(String name) {
    Cluster.Coordinator coordinator = cluster.coordinator(name);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      cluster.give(partition, coordinator);
    }
    cluster.world.run(2_000);
  }

  @Test
  void shouldGoOnWithTheSameMapRunAndRedriveOnlyWhatHadNotSucceeded() {
    // given
    String before = mapRun().arn();

    // when
    Reply redriven = redrive();
    cluster.world.run(10_000);

    // then
    assertThat(redriven).isInstanceOf(Reply.Redriven.class);
    assertThat(output()).isEqualTo("[1,2,3,4,5,6]");
    assertThat(mapRun().arn()).isEqualTo(before);
    assertThat(mapRun().status()).isEqualTo("SUCCEEDED");
    assertThat(mapRun().redriveCount()).isEqualTo(1);
    assertThat(mapRun().redriveDate()).isNotNull();
    assertThat(mapRun().items()).isEqualTo(new MapRunRecord.Progress(0, 0, 6, 0, 0, 0));
    assertThat(mapRun().executions()).isEqualTo(new MapRunRecord.Progress(0, 0, 6, 0, 0, 0));
    assertThat(children()).hasSize(6);
    // The third had failed, and the fourth, which ran beside it, was stopped.
    assertThat(redrivesOf("1", "2", "5", "6")).containsOnly(0);
    assertThat(redrivesOf("3", "4")).containsOnly(1);
  }

  @Test
  void shouldGoOnWhenAnotherCoordinatorTakesOver() {
    // when
    redrive();
    cluster.world.run(300);
    giveAll("two");
    cluster.world.run(10_000);

    // then
    assertThat(output()).isEqualTo("[1,2,3,4,5,6]");
    assertThat(children()).hasSize(6);
    assertThat(redrivesOf("3", "4")).containsOnly(1);
  }

  @Test
  void shouldWaitForEndsOfChildrenButNotForever() {
    // given
    Row lost = children().getFirst();
    cluster.databases.forEach(database -> database.rows().index().remove(key(lost.executionArn())));

    // when
    Reply tooSoon = redrive();
    cluster.world.run(660_000);
    Reply later = redrive();
    cluster.world.run(5_000);

    // then
    assertThat(tooSoon).isInstanceOf(Reply.Unavailable.class);
    assertThat(later).isInstanceOf(Reply.Redriven.class);
    assertThat(mapRuns()).extracting(MapRunRecord::redriveCount).containsExactly(0, 0);
  }

  private Reply redrive() {
    return reply(
        cluster.api.send(
            ARN, caller -> new EngineRequest.RedriveExecution(caller, key(ARN), ARN, null)));
  }

  private Reply reply(String request) {
    cluster.until("reply to " + request, 20_000, () -> cluster.api.reply(request) != null);
    return Objects.requireNonNull(cluster.api.reply(request));
  }

  private String output() {
    return Objects.requireNonNull(Objects.requireNonNull(row(ARN).closed()).output()).text();
  }

  private List<Row> children() {
    return rows().stream()
        .filter(row -> Objects.requireNonNull(row.started()).mapRunArn() != null)
        .toList();
  }

  private List<Integer> redrivesOf(String... inputs) {
    return children().stream()
        .filter(
            row -> List.of(inputs).contains(Objects.requireNonNull(row.started()).input().text()))
        .map(row -> redrives(Objects.requireNonNull(row.started())))
        .toList();
  }

  private static int redrives(Started started) {
    return started.redrive() == null ? 0 : started.redrive().count();
  }

  private MapRunRecord mapRun() {
    assertThat(mapRuns()).hasSize(1);
    return mapRuns().getFirst();
  }

  private List<MapRunRecord> mapRuns() {
    return cluster.databases.stream()
        .flatMap(database -> database.rows().mapRuns().values().stream())
        .map(MapRunRow::mapRun)
        .toList();
  }

  private Row row(String arn) {
    return rows().stream().filter(row -> row.executionArn().equals(arn)).findFirst().orElseThrow();
  }

  private List<Row> rows() {
    return cluster.databases.stream()
        .flatMap(database -> database.rows().index().values().stream())
        .toList();
  }

  private static ExecutionKey key(String arn) {
    return ExecutionKey.of(arn);
  }
}
