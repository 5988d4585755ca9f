package io.passo.coordinator.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class KnownNoiseTest {
  private final KnownNoise filter = new KnownNoise();

  @Test
  void shouldLeaveOutTheLateLimitOfThePoolOnly() {
    // given
    IllegalStateException ofPool = failure("io.vertx.sqlclient.impl.pool.SqlConnectionPool");
    IllegalStateException ofOthers = failure("io.passo.coordinator.api.Errors");

    // when // then
    assertThat(filter.isLoggable(line(ofPool))).isFalse();
    assertThat(filter.isLoggable(line(ofOthers))).isTrue();
    assertThat(filter.isLoggable(new LogRecord(Level.SEVERE, "Without a cause"))).isTrue();
  }

  private static IllegalStateException failure(String caller) {
    IllegalStateException failure = new IllegalStateException("Result is already complete");
    failure.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("io.vertx.core.Promise", "fail", "Promise.java", 90),
          new StackTraceElement(caller, "execute", "Some.java", 1)
        });
    return failure;
  }

  private static LogRecord line(Throwable thrown) {
    LogRecord line = new LogRecord(Level.SEVERE, "Uncaught exception received by Vert.x");
    line.setThrown(thrown);
    return line;
  }
}
