package io.passo.task.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.task.fixture.Bootstrap;
import io.passo.task.fixture.Fixtures;
import io.passo.task.runtime.FunctionResponse;
import io.passo.task.runtime.FunctionResponse.FunctionError;
import io.passo.task.runtime.FunctionResponse.Returned;
import io.passo.task.runtime.Invocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that are given as code: by folder and by archive, in every language. */
@Timeout(120)
class CodeFolderTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir private Path folder;
  private Runtimes runtimes;
  private WatchedFunctions functions;

  @BeforeEach
  void watch() throws Exception {
    runtimes = new Runtimes();
    functions = new WatchedFunctions(runtimes.folder(folder));
  }

  @AfterEach
  void close() {
    runtimes.close();
  }

  @Test
  void shouldHostAFolderWithACommand() throws Exception {
    // given
    write("echo/function.properties", command());

    // when
    functions.refresh();

    // then
    assertThat(functions.names()).containsExactly("echo");
    assertThat(text(call("echo", "{\"a\":1}"))).isEqualTo("{\"a\":1}");
  }

  @Test
  void shouldHostAnArchiveWithABootstrap() throws Exception {
    // given
    zip(
        "echo.zip",
        Map.of(
            "bootstrap",
            "#!/bin/sh\nexec " + String.join(" ", Bootstrap.command()).replace("$", "\\$")));

    // when
    functions.refresh();

    // then
    assertThat(text(call("echo", "2"))).isEqualTo("2");
  }

  @Test
  void shouldTakeSettingsBesideAnArchive() throws Exception {
    // given
    zip("echo.zip", Map.of("function.properties", "command=/bin/false"));
    write("echo.properties", command() + "\nenvironment.TABLE=orders\ntimeout=30");

    // when
    functions.refresh();

    // then
    JsonNode environment = MAPPER.readTree(text(call("echo", "{\"do\":\"environment\"}")));
    assertThat(environment.path("TABLE").asText()).isEqualTo("orders");
  }

  @Test
  void shouldRunJavaHandlersOfAnArchiveInThisProcess() throws Exception {
    // given an archive as build tools make it for Lambda
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(
        "function.properties",
        ("runtime=java21\nhandler=" + Fixtures.Shouting.class.getName() + "::handleRequest")
            .getBytes(StandardCharsets.UTF_8));
    for (Class<?> type : new Class<?>[] {Fixtures.class, Fixtures.Shouting.class}) {
      String file = type.getName().replace('.', '/') + ".class";
      try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
        files.put(file, in.readAllBytes());
      }
    }
    zipBytes("shout.zip", files);

    // when
    functions.refresh();

    // then
    assertThat(text(call("shout", "\"hello\""))).isEqualTo("\"HELLO\"");
    assertThat(runtimes.host.processes()).isZero();
  }

  @Test
  void shouldKeepTheProcessesOfWhatHasNotChanged() throws Exception {
    // given
    write("one/function.properties", command());
    write("two/function.properties", command());
    functions.refresh();
    String one = text(call("one", "{\"do\":\"pid\"}"));
    String two = text(call("two", "{\"do\":\"pid\"}"));

    // when
    write("two/function.properties", command() + "\ntimeout=20");
    boolean changed = functions.refresh();

    // then
    assertThat(changed).isTrue();
    assertThat(text(call("one", "{\"do\":\"pid\"}"))).isEqualTo(one);
    assertThat(text(call("two", "{\"do\":\"pid\"}"))).isNotEqualTo(two);
    assertThat(ProcessHandle.of(Long.parseLong(two)).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void shouldForgetWhatIsGone() throws Exception {
    // given
    write("one/function.properties", command());
    functions.refresh();
    call("one", "1");

    // when
    Files.delete(folder.resolve("one/function.properties"));
    functions.refresh();

    // then
    assertThat(functions.names()).isEmpty();
    for (int i = 0; i < 500 && runtimes.host.processes() > 0; i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(runtimes.host.processes()).isZero();
  }

  @Test
  void shouldLeaveOutFunctionsOfOtherPools() throws Exception {
    // given
    write("mine/function.properties", command() + "\npool=functions");
    write("theirs/function.properties", command() + "\npool=gpu");

    // when
    functions.refresh();

    // then
    assertThat(functions.names()).containsExactly("mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runtime=cobol",
        "handler=index.handler",
        "timeout=0",
        "memory=1",
        "concurrency=none",
        "unknown=1",
        "runtime=java21\nhandler=no.such.Class",
        "command=\\u12"
      })
  void shouldLeaveOutWhatCannotBeUsed(String settings) throws Exception {
    // given
    write("bad/function.properties", settings);
    write("good/function.properties", command());

    // when
    functions.refresh();

    // then
    assertThat(functions.names()).containsExactly("good");
  }

  @Test
  void shouldLeaveOutArchivesThatAreNone() throws Exception {
    // given
    write("broken.zip", "no archive");
    write("broken.properties", command());
    zip("settingless.zip", Map.of("index.js", "1"));
    zip("escaping.zip", Map.of("bootstrap", "x", "../../escaped.txt", "x"));
    write("good/function.properties", command());

    // when
    functions.refresh();

    // then
    assertThat(functions.names()).contains("good").doesNotContain("broken", "settingless");
    assertThat(folder.getParent().resolve("escaped.txt")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "index.mjs | export const handler = async (event) => ({ got: event.n + 1 });",
        "index.js | exports.handler = (event, context, callback) => callback(null, { got: event.n + 1 });",
        "index.cjs | module.exports.handler = async (event) => ({ got: event.n + 1 });"
      })
  void shouldRunNode(String file, String code) throws Exception {
    assumeCommand("node");
    // given
    write("f/function.properties", "handler=index.handler");
    write("f/" + file, code);

    // when
    functions.refresh();

    // then
    assertThat(text(call("f", "{\"n\":1}"))).isEqualTo("{\"got\":2}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class OutOfStock extends Error { name = 'OutOfStock' }; export const handler = async () => { throw new OutOfStock('none') } | OutOfStock",
        "export const handler = async () => { setTimeout(() => { throw new TypeError('late') }, 1); await new Promise(() => {}) } | TypeError",
        "export const handler = async () => { Promise.reject(new Error('x')); await new Promise((r) => setTimeout(r, 5000)) } | Runtime.UnhandledPromiseRejection",
        "import 'no-such-module'; export const handler = 1 | Runtime.ImportModuleError",
        "export const other = 1 | Runtime.HandlerNotFound",
        "export const handler = ; | Runtime.UserCodeSyntaxError",
        "export const handler = async () => process.exit(7) | Runtime.ExitError"
      })
  void shouldNameTheErrorsOfNode(String code, String error) throws Exception {
    assumeCommand("node");
    // given
    write("f/function.properties", "runtime=nodejs22.x\nhandler=index.handler");
    write("f/index.mjs", code);

    // when
    functions.refresh();

    // then
    assertThat(((FunctionError) call("f", "{}")).errorType()).isEqualTo(error);
  }

  /**
   * With {@code -Dpasso.test.ric=DIR}, a folder where {@code npm install aws-lambda-ric} was run.
   */
  @Test
  @EnabledIfSystemProperty(named = "passo.test.ric", matches = ".+")
  void shouldRunTheClientOfAwsForNode() throws Exception {
    // given
    write("f/function.properties", "handler=index.handler");
    write(
        "f/index.mjs",
        "export const handler = async (event, context) => { if (event.n < 0) throw new RangeError('negative'); return { got: event.n + 1, name: context.functionName }; };");
    Files.createSymbolicLink(
        folder.resolve("f/node_modules"),
        Path.of(System.getProperty("passo.test.ric"), "node_modules"));

    // when
    functions.refresh();

    // then
    assertThat(text(call("f", "{\"n\":1}"))).isEqualTo("{\"got\":2,\"name\":\"f\"}");
    assertThat(((FunctionError) call("f", "{\"n\":-1}")).errorType()).isEqualTo("RangeError");
  }

  @Test
  void shouldRunPython() throws Exception {
    assumeCommand("python3");
    // given
    write("f/function.properties", "handler=shop.order.handle");
    write(
        "f/shop/order.py",
        """
        def handle(event, context):
            print("working")
            left = context.get_remaining_time_in_millis()
            return {"got": event["n"] + 1, "name": context.function_name, "left": left > 0}
        """);

    // when
    functions.refresh();

    // then
    assertThat(MAPPER.readTree(text(call("f", "{\"n\":1}"))))
        .isEqualTo(MAPPER.readTree("{\"got\":2,\"name\":\"f\",\"left\":true}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "def handle(event, context): raise KeyError('order') | KeyError",
        "import no_such_module | Runtime.ImportModuleError",
        "def other(): pass | Runtime.HandlerNotFound",
        "def handle(: | Runtime.UserCodeSyntaxError",
        "def handle(event, context): return object() | TypeError",
        "def handle(event, context): import os; os._exit(9) | Runtime.ExitError"
      })
  void shouldNameTheErrorsOfPython(String code, String error) throws Exception {
    assumeCommand("python3");
    // given
    write("f/function.properties", "runtime=python3.13\nhandler=app.handle");
    write("f/app.py", code);

    // when
    functions.refresh();

    // then
    assertThat(((FunctionError) call("f", "{}")).errorType()).isEqualTo(error);
  }

  private static void assumeCommand(String command) throws Exception {
    boolean there;
    try {
      Process process = new ProcessBuilder(command, "--version").start();
      there = process.waitFor() == 0;
    } catch (IOException e) {
      there = false;
    }
    Assumptions.assumeTrue(there, "needs " + command + " on the PATH");
  }

  private static String command() {
    return "command=" + String.join(" ", Bootstrap.command()).replace("\\", "\\\\");
  }

  private void write(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private void zip(String file, Map<String, String> entries) throws IOException {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    entries.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    zipBytes(file, bytes);
  }

  private void zipBytes(String file, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(folder.resolve(file)))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
  }

  private FunctionResponse call(String name, String payload) throws Exception {
    Invocation invocation =
        new Invocation(
            UUID.randomUUID().toString(),
            "arn:aws:lambda:us-east-1:000000000000:function:" + name + ":$LATEST",
            payload.getBytes(StandardCharsets.UTF_8),
            Instant.now().plusSeconds(60),
            "key:3",
            "key:r:2",
            "arn:aws:states:us-east-1:000000000000:execution:m:e",
            null);
    return functions.find(name).orElseThrow().invoke(invocation);
  }

  private static String text(FunctionResponse response) {
    assertThat(response).isInstanceOf(Returned.class);
    return new String(((Returned) response).body(), StandardCharsets.UTF_8);
  }
}
