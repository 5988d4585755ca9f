package io.passo.task.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.task.fixture.Bootstrap;
import io.passo.task.runtime.FunctionResponse;
import io.passo.task.runtime.FunctionResponse.FunctionError;
import io.passo.task.runtime.FunctionResponse.Returned;
import io.passo.task.runtime.Invocation;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions in real processes, good and bad. */
@Timeout(120)
class ProcessFunctionTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String EXECUTION = "arn:aws:states:us-east-1:000000000000:execution:m:e";
  private static final ProcessLaunch LAUNCH = new ProcessLaunch("eu-west-1");
  private static Vertx vertx;

  @TempDir private Path root;
  private ProcessHost host;
  private Duration timeout = Duration.ofSeconds(60);
  private Duration idle = Duration.ofMinutes(5);
  private int memory = 1024;

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void openHost() {
    host = new ProcessHost(vertx, LAUNCH);
  }

  @AfterEach
  void closeHost() throws Exception {
    host.close();
    await(() -> host.processes() == 0);
  }

  @Test
  void shouldGiveBackWhatTheProcessAnswers() throws Exception {
    assertThat(text(function().invoke(call("{\"a\":[1.0,null]}")))).isEqualTo("{\"a\":[1.0,null]}");
  }

  @Test
  void shouldTellTheProcessWhatLambdaTells() throws Exception {
    // given
    timeout = Duration.ofSeconds(30);

    // when
    JsonNode headers = json(function().invoke(call("{\"do\":\"headers\"}")));

    // then
    assertThat(headers.path("Lambda-Runtime-Aws-Request-Id").asText()).matches("[0-9a-f-]{36}");
    assertThat(headers.path("Lambda-Runtime-Invoked-Function-Arn").asText())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST");
    assertThat(headers.path("Lambda-Runtime-Deadline-Ms").asLong())
        .isBetween(
            Instant.now().plusSeconds(10).toEpochMilli(),
            Instant.now().plusSeconds(31).toEpochMilli());
    assertThat(headers.path("Lambda-Runtime-Trace-Id").asText())
        .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
    assertThat(headers.path("Passo-Attempt-Id").asText()).isEqualTo("key:3");
  }

  @Test
  void shouldKeepAProcessWarm() throws Exception {
    // given
    ProcessFunction function = function();

    // when
    String first = text(function.invoke(call("{\"do\":\"pid\"}")));
    String second = text(function.invoke(call("{\"do\":\"pid\"}")));

    // then
    assertThat(second).isEqualTo(first);
    assertThat(host.processes()).isEqualTo(1);
  }

  @Test
  void shouldStartAsManyProcessesAsCallsOverlap() throws Exception {
    // given
    ProcessFunction function = function();
    Callable<String> call = () -> text(function.invoke(call("{\"do\":\"sleep\",\"millis\":1500}")));

    // when
    List<Future<String>> calls;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      calls = threads.invokeAll(List.of(call, call, call));
    }

    // then
    assertThat(calls).extracting(Future::get).doesNotHaveDuplicates();
  }

  @Test
  void shouldEndProcessesThatIdle() throws Exception {
    // given
    idle = Duration.ofMillis(300);
    function().invoke(call("{}"));

    // when
    await(() -> host.processes() == 0);

    // then
    assertThat(host.processes()).isZero();
  }

  @Test
  void shouldEndProcessesOfAFunctionThatIsGoneButNotItsCalls() throws Exception {
    // given
    ProcessFunction function = function();
    function.invoke(call("{}"));

    // when
    Future<String> running;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      running =
          threads.submit(() -> text(function.invoke(call("{\"do\":\"sleep\",\"millis\":500}"))));
      await(() -> host.processes() == 1);
      function.retire();
    }

    // then
    assertThat(running.get()).isNotEmpty();
    await(() -> host.processes() == 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error | OutOfStock | none left",
        "bare-error | Lambda.Unknown | it broke",
        "exit | Runtime.ExitError | Runtime exited without providing a reason",
        "exit3 | Runtime.ExitError | Runtime exited with error: exit status 3",
        "exit137 | Runtime.ExitError | Runtime exited with error: signal: killed"
      })
  void shouldReportWhatWentWrongAndGoOn(String what, String type, String message) throws Exception {
    // given
    ProcessFunction function = function();
    String status = what.replaceAll("\\D", "");
    String order =
        "{\"do\":\"%s\",\"status\":%s}"
            .formatted(what.replaceAll("\\d", ""), status.isEmpty() ? "0" : status);

    // when
    FunctionResponse response = function.invoke(call(order));

    // then
    assertThat(error(response).errorType()).isEqualTo(type);
    assertThat(MAPPER.readTree(error(response).document()).path("errorMessage").asText())
        .endsWith(message);
    assertThat(text(function.invoke(call("1")))).isEqualTo("1");
  }

  @Test
  void shouldKillWhatHangs() throws Exception {
    // given
    ProcessFunction function = function();
    timeout = Duration.ofSeconds(1);
    ProcessFunction impatient = function();
    function.invoke(call("{}"));

    // when
    FunctionResponse response = impatient.invoke(call("{\"do\":\"hang\"}"));

    // then
    assertThat(error(response).errorType()).isEqualTo("Sandbox.Timedout");
    assertThat(error(response).document()).contains("Task timed out after 1.00 seconds");
    await(() -> host.processes() == 1);
    assertThat(text(impatient.invoke(call("1")))).isEqualTo("1");
  }

  @Test
  void shouldKillTheChildrenOfWhatItKills() throws Exception {
    // given
    ProcessFunction function = function();
    long child = Long.parseLong(text(function.invoke(call("{\"do\":\"child\"}"))));

    // when
    function.retire();

    // then
    await(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void shouldKillWhatIsCancelled() throws Exception {
    // given
    ProcessFunction function = function();
    function.invoke(call("{}"));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> running = threads.submit(() -> function.invoke(call("{\"do\":\"hang\"}")));
      TimeUnit.MILLISECONDS.sleep(200);

      // when
      running.cancel(true);
    }

    // then
    await(() -> host.processes() == 0);
  }

  @Test
  void shouldEndWhatTakesTooMuchMemory() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")), "needs Linux's /proc");
    // given
    memory = 200;
    ProcessFunction function = function();

    // when
    FunctionResponse response = function.invoke(call("{\"do\":\"memory\",\"megabytes\":400}"));

    // then
    assertThat(error(response).errorType()).isEqualTo("Runtime.OutOfMemory");
    assertThat(text(function.invoke(call("1")))).isEqualTo("1");
  }

  @Test
  void shouldRefuseAnAnswerThatIsTooLargeAndKeepTheProcess() throws Exception {
    // given
    ProcessFunction function = function();
    String before = text(function.invoke(call("{\"do\":\"pid\"}")));

    // when
    FunctionResponse response = function.invoke(call("{\"do\":\"large\",\"bytes\":7000000}"));

    // then
    assertThat(error(response).errorType()).isEqualTo("Function.ResponseSizeTooLarge");
    assertThat(text(function.invoke(call("{\"do\":\"pid\"}")))).isEqualTo(before);
  }

  @Test
  void shouldPassGarbageOnAsItIs() throws Exception {
    assertThat(text(function().invoke(call("{\"do\":\"garbage\"}")))).isEqualTo("this is {no JSON");
  }

  @Test
  void shouldRefuseAnswersToOtherCalls() throws Exception {
    assertThat(text(function().invoke(call("{\"do\":\"wrong-id\"}")))).isEqualTo("400");
  }

  @Test
  void shouldTakeAnotherProcessIfTheWarmOneEndedMeanwhile() throws Exception {
    // given
    ProcessFunction function = function();
    function.invoke(call("{\"do\":\"last\"}"));

    // when
    String response = text(function.invoke(call("2")));

    // then
    assertThat(response).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "init-error | Runtime.ImportModuleError | no module",
        "init-exit | Runtime.ExitError | exit status 4"
      })
  void shouldReportWhatDoesNotBegin(String how, String type, String message) throws Exception {
    // when
    FunctionResponse response = function(Bootstrap.command(how)).invoke(call("{}"));

    // then
    assertThat(error(response).errorType()).isEqualTo(type);
    assertThat(error(response).document()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({"/no/such/file,no such file", "./readme.txt,permission denied"})
  void shouldReportWhatCannotBeStarted(String command, String message) throws Exception {
    // given
    Files.writeString(root.resolve("readme.txt"), "hello");

    // when
    FunctionResponse response = function(List.of(command)).invoke(call("{}"));

    // then
    assertThat(error(response).errorType()).isEqualTo("Runtime.InvalidEntrypoint");
    assertThat(error(response).document()).contains(message);
  }

  @Test
  void shouldGiveTheEnvironmentOfLambdaAndNothingElse() throws Exception {
    // when
    JsonNode environment = json(function().invoke(call("{\"do\":\"environment\"}")));

    // then
    assertThat(environment.path("AWS_LAMBDA_FUNCTION_NAME").asText()).isEqualTo("f");
    assertThat(environment.path("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").asText()).isEqualTo("1024");
    assertThat(environment.path("_HANDLER").asText()).isEqualTo("index.handler");
    assertThat(environment.path("LAMBDA_TASK_ROOT").asText()).isEqualTo(root.toString());
    assertThat(environment.path("AWS_REGION").asText()).isEqualTo("eu-west-1");
    assertThat(environment.path("TABLE").asText()).isEqualTo("orders");
    assertThat(environment.fieldNames())
        .toIterable()
        .allMatch(
            name ->
                name.matches(
                    "AWS_.*|LAMBDA_.*|_HANDLER|TABLE|PATH|HOME|TMPDIR|JAVA_HOME|LANG|TZ|PWD|OLDPWD|SHLVL|_"));
  }

  private ProcessFunction function() {
    return function(Bootstrap.command());
  }

  private ProcessFunction function(List<String> command) {
    return host.function(
        new ProcessSettings(
            "f", root, "index.handler", command, timeout, memory, idle, Map.of("TABLE", "orders")));
  }

  private static Invocation call(String payload) {
    return new Invocation(
        UUID.randomUUID().toString(),
        "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST",
        payload.getBytes(StandardCharsets.UTF_8),
        Instant.now().plusSeconds(60),
        "key:3",
        "key:r:2",
        EXECUTION,
        null);
  }

  private static String text(FunctionResponse response) {
    assertThat(response).isInstanceOf(Returned.class);
    return new String(((Returned) response).body(), StandardCharsets.UTF_8);
  }

  private static JsonNode json(FunctionResponse response) throws Exception {
    return MAPPER.readTree(text(response));
  }

  private static FunctionError error(FunctionResponse response) {
    assertThat(response).isInstanceOf(FunctionError.class);
    return (FunctionError) response;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
