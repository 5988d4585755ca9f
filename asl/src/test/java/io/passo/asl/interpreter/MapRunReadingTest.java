package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Event.FinishedChild;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Map Runs whose items are read, and whose results are written. */
class MapRunReadingTest {
  private static final String PROCESSOR =
      ",'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
          + "'StartAt':'B','States':{'B':{'Type':'Pass','End':true}}}";
  private static final String READER =
      "'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','ReaderConfig':{'InputType':'JSONL'},"
          + "'Parameters':{'Bucket':'b','Key.$':'$.key'}}";
  private static final String WRITER =
      "'ResultWriter':{'Resource':'arn:aws:states:::s3:putObject','Parameters':{'Bucket':'b','Prefix':'p'}}";

  private Scenario run = Scenario.givenState("'Type':'Map'," + READER + PROCESSOR);

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

  private List<Effect.ScheduleTask> calls() {
    return run.effects(Effect.ScheduleTask.class);
  }

  private static String page(int from, int to, String next) {
    return IntStream.range(from, to)
        .mapToObj(Integer::toString)
        .collect(
            Collectors.joining(
                ",", "{'Pages':[{'Source':'S3://b/k','Items':[", "]}]" + next + "}"));
  }

  private void succeeded(int index, String output) {
    finished(index, ExecutionStatus.SUCCEEDED, json(output), null);
  }

