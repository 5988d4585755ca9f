package io.passo.task.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.task.runtime.Invocation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FunctionOutputTest {
  private final List<ExtLogRecord> records = new CopyOnWriteArrayList<>();
  private final Logger logger = Logger.getLogger("function.f");
  private final ExtHandler handler =
      new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord record) {
          record.copyAll();
          records.add(record);
        }
      };
  private final FunctionOutput output = new FunctionOutput("f");

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(handler);
  }

  @Test
  void shouldLogEachLineForItsCall() {
    // given
    output.begin(call("r1"));

    // when
    read("first {0} %s\n\nsecond\r\nlast");

    // then
    assertThat(records)
        .extracting(FunctionOutputTest::text)
        .containsExactly("first {0} %s", "second", "last");
    assertThat(records)
        .allSatisfy(
            record -> {
              assertThat(record.getMdc("requestId")).isEqualTo("r1");
              assertThat(record.getMdc("function")).isEqualTo("f");
              assertThat(record.getMdc("executionArn")).isEqualTo("arn:execution");
            });
  }

  @Test
  void shouldCutLinesThatAreTooLong() {
    // when
    read("a".repeat(40_000) + "\n");

    // then
    assertThat(records)
        .extracting(record -> text(record).length())
        .containsExactly(16_384, 16_384, 7_232);
  }

  @Test
  void shouldLeaveOutWhatIsTooMuchForOneCall() {
    // given
    output.begin(call("r1"));
    read(("b".repeat(10_000) + "\n").repeat(150));
    int ofFirst = records.size();

    // when
    output.begin(call("r2"));
    read("next\n");

    // then
    assertThat(ofFirst).isEqualTo(105);
    assertThat(text(records.get(104))).contains("left out");
    assertThat(text(records.getLast())).isEqualTo("next");
  }

  private static String text(ExtLogRecord record) {
    return new PatternFormatter("%s").format(record);
  }

  private void read(String text) {
    output.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Invocation call(String id) {
    return new Invocation(
        id, "arn", new byte[0], Instant.EPOCH, "attempt", "step", "arn:execution", null);
  }
}
