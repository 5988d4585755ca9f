package io.passo.task.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogTailTest {
  private final LogTail tail = new LogTail();

  private String text() {
    return new String(tail.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldKeepWhatFits() {
    // when
    tail.add("one");
    tail.add("two");

    // then
    assertThat(text()).isEqualTo("one\ntwo\n");
  }

  @Test
  void shouldKeepTheLastFourKibibytes() {
    // given
    StringBuilder all = new StringBuilder();
    for (int n = 0; n < 1_000; n++) {
      tail.add("line " + n);
      all.append("line ").append(n).append('\n');
    }

    // when / then
    assertThat(text()).isEqualTo(all.substring(all.length() - 4_096));
  }

  @Test
  void shouldKeepTheEndOfALineThatIsLonger() {
    // when
    tail.add("a".repeat(10_000) + "end");

    // then
    assertThat(text()).hasSize(4_096).endsWith("aaend\n");
  }
}
