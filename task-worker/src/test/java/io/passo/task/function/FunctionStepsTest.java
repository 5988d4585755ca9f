package io.passo.task.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.task.fixture.Fixtures;
import io.passo.task.fixture.Jars;
import io.passo.worker.Step;
import io.passo.worker.StepOutcome;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a step that calls a function of a jar. */
class FunctionStepsTest {
  private static final String INVOKE = "arn:aws:states:::lambda:invoke";
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir private static Path folder;
  private static Runtimes runtimes;
  private static FunctionSteps steps;

  @BeforeAll
  static void hostFunctions() throws Exception {
    Jars.withFunctions(
        folder.resolve("fixtures.jar"),
        Map.of(
            "price", Fixtures.Priced.class,
            "untyped", Fixtures.Untyped.class,
            "shout", Fixtures.Shouting.class,
            "echo", Fixtures.Echo.class,
            "raw", Fixtures.Raw.class,
            "fail", Fixtures.Failing.class,
            "broken", Fixtures.Broken.class,
            "curious", Fixtures.Curious.class,
            "exclusive", Fixtures.Exclusive.class));
    runtimes = new Runtimes();
    WatchedFunctions functions = new WatchedFunctions(runtimes.folder(folder));
    functions.refresh();
    steps = new FunctionSteps(functions, new Waiting(), InstantSource.system());
  }

