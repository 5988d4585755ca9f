package io.passo.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {
  @Test
  void shouldShowMessageAndCauses() {
    // given
    String log =
        """
        {"timestamp":"T1","level":"INFO","message":"Listening"}
        {"timestamp":"T2","level":"ERROR","message":"Failed","exception":{"exceptionType":"A","message":"outer",\
        "causedBy":{"exception":{"exceptionType":"B","message":"inner"}}}}
        plain text
        """;

    // when
    String readable = LogText.readable(log);

    // then
    assertThat(readable.lines())
        .containsExactly(
            "T1 INFO Listening",
            "T2 ERROR Failed",
            "  caused by A: outer",
            "  caused by B: inner",
            "plain text");
  }

  @Test
  void shouldShowTheCausesOfAStackTraceThatIsOneText() {
    // given
    String log =
        "{\"timestamp\":\"T\",\"level\":\"ERROR\",\"message\":\"Failed\",\"stackTrace\":\": A: outer\\n\\tat x\\nCaused by: B: inner\"}";

    // when
    String readable = LogText.readable(log);

    // then
    assertThat(readable.lines())
        .containsExactly("T ERROR Failed", "  : A: outer", "  Caused by: B: inner");
  }

  @Test
  void shouldKeepALineThatIsCutShort() {
    assertThat(LogText.readable("{\"timestamp\":\"T1\",")).isEqualTo("{\"timestamp\":\"T1\",");
  }
}