  private void finished(int index, ExecutionStatus status, Json output, @Nullable String error) {
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
  void shouldReadPagesAheadOfItsChildren() {
    // given
    given("'MaxConcurrency':2," + READER);
    run.started("{'key':'k'}");
    String first = calls().getFirst().parameters().text();

    // when
    run.succeeded(page(0, 3, ",'Next':{'Skip':3}"));
    run.succeeded(page(3, 4, ",'Next':{'Skip':4}"));
    int ahead = calls().size();
    succeeded(0, "1");
    succeeded(1, "1");
    run.succeeded(page(4, 5, ""));
    succeeded(2, "1");
    succeeded(3, "1");
    succeeded(4, "1");

    // then
    assertThat(first)
        .contains("\"Parameters\":{\"Bucket\":\"b\",\"Key\":\"k\"}", "\"MaxItems\":100000000")
        .doesNotContain("Cursor");
    assertThat(ahead).isEqualTo(2);
    assertThat(calls()).hasSize(3);
    assertThat(calls().getLast().parameters().text())
        .contains("\"Cursor\":{\"Skip\":4}", "\"First\":4");
    assertThat(inputs()).containsExactly("0", "1", "2", "3", "4");
    run.thenSucceeded("[1,1,1,1,1]");
    assertThat(run.eventsFrom(2))
        .containsExactly(
            "2:MapStateEntered<0",
            "3:MapStateStarted<2",
            "4:MapRunStarted<3",
            "5:MapRunSucceeded<4",
            "6:MapStateSucceeded<5",
            "7:MapStateExited<5",
            "8:ExecutionSucceeded<7");
    assertThat(mapRun().items().total()).isEqualTo(5);
  }

  @Test
  void shouldSucceedWithoutItems() {
    // given
    run.started("{'key':'k'}");

    // when
    run.succeeded("{'Pages':[]}");

    // then
    run.thenSucceeded("[]");
  }

  @Test
  void shouldGoOnBehindAPageWithoutItems() {
    // given
    run.started("{'key':'k'}");

    // when
    run.succeeded("{'Pages':[],'Next':{'Skip':0}}");
    run.succeeded(page(0, 1, ""));

    // then
    assertThat(inputs()).containsExactly("0");
  }

  @Test
  void shouldFillBatchesFromSeveralPages() {
    // given
    given("'ItemBatcher':{'MaxItemsPerBatch':3}," + READER);
    run.started("{'key':'k'}");

    // when
    run.succeeded(page(0, 2, ",'Next':{'Skip':2}"));
    int begun = children().size();
    run.succeeded(page(2, 4, ",'Next':{'Skip':4}"));
    run.succeeded(page(4, 5, ""));

    // then
    assertThat(begun).isZero();
    assertThat(inputs()).containsExactly("{\"Items\":[0,1,2]}", "{\"Items\":[3,4]}");
  }

  @Test
  void shouldShowSelectorsWhereAnItemComesFrom() {
    // given
    given(
        "'ItemSelector':{'k.$':'$$.Map.Item.Key','v.$':'$$.Map.Item.Value','s.$':'$$.Map.Item.Source',"
            + "'i.$':'$$.Map.Item.Index','in.$':'$.key'},"
            + READER);
    run.started("{'key':'k'}");

    // when
    run.succeeded("{'Pages':[{'Source':'S3://b/k','Items':[7],'Keys':['seven']}]}");

    // then
    assertThat(inputs())
        .containsExactly("{\"k\":\"seven\",\"v\":7,\"s\":\"S3://b/k\",\"i\":0,\"in\":\"k\"}");
  }

  @Test
  void shouldFailIfItemsCannotBeRead() {
    // given
    run.started("{'key':'k'}");

    // when
    run.failed("States.ItemReaderFailed", "S3://b/k, line 3: broken");

    // then
    run.thenFailed("States.ItemReaderFailed", "S3://b/k, line 3: broken");
    assertThat(run.eventsFrom(4))
        .containsExactly(
            "4:MapRunStarted<3", "5:MapRunFailed<4", "6:MapStateFailed<5", "7:ExecutionFailed<6");
  }

  @Test
  void shouldRetryWithAnotherMapRun() {
    // given
    given("'Retry':[{'ErrorEquals':['States.ItemReaderFailed']}]," + READER);
    run.started("{'key':'k'}");

    // when
    run.failed("Passo.WorkerCrashed", "gone");
    run.advance(Duration.ofSeconds(1));

    // then
    assertThat(calls()).hasSize(2);
    assertThat(calls().getFirst().attempt()).isNotEqualTo(calls().getLast().attempt());
  }

  @Test
  void shouldStopReadingWhenItFails() {
    // given
    run.started("{'key':'k'}");
    run.succeeded(page(0, 1, ",'Next':{'Skip':1}"));

    // when
    finished(0, ExecutionStatus.FAILED, Json.NULL, "Broken");

    // then
    run.thenFailed(
        "States.ExceedToleratedFailureThreshold",
        "The specified tolerated failure threshold was exceeded");
    assertThat(run.effects(Effect.CancelTask.class)).hasSize(1);
  }

  @Test
  void shouldKnowAShareOfFailuresOnlyWhenAllItemsAreKnown() {
    // given
    given("'ToleratedFailurePercentage':50," + READER);
    run.started("{'key':'k'}");
    run.succeeded(page(0, 1, ",'Next':{'Skip':1}"));

    // when
    finished(0, ExecutionStatus.FAILED, Json.NULL, "Broken");
    boolean goesOn = run.state().exists();
    run.succeeded(page(1, 2, ""));
    succeeded(1, "1");

    // then
    assertThat(goesOn).isTrue();
    assertThat(mapRun().status()).isEqualTo(MapRun.Status.SUCCEEDED);
  }

  @Test
  void shouldTellWhatIsWrongWithMaxItemsBeforeItBegins() {
    // given
    given(READER.replace("'InputType':'JSONL'", "'InputType':'JSONL','MaxItemsPath':'$.most'"));

    // when
    run.started("{'key':'k','most':-1}");

    // then
    assertThat(run.eventsFrom(3)).containsExactly("3:MapStateStarted<2", "4:ExecutionFailed<3");
  }

  @Test
  void shouldWriteResultsAndGiveTheManifest() {
    // given
    given(WRITER);
    run.started("[1,2]");
    succeeded(0, "{'a':1}");
    int early = calls().size();

    // when
    succeeded(1, "2");
    String part = calls().getLast().parameters().text();
    run.succeeded("{}");
    String last = calls().getLast().parameters().text();
    run.succeeded("{'Bucket':'b','Key':'p/id/manifest.json'}");

    // then
    assertThat(early).isZero();
    assertThat(part)
        .contains(
            "\"Part\":0",
            "\"Results\":[{\"ExecutionArn\":",
            "\"Input\":\"1\"",
            "\"Output\":\"{\\\"a\\\":1}\"",
            "\"Output\":\"2\"");
    assertThat(last).contains("\"Parts\":1", "\"Transformation\":\"NONE\"", "\"Lines\":false");
    run.thenSucceeded(
        "{\"MapRunArn\":\""
            + mapRun().arn()
            + "\",\"ResultWriterDetails\":{\"Bucket\":\"b\",\"Key\":\"p/id/manifest.json\"}}");
  }

  @Test
  void shouldPublishResultsOfAMapRunThatFails() {
    // given
    given(WRITER);
    run.started("[1,2]");

    // when
    finished(0, ExecutionStatus.FAILED, Json.NULL, "Broken");
    List<Effect.StopChild> stopped = run.effects(Effect.StopChild.class);
    finished(1, ExecutionStatus.ABORTED, Json.NULL, null);
    run.succeeded("{}");
    boolean open = run.state().exists();
    run.succeeded("{'Bucket':'b','Key':'k'}");

    // then
    assertThat(stopped).hasSize(1);
    assertThat(open).isTrue();
    run.thenFailed(
        "States.ExceedToleratedFailureThreshold",
        "The specified tolerated failure threshold was exceeded");
    assertThat(mapRun().status()).isEqualTo(MapRun.Status.FAILED);
  }

  @Test
  void shouldFailIfResultsCannotBeWritten() {
    // given
    given(WRITER);
    run.started("[1]");
    succeeded(0, "1");

    // when
    run.failed("States.ResultWriterFailed", "no such bucket");

    // then
    run.thenFailed("States.ResultWriterFailed", "no such bucket");
  }

  @Test
  void shouldPublishNoResults() {
    // given
    given(WRITER);
    run.started("[]");

    // when
    run.succeeded("{'Bucket':'b','Key':'k'}");

    // then
    assertThat(mapRun().status()).isEqualTo(MapRun.Status.SUCCEEDED);
  }

  @Test
  void shouldWriteInPartsAndBeginNoMoreChildrenThanItCanWriteFor() {
    // given
    given("'MaxConcurrency':40," + WRITER);
    run.started(
        IntStream.range(0, 200)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(",", "[", "]")));
    String output = "'" + "x".repeat(100_000) + "'";

    // when
    for (int i = 0; i < 30; i++) {
      succeeded(i, output);
    }
    int begun = children().size();
    for (int i = 0; i < 6; i++) {
      run.succeeded("{}");
    }

    // then
    assertThat(begun).isBetween(55, 66);
    assertThat(calls()).allMatch(call -> call.parameters().size() < 400_000);
    assertThat(children().size()).isGreaterThan(begun);
  }

  @Test
  void shouldFormatTheOutputWithoutExport() {
    // given
    given("'ResultWriter':{'WriterConfig':{'Transformation':'FLATTEN','OutputType':'JSON'}}");
    run.started("[1,2]");

    // when
    succeeded(1, "3");
    succeeded(0, "[1,2]");

    // then
    run.thenSucceeded("[1,2,3]");
  }

  @Test
  void shouldGiveALinePerResultWithoutExport() {
    // given
    given("'ResultWriter':{'WriterConfig':{'Transformation':'COMPACT','OutputType':'JSONL'}}");
    run.started("[1,2]");

    // when
    succeeded(0, "{'a':1}");
    succeeded(1, "2");

    // then
    run.thenSucceeded("\"{\\\"a\\\":1}\\n2\\n\"");
  }
}