  @AfterAll
  static void close() {
    runtimes.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "price | {\"id\":\"a\",\"amounts\":[1,2],\"unknown\":true} | {\"id\":\"a\",\"total\":3}",
        "shout | \"hello\" | \"HELLO\"",
        "echo | {\"a\": [1.0, null]} | {\"a\": [1.0, null]}",
        "untyped | {\"a\":1,\"b\":2} | {\"keys\":2,\"name\":\"untyped\",\"arn\":\"arn:aws:lambda:us-east-1:000000000000:function:untyped:$LATEST\"}"
      })
  void shouldGiveBackWhatTheFunctionReturns(String function, String input, String output)
      throws Exception {
    // when
    StepOutcome outcome = run(direct(function), input);

    // then
    assertThat(json(outcome)).isEqualTo(MAPPER.readTree(output));
  }

  @Test
  void shouldReportAnExceptionByItsClass() throws Exception {
    // when
    StepOutcome outcome = run(direct("fail"), "{}");

    // then
    StepOutcome.Failed failed = (StepOutcome.Failed) outcome;
    JsonNode document = MAPPER.readTree(failed.cause());
    assertThat(failed.error()).isEqualTo("java.lang.IllegalStateException");
    assertThat(document.path("errorMessage").asText()).isEqualTo("out of stock");
    assertThat(document.path("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(document.path("stackTrace").path(0).asText())
        .contains("Fixtures$Failing.handleRequest");
    assertThat(document.path("cause").path("errorType").asText()).isEqualTo("java.io.IOException");
    assertThat(document.path("stackTrace").toString()).doesNotContain("io.passo.task.runtime");
  }

  @Test
  void shouldReportAFunctionThatCannotBeMade() throws Exception {
    assertThat(run(direct("broken"), "{}"))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> assertThat(failed.error()).isEqualTo("java.lang.IllegalArgumentException"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:lambda:us-east-1:000000000000:function:nope",
        "arn:aws:states:::lambda:invoke"
      })
  void shouldReportAnUnknownFunctionAsLambdaDoes(String resource) throws Exception {
    // when
    StepOutcome outcome = run(resource, "{\"FunctionName\":\"nope\"}");

    // then
    StepOutcome.Failed failed = (StepOutcome.Failed) outcome;
    assertThat(failed.error()).isEqualTo("Lambda.ResourceNotFoundException");
    assertThat(failed.cause())
        .matches(
            "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nope:\\$LATEST \\(Service: AWSLambda;"
                + " Status Code: 404; Error Code: ResourceNotFoundException; Request ID: [0-9a-f-]{36}; Proxy: null\\)");
  }

  @Test
  void shouldAnswerAsLambdasInvokeDoes() throws Exception {
    // when
    StepOutcome outcome = run(INVOKE, "{\"FunctionName\":\"echo\",\"Payload\":{\"a\":1}}");

    // then
    JsonNode result = json(outcome);
    assertThat(result.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly(
            "ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode");
    assertThat(result.path("ExecutedVersion").asText()).isEqualTo("$LATEST");
    assertThat(result.path("Payload")).isEqualTo(MAPPER.readTree("{\"a\":1}"));
    assertThat(result.path("StatusCode").asInt()).isEqualTo(200);
    JsonNode http = result.path("SdkHttpMetadata");
    assertThat(http.path("HttpStatusCode").asInt()).isEqualTo(200);
    assertThat(http.path("AllHttpHeaders").path("Content-Type").path(0).asText())
        .isEqualTo("application/json");
    assertThat(http.path("HttpHeaders").path("x-amzn-RequestId").asText())
        .isEqualTo(result.path("SdkResponseMetadata").path("RequestId").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"\\\"HelloWorld\\\"\" | \"HelloWorld\"",
        "\"0\" | 0",
        "\"[]\" | []",
        "true | true",
        "null | {}",
        "{} | {}"
      })
  void shouldTakeAStringPayloadAsText(String payload, String received) throws Exception {
    // when
    StepOutcome outcome = run(INVOKE, "{\"FunctionName\":\"echo\",\"Payload\":" + payload + "}");

    // then
    assertThat(json(outcome).path("Payload")).isEqualTo(MAPPER.readTree(received));
  }

  @Test
  void shouldRefuseAStringPayloadThatIsNoJson() throws Exception {
    assertThat(run(INVOKE, "{\"FunctionName\":\"echo\",\"Payload\":\"hello\"}"))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed ->
                assertThat(failed.error()).isEqualTo("Lambda.InvalidRequestContentException"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo",
        "echo:$LATEST",
        "function:echo",
        "000000000000:function:echo",
        "arn:aws:lambda:us-east-1:000000000000:function:echo",
        "arn:aws:lambda:us-east-1:000000000000:function:echo:live"
      })
  void shouldFindAFunctionByAnyOfItsNames(String name) throws Exception {
    assertThat(json(run(INVOKE, "{\"FunctionName\":\"" + name + "\"}")).path("Payload"))
        .isEqualTo(MAPPER.readTree("{}"));
  }

  @Test
  void shouldReportTheVersionThatWasAskedFor() throws Exception {
    assertThat(
            json(run(INVOKE, "{\"FunctionName\":\"echo\",\"Qualifier\":\"7\"}"))
                .path("ExecutedVersion")
                .asText())
        .isEqualTo("7");
  }

  @Test
  void shouldLeaveACallbackOpen() throws Exception {
    assertThat(run(INVOKE + ".waitForTaskToken", "{\"FunctionName\":\"echo\",\"Payload\":1}"))
        .isInstanceOf(StepOutcome.Submitted.class);
  }

  @Test
  void shouldNotWaitForAnEvent() throws Exception {
    // when
    JsonNode result = json(run(INVOKE, "{\"FunctionName\":\"fail\",\"InvocationType\":\"Event\"}"));

    // then
    assertThat(result.path("StatusCode").asInt()).isEqualTo(202);
    assertThat(result.path("Payload").asText()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:lambda:us-east-1:000000000000:function:raw, arn:aws:lambda:us-east-1:000000000000:function:raw"
  })
  void shouldReportATooLargeResponseEvenIfItIsNoJson(String resource, String name)
      throws Exception {
    assertThat(run(resource, "263168"))
        .isEqualTo(
            StepOutcome.failed(
                "States.DataLimitExceeded",
                "The state/task '"
                    + name
                    + "' returned a result with a size exceeding the maximum number of bytes service limit."));
    assertThat(run(INVOKE, "{\"FunctionName\":\"raw\",\"Payload\":263168}"))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class, failed -> assertThat(failed.cause()).contains("'lambda'"));
  }

  @Test
  void shouldReportAResponseThatIsNoJson() throws Exception {
    assertThat(run(direct("raw"), "3"))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> assertThat(failed.error()).isEqualTo("Lambda.Unknown"));
  }

  @Test
  void shouldTakeAnEmptyResponseForNull() throws Exception {
    assertThat(run(direct("raw"), "0")).isEqualTo(StepOutcome.succeeded("null"));
  }

  @ParameterizedTest
  @CsvSource({
    "io.passo.worker.Worker, false",
    "com.fasterxml.jackson.databind.JsonNode, false",
    "java.sql.Connection, true"
  })
  void shouldHideTheServiceFromItsFunctions(String className, boolean seen) throws Exception {
    assertThat(json(run(direct("curious"), "\"" + className + "\"")).booleanValue())
        .isEqualTo(seen);
  }

  @Test
  void shouldLetAnInstanceServeOneCallAtATime() throws Exception {
    // given
    List<Callable<Boolean>> calls =
        IntStream.range(0, 500)
            .<Callable<Boolean>>mapToObj(
                i -> () -> json(run(direct("exclusive"), "1")).booleanValue())
            .toList();

    // when
    List<Future<Boolean>> alone;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      alone = threads.invokeAll(calls);
    }

    // then
    for (Future<Boolean> call : alone) {
      assertThat(call.get()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:states:::sqs:sendMessage",
        "nonsense",
        "arn:aws:lambda:us-east-1:1:function:a b"
      })
  void shouldRefuseWhatIsNoFunction(String resource) throws Exception {
    assertThat(run(resource, "{}"))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed ->
                assertThat(failed.error()).isEqualTo("Lambda.InvalidParameterValueException"));
  }

  private static String direct(String function) {
    return "arn:aws:lambda:us-east-1:000000000000:function:" + function;
  }

  private static JsonNode json(StepOutcome outcome) throws Exception {
    assertThat(outcome).isInstanceOf(StepOutcome.Succeeded.class);
    return MAPPER.readTree(((StepOutcome.Succeeded) outcome).output().utf8());
  }

  private static StepOutcome run(String resource, String input) throws Exception {
    String arn = "arn:aws:states:us-east-1:000000000000:execution:m:e";
    StepCommand command =
        new StepCommand(
            ExecutionKey.of(arn),
            arn,
            3,
            "r",
            2,
            0,
            "000000000000",
            "arn:machine",
            "State",
            resource,
            Payload.of(input),
            0,
            null,
            null,
            0,
            null,
            null,
            null,
            null,
            "key");
    return steps.handle(new Step(command, 1));
  }
}
