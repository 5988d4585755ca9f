package io.passo.it.maprun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.it.support.Clients;
import io.passo.it.support.S3Server;
import io.passo.it.support.Systems;
import io.passo.standalone.bench.Etl;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.Service;
import io.passo.standalone.system.SystemOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.MapRunListItem;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** Items from S3, results to S3, on the whole system. */
class DistributedMapIT {
  /** Items of three fail until they are redriven. */
  private static final String FAILS_AT_THREE =
      "'StartAt':'C','States':{'C':{'Type':'Choice','Choices':["
          + "{'Variable':'$','NumericLessThan':3,'Next':'P'},"
          + "{'Variable':'$','NumericGreaterThan':3,'Next':'P'},"
          + "{'Variable':'$$.Execution.RedriveCount','NumericGreaterThan':0,'Next':'P'}]},"
          + "'P':{'Type':'Pass','End':true}}";

  /** The same, and those that are redriven take two seconds. */
  private static final String SLOW_WHEN_REDRIVEN =
      FAILS_AT_THREE
          .replace("'NumericGreaterThan':0,'Next':'P'", "'NumericGreaterThan':0,'Next':'W'")
          .replace(
              "'P':{'Type':'Pass'",
              "'W':{'Type':'Wait','Seconds':2,'Next':'P'},'P':{'Type':'Pass'");

  private static final int OPEN_MAP_RUNS = 24;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String ROLE = "arn:aws:iam::000000000000:role/demo";
  private static final JsonMapper JSON = new JsonMapper();

  private static PassoSystem system;
  private static S3Server s3;
  private static Clients clients;

  @BeforeAll
  static void start(@TempDir Path data) {
    s3 = S3Server.start(data.resolve("s3"));
    system =
        PassoSystem.start(
            SystemOptions.forTests(data.resolve("passo"))
                .withCoordinators(2)
                .withAdapters(2)
                .withEnvironment("AWS_ENDPOINT_URL_S3", s3.url())
                .withEnvironment("PASSO_QUOTA_OPEN_MAP_RUNS", Integer.toString(OPEN_MAP_RUNS)));
    clients = new Clients(system.coordinators());
  }

  @AfterAll
  static void stop() {
    clients.close();
    Systems.discard(system);
    s3.close();
  }

  private static String reader(String resource, String parameters, String config) {
    return "'ItemReader':{'Resource':'arn:aws:states:::s3:"
        + resource
        + "','Parameters':{'Bucket':'data',"
        + parameters
        + "},'ReaderConfig':{"
        + config
        + "}}";
  }

  private static String writer(String prefix, String config) {
    return "'ResultWriter':{'Resource':'arn:aws:states:::s3:putObject','Parameters':{'Bucket':'data',"
        + "'Prefix':'"
        + prefix
        + "'}"
        + (config.isEmpty() ? "" : ",'WriterConfig':{" + config + "}")
        + "}";
  }

  /** Starts a Distributed Map whose children give their input back. */
  private static String started(String name, String first, String... fields) {
    return started("STANDARD", name, first, fields);
  }

  private static String started(String type, String name, String first, String[] fields) {
    String definition =
        "{'StartAt':'M','States':{'M':{'Type':'Map','End':true,"
            + String.join(",", fields)
            + ",'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'"
            + type
            + "'},"
            + first
            + "}}}}";
    String machine =
        clients.call(
            client ->
                client
                    .createStateMachine(
                        of -> of.name(name).roleArn(ROLE).definition(definition.replace('\'', '"')))
                    .stateMachineArn());
    return clients.call(
        client ->
            client
                .startExecution(of -> of.stateMachineArn(machine).name("run").input("{}"))
                .executionArn());
  }

  private static final String PASS = "'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}";
  private static final String WAIT =
      "'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':1,'End':true}}";

  private static DescribeExecutionResponse described(String execution) {
    return clients.call(client -> client.describeExecution(of -> of.executionArn(execution)));
  }

