package io.passo.task.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.task.fixture.Fixtures;
import io.passo.task.fixture.Jars;
import io.passo.task.runtime.HttpFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsFolderTest {
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
  void shouldHostNothingWithoutAFolder() {
    // given
    WatchedFunctions nowhere = new WatchedFunctions(runtimes.folder(folder.resolve("none")));

    // when
    boolean changed = nowhere.refresh();

    // then
    assertThat(changed).isFalse();
    assertThat(nowhere.names()).isEmpty();
  }

  @Test
  void shouldHostTheFunctionsOfJarsAndOfItsOwnFile() throws Exception {
    // given
    Jars.withFunctions(
        folder.resolve("a.jar"),
        Map.of("echo", Fixtures.Echo.class, "price", Fixtures.Priced.class));
    own(
        "ship=http://localhost:9/ship\nship.timeout=2.5\nshout=a.jar!"
            + Fixtures.Shouting.class.getName());

    // when
    functions.refresh();

    // then
    assertThat(functions.names()).containsExactly("echo", "price", "ship", "shout");
  }

  @Test
  void shouldPreferItsOwnFile() throws Exception {
    // given
    Jars.withFunctions(folder.resolve("z.jar"), Map.of("echo", Fixtures.Echo.class));
    own("echo=http://localhost:9/echo");

    // when
    functions.refresh();

    // then
    assertThat(functions.find("echo")).containsInstanceOf(HttpFunction.class);
  }

  @Test
  void shouldKnowWhatMustNotRunTwice() throws Exception {
    // given
    own("pay=http://localhost:9/p\npay.at-most-once=true\nship=http://localhost:9/s");

    // when
    functions.refresh();

    // then
    assertThat(functions.atMostOnce()).containsExactly("pay");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad=a.jar!no.such.Class",
        "bad=a.jar!io.passo.task.fixture.Fixtures$Plain",
        "bad=a.jar!io.passo.task.fixture.Fixtures$Echo::other",
        "bad=missing.jar!io.passo.task.fixture.Fixtures$Echo",
        "bad=../a.jar!io.passo.task.fixture.Fixtures$Echo",
        "bad=just-a-word",
        "bad=http:///no-host",
        "bad=http://a b"
      })
  void shouldLeaveOutAFunctionThatCannotBeUsed(String line) throws Exception {
    // given
    Jars.withFunctions(folder.resolve("a.jar"), Map.of("echo", Fixtures.Echo.class));
    own(line + "\nship=http://localhost:9/ship");

    // when
    functions.refresh();

    // then
    assertThat(functions.names()).containsExactly("echo", "ship");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b=http://h/",
        "ship=http://h/\nship.timeout=soon",
        "ship=http://h/\nship.timeout=0",
        "ship=http://h/\nship.concurrency=0",
        "ship=http://h/\nship.rate=-1",
        "ship=http://h/\nship.at-most-once=maybe"
      })
  void shouldLeaveOutAFileThatCannotBeUnderstood(String content) throws Exception {
    // given
    Jars.withFunctions(folder.resolve("a.jar"), Map.of("echo", Fixtures.Echo.class));
    own(content.replace("a b", "a\\ b"));

    // when
    functions.refresh();

    // then
    assertThat(functions.names()).containsExactly("echo");
  }

  @Test
  void shouldLeaveOutAJarThatIsNone() throws Exception {
    // given
    Files.writeString(folder.resolve("broken.jar"), "no jar");
    Jars.withFunctions(folder.resolve("good.jar"), Map.of("echo", Fixtures.Echo.class));

    // when
    functions.refresh();

    // then
    assertThat(functions.names()).containsExactly("echo");
  }

  @Test
  void shouldNoticeChanges() throws Exception {
    // given
    own("one=http://localhost:9/1");
    functions.refresh();

    // when
    boolean unchanged = functions.refresh();
    own("one=http://localhost:9/1\ntwo=http://localhost:9/2");
    boolean changed = functions.refresh();

    // then
    assertThat(unchanged).isFalse();
    assertThat(changed).isTrue();
    assertThat(functions.names()).containsExactly("one", "two");
  }

  private void own(String content) throws Exception {
    Files.writeString(folder.resolve("functions.properties"), content);
  }
}
