package io.passo.coordinator.api;

import io.passo.coordinator.engine.UnavailableException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Tells a server that is away from a bug: the one passes, the other has to be looked at. */
public final class Outage {
  private static final int LONGEST_CHAIN = 10;

  // Class 08 are connections, 53 resources that are used up, 57P0x servers that start or stop.
  private static final Set<String> CLASSES = Set.of("08", "53");
  private static final String OPERATOR_INTERVENTION = "57P0";

  // What Vert.x says, without a type of its own, of a connection that ended while it was in use, or
  // that was waited for in vain.
  private static final Set<String> CLOSED =
      Set.of(
          "Timeout waiting for connection",
          // Of the pool of PostgreSQL, when no connection becomes free in time.
          "Timeout",
          // While a new connection was being made.
          "Failed to read any response from the server, the underlying connection may have been lost"
              + " unexpectedly.",
          // Of Redis.
          "CONNECTION_CLOSED",
          "Redis waiting queue is full",
          "Connection is closed",
          "Connection closed",
          "Connection was closed",
          "Connection is not active now, current status: CLOSED",
          "Connection is not active now, current status: CLOSING",
          "Pending requests failed to be sent due to connection has been closed.");

  private Outage() {}

  /** Whether a failure says that a server is away. */
  public static boolean isCauseOf(Throwable failure) {
    Throwable cause = failure;
    for (int n = 0; cause != null && n < LONGEST_CHAIN; n++) {
      if (cause instanceof UnavailableException
          || cause instanceof IOException
          || cause instanceof TimeoutException
          // Neither Mutiny's nor Kafka's is one of the JDK's.
          || cause instanceof io.smallrye.mutiny.TimeoutException
          || cause instanceof RetriableException
          || cause instanceof ClosedConnectionException
          || (cause instanceof PgException error && isAway(error.getSqlState()))
          || CLOSED.contains(String.valueOf(cause.getMessage()))) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isAway(@Nullable String state) {
    return state != null
        && state.length() == 5
        && (CLASSES.contains(state.substring(0, 2)) || state.startsWith(OPERATOR_INTERVENTION));
  }
}