  private static DescribeExecutionResponse ended(String execution) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> described(execution).status() != ExecutionStatus.RUNNING);
    return described(execution);
  }

  private static DescribeMapRunResponse mapRun(String execution) {
    String arn = mapRunArns(execution).getFirst();
    return clients.call(client -> client.describeMapRun(of -> of.mapRunArn(arn)));
  }

  private static List<String> mapRunArns(String execution) {
    return clients
        .call(client -> client.listMapRuns(of -> of.executionArn(execution)))
        .mapRuns()
        .stream()
        .map(MapRunListItem::mapRunArn)
        .toList();
  }

  /** So many children of this status: they may take a moment to arrive in the index. */
  private static List<ExecutionListItem> children(
      DescribeMapRunResponse run, ExecutionStatus status, int count) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                clients
                    .call(
                        client ->
                            client.listExecutions(
                                of -> of.mapRunArn(run.mapRunArn()).statusFilter(status)))
                    .executions(),
            found -> found.size() == count);
  }

  /** The end of children may take a moment to arrive in the index. */
  private static void redriven(String execution) {
    await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(SfnException.class)
        .until(
            () ->
                clients
                    .call(client -> client.redriveExecution(of -> of.executionArn(execution)))
                    .redriveDate(),
            Objects::nonNull);
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }

  private static String numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  @Test
  void shouldReadRowsInBatchesAndExportWhatBecameOfThem() throws IOException {
    // given
    StringBuilder rows = new StringBuilder("id,name\n");
    for (int i = 0; i < 2_300; i++) {
      rows.append(i).append(",\"name, ").append(i).append("\"\n");
    }
    s3.put("rows.csv", rows.toString());

    // when
    String execution =
        started(
            "rows",
            PASS,
            reader(
                "getObject",
                "'Key':'rows.csv'",
                "'InputType':'CSV','CSVHeaderLocation':'FIRST_ROW'"),
            "'ItemBatcher':{'MaxItemsPerBatch':500}",
            writer("out", ""));
    DescribeExecutionResponse ended = ended(execution);

    // then
    assertThat(ended.status()).as(ended.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    DescribeMapRunResponse run = mapRun(execution);
    assertThat(run.status()).isEqualTo(MapRunStatus.SUCCEEDED);
    assertThat(run.itemCounts().succeeded()).isEqualTo(2_300);
    assertThat(run.executionCounts().succeeded()).isEqualTo(5);
    JsonNode output = json(ended.output());
    String key = output.path("ResultWriterDetails").path("Key").asText();
    assertThat(output.path("MapRunArn").asText()).isEqualTo(run.mapRunArn());
    assertThat(key)
        .isEqualTo(
            "out/"
                + run.mapRunArn().substring(run.mapRunArn().lastIndexOf(':') + 1)
                + "/manifest.json");
    JsonNode manifest = json(s3.text(key));
    JsonNode file = manifest.path("ResultFiles").path("SUCCEEDED").get(0);
    assertThat(file.path("Key").asText()).endsWith("/SUCCEEDED_0.json");
    JsonNode results = json(s3.text(file.path("Key").asText()));
    assertThat(results).hasSize(5);
    List<String> ids = new ArrayList<>();
    for (JsonNode result : results) {
      assertThat(result.path("Status").asText()).isEqualTo("SUCCEEDED");
      json(result.path("Output").asText())
          .path("Items")
          .forEach(item -> ids.add(item.path("id").asText() + item.path("name").asText()));
    }
    assertThat(ids)
        .hasSize(2_300)
        .doesNotHaveDuplicates()
        .contains("0name, 0", "1234name, 1234", "2299name, 2299");
    assertThat(s3.keys("out/")).hasSize(2);
  }

  @Test
  void shouldRunTheExampleEtl() {
    // given
    int rows = Integer.getInteger("passo.test.etl", 12_345);

    // when
    Etl.Result result = new Etl(system.status(), s3.mock(), progress -> {}).run(rows, false);

    // then
    assertThat(result.isRight()).isTrue();
    assertThat(result.succeeded()).isEqualTo(rows);
    assertThat(result.batches()).isEqualTo((rows + 499) / 500);
  }

  @Test
  void shouldReadTheContentsOfPackedObjects() throws IOException {
    // given
    s3.put("packed/a.jsonl.gz", gzip(numbers(0, 1_200)));
    s3.put("packed/b.jsonl.gz", gzip(numbers(1_200, 1_203)));

    // when
    String execution =
        started(
            "packed",
            PASS,
            reader(
                "listObjectsV2",
                "'Prefix':'packed/'",
                "'InputType':'JSONL','Transformation':'LOAD_AND_FLATTEN','MaxItems':1202"),
            "'ItemBatcher':{'MaxItemsPerBatch':1000}",
            "'ItemSelector':{'v.$':'$$.Map.Item.Value','s.$':'$$.Map.Item.Source'}",
            "'ResultSelector':{'Count.$':'States.ArrayLength($)','Last.$':'$[1].Items[201]'}");

    // then
    DescribeExecutionResponse ended = ended(execution);
    assertThat(ended.status()).as(ended.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(json(ended.output()))
        .isEqualTo(
            json("{\"Count\":2,\"Last\":{\"v\":1201,\"s\":\"S3://data/packed/b.jsonl.gz\"}}"));
  }

  @Test
  void shouldSayWhichLineOfWhichFileIsBroken() {
    // given
    s3.put("broken.jsonl", "1\n2\n{\"a\":\n");

    // when
    String execution =
        started("broken", PASS, reader("getObject", "'Key':'broken.jsonl'", "'InputType':'JSONL'"));

    // then
    DescribeExecutionResponse ended = ended(execution);
    assertThat(ended.error()).isEqualTo("States.ItemReaderFailed");
    assertThat(ended.cause()).startsWith("S3://data/broken.jsonl, line 3: ");
    assertThat(
            clients
                .call(client -> client.getExecutionHistory(of -> of.executionArn(execution)))
                .events()
                .stream()
                .map(HistoryEvent::typeAsString))
        .containsExactly(
            "ExecutionStarted",
            "MapStateEntered",
            "MapStateStarted",
            "MapRunStarted",
            "MapRunFailed",
            "MapStateFailed",
            "ExecutionFailed");
  }

  @Test
  void shouldRedriveTheSameMapRunAndOnlyWhatHasNotSucceeded() throws IOException {
    // given
    s3.put("once-broken.jsonl", numbers(1, 6));
    String execution =
        started(
            "redriven",
            FAILS_AT_THREE,
            reader("getObject", "'Key':'once-broken.jsonl'", "'InputType':'JSONL'"),
            "'MaxConcurrency':1");
    assertThat(ended(execution).error()).isEqualTo("States.ExceedToleratedFailureThreshold");
    DescribeMapRunResponse before = mapRun(execution);
    String failed = children(before, ExecutionStatus.FAILED, 1).getFirst().executionArn();
    assertThat(described(failed).redriveStatus())
        .isEqualTo(ExecutionRedriveStatus.REDRIVABLE_BY_MAP_RUN);

    // when
    redriven(execution);

    // then
    DescribeExecutionResponse ended = ended(execution);
    DescribeMapRunResponse run = mapRun(execution);
    assertThat(ended.status()).as(ended.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(json(ended.output())).isEqualTo(json("[1,2,3,4,5]"));
    assertThat(run.mapRunArn()).isEqualTo(before.mapRunArn());
    assertThat(run.redriveCount()).isEqualTo(1);
    assertThat(run.redriveDate()).isNotNull();
    assertThat(run.itemCounts().succeeded()).isEqualTo(5);
    assertThat(run.executionCounts().total()).isEqualTo(5);
    assertThat(children(run, ExecutionStatus.SUCCEEDED, 5))
        .map(ExecutionListItem::redriveCount)
        .containsExactlyInAnyOrder(0, 0, 1, 0, 0);
    assertThat(
            clients
                .call(client -> client.getExecutionHistory(of -> of.executionArn(execution)))
                .events()
                .stream()
                .map(HistoryEvent::typeAsString))
        .contains("MapRunRedriven");
  }

  @Test
  void shouldShowWhichChildrenWaitToBeRedriven() {
    // given
    s3.put("twice-broken.jsonl", "1\n3\n3\n2");
    String execution =
        started(
            "pending",
            SLOW_WHEN_REDRIVEN,
            reader("getObject", "'Key':'twice-broken.jsonl'", "'InputType':'JSONL'"),
            "'MaxConcurrency':1,'ToleratedFailureCount':1");
    assertThat(ended(execution).error()).isEqualTo("States.ExceedToleratedFailureThreshold");
    String mapRun = mapRun(execution).mapRunArn();
    assertThat(mapRun(execution).executionCounts().failuresNotRedrivable()).isZero();
    await().atMost(LIMIT).until(() -> children(mapRun, "FAILED").size() == 2);
    assertThat(children(mapRun, "PENDING_REDRIVE")).isEmpty();

    // when
    redriven(execution);

    // then
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> children(mapRun, "PENDING_REDRIVE").size() == 1);
    String waits = children(mapRun, "PENDING_REDRIVE").getFirst().executionArn();
    assertThat(described(waits).status()).isEqualTo(ExecutionStatus.PENDING_REDRIVE);
    assertThat(mapRun(execution).executionCounts().pendingRedrive()).isEqualTo(1);
    assertThat(children(mapRun, "FAILED")).isEmpty();
    assertThat(ended(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(children(mapRun, "PENDING_REDRIVE")).isEmpty();
    await().atMost(LIMIT).until(() -> children(mapRun, "SUCCEEDED").size() == 4);
  }

  private static List<ExecutionListItem> children(String mapRun, String status) {
    return clients
        .call(client -> client.listExecutions(of -> of.mapRunArn(mapRun).statusFilter(status)))
        .executions();
  }

  @Test
  void shouldAddToWhatWasPublishedWhenItIsRedriven() throws IOException {
    // given
    s3.put("third-broken.jsonl", numbers(1, 6));
    String execution =
        started(
            "published",
            FAILS_AT_THREE,
            reader("getObject", "'Key':'third-broken.jsonl'", "'InputType':'JSONL'"),
            "'MaxConcurrency':1",
            writer("twice", ""));
    assertThat(ended(execution).error()).isEqualTo("States.ExceedToleratedFailureThreshold");
    DescribeMapRunResponse before = mapRun(execution);
    assertThat(s3.keys("twice/")).anyMatch(key -> key.endsWith("/FAILED_0.json"));

    // when
    redriven(execution);

    // then
    DescribeExecutionResponse ended = ended(execution);
    assertThat(ended.status()).as(ended.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    DescribeMapRunResponse run = mapRun(execution);
    assertThat(run.mapRunArn()).isEqualTo(before.mapRunArn());
    assertThat(run.executionCounts().succeeded()).isEqualTo(5);
    String key = json(ended.output()).path("ResultWriterDetails").path("Key").asText();
    JsonNode files = json(s3.text(key)).path("ResultFiles");
    assertThat(files.path("FAILED")).isEmpty();
    List<String> outputs = new ArrayList<>();
    for (JsonNode file : files.path("SUCCEEDED")) {
      json(s3.text(file.path("Key").asText()))
          .forEach(result -> outputs.add(result.path("Output").asText()));
    }
    assertThat(outputs).containsExactly("1", "2", "3", "4", "5");
    assertThat(s3.keys("twice/"))
        .hasSize(3)
        .noneMatch(kept -> kept.contains("FAILED") || kept.contains("parts"));
  }

  @Test
  void shouldLetMapRunsBeyondTheQuotaWait() {
    // given
    String first =
        started(
            "backlog",
            "'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':600,'End':true}}",
            "'ItemsPath':'$.items'");
    stop(first);
    String machine = described(first).stateMachineArn();

    // when
    List<String> all = new ArrayList<>(started(machine, OPEN_MAP_RUNS));
    try {
      awaitRunning(all, OPEN_MAP_RUNS);
      List<String> waiting = started(machine, 2);
      all.addAll(waiting);

      // then
      await()
          .during(Duration.ofSeconds(5))
          .atMost(LIMIT)
          .until(
              () ->
                  running(all).size() == OPEN_MAP_RUNS
                      && waiting.stream().allMatch(DistributedMapIT::isWaiting));
      stop(all.get(0));
      stop(all.get(1));
      awaitRunning(waiting, 2);
    } finally {
      all.forEach(DistributedMapIT::stop);
    }
  }

  private static List<String> started(String machine, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                clients.call(
                    client ->
                        client
                            .startExecution(
                                of -> of.stateMachineArn(machine).input("{\"items\":[1]}"))
                            .executionArn()))
        .toList();
  }

  private static void awaitRunning(List<String> executions, int count) {
    await().atMost(LIMIT).untilAsserted(() -> assertThat(running(executions)).hasSize(count));
  }

  private static boolean isWaiting(String execution) {
    return !mapRunArns(execution).isEmpty()
        && mapRun(execution).status() == MapRunStatus.RUNNING
        && mapRun(execution).itemCounts().total() == 0;
  }

  private static List<String> running(List<String> executions) {
    return executions.stream()
        .filter(execution -> !mapRunArns(execution).isEmpty())
        .filter(execution -> mapRun(execution).executionCounts().running() == 1)
        .toList();
  }

  private static void stop(String execution) {
    clients.call(client -> client.stopExecution(of -> of.executionArn(execution)));
  }

  @Test
  void shouldFailIfTheBucketOfResultsIsMissing() {
    // given
    s3.put("one.jsonl", "1");

    // when
    String execution =
        started(
            "nowhere",
            PASS,
            reader("getObject", "'Key':'one.jsonl'", "'InputType':'JSONL'"),
            writer("out", "").replace("'Bucket':'data'", "'Bucket':'nowhere'"));

    // then
    assertThat(ended(execution).error()).isEqualTo("States.ResultWriterFailed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STANDARD", "EXPRESS"})
  void shouldNeitherSkipNorRepeatItemsWhenProcessesAreKilled(String type)
      throws IOException, InterruptedException {
    // given
    s3.put("many.jsonl.gz", gzip(numbers(0, 20_000)));
    String name = "killed-" + type;
    String[] fields = {
      reader("getObject", "'Key':'many.jsonl.gz'", "'InputType':'JSONL'"),
      "'ItemBatcher':{'MaxItemsPerBatch':100}",
      "'MaxConcurrency':20",
      writer(name, "'Transformation':'FLATTEN','OutputType':'JSONL'")
    };
    String execution = started(type, name, WAIT, fields);

    // when
    for (Service victim :
        List.of(
            system.adapters().get(0),
            system.coordinators().get(1),
            system.adapters().get(1),
            system.coordinators().get(0))) {
      Thread.sleep(1_500);
      victim.kill();
      victim.startAgain();
    }
    DescribeExecutionResponse ended = ended(execution);

    // then
    assertThat(ended.status()).as(ended.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(mapRun(execution).itemCounts().succeeded()).isEqualTo(20_000);
    String key = json(ended.output()).path("ResultWriterDetails").path("Key").asText();
    List<Integer> items = new ArrayList<>();
    for (JsonNode file : json(s3.text(key)).path("ResultFiles").path("SUCCEEDED")) {
      for (String line : s3.text(file.path("Key").asText()).split("\n", -1)) {
        if (!line.isEmpty()) {
          json(line).path("Items").forEach(item -> items.add(item.asInt()));
        }
      }
    }
    assertThat(items)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 20_000).boxed().toList());
  }
}
