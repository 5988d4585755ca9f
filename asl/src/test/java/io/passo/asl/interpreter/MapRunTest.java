package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Json;
import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.Event.FinishedChild;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapRunTest {
  private static final String PROCESSOR =
      "'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
          + "'StartAt':'B','States':{'B':{'Type':'Pass','End':true}}}";

  private Scenario run = Scenario.givenState("'Type':'Map'," + PROCESSOR);

  private void given(String fields) {
    run = Scenario.givenState("'Type':'Map'," + fields + PROCESSOR);
  }

  private List<ExecutionStart> children() {
    return run.effects(Effect.StartChild.class).stream().map(Effect.StartChild::start).toList();
  }

  private List<String> inputs() {
    return children().stream().map(child -> child.input().text()).toList();
  }

  private MapRun mapRun() {
    return run.effects(Effect.MapRunChanged.class).getLast().mapRun();
  }

  private void succeeded(int index, String output) {
    finished(index, ExecutionStatus.SUCCEEDED, json(output), null);
  }

  private void failed(int index) {
    finished(index, ExecutionStatus.FAILED, null, "Broken");
  }

  private void finished(
      int index, ExecutionStatus status, @Nullable Json output, @Nullable String error) {
    ExecutionStart start = children().get(index);
    MapRunChild child = Objects.requireNonNull(start.childOf());
    run.when(
        new Event.ChildFinished(
            run.now(),
            index,
            child.mapRun(),
            child.index(),
            child.itemCount(),
            new FinishedChild(
                status, start.startDate(), run.now(), start.input(), output, error, null)));
  }

  @Test
  void shouldGiveEachItemToAChildAndCollectResultsInOrder() {
    // given
    run.started("[10,20]");

    // when
    succeeded(1, "2");
    succeeded(0, "1");

    // then
    run.thenSucceeded("[1,2]");
    assertThat(inputs()).containsExactly("10", "20");
    assertThat(run.eventsFrom(2))
        .containsExactly(
            "2:MapStateEntered<0",
            "3:MapStateStarted<2",
            "4:MapRunStarted<3",
            "5:MapRunSucceeded<4",
            "6:MapStateSucceeded<5",
            "7:MapStateExited<5",
            "8:ExecutionSucceeded<7");
    assertThat(mapRun().status()).isEqualTo(MapRun.Status.SUCCEEDED);
    assertThat(mapRun().items().ended().succeeded()).isEqualTo(2);
  }

  @Test
  void shouldNameWhatBelongsToTheMapRun() {
    // given
    given("'Label':'work',");

    // when
    run.started("[1]");

    // then
    ExecutionStart child = children().getFirst();
    assertThat(mapRun().arn())
        .matches("arn:aws:states:us-east-1:000000000000:mapRun:machine/work:[0-9a-f-]{36}");
    assertThat(child.executionArn())
        .isEqualTo("arn:aws:states:us-east-1:000000000000:execution:machine/work:" + child.name());
    assertThat(child.stateMachineArn())
        .isEqualTo("arn:aws:states:us-east-1:000000000000:stateMachine:machine/work");
    assertThat(child.machineOf(run.state().machine()).startAt()).isEqualTo("B");
  }

  @Test
  void shouldKeepToItsConcurrencyAndFollowAnUpdate() {
    // given
    given("'MaxConcurrency':1,");
    run.started("[1,2,3,4]");
    FrameId frame = mapRun().frame();

    // when
    succeeded(0, "1");
    int before = children().size();
    run.when(new Event.MapRunUpdated(run.now(), 7, frame, 3L, null, null));

    // then
    assertThat(before).isEqualTo(2);
    assertThat(children()).hasSize(4);
    assertThat(mapRun().limits().maxConcurrency()).isEqualTo(3);
    assertThat(mapRun().children().running()).isEqualTo(3);
  }

  @Test
  void shouldBeginOnlySoManyChildrenInOneCall() {
    // given
    StringBuilder items = new StringBuilder("[0");
    for (int i = 1; i < 600; i++) {
      items.append(',').append(i);
    }

    // when
    run.started(items + "]");
    int atOnce = children().size();
    run.advance(Duration.ZERO);

    // then
    assertThat(atOnce).isEqualTo(256);
    assertThat(children()).hasSize(600).doesNotHaveDuplicates();
    assertThat(inputs().getLast()).isEqualTo("599");
    assertThat(run.timerSeconds()).isEmpty();
  }

  @Test
  void shouldFailAtTheFirstFailureAndStopTheOthers() {
    // given
    run.started("[1,2,3]");

    // when
    failed(1);

    // then
    run.thenFailed(
        "States.ExceedToleratedFailureThreshold",
        "The specified tolerated failure threshold was exceeded");
    assertThat(run.eventsFrom(5))
        .containsExactly("5:MapRunFailed<4", "6:MapStateFailed<5", "7:ExecutionFailed<6");
    assertThat(run.effects(Effect.StopChild.class))
        .extracting(Effect.StopChild::executionArn)
        .containsExactly(children().get(0).executionArn(), children().get(2).executionArn());
    assertThat(mapRun().items().ended()).isEqualTo(new MapRunCounts(0, 1, 0, 2));
  }

  @Test
  void shouldBearToleratedFailuresAndDescribeThemInTheResult() {
    // given
    given("'ToleratedFailurePercentage':50,");
    run.started("[1,2]");

    // when
    failed(0);
    succeeded(1, "\"ok\"");

    // then
    Json output = Objects.requireNonNull(run.end().output());
    assertThat(output.node().get(0).get("Status").asText()).isEqualTo("FAILED");
    assertThat(output.node().get(0).get("Error").asText()).isEqualTo("Broken");
    assertThat(output.node().get(0).get("Input").asText()).isEqualTo("1");
    assertThat(output.node().get(1).asText()).isEqualTo("ok");
  }

  @Test
  void shouldCountFailuresByItemWhenTheyAreBatched() {
    // given
    given("'ToleratedFailureCount':2,'ItemBatcher':{'MaxItemsPerBatch':2},");
    run.started("[1,2,3]");

    // when
    failed(0);
    boolean runs = run.state().exists();
    failed(1);

    // then
    assertThat(runs).isTrue();
    assertThat(inputs()).containsExactly("{\"Items\":[1,2]}", "{\"Items\":[3]}");
    run.thenFailed(
        "States.ExceedToleratedFailureThreshold",
        "The specified tolerated failure threshold was exceeded");
  }

  @Test
  void shouldCutBatchesByBytesAndGiveThemTheirInput() {
    // given
    given(
        "'ItemSelector':{'v.$':'$$.Map.Item.Value'},'ItemBatcher':{'MaxInputBytesPerBatch':57,"
            + "'BatchInput':{'all.$':'$.n'}},'ItemsPath':'$.items',");

    // when
    run.started("{'n':7,'items':[1,2,3]}");

    // then
    assertThat(inputs())
        .containsExactly(
            "{\"BatchInput\":{\"all\":7},\"Items\":[{\"v\":1},{\"v\":2}]}",
            "{\"BatchInput\":{\"all\":7},\"Items\":[{\"v\":3}]}");
    assertThat(inputs()).allMatch(input -> input.length() <= 57);
  }

  @Test
  void shouldIterateOverTheMembersOfAnObject() {
    // given
    given(
        "'ItemSelector':{'k.$':'$$.Map.Item.Key','v.$':'$$.Map.Item.Value',"
            + "'s.$':'$$.Map.Item.Source'},");

    // when
    run.started("{'a':1,'b':2}");

    // then
    assertThat(inputs())
        .containsExactly(
            "{\"k\":\"a\",\"v\":1,\"s\":\"STATE_DATA\"}",
            "{\"k\":\"b\",\"v\":2,\"s\":\"STATE_DATA\"}");
  }

  @Test
  void shouldStartAnotherMapRunWhenItIsRetried() {
    // given
    given("'Retry':[{'ErrorEquals':['States.ExceedToleratedFailureThreshold'],'MaxAttempts':1}],");
    run.started("[1]");
    String first = mapRun().arn();
    failed(0);

    // when
    run.advance(Duration.ofSeconds(1));
    succeeded(1, "5");

    // then
    run.thenSucceeded("[5]");
    assertThat(mapRun().arn()).isNotEqualTo(first);
    assertThat(run.eventsFrom(5).subList(0, 3))
        .containsExactly("5:MapRunFailed<4", "6:MapStateStarted<5", "7:MapRunStarted<6");
  }

  @Test
  void shouldStopChildrenWithTheExecution() {
    // given
    run.started("[1]");

    // when
    run.stopped(null, null);

    // then
    assertThat(run.end().status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(run.effects(Effect.StopChild.class)).hasSize(1);
    assertThat(mapRun().status()).isEqualTo(MapRun.Status.ABORTED);
  }

  @Test
  void shouldEndAtOnceWithoutItems() {
    // when
    run.started("[]");

    // then
    run.thenSucceeded("[]");
    assertThat(children()).isEmpty();
  }

  @Test
  void shouldIgnoreWhatItDoesNotWaitFor() {
    // given
    run.started("[1,2]");
    succeeded(0, "1");

    // when
    succeeded(0, "9");

    // then
    assertThat(run.last().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'ItemBatcher':{'MaxItemsPerBatchPath':'$[0]'}      | States.Runtime | field MaxItemsPerBatch must be positive
          'ItemBatcher':{'MaxInputBytesPerBatchPath':'$[0]'} | States.Runtime | field MaxInputBytesPerBatch must be positive
          'ItemSelector':{'a.$':'$.no'} | States.Runtime | The JSONPath '$.no' specified for the field 'a.$' could not be found in the input '[0]'
          'QueryLanguage':'JSONata','ItemBatcher':{'MaxItemsPerBatch':'{% 0 %}'} | States.QueryEvaluationError | field MaxItemsPerBatch must be positive
          """)
  void shouldTellTheSameOfTheMapRunAndOfTheExecution(String fields, String error, String cause) {
    // given
    given(fields + ",");

    // when
    run.started("[0]");

    // then
    String where = "An error occurred while executing the state 'S' (entered at the event id #2). ";
    run.thenFailed(error, where + cause);
    assertThat(run.history())
        .filteredOn(event -> event.type() == EventType.MAP_RUN_FAILED)
        .singleElement()
        .extracting(HistoryEvent::details)
        .isEqualTo(new Details.Failure(EventType.MAP_RUN_FAILED, error, where + cause));
  }

  @Test
  void shouldLocateWhatFailsBelowItemBatcher() {
    // given
    given("'QueryLanguage':'JSONata','ItemBatcher':{'MaxItemsPerBatch':'{% 0 %}'},");

    // when
    run.started("[0]");

    // then
    assertThat(run.history().get(4).details())
        .isInstanceOfSatisfying(
            Details.EvaluationFailed.class,
            failed -> assertThat(failed.location()).isEqualTo("ItemBatcher/MaxItemsPerBatch"));
  }

  @Test
  void shouldRefuseAPercentageAbove100ThatAnExpressionGives() {
    // given
    given("'QueryLanguage':'JSONata','ToleratedFailurePercentage':'{% 100.5 %}',");

    // when
    run.started("[0]");

    // then
    assertThat(run.eventsFrom(3))
        .containsExactly(
            "3:MapStateStarted<2",
            "4:EvaluationFailed<3",
            "5:MapStateFailed<4",
            "6:ExecutionFailed<5");
    assertThat(run.end().cause())
        .endsWith("ToleratedFailurePercentage field must be between 0 and 100 but was: 100.5");
  }
}
