package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepeatedWarningTest {
  private final Lines lines = new Lines();
  private long now;
  private final RepeatedWarning warning = new RepeatedWarning(lines, new At(), "Late");

  @Test
  void shouldWriteTheFirstAndThenOneLinePerTenSeconds() {
    // when
    warning.warn(1, "gone");
    now = 9_999_000_000L;
    warning.warn(2, "gone");
    warning.warn(3, "gone");
    now = 10_000_000_000L;
    warning.warn(4, "gone");

    // then
    assertThat(lines.written)
        .containsExactly(
            "Late: partition=1 reason=gone timesBefore=0",
            "Late: partition=4 reason=gone timesBefore=2");
  }

  private final class At implements EngineClock {
    @Override
    public long wallMillis() {
      return 0;
    }

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public void sleep(long millis) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Lines implements System.Logger {
    private final List<String> written = new ArrayList<>();

    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
      written.add(message);
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, String format, Object... parameters) {
      written.add(MessageFormat.format(format, parameters));
    }
  }
}
