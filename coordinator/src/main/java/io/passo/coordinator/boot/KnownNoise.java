package io.passo.coordinator.boot;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out what a library logs as an error although nothing is wrong: the connection pool of the
 * PostgreSQL client does not cancel the time limit of a request whose connection was refused, and
 * the limit then finds the request answered. The refused connection itself is reported elsewhere.
 */
@LoggingFilter(name = "known-noise")
final class KnownNoise implements Filter {
  private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

  @Override
  public boolean isLoggable(LogRecord line) {
    return !(line.getThrown() instanceof IllegalStateException late && isPoolLimit(late));
  }

  private static boolean isPoolLimit(IllegalStateException late) {
    @Nullable String message = late.getMessage();
    StackTraceElement[] trace = late.getStackTrace();
    return "Result is already complete".equals(message)
        && trace.length > 1
        && trace[1].getClassName().equals(POOL);
  }
}
